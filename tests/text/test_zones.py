"""The parts of a page: headline, byline, dateline, caption, boilerplate; all else is body."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotations import Annotations
from dateline.sources import document
from dateline.text import letter_case, reading_text, zones

LEAD = "Shells fell on the town on Friday and cut its power line, the mayor said."


def cut(text: str, title: str | None = None) -> Annotations:
    read, origin = reading_text(text)
    page = document(text, title=title)
    return zones(Annotations(document=page, text=read, origin=origin, case=letter_case(read)))


def parts(text: str, title: str | None = None) -> list[tuple[str, str]]:
    found = cut(text, title)
    return [(zone.zone, found.text[zone.start : zone.end]) for zone in found.zones]


PAGES = st.lists(
    st.sampled_from(
        [
            LEAD,
            "6 mins read",
            "By Anna Petrenko",
            "KYIV – " + LEAD,
            "A house burns in Sumy. (Emergency service via AP)",
            "What Comes Next For The Town",
            "Facebook Twitter Linkedin Mail",
            "(",
            "\u200b",
        ]
    )
    | st.text(max_size=40),
    max_size=6,
).map("\n\n".join)


@given(PAGES, st.none() | st.text(max_size=20))
def test_zones_are_in_order_apart_and_hold_every_letter(text: str, title: str | None) -> None:
    found = cut(text, title)
    assert all(one.end <= other.start for one, other in pairwise(found.zones))
    inside = {at for zone in found.zones for at in range(zone.start, zone.end)}
    assert all(at in inside for at, char in enumerate(found.text) if char.isalnum())
    assert all("\n" not in found.text[zone.start : zone.end] for zone in found.zones)


def test_a_web_page_is_cut_into_its_parts() -> None:
    page = "\n\n".join(
        [
            "Town shelled again as talks go on",
            "6 mins read",
            "By Anna Petrenko",
            "A burnt-out bus stands in the market place. (Regional administration via AP)",
            "SUMY, Ukraine (AP) — " + LEAD,
            "Crews went out at dawn.",
            "All rights reserved.",
        ]
    )
    assert [kind for kind, _ in parts(page)] == [
        "headline",
        "boilerplate",
        "byline",
        "caption",
        "dateline",
        "body",
        "body",
        "boilerplate",
    ]
    assert cut(page).document.dateline == "Sumy, Ukraine"


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("KYIV – ", "Kyiv"),
        ("BEIRUT (Reuters) - ", "Beirut"),
        ("SAN SALVADOR, 14 APR 89 (ACAN-EFE) -- ", "San Salvador"),
        ("Aleppo, Nov 16 (AFP) -- ", "Aleppo"),
        ("gandhinagar: ", "gandhinagar"),
    ],
)
def test_the_dateline_gives_the_place_of_the_report(head: str, place: str) -> None:
    lead = LEAD.lower() if head.islower() else LEAD
    found = cut(head + lead)
    assert found.document.dateline == place
    assert [zone.zone for zone in found.zones] == ["dateline", "body"]


@pytest.mark.parametrize(
    "lead", [LEAD, "The mayor said: nobody was hurt.", "Talks - again - failed."]
)
def test_a_lead_without_a_dateline_gives_no_place(lead: str) -> None:
    found = cut(lead)
    assert found.document.dateline is None
    assert [zone.zone for zone in found.zones] == ["body"]


def test_the_given_title_is_the_headline_wherever_it_stands() -> None:
    title = "Town shelled again"
    assert parts(f"{title}\n\n{title}\n\n{LEAD}", title)[:2] == [("headline", title)] * 2
    assert parts(f"{title}. {LEAD}", title) == [("headline", f"{title}."), ("body", LEAD)]


@pytest.mark.parametrize("title", ["Syria", "S", "Syria says its"])
def test_a_title_that_is_the_first_words_of_the_lead_takes_nothing_from_it(title: str) -> None:
    lead = "Syria says its troops have left the town."
    assert parts(lead, title) == [("body", lead)]


def test_a_long_paragraph_is_cut_quickly() -> None:
    assert [zone.zone for zone in cut("(photo by " * 20_000 + LEAD).zones] == ["body"]


@pytest.mark.parametrize("line", ["By our own staff", "By Staff Reporter", "By Anna Petrenko"])
def test_a_byline_under_no_headline_is_no_headline(line: str) -> None:
    assert parts(f"{line}\n\n{LEAD}") == [("byline", line), ("body", LEAD)]
