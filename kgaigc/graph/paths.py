"""What lies near a thing: distances, and the neighbourhood as a networkx graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kgaigc.values import Entity, Triple, Value

if TYPE_CHECKING:
    import networkx as nx

Triples = Callable[[str], Iterable[Triple]]
_HUB = 2_000  # things with more links than this join everything to everything: paths don't run through them


def distance(neighbours: Callable[[str], frozenset[str]], a: str, b: str, limit: int) -> int | None:
    """Links on the shortest path between two things, whichever way they point; None beyond ``limit``.

    The search goes out from both ends at once and stays away from hubs.
    """
    if a == b:
        return 0
    seen_a, seen_b = {a}, {b}
    edge_a, edge_b = {a}, {b}
    for steps in range(1, limit + 1):
        if len(edge_a) > len(edge_b):
            edge_a, edge_b, seen_a, seen_b = edge_b, edge_a, seen_b, seen_a
        edge_a = {n for node in edge_a for n in _few(neighbours(node))} - seen_a
        if edge_a & seen_b:
            return steps
        seen_a |= edge_a
    return None


def _few(nodes: frozenset[str]) -> frozenset[str]:
    return nodes if len(nodes) <= _HUB else frozenset()


def neighbourhood(outgoing: Triples, incoming: Triples, centre: Entity, radius: int) -> nx.MultiDiGraph:
    """Everything within ``radius`` links of a thing, links between those included.

    Nodes are IRIs with a ``label``; edges have the predicate's IRI as key and its label as ``label``.
    """
    import networkx as nx  # noqa: PLC0415  (slow to import, and seldom needed)

    graph = nx.MultiDiGraph()
    graph.add_node(centre.iri, label=centre.label)
    edge = [centre.iri]
    for _ in range(radius):
        before = set(graph.nodes)
        for iri in edge:
            for triple in (*outgoing(iri), *incoming(iri)):
                _add(graph, triple)
        edge = sorted(set(graph.nodes) - before)
    for iri in edge:
        for triple in outgoing(iri):
            if isinstance(triple.object, Entity) and triple.object.iri in graph:
                _add(graph, triple)
    return graph


def _add(graph: nx.MultiDiGraph, triple: Triple) -> None:
    if isinstance(triple.object, Value):
        return
    for entity in (triple.subject, triple.object):
        graph.add_node(entity.iri, label=entity.label)
    predicate = triple.predicate
    graph.add_edge(triple.subject.iri, triple.object.iri, key=predicate.iri, label=predicate.label)


def positions(graph: nx.MultiDiGraph, *, seed: int = 0) -> dict[str, tuple[float, float]]:
    """Places in the plane for the nodes of a neighbourhood, for drawing it; the same for a seed."""
    import networkx as nx  # noqa: PLC0415

    return {node: (float(x), float(y)) for node, (x, y) in nx.spring_layout(graph, seed=seed).items()}
