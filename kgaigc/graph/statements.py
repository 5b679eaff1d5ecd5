"""What a store of statements can do, and plain terms: strings and ``Value``s, known to no RDF library.

An IRI is its text, a blank node its id with ``_:`` before it, a language-tagged literal a ``Value`` with a
language. Statements are kept in dicts (``given``), in an Oxigraph store (``stored``), or by an endpoint.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Protocol, cast

import pyoxigraph as ox

from kgaigc.graph.vocabulary import LABELS, is_plumbing
from kgaigc.values import RDF_TYPE, XSD, Entity, Term, Value

Object = str | Value
Statement = tuple[str, str, Object]
Row = tuple[Object | None, ...]
Node = ox.NamedNode | ox.BlankNode


class Statements(Protocol):
    """What a store of statements can do.

    Attributes:
        in_bulk: names, classes and counts are quicker asked for all at once than one by one.
    """

    in_bulk: bool

    def __len__(self) -> int: ...

    def match(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        obj: Object | None = None,
        *,
        limit: int | None = None,
    ) -> Iterator[Statement]:
        """The statements that fit, each once, whichever graphs hold it; in no promised order.

        Args:
            subject: what they tell of; None fits everything.
            predicate: what they tell.
            obj: where they end.
            limit: no more than so many.
        """

    def count(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        obj: Object | None = None,
        *,
        limit: int,
    ) -> int:
        """How many statements fit, counted no further than the limit."""

    def is_walkable(self) -> bool:
        """Whether they are so few that all can be looked at."""

    def expect(self, iris: Collection[str]) -> None:
        """Tell that labels and classes of these are asked for next: what is far away is fetched at once."""

    def predicate_counts(self) -> Counter[str]:
        """How many statements each predicate has."""

    def class_counts(self) -> Counter[str]:
        """How many things are stated to be of each class, those of the schema too."""

    def described(self) -> Iterable[str]:
        """The subjects that are typed, named or told of, and the things that facts point to; each once."""

    def called(self, name: str) -> tuple[str, ...] | None:
        """The IRIs of what is called so, but for case and spaces; None where names are to be looked through."""

    def written(self, names: Collection[str]) -> tuple[str, ...] | None:
        """The IRIs of what has a label or alias that is one of these to the letter; None where names can be listed."""

    def named(self) -> Iterator[tuple[str, list[tuple[int, Value]]]]:
        """What has names, by IRI, each with the ranks of their predicates (labels, then aliases) and texts.

        Nothing where they are not asked for ``in_bulk``.
        """

    def graph_names(self) -> frozenset[str]:
        """The names of the named graphs."""

    def holders(self, statement: Statement) -> tuple[str, ...]:
        """The named graphs that hold a statement, sorted."""

    def query(self, sparql: str) -> list[tuple[Object | None, ...]]:
        """The rows of a SPARQL query; of ASK one row.

        Raises:
            QueryError: it can't be parsed or run.
        """

    def content_hash(self) -> str:
        """A hash of what is stated."""

    def add(self, statements: Collection[Statement]) -> None:
        """State more.

        Raises:
            GraphError: what keeps the statements can't be written to.
        """

    def remove(self, statements: Collection[Statement]) -> None:
        """State no longer, in no graph.

        Raises:
            GraphError: what keeps the statements can't be written to.
        """

    def close(self) -> None:
        """Let go of what keeps the statements; they can't be asked any more."""

    def store(self) -> ox.Store:
        """The same statements as an Oxigraph store."""


WALKABLE = 500_000  # statements


def described(statements: Iterable[Statement]) -> set[str]:
    """The subjects that are typed, named or told of, and the things that facts point to."""
    found: set[str] = set()
    for subject, predicate, object_ in statements:
        if not is_plumbing(predicate):
            found.add(subject)
            if isinstance(object_, str):
                found.add(object_)
        elif predicate == RDF_TYPE or predicate in LABELS:
            found.add(subject)
    return found


def described_by_query(ask: Callable[[str], Iterable[Row]], counts: Collection[str]) -> set[str]:
    """What a graph describes, asked for rather than walked.

    Args:
        ask: gives the rows of a query.
        counts: the predicates of the graph.
    """
    telling = [predicate for predicate in counts if not is_plumbing(predicate)]
    naming = [predicate for predicate in counts if predicate == RDF_TYPE or predicate in LABELS]
    subjects = ask(f"SELECT DISTINCT ?x WHERE {{ VALUES ?p {{ {listed(telling + naming)} }} ?x ?p ?o }}")
    ends = ask(
        f"SELECT DISTINCT ?x WHERE {{ VALUES ?p {{ {listed(telling)} }} ?s ?p ?x FILTER(!isLiteral(?x)) }}"
    )
    return {term for rows in (subjects, ends) for (term,) in rows if isinstance(term, str)}


def listed(iris: Iterable[str]) -> str:
    """IRIs as SPARQL has them in VALUES."""
    return " ".join(str(ox.NamedNode(iri)) for iri in iris)


def plain_rows(
    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
) -> list[tuple[Object | None, ...]]:
    """The result of a query as rows of plain terms, None for what is unbound; a boolean as one literal."""
    if isinstance(result, ox.QueryBoolean):
        return [(Value("true" if result else "false", XSD + "boolean"),)]
    return [
        tuple(None if term is None else from_term(term) for term in cast(Iterable[object], row))
        for row in result
    ]


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
    return f"<<( {term} )>>" if isinstance(term, ox.Triple) else str(term)


def to_term(term: Object) -> Node | ox.Literal | ox.Triple:
    """A plain term as pyoxigraph's."""
    if isinstance(term, str):
        return _quoted(term) if term.startswith("<<(") else to_node(term)
    if term.language:
        return ox.Literal(term.text, language=term.language)
    return ox.Literal(term.text, datatype=ox.NamedNode(term.datatype))


def to_node(iri: str) -> Node:
    """An IRI or blank node id as pyoxigraph's."""
    return ox.BlankNode(iri[2:]) if iri.startswith("_:") else ox.NamedNode(iri)


def _quoted(triple: str) -> ox.Triple:
    """A triple as a term, from its text."""
    try:
        (quad,) = ox.parse(f"_:r <urn:x:p> {triple} .", format=ox.RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise ValueError(f"{triple} is no triple") from error
    return cast(ox.Triple, quad.object)


def plain(term: Term) -> Object:
    """A term of the values as a plain one."""
    return term.iri if isinstance(term, Entity) else term


def order(statement: Statement) -> tuple[str, str, bool, str, str]:
    """A sort key: by subject, predicate and object, things before literals."""
    subject, predicate, object_ = statement
    if isinstance(object_, str):
        return subject, predicate, False, object_, ""
    return subject, predicate, True, object_.text, object_.language + object_.datatype
