import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgaigc.errors import ConfigError
from kgaigc.graph import read_terms
from kgaigc.values import XSD, Entity, Value


def read(subject, predicate, object_):
    return read_terms([[subject, predicate, object_]])[0]


def test_names_have_spaces_for_underscores_and_come_out_as_they_were():
    triple = read("Ada_Lovelace", "birthPlace", "London,_England")
    assert str(triple) == "Ada Lovelace · birth place · London, England"
    assert triple.to_dict() == ["Ada_Lovelace", "birthPlace", "London,_England"]


def test_slashes_in_predicates_are_kept_apart():
    label = read("a", "associatedBand/associatedMusicalArtist", "b").predicate.label
    assert label == "associated band / associated musical artist"


@pytest.mark.parametrize("text", ["<http://x.example/Ada_Lovelace>", "http://x.example/Ada_Lovelace"])
def test_iris_are_iris_with_or_without_brackets(text):
    assert read(text, "http://x.example/birthPlace", text).subject == Entity(
        "http://x.example/Ada_Lovelace", "Ada Lovelace"
    )
    assert read(text, "http://x.example/birthPlace", text).predicate.label == "birth place"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"UT Austin, B.S. 1955"', Value("UT Austin, B.S. 1955")),
        ('"chat"@fr', Value("chat", language="fr")),
        ('"5"^^<http://www.w3.org/2001/XMLSchema#integer>', Value("5", XSD + "integer")),
        ('"5"^^xsd:integer', Value("5", XSD + "integer")),
        (r'"say \"hi\"\n\u00e9"', Value('say "hi"\né')),
        ('""', Value("")),
        ("1986-10-12", Value("1986-10-12", XSD + "date")),
        ("1986", Value("1986", XSD + "gYear")),
        ("25", Value("25", XSD + "integer")),
    ],
)
def test_literals_are_told_by_their_looks(text, value):
    assert read("a", "p", text).object == value


@pytest.mark.parametrize("name", ["1955_Dodge", "(19255)_1994_VK8", "11th_Mississippi", "A.C._Milan"])
def test_names_with_digits_are_names(name):
    assert isinstance(read("a", "p", name).object, Entity)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["a", "p"]], r"triples\[0\]: expected three strings"),
        ([["a", "p", "o"], ["a", "p", 3]], r"triples\[1\]: expected three strings"),
        (["apo"], "expected three strings"),
        ([["a", " ", "o"]], "predicate is empty"),
        ([["a", '"p"', "o"]], "predicate .* literal"),
        ([['"1"^^<http://x/d>', "p", "o"]], "subject .* literal"),
        ("abc", "expected a list"),
        (3, "expected a list"),
    ],
)
def test_a_bad_row_is_named_with_its_number(rows, words):
    with pytest.raises(ConfigError, match=words):
        read_terms(rows)


@given(st.text("abcXYZ_ ,.-()é/%'", min_size=1).filter(str.strip))
def test_any_name_comes_out_verbatim(name):
    assert read(name, "p", "o").to_dict()[0] == name


@given(st.text(st.characters(blacklist_categories=("Cs",))))
def test_a_literal_written_as_n_triples_reads_as_itself(text):
    value = Value(text, language="en")
    from kgaigc.values import ntriples

    assert read("a", "p", ntriples(value)).object == value
