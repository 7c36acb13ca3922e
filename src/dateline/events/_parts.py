"""Parts of a total: "21 people, including four children", "12 dead, two of them women"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.events._figures import Figure, Figures
from dateline.events._harm import OF_THINGS, Trigger

# Words between a total and the word of harm that may stand before its parts.
_APART = 16
# What opens a part of a total, and the words that make it one.
_OPENING = frozenset([",", '"', "(", "-", "–", "—", "at", "least", "with"])
_OF_THEM = frozenset([("of", "them"), ("of", "whom"), ("of", "those"), ("of", "which")])
_AMONG_THEM = frozenset([("among", "them"), ("among", "whom"), ("of", "them")])
_INCLUDING = frozenset(["including", "among", "include", "included"])
_BE = frozenset(["were", "are", "was", "is"])
_GRAVELY = frozenset(["seriously", "critically", "gravely", "badly", "severely", "fatally"])


class Parts:
    """Reads the parts of the totals of one report."""

    def __init__(self, figures: Figures) -> None:
        self.doc = figures.doc
        self.figures = figures

    def of_total(self, trigger: Trigger, totals: list[Figure]) -> list[Figure]:
        """ "including three children and a nurse": parts of a total count beside it."""
        if not totals or not any(figure.counted for figure in totals):
            return []
        # "45 people were killed, two of them children": the word of harm may stand between.
        end = max(figure.last for figure in totals)
        after = trigger.last if 0 < trigger.last - end <= _APART else end
        doc, limit = self.doc, trigger.token.sent.end
        for start in dict.fromkeys((end, after)):
            if parts := list(self._of_them(start, limit, trigger)):
                return parts
        position = end + 1
        if trigger.kind in OF_THINGS:
            # Things hit come in long lists that the parse breaks up.
            return list(self.listed(position, limit, trigger))
        for start in dict.fromkeys((end, after)):
            position = start + 1
            while position < min(start + 4, limit) and doc[position].lower_ in _OPENING:
                position += 1
            if position < limit and doc[position].lower_ in _INCLUDING:
                return list(self.listed(position + 1, limit, trigger))
        return self._spelt_out(end, limit, trigger)

    def _spelt_out(self, end: int, limit: int, trigger: Trigger) -> list[Figure]:
        """ "13 bodies lay there; eight rebels, four soldiers and a nurse": a list to the end."""
        for position in range(end + 1, min(end + _APART, limit)):
            if self.doc[position].text in (";", ":"):
                parts = list(self.listed(position + 1, limit, trigger))
                ended = bool(parts) and max(part.last for part in parts) + 2 >= limit
                return parts if ended else []
        return []

    def _of_them(self, end: int, limit: int, trigger: Trigger) -> Iterator[Figure]:
        """ "..., two of them children", "(three infants among them)" right after a total."""
        doc, position = self.doc, end + 1
        while position < min(end + 3, limit) and doc[position].lower_ in _OPENING:
            position += 1
        if tuple(doc[at].lower_ for at in range(position, min(position + 2, limit))) in _OF_THEM:
            yield from self._of_whom(position + 2, limit, trigger)
            return
        if position == end + 1 or (count := self.figures.counts.get(position)) is None:
            return
        at = count.end
        if at + 2 < limit and (doc[at].lower_, doc[at + 1].lower_) in _OF_THEM:
            at += 2
            while at < limit and doc[at].lower_ in _BE | {"a", "an"}:
                at += 1
            if at < limit and doc[at].lower_ in _GRAVELY and trigger.kind == "wounded":
                yield self.figures.sized(count, at, at - 1, trigger)
            elif (noun := self.figures.noun_after(at)) is not None:
                yield self.figures.sized(count, at, noun.i, trigger)
            return
        noun = self.figures.noun_after(at)
        if noun is None or noun.i + 2 >= limit:
            return
        if (doc[noun.i + 1].lower_, doc[noun.i + 2].lower_) in _AMONG_THEM:
            yield self.figures.sized(count, at, noun.i, trigger)

    def _of_whom(self, position: int, limit: int, trigger: Trigger) -> Iterator[Figure]:
        """ "..., of whom about 100 are members of a gang"."""
        count = self.figures.counts.get(position)
        if count is None or count.end + 1 >= limit or self.doc[count.end].lower_ not in _BE:
            return
        if (noun := self.figures.noun_after(count.end + 1)) is not None:
            yield self.figures.sized(count, count.end + 1, noun.i, trigger)

    def of_the_dead(self, trigger: Trigger) -> list[Figure]:
        """ "The dead included two women and a child", "seven of the wounded were children"."""
        token, doc, words = trigger.token, self.doc, self.figures.words
        limit = token.sent.end
        if token.i < 1 or doc[token.i - 1].lower_ not in ("the", "those") or token.i + 3 >= limit:
            return []
        verb = token.i + 1
        if doc[verb].tag_ == "RB":
            verb += 1
        if doc[verb].lower_ in ("include", "included", "includes"):
            return list(self.listed(verb + 1, limit, trigger))
        if doc[verb].lower_ not in _BE:
            return []
        before = doc[token.i - 2].lower_ if token.i > 1 else ""
        if before == "among":
            return list(self.listed(verb + 1, limit, trigger))
        count = self.figures.counts.get(token.i - 3) if before == "of" and token.i > 2 else None
        noun = self.figures.noun_after(verb + 1)
        if count is None or noun is None or noun.lower_ not in words["people"]:
            return []
        return [self.figures.sized(count, noun.i, noun.i, trigger)]

    def listed(self, position: int, end: int, trigger: Trigger) -> Iterator[Figure]:
        """Counted noun phrases from `position` on, as long as only commas and "and" join them."""
        doc = self.doc
        while position < end:
            token = doc[position]
            if (count := self.figures.counts.get(position)) is not None:
                figure = self.figures.headless(count, trigger)
            elif token.lower_ in ("a", "an"):
                noun = self.figures.noun_after(position + 1)
                figure = self.figures.figure(noun, trigger) if noun is not None else None
            elif token.lower_ in (",", "and", "them", "him", "at", "least", "whom"):
                position += 1
                continue
            else:
                return
            if figure is None or not figure.group:
                return
            yield figure
            position = max(figure.last, position) + 1
