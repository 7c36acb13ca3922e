"""What a report is about, where that is not conflict: sport, accidents, computers, the screen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from dateline.annotations import Annotations
from dateline.codebook import load_yaml
from dateline.events.mentions import Mention

_READ_WORDS = 4000
_WORDS_A_TOPIC_WORD = 15


def on_topic(annotations: Annotations, found: list[Mention]) -> list[Mention]:
    """The mentions that a report on its topic can tell of: a quarterback's "attack" is none."""
    silences = _silenced(annotations)
    if not silences:
        return found
    return [
        mention
        for mention in found
        if not (mention.weak or mention.family in silences or mention.type in silences)
    ]


def _silenced(annotations: Annotations) -> frozenset[str]:
    """Families and types that the ruling topics leave no room for."""
    data = _topics()
    words = {token.lemma_.lower() for token in annotations.doc[:_READ_WORDS]}
    words |= {token.lower_ for token in annotations.doc[:_READ_WORDS]}
    hard = len(words & data["hard"])
    # A single sentence has no room for four words of a topic.
    fewest = max(2, len(annotations.doc) // _WORDS_A_TOPIC_WORD)
    silences: set[str] = set()
    for topic in data["topics"]:
        number = len(words & topic["words"])
        if number >= min(topic["least"], fewest) and number > hard:
            silences |= topic["silences"]
    return frozenset(silences)


@cache
def _topics() -> Mapping[str, Any]:
    data = load_yaml("dateline.events", "topics.yaml")
    topics = [
        {
            "least": topic["least"],
            "words": frozenset(topic["words"]),
            "silences": frozenset(topic["silences"]),
        }
        for topic in data["topics"].values()
    ]
    return {"hard": frozenset(data["hard"]), "topics": topics}
