"""Labels of reports and sentences: read off the record, or weighed from a few features."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from benchmarks.tasks import Json, patient_reader
from benchmarks.tasks.cameo_ner import entities as actors_in
from benchmarks.tasks.conflict_class_case2021 import label
from benchmarks.tasks.conflict_class_india_docs import predict as labels_of_reports
from benchmarks.tasks.conflict_class_india_sents import (
    features,
    of_police,
    predict,
    sentence_features,
)
from benchmarks.tasks.ranker import Ranker, ranker
from benchmarks.tasks.re3d import entities as entities_in
from dateline.codebook import load_yaml
from training.classes import fit
from training.classes.fit import weights, yaml_of

TOY = Ranker(
    events={"blast": frozenset({"explosion/bombing"})},
    words={"shot": re.compile(r"\bshots?\b")},
    dense=False,
    always=True,
    threshold=0,
    weights={"bomb": {"bias": -1, "blast": 2}, "gun": {"bias": -0.5, "shot": 1}},
)


def test_a_label_is_likely_where_its_features_outweigh_its_bias() -> None:
    events = patient_reader().read("A roadside bomb exploded in Quetta on Monday.").events
    found = TOY.features(events, "A roadside bomb exploded in Quetta on Monday.")
    assert found == {"bias": 1.0, "blast": 1.0, "first blast": 1.0}
    assert TOY.labels(found) == ["bomb"]
    assert TOY.labels({"bias": 1.0, "blast": 1.0, "shot": 1.0}) == ["bomb", "gun"]


def test_where_none_is_likely_the_best_is_given_if_the_task_wants_one() -> None:
    assert TOY.labels({"bias": 1.0}) == ["gun"]


def test_fitted_weights_separate_what_can_be_separated() -> None:
    rows = [({"bias": 1.0, "wet": 1.0}, ["rain"]), ({"bias": 1.0, "dry": 1.0}, [])] * 20
    found = weights(rows)
    assert found["rain"]["wet"] > 0.5
    assert found["rain"]["dry"] < -0.5
    assert yaml_of({"rain": {"wet": 0.5}}) == "weights:\n  rain: {wet: 0.5}"


def test_fitting_reads_a_train_split_and_prints_a_table(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "conflict-class" / "satp"
    folder.mkdir(parents=True)
    rows = [
        {"id": "a", "text": "A mine exploded under a truck near Sibi.", "labels": ["~bombing"]},
        {"id": "b", "text": "Gunmen shot dead a teacher in Turbat.", "labels": ["~armed_assault"]},
    ]
    (folder / "train.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    monkeypatch.setattr(fit, "DATA", tmp_path)
    fit.main("conflict-class/satp", 1.0)
    table = yaml.safe_load(capsys.readouterr().out)["weights"]
    assert table["~bombing"]["blast"] > 0 > table["~bombing"]["shooting"]


def features_of(name: str) -> set[str]:
    table = ranker(f"conflict_class_{name}")
    known = {*table.events, *table.words, "bias"}
    return known | {f"first {one}" for one in table.events} | {f"lead {one}" for one in table.words}


def of_no_role(names: set[str]) -> set[str]:
    return {one for one in names if not re.match(r"(by )?(police|army)\b", one)}


@pytest.mark.parametrize(
    ("name", "table"),
    [("satp", "satp"), ("insightcrime", "insightcrime"), ("india_docs", "india_sents")],
)
def test_each_table_weighs_only_features_it_has(name: str, table: str) -> None:
    entries = load_yaml("benchmarks.tasks", f"conflict_class_{name}.yaml")["weights"]
    given = {one for entry in entries.values() for one in entry}
    assert given
    assert of_no_role(given) <= features_of(table)


def test_signs_for_and_against_a_deed_are_features_and_weighed_alike() -> None:
    table = load_yaml("benchmarks.tasks", "conflict_class_india_sents.yaml")
    assert of_no_role({*table["deeds"], *table["doubts"]}) <= features_of("india_sents")
    assert "weights" not in table


def test_a_sentence_without_the_police_has_no_features() -> None:
    assert not of_police("The market was quiet and full of fruit.")
    record = {"id": "a", "text": "The market was quiet and full of fruit."}
    assert features(patient_reader(), record) == {}


def test_what_the_police_are_to_a_verb_is_a_feature() -> None:
    found = patient_reader().annotate("The police did not disperse the crowd in Rajkot.")
    given = sentence_features(found.events, found.text, list(found.doc))
    assert {"police act", "police not", "police"} <= set(given)


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("Four men died when police opened fire at Bapunagar.", {"KILL", "FORCE", "ANY_ACTION"}),
        ("Police lobbed teargas shells at the mob.", {"FORCE", "ANY_ACTION"}),
        ("Twelve traders were arrested in Bhuj on Monday.", {"ARREST", "ANY_ACTION"}),
        ("The police should arrest the traders, a politician demanded.", set()),
        ("The police were mute spectators while the mob burned the shops.", {"FAIL"}),
        ("The government failed to protect the minorities, the party said.", set()),
        ("Troops patrolled the old market and stepped up security.", {"ANY_ACTION"}),
        ("The market was quiet and full of fruit.", set()),
    ],
)
def test_signs_of_a_deed_make_its_label(sentence: str, labels: set[str]) -> None:
    (found,) = predict([{"id": "a", "text": sentence}])
    assert set(found["labels"]) == labels


def test_a_report_has_the_labels_of_its_likeliest_sentences() -> None:
    text = "The fair went on. Four men were arrested by the police in Bhuj on Monday, police said."
    (found,) = labels_of_reports([{"id": "a", "text": text}])
    assert {"ARREST", "ANY_ACTION"} <= set(found["labels"])
    assert "KILL" not in found["labels"]


@pytest.mark.parametrize(
    ("report", "name"),
    [
        ("Two trains collided near Lille and the line was closed for hours.", "MAN_MADE_DISASTER"),
        ("Heavy rain and flooding cut off villages in the north.", "NATURAL_DISASTER"),
        ("The army recaptured the town of Baiji from militants.", "GOV_REGAINS_TERIT"),
        ("Militants captured the town of Baiji from the army.", "NON_STATE_ACTOR_OVERTAKES_TER"),
        ("Rebels threw a grenade into a bar in Bujumbura, wounding four people.", "GRENADE"),
        (
            "Police opened fire on a demonstration in Minsk and injured ten.",
            "FORCE_AGAINST_PROTEST",
        ),
        ("The army has set up two new bases near Idlib.", "HQ_ESTABLISHED"),
        ("Jordan accused Syria of being behind the explosion in Amman.", "ATTRIB"),
    ],
)
def test_the_most_telling_event_gives_the_label(report: str, name: str) -> None:
    assert label(patient_reader().read(report)) == name


def named(text: str, found: list[Json]) -> set[tuple[str, str]]:
    return {(text[one["start"] : one["end"]], one["type"]) for one in found}


def test_source_and_target_are_whole_noun_phrases() -> None:
    text = "The army of Chad arrested two hundred miners in Faya on Tuesday."
    found = named(text, actors_in(patient_reader().annotate(text)))
    assert ("The army of Chad", "Source") in found


def test_those_who_meet_are_reciprocal() -> None:
    text = "The prime minister of Fiji will meet the king of Tonga in Suva."
    kinds = {kind for _, kind in named(text, actors_in(patient_reader().annotate(text)))}
    assert kinds == {"Reciprocal"}


def test_mentions_are_typed_and_a_name_inside_another_is_left_out() -> None:
    text = "On 3 May 2016 the Iraqi army shelled Mosul, said Haider Mansur, a resident."
    found = named(text, entities_in(patient_reader(layers=True).read(text)))
    assert {("the Iraqi army", "Organisation"), ("Mosul", "Location")} <= found
    assert ("3 May 2016", "Temporal") in found
    assert not {word for word, _ in found} & {"Iraqi"}
