"""Who does what to whom."""

from __future__ import annotations

import pytest

import dateline
from dateline.records import Event


def event(reader: dateline.Reader, text: str, kind: str) -> Event:
    return next(e for e in reader.read(text, published="2024-11-15").events if e.type == kind)


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "targets"),
    [
        ("Russian forces attacked Ukrainian positions.", "battle/clash", {"RUS"}, {"UKR"}),
        (
            "Ukrainian positions were attacked by Russian forces.",
            "battle/clash",
            {"RUS"},
            {"UKR"},
        ),
        ("Israeli warplanes bombed Gaza City.", "strike/air", {"ISR"}, set()),
        (
            "Militants abducted ten villagers near Gao.",
            "civilians/abduction",
            None,
            {"civilians"},
        ),
        ("Villagers fled their homes near Goma.", "humanitarian/displacement", {"civilians"}, None),
    ],
)
def test_actor_and_target_by_grammar(
    reader: dateline.Reader,
    sentence: str,
    kind: str,
    actors: set[str] | None,
    targets: set[str] | None,
) -> None:
    found = event(reader, sentence, kind)
    if actors is not None:
        assert {party.side for party in found.actors} == actors
    if targets is not None:
        assert {party.side for party in found.targets} == targets


def test_fighting_between_two_sides_names_both(reader: dateline.Reader) -> None:
    found = event(
        reader, "Fighting between Russian troops and Ukrainian soldiers continued.", "battle/clash"
    )
    assert {party.side for party in (*found.actors, *found.targets)} == {"RUS", "UKR"}


def test_one_who_is_only_suspected_is_alleged(reader: dateline.Reader) -> None:
    found = event(
        reader, "Suspected Boko Haram militants attacked villagers in Borno.", "civilians/attack"
    )
    assert found.actors and all(party.alleged for party in found.actors)


@pytest.mark.parametrize(
    ("sentence", "kind", "sides"),
    [
        (
            "Seven FMLN guerrillas and a soldier were killed when a clash broke out near Suchitoto"
            " in El Salvador.",
            "battle/clash",
            {"FMLN", "SLV"},
        ),
        (
            "An air strike killed nine civilians at a market in Raqqa in Syria.",
            "strike/air",
            {"civilians"},
        ),
    ],
)
def test_a_role_that_grammar_leaves_empty_is_filled_from_the_sentence(
    reader: dateline.Reader, sentence: str, kind: str, sides: set[str]
) -> None:
    found = event(reader, sentence, kind)
    assert {party.side for party in (*found.actors, *found.targets)} == sides


def test_who_only_speaks_fills_no_role(reader: dateline.Reader) -> None:
    found = event(
        reader, "A bomb wounded two people in Lima, Peru's army said.", "explosion/bombing"
    )
    assert "PER" not in {party.side for party in found.actors}


def sides(parties: tuple[dateline.Party, ...]) -> set[str]:
    return {party.side for party in parties}


@pytest.mark.parametrize(
    ("sentence", "kind", "actors"),
    [
        (
            "Congo's minister accused M23 of shelling the town of Bunagana.",
            "strike/shelling",
            {"M23"},
        ),
        (
            "The police blamed Boko Haram for the kidnapping of five nurses near Maiduguri.",
            "civilians/abduction",
            {"Boko Haram"},
        ),
        (
            "Two soldiers were charged with the murder of a priest in Lima.",
            "civilians/attack",
            {"PER"},
        ),
    ],
)
def test_whom_a_speaker_blames_did_it_allegedly(
    reader: dateline.Reader, sentence: str, kind: str, actors: set[str]
) -> None:
    found = event(reader, sentence, kind)
    assert sides(found.actors) == actors
    assert all(party.alleged for party in found.actors)


def test_whose_murder_it_is_suffers_it(reader: dateline.Reader) -> None:
    found = event(
        reader, "Crowds mourned after the bishop's murder in Lima on Friday.", "civilians/attack"
    )
    assert sides(found.targets) == {"civilians"}
    assert not found.actors


def test_deeds_listed_together_share_their_doer(reader: dateline.Reader) -> None:
    found = event(
        reader,
        "Villagers told of the kidnapping of traders and the burning of farms by ELN guerrillas"
        " in Arauca.",
        "civilians/abduction",
    )
    assert sides(found.actors) == {"ELN"}


def test_a_terrorist_attack_names_nobody_as_its_doer(reader: dateline.Reader) -> None:
    found = event(
        reader, "A terrorist attack killed four pilgrims in Ankara, Turkey.", "civilians/attack"
    )
    assert not found.actors


@pytest.mark.parametrize(
    ("sentence", "kind", "targets"),
    [
        ("The attackers burned 40 houses in Zamfara.", "security/destruction", {"civilians"}),
        (
            "M23 fighters destroyed four power pylons near Goma.",
            "security/destruction",
            {"COD"},
        ),
        (
            "A coalition air strike destroyed an ISIL-held bridge in Mosul, Iraq.",
            "strike/air",
            {"ISIL"},
        ),
    ],
)
def test_things_that_are_hit_belong_to_a_side(
    reader: dateline.Reader, sentence: str, kind: str, targets: set[str]
) -> None:
    assert sides(event(reader, sentence, kind).targets) == targets


def test_what_a_sentence_leaves_out_comes_from_the_event_before(reader: dateline.Reader) -> None:
    found = reader.read(
        "Coalition aircraft carried out eight air strikes against ISIL fighters in Iraq."
        " Near Rawah, two air strikes hit a workshop."
    )
    last = found.events[-1]
    assert sides(last.actors) == {"Coalition"}
    assert all(party.span is not None for party in last.actors)


def test_the_other_side_of_a_clash_is_whom_the_report_sets_against_it(
    reader: dateline.Reader,
) -> None:
    found = reader.read(
        "Kenyan soldiers fought Al-Shabaab militants near Afmadow in Somalia on Monday."
        " On Tuesday, Al-Shabaab militants clashed again near Dhobley.",
        published="2012-05-10",
    )
    for one in found.events:
        assert sides((*one.actors, *one.targets)) == {"KEN", "Al-Shabaab"}


def test_all_states_that_a_phrase_lists_take_part(reader: dateline.Reader) -> None:
    found = event(
        reader, "The presidents of Kenya, Uganda and Rwanda met in Kigali.", "diplomacy/talks"
    )
    assert sides((*found.actors, *found.targets)) == {"KEN", "UGA", "RWA"}
