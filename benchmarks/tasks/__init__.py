"""The benchmark tasks: a table of them (`tasks.yaml`) and one module each that predicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import dateline

__all__ = ["Json", "Peer", "Task", "patient_reader", "task", "tasks"]

Json = dict[str, Any]

# Seconds one record may take: a busy machine is slow.
_TIME_LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class Peer:
    """What another system reached: its name, the split it was measured on, figure by metric."""

    name: str
    split: str
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Task:
    """One task.

    Attributes:
        name: the folder of its data, such as "timex" or "conflict-class/case2021".
        given: fields of a record that a prediction may read.
        empty: the prediction for a record that could not be read, without its id.
        scorer: the name of the scoring script beside the data.
        gate: the metrics that have floors.
        metrics: where each figure stands in the scorer's JSON; the first is the headline.
        peers: what others reach.
        every: which records of dev are measured: each, every second …
        together: whether records are predicted all at once, for they are grouped.
    """

    name: str
    given: tuple[str, ...]
    empty: Json
    scorer: str
    gate: tuple[str, ...]
    metrics: dict[str, tuple[str, ...]]
    peers: tuple[Peer, ...]
    every: int = 1
    together: bool = False

    @property
    def module(self) -> str:
        """The module that predicts it."""
        return f"benchmarks.tasks.{self.name.replace('-', '_').replace('/', '_')}"

    def predictor(self) -> Callable[[Iterable[Json]], Iterator[Json]]:
        """The function that turns records into predictions."""
        predict: Callable[[Iterable[Json]], Iterator[Json]] = import_module(self.module).predict
        return predict

    def stripped(self, record: Json) -> Json:
        """A record as held-out runs hand it in, without the answers."""
        return {field: record[field] for field in self.given if field in record}


def patient_reader(*, layers: bool = False) -> dateline.Reader:
    """Dateline's reader, with time enough for a busy machine."""
    import dateline

    return dateline.Reader(layers=layers, time_limit=_TIME_LIMIT)


@cache
def tasks() -> dict[str, Task]:
    """Every task Dateline takes part in, by name."""
    from dateline.codebook import load_yaml

    return {name: _task(name, entry) for name, entry in load_yaml(__name__, "tasks.yaml").items()}


def task(name: str) -> Task:
    """The task called `name`; its folder, with or without a slash at the end.

    Raises:
        SystemExit: there is no such task; the message names those there are.
    """
    name = name.strip("/")
    if name not in tasks():
        raise SystemExit(f"{name!r} is no task; there are: {', '.join(sorted(tasks()))}")
    return tasks()[name]


def _task(name: str, entry: Json) -> Task:
    return Task(
        name=name,
        given=tuple(entry["given"]),
        empty=entry["empty"],
        scorer=entry["scorer"],
        gate=tuple(entry["gate"]),
        metrics={metric: tuple(path) for metric, path in entry["metrics"].items()},
        peers=tuple(_peer(dict(peer)) for peer in entry["peers"]),
        every=entry.get("every", 1),
        together=entry.get("together", False),
    )


def _peer(entry: Json) -> Peer:
    return Peer(name=entry.pop("name"), split=entry.pop("split"), figures=entry)
