"""A hash of what a graph says, however it is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import ExitStack
from heapq import merge
from tempfile import SpooledTemporaryFile
from typing import IO, cast

import pyoxigraph as ox

_SMALL = 8 * 2**20  # bytes
_AT_ONCE = 128 * 2**20  # bytes that are sorted in memory; a larger graph is sorted in parts, on disk


def content_hash(store: ox.Store) -> str:
    """SHA-256 of the sorted canonical N-Quads (RDFC-1.0).

    A graph with blank nodes is held in memory as a whole to name them; any other takes little.
    """
    with SpooledTemporaryFile(max_size=_AT_ONCE) as written:
        stream = cast(IO[bytes], written)
        store.dump(stream, format=ox.RdfFormat.N_QUADS)
        stream.seek(0)
        if any(
            b"_:" in line for line in stream
        ):  # named anew at every reading, perhaps: then there is work to do
            dataset = ox.Dataset(store)
            dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
            stream.seek(0)
            stream.truncate()
            ox.serialize(dataset, stream, format=ox.RdfFormat.N_QUADS)
        stream.seek(0)
        return sorted_hash(stream)


def sorted_hash(lines: IO[bytes], *, at_once: int = _AT_ONCE) -> str:
    """SHA-256 of lines in the order of their bytes.

    Args:
        lines: a stream of them.
        at_once: bytes to hold in memory.
    """
    digest = hashlib.sha256()
    with ExitStack() as opened:
        runs: list[Iterable[bytes]] = []
        while part := lines.readlines(at_once):
            runs.append(_run(sorted(part), opened))
        for line in merge(*runs):
            digest.update(line)
    return digest.hexdigest()


def _run(part: list[bytes], opened: ExitStack) -> Iterable[bytes]:
    """Sorted lines to be read again, from disk if they are many."""
    run = cast(IO[bytes], SpooledTemporaryFile(max_size=_SMALL))  # noqa: SIM115  (closed by the stack)
    opened.callback(run.close)
    run.writelines(part)
    run.seek(0)
    return run
