"""The graphs that ship: in the order that ``graphs/shapes.ttl`` sets, and as varied as real graphs are."""

from __future__ import annotations

import warnings
from collections import Counter
from itertools import combinations
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from kgaigc.graph import KnowledgeGraph

GRAPHS = Path(__file__).parent.parent / "graphs"
NAMES = ("computing", "solar", "art")
SOURCED = ("computing", "solar")
DCTERMS = Namespace("http://purl.org/dc/terms/")
ONTOLOGY = "https://kgaigc.example/ontology/"
TERM, ENTITY = Namespace(ONTOLOGY), Namespace("https://kgaigc.example/computing/")


@pytest.fixture(scope="module", params=NAMES)
def graph(request: pytest.FixtureRequest) -> Graph:
    return Graph().parse(GRAPHS / f"{request.param}.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(GRAPHS / "shapes.ttl")


def quads_of(name: str) -> list[pyoxigraph.Quad]:
    return list(pyoxigraph.parse(path=GRAPHS / f"{name}-sources.trig"))


def violations(data: Graph, shapes: Graph) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyshacl's own
        from pyshacl import validate

        conforms, _, text = validate(data, shacl_graph=shapes)
    return "" if conforms else text


@pytest.mark.slow
def test_a_graph_conforms_to_the_shapes(graph: Graph, shapes: Graph) -> None:
    assert violations(graph, shapes) == ""


@pytest.mark.slow
@pytest.mark.parametrize("name", SOURCED)
def test_named_graphs_fit_the_graph_that_they_add_to(name: str, shapes: Graph) -> None:
    whole = Graph().parse(GRAPHS / f"{name}.ttl")
    triples = [quad.triple for quad in quads_of(name)]
    whole.parse(data=pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt")
    assert violations(whole, shapes) == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "mistake",
    [
        (ENTITY["Ada_Lovelace"], RDF.type, TERM.City),
        (ENTITY["Ada_Lovelace"], RDF.type, TERM.Computer),
        (TERM.Person, OWL.disjointWith, TERM.Unheard),
        (TERM.unheard, RDF.type, URIRef("urn:kgaigc:schema:ClosedProperty")),
    ],
)
def test_the_shapes_notice_a_wrong_declaration(mistake: tuple[URIRef, ...], shapes: Graph) -> None:
    broken = Graph().parse(GRAPHS / "computing.ttl")
    broken.add(mistake)
    assert violations(broken, shapes) != ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [
        ("Ada_Lovelace", "birthDate", Literal("1816-01-01", datatype=XSD.date)),
        ("Ada_Lovelace", "deathDate", Literal("1800-01-01", datatype=XSD.date)),
        ("Ada_Lovelace", "madeUp", Literal("x")),
    ],
)
def test_the_shapes_notice_a_mistake(subject: str, predicate: str, object_: Literal, shapes: Graph) -> None:
    broken = Graph().parse(GRAPHS / "computing.ttl")
    node, property_ = URIRef(f"https://kgaigc.example/computing/{subject}"), URIRef(ONTOLOGY + predicate)
    if predicate == "deathDate":
        broken.remove((node, property_, None))
    broken.add((node, property_, object_))
    assert violations(broken, shapes) != ""


def test_a_graph_has_500_to_2000_triples(graph: Graph) -> None:
    assert 500 <= len(graph) <= 2000


def test_everything_that_is_described_has_a_source(graph: Graph) -> None:
    described = {s for s, p, _ in graph if str(p).startswith(ONTOLOGY)}
    assert described
    assert not [s for s in described if (s, DCTERMS.source, None) not in graph]


def test_a_graph_has_what_real_graphs_have(graph: Graph) -> None:
    languages = {o.language for o in graph.objects(None, RDFS.label) if isinstance(o, Literal)}
    datatypes = {o.datatype for o in graph.objects() if isinstance(o, Literal)}
    assert {"en"} < languages
    assert {XSD.date, XSD.gYear} <= datatypes
    assert any("dbpedia.org/datatype/" in str(d) for d in datatypes)
    assert (None, SKOS.altLabel, None) in graph
    assert (None, RDF.type, OWL.FunctionalProperty) in graph
    assert (None, OWL.inverseOf, None) in graph
    counts = Counter((s, p) for s, p, _ in graph if str(p).startswith(ONTOLOGY))
    assert max(counts.values()) > 1


@pytest.mark.parametrize("name", NAMES)
def test_some_names_are_ambiguous_and_nothing_lacks_one(name: str) -> None:
    graph = KnowledgeGraph.open(GRAPHS / f"{name}.ttl")
    meant: dict[str, set[str]] = {}
    for label, entity, _ in graph.names():
        meant.setdefault(label, set()).add(entity.iri)
    assert sum(len(iris) > 1 for iris in meant.values()) >= 3
    assert not [e for e in graph.entities() if e.label.startswith("http")]


@pytest.mark.parametrize("name", SOURCED)
def test_named_graphs_have_a_source(name: str) -> None:
    quads = quads_of(name)
    named = {q.graph_name for q in quads if not isinstance(q.graph_name, pyoxigraph.DefaultGraph)}
    sourced = {q.subject for q in quads if q.predicate.value == str(DCTERMS.source)}
    assert named
    assert named <= sourced


@pytest.mark.parametrize("source", [*(f"{name}.ttl" for name in NAMES), "."])
def test_nothing_is_in_two_disjoint_classes_of_a_graph_or_of_all(source: str) -> None:
    graph = KnowledgeGraph.open(GRAPHS / source)
    assert graph.info().disjoint
    for thing in graph.entities():
        for one, other in combinations(graph.types(thing.iri), 2):
            assert not graph.disjoint(one.iri, other.iri), thing


def test_no_class_lies_under_two_that_are_disjoint() -> None:
    graph = KnowledgeGraph.open(GRAPHS)
    for cls, _ in graph.classes():
        for one, other in combinations((cls, *graph.superclasses(cls.iri)), 2):
            assert not graph.disjoint(one.iri, other.iri), cls


@pytest.mark.parametrize("name", NAMES)
def test_what_is_closed_is_used_and_said_from_both_ends(name: str) -> None:
    graph = KnowledgeGraph.open(GRAPHS / f"{name}.ttl")
    assert graph.closed()
    for predicate in graph.closed():
        assert list(graph.triples(predicate=predicate.iri)), predicate
        inverse = graph.inverse(predicate.iri)
        for triple in graph.triples(predicate=inverse) if inverse else ():
            listed = [t.object for t in graph.triples(triple.object.iri, predicate.iri)]
            assert not listed or triple.subject in listed, triple


@pytest.mark.parametrize(
    ("name", "one", "other", "apart"),
    [
        ("computing", "Mathematician", "City", True),
        ("computing", "ProgrammingLanguage", "Language", False),
        ("computing", "Book", "MechanicalComputer", True),
        ("solar", "DwarfPlanet", "Planet", True),
        ("solar", "SpaceProbe", "Astronaut", True),
        ("art", "Fresco", "Sculpture", True),
        ("art", "Museum", "Building", False),
        ("art", "Museum", "City", True),
    ],
)
def test_classes_are_apart_or_not(name: str, one: str, other: str, *, apart: bool) -> None:
    assert KnowledgeGraph.open(GRAPHS / f"{name}.ttl").disjoint(ONTOLOGY + one, ONTOLOGY + other) is apart
