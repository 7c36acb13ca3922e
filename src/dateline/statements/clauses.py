"""Contents that are clauses: after the cue, around it, or cut in two by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.statements.cuts import (
    Bounds,
    Frame,
    Held,
    cut,
    has_subject,
    is_infinitive,
    next_cue,
)
from dateline.statements.tree import agent, is_passive, left_of_cue, phrase_end, subject
from dateline.statements.verbs import Sense, particle, senses_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BREAKS = frozenset([",", "-", "–", "—", "--", ";"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD", "VB"])
# Verbs that in a relative clause are no speech: "the posts it maintains have fallen".
_TRANSITIVE = frozenset(["maintain", "recall", "report", "hold", "find", "see", "announce"])
_PERCEIVING = frozenset(["see", "hear", "feel", "notice", "find"])
_OPENERS = frozenset(["think", "mean", "see", "believe", "guess", "suppose", "know"])
# Tokens that what is thought has at least.
_LEAST = 4
_QUESTION = frozenset(["whether", "if"])
# Tokens of "reported El Comercio" and its like.
_SHORT = 8
# How far from its cue a "that" may stand, and behind whom it is told, in tokens.
_PLAIN, _ADDRESSED = 8, 18
# Verbs that close a sentence ("..., the army said."), and the longest phrase of who does.
_CLOSING, _LONG = frozenset(["say", "report", "add"]), 16
_IN_NAMES = frozenset(["NOUN", "PROPN", "DET", "ADJ", "ADP", "PUNCT", "PART", "NUM", "CCONJ"])
# Verbs whose object is whom they speak to, not what they say.
_ADDRESSING = frozenset(["tell", "warn", "inform", "assure", "remind", "notify"])


def _relative(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    """ "a call the Kremlin denies took place": the noun and its verb stand on both sides."""
    if verb.dep_ != "relcl" or verb.i + 2 >= bounds.last or is_passive(verb):
        return None
    if verb.lemma_ in _TRANSITIVE:
        return None
    told = verb.nbor(1)
    if told.tag_ not in ("VBD", "VBZ", "VBP", "MD") or not has_subject(verb):
        return None
    governor = told.head if told.dep_ in ("aux", "auxpass") else told
    last = min(bounds.last, max(governor.right_edge.i, told.i) + 1)
    # Whoever denies, denies the whole; of what others tell, the noun itself is the writer's.
    first = verb.head.left_edge.i if sense.stance == "denies" else verb.i + 1
    return Held(first, last, "relative", (left_of_cue(verb, subject(verb)), verb.i + 1))


def _clause(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    """ "said that they had left", "said they had left", "were said to have left"."""
    if (relative := _relative(verb, sense, bounds)) is not None:
        return relative
    comp = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
    if comp is None and is_passive(verb) and not sense.thought and verb.lemma_ not in _ADDRESSING:
        comp = next((c for c in verb.rights if c.dep_ == "xcomp" and is_infinitive(c)), None)
        return cut(verb, comp, comp.left_edge.i, bounds, "clause") if comp else None
    if comp is None:
        comp = next((c for c in verb.rights if c.dep_ == "xcomp" and has_subject(c)), None)
    if comp is None:
        return _that(verb, bounds)
    if is_passive(verb) and sense.thought and not sense.predicate:
        return None
    if _is_parenthetic(verb, bounds) and bounds.doc[verb.i + 1].text == ",":
        return None
    first = _clause_start(verb, sense, comp, bounds)
    return None if first is None else cut(verb, comp, first, bounds, "clause")


def _clause_start(verb: Token, sense: Sense, comp: Token, bounds: Bounds) -> int | None:
    """Where a clause begins, after "that"; None where it is a question or no clause at all."""
    doc, first = bounds.doc, max(comp.left_edge.i, verb.i + 1)
    mark = next((c for c in comp.lefts if c.dep_ == "mark" and c.i > verb.i), None)
    if _is_no_claim(verb, comp, mark):
        return None
    if mark is not None and mark.lower_ == "that":
        first = mark.i + 1
    elif (that := _lost_that(verb, first)) is not None:
        first = that + 1
    if mark is None and not has_subject(comp):
        if comp.tag_ in ("VBG", "NN", "NNS", "NNP"):
            return None
        lost = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < comp.i), None)
        if lost is not None:
            first = max(verb.i + 1, lost.left_edge.i)
    while first < bounds.last and (doc[first].is_space or doc[first].text in (":", ",")):
        first += 1
    word = particle(verb, sense) if sense.particle else None
    if word is not None and first <= word.i:
        first = word.i + 1  # "made it clear that"
    first = _after_day(doc, first, bounds)
    if first + 1 < bounds.last and doc[first].lower_ == "that":
        # "that" beside a plural is no pointing word, whatever the parse says.
        plural = doc[first].head.tag_ in ("NNS", "NNPS")
        first += plural or doc[first].dep_ == "mark" or doc[first + 1].text == ","
    return first


def _is_no_claim(verb: Token, comp: Token, mark: Token | None) -> bool:
    """Whether a clause is a question, or something seen: "saw them leave"."""
    if mark is not None and mark.lower_ in _QUESTION:
        return True
    return verb.lemma_ in _PERCEIVING and comp.tag_ in ("VB", "VBG") and not _is_finite(comp)


def _is_finite(verb: Token) -> bool:
    return any(c.dep_ in ("aux", "auxpass") and c.lower_ != "to" for c in verb.lefts)


def _lost_that(verb: Token, first: int) -> int | None:
    """ "told the court that, over the years, ...": the "that" which the parse left outside."""
    for token in verb.doc[verb.i + 1 : first]:
        if token.lower_ == "that" and token.tag_ == "IN" and token.i + 1 < first:
            return token.i
    return None


def _whether(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    """ "asked whether they would leave", "wondered if it was true"."""
    if is_passive(verb) and verb.dep_ == "advcl":
        return None
    for comp in verb.rights:
        if comp.dep_ not in ("ccomp", "advcl", "xcomp") or comp.left_edge.i <= verb.i:
            continue
        mark = next((c for c in comp.lefts if c.dep_ == "mark"), None)
        if mark is not None and mark.lower_ in _QUESTION and mark.i - verb.i < _SHORT:
            return cut(verb, comp, mark.i, bounds, "whether")
    return None


def _opening(verb: Token, bounds: Bounds) -> Held | None:
    """ "I think, it is over", "You see, they left": a thought set before what is thought."""
    doc, source = bounds.doc, subject(verb)
    if source is None or source.pos_ != "PRON" or source.i != bounds.first:
        return None
    if verb.i != source.i + 1 or verb.lemma_ not in _OPENERS or verb.tag_ not in ("VBP", "VBZ"):
        return None
    if doc[verb.i + 1].text != "," or bounds.last - verb.i < _LEAST:
        return None
    return Held(verb.i + 2, bounds.last, "opening", (source.i, verb.i + 1))


def _after_day(doc: Doc, first: int, bounds: Bounds) -> int:
    """ "said Wednesday [on Telegram that] troops left": the day is that of the telling."""
    at = first
    if at + 2 >= bounds.last or doc[at].ent_type_ != "DATE" or doc[at].pos_ != "PROPN":
        return first
    if doc[at + 1].lower_ in ("'s", "’s") or doc[at + 1].tag_ in ("VBD", "VBZ", "NN", "NNS"):
        return first
    for mark in doc[at + 1 : min(bounds.last, at + _PLAIN)]:
        if mark.lower_ == "that" and mark.dep_ == "mark":
            return mark.i
        if mark.pos_ == "VERB" or mark.is_punct:
            break
    return at + 1


def _that(verb: Token, bounds: Bounds) -> Held | None:
    """Where the parse lost the clause: "said that ..." still shows where it begins."""
    doc = bounds.doc
    if (at := _after_aside(verb, bounds)) is not None:
        last = max(verb.right_edge.i, verb.head.right_edge.i if verb.dep_ == "ccomp" else 0)
        cue = (left_of_cue(verb, subject(verb)), at + 1)
        return Held(at + 1, min(bounds.last, max(last + 1, at + 2)), "clause", cue)
    reach = _ADDRESSED if verb.lemma_ in _ADDRESSING else _PLAIN
    for at in range(verb.i + 1, min(verb.i + reach, bounds.last)):
        if doc[at].lower_ == "that" and doc[at].dep_ in ("mark", "dobj", "nsubj", "det", "advmod"):
            if at > verb.i + 1 and doc[at].dep_ != "mark":
                return None
            last = min(bounds.last, max(verb.right_edge.i + 1, at + 2))
            last = next_cue(verb, doc[at], last)
            return Held(at + 1, last, "clause", (left_of_cue(verb, subject(verb)), at + 1))
        if doc[at].is_punct or doc[at].pos_ == "VERB":
            return None
    return None


def _after_aside(verb: Token, bounds: Bounds) -> int | None:
    """The "that" of "claimed, without evidence, that ...", past what the commas hold."""
    doc = bounds.doc
    if verb.i + 4 >= bounds.last or doc[verb.i + 1].text != ",":
        return None
    for at in range(verb.i + 3, min(verb.i + _ADDRESSED, bounds.last - 1)):
        if doc[at].text == ",":
            that = doc[at + 1]
            return at + 1 if that.lower_ == "that" and that.tag_ == "IN" else None
    return None


def _aside(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    """ "The town is quiet, officials said." and "The town, officials said, is quiet."."""
    found = _closing_inversion(verb, bounds) or _inversion(verb, bounds) or _opening(verb, bounds)
    if found is not None:
        return found
    if _is_told(verb, bounds):
        return None
    doc, source = bounds.doc, subject(verb) or inverted_subject(verb)
    left = left_of_cue(verb, source) if source is not None else 0
    if source is None or left - bounds.first < 2 or not _is_break(doc[left - 1]):
        return _closing(verb, bounds)
    if is_passive(verb):
        if source.lower_ != "it":
            return None
        # "..., it was reported by the police"
        return Held(bounds.first, left - 1, "aside", (left, bounds.last), agent(verb))
    others = any(
        c.dep_ in ("dobj", "xcomp") and c != source and not (c.tag_ == "VBG" and senses_of(c))
        for c in verb.rights
    )
    if others and verb.lemma_ not in _ADDRESSING:
        return None
    right = max(verb.i + 1, phrase_end(source) if source.i > verb.i else 0)
    if _resumes(verb, right, bounds):
        return Held(_after_colon(doc, bounds.first, left), bounds.last, "middle", (left, right))
    if not any(_tells(t) for t in doc[bounds.first : left - 1]):
        return None
    return Held(bounds.first, left - 1, "aside", (left, bounds.last))


def _closing_inversion(verb: Token, bounds: Bounds) -> Held | None:
    """ "..., reported El Comercio." at a sentence's end, whatever the parse makes of it."""
    doc = bounds.doc
    if verb.tag_ not in ("VBD", "VBZ") or verb.i - bounds.first < 3 or verb.i + 1 >= bounds.last:
        return None
    if not _is_break(doc[verb.i - 1]) or bounds.last - verb.i > _SHORT:
        return None
    names = doc[verb.i + 1 : bounds.last]
    if any(t.pos_ not in ("PROPN", "DET", "ADP", "PART", "PUNCT") for t in names):
        return None
    head = names.root
    if head.pos_ != "PROPN" or head.ent_type_ in ("DATE", "TIME"):
        return None
    return Held(bounds.first, verb.i - 1, "aside", (verb.i, bounds.last), head)


