"""Graphs of 10^5, 10^6 and 10^7 made-up triples: loading, opening, and the facts of an entity.

``make bench-graphs`` writes ``graphs.json`` and ``graphs.md``; ``SIZES="1e5 1e6"`` takes fewer. Loading is held
against pyoxigraph's bulk loader alone, of the same file, and against rdflib's parser, of the first of it, in turns: the
median of five. By the clock, since all cores load. Opening is measured in a process of its own, with the memory that
it takes; the facts of an entity also in the store as `--compact` makes it, and beside them the same look-ups in
pyoxigraph.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from machine import described, machine

from kgaigc.graph import KnowledgeGraph
from kgaigc.graph.store import load

HERE = Path(__file__).parent
BASE = "https://bench.example/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ALIAS = "http://www.w3.org/2004/02/skos/core#altLabel"
DATE = "http://www.w3.org/2001/XMLSchema#date"
SYLLABLES = ("ka", "lo", "mi", "ne", "ru", "sa", "to", "vi", "zen", "dor", "mar", "pel")
EACH = 10  # triples of an entity
ROUNDS = 5  # loadings of a graph
RDFLIB = 50_000  # triples for rdflib
ASKED = 2_000  # entities


def write(path: Path, triples: int, *, seed: int = 0) -> None:
    """A graph of people-like things: names, some aliases, classes, a date, and links of which some end at hubs."""
    rng = random.Random(seed)
    count = triples // EACH
    with path.open("w") as out:
        for number in range(20):
            cls = f"<{BASE}C{number}>"
            out.write(f'{cls} <{LABEL}> "kind {number}"@en .\n{cls} <{SUBCLASS}> <{BASE}C{number // 4}> .\n')
        for number in range(count):
            out.write("".join(_entity(rng, number, count)))


def _entity(rng: random.Random, number: int, count: int) -> list[str]:
    thing = f"<{BASE}e{number}>"
    name = " ".join("".join(rng.choices(SYLLABLES, k=3)).capitalize() for _ in range(2)) + f" {number}"
    lines = [f'{thing} <{LABEL}> "{name}"@en .\n', f"{thing} <{TYPE}> <{BASE}C{rng.randrange(20)}> .\n"]
    if number % 3 == 0:
        lines.append(f'{thing} <{ALIAS}> "{name[:6]} {number}"@en .\n')
    lines.append(
        f'{thing} <{BASE}born> "{rng.randrange(1800, 2020)}-01-{rng.randrange(10, 29)}"^^<{DATE}> .\n'
    )
    while len(lines) < EACH:
        end = int(count * rng.random() ** 3)
        lines.append(f"{thing} <{BASE}p{rng.randrange(30)}> <{BASE}e{end}> .\n")
    return lines


def seconds(action: Callable[[], Any]) -> dict[str, float]:
    """Of the clock and of the processor."""
    began, before = time.perf_counter(), time.process_time()
    action()
    return {"clock": time.perf_counter() - began, "processor": time.process_time() - before}


def loads(file: Path, folder: Path) -> dict[str, dict[str, float]]:
    """Bulk loading alone, and with the lexicon, whose store is left; and rdflib's parser, of the first lines."""
    for name in ("plain", "store"):
        shutil.rmtree(folder / name, ignore_errors=True)
    plain = ox.Store(str(folder / "plain"))
    bulk = seconds(partial(plain.bulk_load, path=str(file), format=ox.RdfFormat.N_TRIPLES))
    del plain  # closes it
    shutil.rmtree(folder / "plain")
    return {
        "bulk": bulk,
        "load": seconds(lambda: load([file], folder / "store")),
        "rdflib": rdflib_seconds(file),
    }


def rdflib_seconds(file: Path) -> dict[str, float]:
    """The first lines, by the parser of rdflib."""
    with file.open() as lines:
        data = "".join(line for line, _ in zip(lines, range(RDFLIB), strict=False))
    return seconds(lambda: rdflib.Graph().parse(data=data, format="nt"))


