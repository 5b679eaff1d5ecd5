"""Splits a text into sentences; initials, abbreviations and decimals end none."""

from __future__ import annotations

import re
from functools import lru_cache

from kgaigc.linking.words import STOP_WORDS

# A run of stops is taken whole, so that a long one is looked at once.
_END = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+(?=\s)|[。！？｡]+[」』”）]*|\n\s*\n""")
# Never at the end of a sentence: a name follows.
_TITLES = frozenset("dr mr mrs ms prof st sir rev gen col capt lt sgt adm gov sen rep messrs mt ft".split())
# At the end only if what follows can begin a sentence and no name.
_ABBREVIATIONS = frozenset(
    """
    jr sr inc ltd co corp etc no nos vol vols pp ed eds fig figs dept univ vs cf approx est c ca b d r fl e.g i.e
    a.m p.m u.s u.k u.s.a u.n ph.d m.d b.a m.a b.sc m.sc jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()
)
_LAST_WORD = re.compile(r"[\w.]*\w$")
_NEXT_WORD = re.compile(r"""\s*+["'“‘«(\[]*(\w+)""")
_QUOTES = "\"'“‘«("
_LONGEST = 40  # Characters of a word before a stop that are looked at.
_KEPT = 64  # Texts whose sentences are remembered.


def openings(text: str) -> frozenset[int]:
    """Where the first word of each sentence may begin: behind a quotation mark, too.

    >>> sorted(openings('So it is. "Ten games," he said.'))
    [0, 10, 11]
    """
    starts = [start for start, _ in split_sentences(text)]
    return frozenset(starts) | {start + 1 for start in starts if text[start] in _QUOTES}


@lru_cache(maxsize=_KEPT)
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends, white space around it left out.

    >>> text = "Dr. J. R. Lee lived in St. Ives. It is 3.5 km away."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Dr. J. R. Lee lived in St. Ives.', 'It is 3.5 km away.']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match[0].isspace() or not _goes_on(text, start, match):
            _append(found, text, start, match.end())
            start = match.end()
    _append(found, text, start, len(text))
    return tuple(found)


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    stretch = text[start:end]
    stripped = stretch.strip()
    if stripped:
        start += len(stretch) - len(stretch.lstrip())
        found.append((start, start + len(stripped)))


def _goes_on(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the sentence goes on after what could be its end."""
    following = _NEXT_WORD.match(text, match.end())
    if following and following[1][0].islower():
        return True
    last = _LAST_WORD.search(text, max(start, match.start() - _LONGEST), match.start())
    if last is None or match[0] != ".":
        return False
    word = last[0].lower()
    if word in _TITLES:
        return True
    initial = len(word) == 1 and last[0].isupper()
    if not (initial or word in _ABBREVIATIONS or re.fullmatch(r"(?:\w\.)+\w", word)):
        return False
    return following is None or following[1].lower() not in STOP_WORDS
