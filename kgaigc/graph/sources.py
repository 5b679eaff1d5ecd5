"""Where a graph comes from: files, a store directory, or rdflib's in memory."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgaigc.errors import ConfigError, GraphError
from kgaigc.graph import reading
from kgaigc.graph.limits import Limits
from kgaigc.graph.reasoning import entail
from kgaigc.graph.statements import Statements
from kgaigc.graph.store import open_store
from kgaigc.graph.stored import StoredStatements

if TYPE_CHECKING:
    import rdflib


def open_source(
    source: str | Path | rdflib.Graph | rdflib.Dataset,
    *,
    graphs: Collection[str] = (),
    writable: bool = False,
    limits: Limits | None = None,
    reasoning: bool = False,
) -> tuple[Statements, str]:
    """What a source states, and its name.

    Args:
        source: a path, the address of a SPARQL endpoint, or an rdflib ``Graph`` or ``Dataset``.
        graphs: the named graphs to read, by IRI; all if empty.
        writable: open a store directory for changes; what is read into memory can be changed anyway.
        limits: what a file may cost.
        reasoning: add what follows, in memory; see ``reasoning``.

    Raises:
        GraphError: it is missing, unreadable, not RDF, or empty.
        ConfigError: a named graph is not in it, or it can't be reasoned on.
    """
    if reasoning:
        if writable or (isinstance(source, str) and "://" in source):
            raise ConfigError(
                f"{source}: reasoning is done in memory, neither on what is opened writable nor at an endpoint; open "
                "it without, or ask an endpoint that reasons itself"
            )
        plain, name = open_source(source, graphs=graphs, limits=limits)
        return _reasoned(plain), name
    if isinstance(source, str) and source.startswith(("http://", "https://")):
        return _open_endpoint(source, graphs)
    found: StoredStatements
    if not isinstance(source, str | Path):
        if not hasattr(source, "triples"):
            raise TypeError(f"{source!r} is no graph: give a path, an address, or an rdflib Graph or Dataset")
        found, name = StoredStatements(reading.read_rdflib(source), graphs=graphs), "rdflib"
    elif isinstance(source, str) and "://" in source:
        raise GraphError(f"{source}: neither a path nor http:// or https://; give one of them")
    elif reading.is_store(path := Path(source)):
        found, name = open_store(path, writable=writable, graphs=graphs), path.name
    else:
        found, name = StoredStatements(reading.read_path(path, limits=limits), graphs=graphs), path.name
    _check_graphs(found, graphs, name)
    return found, name


def _reasoned(plain: Statements) -> StoredStatements:
    if not plain.is_walkable():
        raise ConfigError(f"{len(plain)} triples are too many to reason on in memory; open the graph without")
    store = ox.Store()
    store.bulk_extend(plain.store())
    entail(store)
    return StoredStatements(store)


def _open_endpoint(url: str, graphs: Collection[str]) -> tuple[Statements, str]:
    from kgaigc.graph.endpoint import Endpoint  # noqa: PLC0415  (loads httpx)
    from kgaigc.graph.remote import EndpointStatements  # noqa: PLC0415

    found = EndpointStatements(Endpoint(url, graphs=graphs))
    if not any(True for _ in found.match(limit=1)):
        names = ", ".join(sorted(found.graph_names())[:5]) or "none"
        raise GraphError(f"{found.url}: the graph is empty; choose among its named graphs: {names}")
    return found, found.url


def _check_graphs(found: StoredStatements, graphs: Collection[str], name: str) -> None:
    known = found.graph_names()
    missing = sorted(set(graphs) - known)
    if missing:
        every = ", ".join(sorted(StoredStatements(found.whole()).graph_names())[:5]) or "none"
        raise ConfigError(f"{name}: has no named graph {missing[0]}; those it has: {every}")
