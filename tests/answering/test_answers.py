"""Answering: questions about one fact of one thing, both ways round, and refusals that say why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgaigc.answering import answer
from kgaigc.errors import QueryError
from kgaigc.graph import KnowledgeGraph
from kgaigc.values import Answer, Entity, Links, Report, Term, Triple

Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def ask(
    graph: KnowledgeGraph,
    link: Callable[[str], Links],
    phrase: Callable[[tuple[Triple, ...]], tuple[str, Report]],
) -> Ask:
    return lambda question: answer(question, graph=graph, link=link, phrase=phrase)


def shown(results: tuple[Term, ...]) -> list[str]:
    return [result.label if isinstance(result, Entity) else result.text for result in results]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who designed the Analytical Engine?", ["Charles Babbage"]),
        ("Who was the designer of the Analytical Engine?", ["Charles Babbage"]),
        ("By whom was the Analytical Engine designed?", ["Charles Babbage"]),
        ("What did Charles Babbage design?", ["Analytical Engine"]),
        ("Which machine was designed by Charles Babbage?", ["Analytical Engine"]),
        ("Name the machine that Charles Babbage designed.", ["Analytical Engine"]),
        ("Where was Ada Lovelace born?", ["London"]),
        ("What is Ada Lovelace's birth place?", ["London"]),
        ("Tell me where Ada Lovelace was born.", ["London"]),
        ("In which city was Ada Lovelace born?", ["London"]),
        ("When was Ada Lovelace born?", ["1815-12-10"]),
        ("In what year was Ada Lovelace born?", ["1815-12-10"]),
        ("Who was born in London?", ["Ada Lovelace", "Charles Babbage"]),
        ("Who influenced Ada Lovelace?", ["Charles Babbage"]),
        ("Whom did Charles Babbage influence?", ["Ada Lovelace"]),
        ("Who was influenced by Charles Babbage?", ["Ada Lovelace"]),
        ("Which awards did Charles Babbage receive?", ["Big Prize", "Gold Medal"]),
        ("Who won the Gold Medal?", ["Charles Babbage"]),
        ("How many awards did Charles Babbage win?", ["2"]),
        ("How heavy is the Analytical Engine?", ["13"]),
        ("Who married William King?", ["Ada Lovelace"]),
        ("Who was the wife of William King?", ["Ada Lovelace"]),
        ("Who wrote the Notes?", ["Ada Lovelace"]),
        ("Who is the author of the Notes?", ["Ada Lovelace"]),
        ("What is Ada Lovelace?", ["mathematician"]),
    ],
)
def test_a_fact_is_found_however_it_is_asked_for(ask: Ask, question: str, expected: list[str]) -> None:
    assert shown(ask(question).results) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was Ada Lovelace born in London?", "yes"),
        ("Was Ada Lovelace born in Paris?", "no"),
        ("Was Ada Lovelace born in 1815?", "yes"),
        ("Was Ada Lovelace born in 1816?", "no"),
        ("Did Charles Babbage design the Analytical Engine?", "yes"),
        ("Was the Analytical Engine designed by Charles Babbage?", "yes"),
        ("Is William King the spouse of Ada Lovelace?", "yes"),
        ("Is Ada Lovelace a mathematician?", "yes"),
    ],
)
def test_a_yes_or_no_question_is_decided(ask: Ask, question: str, expected: str) -> None:
    found = ask(question)
    assert shown(found.results) == [expected]
    assert found.text.startswith(f"{expected.capitalize()}. ")


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Did Ada Lovelace design the Analytical Engine?", "does not say that"),
        ("Where did Ada Lovelace die?", "does not"),
        ("Who designed Ada Lovelace?", "does not tell the designer of Ada Lovelace"),
        ("When was Charles Babbage born?", "does not tell the birth date of Charles Babbage"),
        ("Who did Ada Lovelace influence?", "does not"),
        ("Who designed Zork?", "nothing called Zork"),
        ("Did Ada Lovelace marry Zork?", "nothing called Zork"),
        ("When did Ada Lovelace marry Zork?", "nothing called Zork"),
        ("What is the meaning of life?", "names nothing"),
        ("Which machine was born in London?", "does not"),
    ],
)
def test_where_the_graph_is_silent_the_answer_says_why(ask: Ask, question: str, reason: str) -> None:
    found = ask(question)
    assert found.results == ()
    assert found.query is None
    assert found.report is None
    assert found.confidence == 0.0
    assert reason in found.text


def test_a_refusal_names_what_the_graph_does_tell(ask: Ask) -> None:
    assert "It tells the" in ask("When was Charles Babbage born?").text
    assert "birth place" in ask("When was Charles Babbage born?").text


def test_the_question_chooses_between_homonyms(ask: Ask) -> None:
    assert shown(ask("Who designed London?").results) == ["William King"]
    assert shown(ask("What is the motto of London?").results) == ["Lord, guide us"]


@pytest.mark.parametrize(
    "question",
    [
        "Who was born in London?",
        "Which awards did Charles Babbage receive?",
        "What is the motto of London?",
        "Who wrote the Notes?",
        "Which machine was designed by Charles Babbage?",
        "How many awards did Charles Babbage win?",
        "Who married William King?",
    ],
)
def test_the_query_gives_exactly_the_results(ask: Ask, graph: KnowledgeGraph, question: str) -> None:
    found = ask(question)
    assert found.query is not None
    assert sorted(row[0] for row in graph.query(found.query)) == sorted(found.results)  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Was Ada Lovelace born in London?", "true"),
        ("Was Ada Lovelace born in Paris?", "false"),
        ("Was Ada Lovelace born in 1815?", "true"),
        ("Was Ada Lovelace born in 1816?", "false"),
        ("Is Ada Lovelace a mathematician?", "true"),
    ],
)
def test_the_query_of_a_decision_asks_the_same(
    ask: Ask, graph: KnowledgeGraph, question: str, holds: str
) -> None:
    query = ask(question).query
    assert query is not None
    ((value,),) = graph.query(query)
    assert shown((value,)) == [holds]  # type: ignore[arg-type]


def test_the_text_says_the_fact_and_its_report_is_kept(ask: Ask) -> None:
    found = ask("Where was Ada Lovelace born?")
    assert found.text == "Ada Lovelace · birth place · London."
    assert found.report is not None
    assert found.report.source == found.text
    assert [str(evidence.triple) for evidence in found.evidence] == ["Ada Lovelace · birth place · London"]


def test_the_verdicts_of_a_decision_lie_after_the_yes(ask: Ask) -> None:
    found = ask("Was Ada Lovelace born in London?")
    assert found.report is not None
    (verdict,) = found.report.verdicts
    assert found.text[verdict.start : verdict.end] == "Ada Lovelace · birth place · London."


def test_an_empty_question_is_an_error(ask: Ask) -> None:
    with pytest.raises(QueryError, match="empty"):
        ask("  ")


@pytest.mark.parametrize(
    "question",
    [
        "?",
        "Ada Lovelace",
        "Is Ada Lovelace?",
        "Is London?",
        "of of of London of",
        "Who's Ada Lovelace's",
        "\x00 London \u202e",
        "how many London",
    ],
)
def test_any_words_give_an_answer_or_a_reason(ask: Ask, question: str) -> None:
    assert ask(question).text
