r"""Markdown and plain text, read so that every verdict falls on the file's own characters.

>>> document = from_markdown("# Ada\n\nShe *wrote* `Note G`.")
>>> ["".join(piece.text for piece in part.pieces).strip() for part in document.parts]
['', 'She wrote Note G.']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from math import prod

from kgaigc.documents.limits import readable
from kgaigc.documents.markdown import from_markdown
from kgaigc.documents.passages import Document, Part, Passage, Piece, passage
from kgaigc.documents.plain import from_text
from kgaigc.values import Entity, Report

__all__ = ["Document", "as_it_stands", "check", "from_markdown", "from_text", "passages", "readable"]


def as_it_stands(source: str) -> Document:
    """A document of a text that is no file: every character of it is said, and no line is a heading."""
    return Document(source, (Part("", 0, (Piece(source, 0, len(source)),)),), as_it_stands)


def check(
    document: Document,
    *,
    check: Callable[[str, Entity | None], Report],
    named: Callable[[str], Entity | None],
) -> Report:
    """What a checker says of each claim of a document, its offsets in the document's own text.

    Parts of one topic are checked together. A heading that names something sets the topic of what stands
    below it, down to the next heading of its depth.

    Args:
        document: the document.
        check: the checker, of a text and its topic.
        named: what a heading names.

    Returns:
        one report; its score is that of all parts together, taken as independent.
    """
    found = [(place, check(place.text, topic)) for topic, place in passages(document, named)]
    verdicts = tuple(place.placed(verdict) for place, report in found for verdict in report.verdicts)
    supported = sum(verdict.status == "supported" for verdict in verdicts)
    precision = supported / len(verdicts) if verdicts else None
    score = prod(report.score for _, report in found) if found else check("", None).score
    return Report(verdicts, precision, None, score, document.source)


def passages(
    document: Document, named: Callable[[str], Entity | None]
) -> Iterator[tuple[Entity | None, Passage]]:
    """The text in stretches of one topic.

    Args:
        document: the document.
        named: what a heading names.
    """
    for topic, group in groupby(_topics(document.parts, named), key=lambda pair: pair[0]):
        whole = passage(piece for _, pieces in group for piece in pieces)
        if whole.text.strip():
            yield topic, whole


def _topics(
    parts: Sequence[Part], named: Callable[[str], Entity | None]
) -> Iterator[tuple[Entity | None, tuple[Piece, ...]]]:
    above: list[tuple[int, Entity | None]] = []
    for part in parts:
        meant = named(part.title) if part.title else None
        if part.depth and (meant or not part.instead):
            above = [(depth, topic) for depth, topic in above if depth < part.depth]
            above.append((part.depth, meant))
        topics = [topic for _, topic in above if topic is not None]
        yield (topics[-1] if topics else None), part.pieces if meant else (*part.instead, *part.pieces)
