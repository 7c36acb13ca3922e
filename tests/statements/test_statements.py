from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.annotations import Annotations
from dateline.statements import attributions
from dateline.statements.stance import stance_of

Say = Callable[..., list[Any]]


def _only(found: list[Any]) -> Any:
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("The army said that rebels had left the town.", "army", "rebels had left the town"),
        ("The army said rebels had left the town.", "army", "rebels had left the town"),
        ("Rebels have left the town, the army said.", "army", "Rebels have left the town"),
        ("Rebels have left the town, said the army.", "army", "Rebels have left the town"),
        ("According to the army, rebels left the town.", "army", "rebels left the town"),
        ("Rebels left the town, according to the army.", "army", "Rebels left the town"),
        (
            "The rebels, the army said, have left the town.",
            "army",
            "The rebels, the army said, have left the town",
        ),
    ],
)
def test_what_is_said_leaves_out_who_says_it(said: Say, text: str, who: str, what: str) -> None:
    one = _only(said(text))
    assert (one.who, one.what, one.stance) == (who, what, "asserts")


def test_an_interrupted_quotation_is_one_span(said: Say) -> None:
    one = _only(said('"The bridge," the mayor said, "was destroyed last night."'))
    assert one.what == 'The bridge," the mayor said, "was destroyed last night.'
    assert one.cue == "said"


def test_a_quotation_without_cue_has_the_running_speaker(said: Say) -> None:
    first, second = said('"The bridge is gone," the mayor said. "We need boats."')
    assert (first.cue, second.cue) == ("said", None)
    assert first.who == second.who == "mayor"
    assert second.what == "We need boats."


def test_words_in_inverted_commas_are_no_speech(said: Say) -> None:
    assert said('Troops entered the so-called "grey zone" near the river.') == []


def test_paragraphs_after_a_colon_are_one_statement(said: Say) -> None:
    one = _only(
        said(
            "Foreign Minister Anna Berg said:\n\nThe attack on the port is an outrage.\n\n"
            "Our thoughts are with the families."
        )
    )
    assert one.who == "Anna Berg"
    assert one.what.startswith("The attack")
    assert one.what.endswith("families.")


def test_pronouns_and_last_names_get_the_full_name(said: Say) -> None:
    found = said(
        "Governor Oleh Petrenko said the plant was hit. He added that nobody was hurt."
        " Petrenko also said repairs had begun."
    )
    assert [one.who for one in found] == ["Oleh Petrenko"] * 3


def test_a_paper_speaks_for_its_issuer(said: Say) -> None:
    found = said(
        "The interior ministry issued a statement on Monday. The statement said that five"
        " militants were killed."
    )
    assert _only(found).who == "interior ministry"


def test_both_are_recorded_where_one_quotes_another(said: Say) -> None:
    found = said("Reuters quoted the army as saying that rebels had fled.")
    assert {one.who for one in found} == {"Reuters", "army"}
    assert {one.what for one in found} >= {"rebels had fled"}


def test_citing_gives_the_cited_the_same_words(said: Say) -> None:
    found = said("At least 25 people were killed, Tass said, citing the health ministry.")
    assert [one.who for one in found] == ["Tass", "health ministry"]
    assert found[0].what == found[1].what == "At least 25 people were killed"


def test_nobody_in_particular_is_anonymous(said: Say) -> None:
    one = _only(said("The miners were said to be on strike at a pit nearby."))
    assert (one.who, one.kind) == ("unknown", "anonymous")


@pytest.mark.parametrize(
    ("text", "stance", "what"),
    [
        ("The army denied that it shelled the town.", "denies", "it shelled the town"),
        (
            "They spoke again last week, in a call the palace denies took place.",
            "denies",
            "a call the palace denies took place",
        ),
        ("Russia denied involvement in the attack.", "denies", "involvement in the attack"),
        ("The council condemned the attack on the market.", "condemns", "the attack on the market"),
        (
            "The council called on both sides to stop the fighting.",
            "demands",
            "both sides to stop the fighting",
        ),
        ("The president vowed to retake the city.", "promises", "to retake the city"),
        ("Residents fear another attack.", "predicts", "another attack"),
        ("The general said the town would fall.", "predicts", "the town would fall"),
        ("The general said: “We will retake the town.”", "promises", "We will retake the town."),
        (
            "Police could not confirm the number of dead.",
            "doubts",
            "the number of dead",
        ),
    ],
)
def test_the_stance_follows_cue_and_content(said: Say, text: str, stance: str, what: str) -> None:
    one = _only(said(text))
    assert (one.stance, one.what) == (stance, what)


