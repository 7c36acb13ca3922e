"""From names and choices to place mentions: facilities, roads, unknown names, precision."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from dateline.annotations import Annotations
from dateline.gazetteer import Entry
from dateline.places.container import WELL_KNOWN
from dateline.places.evidence import doubt
from dateline.places.finder import CHURCHES, SAINT, is_site, named
from dateline.places.ground import Draft, grounded, located, pair
from dateline.places.page import Found, Page, words
from dateline.places.relate import Tie, precision_of, relate
from dateline.places.unknown import settle_unknown
from dateline.records import PlaceMention, Span

if TYPE_CHECKING:
    from dateline.places.rank import Choice

# A score from which a name is a place, in log odds: even.
_THRESHOLD = 0.0
_SUPPORT = 0.3  # of the report's places
_HOME = 0.5  # of the report's places: what it is about
# Shares of a report's places: from which it is about a country, under which about none of another.
_MOST, _STRAY = 0.6, 0.25
_ENOUGH = 3  # places that tell what a report is about
_LEEWAY = 2.5  # log odds that a name may lack where the report has it as a place elsewhere
_OTHERWISE = frozenset(["surname", "title", "speaks", "capital after", "capital before", "unit"])
_FACILITY_REACH = 3  # words between a place name and the head of a site's name
_REACH = 40  # characters between a site and its town
_ENDS = re.compile(r"[.;:!?\n]")
_KIND_OF_LABEL = {"GPE": "settlement", "LOC": "region", "FAC": "facility"}


def mentions(
    annotations: Annotations, page: Page, found: list[Found], chosen: dict[int, Choice]
) -> tuple[PlaceMention, ...]:
    """The place mentions of a report, in order, none overlapping."""
    drafts: list[Draft] = []
    before: tuple[Tie, int] | None = None
    taken = {i for item in found if item.entries for i in range(item.first, item.last)}
    judged = [_judged(page, item, chosen.get(number)) for number, item in enumerate(found)]
    judged = _without_strays(judged)
    sure = {item.key for item, (_, accepted) in zip(found, judged, strict=True) if accepted}
    for item, (choice, accepted) in zip(found, judged, strict=True):
        if drafts and item.start < drafts[-1].mention.span.end:
            continue
        if not accepted and not (item.key in sure and _same_again(item)):
            continue
        draft = _draft(page, item, choice, before, taken)
        drafts.append(draft)
        before = (draft.tie, draft.last)
    pair(drafts, _REACH)
    _locate(annotations, drafts)
    settle_unknown(annotations, drafts)
    return grounded(drafts)


def _judged(page: Page, item: Found, choice: Choice | None) -> tuple[Choice | None, bool]:
    """Whether a name is a place, and which one, if the choice made for it stands."""
    score = item.score
    if choice is not None and item.guess and not _supported(choice):
        choice = None
    if choice is not None:
        score = doubt(item, choice.features, choice.sure)
        if score < _THRESHOLD <= item.score and _sure_name(page, item):
            score, choice = item.score, choice if _at_home(choice) else None
    return choice, _accepted(page, item, score)


def _supported(choice: Choice) -> bool:
    """Whether the report speaks of the country that a guessed spelling leads to."""
    return bool(choice.features["country named"]) or choice.features["country share"] >= _SUPPORT


def _without_strays(
    judged: list[tuple[Choice | None, bool]],
) -> list[tuple[Choice | None, bool]]:
    """A report on one country does not mean a small town far off: that name is in no index."""
    spoken = Counter(choice.entry.country for choice, accepted in judged if choice and accepted)
    (main, count), *_ = spoken.most_common(1) or [(None, 0)]
    if count < _MOST * spoken.total() or count < _ENOUGH:
        return judged
    return [
        (None if choice is not None and _is_stray(choice, main) else choice, accepted)
        for choice, accepted in judged
    ]


def _is_stray(choice: Choice, main: str | None) -> bool:
    entry, features = choice.entry, choice.features
    return (
        entry.country != main
        and entry.kind in ("settlement", "admin2", "facility")
        and entry.population < WELL_KNOWN
        and entry.feature != "PPLC"
        and not features["held"]
        and features["country share"] < _STRAY
        and features["near"] < _STRAY
    )


def _at_home(choice: Choice) -> bool:
    """Whether a place lies in the country that the report is about."""
    return choice.features["country share"] >= _HOME


def _same_again(item: Found) -> bool:
    """Whether a name that is a place elsewhere in the report is one here: nothing says otherwise.

    Only for names that are no English surnames: there, Jackson is a town and then a man.
    """
    if "foreign" not in item.features or item.score < _THRESHOLD - _LEEWAY:
        return False
    return not any(name in _OTHERWISE or name.startswith("PERSON") for name in item.features)


def _accepted(page: Page, item: Found, score: float) -> bool:
    """Whether a name is a place: by its score, or since the text calls it one."""
    if item.adjective:
        return (
            "adjective language" not in item.features and "adjective LANGUAGE" not in item.features
        )
    if not item.entries and _is_outlet(page, item):
        return False
    unknown = (item.guess or not item.entries) and (named(page, item.first) or is_site(page, item))
    return score >= _THRESHOLD or unknown


def _is_outlet(page: Page, item: Found) -> bool:
    """ "A report in La Tribuna", "the newspaper Vanguardia"."""
    before = [word for word in page.lower[max(0, item.first - 3) : item.first] if word != "the"]
    if before and before[-1] in ("in", "from", "by", "with", "of"):
        before.pop()
    return bool(before) and before[-1] in words()["tellers"]


def _sure_name(page: Page, item: Found) -> bool:
    """Whether the text itself says that the name is a place, whichever one it is."""
    before = page.lower[item.first - 1] if item.first else ""
    placed = words()["prepositions"].get(before) in ("in", "near")
    return placed and item.label in ("GPE", "LOC", "FAC") and not item.adjective


def _draft(
    page: Page,
    item: Found,
    choice: Choice | None,
    before: tuple[Tie, int] | None,
    taken: set[int],
) -> Draft:
    first, last = item.first, item.last
    entry = choice.entry if choice else None
    kind = _kind(item, entry)
    if not item.adjective and (site := _site(page, item)):
        first, last, kind = site[0], site[1], "facility"
        abroad = entry is not None and entry.kind == "country"  # "U.S. Consulate in Monterrey"
        if abroad or page.lower[last - 1] in words()["roads"] or _is_saint(page, first, last):
            entry = None
    own = precision_of(kind, entry) if kind != "adjective" else 6
    tie = relate(page, item, own, before)
    if tie.relation == "border with" and kind == "adjective" and entry is not None:
        kind = entry.kind  # "the Syrian border" is a place
    if kind not in ("facility", "adjective") and _embedded(page, item, taken):
        tie = dataclasses.replace(tie, relation="name")
    start, end = page.start[first], page.end[last - 1]
    mention = PlaceMention(
        span=Span(start, end),
        name=page.text[start:end],
        kind=kind,
        relation=tie.relation,
        precision=tie.precision or own,
        resolved=entry is not None,
    )
    if entry is not None and choice is not None:
        mention = msgspec.structs.replace(
            located(mention, entry), confidence=choice.confidence, alternatives=choice.others
        )
    return Draft(mention, entry, tie, last)


def _kind(item: Found, entry: Entry | None) -> str:
    if item.adjective:
        return "adjective"
    if entry is not None:
        return entry.kind
    return item.hint or _KIND_OF_LABEL.get(item.label, "settlement")


def _site(page: Page, item: Found) -> tuple[int, int] | None:
    """The tokens of a site's name around a place name, as in "Mosul University"."""
    lists = words()
    reach = 2 * _FACILITY_REACH if page.lower[item.first] in SAINT else _FACILITY_REACH
    for last in range(item.last, min(item.last + reach, len(page.tokens))):
        word = page.lower[last]
        if word in lists["facilities"] or (
            word in lists["roads"] and page.tokens[last][0].isupper()
        ):
            return item.first, last + 1
        if page.pos[last] not in ("PROPN", "ADJ", "NOUN") and reach == _FACILITY_REACH:
            break
    first = item.first - 2
    of = first >= 0 and page.lower[first + 1] == "of" and page.tokens[first][0].isupper()
    if of and page.lower[first] in lists["facilities"]:
        return first, item.last
    return None


