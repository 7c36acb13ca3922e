"""Mentions of happenings: every trigger that the lexicon accepts in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from dateline.annotations import Annotations, Sentence
from dateline.events._tells import told
from dateline.events.context import Context
from dateline.events.frames import Match, base, lexicon
from dateline.events.learned import learned
from dateline.events.status import Standing
from dateline.gazetteer import countries
from dateline.records import Party, PartyMention, Period, Place, PlaceMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEFINITE = frozenset({"the", "this", "these", "that", "those", "such", "its", "their", "both"})
_OPENING = 6
# How many words a trigger phrase may stretch over.
_LONGEST = 6
_COUNTED_BY_TARGET = frozenset(
    {"security/arrest", "civilians/abduction", "humanitarian/displacement", "security/seizure"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """One mention of a happening: its type, trigger and arguments in one sentence.

    `total` marks a running total ("have killed 300 since May"), `turns` a mention of another
    incident; `vague` a general word ("the attack") that does not say on whom; `when` is its
    expression of time as written, which tells days apart where no year is proved.
    """

    type: str
    frame: str
    weak: bool
    harm_only: bool
    trigger: Span
    token: int
    sentence: Sentence
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]
    standing: Standing
    definite: bool
    argument_tokens: frozenset[int]
    turns: bool
    number: str | None
    total: bool = False
    vague: bool = False
    place: Place | None = None
    time: Period | None = None
    when: str = ""

    @property
    def family(self) -> str:
        """The part of the type before the slash."""
        return self.type.split("/")[0]


def mentions(annotations: Annotations) -> Iterator[Mention]:
    """Every mention of a happening, in order of the text."""
    places, states = place_tokens(annotations)
    for sentence in annotations.sentences:
        if sentence.silent:
            continue
        tokens = annotations.tokens(sentence)
        taken: set[int] = set()
        found = []
        for match in lexicon().matches(tokens):
            if taken.isdisjoint(match.tokens) and (
                mention := _mention(annotations, match, sentence, places, states)
            ):
                # "claimed the attack" tells of the attack too.
                taken.update(match.tokens if not match.frame.shares else match.tokens[:1])
                found.append(mention)
        for match in learned(annotations, sentence):
            known = {mention.type for mention in found}
            new = match.frame.rules[0].type not in known
            natural = _by_nature(annotations.doc[match.tokens[0]])
            if new and not natural and taken.isdisjoint(match.tokens):
                mention = _mention(annotations, match, sentence, places, states)
                found += [mention] if mention else []
        yield from sorted(found, key=lambda mention: mention.trigger)


def _by_nature(verb: Token) -> bool:
    """Whether a disaster or an accident does it: "the plane crash killed nine"."""
    doers = (child for child in verb.children if child.dep_ == "nsubj")
    return any(base(doer) in lexicon().classes["nature"] for doer in doers)


def place_tokens(
    annotations: Annotations,
) -> tuple[dict[int, PlaceMention], dict[int, PlaceMention]]:
    """The place mention each token belongs to: of places, and of states by name or adjective."""
    places: dict[int, PlaceMention] = {}
    states: dict[int, PlaceMention] = {}
    for mention in annotations.places:
        tokens = annotations.tokens(mention.span)
        if mention.kind != "adjective":
            places.update((token.i, mention) for token in tokens)
        if mention.kind in ("adjective", "country"):
            states.update((token.i, mention) for token in tokens)
    return places, states


def _mention(
    annotations: Annotations,
    match: Match,
    sentence: Sentence,
    places: dict[int, PlaceMention],
    states: dict[int, PlaceMention],
) -> Mention | None:
    context = Context(annotations, lexicon(), match, places, states)
    if (found := told(context, sentence)) is None:
        return None
    kind, standing = found
    first, last = annotations.doc[match.tokens[0]], annotations.doc[match.tokens[-1]]
    head = context.head
    if last.i - first.i > _LONGEST:
        first = last = head  # "fired, the army said, missiles": the verb alone names it
    trigger = Span(first.idx, last.idx + len(last))
    return Mention(
        type=kind,
        frame=match.frame.name,
        weak=match.frame.weak and (kind != "humanitarian/harm" or match.frame.harm_only),
        harm_only=match.frame.harm_only,
        trigger=trigger,
        token=head.i,
        sentence=sentence,
        actors=_doers(context, kind) or _wielders(context),
        targets=_parties(context, context.arguments.targets),
        standing=standing,
        definite=_is_definite(context.tokens, head),
        argument_tokens=frozenset(t.i for t in context.arguments.actors),
        turns=_turns(context),
        number=_number(head, context.arguments.targets, kind),
        vague=match.frame.name == "attack" and not context.arguments.targets,
    )


def _state_of(context: Context, head: Token) -> Party | None:
    """The state an adjective names as the doer: "Russian strikes", "Russian missiles hit"."""
    weapons = lexicon().members(["missile", "drone", "artillery", "air", "positions"])
    tokens = [head]
    if base(head) in weapons and context.party(head) is None:
        tokens = [c for c in head.children if c.dep_ in ("amod", "compound", "poss", "nmod")]
    elif head.dep_ != "amod" or head.head.i not in context.match.tokens:
        return None
    for token in tokens:
        state = context.states.get(token.i)
        if state is not None and state.country in countries():
            span = Span(token.idx, token.idx + len(token))
            return Party(name=countries()[state.country].name, side=state.country, span=span)
    return None


def _wielders(context: Context) -> tuple[Party, ...]:
    """The state whose weapons the trigger itself names: "Russian missiles struck"."""
    states = (_state_of(context, token) for token in context.tokens if token is not context.head)
    return tuple(state for state in states if state is not None)[:1]


def _owner(context: Context, head: Token, *, doer: bool) -> PartyMention | None:
    """Whose positions are meant: "his brigade's positions"; who acts by "an army plane"."""
    doer = doer and head.dep_ in ("nsubj", "nsubjpass", "pobj", "conj")
    thing = head.pos_ not in ("NOUN", "PROPN") or head.i in context.places
    if thing or not (doer or base(head) in lexicon().classes["positions"]):
        return None
    owners = (context.party(c) for c in head.children if c.dep_ in ("poss", "compound"))
    return next((owner for owner in owners if owner is not None), None)


def _is_definite(tokens: list[Token], head: Token) -> bool:
    """ "the attack", "carried out the attack": told of before; "the other attack" is not."""
    below = [child for token in tokens for child in token.children]
    fresh = lexicon().classes["fresh"]
    if any(child.lower_ in fresh for child in below):
        return False
    marks = (c for c in below if c.dep_ == "det" or (c.dep_ == "poss" and c.head == head))
    return any(mark.lower_ in _DEFINITE for mark in marks)


def _turns(context: Context) -> bool:
    """Whether another incident is told: "Meanwhile, ...", "In a third attack", "another clash"."""
    classes = lexicon().classes
    below = (child for token in context.tokens for child in token.children)
    if any(child.lower_ in classes["fresh"] and child.dep_ in ("det", "amod") for child in below):
        return True
    words = [token.lower_ for token in islice(context.head.sent, _OPENING)]
    if not words or words[0] in classes["elsewhere"]:
        return bool(words)
    pairs = pairwise(words)
    return words[0] in ("in", "at") and any(
        first in classes["other_incident"] and second in classes["incident"]
        for first, second in pairs
    )


def _number(head: Token, targets: tuple[Token, ...], kind: str) -> str | None:
    """The count that sets one happening apart from the next of its kind, if one is told."""
    counted = (head, *targets) if kind in _COUNTED_BY_TARGET else (head,)
    return next((c.lower_ for t in counted for c in t.children if c.dep_ == "nummod"), None)


def _doers(context: Context, kind: str) -> tuple[Party, ...]:
    """Who does it: no paper and no report, but where somebody speaks."""
    heads = context.arguments.actors
    if not kind.startswith("diplomacy"):
        parties = ((head, context.party(head)) for head in heads)
        heads = tuple(head for head, one in parties if one is None or one.kind != "anonymous")
    return _parties(context, heads, doers=True)


def _parties(
    context: Context, heads: tuple[Token, ...], *, doers: bool = False
) -> tuple[Party, ...]:
    words = lexicon().classes["alleged"]
    found: dict[tuple[str, str], Party] = {}
    for head in heads:
        if (state := _state_of(context, head)) is not None:
            found.setdefault((state.name.casefold(), state.side), state)
            continue
        mention = context.party(head) or _owner(context, head, doer=doers)
        if mention is None or not mention.name or not mention.side:
            continue  # a pronoun that stands for nobody named
        alleged = any(
            token.lower_ in words
            for token in (
                *context.annotations.tokens(mention.span),
                *head.children,
                head.head,
                *head.head.children,
            )
        )
        party = mention.party(alleged=alleged)
        found.setdefault((party.name.casefold(), party.side), party)
    return tuple(found.values())
