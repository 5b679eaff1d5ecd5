"""The corruption suite: right texts, each made wrong in one place, and the checker that must tell one from the other.

``make bench-corruptions DATA=DIR`` prints a table and writes ``corruptions.md`` and ``corruptions.json``. The texts
are 300 references of webnlg2020/dev that were read and found right (``references.json``), held against their triples,
and pieces of articles on the shipped graphs, held against their triples and once more against the graph alone. ``--set
tuning`` takes 288 others that were read too (``tuning.json``), to tune on; ``--errors KIND`` lists what
is missed, what is found without cause ("untouched" for all of that), and why. A text counts as found out if a verdict
is other than supported, or coverage is below 1.

Names and predicates that are put in are such as the training corruptions never saw: held out by name, or in no
training row. For each kind F1 is over the corrupted texts and just as many untouched ones, those they were made of.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal, get_args

from articles import triples_of
from machine import described, machine

from kgaigc import ContentGenerator, KnowledgeGraph
from kgaigc.checking.scorer import load_scorer
from kgaigc.evaluation.corruption import KINDS, Kind, Material, corrupt, read
from kgaigc.training.corpora import Row, known_forms, read_rows, texts_of
from kgaigc.training.scorer import Recipe, sources
from kgaigc.training.statements import Said, is_held_out, is_unseen, key, said_by
from kgaigc.training.train import DEV, TRAIN
from kgaigc.values import Article, Report, Triple

Set = Literal["references", "graphs", "tuning"]
SETS: tuple[Set, ...] = get_args(Set)
Check = Callable[[str, Said], Report]

HERE = Path(__file__).parent
FLOORS: dict[Kind, float] = {
    "name": 0.97,
    "number": 0.97,
    "date": 0.97,
    "predicate": 0.93,
    "direction": 0.93,
    "omission": 0.95,
    "addition": 0.95,
}
FALSE_ALARMS = 0.03
TOPICS, LONGEST = 120, 4  # articles, sentences of a piece
SAYINGS = 6  # sentences of each predicate that phrases and statements come from
TOLD = 3  # facts that a topic of an article has at least


@dataclass(frozen=True, slots=True)
class Case:
    """A text, what it was made into, and whether the checker finds fault with either.

    Attributes:
        right: the untouched text.
        wrong: the corrupted one.
        alarm: why the untouched one was found wrong; "" if it was not.
        found: why the corrupted one was found wrong; "" if it was not.
    """

    right: str
    wrong: str
    alarm: str
    found: str


@dataclass(slots=True)
class Outcome:
    """What was seen on a set of texts: the cases of each kind, all untouched texts with false alarms, and the time."""

    cases: dict[Kind, list[Case]]
    alarms: dict[str, str]
    texts: int
    seconds: float

    def f1(self, kind: Kind) -> tuple[int, float, float, float]:
        """How many cases there are of a kind; precision, recall and F1."""
        cases = self.cases[kind]
        hits, false = sum(bool(c.found) for c in cases), sum(bool(c.alarm) for c in cases)
        precision = hits / (hits + false) if hits + false else 0.0
        recall = hits / len(cases) if cases else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return len(cases), precision, recall, f1

    @property
    def false_alarms(self) -> float:
        """The share of all untouched texts that were found wrong."""
        return len(self.alarms) / max(1, self.texts)


class Corpora:
    """The texts of webnlg2020/dev, and what they are corrupted with.

    Args:
        data: the folder of the corpora.
    """

    def __init__(self, data: Path) -> None:
        self.rows = read_rows(data / DEV["webnlg2020"])
        annotated, train = (read_rows(data / TRAIN[corpus]) for corpus in ("webnlg2017", "webnlg2020"))
        told = sources([*annotated, *train], data, load_scorer().vocabulary, Recipe())
        self.trained = {name for texts in told for said in texts for name in names_of(said)}
        sayings = list(said_by([*train, *self.rows]))
        self.predicates = {triple.predicate.label for said in sayings for triple in said.triples}
        known = [(said.category, triple) for said in sayings for triple in said.triples]
        forms = known_forms(annotated)
        single = [said for said in said_by(train) if len(said.triples) == 1]
        self.material = Material(known, single, allowed=self.is_new, forms=forms)

    def is_new(self, name: str) -> bool:
        """Whether a name or a predicate's label is in no training corruption."""
        kept = is_unseen(name) if name in self.predicates else is_held_out(name)
        return kept or name not in self.trained

    def vetted(self, name: str) -> list[Said]:
        """Texts that were read and found right: those of ``references.json`` or, to tune on, of ``tuning.json``."""
        by_id = {row["id"]: row for row in self.rows}
        chosen = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
        return [_said(by_id[one["id"]], texts_of(by_id[one["id"]])[one["text"]]) for one in chosen]


