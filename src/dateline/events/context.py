"""What stands around a trigger, and whether a lexicon condition holds there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dateline.annotations import Annotations
from dateline.events._means import means
from dateline.events.arguments import Arguments, arguments
from dateline.events.frames import Condition, Lexicon, Match, base, is_noun
from dateline.parties import mention_at
from dateline.records import PartyMention, PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token

_ARMED = frozenset({"force", "unit", "group"})
_STATES = frozenset({"state", "office", "international"})
_PEOPLE = frozenset({"civilians", "witness", "media", "analyst"})
_MODIFIERS = ("compound", "amod", "nmod", "nummod", "advmod", "prt", "poss")


class Context:
    """One match of the lexicon in its sentence."""

    def __init__(
        self,
        annotations: Annotations,
        lexicon: Lexicon,
        match: Match,
        places: dict[int, PlaceMention],
        states: dict[int, PlaceMention],
    ) -> None:
        self.annotations = annotations
        self.lexicon = lexicon
        self.match = match
        self.places = places
        self.states = states
        tokens = [annotations.doc[i] for i in match.tokens]
        inside = set(match.tokens)
        self.tokens = tokens
        top = next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[0])
        # "under control": the noun has the arguments, not the preposition above it.
        under = [t for t in tokens if t.head == top] if top.pos_ == "ADP" else []
        self.head: Token = under[0] if under else top

    @cached_property
    def arguments(self) -> Arguments:
        """The arguments of the trigger, the phrase's own words left out."""
        found = self._turned(arguments(self.head, self.match.frame.of))
        own = set(self.match.tokens)
        if is_noun(self.head) and base(self.head) in self.lexicon.classes["crowd"]:
            own = set()
        if self.head in found.targets:
            own.discard(self.head.i)
        # "took control of the town": what the phrase's noun is about is what the phrase is about.
        nouns = [t for t in self.tokens if t is not self.head and t.dep_ in ("dobj", "pobj")]
        more = [target for noun in nouns for target in arguments(noun).targets]
        # "handed over the men": whom the phrase itself names.
        held = [t for t in nouns if t.dep_ == "dobj" and self.match.frame.name == "arrest"]
        people = [t for t in held if t.head == self.head and self.party(t) is not None]
        own -= {t.i for t in people}
        more += people

        def keep(heads: Iterable[Token]) -> tuple[Token, ...]:
            return tuple(t for t in heads if t.i not in own)

        return Arguments(
            keep(found.actors),
            keep([*found.targets, *more]),
            keep([*found.instruments, *means(self.head)]),
            found.both,
        )

    def _turned(self, found: Arguments) -> Arguments:
        """Arguments with the roles set right where grammar and happening disagree."""
        head = self.head
        # "protesters were killed by soldiers": those who protest are the actors of the protest.
        if is_noun(head) and base(head) in self.lexicon.classes["crowd"]:
            return Arguments((head,), (), found.instruments)
        # "the released prisoners": it was done to whom the participle stands before.
        done_to = (t for t in self.tokens if t.tag_ == "VBN" and t.dep_ == "amod")
        if any(t.head == head for t in done_to) and self.party(head) is not None:
            return Arguments((), (head,), found.instruments)
        if self.match.key.startswith("come_under"):
            return Arguments((), found.actors, found.instruments)
        # "150,000 people were displaced": those who move are the actors of a move.
        if self.match.frame.of == "actor" and head.pos_ == "VERB" and not found.actors:
            return Arguments(found.targets, (), found.instruments, found.both)
        # "Two agents attacked": a headline leaves out the "were" of its passive.
        bare = head.tag_ in ("VBN", "VBD") and not found.targets
        zone = self.annotations.sentence_at(head.idx).zone
        if bare and zone == "headline" and self.match.frame.of == "target":
            return Arguments((), found.actors, found.instruments, found.both)
        return found

    @cached_property
    def objects(self) -> frozenset[str]:
        """Base forms of what the happening is done to, with what they are parts of."""
        return frozenset(_with_parts(self.arguments.targets))

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Base forms of who or what does it."""
        return frozenset(_with_parts(self.arguments.actors))

    @cached_property
    def words(self) -> frozenset[str]:
        """Base forms of the trigger, its modifiers, instruments, subject and object."""
        near = list(self.tokens)
        for token in (*self.tokens, *self.arguments.instruments, *self.arguments.actors):
            near.append(token)
            near.extend(child for child in token.children if child.dep_ in _MODIFIERS)
        if self.head.dep_ in ("compound", "amod"):
            near.append(self.head.head)
        return frozenset(base(token) for token in near) | self.objects

    @cached_property
    def sentence_words(self) -> frozenset[str]:
        """Base forms of the whole sentence."""
        return frozenset(base(token) for token in self.head.sent)

    def party(self, token: Token) -> PartyMention | None:
        """The party a head word names."""
        return mention_at(self.annotations, token)

    def kinds(self, tokens: Iterable[Token]) -> frozenset[str]:
        """What the arguments are: armed, group, state, civilians, party, place, building, none."""
        found: set[str] = set()
        for token in tokens:
            found |= self._kinds_of(token)
        return frozenset(found or {"none"})

    def _kinds_of(self, token: Token) -> set[str]:
        word, classes = base(token), self.lexicon.classes
        if word in classes["some_of"] and (whole := _whole(token)) is not None:
            found = self._kinds_of(whole)
            if found & {"armed", "group"}:
                return found  # "members of the army"
        party = self.party(token)
        if party is not None:
            armed = {"armed"} if word in classes["positions"] else set()
            if party.side == "unknown" and not armed and word in classes["people"]:
                return {"civilians", "party"}
            return {"party"} | _party_kinds(party) | armed
        if token.i in self.places:
            return {"place"}
        if word in classes["building"]:
            return {"building"}
        if word in classes["territory"]:
            return {"place"}
        if word in classes["positions"] or word in classes["troops"]:
            return {"armed", "party"}
        if word in classes["people"] or word in classes["suspects"] or token.ent_type_ == "PERSON":
            return {"civilians", "party"}
        return {"unknown"}

    def holds(self, condition: Condition) -> bool:
        """Whether every part of `condition` holds here."""
        return all(_TESTS[name](self, value) for name, value in condition.items())

    def coded(self) -> str | None:
        """The event type here, or None where the words are no happening."""
        frame = self.match.frame
        own = frame.needs_if.get(self.match.key)
        if frame.unless and any(_TESTS[name](self, v) for name, v in frame.unless.items()):
            return None
        # A word's own condition replaces its frame's: some words need less than their fellows.
        if not self.holds(own if own is not None else frame.needs):
            return None
        return next((rule.type for rule in frame.rules if self.holds(rule.conditions)), None)


def _whole(part: Token) -> Token | None:
    """What a part is part of: "members of the police"."""
    below = (child for child in part.children if child.dep_ == "prep" and child.lower_ == "of")
    return next(
        (c for preposition in below for c in preposition.children if c.dep_ == "pobj"), None
    )


def _party_kinds(party: PartyMention) -> set[str]:
    if party.side == "civilians" or party.kind in _PEOPLE:
        return {"civilians"}
    if party.kind == "group" or (party.side not in ("unknown",) and not _is_state(party.side)):
        return {"armed", "group"}
    if party.kind in _ARMED:
        return {"armed"}
    return {"state"} if party.kind in _STATES or _is_state(party.side) else {"unknown"}


def _is_state(side: str) -> bool:
    return len(side) == 3 and side.isupper()


def _with_parts(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        yield base(token)
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                yield from (base(part) for part in child.children if part.dep_ == "pobj")
            elif child.dep_ in ("compound", "nmod"):
                yield base(child)


# ── conditions, by the names used in triggers.yaml ───────────────────────────────────────────────
def _has_dependent(context: Context, relations: tuple[str, ...]) -> bool:
    return any(child.dep_ in relations for child in context.head.children)


def _in(context: Context, words: frozenset[str], names: Any) -> bool:
    return bool(words & context.lexicon.members(names))


def _weapon(context: Context) -> bool:
    return _in(
        context,
        context.words,
        ["drone", "missile", "air", "artillery", "bomb", "smallarms", "blade"],
    )


def _lasting(context: Context) -> bool:
    """ "have occupied it since 2022", "has been occupied for years"."""
    children = list(context.head.children)
    return any(child.lemma_ == "have" and child.dep_ == "aux" for child in children) and any(
        child.lower_ in ("since", "for") and child.dep_ == "prep" for child in children
    )


def _plural_actor(context: Context) -> bool:
    """Whether more than one does it, or it is not said who: a lone man who fled is no exodus."""
    actors = context.arguments.actors
    people = context.lexicon.classes["many_people"]
    return not actors or any(
        actor.tag_ in ("NNS", "NNPS", "CD") or actor.lower_ == "they" or base(actor) in people
        for actor in actors
    )


def _mass(context: Context) -> bool:
    """Whether the harm is told in thousands: "hundreds of thousands of Syrians"."""
    for token in context.arguments.targets:
        above = token.head.head if token.dep_ == "pobj" else token
        if {token.lemma_, above.lemma_} & context.lexicon.classes["mass"]:
            return True
    return False


def _direct_objects(context: Context) -> list[Token]:
    return [child for child in context.head.children if child.dep_ in ("dobj", "nsubjpass")]


def _complement(context: Context, names: Any) -> bool:
    """Whether the verb of its complement is one of those: "threatened to kill"."""
    verbs = [child for child in context.head.children if child.dep_ in ("xcomp", "ccomp")]
    return _in(context, frozenset(base(verb) for verb in verbs), names)


def _named_object(context: Context) -> bool:
    """Whether its object is a name that no list knows, or "it": a village, or one told before."""
    return any(
        head.lower_ == "it" or (head.pos_ == "PROPN" and context.party(head) is None)
        for head in _direct_objects(context)
    )


def _object_kinds(context: Context) -> frozenset[str]:
    return context.kinds(context.arguments.targets)


def _actor_kinds(context: Context) -> frozenset[str]:
    return context.kinds(context.arguments.actors)


_ANY: dict[str, Callable[[Context], bool]] = {
    "actor_verb": lambda c: c.head.dep_ == "nsubj" and c.head.head.pos_ == "VERB",
    "subject_of": lambda c: c.head.dep_ in ("nsubj", "nsubjpass"),
    "numbered": lambda c: _has_dependent(c, ("nummod",)),
    "modified": lambda c: _has_dependent(c, ("amod", "nummod")),
    "plural": lambda c: c.head.tag_ in ("NNS", "NNPS"),
    "verb_complement": lambda c: _has_dependent(c, ("xcomp", "ccomp", "acl")),
    "violent_subject": lambda c: _in(
        c,
        c.subjects,
        ["drone", "missile", "air", "artillery", "bomb", "blast", "explosion", "strike"],
    ),
    "weapon": _weapon,
    "armed_actor": lambda c: bool(_actor_kinds(c) & {"armed", "group", "state"}),
    "on_target": lambda c: any(child.lower_ in ("on", "at") for child in c.head.children),
    "human_object": lambda c: bool(_object_kinds(c) & {"party", "civilians", "armed"}),
    "human_or_building": lambda c: bool(_object_kinds(c) & {"party", "civilians", "building"}),
    "party_object": lambda c: bool(_object_kinds(c) & {"party", "civilians", "armed", "state"}),
    "party_subject": lambda c: bool(_actor_kinds(c) & {"party", "armed", "state"}),
    "lasting": _lasting,
    "passive": lambda c: _has_dependent(c, ("nsubjpass", "auxpass")),
    "against": lambda c: any(child.lower_ == "against" for child in c.head.children),
    "has_object": lambda c: bool(c.arguments.targets),
    "finite": lambda c: c.head.tag_ != "VB",
    "mass": _mass,
    "plural_actor": _plural_actor,
    "verbal": lambda c: c.head.pos_ == "VERB",
    "nominal": lambda c: c.head.pos_ != "VERB",
    "powers": lambda c: bool((_actor_kinds(c) | _object_kinds(c)) & {"armed", "group", "state"}),
    "troops": lambda c: _in(c, c.objects | c.subjects | c.words, "troops"),
    "object_of_build": lambda c: (
        c.head.dep_ in ("dobj", "nsubjpass", "conj")
        and c.head.head.lemma_ in c.lexicon.classes["builder"]
    ),
    "territory_object": lambda c: _in(c, c.objects, "territory"),
    "place_object": lambda c: bool({"place"} & _object_kinds(c)),
    "deal_words": lambda c: _in(c, c.objects | c.subjects | c.words, ["deal", "talks"]),
    "talks_words": lambda c: _in(c, c.objects | c.subjects, "talks"),
    "named_object": _named_object,
    "bare_verb": lambda c: not any(child.dep_ in ("acomp", "advmod") for child in c.head.children),
    "progressive": lambda c: c.head.tag_ == "VBG",
    "human_direct": lambda c: bool(c.kinds(_direct_objects(c)) & {"civilians", "armed"}),
}


def _of_place(context: Context, _: Any) -> bool:
    return any(
        t.i in context.places for t in (*context.arguments.actors, *context.arguments.targets)
    )


_TESTS: dict[str, Callable[[Context, Any], bool]] = {
    "with": lambda c, v: _in(c, c.words, v),
    "object": lambda c, v: _in(c, c.objects, v) or ("@place" in _as_list(v) and _place_object(c)),
    "subject": lambda c, v: _in(c, c.subjects, v),
    "target": lambda c, v: bool(_object_kinds(c) & set(v)),
    "actor": lambda c, v: bool(_actor_kinds(c) & set(v)),
    "any": lambda c, v: any(_ANY[name](c) for name in v),
    "either": lambda c, v: any(c.holds(condition) for condition in v),
    "verb": lambda c, v: c.match.key in _as_list(v),
    "phrase": lambda c, v: c.match.key == v.replace(" ", "_"),
    "past": lambda c, _: c.head.tag_ in ("VBD", "VBN"),
    "of_place": _of_place,
    "direct_object": lambda c, v: _direct(c, v),
    "near": lambda c, v: _in(c, c.sentence_words, v),
    "unless_near": lambda c, v: not _in(c, c.sentence_words, v),
    "unless_object": lambda c, v: (
        not (_in(c, c.objects, v) or ("any" in v and c.arguments.targets))
    ),
    "unless_with": lambda c, v: not _in(c, c.words, v),
    "unless_subject": lambda c, v: not _in(c, c.subjects, v),
    "unless_complement": lambda c, v: not _complement(c, v),
}


def _direct(context: Context, names: Any) -> bool:
    """Like `object`, of the grammatical object only: not "taken to the airport"."""
    heads = _direct_objects(context)
    inside = [t for t in context.tokens if t.dep_ in ("dobj", "pobj")]
    if context.head.pos_ != "VERB" or not heads or inside:
        return _TESTS["object"](context, names)
    if _in(context, frozenset(_with_parts(heads)), names):
        return True
    return "@place" in _as_list(names) and bool({"place"} & context.kinds(heads))


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _place_object(context: Context) -> bool:
    return bool({"place"} & _object_kinds(context))
