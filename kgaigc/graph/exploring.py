"""A look around in a graph: some of its facts, and how two things hang together."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from kgaigc.graph import paths
from kgaigc.graph.statements import Statements
from kgaigc.values import Entity, Result, Triple

if TYPE_CHECKING:
    from kgaigc.graph.knowledge import KnowledgeGraph

Item = TypeVar("Item")

_POOL = 10_000  # statements of a predicate, or members of a class, that a sample is drawn from


@dataclass(frozen=True, slots=True)
class Sample(Result):
    """Facts drawn at random."""

    triples: tuple[Triple, ...]

    @property
    def text(self) -> str:
        """A line for each fact."""
        return "\n".join(str(triple) for triple in self.triples) or "no facts"

    def to_dict(self) -> dict[str, Any]:
        """``{"triples"}``, each as N-Triples terms and in words."""
        return {"triples": [{"triple": t.to_dict(), "text": str(t)} for t in self.triples]}


@dataclass(frozen=True, slots=True)
class Routes(Result):
    """The shortest ways from one thing to another, whichever way the links point.

    Attributes:
        start: where they begin.
        end: where they end.
        routes: each a fact for every link, in order; none if they are further apart than was looked for.
        max_links: how many links were looked for at most.
    """

    start: Entity
    end: Entity
    routes: tuple[tuple[Triple, ...], ...]
    max_links: int

    @property
    def links(self) -> int | None:
        """The number of links between the two; None if they are further apart than was looked for."""
        if self.start.iri == self.end.iri:
            return 0
        return len(self.routes[0]) if self.routes else None

    @property
    def text(self) -> str:
        """A line for each way."""
        both = f"{self.start.label} and {self.end.label}"
        if self.links == 0:
            return f"{both} are the same thing: {self.start.iri}"
        if not self.routes:
            return f"no way of at most {self.max_links} links joins {both}"
        return "\n".join(_drawn(self.start, route) for route in self.routes)

    def to_dict(self) -> dict[str, Any]:
        """``{"start", "end", "links", "routes"}``, the facts of routes as N-Triples terms and in words."""
        return {
            "start": self.start.to_dict(),
            "end": self.end.to_dict(),
            "links": self.links,
            "routes": [
                {"triples": [t.to_dict() for t in route], "text": _drawn(self.start, route)}
                for route in self.routes
            ],
        }


def sample(
    graph: KnowledgeGraph,
    statements: Statements,
    *,
    size: int = 10,
    seed: int = 0,
    cls: str | None = None,
    predicate: str | None = None,
) -> Sample:
    """Facts drawn at random: the same seed gives the same facts of the same graph.

    Of a predicate (or a class) with very many statements (or members) only the first ten thousand that the
    store gives are drawn from, so that the largest graph answers at once.

    Args:
        graph: the graph.
        statements: its statements.
        size: how many facts.
        seed: of the random numbers.
        cls: only facts of things stated to be of this class, by IRI.
        predicate: only facts with this predicate, by IRI.
    """
    chance = random.Random(seed)
    if cls is not None:
        pool = [
            fact
            for member in _drawn_from(chance, list(graph.members(cls, limit=_POOL)), 4 * size)
            for fact in _drawn_from(chance, _facts(graph, member.iri, predicate), size)
        ]
        return Sample(tuple(_spread(pool, size)))
    counts = {one.iri: n for one, n in graph.predicates() if predicate in {None, one.iri}}
    if not counts:
        return Sample(())
    drawn = chance.choices(list(counts), weights=list(counts.values()), k=4 * size)
    found: dict[Triple, None] = {}
    for iri in dict.fromkeys(drawn):
        told = _some(graph, statements, iri, chance, drawn.count(iri))
        found |= dict.fromkeys(told)
    return Sample(tuple(_drawn_from(chance, list(found), size)))


def routes(
    graph: KnowledgeGraph, neighbours: paths.Neighbours, start: str, end: str, *, max_links: int, most: int
) -> Routes:
    """The shortest ways between two things; of those of the same length the first by IRI.

    Args:
        graph: the graph.
        neighbours: what a thing is linked with either way; nothing for a hub.
        start: where they begin, an IRI.
        end: where they end, an IRI.
        max_links: how many links to look for at most.
        most: how many ways at most.
    """
    found = paths.shortest(neighbours, start, end, limit=max_links, most=most)
    told = (tuple(_link(graph, a, b) for a, b in pairwise(way)) for way in found)
    ways = tuple(way for way in told if way)
    return Routes(graph.entity(start), graph.entity(end), ways, max_links)


def _link(graph: KnowledgeGraph, a: str, b: str) -> Triple:
    """The fact that joins two neighbours, one from the first to the second before its reverse.

    A hub is asked last, for it has very many facts.
    """
    known = chain.from_iterable((graph.facts(a), graph.facts(b)))
    joining = [fact for fact in known if {fact.subject.iri, _end(fact)} == {a, b}]
    return min(joining, key=lambda fact: (fact.subject.iri != a, fact.predicate.iri))


def _end(fact: Triple) -> str:
    return fact.object.iri if isinstance(fact.object, Entity) else ""


def _drawn(start: Entity, route: tuple[Triple, ...]) -> str:
    shown, here = start.label, start.iri
    for link in route:
        if isinstance(link.object, Entity) and link.subject.iri == here:
            shown, here = f"{shown} -[{link.predicate.label}]-> {link.object.label}", link.object.iri
        else:
            shown, here = f"{shown} <-[{link.predicate.label}]- {link.subject.label}", link.subject.iri
    return shown


def _some(
    graph: KnowledgeGraph, statements: Statements, predicate: str, chance: random.Random, wanted: int
) -> list[Triple]:
    """Some facts with a predicate: those of subjects drawn from its first statements."""
    every = {s for s, _, _ in statements.match(predicate=predicate, limit=_POOL)}
    subjects = sorted(s for s in every if not (s.startswith("_:") and graph.entity(s).label == s))
    facts = [
        fact
        for subject in _drawn_from(chance, subjects, wanted)
        for fact in _drawn_from(chance, _facts(graph, subject, predicate), wanted)
    ]
    return _spread(facts, wanted)


def _facts(graph: KnowledgeGraph, iri: str, predicate: str | None) -> list[Triple]:
    return [fact for fact in graph.facts(iri) if predicate in {None, fact.predicate.iri}]


def _spread(facts: list[Triple], size: int) -> list[Triple]:
    """So many of the facts, one of each subject before a second of any."""
    seen: dict[str, int] = {}
    rounds = []
    for place, fact in enumerate(facts):
        seen[fact.subject.iri] = seen.get(fact.subject.iri, 0) + 1
        rounds.append((seen[fact.subject.iri], place, fact))
    return [fact for _, _, fact in sorted(rounds, key=lambda item: item[:2])[:size]]


def _drawn_from(chance: random.Random, items: list[Item], size: int) -> list[Item]:
    return chance.sample(items, min(size, len(items)))
