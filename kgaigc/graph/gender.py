"""The gender that a graph states of somebody: for pronouns, never as a fact to tell."""

from __future__ import annotations

from collections.abc import Iterable

from kgaigc.graph import vocabulary as v
from kgaigc.graph.labels import Labels
from kgaigc.graph.statements import Statement
from kgaigc.values import Value

# Words, and Wikidata's things for them.
_FEMALE = frozenset(("female", "f", "woman", "trans woman", "Q6581072", "Q1052281"))
_MALE = frozenset(("male", "m", "man", "trans man", "Q6581097", "Q2449503"))


def stated_gender(statements: Iterable[Statement], labels: Labels) -> str:
    """``female``, ``male`` or nothing out of the statements about somebody."""
    for _, predicate, object_ in statements:
        if v.local_name(predicate) in v.GENDERS:
            words = object_.text if isinstance(object_, Value) else labels.label(object_)
            known = {words.strip().lower(), v.local_name(object_) if isinstance(object_, str) else ""}
            if known & _FEMALE:
                return "female"
            if known & _MALE:
                return "male"
    return ""
