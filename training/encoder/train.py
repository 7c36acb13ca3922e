"""Train the encoder and its heads: `src/dateline/encoder/` gets the int8 network and the heads.

usage: python training/encoder/train.py [--epochs 6] [--seed 1] [--out FOLDER]

Needs the extra "train" and the shared folder. The figures of the corpus's check part and of muc4's
dev split are printed after each epoch.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

import torch  # noqa: E402 - after the path is set
from torch import Tensor  # noqa: E402
from torch.nn.functional import cross_entropy  # noqa: E402

from dateline.encoder.heads import FILLS, STANCES, STATUSES, VIOLENCE  # noqa: E402
from dateline.encoder.network import Pieces, pieces, windows  # noqa: E402
from training.encoder.examples import Example, examples  # noqa: E402
from training.encoder.export import export  # noqa: E402
from training.encoder.losses import (  # noqa: E402
    event_vector,
    losses,
    marked,
    parts_of,
    speech_vector,
    triggers,
)
from training.encoder.network import PARTS, ROLES, Network  # noqa: E402

# Word pieces of a batch, padding included, and batches that are sorted by length together.
BATCH, BUCKET = 1000, 20
# Share of the reports without an incident that an epoch sees.
QUIET = 0.5
# How often an epoch sees the sentences whose events were judged by how certain they are.
JUDGED = 2
# From here on (a share of the steps) the shipped weights are an average of those passed through.
SETTLED, DECAY = 0.5, 0.99


class Row(NamedTuple):
    """A sentence with its word pieces."""

    example: Example
    pieces: Pieces


# Sentences that are read together; reports whose incidents were coded come whole.
Unit = list[list[Row]]


def read() -> dict[str, list[list[Row]]]:
    """The sentences by split, report by report."""
    found: dict[str, list[list[Row]]] = {"train": [], "check": []}
    rows = (Row(one, pieces(one.words)) for one in examples())
    for _, report in groupby(rows, key=lambda row: row.example.report):
        known = [row for row in report if row.pieces.ids]
        if known:
            found[known[0].example.split].append(known)
    return found


def units(report: list[Row], *, cut: int = 0) -> list[Unit]:
    """A report in windows; the first ends after `cut` sentences, so that no two epochs agree."""
    parts = [report[:cut], report[cut:]]
    made = [
        [part[index] for index in window]
        for part in parts
        for window in windows([len(row.pieces.ids) for row in part])
    ]
    whole = report[0].example.incidents is not None
    return [made] if whole else [[window] for window in made]


def batches(reports: list[list[Row]]) -> list[list[list[Row]]]:
    """Batches of windows of like length, in random order."""
    seen = [
        unit
        for report in reports
        if any(map(_teaches, report))
        and (report[0].example.incidents != () or random.random() < QUIET)
        for unit in units(report, cut=random.randrange(min(3, len(report)))) * _times(report)
    ]
    random.shuffle(seen)
    made: list[list[list[Row]]] = []
    size = len(seen) // BUCKET or 1
    for start in range(0, len(seen), size):
        bucket = sorted(seen[start : start + size], key=_longest)
        batch: list[list[Row]] = []
        for unit in bucket:
            if batch and _longest(unit) * (len(batch) + len(unit)) > BATCH:
                made.append(batch)
                batch = []
            batch += unit
        made.append(batch)
    return random.sample(made, len(made))


def _times(report: list[Row]) -> int:
    judged = any(one.certainty is not None for row in report for one in row.example.events)
    return JUDGED if judged else 1


def _teaches(row: Row) -> bool:
    """Whether anything was coded there; reports with nothing but optional templates teach none."""
    example = row.example
    return example.whole or bool(example.events) or example.incidents is not None


def _longest(unit: Unit) -> int:
    return max(sum(len(row.pieces.ids) for row in window) for window in unit)


def seen_by(net: Network, batch: Iterable[list[Row]]) -> list[tuple[Example, Tensor]]:
    """Each sentence of a batch of windows with its word vectors."""
    batch = list(batch)
    found = net.words([[row.pieces for row in window] for window in batch])
    rows = [row.example for window in batch for row in window]
    return list(zip(rows, found, strict=True))


def fit(net: Network, reports: list[list[Row]], checks: list[list[Row]], epochs: int) -> None:
    """Train in place; prints the figures of the check part after each epoch."""
    optimiser = torch.optim.AdamW(
        [
            {"params": net.encoder.encoder.parameters(), "lr": 1e-4},
            {"params": net.heads.parameters(), "lr": 2e-3},
        ],
        weight_decay=0.01,
    )
    net.encoder.embeddings.requires_grad_(False)  # too many weights for so few sentences
    plan = [batches(reports) for _ in range(epochs)]
    steps = sum(map(len, plan))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / 50) * max(0.02, 1 - step / steps)
    )
    settled, passed = Settled(net), 0
    began = time.time()
    for epoch, planned in enumerate(plan, 1):
        net.train()
        for batch in planned:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = losses(net.heads, seen_by(net, batch))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            passed += 1
            if passed > steps * SETTLED:
                settled.take(net)
        print(f"epoch {epoch} {time.time() - began:.0f} s {figures(net, checks)}", flush=True)
    settled.give(net)
    print(f"averaged: {figures(net, checks)}", flush=True)


class Settled:
    """A running average of weights: steadier than the last of them."""

    def __init__(self, net: Network) -> None:
        self._mean: dict[str, Tensor] = {}
        self._names = {name for name, weight in net.named_parameters() if weight.requires_grad}

    def take(self, net: Network) -> None:
        """Let the average follow the weights of now."""
        for name, weight in net.named_parameters():
            now = weight.detach()
            if name not in self._mean:
                self._mean[name] = now.clone()
            elif name in self._names:
                self._mean[name].lerp_(now, 1 - DECAY)

    def give(self, net: Network) -> None:
        """Set the weights to their average."""
        with torch.no_grad():
            for name, weight in net.named_parameters():
                weight.copy_(self._mean.get(name, weight))


def figures(net: Network, reports: list[list[Row]]) -> str:
    """What the heads get right on coded sentences: shares right, F1 of words and of reports."""
    net.eval()
    tally: Counter[str] = Counter()
    with torch.no_grad():
        for report in reports:
            seen = seen_by(net, [window for unit in units(report) for window in unit])
            for example, words in seen:
                _count(net, example, words, tally)
            if seen[0][0].incidents is not None:
                logits = torch.stack([net.heads.incidents(words) for _, words in seen])
                found = logits.max(0).values > 0
                told = {VIOLENCE[i] for i in range(len(VIOLENCE)) if found[i]}
                _tally(tally, "incident", told, set(seen[0][0].incidents or ()))
                _tally(
                    tally,
                    "relevant",
                    {bool(told)} - {False},
                    {bool(seen[0][0].incidents)} - {False},
                )
    rates = {
        name: tally[f"{name} right"] / max(1, tally[name]) for name in ("status", "rule", "stance")
    }
    for name in ("trigger", "typed", *ROLES, *FILLS, *PARTS, "incident", "relevant"):
        found_, wanted = tally[f"{name} found"], tally[f"{name} wanted"]
        rates[name] = 2 * tally[f"{name} right"] / max(1, found_ + wanted)
    return ", ".join(f"{name} {value:.3f}" for name, value in rates.items())


def _tally(tally: Counter[str], name: str, found: set[Any], wanted: set[Any]) -> None:
    tally[f"{name} found"] += len(found)
    tally[f"{name} wanted"] += len(wanted)
    tally[f"{name} right"] += len(found & wanted)


def _count(net: Network, example: Example, words: Tensor, tally: Counter[str]) -> None:
    if example.whole:
        best, wanted = net.heads.trigger(words).argmax(1), triggers(example, len(words))
        for name, right in (("trigger", (best > 0) & (wanted > 0)), ("typed", best == wanted)):
            tally[f"{name} found"] += int((best > 0).sum())
            tally[f"{name} wanted"] += int((wanted > 0).sum())
            tally[f"{name} right"] += int((right & (wanted > 0)).sum())
    for head, names, spans, judged in (
        (net.heads.part, PARTS, parts_of(example), example.whole),
        (net.heads.role, ROLES, example.roles, example.whole),
        (net.heads.fill, FILLS, example.fills, example.incidents is not None),
    ):
        if judged:
            found, told = head(words) > 0, marked(spans, names, len(words)) > 0
            for column, name in enumerate(names):
                tally[f"{name} found"] += int(found[:, column].sum())
                tally[f"{name} wanted"] += int(told[:, column].sum())
                tally[f"{name} right"] += int((found & told)[:, column].sum())
    for event in example.events:
        status, _ = net.heads.events(event_vector(words, event)[None])
        tally["status"] += 1
        tally["status right"] += STATUSES[int(status.argmax())] == event.status
        tally["rule"] += 1
        tally["rule right"] += event.rule == event.status
    for one in example.speech:
        if one.home:
            stance = net.heads.statements(speech_vector(words, one)[None])
            tally["stance"] += 1
            tally["stance right"] += STANCES[int(stance.argmax())] == one.stance


def calibrate(net: Network, reports: list[list[Row]]) -> tuple[float, str]:
    """The temperature of the statuses on the check part, and how sure the network must be.

    Returns:
        the temperature that makes "happened or ongoing" likeliest as coded, and a line that shows
        the share of right statuses by the lead it needs over the rules'.
    """
    net.eval()
    logits, coded, ruled = [], [], []
    with torch.no_grad():
        for report in reports:
            seen = seen_by(net, [window for unit in units(report) for window in unit])
            for event, words in ((event, words) for one, words in seen for event in one.events):
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
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "src/dateline/encoder")
    given = parser.parse_args()
    random.seed(given.seed)
    torch.manual_seed(given.seed)
    known = read()
    sizes = {split: sum(map(len, reports)) for split, reports in known.items()}
    print(f"{sizes['train']} sentences to train on, {sizes['check']} to check", flush=True)
    net = Network()
    fit(net, known["train"], known["check"], given.epochs)
    temperature, shares = calibrate(net, known["check"])
    print(f"temperature {temperature:.2f}; {shares}", flush=True)
    export(net, given.out, temperature)


if __name__ == "__main__":
    main()
