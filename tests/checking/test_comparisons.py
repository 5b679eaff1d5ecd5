"""Comparatives where the graph has the quantity of both."""

from __future__ import annotations

import pytest

from .worlds import verdict


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Miro Tower is taller than Port Tower.", "supported"),
        ("Port Tower is taller than Miro Tower.", "contradicted"),
        ("Miro Tower is not taller than Port Tower.", "contradicted"),
        ("Miro Falk was older than Hedda Brandt.", "supported"),
        ("Hedda Brandt was older than Miro Falk.", "contradicted"),
        ("Hedda Brandt was older than Tom Reed.", "unverifiable"),
        ("Miro Tower is more beautiful than Port Tower.", "unverifiable"),
        ("Miro Tower is twice as tall as Port Tower.", "unverifiable"),
    ],
)
def test_comparisons_are_worked_out(text: str, status: str) -> None:
    assert verdict(text).status == status, verdict(text)


def test_both_quantities_are_the_evidence() -> None:
    assert {t.subject.label for t in verdict("Miro Tower is taller than Port Tower.").support} == {
        "Miro Tower",
        "Port Tower",
    }


def test_no_class_makes_a_superlative_true() -> None:
    assert verdict("Miro Tower is the tallest tower.").status == "unverifiable"
    assert verdict("Hedda Brandt was the first painter.").status == "unverifiable"