def _is_told(verb: Token, bounds: Bounds) -> bool:
    """ "Police say that on Monday, officers responded": what they did is told, not telling."""
    if verb.dep_ != "ccomp" or not bounds.first <= verb.head.i < verb.i:
        return False
    return bool(senses_of(verb.head)) and not any(c.dep_ == "ccomp" for c in verb.lefts)


def _tells(token: Token) -> bool:
    """Whether a verb makes a sentence, though "rebels carried it out" be tagged a participle."""
    return token.tag_ in _FINITE or (token.tag_ == "VBN" and has_subject(token))


def _closing(verb: Token, bounds: Bounds) -> Held | None:
    """ "..., mostly women, activists said.": who stands between the last comma and the cue."""
    doc = bounds.doc
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.lemma_ not in _CLOSING:
        return None
    if any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in doc[verb.i + 1 : bounds.last][:_SHORT]):
        return None
    first = _phrase_before(verb, bounds)
    if first is None:
        return None
    source = doc[first : verb.i].root
    if (name := _name_before(source, first)) is not None:
        first, source = name.i, name
        while doc[first - 1].ent_type_ == "PERSON":
            first -= 1
    if first - bounds.first < _PLAIN or not _is_break(doc[first - 1]):
        return None
    if source.pos_ not in ("NOUN", "PROPN"):
        return None
    if not any(_tells(t) and t.tag_ != "VB" for t in doc[bounds.first : first - 1]):
        return None
    return Held(bounds.first, first - 1, "aside", (first, bounds.last), source)


