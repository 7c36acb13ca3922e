"""What a speaker does with the content: asserts, denies, predicts, demands ... (codebook §5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.parties import mention_at
from dateline.records import Span, Stance
from dateline.statements.attribution import Attribution
from dateline.statements.verbs import feelings, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    Ours = Callable[[Token], bool]

_FUTURE = frozenset(["will", "would", "shall", "'ll", "’ll", "'d"])
_DUTY = frozenset(["must", "should", "ought"])
_FIRST = frozenset(["i", "we"])
_OWN = frozenset(["it", "they", "he", "she"])
_ASKING = frozenset(["call", "urge", "demand", "appeal", "ask", "insist"])
_CONDEMNING = frozenset(["condemn", "denounce", "deplore"])
_OURS = frozenset(["our", "my", "his", "her", "their", "its"])
_WILLING = frozenset(["willing", "ready", "prepared", "determined", "committed"])
_NEEDING = frozenset(["need", "want"])
_PRESENT = frozenset(["VBZ", "VBP", "VB"])
# Verbs that tell of what the speaker's own side has decided.
_ANNOUNCING = frozenset(["announce", "pledge", "promise", "vow", "reiterate"])
# By its forms, for the tagger makes "hoped" a form of "hop".
_HOPING = frozenset(["hope", "hopes", "hoped", "hoping"])
_BELIEVING = frozenset(["believe", "think"])
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
    return _of_content(annotations, item) or stance


def _of_content(annotations: Annotations, item: Attribution) -> Stance | None:
    """What the main clauses of the content do: the first that is no plain assertion."""
    roots = _main_verbs(annotations, item.content)
    for root in roots:
        found = _of_verb(root, lambda subject: _is_ours(annotations, item, subject))
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


def _is_negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.lefts)


def _is_active(verb: Token) -> bool:
    return not any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.lefts) and (
        verb.lemma_ != "call" or any(c.lower_ in ("on", "upon", "for") for c in verb.rights)
    )


def _is_ours(annotations: Annotations, item: Attribution, subject: Token) -> bool:
    """Whether the subject of what is said stands on the side of whoever says it."""
    if item.cue is not None and item.cue.lemma_ in _ANNOUNCING:
        return True
    speaker = mention_at(annotations, item.speaker) if item.speaker is not None else None
    mention = mention_at(annotations, subject)
    if speaker is None or mention is None or mention.kind == "pronoun":
        return False
    return speaker.side == mention.side != "unknown"


def _is_own(subject: Token | None, verb: Token, is_ours: Ours) -> bool:
    """Whether the future told of is the speaker's own act: "we will", "it would not withdraw"."""
    if subject is None or subject.dep_ == "csubj":
        return False
    if subject.lower_ in _FIRST or any(c.lower_ in _OURS for c in subject.lefts):
        return True
    if is_ours(subject):
        return True
    if subject.dep_ == "nsubjpass" or verb.pos_ == "AUX" or verb.lemma_ == "be":
        return False
    return subject.lower_ in _OWN


def _means_to(root: Token, first_person: bool) -> bool:
    """ "We are going to fight", "they are willing to talk", "it intends to leave"."""
    if first_person and root.lemma_ == "go" and root.tag_ == "VBG":
        return any(c.dep_ == "xcomp" for c in root.rights)
    if root.lemma_ == "intend":
        return any(c.dep_ == "xcomp" for c in root.rights)
    return root.lemma_ == "be" and any(
        c.dep_ == "acomp" and c.lower_ in _WILLING for c in root.rights
    )


def _of_judgement(root: Token) -> Stance | None:
    """ "The charge is baseless", "it is vital to act", "the raid was cowardly"."""
    if root.lemma_ == "have" and any(c.lower_ == "nothing" for c in root.rights):
        return "denies" if any(t.lower_ == "do" for t in root.doc[root.i : root.i + 4]) else None
    if root.lemma_ != "be" or _is_negated(root):
        return None
    said = {c.lower_ for c in root.rights if c.dep_ in ("acomp", "attr")}
    if said & words("untrue"):
        return "denies"
    if said & words("vile"):
        return "condemns"
    to_do = any(c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > root.i for c in _below(root))
    return "demands" if said & words("vital") and to_do else None


def _below(root: Token) -> list[Token]:
    return [*root.rights, *(c for way in root.rights for c in way.rights)]


def _of_verb(root: Token, is_ours: Ours) -> Stance | None:
    subject = next((c for c in root.lefts if c.dep_ in ("nsubj", "nsubjpass", "csubj")), None)
    first_person = subject is not None and subject.lower_ in _FIRST
    lemma = root.lemma_.lower()
    if first_person and lemma in _ASKING and _is_active(root):
        return "demands"
    if first_person and lemma in _CONDEMNING:
        return "condemns"
    modals = {c.lower_ for c in root.lefts if c.dep_ == "aux"}
    if modals & _DUTY and not first_person and "have" not in modals:
        return "demands"
    if modals & _FUTURE and "have" not in modals:
        return "promises" if _is_own(subject, root, is_ours) else "predicts"
    if subject is not None and subject.lower_ in _FIRST | _OWN:
        minded = _of_mind(root, first_person)
        if minded is not None:
            return minded
    if (judged := _of_judgement(root)) is not None:
        return judged
    if lemma in _NEEDING and not modals and not _is_negated(root) and root.tag_ in _PRESENT:
        return "demands" if lemma == "need" or first_person else None
    it = subject is not None and subject.lower_ == "it"
    unsure = any(c.dep_ == "acomp" and c.lower_ in _UNSURE for c in root.rights)
    return "doubts" if it and unsure else None


def _of_mind(root: Token, first_person: bool) -> Stance | None:
    """ "We are going to fight", "he hoped to live", "she does not believe that"."""
    negated = _is_negated(root)
    if not negated and _means_to(root, first_person):
        return "promises"
    if root.lower_ in _HOPING:
        return "predicts"
    return "doubts" if negated and root.lemma_.lower() in _BELIEVING else None
