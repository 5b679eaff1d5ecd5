"""Plain text: all of it is read, but for the marks of notes and the names of its sections."""

from __future__ import annotations

import re

from kgaigc.documents.limits import readable
from kgaigc.documents.passages import Document, Part, Piece, telling

_BOM = "\ufeff"
# A line of its own that no stop ends: a title, if it is a name.
_TITLE = re.compile(r"(?:\A\ufeff?|\n[^\S\n]*\n)[^\S\n]*(\S[^\n]{0,98}[^\s.!?…:;,。])[^\S\n]*(?=\n\s*\n)")


def from_text(source: str) -> Document:
    """A document of plain text; a name that stands alone between blank lines is a heading.

    Raises:
        ConfigError: the text is too long.
    """
    titles = list(_TITLE.finditer(readable(source)))
    parts = [Part("", 0, tuple(_read(source, 0, titles[0].start() if titles else len(source))))]
    for place, title in enumerate(titles):
        end = titles[place + 1].start() if place + 1 < len(titles) else len(source)
        words = _read(source, title.start(), title.end())
        parts.append(Part(title[1], 1, tuple(_read(source, title.end(), end)), tuple(words)))
    return Document(source, tuple(parts), from_text)


def _read(source: str, start: int, end: int) -> list[Piece]:
    start += source.startswith(_BOM, start)
    return telling([Piece(source[start:end], start, end)])
