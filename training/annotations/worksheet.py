"""How a coder works: numbered sentences out, a worksheet with quotations in, offsets kept.

usage: python training/annotations/worksheet.py show SOURCE ID ...
       python training/annotations/worksheet.py take [--second] FILE.json ...
       python training/annotations/worksheet.py extras FILE.json ...
       python training/annotations/worksheet.py places NAME ...

show prints a text sentence by sentence; take turns worksheets of reports into codings, extras one
of single sentences into extras/FILE.jsonl; places prints what the gazetteer has of a name.

A worksheet is a JSON list of texts (see GUIDE.md). Where a coding has a span, the worksheet quotes
the text as "7:words of sentence 7"; "7:first words … last words" spans more, "7:army#2" is the
second "army" of the sentence. What is wrong with a text is printed; the right ones are written.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

import msgspec  # noqa: E402 - after the path is set

from dateline.gazetteer import index  # noqa: E402
from training.annotations.corpus import HERE, Coding, CorpusError, coded_text, text_of  # noqa: E402
from training.annotations.quotations import Sheet, SheetError, coding, sentences  # noqa: E402
from training.annotations.rules import problems  # noqa: E402


def shown(source: str, id: str) -> Iterator[str]:
    """The lines of a worksheet's text: each sentence with its number, white space smoothed."""
    text = text_of(source, id)
    yield f"=== {source} {id} ({len(text)} characters)"
    for number, (start, end) in enumerate(sentences(source, id), 1):
        yield f"[{number}] {' '.join(text[start:end].split())}"


def take(path: Path, folder: Path) -> int:
    """Write every right text of a worksheet file into `folder`; print what is wrong with others.

    Returns the number of texts that were not written.
    """
    sheets = json.loads(path.read_text(encoding="utf-8"))
    made = list(_right(sheets))
    folder.mkdir(parents=True, exist_ok=True)
    for one in made:
        (folder / f"{one.id}.json").write_text(_lined(one), encoding="utf-8")
        print(f"{one.id}: {len(one.events)} events, {len(one.statements)} statements written")
    return len(sheets) - len(made)


def take_extras(path: Path) -> int:
    """Write a worksheet file of single sentences as `extras/<its name>.jsonl`, if all are right.

    Returns the number of sentences that are wrong.
    """
    sheets = json.loads(path.read_text(encoding="utf-8"))
    for number, sheet in enumerate(sheets, 1):
        sheet["id"] = f"{path.stem}-{number}"
    made = list(_right(sheets))
    if not (wrong := len(sheets) - len(made)):
        lines = b"".join(msgspec.json.encode(one) + b"\n" for one in made)
        (HERE / "extras").mkdir(exist_ok=True)
        (HERE / "extras" / f"{path.stem}.jsonl").write_bytes(lines)
        print(f"{path.stem}: {len(made)} sentences written")
    return wrong


def _right(sheets: list[Sheet]) -> Iterator[Coding]:
    """The codings of the worksheets that are right; what is wrong with the others is printed."""
    for sheet in sheets:
        name = sheet.get("id", "?")
        try:
            made = coding(sheet)
        except (SheetError, CorpusError, KeyError) as error:
            print(f"{name}: {type(error).__name__} {error}")
            continue
        for problem in problems(made, coded_text(made)):
            print(f"{name}: check {problem}")
        yield made


def _lined(one: Coding) -> str:
    """A coding as JSON with a line for each event and statement, so that changes read well."""
    fields = msgspec.json.decode(msgspec.json.encode(one))
    lines = []
    for name, value in fields.items():
        if isinstance(value, list):
            items = ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in value)
            text = f"[\n{items}\n ]" if items else "[]"
        else:
            text = json.dumps(value, ensure_ascii=False)
        lines.append(f" {json.dumps(name)}: {text}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _listed(name: str) -> Iterator[str]:
    """The gazetteer's places of a name, largest first; of the like spellings if it has none."""
    found = index().lookup(name) or index().similar(name)
    if not found:
        yield f"{name} | not in the gazetteer"
    for entry in sorted(found, key=lambda entry: -entry.population)[:8]:
        point = f"{entry.lat:.4f}, {entry.lon:.4f}"
        yield f"{entry.name} | {entry.kind} | {entry.admin1} | {entry.country} | {point}"


def main(arguments: list[str]) -> int:
    """The command line."""
    match arguments:
        case ["show", source, *ids] if ids:
            for id in ids:
                print("\n".join(shown(source, id)), end="\n\n")
        case ["take", "--second", *files] if files:
            return min(1, sum(take(Path(file), HERE / "double" / "second") for file in files))
        case ["take", *files] if files:
            return min(1, sum(take(Path(file), HERE / "reports") for file in files))
        case ["extras", *files] if files:
            return min(1, sum(take_extras(Path(file)) for file in files))
        case ["places", *names] if names:
            for name in names:
                print("\n".join(_listed(name)))
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
