"""What the tests of times share: from text to its expressions, without the other rooms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotations import Annotations
from dateline.reader import document
from dateline.text import letter_case, parse, reading_text, zones
from dateline.times import times


@pytest.fixture(scope="session")
def timed() -> Callable[..., Annotations]:
    """A function from text to annotations with zones, parse and times."""

    def run(text: str, **known: str) -> Annotations:
        read, origin = reading_text(text)
        opened = Annotations(
            document=document(text, **known), text=read, origin=origin, case=letter_case(read)
        )
        return times(parse(zones(opened)))

    return run
