"""The bodies that a report names: full names for abbreviations, and who "the station" is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.statements.phrases import (
    is_name,
    is_person,
    name_text,
    offices_alike,
    phrase_words,
    word_list,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_BRACKET = re.compile(r" ?[\[(]([^\W\d_][\w.-]{1,9})[\])]")
_SMALL = frozenset(["of", "for", "the", "and", "in", "on", "de", "del", "la", "y", "to", "against"])
# Words before a bracket among which the name that it shortens is sought.
_REACH = 12
# A name in quotation marks before its abbreviation: '"Army of the Night" ('.
_QUOTED = re.compile(r"[\"“](?P<name>[^\"“”\n]{4,})[\"”] ?[(\[]$")
_LONGEST_NAME = 80
_NO_BODIES = frozenset(["GPE", "DATE", "TIME", "CARDINAL", "PERSON"])
_KINDS = frozenset(
    ["media", "organisation", "international", "group", "unit", "force", "office", "state"]
)


class Bodies:
    """Every body that one report names, as a question: which one does a description mean?"""

    def __init__(self, annotations: Annotations) -> None:
        self._annotations = annotations
        pairs = _abbreviated(annotations)
        pairs |= _shortened(annotations.text, annotations.case == "upper")
        self._short = {letters.casefold(): name for letters, name in pairs.items()}
        self._bracketed = {
            key.casefold(): f"{name} ({letters})"
            for letters, name in pairs.items()
            for key in (letters, name)
        }
        self._found: list[tuple[int, Token, frozenset[str]]] | None = None

    def in_full(self, name: str) -> str:
        """A name with its abbreviation, "National Front (NF)", where the report brackets the two.

        An abbreviation alone is spelt out where words beside each other begin with its letters.
        """
        both = self._bracketed.get(name.casefold())
        return both or (name if " " in name else self._spelt_out(name))

    def _spelt_out(self, letters: str) -> str:
        key = letters.casefold()
        if key not in self._short:
            pattern = r"\b" + r"\w+ ".join(re.escape(letter) for letter in letters) + r"\w+"
            fits = 1 < len(letters) < 6 and letters.isupper()
            match = re.search(pattern, self._annotations.text) if fits else None
            self._short[key] = match.group() if match else letters
        return self._short[key]

    def described(self, noun: Token) -> Token | None:
        """The head of the last name of a body before `noun` that the description fits."""
        lemma = noun.lemma_.lower()
        alike = offices_alike(lemma) | {lemma}
        more = phrase_words(noun) - {lemma}
        loose = None
        for place, head, words in reversed(self._named()):
            if place >= noun.i or not alike & words:
                continue
            if more & words or not more:
                return head
            loose = loose or head
        return loose

    def _named(self) -> list[tuple[int, Token, frozenset[str]]]:
        if self._found is None:
            self._found = self._all()
        return self._found

    def _all(self) -> list[tuple[int, Token, frozenset[str]]]:
        doc = self._annotations.doc
        found: dict[int, Token] = {}
        for entity in doc.ents:
            if entity.label_ == "ORG":
                found[entity.root.i] = entity.root
        for mention in self._annotations.parties:
            if mention.kind in _KINDS:
                span = doc.char_span(mention.head.start, mention.head.end, alignment_mode="expand")
                if span is not None:
                    found.setdefault(span[-1].i, span[-1])
        media = {m.head.start for m in self._annotations.parties if m.kind == "media"}
        out = []
        for place, head in sorted(found.items()):
            if is_name(head):
                words = phrase_words(head) | _kind_before(head)
                out.append((place, head, words | ({"newspaper"} if head.idx in media else set())))
        return out


def _kind_before(head: Token) -> frozenset[str]:
    """ "the daily El Nacional", "the agency, Tass": what a name is said to be."""
    found = {c.lemma_.lower() for c in head.lefts if c.pos_ == "NOUN"}
    above = head.head
    if head.dep_ == "appos" and above.pos_ == "NOUN":
        found.add(above.lemma_.lower())
    return frozenset(found)


def _abbreviated(annotations: Annotations) -> dict[str, str]:
    """Abbreviations of another language in brackets → the body's name right before them."""
    doc, capitals = annotations.doc, annotations.case == "upper"
    found: dict[str, str] = {}
    for token in doc[2:-1]:
        if token.nbor(-1).text not in ("(", "[") or token.nbor(1).text not in (")", "]"):
            continue
        noun, short = token.nbor(-2), token.text.upper() if capitals else token.text
        if not (short.isupper() and short.isalpha() and len(short) > 2 and token.text[0].isupper()):
            continue
        if token.ent_type_ in _NO_BODIES:
            continue
        quoted = _QUOTED.search(annotations.text, max(0, token.idx - _LONGEST_NAME), token.idx)
        if quoted is None and (noun.pos_ not in ("NOUN", "PROPN") or is_person(noun)):
            continue
        name = quoted["name"] if quoted else name_text(noun)
        if " " in name:
            found.setdefault(short, name)
    return found


def _shortened(text: str, capitals: bool) -> dict[str, str]:
    """Abbreviations in brackets → the words before them that they stand for."""
    found: dict[str, str] = {}
    for match in _BRACKET.finditer(text):
        letters = [letter for letter in match.group(1).casefold() if letter.isalpha()]
        if not 2 <= len(letters) <= 8:
            continue
        before = re.split(r"[ \n]", text[max(0, match.start() - 150) : match.start()])[-_REACH:]
        left, at = sorted(letters), len(before)
        while left and at > 0 and before[at - 1]:
            at -= 1
            word = before[at].casefold().strip("'’\"“”")
            if word[:1] in left:
                left.remove(word[:1])
            elif word not in _SMALL:
                break
        while at > 0 and before[at - 1][:1].isupper() and before[at - 1][0].casefold() in letters:
            at -= 1
        if not left and len(before) - at > 1:
            short = match.group(1).upper() if capitals else match.group(1)
            found.setdefault(short, " ".join(before[at:]).strip("'\"“”"))
    return found


def may_be_body(noun: Token) -> bool:
    """Whether a description may stand for a body named before: "the station", "the committee"."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in word_list("body_kinds")
