from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.annotations import Annotations
from dateline.events.casualties import Harm, casualties
from dateline.records import Document
from dateline.text import letter_case, parse, reading_text, zones


def parsed(text: str) -> Annotations:
    read, origin = reading_text(text)
    report = Annotations(
        document=Document(id="r", text=text), text=read, origin=origin, case=letter_case(read)
    )
    return parse(zones(report))


@cache
def harms(text: str) -> tuple[Harm, ...]:
    return casualties(parsed(text))


def figures(text: str) -> list[tuple[str, int | None, int | None, str]]:
    found = (harm.casualty for harm in harms(text))
    return [(c.kind, c.low, c.high, c.group) for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A mine killed nine marines in their truck and hurt 31 more.",
            [("killed", 9, 9, "marines"), ("wounded", 31, 31, "marines")],
        ),
        ("The raid left seven smugglers dead.", [("killed", 7, 7, "smugglers")]),
        (
            "The toll from Friday's blast climbed from 11 to at least 19.",
            [("killed", 19, None, "people")],
        ),
        (
            "Gunmen took three engineers hostage and shot two guards dead.",
            [("captured", 3, 3, "engineers"), ("killed", 2, 2, "guards")],
        ),
        (
            "Shelling drove people from Sortony; about 40,000 villagers have fled.",
            [("displaced", 40000, 40000, "villagers")],
        ),
        (
            "The gunners destroyed 14 tanks, six howitzers and a bridge.",
            [("lost", 14, 14, "tanks"), ("lost", 6, 6, "howitzers")],
        ),
        ("Dozens of herders were killed.", [("killed", 24, None, "herders")]),
        (
            "A clerk is in critical condition after being shot on the quay.",
            [("wounded", 1, 1, "clerk")],
        ),
        (
            "Ode was killed and his brother is fighting for his life.",
            [("killed", 1, 1, "Ode"), ("wounded", 1, 1, "brother")],
        ),
        (
            "At least 50 villagers are in hospital and 30 missing.",
            [("wounded", 50, None, "villagers"), ("missing", 30, 30, "villagers")],
        ),
        ("The marines are fighting for their lives in the port.", []),
        ("The mortar fire claimed 16 lives.", [("killed", 16, 16, "people")]),
        (
            "Police detained between five and eight protesters.",
            [("captured", 5, 8, "protesters")],
        ),
        ("Eleven miners are still missing.", [("missing", 11, 11, "miners")]),
        ("The murder of the mayor shocked Tumaco.", [("killed", 1, 1, "mayor")]),
        ("The rebels fired on a bus, causing no injuries.", [("wounded", 0, 0, "people")]),
    ],
)
def test_figures_are_read_with_kind_bounds_and_group(text, expected):
    assert figures(text)[: len(expected)] == expected


def test_parts_of_a_total_are_listed_beside_it():
    text = "The strike killed 21 people, including four children and a midwife."
    assert {(kind, low) for kind, low, _, _ in figures(text)} >= {("killed", 21), ("killed", 4)}


def test_conjoined_victims_without_a_verb_of_their_own_count():
    text = "The fighting ended with six rangers and about a dozen poachers left dead."
    assert {(low, group) for _, low, _, group in figures(text)} == {
        (6, "rangers"),
        (12, "poachers"),
    }


def test_headlines_without_verbs_and_capitals_are_read():
    assert [f[:3] for f in figures("FOUR KILLED, 17 INJURED IN MARKET BLAST")] == [
        ("killed", 4, 4),
        ("wounded", 17, 17),
    ]


def test_a_weekly_market_is_no_rate():
    (harm,) = harms("A jet hit the weekly market on Monday and killed 61 traders.")
    assert harm.casualty.rate is None
    (harm,) = harms("The weekly death toll reached 20.")
    assert harm.casualty.rate == "per week"


def test_daily_losses_carry_their_rate():
    (harm,) = harms("Every day the brigade loses between 10 and 20 soldiers here.")
    assert harm.casualty.rate == "per day"
    assert (harm.casualty.kind, harm.casualty.low, harm.casualty.high) == ("lost", 10, 20)


def test_civilians_have_their_own_side_whoever_they_are_called():
    (harm,) = harms("Three schoolchildren were wounded near the bridge.")
    assert harm.casualty.side == "civilians"


@pytest.mark.parametrize(
    "text",
    [
        "Parliament killed the bill in 2022.",
        "The army did not kill 30 villagers.",
        "The bomb could kill thousands.",
        "They threatened to kill 12 hostages.",
        "She wound up in Lagos.",
        "He was convicted of the attempted murder of a judge.",
        "His uncle died of cancer.",
        "The 25-year-old law was changed on 12 May.",
    ],
)
def test_harm_that_did_not_happen_or_is_no_violence_is_left_out(text):
    assert figures(text) == []


