"""Words and deeds of one sentence as classes of PLOVER, and who does them to whom as codes."""

from __future__ import annotations

import pytest

from benchmarks.tasks import patient_reader
from benchmarks.tasks.actioncode import coded
from benchmarks.tasks.acts import act
from dateline.codebook import load_yaml


def named(sentence: str) -> str | None:
    found = act(patient_reader().annotate(sentence))
    return found.name if found else None


def codes(sentence: str, *, cameo: bool = False) -> set[tuple[str, str, str]]:
    found = coded(patient_reader(layers=True).annotate(sentence), cameo=cameo)
    return {(one["source"], one["target"], one["code"]) for one in found}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Norway has praised the mediators from Qatar.", "SUPPORT"),
        ("The Kenyan parliament condemned the arrests in Uganda.", "DISAPPROVE"),
        ("Chad refused to open talks with the rebels.", "REJECT"),
        ("Peru has threatened to close its ports to ships from Chile.", "THREATEN"),
        ("Ghana demanded that Togo hand over the officers.", "DEMAND"),
        ("Spain imposed sanctions on Belarus.", "SANCTION"),
        ("Canada lifted its ban on imports from Cuba.", "CONCEDE"),
        ("Sweden sent medicine and tents to Nepal.", "AID"),
        ("The police in Oslo opened an inquiry into the bank.", "INVESTIGATE"),
        ("The president of Mali met the king of Morocco.", "CONSULT"),
        ("Rebels shelled the town of Sarmin.", "FIGHT"),
        ("A suicide bomber struck a bus in Karachi.", "ASSAULT"),
        ("Soldiers arrested forty students in Harare.", "COERCE"),
        ("Thousands marched through Warsaw against the law.", "PROTEST"),
        ("The minister declined to comment on the report.", "STATEMENT"),
    ],
)
def test_the_main_verb_tells_the_act(sentence: str, name: str) -> None:
    assert named(sentence) == name


def test_each_verb_names_one_class() -> None:
    acts = load_yaml("benchmarks.tasks", "acts.yaml")["acts"]
    verbs = [verb for entry in acts.values() for verb in entry["verbs"]]
    assert len(verbs) == len(set(verbs))


def test_what_is_only_announced_is_a_promise_or_a_threat() -> None:
    assert named("Denmark will send doctors to Malawi.") == "AGREE"
    assert named("Denmark is ready to send doctors to Malawi.") == "AGREE"
    assert named("Iran will impose sanctions on Japan.") == "THREATEN"
    assert named("Denmark will not send doctors to Malawi.") == "REJECT"


def test_a_verb_of_saying_hands_on_what_its_clause_tells() -> None:
    assert named("Officials said on Friday that Brazil had released the sailors.") == "CONCEDE"
    assert named("Brazil must release the sailors, Argentina said.") == "DEMAND"


def test_actors_are_coded_by_country_and_sector() -> None:
    assert codes("Kenyan soldiers arrested Ugandan students.") == {("KENMIL", "UGAEDU", "COERCE")}
    assert codes("The German parliament praised Finland.") == {("DEULEG", "FIN", "SUPPORT")}


def test_both_sides_of_talks_are_sources() -> None:
    assert codes("The president of Ghana held talks with the foreign minister of Benin.") == {
        ("GHAGOV", "BENGOV", "CONSULT"),
        ("BENGOV", "GHAGOV", "CONSULT"),
    }


def test_in_cameo_the_class_is_a_number() -> None:
    assert codes("Spain imposed sanctions on Belarus.", cameo=True) == {("ESP", "BLR", "160")}
