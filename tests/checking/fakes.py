"""A small linker and splitter for tests: labels and aliases word for word, values, capitalised words."""

from __future__ import annotations

import re
from collections.abc import Callable

from kgaigc.graph import KnowledgeGraph
from kgaigc.quantities import find_values
from kgaigc.values import Links, Mention

_NAME = re.compile(r"[A-Z][\w.]+(?:\s+[A-Z][\w.]+)*")
_COMMON = frozenset("Nothing The A An In On It He She They His Her Its Their Born This That".split())


def linker(graph: KnowledgeGraph) -> Callable[[str], Links]:
    """Finds the graph's names, then values, then other capitalised words."""
    named = sorted(((name, entity) for name, entity, _ in graph.names()), key=lambda n: -len(n[0]))

    def link(text: str) -> Links:
        found: list[Mention] = []

        def add(mention: Mention) -> None:
            if all(mention.end <= m.start or mention.start >= m.end for m in found):
                found.append(mention)

        for name, entity in named:
            for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                add(Mention(m.start(), m.end(), m.group(), entity, 1.0))
        for value in find_values(text):
            add(value)
        for m in _NAME.finditer(text):
            first, _, rest = m.group().partition(" ")
            start = m.end() - len(rest) if first in _COMMON else m.start()
            if text[start : m.end()] and m.group() not in _COMMON:
                add(Mention(start, m.end(), text[start : m.end()], None, 0.5))
        return Links(tuple(sorted(found, key=lambda mention: mention.start)), text)

    return link


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Cuts after a full stop that a capital letter follows."""
    ends = [m.end() for m in re.finditer(r"(?<=[a-z0-9)\"])[.!?](?=\s+[A-Z]|\s*$)", text)]
    starts = [0, *(end + 1 for end in ends)]
    spans = zip(starts, [*ends, len(text)], strict=False)
    return tuple((start, end) for start, end in spans if text[start:end].strip())
