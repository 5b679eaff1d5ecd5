"""Examples for the checker's scorer from the phrase book: made-up facts, said in its ways."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kgaigc.checking.likeness import Passage
from kgaigc.checking.words import label_words, tokens
from kgaigc.graph.terms import read_terms
from kgaigc.training.corpora import Row
from kgaigc.training.falsehoods import denied, key, predicate
from kgaigc.training.phrasebook import Relation, are_different
from kgaigc.training.statements import Example, Said, meant, question
from kgaigc.values import Entity, Triple

_MONTHS = "January February March April May June July August September October November December".split()
_BEGINS = re.compile(r"\{s\} (is|was|has|had|were|are)? ?|\{s\}('s) ")
_PRONOUNS = ((("It", "Its"),), (("He", "His"), ("She", "Her")))
_PLAIN_NAME = re.compile(r"[^\W\d_]{3,}(_[^\W\d_]{3,}){0,2}")
_TRIES = 20  # Names that are drawn to find some without a common word.
_HALF = 0.5  # Of what can be said in two ways.
_DENIED = 0.2  # Texts of one fact that are also denied.
_ALONE = 0.15  # Texts that do not name what they are about.


def words_of(relations: Iterable[Relation]) -> set[str]:
    """The words of the sentences and labels, in lower case."""
    texts = (way.format(s="", o="") for one in relations for way in one.ways)
    said = {token.text for text in texts for token in tokens(text)}
    return said | {
        word for one in relations for label in one.labels + one.inverse for word in label_words(label)
    }


class PhraseBook:
    """Made-up facts, said in the ways of a phrase book, with what is true of the text and what is not.

    Args:
        relations: of the phrase book.
        rows: of a corpus; their things lend their names, which the scorer never sees.
        unseen: tells the labels that are in no example.
    """

    def __init__(
        self, relations: Sequence[Relation], rows: Sequence[Row], *, unseen: Callable[[str], bool]
    ) -> None:
        kept = (
            replace(
                one,
                labels=tuple(label for label in one.labels if not unseen(label)),
                inverse=tuple(label for label in one.inverse if not unseen(label)),
            )
            for one in relations
        )
        self.relations = tuple(one for one in kept if one.labels)
        ends = {end for row in rows for triple in row["triples"] for end in (triple[0], triple[2])}
        self._names_to_lend = sorted(end for end in ends if _PLAIN_NAME.fullmatch(end))
        self._by_subject: dict[str, list[Relation]] = defaultdict(list)
        self._by_object: dict[str, list[Relation]] = defaultdict(list)
        for one in self.relations:
            self._by_subject[one.subject_type].append(one)
            self._by_object[one.object].append(one)
        self._different: dict[str, frozenset[str]] = {}

    def texts(self, *, count: int, seed: int) -> Iterator[Told]:
        """Texts of one to three facts of one subject; every relation in turn."""
        chance = random.Random(seed)
        for number in range(count):
            yield self._text(self.relations[number % len(self.relations)], chance)

    def _text(self, first: Relation, chance: random.Random) -> Told:
        beside = [one for one in self._by_subject[first.subject_type] if one is not first]
        more = chance.sample(beside, min(len(beside), chance.choice((0, 0, 0, 1, 1, 2))))
        names = self._names_apart(2 + len(more), chance)
        subject = names.pop()
        said: list[Fact] = []
        for relation in (first, *more):
            term, shown = _object(relation, names.pop(), chance)
            label = chance.choice(relation.labels)
            said.append(Fact(relation, read_terms([(subject, label, term)])[0], shown))
        chance.shuffle(said)
        return Told(_text_of(said, chance), tuple(said))

    def _names_apart(self, count: int, chance: random.Random) -> list[str]:
        """Names that have no word in common, as far as there are such."""
        found: list[str] = []
        used: set[str] = set()
        for name in chance.choices(self._names_to_lend, k=_TRIES + count):
            words = set(name.lower().split("_"))
            if not words & used and len(found) < count:
                found.append(name)
                used |= words
        return found + chance.choices(self._names_to_lend, k=count - len(found))

    def examples(self, *, count: int, seed: int) -> Iterator[list[Example]]:
        """The examples of each of ``count`` texts in turn."""
        chance = random.Random(f"examples {seed}")
        for told in self.texts(count=count, seed=seed):
            yield list(self._of(told, chance))

    def _of(self, told: Told, chance: random.Random) -> Iterator[Example]:
        triples = tuple(fact.triple for fact in told.facts)
        said = Said(told.text, triples, "phrases")
        passage = Passage(told.text, named=meant(said, chance))
        for fact in told.facts:
            for triple in self.true(fact, chance):
                yield Example(question(passage, triple, triples), 1.0, "phrase true")
            for triple, how in self.false(told, fact, chance):
                yield Example(question(passage, triple, triples), 0.0, f"phrase {how}")
        text = denied(told.text, chance) if len(triples) == 1 and chance.random() < _DENIED else None
        if text:
            yield Example(question(Passage(text), triples[0], triples), 0.0, "phrase negation")

    def false(self, told: Told, fact: Fact, chance: random.Random) -> Iterator[tuple[Triple, str]]:
        """What the text does not say, made of a fact that it says, and how it was made."""
        relation, triple = fact.relation, fact.triple
        alike = [one for one in self._by_object[relation.object] if one.subject_type == relation.subject_type]
        near = [one for one in alike if one.object_type == relation.object_type]
        for others in (near, alike, self._by_object[relation.object]):
            fit = [one for one in others if one.id in self._unlike(relation)]
            for other in chance.sample(fit, min(1, len(fit))):
                yield replace(triple, predicate=predicate(chance.choice(other.labels))), "predicate"
        if relation.object == "entity" and not relation.symmetric:
            yield turned(triple, triple.predicate.label), "direction"
            if relation.inverse:
                yield replace(triple, predicate=predicate(chance.choice(relation.inverse))), "direction"
        for other_fact in told.facts:
            if other_fact.relation.object == relation.object and other_fact.relation.id in self._unlike(
                relation
            ):
                yield replace(triple, object=other_fact.triple.object), "object inside"

    def _unlike(self, relation: Relation) -> frozenset[str]:
        """The relations with objects of the kind that are told apart from this one."""
        if relation.id not in self._different:
            others = self._by_object[relation.object]
            self._different[relation.id] = frozenset(one.id for one in others if are_different(one, relation))
        return self._different[relation.id]

    def true(self, fact: Fact, chance: random.Random) -> Iterator[Triple]:
        """What the text says with a fact, by some of the relation's labels."""
        labels = fact.relation.labels
        for label in chance.sample(labels, min(2, len(labels))):
            yield replace(fact.triple, predicate=predicate(label))
        if fact.relation.inverse and fact.relation.object == "entity":
            yield turned(fact.triple, chance.choice(fact.relation.inverse))


