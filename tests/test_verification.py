"""Articles written earlier: what became of their facts in the graph of now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgaigc import ContentGenerator, KnowledgeGraph
from kgaigc.errors import ConfigError
from kgaigc.findings import RecordedFact, Verification
from kgaigc.rendering import render
from kgaigc.values import (
    RDF_TYPE,
    TYPE,
    XSD,
    Article,
    Entity,
    Manifest,
    Report,
    Section,
    Sentence,
    Term,
    Triple,
    Value,
    Verdict,
)
from kgaigc.verification import fact_now, read, recorded_in

E = "http://example.org/"
TURTLE = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:birthPlace a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "birth place"@en .
:birthDate a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "birth date"@en .
:field a owl:ObjectProperty ; rdfs:label "field of work"@en .
:spouse a owl:SymmetricProperty ; rdfs:label "spouse"@en .
:author a owl:ObjectProperty ; owl:inverseOf :wrote ; rdfs:label "author"@en .
:wrote a owl:ObjectProperty ; rdfs:label "wrote"@en .
:Potter rdfs:subClassOf :Artist .
:Eva a :Potter ; rdfs:label "Eva Horn"@en ; :birthPlace :Linz ; :birthDate "1801-02-03"^^xsd:date ;
  :field :Clay ; :height "170"^^<http://dbpedia.org/datatype/centimetre> ; :wrote :Book .
:Max rdfs:label "Max Lind"@en ; :spouse :Eva .
:Linz rdfs:label "Linz"@en . :Graz rdfs:label "Graz"@en . :Clay rdfs:label "clay"@en . :Book rdfs:label "Book"@en .
:Urfahr rdfs:label "Urfahr"@en ; :district :Linz .
"""


def thing(name: str, label: str = "") -> Entity:
    return Entity(E + name, label or name)


def fact(subject: str, predicate: str, found: str | Value) -> Triple:
    return Triple(thing(subject), thing(predicate), thing(found) if isinstance(found, str) else found)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    path = tmp_path_factory.mktemp("graph") / "small.ttl"
    path.write_text(TURTLE)
    return KnowledgeGraph.open(path)


def date(text: str) -> Value:
    return Value(text, XSD + ("date" if text.count("-") == 2 else "gYear"))


@pytest.mark.parametrize(
    ("triple", "status"),
    [
        (fact("Eva", "birthPlace", "Linz"), "supported"),
        (fact("Eva", "birthPlace", "Graz"), "contradicted"),
        (fact("Eva", "birthPlace", "Urfahr"), "missing"),
        (fact("Eva", "birthDate", date("1801-02-03")), "supported"),
        (fact("Eva", "birthDate", date("1801")), "supported"),
        (fact("Eva", "birthDate", date("1802-02-03")), "contradicted"),
        (fact("Eva", "height", Value("1.7", "http://dbpedia.org/datatype/metre")), "supported"),
        (fact("Eva", "height", Value("180", "http://dbpedia.org/datatype/centimetre")), "contradicted"),
        (fact("Eva", "field", "Clay"), "supported"),
        (fact("Eva", "field", "Glass"), "missing"),
        (fact("Eva", "award", "Medal"), "missing"),
        (fact("Eva", "spouse", "Max"), "supported"),
        (fact("Book", "author", "Eva"), "supported"),
        (Triple(thing("Eva"), TYPE, thing("Artist")), "supported"),
        (Triple(thing("Eva"), TYPE, thing("Sculptor")), "missing"),
    ],
    ids=str,
)
def test_what_became_of_a_fact(graph: KnowledgeGraph, triple: Triple, status: str) -> None:
    assert fact_now(triple, graph).status == status


def test_a_date_that_the_graph_now_knows_less_well_is_missing() -> None:
    now = KnowledgeGraph.from_triples([fact("Eva", "birthDate", date("1801"))])
    assert fact_now(fact("Eva", "birthDate", date("1801-02-03")), now).status == "missing"


def test_the_value_of_now_is_given(graph: KnowledgeGraph) -> None:
    found = fact_now(fact("Eva", "birthPlace", "Graz"), graph)
    assert [triple.object for triple in found.now] == [thing("Linz")]
    assert "Linz" in found.reason


def article(graph: KnowledgeGraph, *facts: tuple[str, Triple]) -> Article:
    sentences = tuple(Sentence(text, (triple,), (), "template") for text, triple in facts)
    body = " ".join(text for text, _ in facts)
    verdict = Verdict("all", 0, len(body), "supported", (), "")
    manifest = Manifest(graph.hash, "m", "0", 0, (("topic", E + "Eva"),))
    return Article("Eva Horn", (Section("", sentences),), Report((verdict,), 1.0, 1.0, 1.0), manifest)


