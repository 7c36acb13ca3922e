"""Cues that are no verbs: "according to", "citing", reports that ..., and labels in headlines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from dateline.records import Span
from dateline.statements.cuts import Bounds
from dateline.statements.phrases import kinds, may_act, word_list
from dateline.statements.tree import agent, phrase_end, phrase_start, trimmed
from dateline.statements.verbs import Sense, noun_stances, senses_of, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_ACCORDING = Sense("according", "asserts", ("aside",))
_CITING = Sense("citing", "asserts", ("aside",))
_DENYING = Sense("deny", "denies", ("clause",))
_NOUNS = frozenset(["NOUN", "PROPN", "PRON"])
_LABEL = Sense("label", "asserts", ("clause",))
# A label is short and what it labels is a clause; read off headlines of the sample reports.
_LABEL_WORDS, _LABELLED_WORDS = 5, 3
_QUOTING = Sense("quoting", "asserts", ("object",))
# Verbs whose "reports of ..." are objects of an act, no news told by anybody.
_HANDLED = frozenset(
    [
        "receive",
        "get",
        "investigate",
        "confirm",
        "deny",
        "verify",
        "reject",
        "dismiss",
        "file",
        "publish",
        "release",
        "write",
        "read",
        "see",
        "check",
        "refute",
        "dispute",
    ]
)

# Words that begin a clause of its own, and tokens after a joint in which its subject stands.
_OPENERS = frozenset(
    ["that", "which", "who", "and", "but", "because", "while", "although", "where"]
)
_SUBJECT_REACH = 6
_OWNERS = frozenset(["its", "his", "her", "their", "our", "my", "your", "whose"])

Make = Callable[..., Any]


def other_cues(make: Make, bounds: Bounds, citing: list[Token], said: Any) -> Iterator[Any]:
    """Attributions by "according to" and "citing" in one sentence."""
    for token in bounds.doc[bounds.first : bounds.last]:
        if token.lower_ != "according" or token.i + 2 >= len(bounds.doc):
            continue
        if token.nbor(1).lower_ == "to":
            found = _according(make, token, bounds)
            if found is not None:
                yield found
    for token in bounds.doc[bounds.first + 3 : bounds.last]:
        found = _as_reported(make, token, bounds)
        if found is not None:
            yield found
    opinion = _in_opinion(make, bounds)
    if opinion is not None:
        yield opinion
    for token in citing:
        found = _citing(make, token, bounds, said)
        if found is not None:
            yield found


def _in_opinion(make: Make, bounds: Bounds) -> Any:
    """ "In the colonel's view, ...", "In the words of Ali Hasan, ..." at a sentence's beginning."""
    doc, first = bounds.doc, bounds.first
    if doc[first].lower_ != "in":
        return None
    noun = next((c for c in doc[first].rights if c.dep_ == "pobj"), None)
    if noun is None or noun.lower_ not in words("opinions"):
        return None
    source = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if source is None and noun.lower_ in ("words", "opinion"):
        way = next((c for c in noun.rights if c.lower_ == "of"), None)
        source = next((c for c in way.rights if c.dep_ == "pobj"), None) if way else None
    if source is None:
        return None
    end = noun.i + 1 if source.i < noun.i else phrase_end(source)
    content = trimmed(doc, end, bounds.last)
    return content and make(noun, source, content, _ACCORDING, "opening", (first, end))


def _as_reported(make: Make, token: Token, bounds: Bounds) -> Any:
    """ "..., as reported by local groups"."""
    if token.tag_ != "VBN" or token.nbor(-1).lower_ != "as" or not senses_of(token):
        return None
    source, content = agent(token), trimmed(bounds.doc, bounds.first, token.i - 1)
    if source is None or content is None or bounds.doc[token.i - 2].text != ",":
        return None
    return make(token, source, content, _CITING, "aside", (token.i - 1, phrase_end(source)))


def _according(make: Make, token: Token, bounds: Bounds) -> Any:
    doc = bounds.doc
    source = next((c for c in token.nbor(1).rights if c.dep_ == "pobj"), None)
    if source is None:
        source = next(
            (t for t in doc[token.i + 2 : token.i + 8] if t.pos_ in ("NOUN", "PROPN", "PRON")), None
        )
    if source is None:
        return None
    end = min(phrase_end(source), bounds.last)
    if _opens(token, bounds):
        comma = next(
            (i for i in range(end, min(bounds.last, end + 25)) if doc[i].text == ","), end - 1
        )
        content = trimmed(doc, comma + 1, bounds.last)
        frame = "opening"
    else:
        first, last = _clause_around(token, bounds)
        frame = (
            "aside"
            if bounds.last - max(end, source.right_edge.i + 1) < 3 or last <= end
            else "middle"
        )
        first, last, frame = _beside(token, end, (first, last, frame), bounds)
        content = trimmed(doc, first, token.i if frame == "aside" else last)
    if content is None:
        return None
    return make(
        token,
        source,
        content,
        _ACCORDING,
        frame,
        (token.i, bounds.last if frame == "aside" else end),
    )


