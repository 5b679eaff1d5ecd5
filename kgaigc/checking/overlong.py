"""Sentences that no one writes are read in pieces; what a piece names and does not tell is a claim: it was not read."""

from __future__ import annotations

from collections.abc import Sequence

from kgaigc.checking.spans import Marked
from kgaigc.checking.things import Reading
from kgaigc.values import Verdict


def unread(reading: Reading, verdicts: Sequence[Verdict], text: str) -> list[Verdict]:
    """A claim on the names and values of a piece that no verdict takes in, from the first of them to the last.

    Args:
        reading: a piece of a sentence other than its first.
        verdicts: on its claims.
        text: the whole text.
    """
    known = Marked((verdict.start, verdict.end) for verdict in verdicts)
    left = [thing for thing in reading.things if not known.overlaps(thing.start, thing.end)]
    if not left:
        return []
    start, end = left[0].start, left[-1].end
    reason = "the sentence is too long to be read as one, and this was not found in the graph by itself"
    return [Verdict(text[start:end], start, end, "unverifiable", (), reason, None, (start, end))]
