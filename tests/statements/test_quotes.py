from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.statements.quotes import quotes


def _inner(text: str) -> list[str]:
    return [quote.inner.of(text) for quote in quotes(text)]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('He said: "We hold the bridge." Then he left.', ["We hold the bridge."]),
        ("“We hold,” he said, “the bridge.”", ["We hold,", "the bridge."]),
        ("''We hold the bridge,'' he said.", ["We hold the bridge,"]),
        ("the mayor''s men said ''we hold'' again", ["we hold"]),
        ("'We hold the old bridge,' he said.", ["We hold the old bridge,"]),
        ("“He told me ‘run’ and I ran,” she said.", ["He told me ‘run’ and I ran,"]),
        ("“He cried “run” to us,” she said.", ["He cried “run” to us,"]),
        ("the town's people don't say", []),
    ],
)
def test_any_marks_are_paired(text: str, inner: list[str]) -> None:
    assert _inner(text) == inner


def test_speech_that_opens_each_paragraph_anew_is_one() -> None:
    text = "“We waited three days.\n“Nobody came to help,” she said."
    assert _inner(text) == ["We waited three days.\n“Nobody came to help,"]


def test_speech_cut_into_lines_is_one() -> None:
    text = '"We waited three days.\nNobody came to help, "she said.'
    assert _inner(text) == ["We waited three days.\nNobody came to help,"]


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    text = "“We waited three days.\nThe town is quiet now."
    assert _inner(text) == ["We waited three days."]


@given(st.text(alphabet="ab ,.\n\"“”'‘’«»`", max_size=200))
def test_quotations_never_overlap_and_stay_in_the_text(text: str) -> None:
    found = quotes(text)
    for before, after in pairwise(found):
        assert before.outer.end <= after.outer.start
    for quote in found:
        assert quote.outer.contains(quote.inner)
        assert quote.outer.end <= len(text)
