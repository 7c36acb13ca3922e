"""Whether a match of the grammar means a time: the words beside it and its tags decide."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from dateline.codebook import load_yaml
from dateline.times.grammar import Found
from dateline.times.syntax import tense_at

if TYPE_CHECKING:
    from dateline.times.find import Finder

# Bare numbers outside these are no years; with a preposition before them they may be.
_YEARS = (1700, 2060)
_MODERN = (1900, 2060)


@cache
def words(name: str) -> frozenset[str]:
    """One list of contexts.yaml."""
    return frozenset(load_yaml("dateline.times", "contexts.yaml")[name])


def is_month(here: Finder, found: Found) -> bool:
    """Whether a month's name is one: "May" and "march" are also other words."""
    lexeme = found.parts["m"][-1]
    raw = here.text[lexeme.start : lexeme.end]
    if here.annotations.case == "mixed" and not raw[0].isupper():
        return False
    word = lexeme.word
    if word not in words("month_words") or found.has("d") or found.has("y") or raw.endswith("."):
        return True
    if word in words("abbreviations"):
        return False
    if found.has("rel") and found.word("rel") not in {"that", "this"}:
        return True
    if found.last - found.first > 1:
        return not (word == "may" and here.tag(found.last - 1) == "MD")
    return here.word(found.first - 1) in words("before_month") and here.tag(found.first) != "MD"


def _year(here: Finder, found: Found) -> bool:
    """A number of four digits is a year where nothing is counted by it."""
    lexeme = found.parts.get("y", found.parts.get("n"))
    if lexeme is None:
        return False
    if found.has("n"):
        return 1 <= lexeme[0].number <= 2200
    index = next(i for i in range(found.first, found.last) if here.lexemes[i] is lexeme[0])
    before, mark = here.word(index - 1), here.text[max(0, lexeme[0].start - 1) : lexeme[0].start]
    if not found.has("mod") and mark in words("marks_before_number"):
        return mark in {"-", "–", "/"} and index > 1 and here.lexemes[index - 2].code == "y"
    more = found.last - found.first > 1
    if lexeme[0].code == "s":
        return more or before in words("before_year")
    if here.word(found.last) in words("after_number"):
        return False
    return _is_year(here, found, int(lexeme[0].number), before, more)


def _is_year(here: Finder, found: Found, year: int, before: str, more: bool) -> bool:
    if _MODERN[0] < year < _MODERN[1] and year % 100 and before in words("owners"):
        return True
    if before in {"and", "or"} and here.lexemes[found.first - 2].code == "y":
        # "the 1967 and 1973 wars"
        return True
    counts = _counts(here, found.last)
    if before in words("before_year") or more:
        return not counts or (before in words("year_surely") and year >= 1800)
    if not _YEARS[0] <= year <= _YEARS[1]:
        return before in {"(", "-"} and here.word(found.last) in {")", "-"}
    return not counts


def _counts(here: Finder, index: int) -> bool:
    """Whether the noun after a number is counted by it ("2000 soldiers")."""
    many = {"NNS", "NNPS"}
    return here.tag(index) in many or (
        here.tag(index) in {"JJ", "NN", "NNP"} and here.tag(index + 1) in many
    )


def _years(here: Finder, found: Found) -> bool:
    """Two years ("1914-18"), the second not before the first."""
    first = int(found.number("y") or 0)
    last = found.number("y2") or same_century(first, int(found.number("s2") or 0))
    if found.has("era"):
        return found.value("era") == -1 and 0 < first - last < 200
    return 0 < last - first < 200


def same_century(first: int, last: int) -> int:
    """The year meant by the short one in 1914-18."""
    size = 10 if last < 10 else 100 if last < 100 else 10000
    return first // size * size + last


def _season(here: Finder, found: Found) -> bool:
    """Spring, fall and summer as seasons, not as verbs or names."""
    after, word = here.word(found.last), found.parts["s"][-1].word
    if word == "fall" and after in {"of", "in"}:
        return False
    if after in words("after_season"):
        return True
    if here.tag(found.last - 1) not in {"NN", "NNP", ""} or after in words("after_season_name"):
        return False
    return word not in {"spring", "fall"} or here.word(found.first - 1) in words("before_season")


