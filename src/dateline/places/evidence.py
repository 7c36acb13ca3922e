"""Whether a name is a place: features of the name and its neighbours, weighed linearly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from dateline.gazetteer import fold
from dateline.places.page import Found, Page, weights, words

_CONTEXT = (
    "near", "far", "country share", "division share", "held", "admin1", "country named", "holds",
)  # fmt: skip
# What makes a place of a name that the parser takes for a person's.
_PLACED = frozenset(["taken", "struck", "side", "dateline", "country after"])
_SUREST = 3.0  # log odds beyond which another mention says no more
_SMALL = 0.72  # log10(100,000) / 7


def weigh(page: Page, found: list[Found]) -> None:
    """Give each name its features and its score, in log odds."""
    known, persons = _votes(page, found)
    places_first = [sentence.span for sentence in page.sentences if sentence.zone == "dateline"]
    table = weights()["finder"]
    listed = _listed(page, found)
    for item in found:
        item.features = tuple(_features(page, item, known, persons))
        if id(item) in listed:
            item.features += ("listed",)
        if any(span.start <= item.start < span.end for span in places_first):
            item.features += ("dateline",)
        outer = None if item.inside is None else found[item.inside]
        if outer is not None and any(e.kind == "country" for e in outer.entries):
            item.features += ("country after",)
        if is_foreign(item) and ("ent PERSON" not in item.features or _PLACED & {*item.features}):
            item.features += ("foreign",)
        item.score = table["bias"] + sum(table.get(name, 0.0) for name in item.features)
        item.score += table.get("size", 0.0) * item.size
    _look_elsewhere(found)


def _look_elsewhere(found: list[Found]) -> None:
    """A name that is surely a place once is likely one wherever else the report has it."""
    best: dict[str, list[float]] = {}
    for item in found:
        if not item.adjective:
            best[item.key] = sorted([*best.get(item.key, []), item.score])[-2:]
    for item in found:
        scores = best.get(item.key, [])
        if len(scores) > 1:
            other = scores[0] if item.score == scores[1] else scores[1]
            item.elsewhere = max(0.0, min(_SUREST, other))


def _listed(page: Page, found: list[Found]) -> set[int]:
    """The names joined by a comma or "and" to one that the parser takes for a place."""
    joined: set[int] = set()
    for item, after in pairwise(found):
        if page.text[item.end : after.start].strip() in (",", "and", "or", ", and", "and in"):
            if after.label == "GPE" and not after.adjective:
                joined.add(id(item))
            if item.label == "GPE" and not item.adjective:
                joined.add(id(after))
    return joined


def doubt(item: Found, context: dict[str, float], sure: float) -> float:
    """The log odds of a name once its place is chosen: a hamlet far from all else is a surname."""
    table = weights()["doubt"]
    return sum(table.get(name, 0.0) * value for name, value in doubts(item, context, sure))


def doubts(item: Found, context: dict[str, float], sure: float) -> Iterator[tuple[str, float]]:
    """What tells a place from a namesake of one, with its value."""
    size = context["size"]
    yield "bias", 1.0
    yield "first score", item.score
    yield "sure", sure
    yield "elsewhere", item.elsewhere
    yield "silent", context["silent"] * ("foreign" in item.features)
    yield "size", size
    if context["country"] or item.adjective:
        yield "country", 1.0
        return
    yield "foreign", float("foreign" in item.features)
    yield "lonely", context["lonely"]
    yield "lonely and small", context["lonely"] * (size < _SMALL)
    for name in (
        "near",
        "far",
        "country share",
        "division share",
        "held",
        "admin1",
        "country named",
    ):
        yield name, context[name]


def is_foreign(item: Found) -> bool:
    """Whether the name has places, and none of them where English surnames name towns."""
    return bool(item.entries) and not any(
        entry.country in words()["english_speaking"] for entry in item.entries
    )


def _votes(page: Page, found: list[Found]) -> tuple[Counter[str], Counter[str]]:
    """How often each name is a place, and a person, by the parser's word."""
    places: Counter[str] = Counter()
    persons: Counter[str] = Counter()
    prepositions = words()["prepositions"]
    for item in found:
        if item.label in ("GPE", "LOC"):
            places[item.key] += 1
        elif item.label == "PERSON":
            persons[item.key] += 1
        if item.first and prepositions.get(page.lower[item.first - 1]) in ("in", "near"):
            places[item.key] += 1
        if item.inside is not None:
            places[item.key] += 2
    return places, persons


