"""Articles on everything in the shipped graphs that has three facts or more, and the checker tried on them.

``make bench-articles`` prints a table and writes ``articles.json`` and ``articles.md``. Each article is then
corrupted once in each of seven ways (name, number, date, predicate, direction, omission, addition) where that is
possible, and the checker that passed the article must notice. Floors: no failure, the ten most telling facts
said, precision and coverage 1, at most 15 % of sentences from templates, 90 % of corruptions noticed, at most
5 % false alarms. Names, phrases and statements that are put in come from the graphs and the other articles.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from machine import described, machine

from kgaigc import ContentGenerator, KgaigcError, KnowledgeGraph
from kgaigc.checking import check
from kgaigc.evaluation.corruption import KINDS, Material, corrupt, read
from kgaigc.training.statements import Said
from kgaigc.values import Article, Report, Triple

HERE = Path(__file__).parent
TOLD, TELLING = 3, 10


@dataclass
class Tally:
    """What was seen on one graph."""

    topics: int = 0
    failures: list[str] = field(default_factory=list)
    imperfect: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    sentences: Counter[str] = field(default_factory=Counter)
    facts: int = 0
    left_out: int = 0
    corrupted: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    alarms: int = 0
    seconds: float = 0.0

    def row(self) -> dict[str, float | int]:
        """The figures of the table."""
        written = max(1, self.topics - len(self.failures))
        return {
            "topics": self.topics,
            "failures": len(self.failures),
            "telling facts unsaid": len(self.silent),
            "reports below 1": len(self.imperfect),
            "sentences": self.sentences.total(),
            "facts said": self.facts,
            "facts left out": self.left_out,
            "template %": _percent(self.sentences["template"], self.sentences.total()),
            **{f"{kind} noticed %": _percent(self.noticed[kind], self.corrupted[kind]) for kind in KINDS},
            "all noticed %": _percent(self.noticed.total(), self.corrupted.total()),
            "false alarms %": _percent(self.alarms, written),
            "processor s an article": round(self.seconds / written, 3),
        }


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _right(report: Report) -> bool:
    return report.precision == 1 and report.coverage == 1


def _topics(graph: KnowledgeGraph) -> list[str]:
    return [entity.iri for entity in graph.entities() if len(graph.facts(entity.iri)) >= TOLD]


def write_all(writer: ContentGenerator, tally: Tally) -> dict[str, Article]:
    """Articles on every topic, by IRI."""
    articles = {}
    for iri in _topics(writer.graph):
        tally.topics += 1
        began = time.process_time()
        try:
            article = articles[iri] = writer.article(iri)
        except KgaigcError as error:
            tally.failures.append(f"{iri}: {error}")
            continue
        tally.seconds += time.process_time() - began
        said = {triple for sentence in article.sentences for triple in sentence.triples}
        telling = writer.facts(iri).evidence[:TELLING]
        tally.facts += len(said)
        tally.left_out += int(dict(article.manifest.options)["left out"])
        tally.sentences.update(sentence.origin for sentence in article.sentences)
        tally.silent += [f"{iri}: {e.triple}" for e in telling if e.triple not in said]
        if not _right(article.report):
            tally.imperfect.append(f"{iri}: {article.report.precision} {article.report.coverage}")
    return articles


def said_by(name: str, article: Article) -> Said:
    """An article's text with the triples that it says."""
    triples = [triple for sentence in article.sentences for triple in sentence.triples]
    return Said(article.text, tuple(dict.fromkeys(triples)), name)


def material_of(
    writers: Mapping[str, ContentGenerator], articles: Mapping[str, Mapping[str, Article]]
) -> Material:
    """What corruptions of articles are made of: the graphs' triples, and sentences that say one each."""
    known = [(name, triple) for name, writer in writers.items() for triple in triples_of(writer.graph)]
    sayings = [
        Said(sentence.text, sentence.triples, name)
        for name, written in articles.items()
        for article in written.values()
        for sentence in article.sentences
    ]
    return Material(known, sayings)


def triples_of(graph: KnowledgeGraph) -> list[Triple]:
    """What the graph tells of its entities."""
    return [triple for entity in graph.entities() for triple in graph.facts(entity.iri)]


def corrupt_all(
    writer: ContentGenerator, name: str, articles: dict[str, Article], material: Material, tally: Tally
) -> None:
    """Corrupt each article in each way, and see whether the checker notices."""
    for iri, article in articles.items():
        tally.alarms += not _right(_checked(writer, iri, article, article.text))
        reading = read(said_by(name, article))
        for kind in KINDS:
            wrong = corrupt(reading, kind, material)
            if wrong is None:
                continue
            tally.corrupted[kind] += 1
            if _right(_checked(writer, iri, article, wrong)):
                tally.missed.append(f"{kind}: {wrong}")
            else:
                tally.noticed[kind] += 1


def _checked(writer: ContentGenerator, iri: str, article: Article, text: str) -> Report:
    """The report of the pipeline's checker on another text in the article's place."""
    triples = tuple(triple for sentence in article.sentences for triple in sentence.triples)
    return check(
        text,
        graph=writer.graph,
        link=partial(writer.linker.link, context=(iri,), doubtful=True),
        sentences=writer.linker.sentences,
        triples=triples,
        topic=writer.graph.entity(iri),
    )


def table(rows: dict[str, dict[str, float | int]]) -> str:
    """The figures as a Markdown table, a column for each graph."""
    names = list(rows)
    lines = ["| | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    lines += [
        f"| {key} | " + " | ".join(str(rows[name][key]) for name in names) + " |" for key in rows[names[0]]
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure the graphs that are named on the command line, or all that ship."""
    given = [Path(name) for name in sys.argv[1:]]
    paths = given or [
        path for path in sorted((HERE.parent / "graphs").glob("*.ttl")) if path.stem != "shapes"
    ]
    generator = ContentGenerator.from_pretrained().generator
    writers = {path.stem: ContentGenerator(KnowledgeGraph.open(path), generator=generator) for path in paths}
    tallies = {name: Tally() for name in writers}
    articles = {name: write_all(writer, tallies[name]) for name, writer in writers.items()}
    material = material_of(writers, articles)
    for name, writer in writers.items():
        corrupt_all(writer, name, articles[name], material, tallies[name])
        shown = [*tallies[name].failures[:5], *tallies[name].imperfect[:5]]
        print(f"{name}: {tallies[name].topics} topics", *shown, sep="\n  ", file=sys.stderr)
    rows = {name: tally.row() for name, tally in tallies.items()}
    shown = table(rows)
    print(shown)
    if given:
        return
    details = {
        n: {"failures": t.failures, "unsaid": t.silent, "below 1": t.imperfect, "missed": t.missed}
        for n, t in tallies.items()
    }
    result = {"graphs": rows, "details": details, "machine": machine()}
    (HERE / "articles.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    intro = "Articles on everything in the shipped graphs with three facts or more (`make bench-articles`)."
    (HERE / "articles.md").write_text(f"# Articles\n\n{intro}\n\n{shown}\n\nMeasured on: {described()}.\n")


if __name__ == "__main__":
    main()
