"""What a file says, told apart from how it is marked up, with the way back to the file's own characters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from kgaigc.values import Verdict

# Addresses, the marks of notes ("[1]"), and what kgaigc itself writes below an article that it has checked.
_SILENT = re.compile(
    r"""
    (?:https?|ftp)://[^\s<>]*[^\s<>.,;:!?)\]'"]
    | ^\[\d+\][ ][^\n·]+[ ]·[ ][^\n·]+[ ]·[ ].*
    | (?:(?<=\S)[ ]?|^)\[\^?\d+(?:[ ]?[,–-][ ]?\d+)*\](?![(:])
    | ^\d+[ ]claims?:[ ]\d+[ ]supported.*;[ ]score[ ]\d\.\d\d\.
    | Sentences:[ ]\d+[ ]by[ ]the[ ]LSTM,[ ]\d+[ ]by[ ]template\.
    """,
    re.MULTILINE | re.VERBOSE,
)


class Piece(NamedTuple):
    """Some words of a passage, and where in the file they stand.

    Attributes:
        text: the words.
        start: their first character in the file; -1 for what the file does not have, such as a space in
            place of markup.
        end: one past their last character in the file.
    """

    text: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it.

    Attributes:
        title: the heading; "" where there is none.
        depth: 1 for a heading of the whole file, more for one of a section; 0 without a heading.
        pieces: the text.
        instead: what the heading says where it turns out to be no name; nothing for what is a heading by its
            markup, which is no sentence anyway.
    """

    title: str
    depth: int
    pieces: tuple[Piece, ...]
    instead: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file's characters, its parts in order, and what reads a file of its kind."""

    source: str
    parts: tuple[Part, ...]
    read: Callable[[str], Document]


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text made of pieces: what is checked at one go."""

    pieces: tuple[Piece, ...]
    text: str
    starts: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the file characters of the passage stand; of the nearest ones for what the file lacks."""
        first = self._piece(bisect_right(self.starts, start) - 1, 1)
        last = self._piece(bisect_left(self.starts, max(end, start + 1)) - 1, -1)
        if first is None or last is None:
            return 0, 0
        begin = self._in_file(first, start)
        return begin, max(self._in_file(last, end), begin)

    def placed(self, verdict: Verdict) -> Verdict:
        """A verdict on the passage, with its offsets in the file."""
        start, end = self.place(verdict.start, verdict.end)
        focus = None if verdict.focus is None else self.place(*verdict.focus)
        return replace(verdict, start=start, end=end, focus=focus)

    def _piece(self, index: int, step: int) -> int | None:
        """The nearest piece that the file has, from one on, this way first and then the other."""
        inside = [range(max(index, 0), len(self.pieces)), range(min(index, len(self.pieces) - 1), -1, -1)]
        ways = inside if step > 0 else inside[::-1]
        return next((i for way in ways for i in way if self.pieces[i].start >= 0), None)

    def _in_file(self, index: int, offset: int) -> int:
        piece, within = self.pieces[index], offset - self.starts[index]
        if within <= 0:
            return piece.start
        # A character reference is longer than what it stands for: only its ends are places.
        whole = within >= len(piece.text) or len(piece.text) != piece.end - piece.start
        return piece.end if whole else piece.start + within


def passage(pieces: Iterable[Piece]) -> Passage:
    """The pieces as running text."""
    kept = tuple(piece for piece in pieces if piece.text)
    starts, length = [], 0
    for piece in kept:
        starts.append(length)
        length += len(piece.text)
    return Passage(kept, "".join(piece.text for piece in kept), tuple(starts))


def telling(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without the addresses and the marks of notes in them, which say nothing."""
    whole = passage(pieces)
    silent = [found.span() for found in _SILENT.finditer(whole.text)]
    return list(_without(whole, silent)) if silent else list(whole.pieces)


def _without(whole: Passage, silent: list[tuple[int, int]]) -> Iterator[Piece]:
    edges = [0, *(edge for span in silent for edge in span), len(whole.text)]
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        first = bisect_right(whole.starts, begin) - 1
        last = bisect_left(whole.starts, end)
        for start, piece in zip(whole.starts[first:last], whole.pieces[first:last], strict=True):
            yield _cut(piece, begin - start, end - start)


def _cut(piece: Piece, begin: int, end: int) -> Piece:
    """The words of a piece from one offset in it to another, which may lie outside."""
    begin, end = max(begin, 0), min(end, len(piece.text))
    if piece.start < 0 or len(piece.text) != piece.end - piece.start:
        return Piece(piece.text[begin:end], piece.start, piece.end)
    return Piece(piece.text[begin:end], piece.start + begin, piece.start + end)
