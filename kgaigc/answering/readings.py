"""The ways to read a question: which fact, of which thing, in which direction, and how well it fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kgaigc.answering.expecting import fits
from kgaigc.answering.lexicon import LIGHT
from kgaigc.answering.matching import Match, directions, match
from kgaigc.answering.questions import Question
from kgaigc.answering.stems import singular, split, stem, stems
from kgaigc.values import Entity, Mention, Term, Triple, Value

if TYPE_CHECKING:
    from kgaigc.graph import KnowledgeGraph

_KINDS = stems("country city continent planet river")

Direction = Literal["forward", "backward"]

_THRESHOLD = 0.55
# A relation that is not named, only the class at its other end: "the moons of Mars".
_UNNAMED = 0.55
# A count of what an open graph happens to name is worth less than a number that it states.
_COUNTED = 0.8


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a question.

    Attributes:
        topic: the thing that it is about.
        predicate: the relation that it asks for.
        direction: "forward" if the topic is the subject.
        kind: the class that the answers must belong to, if the question names one.
        triples: the facts that answer it.
        score: how well it fits, in [0, 1].
    """

    topic: Entity
    predicate: Entity
    direction: Direction
    kind: Entity | None
    triples: tuple[Triple, ...]
    score: float

    @property
    def results(self) -> tuple[Term, ...]:
        """The answers, each once."""
        return tuple(dict.fromkeys(self.end(triple) for triple in self.triples))

    def end(self, triple: Triple) -> Term:
        """The end of a triple that is not the topic."""
        return triple.object if triple.subject.iri == self.topic.iri else triple.subject


def readings(question: Question, topic: Mention, graph: KnowledgeGraph) -> tuple[Reading, ...]:
    """The readings of the question with this mention as its topic, the best first."""
    kinds = _kinds(question, graph)
    found = [
        replace(reading, score=min(reading.score * (0.9 + 0.1 * score), 1.0))
        for entity, score in _entities(topic)
        for reading in _of_entity(question, topic, entity, kinds, graph)
    ]
    found = [reading for reading in found if reading.score >= _THRESHOLD]
    return tuple(sorted(found, key=lambda r: (-r.score, r.predicate.iri, r.topic.iri, r.direction)))


def _kinds(question: Question, graph: KnowledgeGraph) -> frozenset[str]:
    """The kind of thing asked for, as a stem, if the graph tells it apart: a country is no city."""
    head = question.nouns()[-1:]
    known = {stem(split(cls.label)[-1]) for cls, _ in graph.classes() if split(cls.label)} if head else set()
    return frozenset(head) & (known | _KINDS) - LIGHT


def _entities(mention: Mention) -> Iterator[tuple[Entity, float]]:
    if mention.candidates:
        yield from ((candidate.entity, candidate.score) for candidate in mention.candidates[:4])
    elif mention.entity:
        yield mention.entity, mention.score


def _of_entity(
    question: Question, topic: Mention, entity: Entity, kinds: frozenset[str], graph: KnowledgeGraph
) -> Iterator[Reading]:
    own = {stem(word) for cls in graph.types(entity.iri) for word in split(cls.label)}
    role, said = question.role(topic), question.cues(topic)
    for (predicate, direction), triples in _relations(entity, graph).items():
        matched = match(said, predicate, question.expected)
        # Words for what the topic itself is need not be of the relation: "the planet Mars".
        cues = tuple(cue for cue in said if cue not in own - matched.explained) or said
        fit = directions(matched, predicate, role, question)[direction == "backward"]
        fit = 1.0 if graph.is_symmetric(predicate.iri) else fit
        reading = _of_kind(
            question, Reading(entity, predicate, direction, None, triples, fit), matched, graph
        )
        score = fit * _wording(question, reading, matched, cues) * _suiting(question, reading, graph)
        if score and (reading.kind or not kinds or kinds & matched.explained):
            yield replace(reading, score=score)


def _wording(question: Question, reading: Reading, matched: Match, cues: tuple[str, ...]) -> float:
    """How well the words of the question are accounted for, by the predicate and the class asked for."""
    kind = {stem(word) for word in split(reading.kind.label)} if reading.kind else set()
    explained = matched.explained | kind
    share = 0.55 * _share(cues, explained)
    telling = [cue for cue in cues if cue not in LIGHT]
    if matched.explained or (not telling and question.expected not in {"any", "number"} and matched.label):
        return share + 0.45 * matched.label
    return share + 0.45 * _UNNAMED if kind and question.form != "count" else 0.0


def _share(cues: tuple[str, ...], explained: frozenset[str] | set[str]) -> float:
    weights = {cue: 0.15 if cue in LIGHT and cue not in explained else 1.0 for cue in cues}
    total = sum(weights.values())
    return sum(weight for cue, weight in weights.items() if cue in explained) / total if total else 1.0


def _suiting(question: Question, reading: Reading, graph: KnowledgeGraph) -> float:
    """How well what the facts say suits the interrogative."""
    suits = min((fits(question, end, graph) for end in reading.results), default=0.0)
    counted = question.form == "count" and not any(isinstance(end, Value) for end in reading.results)
    return suits * _COUNTED if counted else suits


def _relations(entity: Entity, graph: KnowledgeGraph) -> dict[tuple[Entity, Direction], tuple[Triple, ...]]:
    """The facts of a thing by predicate and direction; a fact counts under a declared inverse too."""
    groups: dict[tuple[Entity, Direction], list[Triple]] = {}
    for triple in (*graph.facts(entity.iri), *graph.incoming(entity.iri)):
        direction: Direction = "forward" if triple.subject.iri == entity.iri else "backward"
        groups.setdefault((triple.predicate, direction), []).append(triple)
        inverse = graph.inverse(triple.predicate.iri)
        if inverse:
            flipped: Direction = "backward" if direction == "forward" else "forward"
            groups.setdefault((graph.predicate(inverse), flipped), []).append(triple)
    return {key: tuple(dict.fromkeys(triples)) for key, triples in groups.items()}


def _of_kind(question: Question, reading: Reading, matched: Match, graph: KnowledgeGraph) -> Reading:
    """The reading held to the class that the question asks for, if some answers belong to it."""
    nouns = set(question.nouns())
    named: dict[Entity, list[Triple]] = {}
    for triple in reading.triples:
        end = reading.end(triple)
        for cls in graph.types(end.iri) if isinstance(end, Entity) else ():
            name = split(cls.label)
            if name and singular(name[-1]) in question.kinds():
                named.setdefault(cls, []).append(triple)
    if not named:
        return reading
    # The name of which the question says most: "programming language" before "language".
    best = max(named, key=lambda cls: (*_said(cls, question.kinds()), cls.iri))
    if nouns - matched.explained or len(named[best]) < len(reading.triples):
        return replace(reading, kind=best, triples=tuple(named[best]))
    return reading


def _said(kind: Entity, nouns: frozenset[str]) -> tuple[int, int]:
    """How many words of a class's label the question says, and (negated) how many it leaves out."""
    name = {singular(word) for word in split(kind.label)}
    return len(name & nouns), -len(name - nouns)
