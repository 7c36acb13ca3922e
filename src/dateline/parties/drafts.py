"""Party phrases as they are being worked out: tokens, class, what is known of name and side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.gazetteer.countries import countries
from dateline.parties.coined import coined
from dateline.parties.entities import Entity
from dateline.parties.lexicon import lexicon
from dateline.parties.tables import Hit, find_names

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_ALPHA3 = 3
# Within how many words a report says who put it out: "(RADIO X) -- [TEXT]".
_OPENING = 24
# Names of states that may stand inside the name of a group.
_SWALLOWED = frozenset(["adjective", "state", "people", "region", "regional people", "capital"])
_QUOTATION = 200


def is_state(side: str) -> bool:
    """Whether a side is a state, by its code, or nobody in particular."""
    return side in ("", "unknown") or (len(side) == _ALPHA3 and side in countries())


@dataclass(slots=True)
class Draft:
    """A phrase that may name a party.

    `first` to `last` (exclusive) and `head` are token numbers.
    """

    first: int
    last: int
    head: int
    kind: str
    side: str = ""
    lemma: str = ""
    name: str = ""
    entity: Entity | None = None
    plural: bool = False
    definite: bool = False
    owned: bool = False  # a state or group in the phrase itself settles its side
    bare: bool = False  # a modifier or a weak head: no party for a pronoun to stand for
    sentence: int = 0
    antecedent: Draft | None = None  # the earlier mention that a pronoun or "the group" stands for


@dataclass(frozen=True, slots=True)
class Known:
    """A name of the tables on the tokens of the parse."""

    first: int
    last: int
    entity: Entity
    hit: Hit


class Page:
    """One report with what every step of this room asks of it, computed once."""

    def __init__(self, annotations: Annotations) -> None:
        self.annotations = annotations
        self.doc: Doc = annotations.doc
        self.text = annotations.text
        self.loose = annotations.case != "mixed"
        self.lower = [token.lower_.replace("’", "'") for token in self.doc]
        self.pos = [token.pos_ for token in self.doc]
        self.dep = [token.dep_ for token in self.doc]
        self.up = [token.head.i for token in self.doc]
        self.sentence_of = self._sentence_numbers()

    def _sentence_numbers(self) -> list[int]:
        numbers = [0] * len(self.doc)
        for sentence in self.annotations.sentences:
            for index in range(sentence.first_token, sentence.last_token):
                numbers[index] = sentence.index
        return numbers

    @cached_property
    def token_at(self) -> dict[int, int]:
        """Token number by each character it covers the start or the end of."""
        found: dict[int, int] = {}
        for token in self.doc:
            for offset in range(token.idx, token.idx + len(token.text)):
                found[offset] = token.i
        return found

    @cached_property
    def year(self) -> int | None:
        """The year the report was written in, None where nothing proves it."""
        published = self.annotations.document.published
        return int(published[:4]) if published else None

    @cached_property
    def known(self) -> list[Known]:
        """The names of the tables, in order, those that other names swallow left out."""
        found: list[Known] = []
        case = self.annotations.case
        touched = {place.country or "" for place in self.annotations.places}
        for hit in find_names(self.text, case, year=self.year):
            group = hit.entity.kind == "group"
            touched.update(hit.entity.countries if group else {hit.entity.side})
        for hit in find_names(self.text, case, touched, self.year):
            first, last = self.token_at.get(hit.start), self.token_at.get(hit.end - 1)
            if first is None or last is None or self._swallowed(hit, first, last):
                continue
            found.append(Known(first, last + 1, self._meant(hit), hit))
        return self._with_coined(found)

    def _with_coined(self, found: list[Known]) -> list[Known]:
        """The names of the tables with those of groups that only the report itself tells of."""
        weak = [name for name in found if name.entity.kind in _SWALLOWED]
        held = {id(one) for one in weak}
        soft = {i for one in weak for i in range(one.first, one.last)}
        strong = {i for n in found if id(n) not in held for i in range(n.first, n.last)}
        new: dict[int, Known] = {}
        for (first, last), entity in coined(self.annotations, strong, soft, self.place_at):
            hit = Hit(self.doc[first].idx, self.doc[last - 1].idx + len(self.doc[last - 1]), entity)
            new.update(dict.fromkeys(range(first, last), Known(first, last, entity, hit)))
        if not new:
            return found
        inside = {id(one) for one in weak if any(i in new for i in range(one.first, one.last))}
        kept = [one for one in found if id(one) not in inside]
        groups = {one.first: one for one in new.values()}
        return sorted([*kept, *groups.values()], key=lambda one: one.first)

    def _meant(self, hit: Hit) -> Entity:
        """The entity of a name; one that two states bear is the one the report is set in."""
        name = self.text[hit.start : hit.end].title()
        codes = lexicon().namesakes.get(name, ())
        if hit.entity.side not in codes:
            return hit.entity
        told = [
            place.country
            for place in self.annotations.places
            if place.span.of(self.text).title() != name
        ]
        best = max(codes, key=told.count)
        return replace(hit.entity, key=best, side=best) if told.count(best) else hit.entity

    @cached_property
    def place_at(self) -> dict[int, int]:
        """For each token of a named place, the number of the place in `annotations.places`."""
        found: dict[int, int] = {}
        for number, place in enumerate(self.annotations.places):
            for token in self.annotations.tokens(place.span):
                found[token.i] = number
        return found

    @cached_property
    def known_at(self) -> dict[int, Known]:
        """The name of the tables that each token belongs to."""
        return {index: name for name in self.known for index in range(name.first, name.last)}

    @cached_property
    def publisher(self) -> Draft | None:
        """The publisher as a party that may say "we", if the tables know it as no medium."""
        name = self.annotations.document.publisher or ""
        for hit in find_names(name, "mixed"):
            if hit.entity.kind in ("office", "force", "international", "organisation", "state"):
                return Draft(0, 1, 0, hit.entity.kind, hit.entity.side, name=name)
        return self.voice

    @cached_property
    def voice(self) -> Draft | None:
        """The armed group that put the report out, told in its opening.

        Its own medium stands there, or its name as that of the author: "[REPORT] [FMLN]".
        """
        for name in self.known:
            if name.first > _OPENING:
                break
            own = name.entity.kind == "media" and not is_state(name.entity.side)
            signed = self.lower[max(0, name.first - 2) : name.first] == ["]", "["]
            if own or (signed and name.entity.kind == "group"):
                return Draft(0, 1, 0, "group", name.entity.side, name=name.entity.side)
        return None

    def quoted(self, index: int) -> bool:
        """Whether a token stands inside quotation marks that its sentence opened."""
        first = self.annotations.sentences[self.sentence_of[index]].first_token
        words = self.lower[max(first, index - _QUOTATION) : index]
        return words.count("“") > words.count("”") or bool(words.count('"') % 2)

    @cached_property
    def people(self) -> list[tuple[int, int]]:
        """The person names the parser found, as token ranges."""
        return [(entity.start, entity.end) for entity in self.doc.ents if entity.label_ == "PERSON"]

    def _swallowed(self, hit: Hit, first: int, last: int) -> bool:
        """Whether the name is only a part of another place's or person's name."""
        if hit.entity.kind == "person":
            return first == last and self._in_other_name(first)
        if hit.entity.kind not in ("state", "adjective", "capital", "people"):
            return False
        number = self.place_at.get(first)
        if number is not None:
            place = self.annotations.places[number]
            longer = place.span.end - place.span.start > hit.end - hit.start + 1
            return longer and place.kind not in ("country", "adjective")
        if self.loose or hit.entity.kind == "adjective":
            return False
        following = self.doc[last + 1] if last + 1 < len(self.doc) else None
        return (
            hit.entity.kind == "state"
            and following is not None
            and following.ent_type_ == "PERSON" == self.doc[first].ent_type_
            and following.ent_iob_ == "I"
        )

    def _in_other_name(self, index: int) -> bool:
        """Whether a last name alone stands inside somebody else's name ("Ibrahim Hamed")."""
        titles, nouns = lexicon().titles, lexicon().nouns
        for near in (index - 1, index + 1):
            if 0 <= near < len(self.doc) and self.doc[near].pos_ == "PROPN":
                word = self.lower[near]
                other = self.doc[near].text[:1].isupper() and self.doc[near].ent_type_ == "PERSON"
                if other and word not in titles and word not in nouns:
                    return True
        return False

    def subject(self, index: int) -> bool:
        """Whether the token acts: subject, agent, or conjunct of one."""
        for _ in range(4):
            dep = self.dep[index]
            if dep in ("nsubj", "nsubjpass", "csubj"):
                return True
            if dep == "pobj":
                return self.lower[self.up[index]] == "by"
            if dep not in ("conj", "appos"):
                return False
            index = self.up[index]
        return False

    def in_headline(self, index: int) -> bool:
        """Whether the token stands in a headline, where capitals tell no name."""
        sentences = self.annotations.sentences
        return bool(sentences) and sentences[self.sentence_of[index]].zone == "headline"

    def words(self, first: int, last: int) -> list[str]:
        """The lower-case words of a stretch of tokens."""
        return self.lower[first:last]

    def token(self, index: int) -> Token:
        """The token with this number."""
        return self.doc[index]


def is_speech(page: Page, index: int) -> bool:
    """Whether the token is subject of a verb of speech."""
    verb = page.doc[page.up[index]].lemma_.lower()
    return page.dep[index] == "nsubj" and verb in lexicon().speech
