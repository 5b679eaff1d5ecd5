"""What a name that the graph lacks tells about those that it seems to have.

Most names of a text from anywhere are of things that the graph does not know. "Phoenix House" is then no Phoenix,
Jackson is Maria Jackson where she has been named before, and "museum", beside nothing but strangers, is a plain word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise

from kgaigc.linking.sentences import split_sentences
from kgaigc.linking.spans import Span
from kgaigc.linking.words import PARTICLES, TITLES, is_common, is_nationality
from kgaigc.values import Mention

Stretch = tuple[int, int]
_WORDS = range(2, 4)  # of a name whose last word is said alone later on


def is_concept(span: Span, text: str) -> bool:
    """Whether it is a word with a capital for what the graph writes in lower case, as in "Grantham University"."""
    return text[span.start].isupper() and span.names[0][0].shown.islower()


def compounds(
    text: str, spans: Sequence[Span], linked: Callable[[str, Collection[str]], bool]
) -> list[Stretch]:
    """Single words with capitals, each a name, that stand side by side though the graph does not link them.

    Args:
        text: the text.
        spans: its names, in order.
        linked: whether the graph links a thing with one of others.
    """
    found: list[Stretch] = []
    for first, second in pairwise(spans):
        if text[first.end : second.start] == " " and all(_may_join(text, one) for one in (first, second)):
            iris = {name.entity.iri for name, _ in second.names}
            if not any(name.entity.iri in iris or linked(name.entity.iri, iris) for name, _ in first.names):
                start = found.pop()[0] if found and found[-1][1] == first.end else first.start
                found.append((start, second.end))
    return found


def _may_join(text: str, span: Span) -> bool:
    word = text[span.start : span.end]
    plain = is_nationality(word) or word.lower() in TITLES
    return word.isalpha() and word[0].isupper() and not word.isupper() and not plain


def followers(text: str, unknown: Sequence[Stretch], spans: Sequence[Span]) -> Iterator[Span]:
    """The names that are the last word of an unknown name before them.

    Args:
        text: the text.
        unknown: names that the graph lacks.
        spans: names that it has.
    """
    lasts: dict[str, int] = {}
    for start, end in unknown:
        words = text[start:end].split()
        if len(words) in _WORDS and not any(word.lower() in PARTICLES for word in words):
            lasts[words[-1]] = min(end, lasts.get(words[-1], end))
    for span in spans:
        if lasts.get(text[span.start : span.end], len(text)) <= span.start:
            yield span


def without_plain_words(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without common words in lower case whose sentence names strangers alone.

    A sentence without names is taken to go on about what the one before it names.

    Args:
        text: the text.
        mentions: all that was found, in order.
    """
    sentences = split_sentences(text)
    named: list[list[bool]] = [[] for _ in sentences]
    places = [
        max(0, bisect_right(sentences, (mention.start, len(text))) - 1) if sentences else 0
        for mention in mentions
    ]
    for place, mention in zip(places, mentions, strict=True):
        if mention.kind != "value" and any(map(str.isupper, mention.text)):
            named[place].append(mention.entity is not None and not _is_plain(mention, named[place]))
    strange, before = [], False
    for known in named:
        before = not any(known) if known else before
        strange.append(before)
    return [
        mention
        for place, mention in zip(places, mentions, strict=True)
        if not (strange[place] and _is_word(mention, sentences[place][0]))
    ]


def _is_plain(mention: Mention, before: Collection[bool]) -> bool:
    """Whether it may have its capital from the place at which it stands."""
    return not before and is_common(mention.text)


def _is_word(mention: Mention, opening: int) -> bool:
    """Whether it is a common word, in lower case but for the capital at the beginning of a sentence."""
    if mention.entity is None or not is_common(mention.text):
        return False
    return mention.text.islower() or (mention.start == opening and mention.entity.label.islower())
