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
