"""Noun phrases of speakers: how each is written, and the name inside it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.codebook import load_yaml
from dateline.records import Span
from dateline.statements.tree import phrase_end, phrase_start, text_of
from dateline.statements.verbs import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NAME_LINKS = frozenset(
    ["-", "al", "el", "bin", "ibn", "de", "da", "van", "von", "of", "'", "’", "la"]
)
# How far behind its office a name may stand, in tokens.
_NEAR = 25
_TIED = frozenset(["close", "familiar"])
_POINTING = frozenset(["the", "this", "that", "these", "those"])
_ORG_LINKS = frozenset(["of", "for", "on"])


@cache
def word_list(name: str) -> frozenset[str]:
    """One list of `speakers.yaml` as a set."""
    return frozenset(str(word) for word in _data()[name])


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml("dateline.statements", "speakers.yaml")
    return data


@cache
def kinds() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Kind of source → its single words and its phrases, in the order they are tried."""
    return {
        kind: (
            frozenset(word for word in words if " " not in word),
            tuple(word for word in words if " " in word),
        )
        for kind, words in _data()["kinds"].items()
    }


@cache
def offices_alike(office: str) -> frozenset[str]:
    """Offices whose holder may also be called `office`: a colonel is an officer."""
    return frozenset(_data()["alike"].get(office, ()))


@cache
def behind() -> dict[str, frozenset[str]]:
    """Kind of source → words that tell it of unnamed sources and reports."""
    return {kind: frozenset(words) for kind, words in _data()["behind"].items()}


def unnamed() -> str:
    """The name of a source that the text does not name."""
    return str(_data()["unnamed"])


def phrase_words(noun: Token) -> frozenset[str]:
    """The words of a noun phrase that tell something, as lemmas."""
    phrase = noun.doc[phrase_start(noun) : min(phrase_end(noun), noun.i + _NEAR)]
    return frozenset(
        token.lemma_.lower()
        for token in phrase
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and token.is_alpha
    )


def is_definite(noun: Token) -> bool:
    """ "the officer", "this station": a description of somebody known, with no name in it."""
    first = noun.doc[phrase_start(noun)]
    return first.lower_ in _POINTING and not any(
        token.ent_type_ == "PERSON" for token in noun.doc[first.i : phrase_end(noun)]
    )


def naming_head(head: Token) -> Token:
    """The noun that names: "a spokesman, Ali Hasan" is Ali Hasan, "hundreds of men" are men."""
    if head.lemma_.lower() in word_list("quantities"):
        counted = [n for way in head.rights if way.lower_ in ("of", "from") for n in way.rights]
        return next((noun for noun in counted if noun.dep_ == "pobj"), head)
    if is_title(head) and (name := _name_after(head)) is not None:
        return name
    if head.lemma_.lower() in word_list("generic") and (name := _body_after(head)) is not None:
        return name
    if head.pos_ != "NOUN":
        return head
    names = [c for c in head.rights if c.pos_ == "PROPN" and c.i - head.i < _NEAR]
    if head.lemma_.lower() in word_list("persons"):
        # "the spokesman for the ministry, Ali Hasan": the parser ties the name to the ministry.
        below = [n for way in head.rights if way.dep_ == "prep" for n in way.rights]
        names += [c for noun in below for c in noun.rights if c.ent_type_ == "PERSON"]
        if (name := _name_at_end(head)) is not None:
            return name
    return next((name for name in names if name.dep_ == "appos"), head)


def _name_at_end(office: Token) -> Token | None:
    """ "the envoy in charge of talks, Ali Hasan": the name that closes a phrase after a comma."""
    doc, last = office.doc, phrase_end(office) - 1
    first = last
    while first > office.i and doc[first].ent_type_ == "PERSON" and doc[first].pos_ == "PROPN":
        first -= 1
    return doc[last] if office.i < first < last and doc[first].text == "," else None


def _name_after(title: Token) -> Token | None:
    """The name right after a title that the parse has not tied to it: "Minister | Amir Hatami"."""
    doc, at = title.doc, title.i + 1
    while at < len(doc) and doc[at].ent_type_ == "PERSON" and doc[at].pos_ == "PROPN":
        at += 1
    return doc[at - 1] if at > title.i + 1 else None


def _body_after(kind: Token) -> Token | None:
    """The name after what a body is, a second subject to the parse: "the agency | Tass said"."""
    doc, last = kind.doc, kind.i
    while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN":
        last += 1
    name = doc[last]
    return name if last > kind.i and name.dep_ == kind.dep_ and name.head == kind.head else None


def source_span(head: Token) -> Span:
    """The characters of a speaker's phrase."""
    doc = head.doc
    first, last = phrase_start(head), phrase_end(head)
    while last - 1 > head.i and (doc[last - 1].is_punct or doc[last - 1].is_space):
        last -= 1
    return Span(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))


def is_name(head: Token) -> bool:
    """Whether the word is (the last word of) a name."""
    return head.pos_ == "PROPN" or head.ent_type_ in ("PERSON", "ORG", "GPE")


def is_person(head: Token) -> bool:
    """Whether a name is a person's, by the tagger or by a title before it."""
    if not is_name(head):
        return False
    if head.ent_type_ == "PERSON":
        return True
    if head.ent_type_ in ("GPE", "NORP") or head.lower_ in word_list("body_names"):
        return False
    first = _name_start(head)
    return first > 0 and is_title(head.doc[first - 1])


def is_title(token: Token) -> bool:
    """Whether a word may stand before a name as its title."""
    return token.lower_.rstrip(".") in word_list("titles")


def _is_small(doc: Doc) -> bool:
    """Whether a report is written without capitals."""
    return text_of(doc)[:400].islower()


