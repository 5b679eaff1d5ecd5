"""What a file may cost before it is refused, and what it may make kgaigc fetch."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from kgaigc.errors import ConfigError

MAX_EXPANDED = "KGAIGC_MAX_EXPANDED"
FETCH_CONTEXTS = "KGAIGC_FETCH_CONTEXTS"

# RDF compresses to a tenth or a thirtieth; a file that grows two hundredfold was made to.
_RATIO = 200
_ALWAYS = 256 * 2**20
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:([KMGT])(i?)B?|B)?", re.IGNORECASE)
_POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds for reading a file.

    Attributes:
        max_expanded: bytes that a compressed file may expand to; None is 200 times its size, or 256 MiB if more.
        fetch_contexts: whether JSON-LD contexts at addresses are fetched; else a file that has one is refused.
    """

    max_expanded: int | None = None
    fetch_contexts: bool = False

    def expanded(self, compressed: int) -> int:
        """Bytes that a file of so many compressed bytes may expand to."""
        return max(_ALWAYS, _RATIO * compressed) if self.max_expanded is None else self.max_expanded


def from_environment() -> Limits:
    """The bounds that ``KGAIGC_MAX_EXPANDED`` and ``KGAIGC_FETCH_CONTEXTS`` set; the usual ones without.

    Raises:
        ConfigError: one of them can't be understood.
    """
    size, fetch = os.environ.get(MAX_EXPANDED, "").strip(), os.environ.get(FETCH_CONTEXTS, "").strip()
    if fetch.lower() not in {"", "0", "1", "false", "true", "no", "yes"}:
        raise ConfigError(f"{FETCH_CONTEXTS}={fetch}: not understood; set 1 to fetch, 0 or nothing not to")
    return Limits(
        max_expanded=read_size(size, MAX_EXPANDED) if size else None,
        fetch_contexts=fetch.lower() in {"1", "true", "yes"},
    )


def limits(*, max_expanded: int | None = None, fetch_contexts: bool | None = None) -> Limits:
    """The bounds that are asked for; of what is None, the environment's.

    Raises:
        ConfigError: the environment sets one that can't be understood.
    """
    usual = from_environment()
    return Limits(
        max_expanded=usual.max_expanded if max_expanded is None else max_expanded,
        fetch_contexts=usual.fetch_contexts if fetch_contexts is None else fetch_contexts,
    )


def read_size(text: str, name: str) -> int:
    """A number of bytes from text such as ``500 MB`` or ``16GiB``.

    >>> read_size("16GiB", "SIZE"), read_size("2 kB", "SIZE"), read_size("77", "SIZE")
    (17179869184, 2000, 77)

    Raises:
        ConfigError: it is no size; ``name`` tells where it stood.
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise ConfigError(f"{name}={text}: no size; give a number of bytes, such as 500MB or 16GiB")
    unit = 1024 if match[3] else 1000
    return int(float(match[1]) * unit ** _POWERS[(match[2] or "").upper()])


def in_words(size: int) -> str:
    """A number of bytes for reading.

    >>> in_words(5 * 2**30), in_words(300)
    ('5.0 GiB', '300 bytes')
    """
    for power, unit in ((4, "TiB"), (3, "GiB"), (2, "MiB"), (1, "KiB")):
        if size >= 1024**power:
            return f"{size / 1024**power:.1f} {unit}"
    return f"{size} bytes"
