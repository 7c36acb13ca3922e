"""Words and constructions that the trigger lexicon must and must not take for happenings."""

from __future__ import annotations

import pytest

import dateline


@pytest.fixture(scope="module")
def reader() -> dateline.Reader:
    return dateline.Reader(time_limit=60)


def kinds(reader: dateline.Reader, text: str) -> list[str]:
    return [event.type for event in reader.read(text).events]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Soldiers dug trenches along the river near Sumy on Monday.", "forces/fortification"),
        ("Engineers built a wall of sandbags outside Goma.", "forces/fortification"),
        ("A court in Lima sentenced four rebels to 20 years in prison.", "security/arrest"),
        ("The army has stepped up surveillance on the border.", "security/measures"),
        ("Troops carried out combing operations near the village.", "security/measures"),
        ("Rebels attacked the base with mortars on Friday.", "strike/shelling"),
        ("The rebels fired 20 rockets at Ashdod on Tuesday.", "strike/missile"),
        ("Paratroopers were flown to Kidal on Sunday.", "forces/buildup"),
        ("The government broke off relations with Honduras.", "diplomacy/breakdown"),
        ("Trucks delivered flour and tents to the camp near Tawila.", "humanitarian/aid"),
        ("Police seized two farms and five trucks on Monday.", "security/seizure"),
    ],
)
def test_a_word_is_known_by_its_object_or_means(
    reader: dateline.Reader, text: str, kind: str
) -> None:
    assert kind in kinds(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor declared war on litter in Leeds.",
        "A captain in the army patrol likes to sing.",
        "She joined the army in 1990 as a cadet.",
    ],
)
def test_a_figure_of_speech_or_a_name_is_no_happening(reader: dateline.Reader, text: str) -> None:
    assert kinds(reader, text) == []


def test_the_murder_of_somebody_is_no_part_of_a_battle_told_before(
    reader: dateline.Reader,
) -> None:
    text = (
        "Soldiers clashed with guerrillas in Cali on Monday. Judges mourned the murder of a priest."
    )
    assert "civilians/attack" in kinds(reader, text)
    assert "battle/clash" in kinds(reader, text)
