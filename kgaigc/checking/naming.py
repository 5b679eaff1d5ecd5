"""The words of names, how telling each is, and how else people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kgaigc.checking.words import FUNCTION_WORDS, plain, stem

# Words that many names share: they tell little of which one is meant.
_SHARED = frozenset(
    """county square football national united states team club fc university language city american americans music
    airport people party state war league international township district club association union army air force
    company group band parliament council president kingdom republic democratic school college street station
    museum house hall river island institute society church member service public south north east west new
    metal rock sauce engine battle records launch pad rocket class series film type""".split()
)
_SHARED_STEMS = frozenset(map(stem, _SHARED))

# What a name, or a part of one, is also called where neither its letters nor its initials show it.
_OTHERWISE: dict[tuple[str, ...], tuple[str, ...]] = {
    tuple(line.partition(":")[0].split()): tuple(line.partition(":")[2].split())
    for line in """
united states:american americans america usa
united kingdom:british britain uk
los angeles:la
spain:spanish spaniard
france:french frenchman
england:english englishman
netherlands:dutch dutchman
poland:polish pole
denmark:danish dane
switzerland:swiss
ireland:irish
wales:welsh
philippines:filipino
thailand:thai
finland:finnish
saint:st
mount:mt
""".strip().splitlines()
}
# Letters for the states of America, which addresses have in the place of their names, and for all of them.
_LETTERS = {
    tuple(line.partition(":")[0].split()): line.partition(":")[2]
    for line in """alabama:al;alaska:ak;arizona:az;arkansas:ar;california:ca;colorado:co;connecticut:ct;delaware:de;
