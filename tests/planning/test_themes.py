import pytest

from kgaigc.planning.themes import Theme, is_date, is_figure, theme_and_stage
from kgaigc.values import XSD, Entity, Triple, Value, named

IT = named("it")


def theme(predicate, object_):
    return theme_and_stage(Triple(IT, named(predicate), object_), IT)[0]


@pytest.mark.parametrize(
    ("predicate", "expected"),
    [
        ("nationality", Theme.LEAD),
        ("almaMater", Theme.LIFE),
        ("parent", Theme.LIFE),
        ("parentBody", Theme.WORK),
        ("discoverer", Theme.LIFE),
        ("award", Theme.WORK),
        ("location", Theme.PLACE),
        ("unheardOf", Theme.WORK),
    ],
)
def test_words_of_the_predicate_tell_the_theme(predicate, expected):
    assert theme(predicate, named("something")) is expected


def test_the_iri_tells_it_where_the_label_is_foreign():
    fact = Triple(IT, Entity("http://x/birthPlace", "Geburtsort"), named("London"))
    assert theme_and_stage(fact, IT)[0] is Theme.LIFE


def test_numbers_are_figures_and_dates_are_life():
    assert theme("unheardOf", Value("3", "http://dbpedia.org/datatype/kilometre")) is Theme.FIGURES
    assert theme("yearOfConstruction", Value("1900", XSD + "integer")) is Theme.LIFE
    assert theme("unheardOf", Value("1900", XSD + "gYear")) is Theme.LIFE
    assert theme("unheardOf", Value("room 3")) is Theme.WORK


def test_what_others_tell_are_links():
    assert theme_and_stage(Triple(named("other"), named("birthPlace"), IT), IT)[0] is Theme.LINKS


def test_kinds_of_values_are_told_apart():
    date, number, text = (
        Triple(IT, named("p"), value)
        for value in (
            Value("1815-12", XSD + "gYearMonth"),
            Value("3.5", XSD + "decimal"),
            Value("3", language="en"),
        )
    )
    assert (is_date(date), is_date(number), is_date(text)) == (True, False, False)
    assert (is_figure(date), is_figure(number), is_figure(text)) == (False, True, False)
