import pytest

from kgaigc.generation.delexicalise import PLURAL, SENTENCE_BREAK, delexicalise
from kgaigc.generation.names import Names
from kgaigc.generation.realise import sentences_of, spans_of, write_sentences
from kgaigc.values import XSD, Profile, Value

from .conftest import entity, fact


def realised(text, facts, profiles=(), topic=None):
    known = {profile.entity.iri: profile for profile in profiles}
    written = write_sentences(text.split(), delexicalise([facts]), names=Names(), profiles=known, topic=topic)
    return [sentence.text for sentence in written]


ADA = fact("Ada Lovelace", "birth place", "London")


def test_names_are_put_in_and_marks_set():
    assert realised("S0 ( a person ) was born in S1 , not elsewhere .", [ADA]) == [
        "Ada Lovelace (a person) was born in London, not elsewhere."
    ]


def test_sentences_begin_with_a_capital():
    assert realised(f"in S1 S0 was born . {SENTENCE_BREAK} it was fine .", [ADA]) == [
        "In London Ada Lovelace was born.",
        "It was fine.",
    ]


def test_a_name_that_ends_with_a_full_stop_ends_the_sentence():
    facts = [fact("Sammy", "alternative name", "Sammy Davis, Jr.")]
    assert realised("S0 is S1 .", facts) == ["Sammy is Sammy Davis, Jr."]


def test_gender_is_the_graphs():
    female = Profile(entity("Ada Lovelace"), gender="female")
    facts = [ADA]
    assert realised("he was born in S1 , his town .", facts, [female], entity("Ada Lovelace")) == [
        "She was born in London, her town."
    ]


@pytest.mark.parametrize(
    ("text", "datatype", "expected"),
    [
        ("1815-12-10", "date", "S was born on December 10, 1815."),
        ("1815-12", "gYearMonth", "S was born in December 1815."),
        ("1815", "gYear", "S was born in 1815."),
    ],
)
def test_the_preposition_fits_the_precision_of_a_date(text, datatype, expected):
    facts = [fact("S", "birth date", Value(text, XSD + datatype))]
    for preposition in ("on", "in"):
        assert realised(f"S0 was born {preposition} S1 .", facts) == [expected]


def test_a_unit_is_said_once():
    facts = [fact("Mars", "diameter", Value("6779", "http://dbpedia.org/datatype/kilometre"))]
    assert realised("S0 is S1 kilometres wide .", facts) == ["Mars is 6,779 kilometres wide."]


def test_an_indefinite_article_fits_the_name_after_it():
    facts = [fact("Ada", "type", "engineer")]
    assert realised("S0 was a S1 .", facts) == ["Ada was an engineer."]


def test_lists_put_the_predicates_noun_into_the_plural():
    facts = [fact("Voyager", "destination", "Jupiter"), fact("Voyager", "destination", "Saturn")]
    assert realised(f"the destination {PLURAL} of S0 are S1 and S2 .", facts) == [
        "The destinations of Voyager are Jupiter and Saturn."
    ]


def test_spans_point_at_the_objects_of_the_facts():
    source = delexicalise([[ADA]])
    (written,) = write_sentences("S0 was born in S1 .".split(), source, names=Names(), profiles={})
    (span,) = spans_of(written, source, [ADA])
    assert written.text[span.start : span.end] == "London"
    assert span.triples == (0,)


def test_each_fact_goes_to_the_sentence_that_names_its_object():
    second = fact("Ada Lovelace", "father", "Lord Byron")
    source = delexicalise([[ADA, second]])
    tokens = f"S0 was born in S1 . {SENTENCE_BREAK} S2 was her father .".split()
    written = write_sentences(tokens, source, names=Names(), profiles={})
    assert [s.triples for s in sentences_of(written, source, [ADA, second])] == [(ADA,), (second,)]


@pytest.mark.parametrize(
    ("predicate", "thing", "expected"),
    [
        ("occupation", "engineer", "Ada was an engineer."),
        ("material", "granite", "Ada was granite."),
        ("occupation", "Test Pilot", "Ada was Test Pilot."),
    ],
)
def test_what_someone_is_has_an_indefinite_article(predicate, thing, expected):
    assert realised("S0 was S1 .", [fact("Ada", predicate, thing)]) == [expected]


