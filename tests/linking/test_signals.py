"""What stands out in a week: counts beyond chance, warning signs with their evidence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.incidents import EventKey, Incident, Signal
from dateline.linking.signals import area_of, signals
from dateline.records import Period, Place
from tests.linking.tellings import day, telling

MONDAY = date(2030, 4, 1)
ORIKHIV = Place(name="Orikhiv", lat=47.57, lon=35.79)


def incident(number: int, week: int, *, kind: str = "strike/air", area: str = "north") -> Incident:
    begun = (MONDAY + timedelta(weeks=week, days=number % 7)).isoformat()
    return Incident(
        id=f"i{week}-{number}-{kind}-{area}",
        type=kind,
        status="happened",
        standing="one-sided",
        place=Place(name=area),
        period=Period(start=begun, end=begun),
        events=(EventKey(f"r{week}-{number}", "e1"),),
    )


def counts(*weeks: int, kind: str = "strike/air") -> list[Incident]:
    return [
        incident(number, week, kind=kind)
        for week, many in enumerate(weeks)
        for number in range(many)
    ]


def found(incidents: list[Incident]) -> tuple[Signal, ...]:
    return signals(incidents, [], {}, area_of=lambda place: place.name)


def test_a_week_far_above_the_weeks_before_stands_out() -> None:
    (signal,) = found(counts(1, 2, 1, 0, 1, 2, 1, 1, 9))
    assert (signal.week, signal.kind, signal.family) == ("2030-05-27", "count", "strike")
    assert (signal.count, signal.baseline, signal.ratio) == (9, 1.125, 8.0)
    assert signal.evidence == tuple(EventKey(f"r8-{number}", "e1") for number in range(9))


def test_the_usual_number_does_not_stand_out() -> None:
    assert found(counts(4, 5, 3, 6, 4, 5, 4, 5, 7)) == ()


def test_a_quiet_area_that_erupts_stands_out_without_a_ratio() -> None:
    quiet = [incident(0, week, area="south") for week in range(9)]
    (signal,) = found([*quiet, *counts(0, 0, 0, 0, 0, 0, 0, 0, 4)])
    assert (signal.area, signal.baseline, signal.ratio) == ("north", 0.0, None)


def test_without_four_weeks_before_there_is_no_baseline() -> None:
    assert found(counts(0, 0, 1, 0, 9)) == ()
    assert len(found(counts(1, 0, 0, 0, 9))) == 1


def test_what_was_feared_or_has_no_week_does_not_count() -> None:
    from msgspec.structs import replace

    base = counts(1, 1, 1, 1, 1, 1, 1, 1)
    burst = counts(0, 0, 0, 0, 0, 0, 0, 0, 9)
    feared = [replace(one, status="feared") for one in burst]
    vague = [
        replace(one, period=Period(start="2030-05-01", end="2030-05-31", precision="month"))
        for one in burst
    ]
    assert found(base + burst)
    assert found(base + feared) == ()
    assert found(base + vague) == ()


@pytest.mark.parametrize(
    ("kind", "text", "sign"),
    [
        ("forces/buildup", "Two brigades came.", "build-up"),
        ("battle/clash", "Armour was massing near the front.", "build-up"),
        ("diplomacy/demand", "It warned that they are massing tanks by the river.", "build-up"),
        ("forces/rotation", "One unit replaced another.", "rotation"),
        ("battle/clash", "They fought over trenches.", "fortification"),
        ("humanitarian/displacement", "The town is to be evacuated.", "evacuation"),
        ("strike/missile", "It hit a power station.", "infrastructure"),
        ("diplomacy/talks", "They spoke of a power station.", None),
    ],
)
def test_warning_signs_come_from_types_and_words(kind: str, text: str, sign: str | None) -> None:
    member = telling("a", text, kind=kind, place=ORIKHIV, published="2030-05-02")
    told = {one.kind for one in signals([], [member], {})}
    assert (sign in told) if sign else (not told)


def test_a_sign_counts_families_and_shows_every_report() -> None:
    members = [
        telling(name, "Troops came.", kind="forces/buildup", place=ORIKHIV, time=day("2030-05-02"))
        for name in ("a", "b", "c")
    ]
    (signal,) = signals([], members, {"a": "f", "b": "f"})
    assert (signal.area, signal.week, signal.count) == ("Zaporizhzhia Oblast", "2030-04-29", 2)
    assert signal.evidence == tuple(EventKey(name, "e1") for name in ("a", "b", "c"))


def test_what_is_only_feared_is_no_sign() -> None:
    assert not signals(
        [], [telling("a", "Troops.", kind="forces/buildup", status="feared", place=ORIKHIV)], {}
    )


@pytest.mark.parametrize(
    ("place", "area"),
    [
        (ORIKHIV, "Zaporizhzhia Oblast"),
        (Place(name="a bridge that no map names", lat=47.57, lon=35.79), "Ukraine"),
        (Place(name="Mali", lat=18.0, lon=-2.0, precision=6), "Mali"),
        (Place(name="nowhere"), None),
    ],
)
def test_a_place_lies_in_its_division_else_its_country(place: Place, area: str | None) -> None:
    assert area_of(place) == area


@given(st.permutations(counts(1, 0, 2, 0, 1, 0, 0, 1, 6)))
def test_the_order_of_incidents_does_not_matter(incidents: list[Incident]) -> None:
    assert found(incidents) == found(counts(1, 0, 2, 0, 1, 0, 0, 1, 6))
