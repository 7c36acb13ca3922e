from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline.gazetteer as gazetteer
from dateline.gazetteer import alpha3_of, countries, fold, index
from dateline.gazetteer.countries import read_table


def test_the_names_a_room_offers_are_the_ones_it_lists() -> None:
    assert sorted(gazetteer.__all__) == gazetteer.__all__
    assert all(hasattr(gazetteer, name) for name in gazetteer.__all__)


def test_all_states_have_codes_points_and_the_usual_demonyms() -> None:
    assert len(countries()) >= 249
    assert all(len(code) == 3 and state.alpha3 == code for code, state in countries().items())
    assert all(-90 <= c.lat <= 90 and -180 <= c.lon <= 180 for c in countries().values())
    assert "Turks" in countries()["TUR"].people
    assert "DRC" in countries()["COD"].aliases
    assert alpha3_of("UA") == "UKR"
    assert alpha3_of("ZZ") is None


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Kyiv", "UKR", 50.45, 30.52),
        ("Kiev", "UKR", 50.45, 30.52),
        ("Deir ez-Zor", "SYR", 35.34, 40.14),
        ("Khan Younis", "PSE", 31.34, 34.31),
        ("Gaza Strip", "PSE", 31.42, 34.36),
        ("Donbas", "UKR", 48.3, 38.0),
        ("Avoyelles Parish", "USA", 31.05, -92.0),
        ("D.R. Congo", "COD", -2.5, 23.5),
        ("MAKHACHKALA", "RUS", 42.98, 47.5),
    ],
)
def test_a_name_in_any_spelling_leads_to_its_place(
    name: str, country: str, lat: float, lon: float
) -> None:
    assert any(
        entry.country == country and abs(entry.lat - lat) < 0.1 and abs(entry.lon - lon) < 0.1
        for entry in index().lookup(name)
    )


def test_namesakes_come_with_the_most_populous_first() -> None:
    people = [entry.population for entry in index().lookup("Springfield")]
    assert len(people) > 5
    assert people == sorted(people, reverse=True)


def test_adjectives_and_abbreviations_do_not_answer_to_a_plain_look_up() -> None:
    assert [entry.name for entry in index().adjective("Turkish")] == ["Turkey"]
    assert [entry.name for entry in index().abbreviation("W.Va.")] == ["West Virginia"]
    assert index().lookup("Turkish") == ()
    assert index().lookup("Dobrotyne") == ()


def test_every_own_village_is_in_the_index_where_the_table_puts_it() -> None:
    for row in read_table("villages.csv"):
        found = [e for e in index().lookup(row["name"]) if e.country == row["country"]]
        near = [e for e in found if abs(e.lat - float(row["lat"])) < 0.6]
        assert near and near[0].population >= int(row["weight"]), row["name"]


def test_every_own_division_and_region_is_in_the_index() -> None:
    for row in read_table("regions.csv"):
        name = row["name"].split(" (")[0]
        found = index().lookup(name)
        near = [e for e in found if abs(e.lat - float(row["lat"])) < 0.01]
        assert near, name


def test_the_index_opens_at_once_and_answers_fast() -> None:
    from dateline.gazetteer.index import Index

    folder = __import__("importlib.resources").resources.files("dateline.gazetteer") / "data"
    start = time.perf_counter()
    fresh = Index(folder)
    assert fresh.lookup("Pokrovsk")
    assert time.perf_counter() - start < 0.3
    keys = ["pokrovsk", "no such place", "london", "gaza strip"] * 5_000
    start = time.perf_counter()
    for key in keys:
        fresh.find(key)
    assert len(keys) / (time.perf_counter() - start) > 300_000


@given(st.text(max_size=40))
def test_folding_is_stable_and_never_fails(text: str) -> None:
    key = fold(text)
    assert fold(key) in (key, fold(fold(key)))
    assert key.isascii()
    assert key == key.strip()
    index().lookup(text)


def test_divisions_carry_the_names_english_news_gives_them() -> None:
    found = index().lookup("Kursk")
    assert {entry.admin1 for entry in found if entry.country == "RUS"} == {"Kursk Oblast"}
