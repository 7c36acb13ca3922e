"""The trigger lexicon: which words name which happening."""

from __future__ import annotations

import pytest

import dateline
from dateline.codebook import codebook
from dateline.events.frames import lexicon


def types(reader: dateline.Reader, text: str) -> list[str]:
    return [event.type for event in reader.read(text, published="2024-11-15").events]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Rebels clashed with soldiers near Goma on Monday.", "battle/clash"),
        ("Gunmen ambushed a military convoy near Maiduguri.", "battle/clash"),
        ("The army launched an offensive against rebels in Aleppo.", "battle/offensive"),
        ("Rebels captured the town of Kobane from the army.", "battle/territory_gained"),
        ("Warplanes bombed the city of Idlib overnight.", "strike/air"),
        ("Russian drones struck Odesa overnight.", "strike/drone"),
        ("Russia fired missiles at Kharkiv on Friday.", "strike/missile"),
        ("Artillery shelled the village of Avdiivka.", "strike/shelling"),
        ("A roadside bomb exploded in Kabul, killing two policemen.", "explosion/bombing"),
        ("A suicide bomber blew himself up outside a mosque in Kano.", "explosion/suicide"),
        ("Gunmen shot dead five villagers in Kaduna.", "civilians/attack"),
        ("Militants kidnapped three aid workers near Gao.", "civilians/abduction"),
        ("Thousands of people protested in Tbilisi on Sunday.", "unrest/protest"),
        ("Protesters clashed with police in Dhaka.", "unrest/riot"),
        ("Police arrested six suspects in Lahore.", "security/arrest"),
        ("The authorities imposed a curfew in Jos.", "security/measures"),
        ("Soldiers seized rifles and ammunition in Mopti.", "security/seizure"),
        ("Air defences shot down four drones over Kyiv.", "security/interception"),
        ("The rebels withdrew from Hodeidah on Friday.", "forces/withdrawal"),
        ("Kenya deployed 300 troops to Mandera.", "forces/buildup"),
        ("Thousands of villagers fled their homes in Masisi.", "humanitarian/displacement"),
        ("The two sides signed a ceasefire agreement in Doha.", "diplomacy/agreement"),
        ("The president met the rebel leader in Juba.", "diplomacy/talks"),
        ("The group claimed responsibility for the bombing.", "diplomacy/claim"),
    ],
)
def test_a_plain_sentence_gets_its_type(reader: dateline.Reader, sentence: str, kind: str) -> None:
    assert kind in types(reader, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The striker fired a shot wide before half-time.",
        "Shares of the company fell after the bank cut its forecast.",
        "The minister attacked the plan as too costly.",
        "Teachers went to court over the new school law.",
        "The film shot in Morocco opens in cinemas on Friday.",
        "She suffered a heart attack at her home in Leeds.",
        "The team battled back to win the championship final.",
        "The new phone goes on sale in Berlin next week.",
    ],
)
def test_sport_business_and_figures_of_speech_are_no_happenings(
    reader: dateline.Reader, sentence: str
) -> None:
    assert types(reader, sentence) == []


def test_every_frame_codes_types_of_the_codebook() -> None:
    words = lexicon()
    frames = {frame for table in (words.verbs, words.nouns) for f in table.values() for frame in f}
    frames |= {frame for entries in words.phrases.values() for _, frame, _ in entries}
    assert {rule.type for frame in frames for rule in frame.rules} <= {
        kind.name for kind in codebook()
    }
