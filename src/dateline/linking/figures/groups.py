"""What a count is of: everybody, a part of them, the attackers, a force, or others by name.

>>> group_of("Russian soldiers"), group_of("eleven others")
(Group(name='soldiers', role='force'), Group(name='people', role='everybody'))
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from dateline.codebook import load_yaml

Role = Literal["everybody", "part", "attackers", "force", "others"]
EVERYBODY = "people"

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# What follows these is no head: "members of the garrison", "patients and companions".
_AFTER_HEAD = re.compile(r"\s(?:of|from|in|at|on|who|and|or|with|near|under)\s|[,;:(]")
_ARTICLES = re.compile(r"^(?:(?:the|a|an|some|its|their|his|her|other|more)\s+)+")


class Group(NamedTuple):
    """Whom a count is of: the name they are shown under and what a count of them is."""

    name: str
    role: Role


def group_of(phrase: str) -> Group:
    """The group that a phrase names; of a list, that of its first member."""
    words = phrase.casefold().strip()
    if not words:
        return Group(EVERYBODY, "everybody")
    head = _AFTER_HEAD.split(words, maxsplit=1)[0]
    for word in reversed(_WORD.findall(head)):
        if found := _table().get(word):
            return found
    name = _ARTICLES.sub("", head).strip()
    return Group(name or words, "others")


@cache
def _table() -> dict[str, Group]:
    data = load_yaml("dateline.linking.figures", "groups.yaml")
    table: dict[str, Group] = {}
    for name, words in data["parts"].items():
        table |= {word: Group(name, "part") for word in words}
    for name, words in data["forces"].items():
        table |= {word: Group(name, "force") for word in words}
    table |= {word: Group("attackers", "attackers") for word in data["attackers"]}
    table |= {word: Group(EVERYBODY, "everybody") for word in data["everybody"]}
    return table
