"""What RDF spells with nodes between is read as people mean it."""

from pathlib import Path

import pytest

from kgaigc.graph import KnowledgeGraph

PREFIXES = """
@prefix : <http://x/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix wikibase: <http://wikiba.se/ontology#> .
@prefix wd: <http://www.wikidata.org/entity/> . @prefix wds: <http://www.wikidata.org/entity/statement/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> . @prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> . @prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix wdv: <http://www.wikidata.org/value/> . @prefix psv: <http://www.wikidata.org/prop/statement/value/> .
"""


@pytest.fixture
def opened(tmp_path: Path):
    def open_text(text: str, ending: str = "ttl") -> KnowledgeGraph:
        path = tmp_path / f"g.{ending}"
        path.write_text(PREFIXES + text)
        return KnowledgeGraph.open(path)

    return open_text


def said(triples) -> list[str]:
    return [str(triple) for triple in triples]


def test_a_list_is_read_as_its_members_in_order(opened):
    graph = opened(":Ada :children (:Byron :Anne :Ralph) ; :motto ('so' 'thus') .")
    assert said(graph.facts("http://x/Ada")) == [
        *("Ada · children · Byron", "Ada · children · Anne", "Ada · children · Ralph"),
        *("Ada · motto · so", "Ada · motto · thus"),
    ]
    assert said(graph.incoming("http://x/Anne")) == ["Ada · children · Anne"]
    assert [entity.label for entity in graph.entities()] == ["Ada", "Anne", "Byron", "Ralph"]


def test_containers_are_read_as_their_members(opened):
    graph = opened(":Ada :wrote [ a rdf:Seq ; rdf:_2 :Notes ; rdf:_10 :Letters ; rdf:_1 :Poems ] .")
    assert said(graph.facts("http://x/Ada")) == [
        *("Ada · wrote · Poems", "Ada · wrote · Notes", "Ada · wrote · Letters")
    ]
    assert said(graph.incoming("http://x/Notes")) == ["Ada · wrote · Notes"]


def test_a_list_in_a_ring_ends(opened):
    graph = opened(
        ":Ada :children _:a . _:a rdf:first :Byron ; rdf:rest _:b . _:b rdf:first :Anne ; rdf:rest _:a ."
    )
    assert said(graph.facts("http://x/Ada")) == ["Ada · children · Byron", "Ada · children · Anne"]
    assert said(graph.incoming("http://x/Nobody")) == []
    assert graph.incoming("http://x/Anne") is not None


def test_the_value_of_a_structured_value_is_the_value(opened):
    graph = opened(":Tower :height [ rdf:value 324 ; :unit :metre ] .")
    assert said(graph.facts("http://x/Tower")) == ["Tower · height · 324"]
    assert said(graph.details("http://x/Tower")) == ["Tower's height 324 · unit · metre"]


def test_what_a_blank_node_holds_is_a_detail_named_after_what_it_hangs_on(opened):
    graph = opened(':Ada :address [ :street "St James\'s Square" ; :city :London ; :geo [ :lat 51.5 ] ] .')
    assert said(graph.facts("http://x/Ada")) == []
    assert said(graph.details("http://x/Ada")) == [
        "Ada's address · city · London",
        "Ada's address · street · St James's Square",
        "Ada's address's geo · lat · 51.5",
    ]


def test_several_such_nodes_are_told_apart_the_same_at_every_reading(opened):
    text = ":Ada :address [ :city :Paris ], [ :city :London ] ."
    first, second = (said(opened(text).details("http://x/Ada")) for _ in range(2))
    assert first == second == ["Ada's address (1) · city · London", "Ada's address (2) · city · Paris"]


def test_blank_nodes_in_a_ring_end(opened):
    graph = opened(":Ada :part _:a . _:a :part _:b ; :size 1 . _:b :part _:a ; :size 2 .")
    assert said(graph.details("http://x/Ada")) == ["Ada's part · size · 1", "Ada's part's part · size · 2"]


def test_a_blank_node_with_a_label_is_a_thing(opened):
    graph = opened(':Ada :address [ rdfs:label "12 Square" ; :city :London ] .')
    assert said(graph.facts("http://x/Ada")) == ["Ada · address · 12 Square"]
    assert graph.details("http://x/Ada") == ()


def test_annotations_of_rdf_star_are_details_of_the_fact(opened):
    graph = opened(":Ada :spouse :William {| :since 1835 |} .")
    assert said(graph.facts("http://x/Ada")) == ["Ada · spouse · William"]
    assert said(graph.details("http://x/Ada")) == ["Ada's spouse William · since · 1835"]
    assert [entity.label for entity in graph.entities()] == ["Ada", "William"]


def test_a_triple_that_is_only_quoted_is_no_fact(opened):
    graph = opened("<< :Ada :spouse :Charles >> :saidBy :Gossip . :Ada :knows :Charles .")
    assert said(graph.facts("http://x/Ada")) == ["Ada · knows · Charles"]
    assert graph.details("http://x/Ada") == ()


def test_what_is_said_of_a_triple_with_a_text_is_found_too(opened):
    graph = opened(':Ada :motto "so \\"thus\\""@en {| :saidIn 1842 |} ; :born 1815 {| :certainty 0.9 |} .')
    assert said(graph.details("http://x/Ada")) == [
        "Ada's born 1815 · certainty · 0.9",
        'Ada\'s motto so "thus" · said in · 1842',
    ]


