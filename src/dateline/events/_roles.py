"""Parties that grammar does not join to a trigger, from the sentence and from the report."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.annotations import Annotations
from dateline.codebook import load_yaml
from dateline.events._deeds import owning_up
from dateline.events._grammar import role_words
from dateline.events._things import NOBODY, UNARMED, owners_hit, things_hit
from dateline.events.arguments import blamed, sides_between
from dateline.events.mentions import Mention
from dateline.parties import dominant_country, mention_at
from dateline.records import Casualty, Party, PartyMention

if TYPE_CHECKING:
    from collections.abc import Callable

# How many parties before and after a trigger are looked at.
_AROUND = 12
# How many events back a report is searched for who fights whom; keeps long reports linear.
_MEMORY = 100
_HUMAN_HARM = frozenset(["killed", "wounded", "missing", "captured"])

Parties = tuple[tuple[Party, ...], tuple[Party, ...]]


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml("dateline.events", "roles.yaml")
    return data


class Roles:
    """The parties of a report, ready to fill the roles of its events, asked in order of the text.

    What one event tells ("the coalition's strikes on ISIL") fills the next that leaves it out
    ("one strike near Rawah").
    """

    def __init__(self, annotations: Annotations) -> None:
        self._annotations = annotations
        spoken = {s.source.span for s in annotations.statements if s.source is not None}
        named = [m for m in annotations.parties if m.name and m.side not in NOBODY]
        self._parties = [mention for mention in named if mention.span not in spoken]
        self._starts = [mention.span.start for mention in self._parties]
        self._named = named
        self._earlier: list[tuple[str, Parties]] = []

    def completed(
        self,
        kind: str,
        told: Parties,
        fullest: Mention,
        figures: Sequence[Casualty],
    ) -> Parties:
        """Actors and targets of an event, an empty role filled where a party fits.

        Args:
            kind: the event type.
            told: the actors and targets that grammar tells.
            fullest: the mention that tells most of it.
            figures: who came to harm.
        """
        two_sided = _data()["two_sided"].get(kind)
        actors, targets = self._told(kind, told, fullest, figures)
        if two_sided:
            actors, targets = _both(actors, targets, _of_kinds(self._near(fullest), two_sided))
            actors, targets = self._second_side(kind, actors, targets, fullest)
            if two_sided == "power":
                targets = (*targets, *self._listed((*actors, *targets)))
        else:
            actors = actors or self._filled("actors", kind, targets, fullest)
            targets = targets or self._filled("targets", kind, actors, fullest)
        if kind in _data()["by_somebody"]:
            actors = self._somebody(actors, fullest)
        actors = self._alleged(actors, fullest)
        self._earlier.append((kind, (actors, targets)))
        return actors, targets

    def _told(
        self, kind: str, told: Parties, fullest: Mention, figures: Sequence[Casualty]
    ) -> Parties:
        """The roles that grammar tells, as the event type understands them."""
        actors, targets = told
        if kind == "diplomacy/breakdown":
            actors, targets = self._broken(actors, targets, fullest)
        if kind in _data()["suffered"]:
            actors, targets = self._suffered(actors, targets, fullest)
        if kind not in _data()["two_sided"]:
            actors = _of_one_side(actors, fullest)
        if not targets and kind.split("/")[0] in ("civilians", "strike", "explosion"):
            targets = tuple(_harmed(figures))[:1]
        if not targets and kind in _data()["on_owners"]:
            targets = owners_hit(self._annotations, self._annotations.doc[fullest.token])
        if owners := _lookup(_data()["on_things"], kind):
            targets = self._with_things(owners, actors, targets, fullest)
        return actors, targets

    def _suffered(
        self, actors: tuple[Party, ...], targets: tuple[Party, ...], fullest: Mention
    ) -> Parties:
        """Hunger and losses befall whom grammar calls the doer: "the army lost nine men"."""
        lost = self._annotations.doc[fullest.token].lemma_.lower() in role_words("losing")
        if not targets or lost:
            return (), actors or targets
        return tuple(p for p in actors if p.side != "civilians"), targets

    def _somebody(self, actors: tuple[Party, ...], fullest: Mention) -> tuple[Party, ...]:
        """Who does a deed that is never done by nobody; unarmed people are no longer so then."""
        if not actors:
            words = fullest.trigger.of(self._annotations.text)
            return (Party(name=words, side="unknown", span=fullest.trigger),)
        return tuple(
            msgspec.structs.replace(p, side="unknown") if p.side == "civilians" else p
            for p in actors
        )

    def _broken(
        self, actors: tuple[Party, ...], targets: tuple[Party, ...], fullest: Mention
    ) -> Parties:
        """Both sides of what breaks down "between A and B" break it, unless a third is told."""
        heads = sides_between(self._annotations.doc[fullest.token])
        mentions = [mention_at(self._annotations, head) for head in heads]
        both = {m.side: m.party() for m in mentions if m is not None and m.name}
        if not actors and not both:
            both = {p.side: p for p in targets if p.side not in UNARMED}
        if len(both) < 2 or not {p.side for p in actors} <= both.keys():
            return actors, targets
        return tuple(both.values()), tuple(p for p in targets if p.side not in both)

    def _with_things(
        self,
        owners: list[str],
        actors: tuple[Party, ...],
        targets: tuple[Party, ...],
        fullest: Mention,
    ) -> tuple[Party, ...]:
        """Targets with the houses, power lines and positions that grammar names."""
        doers, known = frozenset(p.side for p in actors), frozenset(p.side for p in targets)
        opponent = self._opponent(doers) if doers else None
        trigger = self._annotations.doc[fullest.token]
        things = things_hit(self._annotations, trigger, owners, self._home, opponent)
        return (*targets, *(p for p in things if p.side not in known | doers))

    def _filled(
        self, role: str, kind: str, other: tuple[Party, ...], fullest: Mention
    ) -> tuple[Party, ...]:
        """A role that grammar leaves empty: from the sentence, else from the report."""
        if (wanted := _lookup(_data()[role], kind)) and (
            found := _nearest(self._near(fullest), wanted, other)
        ):
            return found
        return self._from_report(role, kind, other, fullest)

    def _from_report(
        self, role: str, kind: str, other: tuple[Party, ...], fullest: Mention
    ) -> tuple[Party, ...]:
        sides = frozenset(party.side for party in other)
        for way in _lookup(_data()["beyond"][role], kind) or ():
            ways: dict[str, Callable[[], str | None]] = {
                "claimant": lambda: self._claimant if self._claimant not in sides else None,
                "again": lambda: self._again(role, kind, sides),
                "opponent": lambda: self._opponent(sides) if sides - UNARMED else None,
                "strongest": lambda: self._strongest(sides),
                "home": lambda: self._home if self._home not in sides else None,
            }
            side = ways[way]()
            if side is not None and (found := self._mention(side, fullest)) is not None:
                return (found.party(),)
        return ()

    def _second_side(
        self, kind: str, actors: tuple[Party, ...], targets: tuple[Party, ...], fullest: Mention
    ) -> Parties:
        """Both sides of what takes two, where the sentence names only one."""
        if len({party.side for party in (*actors, *targets)}) != 1:
            return actors, targets
        found = self._from_report("targets", kind, (*actors, *targets), fullest)
        return (actors, (*targets, *found)) if actors else (found, targets)

    def _listed(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        """The states that a phrase lists after the first: "the presidents of A, B and C"."""
        known = {party.side for party in parties}
        found: dict[str, Party] = {}
        for token in (t for p in parties if p.span for t in self._annotations.tokens(p.span)):
            for other in token.conjuncts:
                mention = mention_at(self._annotations, other)
                if mention is not None and mention.kind == "state" and mention.side not in known:
                    found.setdefault(mention.side, mention.party())
        return tuple(found.values())

    def _again(self, role: str, kind: str, sides: frozenset[str]) -> str | None:
        """The side that did, or suffered, the report's last event of that kind."""
        number = ("actors", "targets").index(role)
        for earlier, parties in reversed(self._earlier[-_MEMORY:]):
            if earlier == kind:
                for party in parties[number]:
                    if party.side not in sides | UNARMED:
                        return party.side
        return None

    def _opponent(self, sides: frozenset[str]) -> str | None:
        """Whom the report's earlier events set against `sides`, else its strongest other side."""
        against: Counter[str] = Counter()
        for _, (actors, targets) in self._earlier[-_MEMORY:]:
            doers, sufferers = ({p.side for p in role} - UNARMED for role in (actors, targets))
            against.update(sufferers - sides if doers & sides else ())
            against.update(doers - sides if sufferers & sides else ())
        if against:
            return max(against, key=lambda side: (against[side], side))
        return self._strongest(sides)

    def _strongest(self, sides: frozenset[str]) -> str | None:
        """The armed side that the report names most, `sides` apart."""
        return next((side for side in self._armed if side not in sides), None)

    @cached_property
    def _armed(self) -> list[str]:
        kinds = _data()["kinds"]["armed"]
        counts = Counter(
            mention.side
            for mention in self._named
            if mention.kind in kinds and mention.side not in UNARMED
        )
        return sorted(counts, key=lambda side: (-counts[side], side))

    @cached_property
    def _claimant(self) -> str | None:
        """The one side that claims responsibility for anything in the report."""
        claimed = {
            mention.side
            for word in self._annotations.doc
            for head in owning_up(word)
            if (mention := mention_at(self._annotations, head)) and mention.side not in UNARMED
        }
        return claimed.pop() if len(claimed) == 1 else None

    @cached_property
    def _home(self) -> str | None:
        return dominant_country(self._annotations)

    def _mention(self, side: str, fullest: Mention) -> PartyMention | None:
        """The mention of a side nearest to the trigger, before it rather than after."""
        fitting = self._powers.get(side, [])
        place = bisect_left(fitting, fullest.trigger.start, key=lambda m: m.span.start)
        return fitting[max(0, place - 1)] if fitting else None

    @cached_property
    def _powers(self) -> dict[str, list[PartyMention]]:
        kinds = _data()["kinds"]["power"]
        found: dict[str, list[PartyMention]] = defaultdict(list)
        for mention in self._named:
            if mention.kind in kinds:
                found[mention.side].append(mention)
        return found

    def _alleged(self, actors: tuple[Party, ...], fullest: Mention) -> tuple[Party, ...]:
        """Actors whom a verb of blame names are suspected ones."""
        names = {m.span for m in self._near_all(fullest)}
        culprits = blamed(self._annotations.doc[fullest.token]) if actors else frozenset()
        return tuple(
            msgspec.structs.replace(party, alleged=True)
            if party.span in names
            and any(token.i in culprits for token in self._annotations.tokens(party.span))
            else party
            for party in actors
        )

    def _near_all(self, fullest: Mention) -> Iterator[PartyMention]:
        span = fullest.sentence.span
        place = bisect_left(self._named, span.start, key=lambda mention: mention.span.start)
        for mention in islice(self._named, place, None):
            if mention.span.start >= span.end:
                break
            yield mention

    def _near(self, fullest: Mention) -> list[PartyMention]:
        """The parties of the sentence, nearest to the trigger first; who only speaks is none."""
        span, trigger = fullest.sentence.span, fullest.trigger
        place = bisect_left(self._starts, trigger.start)
        around = self._parties[max(0, place - _AROUND) : place + _AROUND]
        found = [mention for mention in around if span.start <= mention.span.start < span.end]
        return sorted(found, key=lambda mention: abs(mention.span.start - trigger.start))


