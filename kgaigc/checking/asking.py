"""What the scorer is asked of two things of a sentence: the words, and which of them name what."""

from __future__ import annotations

import numpy as np

from kgaigc.checking.contexts import IMPLIED
from kgaigc.checking.likeness import Floats, Likeness, kind_of
from kgaigc.checking.scorer import Question
from kgaigc.checking.things import Reading
from kgaigc.values import Term


def asked(reading: Reading, subject: int, obj: int, *, label: str, known: Term) -> Question:
    """Whether the words say a predicate of two things.

    Args:
        reading: the sentence.
        subject: the place of the subject among its things, ``IMPLIED`` if it is not named.
        obj: the place of the object.
        label: the predicate's.
        known: what the graph has as the object.
    """
    others = np.zeros(len(reading.words), dtype=np.float32)
    for place, thing in enumerate(reading.things):
        if place not in (subject, obj):
            others[thing.first : thing.last] = 1.0
    words = tuple(word.text for word in reading.words)
    return Question(words, _named(reading, subject), _named(reading, obj), others, label, kind_of(known))


def _named(reading: Reading, place: int) -> Likeness:
    words: Floats = np.zeros(len(reading.words), dtype=np.float32)
    if place == IMPLIED:
        return Likeness(words, 0.0)
    words[reading.things[place].first : reading.things[place].last] = 1.0
    return Likeness(words, 1.0)