def names_of(said: Said) -> Iterator[str]:
    """Labels of predicates and names of things in the triples of a text."""
    for triple in said.triples:
        yield from (triple.predicate.label, key(triple.subject), key(triple.object))


def _said(row: Row, text: str) -> Said:
    return next(said_by([{**row, "texts": [text]}]))


class Graphs:
    """Pieces of articles on the shipped graphs, and what they are corrupted with.

    Args:
        is_new: whether a name or a predicate's label may be put in.
    """

    def __init__(self, is_new: Callable[[str], bool]) -> None:
        paths = [path for path in sorted((HERE.parent / "graphs").glob("*.ttl")) if path.stem != "shapes"]
        generator = ContentGenerator.from_pretrained().generator
        self.writers = {
            path.stem: ContentGenerator(KnowledgeGraph.open(path), generator=generator) for path in paths
        }
        written = list(self._articles())
        self.pieces = [piece for name, article in written if (piece := _piece(name, article))]
        known = [(name, triple) for name, w in self.writers.items() for triple in triples_of(w.graph)]
        sayings = [Said(s.text, s.triples, name) for name, article in written for s in article.sentences]
        self.material = Material(known, [*sayings, *self._sayings(known, is_new)], allowed=is_new)

    def _sayings(self, known: Sequence[tuple[str, Triple]], is_new: Callable[[str], bool]) -> Iterator[Said]:
        """Some facts of each predicate that may be put in, written one by one."""
        of: dict[tuple[str, str], list[Triple]] = {}
        for name, triple in known:
            if is_new(triple.predicate.label):
                of.setdefault((name, triple.predicate.label), []).append(triple)
        for (name, label), triples in of.items():
            some = Random(label).sample(triples, min(SAYINGS, len(triples)))
            written = self.writers[name].generate_many([[triple] for triple in some])
            yield from (Said(text.text, (triple,), name) for text, triple in zip(written, some, strict=True))

    def _articles(self) -> Iterator[tuple[str, Article]]:
        topics = [
            (name, entity.iri)
            for name, writer in self.writers.items()
            for entity in writer.graph.entities()
            if len(writer.graph.facts(entity.iri)) >= TOLD
        ]
        for name, iri in Random(0).sample(topics, min(TOPICS, len(topics))):
            yield name, self.writers[name].article(iri)

    def against_triples(self, text: str, said: Said) -> Report:
        """The report on a text held against the triples of a piece."""
        return self.writers[said.category].check(text, triples=said.triples)

    def against_graph(self, text: str, said: Said) -> Report:
        """The report on a text held against the whole graph of a piece."""
        return self.writers[said.category].check(text)


def _piece(name: str, article: Article) -> Said | None:
    """Some sentences from the beginning of a section."""
    chance = Random(article.title)
    sections = [section.sentences for section in article.sections if section.sentences]
    if not sections:
        return None
    sentences = chance.choice(sections)[: chance.randint(2, LONGEST)]
    triples = dict.fromkeys(triple for sentence in sentences for triple in sentence.triples)
    return Said(" ".join(sentence.text for sentence in sentences), tuple(triples), name)


def against_triples(text: str, said: Said) -> Report:
    """The report on a text held against the triples of its row alone."""
    return ContentGenerator().check(text, triples=said.triples)


def why_wrong(report: Report) -> str:
    """What the checker holds against a text; "" if nothing."""
    reasons = [f"{v.status}: {v.claim} ({v.reason})" for v in report.verdicts if v.status != "supported"]
    if report.coverage is not None and report.coverage < 1:
        reasons.append(f"coverage {report.coverage:.2f}")
    return "; ".join(reasons)


def evaluate(
    texts: Sequence[Said], material: Material, check: Check, *, kinds: Iterable[Kind] = KINDS
) -> Outcome:
    """Hold every text, and what it is made into, against what it should say."""
    began = time.process_time()
    outcome = Outcome({kind: [] for kind in kinds}, {}, len(texts), 0.0)
    for said in texts:
        reading = read(said, material.forms)
        alarm = why_wrong(check(reading.text, said))
        if alarm:
            outcome.alarms[reading.text] = alarm
        for kind in kinds:
            wrong = corrupt(reading, kind, material)
            if wrong is not None:
                found = why_wrong(check(wrong, said))
                outcome.cases[kind].append(Case(reading.text, wrong, alarm, found))
    outcome.seconds = round(time.process_time() - began, 1)
    return outcome


