"""What a sentence denies: the sentence without its negations, and how far each of them reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgaigc.checking.contexts import IMPLIED
from kgaigc.checking.things import Reading, reworded
from kgaigc.checking.words import CONNECTIVES, FUNCTION_WORDS

_WORDS = frozenset(("not", "never", "no", "neither", "nor", "without", "cannot"))
_AUXILIARIES = frozenset(("did", "does", "do"))
_CONTRACTED = {
    "didn": "", "doesn": "", "don": "", "wasn": "was", "weren": "were", "isn": "is", "aren": "are",
    "hasn": "has", "haven": "have", "hadn": "had", "couldn": "could", "wouldn": "would", "can": "can",
}  # fmt: skip
_PASTS = {
    "be": "was", "become": "became", "begin": "began", "bring": "brought", "build": "built", "buy": "bought",
    "come": "came", "do": "did", "draw": "drew", "find": "found", "fly": "flew", "get": "got", "give": "gave",
    "go": "went", "have": "had", "hold": "held", "know": "knew", "lead": "led", "leave": "left", "lose": "lost",
    "make": "made", "meet": "met", "run": "ran", "see": "saw", "sell": "sold", "speak": "spoke", "take": "took",
    "teach": "taught", "win": "won", "write": "wrote",
}  # fmt: skip
_AFFIRMING = frozenset(("only", ".", "longer", "more", "less", "fewer", "later", "earlier", "least", "until"))
_BREAKS = frozenset((",", ";", "and", "while", "who", "which", "whose", "where", "that", ":"))


@dataclass(frozen=True, slots=True)
class Negation:
    """A word that denies, and where it stands in the text."""

    start: int
    text: str


def affirmed(reading: Reading) -> tuple[Reading, tuple[Negation, ...]]:
    """The sentence as if it denied nothing ("did not die in" is "die in"), and its negations."""
    words = [word.text for word in reading.words]
    taken = {i for thing in reading.things for i in range(thing.first, thing.last)}
    found: list[Negation] = []
    changes: dict[int, str] = {}
    for i, word in enumerate(words):
        if i in taken:
            continue
        if word == "not" and words[i + 1 : i + 2] == ["only"]:
            changes |= {i: "", i + 1: ""}
        if word == "t" and i > 1 and words[i - 1] == "'" and words[i - 2] in _CONTRACTED:
            changes |= {i: "", i - 1: "", i - 2: _CONTRACTED[words[i - 2]]}
            changes |= _as_past(words, i + 1) if words[i - 2] == "didn" else {}
        elif word in _WORDS and not _affirms(words, i):
            changes[i] = "with" if word == "without" else ""
            if i and words[i - 1] in _AUXILIARIES and word in ("not", "never"):
                changes[i - 1] = ""
                changes |= _as_past(words, i + 1)
        else:
            continue
        found.append(Negation(reading.words[i].start, word))
    return (reworded(reading, changes) if changes else reading), tuple(found)


def _as_past(words: Sequence[str], place: int) -> dict[int, str]:
    """The verb after "did not" as it is without it ("died")."""
    verb = words[place] if place < len(words) else ""
    if not verb.isalpha() or verb in FUNCTION_WORDS - {"have", "be", "do"}:
        return {}
    if verb in _PASTS:
        return {place: _PASTS[verb]}
    if verb.endswith("e"):
        return {place: verb + "d"}
    consonant = len(verb) > 1 and verb[-2] not in "aeiou"
    return {place: verb[:-1] + "ied" if verb.endswith("y") and consonant else verb + "ed"}


def _affirms(words: Sequence[str], place: int) -> bool:
    """Whether a negation denies nothing: "not only", "No. 2", "no later than", "not discovered until"."""
    following = words[place + 1] if place + 1 < len(words) else ""
    return following in _AFFIRMING or (words[place] == "not" and "until" in words[place + 1 : place + 7])


def is_denied(reading: Reading, negations: Sequence[Negation], subject: int, obj: int) -> bool:
    """Whether the sentence denies what it says of two of its things.

    Args:
        reading: the sentence without its negations.
        negations: these.
        subject: the place of the subject, ``IMPLIED`` if it is not named.
        obj: the place of the object.
    """
    first, second = sorted((subject, obj))
    return any(_reaches(reading, negation, first, second) for negation in negations)


def _reaches(reading: Reading, negation: Negation, first: int, second: int) -> bool:
    gap = sum(thing.start < negation.start for thing in reading.things)
    if gap == first and first != IMPLIED:
        return negation.text in ("neither", "nor", "no", "not") and _is_before(reading, negation, first)
    if not first < gap <= second:
        return False
    return not any(_breaks(_words_after(reading, g, negation.start)) for g in range(gap, second + 1))


def _is_before(reading: Reading, negation: Negation, place: int) -> bool:
    """Whether nothing but an article stands between the negation and a thing."""
    words = _words_after(reading, place, negation.start)
    return all(word in CONNECTIVES for word in words)


def _words_after(reading: Reading, gap: int, start: int) -> list[str]:
    """The words of a gap that follow a place in the text."""
    first = reading.things[gap - 1].last if gap else 0
    last = reading.things[gap].first if gap < len(reading.things) else len(reading.words)
    return [word.text for word in reading.words[first:last] if word.start > start]


def _breaks(words: Sequence[str]) -> bool:
    """Whether a new statement begins among the words: "but in", "and died in"."""
    for i, word in enumerate(words):
        if word == "but":
            return True
        if word in _BREAKS and any(w.isalpha() and w not in FUNCTION_WORDS for w in words[i + 1 :]):
            return True
    return False


def is_noun_denied(reading: Reading, negations: Sequence[Negation], subject: int, first: int) -> bool:
    """Whether a noun is denied of a thing ("was not a city").

    Args:
        reading: the sentence without its negations.
        negations: these.
        subject: the place of the thing, ``IMPLIED`` if it is not named.
        first: the first token of the noun.
    """
    begin = reading.start if subject == IMPLIED else reading.things[subject].start
    for negation in negations:
        if begin <= negation.start < reading.words[first].start:
            between = [w.text for w in reading.words[:first] if w.start > negation.start]
            if "but" not in between and not any(word in ("who", "which", ";") for word in between):
                return True
    return False
