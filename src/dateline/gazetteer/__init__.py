"""The place index: countries, divisions, settlements and natural features, looked up by name."""

from dateline.gazetteer.countries import Country, alpha3_of, countries
from dateline.gazetteer.extents import extent_of
from dateline.gazetteer.fold import fold
from dateline.gazetteer.index import Entry, Index, index

__all__ = ["Country", "Entry", "Index", "alpha3_of", "countries", "extent_of", "fold", "index"]