@pytest.mark.parametrize(
    "text",
    [
        "The army declined to say whether the town had fallen.",
        "If the army says that rebels have left, people will return.",
        "The attack claimed the lives of five soldiers.",
        "No group said that it was behind the attack.",
    ],
)
def test_what_was_not_said_is_no_statement(said: Say, text: str) -> None:
    assert said(text) == []


def test_a_cue_beside_another_keeps_its_own_content(said: Say) -> None:
    found = said("The ministry said 14 rebels were killed, but Interfax reported that 12 died.")
    assert [(one.who, one.what) for one in found] == [
        ("ministry", "14 rebels were killed"),
        ("Interfax", "12 died"),
    ]


def test_a_headline_names_its_source(said: Say) -> None:
    text = "Local media: Blast kills 25 in the capital\n\nThe capital is under curfew today."
    one = _only(said(text))
    assert (one.who, one.what) == ("Local media", "Blast kills 25 in the capital")


def test_a_first_name_is_kept_as_written(said: Say) -> None:
    found = said("Pavlo, 31, a sergeant in Ukraine’s 44th Brigade, said Russia is massing troops.")
    assert (_only(found).who, _only(found).kind) == ("Pavlo", "party")


def test_the_sample_has_its_denied_call(said: Say, sample: str) -> None:
    found = said(sample)
    assert any(
        one.stance == "denies" and "Kremlin" in one.who and "conversation" in one.what
        for one in found
    )
    assert any(one.who.endswith("General Staff") and "Kupyansk" in one.what for one in found)
    assert sum(one.who == "Serhiy Skibchyk" for one in found) >= 3


def test_ids_run_in_the_order_of_the_text(reader: dateline.Reader) -> None:
    record = reader.read("The army said it left. The mayor said the town was quiet.")
    assert [one.id for one in record.statements] == ["s1", "s2"]
    assert all(one.about == () for one in record.statements)


@pytest.mark.parametrize(
    "text",
    [
        "“",
        "said",
        '"," said.',
        "“‘“‘ he said ”",
        "HE SAID: \N{RIGHT-TO-LEFT MARK}\N{FACE WITH TEARS OF JOY} THE TOWN FELL",
        ", he said " * 400,
        '"We said, "they said ' * 200,
    ],
)
def test_odd_text_is_read_without_a_crash(said: Say, text: str) -> None:
    said("The town is quiet today and the road is open to all. " + text)


_PIECES = st.sampled_from(
    ["the army", "he", "said", ",", '"', "“", "”", ":", "that", "rebels left", ".", "\n", "denied",
     "according to", "police", "We will go", "reports", "by", "was", "citing"]
)  # fmt: skip


@settings(max_examples=25)
@given(st.lists(_PIECES, min_size=1, max_size=40))
def test_spans_stay_in_the_text(reader: dateline.Reader, pieces: list[str]) -> None:
    text = "The town is quiet. " + " ".join(pieces)
    for one in reader.read(text).statements:
        assert one.content.of(text).strip()
        assert one.cue is None or one.cue.of(text)


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        (
            "A shell on a bakery in Kora, in the west, killed at least 12 men on Friday, "
            "said Ali Brown of the Citizens Forum, a group that feeds people.",
            "Ali Brown",
            "A shell on a bakery in Kora, in the west, killed at least 12 men on Friday",
        ),
        (
            "Raiders on camels swept into the hamlet just before noon on Friday, firing on "
            "farmers as they fled, Sani Bello, a trader said.",
            "Sani Bello",
            "Raiders on camels swept into the hamlet just before noon on Friday, firing on "
            "farmers as they fled",
        ),
        (
            "An army barrage on a port in the south wounded nine people, mostly nurses and "
            "drivers, anti-war activists said.",
            "anti-war activists",
            "An army barrage on a port in the south wounded nine people, mostly nurses and drivers",
        ),
        (
            "09:15 Russian troops took the town, the army said.",
            "army",
            "Russian troops took the town",
        ),
    ],
)
def test_who_stands_beside_a_closing_cue_speaks(said: Say, text: str, who: str, what: str) -> None:
    one = _only(said(text))
    assert (one.who, one.what) == (who, what)


def test_a_second_cue_has_the_speaker_of_the_first(said: Say) -> None:
    text = (
        "Turkey says that its drones killed more than 30 fighters at a gathering of leaders, "
        "and denies that it aimed at villagers."
    )
    assert [(one.who, one.stance, one.what) for one in said(text)] == [
        ("Turkey", "asserts", "its drones killed more than 30 fighters at a gathering of leaders"),
        ("Turkey", "denies", "it aimed at villagers"),
    ]


