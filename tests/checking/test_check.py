"""The checker on sentences written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgaigc.checking import check
from kgaigc.graph import KnowledgeGraph
from kgaigc.values import Entity, Report

from .fakes import linker, sentences

TURTLE = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:Mathematician a owl:Class ; rdfs:label "mathematician"@en ; rdfs:subClassOf :Person .
:Person a owl:Class ; rdfs:label "person"@en .
:Engineer a owl:Class ; rdfs:label "engineer"@en ; rdfs:subClassOf :Person .
:Computer a owl:Class ; rdfs:label "mechanical computer"@en .
:City a owl:Class ; rdfs:label "city"@en .
:birthPlace a owl:FunctionalProperty ; rdfs:label "birth place"@en .
:birthDate a owl:FunctionalProperty ; rdfs:label "birth date"@en .
:deathPlace a owl:FunctionalProperty ; rdfs:label "death place"@en .
:deathDate a owl:FunctionalProperty ; rdfs:label "death date"@en .
:designer a owl:DatatypeProperty ; rdfs:label "designer"@en .
:country a owl:DatatypeProperty ; rdfs:label "country"@en .
:spouse a owl:SymmetricProperty ; rdfs:label "spouse"@en .
:numberOfGears a owl:FunctionalProperty ; rdfs:label "number of gears"@en .
:motto a owl:DatatypeProperty ; rdfs:label "motto"@en .
:influencedBy a owl:DatatypeProperty ; rdfs:label "influenced by"@en .
:Ada a :Mathematician ; rdfs:label "Ada Lovelace"@en ; :gender "female" ; :birthPlace :London ;
  :birthDate "1815-12-10"^^xsd:date ; :deathPlace :Marylebone ; :deathDate "1852-11-27"^^xsd:date ;
  :spouse :King ; :influencedBy :Babbage .
:King a :Person ; rdfs:label "William King"@en .
:Babbage a :Engineer ; rdfs:label "Charles Babbage"@en ; :birthPlace :Walworth ; :gender "male" .
:Engine a :Computer ; rdfs:label "Analytical Engine"@en ; :designer :Babbage ; :numberOfGears 4000 ;
  :motto "Let it turn"@en ; :completed false ; :load "12.5"^^<http://example.org/hogshead> .
:London a :City ; rdfs:label "London"@en ; :country :England .
:Paris a :City ; rdfs:label "Paris"@en .
:Marylebone rdfs:label "Marylebone"@en .
:Walworth rdfs:label "Walworth"@en .
:England rdfs:label "England"@en .
"""

TRUE = [
    "Ada Lovelace was born in London.",
    "Ada Lovelace, who was born in London, was a mathematician.",
    "The Analytical Engine, designed by Charles Babbage, has 4,000 gears.",
    "Charles Babbage designed the Analytical Engine.",
    "The designer of the Analytical Engine is Charles Babbage.",
    "Ada Lovelace was born on December 10, 1815 in London, England.",
    "Born in London in 1815, Ada Lovelace died in Marylebone on 27 November 1852.",
    "The Analytical Engine was designed by Charles Babbage, who was born in Walworth.",
    "She was born in London.",
    "The mathematician was born in London.",
    "Ada Lovelace was born in London. She died in Marylebone.",
    "The number of gears of the Analytical Engine is 4000.",
    "The spouse of William King was Ada Lovelace.",
    "The completed of the Analytical Engine is false.",
    "The Analytical Engine has a load of 12.5.",
    "Ada Lovelace was influenced by Charles Babbage.",
    'The motto of the Analytical Engine is "Let it turn".',
    "Ada Lovelace was a mathematician.",
    "The mathematician Ada Lovelace was born in London.",
    "Ada Lovelace, a mathematician, was born in the city of London.",
    "Her birth place is London, England.",
]

