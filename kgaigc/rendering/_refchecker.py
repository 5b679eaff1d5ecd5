"""Checks in the terms of RefChecker: claims as triplets, labels, and their shares in each response.

Source: the files that amazon-science/RefChecker's command line writes (``claims``, ``ys``, and ``Y`` as its "soft"
aggregation gives it), https://arxiv.org/abs/2405.14486. Beside them stand ``counts``, ``precision``, and in
``kgaigc`` our own verdicts, claim by claim.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from kgaigc.errors import ConfigError
from kgaigc.findings import FileResults
from kgaigc.rendering._parts import line
from kgaigc.values import Report, Result

_LABELS = {"supported": "Entailment", "unverifiable": "Neutral", "contradicted": "Contradiction"}


def refchecker(result: Result) -> str:
    """A list of responses as JSON, one for each text that was checked.

    Raises:
        ConfigError: the result is no check.
    """
    return json.dumps(_items(result), ensure_ascii=False, indent=2) + "\n"


def _items(result: Result) -> list[dict[str, Any]]:
    if isinstance(result, Report):
        return [_item(result)]
    if isinstance(result, FileResults):
        return [
            {"file": one.file}
            | (_item(one.result) if isinstance(one.result, Report) else {"error": one.error})
            for one in result.files
        ]
    raise ConfigError(f"refchecker is for checks, not for {type(result).__name__}: choose json")


def _item(report: Report) -> dict[str, Any]:
    labels = [_LABELS[verdict.status] for verdict in report.verdicts]
    counts = Counter(labels)
    shares = {label: counts[label] / len(labels) if labels else 0.0 for label in _LABELS.values()}
    evidence = dict.fromkeys(triple for verdict in report.verdicts for triple in verdict.support)
    return {
        "response": report.source,
        # What was checked against, as far as it bears on the claims.
        "reference": "\n".join(map(line, evidence)),
        # A claim that was not taken apart is a text, which RefChecker calls a subsentence.
        "claims": [list(v.parts) if v.parts else v.claim for v in report.verdicts],
        "ys": labels,
        "Y": shares | {"Abstain": 0.0 if labels else 1.0},
        "counts": {label: counts[label] for label in _LABELS.values()},
        "precision": report.precision,
        "kgaigc": [verdict.to_dict() for verdict in report.verdicts],
    }
