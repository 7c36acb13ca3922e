"""Who is named, on which side, by which fullest name."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.annotations import Annotations
from dateline.parties import dominant_country, mention_at, parties, source_kind
from dateline.parties.lexicon import lexicon, plural
from dateline.parties.registry import aliases
from dateline.parties.tables import find_names
from dateline.records import PartyMention, Span
from dateline.text import parse, reading_text

Annotate = Callable[..., Annotations]


def _found(annotate: Annotate, text: str) -> dict[str, PartyMention]:
    annotations = annotate(text)
    return {mention.span.of(annotations.text): mention for mention in annotations.parties}


@pytest.mark.parametrize(
    ("text", "phrase", "side"),
    [
        ("Russian forces shelled Kharkiv in Ukraine.", "Russian forces", "RUS"),
        ("The Kremlin denied the report.", "The Kremlin", "RUS"),
        ("Ukraine's 31st Brigade held the line.", "Ukraine's 31st Brigade", "UKR"),
        ("North Korean troops arrived in Kursk.", "North Korean troops", "PRK"),
        ("Daesh fighters fled Mosul in Iraq.", "Daesh fighters", "ISIL"),
        (
            "Members of the Gulf Cartel attacked Reynosa.",
            "Members of the Gulf Cartel",
            "Gulf Cartel",
        ),
        ("Syrian rebels attacked Aleppo.", "Syrian rebels", "Syrian rebels"),
        ("Gunmen killed a farmer near Maiduguri in Nigeria.", "Gunmen", "unknown"),
        ("Gunmen killed a farmer near Maiduguri in Nigeria.", "a farmer", "civilians"),
        ("The U.S.-led coalition bombed Raqqa in Syria.", "The U.S.-led coalition", "Coalition"),
        ("Many Syrians fled Aleppo.", "Many Syrians", "civilians"),
        ("The Russians attacked Kupyansk.", "The Russians", "RUS"),
        ("Washington said it would send aid.", "Washington", "USA"),
    ],
)
def test_a_phrase_tells_its_side(annotate: Annotate, text: str, phrase: str, side: str) -> None:
    found = _found(annotate, text)
    assert phrase in found, found
    assert found[phrase].side == side


def test_a_backer_does_not_act(annotate: Annotate) -> None:
    found = _found(annotate, "Turkish-backed rebels attacked Afrin in Syria.")
    assert not any(mention.side == "TUR" for mention in found.values())


def test_a_country_that_is_only_a_place_is_no_party(annotate: Annotate) -> None:
    found = _found(annotate, "Rebels killed two soldiers in Mali.")
    assert "Mali" not in found
    assert found["two soldiers"].side == "MLI"


def test_an_apposition_gives_a_person_a_side_for_the_whole_report(annotate: Annotate) -> None:
    text = (
        "Yaroslav Galas, a major in Ukraine’s 128th Mountain Assault Brigade, spoke on Monday.\n"
        "Galas said the enemy had left."
    )
    found = _found(annotate, text)
    assert found["Galas"].name == "Yaroslav Galas"
    assert found["Galas"].side == "UKR"
    assert found["a major"].name == "Yaroslav Galas"


def test_titles_are_no_part_of_a_name(annotate: Annotate) -> None:
    found = _found(annotate, "Prime Minister Vladimir Putin met officers in Moscow.")
    mention = found["Prime Minister Vladimir Putin"]
    assert (mention.name, mention.side, mention.kind) == ("Vladimir Putin", "RUS", "person")


def test_two_people_of_one_last_name_stay_apart(annotate: Annotate) -> None:
    text = "Fatah leader Marwan Barghouti was jailed. Hamas commander Abdullah Barghouti was freed."
    sides = {mention.name: mention.side for mention in _found(annotate, text).values()}
    assert sides["Marwan Barghouti"] == "Fatah"
    assert sides["Abdullah Barghouti"] == "Hamas"


def test_pronouns_stand_for_the_nearest_fitting_party(annotate: Annotate) -> None:
    text = "Hamas fired rockets at Ashkelon. It said the attack was revenge."
    found = _found(annotate, text)
    assert (found["It"].side, found["It"].kind, found["It"].name) == ("Hamas", "pronoun", "Hamas")


def test_the_group_is_the_group_named_before(annotate: Annotate) -> None:
    text = "Boko Haram raided a village in Nigeria. The group burned forty houses."
    assert _found(annotate, text)["The group"].name == "Boko Haram"


def test_names_become_the_fullest_in_the_report(annotate: Annotate) -> None:
    text = (
        "Fighters of the Kurdistan Workers' Party crossed into Turkey. The PKK killed two soldiers."
    )
    assert _found(annotate, text)["The PKK"].name == "Kurdistan Workers' Party"


def test_capitals_do_not_hide_parties(annotate: Annotate) -> None:
    text = "FMLN GUERRILLAS ATTACKED THE SALVADORAN ARMY IN SAN MIGUEL, EL SALVADOR, TODAY."
    sides = {mention.side for mention in annotate(text).parties}
    assert {"FMLN", "SLV"} <= sides


def test_an_official_without_a_name_is_anonymous(annotate: Annotate) -> None:
    text = "A police official who asked not to be named said ten people died in Cairo."
    assert _found(annotate, text)["A police official"].kind == "anonymous"


def test_mention_at_finds_the_phrase_of_any_of_its_words(annotate: Annotate) -> None:
    annotations = annotate("On Monday the Iraqi army entered Mosul.")
    token = next(token for token in annotations.doc if token.text == "Iraqi")
    mention = mention_at(annotations, token)
    assert mention is not None
    assert mention.span.of(annotations.text) == "the Iraqi army"
    assert mention_at(annotations, annotations.doc[0]) is None


def test_the_report_is_about_the_country_it_is_set_in(annotate: Annotate) -> None:
    annotations = annotate("Gunmen attacked Goma and Bukavu in Congo, Reuters said.")
    assert dominant_country(annotations) == "COD"


@pytest.mark.parametrize(
    ("kind", "side", "expected"),
    [
        ("office", "RUS", "party"),
        ("office", "FRA", "government"),
        ("media", "RUS", "party"),
        ("media", "unknown", "media"),
        ("international", "UN", "international"),
        ("witness", "civilians", "civilian"),
        ("analyst", "civilians", "analyst"),
        ("anonymous", "unknown", "anonymous"),
        ("group", "Hamas", "party"),
        ("person", "civilians", "civilian"),
    ],
)
def test_sources_are_judged_by_who_fights(kind: str, side: str, expected: str) -> None:
    mention = PartyMention(span=Span(0, 1), head=Span(0, 1), name="x", side=side, kind=kind)
    assert source_kind(mention, {"RUS", "UKR"}) == expected


def test_local_short_names_need_their_country() -> None:
    text = "The AA seized a base, and MIT agents watched."
    assert not [hit for hit in find_names(text, "mixed") if hit.entity.side == "Arakan Army"]
    hits = find_names(text, "mixed", {"MMR"})
    assert [hit.entity.side for hit in hits] == ["Arakan Army"]


def test_every_alias_has_words_and_a_known_kind() -> None:
    for first, found in aliases().items():
        assert first
        assert all(alias.words and alias.entity.kind for alias in found)


def test_regular_plurals() -> None:
    assert plural("gunman") == "gunmen"
    assert lexicon().nouns["ministries"].lemma == "ministry"


def test_the_sample_report_has_every_speaker_on_a_side(annotate: Annotate, sample: str) -> None:
    sides = {mention.name: mention.side for mention in annotate(sample).parties}
    expected = {
        "Roman": "UKR",
        "Yaroslav Galas": "UKR",
        "Serhiy Skibchyk": "UKR",
        "Kremlin": "RUS",
        "Vladimir Putin": "RUS",
        "Donald Trump": "USA",
        "North Korean troops": "PRK",
        "31st Brigade": "UKR",
    }
    assert expected.items() <= sides.items()


_WORDS = (
    "Russian troops the army ’s -backed 🙂 \u05d0 he they said , ( ) Hamas 31st Brigade of ISIL"
)
_PIECES = st.sampled_from(
    [*_WORDS.split(), "fighters", "President", "Putin", ".", '"', "who", "\ufffd", "its", "\n"]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PIECES, min_size=1, max_size=25))
def test_odd_text_gives_mentions_that_fit_it(annotate: Annotate, pieces: list[str]) -> None:
    from dateline.reader import document

    text, origin = reading_text(" ".join(pieces))
    if not text:
        return
    raw = Annotations(document=document(text), text=text, origin=origin)
    found = parties(parse(raw)).parties
    assert list(found) == sorted(found, key=lambda mention: mention.span.start)
    for mention in found:
        assert mention.span.contains(mention.head)
        assert mention.span.end <= len(text)
        assert mention.name
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "phrase", "side"),
    [
        ("US-led warplanes bombed a depot in Syria.", "US-led warplanes", "USA"),
        (
            "The Russian Defence Ministry told of a raid on Izium in Ukraine. "
            "The ministry denies that Ukrainian guns were near.",
            "The ministry",
            "RUS",
        ),
        (
            "Raiders reached Bukavu in the Democratic Republic of Congo. Congo asks for help.",
            "Congo",
            "COD",
        ),
        (
            "The Syrian army said a US drone burned nine trucks near Hama. A spokesman gave no "
            "details.",
            "A spokesman",
            "SYR",
        ),
        ("A spokesman for Al-Shabaab said so.", "A spokesman for Al-Shabaab", "Al-Shabaab"),
        ("Members of the Gran Grif gang attacked.", "Members of the Gran Grif gang", "Gran Grif"),
        ("09:15 Russian commanders told him of it.", "Russian commanders", "RUS"),
    ],
)
def test_a_phrase_tells_its_side_by_what_stands_around(
    annotate: Annotate, text: str, phrase: str, side: str
) -> None:
    found = _found(annotate, text)
    assert phrase in found, found
    assert found[phrase].side == side


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("PORT-AU-PRINCE, May 3 (CPU) - The council met.", "AU"),
        ("The council in Port-au-Prince met again.", "Prince"),
        ("Police checked CCTV footage in Delhi.", "CCTV"),
        ("The USS Boxer left the port.", "USS Boxer"),
        ("No group has claimed the attack.", "No group"),
        ("JERUSALEM, May 3 (Levant Dispatch) - A shell hit a barn.", "Levant Dispatch"),
    ],
)
def test_parts_of_names_and_things_are_no_party(annotate: Annotate, text: str, nobody: str) -> None:
    assert not any(nobody in phrase for phrase in _found(annotate, text))


@pytest.mark.parametrize(
    ("text", "phrase", "side"),
    [
        (
            "The search in Colombia goes on, said the regional divisional commander, "
            "Gen. Luis Vega.",
            "the regional divisional commander",
            "COL",
        ),
        (
            "The governor of the northern region of Sumy, Ivan Bondar, said shells hit Ukraine.",
            "Ivan Bondar",
            "UKR",
        ),
        ("Defense Minister Pedro Sanchez spoke to guards in Colombia.", "Sanchez", "COL"),
        ("The Darfur Doctors Network said so.", "Network", "civilians"),
    ],
)
def test_people_have_the_side_of_their_office(
    annotate: Annotate, text: str, phrase: str, side: str
) -> None:
    found = _found(annotate, text)
    assert side in {mention.side for words, mention in found.items() if phrase in words}, found


@pytest.mark.parametrize(
    ("text", "phrase", "side"),
    [
        (
            "The FMLN struck San Miguel in El Salvador. Later the guerrillas left the town.",
            "the guerrillas",
            "FMLN",
        ),
        (
            "FMLN forces held Suchitoto in El Salvador. Then the armed forces bombed the town.",
            "the armed forces",
            "SLV",
        ),
        (
            "Police in Colombia seized nine drug traffickers.",
            "nine drug traffickers",
            "drug traffickers",
        ),
        (
            "The death squads of El Salvador killed a teacher.",
            "The death squads of El Salvador",
            "death squads",
        ),
        ("The Extraditables bombed Bogota in Colombia.", "The Extraditables", "Extraditables"),
        ("Daniel Ortega met envoys in San Jose, Costa Rica.", "Daniel Ortega", "NIC"),
        ("(Radio Venceremos) -- In El Salvador we took the town of Perquin.", "we", "FMLN"),
        ("(Radio Venceremos) -- In El Salvador our units took Perquin.", "our units", "FMLN"),
    ],
)
def test_sides_in_reports_of_guerrilla_war(
    annotate: Annotate, text: str, phrase: str, side: str
) -> None:
    found = _found(annotate, text)
    assert phrase in found, found
    assert found[phrase].side == side
