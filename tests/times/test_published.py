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


@pytest.mark.parametrize(
    ("header", "published"),
    [
        ("SAN SALVADOR, 3 JAN 90 -- [TEXT]", "1990-01-03"),
        ("Lima, 25 Oct 89 (EFE) -- [Text]", "1989-10-25"),
        ("NO CITY (HONDURAS), 6 MAY 88 (PRESS) -- [REPORT]", "1988-05-06"),
        ("Santiago, 18 May 89 Domestic Service -- [Text]", "1989-05-18"),
        ("GOMA, Thursday, Jan. 15, 15 (Wire) -", "2015-01-15"),
        ("By Ana Vega\n3 Sept 04\n", "2004-09-03"),
        ("CLANDESTINE, 19 MARCH 90\n", "1990-03-19"),
        ("LIMA, 3 JAN (EFE) -- [TEXT]", None),
        ("On 3 May 15 soldiers fell.", None),
        ("In Lima, 3 May 15 (of 20) soldiers fell.", None),
        ("LIMA, 3 MAY 15 SOLDIERS FELL -- THE ARMY SAID.", None),
    ],
)  # fmt: skip
def test_two_digits_are_a_year_in_a_header_alone(timed, header, published):
    document = timed(f"{header} Two men were killed on Friday. A bridge was hit.").document
    assert document.published == published


def test_a_header_is_not_moved_on_by_a_weekday(timed):
    annotations = timed(
        "BOGOTA, 10 SEP 89 (WIRE) -- Gunmen broke into a farm on Wednesday. They fled today."
    )
    assert annotations.document.published == "1989-09-10"
    assert [mention.value for mention in annotations.times[1:]] == ["1989-09-06", "1989-09-10"]


def test_a_line_that_is_a_date_is_not_moved_on_by_a_weekday(timed):
    text = (
        "Troops move on\n\nTuesday, September 22, 2015\n\nThey attacked on Thursday, police said."
    )
    assert timed(text).document.published == "2015-09-22"


def test_of_two_days_the_later_proves_the_date(timed):
    text = "Shells hit the town on 25-26 October 2016, officials said."
    assert timed(text).document.published == "2016-10-26"


def test_a_birthday_is_no_day_of_publication(timed):
    text = (
        "The captain, born on 7 June 1948, is free. He was caught in 1991. A judge freed him in"
        " 2012. Since 1989 the gang has ruled the port."
    )
    assert timed(text).document.published is None


def test_one_far_year_that_was_planned_for_leaves_the_day_proved(timed):
    text = "Ministers met on 3 May 2012. The sum was promised by 2050."
    assert timed(text).document.published == "2012-05-03"
