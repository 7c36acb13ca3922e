"""Says from which sources the desk was built: `python frontend/stamp.py` after a build.

Writes digests of the sources and of what was built from them beside the built files, so that a
test without Node can tell when one was changed without the other.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "src/dateline/web/static"
STAMP = STATIC / "built.json"
_SOURCES = (
    "src/**/*",
    "public/*",
    "index.html",
    "package-lock.json",
    "*.config.*",
    "tsconfig.json",
)
_BUILT = ("assets/*", "index.html", "icon.svg")


def digest(folder: Path, patterns: tuple[str, ...]) -> str:
    """One SHA-256 over the names and bytes of the files that fit."""
    found = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    whole = hashlib.sha256()
    for path in sorted(found):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0")
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def digests() -> dict[str, str]:
    """Digests as things are now."""
    return {"sources": digest(HERE, _SOURCES), "built": digest(STATIC, _BUILT)}


if __name__ == "__main__":
    STAMP.write_text(json.dumps(digests(), indent=1) + "\n", "utf-8")
