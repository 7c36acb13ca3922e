"""Find the names of places: gazetteer, parser and context propose, a linear score decides."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dateline.annotations import Annotations, Sentence
from dateline.codebook import load_yaml
from dateline.gazetteer import Entry, Index, fold, index

_LONGEST = 5
_SMALL = 0.72  # log10(100,000) / 7
_COUNTRY_CODES = ("US", "U.S.", "U.S")
_PLACE_LABELS = frozenset(["GPE", "LOC", "FAC"])


@cache
def words() -> dict[str, Any]:
    """The word lists of this room."""
    data = load_yaml("dateline.places", "words.yaml")
    result: dict[str, Any] = {}
    for name, value in data.items():
        if name.startswith("relations"):
            result[name] = value
        elif isinstance(value, dict):
            result[name] = {word: kind for kind, group in value.items() for word in group}
        else:
            result[name] = frozenset(value)
    return result


@cache
def _weights(part: str) -> dict[str, float]:
    return dict(load_yaml("dateline.places", "weights.yaml")[part])


@dataclass(slots=True)
class Found:
    """A name that may be a place: tokens `first` up to `last`, and what the index knows of it."""

    first: int
    last: int
    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    adjective: bool = False
    abbreviation: bool = False
    label: str = ""
    hint: str | None = None
    inside: int | None = None
    features: tuple[str, ...] = ()
    size: float = 0.0
    score: float = 0.0
    embedded: bool = False
    scores: tuple[float, ...] = field(default=())


class Page:
    """The tokens of a report as plain lists: the finder asks each of them many times."""

    def __init__(self, annotations: Annotations) -> None:
        doc = annotations.doc
        self.annotations = annotations
        self.text = annotations.text
        self.case = annotations.case
        self.tokens = [token.text for token in doc]
        self.lower = [text.lower() for text in self.tokens]
        self.start = [token.idx for token in doc]
        self.end = [token.idx + len(token.text) for token in doc]
        self.pos = [token.pos_ for token in doc]
        self.label = [""] * len(self.tokens)
        self.first = list(range(len(self.tokens)))
        self.last = [i + 1 for i in self.first]
        self.surnames: set[str] = set()
        for ent in doc.ents:
            for i in range(ent.start, ent.end):
                self.label[i], self.first[i], self.last[i] = ent.label_, ent.start, ent.end
            if ent.label_ == "PERSON" and len(ent) > 1:
                self.surnames.add(fold(self.tokens[ent.end - 1]))
        self.run_ends = self._run_ends()
        self.sentences = annotations.sentences

    def _run_ends(self) -> Counter[str]:
        """How often a word closes a run of capitalised words that is no place ("Mahmoud Abbas")."""
        ends: Counter[str] = Counter()
        if self.case != "mixed":
            return ends
        proper = [
            p == "PROPN" and t[0].isupper() for p, t in zip(self.pos, self.tokens, strict=True)
        ]
        for i in range(1, len(proper)):
            if proper[i] and proper[i - 1] and not (i + 1 < len(proper) and proper[i + 1]):
                if not index().has(fold(self.slice(i - 1, i + 1))):
                    ends[fold(self.tokens[i])] += 1
        return ends

    def capital(self, i: int) -> bool:
        """Whether token `i` could open or close a name, as this report is written."""
        text = self.tokens[i]
        if self.case == "lower":
            return text[0].isalpha()
        return text[0].isupper()

    def slice(self, first: int, last: int) -> str:
        """The text of tokens `first` up to `last`."""
        return self.text[self.start[first] : self.end[last - 1]]


def find(page: Page) -> list[Found]:
    """Every name that may be a place, scored, in order; none overlap."""
    found = [item for sentence in page.sentences for item in _in_sentence(page, sentence)]
    _contain(page, found)
    known, persons = _votes(page, found)
    weights = _weights("finder")
    for item in found:
        item.features = tuple(_features(page, item, known, persons))
        item.score = weights["bias"] + sum(weights.get(name, 0.0) for name in item.features)
        item.score += weights["size"] * item.size
    return found


def doubt(item: Found, context: dict[str, float], sure: float) -> float:
    """The log odds of a name once its place is chosen: a hamlet far from all else is a surname."""
    weights = _weights("doubt")
    return sum(weights[name] * value for name, value in doubts(item, context, sure))


def doubts(item: Found, context: dict[str, float], sure: float) -> Iterator[tuple[str, float]]:
    """What tells a place from a namesake of one, with its value."""
    size = context["size"]
    yield "bias", 1.0
    yield "first score", item.score
    yield "sure", sure
    yield "size", size
    if context["country"] or item.adjective:
        yield "country", 1.0
        return
    yield "lonely", context["lonely"]
    yield "lonely and small", context["lonely"] * (size < _SMALL)
    for name in ("near", "far", "country share", "division share", "held", "admin1"):
        yield name, context[name]


def _in_sentence(page: Page, sentence: Sentence) -> Iterator[Found]:
    i = sentence.first_token
    while i < sentence.last_token:
        item = _match(page, i, sentence.last_token)
        if item is None:
            item = _parsed(page, i, sentence.last_token)
        if item is None:
            i += 1
        else:
            yield item
            i = item.last


def _match(page: Page, first: int, limit: int) -> Found | None:
    """The longest name of the index that starts at token `first`."""
    lists = words()
    opener = page.lower[first] in lists["openers"]
    if page.lower[first] in ("the", "a"):
        return None
    if not (page.capital(first) or opener) or (page.case == "lower" and page.pos[first] == "VERB"):
        return None
    places = index()
    last_token = min(first + _LONGEST + 2, limit)
    for last in range(last_token, first, -1):
        dot = (
            page.tokens[last - 1] == "."
            and last - first > 1
            and page.end[last - 2] == page.start[last - 1]
        )
        if not (page.capital(last - 1) or dot) or (
            last - first == 1 and opener and page.case == "mixed"
        ):
            continue
        if any(
            not page.capital(i)
            and page.lower[i] not in lists["inner"]
            and page.tokens[i] not in "-–'’’s&."
            for i in range(first + 1, last - 1)
        ):
            continue
        if dot:
            key = fold(page.slice(first, last))
            if short := _short(page, places, first, last):
                return _found(page, first, last, key, short, abbreviation=True)
            continue
        key = fold(page.slice(first, last))
        if not key or (key in lists["never"] and not page.slice(first, last) in _COUNTRY_CODES):
            continue
        item = _known(page, places, first, last, key)
        if item is not None:
            return item
    return None


def _known(page: Page, places: Index, first: int, last: int, key: str) -> Found | None:
    text = page.slice(first, last)
    if short := _short(page, places, first, last):
        return _found(page, first, last, key, short, abbreviation=True)
    entries = places.find(key)
    adjectives = places.adjective(text) if last - first < 4 else ()
    if adjectives and not (key == "us" and entries):
        return _found(page, first, last, key, adjectives, adjective=True)
    if not entries or (len(key) <= 3 and not text.isupper()):
        return None
    if page.case != "mixed" and last - first == 1 and not _plain(page, first, key, entries):
        return None
    return _found(page, first, last, key, entries)


def _short(page: Page, places: Index, first: int, last: int) -> tuple[Entry, ...]:
    """The division a short form stands for: "Miami, Fla.", "B.C."; postal codes need a town."""
    text = page.slice(first, last)
    if last - first > 3 or not (text[-1] == "." or text.isupper()):
        return ()
    after_comma = first > 1 and page.lower[first - 1] == ","
    if after_comma and (text[-1] == "." or page.tokens[first - 2][:1].isupper()):
        return places.abbreviation(text)
    dotted = "." in text[:-1] and text[-1] == "." and first and not page.tokens[first - 1].isdigit()
    return places.abbreviation(text) if dotted or (len(text) == 3 and last - first == 1) else ()


def _plain(page: Page, i: int, key: str, entries: tuple[Entry, ...]) -> bool:
    """Whether a single word of a report without capitals is likely to be the place."""
    lists = words()
    if key in lists["common"] or page.pos[i] not in ("PROPN", "NOUN"):
        return False
    before = lists["prepositions"].get(page.lower[i - 1]) if i else None
    placed = before in ("in", "near", "at", "from") or page.label[i] in _PLACE_LABELS
    return entries[0].population >= (20_000 if placed else 300_000)


def _found(
    page: Page,
    first: int,
    last: int,
    key: str,
    entries: tuple[Entry, ...],
    *,
    adjective: bool = False,
    abbreviation: bool = False,
) -> Found:
    item = Found(first, last, page.start[first], page.end[last - 1], key, entries)
    item.adjective, item.abbreviation = adjective, abbreviation
    item.label = page.label[first]
    item.size = math.log10(1 + max((e.population for e in entries), default=0)) / 7
    lists = words()
    if not adjective:
        if last < len(page.tokens):
            item.hint = lists["kind_after"].get(page.lower[last])
        if item.hint is None and first >= 2 and page.lower[first - 1] == "of":
            item.hint = lists["kind_before"].get(page.lower[first - 2])
        elif item.hint is None and first:
            item.hint = lists["kind_before"].get(page.lower[first - 1])
    return item


def _parsed(page: Page, i: int, limit: int) -> Found | None:
    """A place by the parser's word or by syntax ("the village of Robotyne") that no index has."""
    named = _named(page, i)
    if page.case == "lower" or (page.first[i] != i and not named):
        return None
    placed = page.label[i] in _PLACE_LABELS
    last = min(page.last[i], limit) if page.label[i] else i + 1
    first = i
    while first < last and page.lower[first] in ("the", "a", "an"):
        first += 1
    while last > first and page.lower[last - 1] in ("'s", "’s"):
        last -= 1
    site = page.label[i] == "ORG" and last > first and page.lower[last - 1] in words()["sites"]
    if first == last or not (placed or named or site) or page.lower[first] in words()["never"]:
        return None
    if not (page.tokens[first][0].isupper() and page.tokens[last - 1][0].isupper()):
        return None
    if any(_match(page, j, limit) for j in range(i, last)):
        return None
    item = _found(page, first, last, fold(page.slice(first, last)), ())
    if site:
        item.hint = "facility"
    return item


