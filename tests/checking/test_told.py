"""What sentences tell of given triples in words of their own, so that nothing in them is an addition."""

from __future__ import annotations

import pytest

from kgaigc import ContentGenerator
from kgaigc.values import Entity, Triple


def fact(subject: str, predicate: str, obj: str) -> Triple:
    return Triple(*(Entity(f"urn:made-up:{name}", name) for name in (subject, predicate, obj)))


INDIA = fact("India", "leader", "T. S. Thakur"), fact("India", "currency", "Indian rupee")
ITALY = fact("Italy", "leader", "Pietro Grasso"), fact("Italy", "capital", "Rome")
FACTS = {
    "Donabate is part of Swords, Dublin.": [fact("Swords, Dublin", "part", "Donabate")],
    "The leader of India is T. S. Thakur and it has a currency called the rupee. Bhajji comes from that country.": [
        *INDIA,
        fact("Bhajji", "country", "India"),
    ],
    "Pietro Grasso is the leader of Italy. The capital is Rome and Velm sauce is a traditional Italian sauce.": [
        *ITALY,
        fact("Velm sauce", "country", "Italy"),
    ],
    "Cape Town is the capital of South Africa. 11 Diagonal Street is located here.": [
        fact("South Africa", "capital", "Cape Town"),
        fact("11 Diagonal Street", "location", "South Africa"),
    ],
}


@pytest.mark.parametrize("text", FACTS)
def test_what_tells_a_triple_is_no_addition(text: str) -> None:
    report = ContentGenerator().check(text, triples=FACTS[text])
    assert [verdict.claim for verdict in report.verdicts if verdict.status != "supported"] == []
    assert report.coverage == 1


def test_what_tells_none_is_one() -> None:
    text = "Pietro Grasso is the leader of Italy. The capital is Rome and Velm sauce is a thing of the past."
    triples = [*ITALY, fact("Velm sauce", "country", "Italy")]
    report = ContentGenerator().check(text, triples=triples)
    doubted = [verdict for verdict in report.verdicts if verdict.status != "supported"]
    assert any(verdict.start >= text.index("and Velm") for verdict in doubted)
