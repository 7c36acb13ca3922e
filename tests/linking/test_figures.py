"""Rival figures of one incident: the range, the figure to quote, growth and denials."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.incidents import Figure
from dateline.linking.figures import Member, figures
from dateline.linking.figures.voices import Weight, side_of, voice_of, weight_of
from tests.linking.tellings import harm, source, telling

POLICE = source("police", "party")
MEDICS = source("doctors at the clinic")


def count(report: str, words: str, low: int, high: int | None, **more: object) -> Member:
    """A report that gives one number of dead."""
    text = f"The shop was hit and {words} died."
    by = more.pop("by", None)
    group = str(more.pop("group", "people"))
    side = str(more.pop("side", "unknown"))
    claim = harm(text, words, low, high, by=by, group=group, side=side)  # type: ignore[arg-type]
    return telling(report, text, claim, **more)  # type: ignore[arg-type]


def of(members: list[Member], families: dict[str, str] | None = None) -> Figure:
    (figure,) = figures(members, families or {}).figures
    return figure


def test_the_range_runs_from_the_lowest_to_the_highest_number_anyone_gives() -> None:
    figure = of([count("a", "at least 12", 12, None), count("b", "9 to 11", 9, 11)])
    assert (figure.low, figure.high) == (9, 12)
    assert [claim.report for claim in figure.claims] == ["a", "b"]


def test_what_two_independent_sources_give_is_quoted() -> None:
    members = [
        count("a", "14 people", 14, 14, by=POLICE),
        count("b", "14 people", 14, 14, by=MEDICS),
        count("c", "30 people", 30, 30),
    ]
    figure = of(members)
    assert (figure.best, figure.rule) == (14, "agreed")
    assert figure.why == (
        "14: 2 independent sources agree (police, doctors at the clinic, 2030-05-02);"
        " also told: 30."
    )


def test_copies_of_one_dispatch_agree_with_nobody() -> None:
    members = [count("a", "14 people", 14, 14), count("b", "14 people", 14, 14)]
    assert of(members).rule == "agreed"
    assert of(members, {"a": "f", "b": "f"}).rule == "latest"


def test_two_outlets_that_quote_one_office_are_one_source() -> None:
    members = [
        count("a", "14 people", 14, 14, by=source("the police", "party")),
        count("b", "14 people", 14, 14, by=POLICE),
    ]
    assert of(members).rule == "latest"


def test_a_later_count_of_one_source_takes_the_place_of_its_earlier_one() -> None:
    members = [
        count("a", "25 people", 25, None, by=POLICE, published="2030-05-02"),
        count("b", "25 people", 25, None, by=MEDICS, published="2030-05-02"),
        count("c", "29 people", 29, 29, by=POLICE, published="2030-05-04"),
    ]
    figure = of(members)
    assert (figure.best, figure.rule, figure.low) == (29, "latest", 25)


def test_of_two_agreed_numbers_the_one_last_given_is_quoted() -> None:
    first = [count(name, "20 people", 20, 20, published="2030-05-02") for name in "abc"]
    later = [count(name, "34 people", 34, 34, published="2030-05-03") for name in "de"]
    assert of(first + later).best == 34
    assert of(first + later[:1]).best == 20


def test_a_count_that_its_own_report_calls_older_agrees_with_nobody() -> None:
    text = "The toll has risen to 35 dead; the day before, officials had counted 34 dead."
    newer = telling(
        "b",
        text,
        harm(text, "35 dead", 35, 35, by=POLICE),
        harm(text, "34 dead", 34, 34, by=MEDICS),
        published="2030-05-03",
    )
    figure = of([count("a", "34 people", 34, 34), newer])
    assert (figure.best, figure.rule, figure.low) == (35, "latest", 34)


def test_growth_is_kept_as_history() -> None:
    members = [
        count("c", "29 people", 29, 29, by=POLICE, published="2030-05-04"),
        count("a", "at least 25", 25, None, by=POLICE, published="2030-05-02"),
        count("b", "29 people", 29, 29, by=POLICE, published="2030-05-05"),
        count("d", "29 people", 29, 29, by=POLICE, published=None),
    ]
    steps = [(step.published, step.low, step.high) for step in of(members).history]
    assert steps == [("2030-05-02", 25, 25), ("2030-05-04", 29, 29)]


def test_a_party_on_its_enemys_losses_weighs_least() -> None:
    moscow = source("Russian Defence Ministry", "party")
    kyiv = source("Ukrainian officials", "party")
    members = [
        count("a", "80 soldiers", 80, 80, by=moscow, group="soldiers", side="UKR"),
        count("b", "7 soldiers", 7, 7, by=kyiv, group="soldiers", side="UKR"),
    ]
    figure = of(members)
    assert (figure.best, figure.low, figure.high, figure.side) == (7, 7, 80, "UKR")
    alone = of(members[:1])
    assert (alone.best, alone.rule) == (80, "claimed")


def test_whoever_is_said_to_have_done_it_counts_as_an_enemy() -> None:
    assert weight_of(source("Hezbollah", "party"), "civilians", {"Hezbollah"}) is Weight.ENEMY
    assert weight_of(source("Hezbollah", "party"), "civilians", {"ISR"}) is Weight.OWN
    assert weight_of(source("Hezbollah", "analyst"), "civilians", {"ISR"}) is Weight.NEUTRAL


def test_a_vague_number_is_quoted_only_where_nobody_counted() -> None:
    vague = count("a", "dozens", 24, None, by=MEDICS)
    assert (of([vague]).best, of([vague]).rule) == (24, "vague")
    both = of([vague, count("b", "8 people", 8, 8)])
    assert (both.best, both.low, both.high) == (8, 8, 24)


def test_of_rival_counts_on_one_day_the_middle_one_is_quoted() -> None:
    members = [
        count(name, f"{number} people", number, number, by=source(name))
        for name, number in (("hospital", 50), ("tribal elder", 54), ("neighbours", 270))
    ]
    assert of(members).best == 54


def test_losses_of_two_sides_stay_apart() -> None:
    text = "In the fighting 40 Russian soldiers and 30 Ukrainian soldiers died."
    found = figures(
        [
            telling(
                "a",
                text,
                harm(text, "40 Russian soldiers", 40, 40, group="soldiers", side="RUS"),
                harm(text, "30 Ukrainian soldiers", 30, 30, group="soldiers", side="UKR"),
                kind="battle/clash",
            )
        ],
        {},
    )
    assert {(one.side, one.low, one.high) for one in found.figures} == {
        ("RUS", 40, 40),
        ("UKR", 30, 30),
    }


def test_a_denial_stands_beside_the_figure() -> None:
    text = "The raid killed 9 people. The army denied that anyone had died."
    member = telling(
        "a", text, harm(text, "9 people", 9, 9), denials=(("army", "anyone had died"),)
    )
    figure = of([member])
    assert (figure.low, figure.high, figure.best) == (9, 9, 9)
    (denial,) = [claim for claim in figure.claims if claim.denies]
    assert denial.claimant is not None and denial.claimant.name == "army"


def test_a_count_of_none_is_a_denial_not_a_low() -> None:
    text = "The mayor said that no people died."
    nobody = telling("a", text, harm(text, "no people", 0, 0, by=source("mayor", "government")))
    figure = of([nobody, count("b", "3 people", 3, 3)])
    assert (figure.low, figure.high) == (3, 3)
    assert [claim.denies for claim in figure.claims] == [False, True]
    assert (of([nobody]).low, of([nobody]).best) == (None, None)


def test_of_what_is_only_feared_nobody_counted_the_dead() -> None:
    assert figures([count("a", "900 people", 900, None, status="feared")], {}).figures == ()


def test_a_bare_report_without_an_event_gives_its_figures() -> None:
    record, _ = telling("a", "Five dead, 12 hurt by noon; seven dead in the evening.")
    killed, wounded = figures([(record, None)], {}).figures
    assert (killed.low, killed.high) == (5, 7)
    assert (wounded.low, wounded.high) == (12, 12)
    assert record.text_of(killed.claims[0].span) == "Five dead"  # type: ignore[arg-type]


def test_a_figure_that_stands_in_two_events_of_a_report_is_one_claim() -> None:
    member = count("a", "14 people", 14, 14)
    assert len(of([member, member]).claims) == 1


def test_a_belligerent_is_one_voice_whoever_speaks() -> None:
    ministry, spokesman = source("Russian Defence Ministry", "party"), source("Peskov", "party")
    assert voice_of(ministry, "f") == voice_of(spokesman, "g") == "side RUS"
    assert voice_of(None, "f") != voice_of(None, "g")
    assert side_of("doctors at the clinic") is None


@given(st.permutations(range(6)))
def test_the_order_of_reports_does_not_matter(order: list[int]) -> None:
    members = [
        count(name, f"{number} people", number, number, published=published)
        for name, number, published in (
            ("a", 3, "2030-05-02"),
            ("b", 5, "2030-05-02"),
            ("c", 5, "2030-05-03"),
            ("d", 8, None),
            ("e", 5, "2030-05-03"),
            ("f", 4, "2030-05-01"),
        )
    ]
    assert figures([members[number] for number in order], {}) == figures(members, {})


@given(st.lists(st.tuples(st.integers(1, 99), st.sampled_from([None, "2030-05-02"])), min_size=1))
def test_the_quoted_figure_lies_in_the_range(told: list[tuple[int, str | None]]) -> None:
    members = [
        count(f"r{number}", f"{dead} people", dead, dead, published=published, actors=())
        for number, (dead, published) in enumerate(told)
    ]
    figure = of(members)
    assert figure.low is not None and figure.best is not None and figure.high is not None
    assert figure.low <= figure.best <= figure.high
