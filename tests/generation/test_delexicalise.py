import pytest

from kgaigc.generation.delexicalise import CONTINUES, SENTENCE_BREAK, delexicalise, kind, slot_index
from kgaigc.values import XSD, Value

from .conftest import entity, fact


def test_names_and_values_become_slots_numbered_by_first_use():
    born = Value("1815-12-10", XSD + "date")
    source = delexicalise([[fact("Ada", "birth place", "London"), fact("Ada", "birth date", born)]])
    assert source.slots == (entity("Ada"), entity("London"), born)
    assert [t for t in source.tokens if slot_index(t) is not None] == ["S0", "S1", "S0", "S2"]
    assert not any("Ada" in token or "London" in token or "1815" in token for token in source.tokens)


def test_each_token_has_a_role_and_literals_their_kind():
    source = delexicalise([[fact("Mars", "mass", Value("6.4", "http://dbpedia.org/datatype/kilogram"))]])
    assert len(source.roles) == len(source.tokens)
    assert source.roles[-1] == "object:quantity"


def test_sentences_are_set_apart_and_a_named_subject_is_marked():
    source = delexicalise([[fact("A", "p", "B")], [fact("A", "q", "C")]], mentioned=True)
    assert source.tokens.count(SENTENCE_BREAK) == 1
    assert source.tokens[1] == CONTINUES


def test_too_many_terms_are_refused():
    facts = [fact("A", "p", f"B{i}") for i in range(16)]
    with pytest.raises(ValueError, match="17 names and values"):
        delexicalise([facts])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Value("1815", XSD + "gYear"), "number"),
        (Value("1815-12", XSD + "gYearMonth"), "date"),
        (Value("3.5", XSD + "decimal"), "number"),
        (Value("88", "http://dbpedia.org/datatype/day"), "quantity"),
        (Value("Per aspera"), "string"),
        (Value("2 of them", XSD + "string", "en"), "string"),
    ],
)
def test_kinds_of_literals(value, expected):
    assert kind(value) == expected


def test_slots_with_a_form_are_still_slots():
    assert slot_index("S12~adj") == 12
    assert slot_index("Sun") is None
