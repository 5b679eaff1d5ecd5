"""Folds text so that names match whatever their case, accents, quotes, dashes and white space."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "‘": "'", "ʼ": "'",
    "`": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
    "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي",
}  # fmt: skip
# Cased scripts drop accents; Arabic and Hebrew drop vowel points; elsewhere marks are part of the letter.
_POINTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670\u0640\u200b-\u200f\u2060-\u2069\ufeff]")

# Scripts that put no spaces between words.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]"
)
# What is no letter as it stands, though it is ASCII.
_UNLIKE = "\t\n\r\f\v\x1c\x1d\x1e\x1f`"
_KATAKANA = re.compile(r"[\u30a1-\u30ff\uff66-\uff9f]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
# Arabic and Hebrew write "and", "in", "to", "the" together with the word that follows.
_CLITIC = re.compile(r"(?<!\w)(?:[وفبلك]|ال|وال|بال|[ובלמהכש]|וב|ול)$")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, where it stands in the original."""

    text: str
    offsets: tuple[int, ...] | range
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the original that a stretch of the folded text comes from."""
        stop = self.offsets[end - 1] + 1
        while stop < len(self.source) and _POINTS.match(self.source[stop]):
            stop += 1
        return self.offsets[start], stop


@lru_cache(maxsize=8192)
def _letter(char: str) -> str:
    if char.isspace():
        return " "
    folded = "".join(_LETTERS.get(c, c) for c in char.casefold())
    if ord(char) < 0x0530 or 0x1E00 <= ord(char) < 0x2000:
        folded = _POINTS.sub("", unicodedata.normalize("NFKD", folded))
    else:
        folded = _POINTS.sub("", unicodedata.normalize("NFKC", folded))
    return folded.casefold()


def fold(text: str) -> Folded:
    """The text without case, accents and runs of white space, with its offsets.

    >>> fold("Kurt  GÖDEL").text
    'kurt godel'
    """
    if text.isascii() and "  " not in text and not any(map(text.__contains__, _UNLIKE)):
        return Folded(text.lower(), range(len(text)), text)
    chars: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text):
        letter = _letter(char)
        if letter == " " and chars and chars[-1] == " ":
            continue
        chars.extend(letter)
        offsets.extend([index] * len(letter))
    return Folded("".join(chars), tuple(offsets), text)


def fold_name(name: str) -> str:
    """A name, folded and trimmed."""
    return fold(name).text.strip()


def begins_word(text: str, start: int) -> bool:
    """Whether a word can begin here."""
    if start == 0 or not _is_word(text[start - 1]):
        return True
    before, first = text[start - 1], text[start]
    if _UNSPACED.match(before) or _UNSPACED.match(first):
        return not (_KATAKANA.match(before) and _KATAKANA.match(first))
    return bool(_CLITIC.search(text, max(0, start - 4), start)) and not first.isascii()


def ends_word(text: str, end: int) -> bool:
    """Whether a word can end here."""
    if end >= len(text) or not _is_word(text[end]):
        return True
    last, after = text[end - 1], text[end]
    if _UNSPACED.match(last) or _UNSPACED.match(after):
        return not (_KATAKANA.match(last) and _KATAKANA.match(after))
    return bool(_HANGUL.match(last) and _HANGUL.match(after))


def _is_word(char: str) -> bool:
    return char.isalnum() or unicodedata.combining(char) != 0
