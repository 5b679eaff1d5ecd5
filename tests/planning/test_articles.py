from hypothesis import given
from hypothesis import strategies as st

from kgaigc.graph import KnowledgeGraph
from kgaigc.planning import plan_article
from kgaigc.values import TYPE, XSD, Entity, Evidence, Facts, Triple, Value, named

IT = named("it")
KIND = Triple(IT, TYPE, Entity("urn:x:Engine", "engine"))


def fact(predicate, end, subject="it", kind=None):
    object_ = named(end) if kind is None else Value(end, XSD + kind)
    return Triple(named(subject), named(predicate), object_)


def plan(*triples):
    facts = Facts(tuple(Evidence(triple, 0.5, "") for triple in triples))
    return plan_article(KnowledgeGraph.from_triples(triples), IT, facts)


def order(planned):
    return [str(triple.predicate.label) for triple in planned.triples]


BORN = fact("birthPlace", "London")
BIRTH = fact("birthDate", "1815-12-10", kind="date")
DEATH = fact("deathDate", "1852-11-27", kind="date")
DIED = fact("deathPlace", "Marylebone")
AWARDS = [fact("award", f"prize {i}") for i in range(3)]
LONG = [KIND, BIRTH, BORN, DEATH, DIED, fact("field", "maths"), fact("height", "2", kind="decimal"), *AWARDS]


def test_what_it_is_comes_first_and_birth_before_death():
    assert order(plan(DIED, DEATH, BORN, BIRTH, KIND)) == [
        "type",
        "birthDate",
        "birthPlace",
        "deathDate",
        "deathPlace",
    ]


def test_birth_date_and_place_share_a_sentence():
    sentences = plan(*LONG).sections[0].sentences
    assert any({BIRTH, BORN} <= set(sentence) for sentence in sentences)


def test_facts_of_one_predicate_share_a_sentence():
    sentences = [set(s) for section in plan(*LONG).sections for s in section.sentences]
    assert any(set(AWARDS) <= sentence for sentence in sentences)


def test_few_facts_have_no_headings_and_many_have():
    assert [section.title for section in plan(*LONG[:8]).sections] == [""]
    titles = [section.title for section in plan(*LONG).sections]
    assert titles[0] == "" and len(titles) > 1 and all(titles[1:]) and len(set(titles)) == len(titles)


def test_a_person_has_a_life_and_a_thing_a_history():
    gender = Triple(IT, Entity("http://x/gender", "gender"), Value("female"))
    graph = KnowledgeGraph.from_triples([*LONG, gender])
    facts = Facts(tuple(Evidence(triple, 0.5, "") for triple in LONG))
    assert "Life" in [section.title for section in plan_article(graph, IT, facts).sections]
    assert "History" in [section.title for section in plan(*LONG).sections]


def test_dates_come_in_their_order():
    opened = fact("openingDate", "1990", kind="gYear")
    finished = fact("completionDate", "1985-02", kind="gYearMonth")
    ancient = fact("launchDate", "-0044-03-15", kind="date")
    older = fact("dedicationDate", "-0100", kind="gYear")
    planned = plan(opened, finished, ancient, older).triples
    assert [t for t in planned if t in {opened, finished, ancient, older}] == [
        older,
        ancient,
        finished,
        opened,
    ]


def test_a_fact_about_another_thing_follows_the_fact_that_names_it():
    about = fact("country", "England", subject="London")
    planned = plan(KIND, about, BORN, BIRTH).triples
    assert planned.index(about) > planned.index(BORN)
    (sentence,) = [
        s for section in plan(KIND, about, BORN, BIRTH).sections for s in section.sentences if about in s
    ]
    assert BORN in sentence


def test_a_fact_that_nothing_leads_to_is_planned_all_the_same():
    stray = fact("country", "England", subject="elsewhere")
    assert stray in plan(KIND, BORN, stray).triples
    assert plan(stray).triples == (stray,)


def test_what_others_tell_of_it_stands_apart():
    incoming = [Triple(named(f"book {i}"), named("author"), IT) for i in range(2)]
    sentences = [s for section in plan(KIND, BORN, *incoming).sections for s in section.sentences]
    assert all(len({t.subject == IT for t in sentence}) == 1 for sentence in sentences)


def test_many_values_of_one_predicate_are_parted_evenly():
    works = [fact("notableWork", f"work {i}") for i in range(6)]
    sizes = [
        len([t for t in s if t in works])
        for section in plan(KIND, *works).sections
        for s in section.sentences
    ]
    assert sorted(size for size in sizes if size) == [3, 3]


def test_nothing_told_is_an_empty_plan():
    assert plan().triples == ()


TYPEICATES = [
    "birthDate",
    "deathPlace",
    "award",
    "country",
    "mass",
    "spouse",
    "oddThing",
    "established",
    "author",
]
TRIPLES = st.builds(
    fact,
    st.sampled_from(TYPEICATES),
    st.sampled_from(["1815", "1990", "London", "it"]),
    subject=st.sampled_from(["it", "it", "London", "other"]),
    kind=st.sampled_from([None, None, "gYear", "decimal", "string"]),
)


@given(st.lists(TRIPLES, max_size=30))
def test_every_fact_is_planned_once_in_sentences_of_one_to_four(triples):
    planned = plan(*triples)
    assert sorted(map(str, planned.triples)) == sorted(map(str, set(triples)))
    sentences = [s for section in planned.sections for s in section.sentences]
    assert all(1 <= len(sentence) <= 4 for sentence in sentences)
    assert all(section.sentences for section in planned.sections)
    assert not planned.sections or planned.sections[0].title == ""
