"""Which of the given triples a text says: passage by passage, whatever else it says."""

from __future__ import annotations

import pytest

from kgaigc import ContentGenerator
from kgaigc.values import Report

BORN = ("Hedda_Brandt", "birthPlace", "Turku")
DIED = ("Hedda_Brandt", "deathPlace", "Oslo")
HIGH = ("Miro_Tower", "architect", "Lena_Fox")
FILLER = "Nobody who came to the harbour in those days had much to say of the weather. "


def report(text: str, *triples: tuple[str, str, str]) -> Report:
    return ContentGenerator().check(text, triples=triples)


def coverage(text: str, *triples: tuple[str, str, str]) -> float:
    told = report(text, *triples).coverage
    assert told is not None
    return told


def test_a_triple_that_is_left_out_lowers_the_coverage() -> None:
    text = "Hedda Brandt was born in Turku and died in Oslo."
    assert coverage(text, BORN, DIED) == 1
    assert coverage("Hedda Brandt was born in Turku.", BORN, DIED) == 0.5
    assert coverage("Nothing is known.", BORN, DIED) == 0


def test_a_text_that_names_both_ends_need_not_say_the_triple() -> None:
    assert coverage("Hedda Brandt was born in Turku.", ("Hedda_Brandt", "deathPlace", "Turku")) == 0


def test_the_order_of_the_triples_makes_no_difference_nor_does_giving_one_twice() -> None:
    text = "Hedda Brandt was born in Turku. Miro Tower was designed by Lena Fox."
    first = report(text, BORN, DIED, HIGH)
    for given in ((HIGH, BORN, DIED), (DIED, HIGH, DIED, BORN)):
        again = report(text, *given)
        assert again.coverage == first.coverage == pytest.approx(2 / 3)
        assert [v.status for v in again.verdicts] == [v.status for v in first.verdicts]


@pytest.mark.parametrize("before", [0, 8, 40])
@pytest.mark.parametrize("after", [0, 40])
def test_a_triple_is_found_wherever_it_stands_in_a_long_text(before: int, after: int) -> None:
    text = FILLER * before + "Hedda Brandt was born in Turku. " + FILLER * after
    assert coverage(text, BORN) == 1
    assert coverage(text, DIED) == 0


@pytest.mark.parametrize("before", range(6, 12))
def test_a_sentence_is_read_together_with_the_one_before_it(before: int) -> None:
    text = FILLER * before + "Hedda Brandt was a painter. She was born in Turku. " + FILLER * 12
    assert coverage(text, BORN) == 1


@pytest.mark.parametrize("words", ["was acquired by", "was directed by", "is married to"])
def test_words_of_another_relation_between_the_names_do_not_tell_a_triple(words: str) -> None:
    lies = ("Adler_Hall", "country", "Norland")
    assert coverage("Adler Hall is located in Norland.", lies) == 1
    assert coverage(f"Adler Hall {words} Norland.", lies) == 0


@pytest.mark.parametrize(
    ("right", "turned"),
    [
        ("Miro Tower was designed by Lena Fox.", "Lena Fox was designed by Miro Tower."),
        ("Lena Fox is the architect of Miro Tower.", "Miro Tower is the architect of Lena Fox."),
    ],
)
def test_the_words_of_a_triple_do_not_tell_it_the_other_way_round(right: str, turned: str) -> None:
    assert coverage(right, HIGH) == 1
    assert coverage(turned, HIGH) == 0


def test_names_in_lower_case_are_found() -> None:
    assert coverage("hedda brandt was born in turku.", BORN, DIED) == 0.5


def test_a_claim_that_only_the_whole_text_explains_is_supported_by_the_triple() -> None:
    found = report("the birthplace of brandt is turku.", BORN)
    assert found.coverage == 1
    assert found.verdicts
    assert {verdict.status for verdict in found.verdicts} == {"supported"}


def test_no_triples_no_coverage() -> None:
    graph = ContentGenerator().check("Ada Lovelace was born in London.")
    assert graph.coverage is None
    assert graph.score is not None


