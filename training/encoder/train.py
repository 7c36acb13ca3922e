"""Train the encoder and its heads: `src/dateline/encoder/` gets the int8 network and the heads.

usage: python training/encoder/train.py [--epochs 5] [--seed 1] [--out FOLDER]

Needs the extra "train" and the shared folder. Early stopping on the corpus's check part.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

import torch  # noqa: E402 - after the path is set
from torch import Tensor  # noqa: E402
from torch.nn.functional import (  # noqa: E402
    binary_cross_entropy_with_logits,
    cross_entropy,
    smooth_l1_loss,
)

from dateline.encoder.heads import of_rules  # noqa: E402
from dateline.encoder.network import PIECES  # noqa: E402
from training.encoder.examples import Example, Happening, Speech, examples  # noqa: E402
from training.encoder.export import export  # noqa: E402
from training.encoder.network import (  # noqa: E402
    KINDS,
    PARTS,
    STANCES,
    STATUSES,
    TYPES,
    WIDTH,
    Network,
    tokenizer,
)

BATCH, BUCKET = 24, 20
# How much each task counts beside the others; set by hand, November 2026.
SHARE = {"trigger": 1.0, "part": 0.6, "status": 0.7, "certainty": 1.0, "speech": 0.5}
SURE, UNSURE = 2.25, -2.25


class Row:
    """An example with its word pieces."""

    def __init__(self, example: Example, tokens: Any) -> None:
        coded = tokens.encode(list(example.words), is_pretokenized=True)
        self.example = example
        self.pieces: list[int] = coded.ids[:PIECES]
        self.owners: list[int | None] = coded.word_ids[:PIECES]


def event_vector(words: Tensor, event: Happening) -> Tensor:
    """What the event heads see: the trigger's head, the sentence, what the rules said."""
    rules = torch.tensor(of_rules(event.rule, event.sure))
    return torch.cat([words[min(event.head, len(words) - 1)], words.mean(0), rules])


def speech_vector(words: Tensor, one: Speech) -> Tensor:
    """What the speech heads see: source, cue and content, zeros for what is not there."""
    return torch.cat([mean(words, one.source), mean(words, one.cue), mean(words, one.content)])


def mean(words: Tensor, span: tuple[int, int] | None) -> Tensor:
    """The mean vector of a span of words."""
    if span is None or span[0] >= len(words):
        return torch.zeros(WIDTH)
    return words[span[0] : span[1]].mean(0)


def losses(net: Network, rows: list[Row], rare: Tensor) -> Tensor:
    """The joint loss of a batch."""
    found = net.words([row.pieces for row in rows], [row.owners for row in rows])
    total = torch.zeros(())
    for name, value in _losses(net, rows, found, rare):
        total = total + SHARE[name] * value
    return total


def _losses(
    net: Network, rows: list[Row], found: list[Tensor], rare: Tensor
) -> Iterator[tuple[str, Tensor]]:
    heads = net.heads
    whole = [(row.example, words) for row, words in zip(rows, found, strict=True)]
    coded = [(example, words) for example, words in whole if example.whole]
    if coded:
        words = heads.drop(torch.cat([words for _, words in coded]))
        wanted = torch.cat([triggers(example, len(words)) for example, words in coded])
        yield "trigger", cross_entropy(heads.trigger(words), wanted, weight=rare)
        parts = torch.cat([part_of(example, len(words)) for example, words in coded])
        yield "part", binary_cross_entropy_with_logits(heads.part(words), parts) * 3
    events = [(one, event_vector(words, one)) for example, words in whole for one in example.events]
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
        stance, kind = heads.statements(torch.stack([vector for _, vector in speech]))
        yield (
            "speech",
            cross_entropy(stance, torch.tensor([STANCES.index(one.stance) for one, _ in speech]))
            + cross_entropy(kind, torch.tensor([KINDS.index(one.kind) for one, _ in speech])),
        )


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


def part_of(example: Example, count: int) -> Tensor:
    """Which words stand in a source, a cue, a content."""
    wanted = torch.zeros(count, len(PARTS))
    for one in example.speech:
        for column, span in enumerate((one.source, one.cue, one.content)):
            if span:
                wanted[span[0] : span[1], column] = 1.0
    return wanted


def batches(rows: list[Row]) -> list[list[Row]]:
    """Batches of sentences of like length, in random order."""
    order = random.sample(rows, len(rows))
    made = []
    for start in range(0, len(order), BATCH * BUCKET):
        bucket = sorted(order[start : start + BATCH * BUCKET], key=lambda row: len(row.pieces))
        made += [bucket[i : i + BATCH] for i in range(0, len(bucket), BATCH)]
    return random.sample(made, len(made))


