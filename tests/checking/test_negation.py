"""What a sentence denies, and how far its negations reach."""

from __future__ import annotations

import pytest

from .worlds import statuses, verdict

TRUE = [
    "Hedda Brandt was not born in Oslo.",
    "Hedda Brandt wasn't born in Oslo.",
    "Hedda Brandt was never born in Oslo.",
    "Hedda Brandt is not a city.",
    "Port Tower is not taller than Miro Tower.",
    "The architect of Port Tower is not Miro Falk.",
]
FALSE = [
    "Hedda Brandt was not born in Turku.",
    "Hedda Brandt did not die in Oslo.",
    "Hedda Brandt didn't die in Oslo.",
    "Hedda Brandt was never married to Miro Falk.",
    "Hedda Brandt was not a painter.",
    "Hedda Brandt is not a person.",
]
OPEN = [
    "Hedda Brandt was never married to Tom Reed.",
    "Hedda Brandt was not an architect.",
    "Hedda Brandt never met Anna Quist.",
    "Hedda Brandt had no employers.",
]


@pytest.mark.parametrize("text", TRUE)
def test_to_deny_what_the_graph_excludes_is_supported(text: str) -> None:
    found = verdict(text)
    assert found.status == "supported", found
    assert found.support


@pytest.mark.parametrize("text", FALSE)
def test_to_deny_what_the_graph_says_is_contradicted(text: str) -> None:
    found = verdict(text)
    assert found.status == "contradicted", found
    assert found.support


@pytest.mark.parametrize("text", OPEN)
def test_to_deny_what_the_graph_is_silent_on_is_unverifiable(text: str) -> None:
    assert statuses(text) == ["unverifiable"]


def test_a_denial_ends_where_something_else_is_said() -> None:
    text = "Hedda Brandt was not born in Oslo but in Turku."
    assert verdict(text, tail="Oslo").status == "supported"
    assert verdict(text, tail="Turku").status == "supported"
    text = "Hedda Brandt was not born in Oslo and died in Oslo."
    assert statuses(text) == ["supported", "supported"]


def test_a_denial_goes_on_through_a_list() -> None:
    assert statuses("Hedda Brandt was not born in Oslo or Paris.") == ["supported", "supported"]


def test_neither_denies_of_both() -> None:
    assert statuses("Neither Hedda Brandt nor Iva Kern was born in Oslo.") == ["supported", "contradicted"]


def test_not_only_denies_nothing() -> None:
    assert statuses("Hedda Brandt was not only a painter.") == ["supported"]
