"""Reads a finished text against a graph: claims, verdicts, precision and coverage.

It sees the text, the graph, a linker and an unordered set of triples, and shares nothing with the generator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from kgaigc.checking.classes import ClassClaim
from kgaigc.checking.coverage import TOLD, about_named, likelihoods, tell
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.lexicon import load_lexicon
from kgaigc.checking.likeness import Floats
from kgaigc.checking.matching import SAID, Match
from kgaigc.checking.overlong import unread
from kgaigc.checking.reading import read
from kgaigc.checking.remainder import additions, explained, is_idle, strangers
from kgaigc.checking.scorer import load_scorer
from kgaigc.checking.scoring import (
    WITH_TRIPLES,
    WITHOUT,
    features_with_triples,
    features_without,
    load_calibration,
)
from kgaigc.checking.things import Reading
from kgaigc.checking.understanding import asked_first, asked_then, by_words
from kgaigc.checking.verdicts import Basis, judge
from kgaigc.graph import KnowledgeGraph
from kgaigc.values import Entity, Links, Report, Triple, Value, Verdict

__all__ = ["Examination", "check", "examine", "untold"]

_PLAINLY = 0.6  # From this probability on a text says what is likely not to be said.
_AHEAD = 20  # Of so many sentences at a time it is foreseen what the scorer will be asked.


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in a text.

    Attributes:
        verdicts: one for each claim, in the order of the text.
        told: for each given triple whether the text says it.
        features: numbers on all that, shape [F], from which the score comes.
    """

    verdicts: tuple[Verdict, ...]
    told: tuple[bool, ...]
    features: Floats


def check(
    text: str,
    *,
    graph: KnowledgeGraph,
    link: Callable[[str], Links],
    sentences: Callable[[str], tuple[tuple[int, int], ...]],
    triples: Sequence[Triple] = (),
    topic: Entity | None = None,
    entailment: bool = False,
    alone: bool = False,
) -> Report:
    """What the graph says of each claim of a text.

    Args:
        text: the text.
        graph: the graph.
        link: finds the mentions of a text.
        sentences: finds the sentences of a text, as character offsets.
        triples: what the text should say; they count as evidence too.
        topic: what the text is about, for pronouns and sentences without a subject.
        entailment: take what is stated of a property for stated of those above it too (RDFS).
        alone: the graph holds nothing but the triples, so that a text is likely to be about them.

    Returns:
        Claims with verdicts in the order of the text; coverage if triples were given.
    """
    found = examine(
        text,
        graph=graph,
        link=link,
        sentences=sentences,
        triples=triples,
        topic=topic,
        entailment=entailment,
        alone=alone,
    )
    supported = sum(verdict.status == "supported" for verdict in found.verdicts)
    precision = supported / len(found.verdicts) if found.verdicts else None
    coverage = sum(found.told) / len(found.told) if found.told else None
    calibration = load_calibration(WITH_TRIPLES if found.told else WITHOUT)
    return Report(found.verdicts, precision, coverage, calibration.probability(found.features), text)


