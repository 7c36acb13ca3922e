"""The people and bodies that a report introduces: full names, and who "the minister" is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from dateline.annotations import Annotations
from dateline.statements.phrases import is_title, offices_alike, word_list
from dateline.statements.tree import phrase_end, phrase_start

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,5}")
# How far before and behind a name its office is told, in tokens.
_BEFORE, _BEHIND = 14, 14
_STOPS = frozenset([".", ";", "?", "!", ":", "(", "[", "]", '"', "“", "”", "--", "—"])
_DAYS = frozenset(["today", "yesterday", "tonight", "tomorrow", "also"])
_JOINTS = frozenset(["and", "but", "or", "while", "when", "that", "who", "which"])
# Letters from which on a name may be misspelt by one, by two letters.
_ONE_SLIP, _TWO_SLIPS = 5, 8
_AFTER_NAMES = ("VBD", "VBZ", "VBP", "MD")
_CAPITALS = ("PROPN", "NOUN", "ADJ", "X")


@dataclass(slots=True)
class Person:
    """Somebody the report names: the fullest name, where, and the words of every office told."""

    name: str
    places: list[int] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    peoples: set[str] = field(default_factory=set)

    def note(self, place: int, office: list[Token]) -> None:
        """Another mention, at token `place`, with the words of the office told there."""
        self.places.append(place)
        lemmas = {token.lemma_.lower() for token in office}
        self.words |= lemmas | {lemma.rstrip(".") for lemma in lemmas}
        # The office in full, for names of several words: "world health organization".
        told = " ".join(token.text for token in sorted(office, key=lambda t: t.i))
        self.words |= {re.sub(r"\bWHO\b", "world health organization", told).casefold()}
        self.peoples |= _peoples(office)

    def last_before(self, token: int) -> int:
        """The last place before `token` that names the person; -1 for none."""
        return max((place for place in self.places if place <= token), default=-1)


class Cast:
    """Everybody whom one report names, found once by any spelling of the name."""

    def __init__(self, annotations: Annotations) -> None:
        self._people: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        doc = annotations.doc
        mentions = list(_mentions(annotations))
        for first, last in sorted(mentions, key=lambda m: (m[0] - m[1], m[0])):
            name = _written(doc, first, last)
            if _NAME.fullmatch(name):
                self._take(doc, first, last, name)
        self._take_again(doc, {i for first, last in mentions for i in range(first, last)})

    def _take_again(self, doc: Doc, taken: set[int]) -> None:
        """The mentions of the people found that the tagger has passed over, by last name."""
        known = {_key(one.name.split()[-1]): one for one in self._people}
        for token in doc:
            person = known.get(_key(token.text)) if token.i not in taken else None
            if person is None or token.pos_ not in _CAPITALS:
                continue
            theirs = {_key(word) for word in person.name.split()}
            first = token.i
            while first > 0 and _key(doc[first - 1].text) in theirs:
                first -= 1
            before = doc[first - 1] if first else token
            if before.pos_ == "PROPN" and not (is_title(before) or before.ent_type_ == "PERSON"):
                continue
            person.note(token.i, _offices_at(doc, first, token.i + 1))

    def _take(self, doc: Doc, first: int, last: int, name: str) -> None:
        person = self.named(name, first)
        if person is None:
            person = Person(name)
            self._people.append(person)
            for word in name.split():
                self._by_word.setdefault(_key(word), []).append(person)
        person.note(last - 1, _offices_at(doc, first, last))

    def named(self, name: str, at: int = -1) -> Person | None:
        """Who bears a name, or part of it, or a name but for a letter or two.

        Of several with one last name, whoever was named last before token `at`.
        """
        words = [_key(word) for word in name.split()]
        fitting = [one for one in self._by_word.get(words[-1], ()) if _bears(one.name, words)]
        if not fitting:
            return next((one for one in self._people if _misspelt(words, one.name)), None)
        by_last_name = [one for one in fitting if _key(one.name.split()[-1]) == words[-1]]
        return max(by_last_name or fitting, key=lambda one: one.last_before(at))

    def described(self, noun: Token) -> Person | None:
        """Who "the minister" is: whoever fits best of those told of before with that office."""
        office = noun.lemma_.lower()
        asked = _Asked.of(noun, office)
        best, score = None, (0, -1)
        for person in self._people:
            exact = office in person.words
            if not exact and not offices_alike(office) & person.words:
                continue
            last = person.last_before(noun.i)
            if not asked.allows(person):
                continue
            fits = len(asked.words & person.words)
            if last < 0 and not (exact and fits == len(asked.words) > 0):
                continue  # told of later only: every word must agree
            found = (exact + fits, last)
            if found > score:
                best, score = person, found
        return best


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a description tells of the person beside the office."""

    words: set[str]
    peoples: set[str]

    @classmethod
    def of(cls, noun: Token, office: str) -> _Asked:
        phrase = noun.doc[phrase_start(noun) : phrase_end(noun)]
        words = {token.lemma_.lower() for token in phrase if token.is_alpha}
        return cls(words - {office, "the"}, _peoples(phrase))

    def allows(self, person: Person) -> bool:
        """Whether no word of the description speaks against the person."""
        if self.peoples and person.peoples and not self.peoples & person.peoples:
            return False
        asked, held = self.words & word_list("portfolios"), person.words & word_list("portfolios")
        return not asked or not held or bool(asked & held)


