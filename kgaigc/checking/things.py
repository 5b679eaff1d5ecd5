"""What a sentence speaks of, and the sentence as it was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from kgaigc.checking.contexts import Words, gaps_between
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
        memory: what was found out of the sentence, by what it is; a changed sentence has none.
    """

    start: int
    end: int
    words: tuple[Token, ...]
    things: tuple[Thing, ...]
    gaps: tuple[Words, ...]
    focus: tuple[str, ...]
    memory: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def texts(self, thing: Thing) -> Words:
        """The words of one of its things."""
        return tuple(word.text for word in self.words[thing.first : thing.last])


def reworded(reading: Reading, changes: Mapping[int, str]) -> Reading:
    """The sentence with some of its words changed; what becomes "" is left out. Places in the text stay.

    Args:
        reading: the sentence.
        changes: what stands for a token, by its number; tokens of things are left as they are.
    """
    return excerpt(reading, range(len(reading.words)), range(len(reading.things)), changes=changes)


def excerpt(
    reading: Reading, words: Sequence[int], things: Sequence[int], *, changes: Mapping[int, str] | None = None
) -> Reading:
    """Some words and things of a sentence, as a sentence.

    Args:
        reading: the sentence.
        words: the numbers of the tokens to keep, in order, those of the things among them.
        things: the places of the things to keep, in order.
        changes: what stands for a token, by its number; "" leaves it out.
    """
    kept_things = [reading.things[place] for place in things]
    inside = {i for thing in kept_things for i in range(thing.first, thing.last)}
    changed = {i: text for i, text in (changes or {}).items() if i not in inside}
    kept = [i for i in words if changed.get(i, " ")]
    tokens = tuple(reading.words[i]._replace(text=changed.get(i, reading.words[i].text)) for i in kept)
    number = {old: new for new, old in enumerate(kept)}
    moved = [replace(t, first=number[t.first], last=number[t.last - 1] + 1) for t in kept_things]
    gaps = gaps_between(tokens, [(thing.first, thing.last) for thing in moved])
    return replace(reading, words=tokens, things=tuple(moved), gaps=tuple(gaps))
