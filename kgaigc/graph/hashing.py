"""A hash of what a graph says, however it is written."""

from __future__ import annotations

import hashlib
from typing import cast

import pyoxigraph as ox


def content_hash(store: ox.Store) -> str:
    """SHA-256 of the sorted canonical N-Quads (RDFC-1.0)."""
    written = cast(bytes, store.dump(format=ox.RdfFormat.N_QUADS))
    if b"_:" in written:  # blank nodes may be named anew at every reading: only then is there work to do
        dataset = ox.Dataset(store)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        written = cast(bytes, ox.serialize(dataset, format=ox.RdfFormat.N_QUADS))
    return hashlib.sha256(b"".join(sorted(written.splitlines(keepends=True)))).hexdigest()
