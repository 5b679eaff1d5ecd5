"""Names as people write them: initials, dots, numerals, letters for states."""

from __future__ import annotations

import pytest

from kgaigc.checking.likeness import Passage
from kgaigc.checking.naming import is_shared
from kgaigc.values import XSD_STRING, Entity, Value


def marked(text: str, name: str) -> list[str]:
    passage = Passage(text)
    words = passage.likeness(Entity(f"urn:made-up:{name}", name)).words
    return [word for word, degree in zip(passage.words, words, strict=True) if degree > 0]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("She lives in Orrin, NJ now.", "Orrin, New Jersey", ["orrin", "nj"]),
        ("She lives in Orrin, N.J. now.", "Orrin, New Jersey", ["orrin", "n", ".", "j"]),
        ("The US Navy gave it.", "Zinc Star (United States Navy)", ["us", "navy"]),
        ("He played for Velm AFC.", "Velm A.F.C.", ["velm", "afc"]),
        ("He played for Velm A.F.C. then.", "Velm AFC", ["velm", "a", ".", "f", ".", "c"]),
        ("She fought in the Tin War 2.", "Tin War II", ["tin", "war", "2"]),
        ("She fought in the Tin War Two.", "Tin War II", ["tin", "war", "two"]),
        ("She fought in WWII.", "World War II", ["wwii"]),
        ("He led the LA Library.", "Los Angeles Library", ["la", "library"]),
    ],
)
def test_parts_of_a_name_may_be_abbreviated(text: str, name: str, words: list[str]) -> None:
    assert marked(text, name) == words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She is in a hurry.", "Orrin, Indiana"),
        ("She fought in WWI.", "World War II"),
        ("He said la la.", "Los Angeles Library"),
    ],
)
def test_other_words_are_no_abbreviation_of_it(text: str, name: str) -> None:
    assert marked(text, name) == []


@pytest.mark.parametrize("said", ["a master of arts", "a Master of Arts"])
def test_a_degree_may_be_spelt_out(said: str) -> None:
    passage = Passage(f"Orr left VELM with {said}.")
    assert passage.likeness(Value("VELM, M.A. 1957", XSD_STRING)).found > 0.5
    words = passage.likeness(Value("VELM, M.A. 1957", XSD_STRING)).words
    assert words[passage.words.index("arts")] > 0


def test_a_date_that_is_kept_as_a_string_is_found_in_words() -> None:
    assert Passage("It closed on June 3rd, 1951.").likeness(Value("1951-06-03", XSD_STRING)).found == 1


def test_the_second_year_of_a_season_may_be_written_in_full() -> None:
    assert marked("They won the 2014-2015 cup.", "2014-15 Velm Cup") == ["2014", "2015", "cup"]


def test_a_plural_tells_names_apart_as_little_as_its_singular() -> None:
    assert is_shared("universities")
    assert not is_shared("velm")
