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


def test_what_a_party_refutes_is_denied_by_it(reader: dateline.Reader) -> None:
    event = reader.read("The army rejected claims that it had shelled the market.").events[0]
    assert (event.status, event.source) == ("denied", None)
    assert [denial.name for denial in event.denied_by] == ["army"]


def test_a_report_called_false_is_denied_by_who_says_so(reader: dateline.Reader) -> None:
    event = reader.read("The report of a massacre in Goma is false, the governor said.").events[0]
    assert (event.status, event.source) == ("denied", None)
    assert [denial.name for denial in event.denied_by] == ["governor"]


def test_denying_the_claim_denies_what_was_claimed_before(reader: dateline.Reader) -> None:
    record = reader.read("The rebels said they captured Goma. The army denied the claim.")
    event = record.events[0]
    assert event.status == "happened"
    assert [denial.name for denial in event.denied_by] == ["army"]
    denial = next(s for s in record.statements if s.stance == "denies")
    assert event.id in denial.about


def test_denying_a_part_in_an_attack_leaves_it_told(reader: dateline.Reader) -> None:
    event = reader.read("The army denied any role in the attack on Goma.").events[0]
    assert event.status == "happened"
    assert [denial.name for denial in event.denied_by] == ["army"]


def test_what_is_dated_after_the_report_is_planned(reader: dateline.Reader) -> None:
    event = reader.read(
        "Even the meeting of both presidents in Oslo on 15 February is in doubt.",
        published="2024-02-02",
    ).events[0]
    assert (event.type, event.status) == ("diplomacy/talks", "planned")