@dataclass(frozen=True, slots=True)
class Fact:
    """A made-up fact: its relation, the triple, and how its object is written."""

    relation: Relation
    triple: Triple
    shown: str


@dataclass(frozen=True, slots=True)
class Told:
    """A made-up text and the facts that it says."""

    text: str
    facts: tuple[Fact, ...]


def turned(triple: Triple, label: str) -> Triple:
    """The triple with its ends exchanged and another predicate; only for entities."""
    assert isinstance(triple.object, Entity)  # noqa: S101  (for the type checker; callers look)
    return Triple(triple.object, predicate(label), triple.subject)


def _object(relation: Relation, name: str, chance: random.Random) -> tuple[str, str]:
    """An object as a batch writes it, and as a text does; ``name`` if it is no number or date."""
    if relation.object == "number":
        number = chance.choice((chance.randint(2, 99), chance.randint(100, 99_999), chance.random() * 100))
        text = f"{number:.1f}" if isinstance(number, float) else str(number)
        return text, f"{number:,}" if isinstance(number, int) and chance.random() < _HALF else text
    if relation.object == "date":
        year, month, day = chance.randint(1500, 2020), chance.randint(1, 12), chance.randint(1, 28)
        if relation.object_type == "year" or chance.random() < _HALF:
            return f'"{year}"^^xsd:gYear', str(year)
        shown = chance.choice(("{d} {m} {y}", "{m} {d}, {y}")).format(d=day, m=_MONTHS[month - 1], y=year)
        return f'"{year}-{month:02}-{day:02}"^^xsd:date', shown
    shown = name.replace("_", " ")
    return (f'"{shown}"' if relation.object == "text" else name), shown


def _text_of(said: Sequence[Fact], chance: random.Random) -> str:
    """The facts' sentences; pronouns or a joint sentence after the first where that goes."""
    name = key(said[0].triple.subject)
    pronoun = chance.choice(_PRONOUNS[said[0].relation.subject_type == "person"])
    text = ""
    for fact in said:
        way = chance.choice(fact.relation.ways)
        begins = _BEGINS.match(way)
        if text and begins and begins[1] and chance.random() < _HALF:
            text = f"{text[:-1]}, and {begins[1]} {way[begins.end() :]}"
        elif begins and chance.random() < (_HALF if text else _ALONE):
            place = 1 if begins[2] else 0
            way = pronoun[place] + " " + (begins[1] or "") + (" " if begins[1] else "") + way[begins.end() :]
            text = f"{text} {way}".strip()
        else:
            text = f"{text} {way}".strip()
        text = text.replace("{s}", name).replace("{o}", fact.shown)
    return text
