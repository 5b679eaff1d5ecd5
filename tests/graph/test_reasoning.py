from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kgaigc.errors import ConfigError, GraphError
from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.reasoning import entail
from kgaigc.graph.store import load

X = "https://x.example/"
HEAD = """
@prefix : <https://x.example/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def holds(turtle: str, ask: str) -> bool:
    store = ox.Store()
    store.load(HEAD + turtle, ox.RdfFormat.TURTLE)
    entail(store)
    return bool(store.query(f"PREFIX : <{X}> PREFIX owl: <http://www.w3.org/2002/07/owl#> ASK {{ {ask} }}"))


@pytest.mark.parametrize(
    ("stated", "follows"),
    [
        (":a a :Poet . :Poet rdfs:subClassOf :Writer . :Writer rdfs:subClassOf :Person .", ":a a :Person"),
        (":a a :Poet . :Bard owl:equivalentClass :Poet .", ":a a :Bard"),
        (":a :son :b . :son rdfs:subPropertyOf :child . :child rdfs:subPropertyOf :kin .", ":a :kin :b"),
        (":a :son :b . :boy owl:equivalentProperty :son .", ":a :boy :b"),
        (":a :wrote :b . :wrote rdfs:domain :Writer .", ":a a :Writer"),
        (":a :wrote :b . :wrote rdfs:range :Book .", ":b a :Book"),
        (":a :wrote :b . :writtenBy owl:inverseOf :wrote .", ":b :writtenBy :a"),
        (":a :writtenBy :b . :writtenBy owl:inverseOf :wrote .", ":b :wrote :a"),
        (":a :spouse :b . :spouse a owl:SymmetricProperty .", ":b :spouse :a"),
        (":a owl:sameAs :b . :b owl:sameAs :c . :c :born :d .", ":a :born :d"),
        (":a owl:sameAs :b . :d :knows :a .", ":d :knows :b"),
        (":a :wrote :b . :wrote rdfs:range :Book . :Book rdfs:subClassOf :Work .", ":b a :Work"),
    ],
)
def test_it_follows(stated: str, follows: str) -> None:
    assert holds(stated, follows)


@pytest.mark.parametrize(
    ("stated", "other"),
    [
        (":a a :Writer . :Poet rdfs:subClassOf :Writer .", ":a a :Poet"),
        (":a :kin :b . :son rdfs:subPropertyOf :kin .", ":a :son :b"),
        (":a :wrote :b . :wrote rdfs:domain :Writer .", ":b a :Writer"),
        (':a :title "b" . :title rdfs:range :Book .', ":x a :Book"),
        (":a :wrote :b .", ":b :wrote :a"),
    ],
)
def test_it_does_not_follow(stated: str, other: str) -> None:
    assert not holds(stated, other)


def test_things_that_are_the_same_in_a_circle_come_to_an_end() -> None:
    assert holds(":a owl:sameAs :b . :b owl:sameAs :c . :c owl:sameAs :a . :b :p 1 .", ":c :p 1")
    assert not holds(":a owl:sameAs :a . :a :p 1 .", ":b :p 1")


def test_a_graph_that_would_grow_without_bound_is_refused() -> None:
    chain = " ".join(f":n{i} owl:sameAs :n{i + 1} ." for i in range(40))
    store = ox.Store()
    store.load(HEAD + chain, ox.RdfFormat.TURTLE)
    with pytest.raises(GraphError, match="more than 500 statements follow"):
        entail(store, most=500)


TURTLE = HEAD + ":Ann :wrote :Book . :wrote rdfs:domain :Writer . :writtenBy owl:inverseOf :wrote ."


def test_it_is_done_only_on_request_and_said() -> None:
    source = rdflib.Graph().parse(data=TURTLE, format="turtle")
    plain, reasoned = KnowledgeGraph.open(source), KnowledgeGraph.open(source, reasoning=True)
    assert (plain.types(X + "Ann"), plain.reasoning) == ((), "")
    assert [cls.label for cls in reasoned.types(X + "Ann")] == ["writer"]
    assert list(map(str, reasoned.facts(X + "Book"))) == ["Book · written by · Ann"]
    assert "subclasses" in reasoned.reasoning
    assert len(source) == 3


def test_a_store_directory_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(TURTLE)
    load([tmp_path / "graph.ttl"], tmp_path / "store")
    assert KnowledgeGraph.open(tmp_path / "store", reasoning=True).facts(X + "Book")
    assert not KnowledgeGraph.open(tmp_path / "store").facts(X + "Book")
    with pytest.raises(ConfigError, match="writable"):
        KnowledgeGraph.open(tmp_path / "store", reasoning=True, writable=True)


def test_an_endpoint_is_asked_to_reason_itself() -> None:
    with pytest.raises(ConfigError, match="endpoint"):
        KnowledgeGraph.open("http://x.example/sparql", reasoning=True)


def test_one_thing_under_several_iris_is_told_of_once(tmp_path: Path) -> None:
    path = tmp_path / "same.ttl"
    path.write_text(
        HEAD
        + ':a rdfs:label "Ann" ; :spouse :k . :k rdfs:label "Kofi" ; owl:sameAs :k2 . :k2 owl:sameAs :k ; :age 40 .',
        encoding="utf-8",
    )
    graph = KnowledgeGraph.open(path, reasoning=True)
    assert list(map(str, graph.facts(X + "a"))) == ["Ann · spouse · Kofi"]
    assert list(map(str, graph.facts(X + "k"))) == ["Kofi · age · 40"]
