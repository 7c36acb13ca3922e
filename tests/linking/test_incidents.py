"""Events of reports become incidents: who is linked, what keeps apart, what a person says."""

from __future__ import annotations

from itertools import combinations, permutations
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.incidents import Decision, EventKey, Link, incident_id
from dateline.intervals import Interval
from dateline.linking.incidents import (
    WHOLE,
    Subject,
    blocks,
    cluster,
    completed,
    components,
    group,
    incident,
    link,
    sought,
    subjects,
)
from dateline.linking.incidents.clustering import JOINING
from dateline.linking.incidents.subject import Spot
from dateline.linking.incidents.tolls import tolls
from dateline.linking.incidents.words import chief, normal, rarity, terms
from dateline.reader import Reader
from dateline.records import Document, Place, Record

DAYS = [f"2024-03-{day:02}" for day in range(1, 29)]


def subject(report: str, event: str = "e1", **fields: Any) -> Subject:
    fields = {"type": "strike/drone", "kinds": ("strike/drone",), "lead": True, **fields}
    return Subject(key=EventKey(report, event), **fields)


def at(lat: float, lon: float, day: str) -> dict[str, Any]:
    """Fields of a subject at a place on a day, published then."""
    return {
        "place": Place(name="somewhere", lat=lat, lon=lon),
        "spots": (Spot("somewhere", lat, lon, 5.0),),
        "period": Interval(start=day, end=day),
        "published": day,
    }


def sure(one: Subject, other: Subject, score: float = 0.99) -> Link:
    first, second = sorted((one.key, other.key))
    return Link(first=first, second=second, score=score)


def decision(one: Subject, other: Subject, verdict: str, at: str = "2025-01-01T00:00") -> Decision:
    return msgspec.convert(
        {"first": one.key, "second": other.key, "verdict": verdict, "by": "ann", "at": at}, Decision
    )


def reports(found: tuple[frozenset[EventKey], ...]) -> set[frozenset[str]]:
    return {frozenset(key.report for key in keys) for keys in found}


def test_bundled_dispatches_link_as_their_readme_says(told: list[Record]) -> None:
    together = [
        {"sumy-agency", "sumy-agency-cut", "sumy-ministry", "sumy-local"},
        {"tora-agency", "tora-rewrite", "tora-monitor", "tora-rival"},
        {"pokrovsk-live", "pokrovsk-denial"},
        {"lido-first", "lido-claim", "lido-page"},
        {"haiti-agency", "haiti-later"},
    ]
    found = [set(one.reports) for one in group(told) if len(one.reports) > 1]
    for one in found:
        assert any(one <= whole for whole in together), f"{one} are not one incident"
    assert all(whole in found for whole in together)


def test_a_store_filled_in_any_order_finds_what_the_batch_finds(told: list[Record]) -> None:
    batch = {one.events for one in group(told)}
    for records in (told, told[::-1], told[7:] + told[:7]):
        stored: dict[str, set[EventKey]] = {}
        known: dict[EventKey, Subject] = {}
        links: list[Link] = []
        for record in records:
            for new in subjects(record):
                near = {key for block in sought(new) for key in stored.get(block, ())}
                links += [made for key in near if (made := link(new, known[key]))]
                known[new.key] = new
                for block in blocks(new):
                    stored.setdefault(block, set()).add(new.key)
        whole = completed(known.values(), links)
        found = {
            incident([known[key] for key in keys], whole).events
            for keys in cluster(known.values(), whole)
        }
        assert found == batch


def test_every_subject_turns_into_bytes_and_back(told: list[Record]) -> None:
    for record in told:
        for one in subjects(record):
            packed = msgspec.msgpack.encode(one)
            assert msgspec.msgpack.decode(packed, type=Subject) == one
            assert len(packed) < 5000


def test_one_event_of_a_report_leads(told: list[Record]) -> None:
    for record in told:
        assert sum(one.lead for one in subjects(record)) == 1


