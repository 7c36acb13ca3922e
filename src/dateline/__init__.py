"""Dateline: news reports of armed conflict in, a sourced event record out.

>>> import dateline
>>> reader = dateline.Reader()
>>> record = reader.read("Rebels shelled Aleppo on Monday, police said.", published="2016-11-16")
>>> record.events[0].type
'strike/shelling'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.errors import (
        DatelineError,
        InputError,
        InputWarning,
        ReadError,
        ReadTimeout,
        RecordError,
        SetupError,
        StoreError,
    )
    from dateline.geometry import Extent
    from dateline.intake import add, recode
    from dateline.reader import Reader, stages
    from dateline.records import (
        Casualty,
        Denial,
        Document,
        Event,
        Layers,
        Party,
        PartyMention,
        Period,
        Place,
        PlaceMention,
        Record,
        Source,
        Span,
        Statement,
        TimeMention,
        Zone,
        from_json,
        json_schema,
        to_json,
    )
    from dateline.sources import read_paths
    from dateline.store import open_store

__version__ = "0.1.0"

# name -> module. Looked up on first use, so that `import dateline` stays quick.
_HOME = {
    "Casualty": "records",
    "DatelineError": "errors",
    "Denial": "records",
    "Document": "records",
    "Event": "records",
    "Extent": "geometry",
    "InputError": "errors",
    "InputWarning": "errors",
    "Layers": "records",
    "Party": "records",
    "PartyMention": "records",
    "Period": "records",
    "Place": "records",
    "PlaceMention": "records",
    "ReadError": "errors",
    "ReadTimeout": "errors",
    "Reader": "reader",
    "Record": "records",
    "RecordError": "errors",
    "SetupError": "errors",
    "Source": "records",
    "Span": "records",
    "Statement": "records",
    "StoreError": "errors",
    "TimeMention": "records",
    "Zone": "records",
    "add": "intake",
    "from_json": "records",
    "json_schema": "records",
    "open_store": "store",
    "read_paths": "sources",
    "recode": "intake",
    "stages": "reader",
    "to_json": "records",
}

__all__ = [
    "Casualty",
    "DatelineError",
    "Denial",
    "Document",
    "Event",
    "Extent",
    "InputError",
    "InputWarning",
    "Layers",
    "Party",
    "PartyMention",
    "Period",
    "Place",
    "PlaceMention",
    "ReadError",
    "ReadTimeout",
    "Reader",
    "Record",
    "RecordError",
    "SetupError",
    "Source",
    "Span",
    "Statement",
    "StoreError",
    "TimeMention",
    "Zone",
    "add",
    "from_json",
    "json_schema",
    "open_store",
    "read_paths",
    "recode",
    "stages",
    "to_json",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    value = getattr(import_module(f"dateline.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
