"""What a sentence speaks of, and the sentence as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kgaigc.checking.contexts import Words
from kgaigc.checking.words import Token
from kgaigc.values import Value


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a sentence speaks of.

    Attributes:
        kind: ``anaphor`` is a pronoun or a definite description.
        iris: the entities that it may stand for, the likeliest first.
        value: the value, if it is one.
        start: first character, in the text.
        end: one past the last.
        first: first token of the sentence.
        last: one past its last token.
        text: the characters.
    """

    kind: Literal["entity", "value", "unknown", "anaphor"]
    iris: tuple[str, ...] = ()
    value: Value | None = None
    start: int = 0
    end: int = 0
    first: int = 0
    last: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as the checker understands it.

    Attributes:
        start: first character, in the text.
        end: one past the last.
        words: its tokens, with places in the text.
        things: what it speaks of, in order.
        gaps: the words before each thing, and those after the last.
        focus: the entities that it is about if it does not name its subject.
    """

    start: int
    end: int
    words: tuple[Token, ...]
    things: tuple[Thing, ...]
    gaps: tuple[Words, ...]
    focus: tuple[str, ...]
