"""What speaks for and against two subjects being one happening, as numbers by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from math import log

from dateline.gazetteer import countries
from dateline.linking.incidents.subject import Spot, Subject
from dateline.linking.incidents.words import cosine
from dateline.parties.registry import named
from dateline.places.extent import distance_km

_DAYS = (0, 1, 2, 4, 8, 16, 32, 120)
_KM = (15, 50, 150, 500)
_NEAR_KM, FAR_KM, OTHER_LAND_KM = 30.0, 100.0, 500.0
# Days: reports of one happening differ by a night; a misread date by a few.
_OTHER_DAY, OTHER_DAYS = 1, 3
_WIDE_KM = 120.0  # a place that reaches farther says little of where
# Families that tell of one happening under different words.
_CLASSES = {
    "battle": "force", "strike": "force", "explosion": "force", "civilians": "force",
    "losses": "force", "unrest": "force", "control": "ground", "forces": "ground",
    "diplomacy": "talk", "humanitarian": "plight", "security": "force",
}  # fmt: skip
_GROUND = frozenset({"battle/territory_gained", "battle/offensive", "battle/clash"})
_LOWER = 0.7
_DISTINCT = 13  # a count from here on is seldom shared by chance
Feature = tuple[str, float]


def features(one: Subject, other: Subject) -> dict[str, float]:
    """What holds of two subjects; the same whichever comes first."""
    return {
        name: value
        for part in (_words, _dates, _places, _kinds, _figures, _parties)
        for name, value in part(one, other)
        if value
    }


def _words(one: Subject, other: Subject) -> Iterator[Feature]:
    yield "always", 1.0
    mine, theirs = weights(one), weights(other)
    yield "words alike", cosine(mine, theirs)
    shared = set(one.names) & set(other.names)
    yield "names shared", min(300, sum(mine[code] for code in shared)) / 100
    common = [code for code in mine if code in theirs and code not in shared]
    yield "rare words shared", min(300, sum(max(0, mine[c] - 25) for c in common)) / 100
    if one.names and other.names and not shared:
        yield "no name shared", 1.0
    if bare(one) or bare(other):
        yield "bare", 1.0
    elif not shared and not common_places(one, other) and not _tolls(one) & _tolls(other):
        yield "nothing shared", 1.0


def _dates(one: Subject, other: Subject) -> Iterator[Feature]:
    if one.published and other.published:
        yield f"published {_step(_gap(one.published, other.published), _DAYS)}", 1.0
    else:
        yield "undated", 1.0
    mine, theirs = _span(one), _span(other)
    if mine and theirs:
        yield f"days {_step(_apart(mine, theirs), _DAYS)}", 1.0
    exact = [{d for d in s.days if not d.startswith("--")} for s in (one, other)]
    if exact[0] and exact[1]:
        nearest = min(_gap(a, b) for a in exact[0] for b in exact[1])
        yield f"named days {_step(nearest, (0, 1, 7))}", 1.0
    loose = [
        {d[-5:] for d in s.days} | ({s.published[-5:]} if s.published else set())
        for s in (one, other)
    ]
    if (one.published is None or other.published is None) and all(
        s.days or s.published for s in (one, other)
    ):
        yield ("month and day shared" if loose[0] & loose[1] else "no month and day shared"), 1.0
    for a, b in ((one, other), (other, one)):
        if a.period and a.period.start and a.period.end and b.published and _exact(a):
            late = (_day(b.published) - _day(a.period.end)).days
            if late < -1:
                yield "told before it happened", 1.0
            elif late > 30:
                yield "told a month later", 1.0


def _places(one: Subject, other: Subject) -> Iterator[Feature]:
    here, there = own(one), own(other)
    if here and there:
        yield f"place {_step(int(distance(here, there)), _KM)}", 1.0
    fine = [[s for s in x.spots if s.km < _WIDE_KM] for x in (one, other)]
    if fine[0] and fine[1]:
        nearest = min(distance(a, b) for a in fine[0] for b in fine[1])
        yield f"some place {_step(int(nearest), _KM)}", 1.0
    elif fine[0] or fine[1]:
        yield "place of one", 1.0
    if one.countries and other.countries:
        shared = set(one.countries) & set(other.countries)
        yield ("country shared" if shared else "countries apart"), 1.0
        if one.countries[0] == other.countries[0]:
            yield "first country shared", 1.0
    if strangers(one, other):
        yield "lands apart", 1.0


def _kinds(one: Subject, other: Subject) -> Iterator[Feature]:
    if not one.kinds or not other.kinds:
        yield "no type", 1.0
        return
    mine, theirs = set(one.kinds), set(other.kinds)
    if mine & theirs:
        yield "type shared", 1.0
    families = [{kind.split("/")[0] for kind in kinds} for kinds in (mine, theirs)]
    if families[0] & families[1]:
        yield "family shared", 1.0
    if not _classes(mine) & _classes(theirs):
        yield "types apart", 1.0


def _classes(kinds: Iterable[str]) -> set[str]:
    found = {_CLASSES[kind.split("/")[0]] for kind in kinds}
    return found | ({"ground"} if not _GROUND.isdisjoint(kinds) else set())


def _figures(one: Subject, other: Subject) -> Iterator[Feature]:
    for name in ("killed", "wounded"):
        mine, theirs = set(getattr(one, name)), set(getattr(other, name))
        if not mine or not theirs:
            yield f"{name} of one" if mine or theirs else f"no {name}", 1.0
        elif shared := mine & theirs:
            yield f"{name} shared", 1.0
            yield f"{name} shared, distinct", 1.0 if max(shared) >= _DISTINCT else 0.0
        else:
            yield f"{name} differ", 1.0
            yield f"{name} ratio", min(3.0, min(abs(log(a / b)) for a in mine for b in theirs))
    both = {n for n in one.numbers if n >= _DISTINCT} & {n for n in other.numbers if n >= _DISTINCT}
    yield "distinct numbers shared", min(3, len(both))
    small = set(one.numbers) & set(other.numbers) - both
    yield "small numbers shared", min(3, len(small))
    yield "toll falls", 1.0 if _falls(one, other) else 0.0


def _falls(one: Subject, other: Subject) -> bool:
    """Whether the later report gives a far lower toll."""
    if not (one.killed and other.killed):
        return False
    days = one.published or "", other.published or ""
    if days[0] > days[1]:
        one, other = other, one
    return "" not in days and days[0] != days[1] and max(other.killed) < _LOWER * max(one.killed)


def _parties(one: Subject, other: Subject) -> Iterator[Feature]:
    if one.sides and other.sides:
        shared = set(one.sides) & set(other.sides)
        yield ("side shared" if shared else "sides apart"), 1.0
        yield "sides shared", max(0, min(3, len(shared)) - 1)
    if set(one.weapons) & set(other.weapons):
        yield "weapon shared", 1.0


def bare(subject: Subject) -> bool:
    """Whether nothing but its time and figures tells where a report belongs."""
    return not subject.names and not any(spot.km < _WIDE_KM for spot in subject.spots)


def common_places(one: Subject, other: Subject) -> bool:
    """Whether two reports name a town or district in common, or ones close by."""
    return any(
        distance(a, b) <= _NEAR_KM
        for a in one.spots
        if a.km < _WIDE_KM
        for b in other.spots
        if b.km < _WIDE_KM
    )


def _tolls(subject: Subject) -> set[tuple[str, int]]:
    killed = {("killed", n) for n in subject.killed if n >= _DISTINCT}
    return killed | {("wounded", n) for n in subject.wounded if n >= _DISTINCT}


def contradict(one: Subject, other: Subject) -> bool:
    """Whether day and place both speak against one happening: so far apart that both must be wrong.

    Both must be told exactly: a few days at most, a place no wider than a district. Two places in
    lands that have nothing in common, nor have their parties, speak for themselves.
    """
    here, there = own(one), own(other)
    if here and there and distance(here, there) > OTHER_LAND_KM and strangers(one, other):
        return True
    mine, theirs = where_and_when(one), where_and_when(other)
    if mine is None or theirs is None or _apart(mine[0], theirs[0]) <= OTHER_DAYS:
        return False
    return distance(mine[1], theirs[1]) > FAR_KM


def where_and_when(subject: Subject) -> tuple[tuple[int, int], Spot] | None:
    """First and last day (as ordinals) and place of an event where both are told exactly."""
    span, spot = _span(subject), own(subject)
    return (span, spot) if span and spot and span[1] - span[0] <= OTHER_DAYS else None


def agree(one: Subject, other: Subject) -> bool:
    """Whether day and place both are told exactly and are the same."""
    mine, theirs, here, there = _span(one), _span(other), own(one), own(other)
    if not (mine and theirs and here and there):
        return False
    return _apart(mine, theirs) <= _OTHER_DAY and distance(here, there) <= _NEAR_KM


def own(subject: Subject) -> Spot | None:
    """The event's own place, where it is told exactly."""
    told = subject.place is not None and subject.place.lat is not None and bool(subject.spots)
    return subject.spots[0] if told and subject.spots[0].km < _WIDE_KM else None


