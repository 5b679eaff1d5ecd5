"""Common nouns that a graph has a thing for: which of them a text means as names.

A graph may have a thing for "guitar", "June" or "police". In "Which guitar did he play?", or beside a player whom the
graph links with it, that thing is meant; a report that merely has the word talks of other things.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence

from kgaigc.linking.sentences import split_sentences
from kgaigc.linking.words import is_calendar, is_common, is_nationality
from kgaigc.values import Mention

# With such a word a sentence asks for something, also without a question mark.
_ASKING = re.compile(
    r"\W*(?:which|what|who|whom|whose|how many|how much|name|list|give|show|tell|find|count)\b", re.IGNORECASE
)
_ENDS = "\"'”’)] "


def without_unlinked_nouns(
    text: str,
    mentions: Sequence[Mention],
    context: Collection[str],
    linked: Callable[[str, Iterable[str]], bool],
) -> list[Mention]:
    """The mentions without common nouns that the graph does not link with a name of the text, or with the context.

    All stay in a text without capitals, in a question, and in a lone sentence that names nothing.

    Args:
        text: the text.
        mentions: all that was found, in order.
        context: IRIs of what is known to be talked of.
        linked: whether the graph links a thing with one of others.
    """
    if not any(map(str.isupper, text)):
        return list(mentions)
    sentences = split_sentences(text)
    names = [mention for mention in mentions if mention.kind != "value" and not _is_word(mention)]
    if not names and len(sentences) == 1:
        return list(mentions)
    named = dict.fromkeys((*sorted(context), *(one.entity.iri for one in names if one.entity)))

    def stays(mention: Mention) -> bool:
        if mention.entity is None or not _is_word(mention):
            return True
        if not names and not is_common(mention.text):
            return True
        if mention.entity.iri in context or _is_asked(text, sentences, mention.start):
            return True
        return not is_calendar(mention.text) and linked(mention.entity.iri, named)

    return [mention for mention in mentions if stays(mention)]


def _is_word(mention: Mention) -> bool:
    """Whether it is in lower case, but for a capital from its place, from grammar or from a name around it."""
    said = mention.text
    if said.islower() or is_calendar(said) or is_nationality(said):
        return True
    concept = mention.entity is not None and mention.entity.label.islower()
    return concept and said[1:].islower() and is_common(said.split()[0])


def _is_asked(text: str, sentences: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether the sentence at a place is a question."""
    number = bisect_right(sentences, (place, len(text))) - 1
    start, end = sentences[number] if number >= 0 else (0, len(text))
    said = text[start:end]
    return said.rstrip(_ENDS).endswith(("?", "？")) or (len(sentences) == 1 and bool(_ASKING.match(said)))
