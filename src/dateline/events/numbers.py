"""Numbers in words and figures, as the bounds they set: "at least 25", "dozens", "10 to 20".

>>> quantity("at least twenty-five")
(25, None)
>>> quantity("between 10 and 20")
(10, 20)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dateline.codebook import load_yaml

Bounds = tuple[int | None, int | None]

_DIGITS = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f'’]\d{3})+(?!\d)|\d+(?:\.\d+)?")
_RANGE = re.compile(rf"({_DIGITS.pattern})[-–—]({_DIGITS.pattern})")
_WORDS = re.compile(r"\d[\d.,]*\d|\w+|[^\w\s]")
# A count of people or things: more digits are a telephone number or an account.
_MAX_DIGITS = 11
# Words of the longest number up to a million: "seven hundred and thirty-one thousand ...".
_LONGEST = 16
_HYPHENS = frozenset("-‐‑")
_NUMBERS = (["number"], ["numbers"])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count in a run of words: words `start` up to, not including, `end`.

    Attributes:
        first: the first word of the number itself, without "at least" and the like.
        low: the lower bound, null where the words set none.
        high: the upper bound, likewise.
        bare: written in figures alone, so it may be a year, an age or a label.
    """

    start: int
    end: int
    first: int
    low: int | None
    high: int | None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Core:
    end: int
    low: int | None
    high: int | None
    scale: int = 1
    bare: bool = False


def quantity(words: str | Sequence[str]) -> Bounds | None:
    """The bounds that a phrase sets, or None where it holds no count or two of them.

    Args:
        words: a phrase, or its words in small letters.
    """
    if isinstance(words, str):
        words = _WORDS.findall(words.casefold())
    found = quantities(words)
    return (found[0].low, found[0].high) if len(found) == 1 else None


def quantities(words: Sequence[str]) -> tuple[Quantity, ...]:
    """Every count in a run of words (small letters), in order, without overlaps.

    Ages and measures written with a hyphen ("five-year-old", "12-kilogram") are no counts.
    """
    found: list[Quantity] = []
    position = 0
    while position < len(words):
        one = _read(words, position, found[-1].end if found else 0)
        if one is None:
            position += 1
            continue
        position = one.end
        if not _hyphenated(words, one):
            found.append(one)
    return tuple(found)


@cache
def _table() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml("dateline.events", "numbers.yaml")
    for place in ("before", "after"):
        # Longest phrase first, so that "no more than" is not read as "more than".
        phrases = [
            (tuple(phrase.split()), bound)
            for bound, group in data[place].items()
            for phrase in group
        ]
        data[place] = _by_edge(sorted(phrases, key=lambda item: -len(item[0])), place)
    for name in ("doubts", "joins", "countless", "counted_after_a", "indefinite"):
        data[name] = frozenset(data[name])
    numerals = ("units", "tens", "vague", "groups", "countless", "indefinite")
    data["starts"] = frozenset(word for name in numerals for word in data[name]) | {
        "hundred",
        "between",
        "half",
        "quarter",
    }
    return data


def _by_edge(
    phrases: list[tuple[tuple[str, ...], str]], place: str
) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Phrases by the word next to the number: their last where they stand before it."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, bound in phrases:
        table.setdefault(phrase[-1 if place == "before" else 0], []).append((phrase, bound))
    return table


def _read(words: Sequence[str], position: int, floor: int) -> Quantity | None:
    """The count whose number starts at `position`; bounding words may reach back to `floor`."""
    word = words[position]
    if not (word[:1].isdigit() or word in _table()["starts"] or word in ("a", "an")):
        return None
    core = _spread(words, position) or _core(words, position)
    if core is None:
        return None
    core = _range(words, core)
    one = Quantity(position, core.end, position, core.low, core.high, core.bare)
    one = _bounded_after(words, one)
    return _bounded_before(words, one, floor)


def _spread(words: Sequence[str], position: int) -> _Core | None:
    """ "between 10 and 20"."""
    if words[position] != "between":
        return None
    for join in range(position + 2, min(position + _LONGEST, len(words) - 1)):
        if words[join] not in ("and", "to", "-", "–") or _compound(words, join):
            continue
        # Cut before the join: "between one hundred and two hundred" holds no hundred and two.
        low, high = _core(words[:join], position + 1), _core(words, join + 1)
        if low and high and low.end == join and (both := _joined(low, high)):
            return both
    return None


def _compound(words: Sequence[str], hyphen: int) -> bool:
    """Whether the mark at `hyphen` is the one inside "twenty-five"."""
    table = _table()
    return words[hyphen - 1] in table["tens"] and words[hyphen + 1] in table["units"]