def measured(data: Path, sets: Sequence[Set]) -> dict[str, Outcome]:
    """The outcome on each set of texts."""
    corpora = Corpora(data)
    outcomes = {}
    if "references" in sets:
        outcomes["references"] = evaluate(corpora.vetted("references"), corpora.material, against_triples)
    if "tuning" in sets:
        outcomes["tuning"] = evaluate(corpora.vetted("tuning"), corpora.material, against_triples)
    if "graphs" in sets:
        graphs = Graphs(corpora.is_new)
        outcomes["graphs"] = evaluate(graphs.pieces, graphs.material, graphs.against_triples)
        # A graph says more than a text: what is left out is nothing wrong.
        kinds = [kind for kind in KINDS if kind != "omission"]
        outcomes["graphs, graph alone"] = evaluate(
            graphs.pieces, graphs.material, graphs.against_graph, kinds=kinds
        )
    return outcomes


def table(outcomes: Mapping[str, Outcome]) -> str:
    """The figures as Markdown, a row for each kind and set."""
    lines = ["| texts | kind | cases | precision | recall | F1 | floor |", "|---|---|---|---|---|---|---|"]
    for name, outcome in outcomes.items():
        for kind in outcome.cases:
            cases, precision, recall, f1 = outcome.f1(kind)
            shown = f"{precision:.3f} | {recall:.3f} | {f1:.3f} | {FLOORS[kind]:.2f}"
            lines.append(f"| {name} | {kind} | {cases} | {shown} |")
        share = f"{outcome.false_alarms:.1%} false alarms | {FALSE_ALARMS:.0%}"
        lines.append(f"| {name} | untouched | {outcome.texts} | | | {share} |")
    return "\n".join(lines)


def errors(outcomes: Mapping[str, Outcome], kind: str) -> Iterator[str]:
    """Misses and false alarms of a kind, or all false alarms for "untouched"."""
    for name, outcome in outcomes.items():
        if kind == "untouched":
            yield from (f"{name}: {text}\n  FALSE ALARM {why}" for text, why in outcome.alarms.items())
        for case in next((cases for k, cases in outcome.cases.items() if k == kind), []):
            if not case.found:
                yield f"{name}: {case.right}\n  MISSED {case.wrong}"
            if case.alarm:
                yield f"{name}: {case.right}\n  FALSE ALARM {case.alarm}"


def write(outcomes: Mapping[str, Outcome], shown: str) -> None:
    """Write the table and the figures."""
    about = "Right texts and the same made wrong in one place, told apart by the checker (`make bench-corruptions`)."
    (HERE / "corruptions.md").write_text(
        f"# Corruptions\n\n{about}\n\n{shown}\n\nMeasured on: {described()}.\n"
    )
    figures = {
        name: {
            "kinds": {
                kind: dict(zip(("cases", "precision", "recall", "f1"), outcome.f1(kind), strict=True))
                for kind in outcome.cases
            },
            "texts": outcome.texts,
            "false alarms": outcome.false_alarms,
            "processor seconds": outcome.seconds,
        }
        for name, outcome in outcomes.items()
    }
    result = {"figures": figures, "floors": FLOORS, "machine": machine()}
    (HERE / "corruptions.json").write_text(json.dumps(result, indent=1) + "\n")


def main() -> None:
    """Measure and print; write where references and graphs are measured."""
    parser = argparse.ArgumentParser(description="The corruption suite.")
    parser.add_argument("data", type=Path, help="the folder of webnlg2017/ and webnlg2020/")
    parser.add_argument(
        "--set", choices=SETS, action="append", help="which texts; references and graphs if left out"
    )
    parser.add_argument("--errors", choices=(*KINDS, "untouched"), help="list the errors of this kind")
    given = parser.parse_args()
    outcomes = measured(given.data, given.set or ("references", "graphs"))
    shown = table(outcomes)
    print(shown)
    print(
        *(f"{name}: {o.seconds} s of the processor" for name, o in outcomes.items()),
        sep="\n",
        file=sys.stderr,
    )
    if given.errors:
        print("", *errors(outcomes, given.errors), sep="\n")
    if not given.set:
        write(outcomes, shown)


if __name__ == "__main__":
    main()
