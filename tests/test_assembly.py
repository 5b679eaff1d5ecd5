"""Sentences are put together and cut apart without losing a character or a triple."""

from __future__ import annotations

from dataclasses import dataclass

from kgaigc import assembly
from kgaigc.repair import Draft
from kgaigc.values import Generated, Plan, PlannedSection, Sentence, Triple, named

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


def test_a_few_triples_make_one_text() -> None:
    assert assembly.portions([BORN, WORK]) == ((BORN, WORK),)


def test_a_triple_given_twice_is_said_once() -> None:
    assert assembly.portions([BORN, BORN]) == ((BORN,),)


def test_many_triples_make_several_texts_with_subjects_kept_together() -> None:
    triples = [Triple(named(name), named(f"p{i}"), named("X")) for i in range(5) for name in ("A", "B")]
    first, second = assembly.portions(triples)
    assert (len(first), len(second)) == (7, 3)
    assert [triple.subject.label for triple in (*first, *second)] == ["A"] * 5 + ["B"] * 5
    assert {*first, *second} == set(triples)


def test_texts_are_merged_in_order() -> None:
    one, two = Generated("One.", (Sentence("One.", (BORN,), (), "neural"),)), Generated("Two.", ())
    assert assembly.merged([one, two]) == Generated("One. Two.", one.sentences)