def lands(subject: Subject) -> frozenset[str]:
    """The countries that a report names and those where its parties are at home (alpha-3)."""
    return frozenset(subject.countries).union(*map(homes, subject.sides))


def strangers(one: Subject, other: Subject) -> bool:
    """Whether two reports have no land in common, though both tell of some."""
    mine, theirs = lands(one), lands(other)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


@cache
def homes(side: str) -> frozenset[str]:
    """The countries of a state or an armed group; none for who is at home nowhere."""
    if side in countries():
        return frozenset([side])
    groups = (entity.countries for entity in named(side) if entity.kind == "group")
    return frozenset().union(*groups)


def weights(subject: Subject) -> dict[int, int]:
    """The subject's terms with ten times their weights."""
    return dict(zip(subject.terms, subject.weights, strict=True))


def distance(one: Spot, other: Spot) -> float:
    """Kilometres between two places, less what they reach."""
    return max(0.0, distance_km(one.lat, one.lon, other.lat, other.lon) - max(one.km, other.km))


def _span(subject: Subject) -> tuple[int, int] | None:
    """First and last day on which it may have happened, as ordinals, where that is a month."""
    if subject.period and subject.period.start and subject.period.end:
        first, last = _day(subject.period.start), _day(subject.period.end)
        return (first.toordinal(), last.toordinal()) if (last - first).days <= 31 else None
    return None


def _exact(subject: Subject) -> bool:
    return subject.period is not None and subject.period.precision == "day"


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])


def _gap(one: str, other: str) -> int:
    return abs((_day(one) - _day(other)).days)


@lru_cache(maxsize=4096)
def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _step(value: int, steps: tuple[int, ...]) -> str:
    """The first step that is not below a value."""
    return next((str(step) for step in steps if value <= step), "more")
