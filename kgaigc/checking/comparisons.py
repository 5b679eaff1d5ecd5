"""Comparatives: "larger than Mars", "older than her husband", where the graph has the quantity of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgaigc.checking.clauses import clauses
from kgaigc.checking.contexts import IMPLIED
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.things import Reading
from kgaigc.checking.words import label_words
from kgaigc.quantities.comparing import quantity
from kgaigc.quantities.dates import parts
from kgaigc.values import Status, Term, Triple, Value

_SIZE = ("diameter", "radius", "area", "size", "volume")
_BIRTH = (
    "birth date",
    "date of birth",
    "founding date",
    "established",
    "completion date",
    "introduction date",
)
# Labels of the property that an adjective is about, and whether the adjective means more of it.
_MEANINGS: dict[str, tuple[tuple[str, ...], bool]] = {
    "larger": (_SIZE, True), "bigger": (_SIZE, True), "greater": (_SIZE, True), "smaller": (_SIZE, False),
    "heavier": (("mass", "weight"), True), "lighter": (("mass", "weight"), False),
    "massive": (("mass",), True), "older": (_BIRTH, False), "younger": (_BIRTH, True), "newer": (_BIRTH, True),
    "taller": (("height",), True), "higher": (("height", "elevation"), True), "lower": (("height", "elevation"), False),
    "longer": (("length",), True), "shorter": (("length", "height"), False), "wider": (("width",), True),
    "narrower": (("width",), False), "faster": (("average speed", "speed", "clock frequency"), True),
    "slower": (("average speed", "speed", "clock frequency"), False), "deeper": (("depth",), True),
    "hotter": (("surface temperature", "mean temperature", "temperature"), True),
    "warmer": (("surface temperature", "mean temperature", "temperature"), True),
    "colder": (("surface temperature", "mean temperature", "temperature"), False),
    "cooler": (("surface temperature", "mean temperature", "temperature"), False),
    "populous": (("population", "population total", "number of inhabitants"), True),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparative:
    """Two things that a sentence compares.

    Attributes:
        subject: the place of the one, ``IMPLIED`` if it is not named.
        obj: the place of the other.
        word: the adjective.
        triples: the quantities of both; empty if the graph lacks one.
        holds: whether the graph has it so; None if it lacks a quantity.
    """

    subject: int
    obj: int
    word: str
    triples: tuple[Triple, ...]
    holds: bool | None

    def verdict(self, *, denied: bool) -> tuple[Status, str]:
        """What the graph says of it, and why."""
        if self.holds is None:
            return "unverifiable", "the graph does not have the quantity of both"
        known = "; ".join(str(triple) for triple in self.triples)
        return ("supported" if self.holds != denied else "contradicted"), f"the graph has {known}"


def comparatives(reading: Reading, facts: KnownFacts) -> list[Comparative]:
    """The comparisons that a sentence makes between things that it names."""
    return list(_comparatives(reading, facts))


def _comparatives(reading: Reading, facts: KnownFacts) -> Iterator[Comparative]:
    for obj, thing in enumerate(reading.things):
        gap = [word for word in reading.gaps[obj] if word not in ("the", "a", "an")]
        if thing.value is not None or gap[-1:] != ["than"]:
            continue
        word = next((w for w in reversed(gap[:-1]) if w in _MEANINGS), "")
        less = "less" in gap
        subject = clauses(reading, obj)[0].subject
        if word and not {"times", "twice", "half"}.intersection(gap):
            yield _compared(reading, facts, subject, obj, word, less=less)


def _compared(
    reading: Reading, facts: KnownFacts, subject: int, obj: int, word: str, *, less: bool
) -> Comparative:
    labels, more = _MEANINGS[word]
    one = reading.focus[:1] if subject == IMPLIED else reading.things[subject].iris[:1]
    other = reading.things[obj].iris[:1]
    for label in labels if one and other else ():
        first, second = _amount(facts, one[0], label), _amount(facts, other[0], label)
        order = _order(first.object, second.object) if first and second else None
        if first and second and order is not None:
            return Comparative(subject, obj, word, (first, second), order > 0 if more != less else order < 0)
    return Comparative(subject, obj, word, (), None)


def _amount(facts: KnownFacts, iri: str, label: str) -> Triple | None:
    """The one value that a thing has of a property of this label."""
    wanted = label_words(label)
    found = [t for t in facts.of(iri) if label_words(t.predicate.label) == wanted]
    return found[0] if len(found) == 1 else None


def _order(one: Term, other: Term) -> int | None:
    """1 where one value is more or later than the other, -1 where it is less, 0 as far as the two tell."""
    if not isinstance(one, Value) or not isinstance(other, Value):
        return None
    dates = parts(one), parts(other)
    if dates[0] and dates[1]:
        exact = min(len(dates[0]), len(dates[1]))
        first, second = dates[0][:exact], dates[1][:exact]
        return (first > second) - (first < second)
    return _order_of_numbers(one, other)


def _order_of_numbers(one: Value, other: Value) -> int | None:
    first, second = quantity(one), quantity(other)
    if not first or not second or bool(first[1]) != bool(second[1]):
        return None
    if first[1] and second[1] and first[1].dimension != second[1].dimension:
        return None
    sizes = [unit.to_si(float(number)) if unit else float(number) for number, unit in (first, second)]
    return (sizes[0] > sizes[1]) - (sizes[0] < sizes[1])
