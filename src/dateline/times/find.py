"""Finding time expressions: the grammar's matches, minus the false ones, longest first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from dateline.annotations import Annotations
from dateline.times.grammar import Found, Rule, grammar
from dateline.times.lexer import Lexeme
from dateline.times.syntax import tense_at

_BEFORE_YEAR = frozenset(
    ["in", "since", "until", "till", "by", "from", "during", "of", "after", "before", "to", "through", "between", "for", "and", "early", "late", "mid", "year", "circa", "about", "around", "spring", "summer", "autumn", "fall", "winter"]
)  # fmt: skip
_OWNERS = frozenset("the its his her their this that a 's our my whose".split())
_BEFORE_SEASON = frozenset(["in", "over", "during", "since", "by", "until", "before", "after", "last", "this", "next", "through", "throughout"])
_BEFORE_PLURAL = frozenset(["for", "of", "after", "in", "within", "over", "with", "by", "few", "couple", "many", "several", "past", "took", "take", "about", "some", "two"])
_MONTHS_THAT_ARE_WORDS = frozenset(["may", "march", "mar", "jan", "dec", "sep"])
_BEFORE_MONTH = frozenset(
    ["in", "of", "last", "next", "this", "since", "until", "till", "by", "early", "mid", "late", "through", "during", "before", "after", "from", "and", "to", "between", "end", "beginning", "middle", "start", "around", "for", "every", "each", "or", "on", "about", "throughout"]
)  # fmt: skip


class Finder:
    """The search for expressions in one report."""

    def __init__(self, annotations: Annotations) -> None:
        self.annotations = annotations
        self.text = annotations.text
        self.lexemes = grammar().lex(self.text)
        self.codes = "".join(lexeme.code for lexeme in self.lexemes)
        self._token_starts: list[int] = []

    def found(self) -> list[Found]:
        """The expressions in order, without overlaps."""
        candidates = [
            (rule, found)
            for rule, found in grammar().matches(self.lexemes, self.codes)
            if self._holds(rule, found)
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
            self._token_starts = [token.idx for token in self.annotations.doc]
        return max(0, bisect_right(self._token_starts, offset) - 1)

    def _holds(self, rule: Rule, found: Found) -> bool:
        if found.has("d") and not 1 <= (found.number("d") or 0) <= 31:
            return False
        if found.has("m") and not self._is_month(found):
            return False
        return _CHECKS[rule.check](self, found) if rule.check in _CHECKS else True

    def _is_month(self, found: Found) -> bool:
        lexeme = found.parts["m"][-1]
        raw = self.text[lexeme.start : lexeme.end]
        if self.annotations.case == "mixed" and not raw[0].isupper():
            return False
        word = lexeme.word
        if word not in _MONTHS_THAT_ARE_WORDS or found.has("d") or found.has("y"):
            return True
        if raw.endswith("."):
            return True
        if word in {"jan", "dec", "sep", "mar"}:
            return False
        alone = found.last - found.first == 1
        if not alone:
            return not (word == "may" and self.tag(found.last - 1) == "MD")
        return self.word(found.first - 1) in _BEFORE_MONTH and self.tag(found.first) != "MD"

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
        if before.kind in _HOURS and after.kind in _DAYS:
            if gap not in _JOINS or (gap == [","] and before.kind == "part"):
                return None
            hour, day = before, after
        elif after.kind in _HOURS and before.kind in _DAYS:
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

    # --- checks: does this match mean a time? ------------------------------------------------------------

    def year(self, found: Found) -> bool:
        """A number of four digits is a year where nothing is counted by it."""
        lexeme = found.parts.get("y", found.parts.get("n"))
        if lexeme is None:
            return False
        if found.has("n"):
            return 1 <= lexeme[0].number <= 2200
        index = next(i for i in range(found.first, found.last) if self.lexemes[i] is lexeme[0])
        before, raw = self.word(index - 1), self.text[max(0, lexeme[0].start - 1) : lexeme[0].start]
        if not found.has("mod") and raw in {"$", "£", "€", "#", "-", "–", "/", ".", "+", "%"} and before not in {"mid", "post", "pre"}:
            return raw in {"-", "–", "/"} and self.lexemes[index - 2].code == "y"
        if lexeme[0].code == "s":
            return found.last - found.first > 1 or before in _BEFORE_YEAR
        after = self.word(found.last)
        if after in {"%", "km", "m", "metres", "meters", "miles", "feet", "hours", "tons", "tonnes", "am", "pm"}:
            return False
        year = lexeme[0].number
        if 1900 < year < 2060 and year % 100 and (before in _OWNERS or before == "'"):
            return True
        if before in _BEFORE_YEAR or found.last - found.first > 1:
            return not self._counts(found.last) or (before in {"since", "in", "during", "until"} and year >= 1800)
        if not 1700 <= year <= 2060:
            return before in {"(", "-"} and after in {")", "-"} and year > 1000
        return not self._counts(found.last)

    def _counts(self, index: int) -> bool:
        """Whether the noun after a number is counted by it ("2000 soldiers")."""
        return self.tag(index) in {"NNS", "NNPS"} or (
            self.tag(index) in {"JJ", "NN", "NNP"} and self.tag(index + 1) in {"NNS", "NNPS"}
        )

    def years(self, found: Found) -> bool:
        """"1914-18": two years, the second not before the first."""
        first = found.number("y") or 0
        last = found.number("y2") or _same_century(first, found.number("s2") or -1)
        return 0 < last - first < 200

    def season(self, found: Found) -> bool:
        """Spring, fall and summer as seasons, not as verbs or names."""
        before = self.word(found.first - 1)
        if found.parts["s"][-1].word == "fall" and self.word(found.last) in {"of", "in"}:
            return False
        if self.tag(found.last - 1) not in {"NN", "NNP", ""}:
            return False
        if self.word(found.last) in {"offensive", "offensives", "olympics", "games", "palace"}:
            return False
        if found.parts["s"][-1].word in {"spring", "fall"}:
            return (found.last - found.first > 1 and before in _BEFORE_SEASON) or before in _BEFORE_SEASON
        return True

    def part(self, found: Found) -> bool:
        """A bare time of day, where it dates something."""
        words = [lexeme.word for lexeme in self.lexemes[found.first : found.last]]
        if found.parts["p"][-1].word in {"overnight"}:
            return True
        return self.word(found.first - 1) in {"in", "during", "at", "by", "of", "on", "that", "late", "early"} or (
            words[0] in {"the", "early"}
        )

    def dayonly(self, found: Found) -> bool:
        """"on the 20th": a numeric ordinal with nothing that it could count."""
        lexeme = found.parts["d"][0]
        return (
            self.word(found.first - 1) in {"on", "until", "by", "of", "from", "to", "between", "and", "since"}
            and lexeme.word[0].isdigit()
            and not self.tag(found.last).startswith(("NN", "JJ", "CD"))
            and self.word(found.last) != "-"
        )

    def clock(self, found: Found) -> bool:
        """12:30 is a time; a score or verse is not."""
        return bool(found.has("ap") or found.has("z")) or self.word(found.first - 1) in {
            "at", "by", "around", "until", "from", "to", "after", "before", "about", ",", "since", "between", "and",
        } or found.last - found.first > 1  # fmt: skip

    def unit(self, found: Found) -> bool:
        """"last week"; not "the last quarter of an hour"."""
        return not (found.word("rel") == "current" and self.word(found.first - 1) not in {"the", "of"})

    def theunit(self, found: Found) -> bool:
        """"the year", "that day": back-references, plain "the week" only with a modifier before it."""
        if found.word("rel") != "the":
            return True
        if found.has("mod") and found.first + 1 < found.last:
            return self.word(found.last) not in {"of"}
        return found.word("u") in {"weekend", "quarter"} or (
            self.word(found.first - 1) in {"in", "for", "during", "of", "this"}
            and found.word("u") in {"year"}
            and not self.tag(found.last).startswith(("NN", "CD"))
        )

    def bare_after(self, found: Found) -> bool:
        """"two days after" alone points back; with a clause it measures from that."""
        last = self.lexemes[found.last - 1].word
        if last not in {"after", "before", "prior"}:
            return True
        return found.last >= len(self.lexemes) or self.lexemes[found.last].code in {".", ","}

    def window(self, found: Found) -> bool:
        """"the past three days"; not "the last two weeks of the year" told by its owner."""
        rel = found.word("rel")
        if rel in {"first", "final", "opening", "early", "latest"}:
            return self.lexemes[found.first].word in {"the", "these"} or self.word(found.first - 1) in {"in", "its"}
        return True

    def span(self, found: Found) -> bool:
        """A stretch of time; not an age, and "a second" only as a stretch."""
        after = self.word(found.last)
        unit = found.word("u")
        if after in {"old", "olds"} or (after == "-" and self.word(found.last + 1) in {"old", "olds"}):
            return False
        if found.has("one"):
            if unit in {"quarter", "season", "weekend"} or self._is_rate(found):
                return False
            if unit in {"day", "year", "week", "month"} and self.word(found.first - 1) in {"such", "not"}:
                return False
        if unit == "quarters" and after == "of":
            return False
        if unit in {"quarter", "season"} and not found.has("n"):
            return False
        return True

    def _is_rate(self, found: Found) -> bool:
        before = self.lexemes[found.first - 1] if found.first else None
        return before is not None and (
            before.word in {"once", "twice", "times", "dollars", "percent", "shares", "barrels", "share"}
            or (before.code in "hdnyf" and before.word not in {"for"})
            or self.tag(found.first - 1) == "NNS"
        )

    def rate(self, found: Found) -> bool:
        """"$2 a day", "100 people a month"."""
        return self._is_rate(found)

    def plural(self, found: Found) -> bool:
        """"for weeks", "months of fighting"."""
        before, after = self.word(found.first - 1), self.word(found.last)
        if after in {"old", "ago", "later", "earlier"} or self.lexemes[found.first - 1].code in "hdnybwf":
            return False
        return before in _BEFORE_PLURAL or after in {"of", "after", "before"} or self.word(found.first + 1) == "-"

    def awhile(self, found: Found) -> bool:
        """"for a while"."""
        return self.word(found.first - 1) in {"for", "in", "after"} and found.last - found.first > 1

    def set(self, found: Found) -> bool:
        """"daily"; not the daily paper."""
        if self.word(found.first) == "quarterly":
            return self.tag(found.first) == "RB"
        return self.tag(found.first) in {"RB", "JJ", "NN", ""} and self.word(found.last) != "newspaper"

    def adjective(self, found: Found) -> bool:
        """"current" before a noun."""
        return self.tag(found.first).startswith("JJ")

    def noun(self, found: Found) -> bool:
        """"the past", "in the past"."""
        return found.last - found.first == 2 and not self.tag(found.last).startswith(("NN", "CD", "JJ"))

    def recent(self, found: Found) -> bool:
        """"recent days"."""
        return True

    def soon(self, found: Found) -> bool:
        """"soon"; not "as soon as" or "soon after"."""
        if self.word(found.first - 1) in {"as", "too"} or self.word(found.last) in {"after", "afterwards"}:
            return False
        return tense_at(self.annotations.doc[self.token(found.start)]) == "future"

    def tens(self, found: Found) -> bool:
        """"the '80s"; not a man "in his 30s"."""
        return len(found.word("e").strip("'‘`")) > 3 or self.word(found.parts["e"][0].start) not in _OWNERS and (
            self.word(found.first - 1) not in _OWNERS - {"the"} and not found.word("e")[0].isdigit()
            or self.word(found.first) == "the"
        )

    def future(self, found: Found) -> bool:
        """"the future"; not "future plans"."""
        return self.tag(found.last - 1).startswith("NN")


_HOURS = frozenset(["clock", "part"])
_DAYS = frozenset(["date", "weekday", "day", "iso", "anaday", "holiday"])
_JOINS = ([], [","], ["on"], ["of"], ["in"], ["on", "the"], ["of", "the"])
_CHECKS: dict[str, Callable[[Finder, Found], bool]] = {
    name: getattr(Finder, name)
    for name in (
        "year", "years", "season", "part", "dayonly", "clock", "unit", "theunit", "bare_after", "window",
        "span", "rate", "plural", "awhile", "set", "adjective", "noun", "recent", "soon", "tens", "future",
    )
}  # fmt: skip


def _same_century(first: float, last: float) -> float:
    """1914 and 18 give 1918."""
    if last < 0:
        return -1
    size = 10 if last < 10 else 100 if last < 100 else 10000
    return first // size * size + last


def lexeme_text(found: tuple[Lexeme, ...]) -> str:
    """The folded words of some lexemes."""
    return " ".join(lexeme.word for lexeme in found)