def _peoples(tokens: Iterable[Token]) -> set[str]:
    return {token.lower_ for token in tokens if token.ent_type_ == "NORP"}


def _mentions(annotations: Annotations) -> Iterator[tuple[int, int]]:
    """First and last token of each name of a person, titles left out."""
    doc = annotations.doc
    taken: set[int] = set()
    spans = [(e.start, e.end) for e in doc.ents if e.label_ == "PERSON"]
    for mention in annotations.parties:
        if mention.kind == "person" and mention.span.of(annotations.text)[:1].isupper():
            found = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
            if found is not None and found[-1].pos_ == "PROPN":
                spans.append((found.start, found.end))
    for start, end in spans:
        first, last = _without_titles(doc, start, end)
        if annotations.case == "upper":
            last = _stretched(doc, last)
        elif last - first > 1 and doc[first].is_upper and "." not in doc[first].text:
            continue  # "MSF Head": a body's letters and an office
        if first < last and not taken & set(range(first, last)):
            taken |= set(range(first, last))
            yield first, last


def _without_titles(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """A name without its titles, and without what the tagger has left at its end."""
    while last > first and _no_name(doc[last - 1]):
        last -= 1
    head = last - 1
    while head > first and doc[head - 1].pos_ == "PROPN" and not is_title(doc[head - 1]):
        head -= 1
    first = max(first, head) if is_title(doc[first]) or doc[first].is_lower else first
    while first < last and (is_title(doc[first]) or doc[first].pos_ == "DET"):
        first += 1
    return first, last


def _no_name(token: Token) -> bool:
    """What the tagger leaves at a name's end: "Garcia today", "Garcia's"."""
    return token.is_punct or token.lower_ in ("'s", "’s") or token.lower_ in _DAYS


def _stretched(doc: Doc, last: int) -> int:
    """A name in a report without capitals goes on over the words that English knows, too."""
    end = last
    while end < len(doc) and end - last < 2 and doc[end].is_alpha:
        token = doc[end]
        if token.tag_ not in ("NN", "NNP", "JJ") or token.lower_ in _DAYS:
            break
        if token.ent_type_ in ("DATE", "TIME"):
            break
        if token.lemma_.lower() in word_list("persons"):
            break
        end += 1
    if end == len(doc):
        return last
    closed = doc[end].text in (",", ".", "'s") or doc[end].tag_ in _AFTER_NAMES
    return end if closed or doc[end].lower_ in _DAYS else last


def _written(doc: Doc, first: int, last: int) -> str:
    text = " ".join(doc[first:last].text.split())
    return re.sub(r"(?:'s|’s)$", "", text)


def _key(word: str) -> str:
    return word.casefold().strip(".,'’")


def _bears(name: str, words: list[str]) -> bool:
    """Whether each of `words` is part of a name; initials count."""
    theirs = {_key(word) for word in name.split()}
    initials = {word[:1] for word in theirs}
    return all(word in theirs or (len(word) == 1 and word in initials) for word in words)


def _misspelt(words: list[str], name: str) -> bool:
    """Whether `words` are a name, or its last word, but for slips of the pen."""
    theirs = [_key(word) for word in name.split()]
    if len(words) > 1 and not _slip(words[0], theirs[0]):
        return False
    return _slip(words[-1], theirs[-1])


def _slip(one: str, other: str) -> bool:
    if one == other:
        return True
    length = min(len(one), len(other))
    allowed = 2 if length >= _TWO_SLIPS else 1 if length >= _ONE_SLIP else 0
    # Letters to change, add, drop or swap.
    return bool(allowed) and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _offices_at(doc: Doc, first: int, last: int) -> list[Token]:
    """The words of the office told right before a name, or right behind it after a comma."""
    found = _of_office(list(_before(doc, first)))
    if last < len(doc) and doc[last].text in (",", "(", "--", "-"):
        behind = []
        for token in doc[last + 1 : last + 1 + _BEHIND]:
            if token.text in _STOPS or token.text in (",", ")") or token.pos_ in ("VERB", "AUX"):
                break
            if token.lower_ in _JOINTS:
                break
            behind.append(token)
        found += _of_office(behind)
    return found


def _before(doc: Doc, first: int) -> Iterator[Token]:
    comma = first > 0 and doc[first - 1].text == ","
    for token in reversed(doc[max(0, first - _BEFORE) : first - comma]):
        if token.text in _STOPS or token.pos_ in ("VERB", "AUX", "SCONJ") or token.is_space:
            return
        if token.ent_type_ == "PERSON" and not is_title(token):
            return
        if not comma and (token.text == "," or token.lower_ in ("and", "by", "for", "to", "with")):
            return
        yield token


def _of_office(tokens: list[Token]) -> list[Token]:
    """The tokens, where one of them is an office."""
    titles = word_list("persons") | word_list("titles")
    told = any(token.lemma_.lower().rstrip(".") in titles for token in tokens)
    return tokens if told else []
