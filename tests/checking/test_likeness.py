"""Where a text may name a thing, softly: cut, inflected, misspelt and rounded names."""

from __future__ import annotations

import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgaigc.checking.likeness import Likeness, Passage, alike, kind_of
from kgaigc.checking.naming import name_parts
from kgaigc.values import XSD, Entity, Value

DATE = Value("1815-12-10", f"{XSD}date")
METRE = "http://dbpedia.org/datatype/metre"


def entity(name: str) -> Entity:
    return Entity(f"urn:made-up:{name}", name)


def likeness(text: str, name: str) -> Likeness:
    return Passage(text).likeness(entity(name))


def marked(text: str, name: str, *, least: float = 0.7) -> list[str]:
    passage = Passage(text)
    return [
        word
        for word, degree in zip(passage.words, passage.likeness(entity(name)).words, strict=True)
        if degree >= least
    ]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("ann orr was born here.", "Ann Orr", ["ann", "orr"]),
        ("The painter Ann Orr was born here.", "Ann_Orr", ["ann", "orr"]),
        ("Hedda Brannt was born here.", "Hedda Brandt", ["hedda", "brannt"]),
        ("Hedda Bradnt was born here.", "Hedda Brandt", ["hedda", "bradnt"]),
        ("She is an Italian painter.", "Italy", ["italian"]),
        ("Two Norlanders came.", "Norland", ["norlanders"]),
        ("She lives in the US now.", "United States", ["us"]),
        ("she lives in the u.s. now.", "United States", ["u", ".", "s"]),
        ("He is from the U.S.A.", "United States of America", ["u", ".", "s", ".", "a"]),
        ("The Bank of Ada is closed.", "Bank of Ada (London)", ["bank", "ada"]),
        ("Björn Öst sang.", "Bjorn Ost", ["bjorn", "ost"]),
    ],
)
def test_the_words_of_a_name_are_found_as_people_write_it(text: str, name: str, words: list[str]) -> None:
    assert marked(text, name) == words
    assert likeness(text, name).found >= 0.7


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Orrin lives here.", "Ann Orr"),
        ("The cat sat.", "Car"),
        ("He lives in London.", "Bank of Ada (London)"),
        ("The bishop of the town came.", "Bank of Ada"),
        ("They play in the county.", "Kane County"),
        ("Tell us more.", "Underwood"),
        ("", "Ann Orr"),
    ],
)
def test_what_a_name_only_shares_with_others_is_not_the_name(text: str, name: str) -> None:
    assert likeness(text, name).found < 0.5


def test_the_family_name_alone_is_half_of_a_name() -> None:
    assert likeness("Orr lives here.", "Ann Orr").found == pytest.approx(0.5)


def test_what_stands_in_brackets_counts_little() -> None:
    (bank, _), (_, of), (_, ada), (_, london) = name_parts("Bank of Ada (London)")
    assert bank == "bank"
    assert london == of < ada


def test_any_of_the_names_will_do() -> None:
    passage = Passage("The Great Wall Street Tower is high.")
    plain = passage.likeness(entity("Building 7"))
    named = Passage("The Great Wall Street Tower is high.").likeness(
        entity("Building 7"), ("Building 7", "Great Wall Street Tower")
    )
    assert plain.found == 0
    assert named.found == pytest.approx(1)


def test_what_a_linker_found_is_the_thing_whatever_it_is_called() -> None:
    text = "Later she moved."
    passage = Passage(text, named={entity("Ann Orr").iri: [(6, 9)]})
    found = passage.likeness(entity("Ann Orr"))
    assert [w for w, d in zip(passage.words, found.words, strict=True) if d == 1] == ["she"]
    assert found.found == 1


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("born on 10 December 1815.", DATE, 1.0),
        ("born on December 10th, 1815.", DATE, 1.0),
        ("has three moons", Value("3", f"{XSD}integer"), 1.0),
        ("is 90 metres high", Value("90", METRE), 1.0),
        ("the motto is Never Stop", Value("Never Stop"), 1.0),
    ],
)
def test_a_value_is_found_in_any_of_its_forms(text: str, value: Value, found: float) -> None:
    assert Passage(text).likeness(value).found == found


def test_what_may_be_the_value_counts_for_less_than_the_value() -> None:
    year = Passage("born in 1815.").likeness(DATE).found
    assert 0 < year < Passage("born on 10 December 1815.").likeness(DATE).found
    rounded = Passage("about 1.8 million people").likeness(Value("1790658", f"{XSD}integer")).found
    assert 0 < rounded < 1


@pytest.mark.parametrize(
    "text", ["born on 11 December 1815.", "born in 1816.", "is 1815 metres high", "born then."]
)
def test_another_value_is_not_the_value(text: str) -> None:
    found = Passage(text).likeness(DATE)
    assert found.found == 0
    assert not found.words.any()


def test_values_that_a_linker_found_are_taken_from_it() -> None:
    text = "born that winter"
    passage = Passage(text, values=[(5, 16, DATE)])
    assert passage.likeness(DATE).words.tolist() == [0, 1, 1]


def test_the_kind_of_a_term_tells_entities_numbers_dates_and_texts() -> None:
    terms = [
        entity("Ann"),
        Value("3", f"{XSD}integer"),
        Value("90", METRE),
        DATE,
        Value("1815", f"{XSD}gYear"),
    ]
    assert [kind_of(term) for term in terms] == ["entity", "number", "number", "date", "date"]
    assert kind_of(Value("Never Stop")) == "text"


NAMES = st.lists(st.text(string.ascii_letters, min_size=1, max_size=9), min_size=1, max_size=4).map(" ".join)


@given(NAMES, NAMES)
def test_likeness_is_a_share_and_a_name_is_like_itself(one: str, other: str) -> None:
    found = likeness(f"{one} met {other}.", one)
    assert found.found == pytest.approx(1)
    assert np.all((found.words >= 0) & (found.words <= 1))
    assert 0 <= likeness(one, other).found <= 1 + 1e-6


@given(
    st.text(string.ascii_lowercase, min_size=1, max_size=12),
    st.text(string.ascii_lowercase, min_size=1, max_size=12),
)
def test_words_are_alike_both_ways(one: str, other: str) -> None:
    assert alike(one, other) == pytest.approx(alike(other, one))
    assert alike(one, one) == 1