def test_the_lead_is_what_happened_not_what_is_planned(reader: Reader) -> None:
    record = reader.read(
        "Envoys will meet in Doha on Friday. A drone hit a bakery in Kherson on Tuesday and killed"
        " four people.",
        published="2024-03-06",
    )
    lead = next(one for one in subjects(record) if one.lead)
    assert lead.type == "strike/drone"


def test_a_report_without_events_is_linked_as_a_whole() -> None:
    record = Record(document=Document(id="bare", text="By noon nineteen dead and 41 hurt."))
    (one,) = subjects(record)
    assert one.key == EventKey("bare", WHOLE)
    assert (one.lead, one.killed, one.wounded) == (True, (19,), (41,))
    (found,) = group([record])
    assert found.reports == ("bare",)
    assert found.events == (one.key,)


def test_events_of_one_report_are_never_linked() -> None:
    assert link(subject("a", "e1"), subject("a", "e2", lead=False)) is None


def test_a_copy_links_strongly_and_says_why() -> None:
    words = terms("Rockets struck the Halvorsen bakery in Kherson, said Major Obrecht.")
    fields = {
        **at(46.6, 32.6, DAYS[3]),
        "terms": tuple(words),
        "weights": tuple(round(10 * term.weight) for term in words.values()),
        "names": tuple(code for code, term in words.items() if term.name),
    }
    found = link(subject("a", **fields), subject("b", **fields))
    assert found is not None
    assert found.score > 0.97
    assert found.reasons
    weights = [abs(reason.weight) for reason in found.reasons]
    assert weights == sorted(weights, reverse=True)


def test_day_and_place_that_contradict_forbid_a_link() -> None:
    words: dict[str, Any] = {"terms": (1, 2, 3), "weights": (70, 70, 70), "names": (1, 2, 3)}
    one = subject("a", **at(46.6, 32.6, DAYS[3]), **words)
    same_day = subject("b", **at(50.5, 30.5, DAYS[3]), **words)
    elsewhere = subject("c", **at(50.5, 30.5, DAYS[9]), **words)
    assert link(one, same_day) is not None
    assert link(one, elsewhere) is None


def test_places_in_lands_with_nothing_in_common_forbid_a_link() -> None:
    words: dict[str, Any] = {"terms": (1, 2, 3), "weights": (70, 70, 70), "names": (1, 2, 3)}
    one = subject("a", **at(46.6, 32.6, DAYS[3]), **words, countries=("UKR",))
    abroad = subject("b", **at(11.3, 27.8, DAYS[3]), **words, countries=("SDN",))
    shared = subject("c", **at(11.3, 27.8, DAYS[3]), **words, countries=("SDN", "UKR"))
    by_party = subject("d", **at(11.3, 27.8, DAYS[3]), **words, sides=("RSF",))
    assert link(one, abroad) is None
    assert link(one, by_party) is None
    assert link(one, shared) is not None
    bridge = subject("e", **words)
    ties = [sure(one, bridge), sure(abroad, bridge)]
    assert len(cluster([one, abroad, bridge], ties)) == 2


def test_initials_tell_whose_war_it_is_where_no_country_is_named(reader: Reader) -> None:
    record = reader.read("The RSF said on Monday that it had overrun the garrison.")
    assert "RSF" in next(one.sides for one in subjects(record) if one.lead)


def test_the_language_of_a_text_is_no_country(reader: Reader) -> None:
    record = reader.read("French: drones killed nine traders in Kherson on Monday.")
    lead = next(one for one in subjects(record) if one.lead)
    assert lead.countries == ("UKR",)


def test_what_a_report_only_recalls_is_not_its_story(reader: Reader) -> None:
    record = reader.read(
        "Six dead and 14 hurt by noon; recalls the shelling of Kherson that killed 31 in May.",
        published="2024-06-06",
    )
    lead = next(one for one in subjects(record) if one.lead)
    assert lead.key.event == WHOLE
    assert (lead.killed, lead.wounded, lead.spots, lead.kinds) == ((6,), (14,), (), ())


