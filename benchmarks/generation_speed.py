"""Texts a second of the shipped model beside T5-small, on one thread, and the memory that a batch takes.

``make bench-generation-speed DATA=DIR`` (without DATA on facts of the shipped graphs) prints a table and writes
``generation_speed.json`` and ``generation_speed.md``. Five times other inputs are written by both, one after the
other: by the shipped model as ``kgaigc generate --batch`` does it (six plans, beam 5, 32 inputs at a time), and by
T5-small of transformers (beam 5, 16 at a time, 34 new tokens each, as WebNLG's texts have) with random weights, which
take the same time as trained ones. Floors: 12 times T5-small's texts a second, and less than 600 MB.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from machine import described, machine
from transformers import T5Config, T5ForConditionalGeneration

from kgaigc import ContentGenerator, KnowledgeGraph, batch
from kgaigc.cli.writing import _CHUNK as OURS_AT_ONCE

HERE = Path(__file__).parent
DEV = ("webnlg2020/dev.jsonl", "webnlg2017/dev.jsonl")
ROUNDS, TEXTS = 5, 64
THEIRS_AT_ONCE, NEW_TOKENS, BEAMS = 16, 34, 5
CHARACTERS = 4  # of a piece of T5's vocabulary, about
RATIO, MEMORY = 12, 600
# A process begins with the peak of the one that starts it, so that a small one stands between.
WATCH = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)

Row = dict[str, Any]
Seconds = dict[str, float]


def inputs(data: Path | None) -> list[Row]:
    """Triple sets: of a dev part of WebNLG, evenly drawn, or else of the shipped graphs."""
    found = [data / name for name in DEV if (data / name).is_file()] if data else []
    rows = (
        [json.loads(line) for line in found[0].read_text(encoding="utf-8").splitlines()]
        if found
        else of_graphs()
    )
    wanted = ROUNDS * TEXTS
    drawn = [rows[i * len(rows) // wanted] for i in range(wanted)]
    return [
        {"id": i, "triples": r["triples"], "category": r.get("category", "")} for i, r in enumerate(drawn)
    ]


def of_graphs() -> list[Row]:
    """One to seven facts of each thing in the shipped graphs, in the terms of a batch."""
    rows = []
    for path in sorted((HERE.parent / "graphs").glob("*.ttl")):
        graph = KnowledgeGraph.open(path)
        for number, entity in enumerate(graph.entities()):
            facts = graph.facts(entity.iri)[: 1 + number % 7]
            told = [
                [str(term) for term in (t.subject.label, t.predicate.label, _object(t.object))] for t in facts
            ]
            rows += [{"triples": told}] if told else []
    return rows


def _object(term: Any) -> str:
    return term.label if hasattr(term, "label") else json.dumps(term.text, ensure_ascii=False)


def ours(writer: ContentGenerator) -> Callable[[Sequence[Row]], int]:
    """Writes texts as the batch command does; gives the number of their words."""
    answer = batch.generate(writer, num_beams=BEAMS)

    def write(rows: Sequence[Row]) -> int:
        lines = [json.dumps(row).encode() for row in rows]
        written = [json.loads(line.text) for line in batch.answered(lines, answer, chunk=OURS_AT_ONCE)]
        return sum(len(line["text"].split()) for line in written)

    return write


def theirs() -> tuple[T5ForConditionalGeneration, Callable[[Sequence[Row]], int]]:
    """T5-small by its published sizes, with random weights, and what writes texts with it."""
    config = T5Config(
        vocab_size=32128, d_model=512, d_kv=64, d_ff=2048, num_layers=6, num_decoder_layers=6, num_heads=8,
        decoder_start_token_id=0,
    )  # fmt: skip
    torch.manual_seed(0)
    network = T5ForConditionalGeneration(config).eval()

    def write(rows: Sequence[Row]) -> int:
        for first in range(0, len(rows), THEIRS_AT_ONCE):
            lengths = [_pieces(row) for row in rows[first : first + THEIRS_AT_ONCE]]
            ids = torch.randint(2, 32000, (len(lengths), max(lengths)))
            mask = torch.arange(ids.shape[1]) < torch.tensor(lengths).unsqueeze(1)
            with torch.inference_mode():
                network.generate(
                    input_ids=ids, attention_mask=mask.long(), num_beams=BEAMS, do_sample=False,
                    min_new_tokens=NEW_TOKENS, max_new_tokens=NEW_TOKENS,
                )  # fmt: skip
        return len(rows) * NEW_TOKENS

    return network, write


def _pieces(row: Row) -> int:
    """About how many pieces T5 reads for a row, with its marks for subject, predicate and object."""
    return sum(4 * len(triple) + sum(map(len, triple)) for triple in row["triples"]) // CHARACTERS + 1


def timed(write: Callable[[Sequence[Row]], int], rows: Sequence[Row]) -> Seconds:
    """Seconds of the clock and of the processor for each text, and its words or tokens."""
    began, used = time.perf_counter(), time.process_time()
    said = write(rows)
    clock, processor = time.perf_counter() - began, time.process_time() - used
    return {"clock": clock / len(rows), "processor": processor / len(rows), "said": said / len(rows)}


def bandwidth() -> float:
    """Bytes a second that one thread reads and writes, at best of five copies of 256 MB."""
    there = torch.ones(64 * 2**20)
    elsewhere = torch.empty_like(there)
    seconds = []
    for _ in range(5):
        began = time.perf_counter()
        elsewhere.copy_(there)
        seconds.append(time.perf_counter() - began)
    return 2 * there.nbytes / min(seconds)


def memory(rows: Sequence[Row]) -> float:
    """Most resident memory, in MB, of ``kgaigc generate --batch`` over the rows."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "kgaigc",
            "generate",
            "--batch",
            str(source),
            "--output",
            str(target),
        ]
        run = subprocess.run(
            [sys.executable, "-c", WATCH, *command], cwd=HERE.parent, capture_output=True, check=True
        )
    return int(run.stdout) * (1 if sys.platform == "darwin" else 1024) / 1e6


