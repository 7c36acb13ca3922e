"""Groups that no table knows, found by the words around their names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotations import Annotations

Annotate = Callable[..., Annotations]


def sides(annotate: Annotate, text: str) -> set[str]:
    return {mention.side for mention in annotate(text).parties}


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Fighters of the Free Plains Front (FPF) attacked a post near Goma.", "FPF"),
        ("The Torres Cartel kidnapped two lawyers in Guerrero.", "Torres Cartel"),
        ("Members of the Black Lynx gang shot dead a priest.", "Black Lynx"),
        ("Ansar al-Haqq, a Sunni armed group, attacked Quetta.", "Ansar al-Haqq"),
        ("Police blamed a gang called Los Pelones for the fire.", "Los Pelones"),
    ],
)
def test_a_group_goes_by_the_name_that_the_report_gives(
    annotate: Annotate, text: str, side: str
) -> None:
    assert side in sides(annotate, text)


def test_a_group_is_known_again_by_its_short_name(annotate: Annotate) -> None:
    text = "The Free Plains Front (FPF) attacked a post. An FPF commander denied it."
    annotations = annotate(text)
    named = [m for m in annotations.parties if m.span.start > text.index("post")]
    assert "FPF" in {mention.side for mention in named}


@pytest.mark.parametrize(
    "text",
    [
        "The Green Rivers Foundation (GRF) gave tents to the villagers.",
        "The Tuareg rebels attacked Kidal.",
        "Talks between Addis Ababa and the Oromo rebels ended.",
        "Thousands joined the march on Monday.",
    ],
)
def test_bodies_peoples_and_places_are_no_coined_groups(annotate: Annotate, text: str) -> None:
    coined = {"GRF", "Green Rivers Foundation", "Tuareg", "Addis Ababa and the Oromo", "Monday"}
    assert coined.isdisjoint(sides(annotate, text))
