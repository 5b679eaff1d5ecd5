"""What values work out from their parts."""

from __future__ import annotations

from kgaigc.values import Candidate, Entity, Mention, Section, Sentence, running_text, sentence_places


def section(*texts: str) -> Section:
    return Section("", tuple(Sentence(text, (), (), "neural") for text in texts))


def test_places_are_where_the_sentences_stand_in_the_text() -> None:
    sections = [section("First.", "Second one."), section(), section("Third.")]
    text = running_text(sections)
    places = sentence_places(sections)
    assert [text[start:end] for start, end in places] == ["First.", "Second one.", "Third."]


def test_a_mention_without_a_target_says_why() -> None:
    some = [Candidate(Entity(f"https://x.example/{i}", "Ann"), 0.1) for i in range(3)]
    assert Mention(0, 3, "Ann", None, 0.0).unlinked == "not in the graph"
    told = Mention(0, 3, "Ann", None, 0.1, tuple(some)).unlinked
    assert "Ann <https://x.example/0> 0.10, Ann <https://x.example/1> 0.10, and more" in told
    assert Mention(0, 3, "Ann", some[0].entity, 0.9, tuple(some)).unlinked == ""
