"""Statements behind a SPARQL endpoint: what is asked is remembered, what will be asked is fetched at once."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from kgaigc.errors import GraphError, QueryError
from kgaigc.graph import shapes
from kgaigc.graph import vocabulary as v
from kgaigc.graph.endpoint import Endpoint
from kgaigc.graph.lexicon import cases, name_key
from kgaigc.graph.statements import (
    WALKABLE,
    Object,
    Row,
    Statement,
    described_by_query,
    listed,
    to_node,
    to_term,
)
from kgaigc.graph.stored import StoredStatements
from kgaigc.values import RDF_TYPE, Value

_log = logging.getLogger(__name__)

_NAMING = (*v.LABELS, *v.ALIASES)
_DECLARING = tuple(sorted((*v.DECLARING, v.SUBCLASS)))
_ABOUT = frozenset((RDF_TYPE, *_NAMING))
_INNER = "?o ?r ?v FILTER(isBlank(?o))"  # what is told of a blank node on a blank node
_AT_ONCE = 100  # things in one question, at most
_NAMES_OF_ONE = 100  # rows that a thing's names and classes take, as a rule at most
_NAMES_AT_ONCE = 300  # names in one question
_LANGUAGES = 3  # languages, the most frequent ones of some labels, in which names are asked for
_LABELS_READ = 2_000  # labels from which these are told
_REMEMBERED = 50_000  # answers; more are forgotten together

Pattern = tuple[str | None, str | None, Object | None]


class EndpointStatements:
    """What an endpoint states, in its default graph or the named graphs that were chosen.

    The declarations of the schema are fetched once and looked up here, so that lists and restrictions, which hang
    on blank nodes, can be followed. Other blank nodes are known where a thing or a statement leads to them, and one
    step on, with the cells of their lists: SPARQL has no name to ask for them by, so it is asked for in one answer.

    Args:
        endpoint: where to ask.
    """

    in_bulk = True

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._length: int | None = None
        self._predicates: Counter[str] | None = None
        self._classes: Counter[str] | None = None
        self._names: frozenset[str] | None = frozenset(endpoint.graphs) or None
        self._sampled = False  # whether predicates were counted in some statements alone
        self._written_in: tuple[str, ...] | None = None
        self._asked_of_nodes = 0
        self._forget()
        self._declared = self._fetch_declared()

    def _forget(self) -> None:
        self._answers: dict[tuple[Pattern, int | None], list[Statement]] = {}
        self._about: dict[str, list[Statement]] = {}
        self._nodes: dict[str, dict[Statement, None]] = {}  # of a blank node, and what holds one
        self._holding: dict[str, dict[Statement, None]] = {}
        self._called: dict[str, list[str]] = {}

    @property
    def url(self) -> str:
        """Where it is."""
        return self._endpoint.url

    def __len__(self) -> int:
        if self._length is None:
            ((count,),) = self._endpoint.rows("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
            self._length = int(count.text) if isinstance(count, Value) else 0
        return self._length

    def is_walkable(self) -> bool:
        """Whether all can be fetched within the bounds."""
        most = min(WALKABLE, self._endpoint.bounds.rows)
        return (self.count(limit=most + 1) if self._length is None else self._length) <= most

    def match(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        obj: Object | None = None,
        *,
        limit: int | None = None,
    ) -> Iterator[Statement]:
        """The statements that fit, each once; from what is known, else asked for.

        Raises:
            GraphError: the endpoint can't be asked.
            QueryError: more fit than the bounds allow, and no limit was given.
        """
        known = self._known(subject, predicate, obj)
        if known is None:
            known = self._asked((subject, predicate, obj), limit)
        return islice(known, limit)

    def _known(
        self, subject: str | None, predicate: str | None, obj: Object | None
    ) -> Iterable[Statement] | None:
        """What can be told without asking; None if that is not all."""
        if subject is not None and subject.startswith("_:"):
            return _fitting((*self._nodes.get(subject, ()), *self._schema(subject)), predicate, obj)
        if isinstance(obj, str) and obj.startswith("_:"):
            return _fitting((*self._holding.get(obj, ()), *self._schema(None, None, obj)), predicate, obj)
        if self._declared is not None and _is_declaring(predicate, obj):
            return self._declared.match(subject, predicate, obj)
        if subject is None:
            return None
        whole = self._answers.get(((subject, None, None), None))
        if whole is None and predicate in _ABOUT:
            whole = self._about.get(subject)
        return None if whole is None else _fitting(whole, predicate, obj)

    def _schema(self, *pattern: str | None) -> Iterable[Statement]:
        return self._declared.match(*pattern) if self._declared is not None else ()

    def _asked(self, pattern: Pattern, limit: int | None) -> list[Statement]:
        key = (pattern, limit)
        if key not in self._answers:
            if len(self._answers) > _REMEMBERED:
                self._forget()
            subject, predicate, end = pattern
            if subject is None and predicate in shapes.REIFYING and end is not None and limit is None:
                found = self._reifying(predicate, end)
            else:
                found = self._fetched(pattern, limit)
            if pattern[0] is not None and pattern[1:] == (None, None) and limit is None:
                found = self._with_nodes(pattern[0], found)
            self._answers[key] = found
        return self._answers[key]

    def _fetched(self, pattern: Pattern, limit: int | None) -> list[Statement]:
        try:
            written = _written(pattern)
        except ValueError:  # a term that RDF does not allow fits nothing
            return []
        free = [name for name, term in zip(("?s", "?p", "?o"), pattern, strict=True) if term is None]
        if not free:
            ((held,),) = self._endpoint.rows(f"ASK {{ {written} }}")
            return [_statement(pattern, ())] if isinstance(held, Value) and held.text == "true" else []
        rows = self._endpoint.pages(f"SELECT DISTINCT {' '.join(free)} WHERE {{ {written} }}", limit=limit)
        return [_statement(pattern, row) for row in rows]

    def _with_nodes(self, subject: str, found: list[Statement]) -> list[Statement]:
        """The same, those with blank nodes from answers that tell of the nodes too: only there are they the same."""
        if not any(map(_is_blank, (o for _, _, o in found))):
            return found
        around = f"{to_node(subject)} ?q ?n FILTER(isBlank(?n))"
        links: dict[Statement, None] = {}
        lists: set[str] = set()
        for link, node, predicate, end, inner, value in self._told_of_nodes(
            f"?q ?n ?p ?o ?r ?v WHERE {{ {around} OPTIONAL {{ ?n ?p ?o OPTIONAL {{ {_INNER} }} }} }}"
        ):
            if isinstance(link, str) and isinstance(node, str):
                links[subject, link, node] = None
                self._hold(subject, link, node)
                lists |= {node} if predicate == v.FIRST else set()
                self._hold(node, predicate, end)
                self._hold(end, inner, value)
        known = [s for s in links if s[2] not in lists]
        kept = [s for s in found if not _is_blank(s[2])]
        return [*kept, *known, *(self._lists(subject, around) if lists else ())]

    def _lists(self, subject: str, around: str) -> Iterator[Statement]:
        """The statements of a thing that end in a list, whose cells are remembered."""
        links: dict[Statement, None] = {}
        cells = f"{around} ?n <{v.REST}>* ?m . ?m ?p ?o"
        for link, node, cell, predicate, end in self._told_of_nodes(f"?q ?n ?m ?p ?o WHERE {{ {cells} }}"):
            self._hold(cell, predicate, end)
            if isinstance(link, str) and isinstance(node, str) and cell == node and predicate == v.FIRST:
                links[subject, link, node] = None
                self._hold(subject, link, node)
        yield from links

    def _reifying(self, predicate: str, end: Object) -> list[Statement]:
        """The nodes that say something of a statement, and what they say, in one answer."""
        if not self._sampled and predicate not in self.predicate_counts():
            return []  # SPARQL 1.1 could not even ask for triples as terms
        try:
            asked = f"?n <{predicate}> {_object(end)} . ?n ?p ?o OPTIONAL {{ {_INNER} }}"
        except ValueError:
            return []
        found: dict[Statement, None] = {}
        for node, property_, value, inner, told in self._told_of_nodes(f"?n ?p ?o ?r ?v WHERE {{ {asked} }}"):
            if isinstance(node, str):
                found[node, predicate, end] = None
                self._hold(node, property_, value)
                self._hold(value, inner, told)
        return list(found)

    def _told_of_nodes(self, asked: str) -> Iterator[Row]:
        """The rows of an answer, its blank nodes named apart from those of others, which may have the same names."""
        self._asked_of_nodes += 1
        for row in self._endpoint.pages(f"SELECT DISTINCT {asked}"):
            yield tuple(
                f"_:a{self._asked_of_nodes}x{term[2:]}" if isinstance(term, str) and _is_blank(term) else term
                for term in row
            )

    def _hold(self, subject: object, predicate: object, end: Object | None) -> None:
        """Remember what is told of a blank node, and what leads to one; what is unbound is passed over."""
        if not isinstance(subject, str) or not isinstance(predicate, str) or end is None:
            return
        statement = (subject, predicate, end)
        if _is_blank(subject):
            self._nodes.setdefault(subject, {})[statement] = None
        if isinstance(end, str) and _is_blank(end):
            self._holding.setdefault(end, {})[statement] = None

    def count(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        obj: Object | None = None,
        *,
        limit: int,
    ) -> int:
        """How many statements fit, counted no further than the limit."""
        try:
            written = _written((subject, predicate, obj))
        except ValueError:
            return 0
        asked = f"SELECT (COUNT(*) AS ?n) WHERE {{ {{ SELECT * WHERE {{ {written} }} LIMIT {limit} }} }}"
        ((number,),) = self._endpoint.rows(asked)
        return int(number.text) if isinstance(number, Value) else 0

    def expect(self, iris: Collection[str]) -> None:
        """Fetch the labels and classes of many things at once."""
        wanted = [iri for iri in dict.fromkeys(iris) if iri not in self._about and not iri.startswith("_:")]
        naming = [RDF_TYPE, *self._naming()]
        at_once = max(1, min(_AT_ONCE, self._endpoint.bounds.rows // _NAMES_OF_ONE))
        for start in range(0, len(wanted), at_once):
            part = [iri for iri in wanted[start : start + at_once] if _is_iri(iri)]
            # Two lists of values would be crossed before they are looked up: a hundred times slower in Oxigraph.
            asked = f"VALUES ?s {{ {listed(part)} }} ?s ?p ?o {_one_of(naming)}"
            told: dict[str, list[Statement]] = {iri: [] for iri in part}
            for subject, predicate, end in self._endpoint.pages(f"SELECT ?s ?p ?o WHERE {{ {asked} }}"):
                if isinstance(subject, str) and isinstance(predicate, str) and end is not None:
                    told[subject].append((subject, predicate, end))
            self._about.update(told)

    def predicate_counts(self) -> Counter[str]:
        """How many statements each predicate has; of some statements alone where the endpoint can't count them all."""
        if self._predicates is None:
            self._predicates = self._counts("?p", "?s ?p ?o")
        return self._predicates

    def class_counts(self) -> Counter[str]:
        """How many things are stated to be of each class; of some alone where the endpoint can't count them all."""
        if self._classes is None:
            self._classes = self._counts("?c", f"?s <{RDF_TYPE}> ?c")
        return self._classes

    def _counts(self, what: str, pattern: str) -> Counter[str]:
        try:
            rows = self._endpoint.rows(
                f"SELECT {what} (COUNT(*) AS ?n) WHERE {{ {pattern} }} GROUP BY {what}"
            )
        except (GraphError, QueryError) as error:
            some = f"{{ SELECT {what} WHERE {{ {pattern} }} LIMIT {self._endpoint.bounds.rows} }}"
            rows = self._endpoint.rows(f"SELECT {what} (COUNT(*) AS ?n) WHERE {{ {some} }} GROUP BY {what}")
            _log.warning("statements are counted in the first %d: %s", self._endpoint.bounds.rows, error)
            self._sampled = True
        return Counter(
            {term: int(n.text) for term, n in rows if isinstance(term, str) and isinstance(n, Value)}
        )

    def _naming(self) -> list[str]:
        """The predicates that name things here."""
        counts = self.predicate_counts()
        return [p for p in _NAMING if self._sampled or p in counts]

    def described(self) -> set[str]:
        """The subjects that are typed, named or told of, and the things that facts point to."""
        return described_by_query(self._endpoint.pages, self.predicate_counts())

    def called(self, name: str) -> tuple[str, ...]:
        """The IRIs of what has a label or alias that is written so, but for case and spaces.

        Where names can't be listed, only for the usual case: as it is, lower, or with capitals at the beginning.
        """
        key = name_key(name)
        written = self.written(cases(" ".join(name.split())))
        if written is not None:
            return tuple(sorted(iri for iri in written if not iri.startswith("_:")))
        return tuple(
            iri for iri, names in self.named() if any(name_key(value.text) == key for _, value in names)
        )

    def written(self, names: Collection[str]) -> tuple[str, ...] | None:
        """The IRIs of what has a label or alias that is one of these to the letter, looked up many at a time.

        None where all names can be listed within the bounds.
        """
        counts = self.predicate_counts()
        if not self._sampled and sum(counts[p] for p in _NAMING) <= self._endpoint.bounds.rows:
            return None
        if len(self._called) > _REMEMBERED:
            self._called = {}
        wanted = [name for name in dict.fromkeys(names) if name not in self._called]
        for start in range(0, len(wanted), _NAMES_AT_ONCE):
            self._look_up(wanted[start : start + _NAMES_AT_ONCE])
        return tuple(dict.fromkeys(iri for name in names for iri in self._called[name]))

    def _look_up(self, names: Collection[str]) -> None:
        terms = [term for name in names for tag in self._languages() if (term := _literal(name, tag))]
        asked = f"VALUES ?o {{ {' '.join(terms)} }} ?s ?p ?o {_one_of(self._naming())}"
        found: dict[str, list[str]] = {name: [] for name in names}
        most = self._endpoint.bounds.rows
        for iri, value in self._endpoint.pages(f"SELECT DISTINCT ?s ?o WHERE {{ {asked} }}", limit=most):
            if isinstance(iri, str) and isinstance(value, Value) and value.text in found:
                found[value.text].append(iri)
        self._called |= found

    def _languages(self) -> tuple[str, ...]:
        """The languages that names are asked for in: none, English, and the most frequent ones of some labels."""
        if self._written_in is None:
            among = f"VALUES ?p {{ {listed(self._naming())} }} ?s ?p ?o"
            some = f"{{ SELECT (LANG(?o) AS ?l) WHERE {{ {among} }} LIMIT {_LABELS_READ} }}"
            rows = self._endpoint.rows(f"SELECT ?l (COUNT(*) AS ?n) WHERE {{ {some} }} GROUP BY ?l")
            counts = Counter(
                {t.text: int(n.text) for t, n in rows if isinstance(t, Value) and isinstance(n, Value)}
            )
            usual = (tag for tag, _ in counts.most_common(_LANGUAGES))
            self._written_in = tuple(dict.fromkeys(("", "en", *usual)))
        return self._written_in

    def named(self) -> Iterator[tuple[str, list[tuple[int, Value]]]]:
        """Each IRI with its names, by IRI."""
        found: defaultdict[str, list[tuple[int, Value]]] = defaultdict(list)
        for rank, predicate in enumerate(_NAMING):
            if predicate in self._naming():
                for iri, _, value in self.match(None, predicate):
                    if isinstance(value, Value) and value.text.strip():
                        found[iri].append((rank, value))
        return iter(sorted(found.items()))

    def graph_names(self) -> frozenset[str]:
        """The names of the named graphs that the endpoint tells of; of chosen ones only those."""
        if self._names is None:
            rows = self._endpoint.pages("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
            self._names = frozenset(name for (name,) in rows if isinstance(name, str))
        return self._names

    def holders(self, statement: Statement) -> tuple[str, ...]:
        """The named graphs that hold a statement, sorted."""
        try:
            written = _written(statement)
        except ValueError:
            return ()
        rows = self._endpoint.pages(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ {written} }} }}")
        return tuple(sorted(name for (name,) in rows if isinstance(name, str)))

    def query(self, sparql: str) -> list[Row]:
        """The rows of a SPARQL query; of ASK one row with a boolean."""
        return self._endpoint.rows(sparql)

    def content_hash(self) -> str:
        """The address: who answers there may say something else tomorrow. See ``KnowledgeGraph.fingerprint``."""
        return self.url

    def add(self, statements: Collection[Statement]) -> None:  # noqa: ARG002
        """Refused."""
        raise self._unchangeable()

    def remove(self, statements: Collection[Statement]) -> None:  # noqa: ARG002
        """Refused."""
        raise self._unchangeable()

    def _unchangeable(self) -> GraphError:
        return GraphError(f"{self.url}: an endpoint is only read; change the graph where it is kept")

    def close(self) -> None:
        """Let go of the connection."""
        self._endpoint.close()

    def store(self) -> ox.Store:
        """All of it, fetched into memory.

        Raises:
            QueryError: it is more than the bounds allow.
        """
        store = ox.Store()
        quads = ((to_node(s), ox.NamedNode(p), to_term(o)) for s, p, o in self.match())
        store.extend(ox.Quad(*terms, ox.DefaultGraph()) for terms in quads)
        return store

    def _fetch_declared(self) -> StoredStatements | None:
        """The declarations of the schema in one answer, where a blank node is the same wherever it stands.

        None where they are too many: then they are asked for one by one.
        """
        among = f"{{ VALUES ?p {{ {listed(_DECLARING)} }} ?s ?p ?o }}"
        typed = f"{{ VALUES ?o {{ {listed(sorted(v.SCHEMA_TYPES))} }} ?s <{RDF_TYPE}> ?o BIND(<{RDF_TYPE}> AS ?p) }}"
        try:
            rows = self._endpoint.rows(f"SELECT DISTINCT ?s ?p ?o WHERE {{ {among} UNION {typed} }}")
        except QueryError as error:
            _log.warning("the schema is asked for term by term: %s", error)
            return None
        store = ox.Store()
        store.extend(
            ox.Quad(to_node(s), ox.NamedNode(p), to_term(o), ox.DefaultGraph())
            for s, p, o in (_statement((None, None, None), row) for row in rows)
        )
        return StoredStatements(store)