@pytest.mark.parametrize("node", ["_:r", ":claim1"])
def test_a_reified_statement_is_a_detail_of_the_fact_that_it_is_about(opened, node):
    reified = f"{node} a rdf:Statement ; rdf:subject :Ada ; rdf:predicate :spouse ; rdf:object :William ; :since 1835 ."
    graph = opened(f":Ada :spouse :William . {reified}")
    assert said(graph.facts("http://x/Ada")) == ["Ada · spouse · William"]
    assert said(graph.details("http://x/Ada")) == ["Ada's spouse William · since · 1835"]
    assert said(graph.incoming("http://x/William")) == ["Ada · spouse · William"]
    assert [entity.label for entity in graph.entities()] == ["Ada", "William"]
    assert opened(reified).facts("http://x/Ada") == opened(reified).details("http://x/Ada") == ()


WIKIDATA = """
wd:Q7259 rdfs:label "Ada Lovelace"@en ; p:P26 wds:q7259-1 . wd:Q8 rdfs:label "William King"@en .
wd:P26 rdfs:label "spouse"@en . wd:P580 rdfs:label "start time"@en . wd:P569 rdfs:label "date of birth"@en .
wds:q7259-1 a wikibase:Statement ; wikibase:rank wikibase:NormalRank ; ps:P26 wd:Q8 ; pq:P580 1835 .
"""


def test_a_statement_of_wikidata_is_a_fact_and_its_qualifiers_are_details(opened):
    graph = opened(WIKIDATA)
    ada = "http://www.wikidata.org/entity/Q7259"
    (fact,) = graph.facts(ada)
    assert str(fact) == "Ada Lovelace · spouse · William King"
    assert fact.predicate.iri == "http://www.wikidata.org/prop/direct/P26"
    assert graph.incoming("http://www.wikidata.org/entity/Q8") == (fact,)
    assert said(graph.details(ada)) == ["Ada Lovelace's spouse William King · start time · 1835"]
    assert not any("statement" in entity.iri for entity in graph.entities())


def test_a_direct_statement_beside_it_is_not_said_twice(opened):
    graph = opened(WIKIDATA + "wd:Q7259 wdt:P26 wd:Q8 .")
    assert said(graph.facts("http://www.wikidata.org/entity/Q7259")) == [
        "Ada Lovelace · spouse · William King"
    ]
    assert len(graph.incoming("http://www.wikidata.org/entity/Q8")) == 1
    assert len(graph.details("http://www.wikidata.org/entity/Q7259")) == 1


def test_of_statements_of_several_ranks_the_best_count_and_deprecated_ones_never(opened):
    graph = opened(
        WIKIDATA
        + """wd:Q7259 p:P569 wds:q7259-2, wds:q7259-3, wds:q7259-4 ; p:P19 wds:q7259-5 .
        wds:q7259-2 ps:P569 1814 ; wikibase:rank wikibase:NormalRank .
        wds:q7259-3 ps:P569 1815 ; wikibase:rank wikibase:PreferredRank ;
            psv:P569 wdv:0123456789abcdef0123456789abcdef .
        wdv:0123456789abcdef0123456789abcdef wikibase:timePrecision 9 .
        wds:q7259-4 ps:P569 1816 ; wikibase:rank wikibase:DeprecatedRank .
        wds:q7259-5 ps:P19 wd:Q9 ; wikibase:rank wikibase:DeprecatedRank ."""
    )
    assert said(graph.facts("http://www.wikidata.org/entity/Q7259")) == [
        "Ada Lovelace · spouse · William King",
        "Ada Lovelace · date of birth · 1815",
    ]
    assert graph.incoming("http://www.wikidata.org/entity/Q9") == ()


CONCEPTS = """
:mammal a skos:Concept ; skos:prefLabel "mammal"@en, "Säugetier"@de ; skos:inScheme :animals .
:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:altLabel "house cat"@en ; skos:hiddenLabel "kat" ;
    skos:broader :mammal ; skos:related :milk ; skos:definition "A small mammal."@en .
:milk a skos:Concept ; skos:prefLabel "milk"@en . :animals a skos:ConceptScheme .
"""


def test_concepts_of_skos_are_things_with_names_and_broader_ones(opened):
    graph = opened(CONCEPTS)
    assert said(graph.facts("http://x/cat")) == ["cat · broader · mammal", "cat · related · milk"]
    assert [entity.label for entity in graph.entities()] == ["cat", "mammal", "milk"]
    names = {name for name, entity, _ in graph.names() if entity.iri == "http://x/cat"}
    assert names == {"cat", "house cat", "kat"}


def test_skos_says_itself_what_is_the_inverse_of_what(opened):
    graph = opened(CONCEPTS)
    broader, narrower, related = (
        f"http://www.w3.org/2004/02/skos/core#{n}" for n in ("broader", "narrower", "related")
    )
    assert graph.inverse(broader) == narrower and graph.inverse(narrower) == broader
    assert graph.is_symmetric(related)
    assert said(graph.incoming("http://x/mammal")) == ["cat · broader · mammal"]


def test_things_said_to_be_the_same_in_a_ring_do_no_harm(opened):
    ring = " ".join(f":t{i} owl:sameAs :t{(i + 1) % 50} ; :size {i} ." for i in range(50))
    graph = opened(ring + ":t0 owl:sameAs :t0 .")
    assert said(graph.facts("http://x/t7")) == ["t7 · size · 7"]
    assert graph.distance("http://x/t0", "http://x/t9") is None
    assert len(graph.entities()) == 50 and graph.info().entities == 50
