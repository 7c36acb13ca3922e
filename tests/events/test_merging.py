"""Mentions of one happening become one event; different happenings stay apart."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.events._sameness import Candidate, sameness
from dateline.events.happening import Happening
from dateline.events.mentions import mentions
from dateline.events.merging import merge

SENTENCES = (
    "A bomb exploded in Kabul on Monday, killing three people.",
    "The blast wounded eleven others.",
    "Rebels attacked a base near Goma on Tuesday.",
    "The attack was repelled, the army said.",
    "Warplanes bombed Idlib overnight.",
    "Thousands of villagers fled.",
    "Police arrested two suspects.",
    "In another attack, gunmen killed four villagers in Kaduna.",
)


def kinds(reader: dateline.Reader, text: str) -> list[str]:
    return [event.type for event in reader.read(text, published="2024-11-15").events]


def test_a_definite_mention_refers_back(reader: dateline.Reader) -> None:
    text = "A bomb exploded in Kabul on Monday. The attack wounded eleven people."
    events = reader.read(text, published="2024-11-15").events
    assert [event.type for event in events] == ["explosion/bombing"]
    assert len(events[0].evidence) == 2
    assert [(c.kind, c.low) for c in events[0].casualties] == [("wounded", 11)]


def test_headline_and_lead_tell_one_happening(reader: dateline.Reader) -> None:
    text = (
        "Bomb attack in Kabul kills three\n\n"
        "KABUL – A roadside bomb exploded in the Afghan capital Kabul on Monday, killing three"
        " people, police said."
    )
    assert kinds(reader, text) == ["explosion/bombing"]


def test_incidents_told_in_a_row_stay_apart(reader: dateline.Reader) -> None:
    text = (
        "Gunmen killed five villagers in Kaduna on Monday. In another attack, gunmen killed three"
        " farmers in Sokoto. In a third incident, gunmen shot dead a priest in Jos."
    )
    assert kinds(reader, text) == ["civilians/attack"] * 3


def test_other_days_are_other_happenings(reader: dateline.Reader) -> None:
    text = "Rebels attacked Mambasa on Monday. Rebels attacked Mambasa on Wednesday."
    assert len(kinds(reader, text)) == 2


def test_a_campaign_and_a_clash_inside_it_are_two(reader: dateline.Reader) -> None:
    text = (
        "This week Russian forces launched a major attack on the city of Kupyansk. On Wednesday"
        " Russian assault troops attacked Ukrainian positions in the Kupyansk direction."
    )
    assert kinds(reader, text) == ["battle/offensive", "battle/clash"]


@settings(max_examples=12)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_merging_neither_loses_nor_doubles_a_mention(
    reader: dateline.Reader, sentences: list[str]
) -> None:
    found = list(mentions(reader.annotate(" ".join(sentences), published="2024-11-15")))
    merged = [mention for one in merge(found) for mention in one.mentions]
    counted = Counter(id(mention) for mention in merged)
    assert all(number == 1 for number in counted.values())
    # Harm alone, with nothing that did it, is no happening of its own.
    assert {id(m) for m in found if not m.harm_only} <= set(counted)


@settings(max_examples=8)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4),
    st.text(alphabet=" \t\n\r", max_size=6),
)
def test_white_space_at_the_end_changes_no_event(
    reader: dateline.Reader, sentences: list[str], space: str
) -> None:
    text = " ".join(sentences)
    plain, padded = (
        reader.read(report, published="2024-11-15").events for report in (text, text + space)
    )
    assert plain == padded


@settings(max_examples=8)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
def test_every_sentence_is_evidence_of_an_event_only_once(
    reader: dateline.Reader, sentences: list[str]
) -> None:
    for event in reader.read(" ".join(sentences), published="2024-11-15").events:
        assert len(set(event.evidence)) == len(event.evidence)
        assert any(span.contains(event.trigger) for span in event.evidence)


def test_shelling_told_after_a_drone_attack_is_another_happening(reader: dateline.Reader) -> None:
    text = (
        "Russia attacked Odesa overnight with 23 drones, the military said. In Kherson, the"
        " governor said that Russian shelling had killed two people."
    )
    assert kinds(reader, text) == ["strike/drone", "strike/shelling"]


def test_a_deed_that_refers_back_by_phrase_is_the_same(reader: dateline.Reader) -> None:
    text = (
        "An airstrike killed three people in Gaza. The Israeli army said it carried out the attack."
    )
    assert kinds(reader, text) == ["strike/air"]


def test_the_model_tells_another_mention_from_the_same(reader: dateline.Reader) -> None:
    annotations = reader.annotate(
        "Rebels attacked a base near Goma. The attack lasted an hour. Police arrested two suspects."
    )
    first, again, other = mentions(annotations)
    home = Candidate(Happening(first), walled=False, nearest=True)
    assert sameness(home, again) > 0.5 > sameness(home, other)


def test_an_attack_told_long_after_another_is_a_new_one(reader: dateline.Reader) -> None:
    between = " ".join(f"The price of bread rose in market {n}." for n in range(12))
    text = f"Rebels attacked a patrol near Goma. {between} Soldiers clashed with bandits."
    assert len(kinds(reader, text)) == 2
