"""Copies: which reports are one dispatch, which only look so, and who had it first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.dispatches import dispatches
from dateline.incidents import Family
from dateline.linking.copies import (
    CopyLink,
    Fingerprint,
    compare,
    families,
    fingerprint,
    group,
)
from dateline.records import Document
from tests.linking.copy_texts import BRIDGE, BRIDGE_OWN, FIRST, NEXT, PORT, daily, report


def found(*documents: Document) -> set[frozenset[str]]:
    """The families of two or more."""
    return {
        frozenset(copy.report for copy in family.copies)
        for family in group(documents)
        if len(family.copies) > 1
    }


def kinds(*documents: Document) -> dict[str, str]:
    return {copy.report: copy.kind for family in group(documents) for copy in family.copies}


PARAPHRASED = """Insurgents destroyed a railway bridge across the Teska on Tuesday, cutting the \
final supply line to the garrison of Marvon, according to the defence ministry.

Two engineers died and four troops were hurt when the charges exploded shortly before dawn, \
Colonel Danil Orsk told reporters in the capital.

Built in 1911, the bridge carried grain and fuel to about 30,000 persons. The state railway \
company said that repairs may take 3 months.

The attack was claimed in a video by a rebel who calls himself Korbin. "No train will cross this \
river while they hold our town," he stated.

Stores in Marvon limited the sale of bread to 2 loaves a family. Governor Lena Abrasin requested \
trucks from the neighboring province.