def _phrase_before(verb: Token, bounds: Bounds) -> int | None:
    """Where the noun phrase right before a cue begins, after a comma; None where there is none."""
    doc, first = bounds.doc, verb.i
    while first > bounds.first and verb.i - first < _LONG:
        before = doc[first - 1]
        if _is_break(before) and before.text != "-":
            break
        if before.pos_ not in _IN_NAMES and before.dep_ not in ("amod", "nmod", "advmod"):
            return None
        first -= 1
    return first if first < verb.i else None


def _name_before(source: Token, first: int) -> Token | None:
    """ "Ali Hasan, a trader said": the name that the office right before the cue describes."""
    doc = source.doc
    if source.pos_ != "NOUN" or first < 2 or doc[first].lower_ not in ("a", "an", "another"):
        return None
    name = doc[first - 2]
    return name if name.ent_type_ == "PERSON" and name.pos_ == "PROPN" else None


def _inversion(verb: Token, bounds: Bounds) -> Held | None:
    """ "A strike killed two, said Ali Hasan, a doctor", whatever subject the parse sees before."""
    doc = bounds.doc
    if (
        verb.tag_ not in ("VBD", "VBZ")
        or verb.i - bounds.first < 3
        or not _is_break(doc[verb.i - 1])
    ):
        return None
    before = subject(verb)
    if before is None or before.i > verb.i or any(c.dep_ == "ccomp" for c in verb.rights):
        return None
    source = next((c for c in verb.rights if c.dep_ == "nsubj" and c.pos_ != "PRON"), None)
    if source is None or source.ent_type_ in ("DATE", "TIME"):
        return None
    return Held(bounds.first, verb.i - 1, "aside", (verb.i, bounds.last), source)


