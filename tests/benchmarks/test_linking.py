"""benchmarks/tasks/linking.py: how many victims a short crime report tells of."""

from __future__ import annotations

import pytest

import dateline
from benchmarks.tasks.linking import counts, predict

DAY = "2014-07-12"


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        (
            "Two dead, three hurt in club shooting. A man walked into a bar in Gary on Saturday and"
            " killed two people and wounded three before he turned the gun on himself.",
            2,
            3,
        ),
        (
            "A 19-year-old man died Saturday night after somebody shot him outside a store in"
            " Dayton, police said. Doctors pronounced the man dead an hour later.",
            1,
            0,
        ),
        (
            "Police in Mobile are looking for whoever shot a teenager in the leg on Saturday. The"
            " teen is expected to live.",
            0,
            1,
        ),
        (
            "Three people were shot, one fatally, near a park in Newark on Saturday, police said.",
            1,
            2,
        ),
        (
            "A gunman shot five people at a picnic on Saturday, killing two of them. The suspect"
            " was later shot dead by officers.",
            2,
            3,
        ),
        (
            "A mother and her two daughters were found shot to death in their home in Tulsa on"
            " Saturday. The woman's former husband killed himself hours later, the sheriff said.",
            3,
            0,
        ),
        (
            "Marcus Reed, 24, and Dion Hale, 31, were killed on Saturday when a car pulled up"
            " beside them. A third man was wounded.",
            2,
            1,
        ),
        (
            "A clerk was shot and killed during a robbery on Saturday. Nobody else was hurt. In"
            " March, robbers killed four people at another store in the county.",
            1,
            0,
        ),
        (
            "One man was killed and another injured in a drive-by shooting early Saturday. It was"
            " the city's 40th homicide of the year.",
            1,
            1,
        ),
        (
            "Officers found a 33-year-old woman suffering from gunshot wounds in an alley on"
            " Saturday. She later died at a hospital.",
            1,
            0,
        ),
        (
            "A Rockford woman is in critical condition after being shot in the chest on Saturday."
            " Police arrested her boyfriend.",
            0,
            1,
        ),
        (
            "Three people were found dead in a home in Fresno on Saturday in what police call a"
            " murder-suicide.",
            2,
            0,
        ),
        (
            "A deputy was shot twice in the leg on Saturday near Yuma. The suspect, 41, was shot"
            " and killed by other deputies.",
            0,
            1,
        ),
        (
            "A man is dead after a shooting in Aurora on Saturday. Police found him with a gunshot"
            " wound in a hallway.",
            1,
            0,
        ),
        (
            "A teenager was charged with attempted murder after a classmate was shot at a school"
            " in Waco on Saturday. The victim underwent surgery.",
            0,
            1,
        ),
        (
            "Nobody was hurt when bullets hit a house in Peoria on Saturday, police said.",
            0,
            0,
        ),
        (
            "Eight people were shot, two of them fatally, on Saturday at a motorcycle club in"
            " Toledo.",
            2,
            6,
        ),
        (
            "A 29-year-old man was killed and his girlfriend critically wounded on Saturday when a"
            " gunman broke into their apartment.",
            1,
            1,
        ),
    ],
)
def test_victims_of_the_incident_are_counted_and_who_did_it_is_not(
    text: str, killed: int, injured: int
) -> None:
    annotations = dateline.Reader(time_limit=60).annotate(text, id="r", published=DAY)
    assert counts(annotations, DAY) == {"killed": killed, "injured": injured}


def test_a_report_without_figures_tells_of_one_killing_or_of_none() -> None:
    records = [
        {"id": "a", "text": "A jury in Ohio heard the homicide case again.", "incident_date": DAY},
        {"id": "b", "text": "Shots were heard near a school in Ohio.", "incident_date": DAY},
    ]
    found = list(predict(records))
    assert [(one["killed"], one["injured"]) for one in found] == [(1, 0), (0, 0)]


def test_reports_of_one_incident_share_a_label_and_are_not_counted() -> None:
    texts = [
        "A ferry, the Saint Brendan, sank off Bohol on 3 May 2023 with 40 aboard, officials said.",
        "Divers reached the Saint Brendan, the ferry that sank off Bohol on 3 May 2023.",
        "Police arrested two men over the theft of paintings in Lagos on 9 June 2022.",
    ]
    records = [{"id": str(n), "text": text, "date": None} for n, text in enumerate(texts)]
    first, second, third = list(predict(records))
    assert first == {"id": "0", "incident": "0"}
    assert second["incident"] == "0"
    assert third["incident"] == "2"