def _features(page: Page, item: Found, known: Counter[str], persons: Counter[str]) -> Iterator[str]:
    """The names of the features that hold for a name; `weights.yaml` has a weight for each."""
    if item.adjective:
        yield from _adjective_features(page, item)
        return
    yield from _label_features(page, item)
    yield from _before_features(page, item)
    yield from _after_features(page, item)
    yield from _name_features(page, item)
    token = page.doc[item.last - 1]
    if token.dep_ in ("dobj", "nsubjpass"):
        if token.head.lemma_ in words()["taking"]:
            yield "taken"
        elif token.head.lemma_ in words()["striking"] and is_foreign(item):
            yield "struck"
    voted = known[item.key] - (item.label in ("GPE", "LOC")) > 0
    if voted:
        yield "voted"
    people = persons[item.key] - (item.label == "PERSON")
    if people > 0 and (people > known[item.key] or not (voted and is_foreign(item))):
        yield "person elsewhere"
    if item.key in page.surnames:
        yield "surname"
    if page.run_ends[item.key]:
        yield "ends names"


def _name_features(page: Page, item: Found) -> Iterator[str]:
    if item.entries:
        yield "kind " + item.entries[0].kind
        if fold(item.entries[0].name) == item.key:
            yield "primary"
        if len({entry.country for entry in item.entries}) == 1:
            yield "unique"
    else:
        yield "unknown"
        if item.hint == "facility" and item.label == "ORG":
            yield "site"
    yield from (
        name
        for name, holds in (
            ("abbreviation", item.abbreviation),
            ("has container", item.inside is not None),
            ("hint", item.hint is not None),
            ("multi", item.last - item.first > 1),
        )
        if holds
    )
    if page.text[item.start : item.end].isupper() and not page.guessed:
        yield "short capitals" if len(item.key) <= 4 else "capitals"


def _adjective_features(page: Page, item: Found) -> Iterator[str]:
    yield "adjective"
    yield "adjective " + (
        page.label[item.first]
        if page.label[item.first] in ("NORP", "GPE", "LANGUAGE", "PERSON", "ORG")
        else "other"
    )
    before = page.lower[item.first - 1] if item.first else ""
    after = page.lower[item.last] if item.last < len(page.lower) else ""
    if (
        before in words()["languages_before"]
        or after in words()["languages_before"]
        or (before == "in" and page.pos[item.last - 1] != "ADJ")
    ):
        yield "adjective language"


def _label_features(page: Page, item: Found) -> Iterator[str]:
    label, first, last = page.label[item.first], page.first[item.first], page.last[item.first]
    exact = last <= item.last and page.lower[first : item.first] in ([], ["the"])
    if label == "":
        yield "ent none"
    elif exact:
        if item.last - item.first > 1 and item.entries:
            yield "multi exact"
        yield "ent " + (
            label if label in ("GPE", "LOC", "FAC", "ORG", "PERSON", "NORP") else "other"
        )
    else:
        where = "start" if first == item.first else "in"
        group = label if label in ("GPE", "LOC", "FAC", "ORG", "PERSON") else "other"
        yield f"{group} {where}"
    pos = page.pos[item.last - 1]
    if pos != "PROPN":
        yield "not proper"


def _before_features(page: Page, item: Found) -> Iterator[str]:
    lists = words()
    i = item.first - 1
    if i >= 0 and page.lower[i] == "the":
        i -= 1
    before = page.lower[i] if i >= 0 else ""
    if before in ("of", "from") and i > 0 and page.lower[i - 1] in lists["compass"]:
        yield "side"
    elif group := lists["prepositions"].get(before):
        yield "after " + group
    if before.rstrip(".") in lists["titles"]:
        yield "title"
    elif i >= 0 and i == item.first - 1 and page.tokens[i][0].isupper() and page.pos[i] == "PROPN":
        yield "capital before"
    if i < 0 or page.start[i] + len(before) < item.start - 2 or before in ("\n", ".", '"', "“"):
        yield "opens"


def _after_features(page: Page, item: Found) -> Iterator[str]:
    lists = words()
    if item.last >= len(page.tokens):
        return
    after = page.lower[item.last]
    if after in lists["units"]:
        yield "unit"
    elif after in lists["institutions"] or after in lists["facilities"]:
        yield "institution"
    elif after in lists["roads"]:
        yield "road"
    elif page.tokens[item.last][0].isupper() and page.pos[item.last] == "PROPN":
        yield "capital after"
    if after in lists["speech"] and not (is_foreign(item) and item.size > _SMALL):  # "Kyiv said"
        yield "speaks"
    if after in ("'s", "’s"):
        yield "possessive"
