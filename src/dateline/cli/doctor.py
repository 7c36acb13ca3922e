"""Check this installation: packages, data, and one sentence read from end to end."""

from __future__ import annotations

import argparse
import platform
import re
import time
from collections.abc import Iterator
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable

from dateline import __version__

HELP = "check the installation"
# What any reader would find in the sentence: the event's type and the place's name.
_SENTENCE = "Rebels shelled Aleppo on Monday, killing three people, police said."
_PUBLISHED = "2016-11-16"
_EXPECTED = ("strike/shelling", "Aleppo")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(_: argparse.Namespace) -> int:
    """Print the findings; 1 if something is missing."""
    print(f"Dateline {__version__}, Python {platform.python_version()}, {platform.platform()}\n")
    problems: list[str] = []
    for title, check in (("Packages", _packages), ("Data", _data), ("Self-test", _self_test)):
        print(title)
        for good, line, advice in check():
            print(f"  {'ok ' if good else 'BAD'}  {line}")
            if not good:
                problems.append(advice)
        print()
    if not problems:
        print("All is well.")
        return 0
    print("To do:")
    for advice in dict.fromkeys(problems):
        print(f"  - {advice}")
    return 1


_Finding = tuple[bool, str, str]


def _packages() -> Iterator[_Finding]:
    try:
        needed = metadata.requires("dateline") or []
    except metadata.PackageNotFoundError:
        yield False, "dateline is not installed", "run 'pip install dateline'"
        return
    for requirement in needed:
        name, bounds = re.findall(r"^[\w.-]+|[^\w.\s-].*", requirement)[:2] or (requirement, "")
        if "extra ==" in requirement:
            continue
        try:
            yield True, f"{name} {metadata.version(name)} (needs {bounds})", ""
        except metadata.PackageNotFoundError:
            yield False, f"{name} is missing", f"run 'pip install \"{name}{bounds}\"'"


def _data() -> Iterator[_Finding]:
    found = False
    for room in sorted(files("dateline").iterdir(), key=lambda room: room.name):
        size = _data_size(room)
        if size:
            found = True
            yield True, f"{room.name:<16} {size / 1e6:8.2f} MB", ""
    if not found:
        yield False, "no data files", "install Dateline again: its data files are gone"


def _data_size(room: Traversable) -> int:
    """Bytes of data, code left out."""
    if room.name.endswith((".py", ".pyc", ".typed")) or room.name.startswith((".", "__pyc")):
        return 0
    if room.is_dir():
        return sum(map(_data_size, room.iterdir()))
    return len(room.read_bytes())


def _self_test() -> Iterator[_Finding]:
    started = time.perf_counter()
    try:
        from dateline.reader import Reader

        record = Reader().read(_SENTENCE, published=_PUBLISHED)
    except Exception as error:
        yield False, f"reading a sentence failed: {error}", f"mend this first: {error}"
        return
    took = time.perf_counter() - started
    found = [
        (event.type, event.place.name if event.place else "nowhere") for event in record.events
    ]
    shown = ", ".join(f"{kind} at {place}" for kind, place in found) or "nothing"
    good = _EXPECTED in found
    advice = "the sentence was misread: install Dateline again, or file a bug with this output"
    yield good, f"read one sentence in {took:.1f} s and found {shown}", advice
