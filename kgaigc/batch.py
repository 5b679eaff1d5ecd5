"""The commands over JSON Lines: one line out for each line in, in its place; a bad line says what is wrong.

A line in has an ``id`` and the fields of its command; a line out has that ``id`` and a result, or ``error``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from kgaigc import evidence
from kgaigc.errors import ConfigError, KgaigcError
from kgaigc.pipeline import ContentGenerator
from kgaigc.values import Entity, Links, Triple

Record = dict[str, Any]
Outcome = Record | KgaigcError
Answerer = Callable[[Sequence[Record]], Sequence[Outcome]]

_SURROGATE = re.compile("[\ud800-\udfff]")
_MENTION_FIELDS = ("start", "end", "text", "kind", "iri", "label", "score")


@dataclass(frozen=True, slots=True)
class Line:
    """A line out: its JSON text, whether it was answered, and whether all that it was asked about held.

    Attributes:
        text: the JSON, without the line's end.
        failed: it carries ``error``.
        doubtful: it carries a verdict other than supported; where a risk was chosen, that something is wrong
            with its text is likelier than that.
    """

    text: str
    failed: bool
    doubtful: bool = False


def answered(
    lines: Iterable[bytes], answer: Answerer, *, chunk: int = 1, risk: float | None = None
) -> Iterator[Line]:
    """The lines out, one for each line in and in the same order.

    Args:
        lines: the lines in.
        answer: answers them.
        chunk: so many are answered at a time at most.
        risk: how likely it may be that something is wrong with a text; None leaves it to the verdicts.
    """
    numbered = enumerate(lines, start=1)
    while part := list(islice(numbered, chunk)):
        records = [_record(line, number) for number, line in part]
        outcomes = iter(answer([record for _, record in records if not isinstance(record, KgaigcError)]))
        for identifier, record in records:
            yield _line(identifier, record if isinstance(record, KgaigcError) else next(outcomes), risk)


def generate(writer: ContentGenerator, *, num_beams: int = 5, **drawing: float) -> Answerer:
    """``{"id", "triples", "category"?}`` to ``{"id", "text", "sentences"}``.

    Args:
        writer: has the model.
        num_beams: width of the beam search.
        drawing: temperature, top_p and seed, as ``ContentGenerator.generate_many`` has them.
    """

    def answer(records: Sequence[Record]) -> Sequence[Outcome]:
        read = [_outcome(_asked, record) for record in records]
        asked = [one for one in read if isinstance(one, dict)]
        triples, categories = [one["triples"] for one in asked], [one["category"] for one in asked]
        texts = iter(
            writer.generate_many(triples, categories=categories, num_beams=num_beams, **drawing)
            if asked
            else ()
        )
        return [next(texts).to_dict() if isinstance(one, dict) else one for one in read]

    return answer


def _asked(record: Record) -> Record:
    return {"triples": evidence.to_say(_triples(record)), "category": str(record.get("category") or "")}


def ask(writer: ContentGenerator, *, num_beams: int = 5) -> Answerer:
    """``{"id", "question"}`` to ``{"id", "answers", "text", "query", "confidence"}``."""

    def answer(record: Record) -> Record:
        found = writer.ask(_text(record, "question"), num_beams=num_beams)
        shown = [result.label if isinstance(result, Entity) else result.text for result in found.results]
        confidence = round(found.confidence, 4)
        return {"answers": shown, "text": found.text, "query": found.query, "confidence": confidence}

    return _each(answer)


def link(writer: ContentGenerator, *, doubtful: bool = False) -> Answerer:
    """``{"id", "text"}`` to ``{"id", "mentions"}``; with ``doubtful`` also those that may be meant."""
    return _each(
        lambda record: {"mentions": _mentions(writer.link(_text(record, "text"), doubtful=doubtful))}
    )


def check(
    writer: ContentGenerator, *, with_graph: bool, entailment: bool = False, suggest: bool = False
) -> Answerer:
    """``{"id", "text", "triples"?}`` to ``{"id", "precision", "coverage", "score", "verdicts"}``.

    With ``suggest`` there are ``suggestions`` and ``diff`` too.

    Args:
        writer: has the graph.
        with_graph: lines with triples are checked against the graph too.
        entailment: take what is stated of a property for stated of those above it too.
        suggest: propose what would make the texts true.
    """

    def answer(record: Record) -> Record:
        triples = _triples(record) if "triples" in record else ()
        text = _text(record, "text")
        if suggest:
            found = writer.suggest(text, triples=triples, with_graph=with_graph, entailment=entailment)
            return found.report.to_dict() | found.to_dict()
        return writer.check(text, triples=triples, with_graph=with_graph, entailment=entailment).to_dict()

    return _each(answer)


def _each(answer: Callable[[Record], Record]) -> Answerer:
    return lambda records: [_outcome(answer, record) for record in records]


def _outcome(answer: Callable[[Record], Record], record: Record) -> Outcome:
    try:
        return answer(record)
    except KgaigcError as error:
        return error


def _mentions(links: Links) -> list[Record]:
    shown = (mention.to_dict() for mention in links.mentions)
    return [{field: mention[field] for field in _MENTION_FIELDS} for mention in shown]


def _record(line: bytes, number: int) -> tuple[Any, Outcome]:
    """The id and the fields of a line, or what is wrong with it."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:  # bad UTF-8 is a ValueError too
        return None, ConfigError(f"line {number} is not JSON ({error}): give one object a line")
    if not isinstance(record, dict):
        return None, ConfigError(f"line {number} is not a JSON object: give an object with its fields")
    if _SURROGATE.search(json.dumps(record, ensure_ascii=False)):
        return record.get("id"), ConfigError(f"line {number} has half a surrogate pair: that is no character")
    return record.get("id"), record


def _text(record: Record, field: str) -> str:
    found = record.get(field)
    if not isinstance(found, str):
        raise ConfigError(f'"{field}" must be a text')
    return found


def _triples(record: Record) -> tuple[Triple, ...]:
    rows = record.get("triples")
    if not isinstance(rows, list) or not rows:
        raise ConfigError('"triples" must be a list of [subject, predicate, object], at least one')
    return evidence.read(rows)


def _line(identifier: Any, outcome: Outcome, risk: float | None) -> Line:
    if isinstance(outcome, KgaigcError):
        return Line(_json({"id": identifier, "error": str(outcome)}), failed=True)
    if risk is None:
        doubtful = any(verdict["status"] != "supported" for verdict in outcome.get("verdicts", ()))
    else:
        doubtful = outcome["score"] < 1 - risk
    return Line(_json({"id": identifier} | outcome), failed=False, doubtful=doubtful)


def _json(record: Record) -> str:
    shown = json.dumps(record, ensure_ascii=False)
    return json.dumps(record) if _SURROGATE.search(shown) else shown  # an id may have them: no UTF-8 has
