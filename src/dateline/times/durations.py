"""How long and how often: amounts of time units and their TIMEX3 values."""

from __future__ import annotations

from dateline.times.grammar import Found
from dateline.times.lexer import classes

_COUPLES = {"couple": 2.0, "dozen": 12.0}
# A half of each unit, as whole units of a smaller one.
_HALVES = {
    "TS": ("PT", 1, "S"), "TM": ("PT", 30, "S"), "TH": ("PT", 30, "M"),
    "D": ("PT", 12, "H"), "Y": ("P", 6, "M"),
    "DE": ("P", 5, "Y"), "CE": ("P", 50, "Y"), "M": ("P", 15, "D"), "W": ("P", 3.5, "D"),
}  # fmt: skip
_SCALE = {
    "F": (2, "W"),
    "DE": (10, "Y"),
    "CE": (100, "Y"),
    "ML": (1000, "Y"),
    "WE": (1, "WE"),
    "Z": (3, "M"),
}


def amount(found: Found, name: str = "n") -> float | None:
    """How many units an expression tells of; None for "several", "months"."""
    quantity = found.word("q")
    if quantity in _COUPLES:
        return _COUPLES[quantity]
    if quantity.startswith("half"):
        return 0.5
    if quantity:
        return None
    if found.has("one") and found.word("u") in classes()["UNITS"]:
        # "a months-long siege"
        return None
    if found.has("one") or not found.has(name):
        one = found.has("one") or found.word("u") in {
            "day",
            "week",
            "month",
            "year",
            "hour",
            "decade",
        }
        return (1.0 if one else None) if not found.has("n2") else 1.5
    number = found.number(name) or 0.0
    if found.has("frac"):
        top, bottom = found.word("frac").split("/")
        number += int(top) / max(1, int(bottom))
    if found.has("n2") and found.word("n2") == "half":
        number += 0.5
    return number


def duration(number: float | None, unit: str) -> str:
    """The TIMEX3 value of `number` units: P3Y, PT5H30M, PXM."""
    clock = unit.startswith("T")
    letter = unit[-1] if clock else unit
    prefix = "PT" if clock else "P"
    if number is None:
        return f"{prefix}X{'W' if unit == 'F' else 'Y' if unit == 'ML' else letter}"
    whole, rest = divmod(number, 1)
    if rest == 0.5 and unit in _HALVES:
        start, half, small = _HALVES[unit]
        if not whole:
            return f"{start}{half:g}{small}"
        if clock:
            return f"{prefix}{whole:g}{letter}{half:g}{small}"
    scale, letter = _SCALE.get(unit, (1, letter))
    return f"{prefix}{number * scale:g}{letter}"
