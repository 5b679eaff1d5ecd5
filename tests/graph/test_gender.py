import pytest

from kgaigc.graph import KnowledgeGraph
from kgaigc.values import Entity, Triple, Value, named


@pytest.mark.parametrize(
    ("stated", "gender"),
    [
        (Value("female", language="en"), "female"),
        (Value(" Male "), "male"),
        (Value("M"), "male"),
        (Entity("http://www.wikidata.org/entity/Q6581072", "weiblich"), "female"),
        (Entity("http://x/male", "male"), "male"),
        (Value("unknown"), ""),
    ],
)
def test_gender_is_read_from_words_or_wikidata(stated, gender):
    graph = KnowledgeGraph.from_triples([Triple(named("a"), Entity("http://x/gender", "gender"), stated)])
    assert graph.profile(named("a").iri).gender == gender
