"""How the text ties a place to what happened ("10 km south of", "the Kupyansk direction")."""

from __future__ import annotations

from dateline.gazetteer import Entry
from dateline.places.page import Found, Page, words

_OWN_PRECISION = {
    "settlement": 1, "facility": 1, "admin2": 3, "admin1": 4, "region": 5, "water": 5, "country": 6,
}  # fmt: skip
_LONGEST = 4  # words of a relation
_WORLD = 2_000_000  # weight from which a region across borders is a part of the world
_WINDOW = 60  # characters read before a name


def precision_of(kind: str, entry: Entry | None) -> int:
    """The precision of a place itself (codebook §4)."""
    world = entry is not None and (
        entry.feature == "CONT" or (entry.feature == "RGN" and entry.population >= _WORLD)
    )
    if world and kind == "region" and entry is not None and entry.country is None:
        return 7
    return _OWN_PRECISION.get(kind, 5)


def relate(
    page: Page, item: Found, own: int, before: tuple[str, int, int] | None
) -> tuple[str, int]:
    """The relation and precision of a name whose place has precision `own`.

    `before` is the relation, precision and end token of the mention just before it: a list
    ("in Godhra and Ahmedabad") shares the relation of its first name.
    """
    lists = words()
    after = page.lower[item.last] if item.last < len(page.lower) else ""
    found = lists["relations_after"].get(after)
    first = item.first
    part = ""
    if first and page.lower[first - 1] in lists["parts"]:
        part, first = page.lower[first - 1], first - 1
    if found is None:
        found = _before(page, first)
    if found is None and before is not None and _joined(page, before[2], first):
        found = [before[0], before[1] if before[1] in (2, 5) else None]
    relation, precision = found or ("in", None)
    if part and precision is None:
        relation = f"{part} part of" if relation == "in" else relation
        precision = 5 if own >= 5 else 2 if own == 1 else own
    return relation, max(own, precision or own)


def _before(page: Page, first: int) -> list[object] | None:
    lists = words()
    words_before: list[str] = []
    i = first - 1
    floor = max(0, first - 12)
    kinds = lists["kind_before"]
    if i >= floor and page.lower[i] in kinds:
        i -= 1
    elif i > floor and page.lower[i] == "of" and page.lower[i - 1] in kinds:
        i -= 2
    while i >= floor and len(words_before) < _LONGEST:
        word = page.lower[i]
        if i >= 2 and page.lower[i - 1] == "-" and page.end[i - 1] == page.start[i]:
            word, i = f"{page.lower[i - 2]}-{word}", i - 2
        if word not in ("the", "a", "an", "its", "just"):
            if not word[0].isalpha():
                break
            words_before.insert(0, word)
        i -= 1
    side = words_before[-2] if words_before[-1:] in (["of"], ["from"]) and words_before[1:] else ""
    if side in lists["compass"]:
        return [f"{side} of", 2]
    for size in range(len(words_before), 0, -1):
        known = lists["relations"].get(" ".join(words_before[-size:]))
        if known is not None:
            return list(known)
    return None


def _joined(page: Page, last: int, first: int) -> bool:
    """Whether only "," and "and" stand between token `last` and token `first`."""
    return 0 <= first - last <= 3 and all(
        page.lower[i] in (",", "and", "or", "the", "&") for i in range(last, first)
    )