def test_a_content_ends_where_its_speaker_goes_on(said: Say) -> None:
    first, second = said(
        "The ministry denies that Russian troops aimed at villagers and accuses the governor "
        "in Kyiv of using the people as a shield."
    )
    assert (first.stance, first.what) == ("denies", "Russian troops aimed at villagers")
    assert (second.cue, second.who) == ("accuses", first.who)


def test_who_denies_it_denies_what_was_just_told(said: Say) -> None:
    first, second = said("Chad says that Sudan arms the raiders; Sudan denies it.")
    assert (second.who, second.stance, second.what) == ("Sudan", "denies", first.what)


def test_they_behind_a_content_are_not_in_it(said: Say) -> None:
    found = said(
        "Raiders have burned nine farms, officials said Friday. Gunmen entered the hamlets late "
        "on Monday, beating herders, they said."
    )
    assert [one.who for one in found] == ["officials", "officials"]


def test_it_is_the_army_named_before(said: Say) -> None:
    text = (
        "The Ukrainian military has not given up the town. It reports nine attacks in the sector."
    )
    assert _only(said(text)).who == "Ukrainian military"


def test_figures_speak_for_their_owner(said: Say) -> None:
    found = said(
        "The General Staff said that the pictures were forged. Its troops hold the hill, and "
        "40 soldiers were killed in one week, according to its figures."
    )
    assert [one.who for one in found] == ["General Staff", "General Staff"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The monitors put the death toll at nine.", "the death toll at nine"),
        ("The lawyers spoke of dozens of injured.", "dozens of injured"),
        ("Residents counted 40 people buried.", "40 people buried"),
    ],
)
def test_a_count_is_a_claim(said: Say, text: str, what: str) -> None:
    assert _only(said(text)).what == what


def test_a_quoted_speaker_and_the_medium_both_speak(said: Say) -> None:
    found = said(
        "No ship has been sunk, the ISNA news agency quoted Transport Minister Reza Karimi on "
        "Monday as saying."
    )
    assert {one.who for one in found} == {"ISNA", "Reza Karimi"}
    assert {one.what for one in found} == {"No ship has been sunk"}


def test_a_first_sentence_is_no_copy_of_another_claim(said: Say) -> None:
    found = said(
        "BEIRUT (AP) - A shell killed six people in the port on Monday, activists said.\n"
        "Later activists said that rebels had dug in around a fort."
    )
    assert len(found) == 2


def test_officials_of_a_country_under_missiles_are_a_party(said: Say) -> None:
    one = _only(
        said(
            "Three Russian cruise missiles hit the port of Odesa in Ukraine on Friday, Ukrainian "
            "officials said."
        )
    )
    assert one.kind == "party"


def test_a_name_keeps_the_kind_of_its_first_telling(said: Say) -> None:
    found = said(
        "Six people were wounded in Syria, said Observatory head Karim Haddad.\n"
        '"We are still counting the wounded," Haddad told a reporter.'
    )
    assert [one.kind for one in found] == ["analyst", "analyst"]


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        (
            "The ministry said Monday the country's gunners downed nine drones.",
            "ministry",
            "the country's gunners downed nine drones",
        ),
        (
            "Nine people were wounded in the market, as reported by local aid groups.",
            "local aid groups",
            "Nine people were wounded in the market",
        ),
        (
            "The ambush, which the government said killed four guards, targeted a bus.",
            "government",
            None,
        ),
    ],
)
def test_contents_leave_out_the_telling(said: Say, text: str, who: str, what: str | None) -> None:
    one = _only(said(text))
    assert one.who == who
    assert what in (None, one.what)


def test_a_cue_behind_another_speech_is_not_in_it(said: Say) -> None:
    found = said(
        "The envoy blamed Paris for the delay and said insurgents would only sign a truce if "
        "its planes stop flying first, Russian news wires reported."
    )
    inner = next(one for one in found if one.cue == "said")
    assert inner.what.endswith("stop flying first")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nine people died, the Emergency Response Rooms of the town said.", "civilian"),
        ("Nine people died, the Darfur Doctors Network said.", "civilian"),
        ("Six soldiers died in Gaza, according to Israeli tallies; Israeli troops left.", "party"),
        ("Ukrainian troops shelled it, with officials reporting mortar fire.", "party"),
    ],
)
def test_a_source_has_the_kind_of_its_people(said: Say, text: str, kind: str) -> None:
    assert kind in [one.kind for one in said(text)]


def test_a_verb_inside_another_claim_is_no_cue(said: Say) -> None:
    one = _only(
        said("Investigators say that on May 3, guards on duty responded to a cry for help.")
    )
    assert one.cue == "say"


