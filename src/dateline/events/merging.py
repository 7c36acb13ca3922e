"""Mentions of one happening become one event (codebook §1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians

from dateline.annotations import Sentence
from dateline.events.casualties import Harm
from dateline.events.mentions import Mention
from dateline.records import Period, Place, Span

# Words for one happening that may be of either type: "the attack" may be the bombing told before.
_KINDRED = (
    frozenset({"battle", "strike", "explosion", "civilians", "security/interception"}),
    frozenset({"unrest", "civilians/attack"}),
    frozenset({"control", "battle/offensive", "battle/territory_gained"}),
    frozenset({"diplomacy/talks", "diplomacy/agreement", "diplomacy/breakdown"}),
    frozenset({"security/arrest", "civilians/abduction"}),
    frozenset({"forces/withdrawal", "battle/territory_gained"}),
)
_GENERIC = frozenset(
    {"civilians/attack", "strike/unspecified", "battle/clash", "humanitarian/harm"}
)
# Happenings that kill: a bare "two were killed" belongs to the last of these.
VIOLENT = frozenset({"battle", "strike", "explosion", "civilians", "unrest"})
_REALISED = frozenset({"happened", "ongoing", "attempted", "denied"})
_NEAR_KM = 30.0
_KM_PER_DEGREE = 111.2
# How many sentences back a mention that names no place, time or party of its own may refer.
_REACH = 12
_HARM_REACH = 3


@dataclass(slots=True, eq=False)
class Happening:
    """One event in the making: its mentions and what they say together."""

    mentions: list[Mention]
    place: Place | None
    time: Period | None
    own_place: bool
    harms: list[Harm] = field(default_factory=list)
    extra: set[Span] = field(default_factory=set)

    @property
    def type(self) -> str:
        """The most specific type among the mentions; the first of them where none is."""
        specific = [m.type for m in self.mentions if m.type not in _GENERIC and not m.weak]
        return (specific or [self.mentions[0].type])[0]

    @property
    def last_sentence(self) -> int:
        """The number of the last sentence that tells of it."""
        return max(mention.sentence.index for mention in self.mentions)

    def fullness(self, mention: Mention) -> float:
        """How much a mention tells: the fullest is the first evidence."""
        harm = sum(h.sentence == mention.sentence.index for h in self.harms)
        told = 2 * bool(mention.actors) + 2 * bool(mention.targets) + 2 * min(harm, 2)
        told += bool(mention.place) + bool(mention.time and mention.time.span)
        return told + 2 * (mention.type == self.type) - 2 * mention.definite - 3 * mention.weak

    def fullest(self) -> Mention:
        """The mention that tells most, the earlier of two that tell the same."""
        return max(self.mentions, key=lambda m: (self.fullness(m), -m.trigger.start))

    def evidence(self) -> tuple[Span, ...]:
        """Every sentence that supports the event, the fullest first, the rest in order."""
        first = self.fullest().sentence.span
        rest = {mention.sentence.span for mention in self.mentions} | self.extra
        return (first, *sorted(rest - {first}))


def merge(
    mentions: Iterable[Mention],
    harms: Iterable[Harm],
    sentences: Sequence[Sentence],
) -> list[Happening]:
    """Happenings from mentions with their place and time, and the figures, in order of the text."""
    happenings: list[Happening] = []
    for mention in mentions:
        home = _home(happenings, mention)
        if home is not None:
            _join(home, mention)
        elif not mention.harm_only:
            place = mention.place
            happenings.append(Happening([mention], place, mention.time, place is not None))
    return _with_harms(happenings, harms, sentences)


def _home(happenings: list[Happening], mention: Mention) -> Happening | None:
    """The happening that `mention` tells of again, if any; the latest of several."""
    for one in reversed(happenings):
        distance = mention.sentence.index - one.last_sentence
        if mention.weak and not _stands_alone(mention):
            if one.type.split("/")[0] in VIOLENT and distance <= _HARM_REACH:
                return one
            continue
        if _same(one, mention, distance):
            return one
    return None


def _stands_alone(mention: Mention) -> bool:
    """A weak mention with its own actor tells a happening of its own ("rebels killed ten")."""
    return not mention.harm_only and bool(mention.actors)


def _same(one: Happening, mention: Mention, distance: int) -> bool:
    if not _compatible_places(one.place if one.own_place else None, mention.place):
        return False
    if not _compatible_times(one.time, mention.time) or not _compatible_status(one, mention):
        return False
    if _counts_differ(one, mention):
        return False
    if _only_headline(one) and _kindred(one.type, mention.type):
        return _compatible_parties(one, mention)
    if mention.definite and distance <= _REACH and _kindred(one.type, mention.type):
        return True
    if one.type != mention.type and not _same_under_another_word(one, mention, distance):
        return False
    return _compatible_parties(one, mention)


def _same_under_another_word(one: Happening, mention: Mention, distance: int) -> bool:
    """ "The strike" and "missiles struck": a general word for what a special one names nearby."""
    if not _kindred(one.type, mention.type) or not {one.type, mention.type} & _GENERIC:
        return False
    if distance == 0 and mention.type in _GENERIC:
        return True
    same_place = one.place and mention.place and one.place.name == mention.place.name
    return distance <= _HARM_REACH and one.type.split("/")[0] == mention.family and bool(same_place)


def _counts_differ(one: Happening, mention: Mention) -> bool:
    """Five air strikes and four air strikes are not the same air strikes."""
    known = {m.number for m in one.mentions if m.number}
    return bool(mention.number and known and mention.number not in known)


def _only_headline(one: Happening) -> bool:
    """A headline's happening is told again in the lead, often under another word."""
    return all(mention.sentence.zone == "headline" for mention in one.mentions)


