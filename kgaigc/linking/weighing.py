"""Weighs the entities that share a name: by the graph around what else is talked of, by their class, by salience."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from kgaigc.graph import KnowledgeGraph
from kgaigc.linking.names import Name
from kgaigc.values import Candidate

# How much an entity of the context at a distance of 0, 1, 2 steps speaks for a candidate.
_CLOSENESS = (0.95, 0.6, 0.25)
_FLOOR, _SALIENCE, _CLASS = 0.05, 0.2, 0.6


class Weigher:
    """Scores homonyms; a lone candidate keeps the quality of its name.

    Args:
        graph: where distances, classes and saliences are looked up.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
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
        weights = [fit * self._weight(name.entity.iri, context, words) for name, fit in names]
        total = sum(weights)
        scored = [
            Candidate(name.entity, fit * weight / total)
            for (name, fit), weight in zip(names, weights, strict=True)
        ]
        return tuple(sorted(scored, key=lambda candidate: (-candidate.score, candidate.entity.iri)))

    def _weight(self, iri: str, context: Collection[str], words: Collection[str]) -> float:
        far = 1.0
        for other in context:
            far *= 1 - self._closeness(iri, other)
        told = any(word in words for label in self._graph.profile(iri).types for word in _heads(label))
        return _FLOOR + _SALIENCE * self._graph.salience(iri) + (1 - far) + _CLASS * told

    def _measure(self, iri: str, other: str) -> float:
        distance = self._graph.distance(iri, other, limit=2)
        return _CLOSENESS[distance] if distance is not None and distance < len(_CLOSENESS) else 0.0


@lru_cache(maxsize=4096)
def _heads(label: str) -> tuple[str, ...]:
    """The words of a class that may stand beside a name: all of it, and its last word; singular and plural."""
    words = re.findall(r"\w+", label.lower())
    return (words[-1], words[-1] + "s") if words else ()
