"""What values work out from their parts."""

from __future__ import annotations

from kgaigc.values import Section, Sentence, running_text, sentence_places


def section(*texts: str) -> Section:
    return Section("", tuple(Sentence(text, (), (), "neural") for text in texts))


def test_places_are_where_the_sentences_stand_in_the_text() -> None:
    sections = [section("First.", "Second one."), section(), section("Third.")]
    text = running_text(sections)
    places = sentence_places(sections)
    assert [text[start:end] for start, end in places] == ["First.", "Second one.", "Third."]