def _after_colon(doc: Doc, first: int, left: int) -> int:
    """What is said begins after a colon that stands before the cue clause."""
    colon = next((i for i in range(left - 1, first, -1) if doc[i].text == ":"), None)
    return first if colon is None or left - colon < 2 else colon + 1


def _rest(verb: Token, sense: Sense, bounds: Bounds) -> Held | None:
    """The rest of the sentence, after a plain "said" whose clause the parse has lost."""
    doc, source = bounds.doc, subject(verb)
    if source is None or source.i > verb.i or bounds.last - verb.i < 5 or is_passive(verb):
        return None
    if doc[verb.i + 1].is_punct or any(c.dep_ in ("ccomp", "relcl") for c in verb.children):
        return None
    first = verb.i + 1
    while first < bounds.last and doc[first].dep_ in ("advmod", "npadvmod"):
        first += 1
    if not any(t.pos_ in ("VERB", "AUX") for t in doc[first : bounds.last]):
        return None
    return Held(first, bounds.last, "clause", (left_of_cue(verb, source), first))


def inverted_subject(verb: Token) -> Token | None:
    """The subject of "said Davis", which the parser often takes for an object."""
    for child in verb.rights:
        if child.dep_ in ("dobj", "nsubj", "npadvmod", "attr", "oprd") and child.pos_ in (
            "NOUN",
            "PROPN",
            "PRON",
        ):
            return child if child.i - verb.i < 12 and child.lower_ not in ("it", "this") else None
    return None


def _is_break(token: Token) -> bool:
    return token.text in _BREAKS or token.text in ('"', "”", "''", "’", "?", "!")


def _is_parenthetic(verb: Token, bounds: Bounds) -> bool:
    left = left_of_cue(verb, subject(verb))
    return left > bounds.first + 1 and _is_break(bounds.doc[left - 1])


def _resumes(verb: Token, right: int, bounds: Bounds) -> bool:
    """Whether the sentence goes on after the cue clause with what is said."""
    doc = bounds.doc
    if bounds.last - right < 2:
        return False
    comma = next((i for i in range(right, min(bounds.last, right + 14)) if doc[i].text == ","), -1)
    if comma < 0 or bounds.last - comma < 3:
        return False
    if verb.head.i > comma and verb.dep_ in ("parataxis", "ccomp", "advcl", "nsubj", "csubj"):
        return True
    if any(c.dep_ == "ccomp" and c.i > comma for c in verb.rights):
        return not any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.lefts)
    return verb.dep_ == "parataxis" and verb.right_edge.i <= comma


CLAUSES: dict[str, Frame] = {
    "clause": _clause,
    "aside": _aside,
    "rest": _rest,
    "whether": _whether,
}
