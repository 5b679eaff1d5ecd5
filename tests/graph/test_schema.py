import pytest

from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.given import GivenStatements
from kgaigc.graph.schema import Schema
from kgaigc.values import RDF_TYPE, Entity, Triple
from tests.graph.conftest import BASE

O = BASE + "o/"  # noqa: E741
X = "http://x/"
PREFIXES = """
@prefix : <http://x/> .
@prefix k: <urn:kgaigc:schema:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


@pytest.fixture
def declare(tmp_path):
    def opened(turtle, **options):
        path = tmp_path / "declared.ttl"
        path.write_text(PREFIXES + turtle)
        return KnowledgeGraph.open(path, **options)

    return opened


def iris(entities):
    return [entity.iri.removeprefix(X) for entity in entities]


def test_functional_symmetric_and_inverse_are_as_declared(graph):
    assert graph.is_functional(O + "birthPlace") and not graph.is_functional(O + "spouse")
    assert graph.is_symmetric(O + "spouse") and not graph.is_symmetric(O + "birthPlace")
    assert graph.inverse(O + "author") == O + "notableWork"
    assert graph.inverse(O + "notableWork") == O + "author"
    assert graph.inverse(O + "spouse") is None


def types(tmp_path, turtle):
    path = tmp_path / "types.ttl"
    path.write_text(
        "@prefix : <http://x/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . " + turtle
    )
    return [cls.label for cls in KnowledgeGraph.open(path).types("http://x/it")]


def test_superclasses_come_after_by_nearness(tmp_path):
    turtle = ":it a :Poet . :Poet rdfs:subClassOf :Writer . :Writer rdfs:subClassOf :Person ."
    assert types(tmp_path, turtle) == ["poet", "writer", "person"]


def test_a_stated_superclass_is_not_the_first(tmp_path):
    turtle = ":it a :Person, :Poet . :Poet rdfs:subClassOf :Writer . :Writer rdfs:subClassOf :Person ."
    assert types(tmp_path, turtle) == ["poet", "writer", "person"]


def test_of_unordered_classes_the_rarer_is_the_more_specific(tmp_path):
    assert types(tmp_path, ":it a :Agent, :Poet . :other a :Agent .") == ["poet", "agent"]


def test_a_cycle_of_classes_ends(tmp_path):
    turtle = ":it a :A . :A rdfs:subClassOf :B . :B rdfs:subClassOf :A ."
    assert types(tmp_path, turtle) == ["a", "b"]


def test_empty_classes_are_left_out(tmp_path):
    assert types(tmp_path, ":it a <http://www.w3.org/2002/07/owl#NamedIndividual> .") == []


def test_a_person_is_told_by_class_or_gender(tmp_path):
    path = tmp_path / "g.ttl"
    path.write_text(
        "@prefix : <http://x/> . @prefix r: <http://www.w3.org/2000/01/rdf-schema#> . "
        ":Poet r:subClassOf :Person . "
        ':ada a :Poet . :bea :gender "female" . :car a :Machine .'
    )
    graph = KnowledgeGraph.open(path)
    assert [graph.is_person(f"http://x/{name}") for name in ("ada", "bea", "car")] == [True, True, False]


def test_closed_is_what_is_declared_or_functional(declare):
    graph = declare(":wrote a k:ClosedProperty . :born a owl:FunctionalProperty . :a :wrote :b ; :knows :c .")
    assert graph.is_closed(X + "wrote") and graph.is_closed(X + "born")
    assert not graph.is_closed(X + "knows")
    assert iris(graph.closed()) == ["wrote"]


def test_what_only_declares_is_no_entity_no_class_and_no_fact(declare):
    graph = declare(
        ":wrote a rdf:Property, k:ClosedProperty . :Poet a owl:Class . :Town a owl:Class . "
        "[] a owl:AllDisjointClasses ; owl:members ( :Poet :Town ) . :Town owl:disjointWith :Poet . "
        ":ada a :Poet ; :wrote :poem ."
    )
    assert iris(graph.entities()) == ["ada", "poem"]
    assert iris(cls for cls, _ in graph.classes()) == ["Poet"]
    assert iris(predicate for predicate, _ in graph.predicates()) == ["wrote"]
    assert graph.facts(X + "wrote") == graph.facts(X + "Town") == graph.incoming(X + "Poet") == ()


def test_a_pair_is_disjoint_both_ways_with_all_their_subclasses(declare):
    graph = declare(
        ":Person owl:disjointWith :Place . :Poet rdfs:subClassOf :Writer . :Writer rdfs:subClassOf :Person . "
        ":City rdfs:subClassOf :Place ."
    )
    assert graph.disjoint(X + "Poet", X + "City") and graph.disjoint(X + "City", X + "Poet")
    assert graph.disjoint(X + "Person", X + "Place")
    assert not graph.disjoint(X + "Poet", X + "Person") and not graph.disjoint(X + "Poet", X + "Poet")
    assert not graph.disjoint(X + "Poet", X + "Unheard")
    assert iris(graph.disjoint_with(X + "Poet")) == ["Place"]
    assert iris(graph.disjoint_with(X + "City")) == ["Person"]


def test_a_list_sets_each_apart_from_each(declare):
    graph = declare("[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) . :D rdfs:subClassOf :C .")
    assert iris(graph.disjoint_with(X + "A")) == ["B", "C"]
    assert graph.disjoint(X + "D", X + "A") and not graph.disjoint(X + "D", X + "C")


def test_a_list_of_anything_else_sets_nothing_apart(declare):
    graph = declare("[] a owl:AllDisjointProperties ; owl:members ( :A :B ) . :U owl:unionOf ( :A :B ) .")
    assert not graph.disjoint(X + "A", X + "B") and graph.superclasses(X + "A") == ()


def test_the_parts_of_a_disjoint_union_are_disjoint_and_below_it(declare):
    graph = declare(":Body owl:disjointUnionOf ( :Star :Planet ) . :Body rdfs:subClassOf :Object .")
    assert graph.disjoint(X + "Star", X + "Planet") and not graph.disjoint(X + "Star", X + "Body")
    assert iris(graph.superclasses(X + "Star")) == ["Body", "Object"]


def test_a_class_is_never_apart_from_one_above_it(declare):
    graph = declare(
        ":House rdfs:subClassOf :Place . :House owl:disjointWith :Place, :House, [ a owl:Class ] ."
    )
    assert not graph.disjoint(X + "House", X + "Place") and not graph.disjoint(X + "House", X + "House")
    assert graph.disjoint_with(X + "House") == ()


def test_a_list_in_a_circle_ends(declare):
    graph = declare(
        ":axiom a owl:AllDisjointClasses ; owl:members :one . "
        ":one rdf:first :A ; rdf:rest :two . :two rdf:first :B ; rdf:rest :one ."
    )
    assert not graph.disjoint(X + "A", X + "B")
    circle = declare(":a rdfs:subClassOf :b . :b rdfs:subClassOf :a . :b owl:disjointWith :c .")
    assert circle.disjoint(X + "a", X + "c")


def test_superproperties_come_by_nearness_and_equal_ones_first(declare):
    graph = declare(
        ":son rdfs:subPropertyOf :child, [ owl:inverseOf :parent ] . :child rdfs:subPropertyOf :relative . "
        ":zoon owl:equivalentProperty :son . :relative rdfs:subPropertyOf :son ."
    )
    assert iris(graph.superproperties(X + "son")) == ["zoon", "child", "relative"]
    assert iris(graph.superproperties(X + "zoon")) == ["son", "child", "relative"]
    assert graph.superproperties(X + "parent") == ()


def test_functional_comes_down_from_what_is_above_and_across_from_an_inverse(declare):
    graph = declare(
        ":bornIn rdfs:subPropertyOf :birthPlace . :birthPlace a owl:FunctionalProperty . "
        ":isbn a owl:InverseFunctionalProperty . :isbnOf owl:inverseOf :isbn . "
        ":birthplaceOf owl:inverseOf :birthPlace ."
    )
    assert graph.is_functional(X + "bornIn") and graph.is_closed(X + "bornIn")
    assert graph.is_functional(X + "isbnOf") and not graph.is_functional(X + "isbn")
    assert graph.is_inverse_functional(X + "isbn") and graph.is_inverse_functional(X + "birthplaceOf")
    assert not graph.is_inverse_functional(X + "bornIn")


RESTRICTED = (
    ":ada a :Poet . :Poet rdfs:subClassOf :Person . :rex a :Dog . :mother rdfs:range :Person . "
    ":Person rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :mother ; %s ] ."
)


@pytest.mark.parametrize(
    "limit",
    [
        "owl:maxCardinality 1",
        "owl:cardinality 1",
        "owl:maxQualifiedCardinality 1 ; owl:onClass :Person",
        "owl:qualifiedCardinality 1 ; owl:onClass owl:Thing",
    ],
)
def test_a_restriction_makes_it_functional_for_the_members_of_a_class(limit, declare):
    graph = declare(RESTRICTED % limit)
    assert graph.is_functional(X + "mother", subject=X + "ada")
    assert graph.is_closed(X + "mother", subject=X + "ada")
    assert not graph.is_functional(X + "mother", subject=X + "rex")
    assert not graph.is_functional(X + "mother")


@pytest.mark.parametrize(
    "limit",
    [
        "owl:maxCardinality 2",
        "owl:minCardinality 1",
        'owl:maxCardinality "many"',
        "owl:maxQualifiedCardinality 1 ; owl:onClass :Queen",
    ],
)
def test_a_restriction_that_allows_more_does_not(limit, declare):
    assert not declare(RESTRICTED % limit).is_functional(X + "mother", subject=X + "ada")


def test_predicates_are_closed_for_a_run_by_iri_or_label(declare):
    turtle = ':wrote rdfs:label "author of"@en . :a :wrote :b ; :knows :c ; :hasChild :d ; :eats :e .'
    graph = declare(turtle, closed=("Author of", X + "knows", "hasChild", "has child"))
    assert iris(graph.closed()) == ["hasChild", "knows", "wrote"]
    assert graph.is_closed(X + "wrote") and not graph.is_closed(X + "eats")
    assert iris(declare(turtle, closed=(f"<{X}eats>",)).closed()) == ["eats"]


def test_a_schema_reads_no_more_where_classes_have_many_members():
    def things_read(members):
        a, poet, closed = (
            Entity(RDF_TYPE, "a"),
            Entity(X + "Poet", ""),
            Entity("urn:kgaigc:schema:ClosedProperty", ""),
        )
        knows = Entity(X + "knows", "")
        rows = [Triple(Entity(f"{X}{n}", ""), a, poet) for n in range(members)]
        rows += [Triple(Entity(f"{X}{n}", ""), knows, Entity(X, "")) for n in range(members)]
        statements = Counting([*rows, Triple(knows, a, closed)])
        schema = Schema(statements)
        for predicate in (X + "knows", X + "other"):
            schema.is_closed(predicate, subject=X + "1")
            schema.is_inverse_functional(predicate)
            schema.superproperties(predicate)
        schema.disjoint(X + "Poet", X + "Town")
        schema.disjoint_with(X + "Poet")
        return statements.read

    assert things_read(2) == things_read(500)


class Counting(GivenStatements):
    read = 0

    def match(self, subject=None, predicate=None, obj=None, *, limit=None):
        for statement in super().match(subject, predicate, obj, limit=limit):
            self.read += 1
            yield statement
