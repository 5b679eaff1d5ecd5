"""Words as the checker sees them: tokens, stems, and whether two words are of one family.

The stems are crude on purpose: they only have to bring "painter", "painted" and "painting" together.
Irregular forms ("wrote", "taught") come from a table that is learnt with the lexicon.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+|[’']s\b|[^\w\s]")
_CONNECTIVES = """
    , ; and or & as well both the a an in on at of by for with to from also then including its his
    her their
"""
_FUNCTION_WORDS = """
    is are was were be been being has have had having do does did it he she they who which that this
    these those whose whom where when while there 's ( ) . : - – — " ' ’ “ ” s i as than into about
    can may not one some called known
"""
_ENDINGS = """
    ations ation ional ional itions ition ions ion ments ment ances ance ences ence ities ity ings
    ing ness ships ship ors or ers er ist ists ees ee ives ive als al es ed ally ly s e y
"""
# Between two things of a list there is nothing but these: what was said of the first is said of the second.
CONNECTIVES = frozenset(_CONNECTIVES.split())
FUNCTION_WORDS = CONNECTIVES | frozenset(_FUNCTION_WORDS.split())
NEGATIONS = frozenset(
    ("not", "never", "no", "neither", "nor", "without", "n't", "nobody", "nothing", "cannot")
)
ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())
PRONOUNS = frozenset(("he", "she", "it", "they", "him", "them"))
POSSESSIVES = frozenset(("his", "her", "its", "their"))
_SUFFIXES = tuple(_ENDINGS.split())


class Token(NamedTuple):
    """A word of the text in lower case without accents, with its place."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words and marks of a text, in order.

    >>> [token.text for token in tokens("Gödel's proof, 1931.")]
    ['godel', "'s", 'proof', ',', '1931', '.']
    """
    return [Token(plain(m.group()), m.start(), m.end()) for m in TOKEN.finditer(text)]


def plain(text: str) -> str:
    """Lower case without accents, straight apostrophes."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=50_000)
def label_words(label: str) -> tuple[str, ...]:
    """The words of a predicate's label, camelCase and underscores split, in lower case.

    >>> label_words("birthPlace")
    ('birth', 'place')
    """
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[_/]", " ", label)
    return tuple(plain(word) for word in re.findall(r"[^\W_]+", spaced))


def content_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that carry meaning; all of them if none does."""
    return tuple(word for word in words if word not in FUNCTION_WORDS) or words


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without its ending, at least three characters of it.

    >>> stem("designer") == stem("designed") == stem("designs")
    True
    """
    word = re.sub("ie[sd]$", "y", word)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return _short(word[: -len(suffix)])
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return word[:-1]
    return word


def _short(word: str) -> str:
    if word.endswith("at") and len(word) > 5:
        return word[:-2]
    return word[:-1] if word[-1] == word[-2] and word[-1] not in "ls" else word


def akin(one: str, other: str, lemmas: Mapping[str, str]) -> bool:
    """Whether two words are of one family ("writer" and "wrote", "painter" and "painted").

    Args:
        one: a word in lower case.
        other: another.
        lemmas: irregular forms and their lemmas.
    """
    return one == other or not family(one, lemmas).isdisjoint(family(other, lemmas))


def family(word: str, lemmas: Mapping[str, str]) -> frozenset[str]:
    """The forms that a word shares with words of its family, itself among them."""
    return _forms(word, lemmas.get(word, word))


@lru_cache(maxsize=50_000)
def _forms(word: str, lemma: str) -> frozenset[str]:
    return frozenset((word, lemma, stem(word), stem(lemma)))
