"""Who speaks: people and bodies resolved over the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Say = Callable[..., list[Any]]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Interior Minister Carlos Moreno flew in. The minister said the town was calm.",
            "Carlos Moreno",
        ),
        ("Colonel Peter Hansen led the raid. The officer said two men died.", "Peter Hansen"),
        ("President Maria Lopez landed. The head of state said she was glad.", "Maria Lopez"),
        ("Andrej Kovacevic, a doctor, fled. Kovacewic said the ward burned.", "Andrej Kovacevic"),
        (
            "Foreign Minister Anna Berg met Interior Minister Paul Stein. "
            "The foreign minister said talks would go on.",
            "Anna Berg",
        ),
    ],
)
def test_an_office_stands_for_whoever_was_told_of_with_it(said: Say, text: str, who: str) -> None:
    assert said(text)[-1].who == who


def test_people_of_one_last_name_are_told_apart(said: Say) -> None:
    found = said(
        "Jonathan Harper left for Geneva. Mary Harper said the talks had failed. "
        "Ms. Harper said nobody would return."
    )
    assert [one.who for one in found] == ["Mary Harper", "Mary Harper"]


def test_two_speakers_joined_are_both_kept(said: Say) -> None:
    found = said("Anna Berg and Paul Stein said the bridge had been mined.")
    assert [one.who for one in found] == ["Anna Berg and Paul Stein"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Documents found in the house last week show nothing; the documents say "
            "that men were paid.",
            "documents",
        ),
        ("According to a pact signed on Monday, the rebels will disarm.", "pact"),
        ("According to a claim made by the mayor, the road is open.", "mayor"),
        ("An Official Communique noted that rebels were smuggling arms.", "Communique"),
    ],
)
def test_a_paper_is_named_without_what_was_done_to_it(said: Say, text: str, who: str) -> None:
    assert said(text)[-1].who == who


def test_an_abbreviation_gets_the_words_it_stands_for(said: Say) -> None:
    found = said("The National Rescue Front (NRF) took the town. The NRF said it held the bridge.")
    assert {one.who for one in found} == {"National Rescue Front (NRF)"}


def test_a_quotation_is_taken_whole_over_its_sentences(said: Say) -> None:
    found = said('The mayor added that "the town is lost. Nobody will come back."')
    assert "Nobody will come back" in found[0].what


@pytest.mark.parametrize(
    ("text", "stance", "what"),
    [
        (
            "The army accused the rebels of shelling a school.",
            "asserts",
            "the rebels of shelling a school",
        ),
        ("The envoy expressed hope for a truce by spring.", "predicts", "a truce by spring"),
        (
            "The bishop voiced outrage over the killing of a priest.",
            "condemns",
            "the killing of a priest",
        ),
        (
            "The front claimed responsibility for the attack on the port.",
            "asserts",
            "the attack on the port",
        ),
        (
            "The ministry announced that a patrol will be sent north.",
            "promises",
            "a patrol will be sent north",
        ),
        ('"We are willing to talk," the commander said.', "promises", "We are willing to talk"),
    ],
)
def test_what_is_accused_expressed_claimed(said: Say, text: str, stance: str, what: str) -> None:
    one = said(text)[0]
    assert (one.stance, one.what) == (stance, what)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Military sources said rebels had shelled the town.", "party"),
        ("Press reports said rebels had shelled the town.", "media"),
        ("Water rose overnight. Police said nine roads were closed.", "government"),
        ("UN spokesman John Reed said rebels had shelled the town.", "international"),
    ],
)
def test_kinds_of_source_in_war_and_peace(said: Say, text: str, kind: str) -> None:
    assert said(text)[0].kind == kind


def test_the_group_is_the_body_that_spoke_last(said: Say) -> None:
    found = said(
        "The Harvest Relief Fund said two trucks had burned. The organisation said nobody was hurt."
    )
    assert {one.who for one in found} == {"Harvest Relief Fund"}


def test_an_office_not_told_before_is_the_person_who_spoke_last(said: Say) -> None:
    found = said("Ortega said the border was shut. The president said it would stay so.")
    assert [one.who for one in found] == ["Ortega", "Ortega"]


def test_a_name_passed_over_by_the_tagger_still_gives_its_office(said: Say) -> None:
    found = said(
        "Colonel Anton Brandt, commander of the fort, spoke on Monday. Brandt said two men died. "
        "According to the officer, the raid lasted an hour."
    )
    assert [one.who for one in found] == ["Anton Brandt", "Anton Brandt"]


def test_she_is_no_man(said: Say) -> None:
    found = said(
        "Mrs. Vera Lindt said the town was lost. Mr. Paul Stein said it would be retaken. "
        "She said the bridge had been mined."
    )
    assert found[-1].who == "Vera Lindt"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels shelled Goma on Monday. A Western diplomat said the army fled.", "government"),
        ("Shells fell on Goma. Medical authorities said nine died.", "civilian"),
        ("People close to the general said he would resign.", "anonymous"),
        ("The bulletin said rebels had shelled the camp in Goma.", "party"),
        (
            "WHO director Lena Holm said cholera had reached Goma. Holm said 40 died.",
            "international",
        ),
    ],
)
def test_the_kind_of_a_source_by_its_words(said: Say, text: str, kind: str) -> None:
    assert said(text)[-1].kind == kind


def test_a_broadcast_speaks_of_itself_as_we(said: Say) -> None:
    found = said(
        "CLANDESTINE, 4 May 1990 (Radio Libre) -- The front took Vila Nova on Sunday.\n"
        "We call on the soldiers to lay down their arms."
    )
    assert found[-1].who == "Radio Libre"


@pytest.mark.parametrize(
    "text",
    [
        "On Friday the state news agency SANA reported, citing an officer, that nine men fell.",
        "Nine men fell near Homs, the state news agency SANA said.",
    ],
)
def test_an_agency_is_called_by_its_name(said: Say, text: str) -> None:
    assert said(text)[0].who == "SANA"


def test_a_state_agency_without_a_name_is_not_called_state(said: Say) -> None:
    assert said("The state news agency said that nine men fell.")[0].who == "state news agency"