def _of_one_side(actors: tuple[Party, ...], fullest: Mention) -> tuple[Party, ...]:
    """The actors on a side that the fullest mention names, where other mentions name another.

    A name proper ("FPM") anywhere wins over what stands for it ("Honduran rebels").
    """
    sides = {party.side for party in fullest.actors}
    named = {p.side for p in actors if p.side not in UNARMED and not _is_vague(p.side)}
    if named and sides and all(map(_is_vague, sides)):
        sides = named
    return tuple(party for party in actors if party.side in sides) if sides else actors


def _is_vague(side: str) -> bool:
    """Whether a side is described, not named: "Honduran rebels"."""
    return " " in side and side.rsplit(maxsplit=1)[1] in _data()["vague_sides"]


def _lookup(table: dict[str, Any], kind: str) -> Any:
    """What a table says of an event type, else of its family."""
    return table.get(kind, table.get(kind.split("/")[0]))


def _harmed(figures: Iterable[Casualty]) -> Iterator[Party]:
    """Those who came to harm, as parties."""
    for figure in figures:
        if figure.kind in _HUMAN_HARM and figure.side not in NOBODY and figure.group:
            yield Party(name=figure.group, side=figure.side, span=figure.span)


def _of_kinds(near: Iterable[PartyMention], name: str) -> Iterator[PartyMention]:
    kinds = _data()["kinds"][name]
    return (mention for mention in near if mention.kind in kinds)


def _nearest(
    near: Iterable[PartyMention], wanted: str, other: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The nearest party of the wanted kinds that is not on the other role's side."""
    sides = {party.side for party in other}
    fitting = (mention for mention in _of_kinds(near, wanted) if mention.side not in sides)
    return tuple(mention.party() for mention in fitting)[:1]


def _both(
    actors: tuple[Party, ...], targets: tuple[Party, ...], near: Iterable[PartyMention]
) -> Parties:
    """Two sides for what takes two."""
    sides = {party.side for party in (*actors, *targets)}
    for mention in near:
        if len(sides) > 1:
            break
        if mention.side in sides or mention.side == "civilians":
            continue
        sides.add(mention.side)
        if not actors:
            actors = (mention.party(),)
        else:
            targets = (*targets, mention.party())
    return actors, targets
