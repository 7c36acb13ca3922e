"""Paths to Documents: files, folders and standard input, one after the other, lazily."""

from __future__ import annotations

import os
import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from dateline.errors import InputError, InputWarning, RecordError
from dateline.records import Document
from dateline.sources.documents import document, well_formed
from dateline.sources.formats import READERS, Found
from dateline.sources.limits import MAX_CHARACTERS
from dateline.sources.streams import Replay, formats, kind_of


def read_paths(
    paths: Iterable[str | os.PathLike[str]],
    published: str | None = None,
    publisher: str | None = None,
) -> Iterator[Document | InputError]:
    """The reports of files and folders, in order, each opened only when it is its turn.

    Args:
        paths: text files, web pages (.html), JSONL files with `id`, `text`, `title`, `published`
            and `publisher`, folders of these (sorted, hidden files left out), "-" for standard
            input.
        published: date of the reports that state none themselves, ISO.
        publisher: outlet of the reports that state none themselves.

    Yields:
        A Document for each report, or the InputError that says why there is none.

    A report longer than 200,000 characters is cut there, with an InputWarning.
    """
    return Sources(published=published, publisher=publisher).read(paths)


class Sources:
    """`read_paths` with a memory: ids are unique in one run, and each leads back to its file.

    Args:
        published: date of the reports that state none themselves, ISO.
        publisher: outlet of the reports that state none themselves.
        keep_raw: remember each report's source until `raw_of` is asked for it.
    """

    def __init__(
        self,
        *,
        published: str | None = None,
        publisher: str | None = None,
        keep_raw: bool = False,
    ) -> None:
        self.published = published
        self.publisher = publisher
        self._keep_raw = keep_raw
        self._used: Counter[str] = Counter()
        self._origins: dict[str, str] = {}
        self._raw: dict[str, bytes] = {}

    def origin_of(self, id: str) -> str:
        """The file (and line) that the report `id` came from; the id itself if it is not known."""
        return self._origins.get(id, id)

    def raw_of(self, id: str) -> bytes | None:
        """The source that the report `id` was made of, given out once; null if it is not kept."""
        return self._raw.pop(id, None)

    def read(self, paths: Iterable[str | os.PathLike[str]]) -> Iterator[Document | InputError]:
        """The reports of `paths`; see `read_paths`."""
        for path in paths:
            if os.fspath(path) == "-":
                stdin = getattr(sys.stdin, "buffer", sys.stdin)
                yield from self._stream(cast(BinaryIO, stdin), "standard input", "", None)
            else:
                yield from self._path(Path(path))

    def _path(self, path: Path) -> Iterator[Document | InputError]:
        try:
            if path.is_dir():
                yield from self._folder(path)
            else:
                yield from self._file(path)
        except OSError as error:
            yield _os_error(error, path)

    def _file(self, path: Path) -> Iterator[Document | InputError]:
        with path.open("rb") as stream:
            yield from self._stream(stream, _shown(path), path.suffix, path.stem)

    def _folder(self, folder: Path) -> Iterator[Document | InputError]:
        read = False
        left_out: Counter[str] = Counter()
        for path in _files(folder):
            if isinstance(path, InputError):
                yield path
            elif path.suffix.lower() in formats()["suffixes"]:
                yield from self._path(path)
            else:
                left_out[path.suffix or "no ending"] += 1
                continue
            read = True
        kinds = ", ".join(f"{count} × {suffix}" for suffix, count in sorted(left_out.items()))
        if not read:
            known = ", ".join(formats()["suffixes"])
            there = f"only {kinds}" if kinds else "it is empty"
            yield InputError(f"no reports in this folder ({there}); put in {known}", _shown(folder))
        elif left_out:
            _warn(
                f"{_shown(folder)}: files of other kinds left out ({kinds}); name them to read them"
            )

    def _stream(
        self, stream: BinaryIO, name: str, suffix: str, stem: str | None
    ) -> Iterator[Document | InputError]:
        """The reports of one open file; `stem` is the id of its only one."""
        try:
            source = Replay(stream)
            if not source.head.strip():
                raise InputError("empty; put the report's text in it", name)
            kind = kind_of(source.head, suffix, name)
            for found in READERS[kind](source, name):
                if isinstance(found, InputError):
                    yield found
                else:
                    yield self._document(found, None if kind == "jsonl" else stem)
        except InputError as error:
            yield error

    def _document(self, found: Found, stem: str | None) -> Document | InputError:
        text = found.text
        if not text.strip():
            return InputError("empty; put the report's text in it", found.origin)
        if len(text) > MAX_CHARACTERS:
            text = text[:MAX_CHARACTERS]
            _warn(
                f"{found.origin}: longer than {MAX_CHARACTERS:,} characters, of which only the"
                " first are read; split it into its reports"
            )
        stated = (found.published, self.published), (found.publisher, self.publisher)
        published, publisher = (
            (ours or theirs) if found.guessed else (theirs or ours) for theirs, ours in stated
        )
        try:
            made = document(
                text,
                id=found.id or stem,
                title=found.title,
                published=published,
                publisher=publisher,
                url=found.url,
            )
        except RecordError as error:
            return InputError(error.message, found.origin)
        made = self._named(made, found.origin)
        if self._keep_raw:
            self._raw[made.id] = found.raw
        return made

    def _named(self, made: Document, origin: str) -> Document:
        """`made` under an id that no report of this run has yet."""
        id = made.id
        while id in self._origins:
            self._used[made.id] += 1
            id = f"{made.id}-{self._used[made.id] + 1}"
        self._origins[id] = origin
        return made if id == made.id else msgspec.structs.replace(made, id=id)


def _files(folder: Path) -> Iterator[Path | InputError]:
    """The files under `folder`, sorted, without hidden ones; links to folders are not followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _os_error(error, folder)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _os_error(error: OSError, path: Path) -> InputError:
    if isinstance(error, FileNotFoundError):
        message = "no such file or folder; check the path"
    elif isinstance(error, PermissionError):
        message = f"may not be read; give yourself the right to read it (chmod +r{_x(path)})"
    else:
        message = f"cannot be read ({error.strerror or error}); check the file"
    return InputError(message, _shown(path))


def _x(path: Path) -> str:
    try:
        return "x" if path.is_dir() else ""
    except OSError:
        return ""


def _shown(path: Path) -> str:
    """A path as messages name it; a file name may hold bytes that are no characters."""
    return well_formed(str(path))


def _warn(message: str) -> None:
    warnings.warn(message, InputWarning, stacklevel=2)
