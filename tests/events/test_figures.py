"""Which happening a figure of harm hangs on."""

from __future__ import annotations

import dateline


def figures_by_trigger(text: str) -> dict[str, set[tuple[str, int | None]]]:
    record = dateline.Reader(time_limit=60).read(text, published="2024-05-08")
    return {
        record.text_of(event.trigger): {(c.kind, c.low) for c in event.casualties}
        for event in record.events
        if event.casualties
    }


def test_the_dead_of_a_clash_hang_on_it_and_not_on_the_raid_before_it():
    text = (
        "Rebels raided the town of Sake on Monday. Four soldiers were killed in a clash with the"
        " rebels near Masisi on Tuesday, while the rebels shelled Goma."
    )
    found = figures_by_trigger(text)
    assert [numbers for word, numbers in found.items() if "clash" in word] == [{("killed", 4)}]


def test_a_bare_number_hangs_on_violence_that_is_told_of_again_later():
    text = (
        "At least 70 people died when gunmen attacked the town of Sake on Monday. Ten women and"
        " three infants are among the dead. The attack on Sake began at dawn."
    )
    found = set().union(*figures_by_trigger(text).values())
    assert found >= {("killed", 70), ("killed", 10), ("killed", 3)}
