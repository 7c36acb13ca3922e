"""How likely two reports are to tell of one incident: a logistic model over their profiles."""

from __future__ import annotations

from datetime import date
from functools import cache
from math import exp, log

from dateline.codebook import load_weights
from dateline.linking.stories.profiles import Bag, Profile

# Words of a report around which the logarithm of its length is taken.
_USUAL = 150
# Days in which the weight of two dates of publication falls to a third.
_WEEK = 7


def alike(first: Profile, second: Profile) -> float:
    """The chance, 0 to 1, that two reports tell of one incident.

    Calibrated on pairs of a collection where one in twenty does (linking train).
    """
    return 1 / (1 + exp(-log_odds(first, second)))


def log_odds(first: Profile, second: Profile) -> float:
    """The natural logarithm of the odds that two reports tell of one incident."""
    weights = load()
    found = features(first, second)
    return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in found.items())


def features(first: Profile, second: Profile) -> dict[str, float]:
    """What speaks for and against, by name; the order of the two does not matter."""
    both = sorted((first, second), key=lambda one: (one.length, one.id))
    a, b = both
    return {
        "words": a.words.cosine(b.words),
        "names": a.names.cosine(b.names),
        "lead names": a.lead_names.cosine(b.lead_names),
        "people": a.people.cosine(b.people),
        "places": a.places.cosine(b.places),
        "numbers": a.numbers.cosine(b.numbers),
        **_covered("lead", (a.lead, b.lead), (a.words, b.words)),
        **_covered("lead names", (a.lead_names, b.lead_names), (a.words, b.words)),
        "shorter": log((a.length + 1) / _USUAL),
        "longer": log((b.length + 1) / _USUAL),
        "person": float(sum(_names(one, other) for one, other in ((a, b), (b, a)))),
        **_years(a, b),
        "near": _near(a, b),
    }


@cache
def load() -> dict[str, float]:
    """The fitted weights by feature."""
    return load_weights("dateline.linking.stories", "weights.tsv")


def _covered(name: str, told: tuple[Bag, Bag], words: tuple[Bag, Bag]) -> dict[str, float]:
    """How much of what one opens with stands anywhere in the other: the less and the more."""
    less, more = sorted((told[0].share_in(words[1]), told[1].share_in(words[0])))
    return {f"{name} covered, least": less, f"{name} covered, most": more}


def _names(one: Profile, other: Profile) -> bool:
    """Whether whom the one names most is named in the other."""
    return one.person is not None and one.person in other.words.weights


def _years(a: Profile, b: Profile) -> dict[str, float]:
    """Whether they share years, and whether both have some and share none."""
    shared = len(a.years & b.years)
    whole = (len(a.years) * len(b.years)) ** 0.5
    clash = bool(a.years and b.years) and not shared
    return {"years": shared / whole if whole else 0.0, "years apart": float(clash)}


def _near(a: Profile, b: Profile) -> float:
    """1 where both were published on one day, falling to 0; 0 too where a date is not known."""
    if a.published is None or b.published is None:
        return 0.0
    days = abs((date.fromisoformat(a.published) - date.fromisoformat(b.published)).days)
    return exp(-days / _WEEK)
