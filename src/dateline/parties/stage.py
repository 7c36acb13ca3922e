"""Stage "parties": every phrase and pronoun that names somebody who acts, suffers or speaks."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.annotations import Annotations
from dateline.parties.drafts import Draft, Page
from dateline.parties.known import name_phrases
from dateline.parties.lexicon import lexicon
from dateline.parties.naming import name_all
from dateline.parties.people import person_phrases
from dateline.parties.phrases import noun_phrases
from dateline.parties.ranks import Rank, ranks_of
from dateline.parties.resolve import resolve
from dateline.records import PartyMention, Span

_BOILERPLATE = "boilerplate"


def parties(annotations: Annotations) -> Annotations:
    """Stage "parties": who is named, by which fullest name, on which side."""
    page = Page(annotations)
    drafts = _widest([*person_phrases(page), *name_phrases(page), *noun_phrases(page)])
    taken = {index for draft in drafts for index in range(draft.first, draft.last)}
    drafts = [draft for draft in [*drafts, *_pronouns(page, taken)] if _in_text(page, draft)]
    for draft in drafts:
        draft.sentence = page.sentence_of[draft.head]
    drafts.sort(key=lambda draft: (draft.first, -draft.last))
    drafts = resolve(page, drafts)
    name_all(
        page, [draft for draft in drafts if draft.kind != "pronoun" and draft.lemma != "@person"]
    )
    _rename(drafts)
    ranks = ranks_of(page, drafts)
    found = tuple(_mention(page, draft, ranks[draft.first]) for draft in drafts)
    return annotations.add(parties=found)


def _widest(drafts: list[Draft]) -> list[Draft]:
    """Drafts of which none lies inside another; a person wins over the noun that is its title."""
    drafts.sort(key=lambda draft: (draft.last - draft.first, draft.kind == "person"), reverse=True)
    taken: set[int] = set()
    kept: list[Draft] = []
    for draft in drafts:
        tokens = range(draft.first, draft.last)
        if taken.isdisjoint(tokens):
            kept.append(draft)
            taken.update(tokens)
    return kept


def _pronouns(page: Page, taken: set[int]) -> Iterator[Draft]:
    for token in page.doc:
        if token.i in taken:
            continue
        lemma = lexicon().pronouns.get(page.lower[token.i])
        if lemma and token.pos_ == "PRON" and not _empty_it(page, token.i, lemma):
            yield Draft(
                token.i, token.i + 1, token.i, "pronoun", lemma=lemma, plural=lemma == "they"
            )
        elif page.lower[token.i] in lexicon().relatives and token.tag_ in ("WP", "WDT", "WP$"):
            yield Draft(token.i, token.i + 1, token.i, "pronoun", lemma="who")


def _empty_it(page: Page, index: int, lemma: str) -> bool:
    """ "it" that stands for nobody ("it was raining", "made it easier")."""
    if lemma != "it" or page.dep[index] == "poss":
        return False
    if page.dep[index] != "nsubj":
        return True
    return page.doc[page.up[index]].lemma_ in ("be", "seem", "appear", "take", "become", "happen")


def _in_text(page: Page, draft: Draft) -> bool:
    if not page.annotations.sentences:
        return True
    return page.annotations.sentences[page.sentence_of[draft.head]].zone != _BOILERPLATE


def _rename(drafts: list[Draft]) -> None:
    """Give each pronoun the name that its antecedent got in the end."""
    for draft in drafts:
        if draft.antecedent is not None:
            draft.name = draft.antecedent.name


def _mention(page: Page, draft: Draft, rank: Rank) -> PartyMention:
    first, last, head = page.doc[draft.first], page.doc[draft.last - 1], page.doc[draft.head]
    return PartyMention(
        span=Span(first.idx, last.idx + len(last)),
        head=Span(head.idx, head.idx + len(head)),
        name=" ".join(draft.name.split()),
        side=draft.side or "unknown",
        kind=draft.kind,
        canonical=rank.canonical,
        echelon=rank.echelon,
        parents=rank.parents,
    )
