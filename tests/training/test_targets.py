import pytest

from kgaigc.graph.terms import read_terms
from kgaigc.training.targets import Found, align, number_forms, sentence_bounds, target_tokens


def aligned(rows, text, known=None):
    return align(read_terms(rows), text, known or {})


def tokens(rows, text, known=None):
    found = aligned(rows, text, known)
    slots = list(dict.fromkeys(t for f in read_terms(rows) for t in (f.subject, f.object)))
    return [" ".join(target_tokens(pieces, slots)) for pieces in found.pieces]


def test_names_dates_and_numbers_become_slots():
    rows = [["Alan_Bean", "birthDate", '"1932-03-15"'], ["Alan_Bean", "birthPlace", "Wheeler,_Texas"]]
    assert tokens(rows, "Alan Bean was born on the 15th of March, 1932 in Wheeler, Texas.") == [
        "S0 was born on the S1 in S2 ."
    ]


def test_accents_and_brackets_do_not_matter():
    rows = [["Ícolo_e_Bengo", "leader", "Jose_(politician)"]]
    assert tokens(rows, "Icolo e Bengo is led by José.") == ["S0 is led by S1 ."]


def test_a_demonym_is_a_slot_of_its_own_form():
    rows = [["Amatriciana", "country", "Italy"]]
    assert tokens(rows, "Amatriciana is an Italian sauce.") == ["S0 is an S1~adj sauce ."]


def test_a_last_name_after_the_full_name_is_a_short_name():
    rows = [["Alan_Bean", "birthPlace", "Wheeler"]]
    assert tokens(rows, "Alan Bean is famous. Bean was born in Wheeler.")[1] == "S0~short was born in S1 ."


def test_a_misspelt_name_is_found():
    rows = [["Bakewell_pudding", "region", "Derbyshire_Dales"]]
    assert tokens(rows, "Bakewel puding comes from the Derbyshire Dales.") == ["S0 comes from S1 ."]


def test_a_text_that_leaves_a_name_out_gives_nothing():
    assert (
        aligned(
            [["Elliot_See", "status", '"Deceased"'], ["Elliot_See", "birthPlace", "Dallas"]],
            "Elliot See was born in Dallas.",
        )
        is None
    )


def test_facts_go_to_the_sentences_that_say_them_in_their_order():
    rows = [["A_Tower", "architect", "Bob"], ["A_Tower", "location", "Cairo"], ["Cairo", "country", "Egypt"]]
    found = aligned(rows, "A Tower is in Cairo. It was built by Bob. Cairo is in Egypt.")
    assert [[f.predicate.label for f in facts] for facts in found.sentences] == [
        ["location"],
        ["architect"],
        ["country"],
    ]


def test_initials_do_not_end_a_sentence():
    text = "J. P. McManus owns it. St. Louis too."
    assert [text[a:b].strip() for a, b in sentence_bounds(text, ())] == [
        "J. P. McManus owns it.",
        "St. Louis too.",
    ]


@pytest.mark.parametrize(
    ("number", "form"), [("2702.0", "2702"), ("12742", "12,742"), ("0.2", "0.2"), ("100305.0", "100,305")]
)
def test_numbers_are_known_in_their_written_forms(number, form):
    assert form in number_forms(number)


def test_a_longer_number_is_not_mistaken_for_a_shorter_one():
    rows = [["Mars", "moons", "2"], ["Mars", "mass", "6.4"]]
    assert aligned(rows, "Mars has 2.5 things and a mass of 6.4.") is None


def test_slots_keep_offsets():
    text = "The United States is led by Joe Biden."
    found = aligned([["United_States", "leader", "Joe_Biden"]], text)
    names = [piece for piece in found.pieces[0] if isinstance(piece, Found)]
    assert [text[n.start : n.end] for n in names] == ["The United States", "Joe Biden"]
