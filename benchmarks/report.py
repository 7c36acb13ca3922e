"""RESULTS.md: the figures of one run of bench.py beside those of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from benchmarks.tasks import Task, tasks

_STORE = "## Store"


@dataclass(frozen=True, slots=True)
class Result:
    """What one task gave: its figures by metric name, how long it took, or why there are none."""

    task: str
    digest: str
    figures: dict[str, float]
    records: int = 0
    seconds: float = 0.0
    problem: str = ""


def write_results(results: Sequence[Result], speed: dict[str, Any] | None) -> str:
    """The text of RESULTS.md."""
    import dateline

    today = datetime.now(UTC).date().isoformat()
    parts = [
        "# Results",
        f"Dateline {dateline.__version__}, {today}, written by `make bench`; do not edit."
        " Dateline's figures are on the dev split of each task. The figures of others come from the"
        " README beside each data set and stand with the split they were measured on: those on"
        " another split show the neighbourhood, they do not compare.",
        *_overview(results),
    ]
    for result in results:
        if result.task in tasks():
            parts.extend(_section(result, tasks()[result.task]))
    if speed is not None:
        parts.extend(_speed(speed))
    return "\n\n".join(parts) + "\n"


def with_store(page: str, figures: dict[str, Any]) -> str:
    """RESULTS.md with the section of the store, in place of an earlier one.

    Args:
        page: RESULTS.md.
        figures: as `store.py` keeps them in store.json: date, command, rows of name and figure.
    """
    before, _, after = page.partition(f"\n\n{_STORE}\n")
    rest = "".join(after.partition("\n\n## ")[1:])
    section = [
        _STORE,
        table(["what", "figure"], figures["rows"]),
        f"`{figures['command']}`, {figures['date']}; milliseconds of the processor where nothing"
        " else is said. The bar is 50 ms for adding a report and for each kind of query.",
    ]
    return "\n\n".join([before.rstrip(), *section]) + (rest or "\n")


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def _overview(results: Sequence[Result]) -> Iterator[str]:
    rows = []
    for result in results:
        if result.task not in tasks():
            continue
        kind = tasks()[result.task]
        headline = next(iter(kind.metrics))
        others = [peer for peer in kind.peers if headline in peer.figures]
        best = max(others, key=lambda peer: peer.figures[headline], default=None)
        rows.append(
            [
                result.task,
                headline,
                _number(result.figures.get(headline)),
                f"{_number(best.figures[headline])} ({best.name}; {best.split})" if best else "",
            ]
        )
    yield table(["task", "headline", "Dateline, dev", "best of the others"], rows)


def _section(result: Result, kind: Task) -> Iterator[str]:
    yield f"## {kind.name}"
    if result.problem:
        yield f"Not measured: {result.problem}"
        return
    rows: list[list[str]] = [
        ["**Dateline**", "dev", *(_number(result.figures[name]) for name in kind.metrics)]
    ]
    for peer in kind.peers:
        figures = (_number(peer.figures.get(name)) for name in kind.metrics)
        rows.append([peer.name, peer.split, *figures])
    yield table(["who", "split", *kind.metrics], rows)
    yield (
        f"{result.records:,} records in {result.seconds:.0f} s."
        f" `python benchmarks/bench.py --only {kind.name}`, or by hand:"
        f" `python benchmarks/predict.py {kind.name} DEV.jsonl FOUND.jsonl`, then"
        f" `{kind.scorer} DEV.jsonl FOUND.jsonl`."
    )


def _speed(speed: dict[str, Any]) -> Iterator[str]:
    yield "## Speed"
    yield table(["what", "figure"], [[name.replace("_", " "), speed[name]] for name in speed])
    yield "`python benchmarks/speed.py`, one process, one thread."


def _number(figure: float | None) -> str:
    if figure is None:
        return ""
    return f"{figure:.1f}" if abs(figure) > 1 else f"{figure:.3f}"
