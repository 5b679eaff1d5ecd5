"""Texts made complete, with a generator and a checker made up here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgaigc import ContentGenerator
from kgaigc.completion import Facts, Means, write
from kgaigc.values import Entity, Generated, Sentence, Triple, named

ANN, ROME, OSLO, MAY = named("Ann"), named("Rome"), named("Oslo"), named("May")


def fact(predicate: str, thing: Entity) -> Triple:
    return Triple(ANN, named(predicate), thing)


BORN, DIED, FRIEND = fact("birthPlace", ROME), fact("deathPlace", OSLO), fact("friend", MAY)


def name(one: Triple) -> str:
    assert isinstance(one.object, Entity)
    return one.object.label


def text(*sentences: str) -> Generated:
    return Generated(" ".join(sentences), tuple(Sentence(one, (), (), "neural") for one in sentences))


def plain(facts: Facts) -> Sentence:
    said = " and ".join(f"{one.predicate.iri.rpartition(':')[2]}={name(one)}" for one in facts)
    return Sentence(f"Ann {said}.", facts, (), "template")


class Fakes:
    """Proposes what it was given for a set of facts, and finds a fact told where its object's name stands."""

    def __init__(self, *proposed: tuple[Facts, Sequence[str]]) -> None:
        self._proposed = {frozenset(facts): texts for facts, texts in proposed}
        self.asked: list[frozenset[Triple]] = []

    def propose(self, asked: Sequence[tuple[Facts, str]]) -> list[Iterator[Generated]]:
        self.asked += [frozenset(facts) for facts, _ in asked]
        return [map(text, self._proposed[frozenset(facts)]) for facts, _ in asked]

    def untold(self, texts: Sequence[tuple[str, Facts]]) -> list[Facts]:
        return [tuple(f for f in facts if name(f) not in said) for said, facts in texts]

    def write(self, *asked: Facts) -> list[str]:
        means = Means(self.propose, plain, self.untold)
        return [one.text for one in write([(facts, "") for facts in asked], means)]


def test_the_first_text_is_kept_where_it_says_all() -> None:
    fakes = Fakes(((BORN, DIED), ["Ann, Rome and Oslo.", "Ann, Oslo and Rome."]))
    assert fakes.write((BORN, DIED)) == ["Ann, Rome and Oslo."]
    assert len(fakes.asked) == 1


def test_the_next_text_that_says_all_is_taken() -> None:
    fakes = Fakes(((BORN, DIED), ["Ann, Rome.", "Ann, Oslo.", "Ann, Oslo and Rome.", "Rome, Oslo."]))
    assert fakes.write((BORN, DIED)) == ["Ann, Oslo and Rome."]


def test_what_no_text_says_follows_plainly_and_the_rest_is_written_again() -> None:
    fakes = Fakes(((BORN, DIED), ["Ann was born in Rome and Paris."]), ((BORN,), ["Ann was born in Rome."]))
    assert fakes.write((BORN, DIED)) == ["Ann was born in Rome. Ann deathPlace=Oslo."]


def test_what_the_second_writing_loses_is_said_plainly_too() -> None:
    fakes = Fakes(
        ((BORN, DIED, FRIEND), ["Ann, Rome, May."]),
        ((BORN, FRIEND), ["Ann, Rome."]),
        ((BORN,), ["Ann was born in Rome."]),
    )
    (written,) = fakes.write((BORN, DIED, FRIEND))
    assert written == "Ann was born in Rome. Ann deathPlace=Oslo and friend=May."


def test_a_rewriting_that_is_no_better_is_dropped() -> None:
    fakes = Fakes(((BORN, DIED), ["Ann, Rome."]), ((BORN,), ["Ann."]))
    assert fakes.write((BORN, DIED)) == ["Ann birthPlace=Rome and deathPlace=Oslo."]
    alone = Fakes(((BORN,), ["Ann."]))
    alone.untold = lambda texts: [facts for _, facts in texts]  # type: ignore[method-assign]
    assert alone.write((BORN,)) == ["Ann birthPlace=Rome."]


def test_texts_of_many_sets_keep_their_places() -> None:
    fakes = Fakes(((BORN,), ["Rome."]), ((DIED,), ["Ann."]), ((FRIEND,), ["May."]))
    assert fakes.write((BORN,), (DIED,), (FRIEND,)) == ["Rome.", "Ann deathPlace=Oslo.", "May."]


def test_the_shipped_model_says_predicates_that_it_never_saw() -> None:
    rows = [["Ann_Lee", "snorkelBrand", "Zubi"], ["Ann_Lee", "birthPlace", "Oslo"]]
    written = ContentGenerator.from_pretrained().generate(rows)
    assert "snorkel brand" in written.text
    assert "born in Oslo" in written.text
