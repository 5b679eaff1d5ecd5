"""Statements in an Oxigraph store, in memory or on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

import pyoxigraph as ox

from kgaigc.errors import GraphError, QueryError
from kgaigc.graph.hashing import content_hash
from kgaigc.graph.statements import (
    WALKABLE,
    Object,
    Statement,
    described,
    from_term,
    plain_rows,
    to_node,
    to_term,
)
from kgaigc.values import RDF_TYPE, Value


class StoredStatements:
    """Statements in an Oxigraph store, all its graphs read as one.

    Args:
        store: the store.
        graphs: the names of the named graphs to read, the others left out; all if empty.
    """

    in_bulk = False

    def __init__(self, store: ox.Store, *, graphs: Collection[str] = ()) -> None:
        self._store = store
        self._graphs: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [to_node(n) for n in graphs]
        self._within: Sequence[ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None] = self._graphs or [None]
        self._named = any(True for _ in store.named_graphs())

    def __len__(self) -> int:
        if not self._graphs:
            return len(self._store)
        return sum(
            1 for graph in self._graphs for _ in self._store.quads_for_pattern(None, None, None, graph)
        )

    def match(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        obj: Object | None = None,
        *,
        limit: int | None = None,
    ) -> Iterator[Statement]:
        """The statements that fit, each once.

        With named graphs a statement may be held more than once; the copies are left out. A term that RDF
        does not allow, such as an IRI with a quote in it, fits nothing.
        """
        try:
            node = None if subject is None else to_node(subject)
            property_ = None if predicate is None else ox.NamedNode(predicate)
            end = None if obj is None else to_term(obj)
        except ValueError:
            return iter(())
        quads = (
            quad
            for graph in self._within
            for quad in self._store.quads_for_pattern(node, property_, end, graph)
        )
        found = (_statement(quad) for quad in quads)
        return islice(_once(found) if self._named else found, limit)

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
        """How many statements each predicate has, counted by the store itself."""
        return self._counts("SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p")

    def class_counts(self) -> Counter[str]:
        """How many things are stated to be of each class, counted by the store itself."""
        return self._counts(f"SELECT ?c (COUNT(*) AS ?n) WHERE {{ ?s <{RDF_TYPE}> ?c }} GROUP BY ?c")

    def _counts(self, sparql: str) -> Counter[str]:
        rows = self.query(sparql)
        return Counter(
            {term: int(n.text) for term, n in rows if isinstance(term, str) and isinstance(n, Value)}
        )

    def described(self) -> Iterable[str]:
        """The subjects that are typed, named or told of, and the things that facts point to."""
        return described(self.match())

    def graph_names(self) -> frozenset[str]:
        """The names of the named graphs."""
        names = (str(from_term(name)) for name in self._store.named_graphs())
        chosen = {str(from_term(graph)) for graph in self._graphs}
        return frozenset(name for name in names if not chosen or name in chosen)

    def holders(self, statement: Statement) -> tuple[str, ...]:
        """The named graphs that hold a statement, sorted."""
        subject, predicate, object_ = statement
        quads = self._store.quads_for_pattern(
            to_node(subject), ox.NamedNode(predicate), to_term(object_), None
        )
        names = {str(from_term(quad.graph_name)) for quad in quads if _is_named(quad)}
        return tuple(sorted(names & self.graph_names()))

    def copies(self, statement: Statement) -> int:
        """How many graphs hold a statement, the default graph too."""
        subject, predicate, object_ = statement
        terms = to_node(subject), ox.NamedNode(predicate), to_term(object_)
        return sum(1 for within in self._within for _ in self._store.quads_for_pattern(*terms, within))

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
        """The rows of a SPARQL query over all graphs as one; of ASK one row with ``true`` or ``false``.

        Raises:
            QueryError: it can't be parsed or run.
        """
        try:
            if self._graphs:
                return plain_rows(self._store.query(sparql, default_graph=self._graphs))
            return plain_rows(self._store.query(sparql, use_default_graph_as_union=True))
        except (SyntaxError, OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query can't be run: {error}; mend it: {sparql!r}") from error

    def content_hash(self) -> str:
        """SHA-256 of the sorted canonical N-Quads."""
        return content_hash(self.store())

    def add(self, statements: Collection[Statement]) -> None:
        """State more, in the default graph, or the first of those chosen."""
        graph = self._graphs[0] if self._graphs else ox.DefaultGraph()
        try:
            self._store.extend(
                ox.Quad(to_node(s), ox.NamedNode(p), to_term(o), graph) for s, p, o in statements
            )
        except (ValueError, OSError, RuntimeError) as error:
            raise GraphError(
                f"can't be added to the graph: {error}; open it for writing, give RDF terms"
            ) from error

    def remove(self, statements: Collection[Statement]) -> None:
        """State no longer, in none of the graphs that are read."""
        try:
            for subject, predicate, object_ in statements:
                terms = to_node(subject), ox.NamedNode(predicate), to_term(object_)
                for graph in self._within:
                    for quad in list(self._store.quads_for_pattern(*terms, graph)):
                        self._store.remove(quad)
        except (ValueError, OSError, RuntimeError) as error:
            raise GraphError(f"can't be removed from the graph: {error}; open it for writing") from error

    def whole(self) -> ox.Store:
        """The store itself, whichever graphs are chosen."""
        return self._store

    def close(self) -> None:
        """Nothing: it is in memory, or only read."""

    def store(self) -> ox.Store:
        """The store itself; of chosen graphs a copy."""
        if not self._graphs:
            return self._store
        copy = ox.Store()
        copy.bulk_extend(
            quad for graph in self._graphs for quad in self._store.quads_for_pattern(None, None, None, graph)
        )
        return copy


def _statement(quad: ox.Quad) -> Statement:
    return str(from_term(quad.subject)), quad.predicate.value, from_term(quad.object)


def _is_named(quad: ox.Quad) -> bool:
    return not isinstance(quad.graph_name, ox.DefaultGraph)


def _once(statements: Iterable[Statement]) -> Iterator[Statement]:
    seen: set[Statement] = set()
    for statement in statements:
        if statement not in seen:
            seen.add(statement)
            yield statement