def test_an_event_told_aside_links_only_where_type_place_and_day_agree() -> None:
    one = subject("a", **at(46.6, 32.6, DAYS[3]))
    for fields, linked_ in (
        (at(46.6, 32.6, DAYS[3]), True),
        (at(46.6, 32.6, DAYS[9]), False),
        (at(48.6, 32.6, DAYS[3]), False),
    ):
        aside = subject("b", "e2", lead=False, **fields)
        assert (link(one, aside) is not None) == linked_


spots = st.builds(
    lambda lat, lon, km: (Spot("x", lat, lon, km, "UKR"),),
    st.floats(44, 52),
    st.floats(22, 40),
    st.sampled_from([5.0, 500.0]),
)
anything = st.builds(
    lambda report, **fields: subject(report, **fields),
    st.text("abcdef", min_size=4, max_size=8),
    spots=st.one_of(st.just(()), spots),
    countries=st.sampled_from([(), ("UKR",), ("SDN", "UKR")]),
    published=st.one_of(st.none(), st.sampled_from(DAYS)),
    killed=st.sampled_from([(), (5,), (19, 43)]),
    wounded=st.sampled_from([(), (8,), (60,)]),
    terms=st.just((11, 12)),
    weights=st.sampled_from([(70, 70), (70, 20)]),
    names=st.sampled_from([(), (11,), (11, 12)]),
)


@given(anything, anything)
def test_whoever_seeks_is_found_by_whom_it_seeks(one: Subject, other: Subject) -> None:
    assert bool(blocks(one) & sought(other)) == bool(blocks(other) & sought(one))


@given(anything)
def test_a_subject_has_few_keys(one: Subject) -> None:
    assert len(blocks(one)) < 40


@given(anything, anything)
def test_a_link_is_the_same_from_either_side(one: Subject, other: Subject) -> None:
    assert link(one, other) == link(other, one)


chances = st.lists(st.sampled_from([0.0, 0.2, 0.55, 0.8, 0.97]), min_size=15, max_size=15)


@given(chances, st.randoms(use_true_random=False))
def test_clusters_do_not_depend_on_order(scores: list[float], random: Random) -> None:
    members = [subject(f"r{n}") for n in range(6)]
    pairs = [p for p in zip(combinations(members, 2), scores, strict=True) if p[1]]
    links = [sure(*pair, score) for pair, score in pairs]
    before = cluster(members, links)
    random.shuffle(members)
    random.shuffle(links)
    assert cluster(members, links) == before
    assert sorted(key for keys in before for key in keys) == sorted(one.key for one in members)


@given(chances)
def test_a_component_depends_on_itself_alone(scores: list[float]) -> None:
    members = [subject(f"r{n}") for n in range(6)]
    pairs = [p for p in zip(combinations(members, 2), scores, strict=True) if p[1]]
    links = [sure(*pair, score) for pair, score in pairs]
    whole = set(cluster(members, links))
    alone: set[frozenset[EventKey]] = set()
    for keys in components([one.key for one in members], links):
        alone |= set(cluster([one for one in members if one.key in keys], links))
    assert alone == whole


def test_likely_pairs_are_joined_and_weak_ones_are_not() -> None:
    a, b, c = (subject(name) for name in "abc")
    found = cluster([a, b, c], [sure(a, b), sure(b, c, JOINING - 0.1)])
    assert reports(found) == {frozenset("ab"), frozenset("c")}


def test_full_reports_without_a_link_stay_apart_where_briefs_do_not() -> None:
    for length, found in ((20, {frozenset("abc")}), (400, {frozenset("ab"), frozenset("c")})):
        a, b, c = (subject(name, length=length) for name in "abc")
        assert reports(cluster([a, b, c], [sure(a, b, 0.9), sure(b, c, 0.89)])) == found


