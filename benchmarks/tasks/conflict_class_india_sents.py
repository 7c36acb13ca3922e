"""conflict-class/india_sents: what the police did, told in one sentence of a riot report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import dateline
from benchmarks.tasks import Json
from dateline.codebook import load_yaml

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.annotations import Annotations

_ACTIONS = ("KILL", "ARREST", "FORCE", "FAIL")


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The labels of each sentence; none where it does not speak of the police."""
    reader = dateline.Reader()
    for record in records:
        text = record["text"].lower()
        named, secured = (bool(_pattern(name).search(text)) for name in ("named", "security"))
        if not named and not secured:
            yield {"id": record["id"], "labels": []}
            continue
        annotations = reader.annotate(record["text"])
        found = [name for name in _ACTIONS if _pattern(name).search(text)]
        if not named:
            found = [name for name in found if name == "ARREST"]
        if found or secured or _police_act(annotations):
            found.append("ANY_ACTION")
        yield {"id": record["id"], "labels": found}


def _police_act(annotations: Annotations) -> bool:
    """Whether a word for the police is the subject, or the agent, of a verb."""
    return any(
        _is_police(token) and (token.dep_ in ("nsubj", "nsubjpass") or token.head.dep_ == "agent")
        for token in annotations.doc
    )


def _is_police(token: Token) -> bool:
    words = _table()["police"]
    return token.lower_ in words or any(
        child.dep_ == "compound" and child.lower_ in words for child in token.children
    )


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml(__package__, "conflict_class_india_sents.yaml")
    return table


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_table()[name])
