"""Whether a thing or a value can be the answer to who, where, when or how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgaigc.answering.questions import Question
from kgaigc.answering.stems import split, stem, stems
from kgaigc.quantities.comparing import NUMBERS
from kgaigc.quantities.dates import DATES, MONTH, MONTH_DAY
from kgaigc.quantities.units import DATATYPES
from kgaigc.values import Term, Value

if TYPE_CHECKING:
    from kgaigc.graph import KnowledgeGraph

_DATES = DATES | {MONTH_DAY, MONTH}
# A country may own or run a thing.
_OWNER = 0.8
_PERSONS = stems("person human people agent")
_PLACES = stems(
    "place city town village country state region settlement island river mountain continent county"
)


def fits(question: Question, end: Term, graph: KnowledgeGraph) -> float:
    """How well an end of a fact suits the interrogative, in [0, 1]: 0 where it can't be the answer."""
    expected = question.expected
    if isinstance(end, Value):
        return _value_fits(expected, end)
    types = {stem(word) for cls in graph.types(end.iri) for word in split(cls.label)}
    if expected == "person":
        return _OWNER if types & _PLACES else 1.0
    if expected == "place":
        return 0.0 if types & _PERSONS else 1.0 if types & _PLACES else 0.9
    if expected in {"date", "number"}:
        return 1.0 if expected == "number" and question.form == "count" else 0.0
    return 1.0


def _value_fits(expected: str, value: Value) -> float:
    is_date = value.datatype in _DATES
    is_number = value.datatype in NUMBERS or value.datatype.startswith(DATATYPES)
    if expected == "date":
        return 1.0 if is_date else 0.8 if is_number and len(value.text) == 4 else 0.0
    if expected == "number":
        return 1.0 if is_number else 0.0
    if expected in {"person", "place"}:
        return 0.0 if is_date or is_number else 0.8
    return 1.0
