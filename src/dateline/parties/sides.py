"""Which side a phrase is on: by its own words, by its owner, by whom the report is about."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from dateline.annotations import Annotations
from dateline.gazetteer.countries import countries
from dateline.parties.drafts import Draft, Known, Page, is_state
from dateline.parties.lexicon import lexicon
from dateline.parties.registry import insurgents

# Classes of nouns whose people serve a state unless the phrase says otherwise.
_SERVANTS = frozenset(["force", "office", "unit", "materiel"])
_CIVIL = frozenset(["civilian", "crowd", "witness", "analyst"])
_ARMED = frozenset(["group", "group_noun"])
_REBEL_NOUNS = {"insurgent": "insurgents", "militant": "insurgents", "insurgency": "insurgents"}
# A settlement tells more of where a report is set than a state's name, an adjective less.
# Read off the records dev reports, 2026-11.
_WEIGHTS = {"country": 1.0, "adjective": 0.8}
_PLACE_WEIGHT = 1.5
_ZONE_WEIGHTS = {"headline": 1.5, "dateline": 2.0, "byline": 0.0, "boilerplate": 0.0}


def country_weights(annotations: Annotations) -> dict[str, float]:
    """How much of the report is about each country."""
    weights: dict[str, float] = {}
    for place in annotations.places:
        if place.country:
            sentence = annotations.sentence_at(place.span.start) if annotations.sentences else None
            weight = _ZONE_WEIGHTS.get(sentence.zone, 1.0) if sentence else 1.0
            weight *= _WEIGHTS.get(place.kind, _PLACE_WEIGHT)
            weights[place.country] = weights.get(place.country, 0.0) + weight
    return weights


def named_states(page: Page) -> dict[str, float]:
    """How often each state is named, for a report with no place on the map."""
    kinds = ("state", "adjective", "people")
    return dict(Counter(name.entity.side for name in page.known if name.entity.kind in kinds))


def heaviest(weights: dict[str, float]) -> list[str]:
    """The countries of a report, the one it is mainly about first."""
    return sorted(weights, key=lambda code: (-weights[code], code))


def _is_civil(kind: str, words: list[str]) -> bool:
    """Whether the words of a phrase make it one of civilians ("a medical group")."""
    if kind == "group_noun":
        return not lexicon().civic.isdisjoint(words)
    civic = kind == "office" and not lexicon().civic_heads.isdisjoint(words)
    return kind in _CIVIL or civic


class Sides:
    """Sides for the phrases of one report."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.weights = country_weights(page.annotations)
        if not self.weights:
            self.weights = named_states(page)
        self.ranked = heaviest(self.weights)
        self.dominant = self.ranked[0] if self.ranked else None

    @cached_property
    def groups(self) -> Counter[str]:
        """How often each armed group is named: those of the report's country, if it names any."""
        named = [n for n in self.page.known if n.entity.kind == "group" or self._voices(n)]
        own = [n for n in named if self.dominant in n.entity.countries]
        return Counter(name.entity.side for name in own or named)

    @staticmethod
    def _voices(name: Known) -> bool:
        """Whether a medium is a group's own."""
        return name.entity.kind == "media" and not is_state(name.entity.side)

    @cached_property
    def main_group(self) -> str:
        """The armed group that plain "rebels" of the report are, "" where none stands out."""
        most = self.groups.most_common(2)
        if not most or (len(most) > 1 and most[0][1] < 3 * most[1][1]):
            return ""
        return most[0][0]

    @cached_property
    def _at_home(self) -> bool:
        """Whether the report's groups are of the country that it is mainly about."""
        names = (n for n in self.page.known if n.entity.side in self.groups)
        return any(self.dominant in name.entity.countries for name in names)

    @cached_property
    def first_group(self) -> int:
        """The first token that names an armed group."""
        return min((n.first for n in self.page.known if n.entity.kind == "group"), default=1 << 30)

    @cached_property
    def rebel_noun(self) -> str:
        """What the report calls its unnamed rebels."""
        counts = Counter(
            _REBEL_NOUNS.get(noun.lemma, "rebels")
            for word in self.page.lower
            if (noun := lexicon().nouns.get(word)) is not None
            and noun.lemma in ("rebel", "insurgent", "militant", "guerrilla")
        )
        return max(counts, key=lambda noun: (counts[noun], noun == "rebels"), default="rebels")

    @cached_property
    def _tells_of_rebels(self) -> bool:
        """Whether the report has rebels, whom those it quotes may call terrorists."""
        lemmas = (lexicon().nouns.get(word) for word in self.page.lower)
        return any(noun is not None and noun.lemma in lexicon().insurgents for noun in lemmas)

    def owner(self, draft: Draft) -> Known | None:
        """The name inside the phrase that tells whose it is; a backer is none."""
        found = self._bracketed(draft)
        index = draft.first
        while index < draft.last:
            name = self.page.known_at.get(index)
            index += 1
            if name is None:
                continue
            index = name.last
            if self._backs(name) or name.entity.kind == "media":
                continue
            closer = name.entity.kind in ("group", "region", "office", "force")
            if found is None or (closer and found.entity.kind in ("state", "adjective")):
                found = name
        return found

    def _bracketed(self, draft: Draft) -> Known | None:
        """The group whose name ends in brackets right before: "the ... Front (FLNX) units"."""
        before = draft.first - 1
        if before < 1 or self.page.lower[before] not in (")", "]"):
            return None
        name = self.page.known_at.get(before - 1)
        return name if name is not None and name.entity.kind == "group" else None

    def _backs(self, name: Known) -> bool:
        after = self.page.lower[name.last : name.last + 2]
        return len(after) == 2 and after[0] == "-" and after[1] in lexicon().backed

    def settle(self, draft: Draft) -> None:
        """Set the side of a phrase from its own words, if they tell it."""
        kind = draft.kind
        if draft.side or kind in ("person", "pronoun"):
            return
        owner = self.owner(draft)
        rebel = self._rebel_word(draft)
        words = self.page.words(draft.first, draft.head)
        if rebel and (owner is None or owner.entity.kind in ("state", "adjective", "region")):
            self._as_rebels(draft, rebel, owner)
        elif _is_civil(kind, words):
            draft.side = "civilians"
        elif "enemy" in words or draft.lemma == "enemy":
            draft.side = self.enemy()
        elif (owner is None or is_state(owner.entity.side)) and self._nickname(draft, words):
            draft.side = self._nickname(draft, words)
        elif kind == "anonymous":
            draft.side = "unknown"
        elif owner is not None:
            draft.side = self._owned(draft, owner)
            draft.owned = bool(draft.side)
        elif kind == "international":
            draft.side = self._international(draft.lemma)

    @staticmethod
    def _international(lemma: str) -> str:
        if lemma in lexicon().relief:
            return "civilians"
        if lemma in lexicon().nobody:
            return "unknown"
        return "Coalition" if lemma == "coalition" else "UN"

    @staticmethod
    def _nickname(draft: Draft, words: list[str]) -> str:
        """The side that goes by its common noun: "drug traffickers", "the death squads"."""
        if "coalition" in words and draft.kind in _SERVANTS:
            return "Coalition"
        return lexicon().nicknames.get(draft.lemma, "") if draft.plural else ""

    def _rebel_word(self, draft: Draft) -> str:
        """The word that makes a leader, column or force one of rebels ("rebel column")."""
        if draft.kind not in ("unit", "office", "force", "group_noun", "unknown"):
            return ""
        for index in range(draft.first, draft.head):
            noun = lexicon().nouns.get(self.page.lower[index])
            against = index > 1 and self.page.lower[index - 2] in ("anti", "counter", "pro")
            if (
                noun is not None
                and noun.kind == "group"
                and noun.lemma != "opposition"
                and not against
            ):
                return noun.lemma
        return ""

    def _as_rebels(self, draft: Draft, lemma: str, owner: Known | None) -> None:
        own_kind, own_lemma = draft.kind, draft.lemma
        draft.kind, draft.lemma = "group", lemma
        draft.side = self._owned(draft, owner) if owner is not None else self.unnamed_rebels(draft)
        draft.owned = owner is not None
        draft.kind, draft.lemma = "group" if own_kind != "office" else own_kind, own_lemma

    def _owned(self, draft: Draft, owner: Known) -> str:
        entity = owner.entity
        if entity.kind in ("region", "regional people"):
            return self._regional(draft, entity.key)
        if entity.kind in ("state", "adjective", "capital", "people"):
            if draft.kind in _ARMED:
                if draft.lemma in lexicon().loose_rebels:
                    return entity.side if draft.lemma == "operative" else "unknown"
                return self.rebels_of(entity.side, draft.lemma)
            if draft.kind == "unknown":
                return ""
            if draft.kind == "media":
                return entity.side if self.state_run(draft) else "unknown"
        return entity.side

    def state_run(self, draft: Draft) -> bool:
        """Whether the words of a medium make it speak for its state."""
        return not lexicon().state_run.isdisjoint(self.page.words(draft.first, draft.last))

    def _regional(self, draft: Draft, adjective: str) -> str:
        region = lexicon().regions[adjective]
        if draft.kind in _ARMED or draft.kind == "unknown" or not region["state"]:
            fighters = region.get("fighters", {})
            for code in self.ranked:
                if code in fighters:
                    return str(fighters[code])
            if draft.kind in _ARMED:
                return f"{adjective} {self._noun(draft.lemma)}"
        return str(region["state"] or "unknown") if draft.kind in _SERVANTS else "unknown"

    def rebels_of(self, code: str, lemma: str = "rebel") -> str:
        """The side of unnamed rebels of a country: "Syrian rebels"."""
        adjectives = countries()[code].adjectives if code in countries() else ()
        if lemma in lexicon().insurgents and (union := self._insurgents(code)):
            return union
        if lemma == "opposition":
            return f"{adjectives[0]} Opposition" if adjectives else "unknown"
        return f"{adjectives[0]} {self._noun(lemma)}" if adjectives else "unknown"

    def _insurgents(self, code: str) -> str:
        """The movement that plain "rebels" of a country were when the report was written."""
        year = self.page.year
        if year is None:
            return ""
        return next((one.side for one in insurgents().get(code, ()) if one.held_in(year)), "")

    def _noun(self, lemma: str) -> str:
        return self.rebel_noun if lemma not in ("separatist", "secessionist") else "separatists"

    def enemy(self) -> str:
        """Whom "the enemy" is in a report: its most named armed group, else its second state."""
        if self.page.voice is not None:
            return self.dominant or "unknown"
        if self.groups:
            return max(self.groups, key=lambda side: (self.groups[side], side))
        return self.ranked[1] if len(self.ranked) > 1 else "unknown"

    def unnamed_rebels(self, draft: Draft) -> str:
        """The side of "rebels", "militants" with no owner in the phrase."""
        if draft.lemma in ("jihadist", "jihadi"):
            return "jihadists"
        if draft.lemma == "opposition":
            return self.rebels_of(self.dominant, draft.lemma) if self.dominant else "unknown"
        own = {one.side for one in insurgents().get(self.dominant or "", ())}
        loose = draft.lemma in lexicon().name_calling
        known = self._at_home and (loose or self.main_group in own)
        main = self.main_group if known or self._stands_for_group(draft) else ""
        if main and (draft.definite or draft.lemma not in lexicon().loose_rebels):
            return main
        if draft.lemma in lexicon().loose_rebels or (loose and not self._tells_of_rebels):
            return "unknown"
        region = self._region_about
        if region:
            return f"{region} {self._noun(draft.lemma)}"
        return self.rebels_of(self.dominant, draft.lemma) if self.dominant else "unknown"

    def _stands_for_group(self, draft: Draft) -> bool:
        """Whether the report's one named group is whom its plain "rebels" are."""
        if len(self.groups) != 1:
            return False
        named = self.groups.total()
        plain = sum(
            (noun := lexicon().nouns.get(word)) is not None and noun.kind == "group"
            for word in self.page.lower
        )
        return (draft.head > self.first_group and named * 4 >= plain) or named * 2 >= plain

    @cached_property
    def _region_about(self) -> str:
        """The adjective of a region that the report is set in, where its rebels have one."""
        counts: Counter[str] = Counter()
        for place in self.page.annotations.places:
            for adjective, region in lexicon().regions.items():
                if (
                    region["place"]
                    and region["place"] in (place.name, place.admin1)
                    and "fighters" not in region
                ):
                    counts[adjective] += 1
        for name in self.page.known:
            if name.entity.kind == "region" and lexicon().regions[name.entity.key]["place"]:
                counts[name.entity.key] += 1
        total = len(self.page.annotations.places)
        best = max(counts, key=lambda adjective: (counts[adjective], adjective), default="")
        return best if best and counts[best] * 4 >= total and counts[best] > 2 else ""

    def state_at(self, index: int) -> str:
        """The state whose servants act there: of a place in the sentence, else the report's."""
        near = self._located.get(self.page.sentence_of[index], ())
        for _, code in sorted(near, key=lambda pair: abs(pair[0] - index)):
            if code in self._leading:
                return code
        return self.dominant or "unknown"

    @cached_property
    def _leading(self) -> frozenset[str]:
        most = self.weights.get(self.dominant or "", 0.0)
        return frozenset(code for code in self.ranked[:2] if 2 * self.weights[code] > most)

    @cached_property
    def _located(self) -> dict[int, list[tuple[int, str]]]:
        """By sentence, the token and country of each place name in it."""
        found: dict[int, list[tuple[int, str]]] = {}
        for token, number in self.page.place_at.items():
            place = self.page.annotations.places[number]
            if place.kind != "adjective" and place.country:
                found.setdefault(self.page.sentence_of[token], []).append((token, place.country))
        return found
