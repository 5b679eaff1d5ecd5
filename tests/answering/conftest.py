"""A graph of a dozen facts, a linker that knows its labels, and a phrase that writes triples as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kgaigc.graph import KnowledgeGraph
from kgaigc.quantities import find_values
from kgaigc.values import Candidate, Entity, Links, Mention, Report, Triple, Verdict

TURTLE = """
@prefix : <https://kgaigc.example/t/> .
@prefix o: <https://kgaigc.example/o/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
o:Person a owl:Class ; rdfs:label "person"@en .
o:Mathematician a owl:Class ; rdfs:label "mathematician"@en ; rdfs:subClassOf o:Person .
o:City a owl:Class ; rdfs:label "city"@en .
o:Machine a owl:Class ; rdfs:label "machine"@en .
o:Award a owl:Class ; rdfs:label "award"@en .
o:birthPlace a owl:ObjectProperty , owl:FunctionalProperty ; rdfs:label "birth place"@en .
o:birthDate a owl:DatatypeProperty , owl:FunctionalProperty ; rdfs:label "birth date"@en .
o:designer a owl:ObjectProperty ; rdfs:label "designer"@en .
o:influencedBy a owl:ObjectProperty ; rdfs:label "influenced by"@en .
o:author a owl:ObjectProperty ; rdfs:label "author"@en ; owl:inverseOf o:notableWork .
o:notableWork a owl:ObjectProperty ; rdfs:label "notable work"@en .
o:spouse a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:label "spouse"@en .
o:motto a owl:DatatypeProperty ; rdfs:label "motto"@en .
:Ada a o:Mathematician ; rdfs:label "Ada Lovelace"@en ; o:birthPlace :London ; o:spouse :King ;
    o:birthDate "1815-12-10"^^xsd:date ; o:influencedBy :Babbage ; o:notableWork :Notes .
:Babbage a o:Mathematician ; rdfs:label "Charles Babbage"@en ; o:birthPlace :London ;
    o:award :Medal , :Prize .
o:award a owl:ObjectProperty ; rdfs:label "award"@en .
:King a o:Person ; rdfs:label "William King"@en .
:Notes a o:Machine ; rdfs:label "Notes"@en .
:Engine a o:Machine ; rdfs:label "Analytical Engine"@en ; o:designer :Babbage ; o:mass 13 .
o:mass a owl:DatatypeProperty , owl:FunctionalProperty ; rdfs:label "mass"@en .
:Medal a o:Award ; rdfs:label "Gold Medal"@en .
:Prize a o:Award ; rdfs:label "Big Prize"@en .
:London a o:City ; rdfs:label "London"@en ; o:motto "Lord, guide us"@en , "Herr, leite uns"@de .
:London2 a o:Machine ; rdfs:label "London"@en ; o:designer :King .
:Paris a o:City ; rdfs:label "Paris"@en .
"""


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    path: Path = tmp_path_factory.mktemp("graph") / "small.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return KnowledgeGraph.open(path)


@pytest.fixture(scope="session")
def link(graph: KnowledgeGraph) -> Callable[[str], Links]:
    named: dict[str, list[Entity]] = {}
    for name, entity, _ in graph.names():
        named.setdefault(name, []).append(entity)
    pattern = re.compile("|".join(sorted(map(re.escape, named), key=len, reverse=True)) + "|Zork")

    def find(text: str) -> Links:
        mentions = [_mention(found, named.get(found[0], [])) for found in pattern.finditer(text)]
        values = [
            v for v in find_values(text) if not any(v.start < m.end and v.end > m.start for m in mentions)
        ]
        return Links(tuple(sorted([*mentions, *values], key=lambda mention: mention.start)), text)

    return find


def _mention(found: re.Match[str], entities: list[Entity]) -> Mention:
    candidates = tuple(Candidate(entity, 1 / len(entities)) for entity in entities)
    target = entities[0] if entities else None
    return Mention(found.start(), found.end(), found[0], target, 1.0, candidates)


@pytest.fixture(scope="session")
def phrase() -> Callable[[tuple[Triple, ...]], tuple[str, Report]]:
    def write(triples: tuple[Triple, ...]) -> tuple[str, Report]:
        text = " ".join(f"{triple}." for triple in triples)
        verdict = Verdict("all of it", 0, len(text), "supported", triples, "it is the graph's")
        return text, Report((verdict,), 1.0, 1.0, 1.0, text)

    return write
