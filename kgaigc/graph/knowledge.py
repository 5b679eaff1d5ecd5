"""The knowledge graph as the stages see it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from kgaigc.graph import exploring, exporting, paths, shapes, summary
from kgaigc.graph import vocabulary as v
from kgaigc.graph.closing import closed_predicates
from kgaigc.graph.details import details
from kgaigc.graph.gender import stated_gender
from kgaigc.graph.given import GivenStatements
from kgaigc.graph.info import GraphInfo, describe
from kgaigc.graph.labels import Labels
from kgaigc.graph.lexicon import name_key
from kgaigc.graph.limits import limits
from kgaigc.graph.reasoning import RULES
from kgaigc.graph.salience import information, salience
from kgaigc.graph.schema import Schema
from kgaigc.graph.sources import open_source
from kgaigc.graph.statements import Object, Statement, Statements, order, plain
from kgaigc.values import RDF_TYPE, Entity, Profile, Term, Triple, Value

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

_LONGEST = 10_000  # characters of a literal; a longer one is a document, not a fact


class KnowledgeGraph:
    """A graph of statements with labels, schema and measures, everything looked up when it is asked for.

    Open one with ``open``, or make one of triples at hand with ``from_triples``. Only ``add`` and ``remove``
    change it.

    >>> from kgaigc.values import Entity, Triple, named
    >>> graph = KnowledgeGraph.from_triples([Triple(named("Ada"), named("birthPlace"), named("London"))])
    >>> [str(triple) for triple in graph.facts("urn:kgaigc:name:Ada")]
    ['Ada · birthPlace · London']
    """

    def __init__(
        self, statements: Statements, *, labels: Labels, schema: Schema, language: str, name: str
    ) -> None:
        self.language = language
        self.name = name
        self._statements = statements
        self._labels = labels
        self._schema = schema
        self.changes = 0
        self.reasoning = ""
        self._forget()

    def _forget(self) -> None:
        """Look everything up again."""
        self._facts: dict[str, tuple[Triple, ...]] = {}
        self._incoming: dict[tuple[str, int | None], tuple[Triple, ...]] = {}
        self._details: dict[str, tuple[Triple, ...]] = {}
        self._reified: bool | None = None
        self._profiles: dict[str, Profile] = {}
        self._information: dict[str, float] = {}
        self._entities: tuple[Entity, ...] | None = None
        self._salience: Callable[[str], float] | None = None
        self._hash: str | None = None
        self._predicates: tuple[tuple[Entity, int], ...] | None = None
        self._classes: tuple[tuple[Entity, int], ...] | None = None

    @classmethod
    def open(
        cls,
        source: str | Path | rdflib.Graph | rdflib.Dataset,
        *,
        language: str = "en",
        closed: Iterable[str] = (),
        graphs: Iterable[str] = (),
        writable: bool = False,
        reasoning: bool = False,
        max_expanded: int | None = None,
        fetch_contexts: bool | None = None,
    ) -> KnowledgeGraph:
        """The graph in a file, a folder of files, a store directory, or rdflib's.

        Turtle, N-Triples, N-Quads, TriG, RDF/XML and JSON-LD, plain or compressed (``.gz``, ``.bz2``, ``.xz``,
        ``.zst``), are told apart by the file's ending.

        Args:
            source: a path, or an rdflib ``Graph`` or ``Dataset`` (copied).
            language: the preferred language of labels, a tag such as ``en``.
            closed: predicates, by IRI or label, to take as closed besides those that the graph declares.
            graphs: the named graphs to read, by IRI, as if there were no others; all if empty.
            writable: open a store directory for changes, which no other program can have open then.
            reasoning: add in memory what follows by RDFS, inverses and sameAs; manifests say so.
            max_expanded: bytes that a compressed file may expand to; else ``KGAIGC_MAX_EXPANDED``, else 200 times
                its size, or 256 MiB if that is more.
            fetch_contexts: whether JSON-LD contexts at addresses may be fetched; else ``KGAIGC_FETCH_CONTEXTS``,
                else not.

        Raises:
            GraphError: it is missing, unreadable, of an unknown ending, not RDF, or empty.
            ConfigError: a predicate to close or a named graph is not in it; the nearest names are told.
        """
        bounds = limits(max_expanded=max_expanded, fetch_contexts=fetch_contexts)
        statements, name = open_source(
            source, graphs=tuple(graphs), writable=writable, limits=bounds, reasoning=reasoning
        )
        labels = Labels(statements, language)
        schema = Schema(statements, closed=closed_predicates(closed, statements, labels, graph=name))
        graph = cls(statements, labels=labels, schema=schema, language=language, name=name)
        graph.reasoning = RULES if reasoning else ""
        return graph

    @classmethod
    def from_triples(
        cls,
        triples: Iterable[Triple],
        *,
        language: str = "en",
        closed: Iterable[str] = (),
        schema_of: KnowledgeGraph | None = None,
    ) -> KnowledgeGraph:
        """A graph of just these triples; things and predicates keep the labels that they come with.

        Args:
            triples: what it says; declarations of the schema among them count as such.
            language: the preferred language of labels.
            closed: predicates, by IRI or label, to take as closed.
            schema_of: a graph whose declarations, closed predicates and labels of terms hold here too.

        Raises:
            ConfigError: no triple has a predicate to close; the nearest names are told.
        """
        triples = tuple(triples)
        given = {t.predicate.iri: t.predicate.label for t in triples}
        given |= {t.object.iri: t.object.label for t in triples if isinstance(t.object, Entity)}
        given |= {t.subject.iri: t.subject.label for t in triples}
        statements = GivenStatements(triples)
        # A graph's own truth would be its length, for which a store counts its statements one by one.
        words, terms = (None, None) if schema_of is None else (schema_of._labels, schema_of._schema)
        labels = Labels(statements, language, given, beyond=words)
        shut = closed_predicates(closed, statements, labels, graph="the set of triples")
        schema = Schema(statements, beyond=terms, closed=shut)
        return cls(statements, labels=labels, schema=schema, language=language, name="")

    def __len__(self) -> int:
        """The number of statements; one held by two named graphs counts twice."""
        return len(self._statements)

    def __repr__(self) -> str:
        return f"KnowledgeGraph({self.name!r}, {len(self)} triples)"

    @property
    def hash(self) -> str:
        """SHA-256 of the sorted canonical N-Quads: the same graph has the same hash, however it is written.

        Computed when first asked for, by a walk of the whole graph.
        """
        if self._hash is None:
            self._hash = self._statements.content_hash()
        return self._hash

    def fingerprint(self, triples: Iterable[Triple]) -> str:
        """What tells, in a manifest, which graph something was made of: its hash.

        An endpoint may say something else tomorrow: of one its address, and the hash of the triples that were
        used, as sorted N-Triples.
        """
        if "://" not in self.hash:
            return self.hash
        lines = sorted({f"{' '.join(triple.to_dict())} .\n" for triple in triples})
        return f"{self.hash} {hashlib.sha256(''.join(lines).encode()).hexdigest()}"

    @property
    def rdf(self) -> rdflib.Dataset:
        """The graph as an rdflib ``Dataset`` over the same store, its default graph the union of all."""
        import rdflib  # noqa: PLC0415  (a second of start time that most runs need not spend)
        from oxrdflib import OxigraphStore  # noqa: PLC0415

        return rdflib.Dataset(store=OxigraphStore(store=self._statements.store()), default_union=True)

    def triples(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        object: str | Value | None = None,  # noqa: A002  (RDF's own word)
    ) -> Iterator[Triple]:
        """Every triple that fits, plumbing included, each once; None fits everything.

        Sorted by subject, predicate and object; only a walk of a very large graph is not.
        """
        return (self._triple(statement) for statement in self._match(subject, predicate, object))

    def entity(self, iri: str) -> Entity:
        """The thing with its preferred label."""
        return Entity(iri, self._labels.label(iri, term=self._schema.is_term(iri)))

    def predicate(self, iri: str) -> Entity:
        """A predicate with its label, which is words of its IRI where the graph has none."""
        return Entity(iri, self._labels.label(iri, term=True))

    def profile(self, iri: str) -> Profile:
        """What the graph tells of a thing that helps to name it."""
        if iri not in self._profiles:
            types = tuple(cls.label for cls in self.types(iri))
            self._profiles[iri] = Profile(
                self.entity(iri),
                types,
                self._labels.aliases(iri),
                stated_gender(self._match(iri), self._labels),
            )
        return self._profiles[iri]

    def entities(self) -> tuple[Entity, ...]:
        """The things that can be described, by IRI: no classes, properties, graph names or sources."""
        if self._entities is None:
            self._entities = tuple(Entity(iri, names[0]) for iri, names in self._things())
        return self._entities

    def names(self, iris: Iterable[str] | None = None) -> Iterator[tuple[str, Entity, bool]]:
        """Every label and alias of those, or of some things, in any language, and whether it is the preferred label."""
        for iri, names in self._things() if iris is None else self._some_things(iris):
            entity = Entity(iri, names[0])
            for place, name in enumerate(names):
                yield name, entity, place == 0

    @property
    def lists_names(self) -> bool:
        """Whether all names can be listed: not those of an endpoint with more of them than its bounds allow."""
        return self._statements.written(()) is None

    def written(self, names: Collection[str]) -> tuple[str, ...]:
        """The IRIs of things with a label or alias that is one of these to the letter, where names can't be listed."""
        return self._statements.written(names) or ()

    def is_stated(self, iri: str) -> bool:
        """Whether the graph has a statement about it."""
        return any(True for _ in self._statements.match(iri, limit=1))

    def some_entities(self, count: int) -> tuple[Entity, ...]:
        """About so many things that can be described; where names can't be listed, any that have a label."""
        if self.lists_names:
            entities = self.entities()
            return entities[:: max(1, len(entities) // count)]
        found = (s for p in v.LABELS for s, _, _ in self._statements.match(None, p, limit=count))
        iris = sorted(islice(dict.fromkeys(found), count))
        return tuple(Entity(iri, names[0]) for iri, names in self._some_things(iris))

    def called(self, name: str) -> tuple[Entity, ...]:
        """The things with a stated label or alias that is written so, but for case and spaces, by IRI.

        In a store directory the lexicon tells at once; elsewhere every name is looked through.
        """
        known = self._statements.called(name)
        if known is None:
            key = name_key(name)
            found = {e.iri for text, e, _ in self.names() if name_key(text) == key}
            known = tuple(sorted(iri for iri in found if self._labels.is_named(iri)))
        return tuple(self.entity(iri) for iri in known if not self._schema.is_term(iri))

    def add(self, triples: Iterable[Triple]) -> None:
        """State more, in the default graph; labels, schema, measures and lexicon follow.

        Who holds something made of the graph, such as a linker, can tell by ``changes`` that it is out of date.

        Raises:
            GraphError: the graph can't be changed: open a store directory with ``writable=True``.
        """
        triples = tuple(triples)
        self._statements.add([_statement(triple) for triple in triples])
        self._labels.give({end.iri: end.label for triple in triples for end in _ends(triple)})
        self._changed()

    def remove(self, triples: Iterable[Triple]) -> None:
        """State no longer, in no graph; what is not stated is passed over.

        Raises:
            GraphError: as for ``add``.
        """
        self._statements.remove([_statement(triple) for triple in triples])
        self._changed()

    def close(self) -> None:
        """Let go of a store directory that was open for changes; the graph can't be asked any more.

        A store that is not closed after changes has its lexicon made again when it is next opened. A graph is
        its own context manager: ``with KnowledgeGraph.open(directory, writable=True) as graph: ...``
        """
        self._statements.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _changed(self) -> None:
        self.changes += 1
        self._labels.forget()
        self._schema.forget()
        self._forget()

    def facts(self, iri: str) -> tuple[Triple, ...]:
        """What the graph tells of a thing: the triples with it as subject, no plumbing.

        Of texts in several languages only those in the graph's language are given, where there are any.
        """
        if iri not in self._facts:
            spelled = dict.fromkeys(shapes.spelled_out(self._match(iri), self._statements.match))
            self._expect(spelled)
            told = self._each_end_once([t for t in spelled if self._is_telling(t)])
            self._facts[iri] = tuple(self._in_language([self._triple(s) for s in told]))
        return self._facts[iri]

    def _each_end_once(self, told: list[Statement]) -> list[Statement]:
        """With reasoning, of statements that end in the same thing under several IRIs the first."""
        if not self.reasoning:
            return told
        first: dict[tuple[str, Object], Statement] = {}
        for statement in told:
            _, predicate, end = statement
            if isinstance(end, str):
                same = (o for _, _, o in self._statements.match(end, v.SAME_AS) if isinstance(o, str))
                end = min((end, *same))
            first.setdefault((predicate, end), statement)
        return list(first.values())

    def incoming(self, iri: str, *, limit: int | None = None) -> tuple[Triple, ...]:
        """The triples with the thing as object, no plumbing.

        Args:
            iri: the thing.
            limit: take no more than so many from the store; for what half the graph points to.
        """
        key = (iri, limit)
        if key not in self._incoming:
            found = self._statements.match(None, None, iri, limit=limit)
            leading = list(shapes.leading_to(iri, found, self._statements.match))
            self._expect(leading)
            told = sorted({s for s in leading if self._is_telling(s) and self._is_named(s[0])}, key=order)
            self._incoming[key] = tuple(self._triple(s) for s in told)
        return self._incoming[key]

    def details(self, iri: str) -> tuple[Triple, ...]:
        """What the graph tells of the nodes that hang on a thing and have no name of their own.

        Such are the parts of an address, the qualifiers of a Wikibase statement, and what is said of a reified
        one; each node is named after what it hangs on: "Ada Lovelace's spouse William King".
        """
        if iri not in self._details:
            match = self._statements.match
            if self._reified is None:
                self._reified = any(self._statements.count(None, p, limit=1) for p in shapes.REIFYING)
            found = details(self, iri, match, tells=self._is_telling, reified=self._reified)
            self._details[iri] = tuple(self._in_language(found))
        return self._details[iri]

    def members(self, cls: str, *, limit: int | None = None) -> tuple[Entity, ...]:
        """The things stated to be of a class, by IRI; no more than ``limit`` are taken from the store."""
        found = self._statements.match(None, RDF_TYPE, cls, limit=limit)
        iris = sorted({s for s, _, _ in found})
        self._statements.expect(iris)
        return tuple(self.entity(iri) for iri in iris)

    def types(self, iri: str) -> tuple[Entity, ...]:
        """The classes of a thing, the most specific first, superclasses after."""
        return tuple(self.predicate(cls) for cls in self._schema.types(iri))

    def is_person(self, iri: str) -> bool:
        """Whether a thing is a person, as far as its classes or a stated gender tell."""
        return bool(self.profile(iri).gender) or any(v.is_person_class(cls) for cls in self.types(iri))

    def predicates(self) -> tuple[tuple[Entity, int], ...]:
        """The predicates that tell facts and how many statements each has, the most frequent first."""
        if self._predicates is None:
            counts = self._statements.predicate_counts()
            self._predicates = self._ranked({p: n for p, n in counts.items() if not v.is_plumbing(p)})
        return self._predicates

    def classes(self) -> tuple[tuple[Entity, int], ...]:
        """The classes that things belong to and how many are stated to, the largest first."""
        if self._classes is None:
            left_out = v.SCHEMA_TYPES | v.EMPTY_CLASSES
            counts = self._statements.class_counts()
            self._classes = self._ranked({c: n for c, n in counts.items() if c not in left_out})
        return self._classes

    def superclasses(self, cls: str) -> tuple[Entity, ...]:
        """The classes that hold every member of a class, without itself, the nearest first."""
        return tuple(self.predicate(above) for above in self._schema.superclasses(cls))

    def superproperties(self, predicate: str) -> tuple[Entity, ...]:
        """The properties that hold wherever one does, without itself, the nearest first; equal ones too."""
        return tuple(self.predicate(above) for above in self._schema.superproperties(predicate))

    def disjoint(self, one: str, other: str) -> bool:
        """Whether the graph declares that two classes, or classes above them, share no member."""
        return self._schema.disjoint(one, other)

    def disjoint_with(self, cls: str) -> tuple[Entity, ...]:
        """The classes declared disjoint with a class or one above it; their subclasses are so too."""
        return tuple(self.predicate(other) for other in self._schema.disjoint_with(cls))

    def is_functional(self, predicate: str, *, subject: str | None = None) -> bool:
        """Whether the graph declares that a thing, or this subject by its classes, has at most one value."""
        return self._schema.is_functional(predicate, subject=subject)

    def is_inverse_functional(self, predicate: str) -> bool:
        """Whether the graph declares that at most one thing has a given value of it."""
        return self._schema.is_inverse_functional(predicate)

    def is_closed(self, predicate: str, *, subject: str | None = None) -> bool:
        """Whether the graph lists every value for a thing that has any: the partial completeness assumption.

        True where declared (``predicate a <urn:kgaigc:schema:ClosedProperty>``), asked for when the graph
        was opened, or functional. It says nothing of a thing that has no value in the graph.

        Source: Galárraga et al., AMIE (WWW 2013), section 4; see ``schema.Schema.is_closed``.
        """
        return self._schema.is_closed(predicate, subject=subject)

    def closed(self) -> tuple[Entity, ...]:
        """The predicates declared closed or asked to be; not those that are so by being functional."""
        return tuple(self.predicate(iri) for iri in self._schema.closed())

    def is_symmetric(self, predicate: str) -> bool:
        """Whether the graph declares that it holds both ways."""
        return self._schema.is_symmetric(predicate)

    def inverse(self, predicate: str) -> str | None:
        """The property that says the same from the other end, if the graph declares one."""
        return self._schema.inverse(predicate)

    def information(self, predicate: str) -> float:
        """How telling a predicate is, in [0, 1]: the chance that two of its statements differ in object."""
        if predicate not in self._information:
            self._information[predicate] = information(self._statements, predicate)
        return self._information[predicate]

    def salience(self, iri: str) -> float:
        """How much a thing matters in the graph, in [0, 1]: PageRank, or the degree in a very large graph."""
        if self._salience is None:
            self._salience = salience(self._statements)
        return self._salience(iri)

    def distance(self, a: str, b: str, *, limit: int = 3) -> int | None:
        """Links between two things, whichever way they point; None if more than ``limit``."""
        return paths.distance(self._neighbours, a, b, limit)

    def neighbourhood(self, iri: str, *, radius: int = 1) -> nx.MultiDiGraph:
        """The things within ``radius`` links and the links between them; see ``paths.neighbourhood``."""
        return paths.neighbourhood(self.facts, self.incoming, self.entity(iri), radius)

    def path(self, a: str, b: str, *, max_links: int = 4, max_routes: int = 3) -> exploring.Routes:
        """The shortest ways between two things, whichever way the links point, as facts.

        No way leads through a thing with more than 2,000 links, which joins everything to everything.

        Args:
            a: where they begin, an IRI.
            b: where they end, an IRI.
            max_links: how many links to look for at most.
            max_routes: how many ways at most.
        """

        def near(iri: str) -> frozenset[str]:
            return frozenset(other for other in self._neighbours(iri) if self._is_named(other))

        return exploring.routes(self, near, a, b, max_links=max_links, most=max_routes)

    def sample(
        self, size: int = 10, *, seed: int = 0, cls: str | None = None, predicate: str | None = None
    ) -> exploring.Sample:
        """Facts drawn at random, by a seed; only of a class or with a predicate, by IRI, if one is given."""
        return exploring.sample(self, self._statements, size=size, seed=seed, cls=cls, predicate=predicate)

    def class_table(self, name: str | None = None, *, limit: int | None = None) -> summary.Classes:
        """The classes with those above them and a thing each; only those of a name and below, if one is given.

        Raises:
            LinkError: no class is called so; the nearest names are told.
        """
        return summary.classes(self, name=name, limit=limit)

    def predicate_table(self, name: str | None = None, *, limit: int | None = None) -> summary.Predicates:
        """The predicates with the classes that they join and a fact each; only those of a name, if one is given.

        Raises:
            LinkError: no predicate is called so; the nearest names are told.
        """
        return summary.predicates(self, self._statements, name=name, limit=limit)

    def summary(self) -> summary.Summary:
        """The schema as the graph uses it: which classes each predicate joins, and how often."""
        return summary.summary(self, self._statements)

    def export(self, path: str | Path, *, form: str | None = None) -> None:
        """Write the graph to a file, whole or not at all.

        Args:
            path: its ending says the format, and a second one the compression: ``graph.nt.gz``.
            form: turtle, ntriples, nquads, trig, rdfxml or jsonld, if the ending is not to say it.

        Raises:
            ConfigError: the format is not known, or the file can't be written.
        """
        exporting.export(self._statements.store(), Path(path), form=form)

    def write(self, output: IO[bytes], *, form: str | None = None) -> None:
        """Write the graph to a stream: in Turtle, or in a format of those of ``export``.

        Raises:
            ConfigError: the format is not known.
        """
        exporting.write(self._statements.store(), output, exporting.rdf_format(form, None))

    def sources(self, triple: Triple) -> tuple[str, ...]:
        """Where a triple comes from: the named graphs that hold it, their sources and its subject's."""
        graphs = self._statements.holders(_statement(triple))
        told = (s for about in (*graphs, triple.subject.iri) for s in self._match(about, v.SOURCE))
        return tuple(dict.fromkeys((*graphs, *(o if isinstance(o, str) else o.text for _, _, o in told))))

    def query(self, sparql: str) -> tuple[tuple[Term | None, ...], ...]:
        """The rows of a SPARQL query over all graphs as one, None for what is unbound.

        ASK gives one row with ``true`` or ``false``, CONSTRUCT rows of subject, predicate and object.

        Raises:
            QueryError: the query can't be parsed or run.
        """
        return tuple(tuple(self._known(term) for term in row) for row in self._statements.query(sparql))

    def info(self) -> GraphInfo:
        """Size, classes, predicates, languages, label coverage and problems; walks the whole graph."""
        return describe(self, self._statements, self._labels, self._schema)

    def _things(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What can be described, by IRI, each with its names, the preferred one first."""
        apart = self._statements.graph_names() | shapes.reifiers(self._statements.match)
        found = shapes.with_members(self._statements.described(), self._statements.match)
        iris = sorted(iri for iri in found if iri not in apart)
        iris = self._schema.without_terms(iris)
        for iri, names in self._labels.every(iris):
            if names[0] != iri if iri.startswith("_:") else not shapes.is_node_between(iri):
                yield iri, names

    def _some_things(self, iris: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Of some IRIs those that can be described, by IRI, each with its names."""
        wanted = sorted(set(iris))
        self._statements.expect(wanted)
        for iri in wanted:
            if not (iri.startswith("_:") or shapes.is_node_between(iri) or self._schema.is_term(iri)):
                yield iri, self._labels.names(iri)

    def _expect(self, statements: Iterable[Statement]) -> None:
        """All that is about to be named."""
        told = [s for s in statements if not v.is_plumbing(s[1])]
        ends = (end for s in told for end in s if isinstance(end, str))
        self._statements.expect([*ends, *(v.described_at(p) for _, p, _ in told)])

    def _ranked(self, counts: Mapping[str, int]) -> tuple[tuple[Entity, int], ...]:
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple((self.predicate(iri), count) for iri, count in ranked)

    def _match(
        self, subject: str | None = None, predicate: str | None = None, obj: Object | None = None
    ) -> Iterable[Statement]:
        found = self._statements.match(subject, predicate, obj)
        bound = subject is not None or obj is not None
        return sorted(found, key=order) if bound or self._statements.is_walkable() else found

    def _triple(self, statement: Statement) -> Triple:
        subject, predicate, object_ = statement
        end = self.entity(object_) if isinstance(object_, str) else object_
        return Triple(self.entity(subject), self.predicate(predicate), end)

    def _known(self, term: Object | None) -> Term | None:
        return self.entity(term) if isinstance(term, str) else term

    def _is_telling(self, statement: Statement) -> bool:
        _, predicate, object_ = statement
        if v.is_plumbing(predicate):
            return False
        if isinstance(object_, str):
            return self._is_named(object_)
        return len(object_.text) <= _LONGEST and bool(object_.text.strip())

    def _is_named(self, iri: str) -> bool:
        """Whether it can be spoken of: a blank node can't without a label, nor what only serves a statement."""
        if iri.startswith("_:"):
            return self._labels.label(iri) != iri
        return not shapes.is_node_between(iri)

    def _in_language(self, triples: list[Triple]) -> Iterator[Triple]:
        own = {
            t.predicate.iri
            for t in triples
            if isinstance(t.object, Value) and self._is_own(t.object.language)
        }
        for triple in triples:
            foreign = isinstance(triple.object, Value) and triple.object.language
            if not foreign or triple.predicate.iri not in own or self._is_own(foreign):
                yield triple

    def _is_own(self, language: str) -> bool:
        return language.lower().partition("-")[0] == self.language.lower().partition("-")[0]

    def _neighbours(self, iri: str) -> frozenset[str]:
        """What a thing is linked with either way; nothing for a hub."""
        room = paths.HUB + 1
        out = list(self._statements.match(iri, limit=room))
        into = list(self._statements.match(None, None, iri, limit=room))
        if len(out) + len(into) >= room:
            return frozenset()
        match = self._statements.match
        ends = {
            o for _, p, o in shapes.spelled_out(out, match) if isinstance(o, str) and not v.is_plumbing(p)
        }
        starts = {s for s, p, _ in shapes.leading_to(iri, into, match) if not v.is_plumbing(p)}
        return frozenset(ends | starts)


def _statement(triple: Triple) -> Statement:
    return triple.subject.iri, triple.predicate.iri, plain(triple.object)


def _ends(triple: Triple) -> Iterator[Entity]:
    yield from (end for end in (triple.subject, triple.predicate, triple.object) if isinstance(end, Entity))
