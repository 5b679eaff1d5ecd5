"""How names are written in texts: punctuation, number, initials, shortened forms, typing errors."""

import pytest

from kgaigc.graph import KnowledgeGraph
from kgaigc.linking import Linker
from kgaigc.values import Triple, named

ROWS = """
Otto_Brandt | birthPlace | St._Wendel
Otto_Brandt | employer | A.F.C._Norden
Otto_Brandt | almaMater | University_of_Norden
Greta_Lund | birthPlace | Salem,_Oregon
Greta_Lund | book | The_Silent_Harbour
Greta_Lund | language | Danish_language
Greta_Lund | people | Coastal_Swedes_in_the_United_States
Greta_Lund | soup | Noodle
J._R._Hale | birthPlace | Rome_(Georgia)
J._R._Hale | team | Red_Foxes
Red_Foxes | country | United_States
Red_Foxes | album | Viva_Luna!
Harbour | locatedIn | Norden
Taxi_4 | director | Greta_Lund
"""


@pytest.fixture(scope="module")
def linker() -> Linker:
    rows = [line.split(" | ") for line in ROWS.strip().splitlines()]
    return Linker(KnowledgeGraph.from_triples([Triple(*map(named, row)) for row in rows]))


def named_in(linker: Linker, text: str) -> dict[str, str]:
    """What is linked in a text: the words, and the label of what they stand for."""
    return {m.text: m.entity.label for m in linker.link(text).mentions if m.entity}


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("He was born in Saint Wendel.", "Saint Wendel", "St. Wendel"),
        ("He was born in St Wendel.", "St Wendel", "St. Wendel"),
        ("He plays for AFC Norden now.", "AFC Norden", "A.F.C. Norden"),
        ("She lives in Salem Oregon.", "Salem Oregon", "Salem, Oregon"),
        ("She lives in Salem (Oregon) still.", "Salem (Oregon)", "Salem, Oregon"),
        ("She lives in Salem in Oregon.", "Salem in Oregon", "Salem, Oregon"),
        ("She lives in Salem.", "Salem", "Salem, Oregon"),
        ("They met J.R. Hale there.", "J.R. Hale", "J. R. Hale"),
        ("They met JR Hale there.", "JR Hale", "J. R. Hale"),
        ("She wrote Silent Harbour.", "Silent Harbour", "The Silent Harbour"),
        ("A Red Fox was seen.", "Red Fox", "Red Foxes"),
        ("They live in the USA now.", "USA", "United States"),
        ("They heard Viva Luna! again.", "Viva Luna!", "Viva Luna!"),
        ("They heard Viva Luna again.", "Viva Luna", "Viva Luna!"),
        ("She wrote it in Danish.", "Danish", "Danish language"),
    ],
)
def test_names_are_found_however_they_are_punctuated_or_shortened(
    linker: Linker, text: str, words: str, label: str
) -> None:
    assert named_in(linker, text) == {words: label}


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("Where was Otto Brnadt born?", "Otto Brnadt", "Otto Brandt"),
        ("Where was Oto Brandt born?", "Oto Brandt", "Otto Brandt"),
        ("Where was Ottto Brandt born?", "Ottto Brandt", "Otto Brandt"),
        ("Where was OttoBrandt born?", "OttoBrandt", "Otto Brandt"),
        ("Where was Ott oBrandt born?", "Ott oBrandt", "Otto Brandt"),
        ("who wrote the silent harbor", "the silent harbor", "The Silent Harbour"),
        ("who directed Txai 4", "Txai 4", "Taxi 4"),
        ("who directed The Silet Harbour", "The Silet Harbour", "The Silent Harbour"),
    ],
)
def test_a_name_with_one_typing_error_is_found(linker: Linker, text: str, words: str, label: str) -> None:
    assert named_in(linker, text) == {words: label}


def test_a_misspelt_name_scores_less_than_the_name(linker: Linker) -> None:
    (wrong,) = linker.link("Where was Otto Brnadt born?").mentions
    (right,) = linker.link("Where was Otto Brandt born?").mentions
    assert wrong.score < right.score


@pytest.mark.parametrize(
    "text",
    ["who directed Taxi 5", "They took a taxi.", "In Berlin. Salem. Oregon is far.", "An Otter was there."],
)
def test_another_number_a_common_word_or_a_full_stop_makes_no_name(linker: Linker, text: str) -> None:
    assert "Taxi 4" not in named_in(linker, text).values()
    assert "Otto Brandt" not in named_in(linker, text).values()
    assert "Salem. Oregon" not in named_in(linker, text)


def test_a_common_word_is_a_name_only_beside_what_the_graph_links_it_with(linker: Linker) -> None:
    assert named_in(linker, "Greta Lund likes noodles.")["noodles"] == "Noodle"
    assert "noodles" not in named_in(linker, "Otto Brandt likes noodles.")


def test_the_head_of_a_name_stands_for_it_beside_what_the_graph_links_it_with(linker: Linker) -> None:
    known = named_in(linker, "Greta Lund is one of the Coastal Swedes.")
    assert known["Coastal Swedes"] == "Coastal Swedes in the United States"
    assert "Coastal Swedes" not in named_in(linker, "Otto Brandt met Coastal Swedes.")


def test_a_surname_that_hundreds_share_means_the_one_that_is_talked_of() -> None:
    rows = [(f"Person{chr(97 + n % 26) * (n // 26 + 1)}_Holm", "knows", "Holm_House") for n in range(300)]
    linker = Linker(KnowledgeGraph.from_triples([Triple(*map(named, row)) for row in rows]))
    assert named_in(linker, "Then Holm left.") == {}
    assert named_in(linker, "Persona Holm was there. Then Holm left.")["Holm"] == "Persona Holm"
