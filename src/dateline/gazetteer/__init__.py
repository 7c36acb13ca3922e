"""The place index: countries, divisions, settlements and natural features, looked up by name."""

from dateline.gazetteer.countries import Country, alpha3_of, countries

__all__ = ["Country", "alpha3_of", "countries"]
