"""Whether a happening happened, as the words around it tell."""

from __future__ import annotations

import json
import time
from bisect import bisect_left
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotations import Annotations
from dateline.events.status import denied_in, status_of
from dateline.records import Document, Span, Status
from dateline.text import parse, reading_text, zones


def read(report: str) -> Annotations:
    text, origin = reading_text(report)
    return parse(
        zones(Annotations(document=Document(id="test", text=report), text=text, origin=origin))
    )


def marked(sentence: str) -> tuple[Annotations, Span]:
    """The parse of a sentence and the span of its [marked] word."""
    start, end = sentence.index("["), sentence.index("]") - 1
    return read(sentence.replace("[", "").replace("]", "")), Span(start, end)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Troops [attacked] the village.", "happened"),
        ("The [attack] killed 20 people, police said.", "happened"),
        ("Two people were killed in an alleged [attack] by gunmen.", "happened"),
        ("Soldiers managed to [capture] the hill.", "happened"),
        ("Soldiers were forced to [retreat] from the hill.", "happened"),
        ("Witnesses saw soldiers [burning] houses.", "happened"),
        ("Ukrainian forces repelled an [attack] near the village.", "happened"),
        ("The group claimed responsibility for the [bombing].", "happened"),
        ("Thousands marched to [demand] his release.", "happened"),
        ("Two officers were present at the time of the [attack].", "happened"),
        ("The [attack] was planned by the group's leader, the court heard.", "happened"),
        ("[Explosions] could be heard in the capital.", "happened"),
        ("The rebels [launched] an offensive in the north.", "happened"),
        ("Troops are [attacking] the village.", "ongoing"),
        ("The new law would halt the [killing] of farmers.", "ongoing"),
        ("Residents have been [fleeing] the city for days.", "ongoing"),
        ("[Fighting] continues in the east of the city.", "ongoing"),
        ("The town is [besieged] by government troops.", "ongoing"),
        ("The army has [occupied] the valley since 2019.", "ongoing"),
        ("Every day, the army [loses] ten soldiers.", "ongoing"),
        ("Soldiers tried to [storm] the building but were repelled.", "attempted"),
        ("Soldiers failed to [capture] the hill.", "attempted"),
        ("Soldiers [tried] to storm the building in vain.", "attempted"),
        ("The police foiled a [plot] to bomb the airport.", "attempted"),
        ("Border guards repelled an [incursion] near the river.", "attempted"),
        ("The device did not [explode].", "attempted"),
        ("“We will [attack] the town,” the commander said.", "planned"),
        ("The ministry said it would [withdraw] its troops from the north.", "planned"),
        ("The rebels vowed to [attack] the capital.", "planned"),
        ("A planned [protest] was called off.", "planned"),
        ("Government to [send] troops to border", "planned"),
        ("The rebels threatened to [attack] the capital.", "threatened"),
        ("They would not hesitate to [strike] again.", "threatened"),
        ("The rebels will [attack] the town tomorrow, analysts said.", "feared"),
        ("Officials fear an [offensive] in the north.", "feared"),
        ("The army is expected to [attack] the town within days.", "feared"),
        ("The UN warned of a [massacre] in the town.", "feared"),
        ("Russia is preparing for a major [assault], Ukrainian officials say.", "feared"),
        ("Residents fled ahead of a looming [offensive].", "feared"),
        ("If the rebels [attack], the army will respond.", "hypothetical"),
        ("The army could [attack] at any time.", "hypothetical"),
        ("Aid agencies called for a [ceasefire].", "hypothetical"),
        ("In the event of an [attack], residents should go to shelters.", "hypothetical"),
        ("Did the army [bomb] the school?", "hypothetical"),
        ("The army denied that it [shelled] the hospital.", "denied"),
        ("The army did not [attack] the village.", "denied"),
        ("No [attack] took place on Sunday.", "denied"),
        ("Soldiers left without [firing] a shot.", "denied"),
    ],
)
def test_status_follows_the_words_around_the_trigger(sentence: str, status: str) -> None:
    annotations, trigger = marked(sentence)
    assert status_of(annotations, trigger).status == status


