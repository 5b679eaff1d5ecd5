from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from kgaigc.errors import ConfigError, GraphError
from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.store import load
from kgaigc.values import RDF_TYPE, Entity, Triple, Value
from tests.graph.test_store import TURTLE, told

X = "https://x.example/"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
ALT = "http://www.w3.org/2004/02/skos/core#altLabel"
ANN, ROME, OSLO = (X + name for name in ("Ann", "Rome", "Oslo_City"))

Open = Callable[[str], KnowledgeGraph]


def triple(subject: str, predicate: str, end: str | Value) -> Triple:
    return Triple(
        Entity(subject, ""), Entity(predicate, ""), end if isinstance(end, Value) else Entity(end, "")
    )


def opened_file(text: str, folder: Path) -> KnowledgeGraph:
    (folder / "graph.ttl").write_text(text)
    return KnowledgeGraph.open(folder / "graph.ttl")


def opened_store(text: str, folder: Path) -> KnowledgeGraph:
    (folder / "graph.ttl").write_text(text)
    load([folder / "graph.ttl"], folder / "store")
    return KnowledgeGraph.open(folder / "store", writable=True)


def opened_rdflib(text: str, folder: Path) -> KnowledgeGraph:
    return KnowledgeGraph.open(rdflib.Graph().parse(data=text, format="turtle"))


every_source = pytest.mark.parametrize("opened", [opened_file, opened_store, opened_rdflib])

LABELLED = triple(OSLO, RDFS + "label", Value("Oslo", language="en"))
NEW = (
    LABELLED,
    triple(OSLO, ALT, Value("Kristiania")),
    triple(X + "Cleo", RDF_TYPE, X + "o/Sculptor"),
    triple(X + "o/Sculptor", RDFS + "subClassOf", X + "o/Person"),
    triple(X + "Cleo", X + "o/birthPlace", X + "Lima"),
)
GONE = (
    triple(ROME, RDFS + "label", Value("Rome", language="en")),
    triple(ANN, RDFS + "label", Value("Ann Orr", language="en")),
    triple(X + "Bob", X + "o/birthPlace", OSLO),
    triple(ANN, X + "o/birthPlace", X + "Nowhere"),
)
TURTLE_NEW = """
:Oslo_City rdfs:label "Oslo"@en ; skos:altLabel "Kristiania" .
:Cleo a o:Sculptor ; o:birthPlace :Lima .
o:Sculptor rdfs:subClassOf o:Person .
"""


@every_source
def test_what_is_added_is_as_if_it_had_been_there(
    opened: Callable[..., KnowledgeGraph], tmp_path: Path
) -> None:
    graph = opened(TURTLE, tmp_path)
    told(graph)  # everything has been looked up once
    graph.add(NEW)
    (tmp_path / "whole").mkdir()
    assert told(graph) == told(opened_file(TURTLE + TURTLE_NEW, tmp_path / "whole"))


@every_source
def test_what_is_removed_is_as_if_it_had_never_been(
    opened: Callable[..., KnowledgeGraph], tmp_path: Path
) -> None:
    graph = opened(TURTLE, tmp_path)
    told(graph)
    graph.remove(GONE)
    (tmp_path / "rest").mkdir()
    rest = TURTLE.replace('rdfs:label "Ann Orr"@en, "Anne Orr"@fr', 'rdfs:label "Anne Orr"@fr')
    rest = rest.replace(':Rome rdfs:label "Rome"@en .', "").replace("o:birthPlace :Oslo_City ;", "")
    assert told(graph) == told(opened_file(rest, tmp_path / "rest"))


@every_source
def test_adding_and_removing_again_changes_nothing(
    opened: Callable[..., KnowledgeGraph], tmp_path: Path
) -> None:
    graph = opened(TURTLE, tmp_path)
    before = told(graph)
    graph.add((*NEW, *NEW))
    graph.remove(NEW)
    assert told(graph) == before
    assert graph.changes == 2


