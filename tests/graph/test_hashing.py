import hashlib
import io

import pyoxigraph as ox
import pytest

from kgaigc.graph.hashing import content_hash, sorted_hash

LINES = [f"<https://x.example/{number:03}> .\n".encode() for number in range(100)]


@pytest.mark.parametrize("at_once", [1, 100, 10**6])
def test_lines_are_hashed_in_order_in_however_many_parts_they_are_sorted(at_once: int) -> None:
    shuffled = io.BytesIO(b"".join(LINES[::-3] + LINES[1::3][::-1] + LINES[::3][:0] + LINES[2::3]))
    expected = hashlib.sha256(b"".join(sorted(shuffled.getvalue().splitlines(keepends=True)))).hexdigest()
    assert sorted_hash(shuffled, at_once=at_once) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<x:a> <x:p> <x:b> . <x:a> <x:p> <x:c> .", "<x:a> <x:p> <x:c> , <x:b> ."),
        ("<x:a> <x:p> _:n . _:n <x:q> 1 .", "<x:a> <x:p> [ <x:q> 1 ] ."),
    ],
)
def test_the_same_graph_has_the_same_hash_however_it_is_written(one: str, other: str) -> None:
    assert content_hash(read(one)) == content_hash(read(other)) != content_hash(read("<x:a> <x:p> <x:b> ."))


def read(turtle: str) -> ox.Store:
    store = ox.Store()
    store.load(turtle, ox.RdfFormat.TURTLE)
    return store
