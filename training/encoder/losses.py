"""What each head should have said of a sentence, and by how much it missed."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn.functional import (
    binary_cross_entropy_with_logits,
    cross_entropy,
    smooth_l1_loss,
)

from dateline.encoder.heads import (
    FILLS,
    STANCES,
    STATUSES,
    VIOLENCE,
    of_rules,
)
from training.encoder.examples import Example, Happening, Speech, Words
from training.encoder.network import PARTS, ROLES, TYPES, WIDTH, Heads

# A sentence with the vectors of its words.
Seen = tuple[Example, Tensor]
# How much each task counts beside the others; set by hand, November 2026.
SHARE = {
    "trigger": 1.0,
    "role": 0.6,
    "fill": 1.5,
    "incident": 0.6,
    "told": 0.3,
    "part": 0.4,
    "status": 0.7,
    "certainty": 1.5,
    "speech": 0.5,
}
SURE, UNSURE = 2.25, -2.25
_FEW = torch.tensor(2.5)  # words that fill a role are few
_RARE = torch.ones(len(TYPES))
_RARE[0] = 0.3  # most words are no trigger


def event_vector(words: Tensor, event: Happening) -> Tensor:
    """What the event heads see: the head, what governs it, the sentence, what the rules said."""
    rules = torch.tensor(of_rules(event.rule, event.sure))
    last = len(words) - 1
    head, above = words[min(event.head, last)], words[max(0, min(event.above, last))]
    return torch.cat([head, above, words.mean(0), rules])


def speech_vector(words: Tensor, one: Speech) -> Tensor:
    """What the speech heads see: source, cue and content, zeros for what is not there."""
    return torch.cat([mean(words, one.source), mean(words, one.cue), mean(words, one.content)])


def mean(words: Tensor, span: Words | None) -> Tensor:
    """The mean vector of a span of words."""
    if span is None or span[0] >= len(words):
        return torch.zeros(WIDTH)
    return words[span[0] : span[1]].mean(0)


def losses(heads: Heads, seen: list[Seen]) -> Tensor:
    """The joint loss of a batch of sentences."""
    total = torch.zeros(())
    for name, value in _losses(heads, seen):
        total = total + SHARE[name] * value
    return total


def _losses(heads: Heads, seen: list[Seen]) -> Iterator[tuple[str, Tensor]]:
    coded = [(example, words) for example, words in seen if example.whole]
    if coded:
        words = heads.drop(torch.cat([words for _, words in coded]))
        wanted = torch.cat([triggers(example, len(words)) for example, words in coded])
        yield "trigger", cross_entropy(heads.trigger(words), wanted, weight=_RARE)
        roles = torch.cat([marked(one.roles, ROLES, len(words)) for one, words in coded])
        yield (
            "role",
            binary_cross_entropy_with_logits(heads.role(words), roles, pos_weight=_FEW) * 3,
        )
        parts = torch.cat([marked(parts_of(one), PARTS, len(words)) for one, words in coded])
        yield "part", binary_cross_entropy_with_logits(heads.part(words), parts) * 3
    yield from _incident_losses(heads, [one for one in seen if one[0].incidents is not None])
    events = [(one, event_vector(words, one)) for example, words in seen for one in example.events]
    if events:
        status, certainty = heads.events(torch.stack([vector for _, vector in events]))
        yield from _event_losses([one for one, _ in events], status, certainty)
    speech = [
        (one, speech_vector(words, one))
        for example, words in coded
        for one in example.speech
        if one.home
    ]
    if speech:
        stance = heads.statements(torch.stack([vector for _, vector in speech]))
        wanted = torch.tensor([STANCES.index(one.stance) for one, _ in speech])
        yield "speech", cross_entropy(stance, wanted)


def _incident_losses(heads: Heads, seen: list[Seen]) -> Iterator[tuple[str, Tensor]]:
    """Fills word by word; kinds of incident by report, told by at least one of its sentences."""
    if not seen:
        return
    words = heads.drop(torch.cat([words for _, words in seen]))
    fills = torch.cat([marked(one.fills, FILLS, len(words)) for one, words in seen])
    sure = torch.cat([sure_words(one, len(words)) for one, words in seen])
    missed = binary_cross_entropy_with_logits(
        heads.fill(words), fills, pos_weight=_FEW, reduction="none"
    )
    known = torch.maximum(fills, sure[:, None])
    yield "fill", (missed * known).sum() / known.sum().clamp(min=1) * 3
    logits = torch.stack([heads.incidents(words) for _, words in seen])
    told = marked_kinds([one.told for one, _ in seen])
    here = told.sum(1) > 0
    if here.any():
        yield "told", binary_cross_entropy_with_logits(logits[here], told[here])
    reports = sorted({one.report for one, _ in seen})
    pooled, wanted = [], []
    for report in reports:
        rows = [i for i, (one, _) in enumerate(seen) if one.report == report]
        pooled.append(torch.logsumexp(logits[rows], 0))
        wanted.append(seen[rows[0]][0].incidents or ())
    yield "incident", binary_cross_entropy_with_logits(torch.stack(pooled), marked_kinds(wanted))


def _event_losses(
    events: list[Happening], status: Tensor, certainty: Tensor
) -> Iterator[tuple[str, Tensor]]:
    coded = [i for i, one in enumerate(events) if one.status]
    if coded:
        wanted = torch.tensor([STATUSES.index(events[i].status or "") for i in coded])
        yield "status", cross_entropy(status[coded], wanted)
    judged = [i for i, one in enumerate(events) if one.certainty is not None]
    if judged:
        score = torch.tensor([events[i].certainty or 0.0 for i in judged])
        label = torch.tensor([label_of(float(value)) for value in score])
        weight = torch.tensor([0.8, 1.2, 1.5])
        yield "certainty", smooth_l1_loss(certainty[judged, 0], score)
        yield "certainty", 0.7 * cross_entropy(certainty[judged, 1:], label, weight=weight)


def label_of(score: float) -> int:
    """0 certain-yes, 1 uncertain, 2 certain-no: the factuality benchmark's labels."""
    return 0 if score >= SURE else 2 if score <= UNSURE else 1


def triggers(example: Example, count: int) -> Tensor:
    """The type of each word as an event's head."""
    wanted = torch.zeros(count, dtype=torch.long)
    for event in example.events:
        if event.head < count and event.type:
            wanted[event.head] = TYPES.index(event.type)
    return wanted


def parts_of(example: Example) -> list[tuple[str, Words]]:
    """The words of sources, cues and contents."""
    return [
        (name, span)
        for one in example.speech
        for name, span in zip(PARTS, (one.source, one.cue, one.content), strict=True)
        if span
    ]


def marked(
    spans: tuple[tuple[str, Words], ...] | list[tuple[str, Words]],
    names: tuple[str, ...],
    count: int,
) -> Tensor:
    """A column for each name, with a 1 for every word that a span of that name covers."""
    wanted = torch.zeros(count, len(names))
    for name, (first, last) in spans:
        wanted[first:last, names.index(name)] = 1.0
    return wanted


def marked_kinds(rows: list[tuple[str, ...]]) -> Tensor:
    """A row each, with a 1 for every kind of incident in it."""
    return torch.tensor([[float(kind in row) for kind in VIOLENCE] for row in rows])


def sure_words(example: Example, count: int) -> Tensor:
    """1 for each word of which it is known whether it fills a role, 0 for the doubtful."""
    sure = torch.ones(count)
    for first, last in example.doubtful:
        sure[first:last] = 0.0
    return sure