def _range(words: Sequence[str], low: _Core) -> _Core:
    """ "10 to 20", "two or three", "three, perhaps even four"."""
    if low.low is None or low.low != low.high:
        return low
    position, doubts = low.end, _table()["doubts"]
    if position + 1 < len(words) and words[position] in _table()["joins"]:
        position += 1
    elif position + 1 >= len(words) or words[position] not in (",", "(", *doubts - {"and"}):
        return low
    first = position
    while position < len(words) and (words[position] in doubts or words[position] == ","):
        position += 1
    if first == low.end and not doubts & set(words[first:position]) - {"and"}:
        return low
    high = _core(words, position) if position < len(words) else None
    return (_joined(low, high) if high else None) or low


def _joined(low: _Core, high: _Core) -> _Core | None:
    """Two numbers as the ends of one range; the scale of the second serves the first too."""
    if low.low is None or high.high is None:
        return None
    start = low.low
    if low.scale == 1 and high.scale > 1 and start * high.scale <= high.high:
        start *= high.scale
    if start >= high.high:
        return None
    return _Core(high.end, start, high.high, high.scale, bare=False)


def _core(words: Sequence[str], position: int) -> _Core | None:
    return _figures(words, position) or _vague(words, position) or _cardinal(words, position)


def _figures(words: Sequence[str], position: int) -> _Core | None:
    """ "1,600", "10–20", "1.5 million", "3 dozen"."""
    word = words[position]
    if not word[:1].isdigit() or len(word) > _MAX_DIGITS + 4:
        return None
    if both := _RANGE.fullmatch(word):
        low, high = (_value(part) for part in both.groups())
        return _Core(position + 1, int(low), int(high)) if low < high else None
    if not _DIGITS.fullmatch(word):
        return None
    value, end, scale = _value(word), position + 1, 1
    while end < len(words) and (step := _scale(words[end])) and step < 10**9:
        # "1.5 million": figures before a scale are a decimal, whatever separates them.
        value = (float(word) if scale == 1 and word.count(".") == 1 else value) * step
        scale, end = step, end + 1
    if (value != int(value) and scale == 1) or value >= 10**_MAX_DIGITS:
        return None
    return _Core(end, round(value), round(value), scale, bare=scale == 1 and word.isdigit())


def _value(figures: str) -> float:
    if re.fullmatch(r"\d+\.(?:\d{1,2}|\d{4,})", figures):
        return float(figures)
    return float(re.sub(r"\D", "", figures))


def _scale(word: str) -> int:
    table = _table()
    return 100 if word == "hundred" else table["scales"].get(word) or (12 if word == "dozen" else 0)


def _vague(words: Sequence[str], position: int) -> _Core | None:
    """ "dozens", "tens of thousands", "several hundred", "a few dozen", "a large number"."""
    table = _table()
    start = position + (words[position] in ("a", "an", "many") and position + 1 < len(words))
    word = words[start]
    if word in table["multiples"] and words[start + 1 : start + 2] == ["of"]:
        scale = table["plural_scales"].get(words[start + 2]) if start + 2 < len(words) else None
        if scale and scale > 12:
            return _Core(start + 3, table["multiples"][word] * scale, None)
    if word == "scores" and start == position and words[start + 1 : start + 2] != ["of"]:
        # Alone it is mostly a verb or a result; before a participle or at the end it is a count.
        return _Core(start + 1, table["vague"][word], None) if _people_next(words, start) else None
    if word in table["vague"]:
        return _Core(start + 1, table["vague"][word], None)
    return _uncounted(words, position, start)


def _uncounted(words: Sequence[str], position: int, start: int) -> _Core | None:
    """Some, nobody says how many: "several", "a few", "an unspecified number", "large numbers"."""
    table, first = _table(), words[position]
    if words[start] in table["indefinite"] and words[start + 1 : start + 2] in _NUMBERS:
        return _Core(start + 2, None, None)
    after_a = first in ("a", "an") and words[start] in table["counted_after_a"]
    if after_a and words[start] == "number" and words[start + 1 : start + 2] != ["of"]:
        return None
    if not after_a and ((start > position and first != "many") or first not in table["countless"]):
        return None
    end = start + 1 if after_a else position + 1
    if end < len(words) and (scale := _scale(words[end])):
        return _Core(end + 1, 2 * scale, None)
    return _Core(end, None, None)


def _people_next(words: Sequence[str], position: int) -> bool:
    following = words[position + 1] if position + 1 < len(words) else ""
    return following.endswith("ed") or following in (
        "more", "other", "others", "dead", "hurt", "were", "are", "have", "missing", "slain", "die",
    )  # fmt: skip


