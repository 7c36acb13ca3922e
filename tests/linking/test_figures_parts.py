"""A total and its parts are never added, and no part is mistaken for the whole."""

from __future__ import annotations

import pytest

from dateline.incidents import Figure
from dateline.linking.figures import Tally, figures
from dateline.linking.figures.groups import group_of
from dateline.linking.figures.loose import loose
from dateline.records import Casualty
from tests.linking.tellings import harm, source, telling


def tally(text: str, *casualties: Casualty) -> Tally:
    return figures([telling("a", text, *casualties)], {})


def shown(found: tuple[Figure, ...]) -> list[tuple[str, int | None, int | None]]:
    return [(one.group, one.low, one.high) for one in found]


@pytest.mark.parametrize(
    ("phrase", "name", "role"),
    [
        ("", "people", "everybody"),
        ("civilians", "people", "everybody"),
        ("eleven others", "people", "everybody"),
        ("children and teenagers", "children", "part"),
        ("servicemen of the garrison", "soldiers", "force"),
        ("TTP militants", "fighters", "force"),
        ("gunmen", "attackers", "attackers"),
        ("the worshippers", "worshippers", "others"),
        ("patients and their companions", "patients", "others"),
    ],
)
def test_phrases_that_mean_one_group_fold(phrase: str, name: str, role: str) -> None:
    assert group_of(phrase) == (name, role)


def test_children_among_the_dead_are_a_part() -> None:
    text = "The blast killed 20 people, including three children."
    found = tally(
        text,
        harm(text, "killed 20 people", 20, 20),
        harm(text, "including three children", 3, 3, group="children"),
    )
    assert shown(found.figures) == [("people", 20, 20)]
    assert shown(found.parts) == [("children", 3, 3)]


def test_children_alone_are_the_whole() -> None:
    text = "The rocket killed 12 children."
    found = tally(text, harm(text, "12 children", 12, 12, group="children"))
    assert shown(found.figures) == [("children", 12, 12)]


def test_a_named_part_of_one_report_is_no_low_for_the_others() -> None:
    first, second = "Some 40 people died.", "Two rescuers died."
    found = figures(
        [
            telling("a", first, harm(first, "40 people", 40, 40)),
            telling("b", second, harm(second, "Two rescuers", 2, 2, group="rescuers")),
        ],
        {},
    )
    assert shown(found.figures) == [("people", 40, 40)]
    assert shown(found.parts) == [("rescuers", 2, 2)]


def test_attackers_are_never_in_the_whole() -> None:
    text = "At least 32 people died; five gunmen were shot."
    found = tally(
        text,
        harm(text, "32 people", 32, None),
        harm(text, "five gunmen", 5, 5, group="gunmen"),
    )
    assert shown(found.figures) == [("people", 32, 32)]
    assert shown(found.parts) == [("attackers", 5, 5)]


def test_hospitals_that_add_up_to_the_total_are_parts() -> None:
    text = "The ministry counts 54 dead: 52 dead in the north clinic, two dead in the south one."
    found = tally(
        text,
        harm(text, "54 dead", 54, 54),
        harm(text, "52 dead", 52, 52),
        harm(text, "two dead", 2, 2),
    )
    assert shown(found.figures) == [("people", 54, 54)]


def test_a_rival_count_of_soldiers_stands_in_the_range() -> None:
    text = "Russia says that 60 soldiers were killed; the city counts 34 dead."
    found = tally(
        text,
        harm(
            text,
            "60 soldiers",
            60,
            None,
            group="soldiers",
            side="UKR",
            by=source("Russia", "party"),
        ),
        harm(text, "34 dead", 34, 34, by=source("city council", "government")),
    )
    assert shown(found.figures) == [("people", 34, 60)]


def test_two_groups_in_one_breath_make_the_whole() -> None:
    text = "The clash left 11 gunmen and three villagers dead."
    found = tally(
        text,
        harm(text, "11 gunmen and three villagers dead", 11, 11, group="gunmen"),
        harm(text, "three villagers dead", 3, 3, group="villagers"),
    )
    assert shown(found.figures) == [("people", 14, 14)]
    assert sorted(shown(found.parts)) == [("attackers", 11, 11), ("people", 3, 3)]


def test_a_much_smaller_later_count_is_a_part_unless_it_is_called_older() -> None:
    text = "Fourteen people died, and a second missile killed one."
    found = tally(text, harm(text, "Fourteen people", 14, 14), harm(text, "killed one", 1, 1))
    assert shown(found.figures) == [("people", 14, 14)]
    text = "Fourteen people died, up from one at first."
    found = tally(text, harm(text, "Fourteen people", 14, 14), harm(text, "one at first", 1, 1))
    assert shown(found.figures) == [("people", 1, 14)]


def test_figures_of_another_happening_are_left_out() -> None:
    text = "The shelling killed 15 people; a separate strike elsewhere killed 80 people."
    found = tally(text, harm(text, "15 people", 15, 15), harm(text, "80 people", 80, 80))
    assert shown(found.figures) == [("people", 15, 15)]
    assert found.parts == ()


def test_dead_and_hurt_counted_together_are_neither() -> None:
    text = "The ministry put it at 600 dead and wounded."
    found = tally(text, harm(text, "600 dead", 600, 600))
    assert found.figures == ()
    assert shown(found.parts) == [("people", 600, 600)]


def test_dead_and_hurt_named_before_their_number_are_neither() -> None:
    record, _ = telling("a", "The envoy puts dead and wounded near 600,000.")
    assert figures([(record, None)], {}).figures == ()


def test_a_rate_stays_apart() -> None:
    text = "The unit lost 12 people a day, and 90 people died in the attack."
    found = tally(
        text,
        harm(text, "12 people a day", 12, 12, rate="per day"),
        harm(text, "90 people", 90, 90),
    )
    assert shown(found.figures) == [("people", 90, 90)]
    assert shown(found.parts) == [("people", 12, 12)]


def test_things_lost_are_counted_each_sort_on_its_own() -> None:
    text = "They burned 45 houses and 34 vehicles."
    found = tally(
        text,
        harm(text, "45 houses", 45, 45, kind="lost", group="houses"),
        harm(text, "34 vehicles", 34, 34, kind="lost", group="vehicles"),
    )
    assert shown(found.figures) == [("houses", 45, 45), ("vehicles", 34, 34)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Seven dead and 66 hurt.", [("killed", 7, 7), ("wounded", 66, 66)]),
        ("Two dead at 08:00, three at 10:46.", [("killed", 2, 2), ("killed", 3, 3)]),
        ("Toll now 115, says the mayor.", [("killed", 115, 115)]),
        ("At least 10 killed by a rocket.", [("killed", 10, None)]),
        ("Three, then six hurt.", [("wounded", 3, 3), ("wounded", 6, 6)]),
        ("Twelve flats burned in 2024.", []),
        # Hours, metres and nobody are no people.
        ("A climber died about 11 am after falling 150 metres.", []),
        ("The roof fell, but no one was injured.", []),
    ],
)
def test_bare_texts_give_their_counts(
    text: str, told: list[tuple[str, int | None, int | None]]
) -> None:
    assert [(kind, one.low, one.high) for kind, one in loose(text)] == told
