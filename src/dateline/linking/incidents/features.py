"""What speaks for and against two subjects being one happening, as numbers by name."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from functools import lru_cache
from math import log

from dateline.linking.incidents.subject import OTHER_DAYS, Opening, Spot, Subject
from dateline.places.extent import distance_km

_DAYS = (0, 1, 2, 4, 8, 16, 32, 120)
_KM = (15, 50, 150, 500)
_NEAR_KM, FAR_KM, OTHER_LAND_KM = 30.0, 100.0, 500.0
_OTHER_DAY = 1  # days: reports of one happening differ by a night
# Families that tell of one happening under different words.
_CLASSES = {
    "battle": "force", "strike": "force", "explosion": "force", "civilians": "force",
    "losses": "force", "unrest": "force", "control": "ground", "forces": "ground",
    "diplomacy": "talk", "humanitarian": "plight", "security": "force",
}  # fmt: skip
_GROUND = frozenset({"battle/territory_gained", "battle/offensive", "battle/clash"})
_BRIEF, _LONG = 40, 160  # words of a text that is no full report, and of one that surely is
_LOWER = 0.7
_DISTINCT = 13  # a count from here on is seldom shared by chance
Feature = tuple[str, float]


def features(one: Subject, other: Subject) -> dict[str, float]:
    """What holds of two subjects; the same whichever comes first."""
    return {
        name: value
        for part in (_words, _opening, _years, _dates, _places, _kinds, _figures, _parties)
        for name, value in part(one, other)
        if value
    }


def fulness(length: int) -> float:
    """How far a text of so many words is a full report: 0 up to 40 words, 1 from 160."""
    return min(1.0, max(0.0, log(max(1, length) / _BRIEF) / log(_LONG / _BRIEF)))


def _words(one: Subject, other: Subject) -> Iterator[Feature]:
    yield "always", 1.0
    mine, theirs = one.weighed, other.weighed
    common = mine.keys() & theirs.keys()
    product = sum(mine[code] * theirs[code] for code in common)
    yield "words alike", product / (one.square * other.square) ** 0.5 if product else 0.0
    shared = one.named & other.named
    yield "names shared", min(300, sum(mine[code] for code in shared)) / 100
    rest = sum(max(0, mine[code] - 25) for code in common - shared)
    yield "rare words shared", min(300, rest) / 100
    if one.names and other.names and not shared:
        yield "no name shared", 1.0
    if one.bare or other.bare:
        yield "bare", 1.0
    elif not shared and not _common_places(one, other) and not _tolls(one) & _tolls(other):
        yield "nothing shared", 1.0


def _opening(one: Subject, other: Subject) -> Iterator[Feature]:
    """How much of what each opens with the other has too, and whom each names most."""
    mine, theirs = one.weighed, other.weighed
    words = [_share(one.opening, theirs), _share(other.opening, mine)]
    yield "opening covered, least", min(words)
    yield "opening covered, most", max(words)
    names = [_share(one.opening_names, theirs), _share(other.opening_names, mine)]
    yield "opening names covered, least", min(names)
    yield "opening names covered, most", max(names)
    if one.chief is not None and other.chief is not None:
        found = (one.chief in theirs) + (other.chief in mine)
        yield "chief name found", float(found)
        yield "chief name missing", float(2 - found)


def _share(mine: Opening, theirs: Container[int]) -> float:
    """The share of an opening's weight that is in the other; little of little."""
    return sum(weight for code, weight in mine.told if code in theirs) / mine.whole


def _years(one: Subject, other: Subject) -> Iterator[Feature]:
    if one.years and other.years:
        shared = len(set(one.years) & set(other.years))
        yield "years shared", shared / (len(one.years) * len(other.years)) ** 0.5
        yield "years apart", float(not shared)
        yield f"latest years {_step(abs(one.years[-1] - other.years[-1]), (0, 1))}", 1.0


def _dates(one: Subject, other: Subject) -> Iterator[Feature]:
    if one.published and other.published:
        yield f"published {_step(_gap(one.published, other.published), _DAYS)}", 1.0
    else:
        yield "undated", 1.0
    mine, theirs = one.span, other.span
    if mine and theirs:
        yield f"days {_step(_apart(mine, theirs), _DAYS)}", 1.0
    if one.exact_days and other.exact_days:
        nearest = min(_gap(a, b) for a in one.exact_days for b in other.exact_days)
        yield f"named days {_step(nearest, (0, 1, 7))}", 1.0
    if (one.published is None or other.published is None) and all(
        s.days or s.published for s in (one, other)
    ):
        loose = one.loose_days.isdisjoint(other.loose_days)
        yield ("no month and day shared" if loose else "month and day shared"), 1.0
    for a, b in ((one, other), (other, one)):
        if a.period and a.period.start and a.period.end and b.published and _exact(a):
            late = (_day(b.published) - _day(a.period.end)).days
            if late < -1:
                yield "told before it happened", 1.0
            elif late > 30:
                yield "told a month later", 1.0


