"""Pages to look at the corpus with: each coded report with its events and statements marked.

usage: python training/annotations/view.py FOLDER [double/first | double/second]
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from msgspec.structs import replace  # noqa: E402 - after the path is set

from dateline.exports.page import index_page, page, page_name  # noqa: E402
from dateline.records import Record  # noqa: E402
from dateline.text import opened, zones  # noqa: E402
from training.annotations.corpus import Coding, codings, on_text  # noqa: E402


def shown(coding: Coding) -> Record:
    """A coding on its text, with the parts of the page, so that wrapped lines run on."""
    record = on_text(coding)
    return replace(record, document=zones(opened(record.document)).record().document)


def main(arguments: list[str]) -> int:
    """The command line."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__)
        return 2
    target = Path(arguments[0])
    target.mkdir(parents=True, exist_ok=True)
    records = [shown(coding) for coding in codings(*arguments[1:])]
    for record in records:
        name = page_name(record.document.id)
        (target / name).write_text(page(record, index="index.html"), encoding="utf-8")
    (target / "index.html").write_text(index_page(records), encoding="utf-8")
    print(f"{len(records)} pages: open {target / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
