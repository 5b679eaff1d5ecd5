"""Corruptions: one thing wrong, always the same one, and none where the place is not sure."""

from __future__ import annotations

import pytest

from kgaigc.evaluation.corruption import KINDS, Kind, Material, corrupt, read
from kgaigc.evaluation.corruption.reading import with_changes
from kgaigc.graph.terms import read_terms
from kgaigc.training.statements import Said

Rows = list[tuple[str, str, str]]

KNOWN: Rows = [
    ("Mira_Sol", "birthPlace", "Tarn"),
    ("Mira_Sol", "birthDate", "1907-04-02"),
    ("Mira_Sol", "heightInMetres", "1.82"),
    ("Mira_Sol", "employer", "Ostrava_Works"),
    ("Odo_Brand", "birthPlace", "Lisk"),
    ("Odo_Brand", "teacher", "Pia_Vance"),
    ("Odo_Brand", "employer", "Ostrava_Works"),
    ("Nils_Quell", "employer", "Grelle_Mill"),
    ("Pia_Vance", "teacher", "Nils_Quell"),
]
SAYINGS = {
    "Odo Brand was taught by Pia Vance.": KNOWN[5],
    "Nils Quell works for Grelle Mill.": KNOWN[7],
    "Pia Vance was taught by Nils Quell.": KNOWN[8],
}
TEXT = "Mira Sol was born in Tarn, on April 2, 1907. She is 1.82 metres tall and works for Ostrava Works."


def said(text: str, rows: Rows) -> Said:
    return Said(text, read_terms(rows), "people")


@pytest.fixture(scope="module")
def material() -> Material:
    known = [("people", triple) for triple in read_terms(KNOWN)]
    return Material(known, [said(text, [row]) for text, row in SAYINGS.items()])


def made(text: str, rows: Rows, kind: Kind, material: Material, seed: int = 0) -> str | None:
    return corrupt(read(said(text, rows)), kind, material, seed=seed)


@pytest.mark.parametrize("kind", KINDS)
def test_a_corruption_changes_the_text_and_is_repeatable(kind: Kind, material: Material) -> None:
    changed = made(TEXT, KNOWN[:4], kind, material, seed=3)
    assert changed is not None
    assert changed != TEXT
    assert changed == made(TEXT, KNOWN[:4], kind, material, seed=3)


@pytest.mark.parametrize("seed", range(5))
def test_another_name_has_the_role_of_the_old_one_and_no_part_in_its_facts(
    seed: int, material: Material
) -> None:
    changed = made("Mira Sol was born in Tarn.", KNOWN[:1], "name", material, seed)
    people = ("Odo Brand", "Nils Quell", "Pia Vance")
    assert changed in {"Mira Sol was born in Lisk.", *(f"{name} was born in Tarn." for name in people)}


def test_a_name_that_is_not_allowed_is_not_put_in() -> None:
    known = [("people", triple) for triple in read_terms(KNOWN)]
    choosy = Material(known, [], allowed=lambda name: name == "Lisk")
    assert made("Mira Sol was born in Tarn.", KNOWN[:1], "name", choosy) == "Mira Sol was born in Lisk."


def test_a_part_of_a_longer_name_is_left_alone(material: Material) -> None:
    text = "The Tarn Valley Gazette wrote of the birth of Mira Sol. Mira Sol is known."
    assert made(text, KNOWN[:1], "name", material) is None


@pytest.mark.parametrize("seed", range(8))
def test_a_changed_number_is_no_rounding(seed: int, material: Material) -> None:
    changed = made("Mira Sol is 1.82 metres tall.", KNOWN[2:3], "number", material, seed)
    assert changed is not None
    number = float(changed.removeprefix("Mira Sol is ").removesuffix(" metres tall."))
    assert abs(number - 1.82) > 0.03


def test_a_number_of_no_triple_is_left_alone(material: Material) -> None:
    assert made("Mira Sol was born in Tarn, with 7 sisters.", KNOWN[:1], "number", material) is None


@pytest.mark.parametrize("seed", range(8))
def test_a_changed_date_is_another_one_of_the_same_form(seed: int, material: Material) -> None:
    changed = made("Mira Sol was born on April 2, 1907.", KNOWN[1:2], "date", material, seed)
    assert changed is not None
    same = [
        a == b for a, b in zip(changed.split(), "Mira Sol was born on April 2, 1907.".split(), strict=True)
    ]
    assert same.count(False) == 1


def test_another_predicate_is_said_in_words_of_its_own(material: Material) -> None:
    changed = made("Odo Brand works for Ostrava Works.", KNOWN[6:7], "predicate", material)
    assert changed == "Odo Brand was taught by Ostrava Works."


def test_the_words_of_a_predicate_of_the_text_are_not_put_in(material: Material) -> None:
    text = "Odo Brand works for Ostrava Works. His teacher was Pia Vance."
    assert made(text, [KNOWN[6], KNOWN[5]], "predicate", material) is None


def test_exchanged_ends_keep_the_words_between_them(material: Material) -> None:
    changed = made("Odo Brand was taught by Pia Vance.", KNOWN[5:6], "direction", material)
    assert changed == "Pia Vance was taught by Odo Brand."


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Odo Brand is the spouse of Pia Vance.", ("Odo_Brand", "spouse", "Pia_Vance")),
        ("Lisk born Odo Brand is known.", ("Odo_Brand", "birthPlace", "Lisk")),
        ("Lisk, Tarn is known.", ("Lisk", "country", "Tarn")),
    ],
)
def test_ends_that_hold_both_ways_round_are_not_exchanged(
    text: str, row: tuple[str, str, str], material: Material
) -> None:
    assert made(text, [row], "direction", material) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Odo Brand was born in Lisk. He works for Ostrava Works.", "Odo Brand was born in Lisk."),
        ("Odo Brand was born in Lisk and is at Ostrava Works.", "Odo Brand was born in Lisk."),
        ("Odo Brand was born in Lisk, where Ostrava Works has him.", "Odo Brand was born in Lisk."),
    ],
)
def test_an_omission_leaves_a_whole_sentence(text: str, rest: str, material: Material) -> None:
    assert made(text, [KNOWN[4], KNOWN[6]], "omission", material) == rest


def test_what_is_hinted_at_elsewhere_is_not_left_out(material: Material) -> None:
    text = "Odo Brand was born in Lisk, far from Ostrava. He works for Ostrava Works."
    assert made(text, [KNOWN[4], KNOWN[6]], "omission", material) is None


def test_there_is_nothing_to_leave_out_of_one_fact(material: Material) -> None:
    assert made("Odo Brand was born in Lisk.", KNOWN[4:5], "omission", material) is None


@pytest.mark.parametrize("seed", range(5))
def test_an_added_statement_is_about_the_topic_and_not_known_of_it(seed: int, material: Material) -> None:
    text = "Odo Brand was born in Lisk."
    changed = made(text, KNOWN[4:5], "addition", material, seed)
    assert changed is not None
    assert changed.startswith(text[:-1])
    assert changed.count("Odo Brand") == 2
    assert "taught by Pia Vance" not in changed


def test_a_word_that_follows_already_is_not_said_twice() -> None:
    text = "Velm is a mix of funk music and jazz."
    start = text.index("funk")
    assert with_changes(text, [(start, start + 4, "rock music")]) == "Velm is a mix of rock music and jazz."
    assert with_changes(text, [(start, start + 4, "rock")]) == "Velm is a mix of rock music and jazz."
