"""Where and when a happening happened."""

from __future__ import annotations

import pytest

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


def place_names(reader: dateline.Reader, text: str) -> dict[str, str | None]:
    record = reader.read(text, published="2024-11-15")
    return {e.type: e.place.name if e.place else None for e in record.events}


def test_a_seat_of_power_is_no_place(reader: dateline.Reader) -> None:
    text = "The rebels opened talks on staying in the town under Moscow's protection."
    assert place_names(reader, text) == {"diplomacy/talks": None}


def test_the_place_of_a_clause_with_its_own_happening_stays_there(reader: dateline.Reader) -> None:
    text = "Relatives staged a protest for men who were arrested in Khartoum."
    assert place_names(reader, text)["unrest/protest"] is None


def test_a_country_is_not_lent_to_the_next_sentence(reader: dateline.Reader) -> None:
    text = "Air strikes were carried out across Yemen on Monday. Gunmen shot dead a judge."
    assert place_names(reader, text)["civilians/attack"] is None


def test_a_site_no_index_has_takes_the_point_of_the_town_around_it(reader: dateline.Reader) -> None:
    text = "A bomb exploded outside the Saint Barnaba Coptic Church in Cairo on Monday."
    place = reader.read(text, published="2024-11-15").events[0].place
    assert place is not None
    assert place.lat == pytest.approx(30.06, abs=0.1)


def test_a_capital_that_speaks_is_no_place(reader: dateline.Reader) -> None:
    text = "Ukrainian forces advanced in Russia's Kursk region on Monday, Kyiv said."
    assert place_names(reader, text) == {"battle/offensive": "Kursk"}


def test_a_state_that_suffers_is_the_place(reader: dateline.Reader) -> None:
    text = "Turkey has suffered a series of fatal bombings this year."
    assert place_names(reader, text) == {"explosion/bombing": "Turkey"}


def event_places(reader: dateline.Reader, text: str) -> list[tuple[str, str | None]]:
    record = reader.read(text, published="2024-11-15")
    return [(e.type, e.place.name if e.place else None) for e in record.events]


def test_what_goes_on_at_a_site_told_of_before_is_where_that_is(reader: dateline.Reader) -> None:
    text = (
        "A patrol was called to a house in the town of Qatraneh in Jordan."
        " The men came under fire from inside the house."
    )
    assert event_places(reader, text) == [("battle/clash", "Qatraneh")]


def test_a_crowd_stays_where_it_was(reader: dateline.Reader) -> None:
    text = (
        "Some 200 demonstrators stood outside the cathedral in Homs at noon."
        " Their mood was grim. Protesters chanted against the governor."
    )
    assert ("unrest/protest", "Homs") in event_places(reader, text)


def test_the_same_told_again_is_where_it_was(reader: dateline.Reader) -> None:
    text = (
        "Vigilantes in Ayutla in Mexico released 22 suspects last week."
        " The group released another 14 people in February."
    )
    assert [place for _, place in event_places(reader, text)] == ["Ayutla", "Ayutla"]


def test_a_town_known_by_its_country_only_is_the_place(reader: dateline.Reader) -> None:
    place = first(reader, "Armed men kidnapped two nurses in Bambui in Cameroon.").place
    assert place is not None
    assert (place.name, place.precision) == ("Bambui", 6)


def test_a_ministry_stands_in_the_capital_of_its_state(reader: dateline.Reader) -> None:
    place = first(reader, "A drone hit Syria's defence ministry on Wednesday.").place
    assert place is not None
    assert (place.name, place.precision) == ("Syria's defence ministry", 2)
    assert place.lat == pytest.approx(33.5, abs=0.1)


def test_a_ministry_that_tells_is_no_place(reader: dateline.Reader) -> None:
    text = "Gunmen killed six farmers, according to the Syrian interior ministry."
    assert place_names(reader, text) == {"civilians/attack": None}


def test_where_a_report_comes_from_is_not_where_it_happened(reader: dateline.Reader) -> None:
    text = "Gunmen killed six farmers, a report from Kabul said."
    assert place_names(reader, text) == {"civilians/attack": None}


def test_the_capital_is_finer_than_the_country(reader: dateline.Reader) -> None:
    text = "In El Salvador, rebels shelled a barracks in the capital."
    assert place_names(reader, text) == {"strike/shelling": "San Salvador"}


def test_who_is_sent_to_the_area_is_sent_to_the_one_named(reader: dateline.Reader) -> None:
    text = "Gangs hold the Artibonite region of Haiti. Police in trucks were sent to the area."
    assert "Artibonite" in [place for _, place in event_places(reader, text)]


@pytest.mark.parametrize(
    "text",
    [
        "The envoys agreed on a truce after talks in Doha.",
        "The ministers attended the Doha talks on a truce.",
        "The envoys will attend a meeting of rebel leaders in Doha.",
    ],
)
def test_a_meeting_is_where_its_venue_is(reader: dateline.Reader, text: str) -> None:
    assert place_names(reader, text).get("diplomacy/talks") == "Doha"


def test_what_talks_are_on_is_no_venue(reader: dateline.Reader) -> None:
    found = place_names(reader, "The envoys held talks on the situation in Aleppo.")
    assert found == {"diplomacy/talks": None}


def test_where_something_was_said_is_not_where_it_happened(reader: dateline.Reader) -> None:
    text = "A spokesman said in Nairobi that rebels had attacked an army patrol."
    assert "Nairobi" not in place_names(reader, text).values()


@pytest.mark.parametrize(
    "text",
    [
        "The summit is scheduled to be held on 11 October in Doha.",
        "The presidents will meet at a hotel in Doha on Monday.",
    ],
)
def test_a_meeting_is_where_it_is_held(reader: dateline.Reader, text: str) -> None:
    events = reader.read(text, published="2024-10-01").events
    talks = [event for event in events if event.type == "diplomacy/talks"]
    assert [event.place.name for event in talks if event.place] == ["Doha"]


def test_a_place_is_borrowed_from_the_sentence_before_only(reader: dateline.Reader) -> None:
    text = (
        "Rebels attacked the town of Mambasa on Monday. The governor spoke on the radio."
        " He read a long list of names. Gunmen kidnapped two nurses last year."
    )
    events = reader.read(text, published="2024-10-01").events
    assert [event.place for event in events if event.type == "civilians/abduction"] == [None]
