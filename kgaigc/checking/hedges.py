"""Words that weaken a claim or colour it, without which it is the same claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kgaigc.checking.contexts import COPULAS
from kgaigc.checking.things import Reading, reworded

_DOUBTING = frozenset(
    """
    allegedly apparently arguably maybe ostensibly perhaps possibly presumably probably purportedly reportedly
    reputedly seemingly supposedly
    """.split()
)
_COLOURING = frozenset(
    """
    actually also eventually famously finally indeed later originally subsequently successfully ultimately
    """.split()
)
_MODALS = frozenset(("may", "might", "could", "must"))
_REPORTING = frozenset(
    """
    alleged assumed believed claimed reported reputed rumored rumoured said supposed thought
    """.split()
)


@dataclass(frozen=True, slots=True)
class Hedge:
    """Words that leave a claim in doubt, and where they begin in the text."""

    start: int
    text: str


def unhedged(reading: Reading) -> tuple[Reading, tuple[Hedge, ...]]:
    """The sentence as it were without hedges ("may have been born" is "was born"), and the hedges."""
    taken = {i for thing in reading.things for i in range(thing.first, thing.last)}
    words = ["" if i in taken else word.text for i, word in enumerate(reading.words)]
    changes: dict[int, str] = {}
    hedges = []
    for i, (word, following) in enumerate(pairwise(words)):
        if (word, following) == ("according", "to"):
            hedges.append(Hedge(reading.words[i].start, "according to"))
    for first, last, instead in _found(words):
        changes |= dict.fromkeys(range(first, last), "")
        if instead:
            changes[last - 1] = instead
        text = " ".join(words[first:last])
        if text not in _COLOURING:
            hedges.append(Hedge(reading.words[first].start, text))
    return (reworded(reading, changes) if changes else reading), tuple(hedges)


def hedge_between(hedges: Sequence[Hedge], start: int, end: int) -> str:
    """The hedge among some characters; "" if there is none."""
    return next((hedge.text for hedge in hedges if start <= hedge.start < end), "")


def _found(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First token and one past the last of each hedge, and the word that stands for it."""
    i = 0
    while i < len(words):
        length, instead = _at(words, i)
        if length:
            yield i, i + length, instead
        i += max(1, length)


def _at(words: Sequence[str], i: int) -> tuple[int, str]:
    if words[i] in _DOUBTING or words[i] in _COLOURING:
        return 1, ""
    if words[i] in _MODALS and tuple(words[i + 1 : i + 2]) in (("have",), ("be",)):
        return _infinitive(words, i, i + 1)
    if words[i] in COPULAS and words[i + 1 : i + 2] and words[i + 1] in _REPORTING:
        if words[i + 2 : i + 3] == ["to"] and words[i + 3 : i + 4] in (["have"], ["be"]):
            return _infinitive(words, i, i + 3)
        return (3, "") if words[i + 2 : i + 3] == ["to"] else (0, "")
    return 0, ""


def _infinitive(words: Sequence[str], first: int, place: int) -> tuple[int, str]:
    """How many words an infinitive and what leads it are, and what they are without the doubt."""
    if words[place] == "be":
        return place + 1 - first, "is"
    if words[place + 1 : place + 2] == ["been"]:
        return place + 2 - first, "was"
    return place + 1 - first, ""
