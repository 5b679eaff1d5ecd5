"""Blank nodes behind an endpoint, which have no name to ask for them by, and another one in each answer."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.endpoint import Bounds, Endpoint
from kgaigc.graph.statements import Row, plain_rows

TURTLE = """
@prefix : <http://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
:Ann rdfs:label "Ann"@en ; :children ( :Bob :Cleo :Dan ) ; :spouse :Eve ; :born :Norden ;
  :address [ :street "Oak Lane" ; :town :Norden ; :place [ :east 12 ; :north 50 ] ] , [ :street "Elm Road" ] .
:Bob rdfs:label "Bob"@en ; :address [ :street "Fir Street" ] ; :likes ( ) . :Cleo rdfs:label "Cleo"@en .
:Dan rdfs:label "Dan"@en ; :height [ rdf:value 180 ; :unit "cm" ] ; :friends [ a rdf:Bag ; rdf:_1 :Bob ; rdf:_2 :Ann ] .
:Eve rdfs:label "Eve"@en . :Norden rdfs:label "Norden"@en .
[] a rdf:Statement ; rdf:subject :Ann ; rdf:predicate :spouse ; rdf:object :Eve ; :since 1955 .
<< :Ann :born :Norden >> :source "parish register" .
<< :Ann :born :Norden >> :seen 1999 ; :checked [ :by :Cleo ] .
"""
NAMES = ("Ann", "Bob", "Cleo", "Dan", "Eve", "Norden")


class Anew(Endpoint):
    """Answers from a store, the blank nodes of each answer counted from b0."""

    def __init__(self, store: ox.Store) -> None:
        super().__init__("http://x.example/sparql", bounds=Bounds())
        self._store = store

    def rows(self, sparql: str) -> list[Row]:
        names: dict[str, str] = {}
        rows = plain_rows(self._store.query(sparql))

        def renamed(match: re.Match[str]) -> str:
            return names.setdefault(match[0], f"_:b{len(names)}")

        return [
            tuple(re.sub(r"_:[0-9a-f]{8,}", renamed, term) if isinstance(term, str) else term for term in row)
            for row in rows
        ]


def test_what_hangs_on_a_thing_is_told_as_the_file_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "nodes.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    near = KnowledgeGraph.open(path)
    monkeypatch.setattr("kgaigc.graph.endpoint.Endpoint", lambda *_, **__: Anew(store))
    far = KnowledgeGraph.open("http://x.example/sparql")
    for name in NAMES:
        iri = f"http://example.org/{name}"
        assert sorted(map(str, far.facts(iri))) == sorted(map(str, near.facts(iri)))
        assert sorted(map(str, far.details(iri))) == sorted(map(str, near.details(iri)))
    told = set(map(str, far.details("http://example.org/Ann")))
    assert "Ann's spouse Eve · since · 1955" in told
    assert "Ann's born Norden (2) · source · parish register" in told
