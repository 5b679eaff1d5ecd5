"""What HTML inside Markdown says: its text, without comments, scripts and styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from kgaigc.documents.passages import Piece

# What is left out, or else a character reference, which stands for something shorter than itself.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|pre|textarea)\b.*?(?:</\1\s*>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|<[?!][^<>]*>|</?[a-z][^<>]*>|(?P<reference>&#?\w+;)",
    re.DOTALL | re.IGNORECASE,
)
_WITHIN_WORDS = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|em|i|mark|q|s|small|span|strong|sub|sup|u)\b", re.IGNORECASE
)


def said(source: str, start: int, end: int) -> Iterator[Piece]:
    """The text of a block of HTML; elements other than those inside a sentence are set apart."""
    for found in _MARKUP.finditer(source, start, end):
        if start < found.start():
            yield Piece(source[start : found.start()], start, found.start())
        if found["reference"]:
            yield Piece(unescape(found[0]), *found.span())
        elif not _WITHIN_WORDS.match(found[0]) and not found[0].startswith("<!--"):
            yield Piece("\n\n")
        start = found.end()
    if start < end:
        yield Piece(source[start:end], start, end)
