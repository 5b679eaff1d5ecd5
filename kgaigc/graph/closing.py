"""Predicates that a user takes to be closed for this run, named by IRI or label."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from kgaigc.errors import ConfigError
from kgaigc.graph import vocabulary as v
from kgaigc.graph.labels import Labels, spaced
from kgaigc.graph.statements import Statements

_IRI = re.compile(r"<?([A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+)>?")


def closed_predicates(
    names: Iterable[str], statements: Statements, labels: Labels, *, graph: str
) -> frozenset[str]:
    """The predicates of a graph that are named; a label that several share means them all.

    Args:
        names: IRIs, labels, or names as in the IRI such as ``birthPlace``; capitals don't matter.
        statements: the graph.
        labels: its labels.
        graph: the graph's name, for the error.

    Raises:
        ConfigError: the graph has no such predicate; the nearest names are told.
    """
    found: set[str] = set()
    known: dict[str, set[str]] = {}
    for name in names:
        iri = _used(name, statements)
        known = known or ({} if iri else _named(statements, labels))
        iris = {iri} if iri else known.get(_key(name))
        if not iris:
            raise ConfigError(_unknown(name, known, graph))
        found |= iris
    return frozenset(found)


def _used(name: str, statements: Statements) -> str | None:
    """The IRI, if it is one that the graph uses as a predicate or declares as one."""
    written = _IRI.fullmatch(name.strip())
    if written is None:
        return None
    iri = written[1]
    used = any(True for _ in statements.match(predicate=iri))
    return (
        iri if used or any(o in v.PROPERTIES for _, _, o in statements.match(iri, v.RDF + "type")) else None
    )


def _named(statements: Statements, labels: Labels) -> dict[str, set[str]]:
    """The predicates that tell facts, by what they may be called."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for iri in statements.predicate_counts():
        if not v.is_plumbing(iri):
            for name in (labels.label(iri, term=True), v.local_name(iri)):
                named[_key(name)].add(iri)
    return dict(named)


def _key(name: str) -> str:
    return spaced(name.strip()).casefold()


def _unknown(name: str, known: dict[str, set[str]], graph: str) -> str:
    near = get_close_matches(_key(v.local_name(name)), sorted(known), n=3, cutoff=0.5)
    nearest = f"; the nearest are {', '.join(near)}" if near else ""
    where = graph or "the graph"
    return (
        f"{name!r} can't be closed: {where} has no such predicate{nearest}; give a label or IRI that it uses"
    )
