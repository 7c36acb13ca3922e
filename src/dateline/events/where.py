"""Where a mention happened: the place that belongs to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from dateline.annotations import Annotations
from dateline.events._scene import COUNTRY, distance, scene_of, told_again
from dateline.events.frames import lexicon
from dateline.events.happening import Happening, among
from dateline.events.mentions import Mention
from dateline.gazetteer import countries
from dateline.parties import mention_at
from dateline.places import referent
from dateline.records import Place, PlaceMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    PlacesBySentence = dict[int, list[tuple[PlaceMention, Token]]]

_FAR = 99
_SITE, _DIVISION = 2, 4
# How many sentences back a happening without a place may borrow one; set on dev and the corpus.
_PLACE_REACH = 1
# Prepositions before those who act on each other.
_OF_PARTIES = frozenset({"by", "between", "with", "against"})
_REPORTS = frozenset({"report", "reports", "dispatch", "dispatches", "broadcast"})
# What goes on with a noun or verb: "a summit scheduled", "scheduled to meet".
_PARTS = frozenset({"acl", "xcomp", "conj", "appos", "npadvmod"})
# What a verb cannot do without: who does it, what is done.
_CORE = frozenset({"nsubj", "nsubjpass", "dobj"})
# Steps in the parse beyond which "the city" belongs to something else.
_NEAR = 6


def place_of(
    annotations: Annotations,
    mention: Mention,
    by_sentence: PlacesBySentence,
    triggers: frozenset[int],
) -> Place | None:
    """The place named in the mention's own sentence that stands nearest to it in the parse.

    `triggers` are the head words of all happenings, which have places of their own.
    """
    token = annotations.doc[mention.token]
    here = by_sentence.get(mention.sentence.index, [])
    scored = [
        (distance(token, root) + _penalty(place, root, mention), place.precision, index)
        for index, (place, root) in enumerate(here)
        if not _is_title(annotations, place, root)
        and not _is_in_a_name(annotations, place, root)
        and not _is_elsewhere(token, root, triggers)
        and not _is_where_told(token, root)
        and (mention.family != "diplomacy" or _is_venue(place, token, root))
    ]
    scored = [one for one in scored if one[0] < _FAR]
    scored.sort()
    best, root = here[scored[0][2]] if scored else (None, None)
    if best is None or root is None or _is_wide(best):
        nearer = _referred_to(annotations, mention, adverbs=best is None)
        if best is None or root is None or (nearer is not None and nearer.precision < _DIVISION):
            return nearer
    joined = [
        place.place() for place, other in here if place is not best and other in root.conjuncts
    ]
    around = next((place for *_, i in scored if (place := here[i][0]).lat is not None), None)
    return msgspec.structs.replace(_located(best.place(), around), more_places=tuple(joined))


def lend_places(
    happenings: Sequence[Happening], annotations: Annotations, by_sentence: PlacesBySentence
) -> None:
    """A happening without a place takes that of the one told in or shortly before its sentence.

    A site no index has lies in the town told about, the report's main one where none is near.
    """
    main = _main_place(annotations)
    placed: dict[int, Place] = {}
    for one in happenings:
        for mention in one.mentions:
            place = mention.place if among(mention.type, "placed") else None
            if place is not None and place.precision < COUNTRY:
                placed.setdefault(mention.sentence.index, place)
    for one in happenings:
        one.place = one.place or told_again(annotations, one, happenings)
        if not one.among("placed") or (one.place and one.place.lat is not None):
            continue
        mention = one.ranked()[0]
        near = [placed.get(mention.sentence.index - back) for back in range(_PLACE_REACH + 1)]
        nearest = next((place for place in near if place is not None), None)
        if one.place is None and nearest is not None:
            one.place = msgspec.structs.replace(nearest, more_places=())
            continue
        place = one.place or scene_of(annotations, mention, by_sentence)
        if place is not None:
            known = (town for town in near if town is not None and town.lat is not None)
            one.place = _located(place, next(known, main))


def _located(place: Place, around: Place | PlaceMention | None) -> Place:
    """A site no index has takes the point of the town around it, and a precision to match."""
    if place.lat is not None or around is None or around.precision > _DIVISION:
        return place
    precision = max(place.precision, around.precision, 2)
    return msgspec.structs.replace(
        place, lat=around.lat, lon=around.lon, precision=precision, extent=around.extent
    )


def _main_place(annotations: Annotations) -> Place | None:
    """The town the report names most often, the first of several; None where it names none."""
    towns = [
        place
        for place in annotations.places
        if place.kind == "settlement" and place.lat is not None and place.relation != "name"
    ]
    if not towns:
        return None
    counts = Counter(town.name for town in towns)
    return max(towns, key=lambda town: (counts[town.name], -town.span.start)).place()


def places_by_sentence(annotations: Annotations) -> PlacesBySentence:
    """The places of each sentence, by its number, each with the word that heads its name.

    Adjectives and parts of names are no places.
    """
    found: PlacesBySentence = {}
    for place in annotations.places:
        if place.kind != "adjective" and place.relation != "name":
            index = annotations.sentence_at(place.span.start).index
            found.setdefault(index, []).append((place, annotations.root(place.span)))
    return found


def _referred_to(annotations: Annotations, mention: Mention, *, adverbs: bool) -> Place | None:
    """The place that "the capital" or "there" in the mention's sentence points back to."""
    token = annotations.doc[mention.token]
    found = [
        (distance(token, word), word.i, place)
        for word in annotations.tokens(mention.sentence)
        if _is_placing(word, token)
        and (adverbs or word.dep_ != "advmod")
        and (mention.family != "diplomacy" or word.lower_ == "there")
        and (place := referent(annotations, word)) is not None
    ]
    if not found:
        return None
    steps, index, place = min(found, key=lambda one: one[:2])
    if steps > _NEAR:
        return None
    word = annotations.doc[index]
    span = Span(word.idx, word.idx + len(word))
    return msgspec.structs.replace(place.place(), span=span, relation="in")


