"""How many: against a number, against what is named where that is all, and else left open."""

from __future__ import annotations

import pytest

from .worlds import verdict


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Miro Tower has 20 floors.", "supported"),
        ("Miro Tower has twenty floors.", "supported"),
        ("Miro Tower has 21 floors.", "contradicted"),
        ("Miro Tower has no floors.", "contradicted"),
        ("Miro Tower has several floors.", "supported"),
        ("Miro Tower has two architects.", "supported"),
        ("Miro Tower has three architects.", "contradicted"),
        ("Hedda Brandt has two awards.", "supported"),
        ("Hedda Brandt had two children.", "unverifiable"),
        ("Hedda Brandt had several children.", "supported"),
        ("Hedda Brandt had no children.", "contradicted"),
        ("Hedda Brandt had two fathers.", "contradicted"),
        ("Iva Kern had no children.", "unverifiable"),
        ("Hedda Brandt had 12 horses.", "unverifiable"),
    ],
)
def test_counts_are_held_against_the_graph(text: str, status: str) -> None:
    assert verdict(text).status == status, verdict(text)


def test_a_count_names_what_was_counted() -> None:
    text = "Miro Tower has three architects."
    found = verdict(text)
    assert "Lena Fox, Miro Falk" in found.reason
    assert found.parts == ("Miro Tower", "architect", "three")
    assert found.focus and text[slice(*found.focus)] == "three"
    assert len(found.support) == 2
