"""Whether a happening happened, goes on, failed, is planned, threatened, feared or denied.

The rules start at the trigger and walk up the parse: how the verb stands in its clause, then what
the words above say of it ("tried to", "a plan to", "fears of"), until a clause stands by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.encoder import Weighed, weigh
from dateline.events._certainty import DENIED_AT_MOST, certainty
from dateline.events._clauses import children, clause, is_verb, lemma, words
from dateline.events._kinds import of_kind
from dateline.events._nominal import noun_verdict
from dateline.events._verbal import verb_verdict
from dateline.events._verdicts import Verdict
from dateline.records import Span, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many levels under a noun a denial is looked for: "a call the Kremlin denies took place".
_DEPTH = 3
# How many words a noun and the denial of it may be apart where the parse lost their tie.
_REACH = 8
# By how much the encoder must be surer of another status than of the rules'. Tuned on the check
# part of the corpus (training/encoder).
_SURER = 0.7
# What the encoder counts in the certainty; the linear model over the rules counts the rest. Dev of
# the factuality task, November 2026: r .775 alone, .782 at .7 to .8, .688 at 0.
_SHARE = 0.75
_REFUTED = frozenset({"deny", "told:deny"})
# A walk up the parse ends after so many steps; real chains are shorter than ten.
_MAX_STEPS = 14


@dataclass(frozen=True, slots=True)
class Standing:
    """How a happening stands to reality.

    Attributes:
        status: as in the codebook, §3.
        certainty: from -3 (certainly has not happened) to 3 (certainly has).
        cues: the words that decided, nearest first.
        refuted: whether it is another's word, told only to be refuted ("denied that", "is false").
        asserted: the chance that its teller says that it happened or goes on; null if only the
            rules were asked.
        labels: the chances that a reader takes it for certainly so, uncertain, certainly not;
            null as `asserted`.
    """

    status: Status
    certainty: float
    cues: tuple[Span, ...] = ()
    refuted: bool = False
    asserted: float | None = None
    labels: tuple[float, float, float] | None = None


def status_of(annotations: Annotations, trigger: Span, kind: str | None = None) -> Standing:
    """How the happening named by `trigger` stands to reality: the rules, weighed by the encoder.

    Args:
        annotations: the report, parsed.
        trigger: the words that name the happening: a verb, a participle, a noun or a phrase.
        kind: its event type, if known; some types last by nature.
    """
    root = annotations.root(trigger)
    sentence = annotations.sentence_at(root.idx)
    standing = _by_rules(root, kind, sentence.zone == "headline")
    vectors = annotations.vectors_of(sentence)
    at = root.i - sentence.first_token
    if vectors is None or not 0 <= at < len(vectors):
        return standing
    above = root.head.i - sentence.first_token
    weighed = weigh(vectors, at, above, standing.status, standing.certainty)
    sure = _SHARE * weighed.certainty + (1 - _SHARE) * standing.certainty
    highest = DENIED_AT_MOST if standing.status == "denied" else 3.0
    return replace(
        standing,
        status=_settled(standing, weighed),
        certainty=round(min(highest, sure), 2),
        asserted=round(weighed.asserted, 3),
        labels=weighed.labels,
    )


def _settled(ruled: Standing, weighed: Weighed) -> Status:
    """The rules' status; where they found no word that decides, the encoder's if clearly surer.

    Whether something is denied is the rules' alone: a denial always has its word.
    """
    if ruled.status != "happened" or ruled.cues:
        return ruled.status
    best = max(weighed.statuses, key=weighed.statuses.__getitem__)
    surer = weighed.statuses[best] - weighed.statuses["happened"] > _SURER
    return best if surer and best != "denied" else "happened"


def status_by_rules(annotations: Annotations, trigger: Span, kind: str | None = None) -> Standing:
    """What the rules alone say; takes what `status_of` does."""
    root = annotations.root(trigger)
    return _by_rules(root, kind, annotations.sentence_at(root.idx).zone == "headline")


def _by_rules(root: Token, kind: str | None, headline: bool) -> Standing:
    verdict = judge(root)
    verdict = _inside(root, verdict)
    if kind is not None:
        verdict = of_kind(verdict, root, kind, headline)
    cues = tuple(_span(cue) for cue in verdict.cues)
    refuted = verdict.status == "denied" and not _REFUTED.isdisjoint(verdict.rules)
    return Standing(verdict.status, certainty(root, verdict), cues, refuted)


def denied_in(annotations: Annotations, trigger: Span) -> Span | None:
    """The word by which the sentence denies the happening, also in passing.

    "A call the Kremlin denies took place" tells of a call and of its denial.
    """
    root = annotations.root(trigger)
    verdict = judge(root)
    if verdict.status == "denied" and verdict.cues:
        return _span(verdict.cues[0])
    below = _denial_below(root) or _denial_behind(root)
    return _span(below) if below is not None else None


def judge(token: Token, steps: int = 0) -> Verdict:
    """The verdict on the happening that `token` names."""
    if steps > _MAX_STEPS:
        return Verdict("happened", (), ("deep",))

    def up(head: Token) -> Verdict:
        return judge(head, steps + 1)

    return verb_verdict(token, up) if is_verb(token) else noun_verdict(token, up)


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + max(1, len(token)))


def _inside(root: Token, verdict: Verdict) -> Verdict:
    """A trigger such as "tried" or "planned" names no deed but the one it governs."""
    if not verdict.real or not words().has("empty_verbs", lemma(root)):
        return verdict
    for child in children(root):
        if child.dep_ in {"xcomp", "dobj", "advcl"} and child.i > root.i:
            return judge(child)
    return verdict


def _denial_below(root: Token) -> Token | None:
    """A verb of denial in a clause that hangs on the noun `root`."""
    level = [child for child in children(root) if child.dep_ in {"relcl", "acl", "appos"}]
    for _ in range(_DEPTH):
        for token in level:
            if words().kind("clause_verbs", lemma(token)) == "deny" and not clause(token).negation:
                return token
        level = [child for token in level for child in children(token)]
    return None


def _denial_behind(root: Token) -> Token | None:
    """ "a call the palace denies took place": parsers lose such clauses, their order is plain."""
    following = root.doc[root.i + 1 : min(root.i + 1 + _REACH, root.sent.end - 1)]
    for token in following:
        if words().kind("clause_verbs", lemma(token)) == "deny":
            after = token.nbor()
            return token if after.tag_ in {"VBD", "VBZ", "VBP"} and token.i > root.i + 1 else None
        if token.is_punct or token.pos_ in {"VERB", "AUX", "ADP", "SCONJ", "CCONJ"}:
            return None
    return None
