import pytest

from kgaigc.graph import KnowledgeGraph
from kgaigc.retrieval import retrieve
from kgaigc.values import Entity

PREFIXES = """
@prefix : <http://x/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
:Person a owl:Class . :Engineer a owl:Class ; rdfs:subClassOf :Person .
:author owl:inverseOf :notableWork .
:spouse a owl:SymmetricProperty .
"""


@pytest.fixture
def told(tmp_path):
    """What is retrieved of ``:it`` in a graph of these statements, as (words, reason) pairs."""

    def retrieved(turtle, **options):
        path = tmp_path / "graph.ttl"
        path.write_text(PREFIXES + turtle)
        graph = KnowledgeGraph.open(path)
        facts = retrieve(graph, graph.entity("http://x/it"), **options)
        return [(str(e.triple), e.score, e.reason) for e in facts.evidence]

    return retrieved


def words(found):
    return [triple for triple, _, _ in found]


def test_what_it_is_comes_first_once_with_the_most_specific_class(told):
    found = told(":it a :Person, :Engineer ; :birthPlace :London ; :mass 3 .")
    assert words(found)[0] == "it · type · engineer"
    assert sum(" · type · " in triple for triple in words(found)) == 1


def test_a_class_that_a_fact_says_is_not_said_twice(told):
    assert words(told(":it a :Engineer ; :occupation :engineer .")) == ["it · occupation · engineer"]


def test_a_fact_that_says_what_it_is_comes_first(told):
    many = " ; ".join(f":p{i} :o{i}" for i in range(15))
    first = told(f":it a :Engineer ; :occupation :engineer ; {many} .")[0]
    assert first == ("it · occupation · engineer", 1.0, "what the topic is")


def test_scores_fall_and_lie_between_none_and_one(told):
    scores = [score for _, score, _ in told(":it a :Engineer ; :a :b ; :c :d ; :e 3 . :z :p :it .")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_every_fact_has_a_reason(told):
    assert all(reason for _, _, reason in told(":it a :Engineer ; :a :b . :b :c :d . :z :p :it ."))


@pytest.mark.parametrize("max_facts", [1, 5, 10, 12, 30])
def test_ten_of_its_own_facts_or_all_have_a_place(told, max_facts):
    own = " ; ".join(f":p{i} :o{i}" for i in range(15))
    others = " ".join(f":s{i} :q :it ." for i in range(15))
    found = words(told(f":it a :Engineer ; {own} . {others}", max_facts=max_facts))
    assert len(found) <= max_facts
    assert sum(triple.startswith("it ·") for triple in found) >= min(10, max_facts)


def test_all_of_few_facts_are_there(told):
    found = words(told(":it a :Engineer ; :award :A, :B, :C ; :field :D . :x0 :q :it ."))
    assert {"it · award · A", "it · award · B", "it · award · C", "it · field · D"} <= set(found)


def test_an_inverse_is_said_once_from_the_topics_side(told):
    found = words(told(":it :notableWork :Book . :Book :author :it ."))
    assert found == ["it · notable work · Book"]


def test_an_inverse_stated_at_the_other_end_alone_is_said(told):
    assert words(told(":Book :author :it .")) == ["Book · author · it"]


def test_a_symmetric_property_is_said_once(told):
    assert words(told(":it :spouse :Other . :Other :spouse :it .")) == ["it · spouse · Other"]


def test_of_many_that_point_to_it_a_few_are_taken(told):
    found = words(told(" ".join(f":s{i} :birthPlace :it ." for i in range(3))))
    assert 1 <= len(found) <= 3
    assert all("birth place · it" in triple for triple in found)


def test_what_is_close_is_told_where_there_is_room(told):
    turtle = ":it :location :Town . :Town :county :Shire ."
    found = told(turtle)
    assert ("Town · county · Shire", "about Town, the topic's location") in [(t, r) for t, _, r in found]
    assert words(told(turtle, max_facts=1)) == ["it · location · Town"]


def test_what_everything_leads_to_is_not_close(told):
    many = " ".join(f":s{i} :country :Land ." for i in range(9))
    assert "Land · capital · City" not in words(told(f":it :country :Land . :Land :capital :City . {many}"))


def test_a_usual_telling_predicate_beats_an_odd_one_that_all_share(told):
    peers = " ".join(f":e{i} a :Engineer ; :birthDate '18{i}1' ; :planet :Earth ." for i in range(10, 20))
    found = words(told(f":it a :Engineer ; :birthDate '1815' ; :planet :Earth . {peers}"))
    assert found.index("it · birth date · 1815") < found.index("it · planet · Earth")


def test_a_thing_with_nothing_told_gives_no_evidence(told):
    assert told(":a :p :b .") == []


def test_the_same_facts_come_in_the_same_order(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text(PREFIXES + ":it a :Engineer ; :a :b, :c, :d ; :e :f . :g :h :it . :b :i :j .")
    once, again = (retrieve(KnowledgeGraph.open(path), Entity("http://x/it", "it")) for _ in range(2))
    assert once == again
