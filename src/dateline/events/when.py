"""When a mention happened: the expression of time that belongs to it."""

from __future__ import annotations

import msgspec

from dateline.annotations import Annotations
from dateline.events.frames import lexicon
from dateline.events.happening import groups
from dateline.events.mentions import Mention
from dateline.events.speech import Speech
from dateline.records import Period, TimeMention
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
        return Period(precision="open") if status == "ongoing" else None
    period = _period(expression)
    if status != "ongoing":
        return period
    if period.start and period.end and period.precision in ("day", "week"):
        return msgspec.structs.replace(period, end=None, precision="open")
    if period.end == annotations.document.published:
        return msgspec.structs.replace(period, end=None, precision="open")
    return period


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
