import json

from kgaigc.graph import KnowledgeGraph


def test_info_counts_and_names_what_is_missing(graph):
    info = graph.info()
    assert (info.triples, info.entities, info.label_coverage) == (len(graph), 4, 0.75)
    assert dict(info.languages) == {"en": 2, "de": 1, "": 1}
    assert any("no label" in problem and "United_Kingdom" in problem for problem in info.problems)
    assert any("not declared" in problem and "motto" in problem for problem in info.problems)
    assert "75%" in info.text and "mathematician 1" in info.text and "ada.ttl" in info.text
    assert json.loads(json.dumps(info.to_dict()))["entities"] == 4


def test_two_values_of_a_functional_property_and_shared_names_are_problems(turtle, tmp_path):
    path = tmp_path / "more.ttl"
    more = ':Ada o:birthPlace :Paris . :Paris rdfs:label "London" .'
    path.write_text(turtle.read_text() + more)
    problems = KnowledgeGraph.open(path).info().problems
    assert any("birth place is functional" in problem and "Ada" in problem for problem in problems)
    assert any("more than one thing: London" in problem for problem in problems)


def test_a_clean_graph_has_no_problems(tmp_path):
    path = tmp_path / "clean.ttl"
    path.write_text(
        "@prefix : <http://x/> . @prefix r: <http://www.w3.org/2000/01/rdf-schema#> . "
        ':a r:label "A" ; :p :b . '
        ':b r:label "B" . :p a <http://www.w3.org/1999/02/22-rdf-syntax-ns#Property> .'
    )
    assert "problems: none" in KnowledgeGraph.open(path).info().text


DECLARED = """
@prefix : <http://x/> . @prefix k: <urn:kgaigc:schema:> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix r: <http://www.w3.org/2000/01/rdf-schema#> .
:knows a owl:ObjectProperty, k:ClosedProperty . :Poet r:subClassOf :Person .
[] a owl:AllDisjointClasses ; owl:members ( :Person :Town :River ) . :River owl:disjointWith :Town, :Lake .
:ada a :Poet ; r:label "Ada" ; :knows :bea . :bea a :Poet ; r:label "Bea" .
"""


def test_info_tells_what_is_closed_and_disjoint(tmp_path):
    path = tmp_path / "g.ttl"
    path.write_text(DECLARED)
    info = KnowledgeGraph.open(path).info()
    assert "closed: knows" in info.text and "disjoint: 4 pairs" in info.text and "problems: none" in info.text
    told = json.loads(json.dumps(info.to_dict()))
    assert told["closed"] == [{"iri": "http://x/knows", "label": "knows"}]
    assert told["disjoint"][0] == ["http://x/Lake", "http://x/River"]


def test_a_thing_in_two_disjoint_classes_is_a_problem(tmp_path):
    path = tmp_path / "g.ttl"
    path.write_text(DECLARED + ":bea a :Town .")
    (problem,) = KnowledgeGraph.open(path).info().problems
    assert "1 things are in disjoint classes" in problem and "town" in problem and "http://x/bea" in problem
