"""Corruptions: one thing wrong, and always the same one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgaigc.evaluation.corruption import KINDS, Kind, Material, corrupt, phrases_of
from kgaigc.graph import KnowledgeGraph
from tests.checking.fakes import linker, sentences

TURTLE = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:London a :City ; rdfs:label "London" .
:Paris a :City ; rdfs:label "Paris" .
:Ada a :Person ; rdfs:label "Ada Lovelace" ; :birthPlace :London .
"""
TEXT = "Ada Lovelace was born in London on December 10, 1815. She died in London in 1852."


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    path: Path = tmp_path_factory.mktemp("graph") / "ada.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    graph = KnowledgeGraph.open(path)
    foreign = ("Mars has two moons.",)
    return Material(graph, linker(graph), sentences, ("was painted by", "is older than"), foreign)


@pytest.mark.parametrize("kind", KINDS)
def test_a_corruption_changes_the_text_and_is_repeatable(kind: Kind, material: Material) -> None:
    changed = corrupt(TEXT, kind, material, seed=3)
    assert changed is not None
    assert changed != TEXT
    assert changed == corrupt(TEXT, kind, material, seed=3)


def test_a_swapped_entity_is_of_the_same_class(material: Material) -> None:
    assert "Paris" in (corrupt(TEXT, "entity", material) or "")


def test_a_dropped_sentence_leaves_the_other(material: Material) -> None:
    changed = corrupt(TEXT, "dropped", material)
    assert changed in (
        "Ada Lovelace was born in London on December 10, 1815.",
        "She died in London in 1852.",
    )


def test_there_is_nothing_to_drop_in_one_sentence(material: Material) -> None:
    assert corrupt("Ada Lovelace was born in London.", "dropped", material) is None


def test_phrases_are_the_words_between_mentions(material: Material) -> None:
    assert phrases_of([TEXT], material.link) == ("was born in",)
