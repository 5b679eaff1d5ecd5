"""Learns the checker's lexicon: which words of a text say which predicate, in which direction.

Two steps. Words around the aligned pairs of the corpora are counted for each predicate and order; a second pass
counts the window that the first pass finds most telling. Then a scorer of two layers learns from true pairs and from
made-up ones (another predicate, another object of the sentence, the two exchanged) whether the words say the
predicate. It learns on rows that the counts it looks at have not seen, and half of the time with the predicate
treated as unseen.

    python -m kgaigc.training.predicate_lexicon --data DIR --output kgaigc/models/checker/lexicon.json
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import torch
from torch import nn

from kgaigc.checking.contexts import Context, Words
from kgaigc.checking.lexicon import FEATURES, Floats, Lexicon
from kgaigc.checking.words import FUNCTION_WORDS, content_words, label_words, stem
from kgaigc.training.alignment import Aligned, align, kind, learnt_names

log = logging.getLogger(__name__)

_HIDDEN = 32
_RARE = 2  # Words seen with fewer pairs are left out.
_MADE_UP = 4  # False pairs for each true one.


@dataclass(frozen=True, slots=True)
class Pair:
    """A triple of a row that a sentence of it may say, with the words around it."""

    row: int
    predicate: str
    context: Context
    alone: bool
    theme: str
    sentence: Aligned
    triple: tuple[str, str, str]
    also: frozenset[str]
    facts: frozenset[tuple[str, str, str]]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file, gzip or plain."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as lines:
        return [json.loads(line) for line in lines]


def aligned_pairs(rows: Sequence[dict[str, Any]], names: dict[str, frozenset[tuple[str, ...]]]) -> list[Pair]:
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
        lexicon: an earlier one, to choose the window of each pair; None counts everything around a triple that is
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
        [x for (w, p), n in sorted(counted.items()) if w in vocabulary for x in (vocabulary[w], numbers[p], n)]
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


def irregular_lemmas(words: Iterable[str]) -> dict[str, str]:
    """Lemmas of those words whose stem does not show them ("wrote", "taught")."""
    from lemminflect import getAllLemmas, getInflection  # noqa: PLC0415  (takes seconds to load)

    lemmas: dict[str, str] = {}
    for word in words:
        for lemma in getAllLemmas(word, upos="VERB").get("VERB", ()) if word.isalpha() else ():
            forms = {f for tag in ("VBD", "VBN") for f in getInflection(lemma, tag)}
            lemmas |= {form: lemma for form in forms if stem(form) != stem(lemma) and form not in ("found", "born")}
    return dict(sorted(lemmas.items()))


def interchangeable(pairs: Iterable[Pair]) -> set[frozenset[str]]:
    """Predicates that were said of the same pair of things more than once: neither is false where the other is true."""
    by_things: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pair in pairs:
        by_things[pair.triple[0], pair.triple[2]].add(pair.predicate)
    counts = Counter(
        frozenset((p, q)) for together in by_things.values() for p in together for q in together if p < q
    )
    return {both for both, n in counts.items() if n > 1}


def examples(
    pairs: Sequence[Pair], lexicon: Lexicon, same: set[frozenset[str]], *, seed: int
) -> tuple[Floats, Floats, Floats]:
    """Features [B, FEATURES], answers [B] and weights [B] of true and made-up pairs."""
    chance = random.Random(seed)
    peers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pair in pairs:
        peers[pair.theme, kind(pair.triple[2])].add(pair.predicate)
    words = [w for pair in pairs for w in pair.context.near if _is_content(w)] + ["neverseen"] * len(pairs)
    rows: list[Floats] = []
    answers: list[float] = []
    for pair in pairs:
        others = sorted(peers[pair.theme, kind(pair.triple[2])])
        for predicate, context, answer in _true_and_false(pair, others, same, words, chance):
            column = lexicon.column(predicate, unseen=chance.random() < 0.4)
            exempt = (lexicon.column(q).index for q in pair.also) if answer else ()
            rows.append(lexicon.features(column, context, exempt=exempt))
            answers.append(answer)
    truth = np.asarray(answers, dtype=np.float32)
    weights = np.where(truth > 0, (1 - truth).sum() / truth.sum(), 1.0).astype(np.float32)
    return np.stack(rows), truth, weights


def _true_and_false(
    pair: Pair,
    others: Sequence[str],
    same: set[frozenset[str]],
    words: Sequence[str],
    chance: random.Random,
) -> Iterable[tuple[str, Context, float]]:
    yield pair.predicate, pair.context, 1.0
    wrong = [q for q in others if q not in pair.also and not any(frozenset((p, q)) in same for p in pair.also)]
    for predicate in chance.sample(wrong, min(_MADE_UP - 2, len(wrong))):
        yield predicate, pair.context, 0.0
    yield from ((pair.predicate, context, 0.0) for context in _reworded(pair, words, chance))
    s, p, o = pair.triple
    for obj in set(pair.sentence.terms) - {s, o, None}:
        if obj is not None and (s, p, obj) not in pair.facts and kind(obj) == kind(o):
            for context in pair.sentence.pairs(s, obj, implied=not pair.context.distance)[:1]:
                yield p, context, 0.0
    if kind(o) == "entity" and (o, p, s) not in pair.facts:
        for context in pair.sentence.pairs(o, s, implied=False)[:1]:
            yield p, context, 0.0


def _reworded(pair: Pair, words: Sequence[str], chance: random.Random) -> Iterable[Context]:
    """The context with other words of meaning in place of all of its own, if it has any."""
    mine = {word for word in pair.context.whole if _is_content(word)}
    if not mine.isdisjoint(pair.context.near):
        instead = {word: chance.choice(words) for word in sorted(mine)}
        changed = (tuple(instead.get(w, w) for w in part) for part in pair.context[1:6])
        yield Context(pair.context.forward, *changed, pair.context.distance)


def _is_content(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word not in FUNCTION_WORDS


def fit(features: Floats, answers: Floats, weights: Floats, *, seed: int, epochs: int = 30) -> list[Any]:
    """The layers of the scorer, as nested lists."""
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(FEATURES, _HIDDEN), nn.ReLU(), nn.Linear(_HIDDEN, 1))
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=1e-3)
    x, y, w = (torch.from_numpy(a) for a in (features, answers, weights))
    for epoch in range(epochs):
        order = torch.randperm(len(x), generator=generator)
        total = 0.0
        for chunk in order.split(1024):
            loss = nn.functional.binary_cross_entropy_with_logits(model(x[chunk])[:, 0], y[chunk], w[chunk])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            total += float(loss.detach()) * len(chunk)
        log.info("epoch %d loss %.4f", epoch, total / len(x))
    first, _, second = model
    arrays = (first.weight.T, first.bias, second.weight.T, second.bias)  # type: ignore[operator]
    return [np.round(a.detach().numpy(), 4).tolist() for a in arrays]


def learn(pairs: Sequence[Pair], *, seed: int, sample: int) -> dict[str, Any]:
    """The whole data of a lexicon."""
    lemmas = irregular_lemmas({w for p in pairs for w in (*p.context.whole, *label_words(p.predicate))})

    def counted(some: Sequence[Pair]) -> dict[str, Any]:
        first = Lexicon(count(some, None) | {"lemmas": lemmas})
        return count(some, first) | {"lemmas": lemmas}

    halves = [[p for p in pairs if crc32(repr(p.facts and sorted(p.facts)).encode()) % 2 == h] for h in (0, 1)]
    same = interchangeable(pairs)
    parts = []
    for looked_at, unseen in (halves, halves[::-1]):
        chosen = random.Random(seed).sample(unseen, min(sample, len(unseen)))
        parts.append(examples(chosen, Lexicon(counted(looked_at)), same, seed=seed))
    features, answers, weights = (np.concatenate(part) for part in zip(*parts, strict=True))
    log.info("%d examples, %d true", len(answers), int(answers.sum()))
    return counted(pairs) | {"layers": fit(features, answers, weights, seed=seed)}


def main() -> None:
    """Learns from the two training files under ``--data`` and writes the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with webnlg2017 and webnlg2020")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sample", type=int, default=8000, help="pairs of each half that the scorer learns from")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    annotated = read_rows(options.data / "webnlg2017" / "train.jsonl.gz")
    rows = annotated + read_rows(options.data / "webnlg2020" / "train.jsonl.gz")
    pairs = aligned_pairs(rows, learnt_names(annotated))
    log.info("%d pairs", len(pairs))
    data = learn(pairs, seed=options.seed, sample=options.sample)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
