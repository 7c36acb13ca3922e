"""The encoder: a sentence in, a vector for each of its words out.

MiniLM with six layers, trained further by `training/encoder`, eight bits a weight. One pass a
sentence serves every head. Card: `MODEL.md` in this folder.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Array = NDArray[numpy.float32]

# Word pieces of a sentence that are read, in training too.
PIECES = 192
# Sentences of one report that are encoded; the others are left to the rules. Under a second.
_SENTENCES = 250


@cache
def _session() -> Any:
    """The network, loaded on first use, once a process."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    weights = files("dateline.encoder").joinpath("encoder.onnx").read_bytes()
    return InferenceSession(weights, options, providers=["CPUExecutionProvider"])


@cache
def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    path = files("dateline.encoder").joinpath("tokenizer.json")
    tokenizer = Tokenizer.from_str(path.read_text("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def encode(words: list[str]) -> Array:
    """A vector (384 numbers) for each word, as far as the first 192 word pieces reach."""
    import numpy

    coded = _tokenizer().encode(words[:PIECES], is_pretokenized=True)
    pieces = numpy.array([coded.ids[:PIECES]], dtype="int64")
    states = _session().run(None, {"pieces": pieces, "mask": numpy.ones_like(pieces)})[0][0]
    owners = coded.word_ids[:PIECES]
    reached = max((word + 1 for word in owners if word is not None), default=0)
    vectors = numpy.zeros((reached, states.shape[1]), dtype="float32")
    counts = numpy.zeros((reached, 1), dtype="float32")
    for state, word in zip(states, owners, strict=True):
        if word is not None:
            vectors[word] += state
            counts[word] += 1
    vectors /= numpy.maximum(counts, 1)
    return vectors


class Vectors:
    """The word vectors of one report, made sentence by sentence when first asked for."""

    def __init__(self) -> None:
        self._known: dict[int, Array] = {}

    def of(self, sentence: int, words: Callable[[], list[str]]) -> Array | None:
        """The vectors of a sentence's words, as `encode` makes them.

        Args:
            sentence: its number in the report.
            words: a function that gives its words, called once.

        Returns:
            None where the report has had as many sentences encoded as one may.
        """
        if sentence not in self._known:
            if len(self._known) >= _SENTENCES:
                return None
            self._known[sentence] = encode(words())
        return self._known[sentence]
