"""Where a trigger of the lexicon becomes a happening, or none (codebook §1)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dateline.annotations import Sentence
from dateline.events.context import Context
from dateline.events.frames import base, is_noun, lexicon
from dateline.events.status import Standing, status_of
from dateline.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMED_ENTITIES = frozenset(
    {"ORG", "PERSON", "GPE", "FAC", "WORK_OF_ART", "LAW", "PRODUCT", "NORP"}
)
_TEMPORAL = frozenset({"during", "after", "since", "following", "amid", "before"})
# Words between an auxiliary and its verb: "had, he said, gang-raped".
_BETWEEN = 3


def told(context: Context, sentence: Sentence) -> tuple[str, Standing] | None:
    """The type and standing of the happening that a candidate trigger names.

    The one place that decides whether a match of the lexicon becomes an event.

    Args:
        context: the match, with what stands around it.
        sentence: the sentence it stands in.

    Returns:
        None where the words name none: an attribute, a name, a generality, something absent, or
        what is only demanded, allowed or aimed at.
    """
    head = context.head
    if _is_attribute(context, sentence) or (kind := context.coded()) is None or _is_absent(context):
        return None
    standing = status_of(context.annotations, Span(head.idx, head.idx + len(head)), kind)
    if _is_only_wished(context, standing) or _is_means(context, kind):
        return None
    return kind, standing


def _is_means(context: Context, kind: str) -> bool:
    """ "They fought off the raid with artillery fire": what another deed is done with."""
    head = context.head
    if kind.split("/")[0] not in ("strike", "explosion") or head.dep_ != "pobj":
        return False
    over = head.head.head
    known = lexicon().verbs.keys() | lexicon().nouns.keys()
    return head.head.lower_ == "with" and base(over) in known and not context.arguments.targets


def _is_attribute(context: Context, sentence: Sentence) -> bool:
    """Whether the trigger only describes something: "attack helicopter", "besieged city"."""
    head = context.head
    if head.dep_ in ("amod", "nmod") and head.pos_ in ("VERB", "ADJ"):
        return not _has_auxiliary(head)
    if head.dep_ == "compound" and head.head.i not in context.match.tokens:
        return base(head.head) not in lexicon().classes["action_noun"]
    if _is_part_of_a_word(head) or _is_generality(context):
        return True
    if sentence.zone == "body" and head.pos_ == "PROPN" and head.ent_type_ in _NAMED_ENTITIES:
        return True
    charges = lexicon().classes["charge"]
    unreal = head.dep_ in ("csubj", "csubjpass") and not is_noun(head)
    named = any(base(a) in charges for a in islice(head.ancestors, 3))
    return unreal or (named and not _is_known(head))


def _is_part_of_a_word(token: Token) -> bool:
    """ "Battle-hardened", "sanctions-hit"."""
    following = token.doc[token.i + 1 : token.i + 3]
    return (
        len(following) == 2
        and not token.whitespace_
        and following[0].text == "-"
        and following[1].tag_ in ("VBN", "JJ")
    )


def _is_generality(context: Context) -> bool:
    """ "Clashes are frequent", "she condemned torture": deeds in general, none told of."""
    head, classes = context.head, lexicon().classes
    if head.dep_ == "nsubj":
        return any(
            child.dep_ in ("acomp", "attr") and base(child) in classes["general"]
            for child in head.head.children
        )
    bare = all(child.dep_ in ("conj", "cc", "punct") for child in head.children)
    over = head.head.head if head.dep_ == "pobj" else head.head
    condemned = head.dep_ in ("dobj", "pobj") and base(over) in classes["condemning"]
    return is_noun(head) and bare and condemned


def _has_auxiliary(verb: Token) -> bool:
    """Whether "had" stands before a verb that the parser took for an adjective."""
    for token in reversed(verb.doc[max(verb.sent.start, verb.i - _BETWEEN) : verb.i]):
        if token.lemma_ == "have":
            return True
        if token.pos_ not in ("ADV", "PUNCT") and token.nbor().text != "-":
            return False
    return False


def _is_known(noun: Token) -> bool:
    """Whether a deed under a charge is a certain one: "the murder of three judges"."""
    below = {child.lower_ for child in noun.children}
    return is_noun(noun) and "the" in below and "of" in below


def _is_absent(context: Context) -> bool:
    """Nothing happened: "no immediate claim of responsibility for the attack"."""
    head, own = context.head, context.match.tokens
    over = head.head.head if head.dep_ == "pobj" else head
    if over.pos_ == "NOUN" and base(over) in lexicon().classes["ending"]:
        return True  # "a pause in hostilities"
    for token in (head, *islice(head.ancestors, 4)):
        if token.pos_ not in ("NOUN", "ADP"):
            return False
        if any(child.lower_ == "no" and child.i not in own for child in token.children):
            return True
    return False


def _is_to_end(context: Context) -> bool:
    """Whether what is wished is the end of a deed by or on somebody: it goes on."""
    over = islice(context.head.ancestors, 3)
    told = context.arguments.actors or context.arguments.targets
    return bool(told) and any(base(a) in lexicon().classes["stopping"] for a in over)


def _is_only_wished(context: Context, standing: Standing) -> bool:
    """Whether somebody only demands or allows a deed, or acts in order to do it, or a thing can.

    What may happen, what is planned, opposed or feared is an event; what is demanded is part of
    the demand (codebook §8).
    """
    if standing.status != "hypothetical":
        return False
    head = context.head
    if not standing.cues:
        return head.dep_ in ("advcl", "xcomp", "acl", "relcl")
    if is_noun(head) and (_is_to_end(context) or head.head.lower_ in _TEMPORAL):
        return False
    cue = base(context.annotations.root(standing.cues[0]))
    if cue == "can":  # "the missile can strike": what a thing is able to do
        return not context.kinds(context.arguments.actors) & {"party", "armed", "state"}
    return cue in lexicon().classes["wish"]