def test_spans_and_triggers_point_at_their_words():
    text = "Officials said. Two drones killed 13 recruits at the depot."
    (harm,) = harms(text)
    assert harm.trigger.of(text) == "killed"
    assert harm.casualty.span is not None
    assert harm.casualty.span.of(text) == "killed 13 recruits"
    assert harm.sentence == 1


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from(
            ["12", "killed", "dozens", "of", "were", "no", "dead", "and", ",", "toll", "-", "😀",
             "lives", "left", "to", "shot", "people", "wounded", "\n", "one", "including", "from"]
        ),
        min_size=1,
        max_size=25,
    ).map(" ".join)
)  # fmt: skip
def test_any_order_of_words_is_read_without_failing(text):
    for harm in casualties(parsed("News. " + text)):
        assert harm.casualty.kind


def test_a_number_of_dead_that_rises_is_a_toll():
    assert figures("The number of people killed rose to 41, and 90 others were hurt.")[:2] == [
        ("killed", 41, 41, "people"),
        ("wounded", 90, 90, "others"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The dead included two nurses and six children.",
            [("killed", 2, 2, "nurses"), ("killed", 6, 6, "children")],
        ),
        ("Among the dead were three policemen.", [("killed", 3, 3, "policemen")]),
        ("Seven of the wounded were children, the minister said.", [("wounded", 7, 7, "children")]),
        (
            "At least 28 people were killed, six of them children, and 91 wounded.",
            [
                ("killed", 28, None, "people"),
                ("killed", 6, 6, "children"),
                ("wounded", 91, 91, "people"),
            ],
        ),
        (
            "The ambush killed 17 people, 15 of them civilians.",
            [("killed", 17, 17, "people"), ("killed", 15, 15, "civilians")],
        ),
        (
            "At least 40 dead, six infants among them.",
            [("killed", 40, None, "people"), ("killed", 6, 6, "infants")],
        ),
        ("Mayor puts valley dead at 52", [("killed", 52, 52, "people")]),
        (
            "Elders counted 40 people buried and 65 injured.",
            [("killed", 40, 40, "people"), ("wounded", 65, 65, "people")],
        ),
        (
            "The raiders burned 16 houses and nine vehicles.",
            [("lost", 16, 16, "houses"), ("lost", 9, 9, "vehicles")],
        ),
    ],
)
def test_parts_and_counts_are_read(
    text: str, expected: list[tuple[str, int | None, int | None, str]]
) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A girl of 14 was among the dead.",
        "Dozens of people were buried under the rubble.",
        "The dead were buried in two villages.",
    ],
)
def test_ages_and_graves_are_no_tolls(text: str) -> None:
    assert all(low in (None, 1) for _, low, _, _ in figures(text))


def test_many_more_are_not_the_dead_again() -> None:
    found = figures("The barrage left at least 26 people dead, and many more wounded in the port.")
    assert [one[:3] for one in found] == [("killed", 26, None), ("wounded", None, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels inflicted 40 casualties on the army.", [("killed", 40, 40, "army")]),
        ("The attack did not cause any casualties.", [("killed", 0, 0, "people")]),
        ("The raid ended without casualties among the crew.", [("killed", 0, 0, "crew")]),
        ("Mortar fire caused several civilian casualties.", [("killed", None, None, "civilian")]),
        ("Dozens of casualties were reported in the port.", [("killed", 24, None, "people")]),
        (
            "The shelling resulted in two army casualties and no injuries.",
            [("killed", 2, 2, "army"), ("wounded", 0, 0, "army")],
        ),
        (
            "The patrol sustained 12 casualties, including five wounded men.",
            [("wounded", 5, 5, "people")],
        ),
        ("The number of casualties in the port as of 1618 is 45.", [("killed", 45, 45, "people")]),
        ("Officials would not give a casualty figure.", []),
    ],
)
def test_tallies_count_the_dead_unless_they_mix_kinds(text, expected):
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text", ["Gunmen murdered priests in the valley.", "The rebels killed several priests."]
)
def test_an_untold_number_has_no_bounds(text):
    assert figures(text) == [("killed", None, None, "priests")]


def test_single_things_destroyed_are_lost_in_lists_too():
    text = "Strikes destroyed a fuel pump, four oil wells, a tank and a bridge."
    assert [(kind, low, group) for kind, low, _, group in figures(text)] == [
        ("lost", 1, "fuel pump"),
        ("lost", 4, "oil wells"),
        ("lost", 1, "tank"),
        ("lost", 1, "bridge"),
    ]
    assert [f[:2] for f in figures("They blew up two pylons and shot down a helicopter.")] == [
        ("lost", 2),
        ("lost", 1),
    ]


def test_people_named_one_by_one_are_counted_together():
    text = "Soldiers killed Ana Rojas, Luis Vega and Pedro Soto."
    assert figures(text) == [("killed", 3, 3, "Ana Rojas, Luis Vega and Pedro Soto")]