def _beside(
    token: Token, end: int, found: tuple[int, int, str], bounds: Bounds
) -> tuple[int, int, str]:
    """The one clause that "according to" belongs to, where it stands between two.

    "It is quiet, according to him, and men patrol": what stands before. "... that, according to
    him, it is quiet", "... and, according to him, men patrol": what follows.
    """
    first, last, frame = found
    if frame != "middle":
        return found
    doc = bounds.doc
    if end + 2 < last and doc[end].text == "," and doc[end + 1].dep_ == "cc":
        follows = doc[end + 2 : last]
        if any(t.dep_ in ("nsubj", "nsubjpass", "expl") for t in follows[:_SUBJECT_REACH]):
            return first, last, "aside"
    before = token.i - 1
    while before > first and doc[before].is_punct:
        before -= 1
    if before >= first and doc[before].lower_ in _OPENERS:
        return end, last, "opening"
    return found


def _opens(token: Token, bounds: Bounds) -> bool:
    before = [t for t in bounds.doc[bounds.first : token.i] if not t.is_punct]
    return not before or (len(before) == 1 and before[0].pos_ in ("CCONJ", "ADV", "SCONJ"))


def _clause_around(token: Token, bounds: Bounds) -> tuple[int, int]:
    """The clause that "according to" belongs to: the sentence, or the part joined by "but"."""
    head = token.head
    for _ in range(6):
        if head.pos_ in ("VERB", "AUX") or head.head == head:
            break
        head = head.head
    has_subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in head.lefts)
    if head.dep_ == "conj" and has_subject and bounds.first < head.left_edge.i < token.i:
        return head.left_edge.i, bounds.last
    if head.dep_ == "relcl" and head.left_edge.i < token.i and head.head.i > bounds.first:
        return head.left_edge.i, min(bounds.last, head.right_edge.i + 1)
    return bounds.first, bounds.last


def _citing(make: Make, token: Token, bounds: Bounds, said: Any) -> Any:
    """ "Al-Ahram said, citing the ministry": the ministry said it too."""
    source = next((c for c in token.rights if c.dep_ in ("dobj", "pobj")), None)
    if source is None:
        return None
    ways = [c for c in source.rights if c.lower_ == "as"] + [
        c for c in token.rights if c.lower_ == "as"
    ]
    if any(way.i + 1 < len(token.doc) and way.nbor(1).tag_ == "VBG" for way in ways):
        content = _quoted_words(token, source, bounds)
        head = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
        return (
            make(token, head, content, _QUOTING, "object", (token.i, token.i + 1))
            if content and head
            else None
        )
    if token.tag_ != "VBG" or said is None or token.lemma_ != "cite" or not may_act(source):
        return None
    return make(token, source, said.content, _CITING, "citing", (token.i, phrase_end(source)))


def _quoted_words(token: Token, source: Token, bounds: Bounds) -> Span | None:
    """What was quoted: after "quoted him as saying", or before it where nothing follows."""
    saying = next((t for t in token.subtree if t.tag_ == "VBG" and t.i > source.i), token)
    if saying.right_edge.i > saying.i or saying.i < source.i:
        return trimmed(bounds.doc, source.left_edge.i, min(bounds.last, token.right_edge.i + 1))
    who = next((c for c in token.lefts if c.dep_ == "nsubj"), token)
    before = bounds.doc[bounds.first : who.left_edge.i]
    return trimmed(bounds.doc, before.start, before.end) if len(before) > _LABELLED_WORDS else None


def labels(make: Make, bounds: Bounds) -> Iterator[Any]:
    """Headlines that name their source: "Local media: Blast kills 25", "Blast kills 25: police"."""
    doc = bounds.doc
    colons = [i for i in range(bounds.first, bounds.last) if doc[i].text == ":"]
    if len(colons) != 1:
        return
    colon = colons[0]
    for first, last, start, end in (
        (bounds.first, colon, colon + 1, bounds.last),
        (colon + 1, bounds.last, bounds.first, colon),
    ):
        if last - first > _LABEL_WORDS or end - start < _LABELLED_WORDS:
            continue
        head = doc[first:last].root
        if _may_be_label(head) and (content := trimmed(doc, start, end)) is not None:
            yield make(doc[colon], head, content, _LABEL, "label", (first, colon))
            return


