"""The names that a text may have."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgaigc.linking.surfaces import surfaces


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Who designed the analytical engine?", "Analytical Engine"),
        ("who wrote the hobbit", "The Hobbit"),
        ("She lives in Washington, D.C. now.", "Washington, D.C."),
        ("Lovelace's notes", "Lovelace"),
        ("two cities", "city"),
        ("the noodles", "noodle"),
        ("J. R. R. Tolkien wrote it.", "J. R. R. Tolkien"),
        ("seen in Springfield (Ohio) today", "Springfield (Ohio)"),
        ("the University of the Arts London there", "University of the Arts London"),
        ("她在北京大学读书", "北京大学"),
        ("Ada\n Lovelace".replace("\n", ""), "Ada Lovelace"),
    ],
)
def test_a_text_may_have_a_name(text: str, name: str) -> None:
    assert name in surfaces(text)


def test_no_name_goes_over_the_end_of_a_sentence_or_is_a_word_of_the_grammar() -> None:
    found = surfaces("It was in Rome. Paris came of it; Oslo too.")
    assert {"Rome", "Paris", "Oslo"} <= set(found)
    assert not {"Rome. Paris", "Rome Paris", "of", "it", "was", "it; Oslo"} & set(found)


@given(st.text(max_size=80))
def test_any_text_has_each_name_once(text: str) -> None:
    found = surfaces(text)
    assert len(found) == len(set(found)) and all(found)


def test_a_long_text_is_read_as_far_as_there_is_room() -> None:
    began = time.monotonic()
    assert len(surfaces("A Name of Many " * 200_000)) <= 20_000
    assert len(surfaces("字" * 100_000 + " and " * 100_000)) <= 20_000
    assert time.monotonic() - began < 60