def test_a_day_does_not_speak(said: Say) -> None:
    one = _only(
        said(
            "Attorney General Pablo Vega, reviewing the case of the nine farmers, said today that "
            "the letters are not genuine."
        )
    )
    assert one.who == "Pablo Vega"


def test_a_clause_whose_verb_is_tagged_a_participle_is_said(said: Say) -> None:
    one = _only(
        said(
            "The Islamic Front (IF) militants carried out morning raids against the border "
            "police in the port, wounding at least six guards, a harbour source said on Friday."
        )
    )
    assert one.what.endswith("six guards")


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("In the colonel's view, the war is lost.", "colonel", "the war is lost"),
        (
            "The camp is empty, according to the mayor, and soldiers patrol its lanes.",
            "mayor",
            "The camp is empty",
        ),
        (
            "The bridge, which, according to the mayor, was mined, fell on Monday.",
            "mayor",
            "was mined",
        ),
        (
            "The witness told the court that, over the winter, the guards had starved them.",
            "witness",
            "over the winter, the guards had starved them",
        ),
    ],
)
def test_a_content_is_the_clause_that_is_told(said: Say, text: str, who: str, what: str) -> None:
    one = _only(said(text))
    assert (one.who, one.what) == (who, what)


def test_a_second_cue_in_another_tense_is_the_speakers(said: Say) -> None:
    found = said("The mayor said the gang is behind the raids and asked residents to help.")
    assert [(one.who, one.what) for one in found] == [
        ("mayor", "the gang is behind the raids"),
        ("mayor", "residents to help"),
    ]


def test_what_is_cited_is_no_part_of_what_is_said(said: Say) -> None:
    found = said("The paper reported that the fort had fallen, citing army officers.")
    assert {one.what for one in found} == {"the fort had fallen"}
    assert {one.who for one in found} == {"paper", "army officers"}


def test_concerns_cited_are_no_speaker(said: Say) -> None:
    assert (
        len(said("Troops left the town on Monday, the army said, citing security concerns.")) == 1
    )


@pytest.mark.parametrize(
    "text",
    [
        "Villagers thought that a plane had crashed in the forest.",
        "They were told to leave the camp before dawn.",
        "That said, the road to Goma is open again.",
        "There were no reports of clashes near the river.",
    ],
)
def test_stories_and_orders_are_no_statements(said: Say, text: str) -> None:
    assert said(text) == []


def test_a_quotation_keeps_the_rest_of_its_sentence(said: Say) -> None:
    one = _only(said('The mayor said: "The bridge is gone" for want of guards in the night.'))
    assert one.what.endswith("in the night")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The mayor said the charge was baseless.", "denies"),
        ("The mayor said his men had nothing to do with the raid.", "denies"),
        ("The mayor said he did not believe that the rebels had left.", "doubts"),
        ("The mayor said the raid was cowardly.", "condemns"),
        ("The mayor said it was vital to open the road.", "demands"),
        ("The mayor said he hoped to see the truce hold.", "predicts"),
    ],
)
def test_the_rules_read_a_stance_off_what_is_said(
    annotate: Callable[..., Annotations], text: str, stance: str
) -> None:
    found = annotate(text)
    assert stance_of(found, attributions(found)[0]) == stance


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        (
            "The candidate has claimed, without evidence, that thousands voted twice.",
            "candidate",
            "thousands voted twice",
        ),
        ("The ruling prompted the mayor to say that he would resign.", "mayor", "he would resign"),
    ],
)
def test_asides_and_causes_do_not_hide_who_says_what(
    said: Say, text: str, who: str, what: str
) -> None:
    one = _only(said(text))
    assert (one.who, one.what) == (who, what)


def test_a_plea_for_anonymity_is_no_statement(said: Say) -> None:
    one = _only(said("The aide, who requested anonymity, said the race was over."))
    assert one.what == "the race was over"


def test_a_feeling_at_somebody_is_itself_what_is_voiced(said: Say) -> None:
    [crowd] = said("Dozens of villagers gathered to voice their anger at the army.")
    assert crowd.what == "their anger at the army"
    [minister] = said("The minister voiced his anger at the raid.")
    assert minister.what == "the raid"


def test_an_outlet_carries_the_words_it_quotes_but_not_a_denial_of_them(annotate) -> None:  # type: ignore[no-untyped-def]
    text = "Reuters quoted the army as saying that 12 soldiers were killed. Moscow denied it."
    carried = {s.source.name: s.via and s.via.name for s in annotate(text).statements}
    assert carried["army"] == "Reuters"
    assert carried["Moscow"] is None
    assert carried["Reuters"] is None
