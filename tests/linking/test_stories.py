"""linking/stories: reports of one incident are found together, whatever kind it is."""

from __future__ import annotations

import random

import pytest

from dateline.dispatches import dispatches
from dateline.linking.stories import Profile, alike, features, log_odds, profile, related, stories
from dateline.records import Record
from dateline.sources import document

QUAKES = {
    "rome-1": "Strong quake shakes Norcia. A magnitude 5.4 earthquake struck near Norcia in central"
    " Italy on 4 May 2016, bringing down the tower of San Pietro and hurting nine people, mayor"
    " Carla Bassi said.",
    "rome-2": "Nine were hurt when the earthquake of magnitude 5.4 hit Norcia in May 2016. Carla"
    " Bassi, the mayor, said that the tower of San Pietro had fallen into the square.",
    "rome-3": "The tower of San Pietro will be rebuilt, the mayor of Norcia, Carla Bassi, promised"
    " a day after the quake of 4 May 2016 left nine people hurt.",
    "udine-1": "A magnitude 4.9 earthquake rattled Tolmezzo in northern Italy on 11 July 2021."
    " Nobody was hurt, but the railway to Udine was shut, prefect Luigi Morandin said.",
    "udine-2": "Trains between Udine and Tolmezzo stopped after the quake of 11 July 2021, which"
    " measured 4.9. Prefect Luigi Morandin said that engineers were looking at the bridges.",
}
SPORT = {
    "cup": "Harrowgate Town lifted the Fenland Cup after beating Marsh United 3-2 in extra time,"
    " with two late goals by striker Owen Pellew.",
    "cup-again": "Striker Owen Pellew scored twice in extra time as Harrowgate Town beat Marsh"
    " United 3-2 and won the Fenland Cup.",
}


@pytest.fixture(scope="module")
def profiles() -> list[Profile]:
    return [profile(document(text, id=name)) for name, text in {**QUAKES, **SPORT}.items()]


def test_incidents_outside_the_codebook_are_grouped_and_two_of_a_kind_kept_apart(
    profiles: list[Profile],
) -> None:
    assert stories(profiles) == (
        ("cup", "cup-again"),
        ("rome-1", "rome-2", "rome-3"),
        ("udine-1", "udine-2"),
    )


def test_the_bundled_dispatches_fall_into_the_stories_that_their_readme_names() -> None:
    assert stories(dispatches()) == (
        ("goma-airport",),
        ("haiti-agency", "haiti-later"),
        ("lido-claim", "lido-first", "lido-page"),
        ("majdal-shams",),
        ("mali-mines",),
        ("myanmar-rallies",),
        ("pokrovsk-denial", "pokrovsk-live"),
        ("sumy-agency", "sumy-agency-cut", "sumy-local", "sumy-ministry"),
        ("tora-agency", "tora-monitor", "tora-rewrite", "tora-rival"),
    )


def test_a_lower_bar_joins_more(profiles: list[Profile]) -> None:
    assert len(stories(profiles, bar=-20)) < len(stories(profiles)) < len(stories(profiles, bar=20))


def test_the_order_of_the_reports_does_not_matter(profiles: list[Profile]) -> None:
    expected = stories(profiles)
    for seed in range(5):
        shuffled = random.Random(seed).sample(profiles, len(profiles))
        assert stories(shuffled) == expected


def test_which_of_two_reports_comes_first_does_not_matter(profiles: list[Profile]) -> None:
    for one in profiles:
        for other in profiles:
            assert features(one, other) == features(other, one)
            assert 0 <= alike(one, other) <= 1


def test_a_report_is_most_like_one_of_its_own_story(profiles: list[Profile]) -> None:
    by_id = {one.id: one for one in profiles}
    near = log_odds(by_id["udine-1"], by_id["udine-2"])
    assert near > log_odds(by_id["udine-1"], by_id["rome-1"])
    assert log_odds(by_id["udine-1"], by_id["rome-1"]) > log_odds(by_id["udine-1"], by_id["cup"])


def test_related_reports_come_likeliest_first_and_never_the_report_itself(
    profiles: list[Profile],
) -> None:
    found = related(profiles[0], profiles)
    assert {name for name, _ in found} == {"rome-2", "rome-3"}
    assert [chance for _, chance in found] == sorted((c for _, c in found), reverse=True)
    assert related(profiles[0], profiles, least=1.1) == []


def test_the_same_day_of_publication_speaks_for_one_story() -> None:
    text = "A fire gutted the covered market of Leith overnight."
    first, same, later, undated = (
        profile(document(text, id=name, published=day))
        for name, day in zip("abcd", ("2020-02-03", "2020-02-03", "2020-11-03", None), strict=True)
    )
    assert log_odds(first, same) > log_odds(first, later)
    assert features(first, undated)["near"] == 0


def test_marks_set_apart_by_a_page_change_no_number() -> None:
    plain = profile("The quake of magnitude 6.1 hit Bam at 2:30 on Monday.")
    apart = profile("The quake of magnitude 6. 1 hit Bam at 2: 30 on Monday.")
    assert set(plain.numbers.weights) == set(apart.numbers.weights) == {"6.1", "2:30"}


def test_bylines_and_page_furniture_are_no_part_of_the_story() -> None:
    told = profile("By Ann Quill\n\nA ferry sank off Bohol on Monday, the coast guard said.")
    assert "quill" not in told.words.weights
    assert "bohol" in told.names.weights


@pytest.mark.parametrize("text", ["", "...", "1234", "a"])
def test_reports_that_say_nothing_stand_alone(text: str) -> None:
    empty = document(text or " ", id="empty")
    other = document("A ferry sank off Bohol on Monday, the coast guard said.", id="ferry")
    assert stories([empty, other]) == (("empty",), ("ferry",))


def test_no_reports_are_no_stories_and_one_id_counts_once(profiles: list[Profile]) -> None:
    assert stories([]) == ()
    assert stories([profiles[0], profiles[0]]) == ((profiles[0].id,),)


def test_a_record_is_taken_as_well_as_its_report() -> None:
    report = dispatches()[0]
    assert profile(Record(document=report)) == profile(report)


def test_a_title_known_apart_from_the_text_belongs_to_the_story() -> None:
    told = profile(document("Divers went down on Monday.", id="a", title="Ferry sinks off Bohol"))
    assert {"ferry", "bohol"} <= set(told.lead.weights)
