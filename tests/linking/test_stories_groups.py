"""linking/stories: groups out of pairwise log odds, with a bar that knows how close a group is."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dateline.linking.stories import grouped


def blocks(*sizes: int, within: float, between: float) -> np.ndarray:
    labels = np.repeat(np.arange(len(sizes)), sizes)
    return np.where(labels[:, None] == labels[None], within, between)


def sizes(groups: list[tuple[int, ...]]) -> list[int]:
    return [len(group) for group in groups]


def test_what_is_over_the_bar_is_joined_and_what_is_under_it_is_not() -> None:
    assert sizes(grouped(blocks(2, 2, within=1.0, between=-5.0), bar=-3)) == [2, 2]
    assert sizes(grouped(blocks(2, 2, within=1.0, between=-2.0), bar=-3)) == [4]


def test_two_close_groups_of_some_size_need_more_than_the_bar() -> None:
    odds = blocks(6, 6, within=5.0, between=0.0)
    assert sizes(grouped(odds, bar=-3, slack=4, size=6)) == [6, 6]
    assert sizes(grouped(odds, bar=-3, slack=6, size=6)) == [12]


def test_a_few_reports_join_a_close_group_by_the_low_bar() -> None:
    odds = blocks(6, 2, within=5.0, between=0.0)
    assert sizes(grouped(odds, bar=-3, slack=4, size=6)) == [8]


def test_a_loose_group_is_not_torn() -> None:
    odds = blocks(12, within=0.5, between=0.0)
    assert sizes(grouped(odds, bar=-3, slack=4, size=6)) == [12]


@settings(max_examples=30)
@given(arrays(float, (7, 7), elements=st.floats(-8, 8)), st.permutations(range(7)))
def test_every_row_is_in_one_group_and_order_changes_nothing(
    table: np.ndarray, order: list[int]
) -> None:
    noise = np.arange(49).reshape(7, 7) * 1e-6  # no ties
    odds = np.triu(table + noise, 1) + np.triu(table + noise, 1).T
    groups = grouped(odds)
    assert sorted(row for group in groups for row in group) == list(range(7))
    moved = grouped(odds[np.ix_(order, order)])
    named = {frozenset(order[row] for row in group) for group in moved}
    assert named == {frozenset(group) for group in groups}
