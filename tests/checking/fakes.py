"""A small linker and splitter for tests: labels and aliases word for word, values, capitalised words."""

from __future__ import annotations

import re
from collections.abc import Callable

from kgaigc.graph import KnowledgeGraph
from kgaigc.quantities import find_values
from kgaigc.values import Links, Mention

_NAME = re.compile(r"[A-Z][\w.]+(?:\s+[A-Z][\w.]+)*")
_COMMON = frozenset(
    (
        "A",
        "An",
        "Born",
        "He",
        "Her",
        "His",
        "In",
        "It",
        "Its",
        "Nothing",
        "On",
        "She",
        "That",
        "The",
        "Their",
        "They",
        "This",
    )
)


def linker(graph: KnowledgeGraph) -> Callable[[str], Links]:
    """Finds the graph's names, then values, then other capitalised words."""
    names = sorted(((name, entity) for name, entity, _ in graph.names()), key=lambda n: -len(n[0]))

    def link(text: str) -> Links:
        known = [
            Mention(m.start(), m.end(), m.group(), entity, 1.0)
            for name, entity in names
            for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        ]
        found: list[Mention] = []
        for mention in [*known, *find_values(text), *_unknown(text)]:
            if all(mention.end <= m.start or mention.start >= m.end for m in found):
                found.append(mention)
        return Links(tuple(sorted(found, key=lambda mention: mention.start)), text)

    return link


def _unknown(text: str) -> list[Mention]:
    found = []
    for m in _NAME.finditer(text):
        first, _, rest = m.group().partition(" ")
        start = m.end() - len(rest) if first in _COMMON else m.start()
        if text[start : m.end()]:
            found.append(Mention(start, m.end(), text[start : m.end()], None, 0.5))
    return found


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Cuts after a full stop that a capital letter follows."""
    ends = [m.end() for m in re.finditer(r"(?<=[a-z0-9)\"])[.!?](?=\s+[A-Z]|\s*$)", text)]
    starts = [0, *(end + 1 for end in ends)]
    spans = zip(starts, [*ends, len(text)], strict=False)
    return tuple((start, end) for start, end in spans if text[start:end].strip())
