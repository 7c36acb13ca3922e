"""What each source of place candidates and each group of features brings to geoparsing.

usage: python benchmarks/ablation_places.py TRAIN.jsonl DEV.jsonl SCORER.py

A source is taken away from the finder with the weights as they are; a group of features is taken
away and its model fitted again without it, by training/places/train.py.
Prints a table in Markdown: macro end-to-end F1 within 161 km, accuracy on what was found.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from dateline.gazetteer import Entry, index
from dateline.places import finder

TRAINING = Path(__file__).parents[1] / "training/places/train.py"
SOURCES: dict[str, Callable[[Entry], bool]] = {
    "towns": lambda e: e.kind == "settlement",
    "countries": lambda e: e.kind == "country",
    "first-order divisions": lambda e: e.kind == "admin1",
    "second-order divisions": lambda e: e.kind == "admin2",
    "regions, waters, sites (own table)": lambda e: e.kind in ("region", "water", "facility"),
}
RANKER: dict[str, tuple[str, ...]] = {
    "people": ("size",),
    "kind of place": (
        "country", "admin1", "admin2", "region", "water", "facility", "own town", "seat", "state",
        "capital", "shadowed",
    ),
    "name match": ("primary",),
    "words beside it (district, city)": ("hint", "other hint"),
    "container (X, Y)": ("held", "not held", "holds"),
    "countries and divisions of the report": (
        "country share", "division share", "country named", "division named", "lonely",
    ),
    "nearness to the other names": ("near", "far"),
}  # fmt: skip
FINDER: dict[str, tuple[str, ...]] = {
    "parser's labels": (
        "ent ", "FAC ", "GPE ", "LOC ", "ORG ", "PERSON ", "other ", "listed", "multi exact",
    ),
    "words before and after": (
        "after ", "side", "title", "speaks", "unit", "institution", "road", "possessive",
        "capital ", "opens", "taken", "struck", "hint", "languages",
    ),
    "rest of the report": ("voted", "person elsewhere", "surname", "ends names"),
    "what the index knows": ("kind ", "primary", "size", "foreign", "unique", "unknown"),
}  # fmt: skip


class Without:
    """The place index without some of its places."""

    def __init__(self, dropped: Callable[[Entry], bool]) -> None:
        self._dropped = dropped

    def find(self, key: str) -> tuple[Entry, ...]:
        """As `Index.find`."""
        return tuple(entry for entry in index().find(key) if not self._dropped(entry))

    def adjective(self, word: str) -> tuple[Entry, ...]:
        """As `Index.adjective`."""
        return tuple(e for e in index().adjective(word) if not self._dropped(e))

    def abbreviation(self, word: str) -> tuple[Entry, ...]:
        """As `Index.abbreviation`."""
        return tuple(e for e in index().abbreviation(word) if not self._dropped(e))

    def similar(self, key: str) -> tuple[Entry, ...]:
        """As `Index.similar`."""
        return tuple(entry for entry in index().similar(key) if not self._dropped(entry))

    def entry(self, number: int) -> Entry:
        """As `Index.entry`."""
        return index().entry(number)


class Quiet(Without):
    """The place index without adjectives, or without abbreviations."""

    def __init__(self, method: str) -> None:
        super().__init__(lambda _: False)
        setattr(self, method, lambda _: ())


@contextmanager
def patched(module: Any, name: str, value: Any) -> Iterator[None]:
    """With another value for a name of a module."""
    kept = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, kept)


def _training() -> Any:
    spec = importlib.util.spec_from_file_location("train_places", TRAINING)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("train", "dev", "scorer"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    training = _training()
    train, dev = training.read(options.train), training.read(options.dev)
    tables = {part: dict(table) for part, table in training.weights().items()}

    def row(name: str, with_tables: dict[str, Any], source: Any = None) -> None:
        context = patched(finder, "index", lambda: source) if source else nullcontext()
        with context, training.using(with_tables):
            macro = training.score(dev, training.predictions(dev), options.scorer)["macro"]
        print(f"| {name} | {macro['f1']:.3f} | {macro['acc161']:.3f} |", flush=True)

    print("| left out | F1@161 | acc@161 |\n|---|---|---|")
    row("nothing", tables)
    for name, dropped in SOURCES.items():
        row(f"source: {name}", tables, Without(dropped))
    row("source: adjectives and peoples", tables, Quiet("adjective"))
    row("source: abbreviations", tables, Quiet("abbreviation"))
    for name, group in RANKER.items():
        with training.using(tables):
            refitted = training.fit_ranker(train, frozenset(group))
        row(f"ranker: {name}", {**tables, "ranker": refitted})
    only = dict.fromkeys(tables["ranker"], 0.0) | {"size": tables["ranker"]["size"]}
    row("ranker: all but people", {**tables, "ranker": only})
    for name, group in FINDER.items():
        with training.using(tables):
            less = training.fit_finder(train, group)
        with training.using({"finder": less}):
            row(f"finder: {name}", {**tables, "finder": less, "doubt": training.fit_doubt(train)})
    row("doubt", {**tables, "doubt": {"first score": 1.0}})


if __name__ == "__main__":
    main()
