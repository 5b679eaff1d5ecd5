"""How much a thing matters in the graph, and how much a predicate says of a thing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice

import numpy as np

from kgaigc.graph.statements import Object, Statements
from kgaigc.graph.vocabulary import is_plumbing

_DEGREE_CAP = 10_000
_SAMPLE = 5_000
_DAMPING = 0.85
_ROUNDS = 40

Edge = tuple[str, str]


def salience(statements: Statements) -> Callable[[str], float]:
    """A function from an IRI to its salience in [0, 1], for the graph at hand.

    PageRank over the links between things, square root of the share of the highest, so that the many small
    ones stay apart from one another. In a graph of too many statements to walk (``statements.WALKABLE``) the
    degree, on a logarithmic scale, stands in for it: it needs no walk of the graph.

    Source: Page et al., The PageRank Citation Ranking (1999), section 2; a link counts a fifth the other
    way round as well, since in a small graph a link out says something of its source too.
    """
    if not statements.is_walkable():
        return lru_cache(maxsize=100_000)(lambda iri: _by_degree(statements, iri))
    ranks = _pagerank(_edges(statements))
    return lambda iri: ranks.get(iri, 0.0)


def _edges(statements: Statements) -> list[Edge]:
    links = {(s, o) for s, p, o in statements.match() if isinstance(o, str) and s != o and not is_plumbing(p)}
    return sorted(links)


def _pagerank(edges: list[Edge]) -> dict[str, float]:
    if not edges:
        return {}
    nodes = sorted({node for edge in edges for node in edge})
    number = {node: i for i, node in enumerate(nodes)}
    sources = np.array([number[s] for s, _ in edges])
    targets = np.array([number[o] for _, o in edges])
    tails, heads = np.concatenate([sources, targets]), np.concatenate([targets, sources])
    weights = np.repeat([1.0, 0.2], len(edges))
    weights /= np.bincount(tails, weights, len(nodes))[tails]
    rank = np.full(len(nodes), 1 / len(nodes))
    for _ in range(_ROUNDS):
        rank = (1 - _DAMPING) / len(nodes) + _DAMPING * np.bincount(heads, rank[tails] * weights, len(nodes))
    scaled = np.sqrt(rank / rank.max())
    return {node: float(scaled[i]) for node, i in number.items()}


def _by_degree(statements: Statements, iri: str) -> float:
    links = _links(statements.match(iri, limit=2 * _DEGREE_CAP)) if iri else iter(())
    out = sum(1 for _ in islice(links, _DEGREE_CAP))
    into = statements.count(None, None, iri, limit=_DEGREE_CAP)
    return min(1.0, math.log1p(out + into) / math.log1p(_DEGREE_CAP))


def _links(statements: Iterator[tuple[str, str, Object]]) -> Iterator[str]:
    return (o for _, p, o in statements if isinstance(o, str) and not is_plumbing(p))


def information(statements: Statements, predicate: str) -> float:
    """How telling a predicate is, in [0, 1]: the chance that two of its statements have different objects.

    Near 1 for a birth date, near 0 for a country that all things share; 0.5 where one statement is all there
    is. Counted over the first 5,000 statements. (Simpson's index of diversity, with half a pair added.)
    """
    objects = Counter(o for _, _, o in statements.match(predicate=predicate, limit=_SAMPLE))
    total = objects.total()
    alike = sum(n * (n - 1) for n in objects.values())
    return 1 - (alike + 0.5) / (total * (total - 1) + 1)
