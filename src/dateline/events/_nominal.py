"""Nouns that name a happening: what stands with them, and what their place in a clause says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.events._clauses import children, clause, is_verb, lemma, top, under_way, words
from dateline.events._hearsay import refuted
from dateline.events._verdicts import BY_KIND, Up, Verdict, apply, prepared, setting, text_of
from dateline.records import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUN_KINDS = frozenset(
    {"plan", "fear", "threaten", "deny", "prevent", "desire", "attempt", "fail"}
)
_NOW = frozenset({"present", "perfect"})
# What may be said of a known event that goes on: "unless the siege is lifted".
_OPEN = frozenset({"under hypothetical", "under planned"})
_ATTEMPTS = frozenset({"attempt", "bid"})
_BEGIN = frozenset({"begin", "start"})
# Rules by which a noun's own clause says that it goes on, whatever the tense of the sentence.
_OWN = frozenset({"modifier:under way", "relative"})
_BY_MODIFIER: dict[str, Status] = {
    "planned": "planned",
    "threatened": "threatened",
    "feared": "feared",
    "hypothetical": "hypothetical",
    "attempted": "attempted",
    "ongoing": "ongoing",
    "denied": "denied",
}


def noun_verdict(noun: Token, up: Up) -> Verdict:
    """The verdict on the happening that a noun, or any word but a verb, names."""
    modified = _modified(noun) or _related(noun, up)
    if modified is not None and modified.status != "ongoing":
        return modified
    outer = _named(noun, up)
    if not outer.real:
        return outer
    if lemma(noun) in _ATTEMPTS:
        return Verdict("attempted", (noun,), ("attempt",))
    if modified is not None and ("past" not in outer.rules or modified.rules[0] in _OWN):
        return modified
    for child in children(noun):
        if child.dep_ == "det" and child.lower_ == "any":
            return Verdict("hypothetical", (child,), ("any",))
    if not words().has("lasting_nouns", lemma(noun)):
        return outer
    if outer.rules[:1] == ("definite",) and _OPEN & set(outer.rules):
        return Verdict("ongoing", (), ("lasting noun", *outer.rules))
    now = {"present progressive"} if "loose" in outer.rules else _NOW
    if now & set(outer.rules):
        return Verdict("ongoing", outer.cues, ("lasting noun", *outer.rules))
    return outer


def _modified(noun: Token) -> Verdict | None:
    """What stands with the noun: "a planned attack", "an attack planned for May", "no attack"."""
    for child in children(noun):
        word = child.lower_
        if child.dep_ in {"amod", "compound", "nmod", "advmod"} and child.i < noun.i:
            kind = words().kind("modifiers", word)
            if kind is not None:
                return Verdict(_BY_MODIFIER[kind], (child,), (f"modifier:{kind}",))
        elif child.dep_ in {"det", "neg"} and word == "no":
            return Verdict("denied", (child,), ("negated", "no noun"))
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            if under_way(child):
                return Verdict("ongoing", (child,), ("modifier:under way",))
            kind = words().kind("object_verbs", lemma(child))
            if kind in {"plan", "fear", "threaten", "cancel"}:
                return Verdict(BY_KIND[kind], (child,), (f"modifier:{kind}",))
            if kind == "prevent":
                return Verdict("attempted", (child,), ("modifier:prevent",))
    return None


def _related(noun: Token, up: Up) -> Verdict | None:
    """What a clause on the noun says of it: "clashes that are taking place"."""
    for child in children(noun):
        if child.dep_ != "relcl" or not is_verb(child):
            continue
        if any(c.dep_ == "prep" and any(w.tag_ == "WDT" for w in c.children) for c in child.lefts):
            continue  # "for which they hold the army responsible"
        occurs = {words().kind(name, lemma(child)) for name in ("object_verbs", "subject_verbs")}
        own = up(child) if occurs & {"occur", "continue"} else None
        if own is not None and own.status in {"ongoing", "planned"}:
            return own.by("relative")
    return None


def _named(noun: Token, up: Up) -> Verdict:
    """What the place of a noun in its sentence says of it."""
    head = noun.head
    if top(noun):
        return Verdict("happened", (), ("no clause",))
    if noun.dep_ in {"conj", "appos"} and not is_verb(head):
        return up(head).by("joined")
    if noun.dep_ in {"compound", "nmod", "poss", "amod"}:
        kind = words().kind("nouns", lemma(head))
        if kind in {"plan", "fear", "attempt", "threaten", "fail"} and noun.dep_ != "poss":
            return apply(kind, Verdict("happened"), head)
        return up(head).by("joined")
    if noun.dep_ in {"pobj", "pcomp"}:
        return _after(noun, head, up)
    if not is_verb(head):
        return setting(noun, up).by("inherited")
    if noun.dep_ in {"nsubj", "csubj"}:
        return _as_subject(noun, head, up)
    if noun.dep_ in {"dobj", "nsubjpass", "attr", "oprd", "dative", "expl", "acomp"}:
        return _as_object(noun, head, up)
    outer = up(head)
    if noun.dep_ in {"prep", "acomp"} and lemma(head) == "be" and _NOW & set(outer.rules):
        return Verdict("ongoing", (head,), ("state", *outer.rules))
    return outer.by("inherited")


def _as_subject(noun: Token, verb: Token, up: Up) -> Verdict:
    kind = words().kind("subject_verbs", lemma(verb))
    outer = up(verb)
    if kind == "fail" and outer.real and words().has("tries", lemma(noun)):
        return Verdict("attempted", (verb,), ("fail",))
    if kind in {"fear", "continue"} and outer.real:
        return apply(kind, outer, verb)
    for child in children(verb):
        if child.dep_ in {"acomp", "oprd", "advmod", "attr", "xcomp"} and child.i > verb.i:
            quality = words().kind("modifiers", child.lower_)
            if quality is not None and outer.real:
                return Verdict(_BY_MODIFIER[quality], (child,), (f"modifier:{quality}",))
    if kind == "occur" and _since(verb):
        return Verdict("ongoing", (verb,), ("since it began",))
    if outer.real:
        return outer.by("begun" if lemma(verb) in _BEGIN else "subject")
    tried = outer.status == "attempted"
    if kind == "occur" or tried or not _definite(noun) or "would" in outer.rules:
        return outer.by("subject")
    return _known(outer)


def _since(verb: Token) -> bool:
    """Whether the clause is "since it began"."""
    return lemma(verb) in {*_BEGIN, "erupt"} and any(
        child.dep_ == "mark" and child.lower_ == "since" for child in children(verb)
    )


def _as_object(noun: Token, verb: Token, up: Up) -> Verdict:
    word = lemma(verb)
    kind = words().kind("object_verbs", word)
    outer = up(verb)
    if "growing" in outer.rules:
        return outer.by("object")
    if word in _BEGIN or word == "call":
        return outer.by("called" if word == "call" else "begun")
    if kind in {None, "occur"} or noun.dep_ in {"attr", "oprd", "dative"}:
        bound = outer.real or outer.status == "attempted" or noun.dep_ == "attr"
        if bound or kind == "occur" or not _definite(noun):
            return outer.by(_tie(outer, word)) if kind == "occur" else _loosely(outer)
        return _known(outer)
    if kind == "plan" and _definite(noun) and outer.real and _agent(verb):
        return Verdict("happened", (), ("definite", "plan"))
    if word == "prepare":
        return prepared(clause(verb), outer)
    if kind == "repel":
        tried = words().has("tries", lemma(noun))
        return Verdict("attempted", (verb,), ("repel",)) if tried and outer.real else outer
    if kind == "prevent" and _definite(noun) and outer.status == "denied":
        return Verdict("happened", (), ("not prevent",))
    if kind == "deny" and _definite(noun):
        return Verdict("happened", (), ("definite", "deny"))
    return apply(kind or "", outer, verb)


def _tie(outer: Verdict, verb: str) -> str:
    """Whether the object of a verb goes on once the verb is over: "have launched a campaign"."""
    return "loose" if "perfect" in outer.rules and not words().has("beginnings", verb) else "object"


def _agent(verb: Token) -> bool:
    """Whether the doer of a passive is told: "was planned by the group"."""
    return any(child.dep_ == "agent" for child in children(verb))


def _after(noun: Token, preposition: Token, up: Up) -> Verdict:
    """A noun behind a preposition: "fears of an attack", "ready for one", "killed in one"."""
    head, word = preposition.head, preposition.lower_
    if words().has("absent_prepositions", word):
        return Verdict("denied", (preposition,), ("without",))
    if top(preposition):
        return Verdict("happened", (), ("no clause",))
    if is_verb(head):
        return _beside_verb(noun, head, word, up)
    if head.pos_ == "ADP":
        return _loosely(setting(noun, up))
    if words().has("conditional_nouns", lemma(head)) and text_of(head.head) == "in":
        return Verdict("hypothetical", (head,), ("if",))
    if (cue := refuted(head)) is not None:
        return Verdict("denied", (cue,), ("deny",))
    kind = words().kind("adjectives" if head.pos_ == "ADJ" else "nouns_with_noun", lemma(head))
    if kind == "part":
        return up(head)
    if kind == "fail" and not words().has("tries", lemma(noun)):
        return Verdict("happened", (), ("failure of",))
    if kind in _NOUN_KINDS:
        return apply(kind, Verdict("happened", (), ("noun",)), head)
    outer = setting(head, up)
    return _loosely(outer) if outer.real or _bare(noun) else _known(outer)


def _beside_verb(noun: Token, verb: Token, preposition: str, up: Up) -> Verdict:
    """A noun that a preposition ties to a verb: "prepare for war", "killed in the raid"."""
    kind = words().kind("prepositional", f"{lemma(verb)} {preposition}")
    outer = up(verb)
    if kind == "prepare":
        return prepared(clause(verb), outer)
    if kind is not None:
        return apply(kind, outer, verb)
    if preposition in {"after", "since", "following", "despite"}:
        return Verdict("happened", (), ("after",))
    if (
        preposition in {"under", "at", "on", "in"}
        and lemma(verb) == "be"
        and _NOW & set(outer.rules)
    ):
        return Verdict("ongoing", (verb,), ("state",))
    if preposition == "under":
        return outer.by("under")
    if outer.real or not _definite(noun):
        return _loosely(outer)
    return _known(outer)


def _known(outer: Verdict) -> Verdict:
    """A noun told of as known in a clause that is not told as a fact: "may follow the attack"."""
    return Verdict("happened", (), ("definite", f"under {outer.status}"))


def _loosely(outer: Verdict) -> Verdict:
    """What a clause lends to a noun that it merely mentions: that it is real, not that it lasts."""
    status = "happened" if outer.real else outer.status
    return outer._replace(status=status).by("loose")


def _bare(noun: Token) -> bool:
    return not any(child.dep_ in {"det", "poss"} for child in children(noun))


def _definite(noun: Token) -> bool:
    """Whether the noun is told of as known: "the attack", "Friday's attack"."""
    return any(
        (child.dep_ == "det" and child.lower_ in {"the", "this", "that", "these", "those"})
        or child.dep_ == "poss"
        for child in children(noun)
    )