def fit(net: Network, rows: list[Row], checks: list[Row], epochs: int) -> None:
    """Train in place; prints the figures of the check part after each epoch."""
    optimiser = torch.optim.AdamW(
        [
            {"params": net.encoder.encoder.parameters(), "lr": 5e-5},
            {"params": net.heads.parameters(), "lr": 1e-3},
        ],
        weight_decay=0.01,
    )
    steps = max(1, epochs * math.ceil(len(rows) / BATCH))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / 50) * max(0.0, 1 - step / steps)
    )
    net.encoder.embeddings.requires_grad_(False)  # too many weights for so few sentences
    rare = torch.ones(len(TYPES))
    rare[0] = 0.3  # most words are no trigger
    began = time.time()
    for epoch in range(1, epochs + 1):
        net.train()
        for batch in batches(rows):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = losses(net, batch, rare)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        print(f"epoch {epoch} {time.time() - began:.0f} s {figures(net, checks)}", flush=True)


def figures(net: Network, rows: list[Row]) -> str:
    """What the heads get right on coded sentences."""
    net.eval()
    tally: Counter[str] = Counter()
    with torch.no_grad():
        for start in range(0, len(rows), 64):
            batch = rows[start : start + 64]
            found = net.words([row.pieces for row in batch], [row.owners for row in batch])
            for row, words in zip(batch, found, strict=True):
                _count(net, row.example, words, tally)
    rates = {
        name: tally[f"{name} right"] / max(1, tally[name])
        for name in ("status", "rule", "stance", "kind")
    }
    for name in ("trigger", "typed", *PARTS):
        found_, wanted = tally[f"{name} found"], tally[f"{name} wanted"]
        rates[name] = 2 * tally[f"{name} right"] / max(1, found_ + wanted)
    return ", ".join(f"{name} {value:.3f}" for name, value in rates.items())


def _count(net: Network, example: Example, words: Tensor, tally: Counter[str]) -> None:
    best, wanted = net.heads.trigger(words).argmax(1), triggers(example, len(words))
    for name, right in (("trigger", (best > 0) & (wanted > 0)), ("typed", best == wanted)):
        tally[f"{name} found"] += int((best > 0).sum())
        tally[f"{name} wanted"] += int((wanted > 0).sum())
        tally[f"{name} right"] += int((right & (wanted > 0)).sum())
    parts, told = net.heads.part(words) > 0, part_of(example, len(words)) > 0
    for column, name in enumerate(PARTS):
        tally[f"{name} found"] += int(parts[:, column].sum())
        tally[f"{name} wanted"] += int(told[:, column].sum())
        tally[f"{name} right"] += int((parts & told)[:, column].sum())
    for event in example.events:
        status, _ = net.heads.events(event_vector(words, event)[None])
        tally["status"] += 1
        tally["status right"] += STATUSES[int(status.argmax())] == event.status
        tally["rule"] += 1
        tally["rule right"] += event.rule == event.status
    for one in example.speech:
        if one.home:
            stance, kind = net.heads.statements(speech_vector(words, one)[None])
            tally.update(("stance", "kind"))
            tally["stance right"] += STANCES[int(stance.argmax())] == one.stance
            tally["kind right"] += KINDS[int(kind.argmax())] == one.kind


def calibrate(net: Network, rows: list[Row]) -> tuple[float, str]:
    """The temperature of the statuses on the check part, and how sure the network must be.

    Returns:
        the temperature that makes "happened or ongoing" likeliest as coded, and a line that shows
        the share of right statuses by the lead it needs over the rules'.
    """
    net.eval()
    logits, coded, ruled = [], [], []
    with torch.no_grad():
        for row in rows:
            words = net.words([row.pieces], [row.owners])[0]
            for event in row.example.events:
                if event.status:
                    logits.append(net.heads.events(event_vector(words, event)[None])[0][0])
                    coded.append(STATUSES.index(event.status))
                    ruled.append(STATUSES.index(event.rule))
    stacked, wanted, rules = torch.stack(logits), torch.tensor(coded), torch.tensor(ruled)
    steps = [0.5 + 0.05 * step for step in range(60)]
    best = min(steps, key=lambda heat: float(cross_entropy(stacked / heat, wanted)))
    chances = stacked.softmax(1)
    shares = []
    for lead in (-1.0, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0):
        surer = chances.max(1).values - chances.gather(1, rules[:, None])[:, 0] > lead
        right = torch.where(surer, chances.argmax(1), rules) == wanted
        shares.append(f"{lead}: {right.float().mean():.3f}")
    return best, f"{len(coded)} events, status right by lead {', '.join(shares)}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "src/dateline/encoder")
    given = parser.parse_args()
    random.seed(given.seed)
    torch.manual_seed(given.seed)
    tokens = tokenizer()
    rows = [Row(example, tokens) for example in examples()]
    train = [row for row in rows if row.example.split == "train"]
    check = [row for row in rows if row.example.split == "check"]
    print(f"{len(train)} sentences to train on, {len(check)} to check", flush=True)
    net = Network()
    fit(net, train, check, given.epochs)
    temperature, shares = calibrate(net, check)
    print(f"temperature {temperature:.2f}; {shares}", flush=True)
    export(net, given.out, temperature)


if __name__ == "__main__":
    main()