def _is_saint(page: Page, first: int, last: int) -> bool:
    return page.lower[first] in SAINT and page.lower[last - 1] in CHURCHES


def _embedded(page: Page, item: Found, taken: set[int]) -> bool:
    """Whether the name stands inside the name of an organisation ("Aleppo Media Center")."""
    after = page.lower[item.last] if item.last < len(page.lower) else ""
    if after in words()["units"] and page.tokens[item.last][0].isupper():
        return True
    if item.label not in ("ORG", "PERSON", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"):
        return False
    if item.hint in ("admin1", "admin2") and page.last[item.first] <= item.last + 1:
        return False  # "Antioquia Department", by the parser's word an organisation
    if "dateline" in item.features or named(page, item.first):
        return False  # "BAMBUI, Cameroon (AP)", "the town of Hostigal"
    return any(
        page.capital(i) and i not in taken
        for i in range(page.first[item.first], page.last[item.first])
    )


def _locate(annotations: Annotations, drafts: list[Draft]) -> None:
    """Give a site of unknown place the point of the town it is said to be in, right after it."""
    for number, draft in enumerate(drafts[:-1]):
        mention = draft.mention
        if mention.kind != "facility" or mention.lat is not None:
            continue
        near = (d.mention for d in drafts[number + 1 : number + 3] if d.mention.kind != "adjective")
        after = next(near, None)
        if after is None or after.kind != "settlement" or after.lat is None:
            continue
        between = annotations.text[mention.span.end : after.span.start].strip().lower()
        starts = between.startswith((",", "in ", "at ", "near ")) or between in ("", "in", "at")
        if len(between) <= _REACH and starts and not _ENDS.search(between):
            draft.mention = msgspec.structs.replace(
                mention, lat=after.lat, lon=after.lon, country=after.country, admin1=after.admin1
            )
