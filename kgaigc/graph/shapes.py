"""Facts that RDF spells with nodes between: lists, structured values, Wikibase statements, reified triples.

What is spelled with such a node is read as people mean it. ``:Ada :children (:Byron :Anne)`` has two children,
not a list; ``wd:Q7259 p:P26 [ ps:P26 wd:Q8 ; pq:P580 1835 ]`` has a spouse, and the marriage a start. What is told
of the node itself is a detail of the fact or of the thing that it hangs on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from kgaigc.graph import vocabulary as v
from kgaigc.graph.statements import Object, Statement
from kgaigc.values import Value, ntriples

# What looks statements up: by subject, predicate and object, None for any.
Match = Callable[[str | None, str | None, Object | None], Iterable[Statement]]

REIFIES = v.RDF + "reifies"
SUBJECT, PREDICATE, OBJECT = v.RDF + "subject", v.RDF + "predicate", v.RDF + "object"
REIFYING = (REIFIES, SUBJECT)  # these lead from a node that says something of a statement
_VALUE, _NIL = v.RDF + "value", v.RDF + "nil"
_RANK = "http://wikiba.se/ontology#rank"
_PREFERRED, _DEPRECATED = (
    "http://wikiba.se/ontology#PreferredRank",
    "http://wikiba.se/ontology#DeprecatedRank",
)

_LONGEST = 10_000  # members of a list that are read
_NODE = re.compile(r"https?://[^/]+/(?:entity/statement/[^/]+|(?:reference|value)/[0-9a-f]{32,40})")
_PROPERTY = re.compile(r"(https?://[^/]+/prop/)((?:[a-z-]+/)*)(P\d+)")
_MEMBER = re.compile(re.escape(v.RDF) + r"_[1-9]\d*")


@lru_cache(maxsize=20_000)
def is_node_between(iri: str) -> bool:
    """Whether it is a quoted triple, or what Wikibase makes for a statement, a reference or a structured value.

    >>> is_node_between("http://www.wikidata.org/entity/statement/q7259-8A1B")
    True
    """
    return iri.startswith("<<(") or _NODE.fullmatch(iri) is not None


def is_main_value(predicate: str) -> bool:
    """Whether a predicate leads from a Wikibase statement to the value that it states.

    >>> is_main_value("http://www.wikidata.org/prop/statement/P26")
    True
    """
    return _form(predicate, "statement/", "") is not None


def reifiers(match: Match) -> frozenset[str]:
    """Every node that only serves to say something of a statement, in RDF's old way or in RDF 1.2's."""
    return frozenset(node for predicate in REIFYING for node, _, _ in match(None, predicate, None))


def with_members(iris: Iterable[str], match: Match) -> set[str]:
    """The things, and of nodes among them that are lists or structured values the things that they hold."""
    found = set(iris)
    nodes = [iri for iri in found if iri.startswith("_:")]
    ends = (end for node in nodes for _, _, end in _through(("", "", node), match))
    return found | {end for end in ends if isinstance(end, str)}


def spelled_out(found: Iterable[Statement], match: Match) -> Iterator[Statement]:
    """The statements of one subject, what is spelled with nodes between said directly.

    Members take the place of their list, a structured value's ``rdf:value`` that of its node, and of Wikibase
    statements those of the best rank become direct ones, unless direct ones are stated too.

    Args:
        found: the statements.
        match: looks further ones up.
    """
    claims: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    stated = set()
    for statement in found:
        subject, predicate, end = statement
        stated.add((subject, predicate))
        if isinstance(end, str) and is_node_between(end):
            claims[subject, predicate].append(end)
        elif isinstance(end, str) and end.startswith("_:"):
            yield from _through(statement, match)
        else:
            yield statement
    for (subject, predicate), nodes in sorted(claims.items()):
        direct = _form(predicate, "", "direct/")
        if direct and (subject, direct) not in stated:
            values = (value for node in _best(nodes, match) for value in _main_values(node, predicate, match))
            yield from ((subject, direct, value) for value in dict.fromkeys(values))


def leading_to(iri: str, found: Iterable[Statement], match: Match) -> Iterator[Statement]:
    """The statements that end at a thing, those that lead to it by nodes between said directly.

    Args:
        iri: the thing.
        found: the statements with it as object.
        match: looks further ones up.
    """
    for statement in found:
        subject, predicate, _ = statement
        holders = list(_holders(subject, predicate, match))
        if not holders:
            yield statement
        for holder in dict.fromkeys(holders):
            ends = spelled_out(match(holder, None, None), match)
            yield from (end for end in ends if end[2] == iri and end[1] != predicate)


def hanging_on(iri: str, match: Match, *, reified: bool) -> Iterator[tuple[str, str, Object | None]]:
    """The nodes that hang on a thing: each with the predicate that it stands for and the value, if it has one.

    Args:
        iri: the thing.
        match: looks statements up.
        reified: look for reified statements too.
    """
    for subject, predicate, end in match(iri, None, None):
        direct = _form(predicate, "", "direct/")
        if isinstance(end, str) and is_node_between(end) and direct:
            yield end, direct, next(_main_values(end, predicate, match), None)
        elif isinstance(end, str) and end.startswith("_:") and not _members(end, match):
            yield end, predicate, _single(end, _VALUE, match)
        if reified:
            triple = quoted(subject, predicate, end)
            yield from ((node, predicate, end) for node, _, _ in match(None, REIFIES, triple))
    if reified:
        yield from _reified(iri, match)


def quoted(subject: str, predicate: str, end: Object) -> str:
    """A triple as a term.

    >>> quoted("http://x/a", "http://x/p", "_:b")
    '<<( <http://x/a> <http://x/p> _:b )>>'
    """
    return f"<<( {_term(subject)} {_term(predicate)} {_term(end)} )>>"


def _term(term: Object) -> str:
    if isinstance(term, Value):
        return ntriples(term)
    return term if term.startswith(("_:", "<<(")) else f"<{term}>"


def _through(statement: Statement, match: Match) -> Iterator[Statement]:
    """What a statement that ends in a blank node says: its members, its value, or that it ends there."""
    subject, predicate, node = statement
    ends: list[Object] = list(_members(str(node), match))
    value = None if ends else _single(str(node), _VALUE, match)
    ends = ends or ([] if value is None else [value])
    yield from ((subject, predicate, end) for end in dict.fromkeys(ends)) if ends else (statement,)


def _members(node: str, match: Match) -> list[Object]:
    """What is in a list or a container, in order; nothing for any other node."""
    found: list[Object] = []
    seen: set[str] = set()
    cell: Object | None = node
    while isinstance(cell, str) and cell not in seen and cell != _NIL and len(found) < _LONGEST:
        seen.add(cell)
        first = _single(cell, v.FIRST, match)
        if first is None:
            break
        found.append(first)
        cell = _single(cell, v.REST, match)
    if found:
        return found
    numbered = [(p, o) for _, p, o in match(node, None, None) if _MEMBER.fullmatch(p)]
    return [o for _, o in sorted(numbered, key=lambda item: int(item[0].rpartition("_")[2]))]


def _holders(node: str, predicate: str, match: Match) -> Iterator[str]:
    """The subjects that a node between serves, seen from one of its ends."""
    if predicate in {v.FIRST, _VALUE} or _MEMBER.fullmatch(predicate):
        yield from (subject for subject, _, _ in match(None, None, _head(node, match)))
    elif _form(predicate, "statement/", "") and is_node_between(node):
        yield from (subject for subject, _, _ in match(None, _form(predicate, "statement/", ""), node))


def _head(cell: str, match: Match) -> str:
    """The first cell of a list, from any of its cells; a node that is no cell is its own head."""
    seen: set[str] = set()
    while cell not in seen and len(seen) < _LONGEST:
        seen.add(cell)
        cell = next((before for before, _, _ in match(None, v.REST, cell)), cell)
    return cell


def _best(nodes: list[str], match: Match) -> list[str]:
    """The statements of the best rank, none of the deprecated ones."""
    ranks = {node: _single(node, _RANK, match) for node in nodes}
    preferred = [node for node in nodes if ranks[node] == _PREFERRED]
    return preferred or [node for node in nodes if ranks[node] != _DEPRECATED]


def _main_values(node: str, predicate: str, match: Match) -> Iterator[Object]:
    main = _form(predicate, "", "statement/")
    return (end for _, _, end in match(node, main, None)) if main else iter(())


def _reified(iri: str, match: Match) -> Iterator[tuple[str, str, Object | None]]:
    """The nodes that reify, in RDF's old way, what the graph states of a thing."""
    for node, _, _ in match(None, SUBJECT, iri):
        predicate, end = _single(node, PREDICATE, match), _single(node, OBJECT, match)
        if isinstance(predicate, str) and end is not None and any(True for _ in match(iri, predicate, end)):
            yield node, predicate, end


def _single(node: str, predicate: str, match: Match) -> Object | None:
    return next((end for _, _, end in match(node, predicate, None)), None)


@lru_cache(maxsize=20_000)
def _form(predicate: str, kind: str, wanted: str) -> str | None:
    """A Wikibase property of one kind as that of another; None if it is no such property."""
    found = _PROPERTY.fullmatch(predicate)
    return f"{found[1]}{wanted}{found[3]}" if found and found[2] == kind else None
