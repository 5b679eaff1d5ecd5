"""Weighs the entities that share a name: by the graph around what else is talked of, by the words, by salience."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from kgaigc.graph import KnowledgeGraph
from kgaigc.linking.names import Name
from kgaigc.linking.profiles import Profiles
from kgaigc.values import Candidate, Entity

FEATURES = ("salience", "closeness", "links", "words")
# How much an entity of the context at a distance of 0, 1, 2 steps speaks for a candidate.
_CLOSENESS = (0.95, 0.6, 0.25)
_SHARP = 12  # how much a name that fits better speaks for its entity
_HUB = 500  # links of a thing that is near to everything, and tells of nothing
_KEPT = 5_000  # things whose neighbours are remembered
_LEAST = 1e-3  # salience that is added before the logarithm
_MOST = 3  # links with the context that count


class Weigher:
    """Scores homonyms; a lone candidate keeps the quality of its name.

    The share of a candidate is the softmax of weighted features (a conditional logit); the weights were learnt on
    things of a graph that were given one name (``training.homonyms``) and ship with the package.

    Args:
        graph: where distances, words and saliences are looked up.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._profiles = Profiles(graph)
        self._around = lru_cache(maxsize=_KEPT)(self._neighbours)
        self._closeness = lru_cache(maxsize=100_000)(self._measure)

    def weigh(
        self, names: Sequence[tuple[Name, float]], *, context: Collection[str], words: Collection[str] = ()
    ) -> tuple[Candidate, ...]:
        """The candidates, best first; their scores share out the quality of the name.

        Args:
            names: what the mention may name, each with how well it fits in [0, 1].
            context: IRIs of what else is talked of.
            words: the telling words near the mention, as ``profiles.telling`` gives them.
        """
        if len(names) == 1:
            return (Candidate(names[0][0].entity, names[0][1]),)
        logits = [
            _SHARP * math.log(max(fit, _LEAST)) + self._logit(name.entity.iri, context, words)
            for name, fit in names
        ]
        most = max(logits)
        weights = [math.exp(logit - most) for logit in logits]
        scored = [
            Candidate(name.entity, fit * weight / sum(weights))
            for (name, fit), weight in zip(names, weights, strict=True)
        ]
        return tuple(sorted(scored, key=lambda candidate: (-candidate.score, candidate.entity.iri)))

    def linked(self, iri: str, other: str) -> bool:
        """Whether the graph links two things."""
        return self._closeness(iri, other) == _CLOSENESS[1]

    def features(self, iri: str, context: Collection[str], words: Collection[str]) -> tuple[float, ...]:
        """What speaks for a candidate, in the order of ``FEATURES``."""
        near = [self._closeness(iri, other) for other in sorted(context)]
        far = math.prod(1 - one for one in near)
        links = min(_MOST, sum(one >= _CLOSENESS[1] for one in near))
        likeness = self._profiles.likeness(iri, words) if words else 0.0
        return math.log(self._graph.salience(iri) + _LEAST), 1 - far, float(links), likeness

    def _logit(self, iri: str, context: Collection[str], words: Collection[str]) -> float:
        features = zip(FEATURES, self.features(iri, context, words), strict=True)
        return sum(_weights()[name] * value for name, value in features)

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


@cache
def _weights() -> dict[str, float]:
    """The weight of each feature."""
    shipped = files("kgaigc.linking").joinpath("data", "weights.json").read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(shipped)["weights"]
    return weights
