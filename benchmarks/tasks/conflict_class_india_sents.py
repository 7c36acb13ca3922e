"""conflict-class/india_sents: what the police did, told in one sentence of a riot report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import dateline
from benchmarks.tasks import Json, patient_reader
from benchmarks.tasks.ranker import ranker
from dateline.codebook import load_yaml
from dateline.errors import InputError

if TYPE_CHECKING:
    from spacy.tokens import Token

TABLE = "conflict_class_india_sents"


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The labels of each sentence; none where it does not speak of the police."""
    reader = patient_reader()
    for record in records:
        found = features(reader, record)
        labels = ranker(TABLE).labels(found) if found else []
        yield {"id": record["id"], "labels": labels}


def features(reader: dateline.Reader, record: Json) -> dict[str, float]:
    """The features of a sentence; none where it does not speak of the police."""
    if not of_police(record["text"]):
        return {}
    try:
        annotations = reader.annotate(record["text"], id=record["id"])
    except InputError:
        return sentence_features((), record["text"], ())
    return sentence_features(annotations.events, record["text"], list(annotations.doc))


def of_police(text: str) -> bool:
    """Whether a sentence names the police or what police do."""
    return bool(_gate().search(text.lower()))


def sentence_features(
    events: Iterable[dateline.Event], text: str, tokens: Sequence[Token]
) -> dict[str, float]:
    """The features of one sentence: what it tells, its words, what the police are to its verbs."""
    return ranker(TABLE).features(events, text) | dict.fromkeys(_roles(tokens), 1.0)


def _roles(tokens: Iterable[Token]) -> Iterator[str]:
    """What the police and the army are to the verbs and nouns beside them."""
    for token in tokens:
        who = _force(token)
        if who is None:
            continue
        verb = token.head
        if token.dep_ in ("nsubj", "nsubjpass"):
            yield f"{who} {_deed(verb)}"
            if any(child.dep_ == "neg" for child in verb.children):
                yield f"{who} not"
            if any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children):
                yield f"{who} may"
        elif verb.dep_ == "agent" or (token.dep_ == "pobj" and verb.lower_ == "by"):
            yield f"by {who}"
        elif token.dep_ in ("compound", "poss", "nmod", "amod"):
            yield f"{who} of {_thing(verb)}"
        else:
            yield f"{who} acted on"


def _deed(verb: Token) -> str:
    """What kind of verb it is: one of saying, of doing nothing much, of doing."""
    if verb.lemma_ in _words("saying"):
        return "speak"
    return "idle" if verb.lemma_ in _words("idle") else "act"


def _thing(noun: Token) -> str:
    """What kind of noun it is: a police place, a police officer, else what the police do."""
    if noun.lemma_.lower() in _words("places"):
        return "place"
    return "officers" if noun.lemma_.lower() in _words("officers") else "deed"


def _force(token: Token) -> str | None:
    """Whether a noun stands for the police or for the army."""
    for who in ("police", "army"):
        words = _words(who)
        if token.lower_ in words or any(
            child.dep_ == "compound" and child.lower_ in words for child in token.children
        ):
            return who
    return None


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_yaml(__package__ or "", f"{TABLE}.yaml")[name])


@cache
def _gate() -> re.Pattern[str]:
    return re.compile(load_yaml(__package__ or "", f"{TABLE}.yaml")["gate"])