def split_denials(make: Make, bounds: Bounds) -> Iterator[Any]:
    """ "a call the palace denies took place", where the parse does not see the relative clause."""
    doc = bounds.doc
    for token in doc[bounds.first + 2 : max(bounds.first + 2, bounds.last - 1)]:
        if token.lower_ not in ("denies", "denied", "deny"):
            continue
        if token.pos_ == "VERB" and token.dep_ == "relcl":
            continue  # read as the relative clause that it is
        follows = token.nbor(1)
        who = token.nbor(-1)
        if token.nbor(1).tag_ not in ("VBD", "VBZ", "MD") or who.pos_ not in _NOUNS:
            continue
        first = phrase_start(who)
        before = first - 1 - (doc[first - 1].lower_ in ("that", "which"))
        if before <= bounds.first or doc[before].pos_ != "NOUN":
            continue
        last = min(bounds.last, follows.right_edge.i + 1)
        content = trimmed(doc, doc[before].left_edge.i, last)
        if content is not None:
            yield make(token, who, content, _DENYING, "relative", (first, token.i + 1))


def _may_be_label(head: Token) -> bool:
    """People, papers, media, ministries; not "Ukraine war: ..." or "Exclusive: ..."."""
    known = word_list("people") | word_list("persons") | word_list("papers") | word_list("generic")
    lemma = head.lemma_.lower()
    if lemma in known or head.lower_ in kinds()["media"][0] | kinds()["international"][0]:
        return True
    return head.ent_type_ in ("PERSON", "ORG") and head.pos_ == "PROPN"


def nouns(make: Make, bounds: Bounds) -> Iterator[Any]:
    """Nouns that carry a clause: "reports that ...", "the army's claim that ..."."""
    doc = bounds.doc
    stances = noun_stances()
    for token in doc[bounds.first : bounds.last]:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in stances:
            continue
        lemma = token.lemma_.lower()
        owner = next((c for c in token.lefts if c.dep_ == "poss" and c.lower_ not in _OWNERS), None)
        clause = next((c for c in token.rights if c.dep_ in ("acl", "ccomp", "relcl")), None)
        mark = (
            next((c for c in clause.lefts if c.lower_ == "that"), None)
            if clause is not None
            else None
        )
        if owner is None and lemma not in ("report", "rumor", "rumour"):
            continue
        if owner is None and _is_object_of_cue(token):
            continue
        sense = Sense("noun", stances[lemma], ("clause",))
        if (
            clause is not None
            and mark is not None
            and mark.dep_ in ("mark", "nsubj")
            and mark.i > token.i
        ):
            if mark.dep_ == "nsubj" and owner is None and clause.dep_ == "relcl":
                continue
            content = trimmed(doc, mark.i + 1, _clause_end(clause, bounds))
        elif owner is None and token.tag_ == "NNS":
            content = _reports_of(token, bounds)
        else:
            continue
        if content is not None:
            yield make(token, owner or token, content, sense, "noun", (token.i, token.i + 1))


def _clause_end(clause: Token, bounds: Bounds) -> int:
    """The end of a clause; where the parse cuts a noun in two, the comma after it."""
    last = min(bounds.last, clause.right_edge.i + 1)
    for token in bounds.doc[last : min(bounds.last, last + 12)]:
        if token.is_punct or token.pos_ in ("VERB", "AUX", "CCONJ"):
            return token.i if token.text == "," else last
    return last


def _reports_of(token: Token, bounds: Bounds) -> Any:
    way = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    if way is None or token.head.lemma_.lower() in _HANDLED:
        return None
    if token.dep_ in ("nsubj", "nsubjpass", "pobj") or any(
        c.lower_ in ("no", "any") for c in token.lefts
    ):
        return None
    noun = next((c for c in way.rights if c.dep_ in ("pobj", "pcomp")), None)
    if noun is None:
        return None
    return trimmed(bounds.doc, noun.left_edge.i, min(bounds.last, noun.right_edge.i + 1))


def _is_object_of_cue(token: Token) -> bool:
    """ "confirmed reports that ...": the verb is the attribution, not the noun."""
    head = token.head
    return token.dep_ in ("dobj", "nsubjpass") and (
        head.lemma_.lower() in _HANDLED or bool(senses_of(head))
    )
