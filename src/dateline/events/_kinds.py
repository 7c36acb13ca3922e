"""What the type of an event adds: some types last, some are deeds of a moment, some are threats."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dateline.events._clauses import children, clause, conditioned, is_verb, lemma, words
from dateline.events._finite import finite

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.events._verdicts import Verdict
    from dateline.records import Status

# Rules of a verb that stands in its own present tense, and of what is told as yet to come.
_OWN_TENSE = frozenset({"present", "told:report", "joined"})
_TO_COME = frozenset({"will", "would"})
_NOW = frozenset({"present", "perfect"})
# How many words up the parse the condition of a deed may hang.
_REACH = 4
_ENDS = frozenset(".!?:;\"”’'")


def of_kind(verdict: Verdict, root: Token, kind: str, headline: bool) -> Verdict:
    """The verdict on an event at `root`, known to be of the type `kind`.

    Args:
        verdict: what the words say, whatever the type.
        root: the head of the trigger.
        kind: the type, "family/type".
        headline: whether it stands in a headline, where the present tense tells of the past.
    """
    status: Status | None = None
    if verdict.status == "happened":
        status = _told(verdict, root, kind, headline)
    elif verdict.status == "ongoing":
        over = "lasting" in verdict.rules and _is_of(kind, "momentary")
        status = "happened" if over else None
    elif verdict.status == "denied":
        status = _negated(verdict, root, kind)
    elif _threatens(verdict, root, kind):
        status = "threatened"
    elif verdict.status == "planned" and _is_of(kind, "crimes"):
        status = _announced(verdict)
    return verdict if status is None else verdict._replace(status=status).by("kind")


def _told(verdict: Verdict, root: Token, kind: str, headline: bool) -> Status | None:
    """What is told as a fact, if the type says that it is none, or is not over."""
    if _lasts(verdict, root, kind, headline):
        return "ongoing"
    if _is_of(kind, "aimed") and _in_vain(root):
        return "attempted"
    called = "called" in verdict.rules and _is_of(kind, "called")
    arranged = "under planned" in verdict.rules and _is_of(kind, "scheduled")
    return "planned" if called or arranged else None


def _negated(verdict: Verdict, root: Token, kind: str) -> Status | None:
    """What a negation says of aid ("no convoy was let in") or of a refusal ("will not attend").

    "Without water" is itself a harm.
    """
    if kind == "humanitarian/harm" and words().has("supplies", lemma(root)):
        verb = next((token for token in root.ancestors if is_verb(token)), root)
        return "happened" if clause(verb).tense == "past" else "ongoing"
    if verdict.rules[:1] != ("negated",):
        return None
    if _is_of(kind, "blocked"):
        return "attempted"
    return "happened" if _is_of(kind, "negative") else None


def _announced(verdict: Verdict) -> Status:
    """A crime that is planned: nobody announces it but to frighten; others tell of a plan."""
    vowed = any(words().has("vows", lemma(cue)) for cue in verdict.cues)
    return "feared" if "plan" in verdict.rules and not vowed else "threatened"


def _threatens(verdict: Verdict, root: Token, kind: str) -> bool:
    """Whether an announced deed is a threat: harm on a condition ("unless", "if")."""
    rules = set(verdict.rules)
    announced = (
        verdict.status == "planned"
        or (verdict.status == "hypothetical" and "would" in rules)
        or (verdict.status == "feared" and "told:warn" in rules and bool(rules & _TO_COME))
    )
    if not announced or _is_of(kind, "friendly"):
        return False
    above = islice(root.ancestors, _REACH)
    return any(conditioned(token) for token in (root, *above) if is_verb(token))


def _in_vain(root: Token) -> bool:
    """Whether a blow did not fall: "fired two rockets, but they missed"."""
    if words().has("misses", lemma(root)):
        return True
    for child in children(root):
        if child.dep_ == "conj" and (
            words().has("misses", lemma(child)) or finite(clause(child)).rules[:1] == ("dud",)
        ):
            return True
        if child.dep_ == "prep" and child.lower_ == "without":
            return any(words().has("duds", lemma(below)) for below in children(child))
    return False


def _lasts(verdict: Verdict, root: Token, kind: str, headline: bool) -> bool:
    """Whether what is told as a fact goes on, by its type and tense."""
    rules = set(verdict.rules)
    if _NOW & rules and _is_of(kind, "lasting_kinds"):
        return True
    if "begun" in rules and _is_of(kind, "lasting_once_begun"):
        return True
    if headline or _is_line(root):
        return False
    if is_verb(root):
        # "They kidnap, torture and kill": a habit. "We urge" is done by being said.
        return "present" in rules and rules <= _OWN_TENSE and not _is_of(kind, "momentary")
    counted = any(child.dep_ == "nummod" for child in children(root))  # "eleven deaths"
    return not counted and _noun_lasts(verdict, kind)


def _noun_lasts(verdict: Verdict, kind: str) -> bool:
    """Whether a noun goes on: "in the war", "the riots have left ten dead"."""
    if "participle" in verdict.rules:
        return False
    if "present" in verdict.rules:
        return _is_of(kind, "lasting_now")
    done = verdict.rules[:1] == ("subject",)
    return "perfect" in verdict.rules and _is_of(kind, "lasting_since" if done else "lasting_long")


def _is_line(root: Token) -> bool:
    """Whether the sentence is a line without a stop, as headlines and captions are."""
    return root.sent.text.rstrip()[-1:] not in _ENDS


def _is_of(kind: str, group: str) -> bool:
    """Whether a type, or its family, is in a group of `status.yaml`."""
    return words().has(group, kind) or words().has(group, kind.split("/")[0])
