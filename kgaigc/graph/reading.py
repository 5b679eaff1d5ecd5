"""Graphs come in: from a file, a folder of files, a store directory, or an rdflib graph."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast
from xml.parsers import expat

import pyoxigraph as ox

from kgaigc.errors import GraphError

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
_KNOWN = ", ".join(ending for ending in FORMATS if ending != ".json") + ", each also with .gz"
_PLACE = re.compile(r"^(Parser error|error|Error)[^:]*?(line|column)[^:]*: ", re.IGNORECASE)


def read_path(path: Path) -> ox.Store:
    """Everything that a file, a folder of RDF files or a store directory holds.

    Raises:
        GraphError: nothing is there, it can't be read, its ending is unknown, it is not RDF (with line and
            column where the parser knows them), or it holds no triple.
    """
    if not path.exists():
        raise GraphError(f"{path}: no such file or folder; give the path of an RDF file ({_KNOWN})")
    store = _read_folder(path) if path.is_dir() else _read_files([path])
    if not len(store):
        raise GraphError(f"{path}: the graph is empty, it holds no triple; give a file that holds some")
    return store


def _read_folder(folder: Path) -> ox.Store:
    if (folder / "CURRENT").exists():  # the mark of a RocksDB directory, which is how Oxigraph keeps a store
        try:
            return ox.Store.read_only(str(folder))
        except OSError as error:
            raise GraphError(
                f"{folder}: the store can't be opened ({error}); was it made by Oxigraph?"
            ) from error
    try:
        files = sorted(file for file in folder.iterdir() if file.is_file() and _ending(file) in FORMATS)
    except OSError as error:
        raise GraphError(f"{folder}: can't be read ({error.strerror}); check its permissions") from error
    if not files:
        raise GraphError(f"{folder}: holds no RDF file ({_KNOWN})")
    return _read_files(files)


def _read_files(files: list[Path]) -> ox.Store:
    store = ox.Store()
    for file in files:
        _load(store, file)
    return store


def _load(store: ox.Store, path: Path) -> None:
    ending = _ending(path)
    if ending not in FORMATS:
        raise GraphError(f"{path}: unknown ending {ending or '(none)'!r}; known are {_KNOWN}")
    try:
        with _opened(path) as stream:
            # Relative IRIs resolve against the file's name alone, to mean the same on every machine.
            store.bulk_load(stream, FORMATS[ending], base_iri=f"file:///{_quoted(path.name)}")
    except SyntaxError as error:
        raise GraphError(_not_rdf(path, error)) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise GraphError(f"{path}: damaged or not gzip ({error}); fetch or compress it again") from error
    except OSError as error:
        raise GraphError(
            f"{path}: can't be read ({error.strerror or error}); check its permissions"
        ) from error


def _opened(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")


def _ending(path: Path) -> str:
    return Path(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()


def _quoted(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name)


def _not_rdf(path: Path, error: SyntaxError) -> str:
    line, column = error.lineno, error.offset
    if line is None and FORMATS[_ending(path)] == ox.RdfFormat.RDF_XML:
        line, column = _xml_place(path)
    place = f"{path}:{line}:{column or 1}" if line is not None else str(path)
    name = FORMATS[_ending(path)].name
    return f"{place}: not {name} ({_PLACE.sub('', error.msg).strip()}); mend the file or its ending"


def _xml_place(path: Path) -> tuple[int, int]:
    """Where XML is malformed; the first character where it is well formed but not RDF."""
    parser = expat.ParserCreate()
    try:
        with _opened(path) as stream:
            parser.ParseFile(stream)
    except expat.ExpatError as error:
        return error.lineno, error.offset + 1
    return 1, 1


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
