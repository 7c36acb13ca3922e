"""The report's own date: proved by caption, dateline, lead and weekdays, never guessed."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from dateline.errors import DateWarning


def test_a_caption_and_a_weekday_prove_the_day(timed):
    annotations = timed(
        "Troops move on\n\nIn this Monday, Nov. 11, 2024, photo provided by the services, a building"
        " is seen destroyed. (Emergency services via AP)\n\nKYIV – Troops moved on this week.\n\n"
        "On Wednesday, the staff reported that they attacked in the north.\n"
    )
    assert annotations.document.published == "2024-11-13"
    assert annotations.document.published_basis == "inferred"


def test_a_full_date_in_the_lead_proves_itself(timed):
    document = timed("Shells hit Orikhiv on 3 May 2023, officials said.").document
    assert (document.published, document.published_basis) == ("2023-05-03", "inferred")


def test_a_given_date_stays(timed):
    document = timed("Shells hit Orikhiv on 3 May 2023.", published="2023-05-05").document
    assert (document.published, document.published_basis) == ("2023-05-05", "given")


def test_what_proves_the_date_is_marked(timed):
    annotations = timed(
        "Troops moved on\n\nIn this Monday, Nov. 11, 2024, photo a building burns. (via AP)\n\n"
        "KYIV – On Wednesday, the staff reported an attack. They had left on Tuesday.\n"
    )
    marked = [m.span.of(annotations.text) for m in annotations.times if m.dates_report]
    assert annotations.document.published == "2024-11-13"
    assert marked == ["Monday, Nov. 11, 2024", "Wednesday"]


def test_a_given_date_that_the_text_contradicts_is_kept_and_reported(timed):
    text = "Shells hit Orikhiv on Wednesday, 3 May 2023, officials said."
    with pytest.warns(DateWarning, match=r'2023-01-05, but its text proves 2023-05-03 \("Wed'):
        document = timed(text, published="2023-01-05").document
    assert (document.published, document.published_basis) == ("2023-01-05", "given")


@pytest.mark.parametrize("published", ["2023-05-02", "2023-05-03", "2023-06-01"])
def test_a_given_date_that_the_text_allows_is_not_reported(timed, published):
    timed("Shells hit Orikhiv on Wednesday, 3 May 2023, officials said.", published=published)


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit Orikhiv on Friday.",
        "Shells hit Orikhiv on 3 May.",
        "The company sold bonds due Oct. 15, 2031, in London.",
        "The war will be ten years old on 20 February 2024.",
        "Shells fell. They fell again. Nobody was hurt. People hid. It goes back to 11 September 2001.",
        "On 3 May 1998 it was founded. It was closed in 2014.",
        "On 3 May 1998 it was founded. It has been shut since May 2014.",
    ],
)
def test_what_proves_no_date_leaves_it_unknown(timed, text):
    document = timed(text).document
    assert (document.published, document.published_basis) == (None, "unknown")
