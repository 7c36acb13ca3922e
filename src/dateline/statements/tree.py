"""Reading a parse: subjects, noun phrases, edges of clauses."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.records import Span
from dateline.statements.verbs import senses_of, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "expl"])
_SHARING = frozenset(["conj", "xcomp", "advcl", "ccomp", "acomp", "oprd"])
_LONGEST_OFFICE = 8
# How many verbs up a shared subject is sought.
_DEPTH = 7
# A noun further before its verb than this belongs to another sentence.
_FAR = 80
_TRIM_LEFT = " ,;:-–—\n"
_TRIM_RIGHT = " ,;:-–—\n"
_HEADER_ENDS = frozenset(["]", "--"])
_RELATIVES = frozenset(["who", "which", "that", "whom"])


@lru_cache(maxsize=2)
def text_of(doc: Doc) -> str:
    """The text of a parse; spaCy joins it anew each time it is asked."""
    return doc.text


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does what the verb says: its own subject, or the one it shares with a verb above."""
    own = _own_subject(verb)
    if own is not None:
        return _apposed_speaker(own, verb) or _antecedent(own, verb)
    if (whom := _made_to(verb)) is not None:
        return whom
    above = _shares_with(verb)
    if above is not None:
        return subject(above, depth + 1) if depth < _DEPTH else None
    if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return verb.head if verb.tag_ == "VBG" or verb.dep_ == "relcl" else None
    return None


def _own_subject(verb: Token) -> Token | None:
    found = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if len(found) > 1 and found[-1].lower_ in ("today", "yesterday"):
        found.pop()
    if found:
        # "the attack, which the army said killed two": "which" belongs to the other verb.
        other = len(found) > 1 and found[0].lower_ in _RELATIVES and found[1].i < verb.i
        return found[1] if other else found[0]
    for child in verb.lefts:
        if child.dep_ in ("aux", "auxpass", "parataxis"):
            for below in child.lefts:
                if below.dep_ in ("nsubj", "nsubjpass"):
                    return below
    return None


