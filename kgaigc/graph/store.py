"""Store directories: an Oxigraph store on disk with its lexicon beside it, for graphs too large to read each time."""

from __future__ import annotations

import hashlib
import io
import logging
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kgaigc.errors import GraphError
from kgaigc.graph import bulk, lexicon, reading
from kgaigc.graph.lexicon import Lexicon
from kgaigc.graph.statements import Statement, described_by_query
from kgaigc.graph.stored import StoredStatements
from kgaigc.values import Value

_log = logging.getLogger(__name__)


class KeptStatements(StoredStatements):
    """Statements in a store directory, what is dear to ask answered by its lexicon.

    Args:
        store: the store.
        directory: where it is.
        known: its lexicon.
        writable: it is open for changes.
    """

    in_bulk = True

    def __init__(self, store: ox.Store, directory: Path, known: Lexicon, *, writable: bool = False) -> None:
        super().__init__(store)
        self._directory = directory
        self._lexicon = known
        self._writable = writable

    def __len__(self) -> int:
        return self._lexicon.triples

    def predicate_counts(self) -> Counter[str]:
        """How many statements each predicate has."""
        return self._lexicon.predicate_counts()

    def class_counts(self) -> Counter[str]:
        """How many things are stated to be of each class."""
        return self._lexicon.class_counts()

    def called(self, name: str) -> tuple[str, ...]:
        """The IRIs of what has a label or alias that is written so, but for case and spaces."""
        return self._lexicon.called(name)

    def named(self) -> Iterator[tuple[str, list[tuple[int, Value]]]]:
        """Each IRI with its names, by IRI."""
        return self._lexicon.names()

    def described(self) -> Iterator[str]:
        """The things that can be described, by IRI; found by a walk the first time, then remembered."""
        known = self._lexicon.described()
        if known is not None:
            return known
        _log.info("%s: listing what the store describes, once", self._directory)
        found = described_by_query(self.query, self._lexicon.predicate_counts())
        self._lexicon.keep_described(found)
        return iter(sorted(found))

    def content_hash(self) -> str:
        """SHA-256 of the sorted canonical N-Quads, remembered until the store changes."""
        if self._lexicon.content_hash is None:
            self._lexicon.keep(hash=super().content_hash())
        return str(self._lexicon.content_hash)

    def add(self, statements: Collection[Statement]) -> None:
        """State more, in the default graph; the lexicon follows."""
        new = [s for s in dict.fromkeys(statements) if not any(True for _ in self.match(*s, limit=1))]
        before = self._copies(statements)
        super().add(statements)
        self._follow(new, sign=1, copies=self._copies(statements) - before)

    def remove(self, statements: Collection[Statement]) -> None:
        """State no longer, in no graph; the lexicon follows."""
        gone = [s for s in dict.fromkeys(statements) if any(True for _ in self.match(*s, limit=1))]
        copies = self._copies(gone)
        super().remove(gone)
        self._follow(gone, sign=-1, copies=copies)

    def _follow(self, touched: list[Statement], *, sign: int, copies: int) -> None:
        self._lexicon.change(self, touched, sign=sign, copies=copies)
        self._store.flush()

    def close(self) -> None:
        """Let go of the store. Only now do its files stay as they are, so that the lexicon can be told to fit."""
        del self._store
        if self._writable:
            self._lexicon.keep(stamp=stamp(self._directory))
        self._lexicon.close()

    def _copies(self, statements: Collection[Statement]) -> int:
        return sum(self.copies(statement) for statement in dict.fromkeys(statements))


def open_store(directory: Path, *, writable: bool = False, graphs: Collection[str] = ()) -> StoredStatements:
    """The statements of a store directory; its lexicon is made or made again if it does not fit the store.

    Args:
        directory: an Oxigraph store.
        writable: open it for changes; no other program can have it open then.
        graphs: the named graphs to read; all if empty. With some chosen the lexicon is not used.

    Raises:
        GraphError: it can't be opened, or is empty.
    """
    state = stamp(directory)
    try:
        store = ox.Store(str(directory)) if writable else ox.Store.read_only(str(directory))
    except (OSError, RuntimeError) as error:
        raise GraphError(
            f"{directory}: the store can't be opened ({error}); was it made by Oxigraph, and is it not in use?"
        ) from error
    if not any(True for _ in store.quads_for_pattern(None, None, None, None)):
        raise reading.empty(directory)
    if graphs:
        return StoredStatements(store, graphs=graphs)
    try:
        return KeptStatements(store, directory, _fitting(directory, store, state), writable=writable)
    except (sqlite3.Error, OSError) as error:
        _log.warning("%s: the lexicon can't be kept (%s); each look-up asks the store", directory, error)
        return StoredStatements(store)


