"""What the checker may look at: the graph and the triples that were given, as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kgaigc.checking.containment import Chains, containers, places
from kgaigc.graph import KnowledgeGraph
from kgaigc.quantities import is_text
from kgaigc.values import RDF_TYPE, Entity, Triple, Value

T = TypeVar("T")

_PEERS = 12  # So many things of a class show what is told of its members.


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """The graph, and triples given beside it as further evidence.

    Attributes:
        graph: the graph.
        given: the further triples.
        entailment: whether what is said of a property is said of those above it too (RDFS).
    """

    graph: KnowledgeGraph
    given: Sequence[Triple] = ()
    entailment: bool = False
    _grounds: dict[Triple, tuple[Triple, ...]] = field(default_factory=dict)
    _placed: dict[str, tuple[Triple, ...]] = field(default_factory=dict)
    _containers: dict[str, Chains] = field(default_factory=dict)
    _of: dict[str, tuple[Triple, ...]] = field(default_factory=dict)
    _types: dict[str, tuple[Entity, ...]] = field(default_factory=dict)
    _peers: dict[str, tuple[Triple, ...]] = field(default_factory=dict)
    _given: dict[str, list[Triple]] = field(default_factory=dict)
    _remembered: dict[str, Any] = field(default_factory=dict)
    _grouped: dict[str, tuple[tuple[Triple, ...], ...]] = field(default_factory=dict)

    def remembered(self, key: str, find: Callable[[], T]) -> T:
        """What is found once and kept, such as what the graph calls its relations."""
        if key not in self._remembered:
            self._remembered[key] = find()
        found: T = self._remembered[key]
        return found

    def __post_init__(self) -> None:
        for triple in self.given:
            self._given.setdefault(triple.subject.iri, []).append(triple)

    def of(self, iri: str) -> tuple[Triple, ...]:
        """What is told of a thing, without its classes."""
        if iri not in self._of:
            given = (t for t in self._given.get(iri, ()) if t.predicate.iri != RDF_TYPE)
            stated = tuple(dict.fromkeys((*self.graph.facts(iri), *given)))
            self._of[iri] = tuple(dict.fromkeys((*stated, *self._entailed(stated))))
        return self._of[iri]

    def by_predicate(self, iri: str) -> tuple[tuple[Triple, ...], ...]:
        """The same, the triples of one predicate together."""
        if iri not in self._grouped:
            groups: dict[str, list[Triple]] = {}
            for triple in self.of(iri):
                groups.setdefault(triple.predicate.iri, []).append(triple)
            self._grouped[iri] = tuple(tuple(group) for group in groups.values())
        return self._grouped[iri]

    def grounds(self, triple: Triple) -> tuple[Triple, ...]:
        """The triples that are stated, where this one follows from them: by a subproperty, or by what a place is in."""
        return self._grounds.get(triple, (triple,))

    def containers(self, iri: str) -> Chains:
        """What a place is in, each with the triples that lead there."""
        if iri not in self._containers:
            self._containers[iri] = containers(iri, self.of, self.types)
        return self._containers[iri]

    def placed(self, iri: str) -> tuple[Triple, ...]:
        """What follows on where a thing is, or where something happened to it, from what that place is in."""
        if iri not in self._placed:
            self._placed[iri] = tuple(dict.fromkeys(self._following(self.of(iri))))
        return self._placed[iri]

    def _following(self, stated: Sequence[Triple]) -> Iterator[Triple]:
        for triple in stated:
            if not isinstance(triple.object, Entity) or not places(triple.predicate.label):
                continue
            for end, chain in self.containers(triple.object.iri).items():
                wider = Triple(triple.subject, triple.predicate, self.graph.entity(end))
                if wider not in stated and end != triple.subject.iri:
                    self._grounds.setdefault(wider, (*self.grounds(triple), *chain))
                    yield wider

    def _entailed(self, stated: Sequence[Triple]) -> Iterator[Triple]:
        if not self.entailment:
            return
        for triple in stated:
            for above in self.graph.superproperties(triple.predicate.iri):
                wider = Triple(triple.subject, above, triple.object)
                if wider not in stated:
                    self._grounds.setdefault(wider, (triple,))
                    yield wider

    def is_complete(self, predicate: str, subject: str) -> bool:
        """Whether the graph has every value of a predicate that a thing has, if it has one of them."""
        return self.graph.is_closed(predicate, subject=subject)

    def excluding(self, iri: str, cls: str) -> Entity | None:
        """A class of a thing that the graph declares disjoint with another one, if it has one."""
        return next((own for own in self.types(iri) if self.graph.disjoint(own.iri, cls)), None)

    def types(self, iri: str) -> tuple[Entity, ...]:
        """The classes of a thing, the most specific first."""
        if iri not in self._types:
            given = (
                t.object
                for t in self._given.get(iri, ())
                if t.predicate.iri == RDF_TYPE and isinstance(t.object, Entity)
            )
            self._types[iri] = tuple(dict.fromkeys((*self.graph.types(iri), *given)))
        return self._types[iri]

    def of_peers(self, iri: str) -> tuple[Triple, ...]:
        """What is told of a few things of the same class: each predicate once for each class of its objects."""
        cls = next((one.iri for one in self.types(iri)), "")
        if cls not in self._peers:
            told: dict[tuple[str, str], Triple] = {}
            for peer in self.graph.members(cls, limit=_PEERS) if cls else ():
                for triple in self.of(peer.iri):
                    end = triple.object
                    kind = (
                        ",".join(sorted(c.iri for c in self.types(end.iri)))
                        if isinstance(end, Entity)
                        else ""
                    )
                    told.setdefault((triple.predicate.iri, kind), triple)
            self._peers[cls] = tuple(told.values())
        return self._peers[cls]

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
