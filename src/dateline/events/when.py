"""When a mention happened: the expression of time that belongs to it."""

from __future__ import annotations

import msgspec

from dateline.annotations import Annotations
from dateline.events.frames import lexicon
from dateline.events.happening import groups
from dateline.events.mentions import Mention
from dateline.events.speech import Speech
from dateline.records import Period, Span, TimeMention
from dateline.times import governing


def period_of(annotations: Annotations, mention: Mention, speech: Speech) -> Period | None:
    """When the mention happened, as the codebook wants it for the mention's status."""
    expression = governing(annotations, annotations.doc[mention.token])
    status = mention.standing.status
    if expression is not None and _dates_the_saying(expression, mention, speech):
        expression = None
    if expression is not None and _is_clock(annotations, expression):
        expression = None
    if expression is None:
        if status == "ongoing":
            return Period(precision="open")
        return _recent(annotations, mention) if status == "happened" else None
    period, published = _period(expression), annotations.document.published
    if status == "ongoing":
        return _going_on(period, published)
    if status == "happened":
        # "They have now left" tells no time of leaving.
        is_done = annotations.doc[mention.token].pos_ == "VERB"
        now = expression.value == "PRESENT_REF" and is_done
        return None if now else _over(period, published)
    return None if status in groups()["unrealised"] and _has_begun(period) else period


def _going_on(period: Period, published: str | None) -> Period:
    """The period of what goes on: without an end; "today" says nothing of its beginning."""
    whole = period.start and period.end
    if whole and (period.precision in ("day", "week") or period.end == published):
        today = period.start == period.end == published
        start = None if today else period.start
        return msgspec.structs.replace(period, start=start, end=None, precision="open")
    return period


def _over(period: Period, published: str | None) -> Period:
    """The period of what has happened: "since August" ends with the report."""
    end = published[:10] if published else ""
    if (
        _has_begun(period) and period.start and period.start <= end
    ):  # a given date may lie before the "since"
        return msgspec.structs.replace(period, end=end, precision="range")
    return period


def _has_begun(period: Period) -> bool:
    """ "The worst defeat since 2016": no time of what is yet to come."""
    return period.precision == "open" and bool(period.start) and not period.end


def _recent(annotations: Annotations, mention: Mention) -> Period | None:
    """ "The recent attacks" ended by publication (codebook §7)."""
    phrase = annotations.doc[mention.token]
    for _ in range(2):
        for child in phrase.lefts:
            if child.lower_ == "recent" and child.dep_ == "amod":
                span = Span(child.idx, child.idx + len(child))
                return Period(end=annotations.document.published, precision="open", span=span)
        if phrase.dep_ not in ("compound", "conj"):
            break
        phrase = phrase.head
    return None


def _is_clock(annotations: Annotations, expression: TimeMention) -> bool:
    """ "at 10:33 pm": an hour of a day that is told elsewhere."""
    words = expression.span.of(annotations.text).lower().replace(".", "").split()
    return expression.type == "TIME" and not any(
        word.isalpha() and word not in lexicon().classes["hour_words"] for word in words
    )


def _dates_the_saying(expression: TimeMention, mention: Mention, speech: Speech) -> bool:
    """ "is likely to attack, he said on Tuesday": the day is that of the saying (codebook §7)."""
    if mention.standing.status not in groups()["unrealised"]:
        return False
    around = speech.innermost(mention)
    return around is not None and not around.content.contains(expression.span)


def _period(expression: TimeMention) -> Period:
    if expression.period is not None:
        return msgspec.structs.replace(expression.period, span=expression.span)
    return Period(precision="open", span=expression.span)
