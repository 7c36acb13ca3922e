"""Krippendorff's alpha, held against the worked examples of its author (2011)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.linking.alpha import Metric, alpha, interval, nominal, ratio


def units(*coders: str) -> list[list[str]]:
    """A column a unit; "." stands for no value."""
    rows = [row.split() for row in coders]
    return [[value for value in column if value != "."] for column in zip(*rows, strict=True)]


def numbers(*coders: str) -> list[list[int]]:
    return [[int(value) for value in unit] for unit in units(*coders)]


FOUR = numbers(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


def test_two_coders_of_a_yes_or_no() -> None:
    told = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
    assert alpha(told, nominal) == pytest.approx(0.095, abs=0.0005)


def test_two_coders_of_many_categories() -> None:
    told = units("a a b b d c c c e d d a", "b a b b b c c c e d d d")
    assert alpha(told, nominal) == pytest.approx(0.692, abs=0.0005)


@pytest.mark.parametrize(("metric", "told"), [(nominal, 0.743), (interval, 0.849), (ratio, 0.797)])
def test_four_coders_who_left_some_out(metric: Metric, told: float) -> None:
    assert alpha(FOUR, metric) == pytest.approx(told, abs=0.0005)


def test_without_two_different_values_there_is_nothing_to_tell() -> None:
    assert alpha([], nominal) is None
    assert alpha([(1,), (2,)], nominal) is None
    assert alpha([(1, 1), (1, 1)], nominal) is None
    assert alpha([(0, 0), (4, 4)], ratio) == 1.0


@given(st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=8), st.randoms())
def test_neither_the_order_of_units_nor_of_coders_matters(
    told: list[list[int]], random: object
) -> None:
    mixed = [sorted(unit, key=lambda _: random.random()) for unit in told]  # type: ignore[attr-defined]
    first, second = alpha(told, interval), alpha(mixed[::-1], interval)
    assert first == pytest.approx(second) if first is not None else second is None
    assert first is None or first <= 1
