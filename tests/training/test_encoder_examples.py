"""What the encoder learns from: spans of a coding become words of its sentences."""

from __future__ import annotations

from training.annotations.quotations import coding
from training.encoder.examples import Example, of_record

TEXT = "Rebels shelled Sake on Friday. The army said two men\nwere arrested near the bridge."


def of_sheet(**more: object) -> list[Example]:
    sheet = {
        "id": "x",
        "coder": "T",
        "text": TEXT,
        "events": [
            {"type": "strike/shelling", "status": "happened", "trigger": "shelled"},
            {"type": "security/arrest", "status": "happened", "trigger": "were arrested"},
        ],
        "statements": [
            {
                "source": ["army", "party", "The army"],
                "cue": "said",
                "content": "two men … bridge",
                "stance": "asserts",
                "about": [2],
            }
        ],
        **more,
    }
    return list(of_record(coding(sheet).record(TEXT), "train"))


def test_each_event_stands_in_its_sentence_with_the_words_of_its_trigger() -> None:
    first, second = of_sheet()
    (shelled,), (arrested,) = first.events, second.events
    assert first.words[slice(*shelled.words)] == ("shelled",)
    assert second.words[slice(*arrested.words)] == ("were", "arrested")
    assert second.words[arrested.head] == "arrested"
    assert (shelled.type, arrested.type) == ("strike/shelling", "security/arrest")


def test_the_parts_of_a_statement_are_words_of_its_sentence() -> None:
    first, second = of_sheet()
    assert not first.speech
    (said,) = second.speech
    assert said.source and said.cue and said.content and said.home
    assert second.words[slice(*said.source)] == ("The", "army")
    assert second.words[slice(*said.cue)] == ("said",)
    assert second.words[slice(*said.content)][:2] == ("two", "men")


def test_what_runs_over_two_sentences_is_at_home_in_the_first() -> None:
    over = {
        "source": ["army", "party", "The army"],
        "content": "Rebels … bridge",
        "stance": "asserts",
    }
    first, second = of_sheet(statements=[over])
    assert [one.home for one in (*first.speech, *second.speech)] == [True, False]
