from math import log

import pytest

from kgaigc.errors import CheckpointError
from kgaigc.generation.checkpoint import load, save
from kgaigc.generation.fluency import FILE, LanguageModel, words_of

TEXTS = [
    "Ada was born in London.",
    "Ada was born in London, in the United Kingdom.",
    "Bob works in the United Kingdom.",
    "Bob was born on 3 May 1901.",
]


@pytest.fixture
def model():
    return LanguageModel.learn(TEXTS)


def test_words_and_marks_are_apart_and_plain():
    assert words_of("Zoë’s café (3.5 km) – “Old”") == [
        "zoe", "'", "s", "cafe", "(", "3", ".", "5", "km", ")", "-", '"', "old", '"',
    ]  # fmt: skip


def test_the_order_that_was_seen_is_likelier(model):
    seen, unseen = words_of("Bob was born in London."), words_of("Bob born was in London.")
    assert model.log_probability(seen) > model.log_probability(unseen)


def test_the_article_that_was_seen_is_likelier(model):
    bare = model.log_probability(words_of("Ada works in United Kingdom."))
    assert model.log_probability(words_of("Ada works in the United Kingdom.")) > bare


@pytest.mark.parametrize(
    "before", ["", "was", "born in", "in the united", "never seen", "was unseenword", "<s>"]
)
def test_probabilities_sum_to_one(model, before):
    words = [word for word in model.words if word != "<s>"]
    assert sum(model.probability(word, before.split()) for word in words) == pytest.approx(1)


def test_a_text_has_the_probability_of_its_words_and_its_end(model):
    product = 1.0
    words = ["<s>", *words_of("Ada works here."), "</s>"]
    for place in range(1, len(words)):
        product *= model.probability(words[place], words[:place])
    assert model.log_probability(words[1:-1]) == pytest.approx(log(product))


def test_a_word_never_seen_costs_more_than_a_rare_one(model):
    assert 0 < model.probability("zyx", ["in"]) < model.probability("works", ["in"])


def test_texts_that_teach_nothing_still_give_a_model():
    assert LanguageModel.learn([]).log_probability(["a", "b"]) < 0


def test_what_is_stored_is_what_is_read(model, tmp_path):
    model.save(tmp_path)
    loaded = LanguageModel.load(tmp_path)
    texts = [*TEXTS, "London works, Ada!"]
    assert [loaded.log_probability(words_of(t)) for t in texts] == [
        model.log_probability(words_of(t)) for t in texts
    ]
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_folder_without_a_model_has_none(tmp_path):
    assert LanguageModel.load(tmp_path) is None


@pytest.mark.parametrize("length", [0, 4, 100, -3])
def test_a_damaged_file_is_named(model, tmp_path, length):
    model.save(tmp_path)
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[:length])
    with pytest.raises(CheckpointError, match=r"fluency\.safetensors: a damaged language model"):
        LanguageModel.load(tmp_path)


def test_arrays_that_do_not_fit_one_another_are_damage(model, tmp_path):
    other = LanguageModel.learn(TEXTS[:1])
    with pytest.raises(ValueError, match="do not fit"):
        LanguageModel(model.words, other._stored)
    with pytest.raises(ValueError, match="do not fit"):
        LanguageModel(other.words, {**other._stored, "words.3": model._stored["words.3"]})


def test_a_checkpoint_keeps_its_language_model(model, checkpoint, tmp_path):
    save(checkpoint, tmp_path)
    without = load(tmp_path)
    checkpoint.fluency = model
    save(checkpoint, tmp_path)
    loaded = load(tmp_path)
    assert without.fluency is None
    assert loaded.fluency.words == model.words
    assert loaded.hash != without.hash
    assert not list(tmp_path.glob("*.part"))


def test_a_checkpoint_saved_without_a_language_model_leaves_none_behind(model, checkpoint, tmp_path):
    checkpoint.fluency = model
    save(checkpoint, tmp_path)
    checkpoint.fluency = None
    save(checkpoint, tmp_path)
    assert load(tmp_path).fluency is None