def _places(one: Subject, other: Subject) -> Iterator[Feature]:
    here, there = one.own, other.own
    if here and there:
        yield f"place {_step(int(distance(here, there)), _KM)}", 1.0
    if one.fine and other.fine:
        nearest = min(distance(a, b) for a in one.fine for b in other.fine)
        yield f"some place {_step(int(nearest), _KM)}", 1.0
    elif one.fine or other.fine:
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
    if not set(one.kinds).isdisjoint(other.kinds):
        yield "type shared", 1.0
    if not _families(one.kinds).isdisjoint(_families(other.kinds)):
        yield "family shared", 1.0
    if _classes(one.kinds).isdisjoint(_classes(other.kinds)):
        yield "types apart", 1.0


@lru_cache(maxsize=4096)
def _families(kinds: tuple[str, ...]) -> frozenset[str]:
    return frozenset(kind.split("/")[0] for kind in kinds)


@lru_cache(maxsize=4096)
def _classes(kinds: tuple[str, ...]) -> frozenset[str]:
    found = {_CLASSES[family] for family in _families(kinds)}
    return frozenset(found if _GROUND.isdisjoint(kinds) else found | {"ground"})


def _figures(one: Subject, other: Subject) -> Iterator[Feature]:
    for name in ("killed", "wounded"):
        mine, theirs = set(getattr(one, name)), set(getattr(other, name))
        if not mine or not theirs:
            yield f"{name} of one" if mine or theirs else f"no {name}", 1.0
        elif both := mine & theirs:
            yield f"{name} shared", 1.0
            yield f"{name} shared, distinct", 1.0 if max(both) >= _DISTINCT else 0.0
        else:
            yield f"{name} differ", 1.0
            yield f"{name} ratio", min(3.0, min(abs(log(a / b)) for a in mine for b in theirs))
    shared = set(one.numbers).intersection(other.numbers)
    distinct = sum(number >= _DISTINCT for number in shared)
    yield "distinct numbers shared", min(3, distinct)
    yield "small numbers shared", min(3, len(shared) - distinct)
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


def _common_places(one: Subject, other: Subject) -> bool:
    """Whether two reports name a town or district in common, or ones close by."""
    return any(distance(a, b) <= _NEAR_KM for a in one.fine for b in other.fine)


def _tolls(subject: Subject) -> set[tuple[str, int]]:
    killed = {("killed", n) for n in subject.killed if n >= _DISTINCT}
    return killed | {("wounded", n) for n in subject.wounded if n >= _DISTINCT}


def contradict(one: Subject, other: Subject) -> bool:
    """Whether day and place both speak against one happening: so far apart that both must be wrong.

    Both must be told exactly: a few days at most, a place no wider than a district. Two places in
    lands that have nothing in common, nor have their parties, speak for themselves.
    """
    here, there = one.own, other.own
    if here and there and distance(here, there) > OTHER_LAND_KM and strangers(one, other):
        return True
    mine, theirs = one.where_and_when, other.where_and_when
    if mine is None or theirs is None or _apart(mine[0], theirs[0]) <= OTHER_DAYS:
        return False
    return distance(mine[1], theirs[1]) > FAR_KM


def agree(one: Subject, other: Subject) -> bool:
    """Whether day and place both are told exactly and are the same."""
    mine, theirs, here, there = one.span, other.span, one.own, other.own
    if not (mine and theirs and here and there):
        return False
    return _apart(mine, theirs) <= _OTHER_DAY and distance(here, there) <= _NEAR_KM


def strangers(one: Subject, other: Subject) -> bool:
    """Whether two reports have no land in common, though both tell of some."""
    return bool(one.lands and other.lands) and one.lands.isdisjoint(other.lands)


def distance(one: Spot, other: Spot) -> float:
    """Kilometres between two places, less what they reach."""
    apart = _km(one.lat, one.lon, other.lat, other.lon)
    return max(0.0, apart - max(one.km, other.km))


# The same towns are held against each other again and again.
_km = lru_cache(maxsize=65_536)(distance_km)


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
