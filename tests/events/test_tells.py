"""Where a word of the lexicon tells of a happening, where of none, and of which kind."""

from __future__ import annotations

import pytest

import dateline


def kinds(reader: dateline.Reader, text: str) -> list[str]:
    return [event.type for event in reader.read(text, published="2024-11-15").events]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The minister urged the rebels to withdraw from Goma.", "forces/withdrawal"),
        ("The rebels demanded that kidnappings cease.", "civilians/abduction"),
        ("He collected money in order to kill judges.", "civilians/attack"),
        ("The new missile can strike targets 900 kilometres away.", "strike/missile"),
        ("The sanctions-hit airline flies to Caracas twice a week.", "diplomacy/sanction"),
        ("Kidnappings are part of life in the valley.", "civilians/abduction"),
        ("The bishop condemned torture.", "civilians/attack"),
        ("Soldiers near Goma beat off the raid with mortar fire.", "strike/shelling"),
        ("Gunmen threatened to kill the judge.", "diplomacy/demand"),
        ("Hackers attacked the ministry's website on Monday.", "civilians/attack"),
        ("A worker was killed when a minibus overturned near Taiz.", "civilians/attack"),
        ("A late strike by the striker put Peru through to the cup final.", "strike/unspecified"),
    ],
)
def test_no_happening_is_told_where_none_is_said_to_have_been(
    reader: dateline.Reader, text: str, kind: str
) -> None:
    assert kind not in kinds(reader, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Aid groups called for an end to the army's air strikes on Idlib.", "strike/air"),
        ("Guerrillas attacked a barracks and sabotaged two transformers.", "security/destruction"),
        ("Militants set two schools and a clinic on fire in Masisi.", "security/destruction"),
        ("The rebels recaptured Umbelezi on Monday, their radio said.", "battle/territory_gained"),
        ("Rebels have been fighting in the hills for two days.", "battle/clash"),
        ("The journalist is being held at a prison in Minsk.", "security/arrest"),
        ("Members of the 5th Brigade are patrolling the villages.", "security/measures"),
        ("Much of the city has no electricity since the fighting began.", "humanitarian/harm"),
        ("An outbreak of cholera began in Harare in August.", "humanitarian/harm"),
        ("The army has lost 300 men in Bakhmut since May.", "losses/military"),
        ("The guerrillas called an armed strike for Friday.", "unrest/protest"),
        ("The government suspended the ceasefire on Tuesday.", "diplomacy/breakdown"),
        ("Two officers died in the coup of 1 February.", "battle/territory_gained"),
        ("Experts from abroad trained the militia for a year.", "diplomacy/support"),
        ("The envoys asked that the army leave the town.", "diplomacy/demand"),
    ],
)
def test_a_happening_is_found_in_its_plain_forms(
    reader: dateline.Reader, text: str, kind: str
) -> None:
    assert kind in kinds(reader, text)


def test_strikes_take_the_means_told_elsewhere(reader: dateline.Reader) -> None:
    text = (
        "Coalition forces conducted strikes using fighter and bomber aircraft on Monday."
        " Near Mosul, two strikes destroyed a bridge and a tank."
    )
    assert set(kinds(reader, text)) == {"strike/air"}


def test_the_attack_is_the_one_told_before(reader: dateline.Reader) -> None:
    text = "A car bomb exploded in Kabul on Monday. Police said the attack wounded ten people."
    assert kinds(reader, text) == ["explosion/bombing"]


def test_another_clash_is_another(reader: dateline.Reader) -> None:
    text = "Soldiers clashed with rebels near Goma on Monday. Another clash left two rebels dead."
    assert kinds(reader, text) == ["battle/clash", "battle/clash"]


def test_a_verb_behind_its_auxiliary_is_no_adjective(reader: dateline.Reader) -> None:
    text = "Villagers told the court that soldiers had gang-raped women near Goma."
    assert "civilians/sexual_violence" in kinds(reader, text)
