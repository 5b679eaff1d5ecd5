import gzip
import json

import pytest

from kgaigc.errors import ConfigError
from kgaigc.generation.delexicalise import CONTINUES
from kgaigc.training.corpora import build, known_forms, read_rows, without_overlap

ROW = {
    "id": "1",
    "category": "City",
    "triples": [["Cairo", "country", "Egypt"], ["Cairo", "leader", "Bob_Brown"]],
    "texts": ["Cairo is in Egypt. It is led by Bob Brown."],
}


def test_rows_are_read_plain_and_compressed(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(ROW) + "\n\n")
    with gzip.open(tmp_path / "a.jsonl.gz", "wt") as file:
        file.write(json.dumps(ROW))
    assert read_rows(tmp_path / "a.jsonl") == read_rows(tmp_path / "a.jsonl.gz") == [ROW]


def test_missing_and_broken_corpora_are_named(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        read_rows(tmp_path / "none.jsonl")
    (tmp_path / "bad.jsonl").write_text("{")
    with pytest.raises(ConfigError, match="not JSON Lines"):
        read_rows(tmp_path / "bad.jsonl")


@pytest.mark.parametrize(
    "dev",
    [
        {"triples": ROW["triples"], "texts": ["Other."]},
        {"triples": [["Cairo", "in", "Egypt"], ["Cairo", "mayor", "Bob_Brown"]], "texts": ["Other."]},
        {"triples": [["X", "p", "Y"]], "texts": ["cairo is in Egypt; it is led by Bob Brown"]},
    ],
)
def test_rows_that_share_triples_pairs_or_a_text_with_dev_are_left_out(dev):
    other = {"triples": [["Rome", "country", "Italy"]], "texts": ["Rome is in Italy."]}
    assert without_overlap([ROW, other], [dev]) == [other]


def test_a_text_gives_an_example_and_each_of_its_sentences_another():
    corpus = build([ROW], {}, by_sentence=True)
    assert corpus.texts == corpus.aligned == 1
    whole, first, second = corpus.examples
    assert whole.target == ("S0", "is", "in", "S1", ".", "<snt>", "it", "is", "led", "by", "S2", ".")
    assert first.target == ("S0", "is", "in", "S1", ".")
    assert CONTINUES in second.source.tokens
    assert second.target == ("it", "is", "led", "by", "S1", ".")


def test_the_word_before_a_name_is_counted():
    corpus = build([ROW], {}, by_sentence=False)
    assert corpus.mentions["Egypt", "in", "Egypt"] == 1


def test_forms_seen_twice_in_annotated_texts_are_known():
    reference = {"tag": "AGENT-1", "entity": "United_States", "type": "name", "text": "the U.S."}
    row = {"triples": [], "texts": [{"text": "", "references": [reference, reference]}]}
    assert known_forms([row]) == {"United States": ["U.S."]}


def test_a_number_without_its_unit_is_no_form_of_a_quantity():
    row = {
        "triples": [["Cake", "mass", '"3"^^<http://dbpedia.org/datatype/kilogram>']],
        "texts": ["Cake weighs 3."],
    }
    assert not build([row], {}, by_sentence=False).values
    row["texts"] = ["Cake weighs 3 kg."]
    assert build([row], {}, by_sentence=False).values["3 kilogram", "weighs", "3 kg"] == 1
