"""Time to an article: the first from a cold start of the command, the next in the same process.

``make bench-latency`` prints medians of five and writes ``latency.json``. Floors: 6 s and 0.5 s. Seconds of
the processor are given beside those of the clock, since others may be using the machine.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from machine import described, machine

from kgaigc import ContentGenerator

HERE = Path(__file__).parent
FIRST = "Ada Lovelace"
NEXT = ("Charles Babbage", "Alan Turing", "Analytical Engine", "Grace Hopper", "ENIAC")
FLOORS = {"first": 6.0, "next": 0.5}


Seconds = tuple[float, float]  # of the clock, of the processor


def cold() -> Seconds:
    """The whole command, from its start to its end."""
    began, before = time.perf_counter(), os.times()
    subprocess.run(
        [sys.executable, "-m", "kgaigc", "article", FIRST], check=True, capture_output=True, cwd=HERE.parent
    )
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, used


def warm() -> list[Seconds]:
    """Each next article, on other topics than the first."""
    writer = ContentGenerator.from_pretrained()
    writer.article(FIRST)
    seconds = []
    for topic in NEXT:
        began, before = time.perf_counter(), time.process_time()
        writer.article(topic)
        seconds.append((time.perf_counter() - began, time.process_time() - before))
    return seconds


def main() -> None:
    """Measure, print and write."""
    measured = {"first": [cold() for _ in range(5)], "next": warm()}
    medians = {}
    for name, runs in measured.items():
        clock, processor = (round(statistics.median(times), 2) for times in zip(*runs, strict=True))
        medians[name] = {"clock": clock, "processor": processor, "floor": FLOORS[name]}
        print(f"{name:6} {clock:6.2f} s (floor {FLOORS[name]} s), {processor:.2f} s of the processor")
    load = round(os.getloadavg()[0], 1)
    print(f"{described()}, load {load}")
    result = {"median_seconds": medians, "seconds": measured, "machine": machine() | {"load": str(load)}}
    (HERE / "latency.json").write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
