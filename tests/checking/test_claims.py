"""Claims: one for each thing said, each with its span, its parts and the place to mend."""

from __future__ import annotations

import pytest

from .worlds import report, statuses, verdict


def test_a_claim_has_parts_and_a_focus() -> None:
    text = "Hedda Brandt was born in Oslo."
    found = verdict(text)
    assert found.parts == ("Hedda Brandt", "birth place", "Oslo")
    assert found.focus and text[slice(*found.focus)] == "Oslo"
    assert text[found.start : found.end] == "Hedda Brandt was born in Oslo"


def test_each_verb_of_a_coordination_has_its_own_claim() -> None:
    text = "Hedda Brandt was born in Turku and raised in Turku."
    assert statuses(text) == ["supported", "unverifiable"]
    assert next(text[v.start : v.end] for v in report(text).verdicts) == "Hedda Brandt was born in Turku"


def test_a_relative_clause_leaves_the_main_one_whole() -> None:
    text = "Hedda Brandt, who was married to Miro Falk, was born in Oslo."
    assert verdict(text, tail="Miro Falk").status == "supported"
    assert verdict(text, tail="Oslo").status == "contradicted"


def test_an_apposition_is_a_claim() -> None:
    text = "Hedda Brandt, daughter of Tom Reed, was born in Turku."
    assert verdict(text, tail="Tom Reed").status != "supported"
    assert verdict(text, tail="Turku").status == "supported"


def test_what_a_clause_is_about_is_no_claim_of_the_clause_before_it() -> None:
    text = "The birth date of Hedda Brandt is April 17, 1901, and the birth place of Hedda Brandt is {}."
    assert set(statuses(text.format("Turku"))) == {"supported"}
    assert "contradicted" in statuses(text.format("Oslo"))


def test_respectively_pairs_in_order() -> None:
    assert (
        statuses("Hedda Brandt and Miro Falk were born in Turku and Oslo respectively.") == ["supported"] * 2
    )
    assert (
        statuses("Hedda Brandt and Miro Falk were born in Oslo and Turku respectively.")
        == ["contradicted"] * 2
    )


def test_several_subjects_are_judged_one_by_one() -> None:
    assert statuses("Hedda Brandt and Iva Kern were born in Oslo.") == ["contradicted", "supported"]


@pytest.mark.parametrize(
    "text",
    [
        "She was a brilliant cook.",
        "Hedda Brandt admired Anna Quist.",
        "Hedda Brandt was born in Turku and played the piano.",
        "Hedda Brandt was a painter and a dancer.",
        "Hedda Brandt weighed 61 kg.",
        "Hedda Brandt moved away in 1931.",
        "Hedda Brandt was born in Turku, where Anna Quist lived.",
    ],
)
def test_nothing_that_the_graph_lacks_passes_silently(text: str) -> None:
    assert "unverifiable" in statuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hedda Brandt admired Tom Reed.",
        "Hedda Brandt visited Oslo with Tom Reed.",
        "Hedda Brandt is located in Miro Tower.",
        "Miro Tower was built near Oslo.",
    ],
)
def test_other_words_contradict_nothing(text: str) -> None:
    assert "contradicted" not in statuses(text)


def test_disjoint_classes_contradict() -> None:
    found = verdict("Hedda Brandt was a city.")
    assert found.status == "contradicted"
    assert found.support
    assert verdict("Hedda Brandt was an architect.").status == "unverifiable"


def test_a_closed_property_contradicts_and_an_open_one_does_not() -> None:
    assert verdict("The architect of Port Tower is Miro Falk.").status == "contradicted"
    assert verdict("The child of Hedda Brandt is Lena Fox.").status == "unverifiable"


def test_what_a_label_ranks_is_not_said_without_its_rank() -> None:
    found = verdict("Hedda Brandt was a painter of Oslo.", tail="Oslo")
    assert found.status == "unverifiable"


def test_a_second_relative_clause_has_the_same_subject() -> None:
    text = "Hedda Brandt is a painter who was born in Turku and who died in Turku."
    assert verdict(text, tail="and who died in Turku").status == "contradicted"


def test_an_object_needs_its_own_claim_beside_what_is_said_of_it() -> None:
    text = "Hedda Brandt visited Miro Falk, who was born in Oslo."
    assert verdict(text, tail="Miro Falk").status == "unverifiable"
    assert verdict(text, tail="Oslo").status == "supported"


def test_things_of_one_list_are_not_said_to_be_related() -> None:
    text = "Lena Fox admired Hedda Brandt and Miro Falk."
    assert "supported" not in statuses(text)


def test_a_relative_clause_is_about_what_stands_before_it() -> None:
    text = "Hedda Brandt married Miro Falk, who was born in Turku."
    assert verdict(text, tail="Turku").status == "contradicted"


def test_a_condition_states_nothing() -> None:
    assert statuses("If Hedda Brandt was born in Oslo, she knew the sea.") == ["unverifiable"]


def test_a_verb_without_object_is_in_the_claim() -> None:
    text = "Hedda Brandt never travelled."
    found = verdict(text)
    assert (text[found.start : found.end], found.status) == ("Hedda Brandt never travelled", "unverifiable")


def test_people_who_know_each_other_are_no_part_of_each_other() -> None:
    assert verdict("The father of Hedda Brandt was Miro Falk.").status == "contradicted"


def test_a_unit_before_its_property_is_read() -> None:
    assert verdict("Miro Tower is 90 metres in height.").status == "supported"
    assert verdict("Miro Tower is 70 metres in height.").status == "contradicted"


def test_a_sentence_of_a_thousand_names_is_read_in_pieces() -> None:
    text = "Turku, Oslo and Tom Reed, " * 400 + "Hedda Brandt was born in Turku."
    verdicts = report(text).verdicts
    assert verdicts
    assert max(v.end - v.start for v in verdicts) < 5000
