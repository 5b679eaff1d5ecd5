from kgaigc.generation.delexicalise import PLURAL, slot_index
from kgaigc.training.corpora import build
from kgaigc.training.synthetic import rare_words, synthetic, with_class

ROWS = [
    {"triples": [["Cairo", "country", "Egypt"]], "texts": ["Cairo is a splendid city in Egypt."]},
    {"triples": [["Rome", "country", "Italy"]], "texts": ["Rome is found in Italy."]},
]
EXAMPLES = build(ROWS, {}, by_sentence=False).examples


def test_rare_words_are_words_of_the_texts():
    assert set(rare_words(EXAMPLES)) == {"splendid", "city", "found"}


def test_made_up_examples_name_every_slot_once_and_say_their_predicates():
    for example in synthetic(EXAMPLES, count=60, seed=1):
        slots = {slot_index(token) for token in example.target} - {None}
        expected = set(range(len(example.source.slots)))
        assert slots in (expected, expected - {0})
        words = {t for t, r in zip(example.source.tokens, example.source.roles, strict=True) if r == "word"}
        assert words & set(example.target)


def test_some_lists_ask_for_a_plural():
    assert any(PLURAL in example.target for example in synthetic(EXAMPLES, count=60, seed=1))


def test_a_class_is_put_beside_the_subject_of_a_real_sentence():
    (_, example, *_) = with_class(EXAMPLES, count=3, seed=1)
    assert example.target[:6] == ("S0", ",", "a", "S1", ",", "is")
    assert len(example.source.slots) == 3
    assert example.source.tokens[1:5] == ("S0", "@type", "type", "S1")


def test_the_same_seed_makes_the_same_examples():
    assert list(synthetic(EXAMPLES, count=20, seed=5)) == list(synthetic(EXAMPLES, count=20, seed=5))
