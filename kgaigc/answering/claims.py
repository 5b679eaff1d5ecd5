"""Yes-or-no questions: whether the graph holds a fact. Open world: no only where another value is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgaigc.answering import queries
from kgaigc.answering.lexicon import LIGHT
from kgaigc.answering.matching import Match, is_named, match
from kgaigc.answering.questions import Question
from kgaigc.answering.stems import split, stem
from kgaigc.quantities import compare
from kgaigc.values import TYPE, Entity, Mention, Term, Triple, Value

if TYPE_CHECKING:
    from kgaigc.graph import KnowledgeGraph

_LEAST = 0.45


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a fact holds; ``query`` is None where the graph can't tell.

    Attributes:
        holds: yes or no.
        triples: the facts that say so, or that stand against it.
        query: an ASK whose result is ``holds``.
        score: in [0, 1].
        reason: why, in words.
    """

    holds: bool
    triples: tuple[Triple, ...]
    query: str | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Case:
    """A fact that bears on the question, how its predicate fits, and whether it is the fact asked about."""

    triple: Triple
    end: Term
    score: float
    same: bool


def decide(question: Question, graph: KnowledgeGraph) -> Decision:
    """Whether the graph holds what the question says."""
    unknown = [mention.text for mention in question.mentions if mention.target is None]
    if unknown:
        return _undecided(f"The graph has nothing called {' or '.join(unknown)}.")
    topics = [mention for mention in question.mentions if mention.entity]
    if len(question.mentions) == 1:
        return _is_a(question, topics[0], graph)
    cases = list(_cases(question, topics, graph))
    agreeing = [case for case in cases if case.same]
    if agreeing:
        best = max(agreeing, key=lambda case: case.score)
        query = queries.ask(best.triple.subject, best.triple.predicate, best.triple.object, graph)
        return Decision(True, (best.triple,), query, best.score, "the graph says so")
    against = [case for case in cases if _excludes(case, graph)]
    if against:
        best = max(against, key=lambda case: case.score)
        query = queries.ask(best.triple.subject, best.triple.predicate, best.end, graph)
        return Decision(
            False, (best.triple,), query, best.score, "there is but one, and the graph knows another"
        )
    named = topics[0].entity.label if topics[0].entity else topics[0].text
    told = "; ".join(dict.fromkeys(str(case.triple) for case in cases))
    return _undecided(f"The graph does not say that of {named}." + (f" It says: {told}." if told else ""))


def _undecided(reason: str) -> Decision:
    return Decision(False, (), None, 0.0, reason)


def _is_a(question: Question, topic: Mention, graph: KnowledgeGraph) -> Decision:
    """Whether a thing belongs to the class, or has the text, that the rest of the question names."""
    entity = topic.entity
    if entity is None:
        return _undecided(f"The graph has nothing called {topic.text}.")
    cues = set(question.cues(topic))
    for cls in graph.types(entity.iri):
        if cues and {stem(word) for word in split(cls.label)} == cues:
            triple = Triple(entity, TYPE, cls)
            query = queries.ask_class(entity, cls)
            return Decision(True, (triple,), query, 0.9 * topic.score, "it belongs to that class")
    for triple in graph.facts(entity.iri):
        shown = triple.object.label if isinstance(triple.object, Entity) else triple.object.text
        if cues and {stem(word) for word in split(shown)} == cues:
            query = queries.ask(entity, triple.predicate, triple.object, graph)
            return Decision(True, (triple,), query, 0.8 * topic.score, "the graph says so")
    return _undecided(f"The graph does not say that of {entity.label}.")


def _cases(question: Question, topics: list[Mention], graph: KnowledgeGraph) -> Iterator[_Case]:
    for topic in topics:
        others = [mention for mention in question.mentions if mention is not topic and mention.target]
        for other in others:
            for entity in _meant(topic):
                for triple in graph.facts(entity.iri):
                    yield from _case(question, topic, other, triple, graph)


def _meant(mention: Mention) -> tuple[Entity, ...]:
    known = tuple(candidate.entity for candidate in mention.candidates[:4])
    return known or ((mention.entity,) if mention.entity else ())


def _case(
    question: Question, topic: Mention, other: Mention, triple: Triple, graph: KnowledgeGraph
) -> Iterator[_Case]:
    said = tuple(cue for cue in question.cues(topic) if cue not in {stem(word) for word in split(other.text)})
    # "Is the Louvre in Paris": where nothing is said of the relation, it is a place that is asked about.
    matched = match(said, triple.predicate, "date" if other.value else "any" if said else "place")
    score = _score(matched, said)
    if score < _LEAST or not _points_right(question, topic, matched, triple, graph):
        return
    same = _is_same(other, triple.object)
    if same is not None:
        end = triple.object if same else other.target
        if end is not None:
            yield _Case(triple, end, score * topic.score, same)


def _score(matched: Match, cues: tuple[str, ...]) -> float:
    telling = [cue for cue in cues if cue not in LIGHT] or list(cues)
    if not telling:
        return matched.label
    share = sum(cue in matched.explained for cue in telling) / len(telling)
    return 0.6 * share + 0.4 * matched.label if share else 0.0


def _points_right(
    question: Question, topic: Mention, matched: Match, triple: Triple, graph: KnowledgeGraph
) -> bool:
    """Whether the topic is the subject of the relation as the question has it: who designed what."""
    if graph.is_symmetric(triple.predicate.iri):
        return True
    role = question.role(topic)
    if is_named(triple.predicate, question) and any(question.role(m) == "of" for m in question.mentions):
        return role == "of"  # "is A the father of B": it is B that has a father
    if matched.polarity == "who":
        return role in {"object", "passive", "of", "either"}
    return role in {"agent", "passive", "of", "by", "either"}


def _is_same(mention: Mention, end: Term) -> bool | None:
    """Whether a mention is this end of a triple; None if the two can't be compared."""
    if isinstance(end, Entity):
        return end in _meant(mention) if mention.entity else None
    if mention.value is None:
        return None
    compared = compare(mention.value, end)
    return None if compared == "incomparable" else compared in {"same", "compatible"}


def _excludes(case: _Case, graph: KnowledgeGraph) -> bool:
    """Whether this fact leaves no room for the one asked about: a thing has but one birth date."""
    only = graph.is_functional(case.triple.predicate.iri)
    return not case.same and (only or isinstance(case.end, Value))
