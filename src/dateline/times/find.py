"""Finding time expressions: the grammar's matches, minus the false ones, longest first."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.times.checks import CHECKS, is_month, words
from dateline.times.grammar import Found, Rule, grammar
from dateline.times.headers import with_years, years
from dateline.times.lexer import classes
from dateline.times.syntax import tense_at, verb_above

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many words a "since" may stand before the date that ends its phrase.
_SINCE = 12
HOURS = frozenset(["clock", "part"])
DAYS = frozenset(["date", "weekday", "day", "iso", "anaday", "holiday"])
# What may stand between a time of day and its day.
_JOINS: tuple[list[str], ...] = ([], [","], ["on"], ["of"], ["in"], ["on", "the"], ["of", "the"])


class Finder:
    """The search for expressions in one report."""

    def __init__(self, annotations: Annotations) -> None:
        self.annotations = annotations
        self.text = annotations.text
        self.headed = years(self.text)
        self.lexemes = with_years(grammar().lex(self.text), self.headed)
        self.codes = "".join(lexeme.code for lexeme in self.lexemes)
        self._token_starts: list[int] = []

    def found(self) -> list[Found]:
        """The expressions in order, without overlaps."""
        candidates = [
            (rule, found)
            for rule, match in grammar().matches(self.lexemes, self.codes)
            if self._holds(rule, found := self._trimmed(match))
        ]
        candidates.sort(key=lambda pair: (pair[1].first - pair[1].last, pair[0].order))
        taken = bytearray(len(self.lexemes))
        kept: list[Found] = []
        for _, found in candidates:
            if not any(taken[found.first : found.last]):
                taken[found.first : found.last] = b"\1" * (found.last - found.first)
                kept.append(found)
        kept.sort(key=lambda found: found.first)
        return self._joined(kept)

    def word(self, index: int) -> str:
        """The folded lexeme at `index`, "" outside the text."""
        return self.lexemes[index].word if 0 <= index < len(self.lexemes) else ""

    def tag(self, index: int) -> str:
        """The part-of-speech tag of the lexeme at `index`, "" where there is none."""
        if not 0 <= index < len(self.lexemes) or self.annotations.parse is None:
            return ""
        return str(self.annotations.doc[self.token(self.lexemes[index].start)].tag_)

    def token(self, offset: int) -> int:
        """The index of the token at a character."""
        if not self._token_starts:
            self._token_starts = self.annotations.doc.to_array("IDX").tolist()
        return max(0, bisect_right(self._token_starts, offset) - 1)

    def tense(self, found: Found) -> str:
        """The tense an expression is told in: what stands before it first, then its verb.

        "since" is a past that lies behind publication, be it by a day.
        """
        before = self.word(found.first - 1)
        if before in {"on", "as", "of", "until"}:
            before = self.word(found.first - 2)
        if before in words("ahead"):
            return "future"
        token = self.annotations.doc[self.token(found.start)]
        told, verb = tense_at(token), verb_above(token)
        if verb is None and self.word(found.first - 1) in {"until", "till"}:
            return "future"
        if verb is not None and (linked := self._tense_of_link(found, before, verb, told)):
            return linked
        if found.kind == "weekday" and self.word(found.last) == "'s":
            return "past"
        return told

    def _tense_of_link(self, found: Found, before: str, verb: Token, told: str) -> str:
        """The tense that "until", "to" or "as soon as" before a date gives it, "" for none."""
        link = self.word(found.first - 1)
        if link == "since" and found.kind in {"date", "month", "holiday"}:
            return "since"
        if link in {"until", "till"} and before != "not":
            # "Until Thursday, they had not called him"
            had = any(child.lower_ == "had" for child in verb.children)
            lasted = verb.tag_ == "VBD" and verb.lemma_.lower() in classes()["LASTED"]
            return "past" if had or lasted else "future"
        if link == "as" and before in {"soon", "early"} and told != "past":
            return "future"
        if link == "to" and verb.lemma_.lower() in classes()["MOVED"]:
            return "future"
        return "future" if told == "present" and self._is_timetabled(found, verb) else ""

    def _is_timetabled(self, found: Found, verb: Token) -> bool:
        """Whether the simple present tells what is to come ("the court meets on Monday").

        Headlines and captions tell in it what has happened.
        """
        finite = verb.tag_ in {"VBP", "VBZ"} and verb.lemma_.lower() in classes()["TIMETABLED"]
        return finite and self.annotations.sentence_at(found.start).zone == "body"

    def is_perfect(self, found: Found) -> bool:
        """Whether the expression stands with a present perfect: what it tells goes on."""
        verb = verb_above(self.annotations.doc[self.token(found.start)])
        return verb is not None and any(
            child.lower_ in {"has", "have", "had", "'ve", "’ve"} for child in (verb, *verb.children)
        )

    def is_since(self, found: Found) -> bool:
        """Whether the expression dates a beginning: "since 2022", "since it fell in 2022"."""
        first = found.first
        link = self.word(first - 1)
        if link in {"in", "on", "from"}:
            link = self.word(first - 2)
        if link in words("openings"):
            return True
        before = [self.word(index) for index in range(first - _SINCE, first)]
        if "since" not in before or "," in before[before.index("since") :]:
            return False
        token = self.annotations.doc[self.token(found.start)]
        for _ in range(_SINCE):
            if token.lower_ == "since" or any(child.lower_ == "since" for child in token.children):
                return True
            if token.head == token:
                return False
            token = token.head
        return False

    def _holds(self, rule: Rule, found: Found) -> bool:
        if found.has("d") and not 1 <= (found.number("d") or 0) <= 31:
            return False
        if found.has("m") and not is_month(self, found):
            return False
        return not rule.check or CHECKS[rule.check](self, found)

    def _trimmed(self, found: Found) -> Found:
        """A find without a verb before it: "start next month", "end in 2014" name no part."""
        lexeme = found.parts["mod"][0] if found.has("mod") else None
        if lexeme is None or lexeme.word in words("part_adverbs"):
            return found
        index = next(i for i in range(found.first, found.last) if self.lexemes[i] is lexeme)
        if index != found.first or self.word(index + 1) in words("part_links"):
            return found
        if self.word(index - 1) in words("before_end") and not self.tag(index).startswith("VB"):
            return found
        first = index + 1
        first += self.word(first) == "in"
        parts = {name: part for name, part in found.parts.items() if name != "mod"}
        return replace(found, first=first, start=self.lexemes[first].start, parts=parts)

    def _joined(self, kept: list[Found]) -> list[Found]:
        """A time of day and the day it belongs to as one expression."""
        joined: list[Found] = []
        for found in kept:
            before = joined[-1] if joined else None
            if before is not None and (pair := self._pair(before, found)):
                joined[-1] = pair
            else:
                joined.append(found)
        return joined

    def _pair(self, before: Found, after: Found) -> Found | None:
        gap = [lexeme.word for lexeme in self.lexemes[before.last : after.first]]
        if before.kind in HOURS and after.kind in DAYS:
            if gap not in _JOINS or (gap == [","] and before.kind == "part"):
                return None
            hour, day = before, after
        elif after.kind in HOURS and before.kind in DAYS:
            if gap not in ([], [","]) or (gap and after.kind == "part"):
                return None
            hour, day = after, before
        else:
            return None
        parts = {**hour.parts, **day.parts}
        if "w" in hour.parts:
            parts = {**parts, "cw": hour.parts["w"], **({} if "w" in day.parts else {"w": ()})}
        return replace(
            day, first=before.first, last=after.last, start=before.start, end=after.end,
            parts={name: found for name, found in parts.items() if found},
        )  # fmt: skip
