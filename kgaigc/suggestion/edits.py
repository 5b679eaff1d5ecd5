"""Changes of a sentence, and how it reads after them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_ARTICLE = re.compile(r"\b([Aa]n?)(\s+)\Z")
_VOWEL = re.compile(r"(?!uni|use|usu|euro|one\b|once)[aeiou]|hour|honest|heir|8|11\b|18\b", re.IGNORECASE)
_ON = re.compile(r"\b([Oo])n(\s+)\Z")
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d|.*\b[A-Z][a-z]{2,8}\.?\s.*\d")
# What no sentence has: a preposition, article or conjunction with nothing after it, or two of them that clash.
_DANGLING = re.compile(
    r"\b(?:in|on|at|of|by|with|from|to|for|the|an?|and|or|but|was|is|were|are|who|which)\s*(?:[,;:.!?]|\Z)"
    r"|\b(?:the|an?|his|her)\s+(?:in|on|at|of|by|and|or|was|is|the|an?)\b|\b(?:in|on|at|by)\s+(?:on|at|and|of)\b"
    r"|\b(?:and|or)\s+(?:and|or|who|which)\b|\A\W|\s[,.]|,\s*[,.;]",
    re.IGNORECASE,
)

_TWICE = re.compile(r"\b(\w[^,;]{2,}?)(?:,|,?\s+(?:and|or))\s+(?:the\s+|an?\s+)?\1(?!\w)")


class Edit(NamedTuple):
    """Other words in place of some characters of a sentence.

    Attributes:
        start: the first of the characters.
        end: one past the last of them.
        new: the words.
    """

    start: int
    end: int
    new: str


def edited(sentence: str, edits: Iterable[Edit]) -> str:
    """The sentence after changes that do not overlap; articles and capitals follow.

    >>> edited("He was a painter.", [Edit(9, 16, "architect")])
    'He was an architect.'
    """
    shown = sentence
    for edit in sorted(edits, reverse=True):
        before = _fitted(shown, edit)
        shown = before + edit.new + shown[edit.end :]
    return shown[:1].upper() + shown[1:] if sentence[:1].isupper() else shown


def _fitted(sentence: str, edit: Edit) -> str:
    """What stands before a change, its last word fitted to what now follows it."""
    before = sentence[: edit.start]
    article = _ARTICLE.search(before)
    if article:
        word = "an" if _VOWEL.match(edit.new or sentence[edit.end :]) else "a"
        word = word.capitalize() if article[1][0].isupper() else word
        return before[: article.start()] + word + article[2]
    day = _ON.search(before)
    if (
        day
        and edit.new
        and _FULL_DATE.match(sentence[edit.start : edit.end])
        and not _FULL_DATE.match(edit.new)
    ):
        return before[: day.start()] + ("In" if day[1] == "O" else "in") + day[2]
    return before


def is_whole(sentence: str) -> bool:
    """Whether nothing hangs loose in a sentence that words were cut from.

    >>> is_whole("She was born in."), is_whole("She was born.")
    (False, True)
    """
    return not _DANGLING.search(sentence)


def repeats(sentence: str) -> bool:
    """Whether a sentence has something twice in a row.

    >>> repeats("It is by Max Lind and Max Lind."), repeats("It is by Max Lind and Eva Horn.")
    (True, False)
    """
    return bool(_TWICE.search(sentence))
