"""The claims that reports make of one incident: each figure with who says it, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dateline.incidents import Claim
from dateline.linking.figures.cues import Cues, cues
from dateline.linking.figures.groups import Group, group_of
from dateline.linking.figures.loose import loose
from dateline.linking.figures.voices import UNSIDED, Weight, voice_of, weight_of
from dateline.records import Casualty, Event, HarmKind, Record
from dateline.spans import Span

Member = tuple[Record, Event | None]

# The event id of a claim whose report told of no event.
WHOLE = ""

# Of what has not happened nobody has counted the dead.
_UNREAL = frozenset({"planned", "threatened", "feared", "hypothetical"})
# What a report is about stands at its head: so many characters of it.
_HEAD = 1500
# Which words of a denial tell what is denied.
_DENIED: Mapping[HarmKind, re.Pattern[str]] = {
    "killed": re.compile(r"\b(?:kill\w*|deaths?|dead|died|casualt\w+|fatalit\w+|losses)\b", re.I),
    "wounded": re.compile(r"\b(?:injur\w+|wound\w*|hurt|casualt\w+)\b", re.I),
}


class Told(NamedTuple):
    """One claim and how it is to be read.

    `side` tells the losses of rival forces apart ("unknown" for anybody else), `harmed` is the side
    as the report has it; `voice` is whose word it is, `cues` what the text around says of it.
    """

    claim: Claim
    kind: HarmKind
    group: Group
    side: str
    harmed: str
    voice: str
    weight: Weight
    cues: Cues = Cues()

    @property
    def number(self) -> int | None:
        """The figure as one number: its lower bound, else its upper one."""
        return self.claim.low if self.claim.low is not None else self.claim.high

    @property
    def sort_key(self) -> tuple[str, str, int, int, str, int, int]:
        """Earliest published first (undated last), then as the report has them."""
        span = self.claim.span
        return (
            self.claim.published or "9999",
            self.claim.report,
            span.start if span else -1,
            span.end if span else -1,
            self.kind,
            self.number or 0,
            -(self.claim.high or 0),
        )


def claims(members: Iterable[Member], family_of: Mapping[str, str]) -> list[Told]:
    """All claims of harm, each once, in an order that does not depend on that of the members."""
    found: dict[tuple[object, ...], Told] = {}
    events = _by_report(members)
    for report in sorted(events):
        record, own = events[report]
        for event in own:
            for casualty in event.casualties:
                if event.status not in _UNREAL:
                    told = _told(record, event, casualty, family_of.get(report, report))
                    found.setdefault(_same(told), told)
        for told in _fallback(record, own, family_of.get(report, report)):
            found.setdefault(_same(told), told)
        for told in _denials(record, own, family_of.get(report, report)):
            found.setdefault(_same(told), told)
    return sorted(found.values(), key=lambda told: told.sort_key)


def _by_report(members: Iterable[Member]) -> dict[str, tuple[Record, list[Event]]]:
    events: dict[str, tuple[Record, dict[str, Event]]] = {}
    for record, event in members:
        own = events.setdefault(record.document.id, (record, {}))[1]
        if event is not None:
            own[event.id] = event
    return {
        report: (record, [own[name] for name in sorted(own, key=lambda e: (len(e), e))])
        for report, (record, own) in events.items()
    }


def _same(told: Told) -> tuple[object, ...]:
    """What makes two figures of one report the same claim, in whichever events they stand."""
    claim = told.claim
    where = claim.span.start if claim.span is not None else None
    return (claim.report, told.kind, told.group, claim.low, claim.high, claim.rate, where)


def _told(record: Record, event: Event, casualty: Casualty, family: str) -> Told:
    group = group_of(casualty.group)
    sides = {party.side for party in event.actors}
    victims = casualty.side
    if group.role == "force" and victims in UNSIDED:
        # "Enemy fighters" whose side the words do not tell are of those whom it was done to.
        told = {party.side for party in event.targets} - UNSIDED
        victims = min(told) if len(told) == 1 else "unknown"
    claim = Claim(
        report=record.document.id,
        event=event.id,
        family=family,
        low=casualty.low,
        high=casualty.high,
        rate=casualty.rate,
        claimant=casualty.claimant,
        published=record.document.published,
        span=casualty.span,
        denies=casualty.low == 0 and casualty.high == 0,
    )
    return Told(
        claim,
        casualty.kind,
        group,
        victims if group.role == "force" else "unknown",
        casualty.side,
        voice_of(casualty.claimant, family),
        weight_of(casualty.claimant, victims, sides),
        cues(record.document.text, casualty.span),
    )


def _fallback(record: Record, own: Sequence[Event], family: str) -> Iterator[Told]:
    """Figures in the words of these events, of a kind of which the reader found none in the report.

    Where it found neither dead nor hurt, the head of the text is searched.
    """
    told = {casualty.kind for event in record.events for casualty in event.casualties}
    sides = {party.side for event in own for party in event.actors}
    text = record.document.text
    searched = [span for event in own for span in event.evidence]
    if not told & {"killed", "wounded"}:
        searched = [Span(0, min(len(text), _HEAD))]
    for start, end in sorted({(span.start, span.end) for span in searched}):
        for kind, count in loose(text[start:end]):
            if kind in told:
                continue
            claim = Claim(
                report=record.document.id,
                event=own[0].id if own else WHOLE,
                family=family,
                low=count.low,
                high=count.high,
                published=record.document.published,
                span=Span(count.span.start + start, count.span.end + start),
            )
            weight = weight_of(None, "unknown", sides)
            cue = cues(text, claim.span)
            cue = cue._replace(part=cue.part or count.part, earlier=cue.earlier or count.again)
            voice = voice_of(None, family)
            yield Told(claim, kind, count.group, "unknown", "unknown", voice, weight, cue)


def _denials(record: Record, own: Sequence[Event], family: str) -> Iterator[Told]:
    """Statements that deny harm done in these events."""
    names = {event.id for event in own}
    for statement in record.statements:
        if statement.stance != "denies" or not names.intersection(statement.about):
            continue
        words = record.text_of(statement.content)
        for kind, pattern in _DENIED.items():
            if pattern.search(words):
                claim = Claim(
                    report=record.document.id,
                    event=min(names.intersection(statement.about), key=lambda e: (len(e), e)),
                    family=family,
                    claimant=statement.source,
                    published=record.document.published,
                    span=statement.content,
                    denies=True,
                )
                voice = voice_of(statement.source, family)
                yield Told(claim, kind, group_of(""), "unknown", "unknown", voice, Weight.OWN)