def test_a_store_keeps_its_changes_and_its_lexicon(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with opened_store(TURTLE, tmp_path) as graph:
        graph.add(NEW)
        changed = told(graph)
    again = KnowledgeGraph.open(tmp_path / "store")
    assert told(again) == changed
    assert not caplog.records, "the lexicon was made again"


def test_after_changes_that_were_cut_off_the_lexicon_is_made_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    graph = opened_store(TURTLE, tmp_path)
    graph.add(NEW)
    changed = told(graph)
    del graph
    assert told(KnowledgeGraph.open(tmp_path / "store")) == changed
    assert "changed" in caplog.text


def test_a_store_opened_to_read_is_not_changed(tmp_path: Path) -> None:
    opened_store(TURTLE, tmp_path).close()
    graph = KnowledgeGraph.open(tmp_path / "store")
    with pytest.raises(GraphError, match="open it for writing"):
        graph.add(NEW)
    with pytest.raises(GraphError, match="open it for writing"):
        graph.remove([LABELLED, *GONE])


def test_triples_at_hand_can_be_added_to() -> None:
    born = Triple(Entity(X + "a", "Ada"), Entity(X + "p", "birth place"), Entity(X + "l", "London"))
    died = Triple(Entity(X + "a", "Ada"), Entity(X + "q", "death place"), Entity(X + "m", "Marylebone"))
    graph = KnowledgeGraph.from_triples([born])
    graph.add([died])
    assert graph.facts(X + "a") == (born, died)
    graph.remove([born])
    assert graph.facts(X + "a") == (died,)


def test_a_term_that_rdf_does_not_allow_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="can't be added"):
        opened_file(TURTLE, tmp_path).add([triple("not an IRI", RDFS + "label", Value("x"))])


TRIG = """
@prefix : <https://x.example/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:old { :Ann :birthPlace :Rome . :Ann rdfs:label "Ann" . :Ann :age 40 . }
:new { :Ann :birthPlace :Oslo . :Ann rdfs:label "Anne" . :Ann :age 40 . }
"""


def named_file(folder: Path) -> Path:
    (folder / "graph.trig").write_text(TRIG)
    return folder / "graph.trig"


def named_store(folder: Path) -> Path:
    load([named_file(folder)], folder / "store")
    return folder / "store"


def named_rdflib(folder: Path) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    for name, town, label in (("old", "Rome", "Ann"), ("new", "Oslo", "Anne")):
        graph = dataset.graph(rdflib.URIRef(X + name))
        graph.add((rdflib.URIRef(ANN), rdflib.URIRef(X + "birthPlace"), rdflib.URIRef(X + town)))
        graph.add((rdflib.URIRef(ANN), rdflib.RDFS.label, rdflib.Literal(label)))
        graph.add((rdflib.URIRef(ANN), rdflib.URIRef(X + "age"), rdflib.Literal(40)))
    return dataset


every_dataset = pytest.mark.parametrize("source", [named_file, named_store, named_rdflib])


@every_dataset
def test_one_of_several_named_graphs_is_read_as_if_there_were_no_other(
    source: Callable[[Path], Path], tmp_path: Path
) -> None:
    graph = KnowledgeGraph.open(source(tmp_path), graphs=[X + "new"])
    assert [str(fact) for fact in graph.facts(ANN)] == ["Anne · birth place · Oslo", "Anne · age · 40"][::-1]
    assert (len(graph), graph.info().named_graphs) == (3, (X + "new",))
    assert graph.called("Ann") == () and graph.called("anne")
    assert graph.query(f"ASK {{ <{ANN}> <{X}birthPlace> <{ROME}> }}") == graph.query(
        "ASK { ?s ?p 'nothing' }"
    )
    assert graph.sources(graph.facts(ANN)[0]) == (X + "new",)


@every_dataset
def test_all_named_graphs_are_read_as_one_and_each_is_a_source(
    source: Callable[[Path], Path], tmp_path: Path
) -> None:
    graph = KnowledgeGraph.open(source(tmp_path))
    assert [(str(fact), graph.sources(fact)) for fact in graph.facts(ANN)] == [
        ("Ann · age · 40", (X + "new", X + "old")),
        ("Ann · birth place · Oslo", (X + "new",)),
        ("Ann · birth place · Rome", (X + "old",)),
    ]


@every_dataset
def test_a_named_graph_that_is_not_there_is_refused(source: Callable[[Path], Path], tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=f"{X}new"):
        KnowledgeGraph.open(source(tmp_path), graphs=[X + "newest"])


def test_a_statement_of_two_graphs_is_removed_from_both(tmp_path: Path) -> None:
    named_store(tmp_path)
    graph = KnowledgeGraph.open(tmp_path / "store", writable=True)
    graph.remove([fact for fact in graph.facts(ANN) if isinstance(fact.object, Value)])
    assert len(graph) == 4
    assert [str(fact) for fact in graph.facts(ANN)] == [
        "Ann · birth place · Oslo",
        "Ann · birth place · Rome",
    ]