def test_two_titles_of_one_man_are_one_death():
    assert figures("The blast killed the chairman and owner of the mill.") == [
        ("killed", 1, 1, "chairman")
    ]


def test_whoever_is_arrested_alone_is_no_figure():
    assert figures("Police arrested Pedro Soto.") == []
    assert [f[1] for f in figures("Police arrested six Germans and a Canadian.")] == [6, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twenty raiders attacked, four of whom died.", [("killed", 4)]),
        ("Twelve guards were wounded, three of them seriously.", [("wounded", 12), ("wounded", 3)]),
        (
            "Police held 40 people, of whom about ten are students.",
            [("captured", 40), ("captured", 10)],
        ),
        (
            "Reporters saw 13 bodies there; eight rebels, four soldiers, and a nurse.",
            [("killed", 13), ("killed", 8), ("killed", 4), ("killed", 1)],
        ),
        ("The shells killed and wounded 14 farmers.", [("killed", 14), ("wounded", 14)]),
        ("The blast killed or wounded an estimated 90 troops and officers.", []),
        ("46 shoppers dead and six wounded, say officials.", [("killed", 46), ("wounded", 6)]),
        ("The attack claimed the lives of nine bakers.", [("killed", 9)]),
        ("A quarter of a million people fled.", [("displaced", 250_000)]),
        ("Some 50,000 people have had to abandon their homes.", [("displaced", 50_000)]),
        ("Thousands of Angolans were expelled.", [("displaced", 2000)]),
    ],
)
def test_who_of_how_many_suffered_what(text, expected):
    assert [f[:2] for f in figures(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The bomb nearly killed a nurse.",
        "Did the bomb kill 20 people?",
        "The mayor asked that he be executed.",
        "She found four dead birds.",
        "Neither the baker nor his wife was hurt.",
    ],
)
def test_what_only_sounds_like_harm_is_left_out(text):
    assert figures(text) == []


def test_a_day_before_a_killing_is_no_number_of_dead():
    assert figures("The 24 June murder of a clerk is unsolved.") == [("killed", 1, 1, "clerk")]


def test_a_road_toll_of_houses_is_no_death_toll():
    text = "They refused to pay the road toll: 45 houses burned."
    assert all(kind != "killed" for kind, *_ in figures(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man was shot in the leg.", [("wounded", 1)]),
        ("Three people were shot, one fatally, near a park.", [("wounded", 3), ("killed", 1)]),
        ("Two officers were shot in Mobile. Both officers died.", [("killed", 2)]),
        ("A gunman shot and killed four men.", [("killed", 4)]),
        ("Two women were found with gunshot wounds.", [("wounded", 2)]),
        ("She killed two clerks and wounded a third.", [("killed", 2), ("wounded", 1)]),
        ("They shot at ten soldiers.", []),
    ],
)
def test_people_shot_are_hurt_unless_they_died_of_it(text, expected):
    assert [f[:2] for f in figures(text)] == expected


def test_a_number_alone_has_the_side_of_the_group_it_counts():
    first, second = (harm.casualty for harm in harms("Shells killed 46 civilians and hurt six."))
    assert (first.group, second.group) == ("civilians", "civilians")
    assert first.side == second.side == "civilians"


def test_a_very_long_chain_of_verbs_is_read() -> None:
    chain = " and ".join(["stabbed", "clubbed", "killed"] * 400)
    assert isinstance(harms(f"Raiders {chain} seven millers."), tuple)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Shells damaged 45 homes and 34 cars in Orikhiv.",
            [("damaged", 45, 45, "homes"), ("damaged", 34, 34, "cars")],
        ),
        ("The bomb did damage to at least twelve shops.", [("damaged", 12, None, "shops")]),
        ("About 20 buses sustained damage in the blast.", [("damaged", 20, 20, "buses")]),
        ("Two mills were partially destroyed by a rocket.", [("damaged", 2, 2, "mills")]),
        ("Some 12 damaged trucks stood in the street.", [("damaged", 12, 12, "damaged trucks")]),
        (
            "Ten houses were destroyed and 30 damaged.",
            [("lost", 10, 10, "houses"), ("damaged", 30, 30, "houses")],
        ),
    ],
)
def test_what_is_hit_but_not_destroyed_is_damaged(text, expected):
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The drones damaged or destroyed 17 houses.",  # a total of two kinds is neither's
        "The bomb did not damage any houses.",
        "Rockets could damage 200 homes.",
        "The reputation of three leaders was damaged.",
        "Two soldiers were killed and 30 damaged.",
    ],
)
def test_no_figure_of_things_damaged(text):
    assert [one for one in figures(text) if one[0] == "damaged"] == []


def test_a_figure_of_things_damaged_belongs_to_the_blow():
    record = dateline.Reader().read("Rockets damaged six houses in Orikhiv on 3 May 2023.")
    (event,) = record.events
    assert [(one.kind, one.low) for one in event.casualties] == [("damaged", 6)]
