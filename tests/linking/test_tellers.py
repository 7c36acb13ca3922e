"""Which kinds of source tell of an incident."""

from __future__ import annotations

from msgspec.structs import replace

from dateline.linking.tellers import tellers
from dateline.records import Record, Stance, Statement
from tests.linking.tellings import at, source, telling

TEXT = "A market was hit, a trader said. The army denied it."


def with_speech(
    record: Record, kind: str, stance: Stance, about: tuple[str, ...] = ("e1",)
) -> Record:
    """The record with one more statement."""
    who = source("a trader", kind)  # type: ignore[arg-type]
    speech = Statement(
        id="s9", source=who, content=at(TEXT, "A market"), stance=stance, about=about
    )
    return replace(record, statements=(*record.statements, speech))


def test_the_source_of_each_event_counts_and_the_outlet_where_there_is_none() -> None:
    army, own = telling("a", TEXT, by=source("army", "party")), telling("b", TEXT)
    assert tellers([army]) == ("party",)
    assert tellers([own, army]) == tellers([army, own]) == ("outlet", "party")


def test_a_report_without_events_is_told_by_its_outlet() -> None:
    record, _ = telling("a", TEXT, by=source("army", "party"))
    assert tellers([(record, None)]) == ("outlet",)


def test_who_is_quoted_as_saying_so_counts_but_not_who_denies_or_speaks_of_nothing() -> None:
    record, event = telling("a", TEXT, denials=(("army", "The army"),))
    assert tellers([(record, event)]) == ("outlet",)
    assert tellers([(with_speech(record, "civilian", "asserts"), event)]) == ("outlet", "civilian")
    assert tellers([(with_speech(record, "civilian", "doubts"), event)]) == ("outlet",)
    assert tellers([(with_speech(record, "civilian", "asserts", ()), event)]) == ("outlet",)
