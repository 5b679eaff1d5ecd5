from dataclasses import replace

import pytest

from kgaigc.generation import Alternatives, Generator, Request, template
from kgaigc.generation.delexicalise import delexicalise
from kgaigc.generation.faults import confuses, repeats, stammers
from kgaigc.generation.generator import with_pronoun, wrong_pronouns
from kgaigc.generation.search import Search
from kgaigc.graph.terms import read_terms
from kgaigc.values import XSD, Profile, Value

from .conftest import entity, fact


def test_every_request_gets_candidates_with_its_triples(checkpoint, ada):
    two = (ada, fact("Ada Lovelace", "father", "Lord Byron"))
    proposed = Generator(checkpoint).propose([Request((ada,)), Request(two)])
    assert len(proposed) == 2
    assert all(sentence.triples == (ada,) and sentence.origin == "neural" for sentence in proposed[0])
    assert all(sentence.triples == two for sentence in proposed[1])


def test_candidates_do_not_repeat(checkpoint, ada):
    (candidates,) = Generator(checkpoint).propose([Request((ada,))])
    assert len({c.text for c in candidates}) == len(candidates)


def request_on(ada, *genders):
    names = ("Ada Lovelace", "London")
    profiles = tuple(
        Profile(entity(name), gender=gender) for name, gender in zip(names, genders, strict=False)
    )
    return Request((ada,), profiles=profiles, topic=entity("Ada Lovelace"))


def test_he_and_she_need_the_graphs_word_and_no_one_else_whom_they_could_mean(ada):
    assert {"he", "She", "her"} <= wrong_pronouns(request_on(ada, ""))
    assert {"he", "She", "her"} <= wrong_pronouns(request_on(ada, "", "male"))
    assert {"he", "She", "her"} <= wrong_pronouns(request_on(ada, "female", "male"))
    assert wrong_pronouns(request_on(ada, "female")) == frozenset()


def test_a_text_says_every_fact_in_one_of_its_sentences(checkpoint, ada):
    other = fact("London", "country", "England")
    (generated,) = Generator(checkpoint).compose(
        [Alternatives(((((ada,), (other,)), 0.0), (((ada, other),), -1.0)))]
    )
    assert sorted(str(t) for s in generated.sentences for t in s.triples) == sorted([str(ada), str(other)])
    assert generated.text == " ".join(s.text for s in generated.sentences)


def test_a_template_says_the_predicates_label():
    sentence = template(Request((fact("Ada Lovelace", "birth date", Value("1815-12-10", XSD + "date")),)))
    assert sentence.text == "The birth date of Ada Lovelace is December 10, 1815."
    assert sentence.origin == "template"
    (span,) = sentence.spans
    assert sentence.text[span.start : span.end] == "December 10, 1815"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S0 was born in S1 .", False),
        ("S0 was born in S1 . it is .", True),
        ("S0 was was born in S1 .", True),
        ("S0 was born in in S1 in S1 .", True),
        ("the birth place , the birth place is S1 .", False),
        ("birth place birth place is S1 .", True),
        ("S0 , born in S1 , came from S1 .", True),
        ("S0 was born in S0 's town S1 .", False),
        ("S0 ( born in S1 .", True),
    ],
)
def test_stammering_output_is_told(ada, text, expected):
    assert stammers(text.split(), delexicalise([[ada]])) is expected


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        ("S0 was born in S1 .", "she", "she was born in S1 ."),
        ("S0 's town is S1 .", "it", "its town is S1 ."),
        ("S1 is home to S0 .", "she", ""),
        ("S0 was born in S1 .", "", ""),
    ],
)
def test_a_sentence_that_goes_on_may_begin_with_the_pronoun(ada, text, pronoun, expected):
    request = Request((ada,), topic=entity("Ada Lovelace"), pronoun=pronoun, continues=True)
    source = delexicalise([[ada]])
    assert " ".join(with_pronoun(text.split(), request, source)) == expected
    assert with_pronoun(text.split(), replace(request, continues=False), source) == ()
    assert with_pronoun(text.split(), replace(request, topic=entity("London")), source) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S0 , a S1 , was fine .", True),
        ("S0 is a S1 .", True),
        ("S0 is a S1 town .", False),
        ("S0 is a S1~adj .", True),
        ("S0 is a S1~adj town .", False),
    ],
)
def test_a_name_is_no_noun(ada, text, expected):
    assert stammers(text.split(), delexicalise([[ada]])) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S1 S0 was fine .", True),
        ("S0 was S1 .", True),
        ("S0 , S1 , was fine .", True),
        ("S0 was S1~adj .", False),
        ("S0 is from S1 .", False),
    ],
)
def test_nobody_is_a_country(text, expected):
    source = delexicalise([[fact("Ada Lovelace", "nationality", "United Kingdom")]])
    assert stammers(text.split(), source) is expected


