"""How many: the bounds of one noun phrase, and whether it names what can be harmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.events._harm import OF_THINGS, Trigger, words
from dateline.events.numbers import Quantity, quantities

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Words a noun phrase may have between its number and its head ("35 more innocent civilians").
PHRASE = 8
# Words before the head in which its number stands where the parse holds them together ("five
# Farabundo Marti National Liberation Front (FMLN) rebels").
_LONG_NAME = 12
# Words at the head of a phrase that do not say who.
_UNNAMED = frozenset(
    ["of", "the", "more", "a", "an", "other", "at", "least", "them", "whom", "these", "those"]
)
_AGES = frozenset(["year", "years", "month", "months", "week", "weeks", "day", "days", "-"])


@dataclass(frozen=True, slots=True)
class Figure:
    """Bounds of one noun phrase: `head` its noun or number, `first` and `last` its tokens.

    `group` is empty where the phrase names none ("12 died"); `counted` is false for a lone
    singular or plural without a number; `whose` is who they were, where that stands elsewhere.
    """

    head: Token
    first: int
    last: int
    low: int | None
    high: int | None
    group: str
    counted: bool
    whose: Token | None = None


class Figures:
    """Reads the figures of one report.

    Attributes:
        counts: for each token inside a count, that count.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words = words()
        self.counts: dict[int, Quantity] = {}
        for found in quantities([token.lower_ for token in doc]):
            if not self._no_count(found):
                self.counts.update((position, found) for position in range(found.start, found.end))

    def _no_count(self, found: Quantity) -> bool:
        """Years, ages, clock times, scores and labels are no counts of people."""
        doc = self.doc
        before = doc[found.start - 1].lower_ if found.start else ""
        after = doc[found.end].lower_ if found.end < len(doc) else ""
        if before == "no" and doc[found.first].lower_ == "one":
            return True
        if any(t.lower_ == "old" for t in doc[found.end : found.end + 4]) and after in _AGES:
            return True
        if after in ("%", "percent", "per", "am", "pm", "a.m.", "p.m.", "st", "nd", "rd", "th"):
            return True
        if not found.bare:
            return False
        if 1900 <= (found.low or 0) <= 2100 and not doc[found.first].nbor(
            1 if after else 0
        ).tag_.startswith("N"):
            return True
        if before in self.words["months"] or after in self.words["months"]:
            return True
        # "a girl of 14"
        if (
            before == "of"
            and found.start > 1
            and doc[found.start - 2].lower_ in self.words["people"]
        ):
            return doc[found.start - 2].tag_ in ("NN", "NNP")
        aged = before == "," and after in (",", ")")
        return aged or before in ("aged", "age", "$", "€", "£", "#", "no.", "article", "flight")

    def figure(self, head: Token, trigger: Trigger) -> Figure | None:
        """The bounds of the noun phrase under `head`, or None where it tells of no victims."""
        word = head.lower_
        if (count := self.counts.get(head.i)) is not None:
            return self.headless(count, trigger)
        for position in range(head.i - 1, max(head.left_edge.i, head.i - _LONG_NAME) - 1, -1):
            if (count := self.counts.get(position)) is not None:
                return self._numbered(count, head, trigger)
        if head.tag_ == "NNS" and any(child.lower_ == "both" for child in head.children):
            return self._make(head, 2, 2, counted=True)
        if word in self.words["nobody"] or (head.i > 0 and self.doc[head.i - 1].lower_ == "no"):
            return self._make(head, 0, 0, counted=True)
        if word not in self.words["ordinals"] and not self._can_suffer(
            head, trigger, counted=False
        ):
            return None
        return self._uncounted(head, trigger)

    def _uncounted(self, head: Token, trigger: Trigger) -> Figure | None:
        """A phrase without a number: "both", "the mayor", "members of the council"."""
        word = head.lower_
        if word == "both":
            return self._make(head, 2, 2, counted=True)
        if word in self.words["one_person"]:
            # "until he dies" tells no death.
            told = trigger.token.tag_ not in ("VBZ", "VBP", "VB")
            return self._make(head, 1, 1, counted=word in ("one", "another")) if told else None
        if word in self.words["ordinals"] and any(c.lower_ == "a" for c in head.children):
            return self._make(head, 1, 1, counted=True)  # "killed two and wounded a third"
        if head.pos_ in ("PRON", "ADJ") or word in self.words["collectives"]:
            return None
        if any(c.lower_ == "neither" for one in (head, *head.conjuncts) for c in one.children):
            return None
        if head.tag_ in ("NNS", "NNPS"):
            return self._bare_plural(head, trigger)
        return self._make(head, 1, 1, counted=False)

    def _numbered(self, count: Quantity, head: Token, trigger: Trigger) -> Figure | None:
        if not self._can_suffer(head, trigger, counted=True):
            return None
        first, last = count.start, self._phrase_end(head)
        if head.lower_ in self.words["completed"] and last > count.end:
            last -= 1  # "took three engineers hostage"
        group = self.phrase(count.end, last)
        return Figure(head, first, last, *self.bounds(count, trigger), group, True)

    def headless(self, count: Quantity, trigger: Trigger) -> Figure | None:
        """A number without its own noun: "12 died", "56 more", "dozens of people"."""
        doc, end = self.doc, count.end
        if self._partitive(count, trigger):
            return None
        if end < len(doc) and doc[end].lower_ == "of":
            pobj = next((c for c in doc[end].children if c.dep_ == "pobj"), None)
            if pobj is not None and pobj.i - end <= PHRASE:
                if pobj.pos_ != "PRON" and not self._can_suffer(pobj, trigger, counted=True):
                    return None
                last = self._phrase_end(pobj) if pobj.pos_ != "PRON" else end
                return self.sized(count, end + 1, last, trigger)
        if (noun := self.noun_after(end)) is not None:
            return self._numbered(count, noun, trigger)
        if self.may_stand_alone(count, trigger):
            return self.sized(count, end, end - 1, trigger)
        return None

    def _partitive(self, count: Quantity, trigger: Trigger) -> bool:
        """ "one of the students killed there": he is one of them, they are not one."""
        following = [token.lower_ for token in self.doc[count.end : count.end + 2]]
        if count.low != 1 or following[:1] != ["of"] or trigger.token.dep_ not in ("acl", "relcl"):
            return False
        return following[1:] in (
            ["the"],
            ["those"],
            ["these"],
            ["his"],
            ["her"],
            ["their"],
            ["our"],
        )

    def sized(self, count: Quantity, first: int, last: int, trigger: Trigger) -> Figure:
        group = self.phrase(first, last) if last >= first else ""
        head = self.doc[count.first]
        low, high = self.bounds(count, trigger)
        return Figure(head, count.start, max(last, count.end - 1), low, high, group, True)

    def may_stand_alone(self, count: Quantity, trigger: Trigger) -> bool:
        """Whether a number without a noun counts the hurt of `trigger`."""
        if count.bare and 1900 <= (count.low or 0) <= 2100:
            return False
        # "46 civilians dead and six wounded": the six are not dead.
        after = self.doc[count.end] if count.end < len(self.doc) else None
        if after is not None and after.i != trigger.token.i and not self._same(after, trigger):
            return False
        if trigger.kind in OF_THINGS and not self._goes_on_with_things(count):
            return False
        return not (trigger.counted and trigger.frame != "noun")

    def _goes_on_with_things(self, count: Quantity) -> bool:
        """ "ten houses were destroyed and 30 damaged": what was named last was things."""
        for position in range(count.start - 1, self.doc[count.start].sent.start - 1, -1):
            word = self.doc[position].lower_
            if word in self.words["things"] or word in self.words["people"]:
                return word in self.words["things"] and word not in self.words["people"]
        return False

    def _same(self, word: Token, trigger: Trigger) -> bool:
        """Whether `word` tells of no other harm than `trigger` does."""
        return bool(self.words["adjectives"].get(word.lower_, trigger.kind) == trigger.kind)

    def bounds(self, count: Quantity, trigger: Trigger) -> tuple[int | None, int | None]:
        """What a count says of this harm: of possible harm only the most there may be."""
        return (0, count.high) if self.only_possible(trigger) else (count.low, count.high)

    def _bare_plural(self, head: Token, trigger: Trigger) -> Figure | None:
        """Plurals without a number: how many nobody says (codebook §3 gives them no bounds)."""
        determined = any(
            child.dep_ in ("det", "poss") and child.lower_ != "some" for child in head.children
        )
        if determined or trigger.frame not in ("object", "subject") or trigger.counted:
            return None
        if trigger.kind not in ("killed", "wounded") or head.lower_ not in self.words["people"]:
            return None
        if head.dep_ == "pobj" and head.head.lower_ == "of":
            return None  # "the names of people killed"
        low = 0 if self.only_possible(trigger) else None
        return self._make(head, low, None, counted=False)

    def _make(self, head: Token, low: int | None, high: int | None, *, counted: bool) -> Figure:
        last = self._phrase_end(head)
        first = max(head.left_edge.i, head.i - PHRASE)
        while first < head.i and (
            self.doc[first].pos_ in ("DET", "PRON", "PUNCT", "ADP")
            or self.doc[first].lower_ == "no"
        ):
            first += 1
        owners = [token.i for token in self.doc[first : head.i] if token.tag_ == "POS"]
        first = max([first, *(owner + 1 for owner in owners)])
        group = (
            self.phrase(first, last)
            if head.pos_ != "PRON" and head.lower_ not in ("both", "one", "another")
            else ""
        )
        return Figure(head, min(first, head.i), last, low, high, group, counted)

    def is_name(self, figure: Figure) -> bool:
        """Whether a figure without a number stands for a person called by name."""
        head = figure.head
        if figure.counted or figure.low != 1 or head.pos_ != "PROPN":
            return False
        return not any(child.lower_ in ("a", "an", "another") for child in head.children)

    def is_second_title(self, figure: Figure) -> bool:
        """ "the president and owner": one person, the second title without an article."""
        head = figure.head
        if figure.counted or figure.low != 1 or head.pos_ != "NOUN" or head.dep_ != "conj":
            return False
        return not any(child.dep_ in ("det", "poss", "nummod") for child in head.children)

    def is_age(self, count: Quantity) -> bool:
        """ "a man of 40"."""
        before = [token.lower_ for token in self.doc[max(0, count.start - 2) : count.start]]
        return len(before) == 2 and before[1] == "of" and before[0] in self.words["people"]

    def _can_suffer(self, head: Token, trigger: Trigger, *, counted: bool) -> bool:
        """Whether `head` names what this kind of harm can befall."""
        word, table = head.lower_, self.words
        if trigger.kind in OF_THINGS:
            return self._can_be_lost(head, trigger, counted=counted)
        if trigger.counted and trigger.frame != "noun":
            held = table["seizable" if trigger.kind == "captured" else "movable"]
            # "thousands of Angolans"
            moved = trigger.kind == "displaced" and head.ent_type_ == "NORP"
            return counted and (word in held or moved)
        if word in table["people"] or word in table["one_person"] or word in ("both", "lives"):
            return True
        if word in table["never"]:
            return False
        if counted:
            called = head.pos_ == "PROPN" or head.ent_type_ == "NORP"
            return called or word.endswith(tuple(table["people_endings"]))
        if word in table["nouns"] or word in table["counted_nouns"]:
            return False
        return self._is_person(head, trigger)

    def _is_person(self, head: Token, trigger: Trigger) -> bool:
        """Whether a singular that stands in no list is one person."""
        if head.tag_ == "NN" and trigger.kind in ("killed", "wounded"):
            return head.lower_.endswith(tuple(self.words["person_endings"]))
        if head.pos_ != "PROPN" or head.tag_ != "NNP":
            return False
        if head.ent_type_ == "NORP":
            return any(child.lower_ in ("a", "an", "another") for child in head.children)
        joined = any(one.ent_type_ == "PERSON" for one in head.conjuncts)
        return head.ent_type_ in ("PERSON", "") or joined

    def _can_be_lost(self, head: Token, trigger: Trigger, *, counted: bool) -> bool:
        """Whether `head` names things: any with a number, with "a" those that are listed."""
        word, table = head.lower_, self.words
        if not counted and not any(c.lower_ in ("a", "an", "another") for c in head.children):
            return False
        if trigger.counted:
            return word in table["losable"]
        if word in table["things"]:
            return True
        named = word in table["never"] or word in table["people"]
        return counted and head.pos_ in ("NOUN", "PROPN") and not named

    def only_possible(self, trigger: Trigger) -> bool:
        """ "may have been injured": none at least."""
        auxiliaries = {c.lower_ for c in trigger.token.children if c.dep_ in ("aux", "auxpass")}
        return bool(auxiliaries & self.words["possible"]) and "have" in auxiliaries

    def noun_after(self, position: int) -> Token | None:
        """The head of the noun phrase that goes on at `position`, or None."""
        head: Token | None = None
        table = self.words
        for token in self.doc[position : position + PHRASE]:
            joins = token.text in "-'’" or token.lower_ in ("'s", "’s")
            if token.lower_ in table["adjectives"] or token.tag_ in (
                "VBD",
                "VBZ",
                "VBP",
                "VB",
                "MD",
            ):
                break
            if token.pos_ in ("NOUN", "PROPN") or token.lower_ in ("others",):
                head = token
            elif (
                not (token.pos_ in ("ADJ", "VERB", "ADV") or joins)
                or token.lower_ in table["verbs"]
            ):
                break
        return head

    def _phrase_end(self, head: Token) -> int:
        """The last token of `head` with the "of" phrase that belongs to its name."""
        if head.i + 1 < len(self.doc) and self.doc[head.i + 1].lower_ == "of":
            of = self.doc[head.i + 1]
            pobj = next((c for c in of.children if c.dep_ == "pobj"), None)
            if pobj is not None and head.i < pobj.i <= head.i + PHRASE and pobj.pos_ != "NUM":
                return int(pobj.i)
        return int(head.i)

    def phrase(self, first: int, last: int) -> str:
        """The words of a group, without what only counts or points; empty where none are left."""
        doc = self.doc
        while first <= last and doc[first].lower_ in _UNNAMED and first < last:
            first += 1
        if last < first:
            return ""
        text = doc[first : last + 1].text
        return "" if text.lower() in _UNNAMED else text
