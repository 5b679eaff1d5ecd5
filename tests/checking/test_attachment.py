"""What the build of a sentence rules out."""

from __future__ import annotations

from kgaigc.checking.attachment import is_called, is_of_another, is_reversed, trails
from kgaigc.checking.contexts import context
from kgaigc.checking.things import Reading

# "The parent body of Jupiter is the Sun and whose parent body is Saturn."
GAPS = [
    ("the", "parent", "body", "of"),
    ("is", "the"),
    ("and", "whose", "parent", "body", "is"),
    (".",),
]
JUPITER, _SUN, SATURN = range(3)


def test_what_a_label_names_is_the_object() -> None:
    reading = Reading(0, 0, (), (), tuple(GAPS), ())
    assert is_called(reading, SATURN, "parent body")
    assert not is_called(reading, SATURN, "largest moon")
    assert not is_called(reading, JUPITER, "parent body")


def test_a_label_that_is_no_noun_has_its_subject_first() -> None:
    gaps = [(), ("was", "selected", "by", "nasa", "in"), (".",)]
    assert not is_reversed(context(gaps, 0, 1), "selected by NASA")
    assert is_reversed(context([(), ("is", "the", "capital", "of"), (".",)], 0, 1), "capital")


def reading_of(*gaps: str) -> Reading:
    return Reading(0, 0, (), (), tuple(tuple(gap.split()) for gap in gaps), ())


def test_what_is_said_of_someones_mother_is_not_said_of_her() -> None:
    assert is_of_another(reading_of("", "'s mother is", "and died on", "."), 0, 2)
    assert is_of_another(reading_of("the mother of", "is", "and married", "and died on", "."), 0, 3)
    assert not is_of_another(reading_of("the mother of", "is", "and the father is", "."), 0, 2)
    assert not is_of_another(reading_of("", "'s mother is", "and her father is", "."), 0, 2)
    assert not is_of_another(reading_of("the moons of", "are", "and", "."), 0, 2)
    assert not is_of_another(reading_of("", "was born in", "and died on", "."), 0, 2)


def test_a_name_at_the_end_after_a_comma_is_said_nothing_of() -> None:
    assert trails(reading_of("", "is found in the", ",", "."), 2, 1)
    assert trails(reading_of("", "is found in the", "and", "."), 2, 1)
    assert not trails(reading_of("", "is found in the", ", where", "stands ."), 2, 1)
    assert not trails(reading_of("in the", ",", "is shown ."), 1, 0)
    assert not trails(reading_of("", "is in", ",", "."), 1, 2)
