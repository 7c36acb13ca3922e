"""Who a speaker is: names in full, pronouns and titles resolved over the report."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.parties import mention_at
from dateline.records import Span
from dateline.statements.bodies import Bodies, may_be_body
from dateline.statements.cast import Cast
from dateline.statements.papers import issuer_of
from dateline.statements.past import REACH, Past, Speaker, unknown
from dateline.statements.phrases import (
    is_definite,
    is_name,
    is_person,
    is_title,
    joined,
    name_text,
    naming_head,
    word_list,
)
from dateline.statements.speech import LONGEST
from dateline.statements.tree import phrase_end, phrase_start
from dateline.statements.verbs import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_HE = frozenset(["he", "she", "him", "his", "her", "himself", "herself"])
_THEY = frozenset(
    ["they", "them", "their", "themselves", "these", "those", "others", "some", "both"]
)
_IT = frozenset(["it", "its", "itself", "that", "this"])
_RELATIVE = frozenset(["who", "which", "whom"])
_I = frozenset(["i", "we", "me", "us", "you", "my", "our"])
# How far before a relative pronoun its noun may stand, in tokens.
_NEAR = 8
# "San Salvador, 3 May 90 (Radio Cadena) --": whose "we" a broadcast is told in.
_STATION = re.compile(
    r"[^()\n]{0,60}(?:\([^()\n]{1,40}\)[^()\n]{0,40})?\((?P<name>[^()\n]{3,50})\) --"
)


class Names:
    """Resolves the speakers of one report; ask in the order of the text."""

    def __init__(self, annotations: Annotations) -> None:
        self._annotations = annotations
        self._cast, self._bodies = Cast(annotations), Bodies(annotations)
        self._past = Past()
        self._after = False
        papers = word_list("papers")
        self._papers = [
            (token.i, token.lemma_.lower())
            for token in annotations.doc
            if token.pos_ == "NOUN" and token.lemma_.lower() in papers
        ]
        self._issuers: dict[str, Speaker] = {}
        station = _STATION.match(annotations.text)
        self._station = Span(*station.span("name")) if station else None

    def resolve(self, head: Token | None, offset: int, *, after: bool = False) -> Speaker:
        """The speaker at `head`; None stands for whoever was speaking last.

        `after` tells that what is said stands before the cue: a pronoun there looks past it.
        """
        sentence = self._annotations.sentence_at(offset).index
        if head is None:
            return self._past.last if self._past else unknown(sentence)
        self._after = after
        found = self._named(head, sentence)
        self._after = False
        self._past.add(found)
        return found

    def labelled(self, first: int, last: int) -> Speaker:
        """The speaker whom the label of tokens `first` to `last` names: "[Ortega]", "Q. Smith:"."""
        doc = self._annotations.doc
        label = doc[first:last]
        sentence = self._annotations.sentence_at(label.start_char).index
        titles = [token.i for token in label if is_title(token)]
        after = doc[titles[-1] + 1 : last] if titles and titles[-1] + 1 < last else label
        name = label.text
        known = self._cast.named(after.text, first)
        if known is not None:
            found = frozenset(known.words)
            made = Speaker(known.name, label.root.i, sentence, "person", found)
        else:
            made = Speaker(name, label.root.i, sentence, "body", _words(label.root))
        self._past.add(made)
        return made

    def running(self, offset: int) -> Speaker | None:
        """Who is still speaking where a quotation has no cue."""
        return self._past.running(self._annotations.sentence_at(offset).index)

    def _named(self, head: Token, sentence: int) -> Speaker:
        if head.pos_ == "PRON" or head.lower_ in _HE | _THEY | _IT | _I | _RELATIVE:
            return self._pronoun(head, sentence) or self._as_written(head, sentence)
        noun = naming_head(head)
        lemma = noun.lemma_.lower()
        if lemma in word_list("papers"):
            return self._paper(noun, lemma, sentence)
        if is_name(noun):
            if lemma in word_list("persons") and not noun.ent_type_:
                known = self._described(noun, sentence)
                if known is not None:
                    return known
            return self._joined(noun, self._name(noun, head, sentence), sentence)
        if lemma in words("gatherings") and self._is_bare(noun):
            for speaker in self._past.recent(sentence, None):
                if speaker.shape == "people" and not speaker.words & {"official"}:
                    return speaker.again(sentence, noun.i)
        known = self._described(noun, sentence)
        return known if known is not None else self._as_written(noun, sentence)

    def _as_written(self, noun: Token, sentence: int) -> Speaker:
        name = name_text(noun)
        name = self._bodies.in_full(name) if " " in name else name
        return Speaker(name, noun.i, sentence, _shape(noun), _words(noun))

    def _joined(self, noun: Token, first: Speaker, sentence: int) -> Speaker:
        """Two names joined are two speakers: both are kept."""
        names, words = [first.name], first.words
        for other in joined(noun):
            if is_name(other):
                one = self._name(other, other, sentence)
                names.append(one.name)
                words |= one.words
        if len(names) == 1:
            return first
        name = f"{', '.join(names[:-1])} and {names[-1]}"
        return Speaker(name, noun.i, sentence, "people", words)

    def _name(self, noun: Token, head: Token, sentence: int) -> Speaker:
        name = name_text(noun)
        person = self._is_person(noun) or (head != noun and _is_person_noun(head))
        known = self._cast.named(name, noun.i) if person or " " not in name else None
        told: frozenset[str] = frozenset()
        if known is not None and (person or not self._is_place(noun)):
            name, person, told = known.name, True, frozenset(known.words)
        elif not person:
            name = self._bodies.in_full(name)
        shape = "person" if person else ("people" if _is_many(noun) else "body")
        return Speaker(name, noun.i, sentence, shape, _words(head) | _words(noun) | told)

    def _is_place(self, noun: Token) -> bool:
        return noun.ent_type_ in ("GPE", "NORP", "LOC") and any(
            place.span.start <= noun.idx < place.span.end for place in self._annotations.places
        )

    def _issuer_before(self, noun: Token, lemma: str) -> Token | None:
        """Who issued "the statement", told before: "Gordon Advisors issued a statement"."""
        place = bisect_left(self._papers, (noun.i, ""))
        for index, known in reversed(self._papers[max(0, place - 20) : place]):
            if known == lemma:
                issuer = issuer_of(noun.doc[index])
                if issuer is not None:
                    return issuer
        return None

    @staticmethod
    def _is_bare(noun: Token) -> bool:
        """ "the official", "these officials": nothing but a pointing word before the noun."""
        before = [t for t in noun.doc[phrase_start(noun) : noun.i] if t.lower_ != "same"]
        return (
            len(before) == 1
            and before[0].lower_ in ("the", "these", "this", "that", "those", "both")
            and phrase_end(noun) == noun.i + 1
        )

    def _described(self, noun: Token, sentence: int) -> Speaker | None:
        """Whom a description means: "the officer", "these officials", "the rebel station"."""
        if not is_definite(noun) and not _is_office_name(noun):
            return None
        lemma = noun.lemma_.lower()
        if lemma == "source" and self._is_bare(noun) and self._past:
            return self._past.last
        if lemma in word_list("persons") and noun.tag_ in ("NN", "NNP"):
            person = self._cast.described(noun)
            if person is not None:
                words = frozenset(person.words)
                return Speaker(person.name, noun.i, sentence, "person", words)
        if lemma in word_list("persons") | word_list("people") and self._is_bare(noun):
            known = self._past.described(lemma, noun.tag_ in ("NNS", "NNPS"))
            if known is not None:
                return known.again(sentence, noun.i)
        if may_be_body(noun):
            head = self._bodies.described(noun)
            if head is not None and head.i < noun.i:
                made = self._name(head, head, sentence)
                return Speaker(made.name, noun.i, sentence, made.shape, made.words | {lemma})
            return self._same_body(noun, sentence)
        if lemma in word_list("persons") and noun.tag_ == "NN" and self._is_bare(noun):
            return self._same_person(noun, sentence)
        return None

    def _same_body(self, noun: Token, sentence: int) -> Speaker | None:
        """ "The group said": the party it is known to be, else the named body that spoke last."""
        if noun.tag_ != "NN":
            return None
        mention = mention_at(self._annotations, noun)
        if mention is not None and _is_other_name(mention.name, noun):
            return Speaker(mention.name, noun.i, sentence, "body", _words(noun))
        if not self._is_bare(noun):
            return None
        for speaker in self._past.recent(sentence):
            if speaker.shape == "body" and speaker.is_named:
                return speaker.again(sentence, noun.i)
        return None

    def _same_person(self, noun: Token, sentence: int) -> Speaker | None:
        """ "The officer said": the named person who spoke last, if no office of theirs was told."""
        offices = word_list("persons") | word_list("titles")
        for speaker in self._past.recent(sentence):
            if speaker.shape == "person" and speaker.is_named:
                known = self._cast.named(speaker.name, noun.i)
                if known is None or known.words & offices:
                    return None
                return speaker.again(sentence, noun.i)
        return None

    def _paper(self, noun: Token, lemma: str, sentence: int) -> Speaker:
        """A paper speaks for its issuer, where the report names one."""
        issuer = issuer_of(noun) or self._issuer_before(noun, lemma)
        if issuer is not None and naming_head(issuer).i == noun.i:
            issuer = None  # "an Official Communique" names nobody
        known = self._issuers.get(lemma)
        if known is None and self._is_bare(noun):
            known = self._issuers.get("")
        if issuer is not None:
            made = self._named(issuer, sentence)
            speaker = Speaker(made.name, noun.i, sentence, "paper", made.words | {lemma})
        elif known is not None:
            speaker = Speaker(known.name, noun.i, sentence, "paper", known.words)
        else:
            made = self._as_written(noun, sentence)
            speaker = Speaker(made.name, noun.i, sentence, "paper", made.words)
        self._issuers[lemma] = self._issuers[""] = speaker
        return speaker

    def _pronoun(self, head: Token, sentence: int) -> Speaker | None:
        word = head.lower_
        if word in _RELATIVE and (noun := _before(head)) is not None:
            return self._named(noun, sentence)
        if word in _I:
            return self._author(sentence, word)
        shapes = (
            ("person",)
            if word in _HE
            else ("people", "body")
            if word in _THEY
            else ("paper", "body")
        )
        nearest = self._subject_before(head, sentence, word)
        for speaker in self._past.recent(sentence):
            if speaker.shape in shapes and (word not in _HE or speaker.fits(word)):
                if nearest is not None and (
                    nearest.sentence > speaker.sentence
                    or (nearest.sentence == speaker.sentence and speaker.shape == "body")
                ):
                    break
                return speaker.again(sentence)
        if nearest is None and word in _HE:
            return self._last_person(sentence, word) or self._past.one_of_them(sentence)
        return nearest

    def _author(self, sentence: int, word: str) -> Speaker | None:
        """Who writes "we" outside quotation marks: who puts the whole report out."""
        many = word in ("we", "our", "us")
        if many and self._station is not None:
            name = self._station.of(self._annotations.text)
            head = self._annotations.root(self._station).i
            return Speaker(name, head, sentence, "body", frozenset())
        first = self._past.first(("body", "paper") if many else ("person",))
        return None if first is None else first.again(sentence)

    def _last_person(self, sentence: int, word: str) -> Speaker | None:
        """Whoever spoke last, however long ago, where nobody else has been named since."""
        for speaker in self._past.recent(sentence, None):
            if speaker.shape == "person" and speaker.fits(word):
                return speaker.again(sentence)
        return None

    def _is_person(self, noun: Token) -> bool:
        if is_person(noun):
            return True
        return is_name(noun) and not noun.ent_type_ and self._cast.named(noun.text) is not None

    def _subject_before(self, head: Token, sentence: int, word: str) -> Speaker | None:
        """The nearest earlier subject that the pronoun can stand for, speaker or not."""
        doc = self._annotations.doc
        skipped = 1 if self._after and word in _THEY and self._past else 0
        for number in range(sentence - skipped, max(-1, sentence - REACH), -1):
            here = self._annotations.sentences[number]
            if here.last_token - here.first_token > LONGEST:
                continue
            for token in doc[here.first_token : min(here.last_token, head.i)]:
                if token.dep_ not in ("nsubj", "nsubjpass", "agent") or token.pos_ == "PRON":
                    continue
                noun = naming_head(token)
                if word in _HE and (self._is_person(noun) or _is_person_noun(noun)):
                    found = self._named(noun, number)
                    if found.fits(word):
                        return found
                if word in _THEY and _is_many(noun):
                    return self._named(noun, number)
                if word in _IT and not _is_many(noun) and _is_body(noun):
                    return self._named(noun, number)
        return None


def _is_body(noun: Token) -> bool:
    """Whether "it" may say something for the noun: the army, Hezbollah."""
    return noun.ent_type_ in ("ORG", "NORP") or (
        noun.pos_ == "NOUN" and noun.lemma_.lower() in words("bodies")
    )


def _is_other_name(name: str, noun: Token) -> bool:
    """Whether a party's name is one, and not the description itself again."""
    return name[:1].isupper() and noun.lower_ not in name.casefold().split()