The town has been besieged by the insurgents since February. Talks about a corridor for the \
wounded collapsed last week over the release of prisoners."""

PARAGRAPHS = BRIDGE.split("\n\n")
EDITS = {
    "the same words": BRIDGE,
    "cut after three paragraphs": "\n\n".join(PARAGRAPHS[:3]),
    "another headline": "Bridge to besieged Marvon is gone\n\n" + BRIDGE,
    "other paragraphs": " ".join(PARAGRAPHS[:2]) + "\n\n" + " ".join(PARAGRAPHS[2:]),
    "other quotes and dashes": BRIDGE.replace('"', "”").replace(" - ", " — "),
    "other spelling": BRIDGE.replace("defence", "defense").replace("three", "3").upper(),
    "other words": PARAPHRASED,
    "page furniture": "Share this story on social media\n"
    + BRIDGE.replace("\n\n", "\n\nSign up for our newsletter\n\nADVERTISEMENT\n\n"),
    "two stories": "\n\n".join(PARAGRAPHS[:4]) + "\n\n" + PORT.split(" - ")[1],
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_copy_is_of_the_family_of_its_dispatch(edit: str) -> None:
    one, copy, other = report("a", BRIDGE), report("b", EDITS[edit]), report("c", BRIDGE_OWN)
    assert found(one, copy, other, report("d", PORT)) == {frozenset("ab")}


def test_a_copy_says_how_it_stands_to_its_origin() -> None:
    texts = [BRIDGE, EDITS["another headline"], EDITS["cut after three paragraphs"]]
    texts += [EDITS["other words"], EDITS["two stories"]]
    reports = [report(str(day), text, f"2024-05-0{day}") for day, text in enumerate(texts, 4)]
    expected = ["original", "reprint", "cut", "rewrite", "merged"]
    assert list(kinds(*reports).values()) == expected


def test_a_merged_story_does_not_chain_its_two_stories() -> None:
    merged = EDITS["two stories"]
    reversed_ = "\n\n".join([*PORT.split("\n\n")[:3], *PARAGRAPHS[:2]])
    reports = [report("a", BRIDGE), report("b", merged), report("c", PORT), report("d", reversed_)]
    assert found(*reports) == {frozenset("ab"), frozenset("cd")}


def test_page_furniture_in_common_is_no_evidence() -> None:
    furniture = (
        "Sign up for our newsletter\nShare this story on social media\nAll rights reserved.\n"
        "This website uses cookies. By continuing to browse you agree to our use of cookies.\n"
        "Comments are closed on this article.\nRead more: the latest news\n"
    )
    first = furniture + "A mine killed a farmer near Tarn on Sunday.\n" + furniture
    second = furniture + "The parliament in Sella voted down the budget.\n" + furniture
    assert found(report("a", first), report("b", second)) == set()


def test_page_furniture_that_no_list_knows_is_no_evidence_either() -> None:
    furniture = (
        "Our kitchen garden guide tells when to sow beans and how to keep snails off them.\n"
        "Readers' poems and riddles for a rainy weekend are printed on the back of each issue.\n"
        "Tickets for the autumn boat trip with live music can be had at the kiosk by the lake.\n"
    )
    first = furniture + "A mine killed Pavel Ignas, a farmer, near Tarn on 4 May.\n" + furniture
    second = furniture + "Sella's parliament gave Lena Abrasin 61 of 90 votes.\n" + furniture
    assert found(report("a", first), report("b", second)) == set()


def test_two_outlets_on_one_incident_are_no_copies() -> None:
    assert found(report("a", BRIDGE), report("b", BRIDGE_OWN)) == set()


def test_a_common_credit_alone_is_not_enough() -> None:
    texts = [BRIDGE_OWN, BRIDGE.split(" - ", 1)[1], PORT.split(" - ", 1)[1]]
    assert found(*(report(str(n), text + "\n\n(AP)") for n, text in enumerate(texts))) == set()


def test_a_credit_does_not_help_across_days_nor_does_a_common_publisher() -> None:
    known = {one.id: one for one in dispatches()}
    origin, rewrite = known["tora-agency"], known["tora-rewrite"]
    text = rewrite.text.rsplit("\n", 1)[0]
    assert found(origin, report("x", rewrite.text, "2025-04-05")) == set()
    own = report("o", origin.text.replace("(Meridian Press Agency) ", ""), publisher="Courier")
    assert found(own, report("x", text, publisher="Courier")) == set()
    assert found(own, report("x", text + "\n(With material from Courier)")) == {frozenset("ox")}


def test_a_common_credit_helps_where_the_wording_is_alike() -> None:
    known = {one.id: one for one in dispatches()}
    origin, rewrite = known["tora-agency"], known["tora-rewrite"]
    uncredited = report("x", rewrite.text.rsplit("\n", 1)[0], rewrite.published, rewrite.publisher)
    assert found(origin, rewrite) == {frozenset({"tora-agency", "tora-rewrite"})}
    assert found(origin, uncredited) == set()


def test_the_bundled_dispatches_have_the_two_families_that_their_readme_names() -> None:
    pairs = {("sumy-agency", "sumy-agency-cut"), ("tora-agency", "tora-rewrite")}
    assert found(*dispatches()) == {frozenset(pair) for pair in pairs}


def test_a_daily_bulletin_with_other_figures_is_no_copy() -> None:
    first, then = daily("a", 4, FIRST, "2024-05-05"), daily("b", 5, NEXT, "2024-05-06")
    assert found(first, then) == set()
    assert found(daily("a", 4, FIRST), daily("b", 5, NEXT)) == set()


def test_a_reprint_of_a_bulletin_is_a_copy_on_the_next_day_too() -> None:
    first, then = daily("a", 4, FIRST, "2024-05-05"), daily("b", 4, FIRST, "2024-05-06")
    assert found(first, then, daily("c", 5, NEXT, "2024-05-06")) == {frozenset("ab")}


def test_a_daily_list_of_strikes_on_other_places_is_no_copy() -> None:
    line = (
        "The regional administration reports shelling by Norland forces. {}: {} explosions from"
        " mortar fire. {}: {} explosions from barrel artillery. {}: {} guided bombs were dropped"
        " and a house was damaged. Nobody was hurt, according to preliminary information, and"
        " police are recording the damage on site."
    )
    first = line.format("Vesk", 5, "Tarn", 12, "Lomno", 2)
    then = line.format("Salma", 9, "Pirna", 3, "Grodek", 4)
    same = report("a", first, "2024-05-05"), report("b", then, "2024-05-06")
    assert found(*same) == set()


def test_a_corrected_figure_is_an_update_of_the_same_dispatch() -> None:
    text = BRIDGE.replace("Two engineers were", "At least 25 people were")
    later = text.replace("At least 25", "At least 29").replace("four soldiers", "11 soldiers")
    for days in ((None, None), ("2024-05-04", "2024-05-04"), ("2024-05-04", "2024-05-05")):
        first, second = (report(n, t, d) for n, t, d in zip("ab", (text, later), days, strict=True))
        assert found(first, second) == {frozenset("ab")}, days


def test_short_notes_on_one_incident_are_no_copies() -> None:
    first = "At least 40 killed in Marvon market; rebels blame two army jets, says a local group."
    second = "Marvon market: at least 40 killed, a local group tells a radio; army jets blamed."
    assert found(report("a", first), report("b", second)) == set()


def test_a_text_of_no_words_is_nobodys_copy() -> None:
    assert found(report("a", "..."), report("b", "..."), report("c", "x")) == set()
    assert group([]) == ()


def test_the_same_words_a_season_later_are_another_report() -> None:
    assert found(report("a", BRIDGE, "2024-05-04"), report("b", BRIDGE, "2024-09-04")) == set()


def family_of(*documents: Document) -> Family:
    (family,) = group(documents)
    return family


def test_the_credited_agencys_own_report_is_the_origin() -> None:
    reprint = report("a", BRIDGE, "2024-05-03", "Morning Post")
    own = report("b", BRIDGE, "2024-05-04", "Inland Wire")
    family = family_of(reprint, own)
    assert (family.origin, family.rule) == ("b", "credited")
    assert family.copies[1].credits == ("Inland Wire",)


def test_else_the_earliest_else_the_fullest_report_is_the_origin() -> None:
    cut = "\n\n".join(PARAGRAPHS[:3])
    early = family_of(report("a", BRIDGE, "2024-05-05"), report("b", cut, "2024-05-04"))
    assert (early.origin, early.rule) == ("b", "earliest")
    full = family_of(report("a", cut), report("b", BRIDGE))
    assert (full.origin, full.rule) == ("b", "fullest")
    one_day = family_of(report("a", cut, "2024-05-04"), report("b", BRIDGE, "2024-05-04"))
    assert (one_day.origin, one_day.rule) == ("b", "fullest")
    assert family_of(report("a", PORT)).rule == "only"


def test_a_link_is_the_same_whichever_comes_first() -> None:
    one = fingerprint(report("a", BRIDGE))
    two = fingerprint(report("b", EDITS["cut after three paragraphs"]))
    link = compare(one, two)
    assert link is not None and link == compare(two, one)
    assert link.kinds == ("reprint", "cut")
    assert link.pairs[0] < link.pairs[1]
    assert link.score == pytest.approx(sum(reason.weight for reason in link.reasons))


def test_a_fingerprint_survives_its_bytes() -> None:
    for document in dispatches():
        one = fingerprint(document)
        other = Fingerprint.from_bytes(one.to_bytes())
        assert other == one and other.bands == one.bands


def test_bands_are_the_same_on_every_machine_and_fit_a_database() -> None:
    bands = fingerprint(report("a", "Shells hit the old mill near Tarn on Monday.")).bands
    assert all(-(2**63) <= band < 2**63 for band in bands)
    assert bands[0] == SAVED


SAVED = 8339346101174037046

POOL = [
    *(report(f"e{number}", text) for number, text in enumerate(EDITS.values())),
    report("own", BRIDGE_OWN),
    report("port", PORT, "2024-05-04"),
    report("mixed", "\n\n".join([*PORT.split("\n\n")[:3], *PARAGRAPHS[:2]])),
    daily("day1", 4, FIRST, "2024-05-05"),
    daily("day2", 5, NEXT, "2024-05-06"),
    *dispatches()[:8],
]


def one_by_one(documents: Sequence[Document]) -> set[Family]:
    """Families as a store finds them: neighbours by bands, then the touched component anew."""
    kept: dict[str, Fingerprint] = {}
    links: list[CopyLink] = []
    result: dict[str, Family] = {}
    for document in documents:
        new = fingerprint(document)
        sharing = [one for one in kept.values() if set(one.bands) & set(new.bands)]
        links += filter(None, (compare(new, one) for one in sharing))
        kept[document.id] = new
        touched = component(document.id, links)
        for family in families((kept[one] for one in touched), links):
            result |= {copy.report: family for copy in family.copies}
    return set(result.values())


def component(start: str, links: Iterable[CopyLink]) -> set[str]:
    reached, size = {start}, 0
    while len(reached) > size:
        size = len(reached)
        for link in links:
            if {link.first, link.second} & reached:
                reached |= {link.first, link.second}
    return reached


@settings(max_examples=15)
@given(st.permutations(POOL))
def test_families_do_not_depend_on_the_order_of_arrival(documents: list[Document]) -> None:
    assert one_by_one(documents) == set(group(POOL))
    assert group(documents) == group(POOL)