def test_an_attempt_in_vain_names_the_words_that_decided() -> None:
    annotations, trigger = marked("Soldiers tried to [storm] the building but failed.")
    cues = [cue.of(annotations.text) for cue in status_of(annotations, trigger).cues]
    assert cues == ["tried", "failed"]


def test_a_denial_in_passing_leaves_the_happening_told() -> None:
    sentence = "The two men spoke by phone, in a [conversation] the palace denies took place."
    annotations, trigger = marked(sentence)
    cue = denied_in(annotations, trigger)
    assert cue is not None
    assert cue.of(annotations.text) == "denies"
    spoke = Span(sentence.index("spoke"), sentence.index("spoke") + 5)
    assert status_of(annotations, spoke).status == "happened"
    assert denied_in(annotations, spoke) is None


def test_denying_a_part_in_an_attack_does_not_deny_the_attack() -> None:
    annotations, trigger = marked("The army denied any role in the [attack].")
    assert status_of(annotations, trigger).status == "happened"


def test_kinds_that_last_go_on_in_the_present() -> None:
    annotations, trigger = marked("The militia's [grip] on the valley worries its neighbours.")
    assert status_of(annotations, trigger, "control/holds").status == "ongoing"


def test_only_what_is_told_as_fact_is_certain() -> None:
    sure, to_come, denied = (
        status_of(*marked(sentence)).certainty
        for sentence in (
            "Troops [attacked] the village on Monday.",
            "Troops may [attack] the village on Monday.",
            "Troops did not [attack] the village on Monday.",
        )
    )
    assert 3 >= sure > 2
    assert -3 <= to_come < 0  # it has not happened, whatever comes
    assert -3 <= denied <= -0.5


_ODD = [
    "if",
    "will",
    "not",
    "denied",
    "to",
    "attack",
    "[",
    "]",
    "no",
    "“",
    "?",
    "\n",
    "🔥",
    "عرب",
    "\ufffd",
]


@settings(max_examples=30)
@given(st.lists(st.sampled_from(_ODD), max_size=30))
def test_any_word_of_odd_text_has_a_status(words: list[str]) -> None:
    report = " ".join(words) + " attack"
    annotations = read(report)
    for token in annotations.doc:
        if not token.is_space:
            trigger = Span(token.idx, token.idx + len(token))
            standing = status_of(annotations, trigger)
            assert standing.status in get_args(Status)
            assert -3 <= standing.certainty <= 3
            denied_in(annotations, trigger)


def test_a_paragraph_of_ten_thousand_words_takes_no_longer_a_trigger() -> None:
    annotations = read("and they will fear to attack " * 1700)
    status_of(annotations, Span(0, 3))
    started = time.perf_counter()
    for token in list(annotations.doc)[:9000:30]:
        status_of(annotations, Span(token.idx, token.idx + len(token)))
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    ("before", "word", "status"),
    [
        ("a new ", "offensive", "feared"),
        ("preparing a major ", "attack", "feared"),
        ("looming ", "offensive", "feared"),
        ("tried to ", "breach", "attempted"),
        ("Trump ", "spoke", "happened"),
        ("under regular ", "attack", "ongoing"),
        ("have ", "occupied", "ongoing"),
        ("Russia ", "occupied", "happened"),
    ],
)
def test_the_sample_report(sample: str, before: str, word: str, status: str) -> None:
    annotations = read(sample)
    start = annotations.text.index(before + word) + len(before)
    assert status_of(annotations, Span(start, start + len(word))).status == status


def test_gold_triggers_of_the_benchmark_get_their_status(shared: Path) -> None:
    right = total = 0
    for line in (shared / "benchmarks/records/dev.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        annotations = read(record["text"])
        for event in record["events"]:
            start, end = event["trigger"]["start"], event["trigger"]["end"]
            first = bisect_left(annotations.origin, start)
            trigger = Span(first, max(first + 1, bisect_left(annotations.origin, end)))
            total += 1
            right += status_of(annotations, trigger, event["type"]).status == event["status"]
    # .926 when written; people agree on .96.
    assert right / total >= 0.9