UNTRUE = [
    ("Ada Lovelace was born in Paris.", "contradicted"),
    ("Ada Lovelace died in London.", "contradicted"),
    ("Ada Lovelace was born on December 11, 1815.", "contradicted"),
    ("Ada Lovelace was born in 1816.", "contradicted"),
    ("The Analytical Engine has 5,000 gears.", "contradicted"),
    ("Ada Lovelace was not born in London.", "contradicted"),
    ("The Analytical Engine was designed by Ada Lovelace.", "unverifiable"),
    ("The Analytical Engine was destroyed by Charles Babbage.", "unverifiable"),
    ("Ada Lovelace was an engineer.", "unverifiable"),
    ("Charles Babbage was designed by the Analytical Engine.", "unverifiable"),
    ("Ada Lovelace met Alan Turing.", "unverifiable"),
    ("Ada Lovelace was born in London and she owned 12 horses.", "unverifiable"),
    (
        "Ada Lovelace, born in London, quarrelled with Charles Babbage, who was born in Walworth.",
        "unverifiable",
    ),
    ("The Analytical Engine is a designer of Charles Babbage.", "unverifiable"),
    ("Ada Lovelace is located in mathematician.", "unverifiable"),
    ("Ada Lovelace is London.", "unverifiable"),
    ("The Analytical Engine was designed by Charles Babbage and was born in Walworth.", "unverifiable"),
    ("Ada Lovelace was born on December 10, 1815 on November 27, 1852.", "contradicted"),
    ("Ada Lovelace's designer is William King.", "unverifiable"),
    ("Nothing much happened.", "unverifiable"),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    path: Path = tmp_path_factory.mktemp("graph") / "ada.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return KnowledgeGraph.open(path)


def checked(text: str, graph: KnowledgeGraph, **options: object) -> Report:
    topic = Entity("http://example.org/Ada", "Ada Lovelace")
    return check(text, graph=graph, link=linker(graph), sentences=sentences, topic=topic, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", TRUE)
def test_every_claim_of_a_true_sentence_is_supported(text: str, graph: KnowledgeGraph) -> None:
    report = checked(text, graph)
    assert report.precision == 1.0, report.text


@pytest.mark.parametrize(("text", "status"), UNTRUE)
def test_a_false_sentence_has_a_claim_that_is_not_supported(
    text: str, status: str, graph: KnowledgeGraph
) -> None:
    report = checked(text, graph)
    assert status in {verdict.status for verdict in report.verdicts}, report.text


@pytest.mark.parametrize("text", TRUE + [text for text, _ in UNTRUE])
def test_every_mention_lies_in_a_claim(text: str, graph: KnowledgeGraph) -> None:
    report = checked(text, graph)
    for mention in linker(graph)(text).mentions:
        assert any(v.start <= mention.start and mention.end <= v.end for v in report.verdicts), mention


def test_coverage_counts_the_given_triples_that_are_said(graph: KnowledgeGraph) -> None:
    wanted = [
        t for t in graph.facts("http://example.org/Ada") if t.predicate.label in ("birth place", "birth date")
    ]
    report = checked("Ada Lovelace was born in London.", graph, triples=wanted)
    assert (report.precision, report.coverage) == (1.0, 0.5)


def test_a_false_statement_is_one_claim(graph: KnowledgeGraph) -> None:
    text = "Ada Lovelace was born in Paris."
    [verdict] = checked(text, graph).verdicts
    assert verdict.status == "contradicted"
    assert text[verdict.start : verdict.end] == "Ada Lovelace was born in Paris"


def test_a_claim_has_the_words_that_open_its_sentence(graph: KnowledgeGraph) -> None:
    text = "So it is. The designer of the Analytical Engine is Charles Babbage."
    verdict = checked(text, graph).verdicts[-1]
    assert text[verdict.start : verdict.end] == "The designer of the Analytical Engine is Charles Babbage"


def test_an_empty_text_makes_no_claim(graph: KnowledgeGraph) -> None:
    report = checked("", graph)
    assert (report.precision, report.coverage, report.verdicts) == (None, None, ())


def test_a_class_that_is_an_entity_too_may_be_said(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "more.ttl"
    path.write_text(TURTLE + ':m rdfs:label "mathematician"@en ; :country :England .\n', encoding="utf-8")
    assert checked("Ada Lovelace was a mathematician.", KnowledgeGraph.open(path)).precision == 1.0
