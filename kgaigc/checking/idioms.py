"""Turns of phrase that say a relation without a word for it: of birth and death, of who made a thing, of parents."""

from __future__ import annotations

from kgaigc.checking.contexts import COPULAS, Words
from kgaigc.checking.words import label_words

_SAID, _UNSAID = 0.98, 0.02  # The probability of what a turn of phrase says, and of what it says otherwise.
# Words that stand before a date or a place of birth or death, in this order.
_BIRTHS = (
    "life began", "days began", "first drew breath", "drew first breath", "saw the light", "entered the world",
    "entered this world", "came into the world", "came into this world", "native town", "native city",
)  # fmt: skip
_DEATHS = (
    "life ended", "life came close", "life came end", "days ended", "breathed last", "drew last breath",
    "left this world", "left the world", "death took", "death came", "met end", "met death", "was killed",
    "own life", "lost life", "perished", "expired",
)  # fmt: skip
# Words before a place of birth.
_HAILING = ("hailed from", "hails from", "hailing from", "hail from", "native of")
_MAKERS = frozenset((
    "inventor",
    "creator", "author", "sculptor", "architect", "designer", "painter", "artist", "maker", "developer", "writer",
))  # fmt: skip
_MADE = (
    "work of",
    "brainchild of",
    "idea of",
    "masterpiece of",
    "creation of",
    "hand of",
    "drawing board of",
)
_BY = frozenset((("by",), ("is", "by"), ("was", "by"), ("are", "by"), ("were", "by"), (",", "by")))
_RANKS = frozenset(("award", "movement", "affiliation", "rank", "title", "honour"))  # What one is, having it.
_BRIEF = 3  # So many words at most are "was never a".
_CHILDREN = frozenset(("son", "daughter", "child"))


def by_idiom(label: str, before: Words, gap: Words, *, fits: bool, dated: bool, near: bool) -> float | None:
    """How likely it is that words say a predicate, where a turn of phrase tells; None if none does.

    Args:
        label: the predicate's.
        before: the words before the thing that precedes.
        gap: the words between that thing and the one in question.
        fits: whether the graph has the predicate of the two.
        dated: whether the thing is a value.
        near: whether the other thing is the one that precedes.
    """
    words = tuple(word for word in gap if word.isalnum())
    name = label_words(label)
    told = _life(words, tuple(word for word in before if word.isalnum()))
    if told:
        return _SAID if name[:1] == (told,) else _UNSAID
    if dated:
        measured = words[-1:] == ("of",) and words[-1 - len(name) : -1] == name
        return _SAID if measured and COPULAS.isdisjoint(words) else None  # "with a mass of"
    return _of_names(name, gap, words, fits) if near else None


def _of_names(name: Words, gap: Words, words: Words, fits: bool) -> float | None:
    """How likely it is that words say a predicate of two names."""
    last = name[-1:]
    if name == ("birth", "place") and _ends(words, _HAILING):
        return _SAID
    if gap in _BY or _ends(words, _MADE):
        return _SAID if _MAKERS.issuperset(last) else None
    if len(words) > 1 and words[-1] == "of" and words[-2] in _CHILDREN:
        return _of_parents(name, fits)
    ranked = fits and words[-1:] in (("a",), ("an",)) and COPULAS.intersection(words) and len(words) <= _BRIEF
    return _SAID if ranked and _RANKS.issuperset(last) else None


def _of_parents(name: Words, fits: bool) -> float | None:
    if name == ("child",):
        return _UNSAID
    return _SAID if fits and name in (("father",), ("mother",)) else None


def _life(gap: Words, before: Words) -> str:
    """Whether words are of "birth" or of "death" ("lived from Y to Z", "b. Y; d. Z", "breathed her last in C")."""
    if gap[-1:] == ("b",) or (gap[-1:] == ("from",) and "lived" in gap) or _has(gap, _BIRTHS):
        return "birth"
    until = gap in (("to",), ("until",), ("till",)) and "lived" in before and "from" in before
    return "death" if until or gap[-1:] == ("d",) or _has(gap, _DEATHS) else ""


def _has(words: Words, phrases: tuple[str, ...]) -> bool:
    """Whether the words of a phrase stand there, in its order."""
    return any(_follow(words, phrase.split()) for phrase in phrases)


def _follow(words: Words, wanted: list[str]) -> bool:
    rest = iter(words)
    return all(word in rest for word in wanted)


def _ends(words: Words, phrases: tuple[str, ...]) -> bool:
    return any(words[-len(phrase.split()) :] == tuple(phrase.split()) for phrase in phrases)
