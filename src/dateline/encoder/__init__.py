"""The learned part: one small network that turns a sentence into word vectors, and its heads."""

from dateline.encoder.heads import (
    FILLS,
    VIOLENCE,
    Weighed,
    event_types,
    fills,
    speech,
    types,
    violence,
    weigh,
)
from dateline.encoder.network import Vectors

__all__ = [
    "FILLS",
    "VIOLENCE",
    "Vectors",
    "Weighed",
    "event_types",
    "fills",
    "speech",
    "types",
    "violence",
    "weigh",
]
