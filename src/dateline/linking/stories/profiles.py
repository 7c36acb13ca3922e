"""What a report shows of its story: words, names, numbers, years, as bags of weighted words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING

from dateline.linking.stories.rarities import rarity
from dateline.records import Document, Record
from dateline.sources import document
from dateline.text import opened, parse, zones

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from dateline.annotations import Annotations

# Words of the headline and first sentences: whole sentences until there are so many, cut at most.
_LEAD, _LEAD_MOST = 60, 90
# Rarity of two rare words: what holds less says little of itself. Set by hand, not tuned.
_LITTLE = 10.0
_NAMES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "NORP", "WORK_OF_ART")
_PLACES = ("GPE", "LOC", "FAC")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
# "6. 1 - magnitude", "2: 30 pm": some pages set marks apart.
_SET_APART = re.compile(r"(?<=\d)([.,:]) (?=\d)")


@dataclass(frozen=True, slots=True)
class Bag:
    """Words with weights: each times its rarity, damped, all of length 1 together."""

    weights: dict[str, float]

    @classmethod
    def of(cls, words: Iterable[str]) -> Bag:
        """The bag of some words."""
        counts = sorted(Counter(words).items())
        raw = {word: (1 + log(count)) * rarity(word) for word, count in counts}
        length = sqrt(sum(weight * weight for weight in raw.values()))
        return cls({word: weight / length for word, weight in raw.items() if length})

    def cosine(self, other: Bag) -> float:
        """How alike two bags are, 0 to 1."""
        few, many = sorted((self.weights, other.weights), key=len)
        return sum(weight * many.get(word, 0.0) for word, weight in few.items())

    def share_in(self, other: Bag) -> float:
        """The share of this one's rarity that is in the other, 0 to 1; little of little."""
        whole = found = 0.0
        for word in self.weights:
            whole += rarity(word)
            found += rarity(word) if word in other.weights else 0.0
        return found / max(whole, _LITTLE)


@dataclass(frozen=True, slots=True)
class Profile:
    """What one report shows of its story.

    Attributes:
        id: the report's.
        published: its date, ISO, where known.
        words: all words outside byline, dateline and boilerplate.
        lead: those of the headline and first sentences, `lead_names` the names among them.
        names: of people, places, bodies and works; `people` by last names, `places` by all words.
        person: the last name of whoever is named most, if anybody.
        numbers: those that are no years.
        years: those written out anywhere, its own included.
        length: how many words it has.
    """

    id: str
    published: str | None
    words: Bag
    lead: Bag
    names: Bag
    lead_names: Bag
    people: Bag
    places: Bag
    numbers: Bag
    years: frozenset[str]
    person: str | None
    length: int


def profile(report: str | Document | Record) -> Profile:
    """What a report shows of its story; a pure function of its text and date.

    Raises:
        SetupError: the English model is not installed.
    """
    if isinstance(report, Record):
        report = report.document
    if isinstance(report, str):
        report = document(report)
    read = parse(zones(opened(report)))
    told = list(_told(read))
    by_sentence = [_title(report), *(_words(sentence.text) for sentence in told)]
    words = [word for sentence in by_sentence for word in sentence]
    lead = _lead(by_sentence)
    names = _named(told, _NAMES)
    people = [name[-1] for name in _named(told, ("PERSON",))]
    flat = [word for name in names for word in name]
    return Profile(
        id=report.id,
        published=report.published,
        words=Bag.of(words),
        lead=Bag.of(lead),
        names=Bag.of(flat),
        lead_names=Bag.of(set(flat) & set(lead)),
        people=Bag.of(people),
        places=Bag.of(word for name in _named(told, _PLACES) for word in name),
        numbers=Bag.of(w for w in words if w[0].isdigit() and not _YEAR.fullmatch(w)),
        years=frozenset(_years(read, report)),
        person=max(people, key=lambda name: (people.count(name), name)) if people else None,
        length=len(words),
    )


def _told(read: Annotations) -> Iterator[Span]:
    """The sentences that tell the story; all of them on a page that has none."""
    doc: Doc = read.doc
    chosen = [sentence for sentence in read.sentences if not sentence.silent]
    for sentence in chosen or read.sentences:
        yield doc[sentence.first_token : sentence.last_token]


def _title(report: Document) -> list[str]:
    """The words of a title that the text does not have itself."""
    return _words(report.title) if report.title and report.title not in report.text else []


def _words(text: str) -> list[str]:
    text = _POSSESSIVE.sub("", _SET_APART.sub(r"\1", text))
    return [word.lower() for word in _WORD.findall(text)]


def _lead(sentences: list[list[str]]) -> list[str]:
    found: list[str] = []
    for words in sentences:
        if len(found) >= _LEAD:
            break
        found += words
    return found[:_LEAD_MOST]


def _named(sentences: list[Span], kinds: tuple[str, ...]) -> list[list[str]]:
    """The names of some kinds, each as its words."""
    named = (_words(e.text) for s in sentences for e in s.ents if e.label_ in kinds)
    return [words for words in named if words]


def _years(read: Annotations, report: Document) -> Iterator[str]:
    yield from (word for word in _WORD.findall(read.text) if _YEAR.fullmatch(word))
    if report.published:
        yield report.published[:4]