def _name_start(head: Token) -> int:
    """The first token of the name that ends with `head`: titles and lower-case words end it."""
    doc, first = head.doc, head.i
    lower = _is_small(doc)
    edge, body = head.left_edge.i, head.lower_ in word_list("body_names")
    while first > edge:
        before = doc[first - 1]
        within = head.ent_type_ == before.ent_type_ == "ORG"
        if before.dep_ == "det" or (is_title(before) and not (body or within)):
            break
        capital = before.text[:1].isupper() and before.pos_ in ("PROPN", "NOUN", "ADJ", "X")
        if not (capital or (lower and before.pos_ == "PROPN") or before.lower_ in _NAME_LINKS):
            break
        if before.lower_ in ("'s", "’s"):
            break
        first -= 1
    while (
        first < head.i
        and doc[first].lower_ in _NAME_LINKS
        and doc[first].lower_ not in ("al", "el", "bin")
    ):
        first += 1
    return first


def joined(noun: Token) -> list[Token]:
    """The nouns joined to a noun by commas and "and"."""
    found: list[Token] = []
    at = noun
    while not any(c.dep_ == "cc" and c.lower_ == "or" for c in at.rights):
        follows = next((c for c in at.rights if c.dep_ == "conj"), None)
        if follows is None:
            break
        found.append(follows)
        at = follows
    return found


def name_text(head: Token) -> str:
    """The name or description in a speaker's phrase, without title and determiner."""
    if is_name(head) and (head.ent_type_ or not head.is_lower or _is_small(head.doc)):
        first, last = _name_start(head), head.i + 1
        while _goes_on(head, last):
            last += 1
        if not is_person(head):
            last = max(last, _with_of(head))
        return _clean(head.doc, first, last)
    if head.lemma_.lower() in word_list("generic"):
        proper = [c for c in head.lefts if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"]
        if proper and (not proper[-1].is_lower or _is_small(head.doc)):
            return _clean(head.doc, _name_start(proper[-1]), proper[-1].i + 1)
    doc, first, last = head.doc, phrase_start(head), _description_end(head)
    while first < head.i and (
        doc[first].lower_ in word_list("determiners")
        or doc[first].dep_ in ("det", "cc", "predet", "preconj")
        or doc[first].pos_ == "NUM"
    ):
        first += 1
    return _clean(doc, first, last)


def _goes_on(head: Token, last: int) -> bool:
    """Whether the tagger's name goes on at `last`; a verb ends it whatever the tagger says."""
    if last >= len(head.doc) or not head.ent_type_:
        return False
    token = head.doc[last]
    return token.ent_iob_ == "I" and token.tag_ not in ("VBD", "VBZ", "VBP")


def _description_end(head: Token) -> int:
    """A description ends before where its people are: "officials [in Ramallah]"."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ not in (
            "after",
            "before",
            "during",
            "since",
            "about",
        ):
            noun = next((c for c in child.rights if c.dep_ == "pobj"), None)
            if noun is None or (
                child.lower_ != "of" and child.lower_ != "from" and noun.pos_ == "PROPN"
            ):
                break
        elif child.dep_ == "amod" and child.lower_ in _TIED:
            pass  # "people close to the general"
        elif child.dep_ not in ("cc", "conj", "case") and not _by_somebody(child):
            break
        end = min(child.right_edge.i + 1, _clause_in(child))
    while end < len(head.doc) and end > head.i + 1 and head.doc[end].text == ")":
        end += 1
    return end


def _by_somebody(clause: Token) -> bool:
    """ "sources [consulted by the paper]", but not "documents [found in the house]"."""
    return (
        clause.dep_ == "acl"
        and clause.tag_ == "VBN"
        and any(c.lower_ == "by" for c in clause.rights)
        and not any(True for _ in clause.lefts)
    )


def _clause_in(child: Token) -> int:
    """Where a relative clause or another aside begins inside what hangs on a noun."""
    for token in child.subtree:
        if token.i > child.i and token.dep_ in ("relcl", "acl", "advcl"):
            first: int = token.left_edge.i
            return first - (first > child.i and token.doc[first - 1].is_punct)
    return child.right_edge.i + 1


def _with_of(head: Token) -> int:
    """A body's name goes on after "of": "Ministry of Defence"."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in _ORG_LINKS and child.i == head.i + 1:
            return child.right_edge.i + 1 if child.right_edge.i - child.i < 8 else head.i + 1
    return head.i + 1


def _clean(doc: Doc, first: int, last: int) -> str:
    while last - 1 > first and (doc[last - 1].is_punct or doc[last - 1].is_space):
        if doc[last - 1].text in (")", "]"):
            break
        last -= 1
    text = text_of(doc)[doc[first].idx : doc[last - 1].idx + len(doc[last - 1])]
    text = re.sub(r"\s+", " ", text)
    for opens, closes in ("()", "[]"):
        if opens in text and closes not in text[text.rfind(opens) :]:
            before = text[: text.rfind(opens)].strip()
            text = before or text
    return re.sub(r"(?:'s|’s|''s)$", "", text).strip(' ,;:"“”') or doc[last - 1].text


def may_act(speaker: Token | None) -> bool:
    """Whether a noun can praise, deny or demand: people, bodies, names; not "the attack"."""
    if speaker is None:
        return False
    if speaker.pos_ in ("PROPN", "PRON") or speaker.ent_type_:
        return True
    noun = naming_head(speaker)
    lemma = noun.lemma_.lower()
    return (
        noun.pos_ in ("PROPN", "ADJ")
        or lemma
        in word_list("people") | word_list("persons") | word_list("papers") | words("bodies")
        or lemma.endswith(("er", "or", "ist", "man"))
    )
