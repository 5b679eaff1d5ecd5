"""Words that compare equal, and the words that a misspelt one may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgaigc.linking.folding import fold
from kgaigc.linking.spelling import Speller
from kgaigc.linking.wordforms import key, name_words, read_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("st. louis", "saint louis"),
        ("washington, d.c.", "washington dc"),
        ("rock & roll", "rock and roll"),
        ("k-w united", "k w united"),
        ("o'brien", "obrien"),
        ("1,000 islands", "1000 island"),
        ("j. r. r. tolkien", "j.r.r. tolkien"),
        ("churches", "church"),
        ("cities", "city"),
    ],
)
def test_names_written_differently_have_one_key(one: str, other: str) -> None:
    assert key(name_words(one)) == key(name_words(other))


@pytest.mark.parametrize(("one", "other"), [("1.5 km", "15 km"), ("c++", "c"), ("apollo 11", "apollo 12")])
def test_what_tells_names_apart_stays_in_their_keys(one: str, other: str) -> None:
    assert key(name_words(one)) != key(name_words(other))


@given(st.text(max_size=60))
def test_words_stand_where_they_are_said_to_stand_and_none_overlap(text: str) -> None:
    folded = fold(text).text
    words = read_words(folded)
    edges = [edge for place in zip(words.starts, words.ends, strict=True) for edge in place]
    assert edges == sorted(edges)
    assert all(folded[start:end].strip() for start, end in zip(words.starts, words.ends, strict=True))


MANY = [f"{letter}zzzzzzzzzzz{other}" for letter in "efghijklmnop" for other in "efghijklmnop"]


@given(
    st.text(alphabet="abc", min_size=2, max_size=8),
    st.integers(0, 7),
    st.sampled_from("abcd"),
    st.sampled_from([MANY, MANY[:1]]),
)
def test_a_word_is_found_with_a_letter_left_out_put_in_or_replaced(
    word: str, place: int, letter: str, others: list[str]
) -> None:
    place %= len(word)
    speller = Speller([word, *others])
    for wrong in (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
    ):
        assert speller.near(wrong) == (() if wrong == word else (word,))


def test_swapped_letters_are_one_error_and_two_errors_are_too_many() -> None:
    speller = Speller(["london", "oslo"])
    assert speller.near("lnodon") == ("london",)
    assert speller.near("lndn") == ()
    assert Speller([]).near("london") == ()
