"""actioncode: source, action and target of one sentence as codes of PLOVER (or CAMEO)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from benchmarks.tasks import Json, patient_reader
from benchmarks.tasks.acts import Act, act, purpose
from dateline.codebook import load_yaml
from dateline.errors import InputError

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.annotations import Annotations
    from dateline.records import PartyMention

_OBJECTS = ("dobj", "nsubjpass", "dative", "attr", "oprd")


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The coded acts of each sentence: every source with every target."""
    reader = patient_reader(layers=True)
    for record in records:
        try:
            annotations = reader.annotate(record["text"], id=record["id"])
        except InputError:
            yield {"id": record["id"], "events": []}
            continue
        # Where the scheme is not told, the name of the collection in the id tells it.
        named = "PLOVER" if record["id"].startswith("PLOVER") else "CAMEO"
        cameo = record.get("scheme", named) == "CAMEO"
        yield {"id": record["id"], "events": coded(annotations, cameo=cameo)}


def coded(annotations: Annotations, *, cameo: bool = False) -> list[Json]:
    """The events of a sentence; none where it only states."""
    found = act(annotations)
    if found is None or (found.name == "STATEMENT" and not cameo):
        return []
    code = _table()["cameo"][found.name] if cameo else _class(found.name)
    actors = Actors(annotations, found)
    sources = actors.sources()
    targets = actors.targets(sources)
    if len(sources) > 1 and {t[:3] for t in targets} <= {s[:3] for s in sources}:
        pairs = [(one, other) for one in sources for other in sources if one != other]
    else:
        pairs = [(source, target) for source in sources or [""] for target in targets or [""]]
        if found.name in _table()["mutual"] and found.verb.lemma_ not in _table()["visiting"]:
            pairs += [(target, source) for source, target in pairs if target]
    return [{"source": s, "target": t, "code": code} for s, t in dict.fromkeys(pairs)]


def _class(name: str) -> str:
    return "DEMAND" if name == "APPEAL" else name


class Actors:
    """Who is who in one sentence, as codes."""

    def __init__(self, annotations: Annotations, found: Act) -> None:
        self.found = found
        self.text = annotations.text
        self.countries: dict[int, str] = {}
        self.peoples: set[int] = set()
        for place in annotations.places:
            for token in annotations.tokens(place.span) if place.country else ():
                self.countries[token.i] = place.country or ""
                if place.kind == "adjective" and token.tag_ in ("NNPS", "NNS"):
                    self.peoples.add(token.i)
        self.parties = {
            token.i: party
            for party in annotations.parties
            for token in annotations.tokens(party.head)
        }

    def sources(self) -> list[str]:
        """Codes of those who act."""
        head = agent_of(self.found)
        codes = self._codes(head) if head is not None else []
        here = next(iter(self.countries.values()), "")
        return [_at_home(code, here) for code in codes]

    def targets(self, sources: list[str]) -> list[str]:
        """Codes of the first phrase the verb governs that names anybody else, foreigners first."""
        heads = list(governed(self.found.verb))
        if self.found.name == "THREATEN":
            heads += _conditions(self.found.verb)
        if self.found.name == "DEMAND" and self.found.speaker is not None:
            heads = [c for c in self.found.verb.children if c.dep_ == "nsubj"] + heads
        homes = {source[:3] for source in sources}
        here = next((home for home in homes if home != "IGO"), "")
        found = [
            [_at_home(code, here) for code in self._codes(head) if here or "?" not in code]
            for head in heads
        ]
        for codes in found:
            if abroad := [c for c in codes if c[:3] not in homes]:
                return [self._bodily(code, sources) for code in abroad]
        for codes in found:
            if others := [c for c in codes if c not in sources]:
                return [c + "CVL" if self._imposed(c) else c for c in others]
        return [here + "GOV"] if here and self.found.name == "PROTEST" else []

    def _bodily(self, code: str, sources: list[str]) -> str:
        """Soldiers who hit a country's ground hit its people."""
        hit = self.found.name in _table()["bodily"] and any(s[3:] == "MIL" for s in sources)
        return code + "CVL" if hit and len(code) == 3 and code != "IGO" else code

    def _imposed(self, code: str) -> bool:
        """Whether something is imposed on a country's own people."""
        return self.found.name in ("THREATEN", "COERCE") and len(code) == 3

    def _codes(self, head: Token) -> list[str]:
        """The codes of a noun and of those joined to it."""
        if head.pos_ == "PRON" and self.found.speaker is not None:
            head = self.found.speaker
        codes = [code for word in (head, *head.conjuncts) for code in self._code(word, 0)]
        return list(dict.fromkeys(codes))

    def _code(self, head: Token, depth: int) -> list[str]:
        """The codes of one noun: its own, else those of the actors it belongs to."""
        if depth > 5:
            return []
        own = list(_own(head))
        words = " ".join(word.text for word in sorted(own)).lower()
        if head.i not in self.countries and any(
            f" {body} " in f" {words} " for body in _table()["bodies"]
        ):
            return ["IGO" + _body_sector(own)]
        party = self.parties.get(head.i)
        if head.lemma_.lower() not in _table()["transparent"]:
            sector = self._sector(own)
            if party is not None and not (party.kind == "group" and head.i in self.countries):
                return self._of_party(party, own, sector, head)
            if head.i in self.countries:
                return [self.countries[head.i] + sector]
            if self._sector([head]):
                return [country + sector for country in self._countries(head, own) or ["?"]]
        owners = [other for word in _owners(head) for other in (word, *word.conjuncts)]
        return [code for word in owners for code in self._code(word, depth + 1)][:2]

    def _of_party(
        self, party: PartyMention, own: list[Token], sector: str, head: Token
    ) -> list[str]:
        if party.kind == "international":
            return ["IGO" + _body_sector(own)]
        named = self._countries(head, own)
        if not named:
            side = _table()["homes"].get(party.side, party.side)
            named = [side] if len(side) == 3 and side.isupper() else []
        if not sector and head.i not in self.countries:
            sector = _table()["kinds"].get(party.kind, "")
        if named == ["IMG"]:
            return named
        return [country + sector for country in named or ["?"]] if sector else named

    def _countries(self, head: Token, own: list[Token]) -> list[str]:
        """The countries a noun's own words name, else those of what it belongs to."""
        found = [self.countries[word.i] for word in own if word.i in self.countries]
        layer = [head]
        for _ in range(3):
            if found:
                break
            layer = [owner for word in layer for owner in _owners(word)]
            found = [
                self.countries[t.i] for word in layer for t in _own(word) if t.i in self.countries
            ]
        found = found or [self.countries[t.i] for t in head.subtree if t.i in self.countries][:1]
        return list(dict.fromkeys(found))

    def _sector(self, own: list[Token]) -> str:
        """The sector the head names; of a weak word or a name, that of the nearest word before."""
        head, *others = own
        words = [head, *sorted(others, reverse=True)]
        for word in words:
            lemma = word.lemma_.lower()
            if lemma in _table()["weak"] or word.i in self.countries:
                continue
            for sector, names in _table()["sectors"].items():
                if lemma in names:
                    return str(sector)
        if self.found.name in _table()["bodily"] and head.i in self.peoples:
            return "CVL"
        return next((_table()["weak"][w.lemma_] for w in words if w.lemma_ in _table()["weak"]), "")


