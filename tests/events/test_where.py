"""Where and when a happening happened."""

from __future__ import annotations

import dateline
from dateline.records import Event


def first(reader: dateline.Reader, text: str) -> Event:
    return reader.read(text, published="2024-11-15").events[0]


def test_the_place_beside_the_trigger_is_where_it_happened(reader: dateline.Reader) -> None:
    place = first(reader, "A bomb exploded in Kabul on Monday, a ministry in Paris said.").place
    assert place is not None and place.name == "Kabul"


def test_a_state_that_acts_is_not_the_place(reader: dateline.Reader) -> None:
    place = first(reader, "Russia shelled the town of Chasiv Yar.").place
    assert place is not None and place.name == "Chasiv Yar"


def test_the_relation_of_a_place_is_kept(reader: dateline.Reader) -> None:
    place = first(reader, "Troops clashed with rebels south of Goma.").place
    assert place is not None
    assert (place.name, place.relation, place.precision) == ("Goma", "south of", 2)


def test_joined_places_stay_with_the_first(reader: dateline.Reader) -> None:
    place = first(reader, "Bombs exploded in Godhra and Ahmedabad.").place
    assert place is not None
    assert [place.name, *(more.name for more in place.more_places)] == ["Godhra", "Ahmedabad"]


def test_a_weekday_is_resolved_from_the_publication_date(reader: dateline.Reader) -> None:
    time = first(reader, "Rebels attacked the village of Mambasa on Tuesday.").time
    assert time is not None and (time.start, time.end) == ("2024-11-12", "2024-11-12")


def test_what_has_no_expression_of_time_has_no_time(reader: dateline.Reader) -> None:
    assert first(reader, "Rebels attacked the village of Mambasa.").time is None


def test_what_goes_on_is_open(reader: dateline.Reader) -> None:
    found = first(reader, "Rebels have occupied the town of Masisi since 2022.")
    assert found.status == "ongoing" and found.time is not None
    assert (found.time.start, found.time.end) == ("2022-01-01", None)


def test_a_fear_said_this_week_has_no_time_of_its_own(reader: dateline.Reader) -> None:
    found = first(reader, "Russia is likely to attack Kupyansk, a commander said on Tuesday.")
    assert found.time is None
