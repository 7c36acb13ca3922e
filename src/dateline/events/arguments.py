"""Who does what to whom: the arguments of a trigger, by dependency."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from dateline.events._deeds import carried_by
from dateline.events._grammar import (
    NOUNS,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    children,
    culprits,
    hands,
    inherited_subject,
    objects_of,
    role_words,
    word_class,
)
from dateline.events.frames import is_noun

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

# How far off the second of two verbs with one object stands.
_JOINED = 4
# How many words up a verb of blame may stand over the deed.
_REACH = 4
# "on Saturday" is no target of an attack.
_NO_PARTIES = frozenset({"DATE", "TIME"})
_EXAMPLES = frozenset({"like", "including"})
_HOLDING = frozenset({"detention", "custody", "captivity"})
_BESIDE = frozenset({"alongside", "beside"})
_BOTH_PREPOSITIONS = frozenset({"between", "among", "with"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """The head words of a trigger's arguments.

    `actors` do it, `targets` undergo it, `instruments` it is done with; `both` is set where the
    sides stand in one phrase ("between A and B").
    """

    actors: tuple[Token, ...] = ()
    targets: tuple[Token, ...] = ()
    instruments: tuple[Token, ...] = ()
    both: bool = False


def arguments(trigger: Token, of: str = "target") -> Arguments:
    """The arguments of a verb or noun; `of` says what "of X" after a noun means."""
    # A noun with a subject of its own and no copula is a verb that the tagger took for a noun.
    verbal = trigger.dep_ in ("ROOT", "ccomp") and any(children(trigger, SUBJECTS))
    copular = any(children(trigger, ("cop", "aux")))
    if trigger.dep_ == "compound" or (is_noun(trigger) and (not verbal or copular)):
        return _noun_arguments(trigger, of)
    return _verb_arguments(trigger)


def _verb_arguments(verb: Token) -> Arguments:
    actors, targets = list(children(verb, SUBJECTS)), list(children(verb, ("dobj", "dative")))
    if not targets and _is_hit(verb):
        actors, targets = [], actors
    targets += children(verb, PASSIVE_SUBJECTS)
    if not targets:  # "killed and wounded scores of them"
        joined = (c for c in verb.children if c.dep_ == "conj" and c.i < verb.i + _JOINED)
        targets += [o for c in joined for o in children(c, ("dobj",))]
    if not targets and verb.lemma_.lower() in role_words("striving"):  # "work to defeat the rebels"
        purposes = (c for c in children(verb, ("xcomp", "advcl")) if _is_infinitive(c))
        targets += [o for c in purposes for o in children(c, ("dobj",))]
    passive = any(child.dep_ in ("auxpass", "nsubjpass", "agent") for child in verb.children)
    actors += objects_of(verb, ("agent",), None) or hands(verb)
    actors += objects_of(verb, ("prep",), _BESIDE) if actors else []
    if not actors and not passive:
        found = inherited_subject(verb)
        if verb.dep_ == "acl" and verb.tag_ == "VBN":
            targets += found
        else:
            actors += [*found, *_helpers(verb)]
    elif not targets and passive:
        targets += inherited_subject(verb, passive=True)
    targets += objects_of(verb, ("prep",), word_class("target_preposition"))
    targets += _told_to(verb)
    instruments = objects_of(verb, ("prep", "agent"), frozenset({"with", "by", "using", "from"}))
    instruments += [c for c in verb.children if c.dep_ == "advcl" and c.lower_ == "using"]
    others = objects_of(verb, ("prep",), frozenset({"with"}))
    return Arguments(_spread(actors), _spread(targets + others), _spread(instruments), both=False)


def _noun_arguments(noun: Token, of: str) -> Arguments:
    actors: list[Token] = []
    targets: list[Token] = []
    actors += children(noun, ("poss",))
    actors += [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod")]
    (actors if of == "actor" else targets).extend(objects_of(noun, ("prep",), frozenset({"of"})))
    actors += objects_of(noun, ("prep", "agent"), frozenset({"by"}))
    targets += objects_of(noun, ("prep",), word_class("target_preposition"))
    undergone = noun.lemma_.lower() in role_words("undergone")
    held = noun.dep_ == "pobj" and noun.lemma_.lower() in _HOLDING and noun.head.lower_ == "in"
    if held:  # "men in the army's detention": whose it is holds them
        over = noun.head.head
        targets += [over] if over.pos_ in NOUNS else children(over, SUBJECTS)
    elif not targets and noun.tag_ == "NN" and undergone:
        owners = [owner for owner in actors if owner.dep_ == "poss"]
        actors = [owner for owner in actors if owner.dep_ != "poss"]
        targets += owners  # "the bishop's murder"
    actors += _shared(noun, actors, "by")
    both = _spread(objects_of(noun, ("prep",), _BOTH_PREPOSITIONS))
    actors += both[:1]  # "fighting between police and insurgents": one side each
    targets += both[1:]
    carriers, sufferers = ([], []) if held else carried_by(noun)
    actors += carriers
    targets += sufferers
    for clause in children(noun, ("relcl", "acl")):
        doers, sufferers = _in_clause(clause)
        actors += doers
        targets += sufferers
    sides = {token.i for token in both[1:]}
    return Arguments(
        tuple(token for token in _spread(actors) if token.i not in sides),
        _spread(targets),
        (),
        both=bool(both),
    )


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _helpers(verb: Token) -> list[Token]:
    """With whom somebody does it: "is working with its allies to support them"."""
    over = verb.head
    joint = verb.dep_ in ("xcomp", "advcl") and over.lemma_.lower() in role_words("joint")
    return objects_of(over, ("prep",), frozenset({"with"})) if joint else []


def _is_hit(verb: Token) -> bool:
    """ "The agent shot in the chest": a passive that the tagger took for the past tense."""
    hit = frozenset(o.lemma_.lower() for o in objects_of(verb, ("prep",), frozenset({"in"})))
    return verb.lemma_.lower() in ("shoot", "stab", "knife") and bool(hit & role_words("body"))


def _in_clause(clause: Token) -> tuple[list[Token], list[Token]]:
    """Who does a deed, and who suffers it, in a clause that hangs on its noun."""
    actors = objects_of(clause, ("agent",), None) if clause.tag_ == "VBN" else []
    # "atrocities that they committed": the clause's own subject did it
    doers = [c for c in children(clause, SUBJECTS) if c.tag_ not in ("WDT", "WP")]
    did = clause.lemma_ in word_class("carrier") or clause.lemma_ in role_words("owned_up")
    actors += doers if did else []
    objects = [] if doers else list(children(clause, ("dobj",)))
    if clause.lemma_ == "involve":  # "an attack involving gunmen against the consulate"
        return [*actors, *objects], objects_of(clause, ("prep",), word_class("target_preposition"))
    return actors, objects


def _shared(noun: Token, actors: list[Token], preposition: str) -> list[Token]:
    """What the last of several nouns says of all: "the murders and kidnappings by the gang"."""
    if any(actor.dep_ != "amod" or actor.ent_type_ for actor in actors):
        return []  # "ongoing shelling" names nobody, "Russian shelling" does
    joined = list(noun.conjuncts)
    if noun.dep_ == "dobj":  # the parser may hang the second noun on the verb
        joined += [c for c in children(noun.head, ("conj",)) if c.pos_ in NOUNS]
    others = [other for other in reversed(joined) if is_noun(other)]
    for other in others:
        if other.i > noun.i:
            return objects_of(other, ("prep", "agent"), frozenset({preposition}))
    # "two murders, both of which were carried out by the police"
    clauses = (c for other in others for c in children(other, ("relcl", "acl")))
    told = (objects_of(c, ("agent",), None) for c in clauses if c.tag_ == "VBN")
    return next(filter(None, told), [])


def _told_to(verb: Token) -> list[Token]:
    """Whom a demand or a seizure falls on: "demanded that the army leave", "seized from them"."""
    lemma = verb.lemma_.lower()
    if lemma in role_words("demanding"):
        clauses = children(verb, ("ccomp",))
        return [s for clause in clauses for s in children(clause, ("nsubj", "nsubjpass"))]
    if lemma in role_words("taking"):
        return objects_of(verb, ("prep",), frozenset({"from"}))
    return []


def blamed(trigger: Token) -> frozenset[int]:
    """The token numbers of those whom a verb of blame lays the deed of `trigger` on."""
    found: set[int] = set()
    for over in (trigger, *islice(trigger.ancestors, _REACH)):
        found.update(token.i for token in _spread(culprits(over)))
    return frozenset(found)


def sides_between(trigger: Token) -> tuple[Token, ...]:
    """Both sides of what a trigger breaks off: "the talks between A and B failed"."""
    found = arguments(trigger)
    nouns = (trigger, *found.targets, *found.actors)
    between = [o for n in nouns for o in objects_of(n, ("prep",), frozenset({"between"}))]
    return _spread(between)


def _spread(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """Tokens with those joined to them by "and", in order, each once."""
    found: dict[int, Token] = {}
    for token in tokens:
        if token.ent_type_ in _NO_PARTIES:
            continue
        for one in (token, *token.conjuncts):
            one = _counted(_antecedent(one))
            # "militias like the Falcons": the named ones are meant; "including" adds to the rest
            named = [o for o in objects_of(one, ("prep",), _EXAMPLES) if o.pos_ == "PROPN"]
            if not any(o.head.lower_ == "like" for o in named):
                found.setdefault(one.i, one)
            found.update((other.i, other) for other in named)
    return tuple(found.values())


def _antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; other words stand for themselves."""
    if token.tag_ not in ("WP", "WDT"):
        return token
    return next((a.head for a in token.ancestors if a.dep_ == "relcl"), token)


def _counted(token: Token) -> Token:
    """Whom a word of quantity counts: "scores of terrorists", "two of the men"."""
    if token.pos_ != "NUM" and token.lemma_.lower() not in word_class("quantity"):
        return token
    return next(iter(objects_of(token, ("prep",), frozenset({"of"}))), token)


def in_one_clause(one: Token, other: Token) -> bool:
    """Whether two words stand in one clause, or one in a clause that hangs on the other's.

    Clauses joined by "and", each with a subject of its own, are two.
    """
    first, second = _clauses(one), _clauses(other)
    return first[-1] in second or second[-1] in first


def _clauses(token: Token) -> list[int]:
    """The heads of the clauses around a word, up to one that is joined on by "and"."""
    found = []
    for head in (token, *token.ancestors):
        if head.pos_ in ("VERB", "AUX") or head.dep_ == "ROOT":
            found.append(head.i)
            own = any(children(head, SUBJECTS + PASSIVE_SUBJECTS))
            if head.dep_ == "conj" and own and head.lemma_ not in word_class("harming"):
                break  # "19 were killed and 59 wounded" stays one clause
    return found or [token.i]
