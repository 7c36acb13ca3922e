from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from dateline.annotations import Annotations


@dataclass(frozen=True)
class Said:
    """A statement as a reader sees it: who, how, what, by which word."""

    who: str
    stance: str
    what: str
    cue: str | None
    kind: str


@pytest.fixture(scope="session")
def said(annotate: Callable[..., Annotations]) -> Callable[..., list[Said]]:
    """A function from text to its statements, in words."""

    def run(text: str, **known: str) -> list[Said]:
        found = annotate(text, **known)
        return [
            Said(
                one.source.name,
                one.stance,
                one.content.of(found.text),
                one.cue.of(found.text) if one.cue else None,
                one.source.kind,
            )
            for one in found.statements
        ]

    return run
