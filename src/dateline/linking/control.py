"""Who holds what: the claims of control over a place, and who has it on a day by which claims.

Nothing is decided between belligerents: where claims cross, the holding is disputed and both stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from dateline.gazetteer import fold
from dateline.incidents import Control, DeniedBy, EventKey, Hold
from dateline.linking.figures.voices import UNSIDED, folded, side_of, voice_of
from dateline.places.extent import distance_km
from dateline.records import Event, Party, Place, Record, Source, Status

__all__ = ["Holding", "controls", "holders"]

_TOLD: frozenset[Status] = frozenset({"happened", "ongoing", "denied"})
_COARSEST = 4  # precision of the vaguest place that somebody can hold: a first-order division
# Fighting shows only about a place of its own that nobody has it for sure.
_FOUGHT_OVER = 2
_RETAKEN = re.compile(
    r"\bre-?(?:took|tak|captur|gain|claim|conquer|occup|established)|\bliberat|\bback\b|\bfreed\b",
    re.I,
)
_BESIEGED = re.compile(r"\b(?:be)?sieg|\bencircl|\bsurround|\bblockad", re.I)
_UNKNOWN = Party(name="unknown")
# One place: points so close, or of one name and not far apart.
_SAME_KM, _NAMESAKE_KM = 3.0, 25.0


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """Who has a place on a day.

    `holder` is null where it is only fought over or left; `since` is the day of the change that
    gave it to the holder (ISO). `claims` are those that say so, the latest last, `rivals` those
    that say otherwise; with rivals or doubts the holding is `disputed`.
    """

    place: Place
    holder: Party | None
    since: str | None
    claims: tuple[Control, ...]
    rivals: tuple[Control, ...] = ()
    disputed: bool = False


def controls(
    record: Record, incident_of: Mapping[EventKey, str] | None = None
) -> tuple[Control, ...]:
    """The claims of control in one report, in the order of its events.

    A gain is `taken` (or `retaken`, by its word), `control/holds` is `held`, a withdrawal
    `withdrawn`; a siege, an offensive or a clash in a place leaves it `contested`. What is planned,
    feared or only attempted changes no hand.

    Args:
        record: the record of the report.
        incident_of: the incident of each event, where events are linked.
    """
    found = (_control(record, event, incident_of or {}) for event in record.events)
    return tuple(control for control in found if control is not None)


def holders(claims: Iterable[Control], at: date) -> tuple[Holding, ...]:
    """Who has each place on a day, by the claims up to it; places by name.

    What counts is the latest change (taken, retaken, withdrawn) and everything said since. The
    holder is the side that most voices name, of equals the one named last.

    Args:
        claims: from any number of reports, in any order.
        at: the day.
    """
    known = sorted(
        (claim for claim in set(claims) if (_day(claim) or "9") <= at.isoformat()), key=_order
    )
    held = (_holding(own) for own in _places(known))
    return tuple(sorted(held, key=lambda one: (fold(one.place.name), one.place.lat or 0.0)))


def _control(record: Record, event: Event, incident_of: Mapping[EventKey, str]) -> Control | None:
    place, hold = event.place, _hold(record, event)
    if hold is None or place is None or place.precision > _COARSEST:
        return None
    if hold == "contested" and place.precision > _FOUGHT_OVER:
        return None
    holder, loser = _hands(event, hold)
    if holder is _UNKNOWN and hold not in ("contested", "withdrawn"):
        return None
    key = EventKey(record.document.id, event.id)
    return Control(
        place=place,
        hold=hold,
        holder=holder,
        event=key,
        status=event.status,
        period=event.time,
        loser=loser,
        claimant=event.source,
        published=record.document.published,
        incident=incident_of.get(key),
        doubts=_doubts(record, event),
    )


def _hold(record: Record, event: Event) -> Hold | None:
    if event.status not in _TOLD:
        return None
    word = record.text_of(event.trigger)
    if event.type == "battle/territory_gained":
        return "retaken" if _RETAKEN.search(word) else "taken"
    if event.type == "forces/withdrawal":
        return "withdrawn"
    if event.type == "control/holds":
        return "contested" if _BESIEGED.search(word) else "held"
    if event.type in ("battle/offensive", "battle/clash"):
        return "contested"
    return None


def _hands(event: Event, hold: Hold) -> tuple[Party, Party | None]:
    """Who has the place after the event, and who had it before."""
    actor = event.actors[0] if event.actors else None
    target = event.targets[0] if event.targets else None
    if hold == "withdrawn":
        return target or _UNKNOWN, actor
    if hold == "contested":
        return target or _UNKNOWN, None
    if hold == "held":
        return actor or target or _speaker(event.source), None
    holder = actor or _speaker(event.source)
    return holder, target if target is not None and target.side != holder.side else None


def _speaker(source: Source | None) -> Party:
    """A belligerent that says "the town is taken" without a subject speaks of itself."""
    side = side_of(source.name) if source is not None and source.kind == "party" else None
    return Party(name=source.name, side=side) if source is not None and side else _UNKNOWN


def _doubts(record: Record, event: Event) -> tuple[DeniedBy, ...]:
    found = {
        folded(denial.name): DeniedBy(name=denial.name, report=record.document.id, span=denial.span)
        for denial in event.denied_by
    }
    for statement in record.statements:
        if statement.stance in ("denies", "doubts") and event.id in statement.about:
            name = statement.source.name
            doubt = DeniedBy(name=name, report=record.document.id, span=statement.content)
            found.setdefault(folded(name), doubt)
    return tuple(found.values())


def _day(claim: Control) -> str | None:
    """The day from which a claim speaks: of a change its own, of a state the report's."""
    period = claim.period
    if claim.hold == "held" and (period is None or period.end is None):
        return claim.published or (period.start if period else None)
    if period is None:
        return claim.published
    return period.start or period.end or claim.published


