"""What a speaker does with the content: asserts, denies, predicts, demands ... (codebook §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.records import Span, Stance
from dateline.statements.attributions import Attribution
from dateline.statements.verbs import feelings

if TYPE_CHECKING:
    from spacy.tokens import Token

_FUTURE = frozenset(["will", "would", "shall", "'ll", "’ll", "'d"])
_DUTY = frozenset(["must", "should", "ought"])
_FIRST = frozenset(["i", "we"])
_OWN = frozenset(["it", "they", "he", "she"])
_ASKING = frozenset(["call", "urge", "demand", "appeal", "ask", "insist"])
_CONDEMNING = frozenset(["condemn", "denounce", "deplore"])
_UNSURE = frozenset(["early", "unclear", "impossible", "difficult", "unknown"])


def stance_of(annotations: Annotations, item: Attribution) -> Stance:
    """The stance of one attribution, from its cue and then from what is said."""
    stance = item.sense.stance
    if item.frame == "feeling" and item.cue is not None:
        felt = (feelings().get(c.lemma_.lower()) for c in item.cue.rights if c.dep_ == "dobj")
        return next((one for one in felt if one is not None), stance)
    if stance == "predicts" and item.sense.group in ("warn",):
        return "demands" if item.frame == "whom" else "predicts"
    if stance != "asserts" or (item.sense.thought and item.frame != "clause"):
        return stance
    if item.frame in ("object", "event", "small", "preposition", "how", "ing"):
        return stance
    return _of_content(annotations, item.content) or stance


def _of_content(annotations: Annotations, content: Span) -> Stance | None:
    """What the main clauses of the content do: the first that is no plain assertion."""
    roots = _main_verbs(annotations, content)
    for root in roots:
        found = _of_verb(root)
        if found is not None:
            return found
    return None


def _main_verbs(annotations: Annotations, content: Span) -> list[Token]:
    """The governing verb of the content's first sentence, and those joined to it."""
    span = annotations.doc.char_span(content.start, content.end, alignment_mode="expand")
    if span is None:
        return []
    sentence = annotations.sentence_at(content.start)
    part = annotations.doc[span.start : min(span.end, sentence.last_token)]
    root = part.root if len(part) else span.root
    roots = [root]
    roots.extend(c for c in root.rights if c.dep_ == "conj" and c.pos_ in ("VERB", "AUX"))
    return roots


def _is_active(verb: Token) -> bool:
    return not any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.lefts) and (
        verb.lemma_ != "call" or any(c.lower_ in ("on", "upon", "for") for c in verb.rights)
    )


def _is_own(subject: Token | None, verb: Token) -> bool:
    """Whether the future told of is the speaker's own act: "we will", "it would not withdraw"."""
    if subject is None or subject.dep_ == "csubj":
        return False
    if subject.lower_ in _FIRST or any(c.lower_ in ("our", "my") for c in subject.lefts):
        return True
    if subject.dep_ == "nsubjpass" or verb.pos_ == "AUX" or verb.lemma_ == "be":
        return False
    return subject.lower_ in _OWN


def _of_verb(root: Token) -> Stance | None:
    modals = {c.lower_ for c in root.lefts if c.dep_ == "aux"}
    subject = next((c for c in root.lefts if c.dep_ in ("nsubj", "nsubjpass", "csubj")), None)
    first_person = subject is not None and subject.lower_ in _FIRST
    lemma = root.lemma_.lower()
    if first_person and lemma in _ASKING and _is_active(root):
        return "demands"
    if first_person and lemma in _CONDEMNING:
        return "condemns"
    if modals & _DUTY and not first_person and "have" not in modals:
        return "demands"
    if modals & _FUTURE and "have" not in modals:
        return "promises" if _is_own(subject, root) else "predicts"
    if (
        subject is not None
        and subject.lower_ == "it"
        and any(c.dep_ == "acomp" and c.lower_ in _UNSURE for c in root.rights)
    ):
        return "doubts"
    return None
