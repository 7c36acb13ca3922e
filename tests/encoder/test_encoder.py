"""The encoder and its heads: shapes, bounds, chances that add up, and what they are there for."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest

from dateline.encoder import (
    FILLS,
    VIOLENCE,
    Vectors,
    event_types,
    fills,
    network,
    speech,
    types,
    violence,
    weigh,
)
from dateline.encoder.heads import STANCES, STATUSES
from dateline.events import status_of
from dateline.events.status import status_by_rules
from dateline.records import Span

WORDS = ["Troops", "took", "the", "town", "on", "Friday", "."]
LONG = ["word"] * 120


def encoded(*sentences: list[str]) -> list[network.Array]:
    return network.encode([network.pieces(words) for words in sentences])


def test_every_word_has_a_vector_of_the_same_size() -> None:
    (vectors,) = encoded(WORDS)
    assert vectors.shape == (len(WORDS), 384)
    assert np.isfinite(vectors).all()
    assert np.array_equal(vectors, encoded(WORDS)[0])


def test_letter_case_makes_no_difference() -> None:
    assert np.array_equal(encoded(WORDS)[0], encoded([word.upper() for word in WORDS])[0])


def test_only_the_first_words_of_an_endless_sentence_have_vectors() -> None:
    assert 100 < len(encoded(["shells"] * 400)[0]) < 200


def test_strange_words_do_no_harm() -> None:
    assert np.isfinite(encoded(["\u200b", "💥", "x" * 5000, "."])[0]).all()


def test_neighbouring_sentences_are_read_together_as_far_as_there_is_room() -> None:
    assert network.windows([40, 40, 40, 40]) == [range(3), range(3, 4)]
    assert network.windows([500, 10]) == [range(1), range(1, 2)]
    assert network.windows([]) == []
    alone, together = encoded(WORDS)[0], encoded(LONG[:20], WORDS)[1]
    assert alone.shape == together.shape
    assert not np.array_equal(alone, together)


def test_a_window_is_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    encode = network.encode

    def counted(window):  # type: ignore[no-untyped-def]
        asked.append(len(window))
        return encode(window)

    monkeypatch.setattr(network, "encode", counted)
    vectors = Vectors()
    first = vectors.of(0, lambda: [WORDS, WORDS, LONG])
    assert vectors.of(0, lambda: [WORDS, WORDS, LONG]) is first
    assert vectors.of(1, list) is not None
    assert asked == [2]


def test_a_report_of_very_many_sentences_is_left_to_the_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network, "_WINDOWS", 1)
    vectors = Vectors()
    assert vectors.of(0, lambda: [LONG, LONG]) is not None
    assert vectors.of(1, lambda: [LONG, LONG]) is None
    assert vectors.of(0, lambda: [LONG, LONG]) is not None


def test_every_head_gives_chances_of_its_own_shape() -> None:
    (vectors,) = encoded(WORDS)
    for head, names in ((types, event_types()), (fills, FILLS)):
        chances = head(vectors)
        assert chances.shape == (len(WORDS), len(names))
        assert (chances >= 0).all()
        assert (chances <= 1).all()
    assert np.allclose(types(vectors).sum(1), 1, atol=1e-4)
    told = violence(vectors)
    assert set(told) == set(VIOLENCE)
    assert all(0 <= chance <= 1 for chance in told.values())


@pytest.mark.parametrize("status", STATUSES)
def test_chances_add_up(status) -> None:  # type: ignore[no-untyped-def]
    weighed = weigh(encoded(WORDS)[0], 1, 1, status, 0.0)
    assert sum(weighed.statuses.values()) == pytest.approx(1)
    assert sum(weighed.labels) == pytest.approx(1)
    assert -3 <= weighed.certainty <= 3
    assert 0 <= weighed.asserted <= 1


def test_speech_may_lack_any_of_its_parts() -> None:
    stances = speech(encoded(WORDS)[0], None, None, (0, 4))
    assert set(stances) == set(STANCES)
    assert sum(stances.values()) == pytest.approx(1)


def test_what_is_told_as_done_is_likelier_than_what_is_feared(annotate) -> None:  # type: ignore[no-untyped-def]
    def asserted(text: str, word: str) -> float:
        at = text.index(word)
        found = status_of(annotate(text), Span(at, at + len(word))).asserted
        assert found is not None
        return float(found)

    done = asserted("Rebels shelled the market of Harta on Friday, killing nine people.", "shelled")
    feared = asserted("Residents fear that rebels will shell the market of Harta.", "shell")
    denied = asserted("The army denied that it had shelled the market of Harta.", "shelled")
    assert done > 0.8 > 0.4 > max(feared, denied)


def test_the_rules_alone_give_no_chance(annotate) -> None:  # type: ignore[no-untyped-def]
    read = annotate("Rebels shelled the market of Harta on Friday.")
    assert status_by_rules(read, Span(7, 14)).asserted is None


def test_the_network_is_small_and_has_its_card() -> None:
    folder = files("dateline.encoder")
    size = sum(len(folder.joinpath(n).read_bytes()) for n in ("encoder.onnx", "heads.npz"))
    assert size < 30_000_000
    card = folder.joinpath("MODEL.md").read_text("utf-8").lower()
    assert all(word in card for word in ("licence", "seed", "data", "command", "scores"))
