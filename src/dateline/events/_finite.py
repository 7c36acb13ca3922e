"""Clauses with a tense of their own: told as fact, in the future, under a modal, negated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.events._clauses import Clause, children, clause, conditioned, lemma, top, words
from dateline.events._hearsay import refuted
from dateline.events._verdicts import BY_KIND, Verdict, kind_of_teller, speaks_of_itself, teller_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def finite(here: Clause) -> Verdict:
    """The verdict on a clause that is negated, conditional, or has a tense of its own."""
    if here.negation is not None:
        return _negated(here, here.negation)
    if here.condition is not None:
        return Verdict("hypothetical", (here.condition,), ("if",))
    if here.tense == "future":
        return future(here, "will")
    if here.tense == "modal":
        return _modal(here)
    told = _told(here)
    teller = teller_of(here.verb)
    kind = kind_of_teller(teller) if teller is not None else None
    simple = here.tense == "present" and not here.perfect
    if teller is not None and not clause(teller).negation:
        if (cue := refuted(teller)) is not None:
            return Verdict("denied", (cue,), ("told:deny",))
        dread = simple or words().has("dreads", lemma(teller))
        if kind in {"deny", "threaten"} or (kind == "fear" and dread):
            return Verdict(BY_KIND[kind], (teller,), (f"told:{kind}",))
        if kind == "desire" and simple:
            return Verdict("hypothetical", (teller,), (f"told:{kind}",))
    if _asked(here.verb):
        return Verdict("hypothetical", (), ("question",))
    return told.by(f"told:{kind}") if kind is not None else told


def _negated(here: Clause, cue: Token) -> Verdict:
    if (
        words().has("duds", lemma(here.verb))
        and any(c.lower_ in {"off", "up"} for c in children(here.verb))
    ) or lemma(here.verb) in {"explode", "detonate"}:
        return Verdict("attempted", (cue,), ("dud",))
    if here.modal is not None and here.modal.lower_ in {"may", "might", "should", "must"}:
        return Verdict("hypothetical", (here.modal, cue), ("modal", "negated"))
    return Verdict("denied", (cue,), ("negated", f"negated:{here.tense}"))


def _told(here: Clause) -> Verdict:
    """A clause with a tense of its own, not modal: happened or ongoing."""
    verb, word = here.verb, lemma(here.verb)
    lasts = words().has("lasting_verbs", word)
    if here.tense == "present" and not here.perfect:
        if here.progressive:
            return Verdict("ongoing", (verb,), ("present progressive",))
        if lasts or words().kind("clause_verbs", word) == "continue":
            return Verdict("ongoing", (verb,), ("present", "lasting"))
        cue = _repeated(verb)
        if cue is not None:
            return Verdict("ongoing", (cue,), ("present", "repeated"))
        return Verdict("happened", (), ("present",))
    if here.tense == "present":
        if here.progressive or (lasts and _unbroken(verb)):
            return Verdict("ongoing", (verb,), ("perfect", "lasting"))
        if words().has("growing", word):
            return Verdict("ongoing", (verb,), ("perfect", "growing"))
        return Verdict("happened", (), ("perfect",))
    if here.progressive and _backshifted(verb):
        return Verdict("ongoing", (verb,), ("past progressive told",))
    return Verdict("happened", (), ("past progressive" if here.progressive else "past",))


def _unbroken(verb: Token) -> bool:
    """Whether "since" or "for two years" hangs on the verb, or nothing bounds it."""
    return not any(
        child.dep_ == "prep" and child.lower_ in {"until", "in"} for child in children(verb)
    )


def _repeated(verb: Token) -> Token | None:
    for child in children(verb):
        if child.dep_ == "advmod" and words().has("frequent", child.lower_):
            return child
        if child.dep_ == "npadvmod":
            for word in children(child):
                if words().has("frequent_determiners", word.lower_):
                    return word
    return None


def _backshifted(verb: Token) -> bool:
    """Whether a past tense is a reported present: "said they were fighting"."""
    teller = teller_of(verb)
    return teller is not None and clause(teller).tense == "past"


def _asked(verb: Token) -> bool:
    """Whether the verb heads a yes-no question."""
    if not top(verb) or verb.sent[-1].text != "?":
        return False
    return not any(token.tag_ in {"WP", "WRB", "WDT"} for token in verb.sent[:3])


def future(here: Clause, rule: str) -> Verdict:
    """ "will": the doer's plan, or what others expect."""
    cue = next((c for c in children(here.verb) if words().has("future", c.lower_)), here.modal)
    cues = (cue,) if cue is not None else ()
    teller = teller_of(here.verb)
    kind = kind_of_teller(teller) if teller is not None else None
    if teller is not None and kind in {"threaten", "fear", "plan", "deny", "desire"}:
        return Verdict(BY_KIND[kind], (teller, *cues), (rule, f"told:{kind}", *_warning(teller)))
    if not words().has("harms", lemma(here.verb)) or speaks_of_itself(here.subject, teller):
        return Verdict("planned", cues, (rule,))
    return Verdict("feared", cues, (rule, "harm"))


def _warning(teller: Token) -> tuple[str, ...]:
    """A warning may be a threat, a fear is none."""
    return ("told:warn",) if words().has("warnings", lemma(teller)) else ()


def _modal(here: Clause) -> Verdict:
    modal = here.modal
    assert modal is not None
    if words().has("perceptions", lemma(here.verb)) and modal.lower_ in {"can", "could"}:
        return Verdict("happened", (modal,), ("perceived",))
    teller = teller_of(here.verb)
    kind = kind_of_teller(teller) if teller is not None else None
    rule = "would" if words().has("conditional_modal", modal.lower_) else "modal"
    if kind == "fear" and rule == "modal" and conditioned(here.verb):
        return Verdict("hypothetical", (modal,), (rule, f"modal:{modal.lower_}"))
    if teller is not None and kind in {"threaten", "fear", "deny"}:
        return Verdict(BY_KIND[kind], (teller, modal), (rule, f"told:{kind}", *_warning(teller)))
    later = rule == "would" and not here.perfect and not conditioned(here.verb)
    own = kind == "plan" or (kind == "report" and speaks_of_itself(here.subject, teller))
    if later and own and teller is not None:
        return Verdict("planned", (modal, teller), (rule, "told:plan"))
    return Verdict("hypothetical", (modal,), (rule, f"modal:{modal.lower_}"))
