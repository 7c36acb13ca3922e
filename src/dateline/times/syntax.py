"""What the parse says of an expression: its tense, what it governs, whether it only reports."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.records import Span, TimeMention
from dateline.times.lexer import classes

if TYPE_CHECKING:
    from spacy.tokens import Token

# A chain of heads longer than this is a parse gone wrong.
_DEPTH = 12
_MODALS = frozenset(
    ["will", "shall", "'ll", "’ll", "wo", "may", "might", "should", "must", "can", "could", "would"]
)
_CONTENT = frozenset(["ccomp", "parataxis", "dobj", "obj", "xcomp"])
_RELATIVE = frozenset(["relcl", "acl"])
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM", "ADP", "ADJ", "DET"])
# So many clauses away an expression dates nothing any more. Set on the annotated reports, 2026-11:
# of ten expressions as far none was the right one.
_FAR = 5
_CLAUSES = frozenset(["ROOT", "ccomp", "advcl", "relcl", "parataxis", "acl", "csubj", "pcomp"])


def verb_above(token: Token) -> Token | None:
    """The nearest verb over a token."""
    for _ in range(_DEPTH):
        if token.head == token:
            break
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return token if token.pos_ in {"VERB", "AUX"} else None


def tense_at(token: Token) -> str:
    """The tense of the clause a token stands in: "past", "future" or "present"."""
    verb = verb_above(token)
    for _ in range(3):
        if verb is None:
            return "past"
        told = _tense_of(verb)
        if told:
            return told
        above = verb_above(verb)
        if above is None or above == verb:
            break
        verb = above
    return "present"


def _tense_of(verb: Token) -> str:
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    words = {child.lower_ for child in helpers}
    if words & {"will", "shall", "'ll", "’ll", "wo"}:
        return "future"
    if words & _MODALS:
        past = "have" in words or ("could" in words and any(c.dep_ == "neg" for c in verb.children))
        return "past" if past else "future"
    heads = (verb.head, verb.head.head)
    if "to" in words and any(child.lower_ == "had" for head in heads for child in head.children):
        # "had been due to expire"
        return "past"
    forward = int(_forward().get(verb.lemma_.lower(), 0))
    now = bool(words & {"is", "are", "'s", "be", "’s"})
    if verb.tag_ == "VBD" and not helpers and any(c.dep_ == "nsubj" for c in verb.children):
        forward = 0
    if (
        forward
        and not words & {"had", "was", "were"}
        and (now or verb.tag_ in {"VBP", "VBZ", "VBG"} or forward > 1)
    ):
        return "future"
    if "to" in words and (verb.tag_ == "VB" or "be" in words):
        above = verb.head
        if (
            above == verb
            or above.tag_ in {"VBP", "VBZ", "NN", "NNS"}
            or above.lemma_.lower() in _forward()
        ):
            return "future"
        ahead = above.lemma_.lower() in {"go", "have"} or _tense_of(above) == "future"
        # "was called to testify on Feb. 10": not told as past, if not surely ahead.
        return "future" if ahead else "present"
    if verb.tag_ == "VBD" or words & {"was", "were", "had", "did", "has", "have", "'ve", "’ve"}:
        return "past"
    if verb.tag_ in {"VBP", "VBZ"} or words & {"is", "are", "'s", "am", "do", "does"}:
        return "present"
    return "past" if verb.tag_ == "VBN" else ""


def _forward() -> dict[str, int | float | str]:
    return classes()["FORWARD"]


def root_of(annotations: Annotations, span: Span) -> Token | None:
    """The token of `span` that governs the others, None where there is no parse."""
    found = annotations.doc.char_span(span.start, span.end, alignment_mode="expand")
    return found.root if found is not None and len(found) else None


def reporting(annotations: Annotations, mention: TimeMention) -> bool:
    """Whether an expression dates the saying, not what is said ("the staff reported on Friday").

    Args:
        annotations: the report, parsed.
        mention: one of its expressions.
    """
    if mention.type not in {"DATE", "TIME"}:
        return False
    token = root_of(annotations, mention.span)
    verb = verb_above(token) if token is not None else None
    if token is None or verb is None or verb.lemma_.lower() not in classes()["REPORTING"]:
        return False
    # "reported that they attacked", "attacked, it reported", "according to what he said".
    said = any(
        child.dep_ in _CONTENT or (child.dep_ == "advcl" and child.i < verb.i)
        for child in verb.children
    )
    return said or verb.dep_ in {"parataxis", "ccomp"} or verb.dep_ == "advcl"


def governing(annotations: Annotations, trigger: Token | Span) -> TimeMention | None:
    """The time expression that dates a happening: that of its clause, else of its sentence.

    An expression that only dates the reporting is taken when there is no other and the happening
    is what is reported ("The staff reported on Friday that they attacked"), not a part of it.

    Args:
        annotations: the report with its times.
        trigger: the word or phrase that names the happening.
    """
    token = root_of(annotations, trigger) if isinstance(trigger, Span) else trigger
    if token is None:
        return None
    sentence = annotations.sentence_at(token.idx)
    dated = [
        mention
        for mention in _within(annotations, sentence.span)
        if mention.period is not None and _reaches(annotations, token, mention)
    ]
    far = [(_distance(annotations, token, mention), mention) for mention in dated]
    far.sort(key=itemgetter(0))
    near = [mention for steps, mention in far if steps[0] < _FAR]
    for mention in near:
        if not reporting(annotations, mention) or _is_own(annotations, token, mention):
            return mention
    return next((each for each in near if _is_reported(annotations, token, each)), None)


def _within(annotations: Annotations, span: Span) -> list[TimeMention]:
    times, start = annotations.times, attrgetter("span.start")
    first = bisect_left(times, span.start, key=start)
    return list(times[first : bisect_left(times, span.end, key=start)])


def _reaches(annotations: Annotations, token: Token, mention: TimeMention) -> bool:
    """Whether an expression may date a trigger.

    "A week after" dates only what follows "after"; "who fled on Friday" dates the flight and no
    happening beside it; "condemned the murder today" dates the condemning.
    """
    root = root_of(annotations, mention.span)
    if root is not None and (_of_another(token, root) or _of_attitude(token, root)):
        return False
    period = mention.period
    if mention.type != "DURATION" or period is None or period.precision != "day":
        return True
    if period.span is None or period.span == mention.span:
        return True
    link = annotations.doc.char_span(mention.span.end, period.span.end, alignment_mode="expand")
    if link is None:
        return False
    after = link[-1]
    chain = _chain(token)
    return after in chain or (after.dep_ == "mark" and after.head in chain)


def _of_another(token: Token, root: Token) -> bool:
    """Whether an expression stands in a relative clause on another noun than the trigger's."""
    mine, its = _chain(token), _chain(root)
    shared = next((index for index, node in enumerate(its) if node in mine), None)
    if shared is None:
        return False
    relatives = [node for node in its[:shared] if node.dep_ in _RELATIVE]
    if not relatives:
        return False
    up = mine[: mine.index(its[shared])]
    return relatives != [its[shared - 1]] or any(node.pos_ not in _NOMINAL for node in up)


