"""Sentences are put together and cut apart without losing a character or a triple."""

from __future__ import annotations

from dataclasses import dataclass

from kgaigc import assembly
from kgaigc.repair import Draft
from kgaigc.values import Plan, PlannedSection, Sentence, Span, Triple, named

BORN = Triple(named("Ada"), named("birthPlace"), named("London"))
WORK = Triple(named("Ada"), named("occupation"), named("Poet"))


@dataclass(frozen=True)
class Request:
    triples: tuple[Triple, ...]


def draft(place: tuple[int, ...], text: str | None) -> Draft:
    sentence = None if text is None else Sentence(text, (BORN,), (), "neural")
    return Draft(place, Request((BORN,)), sentence, "first" if sentence else "left out")  # type: ignore[arg-type]


PLAN = Plan((PlannedSection("", ((BORN,), (WORK,))), PlannedSection("Work", ((WORK,),))))


def test_sentences_go_to_the_sections_of_their_plan() -> None:
    drafts = [draft((0, 0), "A."), draft((0, 1), "B."), draft((1,), "C."), draft((2,), "D.")]
    sections = assembly.sections(PLAN, drafts)
    assert [(section.title, section.text) for section in sections] == [("", "A. B. C."), ("Work", "D.")]


def test_a_section_with_nothing_written_is_left_out() -> None:
    sections = assembly.sections(PLAN, [draft((0,), None), draft((1,), None), draft((2,), "D.")])
    assert [section.title for section in sections] == ["Work"]


def test_places_are_where_the_sentences_stand_in_the_text() -> None:
    drafts = [draft((0,), "First."), draft((1,), "Second one."), draft((2,), "Third.")]
    sections = assembly.sections(PLAN, drafts)
    text = assembly.text(sections)
    assert [text[start:end] for start, end in assembly.places(sections)] == ["First.", "Second one.", "Third."]


def test_a_text_is_cut_into_sentences_with_their_own_triples_and_spans() -> None:
    text = "Ada was born in London. She was a poet."
    whole = Sentence(text, (WORK, BORN), (Span(0, 23, (1,)), Span(24, 39, (0,))), "neural")
    first, second = assembly.cut(whole, [(0, 23), (24, 39)])
    assert (first.text, first.triples, first.spans) == ("Ada was born in London.", (BORN,), (Span(0, 23, (0,)),))
    assert (second.text, second.triples, second.spans) == ("She was a poet.", (WORK,), (Span(0, 15, (0,)),))


def test_cutting_loses_no_triple_that_no_span_says() -> None:
    whole = Sentence("One. Two.", (WORK, BORN), (Span(5, 9, (1,)),), "neural")
    assert [part.triples for part in assembly.cut(whole, [(0, 4), (5, 9)])] == [(WORK,), (BORN,)]


def test_a_text_without_boundaries_stays_whole() -> None:
    whole = Sentence("One", (WORK,), (), "neural")
    assert assembly.cut(whole, []) == (whole,)
