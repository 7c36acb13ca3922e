"""The encoder and its heads: shapes, bounds, chances that add up, and what they are there for."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest

from dateline.encoder import Vectors, network, speech, weigh
from dateline.encoder.heads import KINDS, STANCES, STATUSES
from dateline.events import status_of
from dateline.events.status import status_by_rules
from dateline.records import Span

WORDS = ["Troops", "took", "the", "town", "on", "Friday", "."]


def test_every_word_has_a_vector_of_the_same_size() -> None:
    vectors = network.encode(WORDS)
    assert vectors.shape == (len(WORDS), 384)
    assert np.isfinite(vectors).all()
    assert np.array_equal(vectors, network.encode(WORDS))


def test_letter_case_makes_no_difference() -> None:
    assert np.array_equal(network.encode(WORDS), network.encode([word.upper() for word in WORDS]))


def test_only_the_first_words_of_an_endless_sentence_have_vectors() -> None:
    assert 100 < len(network.encode(["shells"] * 400)) < 200


def test_strange_words_do_no_harm() -> None:
    vectors = network.encode(["\u200b", "💥", "x" * 5000, "."])
    assert np.isfinite(vectors).all()


def test_a_sentence_is_encoded_once() -> None:
    asked: list[int] = []

    def words() -> list[str]:
        asked.append(1)
        return WORDS

    vectors = Vectors()
    assert vectors.of(0, words) is vectors.of(0, words)
    assert len(asked) == 1


def test_a_report_of_very_many_sentences_is_left_to_the_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network, "_SENTENCES", 1)
    vectors = Vectors()
    assert vectors.of(0, lambda: WORDS) is not None
    assert vectors.of(1, lambda: WORDS) is None
    assert vectors.of(0, lambda: WORDS) is not None


@pytest.mark.parametrize("status", STATUSES)
def test_chances_add_up(status) -> None:  # type: ignore[no-untyped-def]
    weighed = weigh(network.encode(WORDS), 1, status, 0.0)
    assert sum(weighed.statuses.values()) == pytest.approx(1)
    assert sum(weighed.labels) == pytest.approx(1)
    assert -3 <= weighed.certainty <= 3
    assert 0 <= weighed.asserted <= 1


def test_speech_may_lack_any_of_its_parts() -> None:
    spoken = speech(network.encode(WORDS), None, None, (0, 4))
    assert set(spoken.stances) == set(STANCES)
    assert set(spoken.kinds) == set(KINDS)
    assert sum(spoken.stances.values()) == pytest.approx(1)
    assert sum(spoken.kinds.values()) == pytest.approx(1)


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