def _of_attitude(token: Token, root: Token) -> bool:
    """Whether an expression dates what is thought or wanted of the trigger's happening."""
    verb = root.head.head if root.head.pos_ == "ADP" else root.head
    if verb == token or verb.lemma_.lower() not in classes()["ATTITUDE"]:
        return False
    # "Condemned the attacks today in the north" may say when they came.
    return root.i < token.i and verb in _chain(token)


def _is_reported(annotations: Annotations, token: Token, mention: TimeMention) -> bool:
    """Whether the trigger is what the verb that the expression dates reports as a fact."""
    root = root_of(annotations, mention.span)
    verb = verb_above(root) if root is not None else None
    if verb is None or verb.lemma_.lower() in classes()["DISPUTING"]:
        return False
    chain = _chain(token)
    if verb not in chain:
        return verb.dep_ in {"parataxis", "ccomp", "advcl"}
    between = chain[: chain.index(verb)]
    return all(node.dep_ not in _CLAUSES for node in between) or (
        between == [token] and token.dep_ == "ccomp"
    )


def _is_own(annotations: Annotations, token: Token, mention: TimeMention) -> bool:
    """Whether the trigger is itself the verb of reporting that the expression dates."""
    root = root_of(annotations, mention.span)
    return root is not None and verb_above(root) == token


def _distance(annotations: Annotations, token: Token, mention: TimeMention) -> tuple[int, int, int]:
    """Clauses between, steps up the tree, characters: smaller governs more closely."""
    root = root_of(annotations, mention.span)
    if root is None:
        return (9, 99, 0)
    mine, its = _chain(token), _chain(root)
    shared = next((node for node in its if node in mine), None)
    apart = abs(mention.span.start - token.idx)
    if shared is None:
        return (8, 99, apart)
    up, down = mine[: mine.index(shared)], its[: its.index(shared)]
    # Leaving the trigger's own clause costs less than reaching into another's.
    clauses = sum(node.dep_ in _CLAUSES for node in up) + 2 * sum(
        node.dep_ in _CLAUSES or (node.dep_ == "conj" and node.pos_ == "VERB") for node in down
    )
    vague = (
        mention.period is not None
        and mention.period.precision == "open"
        and mention.value.endswith("REF")
    )
    return (clauses + 2 * reporting(annotations, mention) + vague, len(up) + len(down), apart)


def _chain(token: Token) -> list[Token]:
    chain = [token]
    while token.head != token and len(chain) < 4 * _DEPTH:
        token = token.head
        chain.append(token)
    return chain
