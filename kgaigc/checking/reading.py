"""Sentences with what they speak of: names, values, strings of the graph, pronouns and definite descriptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kgaigc.checking.contexts import Words, gaps_between
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.words import POSSESSIVES, PRONOUNS, Token, label_words, tokens
from kgaigc.values import Entity, Links, Mention, Value

_FEMALE = frozenset(("she", "her"))
_MALE = frozenset(("he", "him", "his"))
_THINGS = frozenset(("it", "its"))
_POINTING = frozenset(("the", "this", "that", "these"))
# A candidate with less than this share of the best one's score is not what a name means.
_PLAUSIBLE = 0.5


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a sentence speaks of.

    Attributes:
        start: first character, in the text.
        end: one past the last.
        first: first token of the sentence.
        last: one past its last token.
        text: the characters.
        kind: ``anaphor`` is a pronoun or a definite description.
        iris: the entities that it may stand for, the likeliest first.
        value: the value, if it is one.
    """

    start: int
    end: int
    first: int
    last: int
    text: str
    kind: Literal["entity", "value", "unknown", "anaphor"]
    iris: tuple[str, ...] = ()
    value: Value | None = None


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


def read(
    text: str,
    *,
    facts: KnownFacts,
    link: Callable[[str], Links],
    sentences: Callable[[str], tuple[tuple[int, int], ...]],
    topic: Entity | None,
) -> list[Reading]:
    """The sentences of a text, each with its mentions; pronouns stand for the topic or the last subject."""
    mentions = link(text).mentions
    about = {iri for mention in mentions for iri in _meanings(mention)}
    about |= {topic.iri} if topic else set()
    strings = {
        tuple(token.text for token in tokens(value.text)): value
        for iri in sorted(about)
        for value in facts.strings(iri)
    }
    readings: list[Reading] = []
    focus = (topic.iri,) if topic else ()
    for start, end in sentences(text):
        words = [Token(t.text, t.start + start, t.end + start) for t in tokens(text[start:end])]
        things = [_named(text, words, m) for m in mentions if start <= m.start < end]
        things = _with_strings(text, words, [t for t in things if t.last > t.first], strings)
        things = _with_anaphors(text, words, things, focus, facts)
        gaps = gaps_between(words, [(t.first, t.last) for t in things])
        readings.append(Reading(start, end, tuple(words), tuple(things), tuple(gaps), focus))
        focus = _next_focus(things, focus, topic)
    return readings


def _meanings(mention: Mention) -> tuple[str, ...]:
    if mention.entity is None:
        return ()
    near = [c.entity.iri for c in mention.candidates if c.score >= _PLAUSIBLE * mention.score]
    return tuple(dict.fromkeys((mention.entity.iri, *near)))


def _named(text: str, words: Sequence[Token], mention: Mention) -> Thing:
    first, last = _token_span(words, mention.start, mention.end)
    return Thing(
        mention.start, mention.end, first, last, mention.text, mention.kind, _meanings(mention), mention.value
    )


def _token_span(words: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    inside = [i for i, word in enumerate(words) if word.start < end and word.end > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _with_strings(
    text: str, words: Sequence[Token], things: list[Thing], strings: dict[Words, Value]
) -> list[Thing]:
    """Strings of the graph that stand in the sentence take the place of what was found inside them."""
    plain = [word.text for word in words]
    for form, value in sorted(strings.items(), key=lambda item: (-len(item[0]), item[0])):
        for i in range(len(plain) - len(form) + 1):
            if not form or tuple(plain[i : i + len(form)]) != form:
                continue
            last = i + len(form)
            over = [t for t in things if t.first < last and t.last > i]
            if any(t.first < i or t.last > last or (t.kind == "entity" and len(form) == 1) for t in over):
                continue
            start, end = words[i].start, words[last - 1].end
            iris = tuple(iri for t in over if (t.first, t.last) == (i, last) for iri in t.iris)
            found = Thing(start, end, i, last, text[start:end], "value", iris, value)
            things = [*(t for t in things if t not in over), found]
    return sorted(things, key=lambda t: t.first)


def _with_anaphors(
    text: str, words: Sequence[Token], things: list[Thing], focus: tuple[str, ...], facts: KnownFacts
) -> list[Thing]:
    taken = {i for thing in things for i in range(thing.first, thing.last)}
    for i, word in enumerate(words):
        if any(t.first < i and (t.kind == "anaphor" or not set(focus).isdisjoint(t.iris)) for t in things):
            break  # Its antecedent is in the sentence: the words between are enough.
        length = 0 if i in taken else _anaphor_length(words, i, taken, focus, facts)
        if length:
            meant = tuple(iri for iri in focus if _agrees(word.text, iri, facts))
            end = words[i + length - 1].end
            found = Thing(word.start, end, i, i + length, text[word.start : end], "anaphor", meant)
            things = sorted([*things, found], key=lambda t: t.first)
    return things


def _anaphor_length(
    words: Sequence[Token], place: int, taken: set[int], focus: Iterable[str], facts: KnownFacts
) -> int:
    word = words[place].text
    if word in PRONOUNS or word in POSSESSIVES:
        return 1
    if word not in _POINTING:
        return 0
    for noun in (cls.label for iri in focus for cls in facts.types(iri)):
        named = label_words(noun)
        said = [w.text for w in words[place + 1 : place + 1 + len(named)]]
        after = place + 1 + len(named)
        if said == list(named) and after not in taken and (after == len(words) or words[after].text != "of"):
            return 1 + len(named)
    return 0


def _agrees(pronoun: str, iri: str, facts: KnownFacts) -> bool:
    gender = facts.graph.profile(iri).gender
    if not gender:
        return True
    unlike = {"female": _MALE | _THINGS, "male": _FEMALE | _THINGS}.get(gender, frozenset())
    return pronoun not in unlike


def _next_focus(
    things: Sequence[Thing], focus: tuple[str, ...], topic: Entity | None
) -> tuple[str, ...]:
    first = next((t for t in things if t.iris and t.kind in ("entity", "anaphor")), None)
    subject = first.iris if first else focus[:1]
    return tuple(dict.fromkeys((*subject, *((topic.iri,) if topic else ()))))
