from __future__ import annotations

from collections.abc import Callable
from typing import Any

Say = Callable[..., list[Any]]

_INTERVIEW = (
    "LISBON, 4 May 1990 (Radio Sul) -- [Interview with General Rui Prado by Ana Luz] [Text]"
    " [Luz] General, did the rebels take the fort?\n"
    "[Prado] They took it at dawn and burned the stores. I think they lost many men.\n"
    "[Luz] Will the army go back?\n"
    "[Prado] We will return with tanks before the rains begin.\n"
)


def test_a_labelled_turn_is_one_statement_of_the_speaker(said: Say) -> None:
    found = said(_INTERVIEW)
    assert [one.who for one in found] == ["Rui Prado", "Rui Prado"]
    assert found[0].what.startswith("They took it") and found[0].what.endswith("lost many men")
    assert found[0].cue is None


def test_what_a_reporter_asks_is_no_statement(said: Say) -> None:
    found = said(
        "Q: How many men crossed the river last night, colonel?\n"
        "A: Four hundred men crossed it before dawn, all of them armed.\n"
        "Q: And what did your own soldiers do about that?\n"
        "A: They pulled back to the ridge and waited for the guns."
    )
    assert len(found) == 2
    assert all("?" not in one.what for one in found)


def test_a_headline_with_a_colon_makes_no_interview(said: Say) -> None:
    found = said("Police: Three die in market blast\n\nThree people died in Harar on Monday.")
    assert [one.cue for one in found] == [":"]


def test_notes_in_brackets_are_no_speakers(said: Say) -> None:
    found = said(_INTERVIEW.replace("before the rains begin.", "soon. [applause]\n[laughter]"))
    assert {one.who for one in found} == {"Rui Prado"}


def test_unlabelled_answers_are_of_who_is_interviewed(said: Say) -> None:
    found = said(
        "The long war of the valley\n\n"
        "A reporter interviewed Colonel Omar Haddad about the siege of Tell Amar in March.\n\n"
        "How did the siege begin, and who ordered it?\n\n"
        "It began with a raid on our own stores in the winter.\n\n"
        "Were the villagers warned before the guns opened up?\n\n"
        "They were told to leave, and most of them did.\n\n"
        "How many houses were left standing after the first week?\n\n"
        "No more than a dozen, and none of those had a roof.\n\n"
        "Would you do the same again?\n\n"
        "I would talk first, for as long as anybody listened to me."
    )
    assert len(found) == 4
    assert {one.who for one in found} == {"Omar Haddad"}


def test_a_header_names_the_author_of_a_communique(said: Say) -> None:
    found = said(
        "CLANDESTINE, 4 May 1990 (Radio Libre) -- [Communique] [Northern Workers Front] [Text]"
        " Our fighters took the barracks of Vila Nova on Sunday and held it for six hours. They"
        " seized forty rifles.\nWe urge the soldiers to lay down their arms.\n"
        "The enemy lost nine men in that battle and fled to the coast."
    )
    assert {one.who for one in found} == {"Northern Workers Front"}
    assert [one.cue for one in found] == [None, "urge", None]


def test_a_reporter_named_in_a_header_is_no_author(said: Say) -> None:
    found = said(
        "LISBON, 4 May 1990 (Radio Sul) -- [Report] [Ana Luz] [Text] Two bridges fell on Sunday"
        " near Vila Nova. The army sent boats."
    )
    assert found == []


def test_numbered_points_are_a_statement_each(said: Say) -> None:
    found = said(
        "The garrison of Vila Nova said in a communique:\n"
        "1. Rebels crossed the river at dawn on Sunday.\n"
        "2. Nine soldiers fell in the fight for the bridge."
    )
    assert [one.what for one in found] == [
        "Rebels crossed the river at dawn on Sunday.",
        "Nine soldiers fell in the fight for the bridge.",
    ]
    assert [one.cue for one in found] == ["said", None]
