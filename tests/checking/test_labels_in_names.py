"""Words that are part of a relation's name in one place and the name of a thing in another."""

from __future__ import annotations

import pytest

from kgaigc import ContentGenerator, KnowledgeGraph
from kgaigc.values import XSD, Entity, Triple, Value

EARTH, MOON = Entity("http://example.org/Earth", "Earth"), Entity("http://example.org/Moon", "Moon")
NEIL, NASA = Entity("http://example.org/Neil", "Neil Armstrong"), Entity("http://example.org/NASA", "NASA")
FACTS = [
    Triple(EARTH, Entity("http://example.org/largestMoon", "largest moon"), MOON),
    Triple(NEIL, Entity("http://example.org/selected", "selected by NASA"), Value("1962", XSD + "gYear")),
    Triple(NASA, Entity("http://example.org/founded", "founding year"), Value("1958", XSD + "gYear")),
]


@pytest.mark.parametrize(
    "text", ["The largest moon of Earth is the Moon.", "Neil Armstrong was selected by NASA in 1962."]
)
def test_a_name_inside_a_label_is_no_other_claim(text: str) -> None:
    report = ContentGenerator(KnowledgeGraph.from_triples(FACTS)).check(text)
    assert [verdict.status for verdict in report.verdicts] == ["supported"]


def test_nothing_passes_in_the_shadow_of_another_claim() -> None:
    text = "Neil Armstrong was selected by NASA in 1962, and the Moon."
    report = ContentGenerator(KnowledgeGraph.from_triples(FACTS)).check(text)
    place = text.index("Moon")
    assert any(v.start <= place < v.end and v.status != "supported" for v in report.verdicts)
