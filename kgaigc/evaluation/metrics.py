"""BLEU and chrF++ as the WebNLG 2017 challenge counted them, by sacrebleu."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kgaigc.errors import ConfigError


def normalise(text: str) -> str:
    """The challenge's tokens: ASCII, lower case, words and marks apart."""
    from unidecode import unidecode  # noqa: PLC0415  (of the extra `evaluate`)

    return " ".join(token for token in re.split(r"(\W)", unidecode(text).lower()) if token.strip())


def bleu(hypotheses: Sequence[str], references: Sequence[Sequence[str]], *, limit: int = 3) -> float:
    """Corpus BLEU-4, in [0, 100], against the first ``limit`` references of each text.

    Source: the challenge's multi-bleu over its own tokens; the same as sacrebleu without smoothing.

    Raises:
        ConfigError: the extra ``evaluate`` is not installed.
    """
    sacrebleu = _sacrebleu()
    columns = _columns([[normalise(text) for text in refs[:limit]] for refs in references])
    texts = [normalise(text) for text in hypotheses]
    return float(
        sacrebleu.corpus_bleu(texts, columns, tokenize="none", smooth_method="none", force=True).score
    )


def chrf(hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> float:
    """chrF++, in [0, 100], over lower-cased text and all references.

    Raises:
        ConfigError: the extra ``evaluate`` is not installed.
    """
    columns = _columns([[text.lower() for text in refs] for refs in references])
    return float(_sacrebleu().corpus_chrf([text.lower() for text in hypotheses], columns, word_order=2).score)


def _columns(references: Sequence[Sequence[str]]) -> list[list[str | None]]:
    width = max(len(refs) for refs in references)
    return [[refs[j] if j < len(refs) else None for refs in references] for j in range(width)]


def _sacrebleu() -> Any:
    try:
        import sacrebleu  # noqa: PLC0415  (of the extra `evaluate`)
    except ImportError as error:
        raise ConfigError("scores need sacrebleu and unidecode: pip install 'kgaigc[evaluate]'") from error
    return sacrebleu
