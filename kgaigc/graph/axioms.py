"""What OWL says in lists and restrictions: which classes are disjoint, and where a property has one value.

Only the schema is walked, from the term asked for; how many members a class has never matters. A list that
runs in a circle ends where it began, and none is read further than ``_LIMIT`` items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from kgaigc.graph import vocabulary as v
from kgaigc.graph.statements import Object, Statement
from kgaigc.values import RDF_TYPE, Value

Match = Callable[[str | None, str | None, Object | None], Iterable[Statement]]

_LIMIT = 1_000


def disjoint_classes(match: Match, cls: str) -> frozenset[str]:
    """The classes declared to share no member with a class itself: pairs, groups and parts of a union."""
    found = {
        *(other for property_ in v.DISJOINT for other in things(match, cls, property_)),
        *(other for property_ in v.DISJOINT for other in holders(match, property_, cls)),
    }
    for head in _lists_with(match, cls):
        groups = (s for s in holders(match, v.MEMBERS, head) if _is_group(match, s))
        if any(True for _ in (*groups, *holders(match, v.DISJOINT_UNION, head))):
            found.update(_items(match, head))
    return frozenset(other for other in found - {cls} if is_named(other))


def classes_set_apart(match: Match) -> frozenset[str]:
    """The classes that any such declaration names."""
    pairs = [pair for property_ in v.DISJOINT for pair in match(None, property_, None)]
    found = {s for s, _, _ in pairs} | {o for _, _, o in pairs if isinstance(o, str)}
    for group in holders(match, RDF_TYPE, v.ALL_DISJOINT):
        for head in things(match, group, v.MEMBERS):
            found.update(_items(match, head))
    for _, _, parts in match(None, v.DISJOINT_UNION, None):
        if isinstance(parts, str):
            found.update(_items(match, parts))
    return frozenset(filter(is_named, found))


def unions(match: Match, cls: str) -> tuple[str, ...]:
    """The classes declared to be a disjoint union that the class is part of."""
    heads = _lists_with(match, cls)
    return tuple(union for head in heads for union in holders(match, v.DISJOINT_UNION, head))


def single_valued(match: Match, predicate: str) -> frozenset[str]:
    """The classes whose members have at most one value of the property, by a restriction on the class.

    A qualified restriction counts only one kind of value, and serves where the property has no other kind.
    """
    found: set[str] = set()
    for restriction in islice(holders(match, v.ON_PROPERTY, predicate), _LIMIT):
        if _is_single(match, restriction, predicate):
            found.update(holders(match, v.SUBCLASS, restriction))
            found.update(holders(match, v.EQUIVALENT_CLASS, restriction))
            found.update(things(match, restriction, v.EQUIVALENT_CLASS))
    return frozenset(filter(is_named, found))


def things(match: Match, subject: str, predicate: str) -> Iterator[str]:
    """The objects of a subject that are things."""
    return (o for _, _, o in match(subject, predicate, None) if isinstance(o, str))


def holders(match: Match, predicate: str, obj: str) -> Iterator[str]:
    """The subjects that have an object."""
    return (s for s, _, _ in match(None, predicate, obj))


def is_named(term: str) -> bool:
    """Whether a term has an IRI; what has none is an expression of classes or properties."""
    return not term.startswith("_:")


def _is_group(match: Match, iri: str) -> bool:
    return any(True for _ in match(iri, RDF_TYPE, v.ALL_DISJOINT))


def _is_single(match: Match, restriction: str, predicate: str) -> bool:
    if any(_is_one(match, restriction, limit) for limit in v.CARDINALITIES):
        return True
    if not any(_is_one(match, restriction, limit) for limit in v.QUALIFIED_CARDINALITIES):
        return False
    kinds = {kind for on in v.ON_VALUES for kind in things(match, restriction, on)}
    return bool(kinds & {v.THING, *things(match, predicate, v.RANGE)})


def _is_one(match: Match, restriction: str, limit: str) -> bool:
    counts = (o.text for _, _, o in match(restriction, limit, None) if isinstance(o, Value))
    return any(count.strip().lstrip("+0") in {"", "1"} for count in counts)


def _lists_with(match: Match, item: str) -> Iterator[str]:
    """The first nodes of the RDF lists that hold an item."""
    for node in islice(holders(match, v.FIRST, item), _LIMIT):
        head, seen = node, {node}
        while (before := next(holders(match, v.REST, head), None)) and before not in seen:
            if len(seen) == _LIMIT:
                break
            seen.add(before)
            head = before
        yield head


def _items(match: Match, head: str) -> Iterator[str]:
    node: str | None = head
    seen: set[str] = set()
    while node and node not in seen and len(seen) < _LIMIT:
        seen.add(node)
        yield from things(match, node, v.FIRST)
        node = next(things(match, node, v.REST), None)
