from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotations import Annotations
from dateline.geometry import Extent
from dateline.places import places
from dateline.places.extent import distance_km, point_at
from dateline.reader import _open, document
from dateline.records import PlaceMention, from_json, to_json
from dateline.text import parse, zones

_BEARINGS = {
    "north": 0, "north-east": 45, "east": 90, "southeast": 135, "south": 180, "south-west": 225,
    "west": 270, "northwest": 315,
}  # fmt: skip


def _read(text: str) -> Annotations:
    return places(parse(zones(_open(document(text)))))


@cache
def _mentions(text: str) -> tuple[PlaceMention, ...]:
    return _read(text).places


def _mention(text: str, name: str) -> PlaceMention:
    return next(m for m in _mentions(text) if m.name == name)


def _extent(text: str, name: str) -> Extent:
    extent = _mention(text, name).extent
    assert extent is not None, f"{name} has no extent in {text!r}"
    return extent


@settings(max_examples=24)
@given(st.sampled_from(sorted(_BEARINGS)), st.sampled_from([2, 5, 10, 25, 40]), st.booleans())
def test_a_point_that_far_in_that_direction_lies_inside(side: str, km: int, miles: bool) -> None:
    written = f"{km / 1.609:.0f} miles ({km} km)" if miles else f"{km} km"
    text = f"Shells fell {written} {side} of Orikhiv in Ukraine."
    place = _mention(text, "Orikhiv")
    assert place.relation == f"{side} of"
    assert place.lat is not None and place.lon is not None
    extent = _extent(text, "Orikhiv")
    assert extent.contains(*point_at(place.lat, place.lon, _BEARINGS[side], km))
    assert not extent.contains(*point_at(place.lat, place.lon, _BEARINGS[side] + 180, km))


@pytest.mark.parametrize(
    ("text", "name", "relation", "inside", "outside"),
    [
        ("Shells fell near Kupiansk in Ukraine.", "Kupiansk", "near", (49.6, 37.5), (50.5, 37.5)),
        ("Villages north of Hama were bombed.", "Hama", "north of", (35.3, 36.76), (35.0, 36.76)),
        (
            "Troops attacked in the Kupyansk direction.",
            "Kupyansk",
            "direction of",
            (49.9, 37.8),
            (51.5, 37.6),
        ),
        (
            "Fighting went on halfway between Bakhmut and Kostiantynivka, Ukraine said.",
            "Bakhmut",
            "halfway between",
            (48.56, 37.85),
            (48.6, 38.4),
        ),
        (
            "The convoy was hit along the Pokrovsk–Kostiantynivka road in Ukraine.",
            "Pokrovsk",
            "along road",
            (48.41, 37.44),
            (48.0, 37.44),
        ),
        (
            "The convoy was hit on the road from Damascus to Homs in Syria.",
            "Homs",
            "along road",
            (34.1, 36.5),
            (34.1, 38.0),
        ),
        (
            "Shells landed across the border from Gaziantep in Turkey.",
            "Gaziantep",
            "across the border from",
            (36.9, 37.4),
            (36.0, 37.4),
        ),
        (
            "Rebels hold villages in eastern Ukraine.",
            "Ukraine",
            "eastern part of",
            (48.5, 38.0),
            (49.8, 24.0),
        ),
        (
            "They fight in the southeastern Zaporizhzhia region of Ukraine.",
            "Zaporizhzhia",
            "southeastern part of",
            (47.0, 36.5),
            (47.9, 35.0),
        ),
        (
            "Fighting in the south of Lebanon goes on.",
            "Lebanon",
            "southern part of",
            (33.3, 35.4),
            (34.4, 36.2),
        ),
        (
            "Clashes erupted on Pakistan's border with Afghanistan.",
            "Pakistan",
            "border with",
            (34.1, 71.1),
            (25.0, 67.0),
        ),
        (
            "A drone fell on the Lebanon-Syria border.",
            "Lebanon",
            "border with",
            (33.9, 36.3),
            (36.0, 40.0),
        ),
        (
            "Ten miles off the coast of Somalia, pirates struck.",
            "Somalia",
            "off the coast of",
            (2.0, 46.0),
            (2.0, 60.0),
        ),
        (
            "Clashes in the northern countryside of Aleppo in Syria.",
            "Aleppo",
            "countryside of",
            (36.5, 37.2),
            (35.9, 37.2),
        ),
        (
            "Within five kilometers of Kherson in Ukraine, boats were seen.",
            "Kherson",
            "near",
            (46.66, 32.64),
            (47.2, 32.6),
        ),
    ],
)
def test_the_ground_of_a_relation(
    text: str,
    name: str,
    relation: str,
    inside: tuple[float, float],
    outside: tuple[float, float],
) -> None:
    assert _mention(text, name).relation == relation
    extent = _extent(text, name)
    assert extent.contains(*inside)
    assert not extent.contains(*outside)


