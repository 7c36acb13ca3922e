"""Who holds a place: claims as they follow each other, and rival ones side by side."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.incidents import Control, EventKey
from dateline.linking.control import Holding, controls, holders
from dateline.records import Place
from tests.linking.tellings import day, party, source, telling

TOWN = Place(name="Orikhiv", lat=47.57, lon=35.79)
RUSSIA, UKRAINE = party("Russian forces", "RUS"), party("Ukrainian forces", "UKR")
MINISTRY, STAFF = source("Russian Defence Ministry", "party"), source("Ukrainian army", "party")
TEXT = "The town was taken, retaken, besieged, held and left."


def claim(report: str, word: str, kind: str, **more: Any) -> Control:
    (found,) = controls(telling(report, TEXT, kind=kind, trigger=word, place=TOWN, **more)[0])
    return found


TAKEN = claim(
    "a",
    "taken",
    "battle/territory_gained",
    actors=(RUSSIA,),
    targets=(UKRAINE,),
    by=MINISTRY,
    published="2030-05-03",
    time=day("2030-05-02"),
)
HELD = claim("b", "held", "control/holds", actors=(UKRAINE,), by=STAFF, published="2030-05-04")
RETAKEN = claim(
    "c", "retaken", "battle/territory_gained", actors=(UKRAINE,), published="2030-06-01"
)
LEFT = claim("d", "left", "forces/withdrawal", actors=(RUSSIA,), published="2030-06-02")


def on(day: str, *claims: Control) -> Holding:
    (holding,) = holders(claims, date.fromisoformat(day))
    return holding


@pytest.mark.parametrize(
    ("word", "kind", "hold"),
    [
        ("taken", "battle/territory_gained", "taken"),
        ("retaken", "battle/territory_gained", "retaken"),
        ("held", "control/holds", "held"),
        ("besieged", "control/holds", "contested"),
        ("left", "forces/withdrawal", "withdrawn"),
        ("taken", "battle/offensive", "contested"),
        ("taken", "battle/clash", "contested"),
    ],
)
def test_each_kind_of_event_is_a_claim(word: str, kind: str, hold: str) -> None:
    assert claim("a", word, kind, actors=(RUSSIA,), targets=(UKRAINE,)).hold == hold


def test_a_claim_names_winner_loser_claimant_and_doubts() -> None:
    found = claim(
        "a",
        "taken",
        "battle/territory_gained",
        actors=(RUSSIA,),
        targets=(UKRAINE,),
        by=MINISTRY,
        denied_by=("General Staff",),
    )
    assert (found.holder, found.loser, found.claimant) == (RUSSIA, UKRAINE, MINISTRY)
    assert [doubt.name for doubt in found.doubts] == ["General Staff"]
    assert found.event == EventKey("a", "e1")


def test_a_belligerent_that_names_nobody_speaks_of_itself() -> None:
    assert claim("a", "taken", "battle/territory_gained", by=MINISTRY).holder.side == "RUS"


@pytest.mark.parametrize("status", ["planned", "feared", "attempted", "hypothetical"])
def test_what_did_not_happen_changes_no_hand(status: Any) -> None:
    record, _ = telling(
        "a", TEXT, kind="battle/territory_gained", status=status, actors=(RUSSIA,), place=TOWN
    )
    assert controls(record) == ()


def test_a_gain_by_nobody_known_and_a_vague_place_are_no_claims() -> None:
    vague = Place(name="the front", precision=5)
    kind = "battle/territory_gained"
    assert controls(telling("a", TEXT, kind=kind, place=TOWN)[0]) == ()
    assert controls(telling("a", TEXT, kind=kind, actors=(RUSSIA,), place=vague)[0]) == ()


def test_claims_carry_their_incident() -> None:
    record, _ = telling("a", TEXT, kind="control/holds", actors=(RUSSIA,), place=TOWN)
    (found,) = controls(record, {EventKey("a", "e1"): "i7"})
    assert found.incident == "i7"


def test_before_the_first_claim_nothing_is_known() -> None:
    assert holders([TAKEN], date(2030, 5, 1)) == ()


def test_a_rival_claim_makes_the_holding_disputed() -> None:
    alone = on("2030-05-03", TAKEN, HELD)
    assert (alone.holder, alone.disputed, alone.since) == (RUSSIA, False, "2030-05-02")
    both = on("2030-05-05", TAKEN, HELD)
    assert both.disputed
    assert set(both.claims + both.rivals) == {TAKEN, HELD}


def test_a_later_change_ends_older_claims() -> None:
    holding = on("2030-06-03", TAKEN, HELD, RETAKEN)
    assert (holding.holder, holding.since, holding.disputed) == (UKRAINE, "2030-06-01", False)
    assert holding.claims == (RETAKEN,)


def test_the_losers_withdrawal_bears_the_winner_out() -> None:
    holding = on("2030-06-03", TAKEN, RETAKEN, LEFT)
    assert (holding.holder, holding.disputed) == (UKRAINE, False)
    assert LEFT in holding.claims


def test_the_holders_withdrawal_leaves_the_place_to_nobody() -> None:
    holding = on("2030-06-03", TAKEN, LEFT)
    assert (holding.holder, holding.disputed) == (None, False)


def test_a_doubted_gain_is_disputed() -> None:
    doubted = claim(
        "a", "taken", "battle/territory_gained", actors=(RUSSIA,), denied_by=("General Staff",)
    )
    assert on("2030-06-03", doubted).disputed


def test_a_gain_that_is_only_denied_gives_the_place_to_nobody() -> None:
    denied = claim(
        "a",
        "taken",
        "battle/territory_gained",
        actors=(RUSSIA,),
        status="denied",
        denied_by=("General Staff",),
    )
    holding = on("2030-06-03", denied)
    assert holding.holder is None and holding.disputed


def test_namesakes_far_apart_are_two_places() -> None:
    far = Place(name="Orikhiv", lat=51.1, lon=35.79)
    record, _ = telling("z", TEXT, kind="control/holds", actors=(UKRAINE,), place=far)
    assert len(holders([TAKEN, *controls(record)], date(2031, 1, 1))) == 2


@given(st.permutations([TAKEN, HELD, RETAKEN, LEFT]), st.dates(date(2030, 4, 1), date(2030, 7, 1)))
def test_the_order_of_claims_does_not_matter(claims: list[Control], at: date) -> None:
    assert holders(claims, at) == holders([TAKEN, HELD, RETAKEN, LEFT], at)