def _part(here: Finder, found: Found) -> bool:
    """A bare time of day, where it dates something."""
    return (
        found.parts["p"][-1].word == "overnight"
        or here.word(found.first - 1) in words("before_part")
        or here.word(found.first) in {"the", "early"}
    )


def _dayonly(here: Finder, found: Found) -> bool:
    """A numeric ordinal ("on the 20th") with nothing that it could count."""
    after = found.last
    while here.word(after) in {"and", "or", ",", "to"} and here.word(after + 1)[:1].isdigit():
        # "the 3rd and 5th Brigades"
        after += 2
    before = here.word(found.first - 1)
    if here.tag(after).startswith(("NN", "JJ", "CD")):
        return False
    if before != "on" and here.word(after) in words("counted_on"):
        return False
    return (
        before in words("before_day")
        and found.parts["d"][0].word[0].isdigit()
        and here.word(found.last) != "-"
    )


def _clock(here: Finder, found: Found) -> bool:
    """12:30 is a time; a score or verse is not."""
    return (
        found.has("ap")
        or found.has("z")
        or found.last - found.first > 1
        or here.word(found.first - 1) in words("before_clock")
    )


def _unit(here: Finder, found: Found) -> bool:
    return found.word("rel") != "current" or here.word(found.first - 1) in {"the", "of"}


def _theunit(here: Finder, found: Found) -> bool:
    """Back-references; plain "the week" only with a modifier before it."""
    if found.word("rel") != "the":
        return True
    if found.word("u") == "year" and here.word(found.last) in words("ends"):
        # "The year ended Sept. 30" is a stretch of somebody's own (_yearlong).
        return False
    if found.has("mod"):
        return here.word(found.last) != "of"
    return found.word("u") in {"weekend", "quarter"} or (
        found.word("u") in {"year", "week", "month"}
        and here.word(found.first - 1) in {"in", "for", "during", "of", "this"}
        and not here.tag(found.last).startswith(("NN", "CD"))
        and (found.word("u") == "year" or here.word(found.last) != "of")
    )


def _bare_after(here: Finder, found: Found) -> bool:
    """Alone, "two days after" points back; with a clause it measures from that."""
    if here.word(found.last - 1) not in {"after", "before", "prior"}:
        return True
    return found.last >= len(here.lexemes) or here.lexemes[found.last].code in {".", ","}


def _window(here: Finder, found: Found) -> bool:
    """The past three days; "first three days" only of something named."""
    if found.word("rel") not in words("part_windows"):
        # "was to last three days"
        return here.word(found.first) != "last" or not here.tag(found.first).startswith("VB")
    return here.word(found.first) in {"the", "these"} or here.word(found.first - 1) in words(
        "before_window"
    )


def _span(here: Finder, found: Found) -> bool:
    """A stretch of time; not an age, a rate, or the "6 mins read" of a page."""
    if found.has("a") and found.parts["a"][0].code == "y":
        # "The 2012-13 season" is counted from two years.
        return False
    after, unit = here.word(found.last), found.word("u")
    if after == "-":
        after = here.word(found.last + 1)
    if after in {"old", "olds", "read"} or (unit == "quarters" and after == "of"):
        return False
    if unit in {"quarter", "season"} and not found.has("n"):
        return False
    return not found.has("one") or not (unit == "weekend" or _is_rate(here, found))


def _is_rate(here: Finder, found: Found) -> bool:
    if not found.first:
        return False
    before = here.lexemes[found.first - 1]
    return (
        before.word in words("before_rate")
        or before.code in "hdnyf"
        or here.tag(found.first - 1) == "NNS"
    )


