from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from kgaigc.errors import ConfigError
from kgaigc.training import vectors
from kgaigc.training.vectors import plain_vectors


class Table(NamedTuple):
    key2row: dict[str, int]
    data: np.ndarray


class Names(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return name


def test_a_row_of_vectors_is_called_after_its_most_frequent_word_and_words_of_the_corpora_keep_theirs() -> (
    None
):
    keys = {
        "The": 0,
        "mother": 1,
        "mom": 1,
        "never": 2,
        "neve": 2,
        "--": 3,
        "Never": 4,
        "French": 5,
        "moth": 1,
    }
    table = Table(keys, np.arange(12.0).reshape(6, 2))
    found = plain_vectors(table, Names(), {"mom", "unheard"})
    assert set(found) == {"the", "mother", "never", "french", "mom"}
    assert found["mom"].tolist() == found["mother"].tolist() == [2, 3]
    assert found["never"].tolist() == [4, 5]


def test_missing_word_vectors_are_an_error_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "VECTORS", "no_such_pipeline")
    with pytest.raises(ConfigError, match=r"kgaigc\[train\]"):
        vectors._vectors({"born"})
