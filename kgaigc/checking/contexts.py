"""Which words of a sentence may say how two of its mentions are related."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from kgaigc.checking.words import CONNECTIVES, FUNCTION_WORDS, POSSESSIVES, Token

IMPLIED = -1  # The subject is not in the sentence: it is what the text is about.
ADJACENT = "<adjacent>"  # Stands for "no word at all" between two mentions.
COPULAS = frozenset(["is", "are", "was", "were"])
ARTICLES = frozenset(["the", "a", "an", "one"])
_REACH = 7  # Words before and after a pair that may belong to it.
_BREAKS = frozenset((",", ";", "and", "but", ":", "which", "who", "while"))

Words = tuple[str, ...]


class Context(NamedTuple):
    """The words around a pair of mentions, in four nested choices and one wide one.

    Attributes:
        forward: whether the subject comes before the object.
        gap: the words right beside the object, on the subject's side.
        near: the same, with the head of the list that the object stands in ("wrote" in "wrote A, B and C").
        after: ``near`` and the words after the second of the two.
        before: ``near`` and the words before the first of the two.
        whole: ``near`` and both.
        distance: how many other mentions stand between the two.
    """

    forward: bool
    gap: Words
    near: Words
    after: Words
    before: Words
    whole: Words
    distance: int

    @property
    def windows(self) -> tuple[Words, ...]:
        """The five choices, the narrowest first, each with the two edges marked."""
        edges = (f"^{self.near[0]}", f"{self.near[-1]}$")
        return tuple(w + edges for w in (self.gap, self.near, self.after, self.before, self.whole))


def gaps_between(
    words: Sequence[Token], spans: Sequence[tuple[int, int]], *, apart: Collection[int] = ()
) -> list[Words]:
    """The words before each mention, and last those after the last one.

    Args:
        words: the tokens of a sentence.
        spans: first token and one past the last of each mention, in order, not overlapping.
        apart: tokens to leave out, since they say something of their own.
    """
    gaps: list[Words] = []
    reached = 0
    owner: Words = ()
    for start, end in spans:
        gaps.append(owner + tuple(words[i].text for i in range(reached, start) if i not in apart))
        owner = ("'s",) if end - start == 1 and words[start].text in POSSESSIVES else ()
        reached = end
    gaps.append(owner + tuple(words[i].text for i in range(reached, len(words)) if i not in apart))
    return gaps


def context(gaps: Sequence[Words], subject: int, obj: int) -> Context:
    """The context of a pair of mentions.

    Args:
        gaps: the words before each mention of the sentence, and last those after the last one.
        subject: which mention is the subject, ``IMPLIED`` if none.
        obj: which one is the object.
    """
    forward = subject < obj
    first, second = (subject, obj) if forward else (obj, subject)
    gap = gaps[obj] if forward else gaps[obj + 1]
    near = _backwards(gaps, subject, obj) if forward else _onwards(gaps, subject, obj)
    before = _tail(gaps[first]) if first >= 0 else ()
    after = _head(gaps[second + 1])
    near = near or (ADJACENT,)
    return Context(
        forward,
        gap or (ADJACENT,),
        near,
        near + after,
        before + near,
        before + near + after,
        max(0, second - first - 1),
    )


def _backwards(gaps: Sequence[Words], subject: int, obj: int) -> Words:
    words, place = gaps[obj], obj
    while place - 1 > subject and CONNECTIVES.issuperset(gaps[place]):
        place -= 1
        words = gaps[place] + words
    return words


def _onwards(gaps: Sequence[Words], subject: int, obj: int) -> Words:
    place = obj + 1
    words = gaps[place]
    while place < subject and CONNECTIVES.issuperset(gaps[place]):
        place += 1
        words = words + gaps[place]
    return words


def _head(words: Words) -> Words:
    reached = words[:_REACH]
    stop = next((i for i, word in enumerate(reached) if word in _BREAKS or word == "."), len(reached))
    return reached[:stop]


def _tail(words: Words) -> Words:
    reached = words[-_REACH:]
    stops = [i for i, word in enumerate(reached) if word in _BREAKS]
    return reached[stops[-1] + 1 :] if stops else reached


def is_bare(around: Context) -> bool:
    """Whether nothing but "is" or "was" ties the two together, so that no relation is said ("X is London")."""
    words = [word for word in around.gap if word not in ARTICLES and word not in ("and", ",")]
    further = around.before[: len(around.before) - len(around.near)] + around.after[len(around.near) :]
    bare = bool(words) and COPULAS.issuperset(words)
    return bare and FUNCTION_WORDS.issuperset(word for word in further if word.isalpha())


def is_plain(around: Context, label: Words) -> bool:
    """Whether a label is said in so many words: "the N of S is O", "S's N is O", "O is the N of S".

    Args:
        around: the words around subject and object.
        label: the words of the predicate's label.
    """
    near = [word for word in around.gap if word not in ARTICLES]
    front = [word for word in around.before[: len(around.before) - len(around.near)] if word not in ARTICLES]
    named = [word for word in label if word not in ARTICLES]
    if around.distance and around.gap != around.near:
        return False
    if not around.forward:
        return len(near) > 1 and near[0] in COPULAS and near[1:] == [*named, "of"]
    if len(near) == 1 and near[0] in COPULAS:
        return front[-len(named) - 1 :] == [*named, "of"]
    if near[:1] == ["'s"]:
        return near[1:-1] == named and near[-1] in COPULAS
    return near in (["has", *named], ["had", *named], ["has", *named, "of"], ["had", *named, "of"])