def test_full_reports_of_two_happenings_of_one_kind_are_not_linked() -> None:
    told = (
        "Guards at the depot in {place} opened fire on a man who had climbed the fence, the police"
        " said in {year}. {name}, a driver of 40, died on the way to a clinic. {name} had left his"
        " lorry at the gate, and neighbours of {name} asked why nobody had called out to him."
        " Officers took statements from four guards and sealed the yard for two days, while the"
        " firm that owns the depot said that it would wait for the findings of the inquiry."
    )
    one = told.format(place="Orikhiv", year=2011, name="Halvorsen")
    other = told.format(place="Kolwezi", year=2016, name="Mukendi")
    texts = {"a": one, "b": "In other words again: " + one, "c": other}
    made = [Record(document=Document(id=name, text=text)) for name, text in texts.items()]
    a, b, c = (next(one for one in subjects(record) if one.lead) for record in made)
    same, apart = link(a, b), link(a, c)
    assert same is not None
    assert same.score > 0.9
    assert apart is None or apart.score < JOINING


def test_the_chief_name_is_the_rare_one_said_most() -> None:
    text = "Halvorsen met Obrecht in Kherson. Obrecht left; later Obrecht wrote to Halvorsen."
    assert chief(text) == chief("Obrecht spoke. Obrecht left.")
    assert chief("Obrecht spoke.") is None


def test_two_events_of_a_report_stay_apart_though_both_resemble_a_third() -> None:
    one, two, other = subject("a", "e1"), subject("a", "e2"), subject("b")
    found = cluster([one, two, other], [sure(one, other, 0.9), sure(two, other, 0.99)])
    assert {two.key, other.key} in found
    assert {one.key} in found


def test_contradicting_events_stay_apart_through_a_third() -> None:
    one = subject("a", **at(46.6, 32.6, DAYS[3]))
    far = subject("c", **at(50.5, 30.5, DAYS[9]))
    vague = subject("b")
    found = cluster([one, far, vague], [sure(one, vague), sure(far, vague, 0.98)])
    assert reports(found) == {frozenset("ab"), frozenset("c")}


def test_a_pin_joins_what_nothing_links() -> None:
    a, b = subject("a", **at(46.6, 32.6, DAYS[3])), subject("b", **at(50.5, 30.5, DAYS[9]))
    assert reports(cluster([a, b], [], [decision(a, b, "pin")])) == {frozenset("ab")}


def test_a_cut_parts_what_is_linked_also_through_a_third() -> None:
    a, b, c = (subject(name) for name in "abc")
    links = [sure(a, b, 0.9), sure(b, c), sure(a, c)]
    found = cluster([a, b, c], links, [decision(a, b, "cut")])
    assert not any({a.key, b.key} <= keys for keys in found)


def test_the_latest_decision_on_a_pair_holds() -> None:
    a, b = subject("a"), subject("b")
    early, late = decision(a, b, "pin", "2025-01-01"), decision(b, a, "cut", "2025-02-01")
    for decisions in permutations([early, late]):
        assert len(cluster([a, b], [sure(a, b)], decisions)) == 2


def test_a_cut_holds_against_what_pins_imply() -> None:
    a, b, c = (subject(name) for name in "abc")
    decisions = [decision(a, b, "pin"), decision(b, c, "pin", "2025-01-02"), decision(a, c, "cut")]
    found = cluster([a, b, c], [], decisions)
    assert reports(found) == {frozenset("ab"), frozenset("c")}


def test_decisions_on_unknown_events_are_passed_over() -> None:
    a = subject("a")
    assert cluster([a], [], [decision(a, subject("gone"), "pin")]) == (frozenset({a.key}),)


def test_an_incident_is_named_after_its_first_report() -> None:
    early, late = subject("z", published=DAYS[0]), subject("a", published=DAYS[5])
    assert incident([late, early]).id == incident_id(early.key)
    assert incident([early, late]) == incident([late, early])