def _named(page: Page, i: int) -> bool:
    """Whether token `i` is named a place by the words before it."""
    return (
        i >= 2
        and page.lower[i - 1] == "of"
        and words()["kind_before"].get(page.lower[i - 2]) == "settlement"
        and page.pos[i] == "PROPN"
        and page.capital(i)
    )


def _contain(page: Page, found: list[Found]) -> None:
    """Mark "X, Y" and "X in Y" where Y can hold X; a postal code that holds nothing is none."""
    for number, (item, after) in enumerate(zip(found, found[1:], strict=False)):
        between = page.text[item.end : after.start].strip(" ,(")
        gap = after.start - item.end
        if item.adjective or after.adjective or gap > 6 or between not in ("", "in"):
            continue
        if gap > 1 or after.abbreviation:
            if _holds(item, after):
                item.inside = number + 1
            elif after.abbreviation and page.text[after.start : after.end].isupper():
                after.entries = ()


def _holds(item: Found, outer: Found) -> bool:
    return any(holds(big, small) for small in item.entries for big in outer.entries)


def holds(big: Entry, small: Entry) -> bool:
    """Whether the country or division `big` has `small` in it."""
    if big.number == small.number:
        return False
    if big.kind == "country":
        return small.kind != "country" and big.country == small.country
    return big.number + 1 in (small.admin1_number, small.admin2_number)


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
    """The names of the features that hold for a candidate; `weights.yaml` has a weight for each."""
    if item.adjective:
        yield from _adjective_features(page, item)
        return
    yield from _label_features(page, item)
    yield from _neighbour_features(page, item)
    others = known[item.key] - (item.label in ("GPE", "LOC"))
    if others > 0:
        yield "voted"
    if persons[item.key] - (item.label == "PERSON") > 0:
        yield "person elsewhere"
    if item.key in page.surnames:
        yield "surname"
    if item.abbreviation:
        yield "abbreviation"
    if item.inside is not None:
        yield "has container"
    if page.run_ends[item.key]:
        yield "ends names"
    if not item.entries:
        yield "unknown"
        if item.hint == "facility" and item.label == "ORG":
            yield "site"
    else:
        yield "kind " + item.entries[0].kind
        if fold(item.entries[0].name) == item.key:
            yield "primary"
    if item.hint:
        yield "hint"
    if item.last - item.first > 1:
        yield "multi"
    text = page.text[item.start : item.end]
    if text.isupper() and page.case == "mixed":
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


def _neighbour_features(page: Page, item: Found) -> Iterator[str]:
    lists = words()
    i = item.first - 1
    if i >= 0 and page.lower[i] == "the":
        i -= 1
    before = page.lower[i] if i >= 0 else ""
    if group := lists["prepositions"].get(before):
        yield "after " + group
    if before.rstrip(".") in lists["titles"]:
        yield "title"
    elif i >= 0 and i == item.first - 1 and page.tokens[i][0].isupper() and page.pos[i] == "PROPN":
        yield "capital before"
    if i < 0 or page.start[i] + len(before) < item.start - 2 or before in ("\n", ".", '"', "“"):
        yield "opens"
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
    if after in lists["speech"]:
        yield "speaks"
    if after in ("'s", "’s"):
        yield "possessive"
