from pathlib import Path

import pytest

from kgaigc.graph import KnowledgeGraph

TURTLE = """
@prefix : <https://x.example/> .
@prefix o: <https://x.example/o/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

o:Person a owl:Class ; rdfs:label "person"@en, "Person"@de .
o:Mathematician a owl:Class ; rdfs:label "mathematician"@en ; rdfs:subClassOf o:Person .
o:birthPlace a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "birth place"@en .
o:birthDate a owl:DatatypeProperty, owl:FunctionalProperty .
o:author a owl:ObjectProperty ; owl:inverseOf o:notableWork .
o:spouse a owl:ObjectProperty, owl:SymmetricProperty .

:Ada a o:Mathematician ;
    rdfs:label "Ada Lovelace"@en, "Ada Lovelace (Mathematikerin)"@de ;
    skos:altLabel "Lovelace", "Ada King"@en ;
    o:gender "female"@en ;
    o:birthPlace :London ;
    o:birthDate "1815-12-10"^^xsd:date ;
    o:motto "thus"@en, "also"@de ;
    o:spouse :William ;
    o:address [ o:street "no name" ] ;
    dcterms:source <https://en.wikipedia.org/wiki/Ada_Lovelace> .
:William a o:Person ; rdfs:label "William King" ; o:spouse :Ada .
:London rdfs:label "London"@en ; o:country :United_Kingdom .
"""
BASE = "https://x.example/"


@pytest.fixture
def turtle(tmp_path: Path) -> Path:
    path = tmp_path / "ada.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return path


@pytest.fixture
def graph(turtle: Path) -> KnowledgeGraph:
    return KnowledgeGraph.open(turtle)
