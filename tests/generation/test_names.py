from collections import Counter

from kgaigc.generation.names import START, Names, learn_names
from kgaigc.values import Entity, Profile, Value, named

from .conftest import entity


def test_labels_lose_their_brackets():
    assert Names().write(entity("Addiction (journal)"), form="", before=START) == "Addiction"


def test_usage_gives_the_article():
    names = Names()
    assert (
        names.write(entity("University of Cambridge"), form="", before="at") == "the University of Cambridge"
    )
    assert names.write(entity("University of Cambridge"), form="", before="the") == "University of Cambridge"
    assert names.write(entity("London"), form="", before="in") == "London"


def test_the_class_gives_the_article():
    louvre = entity("Louvre")
    assert (
        Names().write(louvre, form="", before="in", profile=Profile(louvre, types=("museum",)))
        == "the Louvre"
    )


def test_countries_have_demonyms():
    assert Names().write(entity("Italy"), form="adj", before="an") == "Italian"


def test_a_short_name_of_a_graphs_entity_must_be_one_of_its_aliases():
    ada = entity("Ada Lovelace")
    assert Names().write(ada, form="short", before=START, profile=Profile(ada)) == "Ada Lovelace"
    assert (
        Names().write(ada, form="short", before=START, profile=Profile(ada, aliases=("Lovelace",)))
        == "Lovelace"
    )


def test_a_corpus_writes_its_names_as_its_texts_did_by_the_word_before():
    mentions = Counter(
        {
            ("United States", "in", "the United States"): 5,
            ("United States", "the", "US"): 3,
            ("United States", "^", "U"): 1,
        }
    )
    names = learn_names(mentions, values=Counter())
    assert names.write(named("United_States"), form="", before="in") == "the United States"
    assert names.write(named("United_States"), form="", before="the") == "US"
    assert (
        names.write(Entity("https://x.example/us", "United States"), form="", before="in")
        == "the United States"
    )


def test_what_is_stored_is_what_is_read():
    names = learn_names(Counter({("A", "in", "the A"): 2}), values=Counter())
    assert Names.from_dict(names.to_dict()) == names


def test_a_quantity_is_not_written_as_the_same_number_of_something_else():
    names = learn_names(Counter(), values=Counter({("1200 squareMetre", "of", "1200 sq m"): 4}))
    metres = Value("1200", "http://dbpedia.org/datatype/metre")
    squared = Value("1200", "http://dbpedia.org/datatype/squareMetre")
    assert names.write(squared, form="", before="of", learnt=True) == "1200 sq m"
    assert names.write(squared, form="", before="of") == "1,200 square metres"
    assert names.write(metres, form="", before="of", learnt=True) == "1,200 metres"


def test_names_that_take_the_article():
    taking = ("United States", "Association for Computing Machinery", "Royal Society", "Turing Award", "Moon")
    without = ("Princeton University", "Lake Placid", "Ada Lovelace", "Mars", "Jones County", "punched card")
    assert all(Names().takes_article(name) for name in taking)
    assert not any(Names().takes_article(name) for name in without)


def test_pronouns_and_names_of_other_things_are_no_forms():
    mentions = Counter(
        {
            ("Milton Town", "in", "Milton Town"): 3,
            ("Milton Town", "in", "Milton"): 3,
            ("Milton Town", "in", "their"): 9,
            ("Milton Town", "in", "Hilton"): 9,
            ("Milton Town", "in", "Miltontown"): 1,
            ("Hilton", "in", "Hilton"): 2,
            ("Milton", "in", "Milton"): 2,
        }
    )
    names = learn_names(mentions, values=Counter())
    assert set(names.forms["Milton Town"]) == {"Milton Town", "Milton", "Miltontown"}
    assert names.usual(named("Milton_Town")) == ("Milton", "Milton Town")


def test_numbers_of_a_corpus_are_written_as_its_texts_write_numbers():
    number = Value("57059226", "http://www.w3.org/2001/XMLSchema#integer")
    plain = Names({"318875313": {"318875313": 3}, "40000": {"40000": 2, "40,000": 1}})
    grouped = Names({"318875313": {"318,875,313": 3}})
    assert plain.write(number, form="", before="is", learnt=True) == "57059226"
    assert plain.write(number, form="", before="is") == "57,059,226"
    assert grouped.write(number, form="", before="is", learnt=True) == "57,059,226"


def test_a_corpus_has_a_capital_on_common_nouns_that_a_sentence_has_not():
    names = Names({"Peanut": {"peanuts": 2, "peanut": 3}, "Test pilot": {"a test pilot": 9}})
    assert names.write(named("Bakewell_tart"), form="", before="is") == "Bakewell tart"
    assert names.write(named("Test_flight"), form="", before="a") == "test flight"
    assert names.write(named("Peanut_sauce"), form="", before="with") == "peanut sauce"
    assert names.write(named("Peanut_sauce"), form="", before=START) == "Peanut sauce"
    assert names.write(named("Spanish_language"), form="", before="is") == "Spanish language"
    assert names.write(named("Palo_Alto"), form="", before="in") == "Palo Alto"
    assert (
        names.write(Entity("https://x.example/p", "Peanut sauce"), form="", before="with") == "Peanut sauce"
    )