def middle(runs: Sequence[dict[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """The medians of what was measured several times."""
    return {
        what: {by: statistics.median(run[what][by] for run in runs) for by in times}
        for what, times in runs[0].items()
    }


def peak_mb() -> float:
    """The most memory that this process has held; getrusage would count the process that started it."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    peaks = [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")]
    return peaks[0] if peaks else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def opened(directory: str, triples: int) -> None:
    """What opening takes and what facts cost; printed, for the process that asks."""
    began = time.perf_counter()
    graph = KnowledgeGraph.open(directory)
    found = graph.called(graph.entity(f"{BASE}e5").label)
    open_seconds = time.perf_counter() - began
    memory = peak_mb()
    store = ox.Store.read_only(directory)
    result = {
        "open_seconds": open_seconds,
        "open_mb": memory,
        "called": len(found),
        "triples": len(graph),
        "facts_ms": asked(graph.facts, triples, seed=1),
        "raw_ms": asked(partial(raw_facts, store), triples, seed=2),
    }
    print(json.dumps(result))


def asked(facts: Callable[[str], Any], triples: int, *, seed: int) -> dict[str, dict[str, float]]:
    """Milliseconds for one entity of many: the median and the 95th of 100."""
    rng = random.Random(seed)
    times = []
    for _ in range(ASKED):
        iri = f"{BASE}e{rng.randrange(triples // EACH)}"
        taken = seconds(partial(facts, iri))
        times.append((1_000 * taken["clock"], 1_000 * taken["processor"]))
    clock, processor = (sorted(of) for of in zip(*times, strict=True))
    places = {"p50": ASKED // 2, "p95": ASKED * 95 // 100}
    return {name: {"clock": clock[place], "processor": processor[place]} for name, place in places.items()}


def raw_facts(store: ox.Store, iri: str) -> list[Any]:
    """What an entity's facts take from the store: its triples, and the labels of what they point to."""
    told = list(store.quads_for_pattern(ox.NamedNode(iri), None, None, None))
    ends = (quad.object for quad in told if isinstance(quad.object, ox.NamedNode))
    return [list(store.quads_for_pattern(end, ox.NamedNode(LABEL), None, None)) for end in ends]


def measure(triples: int, folder: Path) -> dict[str, Any]:
    """All of it at one size."""
    file = folder / "graph.nt"
    write(file, triples)
    taken = middle([loads(file, folder) for _ in range(ROUNDS)])
    rdflib_rate = RDFLIB / taken["rdflib"]["clock"]
    shown = in_own_process(folder / "store", triples)
    store = ox.Store(str(folder / "store"))
    compacting = seconds(store.optimize)
    del store  # closes it
    compacted = in_own_process(folder / "store", triples)
    return {
        "bulk_seconds": taken["bulk"],
        "load_seconds": taken["load"],
        "load_share": taken["bulk"]["clock"] / taken["load"]["clock"],
        "times_rdflib": triples / taken["load"]["clock"] / rdflib_rate,
        "bulk_times_rdflib": triples / taken["bulk"]["clock"] / rdflib_rate,
        "compacting_seconds": compacting,
        "compacted_facts_ms": compacted["facts_ms"],
        "compacted_raw_ms": compacted["raw_ms"],
        **shown,
    }


def in_own_process(store: Path, triples: int) -> dict[str, Any]:
    """What opening a store and asking it takes."""
    command = [sys.executable, __file__, "--open", str(store), str(triples)]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    output = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    found: dict[str, Any] = json.loads(output)
    return found


def table(results: dict[str, dict[str, Any]]) -> str:
    """The results in Markdown."""
    head = f"| triples | {' | '.join(results)} | floor |\n|{'---|' * (len(results) + 2)}\n"
    rows = {
        "bulk loader alone, s of the clock (of the processor)": lambda r: _pair(r["bulk_seconds"]),
        "`graph load`, with the lexicon, s": lambda r: _pair(r["load_seconds"]),
        "its share of the bulk loader's rate": lambda r: f"{r['load_share']:.2f}",
        "its rate, times that of rdflib's parser": lambda r: f"{r['times_rdflib']:.1f}",
        "the bulk loader's, times that of rdflib's parser": lambda r: f"{r['bulk_times_rdflib']:.1f}",
        "opening, and one name looked up, s": lambda r: f"{r['open_seconds']:.2f}",
        "memory then, MB": lambda r: f"{r['open_mb']:.0f}",
        "facts of an entity, median, ms": lambda r: _pair(r["facts_ms"]["p50"], 2),
        "facts of an entity, 95th of 100, ms": lambda r: _pair(r["facts_ms"]["p95"], 2),
        "the same look-ups by pyoxigraph alone, median, ms": lambda r: _pair(r["raw_ms"]["p50"], 2),
        "compacting (`--compact`), s": lambda r: _pair(r["compacting_seconds"]),
        "then: facts, median, ms": lambda r: _pair(r["compacted_facts_ms"]["p50"], 2),
        "facts, 95th of 100, ms": lambda r: _pair(r["compacted_facts_ms"]["p95"], 2),
        "the look-ups by pyoxigraph alone, median, ms": lambda r: _pair(r["compacted_raw_ms"]["p50"], 2),
    }
    floors = ["", "", "0.8", "5", "", "3", "1500", "", "5", "", "", "", "5", ""]
    lines = [
        f"| {name} | {' | '.join(map(row, results.values()))} | {floor} |"
        for (name, row), floor in zip(rows.items(), floors, strict=True)
    ]
    return head + "\n".join(lines) + "\n"


def _pair(taken: dict[str, float], places: int = 1) -> str:
    return f"{taken['clock']:.{places}f} ({taken['processor']:.{places}f})"


def main(sizes: list[str]) -> None:
    """Measure, print and write."""
    results: dict[str, dict[str, Any]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
            results[size] = measure(int(float(size)), Path(folder))
        print(size, json.dumps(results[size]), flush=True)
        _write(results)
    print(table(results))


def _write(results: dict[str, dict[str, Any]]) -> None:
    load = round(os.getloadavg()[0], 1)
    where = machine() | {"load": str(load)}
    (HERE / "graphs.json").write_text(json.dumps({"sizes": results, "machine": where}, indent=2) + "\n")
    text = (
        "# Graphs by size\n\nWritten by `make bench-graphs`. The graphs are made up: ten triples a thing, of which one "
        "or two are names. Loading is\ncompared by the clock, medians of five; the machine's load was "
        f"{load}. What links read first,\nthe list of all names, is put together once, when it is first asked for, "
        "and is not in these times.\n\n"
    )
    (HERE / "graphs.md").write_text(f"{text}{table(results)}\n{described()}\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--open"]:
        opened(sys.argv[2], int(sys.argv[3]))
    else:
        main(sys.argv[1:] or ["1e5", "1e6", "1e7"])
