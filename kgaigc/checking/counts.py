"""How many: "has three moons", "had no children", "several", held against what the graph counts or can count."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kgaigc.checking.clauses import RELATIVES, main_subject
from kgaigc.checking.contexts import IMPLIED, Words
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.things import Reading
from kgaigc.checking.words import ORDINALS, label_words, stem
from kgaigc.quantities.comparing import NUMBERS
from kgaigc.values import Entity, Status, Term, Triple, Value

_MANY = {
    "several": (2, math.inf),
    "many": (2, math.inf),
    "numerous": (2, math.inf),
    "multiple": (2, math.inf),
}
_SMALL = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_HAVING = frozenset(
    """
    has have had with possesses possessed its his her their 's received won earned fathered raised
    contains comprises carried carries of
    """.split()
)
_IRREGULAR = {"children": "child", "wives": "wife", "people": "person", "men": "man", "women": "woman"}
_MODIFIERS = 2  # Words between a number and its noun ("two known moons").
_BOUNDS = {
    ("at", "least"): (0, math.inf), ("more", "than"): (1, math.inf), ("over",): (1, math.inf),
    ("at", "most"): (-math.inf, 0), ("fewer", "than"): (-math.inf, -1), ("less", "than"): (-math.inf, -1),
    ("up", "to"): (-math.inf, 0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things that a sentence states.

    Attributes:
        subject: the place of what has them, ``IMPLIED`` if it is not named.
        first: first token of the number.
        last: one past the last token of what is counted.
        number: the tokens of the number alone.
        place: the place of the number among the things, None if it is a mere word.
        iri: what has them.
        label: what is counted, as the graph calls it.
        low: at least so many.
        high: at most so many.
    """

    subject: int
    first: int
    last: int
    number: tuple[int, int]
    place: int | None
    iri: str
    label: str
    low: float
    high: float


def counts(reading: Reading, facts: KnownFacts) -> list[Count]:
    """The counts that the sentence states, as far as the graph has a word for what is counted."""
    return [count for count in (_count(reading, facts, *found) for found in _numbers(reading)) if count]


def _numbers(reading: Reading) -> Iterator[tuple[int, int, int | None, float, float]]:
    """First and last token, place, and bounds of each number that may count something."""
    starts = {thing.first: place for place, thing in enumerate(reading.things)}
    for i, word in enumerate(reading.words):
        place = starts.get(i)
        if place is not None:
            thing = reading.things[place]
            number = _whole(thing.value) if thing.value and thing.text not in ORDINALS else None
            if number is not None and (_has_noun(reading, thing.last) or _follows_noun(reading, i)):
                yield (i, thing.last, place, *_bounded(reading, i, number))
        elif word.text == "no":
            yield i, i + 1, None, 0, 0
        elif word.text in _MANY:
            yield (i, i + 1, None, *_MANY[word.text])
        elif word.text in _SMALL and not any(t.first <= i < t.last for t in reading.things):
            yield (i, i + 1, None, *_bounded(reading, i, _SMALL[word.text]))


def _whole(value: Value) -> int | None:
    if value.datatype not in NUMBERS:
        return None
    try:
        number = Decimal(value.text.strip())
    except InvalidOperation:
        return None
    return int(number) if number == number.to_integral_value() else None


def _has_noun(reading: Reading, place: int) -> bool:
    return place < len(reading.words) and reading.words[place].text.isalpha()


def _follows_noun(reading: Reading, first: int) -> bool:
    return first > 1 and reading.words[first - 1].text == "of" and reading.words[first - 2].text.isalpha()


def _bounded(reading: Reading, first: int, number: int) -> tuple[float, float]:
    before = tuple(word.text for word in reading.words[max(0, first - 2) : first])
    for words, (down, up) in _BOUNDS.items():
        if before[len(before) - len(words) :] == words:
            return max(0.0, number + down), number + up
    return number, number


def _count(
    reading: Reading, facts: KnownFacts, first: int, last: int, place: int | None, low: float, high: float
) -> Count | None:
    subject = _subject(reading, first)
    if not _is_had(reading, first):
        return None
    iris = reading.focus[:1] if subject == IMPLIED else reading.things[subject].iris
    for iri in iris:
        labels = _countable(iri, facts)
        if _follows_noun(reading, first) and (label := _grouped(reading, first, labels)):
            return Count(subject, first, last, (first, last), place, iri, label, low, high)
        end, label = _labelled(reading, last, labels)
        if label:
            return Count(subject, first, end, (first, last), place, iri, label, low, high)
    return None


def _grouped(reading: Reading, first: int, labels: Mapping[Words, str]) -> str:
    """What a noun before "of" and a number counts ("a crew of three": crew members); "" for nothing."""
    group = reading.words[first - 2].text
    return next((name for key, name in labels.items() if len(key) > 1 and key[0] == group), "")


