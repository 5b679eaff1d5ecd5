"""The linker: names in texts, topics of questions, homonyms, and a dictionary of a million labels.

``make bench-linking DATA=DIR`` prints a table and writes ``linking.md`` and ``linking.json``. Beside each figure
stands what spaCy's PhraseMatcher over the same labels does, or for homonyms the most salient candidate alone.

- Names: texts of webnlg2017/dev that their templates fit, against the graph of all its triples. A name counts as found
  where a mention overlaps it and stands for its entity; "exactly" where it has the same characters. What the corpus
  calls a description of a thing, or what stands for a literal, may be linked or not. A linked stretch with no
  annotation counts as wrong, also where the corpus forgot one.
- Topics: the questions of metaqa/dev, as they are and with one typing error in the name. A topic is right where the
  mention at its place stands for it. The graph lacks some topics, which no linker can find.
- Homonyms: labels that several entities of fb15k237 share, in a sentence made of each one's description; the graph is
  without descriptions then.
- News: reports written for this benchmark, in which what fb15k237 has is marked; most of their names it has not. A
  link counts as right where it overlaps what is marked and, in the second set, stands for what is meant. That set
  (``linking_reports.json``) was written and marked before the linker read it; half of it was looked at since, and of
  the other half nothing but the figures.
- Dictionary: labels of one to three made-up words; in seconds of the processor, memory by the process's own size.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import spacy
from machine import described as on_machine
from machine import machine
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from kgaigc.graph import KnowledgeGraph
from kgaigc.linking import Linker
from kgaigc.training.corpora import read_rows
from kgaigc.training.linking_sets import (
    Annotated,
    annotated_texts,
    described,
    rows_graph,
    shared_labels,
    with_typing_error,
    without_descriptions,
)

HERE = Path(__file__).parent
NEWS, REPORTS = HERE / "linking_news.json", HERE / "linking_reports.json"
SEED = 13
QUESTIONS = 0  # of metaqa/dev that are asked; 0 for all

Linked = tuple[int, int, str]  # first character, one past the last, IRI
Marked = tuple[
    int, int, tuple[str, ...]
]  # the same, with the ends of the IRIs that are right, if that is told
Link = Callable[[str], Sequence[Linked]]
Row = tuple[str, str, str, str]  # figure, ours, the alternative's, floor


def ours(graph: KnowledgeGraph) -> Link:
    """The linker's mentions of entities."""
    linker = Linker(graph)
    return lambda text: [(m.start, m.end, m.entity.iri) for m in linker.link(text).mentions if m.entity]


def by_phrases(graph: KnowledgeGraph) -> Link:
    """PhraseMatcher over the preferred labels, whatever their case; the longest wins, the first IRI of several."""
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    iris: dict[str, str] = {}
    for entity in graph.entities():
        iris.setdefault(entity.label.lower(), entity.iri)
    matcher.add("ENTITY", [nlp.make_doc(label) for label in iris if label.strip()])

    def link(text: str) -> list[Linked]:
        spans = filter_spans(matcher(nlp.make_doc(text), as_spans=True))
        found = ((s.start_char, s.end_char, iris.get(s.text.lower(), "")) for s in spans)
        return [linked for linked in found if linked[2]]

    return link


def judge_names(texts: Iterable[Annotated], link: Link) -> dict[str, float]:
    """F1, precision and recall, by overlap and exactly."""
    counts = dict.fromkeys(("asked", "found", "exactly", "linked", "right", "right exactly"), 0)
    for text in texts:
        linked = link(text.text)
        for gold in text.names:
            over = [m for m in linked if m[0] < gold.end and gold.start < m[1] and m[2] == gold.iri]
            counts["asked"] += gold.asked
            counts["found"] += gold.asked and bool(over)
            counts["exactly"] += gold.asked and any(m[:2] == (gold.start, gold.end) for m in over)
        for start, end, iri in linked:
            over_gold = [gold for gold in text.names if start < gold.end and gold.start < end]
            right = [gold for gold in over_gold if gold.asked and gold.iri == iri]
            free = any(not gold.asked and gold.iri in {"", iri} for gold in over_gold)
            if right or not free:
                counts["linked"] += 1
                counts["right"] += bool(right)
                counts["right exactly"] += any((gold.start, gold.end) == (start, end) for gold in right)
    return {
        **_f1("", counts["right"] / counts["linked"], counts["found"] / counts["asked"]),
        **_f1(" exactly", counts["right exactly"] / counts["linked"], counts["exactly"] / counts["asked"]),
    }


def _f1(how: str, precision: float, recall: float) -> dict[str, float]:
    f1 = 2 * precision * recall / (precision + recall)
    return {f"F1{how}": f1, f"precision{how}": precision, f"recall{how}": recall}


def names(data: Path) -> list[Row]:
    """Names in texts."""
    rows = read_rows(data / "webnlg2017" / "dev.jsonl.gz")
    graph, texts = rows_graph(rows), list(annotated_texts(rows))
    mine, other = (judge_names(texts, link(graph)) for link in (ours, by_phrases))
    return [
        (
            f"names in texts, {figure}",
            f"{mine[figure]:.3f}",
            f"{other[figure]:.3f}",
            ".95" if figure == "F1" else "",
        )
        for figure in mine
    ]


