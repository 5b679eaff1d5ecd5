"""A graph of a dozen people, places and machines, with homonyms and labels in several scripts."""

import pytest

from kgaigc.graph import KnowledgeGraph
from kgaigc.linking import Linker

TURTLE = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
:Person a owl:Class ; rdfs:label "person"@en . :City a owl:Class ; rdfs:label "city"@en .
:Planet a owl:Class ; rdfs:label "planet"@en . :Element a owl:Class ; rdfs:label "chemical element"@en .
:Machine a owl:Class ; rdfs:label "machine"@en . :Mission a owl:Class ; rdfs:label "mission"@en .
:Country a owl:Class ; rdfs:label "country"@en . :Star a owl:Class ; rdfs:label "star"@en .
:Ada a :Person ; rdfs:label "Ada Lovelace"@en, "Ада Лавлейс"@ru, "עדה לאבלייס"@he ;
  skos:altLabel "Countess of Lovelace"@en ; :birthPlace :London ; :collaborator :Babbage .
:Babbage a :Person ; rdfs:label "Charles Babbage"@en, "チャールズ・バベッジ"@ja ;
  :birthPlace :London ; :designed :Engine .
:Engine a :Machine ; rdfs:label "Analytical Engine"@en . :Z3 a :Machine ; rdfs:label "Z3"@en ; :designer :Zuse .
:Zuse a :Person ; rdfs:label "Konrad Zuse"@en . :Godel a :Person ; rdfs:label "Kurt Gödel"@en .
:London a :City ; rdfs:label "London"@en, "ロンドン"@ja, "伦敦"@zh, "لندن"@ar ; :country :UK .
:UK a :Country ; rdfs:label "United Kingdom"@en ; skos:altLabel "British"@en .
:CambridgeUK a :City ; rdfs:label "Cambridge"@en ; :country :UK .
:CambridgeUS a :City ; rdfs:label "Cambridge"@en ; :country :US . :US a :Country ; rdfs:label "United States"@en .
:Harvard a :University ; rdfs:label "Harvard University"@en ; :location :CambridgeUS .
:Mercury a :Planet ; rdfs:label "Mercury"@en ; :orbits :Sun . :Sun a :Star ; rdfs:label "Sun"@en .
:Hg a :Element ; rdfs:label "Mercury"@en ; :symbol "Hg" .
:Apollo a :Mission ; rdfs:label "Apollo"@en . :Apollo11 a :Mission ; rdfs:label "Apollo 11"@en ; :partOf :Apollo .
:Bridge a :Machine ; rdfs:label "London Bridge"@en ; :location :London . :It a :Work ; rdfs:label "It"@en ; :year 1986 .
"""


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    path = tmp_path_factory.mktemp("graph") / "people.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return KnowledgeGraph.open(path)


@pytest.fixture(scope="session")
def linker(graph: KnowledgeGraph) -> Linker:
    return Linker(graph)
