"""Questions about the shipped graphs: each set was written down before answering first saw it.

``questions.tsv``: graph, question, the labels or lexical forms of the right answers. None means that the
graph is silent.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from kgaigc.answering import answer
from kgaigc.graph import KnowledgeGraph
from kgaigc.linking import Linker
from kgaigc.values import Entity, Report, Triple

TABLE = Path(__file__).with_name("questions.tsv")
GRAPHS = Path(__file__).parents[2] / "graphs"
FLOOR = 0.95


def rows(graph: str) -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines, delimiter="\t") if row["graph"] == graph]


@pytest.mark.parametrize("name", ["computing", "solar", "art"])
def test_nearly_all_questions_are_answered_right(
    name: str, phrase: Callable[[tuple[Triple, ...]], tuple[str, Report]]
) -> None:
    graph = KnowledgeGraph.open(GRAPHS / f"{name}.ttl")
    link = Linker(graph).link
    wrong = []
    for row in rows(name):
        results = answer(row["question"], graph=graph, link=link, phrase=phrase).results
        found = sorted(end.label if isinstance(end, Entity) else end.text for end in results)
        if found != sorted(filter(None, (row["answers"] or "").split(" | "))):
            wrong.append(f"{row['question']} {found}")
    assert len(wrong) <= (1 - FLOOR) * len(rows(name)), "\n".join(wrong)
