"""The learned part: one small network that turns a sentence into word vectors, and its heads."""

from dateline.encoder.heads import Spoken, Weighed, speech, weigh
from dateline.encoder.network import Vectors

__all__ = ["Spoken", "Vectors", "Weighed", "speech", "weigh"]
