"""First sentences of reports, written for these tests: one saved case for each fault mended."""

from __future__ import annotations

import pytest

import dateline
from dateline.records import Event


def first(reader: dateline.Reader, text: str) -> Event:
    return reader.read(text, published="2024-11-15").events[0]


def test_a_building_can_be_retaken(reader: dateline.Reader) -> None:
    event = first(
        reader, "The Sudanese army retook the palace in Khartoum, the army said on Friday."
    )
    assert event.type == "battle/territory_gained"
    assert [actor.side for actor in event.actors] == ["SDN"]


def test_a_denial_after_a_semicolon_leaves_the_deed_told(reader: dateline.Reader) -> None:
    event = first(reader, "Monitors said troops shelled a market in Ariha; state media denied it.")
    assert (event.type, event.status) == ("strike/shelling", "happened")


def test_the_border_with_a_state_is_a_place(reader: dateline.Reader) -> None:
    event = first(reader, "Jihadists ambushed a patrol near the border with Mali on Monday.")
    assert event.place is not None
    assert (event.place.relation, event.place.precision) == ("border with", 5)


@pytest.mark.parametrize("states", ["Russia and Ukraine", "Ukraine and Russia"])
def test_states_that_act_are_no_place(reader: dateline.Reader, states: str) -> None:
    assert first(reader, f"{states} exchanged 150 prisoners of war on Saturday.").place is None


def test_who_blows_himself_up_is_not_his_own_target(reader: dateline.Reader) -> None:
    event = first(
        reader, "A suicide bomber blew himself up outside a mosque in Peshawar on Friday."
    )
    assert event.type == "explosion/suicide"
    assert [actor.name for actor in event.actors] == ["suicide bomber"]
    assert event.targets == ()


def test_who_came_under_fire_is_the_target(reader: dateline.Reader) -> None:
    event = first(reader, "Police officers came under fire from a house in Amman on Sunday.")
    assert event.type == "battle/clash"
    assert (event.actors, len(event.targets)) == ((), 1)


def test_arms_sent_are_support(reader: dateline.Reader) -> None:
    event = first(reader, "Britain will send 14 tanks to Ukraine, the prime minister announced.")
    assert (event.type, event.status) == ("diplomacy/support", "planned")


def test_looting_stands_beside_worse(reader: dateline.Reader) -> None:
    text = "Militiamen looted homes and raped women in Gezira state, witnesses said."
    found = {event.type for event in reader.read(text).events}
    assert found == {"security/destruction", "civilians/sexual_violence"}


def test_business_takes_nothing_over(reader: dateline.Reader) -> None:
    text = "The bank's shares rose on Monday after it launched a takeover offensive on a rival."
    assert reader.read(text).events == ()
