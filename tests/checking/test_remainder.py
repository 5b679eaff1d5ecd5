"""Words that no triple explains: telling ones count, those that many names have hardly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kgaigc.checking.coverage import Telling
from kgaigc.checking.remainder import explained
from kgaigc.values import Entity, Triple, Value, Verdict

TEXT = "Velm Quarry International Airport is 12 metres above the sea, near the County of Orrin. Mayor Dell leads."


def entity(name: str) -> Entity:
    return Entity(f"urn:made-up:{name}", name)


HEIGHT = Triple(entity("Tarn International Airport"), entity("elevation"), Value("12", "metre"))
REGION = Triple(entity("Tarn International Airport"), entity("region"), entity("Orrin"))


def spans(*words: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(word), TEXT.index(word) + len(word)) for word in words)


def verdict(words: str, *, said: str = "") -> Verdict:
    (span,) = spans(words)
    return Verdict(words, *span, "unverifiable", (), "", ("it", "is", said or words), span)


@pytest.fixture
def telling() -> Telling:
    airport = spans("International", "Airport")
    named = ((*airport, *spans("12", "metres", "Mayor")), (*airport, *spans("Orrin", "Dell")))
    probabilities, found = np.asarray([0.9, 0.9]), np.ones((2, 2))
    return Telling((HEIGHT, REGION), probabilities, found, named, (spans("12"), spans("Orrin")))


def status(words: str, telling: Telling, *, said: str = "") -> str:
    return explained(verdict(words, said=said), telling, TEXT, least=0.5, alone=True).status


def test_a_name_that_shares_only_the_kind_of_thing_with_a_known_one_is_another(telling: Telling) -> None:
    assert status("Velm Quarry International Airport", telling) == "unverifiable"


def test_a_name_with_the_kind_of_thing_beside_it_is_the_known_one(telling: Telling) -> None:
    assert status("County of Orrin", telling) == "supported"


def test_of_a_counted_thing_the_number_is_looked_at(telling: Telling) -> None:
    assert status("12 metres above the sea", telling, said="12") == "supported"
    assert status("12 metres above the sea", telling) == "unverifiable"


def test_names_of_several_triples_explain_what_none_of_them_does_alone(telling: Telling) -> None:
    assert status("Mayor Dell", telling) == "supported"
    assert status("Mayor Dell leads", telling) == "unverifiable"


def test_an_office_beside_a_known_name_makes_no_other_name_of_it(telling: Telling) -> None:
    (mayor,) = spans("Mayor")
    known = tuple(span for span in telling.named[0] if span != mayor)
    assert status("Mayor Dell", replace(telling, named=(known, telling.named[1]))) == "supported"
