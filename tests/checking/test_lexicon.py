"""The lexicon that ships: words, directions and unseen predicates."""

from __future__ import annotations

import pytest

from kgaigc.checking.contexts import IMPLIED, Context, context, is_plain
from kgaigc.checking.lexicon import load_lexicon
from kgaigc.checking.matching import SAID
from kgaigc.checking.words import akin, label_words, stem


def around(before: str, between: str, after: str = ".", *, forward: bool = True) -> Context:
    gaps = [tuple(words.split()) for words in (before, between, after)]
    return context(gaps, 0, 1) if forward else context(gaps, 1, 0)


TRUE = [
    ("birth place", around("", "was born in")),
    ("death place", around("", "died in")),
    ("birth place", around("born in", ",", "died", forward=False)),
    ("author", around("", "was written by")),
    ("author", around("", "wrote", forward=False)),
    ("designer", around("", "designed the", forward=False)),
    ("architect", around("the architect of", "is")),
    ("country", around("", ",")),
    ("instruction set", around("the instruction set of", "is")),
    ("programming language", around("", "'s programming language is")),
    ("painter", around("", "was painted by")),
]

FALSE = [
    ("birth place", around("", "died in")),
    ("death place", around("", "was born in")),
    ("author", around("", "was published by")),
    ("designer", around("", "was destroyed by")),
    ("architect", around("", "was demolished by")),
    ("birth date", around("", "died on")),
    ("author", around("", "was written by", forward=False)),
    ("instruction set", around("", "was sold to")),
]


@pytest.mark.parametrize(("label", "words"), TRUE)
def test_words_that_say_a_predicate_are_recognised(label: str, words: Context) -> None:
    assert load_lexicon().says(label, words) >= SAID


@pytest.mark.parametrize(("label", "words"), FALSE)
def test_words_that_say_something_else_are_told_apart(label: str, words: Context) -> None:
    assert load_lexicon().says(label, words) < SAID


def test_the_head_of_a_list_belongs_to_each_of_its_members() -> None:
    gaps = [("",), ("wrote",), (",",), ("and",), (".",)]
    assert context(gaps, 0, 3).near == ("wrote", ",", "and")


def test_an_implied_subject_stands_before_the_sentence() -> None:
    assert context([("born", "in"), (".",)], IMPLIED, 0).near == ("born", "in")


@pytest.mark.parametrize(
    ("words", "forward"),
    [
        (("the birth place of", "is", "."), True),
        (("", "'s birth place was", "."), True),
        (("", "is the birth place of", "."), False),
    ],
)
def test_a_label_in_so_many_words_is_plain(words: tuple[str, str, str], forward: bool) -> None:
    assert is_plain(around(*words, forward=forward), ("birth", "place"))
    assert not is_plain(around(*words, forward=not forward), ("birth", "place"))


def test_words_of_one_family_are_akin() -> None:
    lemmas = load_lexicon().lemmas
    assert akin("painter", "painted", lemmas)
    assert akin("writer", "wrote", lemmas)
    assert not akin("born", "died", lemmas)


def test_labels_are_split_at_capitals_and_underscores() -> None:
    assert label_words("runwayLength") == label_words("runway_length") == ("runway", "length")


def test_stems_keep_short_words_whole() -> None:
    assert stem("die") == "die"
