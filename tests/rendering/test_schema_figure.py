"""The picture of a schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgaigc.graph import KnowledgeGraph
from kgaigc.rendering.schema_figure import schema_figure

TURTLE = """
@prefix : <http://x/> . @prefix o: <http://x/o/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
o:Poet rdfs:subClassOf o:Person . o:Engineer rdfs:subClassOf o:Person . o:City rdfs:subClassOf o:Place .
:byron a o:Poet ; o:birthPlace :london ; o:child :ada ; o:motto "thus"@en ; o:wrote :juan ; o:likes :london .
:ada a o:Engineer ; o:birthPlace :london ; o:price "$5" . :juan a o:Book ; o:author :byron .
:london a o:City ; o:twin :paris . :paris a o:City . :prize a o:Prize ; o:winner :ada .
"""


@pytest.fixture
def graph(tmp_path: Path) -> KnowledgeGraph:
    path = tmp_path / "small.ttl"
    path.write_text(TURTLE)
    return KnowledgeGraph.open(path)


def test_classes_are_drawn_as_those_above_them_with_their_values_and_what_joins_them(graph) -> None:
    svg = schema_figure(graph.summary(), max_classes=4).svg
    assert svg.startswith("<svg")
    for label in (
        "person (2)",
        "place (2)",
        "book (1)",
        "prize (1)",
        "motto: text",
        "child: person",
        "twin: place",
    ):
        assert f">{label}</text>" in svg or f">{label}</tspan>" in svg, label
    assert "birth place, likes" in svg and ">author<" in svg and "poet" not in svg


def test_few_classes_are_drawn_as_they_are(graph) -> None:
    svg = schema_figure(graph.summary()).svg
    assert "poet (1)" in svg and "engineer (1)" in svg and "person" not in svg


def test_the_picture_is_the_same_each_time_and_said_in_words(graph) -> None:
    picture = schema_figure(graph.summary())
    assert picture == schema_figure(graph.summary()) and "birth place -> city" in picture.text


def test_boxes_and_arrows_are_bounded(graph) -> None:
    svg = schema_figure(graph.summary(), max_classes=2, max_arrows=1).svg
    assert "birth place, likes" in svg and "prize" not in svg and ">winner<" not in svg


def test_a_graph_without_classes_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "g.ttl"
    path.write_text("<http://x/a> <http://x/p> <http://x/b> .")
    assert "p: thing" in schema_figure(KnowledgeGraph.open(path).summary()).svg
