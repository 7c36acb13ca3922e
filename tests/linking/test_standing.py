"""How an incident stands: by families and by mouths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.linking.standing import standing
from tests.linking.tellings import Member, party, source, telling

TEXT = "A market was hit. The army denied the raid."
ARMY = source("Sudanese army", "party")
RSF = source("RSF", "party")
RUSSIA, UKRAINE = party("Russian forces", "RUS"), party("Ukrainian forces", "UKR")


def test_one_report_is_one_sided() -> None:
    verdict = standing([telling("a", TEXT, by=ARMY)], {})
    assert (verdict.standing, verdict.status, verdict.denied_by) == ("one-sided", "happened", ())


def test_two_outlets_that_quote_one_ministry_are_no_corroboration() -> None:
    ministry = source("Russian Defence Ministry", "party")
    peskov = source("Peskov", "party")
    members = [telling("a", TEXT, by=ministry), telling("b", TEXT, by=peskov)]
    assert standing(members, {}).standing == "one-sided"


def test_another_mouth_in_another_family_corroborates() -> None:
    members = [telling("a", TEXT, by=ARMY), telling("b", TEXT, by=source("a trader"))]
    assert standing(members, {}).standing == "corroborated"
    assert standing(members, {"a": "f", "b": "f"}).standing == "one-sided"


def test_two_outlets_of_their_own_knowledge_corroborate_but_not_copies() -> None:
    members = [telling("a", TEXT), telling("b", TEXT)]
    assert standing(members, {}).standing == "corroborated"
    assert standing(members, {"a": "f", "b": "f"}).standing == "one-sided"


def test_both_sides_that_say_so_corroborate() -> None:
    both = {"actors": (RUSSIA,), "targets": (UKRAINE,), "kind": "battle/clash"}
    members = [
        telling("a", TEXT, by=source("Russian Defence Ministry", "party"), **both),  # type: ignore[arg-type]
        telling("b", TEXT, by=source("Ukrainian officials", "party"), **both),  # type: ignore[arg-type]
    ]
    assert standing(members, {"a": "f", "b": "f"}).standing == "corroborated"


def test_a_denial_beside_a_telling_is_a_dispute_and_is_named() -> None:
    members = [
        telling("a", TEXT),
        telling("b", TEXT, status="denied", denied_by=("army",), denials=(("army", "the raid"),)),
        telling("c", TEXT, denied_by=("the army",)),
    ]
    verdict = standing(members, {})
    assert (verdict.standing, verdict.status) == ("disputed", "happened")
    assert [(one.name, one.report) for one in verdict.denied_by] == [
        ("army", "b"),
        ("the army", "c"),
    ]


def test_an_event_that_is_only_denied_is_denied() -> None:
    verdict = standing([telling("a", TEXT, status="denied", denied_by=("army",))], {})
    assert (verdict.standing, verdict.status) == ("denied", "denied")


def test_a_denied_event_that_somebody_asserts_is_disputed() -> None:
    member = telling("a", TEXT, status="denied", by=RSF, denied_by=("army",))
    assert standing([member], {}).standing == "disputed"


@pytest.mark.parametrize("status", ["planned", "threatened", "feared", "hypothetical"])
def test_what_has_not_happened_is_feared(status: str) -> None:
    verdict = standing([telling("a", TEXT, status=status)], {})  # type: ignore[arg-type]
    assert (verdict.standing, verdict.status) == ("feared", status)


def test_what_was_feared_and_came_is_what_came() -> None:
    members = [
        telling("a", TEXT, status="feared"),
        telling("b", TEXT, status="feared"),
        telling("c", TEXT),
    ]
    verdict = standing(members, {})
    assert (verdict.standing, verdict.status) == ("one-sided", "happened")


def test_each_side_that_blames_the_other_makes_a_dispute() -> None:
    members = [
        telling("a", TEXT, by=source("Russian Defence Ministry", "party"), actors=(UKRAINE,)),
        telling("b", TEXT, by=source("Ukrainian officials", "party"), actors=(RUSSIA,)),
    ]
    assert standing(members, {}).standing == "disputed"


def test_one_stray_reading_of_who_did_it_makes_no_dispute() -> None:
    members = [telling(name, TEXT, actors=(RUSSIA,)) for name in ("a", "b", "c")]
    members.append(telling("d", TEXT, actors=(party("rebels", "M23"),)))
    assert standing(members, {}).standing == "corroborated"


def test_two_sides_that_each_have_the_town_make_a_dispute() -> None:
    members = [
        telling("a", TEXT, kind="battle/territory_gained", actors=(RUSSIA,)),
        telling("b", TEXT, kind="control/holds", actors=(UKRAINE,)),
    ]
    assert standing(members, {}).standing == "disputed"


def test_a_bare_report_without_an_event_tells_it_too() -> None:
    record, _ = telling("b", "Five dead by noon.")
    assert standing([(record, None)], {}) == ("one-sided", "happened", ())
    assert standing([telling("a", TEXT, by=ARMY), (record, None)], {}).standing == "corroborated"


MEMBERS: list[Member] = [
    telling("a", TEXT, by=ARMY),
    telling("b", TEXT, by=RSF, denied_by=("army",)),
    telling("c", TEXT, status="ongoing"),
    telling("d", TEXT, status="feared"),
]


@given(st.permutations(MEMBERS))
def test_the_order_of_reports_does_not_matter(members: list[Member]) -> None:
    assert standing(members, {}) == standing(MEMBERS, {})
