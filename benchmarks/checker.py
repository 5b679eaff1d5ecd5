"""The checker on the human texts of webnlg2020/dev: what they say is accepted, what they do not say is not.

``make bench-checker DATA=DIR`` prints a table and writes ``checker.md`` and ``checker.json``. Texts of one triple are
held against that triple, and against it with other predicates: such as the corpora have in the same category with an
object of the same kind, but for those that hold of the same things elsewhere. First the lexicon alone, given the words
between the two names, once more as if it had never seen the predicate; then the whole checker, linking included, which
has to find the names. Rows of any size give the share of their triples that counts as said.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from machine import described, machine

from kgaigc import ContentGenerator
from kgaigc.checking.lexicon import Lexicon, load_lexicon
from kgaigc.checking.matching import SAID
from kgaigc.training.alignment import kind, learnt_names
from kgaigc.training.corpora import Row, read_rows, texts_of
from kgaigc.training.predicate_lexicon import aligned_pairs
from kgaigc.training.predicate_scorer import Pair
from kgaigc.training.train import DEV, TRAIN

HERE = Path(__file__).parent
OTHERS = 3  # other predicates that each text is held against

Triple = tuple[str, str, str]


class Predicates:
    """Which predicates may stand in one another's place, and which mean the same."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._peers: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        together: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for row in rows:
            for subject, predicate, obj in row["triples"]:
                self._peers[row["category"], kind(obj)].add(predicate)
                together[subject, obj].add(predicate)
        self._same = {frozenset((p, q)) for held in together.values() for p in held for q in held}

    def others(self, category: str, triple: Triple, chance: random.Random) -> list[str]:
        """Some that the text of the triple does not say."""
        peers = sorted(self._peers[category, kind(triple[2])] - {triple[1]})
        wrong = [q for q in peers if frozenset((triple[1], q)) not in self._same]
        return chance.sample(wrong, min(OTHERS, len(wrong)))


class Figures:
    """Hits and tries by name."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.tries: Counter[str] = Counter()

    def note(self, figure: str, hits: int, tries: int = 1) -> None:
        """Count one more."""
        self.hits[figure] += hits
        self.tries[figure] += tries

    def rows(self) -> dict[str, tuple[int, int]]:
        """Hits and tries of each, in the order in which they came."""
        return {figure: (self.hits[figure], tries) for figure, tries in self.tries.items()}


def judge_words(lexicon: Lexicon, pairs: Sequence[Pair], predicates: Predicates, figures: Figures) -> None:
    """The lexicon alone, on pairs whose names were found."""
    for unseen, what in ((False, "lexicon"), (True, "lexicon, predicate taken as unseen")):
        chance = random.Random(0)

        def says(predicate: str, pair: Pair, *, unseen: bool = unseen) -> bool:
            features = lexicon.features(lexicon.column(predicate, unseen=unseen), pair.context)
            return float(lexicon.probability(features[None, :])[0]) >= SAID

        for pair in pairs:
            figures.note(f"{what}: right triple accepted", says(pair.predicate, pair))
            for other in predicates.others(pair.theme, pair.triple, chance):
                figures.note(f"{what}: other predicate rejected", not says(other, pair))


def judge_texts(rows: Sequence[Row], predicates: Predicates, figures: Figures) -> None:
    """The whole checker, on the first text of each row."""
    chance = random.Random(0)
    for row in rows:
        triples: list[Triple] = [(s, p, o) for s, p, o in row["triples"]]
        text = texts_of(row)[0]
        coverage = ContentGenerator().check(text, triples=triples).coverage or 0
        if len(triples) == 1:
            subject, _, obj = triples[0]
            figures.note("checker: right triple accepted", coverage == 1)
            for other in predicates.others(row["category"], triples[0], chance):
                report = ContentGenerator().check(text, triples=[(subject, other, obj)])
                figures.note("checker: other predicate rejected", report.coverage == 0)
        figures.note("checker: triples of all rows said", round(coverage * len(triples)), len(triples))


def main() -> None:
    """Measure, print and write."""
    if len(sys.argv) != 2:
        sys.exit("usage: checker.py DATA, the folder of webnlg2017/ and webnlg2020/")
    data = Path(sys.argv[1])
    rows = read_rows(data / DEV["webnlg2020"])
    annotated, newer = (read_rows(data / TRAIN[corpus]) for corpus in ("webnlg2017", "webnlg2020"))
    predicates = Predicates([*annotated, *newer, *rows])
    pairs = aligned_pairs([row for row in rows if len(row["triples"]) == 1], learnt_names(annotated))
    figures = Figures()
    judge_words(load_lexicon(), pairs, predicates, figures)
    began = time.process_time()
    judge_texts(rows, predicates, figures)
    seconds = round(time.process_time() - began, 1)
    lines = ["| webnlg2020/dev | | |", "|---|---|---|"]
    lines += [f"| {name} | {hit} of {n} | {hit / n:.1%} |" for name, (hit, n) in figures.rows().items()]
    shown = "\n".join(lines)
    print(f"{shown}\n{seconds} s of the processor")
    (HERE / "checker.md").write_text(f"# The checker\n\n{shown}\n\nMeasured on: {described()}.\n")
    result = {"figures": figures.rows(), "processor_seconds": seconds, "machine": machine()}
    (HERE / "checker.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
