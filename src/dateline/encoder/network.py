"""The encoder: a report in, a vector for each of its words out.

MiniLM with six layers, trained further by `training/encoder`, eight bits a weight. It reads a
window of neighbouring sentences at a time, so that a word is seen with what was said before it; one
pass serves every head. Card: `MODEL.md` in this folder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Array = NDArray[numpy.float32]

# Word pieces of a sentence that are read, in training too.
PIECES = 190
# Word pieces that a window of several sentences may hold.
ROOM = 126
# Windows of one report that are encoded; the others are left to the rules. Under a second.
_WINDOWS = 70


class Pieces(NamedTuple):
    """The word pieces of a sentence, and the word that each belongs to."""

    ids: list[int]
    words: list[int]


def windows(lengths: Sequence[int]) -> list[range]:
    """Neighbouring sentences that are read together, as many as there is room for.

    Args:
        lengths: word pieces of each sentence.
    """
    made: list[range] = []
    for index, length in enumerate(lengths):
        if made and sum(lengths[i] for i in made[-1]) + length <= ROOM:
            made[-1] = range(made[-1].start, index + 1)
        else:
            made.append(range(index, index + 1))
    return made


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


def load() -> None:
    """Load the network now, so that the first report need not wait for it."""
    _session()
    _tokenizer()


def pieces(words: Sequence[str]) -> Pieces:
    """The first 190 word pieces of a sentence."""
    coded = _tokenizer().encode(
        list(words[:PIECES]), is_pretokenized=True, add_special_tokens=False
    )
    return Pieces(coded.ids[:PIECES], coded.word_ids[:PIECES])


def framed(window: Sequence[Pieces]) -> list[int]:
    """What the network reads of a window: its pieces between a beginning and an end mark."""
    marks = [_tokenizer().token_to_id(name) for name in ("[CLS]", "[SEP]")]
    return [marks[0], *chain.from_iterable(sentence.ids for sentence in window), marks[1]]


def encode(window: Sequence[Pieces]) -> list[Array]:
    """For each sentence of a window a vector (384 numbers) for each of its words."""
    import numpy

    given = numpy.array([framed(window)], dtype="int64")
    states = _session().run(None, {"pieces": given, "mask": numpy.ones_like(given)})[0][0]
    found, start = [], 1
    for sentence in window:
        found.append(_pooled(states[start : start + len(sentence.ids)], sentence.words))
        start += len(sentence.ids)
    return found


def _pooled(states: Array, words: list[int]) -> Array:
    """The mean of the piece vectors of each word."""
    import numpy

    reached = max(words, default=-1) + 1
    vectors = numpy.zeros((reached, states.shape[1]), dtype="float32")
    counts = numpy.zeros((reached, 1), dtype="float32")
    for state, word in zip(states, words, strict=True):
        vectors[word] += state
        counts[word] += 1
    vectors /= numpy.maximum(counts, 1)
    return vectors


class Vectors:
    """The word vectors of one report, made window by window when first asked for."""

    def __init__(self) -> None:
        self._sentences: list[Pieces] = []
        self._window_of: dict[int, range] = {}
        self._known: dict[int, Array] = {}
        self._encoded = 0

    def of(self, sentence: int, report: Callable[[], list[list[str]]]) -> Array | None:
        """The vectors of a sentence's words, as `encode` makes them.

        Args:
            sentence: its number in the report.
            report: a function that gives the words of every sentence, called once.

        Returns:
            None where the report has had as many windows encoded as one may.
        """
        if not self._sentences:
            self._sentences = [pieces(words) for words in report()]
            for window in windows([len(one.ids) for one in self._sentences]):
                self._window_of.update(dict.fromkeys(window, window))
        if sentence not in self._known:
            if self._encoded >= _WINDOWS:
                return None
            self._encoded += 1
            window = self._window_of[sentence]
            found = encode([self._sentences[index] for index in window])
            self._known.update(zip(window, found, strict=True))
        return self._known[sentence]
