"""cameo_ner: who acts in a sentence and on whom, as spans of whole noun phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from benchmarks.tasks import Json, patient_reader
from benchmarks.tasks.actioncode import agent_of, governed
from benchmarks.tasks.acts import Act, act, carries
from dateline.errors import InputError

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.annotations import Annotations

_TIMES = ("DATE", "TIME")
_CLAUSES = ("relcl", "advcl", "ccomp", "parataxis", "cc", "conj", "punct", "acl")


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The source and the target of each sentence's act."""
    reader = patient_reader()
    for record in records:
        try:
            annotations = reader.annotate(record["text"], id=record["id"])
        except InputError:
            yield {"id": record["id"], "entities": []}
            continue
        yield {"id": record["id"], "entities": entities(annotations)}


def entities(annotations: Annotations) -> list[Json]:
    """The spans, reciprocal where both sides do the same."""
    found = act(annotations)
    if found is None:
        return []
    source, target = agent_of(found), _target(found)
    if source is not None and source.pos_ == "PRON" and found.speaker is not None:
        source = found.speaker
    mutual = _mutual(found.verb)
    if mutual and source is not None and target is None:
        heads = [(source, "Reciprocal")]
    else:
        kinds = ("Reciprocal", "Reciprocal") if mutual else ("Source", "Target")
        heads = [(h, k) for h, k in zip((source, target), kinds, strict=True) if h is not None]
    return [_span(annotations, head, kind) for head, kind in heads]


def _mutual(verb: Token) -> bool:
    """Whether both sides do it: they meet, they hold talks."""
    objects = {child.lemma_ for child in verb.children if child.dep_ == "dobj"}
    return verb.lemma_ in ("meet", "gather") or bool(objects & {"talk", "meeting", "negotiation"})


def _target(found: Act) -> Token | None:
    """The noun acted on: the object, or what stands behind it where it only names the deed."""
    nouns = [
        noun
        for noun in governed(found.verb)
        if noun.pos_ in ("NOUN", "PROPN") and noun.ent_type_ not in _TIMES
    ]
    if nouns and nouns[0].dep_ == "dobj" and carries(found.verb, nouns[0]):
        nouns = [noun for noun in nouns[1:] if noun.dep_ != "attr"]
    return nouns[0] if nouns else None


def _span(annotations: Annotations, head: Token, kind: str) -> Json:
    """A noun phrase from its first word to its last, up to the clause or comma that follows."""
    words = [head]
    for child in head.children:
        if child.dep_ in ("conj", "appos"):
            words.extend(child.subtree)
        elif child.dep_ not in _CLAUSES and not _of_time(child):
            words.extend(w for w in child.subtree if not _in_clause(w, head))
    first, last = min(words), max(words)
    after = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else last
    if after.text == ")" and any(word.text == "(" for word in last.doc[first.i : last.i]):
        last = after
    start, end = first.idx, last.idx + len(last)
    origin = annotations.origin
    return {"start": origin[start], "end": origin[end - 1] + 1, "type": kind}


def _of_time(preposition: Token) -> bool:
    return any(noun.ent_type_ in _TIMES for noun in preposition.children)


def _in_clause(word: Token, head: Token) -> bool:
    """Whether a word stands in a clause inside the noun phrase of `head`."""
    while word != head:
        if word.dep_ in ("relcl", "advcl", "acl", "parataxis"):
            return True
        word = word.head
    return False