def _apposed_speaker(own: Token, verb: Token) -> Token | None:
    """ "Gunmen swept into the village, Ali Hasan, a resident said": who stands before the cue.

    The parse takes the clause for a subject with a participle and the speaker for its apposition.
    """
    clause = next((c for c in own.rights if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD")), None)
    if clause is None or not senses_of(verb):
        return None
    name = next((c for c in own.rights if c.dep_ == "appos" and c.i > clause.i), None)
    if name is None or name.right_edge.i != verb.i - 1 or name.right_edge.is_punct:
        return None
    return name


def _made_to(verb: Token) -> Token | None:
    """ "That prompted the mayor to say": whoever is brought to say it."""
    if verb.dep_ != "xcomp" or verb.tag_ != "VB" or verb.head.lemma_ not in words("bringing"):
        return None
    if all(sense.thought for sense in senses_of(verb)):
        return None  # "led them to believe": nobody says so
    return next((c for c in verb.head.rights if c.dep_ == "dobj" and c.i < verb.i), None)


def _shares_with(verb: Token) -> Token | None:
    """The verb above whose subject does this verb too."""
    head = verb.head
    if head == verb:
        return None
    if (matrix := joined_cue(verb)) is not None:
        return matrix
    if verb.dep_ in _SHARING and head.pos_ in ("VERB", "AUX", "ADJ"):
        told = head.dep_ == "ccomp" and head.head.i < head.i < verb.i and senses_of(head.head)
        # "said they had left, adding that ...": it is the speaker who adds.
        return head.head if told and verb.dep_ == "advcl" and verb.tag_ == "VBG" else head
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        return head.head
    return None


def joined_cue(verb: Token) -> Token | None:
    """The cue that a second one goes on from: "says that its missiles hit it, and denies that".

    The parse joins the second to the verb of the content; the tense tells whose it is.
    """
    if verb.dep_ != "conj" or verb.tag_ not in ("VBZ", "VBP", "VBD") or not senses_of(verb):
        return None
    above = verb.head
    if above.tag_ == verb.tag_ or (verb.tag_ == "VBD" and not _tells_apart(verb, above)):
        return None
    for _ in range(_DEPTH):
        if above.head == above:
            return None
        above = above.head
        if above.tag_ in ("VBZ", "VBP", "MD", "VBD") and above.pos_ == "VERB":
            return above if above.tag_ == verb.tag_ and senses_of(above) else None
    return None


def _tells_apart(verb: Token, told: Token) -> bool:
    """ "said that he is ill and asked": a past tense joined to what is told in another tense."""
    if all(sense.weak or sense.thought for sense in senses_of(verb)) or has_own_subject(verb):
        return False
    if any(child.dep_ in ("aux", "auxpass") for child in verb.lefts):
        return False
    helped = any(child.dep_ in ("aux", "auxpass") for child in told.lefts)
    return helped or told.tag_ in ("VBZ", "VBP")


def has_own_subject(verb: Token) -> bool:
    """Whether a verb has a subject among its own words before it."""
    return any(child.dep_ in _SUBJECTS for child in verb.lefts)


def _antecedent(child: Token, verb: Token) -> Token:
    """The noun a relative pronoun stands for; any other subject is itself."""
    if child.lower_ in _RELATIVES and child.tag_ in ("WP", "WDT", "IN"):
        clause = verb
        for _ in range(4):
            if clause.dep_ == "relcl" or clause.head == clause:
                break
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return child


def agent(verb: Token) -> Token | None:
    """The noun after "by" of a passive."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.rights:
                if noun.dep_ == "pobj":
                    return noun
    return None


def quoted_source(cue: Token) -> Token | None:
    """Whom "the agency quoted the minister as saying" quotes."""
    if cue.dep_ != "pcomp" or cue.head.lower_ != "as":
        return None
    above = cue.head.head
    if above.pos_ in ("NOUN", "PROPN") and above.head.lemma_ in ("cite", "quote"):
        return above
    if above.lemma_ not in ("cite", "quote") or is_passive(above):
        return None
    return next((c for c in above.rights if c.dep_ == "dobj"), None)


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, full or reduced ("attacks claimed by")."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.lefts):
        return True
    if verb.tag_ != "VBN":
        return False
    return verb.dep_ == "acl" or any(child.dep_ == "agent" for child in verb.rights)


def is_negated(verb: Token) -> bool:
    """Whether "not" or "never" stands by the verb."""
    return any(child.dep_ == "neg" for child in verb.children)


def phrase_end(noun: Token) -> int:
    """Index after the last token of a noun phrase, without its relative clauses and asides."""
    end = noun.i
    for child in noun.rights:
        if child.dep_ == "punct":
            continue
        if child.dep_ in ("relcl", "parataxis", "advcl", "advmod"):
            break
        end = max(end, child.right_edge.i)
    return end + 1


def phrase_start(noun: Token) -> int:
    """Index of the first token of a noun phrase; white space and quote marks left out."""
    start = noun.left_edge.i
    for at in range(noun.i - 1, start - 1, -1):
        if noun.doc[at].text in _HEADER_ENDS:
            start = at + 1  # "[text] the army": what stands before is the report's header
            break
    while start < noun.i and (noun.doc[start].is_space or noun.doc[start].is_punct):
        start += 1
    return start


def left_of_cue(verb: Token, source: Token | None) -> int:
    """Where the clause "officials in Moscow said" begins."""
    starts = [verb.i]
    if source is not None and verb.i - _FAR < source.i < verb.i:
        starts.append(source.left_edge.i if source.head == verb else phrase_start(source))
    starts.extend(child.i for child in verb.lefts if child.dep_ in ("aux", "auxpass", "neg"))
    first = min(starts)
    return _with_office(verb.doc, first) if source is not None and source.i < verb.i else first


def _with_office(doc: Doc, first: int) -> int:
    """The start of an office that the parse has cut off its holder: "director | Ali Hasan"."""
    if doc[first].pos_ != "PROPN":
        return first
    at = first
    while at > 0 and first - at < _LONGEST_OFFICE and doc[at - 1].pos_ in ("NOUN", "PROPN", "ADJ"):
        at -= 1
    return at if at > 0 and doc[at - 1].text == "," else first


def trimmed(doc: Doc, first: int, last: int) -> Span | None:
    """The characters of tokens `first` up to `last`, without edge punctuation and blank quotes."""
    if first >= last:
        return None
    start = doc[first].idx
    end = doc[last - 1].idx + len(doc[last - 1])
    return trimmed_span(text_of(doc), start, end)


def trimmed_span(text: str, start: int, end: int) -> Span | None:
    """Characters `start` to `end` without edge punctuation and half-open quotation marks."""
    while start < end and text[start] in _TRIM_LEFT:
        start += 1
    while start < end and text[end - 1] in _TRIM_RIGHT:
        end -= 1
    inner = text[start:end]
    if inner[-1:] == "." and "." not in inner[-5:-1] and not inner[-2:-1].isupper():
        end -= 1
    if "“" in inner and inner.count("“") > inner.count("”"):
        for closing in ("”", ",”"):
            if text.startswith(closing, end):
                return Span(start, end + len(closing))
    start, end = _without_lone_quotes(text, start, end)
    return Span(start, end) if end - start > 1 else None


def _without_lone_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop quotation marks that enclose the whole, or that have lost their partner."""
    for mark, partner in (('"', '"'), ("“", "”")):
        inner = text[start:end]
        if inner.startswith(mark) and inner.find(partner, 1) in (-1, len(inner) - 1):
            start += 1
            inner = text[start:end]
            if inner.endswith(partner):
                end -= 1
        elif inner.endswith(partner) and inner.count(mark) + (mark != partner) == 1:
            end -= 1
    while start < end and text[end - 1] in _TRIM_RIGHT:
        end -= 1
    return start, end
