"""Paragraphs with their claims marked, on things of the shipped graphs: most claims get the verdict that is due."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from kgaigc import ContentGenerator, KnowledgeGraph
from kgaigc.values import Report

HERE = Path(__file__).parent
MARK = re.compile(r"\[([SCU]):([^\]]*)\]")
STATUS = {"S": "supported", "C": "contradicted", "U": "unverifiable"}
FLOORS = {"supported": (0.95, 0.85), "contradicted": (0.85, 0.8), "unverifiable": (0.55, 0.8)}


def plain(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks, and where each marked claim stands, with what is due."""
    text, reached = "", 0
    marks = []
    for mark in MARK.finditer(line):
        text += line[reached : mark.start()]
        marks.append((len(text), len(text) + len(mark.group(2)), STATUS[mark.group(1)]))
        text += mark.group(2)
        reached = mark.end()
    return text + line[reached:].rstrip("\n"), marks


def found(report: Report, start: int, end: int) -> str:
    """The verdict on some characters: the one with most of them in focus, else the narrowest that takes them in."""
    focused = [
        (min(b, end) - max(a, start), a - b, v.status)
        for v in report.verdicts
        if v.focus
        for a, b in [v.focus]
    ]
    best = max((one for one in focused if one[0] > 0), default=None)
    if best:
        return best[2]
    around = [(v.end - v.start, v.status) for v in report.verdicts if v.start <= start and end <= v.end]
    return min(around, default=(0, "none"))[1]


@cache
def counted() -> Counter[tuple[str, str]]:
    """How often each verdict was due and each was given."""
    writers: dict[str, ContentGenerator] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for line in (HERE / "marked.txt").read_text(encoding="utf-8").splitlines()[1:]:
        name, _, marked = line.partition(" | ")
        if name not in writers:
            graph = KnowledgeGraph.open(HERE.parent.parent / "graphs" / f"{name}.ttl")
            writers[name] = ContentGenerator.from_pretrained(graph=graph)
        text, marks = plain(marked)
        report = writers[name].check(text)
        counts.update((due, found(report, start, end)) for start, end, due in marks)
    return counts


@pytest.mark.parametrize("status", FLOORS)
def test_most_claims_of_a_text_get_the_verdict_that_is_due(status: str) -> None:
    counts = counted()
    right = counts[status, status]
    given = sum(n for (_, got), n in counts.items() if got == status)
    due = sum(n for (wanted, _), n in counts.items() if wanted == status)
    precision, recall = FLOORS[status]
    assert right >= precision * given, counts
    assert right >= recall * due, counts
