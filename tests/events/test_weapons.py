from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotations import Annotations
from dateline.events.weapons import Weapon, weapons
from dateline.records import Document
from dateline.text import letter_case, parse, reading_text, zones


def parsed(text: str) -> Annotations:
    read, origin = reading_text(text)
    report = Annotations(
        document=Document(id="r", text=text), text=read, origin=origin, case=letter_case(read)
    )
    return parse(zones(report))


@cache
def named(text: str) -> tuple[Weapon, ...]:
    return weapons(parsed(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The column of T-72 tanks came back.", [("T-72 tanks", "vehicle")]),
        ("Iranian-made Shahed-136 drones struck.", [("Iranian-made Shahed-136 drones", "drone")]),
        ("A suicide car bomb went off.", [("suicide car bomb", "explosive")]),
        ("They fired rocket-propelled grenades.", [("rocket-propelled grenades", "grenade")]),
        ("Planes dropped guided aerial bombs.", [("guided aerial bombs", "bomb")]),
        ("He carried an AK-47 and knives.", [("AK-47", "small_arms"), ("knives", "blade")]),
        ("An Iskander-M missile fell.", [("Iskander-M missile", "missile")]),
        ("BM-21 Grad rocket launchers fired.", [("BM-21 Grad rocket launchers", "rocket")]),
        ("A 500-kg bomb hit the roof.", [("500-kg bomb", "bomb")]),
        ("Two Mi-8 helicopters were downed.", [("Mi-8 helicopters", "aircraft")]),
        ("Police used tear gas.", [("tear gas", "riot_control")]),
        ("Doctors spoke of sarin.", [("sarin", "chemical")]),
    ],
)  # fmt: skip
def test_weapons_are_named_at_their_longest_with_their_kind(text, expected):
    assert [(weapon.name, weapon.kind) for weapon in named(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The nuclear power plant is safe.",
        "A fuel tank leaked at the gold mine.",
        "The think tank asked for gun control.",
        "Families slept in the bomb shelter.",
        "The army shells the town.",
        "The situation is explosive.",
        "Workers of Shell went home.",
    ],
)
def test_tanks_of_fuel_and_bombs_of_speech_are_no_weapons(text):
    assert named(text) == ()


def test_spans_point_at_the_name():
    text = "On Monday cluster munitions hit Nikopol."
    (weapon,) = named(text)
    assert weapon.span.of(text) == weapon.name == "cluster munitions"


@settings(max_examples=25)
@given(st.text(max_size=80))
def test_any_text_is_read_without_failing(text):
    annotations = parsed("The tank fired. " + text)
    for weapon in weapons(annotations):
        assert weapon.span.of(annotations.text) == weapon.name
