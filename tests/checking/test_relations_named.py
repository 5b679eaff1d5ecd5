"""Relations that a sentence calls by their names: what they are said of, which way round, and of what they are not."""

from __future__ import annotations

import pytest

from kgaigc import ContentGenerator, KnowledgeGraph
from kgaigc.values import TYPE, XSD, Entity, Report, Triple, Value

METRE = "http://dbpedia.org/datatype/metre"


def thing(name: str) -> Entity:
    return Entity(f"http://example.org/{name.replace(' ', '_')}", name)


QUIST, HALL, TARN, ORRIN = thing("Velm Quist"), thing("Tarn Hall"), thing("Tarn"), thing("Orrin Works")
FACTS = [
    Triple(QUIST, TYPE, thing("person")),
    Triple(QUIST, thing("occupation"), thing("painter")),
    Triple(thing("Ann Orr"), thing("occupation"), thing("sculptor")),
    Triple(QUIST, thing("nationality"), thing("Norway")),
    Triple(QUIST, thing("art movement"), thing("Brackism")),
    Triple(QUIST, thing("significant building"), HALL),
    Triple(QUIST, thing("birth place"), TARN),
    Triple(HALL, TYPE, thing("museum")),
    Triple(HALL, thing("architect"), QUIST),
    Triple(HALL, thing("location"), TARN),
    Triple(HALL, thing("height"), Value("120", METRE)),
    Triple(thing("Old Mill"), TYPE, thing("building")),
    Triple(thing("Old Mill"), thing("floor width"), Value("14", METRE)),
    Triple(thing("Brackism"), TYPE, thing("art movement")),
    Triple(ORRIN, thing("headquarter"), TARN),
    Triple(ORRIN, thing("total launches"), Value("155", XSD + "integer")),
    Triple(thing("Vesper"), TYPE, thing("launch vehicle")),
]


def check(text: str) -> Report:
    return ContentGenerator(KnowledgeGraph.from_triples(FACTS)).check(text)


@pytest.mark.parametrize(
    "text",
    [
        "The art movement of Velm Quist is Brackism.",
        "Velm Quist was born in Tarn, and the art movement is Brackism.",
        "The headquarters of Orrin Works are in Tarn.",
        "Painter Velm Quist was born in Tarn.",
        "Norwegian Velm Quist was born in Tarn.",
        "Tarn Hall is the significant building of Velm Quist.",
        "Orrin Works has a total launches of 155.",
    ],
)
def test_what_is_called_by_the_name_of_its_relation_is_found(text: str) -> None:
    report = check(text)
    assert report.verdicts
    assert [v.claim for v in report.verdicts if v.status != "supported"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Tarn is located in Tarn Hall.",
        "Velm Quist was designed by Tarn Hall.",
        "Tarn Hall has a floor width of 120 metres.",
        "Tarn Hall was selected by NASA in Tarn.",
        "Sculptor Velm Quist was born in Tarn.",
        "Swedish Velm Quist was born in Tarn.",
    ],
)
def test_what_is_turned_round_or_called_otherwise_is_not_supported(text: str) -> None:
    assert any(v.status != "supported" for v in check(text).verdicts)


def test_a_sentence_is_not_cut_inside_a_name_that_is_known() -> None:
    club = thing("1. FC Velm")
    triples = [Triple(QUIST, thing("club"), club), Triple(club, thing("ground"), HALL)]
    text = "Velm Quist is part of the club 1. FC Velm. The ground of 1. FC Velm is Tarn Hall."
    report = ContentGenerator().check(text, triples=triples)
    assert [v.claim for v in report.verdicts if v.status != "supported"] == []
    assert report.coverage == 1
