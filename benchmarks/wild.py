"""Texts in the wild: what the checker makes of paragraphs that were written and marked before it read them.

``make bench-wild`` prints precision and recall for each verdict and writes ``wild.md`` and ``wild.json``;
``make bench-wild ERRORS=1`` also lists the claims that the checker gets wrong. Each marked claim of
``tests/checking/wild.json`` has a key, the words that decide it, and its place. Of the report's verdicts on the
paragraph those answer for it whose span takes in the whole key: first such as have their focus on it, then the
shortest, then the worst. A claim that none takes in is missed, which counts against recall.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict

from machine import described, machine

from kgaigc import ContentGenerator, KnowledgeGraph
from kgaigc.values import Status, Verdict

HERE = Path(__file__).parent
ROOT = HERE.parent
PARAGRAPHS = ROOT / "tests" / "checking" / "wild.json"
# What the marks take to be complete, besides what the graphs declare themselves.
CLOSED = {"computing": ("child", "founder"), "solar": (), "art": ("architect",)}
STATUSES: tuple[Status, ...] = ("supported", "contradicted", "unverifiable")
MISSED = "missed"
WORST: tuple[Status, ...] = ("contradicted", "unverifiable", "supported")

Given = Status | Literal["missed"]
# How many claims of a graph, marked so, were given which verdict.
Confusion = Counter[tuple[str, Status, Given]]


class Claim(TypedDict):
    """A marked claim: its key, where that begins in the text, the verdict that is due, and why."""

    key: str
    at: int
    status: Status
    why: str


class Paragraph(TypedDict):
    """A text about a topic of one of the graphs, and its claims."""

    graph: str
    topic: str
    text: str
    claims: list[Claim]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a marked claim."""

    graph: str
    sentence: str
    key: str
    marked: Status
    given: Given
    reason: str


def paragraphs() -> list[Paragraph]:
    """The marked paragraphs."""
    read: list[Paragraph] = json.loads(PARAGRAPHS.read_text(encoding="utf-8"))
    return read


def writer_on(graph: str) -> ContentGenerator:
    """What checks the paragraphs on a graph: it is opened with what the marks take to be complete."""
    return ContentGenerator(KnowledgeGraph.open(ROOT / "graphs" / f"{graph}.ttl", closed=CLOSED[graph]))


def answering(verdicts: Iterable[Verdict], start: int, end: int) -> Verdict | None:
    """The verdict that answers for a key; None if no verdict's span takes the whole of it in.

    Args:
        verdicts: all on the text.
        start: where the key begins in the text.
        end: one past its end.
    """

    def rank(verdict: Verdict) -> tuple[bool, int, int]:
        focus = verdict.focus
        beside = focus is None or focus[1] <= start or end <= focus[0]
        return beside, verdict.end - verdict.start, WORST.index(verdict.status)

    return min((v for v in verdicts if v.start <= start and end <= v.end), key=rank, default=None)


def outcomes(texts: Sequence[Paragraph]) -> Iterator[Outcome]:
    """What becomes of each claim, in the order of the paragraphs."""
    writers = {graph: writer_on(graph) for graph in sorted({text["graph"] for text in texts})}
    for text in texts:
        writer = writers[text["graph"]]
        verdicts = writer.check(text["text"]).verdicts
        sentences = writer.linker.sentences(text["text"])
        for claim in text["claims"]:
            start, end = claim["at"], claim["at"] + len(claim["key"])
            verdict = answering(verdicts, start, end)
            sentence = next((text["text"][a:b] for a, b in sentences if a <= start < b), "").strip()
            given: Given = verdict.status if verdict else "missed"
            reason = verdict.reason if verdict else "no verdict takes it in"
            yield Outcome(text["graph"], sentence, claim["key"], claim["status"], given, reason)


def evaluate(texts: Sequence[Paragraph]) -> Confusion:
    """How many claims of each graph, by the verdict that is due and the one that the checker gives."""
    return confusion(outcomes(texts))


def confusion(results: Iterable[Outcome]) -> Confusion:
    """The same, of claims whose verdicts are known."""
    return Counter((one.graph, one.marked, one.given) for one in results)


def of_graph(counts: Confusion, graph: str) -> Confusion:
    """The counts of one graph."""
    return Counter({key: number for key, number in counts.items() if key[0] == graph})


def precision(counts: Confusion, status: Status) -> float:
    """The share of the verdicts of a kind that are due, in [0, 1]; 0 if none was given."""
    given = sum(number for (_, _, got), number in counts.items() if got == status)
    return _right(counts, status) / given if given else 0.0


def recall(counts: Confusion, status: Status) -> float:
    """The share of the claims marked so that are given the verdict, in [0, 1]; 0 if there are none."""
    due = sum(number for (_, marked, _), number in counts.items() if marked == status)
    return _right(counts, status) / due if due else 0.0


def _right(counts: Confusion, status: Status) -> int:
    return sum(number for (_, marked, got), number in counts.items() if marked == got == status)


def measured(counts: Confusion) -> dict[str, dict[str, tuple[float, float]]]:
    """Precision and recall of each verdict, for all graphs together and for each."""
    graphs = sorted({graph for graph, _, _ in counts})
    parts: Mapping[str, Confusion] = {"all": counts} | {graph: of_graph(counts, graph) for graph in graphs}
    return {
        name: {status: (precision(part, status), recall(part, status)) for status in STATUSES}
        for name, part in parts.items()
    }


def tables(counts: Confusion) -> str:
    """Precision and recall, then how often a claim marked so was given which verdict."""
    figures = measured(counts)
    lines = [f"| precision, recall | {' | '.join(figures)} |", f"|---|{'---|' * len(figures)}"]
    for status in STATUSES:
        shown = [f"{right:.1%}, {found:.1%}" for right, found in (of[status] for of in figures.values())]
        lines.append(f"| {status} | {' | '.join(shown)} |")
    given = (*STATUSES, MISSED)
    lines += ["", f"| marked | {' | '.join(given)} |", f"|---|{'---|' * len(given)}"]
    pairs: Counter[tuple[str, str]] = Counter()
    for (_, marked, got), number in counts.items():
        pairs[marked, got] += number
    lines += [f"| {s} | {' | '.join(str(pairs[s, got]) for got in given)} |" for s in STATUSES]
    return "\n".join(lines)


def _error(one: Outcome) -> str:
    return f"{one.graph}: {one.sentence}\n  {one.key!r} is {one.marked}, given {one.given}: {one.reason}"


def main() -> None:
    """Measure, print and write."""
    if sys.argv[1:] not in ([], ["--errors"]):
        sys.exit("usage: wild.py [--errors]")
    results = list(outcomes(paragraphs()))
    counts = confusion(results)
    shown = tables(counts)
    print(shown)
    if sys.argv[1:]:
        print("", *(_error(one) for one in results if one.given != one.marked), sep="\n")
    about = f"{len(results)} claims of texts in the wild, marked before the checker read them (`make bench-wild`)."
    (HERE / "wild.md").write_text(
        f"# Texts in the wild\n\n{about}\n\n{shown}\n\nMeasured on: {described()}.\n"
    )
    claims = [{"graph": g, "marked": m, "given": v, "claims": n} for (g, m, v), n in sorted(counts.items())]
    result = {"precision and recall": measured(counts), "confusion": claims, "machine": machine()}
    (HERE / "wild.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