def _plural(here: Finder, found: Found) -> bool:
    """For weeks, months of fighting."""
    before, after = here.word(found.first - 1), here.word(found.last)
    if after in {"old", "ago", "later", "earlier"} or found.value("u") == "Q":
        return False
    if found.first and here.lexemes[found.first - 1].code in "hdnybwf":
        return False
    return (
        before in words("before_plural")
        or (before == "the" and here.word(found.first - 2) == "over")
        or after in {"of", "after", "before"}
        or here.word(found.first + 1) == "-"
    )


def _awhile(here: Finder, found: Found) -> bool:
    return here.word(found.first - 1) in {"for", "in", "after"} and found.last - found.first > 1


def _set(here: Finder, found: Found) -> bool:
    """How often; not the daily paper, the quarterly dividend."""
    if here.word(found.first) == "quarterly":
        return here.tag(found.first) == "RB"
    return (
        here.tag(found.first) in {"RB", "JJ", "NN", "NNS", ""}
        and here.word(found.last) != "newspaper"
    )


def _adjective(here: Finder, found: Found) -> bool:
    return here.tag(found.first).startswith("JJ")


def _noun(here: Finder, found: Found) -> bool:
    """The past; not "the past attacks"."""
    return found.last - found.first == 2 and not here.tag(found.last).startswith(("NN", "CD", "JJ"))


def _soon(here: Finder, found: Found) -> bool:
    """Soon to come; not "as soon as", "soon after", "it soon became"."""
    if here.word(found.first - 1) in {"as", "too"}:
        return False
    if here.word(found.last) in {"after", "afterwards"} or here.annotations.parse is None:
        return False
    return tense_at(here.annotations.doc[here.token(found.start)]) == "future"


def _tens(here: Finder, found: Found) -> bool:
    """A decade; not a man "in his 30s"."""
    if len(found.word("e").strip("'‘`s")) == 4:
        return True
    return here.word(found.first) == "the" or not found.word("e")[0].isdigit()


def _partof(here: Finder, found: Found) -> bool:
    """The last week of August; not "the first half of May", "the second hour"."""
    return found.value("u") in {"D", "W", "WE"}


def _feast(here: Finder, found: Found) -> bool:
    """A holiday; not the war, agreement or tree that is called after it."""
    return here.word(found.last) not in words("after_holiday_name")


def _lately(here: Finder, found: Found) -> bool:
    """Not "as recently as Thursday", which is Thursday."""
    return here.word(found.last) != "as"


def _yearlong(here: Finder, found: Found) -> bool:
    """A year of somebody's own ("the year ended Sept. 30")."""
    return here.word(found.last) in words("ends")


def _ahead(here: Finder, found: Found) -> bool:
    """ "Will end in two weeks": then, not for so long; "in a year or two" is neither."""
    if here.word(found.first - 1) != "in" or here.annotations.parse is None:
        return False
    if found.value("u") not in {"D", "W", "M", "Y"} or here.word(found.last) in words("goes_on"):
        return False
    return tense_at(here.annotations.doc[here.token(found.start)]) == "future"


def _oneday(here: Finder, found: Found) -> bool:
    """Some day to come: "will one day"; not the one day it took."""
    return here.tag(found.first - 1) == "MD"


def _future(here: Finder, found: Found) -> bool:
    """The future; not "future plans"."""
    return here.tag(found.last - 1).startswith("NN")


# Name of a check (grammar.yaml) -> the check.
CHECKS: dict[str, Callable[[Finder, Found], bool]] = {
    "year": _year, "years": _years, "season": _season, "part": _part, "dayonly": _dayonly,
    "clock": _clock, "unit": _unit, "theunit": _theunit, "bare_after": _bare_after,
    "window": _window, "span": _span, "rate": _is_rate, "plural": _plural, "awhile": _awhile,
    "set": _set, "adjective": _adjective, "noun": _noun, "soon": _soon, "tens": _tens,
    "future": _future, "yearlong": _yearlong, "partof": _partof, "feast": _feast, "oneday": _oneday,
    "ahead": _ahead,
    "lately": _lately,
}  # fmt: skip
