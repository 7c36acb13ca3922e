"""Names that no gazetteer has: they stay, with the ground of the division said to hold them."""

from __future__ import annotations

import re

import msgspec

from dateline.annotations import Annotations
from dateline.gazetteer import extent_of
from dateline.places.extent import disc
from dateline.places.ground import Draft, ground
from dateline.places.page import words
from dateline.records import PlaceMention

_AHEAD = 90  # characters between a name and the division it lies in: "X, a village in the Y region"
_INSIDE = re.compile(
    r"^(?:(?:,|\()\s*(?:(?:a|the)\s+[\w\s-]{1,40}?\s+)?(?:in|of|inside)?\s*|\s*(?:in|of|inside)\s+)"
    r"(?:the\s+)?(?:(?!and\s|or\s)[\w-]{1,20}\s+)?$|^\s*$"
)
_OWNED = re.compile(r"^['’]s\s(?:[\w-]+\s){0,4}(?:of\s)?(?:the\s)?$")
_DIVISIONS = ("admin1", "admin2", "region")
_BY_TOWN_KM = 25.0
_PRECISION = {
    "settlement": 2,
    "admin2": 3,
    "admin1": 4,
}  # of what is known to lie in such a division; else 5


def settle_unknown(annotations: Annotations, drafts: list[Draft]) -> None:
    """Give each unknown name its division's point, ground and a precision no finer than that.

    A name said once to lie in a division lies there throughout the report.
    """
    homes: dict[str, Draft] = {}
    unknown = [
        (number, draft)
        for number, draft in enumerate(drafts)
        if draft.mention.lat is None and draft.mention.kind not in ("adjective", "country")
    ]
    for number, draft in unknown:
        home = _home(annotations, drafts, number)
        if home is not None:
            homes.setdefault(draft.mention.name.lower(), home)
    for _, draft in unknown:
        home = homes.get(draft.mention.name.lower())
        if home is not None and home.entry is not None:
            draft.mention = _inside(draft, home)


def _home(annotations: Annotations, drafts: list[Draft], number: int) -> Draft | None:
    """The division or country that the text says a name lies in: after it, or as its owner."""
    start, end = drafts[number].mention.span.start, drafts[number].mention.span.end
    before = drafts[number - 1] if number else None
    between = annotations.text[before.mention.span.end : start].strip() if before else ""
    if before is not None and before.entry is not None and between in ("'s", "’s"):
        return before
    country = None
    for draft in drafts[number + 1 : number + 4]:
        between = annotations.text[end : draft.mention.span.start]
        if len(between) > _AHEAD or "\n" in between or ". " in between:
            break
        if draft.entry is None or draft.mention.relation == "name":
            continue
        if country is not None:
            gap = annotations.text[country.mention.span.end : draft.mention.span.start]
            return draft if draft.mention.kind in _DIVISIONS and _OWNED.match(gap) else country
        division = draft.mention.kind in _DIVISIONS or _called_division(annotations, draft)
        if division and _INSIDE.match(between.lower()):
            return draft
        if draft.mention.kind == "country" and _INSIDE.match(between.lower()):
            country = draft  # "X, in Sudan's region of North Darfur"
    return country


def _called_division(annotations: Annotations, draft: Draft) -> bool:
    """ "Sesori municipality": the land of a town of which the index has only the point."""
    after = annotations.text[draft.mention.span.end :].split(maxsplit=1)
    word = after[0].strip(".,;:").lower() if after else ""
    return words()["kind_after"].get(word) in ("admin1", "admin2")


def _inside(draft: Draft, home: Draft) -> PlaceMention:
    entry = home.entry
    assert entry is not None
    extent = ground(home, []) if home.tie.side else extent_of(entry)
    if entry.kind == "settlement":  # "Giza's Haram district" lies in or by the town
        extent = disc(entry.lat, entry.lon, _BY_TOWN_KM)
    return msgspec.structs.replace(
        draft.mention,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        admin1=entry.admin1,
        precision=max(_PRECISION.get(entry.kind, home.mention.precision), draft.mention.precision),
        extent=extent,
    )
