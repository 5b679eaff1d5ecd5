"""Texts and names as words that compare equal however they are punctuated, and whether singular or plural.

"St. Louis" and "Saint Louis", "A.F.C. Blackpool" and "AFC Blackpool", "Washington, D.C." and "Washington DC" are the
same words. White space parts them, so this is for scripts that have it; see ``unspaced`` for the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import add

# Initials with their stops; a number with its commas; words with apostrophes, and "C++"; the ampersand.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"
    r"|\d+(?:[.,]\d+)+(?![^\W_])"
    r"|[^\W_]+(?:'(?!s\b)[^\W_]+)*[+#]*"
    r"|&"
)
_STOPS = ",.;:!?"
_MARKS = str.maketrans("", "", ".,'")
_SAME = {"&": "and", "saint": "st"}
_SIBILANT_E = ("che", "she", "xe", "sse", "ze")
_SPACED = re.compile(r"[\u0530-\u1dff\u2c00-\uffff\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a folded text, and where each begins and ends in it."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def is_spaced(text: str) -> bool:
    """Whether a text is in a script that parts words by spaces: Latin, Greek, Cyrillic."""
    return text.isascii() or _SPACED.search(text) is None


def read_words(folded: str) -> Words:
    """The words of a folded text; initials that stand together are one.

    >>> read_words("j. r. r. tolkien, of st. john's & co").words
    ('jrr', 'tolkien', 'of', 'st', 'john', 's', 'and', 'co')
    """
    said: list[str] = []
    starts: list[int] = []
    place, initials = 0, False
    for stretch in folded.split(" "):
        bare = stretch if stretch.isalnum() else stretch.rstrip(_STOPS)
        if (bare is stretch or len(bare) > 1) and bare.isalnum():
            said.append(bare)
            starts.append(place)
        elif stretch:
            for match in _WORD.finditer(stretch):
                said.append(match[0])
                starts.append(place + match.start())
                initials = initials or len(match[0]) == 1 or match[0][-1] == "."
        place += len(stretch) + 1
    ends = list(map(add, starts, map(len, said)))
    words = list(map(_plain, said)) if "saint" in folded or not "".join(said).isalnum() else said
    if initials and "." in folded:
        words, starts, ends = _with_initials(folded, words, starts, ends)
    return Words(tuple(words), tuple(starts), tuple(ends))


def name_words(folded: str) -> list[str]:
    """The words of a folded name, as ``read_words`` reads them."""
    if "." in folded:
        return list(read_words(folded).words)
    words = folded.split()
    if folded.replace(" ", "").isalnum() and "saint" not in words:
        return words
    return [_plain(word) for word in _WORD.findall(folded)]


def key(words: list[str] | tuple[str, ...]) -> str:
    """What equal names share: their words, the last one as if in the singular."""
    return " ".join((*words[:-1], singular(words[-1]))) if words else ""


def singular(word: str) -> str:
    """A word without the ending of a regular plural; what comes out need not be a word.

    >>> [singular(word) for word in ("noodles", "cities", "city", "churches", "church", "texas")]
    ['noodle', 'citie', 'citie', 'church', 'church', 'texa']
    """
    if len(word) < 4:
        return word
    if word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    if word[-1] == "y" and word[-2] not in "aeiou":
        return word[:-1] + "ie"
    return word[:-1] if word.endswith(_SIBILANT_E) else word


def _plain(word: str) -> str:
    if word.isalnum():
        return _SAME.get(word, word)
    word = word.replace(",", "") if word[0].isdigit() else word.translate(_MARKS) or word
    return _SAME.get(word, word)


def _with_initials(
    folded: str, words: list[str], starts: list[int], ends: list[int]
) -> tuple[list[str], list[int], list[int]]:
    """The same words with "j. r." put together."""
    kept: list[str] = []
    begins: list[int] = []
    stops: list[int] = []
    initials = False
    for word, start, end in zip(words, starts, ends, strict=True):
        lone = len(word) == 1 and word.isalpha() and folded[end : end + 1] == "."
        dotted = lone or (len(word) < 5 and folded[end - 1] == "." and word.isalpha())
        if dotted and initials and folded[stops[-1] : start] in {". ", ".", " "}:
            kept[-1] += word
            stops[-1] = end
        else:
            kept.append(word)
            begins.append(start)
            stops.append(end)
        initials = dotted
    return kept, begins, stops
