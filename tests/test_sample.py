"""The sample report, read as any reader would read it."""

from __future__ import annotations

import pytest

import dateline
from dateline.records import Event, Record


@pytest.fixture(scope="module")
def record(reader: dateline.Reader, sample: str) -> Record:
    return reader.read(sample)


def told(record: Record, words: str) -> list[Event]:
    """The events with a sentence of evidence that holds `words`."""
    return [
        event for event in record.events if any(words in record.text_of(s) for s in event.evidence)
    ]


def test_the_report_proves_its_own_date(record: Record) -> None:
    assert record.document.published == "2024-11-13"
    assert record.document.published_basis == "inferred"
    assert record.document.dateline in ("Kyiv", "KYIV")


def test_the_call_happened_last_week_and_the_kremlin_denies_it(record: Record) -> None:
    call = next(e for e in told(record, "spoke by phone") if e.type == "diplomacy/talks")
    assert call.status == "happened"
    assert {"USA", "RUS"} == {party.side for party in (*call.actors, *call.targets)}
    assert call.time is not None
    assert (call.time.start, call.time.end) == ("2024-11-04", "2024-11-10")
    assert [denial.name for denial in call.denied_by] == ["Kremlin"]


def test_the_general_staff_tells_of_an_attack_in_the_kupyansk_direction(record: Record) -> None:
    attack = next(e for e in told(record, "assault troops") if e.family == "battle")
    assert attack.source is not None and "General Staff" in attack.source.name
    assert attack.source.kind == "party"
    assert attack.place is not None and attack.place.name == "Kupyansk"
    assert (attack.place.relation, attack.place.precision) == ("direction of", 2)
    assert attack.time is not None
    assert (attack.time.start, attack.time.end) == ("2024-11-13", "2024-11-13")
    assert {party.side for party in attack.actors} == {"RUS"}
    assert {party.side for party in attack.targets} == {"UKR"}


def test_fifteen_soldiers_on_motorcycles_tried_and_failed(record: Record) -> None:
    raid = next(e for e in told(record, "on motorcycles") if e.family == "battle")
    assert (raid.type, raid.status) == ("battle/clash", "attempted")
    assert raid.time is not None
    assert (raid.time.start, raid.time.end) == ("2024-11-07", "2024-11-10")
    assert raid.source is not None and "Skibchyk" in raid.source.name
    assert {party.side for party in raid.actors} == {"RUS"}
    assert raid.place is None or raid.place.name != "Ukraine"


def test_the_offensive_in_zaporizhzhia_is_only_feared(record: Record) -> None:
    feared = [e for e in told(record, "almost afoot") if e.status == "feared"]
    assert [event.type for event in feared] == ["battle/offensive"]
    place = feared[0].place
    assert place is not None and "Zaporizhzhia" in place.name
    assert {party.side for party in feared[0].actors} <= {"RUS"}


def test_parts_of_zaporizhzhia_have_been_held_since_2022(record: Record) -> None:
    held = next(e for e in told(record, "since 2022") if e.type == "control/holds")
    assert held.status == "ongoing"
    assert {party.side for party in held.actors} == {"RUS"}
    assert held.time is not None
    assert (held.time.start, held.time.end) == ("2022-01-01", None)
    assert held.place is not None and "Zaporizhzhia" in held.place.name


def test_russia_loses_ten_to_twenty_soldiers_a_day(record: Record) -> None:
    losses = next(e for e in told(record, "between 10 and 20") if e.type == "losses/military")
    figures = [(c.low, c.high, c.rate, c.side) for c in losses.casualties]
    assert (10, 20, "per day", "RUS") in figures
