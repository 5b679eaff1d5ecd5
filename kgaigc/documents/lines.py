"""Where the characters of a block of Markdown stand in its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgaigc.documents.passages import Piece

_BREAK = re.compile(r"\r\n?|\n")


class Lines:
    """The lines of a file from some character on, as the parser of Markdown counts them."""

    def __init__(self, source: str, body: int) -> None:
        breaks = [found.span() for found in _BREAK.finditer(source, body)]
        starts = [body, *(end for _, end in breaks)]
        ends = [*(start for start, _ in breaks), len(source)]
        self.source = source
        self._spans = list(zip(starts, ends, strict=True))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters of some lines, the last of them not included."""
        return self._spans[first][0], self._spans[min(last, len(self._spans)) - 1][1]

    def places(self, content: str, first: int) -> list[int]:
        """The place of each character of a paragraph that begins in a line, and of its end.

        Its lines have lost what stands before them (indents, the marks of quotes and lists) and blanks after.
        """
        where: list[int] = []
        for number, line in enumerate(content.split("\n"), start=first):
            start, end = self._spans[number]
            bare = line.strip()
            told = start + len(self.source[start:end].rstrip()) - len(bare)
            before = len(line) - len(line.lstrip())
            where += [max(told - before + i, start) for i in range(len(line))]
            where.append(min(told + len(line) - before, end))
        return where

    def cell(self, content: str, number: int, after: int) -> list[int]:
        """The same for a cell of a table, which stands in its line after some place of the file."""
        start, end = self._spans[number]
        row = self.source[start:end].replace("\0", "\ufffd")
        at = row.find(content.replace("|", "\\|"), max(after - start, 0))
        if at < 0:
            return [start] * len(content) + [max(start, after)]
        where = []
        for character in content:
            at += character == "|" and row.startswith("\\|", at)
            where.append(start + at)
            at += 1
        return [*where, start + at]


def runs(text: str, where: Sequence[int]) -> Iterator[Piece]:
    """Words, a piece for each stretch that stands in one piece in the file."""
    begin = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or where[i] != where[i - 1] + 1:
            if text[begin:i]:
                yield Piece(text[begin:i], where[begin], where[i - 1] + 1)
            begin = i