BORN = ("Eva Horn was born in Linz.", fact("Eva", "birthPlace", "Linz"))
DATED = ("She was born on February 3, 1801.", fact("Eva", "birthDate", date("1801-02-03")))


def changed(tmp_path: Path, old: str, new: str) -> KnowledgeGraph:
    assert old in TURTLE
    path = tmp_path / "now.ttl"
    path.write_text(TURTLE.replace(old, new))
    return KnowledgeGraph.open(path)


def written(tmp_path: Path, text: str, name: str = "eva.jsonld") -> Path:
    path = tmp_path / name
    path.write_text(text)
    return path


def test_an_article_holds_in_the_graph_that_it_was_written_from(
    graph: KnowledgeGraph, tmp_path: Path
) -> None:
    path = written(tmp_path, render(article(graph, BORN, DATED), "jsonld"))
    found = ContentGenerator(graph).verify(path)
    assert (found.changed, found.same_graph, found.title) == ((), True, "Eva Horn")
    assert [verdict.status for sentence in found.sentences for verdict in sentence.verdicts] == [
        "supported"
    ] * 2


def test_a_sentence_whose_fact_changed_is_named_with_the_value_of_now(
    graph: KnowledgeGraph, tmp_path: Path
) -> None:
    path = written(tmp_path, render(article(graph, BORN, DATED), "jsonld"))
    found = ContentGenerator(changed(tmp_path, "1801-02-03", "1803-02-03")).verify(path)
    (sentence,) = found.changed
    assert (sentence.text, sentence.status, found.same_graph) == (DATED[0], "contradicted", False)
    assert [verdict.status for verdict in sentence.verdicts] == ["contradicted"]
    assert found.report.source[sentence.start : sentence.end] == DATED[0]


def test_a_fact_that_is_gone_is_missing(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = written(tmp_path, render(article(graph, BORN, DATED), "jsonld"))
    found = ContentGenerator(changed(tmp_path, ":birthPlace :Linz ;", "")).verify(path)
    assert [(sentence.text, sentence.status) for sentence in found.changed] == [(BORN[0], "missing")]


def test_an_article_and_its_file_are_verified_alike(graph: KnowledgeGraph, tmp_path: Path) -> None:
    whole = article(graph, BORN, DATED)
    path = written(tmp_path, render(whole, "jsonld"))
    assert read(path) == recorded_in(whole)
    assert isinstance(ContentGenerator(graph).verify(whole), Verification)


def test_a_file_that_was_written_anew_by_another_tool_is_still_an_article(
    graph: KnowledgeGraph, tmp_path: Path
) -> None:
    whole = article(graph, BORN, DATED)
    store = KnowledgeGraph.open(written(tmp_path, render(whole, "jsonld"))).rdf
    path = tmp_path / "eva.nt"
    path.write_text("\n".join(f"{s.n3()} {p.n3()} {o.n3()} ." for s, p, o, _ in store.quads()))
    assert read(path) == recorded_in(whole)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonld", "{", "not JSON-LD"),
        ("a.jsonld", json.dumps({"@id": E + "a", E + "b": "c"}), "no article of kgaigc"),
        ("a.md", "# Eva", "unknown ending"),
    ],
)
def test_a_file_that_is_no_article_is_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        read(written(tmp_path, content, name))
    assert name in str(caught.value)
    assert "--format jsonld" in str(caught.value)


def test_a_thing_that_left_the_graph_keeps_the_name_that_it_had(
    graph: KnowledgeGraph, tmp_path: Path
) -> None:
    gone = Triple(thing("Eva", "Eva Horn"), thing("field", "field of work"), thing("X9", "porcelain"))
    path = written(tmp_path, render(article(graph, ("She works in porcelain.", gone)), "jsonld"))
    (found,) = ContentGenerator(graph).verify(path).changed
    assert isinstance(found.facts[0], RecordedFact)
    assert str(found.facts[0].triple) == "Eva Horn · field of work · porcelain"


def test_the_type_of_a_thing_is_recorded_as_any_other_fact(graph: KnowledgeGraph, tmp_path: Path) -> None:
    potter: Term = thing("Potter")
    whole = article(graph, ("Eva Horn is a potter.", Triple(thing("Eva"), TYPE, potter)))
    (sentence,) = read(written(tmp_path, render(whole, "jsonld"))).sentences
    assert [triple.predicate.iri for triple in sentence[2]] == [RDF_TYPE]
