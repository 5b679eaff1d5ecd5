"""Words of doubt leave the verdict and stand in the reason."""

from __future__ import annotations

import pytest

from .worlds import verdict


@pytest.mark.parametrize(
    ("text", "status", "hedge"),
    [
        ("Hedda Brandt was reportedly born in Turku.", "supported", "reportedly"),
        ("Hedda Brandt may have been born in Turku.", "supported", "may have been"),
        ("Hedda Brandt was probably born in Oslo.", "contradicted", "probably"),
        ("Hedda Brandt is said to have died in Oslo.", "supported", "is said to have"),
        ("Hedda Brandt is believed to be a painter.", "supported", "is believed to be"),
        ("Hedda Brandt was allegedly married to Tom Reed.", "unverifiable", "allegedly"),
    ],
)
def test_a_hedge_keeps_the_verdict_and_is_told(text: str, status: str, hedge: str) -> None:
    found = verdict(text)
    assert found.status == status, found
    assert hedge in found.reason


def test_a_word_that_only_colours_is_not_told() -> None:
    found = verdict("Hedda Brandt later died in Oslo.")
    assert found.status == "supported"
    assert "later" not in found.reason


def test_a_question_states_nothing() -> None:
    found = verdict("Was Hedda Brandt born in Turku?")
    assert (found.status, found.support) == ("unverifiable", ())
