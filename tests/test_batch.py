"""Batches keep their order, and answer each line in its place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgaigc import batch
from kgaigc.errors import ConfigError, QueryError
from kgaigc.findings import Suggestion, Suggestions
from kgaigc.values import Answer, Entity, Generated, Links, Mention, Report, Triple, Value, Verdict


class Writer:
    """Stands in for a ContentGenerator."""

    def generate_many(
        self, given: Sequence[Sequence[Triple]], *, categories: Sequence[str], num_beams: int
    ) -> Any:
        return tuple(Generated(f"{len(triples)} said.", ()) for triples in given)

    def ask(self, question: str, *, num_beams: int) -> Answer:
        if not question.strip():
            raise QueryError("the question is empty")
        if question == "?":
            return Answer("The graph is silent.", (), None, (), 0.0, None)
        return Answer("Here.", (Entity("urn:l", "London"), Value("1815")), "SELECT ?o {}", (), 0.91239, None)

    def link(self, text: str, *, doubtful: bool = False) -> Links:
        return Links((Mention(0, 3, "Ada", None, 0.5),), text)

    def check(self, text: str, *, triples: Sequence[Triple], with_graph: bool, entailment: bool) -> Report:
        status = "supported" if with_graph else "unverifiable"
        return Report((Verdict(text, 0, 3, status, tuple(triples), "so"),), 1.0, None, 1.0)

    def suggest(
        self, text: str, *, triples: Sequence[Triple], with_graph: bool, entailment: bool
    ) -> Suggestions:
        found = self.check(text, triples=triples, with_graph=with_graph, entailment=entailment)
        change = Suggestion(text, "So it is.", 0, len(text), "so")
        return Suggestions(text, (change,), found, "", ((0, len(text)),))


WRITER: Any = Writer()
ROW = ["Ada", "birthPlace", "London"]


def out(lines: Sequence[Any], answer: batch.Answerer, *, chunk: int = 1) -> list[Any]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return [json.loads(line.text) for line in batch.answered(raw, answer, chunk=chunk)]


def test_generate_answers_every_line_in_order() -> None:
    lines = [{"id": "a", "triples": [ROW]}, {"id": 2, "triples": [ROW, ROW], "category": "Never seen"}]
    assert out(lines, batch.generate(WRITER)) == [
        {"id": "a", "text": "1 said.", "sentences": []},
        {"id": 2, "text": "2 said.", "sentences": []},
    ]


@pytest.mark.parametrize("chunk", [1, 2, 5])
def test_a_bad_line_is_answered_in_its_place(chunk: int) -> None:
    lines = [{"id": 1, "triples": [ROW]}, b"{not JSON", {"id": 3}, {"id": 4, "triples": [ROW]}]
    found = out(lines, batch.generate(WRITER), chunk=chunk)
    assert [line["id"] for line in found] == [1, None, 3, 4]
    assert ["error" in line for line in found] == [False, True, True, False]


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"\xff\xfe",
        b"[1]",
        b"null",
        b"[" * 100_000,
        b'{"triples": []}',
        b'{"triples": [["a", "b"]]}',
        b'{"triples": [["a", "b", 3]]}',
        b'{"triples": "a b c"}',
        b'{"triples": [["a", "", "c"]]}',
        b'{"triples": [["a", "b", "\\"\\""]]}',
        b'{"triples": [["a", "b", "\\" \\"@en"]]}',
        b'{"triples": [["\\ud800", "b", "c"]]}',
    ],
)
def test_a_line_that_can_not_be_read_becomes_an_error(line: bytes) -> None:
    [found] = batch.answered([line], batch.generate(WRITER))
    assert found.failed
    assert set(json.loads(found.text)) == {"id", "error"}


def test_ask_gives_labels_and_lexical_forms() -> None:
    assert out([{"id": 1, "question": "Where?"}], batch.ask(WRITER)) == [
        {
            "id": 1,
            "answers": ["London", "1815"],
            "text": "Here.",
            "query": "SELECT ?o {}",
            "confidence": 0.9124,
        }
    ]


def test_a_refusal_has_no_answers_and_no_query() -> None:
    [line] = out([{"id": 1, "question": "?"}], batch.ask(WRITER))
    assert (line["answers"], line["query"], line["text"]) == ([], None, "The graph is silent.")


def test_link_gives_the_fields_of_its_table() -> None:
    [line] = out([{"id": 1, "text": "Ada"}], batch.link(WRITER))
    assert list(line["mentions"][0]) == ["start", "end", "text", "kind", "iri", "label", "score"]


def test_check_takes_triples_or_none() -> None:
    lines = [{"id": 1, "text": "Ada", "triples": [ROW]}, {"id": 2, "text": "Ada"}]
    first, second = out(lines, batch.check(WRITER, with_graph=False))
    assert set(first) == {"id", "precision", "coverage", "score", "verdicts"}
    assert first["verdicts"][0]["support"] == [ROW]
    assert second["verdicts"][0]["support"] == []


def test_a_line_with_an_unsupported_claim_is_doubtful() -> None:
    line = b'{"id": 1, "text": "Ada"}'
    assert [one.doubtful for one in batch.answered([line], batch.check(WRITER, with_graph=False))] == [True]
    assert [one.doubtful for one in batch.answered([line], batch.check(WRITER, with_graph=True))] == [False]


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_text_makes_no_claims_and_an_empty_question_is_an_error(text: str) -> None:
    [checked] = out([{"id": 1, "text": text, "triples": [ROW]}], batch.check(WRITER, with_graph=False))
    [linked] = out([{"id": 1, "text": text}], batch.link(WRITER))
    [asked] = out([{"id": 1, "question": text}], batch.ask(WRITER))
    assert "verdicts" in checked
    assert "mentions" in linked
    assert "question" in asked["error"]


@pytest.mark.parametrize("text", [None, 3, ["a"]])
def test_a_text_that_is_none_is_an_error(text: Any) -> None:
    [line] = out([{"id": 1, "text": text}], batch.link(WRITER))
    assert line["id"] == 1
    assert "text" in line["error"]


def test_text_in_any_script_comes_out_as_it_is() -> None:
    [line] = batch.answered(['{"id": "日本"}'.encode()], lambda records: [{"text": "עברית <b>"}])
    assert line.text == '{"id": "日本", "text": "עברית <b>"}'


def test_an_id_that_is_no_text_is_escaped_and_not_a_crash() -> None:
    [line] = batch.answered([b'{"id": "\\ud800"}'], lambda records: [])
    assert line.text.encode()
    assert json.loads(line.text)["id"] == "\ud800"


@given(
    st.lists(
        st.one_of(st.binary(max_size=20).filter(lambda b: b"\n" not in b), st.just(b'{"id": 1}')), max_size=8
    )
)
def test_whatever_comes_in_as_many_lines_go_out(lines: list[bytes]) -> None:
    found = list(batch.answered(lines, lambda records: [ConfigError("no") for _ in records], chunk=3))
    assert len(found) == len(lines)
    assert all("\n" not in line.text for line in found)


def test_a_check_can_propose_changes_beside_its_verdicts() -> None:
    (found,) = out([{"id": 1, "text": "So."}], batch.check(WRITER, with_graph=True, suggest=True))
    assert (found["id"], found["score"], found["suggestions"][0]["new"]) == (1, 1.0, "So it is.")
    assert "+So it is." in found["diff"]
