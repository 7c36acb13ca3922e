"""Who reports an event, who denies it, and what statements are about."""

from __future__ import annotations

import dateline


def test_the_speaker_is_the_source(reader: dateline.Reader) -> None:
    event = reader.read("Rebels attacked Mambasa, the army said.").events[0]
    assert event.source is not None and event.source.kind == "party"


def test_what_the_outlet_tells_has_no_source(reader: dateline.Reader) -> None:
    assert reader.read("Rebels attacked Mambasa on Monday.").events[0].source is None


def test_a_denial_stands_beside_what_is_told(reader: dateline.Reader) -> None:
    event = reader.read(
        "Trump spoke by phone with Putin last week, in a conversation the Kremlin denies took"
        " place.",
        published="2024-11-13",
    ).events[0]
    assert (event.type, event.status) == ("diplomacy/talks", "happened")
    assert [denial.name for denial in event.denied_by] == ["Kremlin"]


def test_a_happening_told_only_in_a_denial_is_denied(reader: dateline.Reader) -> None:
    event = reader.read("Russia denied that its forces attacked the hospital in Sumy.").events[0]
    assert event.status == "denied"
    assert event.denied_by


def test_a_statement_knows_the_events_it_tells_of(reader: dateline.Reader) -> None:
    record = reader.read("Rebels attacked Mambasa, the army said.")
    assert record.statements[0].about == (record.events[0].id,)