def test_what_a_full_name_says_need_not_be_said_again() -> None:
    part = ("Orrin_County,_Norland", "state", "Norland")
    lies = ("Turku", "isPartOf", "Orrin_County,_Norland")
    assert coverage("Turku is part of Orrin County, Norland.", lies, part) == 1
    assert coverage("Turku is part of Orrin County.", lies, part) == 0.5


def test_a_clause_after_where_tells_of_what_stands_before() -> None:
    spoken, lies = ("Norland", "language", "Norlandic"), ("Miro_Tower", "location", "Norland")
    text = "Norland is where Norlandic is spoken and Miro Tower is located."
    assert all(v.status == "supported" for v in report(text, spoken, lies).verdicts)


def test_words_of_another_predicate_rule_a_triple_out_if_they_fit_it_better() -> None:
    home = ("Turku", "isPartOf", "Norland")
    assert coverage("Turku is located in Norland.", home) == 1
    assert coverage("The industry of Turku is classified as Norland.", home) == 0
    assert coverage("Miro Tower was designed by Lena Fox.", HIGH) == 1


@pytest.mark.parametrize("word", ["TV", "HQ", "Inc"])
def test_an_abbreviation_of_a_common_word_is_no_stranger(word: str) -> None:
    verdicts = report(f"The {word} tower Miro Tower was designed by Lena Fox.", HIGH).verdicts
    assert not any(word in (v.claim) and v.status != "supported" for v in verdicts)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hedda Brandt was born in Turku.", 1),
        ("She was born in Turku.", 1),
        ("Zora Quent was born in Turku.", 0),
        ("Quent was born in Turku, and so was she.", 0),
    ],
)
def test_nothing_is_told_of_what_the_text_does_not_speak_of(text: str, told: float) -> None:
    assert coverage(text, BORN) == told


def test_an_office_that_goes_with_a_name_is_no_claim_of_its_own() -> None:
    leads = ("Norland", "leaderName", "Ann_Orr")
    assert all(
        v.status == "supported" for v in report("In Norland, the Prime Minister is Ann Orr.", leads).verdicts
    )
    assert any(
        v.status != "supported" for v in report("In Norland, the Prime Minister is Bo Ito.", leads).verdicts
    )


def test_the_first_of_two_names_that_a_sentence_begins_with_is_no_clause() -> None:
    lead = [("Norland", "leaderName", name) for name in ("Ann_Orr", "Cleo_Dane")]
    assert all(
        v.status == "supported"
        for v in report("Ann Orr and Cleo Dane are leaders of Norland.", *lead).verdicts
    )


def test_a_name_that_shares_only_the_kind_of_thing_is_another() -> None:
    fuses = ("Velmbeat", "musicFusionGenre", "Orrin_music")
    assert coverage("Velmbeat is fused with Orrin music.", fuses) == 1
    assert coverage("Velmbeat is fused with sleet music.", fuses) == 0


def test_a_common_word_alone_at_the_beginning_is_a_name_that_has_to_be_known() -> None:
    lies = ("Turku", "capital", "Manila")
    assert all(v.status == "supported" for v in report("Manila is the capital of Turku.", lies).verdicts)
    lies = ("Turku", "capital", "Turkuville")
    assert any(v.status != "supported" for v in report("Manila is the capital of Turku.", lies).verdicts)


@pytest.mark.parametrize(("year", "told"), [("1923", 1), ("1913", 0)])
def test_a_date_has_no_other_name(year: str, told: float) -> None:
    born = ("Hedda_Brandt", "birthYear", "1923")
    assert coverage(f"Hedda Brandt was born in {year}.", born) == told


def test_the_place_after_a_comma_does_not_stand_for_the_name() -> None:
    lies = ("Velm,_Norland", "isPartOf", "Norland")
    assert coverage("Velm is a part of Norland.", lies) == 1
    assert coverage("Orrin, Norland is a part of Norland.", lies) == 0