def _at_home(code: str, country: str) -> str:
    """A code whose country the words do not tell, at home in `country`."""
    return code.replace("?", country)


def _body_sector(own: list[Token]) -> str:
    lemmas = {word.lemma_.lower() for word in own}
    sectors = _table()["body_sectors"]
    return next((sector for sector, words in sectors.items() if lemmas & set(words)), "")


def _own(head: Token) -> Iterator[Token]:
    """A noun and the words before it that are part of its name or describe it."""
    yield head
    for child in head.children:
        if child.dep_ in ("amod", "nmod", "compound"):
            yield from _own(child)
            yield from (word for word in child.conjuncts if word.i < head.i)


def _owners(head: Token) -> Iterator[Token]:
    """The nouns a noun belongs to: its possessor, the parts of its name, what prepositions add."""
    yield from (c for c in head.children if c.dep_ in ("poss", "nmod", "compound", "amod"))
    for child in head.children:
        if child.dep_ == "prep":
            yield from (c for c in child.children if c.dep_ == "pobj")


def agent_of(found: Act) -> Token | None:
    """The noun that does the act: its subject, the agent of a passive, or the subject above."""
    verb = found.verb
    if found.name == "DEMAND" and found.speaker is not None:
        return found.speaker
    for _ in range(4):
        passive = False
        for child in verb.children:
            if child.dep_ == "agent":
                return next((c for c in child.children if c.dep_ == "pobj"), None)
            if child.dep_ == "nsubj" or (
                child.dep_ == "nsubjpass" and verb.lemma_ in _table()["stative"]
            ):
                return child
            passive = passive or child.dep_ == "nsubjpass"
        if passive or verb.dep_ not in ("xcomp", "conj", "advcl", "ccomp", "pcomp", "acl", "acomp"):
            return None
        verb = verb.head
    return None


def governed(verb: Token) -> Iterator[Token]:
    """The nouns a verb governs: objects, then those of prepositions, then those of its clauses."""
    for child in verb.children:
        if child.dep_ in _OBJECTS:
            yield child
            yield from _adjoined(child)
    yield from _adjoined(verb)
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "acomp", "csubj") or (
            child.dep_ == "advcl" and purpose(child)
        ):
            yield from _clausal(child)


def _conditions(verb: Token) -> Iterator[Token]:
    """Who is to act if a threat is not to come true: "unless Israel withdraws"."""
    for child in verb.subtree:
        if child.dep_ == "advcl" and any(c.lower_ in ("if", "unless") for c in child.children):
            yield from (c for c in child.children if c.dep_ in ("nsubj", "nsubjpass"))


def _clausal(verb: Token) -> Iterator[Token]:
    yield from (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))
    yield from governed(verb)


def _adjoined(head: Token) -> Iterator[Token]:
    """The nouns of a word's prepositions, by rank, and of the clauses of a noun."""
    ranks = {word: rank for rank, word in enumerate(_table()["towards"])}
    found = [c for c in head.children if c.dep_ in ("prep", "dative") and c.lower_ in ranks]
    for preposition in sorted(found, key=lambda c: ranks[c.lower_]):
        for noun in preposition.children:
            if noun.dep_ in ("pobj", "pcomp"):
                yield noun
                yield from _adjoined(noun)
    for child in head.children:
        if child.dep_ == "prt":
            yield from _adjoined(child)
        elif child.dep_ in ("acl", "ccomp") and head.pos_ == "NOUN":
            yield from _clausal(child)


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml(__package__, "actioncode.yaml")
    return table
