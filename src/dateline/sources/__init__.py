"""Where reports come from: text, web pages, JSONL and folders of these, as Documents."""

from dateline.sources.documents import document, well_formed
from dateline.sources.limits import MAX_CHARACTERS, TIME_LIMIT, time_limit
from dateline.sources.paths import Sources, read_paths

__all__ = [
    "MAX_CHARACTERS",
    "TIME_LIMIT",
    "Sources",
    "document",
    "read_paths",
    "time_limit",
    "well_formed",
]
