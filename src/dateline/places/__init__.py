"""Places named in a report: found, resolved to the map, related to the text."""

from __future__ import annotations

from dateline.annotations import Annotations
from dateline.places.finder import find
from dateline.places.mentions import mentions
from dateline.places.page import Page
from dateline.places.referent import referent

__all__ = ["places", "referent"]


def places(annotations: Annotations) -> Annotations:
    """Stage "places": the place names of the report, resolved where the index knows them.

    A mention of kind "adjective" ("Turkish") or with relation "name" (part of the name of an
    organisation or unit, as in "Aleppo Media Center") is never the place of an event.
    """
    # The ranker needs numpy, which importing Dateline must not load.
    from dateline.places.rank import choose

    page = Page(annotations)
    found = find(page)
    return annotations.add(places=mentions(annotations, page, found, choose(found)))