@pytest.mark.parametrize(
    ("predicate", "value", "expected"),
    [
        ("is part of", "Europe", "Ada is part of Europe."),
        ("selected by NASA", Value("1962", XSD + "gYear"), "Ada was selected by NASA in 1962."),
        (
            "selected by NASA",
            Value("1962-09-17", XSD + "date"),
            "Ada was selected by NASA on September 17, 1962.",
        ),
        ("influenced by", "Bob", "Ada was influenced by Bob."),
        ("speed", Value("3", XSD + "integer"), "The speed of Ada is 3."),
        ("part of", "Europe", "Ada is part of Europe."),
        ("type", "engineer", "The type of Ada is engineer."),
    ],
)
def test_a_template_says_labels_that_are_no_nouns_as_they_are(predicate, value, expected):
    assert template(Request((fact("Ada", predicate, value),))).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to its north north .", True),
        ("the leader the leader S1 .", True),
        ("the title of the title of S0 is S1 .", True),
        ("the title of S0 is the title of S1 .", False),
        ("S0 S0 .", False),
        ("the leader of the town .", False),
        ("", False),
    ],
)
def test_words_that_stand_twice_side_by_side_are_noticed(text, expected):
    assert repeats(text.split()) is expected


@pytest.mark.parametrize(
    ("predicate", "text", "lost"),
    [
        ("snorkel brand", "S1 is the snorkel of S0 .", 1),
        ("snorkel brand", "S0 has S1 as its snorkels ' brand .", 0),
        ("snorkelling date", "S0 snorkelled on S1 .", 0),
        ("birth place", "S0 comes from S1 .", 0),
    ],
)
def test_words_of_a_predicate_that_training_lacked_are_missed(predicate, text, lost):
    source = delexicalise([[fact("Ann", predicate, "Zubi")]])
    assert Generator.from_pretrained()._lost(text.split(), source) == lost


def test_he_and_she_are_for_those_of_whom_the_corpus_tells_or_the_triples():
    generator = Generator.from_pretrained()
    assert "Alan Bean" in generator.checkpoint.vocabulary.names

    def may(*row):
        return generator._may_have_gender(delexicalise([read_terms([row])]))

    assert may("Alan_Bean", "birthPlace", "Oslo")
    assert not may("Ann_Nobody", "friend", "Alan_Bean")
    assert may("Ann_Nobody", "gender", "female")


def test_what_is_drawn_depends_on_the_seed_and_not_on_the_batch():
    generator = Generator.from_pretrained()
    told = (("birthPlace", "Oslo"), ("occupation", "Painter"), ("birthDate", "1932-03-15"))
    rows = [[(f"Ann_{n}", *fact) for fact in told] for n in range(9)]
    items = [Alternatives((((tuple(read_terms(row)),), 0.0),)) for row in rows]

    def drawn(chosen, seed, top_p=0.95):
        search = Search(num_beams=1, temperature=1.5, top_p=top_p, seed=seed)
        return [one.text for one in generator.compose(chosen, search=search)]

    whole = drawn(items, 1)
    assert drawn(items[3:5], 1) == whole[3:5]
    assert drawn(items, 1) == whole != drawn(items, 2)
    assert drawn(items, 1, top_p=1e-6) == drawn(items, 2, top_p=1e-6)


@pytest.mark.parametrize("bad", [{"temperature": -1}, {"top_p": 0}, {"top_p": 1.5}, {"num_beams": 0}])
def test_settings_out_of_bounds_are_refused(bad):
    with pytest.raises(ValueError, match=next(iter(bad))):
        Search(**bad)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S0 was built by S1 and S2 .", True),
        ("S1 built S0 which was built by S2 .", True),
        ("the builder of S0 is S2 , S1 .", True),
        ("S1 built S0 and the S2 .", False),
        ("S0 , S2 were built by S1 .", False),
        ("S0 was built by S1 and S2 by S1 .", False),
        ("S1 built S0 .", False),
    ],
)
def test_several_subjects_of_one_object_stand_side_by_side(text, expected):
    built = [fact("Voyager 1", "builder", "JPL"), fact("Voyager 2", "builder", "JPL")]
    assert confuses(text.split(), delexicalise([built])) is expected


def test_a_place_in_a_place_is_no_second_subject():
    facts = [
        fact("Ann", "residence", "Ghent"),
        fact("Ghent", "country", "Belgium"),
        fact("Ann", "country", "Belgium"),
    ]
    assert not confuses("S0 lives in S1 , which is in S2 .".split(), delexicalise([facts]))