def _order(claim: Control) -> tuple[str, str, str, str]:
    return _day(claim) or "", claim.published or "", claim.event.report, claim.event.event


def _places(claims: Sequence[Control]) -> Iterator[list[Control]]:
    """The claims on each place; a point joins the first place that it fits, in order of claims."""
    found: list[list[Control]] = []
    for claim in claims:
        for own in found:
            if _same_place(own[0].place, claim.place):
                own.append(claim)
                break
        else:
            found.append([claim])
    return iter(found)


def _same_place(one: Place, other: Place) -> bool:
    same_name = fold(one.name) == fold(other.name)
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return same_name
    reach = _NAMESAKE_KM if same_name else _SAME_KM
    return distance_km(one.lat, one.lon, other.lat, other.lon) <= reach


def _holding(claims: Sequence[Control]) -> Holding:
    said = [claim for claim in claims if claim.status != "denied" or claim.claimant is not None]
    since = _last_change(said)
    now = [claim for claim in claims if (_day(claim) or "") >= since]
    side = _side(now)
    ours = [claim for claim in now if claim in said and _supports(claim, side)]
    rivals = [claim for claim in now if claim not in ours]
    gains = [claim for claim in ours if claim.hold in ("taken", "retaken")]
    named = [claim.holder for claim in ours if claim.holder.side == side]
    return Holding(
        place=(ours or now)[-1].place,
        holder=named[-1] if named else None,
        since=_day(gains[0]) if gains else None,
        claims=tuple(ours),
        rivals=tuple(rivals),
        disputed=bool(rivals) or any(claim.doubts for claim in ours),
    )


def _last_change(said: Sequence[Control]) -> str:
    """The day on which the place last changed hands; "" for never. To take it again is no change,
    nor is the withdrawal of those who had lost it."""
    day, side = "", None
    for claim in said:
        gained = claim.hold in ("taken", "retaken") and claim.holder.side != side
        left = claim.hold == "withdrawn" and (side is None or _left(claim, side))
        if gained or left:
            day, side = _day(claim) or "", claim.holder.side
    return day


def _left(claim: Control, side: str) -> bool:
    return claim.loser is not None and claim.loser.side == side


def _side(now: Sequence[Control]) -> str | None:
    """The side that most voices name as the holder, of equals the one named last."""
    voices: dict[str, set[str]] = {}
    last: dict[str, int] = {}
    for number, claim in enumerate(now):
        side = claim.holder.side
        denied = claim.status == "denied" and claim.claimant is None
        if claim.hold == "contested" or side in UNSIDED or denied:
            continue
        voices.setdefault(side, set()).add(voice_of(claim.claimant, claim.event.report))
        last[side] = number
    return max(voices, key=lambda side: (len(voices[side]), last[side]), default=None)


def _supports(claim: Control, side: str | None) -> bool:
    """Whether a claim fits that the side has the place; with no side, that nobody has it."""
    if side is None:
        return claim.hold != "held"
    if claim.hold == "withdrawn" and claim.holder.side in UNSIDED:
        return not _left(claim, side)
    return claim.holder.side == side and claim.hold != "contested"
