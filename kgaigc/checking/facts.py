"""What the checker may look at: the graph and the triples that were given, as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kgaigc.graph import KnowledgeGraph
from kgaigc.quantities import is_text
from kgaigc.values import RDF_TYPE, Entity, Triple, Value


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """The graph, and triples given beside it as further evidence."""

    graph: KnowledgeGraph
    given: Sequence[Triple] = ()
    _of: dict[str, tuple[Triple, ...]] = field(default_factory=dict)
    _types: dict[str, tuple[Entity, ...]] = field(default_factory=dict)

    def of(self, iri: str) -> tuple[Triple, ...]:
        """What is told of a thing, without its classes."""
        if iri not in self._of:
            given = (t for t in self.given if t.subject.iri == iri and t.predicate.iri != RDF_TYPE)
            self._of[iri] = tuple(dict.fromkeys((*self.graph.facts(iri), *given)))
        return self._of[iri]

    def types(self, iri: str) -> tuple[Entity, ...]:
        """The classes of a thing, the most specific first."""
        if iri not in self._types:
            given = (
                t.object
                for t in self.given
                if t.subject.iri == iri and t.predicate.iri == RDF_TYPE and isinstance(t.object, Entity)
            )
            self._types[iri] = tuple(dict.fromkeys((*self.graph.types(iri), *given)))
        return self._types[iri]

    def strings(self, iri: str) -> Iterator[Value]:
        """The texts that are told of a thing, such as mottos, and whatever else is taken as it stands."""
        for triple in self.of(iri):
            known = triple.object
            if isinstance(known, Value) and is_text(known):
                yield known

    def values(self, iri: str, predicate: str) -> tuple[Entity | Value, ...]:
        """Every object of a thing and a predicate."""
        return tuple(t.object for t in self.of(iri) if t.predicate.iri == predicate)

    def are_linked(self, one: str, other: str) -> bool:
        """Whether a triple holds the two things together, either way ("London", "England")."""
        return any(
            isinstance(t.object, Entity) and t.object.iri == end
            for start, end in ((one, other), (other, one))
            for t in self.of(start)
        )
