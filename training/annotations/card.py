"""The figures of the corpus's card: size, spread, agreement of the coders.

usage: python training/annotations/card.py [--check]

Renews the figures in CARD.md between its two marks; --check only says whether they are up to date.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from dateline.codebook import codebook  # noqa: E402 - after the path is set
from dateline.records import Stance, Status, to_json  # noqa: E402
from training.annotations.check import counts  # noqa: E402
from training.annotations.corpus import HERE, Coding, codings, sentences, text_of  # noqa: E402
from training.annotations.scoring import scorable, scored  # noqa: E402

CARD = HERE / "CARD.md"
BEGIN, END = "<!-- figures: card.py -->\n", "<!-- end of figures -->\n"


def agreement() -> dict[str, Any]:
    """The second coder scored against the first by the benchmark's own scorer."""
    first, second = (
        [to_json(scorable(one)) for one in codings(f"double/{name}")]
        for name in ("first", "second")
    )
    return scored(first, second)


def _table(rows: list[tuple[Any, ...]], *head: str) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)
    yield ""


def _sizes(reports: list[Coding]) -> list[tuple[Any, ...]]:
    rows = []
    for source in dict.fromkeys(one.source for one in reports):
        of = [one for one in reports if one.source == source]
        characters = sum(len(text_of(one.source, one.id)) for one in of)
        check = sum(one.split == "check" for one in of)
        events = sum(len(one.events) for one in of)
        statements = sum(len(one.statements) for one in of)
        rows.append((source, len(of), check, f"{characters:,}", events, statements))
    return rows


def figures() -> str:
    """All figures of the card as Markdown."""
    reports, single = list(codings()), list(sentences())
    in_reports, in_all = counts(reports), counts([*reports, *single])
    lines = ["Whole reports:", ""]
    lines += _table(
        _sizes(reports), "source", "reports", "of them check", "characters", "events", "statements"
    )
    kinds = Counter(one.negative for one in single if one.negative)
    lines += [
        f"Sentences: {len(single)}, of them {sum(kinds.values())} hard negatives"
        f" ({', '.join(f'{name} {n}' for name, n in kinds.most_common())}).",
        "",
    ]
    names = [kind.name for kind in codebook()] + [*get_args(Status), *get_args(Stance)]
    rows = [(name, in_reports[name], in_all[name]) for name in names]
    lines += _table(rows, "type, status or stance", "in reports", "with sentences")
    lines += _agreement_lines(agreement(), len(list(codings("double/second"))))
    return "\n".join(lines)


def _agreement_lines(found: dict[str, Any], reports: int) -> Iterator[str]:
    yield f"Second coder against the first, {reports} reports coded apart (`score_records.py`):"
    yield ""
    rows: list[tuple[Any, ...]] = [
        (f"{name} F1", found[name]["f1"])
        for name in ("detection", "family", "type", "record", "casualties", "statements")
    ]
    rows += [(f"{name} of pairs", value) for name, value in found["fields"].items()]
    rows += [("stance of pairs", found["stance"]), ("published", found["published"])]
    yield from _table(rows, "what", "agreement")


def main(arguments: list[str]) -> int:
    """The command line."""
    text = CARD.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    renewed = f"{before}{BEGIN}{figures()}{END}{after}"
    if arguments == ["--check"]:
        print("up to date" if renewed == text else "CARD.md is out of date: run card.py")
        return renewed != text
    CARD.write_text(renewed, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
