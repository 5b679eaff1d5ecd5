"""Graphs come in: from a file, a folder of files, a store directory, or an rdflib graph."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from kgaigc.errors import GraphError
from kgaigc.graph import compression, contexts
from kgaigc.graph.limits import FETCH_CONTEXTS, Limits, from_environment
from kgaigc.graph.rdfxml import GuardedXml, Readable

if TYPE_CHECKING:
    import rdflib

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}
KNOWN = (
    ", ".join(ending for ending in FORMATS if ending != ".json")
    + f", each also with {', '.join(compression.OPENERS)}"
)
_PLACE = re.compile(r"^(Parser error|error|Error)[^:]*?(line|column)[^:]*: ", re.IGNORECASE)
_LONGEST = 16 * 2**20  # bytes that Oxigraph's parsers hold of one term
_WINDOW = 2**20

# Takes a stream, its format and the base of its relative IRIs.
Load = Callable[[IO[bytes], ox.RdfFormat, str], None]


def read_path(path: Path, *, limits: Limits | None = None) -> ox.Store:
    """Everything that a file, a folder of RDF files or a store directory holds.

    Args:
        path: where it is.
        limits: what a file may cost; as the environment says if left out.

    Raises:
        GraphError: nothing is there, it can't be read, its ending is unknown, it is not RDF (with line and
            column where the parser knows them), it is made to exhaust the machine, or it holds no triple.
        ConfigError: the environment sets a limit that can't be understood.
    """
    if is_store(path):
        store = _opened_store(path)
    else:
        store = ox.Store()
        for file in rdf_files(path):
            read_file(file, _loader(store), limits=limits)
    if not len(store):
        raise empty(path)
    return store


def is_store(path: Path) -> bool:
    """Whether a path is a store directory: ``CURRENT`` marks RocksDB, in which Oxigraph keeps a store."""
    return (path / "CURRENT").exists()


def rdf_files(path: Path) -> tuple[Path, ...]:
    """The file itself, or the RDF files of a folder and the folders in it, by name; hidden ones are left out.

    Raises:
        GraphError: nothing is there, its ending is unknown, or the folder can't be read or holds no such file.
    """
    if not path.exists():
        raise GraphError(f"{path}: no such file or folder; give the path of an RDF file ({KNOWN})")
    if not path.is_dir():
        rdf_format(path)
        return (path,)
    failed: list[OSError] = []
    found: list[Path] = []
    for place, folders, names in os.walk(path, onerror=failed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(place, name) for name in names if not name.startswith("."))
        found += [file for file in files if compression.content_ending(file) in FORMATS]
    if failed:
        raise GraphError(f"{failed[0].filename}: can't be read ({failed[0].strerror}); check its permissions")
    if not found:
        raise GraphError(f"{path}: holds no RDF file ({KNOWN})")
    return tuple(sorted(found))


def rdf_format(path: Path) -> ox.RdfFormat:
    """The format that a file's ending stands for, compressed or not.

    Raises:
        GraphError: it stands for none.
    """
    ending = compression.content_ending(path)
    if ending not in FORMATS:
        raise GraphError(f"{path}: unknown ending {ending or '(none)'!r}; known are {KNOWN}")
    return FORMATS[ending]


def empty(path: Path) -> GraphError:
    """What to say of a path whose files hold no triple."""
    what = "of 0 bytes" if path.is_file() and not path.stat().st_size else "it holds no triple"
    return GraphError(f"{path}: the graph is empty, {what}; give a file that holds some")


def read_file(path: Path, load: Load, *, limits: Limits | None = None) -> None:
    """Hand what a file holds to a parser, within bounds; whatever is wrong with it becomes a ``GraphError``.

    A file of 0 bytes is passed over: writers of many parts leave such parts.

    Args:
        path: the file, its format and compression told by its ending.
        load: parses the stream and keeps the triples.
        limits: what the file may cost; as the environment says if left out.

    Raises:
        GraphError: it can't be read, is damaged, not RDF, or made to exhaust the machine.
        ConfigError: the environment sets a limit that can't be understood.
    """
    limits = limits or from_environment()
    form = rdf_format(path)
    try:
        if not path.stat().st_size:
            return
        with compression.opened(path) as stream:
            bounded = compression.Bounded(stream, path, compression.bound(path, limits))
            source = _guarded(bounded, path, form, limits)
            # Relative IRIs resolve against the file's name alone, to mean the same on every machine.
            load(cast(IO[bytes], source), form, f"file:///{_quoted(path.name)}")
    except SyntaxError as error:
        raise _not_rdf(path, form, error) from error
    except MemoryError as error:
        raise _too_long(path, limits) from error
    except compression.DAMAGED as error:
        raise compression.damaged(path, error) from error
    except OSError as error:
        if error.errno is None and compression.compression(path):
            raise compression.damaged(path, error) from error
        raise GraphError(
            f"{path}: can't be read ({error.strerror or error}); check its permissions"
        ) from error


def _loader(store: ox.Store) -> Load:
    return lambda stream, form, base: store.bulk_load(stream, form, base_iri=base)


def _opened_store(folder: Path) -> ox.Store:
    try:
        return ox.Store.read_only(str(folder))
    except OSError as error:
        raise GraphError(
            f"{folder}: the store can't be opened ({error}); was it made by Oxigraph?"
        ) from error


def _guarded(stream: Readable, path: Path, form: ox.RdfFormat, limits: Limits) -> Readable:
    """The stream, with what its format allows to do harm taken out or held against."""
    if form == ox.RdfFormat.RDF_XML:
        return GuardedXml(stream, path)
    if form == ox.RdfFormat.JSON_LD and limits.fetch_contexts:
        return io.BytesIO(_with_contexts(stream, path))
    return stream


def _with_contexts(stream: Readable, path: Path) -> bytes:
    text = stream.read()
    try:
        document = json.loads(text)
        if not any(True for _ in contexts.addresses(document)):
            return text
        return json.dumps(contexts.inlined(document, contexts.fetched)).encode()
    except RecursionError as error:
        raise GraphError(
            f"{path}: nests too deep for its contexts to be looked for; write them in"
        ) from error
    except ValueError:
        return text  # the parser tells what is wrong and where
    except GraphError as error:
        raise GraphError(f"{path}: {error}") from error


def _quoted(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name)


def _not_rdf(path: Path, form: ox.RdfFormat, error: SyntaxError) -> GraphError:
    if "LoadDocumentCallback" in error.msg:
        return GraphError(
            f"{path}: its @context lies {_address(path)}, and nothing is fetched unless allowed; write the context "
            f"into the file, or set {FETCH_CONTEXTS}=1 (fetch_contexts=True in Python)"
        )
    line, column = error.lineno, error.offset
    place = f"{path}:{line}:{column or 1}" if line is not None else str(path)
    if form == ox.RdfFormat.RDF_XML and line is None:
        place = f"{path}:1:1"  # well formed, or it would have been told before: the whole is no RDF
    reason = _PLACE.sub("", error.msg).strip()
    return GraphError(f"{place}: not {form.name} ({reason}); mend the file or its ending")


def _address(path: Path) -> str:
    """Where the first context of a file lies, in words."""
    try:
        with compression.opened(path) as stream:
            return f"at {next(contexts.addresses(json.load(stream)))}"
    except (ValueError, OSError, RecursionError, StopIteration, *compression.DAMAGED):
        return "at an address"


def _too_long(path: Path, limits: Limits) -> GraphError:
    """What to say of a term that no parser holds; with its line, where a line is that long."""
    line, length = 1, 0
    with compression.opened(path) as stream:
        bounded = compression.Bounded(stream, path, compression.bound(path, limits))
        while length < _LONGEST and (chunk := bounded.read(_WINDOW)):
            _, newline, tail = chunk.rpartition(b"\n")
            line += chunk.count(b"\n")
            length = len(tail) if newline else length + len(chunk)
    place = f"{path}:{line}" if length >= _LONGEST else str(path)
    return GraphError(
        f"{place}: holds a term longer than 16 MiB, more than is read; shorten it or leave it out"
    )


def read_rdflib(graph: rdflib.Graph) -> ox.Store:
    """A copy of an rdflib ``Graph`` or ``Dataset``.

    Raises:
        GraphError: it holds no triple, or a term that RDF does not allow.
    """
    store = ox.Store()
    try:
        store.bulk_extend(_quads(graph))
    except ValueError as error:
        raise GraphError(f"the rdflib graph holds a term that is not RDF ({error})") from error
    if not len(store):
        raise GraphError("the rdflib graph is empty, it holds no triple; add some, or open a file")
    return store


def _quads(graph: Any) -> Iterator[ox.Quad]:
    import rdflib  # noqa: PLC0415  (it is loaded already: the caller holds one of its graphs)
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID  # noqa: PLC0415

    if isinstance(graph, rdflib.Dataset):
        default = str(DATASET_DEFAULT_GRAPH_ID)
        for s, p, o, name in graph.quads():
            within = ox.DefaultGraph() if name is None or str(name) == default else _converted(name)
            yield ox.Quad(_converted(s), _converted(p), _converted(o), within)
        return
    for s, p, o in graph:
        yield ox.Quad(_converted(s), _converted(p), _converted(o), ox.DefaultGraph())


def _converted(term: Any) -> Any:
    import rdflib  # noqa: PLC0415

    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if not isinstance(term, rdflib.Literal):
        return ox.NamedNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
    return ox.Literal(str(term), datatype=datatype)