def _kindred(one: str, other: str) -> bool:
    families = [{name, name.split("/")[0]} for name in (one, other)]
    return one == other or any(all(names & group for names in families) for group in _KINDRED)


def _compatible_status(one: Happening, mention: Mention) -> bool:
    known = one.mentions[0].standing.status
    return (
        known == mention.standing.status
        or (known in _REALISED and mention.standing.status in _REALISED)
        or mention.definite
    )


def _compatible_places(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or one.name == other.name:
        return True
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    if max(one.precision, other.precision) >= 4:
        return True  # an area may hold the other place
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return hypot(one.lat - other.lat, east) * _KM_PER_DEGREE <= _NEAR_KM


def _compatible_times(one: Period | None, other: Period | None) -> bool:
    if one is None or other is None:
        return True
    if one.start and other.end and one.start > other.end:
        return False
    return not (one.end and other.start and one.end < other.start)


def _compatible_parties(one: Happening, mention: Mention) -> bool:
    for role in ("actors", "targets"):
        known = {p.side for m in one.mentions for p in getattr(m, role)} - {"unknown"}
        new = {p.side for p in getattr(mention, role)} - {"unknown"}
        if known and new and known.isdisjoint(new):
            return False
    return True


def _join(one: Happening, mention: Mention) -> None:
    place, time = mention.place, mention.time
    one.mentions.append(mention)
    if place is not None and (one.place is None or place.precision < one.place.precision):
        one.place, one.own_place = place, True
    if time is not None and (one.time is None or one.time.span is None):
        one.time = time


def _with_harms(
    happenings: list[Happening], harms: Iterable[Harm], sentences: Sequence[Sentence]
) -> list[Happening]:
    """Hang each figure on the happening told nearest before or beside it."""
    for harm in harms:
        near = [
            (abs(mention.trigger.start - harm.trigger.start), number)
            for number, one in enumerate(happenings)
            for mention in one.mentions
            if mention.sentence.index == harm.sentence and _may_harm(one, harm)
        ]
        if near:
            happenings[min(near)[1]].harms.append(harm)
            continue
        before = [
            one
            for one in happenings
            if one.type.split("/")[0] in VIOLENT
            and 0 < harm.sentence - one.last_sentence <= _HARM_REACH
        ]
        if before:
            latest = max(before, key=lambda one: one.last_sentence)
            latest.harms.append(harm)
            latest.extra.add(sentences[harm.sentence].span)
    return happenings


def _may_harm(one: Happening, harm: Harm) -> bool:
    kind, family = harm.casualty.kind, one.type.split("/")[0]
    if kind == "captured":
        return family in ("security", "civilians", "battle", "control")
    if kind == "displaced":
        return one.type == "humanitarian/displacement" or family in VIOLENT
    return family in VIOLENT or family in ("humanitarian", "losses", "security")