def _cardinal(words: Sequence[str], position: int) -> _Core | None:
    """ "twenty-five", "a hundred and six", "half a dozen", "a quarter of a million"."""
    table = _table()
    if words[position] == "half":
        return _fraction(words, position + 1, 2)
    if words[position] == "quarter":
        return _fraction(words, position + 1, 4)
    total, current, end, scale = 0, 0, position, 1
    if words[position] in ("a", "an"):
        following = words[position + 1] if position + 1 < len(words) else ""
        if not (following in ("hundred", *table["groups"]) or following in table["scales"]):
            return None
        of = words[position + 2 : position + 3] == ["of"]
        if following in ("score", "couple", "pair") and not of:
            return None
        current, end = 1, position + 1
    while end < len(words):
        step = _step(words, end, current, total)
        if step is None:
            break
        end, total, current, scale = step
    if end == position or total + current >= 10**_MAX_DIGITS:
        return None
    value = total + current
    return _Core(end, value, value, scale if value % scale == 0 else 1)


def _fraction(words: Sequence[str], end: int, divisor: int) -> _Core | None:
    """What follows "half" or "quarter": "a dozen", "of a million"."""
    while words[end : end + 1] and words[end] in ("a", "of", *_HYPHENS):
        end += 1
    word = words[end] if end < len(words) else ""
    whole = 12 if word == "dozen" else _table()["scales"].get(word, 0)
    return _Core(end + 1, whole // divisor, whole // divisor) if whole else None


def _step(
    words: Sequence[str], end: int, current: int, total: int
) -> tuple[int, int, int, int] | None:
    """One more word of a number: where it ends, the sum so far, the part under way, its scale."""
    table, word = _table(), words[end]
    if word == "and" and ((current and current % 100 == 0) or (total and not current)):
        after = words[end + 1] if end + 1 < len(words) else ""
        small = after in table["units"] or after in table["tens"]
        # What follows "and" is smaller than what stands before it: "a hundred and six".
        return _step(words, end + 1, current, total) if small else None
    if word in _HYPHENS and end + 1 < len(words) and current % 100 >= 20 and current % 10 == 0:
        unit = table["units"].get(words[end + 1], 0)
        return (end + 2, total, current + unit, 1) if 0 < unit < 10 else None
    if word in table["units"]:
        unit = table["units"][word]
        room = current % 100 == 0 or (current % 100 >= 20 and current % 10 == 0 and 0 < unit < 10)
        return (end + 1, total, current + unit, 1) if room and not (unit == 0 and current) else None
    if word in table["tens"]:
        return (end + 1, total, current + table["tens"][word], 1) if current % 100 == 0 else None
    if word == "hundred" and 0 < current < 100:
        return end + 1, total, current * 100, 100
    if word in table["groups"] and current > 0 and not total:
        return end + 1, 0, current * table["groups"][word], table["groups"][word]
    if word in table["scales"] and current and (not total or table["scales"][word] < total):
        return end + 1, total + current * table["scales"][word], 0, table["scales"][word]
    return None


def _bounded_after(words: Sequence[str], one: Quantity) -> Quantity:
    following = words[one.end] if one.end < len(words) else ""
    for phrase, bound in _table()["after"].get(following, ()):
        if tuple(words[one.end : one.end + len(phrase)]) == phrase:
            return replace(_bound(one, bound), end=one.end + len(phrase), bare=False)
    return one


def _bounded_before(words: Sequence[str], one: Quantity, floor: int) -> Quantity:
    """Take in the words before the number that bound it, outermost last ("at least some 20")."""
    while True:
        for phrase, bound in _ending(words, one.start, floor):
            start = one.start - len(phrase)
            one = replace(_bound(one, bound), start=start)
            break
        else:
            return one


def _ending(words: Sequence[str], end: int, floor: int) -> Iterator[tuple[tuple[str, ...], str]]:
    if end <= floor:
        return
    for phrase, bound in _table()["before"].get(words[end - 1], ()):
        start = end - len(phrase)
        if start >= floor and tuple(words[start:end]) == phrase:
            yield phrase, bound


def _bound(one: Quantity, bound: str) -> Quantity:
    low, high = one.low, one.high
    if bound == "lower" and low is not None:
        high = None
    elif bound == "upper" and high is not None:
        low = None if low == high else low
    return replace(one, low=low, high=high, bare=one.bare and bound == "about")


def _hyphenated(words: Sequence[str], one: Quantity) -> bool:
    """Whether the number is the first half of a compound: "five-year-old", "12-kilogram"."""
    following = words[one.end : one.end + 2]
    return len(following) == 2 and following[0] in _HYPHENS and following[1][:1].isalpha()
