"""The few triples of a batch line, in dicts: quick to build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from kgaigc.graph.hashing import content_hash
from kgaigc.graph.statements import WALKABLE, Object, Statement, described, to_node, to_term
from kgaigc.graph.stored import StoredStatements
from kgaigc.values import RDF_TYPE, Entity, Triple, Value


class GivenStatements:
    """A few statements in dicts: quick to build, and literals keep their text to the letter."""

    in_bulk = False

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._take(
            (t.subject.iri, t.predicate.iri, t.object.iri if isinstance(t.object, Entity) else t.object)
            for t in triples
        )

    def _take(self, statements: Iterable[Statement]) -> None:
        self._all: tuple[Statement, ...] = tuple(dict.fromkeys(statements))
        self._by_subject: dict[str, list[Statement]] = {}
        self._by_object: dict[Object, list[Statement]] = {}
        self._by_predicate: dict[str, list[Statement]] = {}
        for statement in self._all:
            self._by_subject.setdefault(statement[0], []).append(statement)
            self._by_predicate.setdefault(statement[1], []).append(statement)
            self._by_object.setdefault(statement[2], []).append(statement)

    def __len__(self) -> int:
        return len(self._all)

    def match(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        obj: Object | None = None,
        *,
        limit: int | None = None,
    ) -> Iterator[Statement]:
        """The statements that fit, in the order given."""
        pool: Iterable[Statement] = self._all
        if subject is not None:
            pool = self._by_subject.get(subject, ())
        elif obj is not None:
            pool = self._by_object.get(obj, ())
        elif predicate is not None:
            pool = self._by_predicate.get(predicate, ())
        found = (s for s in pool if (predicate is None or s[1] == predicate) and (obj is None or s[2] == obj))
        return islice(found, limit)

    def count(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        obj: Object | None = None,
        *,
        limit: int,
    ) -> int:
        """How many statements fit, counted no further than the limit."""
        return sum(1 for _ in self.match(subject, predicate, obj, limit=limit))

    def is_walkable(self) -> bool:
        """Whether they are so few that all can be looked at."""
        return len(self) <= WALKABLE

    def expect(self, iris: Collection[str]) -> None:
        """Nothing: all is at hand."""

    def predicate_counts(self) -> Counter[str]:
        """How many statements each predicate has."""
        return Counter({predicate: len(held) for predicate, held in self._by_predicate.items()})

    def class_counts(self) -> Counter[str]:
        """How many things are stated to be of each class."""
        return Counter(cls for _, _, cls in self.match(predicate=RDF_TYPE) if isinstance(cls, str))

    def described(self) -> Iterable[str]:
        """The subjects that are typed, named or told of, and the things that facts point to."""
        return described(self._all)

    def graph_names(self) -> frozenset[str]:
        """None: given triples have no graph."""
        return frozenset()

    def holders(self, statement: Statement) -> tuple[str, ...]:  # noqa: ARG002
        """None: given triples have no graph."""
        return ()

    def called(self, name: str) -> tuple[str, ...] | None:  # noqa: ARG002
        """None: names are to be looked through."""
        return None

    def written(self, names: Collection[str]) -> tuple[str, ...] | None:  # noqa: ARG002
        """None: all names are at hand."""
        return None

    def named(self) -> Iterator[tuple[str, list[tuple[int, Value]]]]:
        """Nothing: to look up the names of each is as quick."""
        return iter(())

    def query(self, sparql: str) -> list[tuple[Object | None, ...]]:
        """The rows of a SPARQL query; of ASK one row with ``true`` or ``false``."""
        return StoredStatements(self.store()).query(sparql)

    def content_hash(self) -> str:
        """SHA-256 of the sorted canonical N-Quads."""
        return content_hash(self.store())

    def add(self, statements: Collection[Statement]) -> None:
        """State more."""
        self._take((*self._all, *statements))

    def remove(self, statements: Collection[Statement]) -> None:
        """State no longer."""
        gone = set(statements)
        self._take(statement for statement in self._all if statement not in gone)

    def close(self) -> None:
        """Nothing: it is in memory, or only read."""

    def store(self) -> ox.Store:
        """A store of the same statements; literals take the form that Oxigraph gives them."""
        store = ox.Store()
        store.extend(
            ox.Quad(to_node(s), ox.NamedNode(p), to_term(o), ox.DefaultGraph()) for s, p, o in self._all
        )
        return store