def _is_office_name(noun: Token) -> bool:
    """ "Foreign Secretary welcomes": an office written like a name, and nobody's name."""
    first = noun.doc[phrase_start(noun)]
    proper = noun.pos_ == first.pos_ == "PROPN"
    return proper and first.i < noun.i and not noun.ent_type_


def _shape(noun: Token) -> str:
    if _is_many(noun):
        return "people"
    return "person" if _is_person_noun(noun) else "body"


def _is_many(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    if any(child.dep_ == "conj" for child in noun.rights):
        return True
    return (
        noun.tag_ in ("NNS", "NNPS") and (lemma in word_list("people") or noun.ent_type_ == "NORP")
    ) or (noun.lower_ in ("police", "people"))


def _is_person_noun(noun: Token) -> bool:
    return noun.tag_ == "NN" and noun.lemma_.lower() in word_list("persons")


def _words(noun: Token) -> frozenset[str]:
    doc = noun.doc
    return frozenset(
        token.lower_ if token.pos_ == "VERB" else token.lemma_.lower()
        for token in doc[phrase_start(noun) : min(phrase_end(noun), noun.i + 25)]
    )


def _before(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for, by place: the parse did not tell."""
    for token in reversed(pronoun.doc[max(0, pronoun.i - _NEAR) : pronoun.i]):
        if token.pos_ == "VERB" or token.is_space:
            return None
        if token.pos_ in ("PROPN", "NOUN"):
            return token
    return None
