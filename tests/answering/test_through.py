"""Answers that stand in lists, structured values and statement nodes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgaigc.answering import answer
from kgaigc.graph import KnowledgeGraph
from kgaigc.linking import Linker
from kgaigc.values import Report, Triple

TURTLE = """
@prefix : <http://x/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix wikibase: <http://wikiba.se/ontology#> .
@prefix wd: <http://www.wikidata.org/entity/> . @prefix wds: <http://www.wikidata.org/entity/statement/> .
@prefix p: <http://www.wikidata.org/prop/> . @prefix ps: <http://www.wikidata.org/prop/statement/> .
:Byron rdfs:label "Lord Byron" ; :children (wd:Q1 :Allegra) ; :height [ rdf:value 174 ] .
:Allegra rdfs:label "Allegra Byron" .
wd:Q1 rdfs:label "Ada Lovelace" ; p:P26 wds:q1-1, wds:q1-2 . wd:P26 rdfs:label "spouse" .
wd:Q2 rdfs:label "William King" . wd:Q3 rdfs:label "John Crosse" .
wds:q1-1 ps:P26 wd:Q2 ; wikibase:rank wikibase:NormalRank .
wds:q1-2 ps:P26 wd:Q3 ; wikibase:rank wikibase:DeprecatedRank .
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who are the children of Lord Byron?", ["Ada Lovelace", "Allegra Byron"]),
        ("How many children does Lord Byron have?", ["2"]),
        ("What is the height of Lord Byron?", ["174"]),
        ("Who is the spouse of Ada Lovelace?", ["William King"]),
    ],
)
def test_answers_are_found_through_the_nodes_between(
    tmp_path: Path,
    phrase: Callable[[tuple[Triple, ...]], tuple[str, Report]],
    question: str,
    expected: list[str],
) -> None:
    path = tmp_path / "g.ttl"
    path.write_text(TURTLE)
    graph = KnowledgeGraph.open(path)
    found = answer(question, graph=graph, link=Linker(graph).link, phrase=phrase)
    assert [getattr(end, "label", None) or end.text for end in found.results] == expected
    rows = [row[0] for row in graph.query(found.query or "")]
    assert all(end in rows for end in found.results)
