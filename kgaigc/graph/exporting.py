"""Graphs go out: to a file in any RDF format, plain or compressed, that is there whole or not at all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kgaigc.errors import ConfigError
from kgaigc.graph import compression, reading
from kgaigc.graph import vocabulary as v
from kgaigc.values import XSD

# By the names that people give them, besides the endings of files.
FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_SORTED = 500_000  # statements; a larger graph is written in the order of its store
_PREFIXES = {
    "rdf": v.RDF,
    "rdfs": v.RDFS,
    "owl": v.OWL,
    "xsd": XSD,
    "skos": v.SKOS,
    "foaf": v.FOAF,
    "dcterms": v.DCTERMS,
    "dc": v.DC,
    "schema": v.SCHEMA[1],
    "sdo": v.SCHEMA[0],
    "dbo": v.DBO,
    "dbr": "http://dbpedia.org/resource/",
    "wd": v.WIKIDATA + "entity/",
    "wdt": v.WIKIDATA + "prop/direct/",
    "prov": "http://www.w3.org/ns/prov#",
}
_MOST_PREFIXES = 20
_LOOKED_AT = 20_000  # statements whose terms tell the prefixes


def export(store: ox.Store, path: Path, *, form: str | None = None) -> None:
    """Write a graph to a file, to a temporary name first.

    Args:
        store: the graph.
        path: the file; its ending says the format, and a second one the compression: ``graph.nt.gz``.
        form: the name of a format, if the ending is not to say it.

    Raises:
        ConfigError: the format is not known, or the file can't be written.
    """
    written = rdf_format(form, path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _opened(temporary, compression.compression(path)) as stream:
            write(store, stream, written)
        temporary.replace(path)
    except OSError as error:
        raise ConfigError(
            f"{path}: can't be written ({error.strerror or error}); name another file"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def rdf_format(form: str | None, path: Path | None) -> ox.RdfFormat:
    """The format of that name, else the one that the file's ending says, else Turtle.

    Raises:
        ConfigError: the name or the ending is not known.
    """
    known = ", ".join(FORMATS)
    if form is not None:
        if form.lower() not in FORMATS:
            raise ConfigError(f"unknown format {form!r}: choose one of {known}")
        return FORMATS[form.lower()]
    if path is None:
        return ox.RdfFormat.TURTLE
    ending = compression.content_ending(path)
    if ending not in reading.FORMATS:
        raise ConfigError(f"{path}: unknown ending {ending or '(none)'!r}; known are {reading.KNOWN}")
    return reading.FORMATS[ending]


def write(store: ox.Store, output: IO[bytes], form: ox.RdfFormat) -> None:
    """Write a graph in a format; one that knows no named graphs gets the statements of all, each once."""
    quads: Iterable[ox.Quad] = sorted(store, key=_order) if len(store) <= _SORTED else store
    told = quads if form.supports_datasets else _triples(quads, named=_has_graphs(store))
    if form in {ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG}:
        sorted_ = _SortedPrefixes(output)
        ox.serialize(told, cast(IO[bytes], sorted_), format=form, prefixes=_prefixes(store))
        sorted_.close()
    else:
        ox.serialize(told, output, format=form)


class _SortedPrefixes:
    """A stream that sorts the prefixes at the top, which come in any order, so that each export is the same."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._held: bytearray | None = bytearray()

    def write(self, data: bytes) -> int:
        """Write on, or hold what is still the top."""
        if self._held is None:
            self._output.write(data)
        else:
            self._held += data
            last = self._held.rpartition(b"\n")[0].rpartition(b"\n")[2]
            if last and not last.startswith(b"@prefix"):
                self.close()
        return len(data)

    def flush(self) -> None:
        """Nothing: the top is written when it is whole."""

    def close(self) -> None:
        """Write what is held."""
        if self._held is not None:
            lines = bytes(self._held).splitlines(keepends=True)
            top = [line for line in lines if line.startswith(b"@prefix")]
            self._output.write(b"".join([*sorted(top), *lines[len(top) :]]))
            self._held = None


def _triples(quads: Iterable[ox.Quad], *, named: bool) -> Iterator[ox.Triple]:
    seen: set[ox.Triple] = set()
    for quad in quads:
        triple = quad.triple
        if not named or triple not in seen:
            yield triple
        if named:
            seen.add(triple)


def _has_graphs(store: ox.Store) -> bool:
    return any(True for _ in store.named_graphs())


def _order(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    # What a thing is comes first, as people write it.
    predicate = quad.predicate.value
    return str(quad.graph_name), str(quad.subject), predicate != v.RDF + "type", predicate, str(quad.object)


def _prefixes(store: ox.Store) -> dict[str, str]:
    """Prefixes for the namespaces of terms: the usual ones, else ``ns1`` and so on, the most frequent first."""
    used = Counter(_namespace(iri) for iri in _iris(store))
    names = {namespace: name for name, namespace in _PREFIXES.items()}
    ranked = sorted(used, key=lambda namespace: (-used[namespace], namespace))
    others = [namespace for namespace in ranked if namespace and namespace not in names]
    names |= {namespace: f"ns{number}" for number, namespace in enumerate(others[:_MOST_PREFIXES], start=1)}
    return {names[namespace]: namespace for namespace in sorted(used) if namespace in names} | {"xsd": XSD}


def _iris(store: ox.Store) -> Iterator[str]:
    """The subjects and objects of the first statements, and every predicate."""
    for quad in islice(store, _LOOKED_AT):
        yield from (term.value for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode))
    rows = store.query("SELECT DISTINCT ?p WHERE { ?s ?p ?o }", use_default_graph_as_union=True)
    yield from (row[0].value for row in cast(ox.QuerySolutions, rows))


def _namespace(iri: str) -> str:
    place = max(iri.rfind("#"), iri.rfind("/"))
    return iri[: place + 1] if "://" in iri and place > iri.find("://") + 2 else ""


@contextmanager
def _opened(path: Path, ending: str) -> Iterator[IO[bytes]]:
    with path.open("wb") as raw:
        if not ending:
            yield raw
            return
        with compression.writer(raw, ending) as stream:
            yield stream
