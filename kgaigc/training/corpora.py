"""Graph-to-text corpora as training examples: read, keep dev rows out, align, delexicalise."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kgaigc.errors import ConfigError
from kgaigc.generation.delexicalise import SENTENCE_BREAK, SLOT_LIMIT, Source, delexicalise, kind, slot_index
from kgaigc.generation.fluency import estranged
from kgaigc.generation.names import START, value_key
from kgaigc.graph.terms import read_terms
from kgaigc.training.annotated import align_annotated
from kgaigc.training.targets import Aligned, Found, align, target_tokens
from kgaigc.values import Entity, Triple

NO_NAMES = frozenset(
    """the their they them this that these those there its his her hers him she who which where whose whom
    and also both home city country here in of on at to""".split()
)
Row = dict[str, Any]
Plan = tuple[tuple[Triple, ...], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One training pair: encoder input and the target's words and slots."""

    source: Source
    target: tuple[str, ...]


@dataclass(slots=True)
class Corpus:
    """What the aligned texts of a corpus teach.

    Attributes:
        examples: pairs for the generator.
        plans: order and sentence split of each text, with its category.
        mentions: (label, word before, written form) counts of entities.
        values: the same of literals, by ``value_key``.
        written: the texts, also those that could not be aligned; those that could also with strangers for their names.
        texts: how many there were.
        aligned: how many of them could be aligned.
    """

    examples: list[Example] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    mentions: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    values: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    written: list[str] = field(default_factory=list)
    texts: int = 0
    aligned: int = 0


def read_rows(path: Path) -> list[Row]:
    """Rows of a JSON Lines file, plain or gzip.

    Raises:
        ConfigError: there is no such file, or a line is not JSON.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such file; give the corpora's folder with --data") from error
    except (OSError, json.JSONDecodeError) as error:
        raise ConfigError(
            f"{path}: not JSON Lines ({error}); give a corpus as described in docs/training.md"
        ) from error


def texts_of(row: Row) -> list[str]:
    """The reference texts of a row."""
    return [text if isinstance(text, str) else text["text"] for text in row["texts"]]


def without_overlap(rows: Iterable[Row], dev: Sequence[Row]) -> list[Row]:
    """The rows that share no triple set, no set of subject-object pairs and no text with ``dev``."""
    triples = {_triple_set(row) for row in dev}
    pairs = {_pair_set(row) for row in dev}
    texts = {_plain(text) for row in dev for text in texts_of(row)}
    return [
        row
        for row in rows
        if _triple_set(row) not in triples
        and _pair_set(row) not in pairs
        and not any(_plain(text) in texts for text in texts_of(row))
    ]


def _triple_set(row: Row) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(triple) for triple in row["triples"])


def _pair_set(row: Row) -> frozenset[tuple[str, str]]:
    return frozenset((triple[0], triple[2]) for triple in row["triples"])


def _plain(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def known_forms(rows: Iterable[Row]) -> Mapping[str, list[str]]:
    """Forms that annotated texts (webnlg2017's ``references``) use for a name at least twice, by label."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for text in row["texts"]:
            if isinstance(text, str):
                continue
            for reference in text["references"]:
                if reference["type"] in {"name", "description"} and len(reference["text"]) < 80:
                    form = reference["text"].removeprefix("the ").removeprefix("The ")
                    counts[reference["entity"].replace("_", " ").strip('"')][form] += 1
    return {
        label: [f for f, n in forms.items() if n > 1 and _is_name(f, label)]
        for label, forms in counts.items()
    }


def _is_name(form: str, label: str) -> bool:
    """Annotations also tag pronouns and articles as names; a form has a capital or looks like the label."""
    plain = form.lower()
    if plain in NO_NAMES or len(form) < 2:
        return False
    return any(c.isupper() or c.isdigit() for c in form) or plain[:4] in label.lower()


def build(rows: Iterable[Row], known: Mapping[str, list[str]], *, by_sentence: bool) -> Corpus:
    """Align every text, by its annotations where they serve, and make examples of those that align.

    Args:
        rows: rows of a corpus.
        known: see ``known_forms``.
        by_sentence: also make an example of each sentence of a longer text, as an article asks for them.
    """
    corpus = Corpus()
    for row in rows:
        triples = read_terms(row["triples"])
        seen: set[str] = set()
        for plain, text in zip(texts_of(row), row["texts"], strict=True):
            if plain in seen:
                continue
            seen.add(plain)
            corpus.texts += 1
            corpus.written.append(plain)
            annotated = isinstance(text, Mapping) and align_annotated(row, triples, text, known)
            aligned = annotated or align(triples, plain, known)
            if aligned is not None:
                corpus.aligned += 1
                corpus.written.append(_estranged(aligned))
                _add(corpus, aligned, row.get("category", ""), by_sentence)
    return corpus


def _estranged(aligned: Aligned) -> str:
    found = (piece for pieces in aligned.pieces for piece in pieces if isinstance(piece, Found))
    return estranged(aligned.text, ((hit.start, hit.end, kind(hit.term)) for hit in found))


def _add(corpus: Corpus, aligned: Aligned, category: str, by_sentence: bool) -> None:
    _count_names(corpus, aligned)
    plan = tuple(facts for facts in aligned.sentences if facts)
    corpus.plans.append(plan)
    if _slots(plan) > SLOT_LIMIT:
        return
    source = delexicalise(plan, category=category)
    target: list[str] = []
    for facts, pieces in zip(aligned.sentences, aligned.pieces, strict=True):
        # A sentence that says nothing of its own ("It is large.") goes on with the one before.
        target += ([SENTENCE_BREAK] if target and facts else []) + list(target_tokens(pieces, source.slots))
    corpus.examples.append(Example(source, tuple(target)))
    if by_sentence and len(plan) > 1:
        corpus.examples.extend(_sentence_examples(aligned, category))


def _slots(plan: Plan) -> int:
    return len({term for facts in plan for t in facts for term in (t.subject, t.object)})


def _sentence_examples(aligned: Aligned, category: str) -> Iterator[Example]:
    named: set[object] = set()
    for facts, pieces in zip(aligned.sentences, aligned.pieces, strict=True):
        terms = [piece.term for piece in pieces if isinstance(piece, Found)]
        if facts and set(terms) <= {term for t in facts for term in (t.subject, t.object)}:
            source = delexicalise([facts], category=category, mentioned=facts[0].subject in named)
            target = target_tokens(pieces, source.slots)
            if not any(_is_unaligned(token) for token in target):
                yield Example(source, target)
        named.update(terms)


def _is_unaligned(token: str) -> bool:
    return slot_index(token) is None and any(c.isupper() or c.isdigit() for c in token)


def _count_names(corpus: Corpus, aligned: Aligned) -> None:
    for pieces in aligned.pieces:
        before = START
        for piece in pieces:
            if not isinstance(piece, Found):
                before = piece.lower()
                continue
            form = aligned.text[piece.start : piece.end]
            if not piece.form:
                _count(corpus, piece, before, form)
            before = form.split()[-1].lower()


def _count(corpus: Corpus, piece: Found, before: str, form: str) -> None:
    form = form[:1].lower() + form[1:] if form.startswith("The ") else form
    if isinstance(piece.term, Entity):
        corpus.mentions[piece.term.label, before, form] += 1
    elif kind(piece.term) != "quantity" or any(c.isalpha() for c in form):
        # A quantity without its unit is only half of it, left to the words around.
        corpus.values[value_key(piece.term), before, form] += 1
