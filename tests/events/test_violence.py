"""The words that may fill a role of an incident of political violence."""

from __future__ import annotations

from importlib import import_module

import numpy
import pytest

from dateline.encoder import FILLS
from dateline.spans import FillerRole
from dateline.text.parse import pipeline

# The package exports the stage under the module's name.
stage = import_module("dateline.events.violence")


def fillers(text: str, likely: str, role: FillerRole = "victim", chance: float = 0.9) -> list[str]:
    """What is offered for a role when the encoder finds the words of `likely` likely."""
    tokens = list(pipeline()(text))
    start = text.index(likely)
    chances = numpy.zeros((len(tokens), len(FILLS)), dtype="float32")
    for row, token in enumerate(tokens):
        if start <= token.idx < start + len(likely):
            chances[row, FILLS.index(role)] = chance
    found = stage._fillers(tokens, chances)
    return [one.span.of(text) for one in found]


def test_articles_and_commas_at_the_edges_are_left_out() -> None:
    assert fillers("Gunmen shot the old teacher, police said.", "the old teacher,") == [
        "old teacher"
    ]


def test_what_and_joins_are_two() -> None:
    text = "A bomb killed a maid and her daughter in the capital."
    assert fillers(text, "a maid and her daughter") == ["maid", "daughter"]


def test_an_and_within_a_name_joins_nothing() -> None:
    text = "Rebels attacked the office of mines and energy on Sunday."
    assert fillers(text, "office of mines and energy", "object") == ["office of mines and energy"]


def test_the_verb_after_a_noun_is_left_out() -> None:
    text = "A soldier guarding the bridge was hurt."
    assert fillers(text, "soldier guarding") == ["soldier"]


@pytest.mark.parametrize("chance", [0.1, 0.25])
def test_unlikely_words_are_not_offered(chance: float) -> None:
    assert fillers("The mayor was shot.", "mayor", chance=chance) == []