def test_copies_have_one_vote() -> None:
    def told_on(report: str, day: str) -> Subject:
        return subject(report, **{**at(46.6, 32.6, day), "published": DAYS[9]})

    copies = [told_on(f"c{n}", DAYS[3]) for n in range(3)]
    others = [told_on(f"o{n}", DAYS[4]) for n in range(2)]
    family_of = {one.key.report: "f" for one in copies}
    found = incident([*copies, *others], family_of=family_of)
    assert found.sources == 3
    assert found.period == Interval(start=DAYS[4], end=DAYS[4])
    assert incident([*copies, *others]).period == Interval(start=DAYS[3], end=DAYS[3])


def test_guided_bombs_are_no_bombing() -> None:
    bombs = subject(
        "a", type="explosion/bombing", kinds=("explosion/bombing",), hints=("strike/air",)
    )
    assert incident([bombs]).type == "strike/air"


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("Fourteen dead, two of them children, and 108 hurt.", (14,), (108,)),
        ("The toll rose from 3 to 19 dead by 08:30.", (3, 19), ()),
        ("40, 47 and 53 killed", (40, 47, 53), ()),
        ("12 houses burned on 3 May 2024", (), ()),
    ],
)
def test_bare_tolls(text: str, killed: tuple[int, ...], wounded: tuple[int, ...]) -> None:
    found = tolls(text)
    assert (found.killed, found.wounded) == (killed, wounded)


def test_words_are_compared_without_case_accent_and_plural() -> None:
    assert normal("Sondé's") == normal("SONDE")
    assert normal("strikes") == normal("strike")
    assert rarity("killed") < rarity("bridge") < rarity("zzyzx")


def test_an_incident_does_not_begin_after_it_was_first_told() -> None:
    wrong = subject("b", **{**at(46.6, 32.6, DAYS[9]), "published": DAYS[9]})
    first = subject("a", published=DAYS[4])
    assert incident([wrong, first]).period == Interval(start=DAYS[4], end=DAYS[4])


def test_a_capital_beside_the_event_is_a_government_not_the_place() -> None:
    moscow = Spot("Moscow", 55.75, 37.62, 5.0, "RUS")
    town = Spot("Orikhiv", 47.57, 35.78, 5.0, "UKR")
    members = [
        subject("a", spots=(moscow,), countries=("UKR",)),
        subject("b", spots=(moscow,), countries=("UKR",)),
        subject("c", spots=(town,), countries=("UKR",)),
    ]
    place = incident(members).place
    assert place is not None
    assert place.name == "Orikhiv"


def test_the_place_of_another_sort_of_event_is_told_beside() -> None:
    paris, town = Spot("Paris", 48.86, 2.35, 5.0, "FRA"), Spot("Orikhiv", 47.57, 35.78, 5.0, "UKR")
    talks = subject(
        "a",
        type="diplomacy/talks",
        kinds=("diplomacy/talks",),
        place=Place(name="Paris", lat=48.86, lon=2.35),
        spots=(paris,),
        countries=("FRA",),
    )
    strikes = [subject(name, spots=(town,), countries=("UKR",)) for name in ("b", "c")]
    place = incident([talks, *strikes]).place
    assert place is not None
    assert place.name == "Orikhiv"


def test_a_country_is_the_place_only_where_no_place_in_it_is_told() -> None:
    country, abroad = (
        Spot("Ukraine", 49.0, 32.0, 800.0, "UKR"),
        Spot("Paris", 48.86, 2.35, 5.0, "FRA"),
    )
    russia = Spot("Russia", 60.0, 100.0, 9880.0, "RUS")
    members = [
        subject("a", spots=(country, russia), countries=("UKR",)),
        subject("b", countries=("UKR",)),
        subject("c", spots=(abroad,), countries=("FRA",)),
    ]
    assert incident(members).place == Place(name="Ukraine", lat=49.0, lon=32.0, precision=6)
    town = Spot("Orikhiv", 47.57, 35.78, 5.0, "UKR")
    place = incident([*members, subject("d", spots=(town,), countries=("UKR",))]).place
    assert place is not None
    assert place.name == "Orikhiv"
