"""Party phrases around common nouns ("Ukrainian troops", "the gunmen")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.parties.drafts import Draft, Known, Page
from dateline.parties.lexicon import Noun, lexicon

_LEFT = frozenset(["DET", "NUM", "ADJ", "NOUN", "PROPN", "PRON", "ADV", "SYM", "X"])
_CLAUSE_ROLES = frozenset(["nsubj", "dobj", "pobj", "npadvmod", "advcl", "nsubjpass"])
_NOUN_ROLES = frozenset(["nsubj", "pobj", "dobj", "conj", "nsubjpass", "compound"])
_ANYBODY = frozenset(["man", "men", "people", "person", "persons"])
_NATIONAL = frozenset(["adjective", "state", "region"])
_POSSESSIVE = frozenset(["'s", "'", "’"])
_WAYS = frozenset(["of", "from", "belonging", "loyal"])
_LONGEST = 14
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_ORDINAL = re.compile(r"\d+(st|nd|rd|th|d)?$", re.IGNORECASE)


def is_ordinal(word: str) -> bool:
    """Whether a word numbers a unit: "31st"; a plain number counts things."""
    return bool(_ORDINAL.match(word)) and not word.isdigit()


def noun_at(page: Page, index: int) -> tuple[Noun, int] | None:
    """The party noun whose last word is the token, and where it starts."""
    word = page.lower[index]
    if index:
        pair = lexicon().pairs.get((page.lower[index - 1], word))
        if pair is not None:
            return pair, index - 1
        if index > 1 and page.lower[index - 1] == "-":
            pair = lexicon().pairs.get((page.lower[index - 2], word))
            if pair is not None:
                return pair, index - 2
    noun = lexicon().nouns.get(word)
    return (noun, index) if noun is not None else None


def noun_phrases(page: Page) -> Iterator[Draft]:
    """A draft for each common noun that makes a phrase a party."""
    for token in page.doc:
        found = noun_at(page, token.i)
        if found is None or not _is_noun(page, token.i) or _in_name(page, token.i):
            continue
        if _in_place(page, token.i):
            continue
        noun, start = found
        if is_modifier(page, token.i):
            if token.text == "General" or page.lower[token.i] == "resistance":
                continue  # "the General Coordination", "a resistance committee"
            if noun.lemma in lexicon().labels and noun_at(page, page.up[token.i]) is None:
                continue  # "a terrorist attack"
            if noun.kind in ("group", "force", "crowd") or noun.lemma in lexicon().acting_bodies:
                yield _modifier(page, token.i, start, noun)
            continue
        draft = _phrase(page, token.i, start, noun)
        if draft is not None:
            yield draft


def _in_name(page: Page, index: int) -> bool:
    """Whether the noun is part of a known body's name ("Islamic State", "Foreign Office")."""
    name = page.known_at.get(index)
    return name is not None and name.entity.kind not in ("state", "adjective", "people", "region")


def _in_place(page: Page, index: int) -> bool:
    """Whether the noun is a later word of a place's name ("Port-au-Prince", "Katsina State")."""
    if index > 1 and page.lower[index - 1] == "-" and page.lower[index - 2] in lexicon().particles:
        return True
    number = page.place_at.get(index)
    return number is not None and page.place_at.get(index - 1) == number


def left_edge(page: Page, head: int, start: int) -> int:
    """Where the phrase of `head` begins; `start` is the first token of its noun."""
    first, index = start, start - 1
    while index >= 0 and start - index < _LONGEST:
        if page.sentence_of[index] != page.sentence_of[head]:
            break
        word = page.lower[index]
        if (word in _POSSESSIVE and page.dep[index] == "case") or word == "-":
            index -= 1
            continue
        if page.lower[index + 1] == "-" and page.lower[index + 2] in lexicon().backed | {"led"}:
            # "US-led warplanes"
            known = page.known_at.get(index)
            first = known.first if known is not None else index
            index = first - 1
            continue
        if not _belongs(page, index, first, head):
            break
        known = page.known_at.get(index)
        first = known.first if known is not None and known.last <= head + 1 else index
        index = first - 1
    return first


def _belongs(page: Page, index: int, first: int, head: int) -> bool:
    """Whether the token is a modifier in the phrase that so far starts at `first`."""
    word = page.lower[index]
    if page.doc[index].is_punct or page.doc[index].is_space:
        return first > index + 1 and page.lower[index] in ('"', "“", "”") and page.up[index] == head
    if _CLOCK.fullmatch(word):
        return False
    if page.doc[index].ent_type_ == "DATE" != page.doc[head].ent_type_ and not is_ordinal(word):
        return False
    if page.loose:
        return page.pos[index] in ("ADJ", "NUM", "DET", "PROPN") or (
            page.pos[index] == "NOUN" and page.up[index] > index and page.up[index] <= head
        )
    inside = index < page.up[index] <= head
    if page.pos[index] in ("VERB", "AUX"):
        return inside and page.dep[index] in ("amod", "compound", "nmod")
    if page.pos[index] == "ADP":
        return inside and page.dep[index] in ("quantmod", "advmod") and head - index < 6
    if page.pos[index] not in _LEFT:
        return False
    return inside and page.dep[index] not in _CLAUSE_ROLES