def examine(
    text: str,
    *,
    graph: KnowledgeGraph,
    link: Callable[[str], Links],
    sentences: Callable[[str], tuple[tuple[int, int], ...]],
    triples: Sequence[Triple] = (),
    topic: Entity | None = None,
    entailment: bool = False,
    alone: bool = False,
) -> Examination:
    """What is found in a text, before any score; see ``check``."""
    facts = KnownFacts(graph, tuple(triples), entailment)
    basis = Basis(text, facts, load_lexicon())
    readings = read(text, facts=facts, link=link, sentences=sentences, topic=topic or _topic_of(triples))
    _expect(readings[:_AHEAD], basis)
    words: dict[Triple, float] = {}
    for reading in readings if triples else ():
        for triple, p in by_words(reading, facts, basis.lexicon).items():
            words[triple] = max(words.get(triple, 0.0), p)
    given = tuple(dict.fromkeys(triples))
    telling = tell(text, given, readings, graph=graph, scorer=load_scorer(), words=words)
    telling = about_named(telling, readings) if alone else telling
    least = TOLD if alone else SAID
    verdicts: list[Verdict] = []
    said: dict[Triple, float] = {}
    begins = {start for start, _ in sentences(text)}
    for number, reading in enumerate(readings):
        if number % _AHEAD == 0:
            _look_ahead(readings[number : number + _AHEAD], basis)
        judged, found, classes = judge(reading, basis)
        judged += unread(reading, judged, text) if reading.start not in begins else []
        verdicts += judged
        _note(said, found, classes)
    repeated = {(t.subject.iri, t.predicate.iri, _end(t)) for t in said}
    told = tuple(
        bool(p >= least) or _told(triple, repeated, graph)
        for triple, p in zip(telling.triples, telling.probabilities, strict=True)
    )
    sure = telling.with_told(told, least)
    verdicts = [explained(verdict, sure, text, least=least, alone=alone) for verdict in verdicts]
    if alone:
        verdicts = [verdict for verdict in verdicts if not is_idle(verdict, readings, sure, text)]
        verdicts += strangers(readings, sure, verdicts, text, least=least)
        verdicts += additions(readings, sure, text, least=least)
        verdicts.sort(key=lambda verdict: (verdict.start, verdict.end))
    if told:
        features = features_with_triples(readings, verdicts, telling, told)
    else:
        features = features_without(readings, verdicts, list(said.values()))
    return Examination(tuple(verdicts), told, features)


def untold(
    texts: Sequence[tuple[str, Sequence[Triple]]],
    *,
    graph: KnowledgeGraph,
    doubted: Collection[Triple] = (),
) -> tuple[tuple[Triple, ...], ...]:
    """For each text the triples beside it that it does not say; quicker than a check, and of nothing else.

    Args:
        texts: short texts, of which the first 200 words are read, with what they should say.
        graph: has the names of things.
        doubted: triples that are likely not to be said, so that it takes more to believe it.
    """
    likely = likelihoods(texts, graph=graph, scorer=load_scorer())
    return tuple(
        tuple(
            triple
            for triple, p in zip(triples, found, strict=True)
            if p < (_PLAINLY if triple in doubted else TOLD)
        )
        for (_, triples), found in zip(texts, likely, strict=True)
    )


def _look_ahead(readings: Sequence[Reading], basis: Basis) -> None:
    """Has the scorer read in one go what it will be asked of some sentences, step by step."""
    _expect(readings, basis)
    for reading in readings:
        load_scorer().expect(asked_then(reading, basis.facts, basis.lexicon))


def _expect(readings: Sequence[Reading], basis: Basis) -> None:
    """Tells the scorer what it will be asked of some sentences first, to be read with whatever it is asked next."""
    for reading in readings:
        load_scorer().expect(asked_first(reading, basis.facts, basis.lexicon))


def _topic_of(triples: Sequence[Triple]) -> Entity | None:
    """What most of the triples are about; the first by IRI among equals."""
    counts = Counter(triple.subject for triple in triples)
    return min(counts, key=lambda entity: (-counts[entity], entity.iri), default=None)


def _note(said: dict[Triple, float], found: Sequence[Match], classes: Sequence[ClassClaim]) -> None:
    for match in found:
        if match.said and not match.denied:
            said[match.triple] = max(said.get(match.triple, 0.0), match.probability)
    for claim in classes:
        if claim.triple and not claim.denied:
            said[claim.triple] = 1.0


def _told(triple: Triple, said: Collection[tuple[str, str, str | Value]], graph: KnowledgeGraph) -> bool:
    """Whether a triple was said: itself, from its other end, or as a class by any of the class's names."""
    subject, predicate = triple.subject.iri, triple.predicate.iri
    if (subject, predicate, _end(triple)) in said:
        return True
    if not isinstance(triple.object, Entity):
        return False
    back = {graph.inverse(predicate)} | ({predicate} if graph.is_symmetric(predicate) else set())
    return any((triple.object.iri, other, subject) in said for other in back if other)


def _end(triple: Triple) -> str | Value:
    return triple.object.iri if isinstance(triple.object, Entity) else triple.object
