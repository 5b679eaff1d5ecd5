"""Weighs the entities that share a name: by the graph around what else is talked of, by their class, by salience."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from kgaigc.graph import KnowledgeGraph
from kgaigc.linking.names import Name
from kgaigc.values import Candidate, Entity

# How much an entity of the context at a distance of 0, 1, 2 steps speaks for a candidate.
_CLOSENESS = (0.95, 0.6, 0.25)
_SHARP = 12  # how much a name that fits better speaks for its entity
_HUB = 500  # links of a thing that is near to everything, and tells of nothing
_KEPT = 5_000  # things whose neighbours are remembered
_FLOOR, _SALIENCE, _CLASS = 0.05, 0.2, 0.6


class Weigher:
    """Scores homonyms; a lone candidate keeps the quality of its name.

    Args:
        graph: where distances, classes and saliences are looked up.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._around = lru_cache(maxsize=_KEPT)(self._neighbours)
        self._closeness = lru_cache(maxsize=100_000)(self._measure)

    def weigh(
        self, names: Sequence[tuple[Name, float]], *, context: Collection[str], words: Collection[str] = ()
    ) -> tuple[Candidate, ...]:
        """The candidates, best first; their scores share out the quality of the name.

        Args:
            names: what the mention may name, each with how well it fits in [0, 1].
            context: IRIs of what else is talked of.
            words: the folded words near the mention.
        """
        if len(names) == 1:
            return (Candidate(names[0][0].entity, names[0][1]),)
        weights = [fit**_SHARP * self._weight(name.entity.iri, context, words) for name, fit in names]
        total = sum(weights)
        scored = [
            Candidate(name.entity, fit * weight / total)
            for (name, fit), weight in zip(names, weights, strict=True)
        ]
        return tuple(sorted(scored, key=lambda candidate: (-candidate.score, candidate.entity.iri)))

    def linked(self, iri: str, other: str) -> bool:
        """Whether the graph links two things."""
        return (
            0 < self._closeness(iri, other) < _CLOSENESS[0] and self._closeness(iri, other) >= _CLOSENESS[1]
        )

    def _weight(self, iri: str, context: Collection[str], words: Collection[str]) -> float:
        far = 1.0
        for other in context:
            far *= 1 - self._closeness(iri, other)
        told = any(word in words for label in self._graph.profile(iri).types for word in _heads(label))
        return _FLOOR + _SALIENCE * self._graph.salience(iri) + (1 - far) + _CLASS * told

    def _measure(self, iri: str, other: str) -> float:
        if iri == other:
            return _CLOSENESS[0]
        (out, near), (other_out, other_near) = self._around(iri), self._around(other)
        if other in out or iri in other_out:
            return _CLOSENESS[1]
        return 0.0 if near.isdisjoint(other_near) else _CLOSENESS[2]

    def _neighbours(self, iri: str) -> tuple[frozenset[str], frozenset[str]]:
        """What a thing links to, and what it is linked with either way: nothing for a hub."""
        facts = self._graph.facts(iri)
        out = frozenset(fact.object.iri for fact in facts if isinstance(fact.object, Entity))
        into = self._graph.incoming(iri, limit=_HUB)
        near = out | {fact.subject.iri for fact in into}
        return out, frozenset() if len(facts) > _HUB or len(into) >= _HUB else near


@lru_cache(maxsize=4096)
def _heads(label: str) -> tuple[str, ...]:
    """The words of a class that may stand beside a name: all of it, and its last word; singular and plural."""
    words = re.findall(r"\w+", label.lower())
    return (words[-1], words[-1] + "s") if words else ()
