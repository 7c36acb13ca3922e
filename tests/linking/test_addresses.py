"""The words of a report's address help to place what its text leaves without a place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.incidents import EventKey
from dateline.linking.incidents import Subject, incident
from dateline.linking.incidents.addresses import addressed
from dateline.linking.incidents.subject import Spot
from dateline.records import Place

SITE = "https://example.org"
UKRAINE = frozenset({"UKR"})


def names(path: str, lands: frozenset[str] = UKRAINE) -> list[str]:
    return [spot.name for spot in addressed(f"{SITE}/{path}", lands)]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("world/drones-hit-a-bakery-in-odesa-at-noon-88121.html", ["Odesa"]),
        ("2024/05/25/two-bombs-fall-on-kharkiv-market/", ["Kharkiv"]),
        ("news/villages-of-sumy-oblast-to-be-cleared", ["Sumy Oblast"]),
        ("news/Mines-kill-farmer-near-Zaporizhzhia", ["Zaporizhzhya"]),
        ("a/pokrovsk-under-fire-for-third-day", ["Pokrovsk"]),
        ("odesa", []),  # a section, no headline
        ("news/7469367/", []),
        ("news/centre-of-town-under-fire-again", []),
    ],
)
def test_a_headline_in_the_address_names_towns_and_divisions(path: str, found: list[str]) -> None:
    assert names(path) == found


def test_places_lie_in_the_lands_of_the_report_or_of_the_address() -> None:
    path = "news/bomb-damages-bridge-near-birmingham"
    assert names(path) == []
    assert names(path, frozenset()) == ["Birmingham"]
    assert names("news/ukrainian-drones-reach-belgorod-depot", frozenset()) == []
    assert names("news/drones-reach-belgorod-depot-in-russia") == ["Belgorod"]


@pytest.mark.parametrize(
    "url", ["", "https://[", "http://a/%zz%ff-%00-a-b-c-d", "mailto:a-b-c-d-e"]
)
def test_an_odd_address_names_nothing(url: str) -> None:
    assert addressed(url, UKRAINE) == ()


@given(st.text(max_size=60), st.sampled_from([frozenset(), UKRAINE]))
def test_any_address_is_read_without_trouble(path: str, lands: frozenset[str]) -> None:
    for spot in addressed(f"{SITE}/{path}", lands):
        assert -90 <= spot.lat <= 90
        assert spot.km > 0


def subject(report: str, **fields: Any) -> Subject:
    return Subject(key=EventKey(report, "e1"), lead=True, type="strike/drone", **fields)


def test_an_incident_that_no_text_places_takes_the_place_of_the_addresses() -> None:
    odesa = (Spot("Odesa", 46.48, 30.73, 5.0, "UKR"),)
    made = incident([subject("a", addressed=odesa), subject("b", addressed=odesa), subject("c")])
    assert made.place is not None
    assert (made.place.name, made.place_from) == ("Odesa", "address")


def test_what_texts_say_goes_before_the_addresses() -> None:
    sumy = Place(name="Sumy", lat=50.92, lon=34.8)
    told = subject("a", place=sumy, spots=(Spot("Sumy", 50.92, 34.8, 5.0, "UKR"),))
    other = subject("b", addressed=(Spot("Odesa", 46.48, 30.73, 5.0, "UKR"),))
    made = incident([told, other])
    assert made.place is not None
    assert (made.place.name, made.place_from) == ("Sumy", "text")
