"""Compressed files: told apart by their ending, held against their first bytes, bounded in what they expand to."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, cast

from kgaigc.errors import GraphError
from kgaigc.graph.limits import MAX_EXPANDED, Limits, in_words

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

OPENERS: Mapping[str, Callable[[Path], Any]] = MappingProxyType(
    {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open, ".zst": zstd.open}
)
NAMES = MappingProxyType({".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "Zstandard"})
_MARKS = MappingProxyType(
    {
        b"\x1f\x8b": ".gz",
        b"BZh": ".bz2",
        b"\xfd7zXZ\0": ".xz",
        b"\x28\xb5\x2f\xfd": ".zst",
        b"PK\x03\x04": ".zip",
    }
)
# What the four libraries raise for damaged data, besides an OSError without a number.
DAMAGED = (EOFError, zlib.error, lzma.LZMAError, zstd.ZstdError)
_BOM = b"\xef\xbb\xbf"


class Bounded:
    """A stream of bytes that ends in an error where more comes out of it than is allowed.

    A byte order mark at its beginning is left out: what is read is UTF-8 all the same.

    Args:
        stream: where the bytes come from.
        path: the file, for the message.
        limit: the bytes that may come out; None for any number.
    """

    def __init__(self, stream: IO[bytes], path: Path, limit: int | None) -> None:
        self._stream = stream
        self._path = path
        self._limit = limit
        self._seen = 0

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most ``size``; empty at the end.

        Raises:
            GraphError: the file expands to more than the limit.
        """
        first = self._seen == 0
        chunk = self._stream.read(size)
        self._seen += len(chunk)
        if self._limit is not None and self._seen > self._limit:
            raise GraphError(
                f"{self._path}: expands to more than {in_words(self._limit)}, as files made to exhaust a machine "
                f"do; if you trust it, set {MAX_EXPANDED} to a size such as 16GiB, or max_expanded in Python"
            )
        if first and chunk.startswith(_BOM):
            return chunk[len(_BOM) :] or self.read(size)
        return chunk


def compression(path: Path) -> str:
    """The ending that says how a file is compressed; empty for a plain one.

    >>> compression(Path("a.nt.BZ2")), compression(Path("a.nt"))
    ('.bz2', '')
    """
    ending = path.suffix.lower()
    return ending if ending in OPENERS else ""


def content_ending(path: Path) -> str:
    """The ending of what is in a file, after that of the compression.

    >>> content_ending(Path("a.nt.bz2")), content_ending(Path("a.TTL"))
    ('.nt', '.ttl')
    """
    return (Path(path.stem) if compression(path) else path).suffix.lower()


def opened(path: Path) -> IO[bytes]:
    """A file's bytes, expanded if its ending says that it is compressed.

    Raises:
        OSError: it can't be read.
        GraphError: its first bytes are those of another compression than its ending says.
    """
    ending = compression(path)
    with path.open("rb") as stream:
        start = stream.read(8)
    found = next((name for mark, name in _MARKS.items() if start.startswith(mark)), "")
    if found != ending and (found or start):
        raise _not_as_named(path, ending, found)
    return OPENERS[ending](path) if ending else path.open("rb")


def writer(raw: IO[bytes], ending: str) -> IO[bytes]:
    """A stream that writes what comes to another one, compressed; without the time, for the same bytes each time."""
    if ending == ".gz":
        return cast(IO[bytes], gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0))
    made = {".bz2": bz2.BZ2File, ".xz": lzma.LZMAFile, ".zst": zstd.ZstdFile}[ending]
    return cast(IO[bytes], made(raw, "wb"))


def bound(path: Path, limits: Limits) -> int | None:
    """The bytes that a file may expand to; None for a plain one, which is as large as it is."""
    return limits.expanded(path.stat().st_size) if compression(path) else None


def damaged(path: Path, error: BaseException) -> GraphError:
    """What to say of a compressed file that does not expand."""
    name = NAMES[compression(path)]
    return GraphError(f"{path}: damaged or not {name} ({error}); fetch or compress it again")


def _not_as_named(path: Path, ending: str, found: str) -> GraphError:
    if found == ".zip":
        return GraphError(f"{path}: a zip archive, not RDF; unpack it and give the files in it")
    bare = path.name.removesuffix(path.suffix) if ending else path.name
    if found:
        return GraphError(f"{path}: is {NAMES[found]} inside; rename it to {bare}{found}")
    return GraphError(f"{path}: not {NAMES[ending]} inside; rename it to {bare}, or compress it again")
