"""The text of a report: reading text, zones, language, sentences and parse."""

from dateline.text.language import language_of
from dateline.text.normalise import letter_case, opened, reading_text
from dateline.text.parse import parse, pipeline
from dateline.text.zones import zones

__all__ = ["language_of", "letter_case", "opened", "parse", "pipeline", "reading_text", "zones"]