def test_a_town_itself_is_a_point_and_a_country_has_its_outline() -> None:
    text = "A bomb went off in Baghdad, Iraq."
    assert _mention(text, "Baghdad").extent is None
    assert _extent(text, "Iraq").contains(33.3, 44.4)


def test_the_border_of_an_adjective_is_a_place() -> None:
    text = "Clashes erupted near the Turkish border in Syria."
    mention = _mention(text, "Turkish")
    assert (mention.kind, mention.relation, mention.precision) == ("country", "border with", 5)
    assert _extent(text, "Turkish").contains(36.7, 38.0)
    assert not _extent(text, "Turkish").contains(39.9, 32.9)
    assert _mention("Turkish jets bombed a camp.", "Turkish").kind == "adjective"


def test_a_part_of_a_country_is_finer_than_the_country() -> None:
    assert _mention("Rebels hold villages in eastern Ukraine.", "Ukraine").precision == 5
    assert _mention("Rebels hold villages in Ukraine.", "Ukraine").precision == 6


def test_an_unknown_village_has_the_ground_of_its_region() -> None:
    text = (
        "Russia captured the village of Xobotyne in the Zaporizhzhia region, it said."
        " The village of Xobotyne was shelled again. Kyiv said nothing."
    )
    region = _mention(text, "Zaporizhzhia")
    found = [m for m in _mentions(text) if m.name == "Xobotyne"]
    assert len(found) == 2
    for mention in found:
        assert not mention.resolved
        assert mention.precision == 4
        assert (mention.lat, mention.lon) == (region.lat, region.lon)
        assert mention.extent == region.extent
    assert region.resolved and _mention(text, "Kyiv").resolved


def test_an_unknown_district_lies_by_its_town() -> None:
    mention = _mention("Two bombs exploded in Giza's Haram district.", "Haram")
    assert not mention.resolved
    assert mention.lat is not None and mention.lon is not None
    assert distance_km(mention.lat, mention.lon, 30.0, 31.2) < 10


def test_a_choice_has_a_confidence_and_its_rivals() -> None:
    sure = _mention("A bomb went off in Baghdad, Iraq.", "Iraq")
    torn = _mention("He was born in Springfield.", "Springfield")
    assert sure.confidence is not None and torn.confidence is not None
    assert 0 <= torn.confidence < sure.confidence <= 1
    assert torn.alternatives
    assert all(n.lat != torn.lat for n in torn.alternatives)
    assert from_json(to_json(torn), PlaceMention) == torn


def test_the_place_of_an_event_keeps_the_ground() -> None:
    mention = _mention("Shells fell near Kupiansk in Ukraine.", "Kupiansk")
    assert mention.place().extent == mention.extent is not None


@pytest.mark.parametrize(
    ("text", "name", "country", "kind"),
    [
        ("Troops entered the Kursk region of Russia.", "Kursk", "RUS", "admin1"),
        ("Tal Afar, Iraq (AP) Militants attacked Tal Afar.", "Tal Afar", "IRQ", "settlement"),
        ("Rebels seized Myawaddy. It lies on the Thai border.", "Myawaddy", "MMR", "settlement"),
        ("Airstrikes hit Taftanaz and Saraqib in Syria.", "Taftanaz", "SYR", "settlement"),
        ("FIGHTING IN DEIR EZ-ZOR KILLS TEN", "DEIR EZ-ZOR", "SYR", "settlement"),
        ("WASHINGTON (AP) The Pentagon sent arms.", "WASHINGTON", "USA", "settlement"),
        ("Students at the University of Mosul rose.", "University of Mosul", "IRQ", "facility"),
        ("A bomb hit Al Salem hospital in Aleppo.", "Al Salem hospital", "SYR", "facility"),
        ("Jets hit the U.S. Consulate in Monterrey.", "U.S. Consulate", "MEX", "facility"),
    ],
)
def test_saved_cases(text: str, name: str, country: str, kind: str) -> None:
    found = {m.name.casefold(): m for m in _mentions(text)}
    mention = found[name.casefold()]
    assert (mention.country, mention.kind) == (country, kind)


def test_a_town_stays_a_town_throughout_a_report() -> None:
    text = "Rebels seized Myawaddy on Thursday. Myawaddy lies on the Thai border."
    assert [m.name for m in _mentions(text)].count("Myawaddy") == 2


def test_another_spelling_is_found_where_the_report_speaks_of_its_country() -> None:
    told = "Police in Jordan said that a man died in the town of Qatraneh."
    mention = _mention(told, "Qatraneh")
    assert mention.resolved
    assert mention.country == "JOR"
    assert not _mention("A man died in the town of Qatraneh.", "Qatraneh").resolved


def test_the_land_along_a_winding_border_leaves_out_what_lies_between_its_bends() -> None:
    land = _extent("Troops dug in along Ukraine's border with Russia.", "Ukraine")
    assert land.contains(50.3, 36.9)
    assert not land.contains(48.0, 38.0)
    assert not land.contains(49.5, 32.0)