def topics(data: Path) -> list[Row]:
    """Topics of questions."""
    rows = [row for row in read_rows(data / "metaqa" / "dev.jsonl") if row["topic"] in row["question"]]
    graph = KnowledgeGraph.open(data / "metaqa" / "kb.nt.gz")
    iris = {entity.label: entity.iri for entity in graph.entities()}
    links = ours(graph), by_phrases(graph)
    known = sum(row["topic"] in iris for row in rows) / len(rows)
    found: list[Row] = [("topics that the graph has", f"{known:.1%}", "", "")]
    for errors, floor in ((False, "98.5%"), (True, "93%")):
        chance, right = random.Random(SEED), [0, 0]
        for row in rows[: QUESTIONS or None]:
            name = with_typing_error(row["topic"], chance) if errors else row["topic"]
            before, _, after = row["question"].partition(row["topic"])
            start, end = len(before), len(before) + len(name)
            for number, link in enumerate(links):
                over = [m for m in link(before + name + after) if m[0] < end and start < m[1]]
                right[number] += any(m[2] == iris.get(row["topic"]) for m in over)
        shares = [f"{count / len(rows[: QUESTIONS or None]):.1%}" for count in right]
        found.append((f"topics{', one typing error' * errors}", shares[0], shares[1], floor))
    return found


def homonyms(data: Path) -> list[Row]:
    """Labels that several entities share."""
    with gzip.open(data / "graphs" / "fb15k237.nt.gz", "rt", encoding="utf-8") as lines:
        kept, told = without_descriptions(lines)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plain.nt"
        path.write_text("".join(kept), encoding="utf-8")
        graph = KnowledgeGraph.open(path)
    predicates = {predicate.iri for predicate, _ in graph.predicates()}
    shared = shared_labels(entity for entity in graph.entities() if entity.iri not in predicates)
    linker, right, prior, tried = Linker(graph), 0, 0, 0
    for label, iris in shared.items():
        for iri in iris:
            if iri in told:
                mention = next(iter(linker.link(described(label, told[iri])).mentions), None)
                right += bool(mention and mention.entity and mention.entity.iri == iri)
                prior += iri == max(iris, key=lambda one: (graph.salience(one), one))
                tried += 1
    what = f"homonyms: {len(shared)} labels, {sum(map(len, shared.values()))} entities, {tried} sentences"
    return [(what, f"{right / tried:.3f}", f"{prior / tried:.3f} (most salient)", ".85")]


def news(data: Path) -> list[Row]:
    """Names in the news, most of which the graph lacks."""
    graph = KnowledgeGraph.open(data / "graphs" / "fb15k237.nt.gz")
    links = ours(graph), by_phrases(graph)
    sets = {"": json.loads(NEWS.read_text(encoding="utf-8"))} | json.loads(
        REPORTS.read_text(encoding="utf-8")
    )
    rows: list[Row] = []
    for name, texts in sets.items():
        reports = [without_marks(text) for text in texts]
        shares = [judge_reports(reports, link) for link in links]
        what = f"names in {len(reports)} reports{f' ({name})' * bool(name)}"
        rows += [(f"{what}, {figure}", shares[0][figure], shares[1][figure], "") for figure in shares[0]]
    return rows


def judge_reports(reports: Sequence[tuple[str, Sequence[Marked]]], link: Link) -> dict[str, str]:
    """Precision and recall of the links in reports."""
    pairs = [(link(text), marked) for text, marked in reports]
    right = sum(any(fits(one, mark) for mark in marked) for some, marked in pairs for one in some)
    seen = sum(any(fits(one, mark) for one in some) for some, marked in pairs for mark in marked)
    linked, due = (sum(map(len, some)) for some in zip(*pairs, strict=True))
    return {"precision": f"{right / linked:.3f} of {linked}", "recall": f"{seen / due:.3f} of {due}"}


def without_marks(text: str) -> tuple[str, list[Marked]]:
    """A report without its brackets, and what stood between them: "[Ford]", or "[Ford|02zs4]" with what is meant."""
    shown, marked = "", []
    for part in re.split(r"(\[[^\]]*\])", text):
        said, _, ends = part.strip("[]").partition("|")
        if part.startswith("["):
            marked.append((len(shown), len(shown) + len(said), tuple(ends.split(",")) if ends else ()))
        shown += said
    return shown, marked


def fits(linked: Linked, mark: Marked) -> bool:
    """Whether a link shares characters with a mark and stands for what is meant there."""
    over = linked[0] < mark[1] and mark[0] < linked[1]
    return over and (not mark[2] or linked[2].rpartition("/")[2] in mark[2])


def labels() -> list[Row]:
    """The dictionary, measured in a process of its own."""
    run = subprocess.run(
        [sys.executable, str(HERE / "linking_dictionary.py")], capture_output=True, text=True, check=True
    )
    return [tuple(row) for row in json.loads(run.stdout)]


def main() -> None:
    """Measure, print and write."""
    if len(sys.argv) < 2:
        sys.exit("usage: linking.py DATA, the folder of webnlg2017/, metaqa/ and graphs/")
    data = Path(sys.argv[1])
    parts = {
        "names": lambda: names(data),
        "topics": lambda: topics(data),
        "news": lambda: news(data),
        "homonyms": lambda: homonyms(data),
        "labels": labels,
    }
    rows: list[Row] = []
    for part in sys.argv[2:] or parts:
        began = time.process_time()
        rows += parts[part]()
        print(f"{part}: {time.process_time() - began:.0f} s of the processor", file=sys.stderr)
    lines = ["| figure | kgaigc | PhraseMatcher | floor |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    shown = "\n".join(lines)
    print(shown)
    if len(sys.argv) == 2:
        (HERE / "linking.md").write_text(f"# The linker\n\n{shown}\n\nMeasured on: {on_machine()}.\n")
        (HERE / "linking.json").write_text(
            json.dumps({"figures": rows, "machine": machine()}, indent=1) + "\n"
        )


if __name__ == "__main__":
    main()