def _is_noun(page: Page, index: int) -> bool:
    pos = page.pos[index]
    if pos in ("NOUN", "PROPN"):
        return True
    if pos == "ADJ" and page.dep[index] in ("amod", "nmod"):
        noun = lexicon().nouns.get(page.lower[index])
        return noun is not None and noun.kind == "group" and page.up[index] > index
    if page.loose:
        return pos not in ("VERB", "AUX") or page.dep[index] in _NOUN_ROLES
    return pos == "ADJ" and page.dep[index] in _NOUN_ROLES


def is_modifier(page: Page, index: int) -> bool:
    """Whether the noun only qualifies a noun to its right ("rebel group", "army command")."""
    after = index + 1
    if after >= len(page.doc) or page.sentence_of[after] != page.sentence_of[index]:
        return False
    if page.lower[after] == "-" and after + 1 < len(page.doc):
        return page.lower[after + 1] in lexicon().held | lexicon().backed | {"led"}
    if page.dep[index] in ("compound", "amod", "nmod") and page.up[index] > index:
        return page.up[index] - index < 5
    return page.loose and page.pos[after] == "NOUN" and noun_at(page, after) is not None


def _modifier(page: Page, index: int, start: int, noun: Noun) -> Draft:
    first = start
    if (
        start
        and (name := page.known_at.get(start - 1))
        and name.entity.kind in ("adjective", "region")
    ):
        first = name.first
    return Draft(
        first, index + 1, index, noun.kind, lemma=noun.lemma, plural=True, bare=True, definite=True
    )


def _phrase(page: Page, index: int, start: int, noun: Noun) -> Draft | None:
    first = left_edge(page, index, start)
    draft = Draft(first, index + 1, index, noun.kind, lemma=noun.lemma, plural=noun.plural)
    if noun.kind in ("materiel", "paper") and not page.subject(index):
        return None
    words = page.words(first, start)
    if words and words[0] == "no" and not noun.plural:
        return None  # "No group has claimed the attack"
    if (
        noun.lemma == "head"
        and words
        and words[0] in lexicon().possessives
        and not _acts(page, index)
    ):
        return None  # "injuries on her head"
    draft.definite = bool(words) and words[0] in lexicon().determiners
    if words and words[0] in ("a", "an", "one", "another"):
        draft.plural = False
    if noun.lemma in _ANYBODY and not lexicon().armed.isdisjoint(words):
        draft.kind = "unknown"
    if noun.kind == "unit" and (unit := _unit_name(page, draft, start)) is not None:
        draft.name = unit
    _extend(page, draft)
    owner = any(i in page.known_at for i in range(draft.first, draft.last))
    possessed = bool(words) and words[0] in lexicon().possessives
    if noun.kind == "member" and not owner:
        return None
    if noun.lemma in lexicon().weak and not (
        owner or draft.name or possessed or _acts(page, index)
    ):
        reports = noun.kind == "anonymous" and noun.plural
        if not reports and not _official(page, first, start):
            return None
    return draft


def _acts(page: Page, index: int) -> bool:
    return page.subject(index)


def _official(page: Page, first: int, start: int) -> bool:
    """Whether the words before a weak head make it a body of state ("security forces")."""
    return any(
        (
            (noun := lexicon().nouns.get(page.lower[i])) is not None
            and noun.kind in ("force", "office", "group")
        )
        or page.lower[i] in lexicon().official
        for i in range(first, start)
    )


def _unit_name(page: Page, draft: Draft, start: int) -> str | None:
    """A unit as written: "31st Brigade" from "Ukraine's 31st Brigade"; None for "the brigade"."""
    first = start
    while first > draft.first:
        word = page.doc[first - 1].text
        if _ORDINAL.match(word) or (word[:1].isupper() and word not in ("The", "A", "An")):
            if (name := page.known_at.get(first - 1)) and name.entity.kind in _NATIONAL:
                break
            first -= 1
        else:
            break
    if first == start:
        return None
    while page.lower[first] in _POSSESSIVE:
        first += 1
    stretch = page.doc[first : draft.head + 1]
    return stretch.text if first < draft.head else None


def _extend(page: Page, draft: Draft) -> None:
    """Take in "of X", "from X" where X names whose they are ("members of the Gulf Cartel")."""
    of = draft.last
    ways = _WAYS | {"for"} if draft.lemma in lexicon().spokesmen else _WAYS
    if of >= len(page.doc) - 1 or page.lower[of] not in ways:
        return
    index = of + 1
    while index < len(page.doc) and page.lower[index] in lexicon().of_words:
        index += 1
    name = page.known_at.get(index)
    if (
        name is None
        or name.entity.kind == "person"
        or page.sentence_of[index] != page.sentence_of[draft.head]
    ):
        return
    if name.entity.kind in ("adjective", "region") or page.lower[name.last : name.last + 1] in (
        ["'s"],
        ["'"],
    ):
        return
    draft.last = bracket_end(page, name)
    if draft.last < len(page.doc) and page.lower[draft.last] in lexicon().plain_member:
        draft.last += 1


def bracket_end(page: Page, name: Known) -> int:
    """Where a name ends (exclusive) with the short form that stands in brackets after it."""
    close = name.last + 2
    if (
        close < len(page.doc)
        and page.lower[name.last] in ("(", "[")
        and page.lower[close] in (")", "]")
    ):
        short = page.known_at.get(name.last + 1)
        if short is not None and short.entity.side == name.entity.side:
            return close + 1
    return name.last


__all__ = [
    "bracket_end",
    "is_modifier",
    "is_ordinal",
    "left_edge",
    "noun_at",
    "noun_phrases",
]
