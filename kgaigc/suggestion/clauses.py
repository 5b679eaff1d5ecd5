"""Which words of a sentence can be left out together with some of them, so that what stays is a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgaigc.suggestion.edits import Edit
from kgaigc.suggestion.verbs import has_verb, is_verb

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_RELATIVE = re.compile(r",?\s+(?:(?:in|of|to|with|from)\s+)?(?:who|whom|whose|which|where|when)\b")
_AND = re.compile(r"(?:,|;)?\s+(?:and|but|or)\s+|;\s+|\s+[–—-]{1,2}\s+")
_BREAK = re.compile(r"\s*(?:,|;|\s[–—]\s|\s(?:and|but)\s)")
_STOP = re.compile(r"[.!?…]*[\"'”’»)]*\s*\Z")
_PREPOSITION = re.compile(
    r"\s+(?:in|on|at|from|to|by|with|for|near|as|since|until|during|around|after|before|under|into)"
    r"(?:\s+(?:the|an?|about|circa|around|approximately|his|her|its|their))?\s+\Z",
    re.IGNORECASE,
)
_SUBJECTS = frozenset(("he", "she", "it", "they", "the", "this", "his", "her", "its", "their"))
_LONGEST = 6  # Words that one of several things in a row may have.
_DETERMINER = re.compile(r"\b(?:the|an?|his|her|its|their)\s+\Z", re.IGNORECASE)
_DETERMINED = re.compile(r"(?:the|an?|his|her|its|their)\s", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?:\b(?:the|an?|his|her|its|their)\s+(?:[\w-]+\s+)?|,\s+)\Z", re.IGNORECASE)


def cuts(sentence: str, start: int, end: int, *, head: int) -> Iterator[Edit]:
    """What can be left out of a sentence with some of its words, in no order; some leave no good sentence.

    Args:
        sentence: the sentence.
        start: the first of the words.
        end: one past the last of them.
        head: where the words end that name what it is about.
    """
    stop = _STOP.search(sentence)
    last = stop.start() if stop else len(sentence)
    yield from _bracketed(sentence, start, end)
    yield from _asides(sentence, start, end, last)
    yield from _conjuncts(sentence, start, end, last)
    yield from _first_part(sentence, start, end, head)
    yield from _item(sentence, start, end)
    yield from _phrase(sentence, start, end)


def _bracketed(sentence: str, start: int, end: int) -> Iterator[Edit]:
    for found in _BRACKETS.finditer(sentence):
        if found.start() <= start and end <= found.end():
            yield Edit(*found.span(), "")


def _asides(sentence: str, start: int, end: int, last: int) -> Iterator[Edit]:
    """From a comma, or what opens a relative clause, to the next comma or the end."""
    opens = [found.start() for found in _RELATIVE.finditer(sentence, 0, start)][-1:]
    opens += [found.start() for found in re.finditer(",", sentence[:start])][-2:]
    comma = sentence.find(",", end)
    close = comma if comma >= 0 else last
    for begin in dict.fromkeys(opens):
        if comma < 0 or not _begins_with_verb(sentence[comma + 1 :]):
            yield Edit(begin, close, "")
        elif sentence[begin] == ",":
            yield Edit(begin, comma + 1, "")


def _conjuncts(sentence: str, start: int, end: int, last: int) -> Iterator[Edit]:
    """What a conjunction adds, down to the next one or to the end."""
    if _row(sentence[:start]):
        return
    for found in list(_AND.finditer(sentence, 0, start))[-2:]:
        breaks = [other.start() for other in _BREAK.finditer(sentence, end, last)]
        for close in dict.fromkeys([*breaks[:2], last]):
            yield Edit(found.start(), close, "")


def _first_part(sentence: str, start: int, end: int, head: int) -> Iterator[Edit]:
    """The first of several clauses or phrases: what it is about goes on with the next one."""
    for found in list(_AND.finditer(sentence, end))[:2]:
        rest = sentence[found.end() :]
        if head <= start and sentence[head : head + 1].isspace() and _begins_with_verb(rest):
            yield Edit(head + 1, found.end(), "")
        if _begins_sentence(rest):
            yield Edit(0, found.end(), "")
    comma = sentence.find(", ", end)
    if comma >= 0 and _begins_sentence(sentence[comma + 2 :]):
        yield Edit(0, comma + 2, "")


def _begins_with_verb(words: str) -> bool:
    first = words.split(maxsplit=1)[:1]
    return bool(first) and is_verb(first[0].strip(",;.!?"))


def _begins_sentence(words: str) -> bool:
    """Whether words go on with what they are about."""
    first = words.split(maxsplit=1)[:1]
    named = bool(first) and (first[0][0].isupper() or first[0] in _SUBJECTS)
    return named and has_verb(words)


def _row(before: str) -> re.Match[str] | None:
    """The last but one of several things in a row, "and" after it."""
    found = re.search(r",\s+(?P<item>[^,;]+?),?(?P<and>\s+(?:and|or)\s+(?:(?:the|an?)\s+)?)\Z", before)
    return found if found and len(found["item"].split()) <= _LONGEST and not has_verb(found["item"]) else None


def _item(sentence: str, start: int, end: int) -> Iterator[Edit]:
    """One of several things in a row; where it was the last one, "and" goes before the one that is now."""
    determiner, after = _DETERMINER.search(sentence[:start]), sentence[end:]
    following = re.match(r",?\s+(?:and|or)\s+|,\s+", after)
    rest = after[following.end() :] if following else ""
    if determiner and (not following or _DETERMINED.match(rest)):
        start = determiner.start()
    before = sentence[:start]
    comma = re.search(r",\s+\Z", before)
    if comma and following and "," not in following[0]:
        yield Edit(comma.start(), end, "")
    elif following and _is_alike(sentence[start:end], rest):
        yield Edit(start, end + following.end(), "")
    two = _row(before)
    if two:
        yield Edit(two.start(), end, f" {two['and'].split()[0]} {two['item']}")


def _is_alike(item: str, other: str) -> bool:
    """Whether two things can stand in a row: names, or words other than verbs."""
    named, also = (
        words.split(maxsplit=1)[0][0].isupper() if words.strip() else False for words in (item, other)
    )
    return (named == also or bool(_DETERMINED.match(other))) and not _begins_with_verb(other)


def _phrase(sentence: str, start: int, end: int) -> Iterator[Edit]:
    """A phrase with its preposition, or an attribute before its noun."""
    found = _PREPOSITION.search(sentence[:start])
    row = re.match(r",?\s+(?:and|or)\s+", sentence[end:])
    if found and not (row and _is_alike(sentence[start:end], sentence[end + row.end() :])):
        yield Edit(found.start(), end, "")
    following = re.match(r"\s+(?!and\b|or\b|but\b)(?=[a-z])", sentence[end:])
    if following and _ATTRIBUTE.search(sentence[:start]):
        yield Edit(start, end + following.end(), "")
