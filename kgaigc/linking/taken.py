"""Which characters of a text are spoken for: what overlaps is found without going through all that was found."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]


class Taken:
    """Characters that some spans have.

    Args:
        length: of the text.
        spans: those that have some of it.
    """

    def __init__(self, length: int, spans: Iterable[Span] = ()) -> None:
        self._characters = bytearray(length)
        for start, end in spans:
            self.take(start, end)

    def take(self, start: int, end: int) -> None:
        """Give characters to a span."""
        self._characters[start:end] = b"\1" * (end - start)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether one of the characters belongs to a span."""
        return self._characters.find(1, start, end) >= 0


def without_overlap(length: int, spans: Iterable[Span]) -> list[Span]:
    """The spans that overlap none before them."""
    taken, kept = Taken(length), []
    for start, end in spans:
        if not taken.overlaps(start, end):
            taken.take(start, end)
            kept.append((start, end))
    return kept
