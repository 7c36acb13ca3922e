from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.annotations import Annotations
from dateline.gazetteer import countries
from dateline.places import places, referent
from dateline.reader import _open, document
from dateline.records import PlaceMention
from dateline.text import parse, zones

Find = Callable[[str], dict[str, PlaceMention]]


def _read(text: str) -> Annotations:
    return places(parse(zones(_open(document(text)))))


def _found(text: str) -> dict[str, PlaceMention]:
    return {mention.name: mention for mention in _read(text).places}


def test_pokrovsk_in_a_report_on_ukraine_is_the_one_in_donetsk() -> None:
    found = _found("Russian troops are closing in on Pokrovsk, a hub in eastern Ukraine.")
    assert found["Pokrovsk"].country == "UKR"
    assert found["Pokrovsk"].lat == pytest.approx(48.28, abs=0.01)
    assert found["Ukraine"].precision == 5  # the east of it


@pytest.mark.parametrize(
    ("text", "name", "relation", "precision"),
    [
        ("Shells fell 10 km (six miles) south of Orikhiv.", "Orikhiv", "south of", 2),
        ("The depot lies north-west of Kupiansk in Ukraine.", "Kupiansk", "north-west of", 2),
        ("Troops attacked in the Kupyansk direction.", "Kupyansk", "direction of", 2),
        ("Rebels moved towards Raqqa in Syria.", "Raqqa", "towards", 2),
        ("Tanks stood on the outskirts of Douma, Syria.", "Douma", "outskirts of", 2),
        ("Fighting went on near Deir ez-Zor.", "Deir ez-Zor", "near", 2),
        ("Militants killed ten people across Syria.", "Syria", "across", 6),
        ("Five people died in the Gaza Strip on Monday.", "Gaza Strip", "in", 4),
        ("Snipers fired in eastern Aleppo in Syria.", "Aleppo", "eastern part of", 2),
        ("A bomb went off in Baghdad.", "Baghdad", "in", 1),
        ("Villages in Donbas were hit, Ukraine said.", "Donbas", "in", 5),
    ],
)
def test_the_tie_to_a_place_and_its_precision_follow_the_words(
    text: str, name: str, relation: str, precision: int
) -> None:
    mention = _found(text)[name]
    assert (mention.relation, mention.precision) == (relation, precision)


def test_a_list_shares_the_relation_of_its_first_place() -> None:
    found = _found("Clashes broke out near Avdiivka and Horlivka in Ukraine.")
    assert found["Horlivka"].relation == "near"
    assert found["Horlivka"].precision == 2


def test_the_word_after_a_name_decides_between_town_and_division() -> None:
    assert _found("He was killed in the Kharkiv region.")["Kharkiv"].kind == "admin1"
    assert _found("He was killed in Kharkiv on Monday.")["Kharkiv"].kind == "settlement"


def test_a_container_decides_between_namesakes() -> None:
    assert _found("She lives in Paris, Texas.")["Paris"].admin1 == "Texas"
    assert _found("The crash was in Charleston, W.Va., on Sunday.")["Charleston"].admin1 == (
        "West Virginia"
    )


def test_a_village_no_gazetteer_has_is_kept_without_a_point() -> None:
    mention = _found("Russia seized the village of Dobrotyne at dawn.")["Dobrotyne"]
    assert mention.kind == "settlement"
    assert mention.lat is None
    assert mention.lon is None


def test_a_village_whose_point_is_rough_is_ground_around_it() -> None:
    found = _found("Shells fell on Tawila and on El Fasher in Sudan.")
    rough, sure = found["Tawila"], found["El Fasher"]
    assert rough.extent is not None and rough.lat is not None and rough.lon is not None
    assert rough.extent.contains(rough.lat + 0.12, rough.lon)
    assert not rough.extent.contains(rough.lat + 0.15, rough.lon)
    assert sure.extent is None


def test_people_and_units_are_no_places() -> None:
    assert "Paris" not in _found("Paris Hilton gave a speech on Monday.")
    assert not _found("Soldiers of the 65th Mechanized Brigade dug in.")


def test_an_adjective_is_a_mention_but_a_language_is_not() -> None:
    assert _found("Turkish jets bombed a camp.")["Turkish"].kind == "adjective"
    assert "English" not in _found("He spoke English well.")


def test_a_name_inside_an_organisation_is_marked() -> None:
    found = _found("The Aleppo Media Center said ten people died in Idlib.")
    assert "Aleppo" not in found or found["Aleppo"].relation == "name"


def test_a_site_takes_the_point_of_the_town_in_its_name() -> None:
    mention = _found("Jets struck Mosul University in Iraq.")["Mosul University"]
    assert mention.kind == "facility"
    assert mention.lat == pytest.approx(36.33, abs=0.05)


def test_reports_in_capitals_and_in_small_letters_have_places() -> None:
    text = "A bomb exploded in San Salvador on Monday, and police in Bogota, Colombia, were told."
    for written in (text.upper(), text.lower()):
        countries = {mention.country for mention in _read(written).places}
        assert {"SLV", "COL"} <= countries


def test_the_city_points_back_to_the_last_town() -> None:
    annotations = _read("Troops entered Mosul in Iraq. The city was shelled. The country mourned.")
    tokens = {token.text: token for token in annotations.doc}
    city, country = (referent(annotations, tokens[word]) for word in ("city", "country"))
    assert city is not None
    assert city.name == "Mosul"
    assert country is not None
    assert country.name == "Iraq"
    assert referent(annotations, tokens["Troops"]) is None


def test_the_cost_of_a_long_report_grows_with_its_length_only() -> None:
    names = sorted({c.capital for c in countries().values() if c.capital})
    text = " ".join(
        f"The soldiers who had left {a} on the day before were then seen in {b}."
        for a, b in product(names[:40], names[:40])
    )[:60_000]
    annotations = parse(zones(_open(document(text))))
    start = time.perf_counter()
    places(annotations)
    assert time.perf_counter() - start < 1.5


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=200).map(lambda text: "In Kyiv " + text))
def test_any_text_gives_ordered_mentions_that_do_not_overlap(text: str) -> None:
    annotations = _read_any(text)
    mentions = annotations.places
    assert all(m.span.of(annotations.text) == m.name for m in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    assert all((m.lat is None) == (m.lon is None) for m in mentions)


def _read_any(text: str) -> Annotations:
    from dateline.annotations import Annotations as Kind
    from dateline.text import letter_case, reading_text

    plain, origin = reading_text(text)
    report = document(text, id="x")
    return places(
        parse(zones(Kind(document=report, text=plain, origin=origin, case=letter_case(plain))))
    )
