"""Where statements are kept: in an Oxigraph store, or, for the few triples of a batch line, in dicts.

Both hold plain strings and ``Value``s, so that what is built on top knows no RDF library. An IRI is its text,
a blank node its id with ``_:`` before it, a language-tagged literal a ``Value`` with a language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol, cast

import pyoxigraph as ox

from kgaigc.values import Entity, Term, Triple, Value

Object = str | Value
Statement = tuple[str, str, Object]
Node = ox.NamedNode | ox.BlankNode


class Statements(Protocol):
    """What a store of statements can do."""

    def __len__(self) -> int: ...

    def match(
        self, subject: str | None = None, predicate: str | None = None, obj: Object | None = None
    ) -> Iterator[Statement]:
        """The statements that fit, each once, whichever graphs hold it; in no promised order."""

    def predicate_counts(self) -> Counter[str]:
        """How many statements each predicate has."""

    def graph_names(self) -> frozenset[str]:
        """The names of the named graphs."""

    def holders(self, statement: Statement) -> tuple[str, ...]:
        """The named graphs that hold a statement, sorted."""

    def store(self) -> ox.Store:
        """The same statements as an Oxigraph store."""


class StoredStatements:
    """Statements in an Oxigraph store; all its graphs are read as one."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._named = any(True for _ in store.named_graphs())

    def __len__(self) -> int:
        return len(self._store)

    def match(
        self, subject: str | None = None, predicate: str | None = None, obj: Object | None = None
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
        quads = self._store.quads_for_pattern(node, property_, end, None)
        found = (_statement(quad) for quad in quads)
        return _once(found) if self._named else found

    def predicate_counts(self) -> Counter[str]:
        """How many statements each predicate has, counted by the store itself."""
        rows = cast(
            ox.QuerySolutions,
            self._store.query(
                "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p", use_default_graph_as_union=True
            ),
        )
        return Counter({cast(ox.NamedNode, p).value: int(cast(ox.Literal, n).value) for p, n in rows})

    def graph_names(self) -> frozenset[str]:
        """The names of the named graphs."""
        return frozenset(str(from_term(name)) for name in self._store.named_graphs())

    def holders(self, statement: Statement) -> tuple[str, ...]:
        """The named graphs that hold a statement, sorted."""
        subject, predicate, object_ = statement
        quads = self._store.quads_for_pattern(
            to_node(subject), ox.NamedNode(predicate), to_term(object_), None
        )
        names = (quad.graph_name for quad in quads)
        return tuple(sorted(str(from_term(name)) for name in names if not isinstance(name, ox.DefaultGraph)))

    def store(self) -> ox.Store:
        """The store itself."""
        return self._store


class GivenStatements:
    """A few statements in dicts: quick to build, and literals keep their text to the letter."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        plain = (
            (t.subject.iri, t.predicate.iri, t.object.iri if isinstance(t.object, Entity) else t.object)
            for t in triples
        )
        self._all: tuple[Statement, ...] = tuple(dict.fromkeys(plain))
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
        self, subject: str | None = None, predicate: str | None = None, obj: Object | None = None
    ) -> Iterator[Statement]:
        """The statements that fit, in the order given."""
        pool: Iterable[Statement] = self._all
        if subject is not None:
            pool = self._by_subject.get(subject, ())
        elif obj is not None:
            pool = self._by_object.get(obj, ())
        elif predicate is not None:
            pool = self._by_predicate.get(predicate, ())
        return (s for s in pool if (predicate is None or s[1] == predicate) and (obj is None or s[2] == obj))

    def predicate_counts(self) -> Counter[str]:
        """How many statements each predicate has."""
        return Counter({predicate: len(held) for predicate, held in self._by_predicate.items()})

    def graph_names(self) -> frozenset[str]:
        """None: given triples have no graph."""
        return frozenset()

    def holders(self, statement: Statement) -> tuple[str, ...]:  # noqa: ARG002
        """None: given triples have no graph."""
        return ()

    def store(self) -> ox.Store:
        """A store of the same statements; literals take the form that Oxigraph gives them."""
        store = ox.Store()
        store.extend(
            ox.Quad(to_node(s), ox.NamedNode(p), to_term(o), ox.DefaultGraph()) for s, p, o in self._all
        )
        return store


def from_term(term: object) -> Object:
    """A pyoxigraph term as a plain one."""
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.Literal):
        return (
            Value(term.value, language=term.language)
            if term.language
            else Value(term.value, term.datatype.value)
        )
    return str(term)


def to_term(term: Object) -> Node | ox.Literal:
    """A plain term as pyoxigraph's."""
    if isinstance(term, str):
        return to_node(term)
    if term.language:
        return ox.Literal(term.text, language=term.language)
    return ox.Literal(term.text, datatype=ox.NamedNode(term.datatype))


def to_node(iri: str) -> Node:
    """An IRI or blank node id as pyoxigraph's."""
    return ox.BlankNode(iri[2:]) if iri.startswith("_:") else ox.NamedNode(iri)


def plain(term: Term) -> Object:
    """A term of the values as a plain one."""
    return term.iri if isinstance(term, Entity) else term


def order(statement: Statement) -> tuple[str, str, bool, str, str]:
    """A sort key: by subject, predicate and object, things before literals."""
    subject, predicate, object_ = statement
    if isinstance(object_, str):
        return subject, predicate, False, object_, ""
    return subject, predicate, True, object_.text, object_.language + object_.datatype


def _statement(quad: ox.Quad) -> Statement:
    return str(from_term(quad.subject)), quad.predicate.value, from_term(quad.object)


def _once(statements: Iterable[Statement]) -> Iterator[Statement]:
    seen: set[Statement] = set()
    for statement in statements:
        if statement not in seen:
            seen.add(statement)
            yield statement
