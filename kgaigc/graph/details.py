"""What a graph tells of the nodes that hang on a thing: an address, the dates of a marriage, who says so."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kgaigc.graph import shapes
from kgaigc.graph.shapes import Match
from kgaigc.graph.statements import Object, Statement, order
from kgaigc.values import Entity, Triple, Value

if TYPE_CHECKING:
    from kgaigc.graph.knowledge import KnowledgeGraph

_DEEP = 3  # nodes that hang on nodes
_MOST = 200  # details of one thing

Tells = Callable[[Statement], bool]


def details(graph: KnowledgeGraph, iri: str, match: Match, *, tells: Tells, reified: bool) -> list[Triple]:
    """The facts of the nodes that hang on a thing, each node named after what it hangs on.

    Args:
        graph: gives the labels.
        iri: the thing.
        match: looks statements up.
        tells: whether a statement tells a fact that can be spoken of.
        reified: whether the graph has reified statements.
    """
    found: list[Triple] = []
    seen = {iri}
    waiting = deque([(graph.entity(iri), 0)])
    while waiting and len(found) < _MOST:
        thing, depth = waiting.popleft()
        for node, name in _named(graph, thing, match, seen, reified=reified):
            seen.add(node)
            told = _told(node, match, tells)
            found += [_triple(graph, Entity(node, name), statement) for statement in told]
            if depth + 1 < _DEEP:
                waiting.append((Entity(node, name), depth + 1))
    return found[:_MOST]


def _named(
    graph: KnowledgeGraph, thing: Entity, match: Match, seen: set[str], *, reified: bool
) -> Iterator[tuple[str, str]]:
    """The nodes that hang on a thing and can't be spoken of but by it, with a name each.

    Nodes of the same name, such as two addresses, are counted, in the order of what is told of them: their own
    identifiers may change from one reading to the next.
    """
    names: dict[str, list[str]] = {}
    for node, predicate, value in shapes.hanging_on(thing.iri, match, reified=reified):
        label = graph.entity(node).label
        if node not in seen and (label == node or not node.startswith("_:")):
            name = f"{thing.label}'s {graph.predicate(predicate).label}"
            held = names.setdefault(name if value is None else f"{name} {_words(graph, value)}", [])
            held += [node] if node not in held else []
    for name, nodes in names.items():
        ordered = sorted(nodes, key=lambda node: [order(("", p, o)) for p, o in _content(node, match)])
        for place, node in enumerate(ordered, start=1):
            yield node, name if len(nodes) == 1 else f"{name} ({place})"


def _content(node: str, match: Match) -> list[tuple[str, Object]]:
    told = (
        (p, "_:" if isinstance(o, str) and o.startswith("_:") else o) for _, p, o in match(node, None, None)
    )
    return sorted(told, key=lambda pair: order(("", *pair)))


def _told(node: str, match: Match, tells: Tells) -> list[Statement]:
    statements = sorted(match(node, None, None), key=order)
    spelled = (s for s in shapes.spelled_out(statements, match) if not shapes.is_main_value(s[1]))
    return [statement for statement in dict.fromkeys(spelled) if tells(statement)]


def _words(graph: KnowledgeGraph, value: Object) -> str:
    return value.text if isinstance(value, Value) else graph.entity(value).label


def _triple(graph: KnowledgeGraph, node: Entity, statement: Statement) -> Triple:
    _, predicate, end = statement
    return Triple(node, graph.predicate(predicate), graph.entity(end) if isinstance(end, str) else end)
