"""Stage "statements": attributions to statements with a resolved source and a stance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dateline.annotations import Annotations
from dateline.parties import mention_at
from dateline.records import Source, Span, Statement
from dateline.statements.attribution import Attribution, first_person
from dateline.statements.attributions import attributions
from dateline.statements.kinds import Kinds
from dateline.statements.names import Names
from dateline.statements.past import Speaker, unknown
from dateline.statements.phrases import source_span
from dateline.statements.stance import stance_of
from dateline.statements.weighing import weighed

if TYPE_CHECKING:
    from spacy.tokens import Token

# A content shorter than this says nothing: "said so", "told him".
_MIN_CHARACTERS = 5
# Letters of a word that its forms share ("kill", "killed"), and the share of a headline's words
# that the report's own telling of the same has; read off headlines of news, not tuned.
_STEM, _SAME = 4, 0.4


def statements(annotations: Annotations) -> Annotations:
    """Stage "statements": who says what, with stance; `about` is filled by the events."""
    attributed = attributions(annotations)
    found = _without_own_thoughts([item for item in attributed if _counts(item)])
    found.sort(key=lambda item: item.cue.i if item.cue else annotations_index(annotations, item))
    names, kinds = Names(annotations), Kinds(annotations)
    out: list[Statement] = []
    for item in found:
        speaker = _speaker(names, item)
        if speaker is None:
            continue
        out.append(_statement(annotations, item, speaker, kinds))
    out = _without_headline_copies(annotations, _distinct(out))
    order = {(item.content, item.cue_span): place for place, item in enumerate(attributed)}
    out.sort(key=lambda one: order[one.content, one.cue])
    numbered = (replace(one, id=f"s{number}") for number, one in enumerate(out, 1))
    told = [weighed(annotations, one) for one in numbered]
    return annotations.add(
        statements=tuple(replace(one, via=_via(annotations, one, told)) for one in told)
    )


def _via(
    annotations: Annotations, statement: Statement, told: Sequence[Statement]
) -> Source | None:
    """The outlet in whose words another's stand: "Reuters quoted the army as saying that ..."."""
    if statement.source.kind == "media":
        return None

    def home(one: Statement) -> int:
        return annotations.sentence_at((one.cue or one.content).start).index

    around = (
        other
        for other in told
        if other.source.kind == "media"
        and other.content.contains(statement.content)
        and home(other) == home(statement)  # "Moscow denied it" is said by nobody else
    )
    nearest = min(around, key=lambda other: other.content.end - other.content.start, default=None)
    return nearest.source if nearest is not None else None


def annotations_index(annotations: Annotations, item: Attribution) -> int:
    """Where an attribution without cue stands among the tokens."""
    return annotations.sentence_at(item.content.start).first_token


def _counts(item: Attribution) -> bool:
    """Whether an attribution is a statement of the record, not a passing thought."""
    if item.sense.weak or not item.said:
        return False
    if item.content.end - item.content.start < _MIN_CHARACTERS:
        return False
    if item.nested and item.frame in ("noun", "event", "object", "preposition"):
        return False
    if item.sense.thought and (item.nested or first_person(item.speaker) or _is_told(item)):
        return False
    return not (item.nested and first_person(item.speaker))


def _is_told(item: Attribution) -> bool:
    """ "They thought that a plane had crashed": the story of a mind, not what anybody says."""
    return item.cue is not None and item.cue.lemma_ == "think" and item.cue.tag_ != "VBP"


def _without_own_thoughts(found: list[Attribution]) -> list[Attribution]:
    """ "He said he believed that ...": one statement, for the thought is the speaker's own."""
    told = {item.cue.i for item in found if item.cue is not None and not item.sense.thought}
    return [
        item
        for item in found
        if not (item.sense.thought and item.cue is not None and _is_own(item, item.cue, told))
    ]


def _is_own(item: Attribution, cue: Token, told: set[int]) -> bool:
    governed = cue.dep_ == "ccomp" and cue.head.i in told
    return governed and item.speaker is not None and item.speaker.pos_ == "PRON"


def _speaker(names: Names, item: Attribution) -> Speaker | None:
    offset = item.cue.idx if item.cue is not None else item.content.start
    if item.frame == "turn" or item.author is not None:
        return names.labelled(*(item.author or item.clause))
    if item.cue is None:
        return names.running(offset)
    if item.speaker is None:
        return unknown()
    return names.resolve(item.speaker, offset, after=item.frame == "aside")


def _statement(
    annotations: Annotations, item: Attribution, speaker: Speaker, kinds: Kinds
) -> Statement:
    span: Span | None = None
    if item.speaker is not None:
        span = source_span(item.speaker)
    elif speaker.head is not None:
        span = source_span(annotations.doc[speaker.head])
    head = annotations.doc[speaker.head] if speaker.head is not None else None
    name = _known_name(annotations, speaker, head)
    context = annotations.text[span.start : span.end + 60] if span is not None else ""
    kind = kinds.of(
        speaker,
        head,
        context if item.speaker is not None else "",
        again=item.speaker is None or item.speaker.pos_ == "PRON",
    )
    return Statement(
        id="s0",
        source=Source(name=name, kind=kind, span=span),
        content=item.content,
        cue=item.cue_span,
        stance=stance_of(annotations, item),
    )


def _without_headline_copies(annotations: Annotations, found: list[Statement]) -> list[Statement]:
    """Drop a headline's statement that the report itself makes again, by the same cue."""

    def key(one: Statement) -> tuple[str, str]:
        cue = one.cue.of(annotations.text)[:_STEM] if one.cue else ""
        return cue.casefold(), one.source.name.split()[-1].casefold()

    def stems(one: Statement) -> set[str]:
        words = one.content.of(annotations.text).casefold().split()
        return {word.strip(".,;:'\"“”‘’")[:_STEM] for word in words}

    told: dict[tuple[str, str], list[set[str]]] = {}
    zones = [annotations.sentence_at(one.content.start).zone for one in found]
    for one, zone in zip(found, zones, strict=True):
        if zone != "headline":
            told.setdefault(key(one), []).append(stems(one))
    return [
        one
        for one, zone in zip(found, zones, strict=True)
        if zone != "headline"
        or not any(
            _SAME * len(stems(one)) <= len(stems(one) & again) for again in told.get(key(one), ())
        )
    ]


def _known_name(annotations: Annotations, speaker: Speaker, head: Token | None) -> str:
    """The name that the parties stage gives the same party, where the two agree who it is."""
    mention = mention_at(annotations, head) if head is not None else None
    if mention is None or speaker.shape == "paper":
        return speaker.name
    ours, theirs = speaker.name.casefold().split(), mention.name.casefold().split()
    return mention.name if ours[-1] == theirs[-1] and len(theirs) > len(ours) else speaker.name


def _distinct(found: list[Statement]) -> list[Statement]:
    """One statement for a source and a content, the first found."""
    seen: set[tuple[Span, str]] = set()
    out = []
    for one in found:
        key = (one.content, one.source.name)
        if key not in seen:
            seen.add(key)
            out.append(one)
    return out
