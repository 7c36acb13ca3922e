"""Who does what to whom: the arguments of a trigger, by dependency."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from dateline.codebook import load_yaml
from dateline.events.frames import is_noun, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

# How far off the second of two verbs with one object stands.
_JOINED = 4
# How many words up a verb of blame may stand over the deed.
_REACH = 4
_SUBJECTS = ("nsubj", "csubj")
_PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
# "on Saturday" is no target of an attack.
_NO_PARTIES = frozenset({"DATE", "TIME"})
_NOUNS = ("NOUN", "PROPN")
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
    verbal = trigger.dep_ in ("ROOT", "ccomp") and any(_children(trigger, _SUBJECTS))
    copular = any(_children(trigger, ("cop", "aux")))
    if trigger.dep_ == "compound" or (is_noun(trigger) and (not verbal or copular)):
        return _noun_arguments(trigger, of)
    return _verb_arguments(trigger)


def _verb_arguments(verb: Token) -> Arguments:
    actors, targets = list(_children(verb, _SUBJECTS)), list(_children(verb, ("dobj", "dative")))
    if not targets and _is_hit(verb):
        actors, targets = [], actors
    targets += _children(verb, _PASSIVE_SUBJECTS)
    if not targets:  # "killed and wounded scores of them"
        joined = (c for c in verb.children if c.dep_ == "conj" and c.i < verb.i + _JOINED)
        targets += [o for c in joined for o in _children(c, ("dobj",))]
    if not targets and verb.lemma_.lower() in role_words("striving"):  # "work to defeat the rebels"
        purposes = (c for c in _children(verb, ("xcomp", "advcl")) if _is_infinitive(c))
        targets += [o for c in purposes for o in _children(c, ("dobj",))]
    passive = any(child.dep_ in ("auxpass", "nsubjpass", "agent") for child in verb.children)
    actors += _objects_of(verb, ("agent",), None) or _hands(verb)
    actors += _objects_of(verb, ("prep",), _BESIDE) if actors else []
    if not actors and not passive:
        found = _inherited_subject(verb)
        if verb.dep_ == "acl" and verb.tag_ == "VBN":
            targets += found
        else:
            actors += found
    elif not targets and passive:
        targets += _inherited_subject(verb, passive=True)
    targets += _objects_of(verb, ("prep",), _words("target_preposition"))
    targets += _told_to(verb)
    instruments = _objects_of(verb, ("prep", "agent"), frozenset({"with", "by", "using", "from"}))
    instruments += [c for c in verb.children if c.dep_ == "advcl" and c.lower_ == "using"]
    others = _objects_of(verb, ("prep",), frozenset({"with"}))
    return Arguments(_spread(actors), _spread(targets + others), _spread(instruments), both=False)


def _inherited_subject(verb: Token, *, passive: bool = False) -> list[Token]:
    """The subject a verb without its own takes from the clause it hangs on."""
    for _ in range(4):
        if verb.dep_ in ("relcl", "acl"):
            return [verb.head]
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "prep", "acomp"):
            return []
        controlled = verb.dep_ in ("xcomp", "ccomp")
        verb = verb.head
        if culprits := _culprits(verb):
            return culprits
        # "forced them to surrender": the object of the one is the subject of the other.
        if controlled and (found := list(_children(verb, ("dobj", "dative")))):
            return found
        # "the town which rebels held before being retaken": the town is retaken, not the rebels
        if passive and verb.pos_ == "VERB" and (found := list(_children(verb, ("dobj",)))):
            return found
        if found := list(_children(verb, _SUBJECTS + _PASSIVE_SUBJECTS)):
            return found
    return []


def _noun_arguments(noun: Token, of: str) -> Arguments:
    actors: list[Token] = []
    targets: list[Token] = []
    actors += _children(noun, ("poss",))
    actors += [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod")]
    (actors if of == "actor" else targets).extend(_objects_of(noun, ("prep",), frozenset({"of"})))
    actors += _objects_of(noun, ("prep", "agent"), frozenset({"by"}))
    targets += _objects_of(noun, ("prep",), _words("target_preposition"))
    undergone = noun.lemma_.lower() in role_words("undergone")
    held = noun.dep_ == "pobj" and noun.lemma_.lower() in _HOLDING and noun.head.lower_ == "in"
    if held:  # "men in the army's detention": whose it is holds them
        over = noun.head.head
        targets += [over] if over.pos_ in _NOUNS else _children(over, _SUBJECTS)
    elif not targets and noun.tag_ == "NN" and undergone:
        owners = [owner for owner in actors if owner.dep_ == "poss"]
        actors = [owner for owner in actors if owner.dep_ != "poss"]
        targets += owners  # "the bishop's murder"
    actors += _shared(noun, actors, "by")
    both = _spread(_objects_of(noun, ("prep",), _BOTH_PREPOSITIONS))
    actors += both[:1]  # "fighting between police and insurgents": one side each
    targets += both[1:]
    carriers, sufferers = ([], []) if held else _carried_by(noun)
    actors += carriers
    targets += sufferers
    for clause in (c for c in noun.children if c.dep_ in ("relcl", "acl")):
        if clause.tag_ == "VBN":
            actors += _objects_of(clause, ("agent",), None)
        # "atrocities that they committed": the clause's own subject did it
        doers = [c for c in _children(clause, _SUBJECTS) if c.tag_ not in ("WDT", "WP")]
        did = clause.lemma_ in _words("carrier") or clause.lemma_ in role_words("owned_up")
        actors += doers if did else []
        objects = list(_children(clause, ("dobj",))) if not doers else []
        if clause.lemma_ == "involve":  # "an attack involving gunmen against the consulate"
            actors += objects
            targets += _objects_of(clause, ("prep",), _words("target_preposition"))
        else:
            targets += objects
    sides = {token.i for token in both[1:]}
    return Arguments(
        tuple(token for token in _spread(actors) if token.i not in sides),
        _spread(targets),
        (),
        both=bool(both),
    )


def _carried_by(noun: Token) -> tuple[list[Token], list[Token]]:
    """Subjects of the verb that carries the event noun: those who do it, those who suffer it."""
    head, dep = noun.head, noun.dep_
    while dep in ("conj", "compound") and head.pos_ in ("NOUN", "PROPN"):
        head, dep = head.head, head.dep_
    if dep == "pobj" and head.dep_ == "prep" and head.head.lemma_ in ("come", "be"):
        subjects = list(_children(head.head, _SUBJECTS))
        # "came under attack" suffers it, "was behind the attack", "are at war" did it
        return (subjects, []) if head.lower_ in ("behind", "at") else ([], subjects)
    if dep == "nsubj" and head.tag_ == "VBN" and (agents := _objects_of(head, ("agent",), None)):
        return _agents_of(head, agents)  # "the attacks, also claimed by the group, have killed"
    if dep == "nsubj" and head.pos_ == "VERB":
        return [], list(_children(head, ("dobj",)))  # "the blast destroyed the bus"
    if dep == "nsubjpass" and not _laid_on(head):  # "the attack was led by", "was repelled by", no "was seen by"
        return _agents_of(head, _objects_of(head, ("agent",), None))
    if dep in ("dobj", "nsubjpass") and (culprits := _laid_on(head)):
        return culprits, []
    if dep == "pobj" and (culprits := _answerable(head)):
        return culprits, []
    if dep == "pobj" and head.lower_ == "with" and head.head.lemma_ in role_words("providing"):
        verb = head.head  # "provide the government with support"
        return list(_children(verb, _SUBJECTS)) or _inherited_subject(verb), []
    if dep == "pobj" and head.head.lemma_ in _words("carrier"):
        return list(_children(head.head, _SUBJECTS)), []
    if dep != "dobj" or len(list(_children(head, ("dobj", "oprd")))) > 1:
        return [], []  # "calls the presence a tragedy" does not do it
    subjects = list(_children(head, _SUBJECTS)) or _inherited_subject(head)
    if head.lemma_ in _words("sufferer"):
        return [], subjects
    did = head.lemma_ in _words("carrier") or head.lemma_ in ("claim", "admit")
    return (subjects if did else []), []


def _agents_of(verb: Token, agents: list[Token]) -> tuple[list[Token], list[Token]]:
    """Those by whom a deed "was led", or "was repelled", as who did it and who suffered it."""
    if verb.lemma_ in _words("sufferer"):
        return [], agents
    did = verb.lemma_ in _words("carrier") or verb.lemma_ in role_words("owned_up")
    return (agents if did else []), []


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_hit(verb: Token) -> bool:
    """ "The agent shot in the chest": a passive that the tagger took for the past tense."""
    hit = frozenset(o.lemma_.lower() for o in _objects_of(verb, ("prep",), frozenset({"in"})))
    return verb.lemma_.lower() in ("shoot", "stab", "knife") and bool(hit & role_words("body"))


def _hands(verb: Token) -> list[Token]:
    """ "died at the hands of the rebels"."""
    hands = _objects_of(verb, ("prep",), frozenset({"at"}))
    return [
        doer
        for hand in hands
        if hand.lower_ in ("hands", "hand")
        for doer in _objects_of(hand, ("prep",), frozenset({"of"}))
    ]


def _shared(noun: Token, actors: list[Token], preposition: str) -> list[Token]:
    """What the last of several nouns says of all: "the murders and kidnappings by the gang"."""
    if any(actor.dep_ != "amod" or actor.ent_type_ for actor in actors):
        return []  # "ongoing shelling" names nobody, "Russian shelling" does
    others = [other for other in reversed(list(noun.conjuncts)) if is_noun(other)]
    for other in others:
        if other.i > noun.i:
            return _objects_of(other, ("prep", "agent"), frozenset({preposition}))
    # "two murders, both of which were carried out by the police"
    clauses = (c for other in others for c in _children(other, ("relcl", "acl")))
    told = (_objects_of(c, ("agent",), None) for c in clauses if c.tag_ == "VBN")
    return next(filter(None, told), [])


def _told_to(verb: Token) -> list[Token]:
    """Whom a demand or a seizure falls on: "demanded that the army leave", "seized from them"."""
    lemma = verb.lemma_.lower()
    if lemma in role_words("demanding"):
        clauses = _children(verb, ("ccomp",))
        return [s for clause in clauses for s in _children(clause, ("nsubj", "nsubjpass"))]
    if lemma in role_words("taking"):
        return _objects_of(verb, ("prep",), frozenset({"from"}))
    return []


def _culprits(verb: Token) -> list[Token]:
    """Whom a verb of blame lays the deed on: "accused the rebels of", "was charged with"."""
    if verb.pos_ in _NOUNS and verb.dep_ in ("dobj", "nsubjpass"):
        found = _culprits(verb.head)  # the parser hangs "of shelling" on "the rebels"
        return found if verb in found else []
    if verb.lemma_.lower() not in role_words("blaming"):
        return []
    passive = list(_children(verb, _PASSIVE_SUBJECTS))
    if not passive and verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN":
        return [verb.head]
    return passive or list(_children(verb, ("dobj", "dative")))


def blamed(trigger: Token) -> frozenset[int]:
    """The token numbers of those whom a verb of blame lays the deed of `trigger` on."""
    found: set[int] = set()
    for over in (trigger, *islice(trigger.ancestors, _REACH)):
        found.update(token.i for token in _spread(_culprits(over)))
    return frozenset(found)


def _answerable(preposition: Token) -> list[Token]:
    """Who is said to have to do with the deed: "blamed X for", "X is responsible for", "in"."""
    over = preposition.head
    for _ in range(3):
        if found := _culprits(over) or _involved(over):
            return found
        if over.pos_ in _NOUNS and over.lemma_.lower() not in role_words("part"):
            break
        over = over.head
    return []


def _laid_on(verb: Token) -> list[Token]:
    """Whom a deed is laid on: "attributed the murder to", "blamed the blast on"."""
    over = role_pairs("laid_on").get(verb.lemma_.lower())
    return _objects_of(verb, ("prep", "dative"), frozenset({over})) if over else []


def owning_up(word: Token) -> list[Token]:
    """Who answers for a deed of their own will: "claimed responsibility", "took credit"."""
    if word.lemma_.lower() not in ("responsibility", "credit") or word.dep_ != "dobj":
        return []
    verb = word.head
    if verb.lemma_.lower() not in role_words("owning_up"):
        return []
    return list(_children(verb, _SUBJECTS)) or _inherited_subject(verb)


def sides_between(trigger: Token) -> tuple[Token, ...]:
    """Both sides of what a trigger breaks off: "the talks between A and B failed"."""
    found = arguments(trigger)
    nouns = (trigger, *found.targets, *found.actors)
    between = [o for n in nouns for o in _objects_of(n, ("prep",), frozenset({"between"}))]
    return _spread(between)


def _involved(word: Token) -> list[Token]:
    """Whose involvement a word tells: "X took part in", "X's role in", "the authors of"."""
    lemma = word.lemma_.lower()
    if word.pos_ in ("ADJ", "VERB") and lemma in role_words("involved"):
        if word.dep_ in ("acl", "relcl", "amod") and word.head.pos_ in _NOUNS:
            return [word.head]
        for verb in (word, word.head):
            if subjects := list(_children(verb, _SUBJECTS + _PASSIVE_SUBJECTS)):
                return subjects
        return _inherited_subject(word)
    if word.pos_ in _NOUNS and lemma in role_words("part"):
        subjects = list(_children(word, ("poss",)))
        if not subjects and word.dep_ == "dobj":
            subjects = list(_children(word.head, _SUBJECTS)) or _inherited_subject(word.head)
        return subjects
    return [word] if word.pos_ in _NOUNS and lemma in role_words("doer") else []


def _words(name: str) -> frozenset[str]:
    return lexicon().classes[name]


@cache
def role_pairs(name: str) -> dict[str, str]:
    """A list of pairs of words of `roles.yaml`."""
    data: dict[str, Any] = load_yaml("dateline.events", "roles.yaml")
    return dict(data["words"][name])


@cache
def role_words(name: str) -> frozenset[str]:
    """A list of words of `roles.yaml`."""
    data: dict[str, Any] = load_yaml("dateline.events", "roles.yaml")
    return frozenset(data["words"][name])


def _children(token: Token, relations: tuple[str, ...]) -> Iterator[Token]:
    return (child for child in token.children if child.dep_ in relations)


def _objects_of(
    token: Token, relations: tuple[str, ...], words: frozenset[str] | None
) -> list[Token]:
    """Objects of the prepositions under `token`; of all of them where `words` is None."""
    return [
        grandchild
        for child in token.children
        if child.dep_ in relations and (words is None or child.lower_ in words)
        for grandchild in child.children
        if grandchild.dep_ in ("pobj", "pcomp")
    ]


def _spread(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """Tokens with those joined to them by "and", in order, each once."""
    found: dict[int, Token] = {}
    for token in tokens:
        if token.ent_type_ in _NO_PARTIES:
            continue
        for one in (token, *token.conjuncts):
            one = _counted(_antecedent(one))
            found.setdefault(one.i, one)
            # "militias like the Falcons": the named one is meant too
            named = _objects_of(one, ("prep",), _EXAMPLES)
            found.update((other.i, other) for other in named if other.pos_ == "PROPN")
    return tuple(found.values())


def _antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; other words stand for themselves."""
    if token.tag_ not in ("WP", "WDT"):
        return token
    return next((a.head for a in token.ancestors if a.dep_ == "relcl"), token)


def _counted(token: Token) -> Token:
    """Whom a word of quantity counts: "scores of terrorists", "two of the men"."""
    if token.pos_ != "NUM" and token.lemma_.lower() not in _words("quantity"):
        return token
    return next(iter(_objects_of(token, ("prep",), frozenset({"of"}))), token)


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
            own = any(_children(head, _SUBJECTS + _PASSIVE_SUBJECTS))
            if head.dep_ == "conj" and own and head.lemma_ not in _words("harming"):
                break  # "19 were killed and 59 wounded" stays one clause
    return found or [token.i]
