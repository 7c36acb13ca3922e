"""Who was killed, wounded, captured, displaced, went missing, was lost or damaged, and how many.

One `Harm` for each figure of the report; the stage that gathers events hangs them on their event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.annotations import Annotations, Sentence
from dateline.events._figures import PHRASE, Figure, Figures
from dateline.events._harm import OF_THINGS, Trigger, triggers, words
from dateline.events._parts import Parts
from dateline.events._rates import rate
from dateline.events._tallies import tallied
from dateline.events._victims import OBJECTS, victims, with_conjuncts
from dateline.events.numbers import Quantity
from dateline.records import Casualty, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Words between a toll and its number ("the death toll from Sunday's raid had risen to 25").
_TOLL = 16
# Words from "puts" to the dead it counts ("puts the dead of the raid at 115").
_PUT = 8
# A figure's span reaches from the word of harm to the phrase it harms where they are this close.
_CLOSE = 14
# Parts of speech a noun phrase holds between its number and its end.
_INSIDE = frozenset(["NOUN", "PROPN", "ADJ", "DET", "PART"])


@dataclass(frozen=True, slots=True)
class Harm:
    """One figure of harm and the word that tells it.

    Attributes:
        casualty: the figure, its span on the reading text.
        trigger: the word of harm (killed, dead, fled).
        sentence: index of the sentence.
        token: the word of harm in the parse.
    """

    casualty: Casualty
    trigger: Span
    sentence: int
    token: Token


def casualties(annotations: Annotations) -> tuple[Harm, ...]:
    """Every figure of harm in the report, in the order of the text."""
    return tuple(_Reading(annotations).harms())


class _Reading:
    """One report while its figures are read."""

    def __init__(self, annotations: Annotations) -> None:
        self.annotations = annotations
        self.doc: Doc = annotations.doc
        self.words = words()
        self.figures = Figures(self.doc)
        self.counts = self.figures.counts
        self.parts = Parts(self.figures)
        self.sides = {mention.head.start: mention.side for mention in annotations.parties}

    def harms(self) -> list[Harm]:
        """Every figure, one for each phrase and kind."""
        found: dict[tuple[str, int], tuple[Trigger, Figure]] = {}
        for trigger in triggers(self.doc):
            if self._unreal(trigger):
                continue
            figures = self._told_by(trigger)
            for figure in [*figures, *self.parts.of_total(trigger, figures)]:
                # A phrase under two words of one kind ("shot dead ... killed") is one figure.
                found.setdefault((trigger.kind, figure.head.i), (trigger, figure))
        told = sorted(found.values(), key=lambda pair: pair[1].first)
        return list(self._written(self._without_the_dead(told)))

    def _without_the_dead(
        self, found: list[tuple[Trigger, Figure]]
    ) -> list[tuple[Trigger, Figure]]:
        """Leave out people shot who, as the report says elsewhere, died of it."""
        dead = [figure for trigger, figure in found if trigger.kind == "killed"]
        return [
            (trigger, figure)
            for trigger, figure in found
            if trigger.kind != "wounded"
            or trigger.token.lower_ not in self.words["hitting"]
            or not any(self._may_be_same(figure, one) for one in dead)
        ]

    def _may_be_same(self, one: Figure, other: Figure) -> bool:
        """Whether two figures may count the same people: as many, and not said to be others."""
        if (one.low, one.high) != (other.low, other.high):
            return False
        names = {one.head.lower_, other.head.lower_}
        generic = names & self.words["anybody"] or any(
            figure.head.pos_ in ("PROPN", "PRON", "NUM") for figure in (one, other)
        )
        return len(names) == 1 or bool(generic)

    def _sentence(self, token: Token) -> Sentence:
        return self.annotations.sentence_at(token.idx)

    def _told_by(self, trigger: Trigger) -> list[Figure]:
        """The figures of what the parse, or else the order of words, says was harmed."""
        if trigger.frame == "toll":
            return self._toll(trigger)
        if trigger.frame != "lives" and (told := self.parts.of_the_dead(trigger)):
            return told
        if (tally := tallied(self.figures, trigger)) is not None:
            return tally
        if trigger.kind == "killed" and (put := self._put_at(trigger)):
            return put
        if (adjoining := self._adjoining(trigger)) is not None:
            return [adjoining]
        found = [
            figure
            for victim in with_conjuncts(victims(trigger, self.counts))
            if (figure := self.figures.figure(victim, trigger)) is not None
        ]
        if not any(figure.counted for figure in found):
            if not self._settled(found, trigger):
                found += self._beside(trigger)
        elif (first := min(figure.first for figure in found)) < trigger.token.i:
            # "six rangers and a dozen poachers left dead": the parse often keeps the last only.
            more = self._leftward(self._joined_before(first), trigger)
            found += [one for one in more if one.group and one.head.dep_ not in OBJECTS]
        return self._sifted(found, trigger)

    def _settled(self, found: list[Figure], trigger: Trigger) -> bool:
        """Whether the parse alone says who it was, so that numbers nearby count others."""
        if found and trigger.frame == "noun":
            return True
        own = {child.i for child in trigger.token.children}
        return any(
            figure.low == 1
            and not own.isdisjoint(t.i for t in (figure.head, *figure.head.conjuncts))
            for figure in found
        )

    def _either(self, trigger: Trigger) -> bool:
        """Whether "or" joins the word of harm to one of another kind."""
        token, kinds = trigger.token, self.words["verbs"]
        joined = [c for c in token.children if c.dep_ == "conj"]
        joined += [token.head] if token.dep_ == "conj" else []
        return any(
            other.lower_ in kinds
            and kinds[other.lower_].kind != trigger.kind
            and any(
                c.dep_ == "cc" and c.lower_ == "or" for one in (other, token) for c in one.children
            )
            for other in joined
        )

    def _sifted(self, found: list[Figure], trigger: Trigger) -> list[Figure]:
        """Without what only accompanies a count; people named one by one are one figure."""
        bounded = any(one.low is not None or one.high is not None for one in found)
        if bounded and self._either(trigger):
            found = []  # "killed or wounded 90": a total of two kinds is neither's (codebook §3)
        counted = [figure for figure in found if figure.counted]
        if trigger.counted:
            return counted
        if counted:
            # "827 troops and officers" are 827 in all.
            found = [one for one in found if one.counted or one.low is not None]
        found = [one for one in found if not self.figures.is_second_title(one)]
        named = [one for one in found if self.figures.is_name(one)]
        if trigger.kind in ("captured", "displaced") and not counted:
            # One who is arrested or flees is whom it happens to, no figure.
            return [one for one in found if one.low != 1]
        if len(named) < 2:
            return found
        first, last = min(named, key=lambda one: one.first), max(named, key=lambda one: one.last)
        group = self.figures.phrase(first.first, last.last)
        total = Figure(
            first.head, first.first, last.last, len(named), len(named), group, True, first.head
        )
        return [total, *(one for one in found if one not in named)]

    def _adjoining(self, trigger: Trigger) -> Figure | None:
        """The bare number right before the word of harm, whatever the parse says: "13 dead"."""
        token, table = trigger.token, self.words
        if trigger.frame == "object" and any(c.dep_ in OBJECTS for c in token.children):
            return None
        position = token.i - 1
        if (
            position >= 0
            and self.doc[position].lower_ == "no"
            and token.lower_ in table["counted_nouns"]
        ):
            return Figure(token, position, token.i, 0, 0, "", True)
        position = self._skip_fillers(token)
        if (count := self._of_whom(position)) is not None:
            return self.figures.sized(count, count.end, count.end - 1, trigger)
        count = self.counts.get(position)
        if (
            count is None
            or count.end != position + 1
            or not self.figures.may_stand_alone(count, trigger)
        ):
            return None
        if self.figures.is_age(count):
            return None
        return self.figures.sized(count, count.end, count.end - 1, trigger)

    def _of_whom(self, position: int) -> Quantity | None:
        """The number of "20 raiders, four of whom" that ends at `position`."""
        if position < 2 or self.doc[position].lower_ not in ("whom", "which", "them"):
            return None
        return self.counts.get(position - 2) if self.doc[position - 1].lower_ == "of" else None

    def _skip_fillers(self, token: Token) -> int:
        """The nearest word before `token` that says more than "were" or "reportedly"."""
        start, fillers = self._sentence(token).first_token, self.words["fillers"]
        position = token.i - 1
        while (
            position > start
            and position not in self.counts
            and self.doc[position].lower_ in fillers
        ):
            position -= 1
        if self.doc[position].lower_ == "more" and position - 1 in self.counts:
            position -= 1  # "many more wounded"
        return int(position)

    def _beside(self, trigger: Trigger) -> list[Figure]:
        """The numbers right before or after the word of harm ("12 PEOPLE KILLED", "killing 30")."""
        token = trigger.token
        if trigger.frame == "object" and not any(c.dep_ == "auxpass" for c in token.children):
            count = self.counts.get(token.i + 1)
            if count is not None and count.start == token.i + 1:
                figure = self.figures.headless(count, trigger)
                return [figure] if figure is not None else []
            if any(c.dep_ in OBJECTS for c in token.children):
                return []
        return self._leftward(self._skip_fillers(token), trigger)

    def _leftward(self, position: int, trigger: Trigger) -> list[Figure]:
        """The counted phrases that end at `position`, the last of them first."""
        found: list[Figure] = []
        while position >= 0 and (count := self._number_before(position)) is not None:
            figure = self.figures.headless(count, trigger)
            if figure is None or not position - 3 <= figure.last <= trigger.token.i:
                break
            if found and (figure.head.dep_ in OBJECTS or not figure.group):
                break
            found.append(figure)
            # "two soldiers, three policemen and a nurse were killed": on to the one before.
            position = self._joined_before(count.start)
        return found

    def _joined_before(self, position: int) -> int:
        """The last token before `position` and the commas and "and" there; -1 if there are none."""
        before = position - 1
        while before > 0 and self.doc[before].lower_ in (",", "and"):
            before -= 1
        return before if before < position - 1 else -1

    def _number_before(self, position: int) -> Quantity | None:
        """The number of the noun phrase that ends at `position`."""
        start = self._sentence(self.doc[position]).first_token
        for here in range(position, max(start, position - PHRASE) - 1, -1):
            if here in self.counts:
                return self.counts[here]
            token = self.doc[here]
            if token.lower_ in self.words["adjectives"] or token.lower_ in self.words["verbs"]:
                return None
            inside = token.pos_ in _INSIDE or token.lower_ in self.words["inside"]
            if not (inside or token.text in "-'’"):
                return None
        return None

    def _toll(self, trigger: Trigger) -> list[Figure]:
        """ "the death toll rose from 20 to at least 25": the last number it came to."""
        token, found = trigger.token, None
        for position in range(token.i + 1, min(token.i + _TOLL, self._sentence(token).last_token)):
            count = self.counts.get(position)
            before = self.doc[count.start - 1] if count is not None else token
            if before.lower_ == "of" and self.doc[before.i - 1].lower_ == "as":
                continue  # "as of 1618, is 45"
            if count is not None and (before.lower_ in self.words["toll_verbs"] or before == token):
                noun = self.figures.noun_after(count.end)
                # "a road toll: 45 houses burned"
                if noun is None or self.figures.figure(noun, trigger) is not None:
                    found = count
            elif self.doc[position].lower_ in (",", ";") and found is not None:
                break
        if found is None:
            return []
        return [self.figures.sized(found, found.end, found.end - 1, trigger)]

    def _put_at(self, trigger: Trigger) -> list[Figure]:
        """ "puts the dead at 115"."""
        at = trigger.token.i + 1
        if at + 1 >= len(self.doc) or self.doc[at].lower_ not in ("at", "above"):
            return []
        count = self.counts.get(at + 1)
        if not any(t.lemma_ == "put" for t in self.doc[max(0, at - _PUT) : at]):
            return []
        if count is None or not self.figures.may_stand_alone(count, trigger):
            return []
        return [self.figures.sized(count, count.end, count.end - 1, trigger)]

    def _unreal(self, trigger: Trigger) -> bool:
        """Harm that was wished, feared, denied in the same breath, or no violence."""
        token, table = trigger.token, self.words
        if trigger.kind not in OF_THINGS and token.dep_ == "amod" and token.head.pos_ == "NOUN":
            noun = token.head.lower_
            if noun in table["never"] and noun not in table["people"]:
                return True  # "four dead birds"
        children = [child.lower_ for child in token.children]
        if any(child.dep_ == "neg" for child in token.children) or token.sent[-1].text == "?":
            return True
        if any(word in table["conditions"] or word in table["untrue"] for word in children):
            return True
        auxiliaries = {c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass")}
        if auxiliaries == {"be"}:
            return True  # "asked that he be executed"
        if auxiliaries & table["unreal"] and not self.figures.only_possible(trigger):
            return True
        intended = token.tag_ == "VB" and "to" in auxiliaries and "have" not in auxiliaries
        if intended and token.head.lower_ not in table["achieved"]:
            return True
        following = self.doc[token.i + 1 : min(token.i + 5, self._sentence(token).last_token)]
        return trigger.kind == "killed" and any(t.lower_ in table["natural"] for t in following)

    def _written(self, found: list[tuple[Trigger, Figure]]) -> Iterator[Harm]:
        """The figures as harms; a number without noun counts the group named last before it."""
        group, side, sentence = "people", "unknown", -1
        for trigger, figure in found:
            index = self._sentence(trigger.token).index
            if index != sentence:
                group, side, sentence = "people", "unknown", index
            own = self._side(figure)
            if figure.group and figure.low != 1 and not self._is_part(figure):
                group, side = figure.group, own
            first, last = min(trigger.token.i, figure.first), max(trigger.last, figure.last)
            if last - first > _CLOSE:
                first, last = figure.first, figure.last
            casualty = Casualty(
                kind=trigger.kind,
                group=figure.group or group,
                side=own if figure.group else side,
                low=figure.low,
                high=figure.high,
                rate=rate(trigger.token, self._sentence(trigger.token).span),
                span=Span(self.doc[first].idx, self.doc[last].idx + len(self.doc[last])),
            )
            word = Span(trigger.token.idx, trigger.token.idx + len(trigger.token))
            yield Harm(casualty, word, index, trigger.token)

    def _is_part(self, figure: Figure) -> bool:
        """ "two of them children": the next lone number counts other people again."""
        near = self.doc[figure.first : figure.last + 3]
        return any(token.lower_ in ("them", "whom") for token in near)

    def _side(self, figure: Figure) -> str:
        first, last = figure.first, figure.last
        if figure.whose is not None:
            first, last = figure.whose.left_edge.i, figure.whose.i
        for token in self.doc[first : last + 1]:
            if (side := self.sides.get(token.idx)) and side != "unknown":
                return side
        head = figure.whose if figure.whose is not None else figure.head
        return str(self.words["people"].get(head.lower_, "unknown"))
