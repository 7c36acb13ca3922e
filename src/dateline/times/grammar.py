"""The grammar compiled: rules of grammar.yaml as regular expressions over lexeme codes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from dateline.codebook import load_yaml
from dateline.times.keys import keys_of
from dateline.times.lexer import (
    BREAK,
    COMMA,
    DASH,
    POSS,
    SLASH,
    UNKNOWN,
    Lexeme,
    Lexicon,
    classes,
    lexemes,
)

_ATOM = re.compile(r"(?:(\w+)=)?(?:([A-Z]+)|([a-z]+)|(\())")
_BUILT_IN = {
    "COMMA": COMMA, "DASH": DASH, "SLASH": SLASH, "POSS": POSS,
    "HOUR": "hb", "DAYNUM": "hd", "DAY": "hdo", "FOUR": "yY", "YEAR": "yYs", "SHORT": "s",
    "DIGITS": "hdny", "NUM": "hdnyYbwf", "ORD": "o", "QORD": "o", "ORDBIG": "p", "ORDANY": "op",
    "CLOCK": "k", "ISO": "i", "TENS": "t", "SLASHED": "F",
}  # fmt: skip
_UNIONS = {"UNIT": ("UNITONE", "UNITS")}
# Names of the same part in two branches of a rule get a number: n, n__1, n__2.
_TWIN = "__"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it finds, its pattern over codes, and the check that may refuse a find.

    Every match holds one of `keys` at least.
    """

    kind: str
    pattern: re.Pattern[str]
    check: str
    order: int
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression before it is resolved: its kind, its lexemes, and its named parts."""

    kind: str
    first: int
    last: int  # exclusive
    start: int
    end: int
    parts: dict[str, tuple[Lexeme, ...]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the part is there."""
        return name in self.parts

    def word(self, name: str) -> str:
        """The folded words of a part, "" if it is absent."""
        return " ".join(part.word for part in self.parts.get(name, ()))

    def number(self, name: str) -> float | None:
        """The number of a part."""
        return self.parts[name][0].number if name in self.parts else None

    def value(self, name: str) -> str | int | float | None:
        """What a part's word stands for in the class the grammar names for it."""
        if name not in self.parts:
            return None
        word = self.parts[name][-1].word
        for table in _classes_of(grammar().classes[name]):
            if word in table:
                return table[word]
        return None


class Grammar:
    """All rules, compiled together with the lexicon they need."""

    def __init__(self) -> None:
        data = load_yaml("dateline.times", "grammar.yaml")
        macros: dict[str, str] = data["macros"]
        sources = [(rule, _expand(rule["match"], macros)) for rule in data["rules"]]
        literals = {
            word for _, source in sources for _, _, word, _ in _ATOM.findall(source) if word
        }
        self.lexicon = Lexicon({name: dict(words) for name, words in classes().items()}, literals)
        self._common = frozenset(self.lexicon.codes.get(word, UNKNOWN) for word in data["common"])
        self.classes: dict[str, set[str]] = {}
        self.rules = [
            self._rule(rule["kind"], source, rule.get("check", ""), order)
            for order, (rule, source) in enumerate(sources)
        ]
        keys = re.escape("".join(sorted(frozenset().union(*(rule.keys for rule in self.rules)))))
        self._island = re.compile(f"[^{UNKNOWN}{BREAK}]+")
        self._key = re.compile(f"[{keys}]")

    def _rule(self, kind: str, source: str, check: str, order: int) -> Rule:
        pattern = self._compile(source)
        return Rule(kind, pattern, check, order, keys_of(pattern.pattern, self._common))

    def _compile(self, source: str) -> re.Pattern[str]:
        names: dict[str, int] = {}

        def atom(match: re.Match[str]) -> str:
            name, upper, word, opening = match.groups()
            start = ""
            if name:
                twin = names.get(name, 0)
                names[name] = twin + 1
                start = f"(?P<{name}{_TWIN}{twin}>"
                if upper:
                    self.classes.setdefault(name, set()).add(upper)
            if opening:
                return start or "(?:"
            codes = self._codes(upper) if upper else re.escape(self._literal(word))
            return f"{start}{codes})" if name else codes

        return re.compile(_ATOM.sub(atom, source).replace(" ", ""))

    def _codes(self, name: str) -> str:
        known = _BUILT_IN.get(name) or "".join(
            self.lexicon.set_of(part) for part in _UNIONS.get(name, (name,))
        )
        return "[" + re.escape(known) + "]"

    def _literal(self, word: str) -> str:
        if word in self.lexicon.ordinals:
            return "o"
        return self.lexicon.codes.get(word, "b")

    def lex(self, text: str) -> list[Lexeme]:
        """The lexemes of `text`."""
        return lexemes(text, self.lexicon)

    def matches(self, found: list[Lexeme], codes: str) -> list[tuple[Rule, Found]]:
        """Every match of every rule, overlapping ones too."""
        # No rule goes over a word of no list, and none matches without one of its own keys: what
        # is left of a text is short, and most rules need not look at it.
        islands = [
            match.span()
            for match in self._island.finditer(codes)
            if self._key.search(codes, *match.span())
        ]
        places = [place for start, end in islands for place in range(start, end + 1)]
        left = "".join(codes[start:end] + UNKNOWN for start, end in islands)
        there = frozenset(left)
        matches: list[tuple[Rule, Found]] = []
        for rule in self.rules:
            if rule.keys.isdisjoint(there):
                continue
            for match in rule.pattern.finditer(left):
                begin, stop = match.span()
                if begin < stop:
                    first, last = places[begin], places[stop - 1] + 1
                    parts = {
                        name.split(_TWIN)[0]: tuple(
                            found[places[match.start(name)] : places[match.end(name) - 1] + 1]
                        )
                        for name, text in match.groupdict().items()
                        if text
                    }
                    start, end = found[first].start, found[last - 1].end
                    matches.append((rule, Found(rule.kind, first, last, start, end, parts)))
        return matches


def _classes_of(names: set[str]) -> list[dict[str, int | float | str]]:
    parts = sorted({part for name in names for part in _UNIONS.get(name, (name,))})
    return [classes()[part] for part in parts if part in classes()]


def _expand(source: str, macros: dict[str, str]) -> str:
    while "{" in source:
        source = re.sub(r"\{(\w+)\}", lambda match: macros[match.group(1)], source)
    return source


@cache
def grammar() -> Grammar:
    """The grammar, compiled on first use, once a process."""
    return Grammar()