def _is_declaring(predicate: str | None, obj: Object | None) -> bool:
    return predicate in _DECLARING or (predicate == RDF_TYPE and obj in v.SCHEMA_TYPES)


def _fitting(found: Iterable[Statement], predicate: str | None, obj: Object | None) -> Iterator[Statement]:
    return (s for s in found if predicate in {None, s[1]} and obj in {None, s[2]})


def _written(pattern: Pattern) -> str:
    """A pattern as SPARQL, its terms written by the library that parses them; ValueError for what is no term."""
    subject, predicate, obj = pattern
    return " ".join(
        (
            "?s" if subject is None else str(to_node(subject)),
            "?p" if predicate is None else str(ox.NamedNode(predicate)),
            "?o" if obj is None else _object(obj),
        )
    )


def _object(term: Object) -> str:
    """A term as SPARQL; a triple as SPARQL 1.2 has it. ValueError for what is no term, or has a blank node in it."""
    node = to_term(term)
    if not isinstance(node, ox.Triple):
        return str(node)
    if "_:" in (str(node.subject)[:2], str(node.object)[:2]):
        raise ValueError(f"{term} has a blank node, which would stand for anything")
    return f"<<( {node} )>>"


def _is_blank(term: object) -> bool:
    return isinstance(term, str) and term.startswith("_:")


def _statement(pattern: Pattern, row: Row) -> Statement:
    """A pattern with what an answer has for its free places."""
    values = iter(row)
    subject, predicate, obj = (next(values, None) if term is None else term for term in pattern)
    if not isinstance(subject, str) or not isinstance(predicate, str) or obj is None:
        raise GraphError(
            "the endpoint answers with rows that are no statements; it does not speak SPARQL 1.1"
        )
    return subject, predicate, obj


def _one_of(predicates: Iterable[str]) -> str:
    return f"FILTER(?p IN ({', '.join(str(ox.NamedNode(predicate)) for predicate in predicates)}))"


def _literal(text: str, language: str) -> str:
    """A name as SPARQL, written by the library that parses it; "" for what is no text in RDF."""
    try:
        return str(to_term(Value(text, language=language)))
    except ValueError:
        return ""


def _is_iri(iri: str) -> bool:
    try:
        ox.NamedNode(iri)
    except ValueError:
        return False
    return True
