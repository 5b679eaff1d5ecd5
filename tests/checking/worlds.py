"""A graph made up for the tests of claims, and a check of a text against it."""

from __future__ import annotations

from functools import cache

import rdflib

from kgaigc.checking import check
from kgaigc.graph import KnowledgeGraph
from kgaigc.values import Entity, Report, Verdict

from .fakes import linker, sentences

NS = "http://example.org/"
TURTLE = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix unit: <http://dbpedia.org/datatype/> .
@prefix k: <urn:kgaigc:schema:> .
:Person a owl:Class ; rdfs:label "person"@en ; owl:disjointWith :Place .
:Painter a owl:Class ; rdfs:label "painter"@en ; rdfs:subClassOf :Person .
:Architect a owl:Class ; rdfs:label "architect"@en ; rdfs:subClassOf :Person .
:Place a owl:Class ; rdfs:label "place"@en .
:City a owl:Class ; rdfs:label "city"@en ; rdfs:subClassOf :Place .
:Country a owl:Class ; rdfs:label "country"@en ; rdfs:subClassOf :Place .
:Tower a owl:Class ; rdfs:label "tower"@en .
:birthPlace a owl:FunctionalProperty ; rdfs:label "birth place"@en .
:deathPlace a owl:FunctionalProperty ; rdfs:label "death place"@en .
:birthDate a owl:FunctionalProperty ; rdfs:label "birth date"@en .
:father a owl:FunctionalProperty ; rdfs:label "father"@en .
:capital a owl:FunctionalProperty ; rdfs:label "capital"@en .
:height a owl:FunctionalProperty ; rdfs:label "height"@en .
:numberOfFloors rdfs:label "number of floors"@en .
:architect a owl:ObjectProperty , k:ClosedProperty ; rdfs:label "architect"@en .
:child rdfs:label "child"@en .
:spouse a owl:SymmetricProperty ; rdfs:label "spouse"@en .
:award a owl:ObjectProperty , k:ClosedProperty ; rdfs:label "award"@en .
:employer rdfs:label "employer"@en .
:burialPlace a owl:ObjectProperty ; rdfs:label "burial place"@en ; skos:altLabel "buried in"@en .
:mentor rdfs:label "mentor"@en .
:doctoralAdvisor rdfs:label "doctoral advisor"@en ; rdfs:subPropertyOf :mentor .
:Hedda a :Painter ; rdfs:label "Hedda Brandt"@en ; :gender "female" ; :birthPlace :Turku ; :deathPlace :Oslo ;
  :birthDate "1901-04-17"^^xsd:date ; :spouse :Miro ; :child :Iva , :Tom ; :father :Jon ;
  :award :Medal , :Prize ; :burialPlace :Oslo ; :doctoralAdvisor :Lena .
:Miro a :Architect ; rdfs:label "Miro Falk"@en ; :gender "male" ; :birthPlace :Oslo ;
  :birthDate "1899-01-02"^^xsd:date .
:Iva a :Person ; rdfs:label "Iva Kern"@en ; :birthPlace :Oslo .
:Tom a :Person ; rdfs:label "Tom Reed"@en .
:Jon a :Person ; rdfs:label "Jon Brandt"@en ; :birthPlace :Turku .
:Lena a :Architect ; rdfs:label "Lena Fox"@en .
:Medal rdfs:label "Silver Medal"@en . :Prize rdfs:label "Harbour Prize"@en . :Cup rdfs:label "Golden Cup"@en .
:Tall a :Tower ; rdfs:label "Miro Tower"@en ; :architect :Lena , :Miro ; :height "90"^^unit:metre ; :numberOfFloors 20 .
:Short a :Tower ; rdfs:label "Port Tower"@en ; :architect :Lena ; :height "60"^^unit:metre .
:Turku a :City ; rdfs:label "Turku"@en . :Oslo a :City ; rdfs:label "Oslo"@en .
:Norland a :Country ; rdfs:label "Norland"@en ; :capital :Turku .
"""


@cache
def graph() -> KnowledgeGraph:
    return KnowledgeGraph.open(rdflib.Graph().parse(data=TURTLE, format="turtle"))


def report(text: str, *, topic: str = "Hedda", entailment: bool = False) -> Report:
    about = graph().entity(NS + topic)
    return check(
        text, graph=graph(), link=linker(graph()), sentences=sentences, topic=about, entailment=entailment
    )


def verdict(text: str, *, tail: str = "", entailment: bool = False) -> Verdict:
    """The verdict on the claim that ends with some words of the text; the only one if none are given."""
    verdicts = report(text, entailment=entailment).verdicts
    found = [v for v in verdicts if text[v.start : v.end].endswith(tail)]
    assert len(found) == 1, [(v.status, v.claim, v.reason) for v in verdicts]
    return found[0]


def statuses(text: str) -> list[str]:
    return [v.status for v in report(text).verdicts]


def named(local: str) -> Entity:
    return graph().entity(NS + local)
