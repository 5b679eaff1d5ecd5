from kgaigc.graph import KnowledgeGraph
from tests.graph.conftest import BASE

O = BASE + "o/"  # noqa: E741


def test_functional_symmetric_and_inverse_are_as_declared(graph):
    assert graph.is_functional(O + "birthPlace") and not graph.is_functional(O + "spouse")
    assert graph.is_symmetric(O + "spouse") and not graph.is_symmetric(O + "birthPlace")
    assert graph.inverse(O + "author") == O + "notableWork"
    assert graph.inverse(O + "notableWork") == O + "author"
    assert graph.inverse(O + "spouse") is None


def types(tmp_path, turtle):
    path = tmp_path / "types.ttl"
    path.write_text(
        "@prefix : <http://x/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . " + turtle
    )
    return [cls.label for cls in KnowledgeGraph.open(path).types("http://x/it")]


def test_superclasses_come_after_by_nearness(tmp_path):
    turtle = ":it a :Poet . :Poet rdfs:subClassOf :Writer . :Writer rdfs:subClassOf :Person ."
    assert types(tmp_path, turtle) == ["poet", "writer", "person"]


def test_a_stated_superclass_is_not_the_first(tmp_path):
    turtle = ":it a :Person, :Poet . :Poet rdfs:subClassOf :Writer . :Writer rdfs:subClassOf :Person ."
    assert types(tmp_path, turtle) == ["poet", "writer", "person"]


def test_of_unordered_classes_the_rarer_is_the_more_specific(tmp_path):
    assert types(tmp_path, ":it a :Agent, :Poet . :other a :Agent .") == ["poet", "agent"]


def test_a_cycle_of_classes_ends(tmp_path):
    turtle = ":it a :A . :A rdfs:subClassOf :B . :B rdfs:subClassOf :A ."
    assert types(tmp_path, turtle) == ["a", "b"]


def test_empty_classes_are_left_out(tmp_path):
    assert types(tmp_path, ":it a <http://www.w3.org/2002/07/owl#NamedIndividual> .") == []


def test_a_person_is_told_by_class_or_gender(tmp_path):
    path = tmp_path / "g.ttl"
    path.write_text(
        "@prefix : <http://x/> . @prefix r: <http://www.w3.org/2000/01/rdf-schema#> . "
        ":Poet r:subClassOf :Person . "
        ':ada a :Poet . :bea :gender "female" . :car a :Machine .'
    )
    graph = KnowledgeGraph.open(path)
    assert [graph.is_person(f"http://x/{name}") for name in ("ada", "bea", "car")] == [True, True, False]