def _is_placing(word: Token, trigger: Token) -> bool:
    """Whether a word may say where: "in the city", "the city was shelled", "hit the ministry"."""
    if word.dep_ == "dobj":
        return word.head.i in (trigger.i, trigger.head.i)
    return word.dep_ in ("pobj", "advmod", "nsubjpass")


def _is_venue(place: PlaceMention, token: Token, root: Token) -> bool:
    """Whether a place is where words were exchanged, not who exchanged them or over what."""
    if root.dep_ in ("compound", "nmod") and root.head == token:
        return place.resolved and place.precision <= _SITE  # "the Cartagena summit"
    if root.dep_ != "pobj" or root.head.lower_ not in lexicon().classes["locative"]:
        return False
    holder = root.head.head
    carriers = [token, *islice(token.ancestors, 2)]
    if holder in carriers and (holder == token or holder.pos_ in ("VERB", "AUX")):
        return True
    return place.precision <= _SITE and _belongs_to(holder, token)


def _belongs_to(holder: Token, token: Token) -> bool:
    """ "A meeting of envoys in Doha", "a summit planned for May in Doha", not "talks on Aleppo"."""
    locative = lexicon().classes["locative"]
    while holder != token:
        if holder.pos_ == "VERB" and holder == token.head and token.dep_ in _CORE:
            return True
        if holder.dep_ in _PARTS or (holder.dep_ == "advcl" and holder.head == token):
            holder = holder.head
        elif holder.dep_ == "pobj" and (
            holder.ent_type_ == "DATE" or holder.head.lower_ in _OF_PARTIES | locative | {"of"}
        ):
            holder = holder.head.head
        else:
            return False
    return True


def _is_in_a_name(annotations: Annotations, place: PlaceMention, root: Token) -> bool:
    """ "the Guadalajara Cartel", "Abbas": part of a party's name, or a person's."""
    party = mention_at(annotations, root)
    if _opens_a_name(root):
        return True
    if party is None:
        return root.dep_ == "poss" and _is_seat(place) and root.head.lemma_ not in _ground()
    acts = party.kind == "state" and root.dep_ == "nsubj" and not _suffers(root)  # "Kyiv said"
    if party.kind in ("person", "media") or acts:
        return True
    inside = party.head.start != root.idx and root.dep_ in ("compound", "nmod", "amod")
    return inside and party.kind in ("group", "organisation", "media", "unit")


def _opens_a_name(root: Token) -> bool:
    """ "Rafael Arce", not "Morazan Department"."""
    head = root.head
    joined = root.dep_ == "compound" and head.i == root.i + 1 and head.pos_ == "PROPN"
    return joined and head.text[:1].isupper() and head.lemma_.lower() not in _ground()