def stamp(directory: Path) -> str:
    """Tells one state of a closed store from another, by the names and sizes of its files.

    RocksDB never writes a file anew under a name it had, so that any change of the content changes it; so may
    the tidying that a store does while it is open for writing, whatever was written.
    """
    files = (file for file in directory.iterdir() if file.suffix in {".sst", ".log"})
    sizes = sorted((file.name, file.stat().st_size) for file in files)
    return hashlib.sha256(repr([(name, size) for name, size in sizes if size]).encode()).hexdigest()


def _fitting(directory: Path, store: ox.Store, state: str) -> Lexicon:
    path = directory / lexicon.FILE
    if path.exists():
        known = _opened(path)
        if known is not None and known.stamp == state:
            return known
        if known is not None:
            known.close()
        _log.warning("%s: the store has changed since its lexicon was made; making it again", directory)
    else:
        _log.warning("%s: the store has no lexicon of labels yet; making it", directory)
    with lexicon.Builder(path) as builder:
        builder.finish(StoredStatements(store), stamp=state)
    return Lexicon(path)


def _opened(path: Path) -> Lexicon | None:
    try:
        return Lexicon(path)
    except sqlite3.Error:
        return None


def load(
    files: Sequence[Path],
    directory: Path,
    *,
    compact: bool = False,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Make a store directory of RDF files: all of it, or, when it fails or is interrupted, nothing.

    Args:
        files: files or folders of them, in any format and compression that a graph is read from.
        directory: the store to make.
        compact: merge the store's sorted runs into one, so that look-ups take no longer in a larger store.
        progress: called with how many bytes of RDF have been read so far, as they are uncompressed.

    Raises:
        GraphError: something is there already, a file can't be read, or the store can't be written.
    """
    directory = directory.absolute()
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise GraphError(f"{directory}: exists already; give another directory, or remove it first")
    part = directory.with_name(f".{directory.name}.part")
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        store = _fresh(part)
    except OSError as error:
        raise GraphError(
            f"{directory}: the store can't be made ({error}); is another run making it?"
        ) from error
    try:
        count = _Count(progress)
        all_files = [file for path in files for file in reading.rdf_files(path)]
        with lexicon.Builder(part / lexicon.FILE) as builder:
            for file in all_files:
                _load_file(store, file, count, builder)
            if not any(True for _ in store.quads_for_pattern(None, None, None, None)):
                raise GraphError("the files hold no triple; give files that hold some")
            if compact:
                store.optimize()
            noted = all(reading.rdf_format(file) in bulk.LINES for file in all_files)
            builder.finish(StoredStatements(store), stamp="", noted=noted)
        del store
        _stamp(part)
        part.replace(directory)
    except (OSError, sqlite3.Error) as error:
        raise GraphError(f"{directory}: the store can't be written ({error}); is the disk full?") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


class _Count:
    """How much has been read, told as it grows."""

    def __init__(self, progress: Callable[[int], None] | None) -> None:
        self._progress = progress
        self._read = 0

    def add(self, size: int) -> None:
        self._read += size
        if self._progress is not None:
            self._progress(self._read)


class _Counted(io.RawIOBase):
    """A stream that tells how much is read from it."""

    def __init__(self, stream: IO[bytes], count: _Count) -> None:
        self._stream, self._count = stream, count

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self._count.add(len(chunk))
        return chunk


def _fresh(part: Path) -> ox.Store:
    """An empty store; what a run that was killed has left there is cleared, that of a living one is locked."""
    if part.exists():
        abandoned = ox.Store(str(part))
        del abandoned
        shutil.rmtree(part)
    return ox.Store(str(part))


def _load_file(store: ox.Store, file: Path, count: _Count, builder: lexicon.Builder) -> None:
    failed: list[SyntaxError] = []

    def in_bulk(stream: IO[bytes], form: ox.RdfFormat, base: str) -> None:
        counted = cast(IO[bytes], _Counted(stream, count))
        if form not in bulk.LINES:
            store.bulk_load(counted, form, base_iri=base)
            return
        try:
            bulk.load_lines(store, counted, form, base, note=lambda lines: builder.note(lines, form))
        except SyntaxError as error:
            failed.append(error)

    reading.read_file(file, in_bulk)
    if failed:  # in which line of the file, only one parser of all of it can tell
        reading.read_file(file, _parse)
        raise GraphError(f"{file}: {failed[0]}") from failed[0]


def _parse(stream: IO[bytes], form: ox.RdfFormat, base: str) -> None:
    for _ in ox.parse(stream, form, base_iri=base):
        pass


def _stamp(directory: Path) -> None:
    known = Lexicon(directory / lexicon.FILE)
    known.keep(stamp=stamp(directory))
    known.close()
