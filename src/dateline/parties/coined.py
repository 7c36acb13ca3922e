"""Armed groups that no table knows, by the words that the report itself puts around their names."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dateline.annotations import Annotations, Sentence
from dateline.parties.entities import Entity
from dateline.parties.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What stands between the words of a name, and how long a name may be.
_INNER = frozenset(["of", "the", "for", "de", "del", "la", "los", "-", "al", "el", "des"])
_LONGEST = 12
# How far after a name its apposition may tell what it is.
_REACH = 9
_SHORT = re.compile(r"[A-Z][A-Za-z-]{1,8}")
_NO_NAMES = frozenset(["NORP", "GPE", "LOC", "DATE", "LANGUAGE"])

Stretch = tuple[int, int]


def coined(
    annotations: Annotations,
    known: Container[int],
    peoples: Container[int],
    places: Mapping[int, int],
) -> Iterator[tuple[Stretch, Entity]]:
    """Every mention of a group that the report names and shows to be armed, in no order.

    Nothing in a report without capitals, where a name cannot be told from its words.

    Args:
        annotations: the report.
        known: the tokens of names that the tables know.
        peoples: those of names of states, peoples and regions, which may stand inside a name.
        places: the tokens of place names.

    Yields:
        The tokens of a mention, end exclusive, and the group; its side is the short form that
        stands in brackets after its name, else the name.
    """
    if annotations.case != "mixed":
        return
    doc = annotations.doc
    names: dict[tuple[str, ...], Entity] = {}
    for sentence in annotations.sentences:
        if sentence.zone != "headline" and not sentence.silent:
            for first, last in _runs(doc, sentence, known):
                tribe = all(i in peoples for i in range(first, last))
                if not tribe and _is_armed(doc, first, last, places):
                    names |= _named(doc, first, last)
    if names:
        yield from _mentions(doc, names, known)


def _runs(doc: Doc, sentence: Sentence, known: Container[int]) -> Iterator[Stretch]:
    """The stretches of capitalised words in a sentence, small words between them included."""
    first: int | None = None
    last = 0
    for index in range(sentence.first_token, sentence.last_token + 1):
        inside = index < sentence.last_token and index not in known
        if inside and _is_capital(doc[index]):
            leads = doc[index].lower_ in ("the", "a", "an") or _is_people_of(doc, index)
            if first is None and not leads:
                first = index
            last = index + 1
        elif first is not None and not (inside and _joins(doc, first, index)):
            if last - first <= _LONGEST:
                yield first, last
            first = None


def _joins(doc: Doc, first: int, index: int) -> bool:
    """Whether a small word goes on with a name: "and" only in "Movement for Bread and Peace"."""
    word = doc[index].lower_
    inside = any(token.lower_ in ("of", "for") for token in doc[first:index])
    return word in _INNER or (word == "and" and inside and doc[index + 1].text != "the")


def _is_people_of(doc: Doc, index: int) -> bool:
    """ "Members of the", "Hundreds of": no name, but at the start of a sentence."""
    word = doc[index].lower_
    noun = lexicon().nouns.get(word)
    armed = noun is not None and noun.plural and noun.kind != "civilian"
    counts = word in lexicon().quantifiers or armed
    return counts and doc[index + 1 : index + 2].text == "of"


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ != "PRON"


def _is_armed(doc: Doc, first: int, last: int, places: Mapping[int, int]) -> bool:
    """Whether a name is one of people in arms, by its own words or by those around it."""
    words = [token.lower_ for token in doc[first:last]]
    tables = lexicon()
    if not tables.unarmed_names.isdisjoint(words):
        return False
    if last - first > 1 and words[-1] in tables.armed_names:
        return True
    if all(i in places for i in range(first, last)) or doc[first].pos_ in ("ADJ", "VERB", "ADV"):
        return False
    if all(t.ent_type_ in _NO_NAMES for t in doc[first:last] if _is_capital(t)):
        return False
    return _called_armed(doc, first, last)


def _called_armed(doc: Doc, first: int, last: int) -> bool:
    """Whether "militia" follows, "gunmen of" stands before, or an apposition tells it."""
    tables = lexicon()
    after = [token.lower_ for token in doc[last : last + _REACH]]
    short = after[:1] == ["("] and after[2:3] == [")"]
    after = after[3:] if short else after
    if after and after[0] in tables.armed_heads:
        return True
    before = [token.lower_ for token in doc[max(0, first - 6) : first] if token.lower_ != "the"]
    if before[-1:] == ["of"] and before[-2:-1] and before[-2] in tables.armed_people:
        return True
    for way in (["known", "as"], ["called"], []):
        kept = before[: -len(way)] if way else before
        if before[-len(way) :] == way or not way:
            if kept and kept[-1] in tables.armed_heads:
                return True
            grouped = kept[-1:] and kept[-1] in tables.bands
            if grouped and not tables.arming.isdisjoint(kept):
                return True
    if after[:1] == [","] and after[1:2] and after[1] in ("a", "an", "the"):
        told = after[2:]
        told = told[: told.index(",")] if "," in told else told
        kinds = [i for i, word in enumerate(told) if word in tables.bands | tables.armed_heads]
        if kinds:
            head = told[kinds[0]]
            return head in tables.armed_heads or not tables.arming.isdisjoint(told[: kinds[0]])
    return False


def _named(doc: Doc, first: int, last: int) -> dict[tuple[str, ...], Entity]:
    """A name and its short form, as words, with the group that they stand for."""
    name = doc[first:last].text
    found = [tuple(token.text for token in doc[first:last])]
    side = name
    if last + 2 < len(doc) and doc[last].text in ("(", "[") and doc[last + 2].text in (")", "]"):
        short = doc[last + 1].text
        if _SHORT.fullmatch(short) and short[:2].isupper():
            side = short
            found.append((short,))
    entity = Entity(f"coined {name}", side, "group", name=name)
    return dict.fromkeys(found, entity)


def _mentions(
    doc: Doc, names: Mapping[tuple[str, ...], Entity], known: Container[int]
) -> Iterator[tuple[Stretch, Entity]]:
    """Where the names stand, the longest first at each place, none inside another."""
    sizes: Sequence[int] = sorted({len(words) for words in names}, reverse=True)
    firsts = {words[0] for words in names}
    texts = [token.text for token in doc]
    index = 0
    while index < len(texts):
        step = 1
        for size in sizes if texts[index] in firsts else ():
            entity = names.get(tuple(texts[index : index + size]))
            if entity is not None and not any(i in known for i in range(index, index + size)):
                yield (index, index + size), entity
                step = size
                break
        index += step
