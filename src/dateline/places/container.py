"""What lies in what: "X, Y", "X in Y", "Y's X", and namesakes abroad that are not meant."""

from __future__ import annotations

import re
from itertools import pairwise

from dateline.gazetteer import Entry
from dateline.places.page import Found, Page, words

_GAP = 6  # characters between a name and what holds it
_WIDE_GAP = 30  # the same where they say which part: "in the far north-western"
# People from which a town abroad is known well enough to be meant without its country.
WELL_KNOWN = 500_000
_LESSER_KINDS = ("settlement", "admin1", "admin2", "facility")
_OPENS = re.compile(r"(?:^|\n|[.!?])\s*$")
_CLOSES = re.compile(r"^(?:$|\s*[.,;:)\]\n(–—-]|\s+on\b)")
_LISTED = re.compile(r"^,?\s*(?:and|or|&)?\s*(?:in\s+)?$")


def contain(page: Page, found: list[Found]) -> None:
    """Mark "X, Y" and "X in Y" where Y can hold X; a postal code that holds nothing is none."""
    for number, (item, after) in enumerate(pairwise(found)):
        between = page.text[item.end : after.start].strip(" ,(")
        gap = after.start - item.end
        if item.adjective or after.adjective or gap > _GAP:
            continue
        if between in ("'s", "’s"):
            _possess(number, item, after)
        elif between in ("", "in") and (gap > 1 or after.abbreviation):
            if _may_hold(after, item):
                item.inside = number + 1
            elif after.abbreviation and page.text[after.start : after.end].isupper():
                after.entries = ()


def disown(page: Page, found: list[Found]) -> None:
    """ "X in Cameroon": a namesake in Brazil is not meant, here nor elsewhere in the report."""
    foreign: set[str] = set()
    for number, (item, after) in enumerate(pairwise(found)):
        if _is_minor(item) and _is_country(after) and not _may_hold(after, item, claims=True):
            following = found[number + 2] if number + 2 < len(found) else None
            if _lies_in(page, item, after, following):
                foreign.add(item.key)
        elif _is_minor(after) and _is_country(item) and not _may_hold(item, after, claims=True):
            owned = page.text[item.end : after.start].strip() in ("'s", "’s")
            foreign.update([after.key] if owned else [])
        elif _is_minor(item) and _is_elsewhere(page, item, after):
            foreign.add(item.key)
    for item in found:
        if item.key in foreign and item.inside is None and not item.adjective:
            item.entries = ()


def holds(big: Entry, small: Entry) -> bool:
    """Whether the country or division `big` has `small` in it."""
    if big.number == small.number:
        return False
    if big.kind == "country":
        return small.kind != "country" and big.country == small.country
    return big.number + 1 in (small.admin1_number, small.admin2_number)


def _possess(number: int, owner: Found, after: Found) -> None:
    """ "Giza's Haram district" lies in Giza; a namesake elsewhere is not meant."""
    if _may_hold(owner, after):
        after.inside = number
    elif after.hint in ("admin2", "settlement") and owner.entries:
        after.entries, after.inside = (), number


def _may_hold(outer: Found, item: Found, *, claims: bool = False) -> bool:
    """Whether a candidate of `item` lies in one of `outer`, or in land counted to it at times."""
    if any(holds(big, small) for small in item.entries for big in outer.entries):
        return True
    table = words()["claims"]
    lands = {land for big in outer.entries for land in table.get(big.country, ()) if claims}
    return any(small.country in lands for small in item.entries)


def _is_minor(item: Found) -> bool:
    """Whether a name is known for nothing that is meant whatever country stands beside it."""
    return (
        bool(item.entries)
        and not (item.adjective or item.abbreviation)
        and all(e.kind in _LESSER_KINDS and e.population < WELL_KNOWN for e in item.entries)
    )


def _is_elsewhere(page: Page, item: Found, division: Found) -> bool:
    """ "San Luis, Sonsonate Department": no San Luis that the index has lies in that division."""
    between = page.text[item.end : division.start].strip()
    if between != "," or division.adjective or division.hint not in ("admin1", "admin2"):
        return False
    around = {entry.admin1_number for entry in division.entries} - {0}
    return bool(around) and not any(entry.admin1_number in around for entry in item.entries)


def _is_country(item: Found) -> bool:
    return bool(item.entries) and item.entries[0].kind == "country" and not item.adjective


def _lies_in(page: Page, item: Found, country: Found, following: Found | None) -> bool:
    """Whether the text puts a name in a country: "in X in the north of Y", "X, Y (AP)"."""
    gap = page.text[item.end : country.start].lower()
    inside = re.search(r"^[\s,(]*in\b", gap) is not None
    bare = re.sub(r"\bin\b|\bthe\b|\bfar\b|\bpart\b|\bof\b|[\s,(-]", " ", gap).split()
    if (
        len(gap) > _WIDE_GAP
        or not gap.strip()
        or not {*bare} <= words()["parts"] | words()["compass"]
    ):
        return False
    before = page.lower[item.first - 1] if item.first else ""
    placed = words()["prepositions"].get(before) in ("in", "near", "at", "of")
    if inside:
        return placed
    opens = _OPENS.search(page.text[: item.start]) is not None
    listed = following is not None and _LISTED.match(page.text[country.end : following.start])
    return (placed or opens) and not listed and bool(_CLOSES.match(page.text[country.end :]))