def _suffers(root: Token) -> bool:
    """ "Turkey suffered a series of bombings": the subject is where it happened."""
    return root.dep_ == "nsubj" and root.head.lemma_ in lexicon().classes["sufferer"]


def _is_wide(place: PlaceMention) -> bool:
    """A country or more; a town of which only the country is known is none."""
    return place.resolved and place.precision >= COUNTRY


def _is_seat(place: PlaceMention) -> bool:
    """A capital that owns something stands for its government: "under Moscow's protection"."""
    state = countries().get(place.country or "")
    return state is not None and state.capital == place.name


def _ground() -> frozenset[str]:
    return lexicon().members(["territory", "building"])


def _penalty(place: PlaceMention, root: Token, mention: Mention) -> float:
    """What speaks against a place: it acts itself, it is a whole country, it owns something."""
    while root.dep_ == "conj":
        root = root.head  # "Russia and Ukraine exchanged prisoners"
    acts_or_undergoes = root.dep_ in ("nsubj", "agent", "dobj") and not _suffers(root)
    if acts_or_undergoes and _is_wide(place):
        return _FAR
    border = place.relation.startswith("border")
    if root.dep_ == "pobj" and root.head.lower_ in _OF_PARTIES and not border:
        return _FAR
    if root.i in mention.argument_tokens and root.dep_ in ("nsubj", "poss", "compound"):
        return _FAR if _is_wide(place) else 1
    if root.dep_ in ("compound", "nmod", "amod"):
        if _is_wide(place):
            return _FAR  # "U.S. envoy" says whose he is, not where he was
        return 2 if root.head.ent_type_ in ("ORG", "PERSON") else 0
    if root.dep_ == "poss" or any(child.dep_ == "case" for child in root.children):
        return _owner_penalty(place, root, mention)
    return 1.0 if _is_wide(place) else 0.0


def _is_title(annotations: Annotations, place: PlaceMention, root: Token) -> bool:
    """ "the president of Mali", "Moscow's protection", "US-led", "according to the hospital"."""
    if root.i + 1 < len(root.doc) and root.nbor().text == "-" and _is_wide(place):
        return True
    if root.head.lower_ == "to" and root.head.head.lower_ == "according":
        return True
    if root.head.lower_ == "from" and root.head.head.lower_ in _REPORTS:
        return True
    if root.dep_ == "poss" and (party := mention_at(annotations, root)) is not None:
        return party.kind == "state" and root.head.lemma_ not in lexicon().classes["territory"]
    return (
        _is_wide(place)
        and root.dep_ == "pobj"
        and root.head.lower_ == "of"
        and mention_at(annotations, root.head.head) is not None
    )


def _is_elsewhere(token: Token, root: Token, triggers: frozenset[int]) -> bool:
    """ "The blast came two days after bombs exploded in Giza": the clause has its own place."""
    above = {token.i, *(ancestor.i for ancestor in token.ancestors)}
    for step in root.ancestors:
        if step.i in above:
            return False
        if step.dep_ in ("relcl", "acl") and step.i in triggers:
            return True
        if step.dep_ in ("advcl", "pcomp") and _is_dated_by(step):
            return step.i in triggers or any(child.i in triggers for child in step.children)
    return False


def _is_where_told(token: Token, root: Token) -> bool:
    """ "She said in Nairobi that the town had fallen": the place of the words, not of the deed."""
    verb = root.head.head
    if root.dep_ != "pobj" or verb.pos_ != "VERB":
        return False
    return any(step.dep_ == "ccomp" and step.head == verb for step in (token, *token.ancestors))


def _is_dated_by(clause: Token) -> bool:
    """Whether a clause only says when: "after ...", "before ..."."""
    marks = (clause.head, *clause.lefts)
    return any(mark.lower_ in ("after", "before", "since") for mark in marks)


def _owner_penalty(place: PlaceMention, root: Token, mention: Mention) -> float:
    """ "Ukraine's General Staff" says whose it is; "Ukraine's east" says where."""
    if root.head.i == mention.token:
        return 3 if _is_wide(place) else 0
    whose = _is_wide(place) and root.head.lemma_ not in lexicon().classes["territory"]
    return _FAR if whose else 3
