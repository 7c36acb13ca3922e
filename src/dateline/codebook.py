"""The code list as data: `codebook.yaml`, loaded once, referred to by name everywhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from types import ModuleType
from typing import Any

import msgspec


class EventType(msgspec.Struct, frozen=True):
    """One event type: `name` is "family/type"; `acled` and `plover` its nearest counterparts."""

    name: str
    covers: str
    acled: tuple[str, ...]
    plover: tuple[str, ...]


class Codebook:
    """The event families and types, in the order of the codebook.

    Iterating gives the types; `name in codebook` and `codebook[name]` look one up.
    """

    def __init__(self, version: str, families: dict[str, str], types: tuple[EventType, ...]):
        self.version = version
        self.families = families
        self._types = {kind.name: kind for kind in types}

    def __iter__(self) -> Iterator[EventType]:
        return iter(self._types.values())

    def __len__(self) -> int:
        return len(self._types)

    def __contains__(self, name: object) -> bool:
        return name in self._types

    def __getitem__(self, name: str) -> EventType:
        return self._types[name]

    def types_of(self, family: str) -> tuple[EventType, ...]:
        """The types of one family."""
        return tuple(kind for kind in self if kind.name.startswith(f"{family}/"))


@cache
def codebook() -> Codebook:
    """The codebook that ships with this version of Dateline."""
    data = load_yaml("dateline", "codebook.yaml")
    types = msgspec.convert(data["types"], tuple[EventType, ...])
    return Codebook(data["version"], data["families"], types)


def load_yaml(package: str, name: str) -> Any:
    """Parse the YAML data file `name` that ships inside `package`.

    As in YAML 1.2 only `true` and `false` are truth values: "on", "off", "yes" and "no" are words.
    """
    import yaml

    source = files(package).joinpath(name).read_bytes()
    return yaml.load(source, Loader=_loader())  # noqa: S506 - a safe loader


def load_weights(package: str, name: str) -> dict[str, float]:
    """The weights in the data file `name` of `package`: a feature, a tab, a number on each line."""
    rows = files(package).joinpath(name).read_text("utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {feature: float(weight) for feature, weight in pairs}


@cache
def _loader() -> Any:
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """A safe loader, the C one where built, that takes no word for a truth value."""

    words = {first: [*known] for first, known in Loader.yaml_implicit_resolvers.items()}
    for first in "oOyYnN":
        words[first] = [one for one in words[first] if one[0] != "tag:yaml.org,2002:bool"]
    Loader.yaml_implicit_resolvers = words
    return Loader


class _Module(ModuleType):
    """`dateline.codebook` is the function until this module is loaded; then a call does as well."""

    def __call__(self) -> Codebook:
        return codebook()


sys.modules[__name__].__class__ = _Module
