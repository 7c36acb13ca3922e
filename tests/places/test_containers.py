"""Which country or division a name lies in, by the words around it."""

from __future__ import annotations

import pytest

from dateline.annotations import Annotations
from dateline.places import places, referent
from dateline.reader import _open, document
from dateline.records import PlaceMention
from dateline.text import parse, zones


def _read(text: str) -> Annotations:
    return places(parse(zones(_open(document(text)))))


def _named(text: str, name: str) -> list[PlaceMention]:
    return [m for m in _read(text).places if m.name.casefold() == name.casefold()]


@pytest.mark.parametrize(
    "text",
    [
        "Armed men seized two nurses in Bambui in Cameroon at dusk.",
        "Armed men seized two nurses in Bambui, Cameroon, at dusk.",
        "BAMBUI, Cameroon (AP) — Armed men seized two nurses at dusk.",
    ],
)
def test_a_namesake_abroad_is_not_meant_where_the_country_is_named(text: str) -> None:
    (town,) = _named(text, "Bambui")
    assert not town.resolved
    assert town.relation == "in"
    assert (town.country, town.precision) == ("CMR", 6)
    assert (town.lat, town.extent) == (
        _named(text, "Cameroon")[0].lat,
        _named(text, "Cameroon")[0].extent,
    )


def test_an_unknown_town_stays_in_its_country_throughout_the_report() -> None:
    text = "Men seized a nurse in Bambui in Cameroon. By night the streets in Bambui were empty."
    assert [town.country for town in _named(text, "Bambui")] == ["CMR", "CMR"]


def test_an_unknown_town_lies_in_the_part_of_the_country_told() -> None:
    (town,) = _named("A nurse was seized in the town of Bambui in northern Cameroon.", "Bambui")
    assert (town.country, town.precision) == ("CMR", 5)
    assert town.extent is not None
    assert town.extent.contains(9.0, 13.5)
    assert not town.extent.contains(3.0, 11.5)


def test_who_accuses_a_country_does_not_lie_in_it() -> None:
    for mention in _named("Kuleba accuses Russia over the camp.", "Kuleba"):
        assert mention.lat is None


def test_an_unknown_town_lies_in_the_division_that_its_country_owns() -> None:
    text = "Jets bombed a market in Sora, in Sudan's region of North Darfur."
    (town,), (division,) = _named(text, "Sora"), _named(text, "North Darfur")
    assert not town.resolved
    assert (town.precision, town.lat) == (4, division.lat)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Police fired on a crowd in Laayoune, Morocco.", "Laayoune", "ESH"),
        ("She spoke in Derby, Kenya and Leeds.", "Derby", "GBR"),
        ("Two soldiers from Leeds in Kenya were hurt.", "Leeds", "GBR"),
        ("Rebels shelled Tripoli in Lebanon.", "Tripoli", "LBN"),
    ],
)
def test_a_name_that_the_country_may_hold_or_need_not_stays(
    text: str, name: str, country: str
) -> None:
    assert [m.country for m in _named(text, name)] == [country]


def test_a_town_so_called_is_no_part_of_a_name() -> None:
    (town,) = _named("Guerrillas shot the mayor of the small town of Hostigal.", "Hostigal")
    assert town.relation == "in"


def test_a_church_of_saints_is_one_site_and_no_town() -> None:
    found = _read("The blast hit the old church of St. Peter and St. Paul in Cairo.").places
    assert [m.name for m in found] == ["church of St. Peter and St. Paul", "Cairo"]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("HOMS, Syria (AP) — Shells fell on Hama, doctors here said.", "here", "HOMS"),
        ("Rebels in Usulutan in El Salvador fled to the capital.", "capital", "San Salvador"),
        ("Men fled from Kyiv in Ukraine to Lviv, then saw the capital.", "capital", "Kyiv"),
        ("A bomb hit Holy Ghost Cathedral in Homs. Men ran from the cathedral.", "ran", None),
        (
            "A bomb hit Holy Ghost Cathedral in Homs. Men wept outside the cathedral.",
            "cathedral",
            "Holy Ghost Cathedral",
        ),
        ("Troops entered Mosul in Iraq. People fled the besieged city.", "city", "Mosul"),
        ("Troops entered Mosul in Iraq. People fled the nearby city.", "city", None),
        ("Troops entered Mosul in Iraq. It was wrong in the first place.", "place", None),
    ],
)
def test_words_that_point_back_to_a_place(text: str, word: str, name: str | None) -> None:
    annotations = _read(text)
    token = [token for token in annotations.doc if token.text == word][-1]
    found = referent(annotations, token)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    "text",
    ["Six men died, according to a report in La Tribuna.", "The newspaper Vanguardia said so."],
)
def test_an_outlet_is_no_place(text: str) -> None:
    assert not _read(text).places


def test_a_country_in_a_list_holds_nothing_before_it() -> None:
    (town,) = _named("Talks were held in the towns of Xobotyne and Turkey.", "Xobotyne")
    assert town.country is None
