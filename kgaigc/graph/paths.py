"""What lies near a thing: distances, and the neighbourhood as a networkx graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING

from kgaigc.values import Entity, Triple, Value

if TYPE_CHECKING:
    import networkx as nx

Triples = Callable[[str], Iterable[Triple]]
Neighbours = Callable[[str], frozenset[str]]
HUB = 2_000  # a thing with more links joins everything to everything: no search spreads from it


def distance(neighbours: Neighbours, a: str, b: str, limit: int) -> int | None:
    """Links on the shortest path between two things, whichever way they point; None beyond ``limit``.

    The search goes on from whichever end has less to look at. ``neighbours`` gives none for a hub, so that a
    path may start, end or meet at one, and the search never spreads from it.
    """
    if a == b:
        return 0
    seen, edge = ({a}, {b}), [{a}, {b}]
    for steps in range(1, limit + 1):
        for side in sorted((0, 1), key=lambda side: len(edge[side])):
            reached = {n for node in edge[side] for n in neighbours(node)} - seen[side]
            if reached:
                break
        else:
            return None
        if reached & seen[1 - side]:
            return steps
        seen[side].update(reached)
        edge[side] = reached
    return None


def shortest(neighbours: Neighbours, a: str, b: str, *, limit: int, most: int) -> list[tuple[str, ...]]:
    """The shortest paths between two things, whichever way the links point, as the things on them.

    Looked for and bounded as ``distance`` is; the first by IRI, where there are more than ``most``.
    """
    steps = distance(neighbours, a, b, limit)
    if not steps:
        return []
    # A search never spreads from a hub: it may have to come from one side alone.
    for ahead in sorted(range(steps + 1), key=lambda ahead: abs(2 * ahead - steps)):
        sides = [_levels(neighbours, a, ahead), _levels(neighbours, b, steps - ahead)]
        middle = sorted(sides[0][-1].keys() & sides[1][-1].keys())
        if middle:
            break
    ways = (
        (*start, *reversed(end[:-1]))
        for node in middle
        for start in _back(sides[0], node, most)
        for end in _back(sides[1], node, most)
    )
    return list(islice(ways, most))


def _levels(neighbours: Neighbours, start: str, steps: int) -> list[dict[str, list[str]]]:
    """What is reached in each number of steps and not before, each with those that it is reached from."""
    levels: list[dict[str, list[str]]] = [{start: []}]
    seen = {start}
    for _ in range(steps):
        reached: dict[str, list[str]] = {}
        for node in sorted(levels[-1]):
            for other in neighbours(node) - seen:
                reached.setdefault(other, []).append(node)
        seen |= reached.keys()
        levels.append(reached)
    return levels


def _back(levels: list[dict[str, list[str]]], node: str, most: int) -> list[tuple[str, ...]]:
    """The ways from the start of the levels to a thing on the last of them, no more than so many."""
    ways: list[tuple[str, ...]] = [(node,)]
    for level in reversed(levels[1:]):
        ways = [(before, *way) for way in ways for before in level[way[0]]][:most]
    return ways


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
