"""Which expression dates a happening, and which only dates the reporting."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from dateline.records import Span
from dateline.times import governing, reporting

PUBLISHED = "2024-11-13"


def _governs(timed, text, trigger):
    annotations = timed(text, published=PUBLISHED)
    start = annotations.text.index(trigger)
    mention = governing(annotations, Span(start, start + len(trigger)))
    return mention.span.of(annotations.text) if mention else None


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("Russia attacked Kupyansk on Tuesday, and Ukraine retook it in 2022.", "attacked", "Tuesday"),
        ("Russia attacked Kupyansk on Tuesday, and Ukraine retook it in 2022.", "retook", "2022"),
        ("On Wednesday the General Staff reported that troops attacked the town in August.", "attacked", "August"),
        ("On Wednesday the General Staff reported that troops attacked the town.", "attacked", "Wednesday"),
        ("Troops attacked the town.", "attacked", None),
        ("Troops lose 20 soldiers every day.", "lose", None),
    ],
)  # fmt: skip
def test_the_nearest_clause_governs(timed, text, trigger, words):
    assert _governs(timed, text, trigger) == words


def test_a_measure_dates_only_what_it_is_measured_from(timed):
    text = "The blast came two days after gunmen killed six officers."
    assert _governs(timed, text, "killed") == "two days"
    assert _governs(timed, text, "blast") is None


def test_the_day_of_saying_is_the_reporting(timed):
    annotations = timed(
        "On Wednesday the General Staff reported that troops attacked the town on Tuesday.",
        published=PUBLISHED,
    )
    assert [reporting(annotations, mention) for mention in annotations.times] == [True, False]


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("The police arrested a man of the leader who has been in prison since 2022.", "arrested", None),
        ("Talks began between the rebels and the mayor, who was elected in 2022.", "Talks", None),
        ("The offensive, which began on 3 May 2023, failed.", "offensive", "3 May 2023"),
        ("The minister on Monday condemned the murder of two priests.", "murder", None),
        ("The minister condemned the attacks on Monday in the north.", "attacks", "Monday"),
        ("The minister denied on Monday that troops attacked the town.", "attacked", None),
    ],
)  # fmt: skip
def test_a_date_of_something_else_governs_nothing(timed, text, trigger, words):
    assert _governs(timed, text, trigger) == words
