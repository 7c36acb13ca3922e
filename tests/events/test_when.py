"""When a happening was: the period that its status and the codebook give an expression."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from dateline import Reader

PUBLISHED = "2023-05-20"


def _time(text: str, kind: str) -> tuple[str | None, str | None, str] | None:
    record = Reader().read(text, published=PUBLISHED)
    event = next(event for event in record.events if event.type == kind)
    return event.time and (event.time.start, event.time.end, event.time.precision)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Gunmen killed two farmers near Orikhiv a few days ago.", ("2023-05-14", "2023-05-20", "week")),
        ("Gunmen have killed two farmers near Orikhiv since March.", ("2023-03-01", "2023-05-20", "range")),
        ("Gunmen killed two farmers near Orikhiv in the last few hours.", ("2023-05-20", "2023-05-20", "day")),
        ("The mayor condemned the recent murder of two farmers near Orikhiv.", (None, "2023-05-20", "open")),
        ("Gunmen killed two farmers near Orikhiv.", None),
    ],
)  # fmt: skip
def test_what_has_happened_is_over_by_publication(text, period):
    assert _time(text, "civilians/attack") == period


def test_what_goes_on_today_did_not_begin_today():
    assert _time("Fighting continues today in Orikhiv.", "battle/clash") == (None, None, "open")


def test_a_given_date_before_the_since_makes_no_period_that_ends_before_it_starts(annotate) -> None:  # type: ignore[no-untyped-def]
    text = "Rebels have shelled the town of Harta since August 1989, the army said."
    for event in annotate(text, published="1952-10-05").events:
        assert event.time is None or not event.time.end or event.time.start <= event.time.end
