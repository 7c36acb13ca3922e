"""A page of incidents, as the API and the features of OGC both give them."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from dateline.errors import StoreError
from dateline.incidents import Incident
from dateline.store import Filter, Store
from dateline.web.problems import Problem


class Page(NamedTuple):
    """The incidents of one page, how many there are in all, and what the next comes after."""

    items: list[Incident]
    total: int
    next: str | None


def incident_page(store: Store, which: Filter, lost: Problem) -> Page:
    """The page that a filter with a limit lets through.

    Raises:
        Problem: `lost`, where the filter's `after` is no incident.
    """
    assert which.limit is not None
    with store.snapshot() as snapshot:
        try:
            found = list(snapshot.incidents(replace(which, limit=which.limit + 1)))
        except StoreError as error:
            if which.after is None:
                raise
            raise lost from error
        total = snapshot.count_incidents(which)
    items = found[: which.limit]
    return Page(items, total, items[-1].id if len(found) > which.limit else None)
