"""The stage as a whole: events of a report, with their places, weapons and figures."""

from __future__ import annotations

import pytest

import dateline


def test_events_are_numbered_in_order_of_the_text(reader: dateline.Reader) -> None:
    record = reader.read("Warplanes bombed Idlib. Thousands fled. Police arrested two suspects.")
    assert [event.id for event in record.events] == [
        f"e{number}" for number in range(1, len(record.events) + 1)
    ]
    starts = [event.trigger.start for event in record.events]
    assert starts == sorted(starts)


def test_weapons_and_figures_belong_to_the_happening_of_their_sentence(
    reader: dateline.Reader,
) -> None:
    record = reader.read("Rebels attacked a base near Goma with mortars, killing four soldiers.")
    event = record.events[0]
    assert event.weapons == ("mortars",)
    assert [(c.kind, c.low, c.high) for c in event.casualties] == [("killed", 4, 4)]


def test_a_happening_without_a_place_takes_that_told_just_before(reader: dateline.Reader) -> None:
    record = reader.read("Rebels attacked the town of Mambasa on Monday. Two houses were looted.")
    assert all(event.place and event.place.name == "Mambasa" for event in record.events)


@pytest.mark.parametrize("word", ["🙂", "ATTACK", "attack", "\u202eattack", "?!"])
def test_odd_words_beside_a_report_change_nothing_else(reader: dateline.Reader, word: str) -> None:
    text = f"Warplanes bombed the city of Idlib on Monday.\n\n{word}"
    assert reader.read(text, published="2024-11-15").events[0].type == "strike/air"


def test_a_second_reading_finds_the_same(reader: dateline.Reader) -> None:
    text = "Gunmen killed five villagers in Kaduna on Monday. The army denied it had fled."
    assert reader.read(text).events == reader.read(text).events


SPORT = (
    "The quarterback led a late attack as the home team won the championship game. The coach"
    " praised the defense after an interception set up the winning touchdown before 60,000 fans."
)
QUAKE = (
    "A powerful earthquake killed ten people and destroyed several villages on Sunday. Hundreds"
    " were evacuated after the quake of magnitude 6.1, and aftershocks were felt all night."
)


@pytest.mark.parametrize("text", [SPORT, QUAKE])
def test_reports_on_sport_and_accidents_tell_of_no_conflict(
    reader: dateline.Reader, text: str
) -> None:
    assert reader.read(text).events == ()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Gunmen opened fire on a bus near Gao, killing four passengers.", "civilians/attack"),
        ("Gunmen opened fire on a post near Gao, killing four soldiers.", "battle/clash"),
        ("Gunmen opened fire on a hotel near Gao.", "strike/unspecified"),
    ],
)
def test_who_was_hit_decides_what_a_shooting_was(
    reader: dateline.Reader, sentence: str, kind: str
) -> None:
    assert [event.type for event in reader.read(sentence).events] == [kind]


def test_a_running_total_is_kept_apart_from_its_parts(reader: dateline.Reader) -> None:
    record = reader.read(
        "An airstrike killed three people in Idlib on Monday. Some 400 people have been killed"
        " since June.",
        published="2024-11-15",
    )
    figures = [[c.low for c in event.casualties] for event in record.events]
    assert figures == [[3], [400]]
    assert record.events[1].type == "humanitarian/harm"
