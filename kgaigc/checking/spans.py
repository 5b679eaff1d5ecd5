"""Stretches of a text, kept so that what lies in one of them is found without going through them all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

Span = tuple[int, int]


class Spans:
    """Stretches, each with whose it is.

    Args:
        spans: the stretches; the same one of the same owner counts once.
    """

    def __init__(self, spans: Iterable[tuple[Span, int]]) -> None:
        owners: dict[Span, list[int]] = {}
        for span, owner in spans:
            known = owners.setdefault(span, [])
            if owner not in known[-1:]:
                known.append(owner)
        self._spans = sorted((span, tuple(dict.fromkeys(known))) for span, known in owners.items())
        self._starts = [start for (start, _), _ in self._spans]
        self._longest = max((end - start for (start, end), _ in self._spans), default=0)

    def shared(self, start: int, end: int) -> dict[int, int]:
        """For each owner how many characters its stretches have of another one."""
        first = bisect_left(self._starts, start - self._longest)
        inside: dict[int, int] = {}
        for (begin, stop), owners in self._spans[first : bisect_left(self._starts, end)]:
            shared = min(stop, end) - max(begin, start)
            for owner in owners if begin < end and start < stop else ():
                inside[owner] = inside.get(owner, 0) + shared
        return inside

    def has_one_in(self, start: int, end: int) -> bool:
        """Whether one of the stretches lies in another one, all of it."""
        within = self._spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return any(stop <= end for (_, stop), _ in within)


class Marked:
    """Characters that stretches of a text have.

    Args:
        spans: the stretches.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        known = set(spans)
        self._marks = bytearray(max((end for _, end in known), default=0))
        for start, end in known:
            self._marks[start:end] = b"\1" * (end - start)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a stretch has one of these characters."""
        return self._marks.find(1, start, end) >= 0
