"""Learns the checker's lexicon: which words of a text say which predicate, in which direction.

Words around the aligned pairs of the corpora are counted for each predicate and order; a second pass counts
the window that the first pass finds most telling. Then a scorer of two layers learns to judge by them, on rows
that the counts it looks at have not seen, part of the time with the predicate treated as unseen.
``kgaigc train checker`` runs it.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from kgaigc.checking.contexts import Words
from kgaigc.checking.lexicon import FILE, Lexicon
from kgaigc.checking.words import content_words, label_words, stem
from kgaigc.errors import ConfigError
from kgaigc.training.alignment import align, learnt_names
from kgaigc.training.corpora import Row, read_rows, without_overlap
from kgaigc.training.lemmas import irregular_lemmas
from kgaigc.training.predicate_scorer import Pair, examples, fit
from kgaigc.training.train import DEV, TRAIN

_RARE = 2  # Words seen with fewer pairs are left out.


def aligned_pairs(rows: Sequence[Row], names: dict[str, frozenset[tuple[str, ...]]]) -> list[Pair]:
    """Every triple of every text that could be found in it."""
    pairs: list[Pair] = []
    seen: set[str] = set()
    for number, row in enumerate(rows):
        triples = [tuple(triple) for triple in row["triples"]]
        for text in row["texts"]:
            words = text if isinstance(text, str) else text["text"]
            if words not in seen:
                seen.add(words)
                pairs += _pairs_of(words, triples, row["category"], number, names)
    return pairs


def _pairs_of(text: str, triples: list[Any], theme: str, row: int, names: Any) -> Iterable[Pair]:
    sentences = list(align(text, triples, names))
    topic = Counter(s for s, _, _ in triples).most_common(1)[0][0]
    facts = frozenset(triples)
    for s, p, o in triples:
        for implied in (False, True):
            found = [(a, c) for a in sentences for c in a.pairs(s, o, implied=implied and s == topic)[:1]]
            if found:
                break
        if found:
            sentence, context = found[0]
            also = frozenset(q for t, q, u in triples if (t, u) == (s, o))
            yield Pair(row, p, context, len(triples) == 1, theme, sentence, (s, p, o), also, facts)


def count(pairs: Sequence[Pair], lexicon: Lexicon | None) -> dict[str, Any]:
    """The data of a lexicon without scorer.

    Args:
        pairs: what to count.
        lexicon: an earlier one, to choose the window of each pair; None counts all around a triple that is
            alone in its text, and else the words beside the object.
    """
    merged: dict[tuple[str, ...], str] = {}
    counts: tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]] = (Counter(), Counter())
    for pair in pairs:
        label = merged.setdefault(_key(pair.predicate), pair.predicate)
        for word in set(_window(pair, lexicon)):
            counts[0 if pair.context.forward else 1][word, label] += 1
    labels = {pair.predicate: merged[_key(pair.predicate)] for pair in pairs}
    totals = Counter[str]()
    for counted in counts:
        for (word, _), n in counted.items():
            totals[word] += n
    vocabulary = {w: i for i, w in enumerate(sorted(w for w, n in totals.items() if n >= _RARE))}
    numbers = {label: i for i, label in enumerate(sorted(set(merged.values())))}
    flat = [
        [
            x
            for (w, p), n in sorted(counted.items())
            if w in vocabulary
            for x in (vocabulary[w], numbers[p], n)
        ]
        for counted in counts
    ]
    both = {tuple(sorted(numbers[labels[p]] for p in same if p in labels)) for same in interchangeable(pairs)}
    return {
        "words": list(vocabulary),
        "predicates": list(numbers),
        "counts": flat,
        "same": sorted(ps for ps in both if len(set(ps)) == 2),
        "lemmas": {},
        "layers": [],
    }


def _key(label: str) -> tuple[str, ...]:
    return tuple(sorted({stem(word) for word in content_words(label_words(label))}))


def _window(pair: Pair, lexicon: Lexicon | None) -> Words:
    if pair.alone:
        return pair.context.windows[4]
    if lexicon is None:
        return pair.context.windows[1]
    fits = lexicon.features(lexicon.column(pair.predicate), pair.context)[0:15:3]
    # The wider windows have to be clearly better.
    best = max((1, 2, 3, 4), key=lambda k: fits[k] - 0.2 * k)
    return pair.context.windows[best]


def interchangeable(pairs: Iterable[Pair]) -> set[frozenset[str]]:
    """Predicates that were said of one pair of things more than once: where one is true, the other may be."""
    by_things: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pair in pairs:
        by_things[pair.triple[0], pair.triple[2]].add(pair.predicate)
    counts = Counter(
        frozenset((p, q)) for together in by_things.values() for p in together for q in together if p < q
    )
    return {both for both, n in counts.items() if n > 1}


def learn(pairs: Sequence[Pair], *, seed: int, sample: int, report: Callable[[str], None]) -> dict[str, Any]:
    """The whole data of a lexicon."""
    lemmas = irregular_lemmas({w for p in pairs for w in (*p.context.whole, *label_words(p.predicate))})

    def counted(some: Sequence[Pair]) -> dict[str, Any]:
        first = Lexicon(count(some, None) | {"lemmas": lemmas})
        return count(some, first) | {"lemmas": lemmas}

    halves = [
        [p for p in pairs if crc32(repr(p.facts and sorted(p.facts)).encode()) % 2 == h] for h in (0, 1)
    ]
    same = interchangeable(pairs)
    parts = []
    for looked_at, unseen in (halves, halves[::-1]):
        chosen = random.Random(seed).sample(unseen, min(sample, len(unseen)))
        parts.append(examples(chosen, Lexicon(counted(looked_at)), same, seed=seed))
    features, answers, weights = (np.concatenate(part) for part in zip(*parts, strict=True))
    report(f"{len(answers)} examples, {int(answers.sum())} true")
    return counted(pairs) | {"layers": fit(features, answers, weights, seed=seed, report=report)}


def train(
    *,
    data: Path,
    output: Path,
    seed: int = 0,
    sample: int = 8000,
    limit: int = 0,
    report: Callable[[str], None],
) -> Path:
    """Learn a lexicon from the train parts of both corpora and write it into ``output``.

    Rows that overlap webnlg2020's dev part are left out.

    Args:
        data: folder of the corpora.
        output: folder for ``lexicon.json``.
        seed: of the made-up pairs, the scorer's weights and the order of its examples.
        sample: pairs of each half of the corpora that the scorer learns from, at most.
        limit: rows of the corpora at most; 0 for all.
        report: takes lines of progress.

    Raises:
        ConfigError: a corpus is missing, holds no pair, or ``output`` can't be written.
    """
    annotated = read_rows(data / TRAIN["webnlg2017"])
    rows = without_overlap(
        annotated + read_rows(data / TRAIN["webnlg2020"]), read_rows(data / DEV["webnlg2020"])
    )
    pairs = aligned_pairs(rows[: limit or None], learnt_names(annotated))
    report(f"{len(pairs)} pairs")
    if not pairs:
        raise ConfigError(f"{data}: no triple was found in its text; give the corpora's folder with --data")
    learnt = learn(pairs, seed=seed, sample=sample, report=report)
    try:
        output.mkdir(parents=True, exist_ok=True)
        part = output / (FILE + ".part")
        part.write_text(json.dumps(learnt, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        part.replace(output / FILE)
    except OSError as error:
        raise ConfigError(f"{output}: can't be written ({error.strerror}); choose another folder") from error
    return output
