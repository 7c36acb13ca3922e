"""linking: how many a report of one incident says were killed and hurt; and which incident it is.

Files of both forms share a folder: reports to group come with a `date`, those to count with an
`incident_date`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import dateline
from benchmarks.tasks import Json, patient_reader
from dateline.codebook import load_yaml
from dateline.events.casualties import Harm, casualties
from dateline.linking.stories import stories
from dateline.sources import document

if TYPE_CHECKING:
    from dateline.annotations import Annotations

# In these collections every incident has several reports, so that few stand alone. Chosen on
# linking train with the other bars (`training/stories/fit.py`), November 2026: -4 to -2.
BAR = -3.5
# How long before its day the incident may be dated: weekdays are resolved from there.
_NEAR = timedelta(days=10)
# A charge of it means that nobody died.
_ATTEMPT = re.compile(r"\battempted[\w -]{0,20} (?:murder|homicide|manslaughter)", re.I)
_SUICIDE = re.compile(r"\bmurder[ -]+suicide", re.I)
# What "several" and "people were hurt" come to at least.
_SEVERAL = 2


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The incident of each report, and the counts of those whose incident's day is given."""
    records = list(records)
    story = _stories([one for one in records if "incident_date" not in one or "date" in one])
    reader = patient_reader()
    for record in records:
        found: Json = {"id": record["id"], "incident": story.get(record["id"], record["id"])}
        if "incident_date" in record:
            found |= _counted(reader, record)
        yield found


def _stories(records: Sequence[Json]) -> dict[str, str]:
    """The first report of the story that each report tells."""
    documents = [document(r["text"], id=r["id"], published=r.get("date")) for r in records]
    return {report: told[0] for told in stories(documents, bar=BAR) for report in told}


def _counted(reader: dateline.Reader, record: Json) -> dict[str, int]:
    """The counts of a report; the incident's day dates one that does not date itself."""
    day = record["incident_date"]
    annotations = reader.annotate(record["text"], id=record["id"])
    if annotations.document.published is None and day:
        annotations = reader.annotate(record["text"], id=record["id"], published=day)
    return counts(annotations, day)


def counts(annotations: Annotations, day: str | None) -> dict[str, int]:
    """How many were killed and hurt in the incident of `day` that a report tells of."""
    harms = _of_the_day(annotations, day)
    dead, hurt = _victims(harms, "killed"), _victims(harms, "wounded")
    killed = _total(dead)
    injured = _total([one for one in hurt if not _died(one, dead)]) or 0
    if killed and killed > 1 and _SUICIDE.search(annotations.text) and _found_dead(dead):
        killed -= 1
    if hurt and killed and injured > killed and _includes_dead(hurt, injured):
        injured -= killed
    if not hurt and not killed:
        killed, injured = _unnumbered(annotations.text)
    return {"killed": killed or 0, "injured": injured}


def _unnumbered(text: str) -> tuple[int, int]:
    """One killed or one hurt where only the words of a report say so, without a figure."""
    words = _words(_ATTEMPT.sub("", text))
    if words & _table()["killing"]:
        return 1, 0
    return 0, int(bool(words & _table()["hurting"]))


def _of_the_day(annotations: Annotations, day: str | None) -> list[Harm]:
    """The figures that may be the incident: none told of an older time or as a sum of many."""
    near = date.fromisoformat(day) if day else None
    sums = [
        figure
        for event in annotations.events
        if event.type in _table()["totals"] or _is_older(event.time, near)
        for figure in event.casualties
    ]
    older = {
        annotations.sentence_at(time.span.start).index
        for time in annotations.times
        if _is_older(time.period, near)
    }
    harms = casualties(annotations)
    told = [one for one in harms if one.casualty not in sums and one.sentence not in older]
    return told or list(harms)


def _is_older(time: dateline.Period | None, day: date | None) -> bool:
    """Whether something is dated before the incident; the day of a trial comes after it."""
    if time is None or day is None:
        return False
    ends = date.fromisoformat(time.end) if time.end else day
    return ends < day - _NEAR


def _victims(harms: Sequence[Harm], kind: str) -> list[Harm]:
    """The figures of a kind; whoever did it counts only where nobody else was hit."""
    others = [one for one in harms if not _words(_span(one)) & _table()["attackers"]]
    hit = any(one.casualty.kind in ("killed", "wounded") and _number(one) for one in others)
    found = [one for one in (others if hit else harms) if one.casualty.kind == kind]
    return [one for one in found if one.casualty.low is not None] or found


def _span(harm: Harm) -> str:
    return harm.casualty.span.of(harm.token.doc.text) if harm.casualty.span else ""


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


def _number(harm: Harm) -> int:
    low, high = harm.casualty.low, harm.casualty.high
    return low if low is not None else high if high is not None else _SEVERAL


def _died(hurt: Harm, dead: Sequence[Harm]) -> bool:
    """Whether one who was hurt is among the dead: "a man was found hurt", "he died"."""
    if _number(hurt) != 1:
        return False
    if dead and _head(hurt) == "people" and _words(_span(hurt)) & _table()["pronouns"]:
        return True
    if any(_words(_span(one)) & _table()["anyone"] for one in dead):
        return True
    return _head(hurt) in _words(_span(hurt)) and _head(hurt) in {_head(one) for one in dead}


def _head(harm: Harm) -> str:
    """The last word of the group, in small letters."""
    return harm.casualty.group.split()[-1].lower() if harm.casualty.group else ""


def _total(harms: Sequence[Harm]) -> int | None:
    """What the first sentence with a figure says: reports open with their own incident."""
    if not harms:
        return None
    first = min(harm.sentence for harm in harms)
    return _in_all([harm for harm in harms if harm.sentence == first])


def _in_all(told: Sequence[Harm]) -> int:
    """The sum of the figures of one sentence; parts of a total do not count again."""
    different = {(_number(one), one.casualty.group.lower()): one for one in told}
    numbers = sorted((number for number, _ in different), reverse=True)
    rest = sum(numbers[1:])
    sentence = " ".join(token.lower_ for token in told[0].token.sent)
    divided = rest == numbers[0] or _words(sentence) & _table()["parts"]
    return numbers[0] if numbers[0] > 1 and divided else numbers[0] + rest


def _found_dead(dead: Sequence[Harm]) -> bool:
    """Whether the first figure is of bodies, whoever did it perhaps among them."""
    return min(dead, key=lambda one: one.sentence).token.lower_ in _table()["bodies"]


def _includes_dead(hurt: Sequence[Harm], injured: int) -> bool:
    """Whether the number is of people shot, some of whom died."""
    return any(_number(one) == injured and one.token.lower_ in _table()["hitting"] for one in hurt)


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml(__package__, "linking.yaml")
    return {name: frozenset(words) for name, words in table.items()}
