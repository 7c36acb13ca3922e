"""How the text ties a place to what happened ("10 km south of", "the Kupyansk direction")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from dateline.gazetteer import Entry
from dateline.places.page import Found, Page, words

_OWN_PRECISION = {
    "settlement": 1, "facility": 1, "admin2": 3, "admin1": 4, "region": 5, "water": 5, "country": 6,
}  # fmt: skip
_LONGEST = 4  # words of a relation
_WORLD = 2_000_000  # weight from which a region across borders is a part of the world
_WINDOW = 110  # characters read before a name
_SHARED = (2, 5)  # precisions that the places of a list have in common
_BORDER = "border with"
_BY_SEA = ("coast of", "off the coast of")
_COUNTRY = 6
_FAR_KM = 50.0  # from here on, "40 miles south of" says little of where
_PAIRS = ("between", "halfway between", "along road", _BORDER)


@dataclass(frozen=True, slots=True)
class Tie:
    """How a place is tied: the relation, the precision it leaves, a side of it, a distance."""

    relation: str = "in"
    precision: int | None = None
    side: str = ""
    km: float | None = None
    within: bool = False

    @property
    def paired(self) -> bool:
        """Whether the relation speaks of two places."""
        return self.relation in _PAIRS


def precision_of(kind: str, entry: Entry | None) -> int:
    """The precision of a place itself (codebook §4)."""
    world = entry is not None and (
        entry.feature == "CONT" or (entry.feature == "RGN" and entry.population >= _WORLD)
    )
    if world and kind == "region" and entry is not None and entry.country is None:
        return 7
    return _OWN_PRECISION.get(kind, 5)


def relate(page: Page, item: Found, own: int, before: tuple[Tie, int] | None) -> Tie:
    """How a name whose place has precision `own` is tied.

    `before` is the tie and end token of the mention just before it: a list ("in Godhra and
    Ahmedabad") shares the relation of its first name.
    """
    lists = words()
    first, side = item.first, ""
    if first and page.lower[first - 1] in lists["parts"]:
        side, first = page.lower[first - 1], first - 1
        if first and page.lower[first - 1] == "-" and page.lower[first - 2] in lists["parts"]:
            side, first = f"{page.lower[first - 2]}-{side}", first - 2
    found = _road(page, item) or _after(page, item) or _away(page, item)
    joined = before is not None and _joined(page, before[1], first, before[0])
    second = joined and before is not None and before[0].paired
    if found is None and not second and not _inside(page, item):
        found = _before(page, first)
    if found is None and before is not None and joined:
        shared = before[0].precision in _SHARED
        found = replace(before[0], precision=before[0].precision if shared else None)
    tie = found or Tie()
    if found is None and not side:
        side = _inside(page, item)
    if side and tie.precision is None:
        relation = f"{side} part of" if tie.relation == "in" else tie.relation
        precision = 2 if own == 1 else own
        tie = replace(tie, relation=relation, precision=precision, side=plain_side(side))
    elif side and not tie.side:
        tie = replace(tie, side=plain_side(side))
    return replace(tie, precision=_precision(tie, own))


def _precision(tie: Tie, own: int) -> int:
    """How finely a tie leaves a place that is itself known with precision `own`."""
    if tie.relation == _BORDER or (tie.km is not None and tie.km > _FAR_KM):
        return 5  # a line, or somewhere out there
    if own == _COUNTRY and (tie.side or tie.relation in _BY_SEA):
        return 5  # finer than the country, without borders
    return max(own, tie.precision or own)


def plain_side(word: str) -> str:
    """A word for a direction or part as the key of its bearing ("north-eastern": "northeast")."""
    return word.replace("-", "").removesuffix("ern")


def _road(page: Page, item: Found) -> Tie | None:
    """ "the A–B road": both names are followed by a road, with a dash between them."""
    lists = words()
    last = item.last
    if last + 1 < len(page.tokens) and page.tokens[last] in "-–—" and _is_name(page, last + 1):
        last += 1
        while last < len(page.tokens) and (page.tokens[last] in "-" or _is_name(page, last)):
            last += 1
        dashed = True
    else:
        dashed = item.first > 1 and page.tokens[item.first - 1] in "-–—"
    if not dashed or last >= len(page.tokens):
        return None
    after = page.lower[last]
    if after in ("border", "frontier"):
        return Tie(_BORDER, 5)
    return Tie("along road", 2) if after in lists["roads"] or after in ("line", "axis") else None


def _is_name(page: Page, i: int) -> bool:
    return page.pos[i] == "PROPN" or page.tokens[i][0].isupper()


def _after(page: Page, item: Found) -> Tie | None:
    """ "the Kupyansk direction", "Aleppo's northern countryside", "Syria's border with"."""
    lists = words()
    i, side = item.last, ""
    if i < len(page.lower) and page.lower[i] in ("'s", "’s"):
        i += 1
    if i < len(page.lower) and page.lower[i] in lists["parts"]:
        side, i = page.lower[i], i + 1
    after = page.lower[i] if i < len(page.lower) else ""
    known = lists["relations_after"].get(after)
    if known is None or (i > item.last and known[0] in ("near", "direction of")):
        return None
    if known[0] == _BORDER and _named_border(page, i):
        return None
    return Tie(known[0], known[1], side=plain_side(side))


def _named_border(page: Page, i: int) -> bool:
    """Whether "border" belongs to something at the border: "Syrian border town", "border guard"."""
    after = page.pos[i + 1] if i + 1 < len(page.pos) else ""
    return after in ("NOUN", "PROPN") and page.lower[i] == "border"


@cache
def _away_pattern() -> re.Pattern[str]:
    lists = words()

    def any_of(group: list[str]) -> str:
        return "|".join(sorted(map(re.escape, group), key=len, reverse=True))

    sides = any_of([*lists["compass"], *(f"{side}ern" for side in lists["compass"])])
    number = rf"\d[\d,]*(?:\.\d+)?|{any_of(lists['numbers'])}"
    return re.compile(
        rf"(?P<within>\bwithin\s+)?(?:about\s+|some\s+|around\s+)?\b(?P<number>{number})"
        rf"[\s-]*(?P<unit>{any_of(lists['units'])})\b\.?\s*(?:\([^()]{{1,40}}\)\s*)?,?\s*"
        rf"(?:away\s+)?(?:(?:to|in)\s+the\s+|the\s+|just\s+|due\s+)?(?:(?P<side>{sides})\s+)?"
        rf"(?P<of>of|from|outside(?:\s+of)?|off|around)\s+(?:the\s+)?"
        rf"(?:(?:{any_of(lists['kind_before'])})\s+(?:of\s+)?)?$"
    )


@cache
def _inside_pattern() -> re.Pattern[str]:
    sides = "|".join(sorted(words()["compass"], key=len, reverse=True))
    return re.compile(
        rf"\b(?:in|across|into|from|throughout|inside|over)\s+(?:the\s+)?(?:far\s+|extreme\s+)?"
        rf"(?:(?<=the )(?P<side>{sides})|(?P<part>{sides})ern\s+(?:part|parts|areas?))"
        rf"\s+of\s+(?:the\s+)?$"
    )


def _inside(page: Page, item: Found) -> str:
    """ "in the south of X", "in the southern part of X": the part, else ""."""
    start = page.start[item.first]
    found = _inside_pattern().search(page.text[max(0, start - _WINDOW) : start].lower())
    return f"{found['side'] or found['part']}ern" if found else ""


def _away(page: Page, item: Found) -> Tie | None:
    """ "10 km (six miles) north-west of", "within five miles of"."""
    start = page.start[item.first]
    window = page.text[max(0, start - _WINDOW) : start].lower()
    if "\n" in window:
        window = window[window.rindex("\n") :]
    found = _away_pattern().search(window)
    if found is None:
        return None
    lists = words()
    number = lists["numbers"].get(found["number"])
    amount = float(found["number"].replace(",", "")) if number is None else float(number)
    km = amount * lists["units"][found["unit"]]
    if found["side"]:
        side = found["side"].removesuffix("ern")
        return Tie(f"{side} of", 2, side=plain_side(side), km=km)
    relation = "outside" if found["of"].startswith("outside") else "near"
    return Tie(relation, 2, km=km, within=bool(found["within"]) or found["of"] == "around")


def _before(page: Page, first: int) -> Tie | None:
    lists = words()
    read = _words_before(page, first)
    side = read[-2] if read[-1:] in (["of"], ["from"]) and read[1:] else ""
    if side in lists["compass"]:
        # "in the south of X" lies inside, "south of X" and "to the south of X" do not.
        return Tie(f"{side} of", 2, side=plain_side(side))
    for size in range(len(read), 0, -1):
        known = lists["relations"].get(" ".join(read[-size:]))
        if known is not None:
            outer = read[-size - 1] if size < len(read) else ""
            side = plain_side(outer) if outer in lists["parts"] else ""
            return Tie(known[0], known[1], side=side)
    return None


def _words_before(page: Page, first: int) -> list[str]:
    """Up to four words before token `first`, hyphened ones whole, without articles."""
    kinds = words()["kind_before"]
    found: list[str] = []
    i = first - 1
    floor = max(0, first - 12)
    if i >= floor and page.lower[i] in kinds:
        i = _described(page, i - 1, floor)
    elif i > floor and page.lower[i] == "of" and page.lower[i - 1] in kinds:
        i = _described(page, i - 2, floor)
    while i >= floor and len(found) < _LONGEST:
        word = page.lower[i]
        if i >= 2 and page.lower[i - 1] == "-" and page.end[i - 1] == page.start[i]:
            word, i = f"{page.lower[i - 2]}-{word}", i - 2
        if word not in ("the", "a", "an", "its", "just"):
            if not word[0].isalpha():
                break
            found.insert(0, word)
        i -= 1
    return found


def _described(page: Page, i: int, floor: int) -> int:
    """The token before what describes a town: "near the Syrian border town of Azaz"."""
    while i >= floor and (
        page.pos[i] == "ADJ" or page.label[i] == "NORP" or page.lower[i] in ("border", "-", "held")
    ):
        i -= 1
    return i


def _joined(page: Page, last: int, first: int, tie: Tie) -> bool:
    """Whether only "," and "and" stand between token `last` and token `first`."""
    links = ("and", "to", "with", "the", "&") if tie.paired else (",", "and", "or", "the", "&")
    return 0 <= first - last <= 3 and all(page.lower[i] in links for i in range(last, first))
