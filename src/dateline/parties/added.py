"""Parties that the user adds: TOML files in a folder, checked before they are used."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from dateline.errors import InputError, SetupError
from dateline.gazetteer.added import data_folder, set_files
from dateline.gazetteer.countries import countries
from dateline.parties.entities import fold, words_of
from dateline.parties.lexicon import lexicon

FOLDER_VARIABLE = "DATELINE_PARTIES"
SUFFIX = ".toml"
# Bounds against files that are no list of parties; far above what anybody writes by hand.
MAX_BYTES = 2_000_000
MAX_PARTIES = 10_000
_MAX_WORDS = 16
_CODE = 3
_FILE_NAME = re.compile(r"\w[\w. -]{0,79}")

_Name = Annotated[str, msgspec.Meta(min_length=2, max_length=120)]
_Names = Annotated[tuple[_Name, ...], msgspec.Meta(max_length=100)]
_Codes = Annotated[tuple[str, ...], msgspec.Meta(max_length=50)]
_Year = Annotated[int, msgspec.Meta(ge=1800, le=2200)]
_Kind = Literal[
    "group", "force", "office", "unit", "person", "international", "organisation", "media"
]


class Added(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One party as a user writes it down.

    Attributes:
        name: its full name.
        side: the alpha-3 code of the state it serves, the short name of an armed group,
            "civilians" or "unknown"; by default the name.
        names: other names and spellings.
        abbreviations: names that count only exactly so, and only where capitals count.
        local_names: names that count only in reports that touch one of `countries`.
        countries: where it is active, alpha-3 codes.
        since: its first year, until: its last; a report older than `since` cannot mean it.
        parent: the side of the alliance or movement it belongs to.
        rebels_of: states whose plain "rebels" it is.
        last_name: of a person: the last name alone is enough.
    """

    name: _Name
    kind: _Kind = "group"
    side: Annotated[str, msgspec.Meta(max_length=120)] = ""
    names: _Names = ()
    abbreviations: _Names = ()
    local_names: _Names = ()
    countries: _Codes = ()
    since: _Year | None = None
    until: _Year | None = None
    parent: Annotated[str, msgspec.Meta(max_length=120)] = ""
    rebels_of: _Codes = ()
    last_name: bool = False


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    party: tuple[Added, ...]
    source: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    licence: Annotated[str, msgspec.Meta(max_length=1000)] = ""


def user_folder() -> Path:
    """Where added parties lie: the variable DATELINE_PARTIES, or the user's data folder."""
    return data_folder(FOLDER_VARIABLE, "parties")


def add(path: Path, folder: Path, name: str | None = None) -> tuple[str, int, bool]:
    """Check a file and copy it into `folder`.

    Returns:
        What it is called there, how many parties it holds, and whether it replaced another.

    Raises:
        InputError: the file cannot be used, or the name is none.
        SetupError: the folder cannot be written to.
    """
    count = len(read_parties(path))
    called = name or path.stem
    if not _FILE_NAME.fullmatch(called):
        raise InputError(
            f"{_shown(called)} is no name for added parties; give one with --name", str(path)
        )
    target = folder / f"{called}{SUFFIX}"
    replaced = target.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{called}.part"
        part.write_bytes(path.read_bytes())
        part.replace(target)
    except OSError as error:
        raise SetupError(f"cannot write to {folder} ({error.strerror or error})") from error
    return called, count, replaced


def remove(name: str, folder: Path) -> None:
    """Remove a set of added parties.

    Raises:
        InputError: there is none of this name.
        SetupError: it cannot be removed.
    """
    path = folder / f"{name}{SUFFIX}"
    if path not in party_files(folder):
        raise InputError("nothing of this name was added", name)
    try:
        path.unlink()
    except OSError as error:
        raise SetupError(f"cannot remove {path} ({error.strerror or error})") from error


def party_files(folder: Path) -> list[Path]:
    """The files of added parties in `folder`, by name."""
    return set_files(folder, SUFFIX)