def _labelled(reading: Reading, last: int, labels: Mapping[Words, str]) -> tuple[int, str]:
    """The end of the noun that a number counts, and what the graph calls that; "" for nothing."""
    for begin in range(last, last + _MODIFIERS + 1):
        for end in range(min(begin + 3, len(reading.words)), begin, -1):
            label = labels.get(_key(tuple(word.text for word in reading.words[begin:end])))
            if label:
                return end, label
        if begin < len(reading.words) and not reading.words[begin].text.isalpha():
            break
    return last, ""


def _is_had(reading: Reading, first: int) -> bool:
    """Whether the number is of what something has ("has", "with", "its")."""
    before = [word.text for word in reading.words[max(0, first - 4) : first]]
    return not _HAVING.isdisjoint(before)


def _subject(reading: Reading, first: int) -> int:
    before = [place for place, thing in enumerate(reading.things) if thing.last <= first]
    if not before:
        return IMPLIED
    nearest = before[-1]
    between = [word.text for word in reading.words[reading.things[nearest].last : first]]
    if reading.things[nearest].iris and (not RELATIVES.isdisjoint(between) or "'s" in between):
        return nearest
    return main_subject(reading) if main_subject(reading) in before else IMPLIED


def _key(words: Words) -> Words:
    return tuple(stem(_IRREGULAR.get(word, word)) for word in words)


def _countable(iri: str, facts: KnownFacts) -> dict[Words, str]:
    """What the graph can count of a thing: its properties, and classes of what is related to it."""
    labels: dict[Words, str] = {}
    for cls, _ in facts.graph.classes():
        labels[_key(label_words(cls.label))] = cls.label
    for predicate, _ in facts.graph.predicates():
        labels[_key(_counted(predicate.label))] = predicate.label
    for triple in facts.of(iri):
        labels[_key(_counted(triple.predicate.label))] = triple.predicate.label
    return {key: label for key, label in labels.items() if key}


def _counted(label: str) -> Words:
    """What a predicate counts ("moons" of "number of moons"), else its own words."""
    words = label_words(label)
    if words[:2] == ("number", "of"):
        return words[2:]
    return words[:-1] if words[-1:] == ("count",) else words


def settled(count: Count, facts: KnownFacts) -> tuple[Status, tuple[Triple, ...], str]:
    """What the graph says of a count: the verdict, the triples that bear on it, and the reason."""
    key = _key(_counted(count.label))
    stated = [t for t in facts.of(count.iri) if _key(_counted(t.predicate.label)) == key]
    for triple in stated:
        number = _whole(triple.object) if isinstance(triple.object, Value) else None
        if number is not None:
            fits = count.low <= number <= count.high
            return (
                ("supported" if fits else "contradicted"),
                (triple,),
                f"the graph has {triple.predicate.label}: {number}",
            )
    named = [t for t in stated if isinstance(t.object, Entity)] or _related(count.iri, key, facts)
    complete = bool(stated) and all(facts.is_complete(t.predicate.iri, count.iri) for t in stated)
    return _weighed(count, named, complete=complete)


def _related(iri: str, key: Words, facts: KnownFacts) -> list[Triple]:
    """The triples that relate a thing with members of a class."""
    out = [t for t in facts.of(iri) if isinstance(t.object, Entity) and _is_of(t.object.iri, key, facts)]
    return out or [t for t in facts.graph.incoming(iri) if _is_of(t.subject.iri, key, facts)]


def _is_of(iri: str, key: Words, facts: KnownFacts) -> bool:
    return any(_key(label_words(cls.label)) == key for cls in facts.types(iri))


def _weighed(
    count: Count, named: Sequence[Triple], *, complete: bool
) -> tuple[Status, tuple[Triple, ...], str]:
    names = sorted({_name(t.subject if _is_value(t.object, count.iri) else t.object) for t in named})
    number, support = len(names), tuple(named)
    listed = f"{number} ({', '.join(names)})" if names else "none"
    if complete:
        status: Status = "supported" if count.low <= number <= count.high else "contradicted"
        return status, support, f"the graph names {listed}, and is complete for it"
    if number and count.high == 0:
        return "contradicted", support, f"the graph names {listed}"
    if count.high == math.inf and number >= count.low > 0:
        return "supported", support, f"the graph names {listed}"
    return "unverifiable", support, f"the graph names {listed}, and does not say that this is all"


def _is_value(term: Term, iri: str) -> bool:
    return isinstance(term, Entity) and term.iri == iri


def _name(term: Term) -> str:
    return term.label if isinstance(term, Entity) else term.text