def limit(network: torch.nn.Module, steps: float, speed: float) -> float:
    """Texts a second, one at a time, if reading the weights once a step were all that takes time."""
    weights = sum(p.numel() * p.element_size() for p in network.parameters())
    return speed / (weights * steps)


def measured(rows: Sequence[Row]) -> dict[str, Any]:
    """All figures."""
    writer = ContentGenerator.from_pretrained()
    network, write_theirs = theirs()
    write_ours = ours(writer)
    write_ours(rows[:2])
    write_theirs(rows[:2])
    rounds = []
    for number in range(ROUNDS):
        part = rows[number::ROUNDS]
        rounds.append({"kgaigc": timed(write_ours, part), "t5-small": timed(write_theirs, part)})
        print(f"round {number + 1}: {rounds[-1]}", flush=True)
    speed = bandwidth()
    own = writer.generator.checkpoint.network
    middle = {
        name: {what: statistics.median(one[name][what] for one in rounds) for what in rounds[0][name]}
        for name in rounds[0]
    }
    limits = {
        "kgaigc": limit(own, middle["kgaigc"]["said"], speed),
        "t5-small": limit(network, NEW_TOKENS, speed),
    }
    ratios = {
        what: statistics.median(one["t5-small"][what] / one["kgaigc"][what] for one in rounds)
        for what in ("processor", "clock")
    }
    return {
        "texts": len(rows), "seconds_a_text": middle, "ratio": ratios, "ratio_floor": RATIO,
        "bandwidth_gb_s": speed / 1e9, "limit_texts_a_second": limits,
        "parameters": {"kgaigc": _size(own), "t5-small": _size(network)},
        "memory_mb": memory(rows), "memory_floor_mb": MEMORY, "rounds": rounds,
    }  # fmt: skip


def _size(network: torch.nn.Module) -> int:
    return sum(p.numel() for p in network.parameters())


def table(found: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = [
        "| | parameters | texts a CPU-second | texts a second of the clock | words or tokens a text "
        "| one at a time at most, by memory bandwidth |",
        "|---|---|---|---|---|---|",
    ]
    for name, seconds in found["seconds_a_text"].items():
        lines.append(
            f"| {name} | {found['parameters'][name] / 1e6:.1f} million | {1 / seconds['processor']:.1f} "
            f"| {1 / seconds['clock']:.1f} | {seconds['said']:.0f} "
            f"| {found['limit_texts_a_second'][name]:.0f} texts a second |"
        )
    ratio = found["ratio"]
    lines += [
        "",
        f"The shipped model writes {ratio['processor']:.1f} times as many texts a CPU-second as T5-small "
        f"({ratio['clock']:.1f} times by the clock); the floor is {RATIO}. A thread copies "
        f"{found['bandwidth_gb_s']:.1f} GB a second. `kgaigc generate --batch` over {found['texts']} inputs takes "
        f"{found['memory_mb']:.0f} MB at most; the floor is {MEMORY}. Medians of {ROUNDS} rounds of {TEXTS} inputs.",
        "",
        "The limit is what reading all weights in single precision once for each word would allow if nothing else took",
        "time. In batches weights are read once for many texts, so that both may pass it.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print and write."""
    torch.set_num_threads(1)
    found = measured(inputs(Path(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1] else None))
    load = round(os.getloadavg()[0], 1)
    text = f"# Texts a second\n\n{described()}, load {load}\n\n{table(found)}"
    print(text)
    (HERE / "generation_speed.md").write_text(text, encoding="utf-8")
    result = found | {"machine": machine() | {"load": str(load)}}
    (HERE / "generation_speed.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