@cache
def added_parties() -> tuple[Added, ...]:
    """All parties of the user's folder.

    Raises:
        SetupError: a file there cannot be used.
    """
    found: list[Added] = []
    for path in party_files(user_folder()):
        try:
            found.extend(read_parties(path))
        except InputError as error:
            raise SetupError(
                f"the added parties {path.stem!r} cannot be used ({error.message}); mend"
                f" {path.name} or run 'dateline parties remove {path.stem}'"
            ) from error
    return tuple(found)


def read_parties(path: Path) -> tuple[Added, ...]:
    """The parties of one TOML file, each checked, with its side filled in.

    Raises:
        InputError: it is missing, too large, no TOML, or holds a party that cannot be used.
    """
    name = str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"larger than {MAX_BYTES:,} bytes; split it", name)
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", name) from error
    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError("is no UTF-8 text; save it as UTF-8", name) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"is no TOML ({error})", name) from error
    return tuple(_checked(data, name))


def _checked(data: object, file: str) -> Iterator[Added]:
    try:
        parties = msgspec.convert(data, _File).party
    except msgspec.ValidationError as error:
        raise InputError(
            f"{_told(error)}; 'dateline parties add --help' shows the form", file
        ) from error
    if len(parties) > MAX_PARTIES:
        raise InputError(f"more than {MAX_PARTIES:,} parties; split it", file)
    for number, one in enumerate(parties, start=1):
        if wrong := _wrong(one):
            raise InputError(f"party {number} ({_shown(one.name)}): {wrong}", file)
        yield msgspec.structs.replace(one, side=one.side or one.name)


def _told(error: msgspec.ValidationError) -> str:
    """The error of the checker in the words of the file: "$.party[2]" is its third party."""
    what, _, where = str(error).partition(" - at `$")
    where = where.rstrip("`").removeprefix(".")
    return f"{what[:1].lower()}{what[1:]}" + (f" (at {where[:80]})" if where else "")


def _wrong(one: Added) -> str:
    """What is wrong with a party, "" where nothing is."""
    side = one.side or one.name
    states = [*one.countries, *one.rebels_of]
    code_like = len(side) == _CODE and side.isupper() and side.isalpha()
    if code_like and one.kind != "group" and side not in countries():
        return f"side {side!r} is no ISO 3166 alpha-3 code"
    for code in states:
        if code not in countries():
            return f"{_shown(code)} is no ISO 3166 alpha-3 code; write Haiti as HTI"
    if one.since and one.until and one.since > one.until:
        return f"since {one.since} is later than until {one.until}"
    if one.local_names and not one.countries:
        return "local_names need countries"
    if one.last_name and one.kind != "person":
        return "last_name is for persons"
    for text in (one.name, side, one.parent, *_all_names(one)):
        if any(unicodedata.category(sign).startswith("C") for sign in text):
            return f"{_shown(text)} holds control characters"
    return next(filter(None, map(_wrong_name, _all_names(one))), "")


def _all_names(one: Added) -> Iterable[str]:
    return (one.name, *one.names, *one.abbreviations, *one.local_names)


def _wrong_name(name: str) -> str:
    words = words_of(name)
    if not words or not any(sign.isalpha() for sign in name):
        return f"{_shown(name)} holds no word"
    if len(words) > _MAX_WORDS:
        return f"{_shown(name)} is longer than {_MAX_WORDS} words"
    if len(words) == 1 and _is_common(fold(words[0])):
        return f"{_shown(name)} is a common word and would be found everywhere; write the full name"
    return ""


def _is_common(word: str) -> bool:
    words = lexicon()
    return (
        len(word) == 1
        or word in words.nouns
        or word in words.pronouns
        or word in words.relatives
        or word in words.quantifiers
        or word in words.where
        or word in words.speech
        or word in words.titles
    )


def _shown(text: str) -> str:
    """A text of the user's as an error may show it: short, no control characters."""
    return repr(text if len(text) <= 60 else f"{text[:60]}…")
