"""Contents that are no clauses: objects, infinitives, gerunds, what follows a preposition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.statements.cuts import Bounds, Frame, Held, cut, is_infinitive
from dateline.statements.phrases import word_list
from dateline.statements.tree import agent, is_passive, phrase_end
from dateline.statements.verbs import Sense, claims, feelings, particle, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_PEOPLE = frozenset(["PERSON", "NORP"])
_NAMED = _PEOPLE | {"ORG", "GPE"}
# What an attack or an illness claims is no claim.
_TOLLS = frozenset(["life", "victim", "toll", "casualty", "soldier", "prize", "title"])
# What is asked of a reporter.
_SILENCE = frozenset(["anonymity", "comment", "interview"])
_OWNED = frozenset(["responsibility", "credit"])
_ABOUT = frozenset(["over", "about", "for", "at", "in", "with", "of", "to", "regarding", "on"])
# Tokens after "put" in which a toll and its number stand.
_COUNTED = 14
PREPOSITIONS = frozenset(["about", "of", "for", "on", "against", "over"])


def _object(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    if is_passive(verb):
        return _passive_object(verb, bounds)
    comp = next((c for c in verb.rights if c.dep_ in ("dobj", "pobj") and c.i > verb.i), None)
    if comp is None and sense.particle:
        word = particle(verb, sense)
        comp = next((c for c in word.rights if c.dep_ == "pobj"), None) if word else None
    if comp is None or comp.pos_ == "PRON":
        return None
    return cut(verb, comp, max(verb.i + 1, comp.left_edge.i), bounds, "object")


def _passive_object(verb: Token, bounds: Bounds) -> Held | None:
    source = agent(verb)
    if source is None:
        return None
    cue = (verb.i, phrase_end(source))
    if verb.dep_ == "acl":
        head = verb.head
        return Held(head.left_edge.i, verb.left_edge.i, "object", cue, source)
    what = next((c for c in verb.lefts if c.dep_ in ("nsubjpass", "nsubj")), None)
    if what is None:
        return None
    return Held(what.left_edge.i, what.right_edge.i + 1, "object", cue, source)


def _event(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    found = _object(verb, sense, bounds)
    if found is None or (is_infinitive(verb) and verb.lemma_ not in words("checking")):
        return None
    head = bounds.doc[found.first : found.last].root
    if head.lemma_.lower() in _OWNED and (deed := _after(head, frozenset(["for"]))) is not None:
        return Held(deed.left_edge.i, found.last, "event", found.cue, found.speaker)
    if bounds.doc[found.first].lower_ in _SILENCE:
        return None
    if head.ent_type_ in _PEOPLE or head.lemma_.lower() in _TOLLS | _SILENCE:
        return None
    if head.lemma_.lower() in claims():
        # "confirmed reports that ...": what is confirmed is the clause.
        clause = next((c for c in head.rights if c.dep_ in ("acl", "ccomp", "relcl")), None)
        mark = clause and next((c for c in clause.lefts if c.lower_ == "that"), None)
        if mark:
            return Held(mark.i + 1, found.last, "event", found.cue, found.speaker)
    return Held(found.first, found.last, "event", found.cue, found.speaker)


def _after(noun: Token, ways: frozenset[str]) -> Token | None:
    """What stands after a noun and one of some prepositions; the parse may hang it on the verb."""
    for child in (*noun.rights, *noun.head.rights):
        if child.dep_ == "prep" and child.lower_ in ways and child.i > noun.i:
            return next((c for c in child.rights if c.dep_ in ("pobj", "pcomp")), None)
    return None


def _feeling(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    """ "expressed concern over the raid", "voiced the hope that talks go on": what it is about."""
    if is_passive(verb):
        return None
    noun = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if noun is None or noun.lemma_.lower() not in feelings():
        return None
    comp = _after(noun, _ABOUT)
    if comp is None:
        comp = next((c for c in noun.rights if c.dep_ in ("acl", "ccomp", "relcl")), None)
    if comp is None or comp.i < noun.i:
        return None
    if feelings()[noun.lemma_.lower()] == "condemns" and _is_somebody(comp):
        return None  # "anger at the army" tells no deed: the anger itself is what is voiced
    first = comp.left_edge.i
    first += bounds.doc[first].lower_ == "that"
    return cut(verb, comp, first, bounds, "feeling")


def _is_somebody(noun: Token) -> bool:
    """Whether a noun is people or a body: "the army", "both governments"."""
    somebody = word_list("people") | word_list("persons") | words("bodies")
    return noun.ent_type_ in _NAMED or noun.lemma_.lower() in somebody


def _whom_of(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    """ "accused the army of a raid": the accused and the deed."""
    if is_passive(verb):
        return None
    whom = next((c for c in verb.rights if c.dep_ == "dobj" and c.pos_ != "PRON"), None)
    if whom is None:
        return None
    ways = PREPOSITIONS.intersection(sense.takes)
    for way in (*verb.rights, *whom.rights):
        if way.dep_ == "prep" and way.lower_ in ways and way.i > whom.i:
            comp = next((c for c in way.rights if c.dep_ in ("pobj", "pcomp")), None)
            if comp is not None:
                return cut(verb, comp, max(verb.i + 1, whom.left_edge.i), bounds, "preposition")
    return None


def _claim(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    found = _event(verb, sense, bounds)
    if found is None:
        return None
    inside = bounds.doc[found.cue[1] - 1 : found.last]
    return found if any(word.lemma_.lower() in claims() for word in inside) else None


def _count(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    """ "put the death toll at nine", "counted 270 people buried": a figure is a claim."""
    if is_passive(verb):
        return None
    what = next((c for c in verb.rights if c.dep_ in ("dobj", "nsubj", "ccomp")), None)
    if what is None:
        return None
    last = min(bounds.last, verb.right_edge.i + 1)
    told = bounds.doc[verb.i + 1 : last]
    counted = {token.lower_ for token in told[:_COUNTED]} & words("counted")
    if not counted or not any(token.pos_ == "NUM" for token in told[:_COUNTED]):
        return None
    return cut(verb, what, max(verb.i + 1, what.left_edge.i), bounds, "object")


def _to(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    comp = next((c for c in verb.rights if c.dep_ in ("xcomp", "ccomp") and is_infinitive(c)), None)
    if comp is None and verb.pos_ != "VERB":
        way = next((c for c in verb.rights if c.lower_ == "to"), None)
        comp = next((c for c in way.rights if c.dep_ in ("pcomp", "pobj")), None) if way else None
    if comp is None:
        return None
    return cut(verb, comp, max(verb.i + 1, comp.left_edge.i), bounds, "to")


def _ing(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    anchor = particle(verb, sense) if sense.particle else verb
    for source in (anchor, verb):
        if source is None:
            continue
        for c in source.rights:
            if c.tag_ == "VBG" and c.dep_ in ("xcomp", "pcomp", "ccomp", "dobj"):
                return cut(verb, c, max(verb.i + 1, c.left_edge.i), bounds, "ing")
    return None


def _whom(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    """ "urged both sides to stop", "called on Moscow to withdraw"."""
    if is_passive(verb):
        return None
    act = next(
        (
            t
            for t in bounds.doc[verb.i + 1 : min(bounds.last, verb.i + 30)]
            if is_infinitive(t) and (t.head == verb or t.head.head == verb) and t.dep_ != "relcl"
        ),
        None,
    )
    if act is None:
        return None
    whom = next((c for c in verb.rights if c.dep_ in ("dobj", "dative") and c.i < act.i), None)
    if whom is None and sense.particle:
        word = particle(verb, sense)
        whom = next((c for c in word.rights if c.dep_ == "pobj"), None) if word else None
    if whom is None:
        whom = next((c for c in act.lefts if c.dep_ == "nsubj" and c.i > verb.i), None)
    if whom is None:
        return None
    return cut(verb, act, max(verb.i + 1, whom.left_edge.i), bounds, "whom")


def _small(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    """ "called it a tragedy", "described the raid as a crime"."""
    if is_passive(verb):
        return None
    what = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if what is not None and verb.lemma_ == "call":
        for token in bounds.doc[what.i + 1 : bounds.last]:
            if token.dep_ == "npadvmod" and any(c.dep_ == "det" for c in token.lefts):
                return Held(what.left_edge.i, bounds.last, "small", (verb.i, verb.i + 1))
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "oprd", "attr")]
    if len(objects) > 1 and verb.lemma_ in ("call", "brand", "label", "term", "deem"):
        return cut(verb, objects[-1], objects[0].left_edge.i, bounds, "small")
    for child in verb.rights:
        if child.dep_ == "oprd" or (child.dep_ == "prep" and child.lower_ == "as"):
            what = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < child.i), None)
            if what is not None:
                return cut(verb, child, what.left_edge.i, bounds, "small")
        if (
            child.dep_ in ("ccomp", "xcomp")
            and child.pos_ in ("NOUN", "ADJ", "PROPN")
            and verb.lemma_ in ("call", "brand", "label", "term", "deem")
            and child.left_edge.i > verb.i
        ):
            return cut(verb, child, child.left_edge.i, bounds, "small")
    return None


def _how(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    for comp in verb.rights:
        if comp.dep_ in ("ccomp", "pcomp", "advcl", "xcomp") and comp.left_edge.tag_ in (
            "WRB",
            "WP",
            "WDT",
        ):
            return cut(verb, comp, max(verb.i + 1, comp.left_edge.i), bounds, "how")
    return None


def _preposition(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    allowed = PREPOSITIONS.intersection(sense.takes)
    for child in verb.rights:
        if child.dep_ not in ("prep", "prt") or child.lower_ not in allowed:
            continue
        for comp in child.rights:
            if comp.dep_ in ("pobj", "pcomp"):
                return cut(verb, comp, comp.left_edge.i, bounds, "preposition")
    return None


COMPLEMENTS: dict[str, Frame] = {
    "object": _object,
    "claim": _claim,
    "event": _event,
    "count": _count,
    "to": _to,
    "ing": _ing,
    "whom": _whom,
    "small": _small,
    "feeling": _feeling,
    "whom of": _whom_of,
    "how": _how,
    **dict.fromkeys(PREPOSITIONS, _preposition),
}
