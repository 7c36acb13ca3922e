"""How sure Dateline is of each field of an event: higher for plain words than for vague ones."""

from __future__ import annotations

import pytest

from dateline.events.confidence import FIELDS, features, rescaled, weighed
from dateline.records import from_json, to_json

REPORT = (
    "HARTA — Rebels shelled the market of Harta on Friday, killing nine people, the army said. "
    "Unrest of some kind is feared in the far south."
)


def test_each_event_has_a_chance_for_every_field(annotate) -> None:  # type: ignore[no-untyped-def]
    read = annotate(REPORT, published="2024-05-06")
    assert read.events
    for event in read.events:
        assert event.confidence is not None
        chances = [getattr(event.confidence, field) for field in FIELDS]
        assert all(0 < chance < 1 for chance in chances)
        assert from_json(to_json(event), type(event)) == event


def test_what_is_told_plainly_is_surer_than_a_vague_fear(annotate) -> None:  # type: ignore[no-untyped-def]
    plain = annotate("Rebels shelled the market of Gao on Friday, killing nine people.").events
    vague = annotate("Violence is feared somewhere in the far south of the country.").events
    assert plain[0].confidence.type > 0.6
    assert all(event.confidence.type < plain[0].confidence.type for event in vague)


def test_features_are_small_numbers(annotate) -> None:  # type: ignore[no-untyped-def]
    for seen in features(annotate(REPORT)):
        assert seen["always"] == 1
        assert all(-0.01 <= value <= 2 for value in seen.values())


@pytest.mark.parametrize("field", FIELDS)
def test_fields_are_those_of_the_record(field: str) -> None:
    assert field in {"type", "place", "time", "status", "actors", "targets"}


def test_only_reports_in_capitals_keep_the_chances_of_old_broadcasts(annotate) -> None:  # type: ignore[no-untyped-def]
    told = "Rebels shelled the market of Gao on Friday, killing nine people."
    cased, capitals = annotate(told), annotate(told.upper())
    assert [seen["no capitals"] for seen in features(cased)] == [0.0]
    assert {seen["no capitals"] for seen in features(capitals)} == {1.0}


def test_the_second_regression_sees_the_sum_of_the_first_and_how_full_a_report_is() -> None:
    seen = {"always": 1.0, "dense": 0.5, "source": 1.0}
    assert weighed(seen, {"always": 0.25, "source": 1.5, "no place": 9.0}) == 1.75
    assert rescaled(seen, 1.75) == {"always": 1.0, "sum": 1.75, "dense": 0.5}