def test_a_name_in_small_letters_begins_a_sentence_with_a_capital():
    assert realised("S1 shows S0 .", [fact("Guernica", "subject", "bombing")]) == ["Bombing shows Guernica."]
    assert realised("S0 is S1 .", [fact("iPhone", "maker", "Apple")]) == ["iPhone is Apple."]


def test_nothing_is_in_a_person():
    profile = Profile(entity("Raphael"), gender="male")
    facts = [fact("The School of Athens", "creator", "Raphael")]
    assert realised("S0 is a work in S1 .", facts, [profile]) == [
        "The School of Athens is a work of Raphael."
    ]


@pytest.mark.parametrize("said", ["kilometres", "km", "( km )", "kilometres ( km )"])
def test_a_unit_said_once_more_in_other_words_is_dropped(said):
    facts = [fact("Mars", "diameter", Value("6779", "http://dbpedia.org/datatype/kilometre"))]
    assert realised(f"S0 is S1 {said} wide ( or so ) .", facts) == ["Mars is 6,779 kilometres wide (or so)."]


def test_a_name_keeps_its_space_whatever_it_begins_with():
    assert realised("S0 is S1 .", [fact("Ada", "knows", ":b1")]) == ["Ada is :b1."]


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (Profile(entity("London"), gender="male"), "Ada Lovelace met London, who is old."),
        (Profile(entity("London"), types=("city", "place")), "Ada Lovelace met London, which is old."),
        (Profile(entity("London"), types=("ruler", "person")), "Ada Lovelace met London, {} is old."),
        (Profile(entity("London")), "Ada Lovelace met London, {} is old."),
    ],
)
def test_a_person_is_who_and_a_thing_is_which(profile, expected):
    for said in ("who", "which"):
        assert realised(f"S0 met S1 , {said} is old .", [ADA], [profile]) == [expected.format(said)]


def test_what_someone_is_keeps_its_who():
    facts = [fact("Ada", "occupation", "engineer")]
    profile = Profile(entity("engineer"), types=("occupation",))
    assert realised("S0 was S1 who was fine .", facts, [profile]) == ["Ada was an engineer who was fine."]


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("main ingredients", "the main ingredients of S0 is S1 .", "The main ingredients of Bakso are Beef."),
        ("main ingredients", "S0 's main ingredients is S1 .", "Bakso's main ingredients are Beef."),
        ("ingredient", "the ingredient of S0 is S1 .", "The ingredient of Bakso is Beef."),
        ("campus", "the campus of S0 was S1 .", "The campus of Bakso was Beef."),
        ("main ingredients", "the ingredient of S0 is S1 .", "The ingredient of Bakso is Beef."),
    ],
)
def test_a_verb_agrees_with_the_name_of_a_relation(label, text, expected):
    assert realised(text, [fact("Bakso", label, "Beef")]) == [expected]


def test_a_date_that_is_kept_as_text_has_the_preposition_of_a_date():
    said = fact("Elliot See", "birth date", "")
    told = type(said)(said.subject, said.predicate, Value("1927-07-23"))
    assert realised("S0 was born in S1 .", [told]) == ["Elliot See was born on July 23, 1927."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S0 is in S1 , S2 .", "Ann is in Ghent, Belgium."),
        ("S0 is in S1 , S2 , and S1 is fine .", "Ann is in Ghent, Belgium, and Ghent, Belgium is fine."),
        ("S0 is in S2 , S1 .", "Ann is in Belgium, Ghent, Belgium."),
        ("S0 is in S1 and S2 .", "Ann is in Ghent, Belgium and Belgium."),
    ],
)
def test_the_end_of_a_name_is_not_said_twice_in_a_row(text, expected):
    facts = [fact("Ann", "residence", "Ghent, Belgium"), fact("Ann", "country", "Belgium")]
    assert realised(text, facts) == [expected]


def test_a_shortened_name_has_its_own_place():
    facts = [fact("Ann", "residence", "Ghent, Belgium"), fact("Ann", "country", "Belgium")]
    source = delexicalise([facts])
    (written,) = write_sentences("S0 is in S1 , S2 .".split(), source, names=Names(), profiles={})
    assert [written.text[start:end] for start, end, _ in written.places] == ["Ann", "Ghent", "Belgium"]
