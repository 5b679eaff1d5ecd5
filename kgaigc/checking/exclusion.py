"""Relations whose words exclude each other: to be married is not to be a child, to succeed not to come before.

The corpora have few families and few successions, and what the scorer learnt of one relation it takes for all ("was
married to" for a father at .57). Their words are few, so that what lies beside a name settles it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from kgaigc.checking.likeness import Floats
from kgaigc.checking.words import FUNCTION_WORDS, label_words

_MARRIED = frozenset(
    "married marry marries marriage wed wedded weds spouse wife husband bride groom widow widower".split()
)
_CHILD = frozenset("child children son sons daughter daughters parent parents offspring".split())
_FATHER, _MOTHER = frozenset(("father", "dad", "fathered")), frozenset(("mother", "mom", "mum"))
_SIBLING = frozenset("sibling siblings brother brothers sister sisters".split())
_KIN = _MARRIED | _CHILD | _FATHER | _MOTHER | _SIBLING
# What words may say a relation, from either end: who has a father is somebody's child.
_SAYING = {
    **dict.fromkeys(_MARRIED, _MARRIED),
    **dict.fromkeys(_CHILD, _CHILD | _FATHER | _MOTHER),
    **dict.fromkeys(_FATHER, _CHILD | _FATHER),
    **dict.fromkeys(_MOTHER, _CHILD | _MOTHER),
    **dict.fromkeys(_SIBLING, _SIBLING),
}
# What stands right before a name says who came before or after; turned round, it says the other.
_BEFORE = frozenset(("predecessor", "preceded by", "previous"))
_AFTER_IT = frozenset(("successor", "succeeded by", "followed by", "replaced by", "next"))
_SUCCESSION = {
    **dict.fromkeys(_BEFORE, frozenset(("succeeded", "followed", "replaced"))),
    **dict.fromkeys(_AFTER_IT, frozenset(("preceded",))),
}
_ARTICLES = frozenset(("the", "a", "an"))
_OF_ANOTHER = frozenset(("his", "her", "their"))  # "son of A and his wife B" says that B is a parent
_NAMED = 0.5  # From this likeness on a word is part of a name.
_AFTER = 5  # Words behind a name that are looked at: "Lord Byron was her father".


def is_another_relation(words: Sequence[str], obj: Floats, names: Floats, predicate: str) -> bool:
    """Whether the words beside every mention of an object say another relation of its group than the predicate.

    Args:
        words: of a text, in lower case, length L.
        obj: shape [L], likeness to the object's name.
        names: shape [L], likeness to any other name.
        predicate: a label.
    """
    other, saying = _excluded(predicate)
    mentions = list(_beside(words, (obj >= _NAMED).tolist(), (names >= _NAMED).tolist()))
    beside = [around for shared, *around in mentions if not shared] or [around for _, *around in mentions]
    if other:
        ends = [[word for word in before if word not in _ARTICLES][-2:] for before, _ in beside]
        return bool(ends) and all(end[1:] == ["by"] and end[0] in other for end in ends)
    if not saying:
        return False
    kin = [_kin((*before, "|", *after)) for before, after in beside]
    return bool(kin) and all(one and one.isdisjoint(saying) for one in kin)


@lru_cache(maxsize=10_000)
def may_be_excluded(predicate: str) -> bool:
    """Whether a predicate of this label is one of those relations at all."""
    return any(_excluded(predicate))


@lru_cache(maxsize=10_000)
def _excluded(predicate: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words of succession that exclude a predicate, and those of a family that say it; none for any other relation."""
    words = label_words(predicate)
    if other := _SUCCESSION.get(" ".join(words)):
        return other, frozenset()
    label = [word for word in words if word not in FUNCTION_WORDS]
    if not label or not all(word in _KIN for word in label):
        return frozenset(), frozenset()
    return frozenset(), frozenset[str]().union(*(_SAYING[word] for word in label))


def _beside(
    words: Sequence[str], obj: Sequence[bool], named: Sequence[bool]
) -> Iterator[tuple[bool, tuple[str, ...], tuple[str, ...]]]:
    """For each mention of an object whether it may be of another thing, and the words before and after it."""
    length = min(len(words), len(obj))
    place = 0
    while place < length:
        if not obj[place]:
            place += 1
            continue
        end = place
        while end < length and obj[end]:
            end += 1
        shared = all(named[place:end])  # its words are those of another name too
        first = place
        while first > 0 and not named[first - 1] and not obj[first - 1]:
            first -= 1
        last = end
        while last < min(length, end + _AFTER) and not named[last] and not obj[last]:
            last += 1
        yield shared, tuple(words[first:place]), tuple(words[end:last])
        place = end


def _kin(stretch: Sequence[str]) -> frozenset[str]:
    return frozenset(
        word
        for before, word in zip(("", *stretch), stretch, strict=False)
        if word in _KIN and not (before in _OF_ANOTHER and word in _MARRIED)
    )
