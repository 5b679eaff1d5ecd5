"""Words put between two names say another relation, or nothing is put there."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from kgaigc.training.phrasebook import Relation
from kgaigc.training.rewording import Rewordings, telling
from kgaigc.values import Entity, Triple

HALL, LAND, FIRM, TOWN = (
    Entity(f"urn:x:{name}", name) for name in ("Adler Hall", "Norland", "Vexo Works", "Turku")
)


def fact(subject: Entity, label: str, obj: Entity) -> Triple:
    return Triple(subject, Entity(f"urn:p:{label}", label), obj)


SAYINGS = [
    ("Adler Hall was built by Vexo Works.", [fact(HALL, "builder", FIRM)]),
    ("Vexo Works acquired Adler Hall.", [fact(HALL, "owner", FIRM)]),
    ("Adler Hall lies in the country of Norland.", [fact(HALL, "country", LAND)]),
]
COUNTRY = fact(HALL, "country", LAND)


def rewordings(
    sayings: Sequence[tuple[str, list[Triple]]] = SAYINGS, relations: Sequence[Relation] = ()
) -> Rewordings:
    return Rewordings(
        sayings, relations, same=lambda label, others: label in others, unseen=lambda label: label == "secret"
    )


def made(
    text: str, triple: Triple, facts: Sequence[Triple], **given: Sequence[object]
) -> set[tuple[str, str]]:
    one = rewordings(**given)  # type: ignore[arg-type]
    found = (one.reworded(text, triple, facts, random.Random(seed)) for seed in range(40))
    return {each for each in found if each}


def test_the_words_between_two_names_are_those_of_another_relation() -> None:
    assert made("Adler Hall lies within Norland.", COUNTRY, [COUNTRY]) == {
        ("Adler Hall was built by Norland.", "builder")
    }


def test_a_phrase_keeps_the_order_of_subject_and_object() -> None:
    found = made("Norland is the state that has Adler Hall.", COUNTRY, [COUNTRY])
    assert found == {("Norland acquired Adler Hall.", "owner")}


def test_what_stands_after_the_names_stays() -> None:
    facts = [COUNTRY, fact(LAND, "capital", TOWN)]
    found = made("Adler Hall lies within Norland, whose capital is Turku.", COUNTRY, facts)
    assert found == {("Adler Hall was built by Norland, whose capital is Turku.", "builder")}


def test_words_of_a_relation_that_the_text_says_too_are_not_put_in() -> None:
    facts = [COUNTRY, fact(HALL, "builder", FIRM)]
    assert not made("Adler Hall lies within Norland.", COUNTRY, facts)


def test_relations_of_one_family_are_not_put_in_each_others_place() -> None:
    owner = fact(HALL, "owner", FIRM)
    directed = [("Adler Hall had the director Vexo Works.", [fact(HALL, "director", FIRM)])]
    assert not made("Adler Hall belongs to Vexo Works.", owner, [owner], sayings=directed)


@pytest.mark.parametrize(
    "text",
    [
        "The country of Adler Hall is Norland.",  # what relates them stands before
        "Adler Hall, Norland.",  # no words
        "Adler Hall, which Vexo Works built, is in Norland.",  # another name between
        "Adler Hall is in Norland. Adler Hall is near Norland.",  # which of the two?
        "The hall is old.",  # no names
    ],
)
def test_a_text_is_left_alone_where_it_is_not_sure_what_relates_the_names(text: str) -> None:
    assert not made(text, COUNTRY, [COUNTRY, fact(HALL, "builder", FIRM)], sayings=SAYINGS[1:])


def book(name: str, way: str, **changes: object) -> Relation:
    given: dict[str, object] = {
        "id": name,
        "labels": (name,),
        "inverse": (),
        "object": "entity",
        "subject_type": "place",
        "object_type": "place",
        "also": frozenset(),
        "symmetric": False,
        "says": (way,),
        "ways": (way,),
    }
    return Relation(**{**given, **changes})  # type: ignore[arg-type]


def test_the_phrase_book_gives_words_of_relations_that_are_told_apart() -> None:
    relations = [
        book("country", "{s} lies within {o}."),
        book("twin town", "{s} is twinned with {o}."),
        book("nation", "{s} is among the treasures of {o}.", also=frozenset({"country"})),
        book("secret", "{s} secretly adores {o}."),
    ]
    found = made("Adler Hall lies within Norland.", COUNTRY, [COUNTRY], sayings=(), relations=relations)
    assert found == {("Adler Hall is twinned with Norland.", "twin town")}


def test_general_words_tell_nothing() -> None:
    assert telling("is located in the") == frozenset()
    assert telling("was designed by") == telling("designs")
