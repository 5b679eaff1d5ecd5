"""N-Triples and N-Quads into a store by several threads: a file is cut between its lines.

Oxigraph's bulk loader reads one stream on one core, and lets go of Python's lock while it does. It reads some two
kilobytes at a time and would have to take the lock for each from a Python stream, which takes milliseconds while names
are noted; so each loader reads a pipe of the system instead. A blank node's name means something in one stream alone;
so all lines that may have one go to the same loader.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import IO, cast

import pyoxigraph as ox

LINES = frozenset((ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS))
_BLOCK = 4 * 2**20  # bytes of lines that are handed out at a time
_LONGEST = 64 * 2**20  # bytes of a line: its four terms have 16 MiB at most each
_WAITING = 2  # blocks that wait for a loader
_LOADERS = 4  # at most; each holds the triples of a batch in memory
_PAUSE = 0.1  # seconds after which one that waits looks whether another has failed
_PIPES = Path("/dev/fd")  # where a pipe can be opened by its number
_HELD = 2**20  # bytes in a pipe
_NO_RDF = b"\n!\n"

Lines = Queue[bytes | None]


def loaders() -> int:
    """How many threads load: one a core that this process may use, or one alone where pipes have no names."""
    if not _PIPES.exists():
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(_LOADERS, cores)


def load_lines(
    store: ox.Store,
    stream: IO[bytes],
    form: ox.RdfFormat,
    base: str,
    *,
    note: Callable[[bytes], None] = lambda _: None,
) -> None:
    """Load a stream of lines into a store on disk; one in memory lets only one loader in at a time.

    Args:
        store: on disk.
        stream: the lines.
        form: N-Triples or N-Quads.
        base: of relative IRIs, which these formats do not have.
        note: gets each block of lines, in their order.

    Raises:
        SyntaxError: a line is not RDF; the line number is that in a part, not in the stream.
        OSError: the stream can't be read, or the store can't be written.
    """
    blocks = _noted(_blocks(stream), note)
    first = next(blocks, b"")
    second = next(blocks, None)
    if second is None or loaders() == 1:
        rest = (first, *(() if second is None else (second,)))
        store.bulk_load(cast(IO[bytes], _Chained(rest, blocks)), form, base_iri=base)
        return
    plain: Lines = Queue(_WAITING)
    blank: Lines = Queue(_WAITING)
    crew = _Crew(store, form, base, [plain] * loaders() + [blank])
    try:
        for block in (first, second):
            crew.hand_out(block, plain, blank)
        for block in blocks:
            crew.hand_out(block, plain, blank)
    except BaseException:
        crew.stop()
        raise
    crew.finish()


class _Crew:
    """Loaders, each in a thread that reads a pipe and fed by another, which takes blocks from a queue."""

    def __init__(self, store: ox.Store, form: ox.RdfFormat, base: str, queues: list[Lines]) -> None:
        self._store, self._form, self._base, self._queues = store, form, base, queues
        self._failed = Event()
        self._errors: list[BaseException] = []
        self._threads: list[Thread] = []
        for queue in queues:
            source, sink = os.pipe()
            _widen(sink)
            self._threads.append(Thread(target=self._load, args=(source,)))
            self._threads.append(Thread(target=self._feed, args=(queue, sink)))
        for thread in self._threads:
            thread.start()

    def hand_out(self, block: bytes, plain: Lines, blank: Lines) -> None:
        """Give a block to the next loader that is free, its lines with blank nodes to that of such lines."""
        if b"_:" in block:
            lines = block.splitlines(keepends=True)
            self._put(blank, b"".join(line for line in lines if b"_:" in line))
            block = b"".join(line for line in lines if b"_:" not in line)
        self._put(plain, block)

    def finish(self) -> None:
        """Wait until all is loaded.

        Raises:
            SyntaxError: a line is not RDF.
            OSError: the store can't be written.
        """
        for queue in self._queues:
            self._put(queue, None)
        self._join()

    def stop(self) -> None:
        """Let the loaders end without the rest."""
        self._failed.set()
        for thread in self._threads:
            thread.join()

    def _put(self, queue: Lines, block: bytes | None) -> None:
        while not self._failed.is_set():
            try:
                queue.put(block, timeout=_PAUSE)
            except Full:
                continue
            return
        self._join()

    def _join(self) -> None:
        for thread in self._threads:
            thread.join()
        for error in self._errors:
            raise error

    def _load(self, source: int) -> None:
        try:
            self._store.bulk_load(path=f"{_PIPES}/{source}", format=self._form, base_iri=self._base)
        except BaseException as error:  # noqa: BLE001  (raised again in the thread that waits for this one)
            if not self._failed.is_set():
                self._errors.append(error)
            self._failed.set()
        finally:
            os.close(source)  # so that whoever writes to it is told

    def _feed(self, queue: Lines, sink: int) -> None:
        """Write blocks to a pipe; when another loader has failed a line that is no RDF ends what is written."""
        with suppress(BrokenPipeError), open(sink, "wb", buffering=0) as pipe:
            for block in self._taken(queue):
                rest = memoryview(block)
                while rest:
                    rest = rest[pipe.write(rest) :]
            if self._failed.is_set():
                pipe.write(_NO_RDF)

    def _taken(self, queue: Lines) -> Iterator[bytes]:
        while not self._failed.is_set():
            try:
                block = queue.get(timeout=_PAUSE)
            except Empty:
                continue
            if block is None:
                return
            yield block


def _widen(pipe: int) -> None:
    """Let a pipe hold more, so that who reads it is seldom kept waiting; where the system can't, it holds its usual."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl  # noqa: PLC0415  (not there on every system)

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _HELD)


class _Chained(io.RawIOBase):
    """Blocks as one stream."""

    def __init__(self, first: tuple[bytes, ...], rest: Iterator[bytes]) -> None:
        self._first, self._rest = iter(first), rest
        self._block, self._at = b"", 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while self._at >= len(self._block):
            block = next(self._first, None)
            block = next(self._rest, None) if block is None else block
            if block is None:
                return b""
            self._block, self._at = block, 0
        end = len(self._block) if size < 0 else self._at + size
        part = self._block[self._at : end]
        self._at += len(part)
        return part


def _noted(blocks: Iterator[bytes], note: Callable[[bytes], None]) -> Iterator[bytes]:
    for block in blocks:
        note(block)
        yield block


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """A stream in blocks that end with a line, but perhaps for the last, and for what no parser takes for a line."""
    held: list[bytes] = []
    while data := stream.read(_BLOCK):
        cut = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
        if not cut and len(held) * _BLOCK >= _LONGEST:
            cut = len(data)
        if cut:
            yield b"".join((*held, data[:cut]))
            held = []
        if cut < len(data):
            held.append(data[cut:])
    if held:
        yield b"".join(held)
