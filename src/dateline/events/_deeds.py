"""Who stands to a deed by the verb around it: who launched it, suffered it, is blamed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.events._grammar import (
    NOUNS,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    children,
    culprits,
    hands,
    inherited_subject,
    objects_of,
    role_pairs,
    role_words,
    word_class,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    # Those who do it, those who suffer it.
    Roles = tuple[list[Token], list[Token]]


def carried_by(noun: Token) -> Roles:
    """Subjects of the verb that carries the event noun: those who do it, those who suffer it."""
    head, dep = _above(noun)
    if dep == "pobj":
        return _under_preposition(head)
    if dep in ("nsubj", "nsubjpass"):
        return _as_subject(head, dep)
    if dep != "dobj":
        return [], []
    if laid := _laid_on(head):
        return laid, []
    if len(list(children(head, ("dobj", "oprd")))) > 1:
        return [], []  # "calls the presence a tragedy" does not do it
    subjects = _subjects(head)
    if head.lemma_ in word_class("sufferer"):
        return hands(head), subjects
    did = head.lemma_ in word_class("carrier") or head.lemma_ in ("claim", "admit")
    return (subjects if did else []), []


def _above(noun: Token) -> tuple[Token, str]:
    """What an event noun hangs on, and how: past "and" and past "a series of"."""
    head, dep = noun.head, noun.dep_
    while dep in ("conj", "compound") and head.pos_ in NOUNS:
        head, dep = head.head, head.dep_
    if dep == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in role_words("many"):
        return head.head.head, head.head.dep_
    return head, dep


def _subjects(verb: Token) -> list[Token]:
    return list(children(verb, SUBJECTS)) or inherited_subject(verb)


def _under_preposition(preposition: Token) -> Roles:
    """Roles around an event noun that is the object of a preposition."""
    over = preposition.head
    if preposition.dep_ == "prep" and over.lemma_ in ("come", "be"):
        subjects = list(children(over, SUBJECTS))
        # "came under attack" suffers it, "was behind the attack", "are at war" did it
        return (subjects, []) if preposition.lower_ in ("behind", "at") else ([], subjects)
    if found := _answerable(preposition):
        return found, []
    if preposition.lower_ == "with" and over.lemma_ in role_words("providing"):
        return _subjects(over), []  # "provide the government with support"
    return (list(children(over, SUBJECTS)) if over.lemma_ in word_class("carrier") else []), []


def _as_subject(verb: Token, dep: str) -> Roles:
    """Roles around an event noun that is the subject of a verb."""
    if dep == "nsubjpass" and (laid := _laid_on(verb)):
        return laid, []
    agents = objects_of(verb, ("agent",), None)
    # "was led by", "was repelled by", no "was seen by"; "the attacks, also claimed by the group"
    if dep == "nsubjpass" or (verb.tag_ == "VBN" and agents):
        return _agents_of(verb, agents)
    hit = children(verb, ("dobj",)) if verb.pos_ == "VERB" else ()
    return [], list(hit)  # "the blast destroyed the bus"


def _agents_of(verb: Token, agents: list[Token]) -> Roles:
    """Those by whom a deed "was led", or "was repelled", as who did it and who suffered it."""
    if verb.lemma_ in word_class("sufferer"):
        return [], agents
    did = verb.lemma_ in word_class("carrier") or verb.lemma_ in role_words("owned_up")
    return (agents if did else []), []


def _laid_on(verb: Token) -> list[Token]:
    """Whom a deed is laid on: "attributed the murder to", "blamed the blast on"."""
    over = role_pairs("laid_on").get(verb.lemma_.lower())
    return objects_of(verb, ("prep", "dative"), frozenset({over})) if over else []


def owning_up(word: Token) -> list[Token]:
    """Who answers for a deed of their own will: "claimed responsibility", "took credit"."""
    if word.lemma_.lower() not in ("responsibility", "credit") or word.dep_ != "dobj":
        return []
    verb = word.head
    if verb.lemma_.lower() not in role_words("owning_up"):
        return []
    return _subjects(verb)


def _answerable(preposition: Token) -> list[Token]:
    """Who is said to have to do with the deed: "blamed X for", "X is responsible for", "in"."""
    over = preposition.head
    for _ in range(3):
        if found := culprits(over) or _involved(over):
            return found
        if over.pos_ in NOUNS and over.lemma_.lower() not in role_words("part"):
            break
        over = over.head
    return []


def _involved(word: Token) -> list[Token]:
    """Whose involvement a word tells: "X took part in", "X's role in", "the authors of"."""
    lemma = word.lemma_.lower()
    if word.pos_ in ("ADJ", "VERB") and lemma in role_words("involved"):
        if word.dep_ in ("acl", "relcl", "amod") and word.head.pos_ in NOUNS:
            return [word.head]
        for verb in (word, word.head):
            if subjects := list(children(verb, SUBJECTS + PASSIVE_SUBJECTS)):
                return subjects
        return inherited_subject(word)
    if word.pos_ in NOUNS and lemma in role_words("part"):
        subjects = list(children(word, ("poss",)))
        if not subjects and word.dep_ == "dobj":
            subjects = _subjects(word.head)
        return subjects
    return [word] if word.pos_ in NOUNS and lemma in role_words("doer") else []