florida:fl;georgia:ga;hawaii:hi;idaho:id;illinois:il;indiana:in;iowa:ia;kansas:ks;kentucky:ky;louisiana:la;
maine:me;maryland:md;massachusetts:ma;michigan:mi;minnesota:mn;mississippi:ms;missouri:mo;montana:mt;nebraska:ne;
nevada:nv;new hampshire:nh;new jersey:nj;new mexico:nm;new york:ny;north carolina:nc;north dakota:nd;ohio:oh;
oklahoma:ok;oregon:or;pennsylvania:pa;rhode island:ri;south carolina:sc;south dakota:sd;tennessee:tn;texas:tx;
utah:ut;vermont:vt;virginia:va;washington:wa;west virginia:wv;wisconsin:wi;wyoming:wy;united states:us""".replace(
        "\n", ""
    ).split(";")
}
_STATES = {letters: run for run, letters in _LETTERS.items()}
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_ROMAN = dict(zip("ii iii iv v vi vii viii ix x xi xii".split(), range(2, 13), strict=True))

LIGHT = 0.15  # Weight of "of" and "the" in a name, and of what stands in brackets.
_GENERIC = 0.35  # Weight of a word that many names share, and of an initial.
_INITIALS = 3  # Initials of the beginning of a name ("MIT" for one with its country) are so many at least.
_SHORT = 4  # A form with fewer letters may be written with dots.
_LONGEST = 6  # Initials of a name.
_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+|[()]")
_DOTTED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]{1,2}\.){1,4}[^\W\d_]{0,2}(?![^\W\d_])")


class Form(NamedTuple):
    """Another way to write some words of a name.

    Attributes:
        first: the first of the words that it stands for.
        last: one past the last.
        words: what is written, as tokens of a text.
        capitals: it counts only where it is written in capitals ("LA", not "la").
    """

    first: int
    last: int
    words: tuple[str, ...]
    capitals: bool = False


@lru_cache(maxsize=50_000)
def name_parts(name: str) -> tuple[tuple[str, float], ...]:
    """The words of a name in lower case with their weights; what stands in brackets counts little.

    >>> name_parts("Bank of Ada (London)")
    (('bank', 1.0), ('of', 0.15), ('ada', 1.0), ('london', 0.15))
    """
    parts: list[tuple[str, float]] = []
    depth = 0
    for found in _WORD.findall(plain(name)):
        if found in "()":
            depth += 1 if found == "(" else -1
        else:
            parts.append((found, LIGHT if depth > 0 else _weight(found)))
    return tuple(parts)


def _weight(word: str) -> float:
    if word in FUNCTION_WORDS:
        return LIGHT
    return _GENERIC if word in _SHARED or (len(word) == 1 and word.isalpha()) else 1.0


def is_shared(word: str) -> bool:
    """Whether many names have a word, in lower case, so that it does not tell them apart."""
    return word in _SHARED or stem(word) in _SHARED_STEMS


@lru_cache(maxsize=50_000)
def forms_of(name: str) -> tuple[Form, ...]:
    """How else a name, or words of it, may be written.

    >>> [" ".join(form.words) for form in forms_of("Treaty of New Jersey") if form.capitals]
    ['tn', 't . n', 'nj', 'n . j']
    """
    parts = name_parts(name)
    words = [part for part, _ in parts]
    found = [*_initials(parts), *_called_otherwise(words), *_numerals(words), *_abbreviations(name, words)]
    return tuple(dict.fromkeys(found))


def _initials(parts: Sequence[tuple[str, float]]) -> Iterator[Form]:
    """Such as "US" and "u.s." for a name of several words; of two words of a longer one in capitals alone."""
    own = [
        word if word in _ROMAN and place else word[0]
        for place, (word, weight) in enumerate(parts)
        if weight > LIGHT and word.isalpha()
    ][:_LONGEST]
    for size in range(len(own), 1, -1):
        yield from _written(0, len(parts), own[:size], capitals=size < min(_INITIALS, len(own)))


def _written(first: int, last: int, letters: Sequence[str], *, capitals: bool) -> Iterator[Form]:
    """Letters without dots, and with them."""
    joined = "".join(letters)
    if joined not in FUNCTION_WORDS or capitals:
        yield Form(first, last, (joined,), capitals)
    yield Form(first, last, tuple(" . ".join(letters).split()), capitals)


def _called_otherwise(words: Sequence[str]) -> Iterator[Form]:
    for size in (1, 2):
        for first in range(len(words) - size + 1):
            run = tuple(words[first : first + size])
            last = first + size
            for form in _OTHERWISE.get(run, ()):
                capitals = size > 1 and len(form) < _INITIALS
                yield Form(first, last, (form,), capitals)
                if len(form) < _SHORT:
                    yield Form(first, last, tuple(" . ".join(form).split()), capitals)
            if run in _LETTERS:
                yield from _written(first, last, _LETTERS[run], capitals=True)
            if run == ("u", "s"):
                yield Form(first, last, ("united", "states"))


def _numerals(words: Sequence[str]) -> Iterator[Form]:
    """Such as "2" and "two" for "II" and for one another; of a season of two years the second one in full."""
    for place, word in enumerate(words):
        number = _ROMAN.get(word, 0) if place else 0
        number = number or (int(word) if word.isdigit() and len(word) < 3 else 0)
        number = number or (_NUMBERS.index(word) if word in _NUMBERS[2:] else 0)
        for form in _numbered(number):
            yield Form(place, place + 1, (form,))
        before = words[place - 1] if place else ""
        if word.isdigit() and before.isdigit() and (len(before), len(word)) == (4, 2):
            yield Form(place, place + 1, (before[:2] + word,))


def _numbered(number: int) -> Iterator[str]:
    if 1 < number < len(_NUMBERS):
        yield from (str(number), _NUMBERS[number])
        yield from (roman for roman, known in _ROMAN.items() if known == number and len(roman) > 1)


def _abbreviations(name: str, words: Sequence[str]) -> Iterator[Form]:
    """Such as "AFC" for "A.F.C.", and the other way round; "bachelor of science" for "B.Sc." is found in the text."""
    for first, letters in _dotted(name, words):
        if len(letters) > 1:
            joined = "".join(letters)
            yield Form(first, first + len(letters), (joined,), len(joined) < _INITIALS)
    shown = [word for word in _WORD.findall(name) if word not in "()"]
    for place, word in enumerate(shown if len(shown) == len(words) else ()):
        if word.isupper() and 1 < len(word) < _SHORT:
            yield Form(place, place + 1, tuple(" . ".join(plain(word)).split()))
            if plain(word) in _STATES:
                yield Form(place, place + 1, _STATES[plain(word)])


@lru_cache(maxsize=50_000)
def degrees_of(name: str) -> tuple[tuple[int, tuple[str, str]], ...]:
    """Abbreviations of two words with dots, by their place among the words: "M.A.", "Sc.D."."""
    words = [part for part, _ in name_parts(name)]
    return tuple(
        (first, (letters[0], letters[1])) for first, letters in _dotted(name, words) if len(letters) == 2
    )


def _dotted(name: str, words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Words of a name that are letters with dots, and where the first of them is."""
    for match in _DOTTED.finditer(name) if "." in name else ():
        letters = tuple(_WORD.findall(plain(match[0])))
        first = len([word for word in _WORD.findall(plain(name[: match.start()])) if word not in "()"])
        if tuple(words[first : first + len(letters)]) == letters:
            yield first, letters
