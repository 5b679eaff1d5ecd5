"""Whether a text says a triple: the network's invariants, and the scorer that ships."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from kgaigc.checking.likeness import Passage, kind_of
from kgaigc.checking.scorer import Network, Question, Scorer, Shape, Vocabulary, load_scorer
from kgaigc.training.scorer import save
from kgaigc.values import XSD, Entity, Term, Triple, Value

WORDS = (
    "was",
    "born",
    "in",
    "died",
    "wrote",
    "by",
    "written",
    "author",
    "birth",
    "place",
    "the",
    "first",
    "0",
    ".",
)


def entity(name: str) -> Entity:
    return Entity(f"urn:made-up:{name}", name)


def triple(subject: str, predicate: str, obj: str | Value) -> Triple:
    end: Term = obj if isinstance(obj, Value) else entity(obj)
    return Triple(entity(subject), entity(predicate), end)


def asked(text: str, one: Triple, others: Sequence[str] = ()) -> Question:
    passage = Passage(text)
    beside = np.zeros(len(passage), dtype=np.float32)
    for other in others:
        beside = np.maximum(beside, passage.likeness(entity(other)).words)
    subject, obj = passage.likeness(one.subject), passage.likeness(one.object)
    return Question(passage.words, subject, obj, beside, one.predicate.label, kind_of(one.object))


def shipped(text: str, one: Triple, others: Sequence[str] = ()) -> float:
    return float(load_scorer().probabilities([asked(text, one, others)])[0])


@pytest.fixture
def tiny() -> Scorer:
    torch.manual_seed(0)
    vocabulary = Vocabulary(WORDS, {"wrote": "write"})
    network = Network(Shape(len(vocabulary), vectors=4, embedding=6, hidden=5))
    network.vectors[3:] = torch.nn.functional.normalize(torch.randn(len(WORDS), 4), dim=1)
    return Scorer(network, vocabulary)


SHORT = asked("Ann was born in Rome.", triple("Ann", "birthPlace", "Rome"))
LONG = asked(
    "Ann was born in Rome, the first of the first, and wrote what was written by the first author by the 7.",
    triple("Ann", "the first place of birth written by the author", "Rome"),
)
EMPTY = asked("", triple("Ann", "birthPlace", "Rome"))


@pytest.mark.parametrize("question", [SHORT, LONG, EMPTY])
def test_an_answer_does_not_depend_on_what_else_is_asked(tiny: Scorer, question: Question) -> None:
    alone = Scorer(tiny.network, tiny.vocabulary).probabilities([question])[0]
    for beside in ([LONG], [SHORT, EMPTY, LONG], [EMPTY]):
        fresh = Scorer(tiny.network, tiny.vocabulary)
        assert fresh.probabilities([question, *beside])[0] == pytest.approx(alone, abs=1e-6)
        assert fresh.probabilities([*beside, question])[-1] == pytest.approx(alone, abs=1e-6)


@pytest.mark.parametrize("scorer", ["tiny", "shipped"])
def test_the_answers_are_the_networks(tiny: Scorer, scorer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one = tiny if scorer == "tiny" else load_scorer()
    questions = [SHORT, LONG, EMPTY, SHORT.turned()]
    with torch.inference_mode():
        expected = torch.sigmoid(one.network(one.vocabulary.batch(questions)))
    monkeypatch.setattr("kgaigc.checking.scorer._AT_ONCE", 3)
    found = Scorer(one.network, one.vocabulary).probabilities(questions)
    named = [question.may_be_said() for question in questions]
    assert named == [True, True, False, True]
    assert found == pytest.approx(np.where(named, expected.numpy(), 0), abs=1e-5)


def test_asking_again_gives_the_same_answers(tiny: Scorer) -> None:
    first = tiny.probabilities([SHORT, LONG])
    assert tiny.probabilities([LONG, SHORT, LONG]).tolist() == [first[1], first[0], first[1]]
    assert tiny.probabilities([]).shape == (0,)


def test_what_is_expected_is_read_with_the_next_new_question(
    tiny: Scorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = Scorer(tiny.network, tiny.vocabulary).probabilities([SHORT, LONG])
    tiny.expect([LONG, SHORT])
    short = tiny.probabilities([SHORT])
    monkeypatch.setattr(tiny, "vocabulary", None)  # Nothing new can be read.
    assert np.allclose([*short, *tiny.probabilities([LONG])], alone, atol=2e-5)


def test_which_things_are_named_makes_no_difference(tiny: Scorer) -> None:
    other = asked("Bo was born in Oslo.", triple("Bo", "birthPlace", "Oslo"))
    ann, bo = tiny.probabilities([SHORT, other])
    assert ann == pytest.approx(bo, abs=1e-6)


def test_all_numerals_are_one_word(tiny: Scorer) -> None:
    assert tiny.vocabulary.number("1815") == tiny.vocabulary.number("7") == tiny.vocabulary.number("0")
    assert tiny.vocabulary.number("unheard") == 1


def test_what_is_far_behind_in_a_text_is_not_read(tiny: Scorer) -> None:
    texts = ["Ann was born in Rome. " + "the first " * 120 + end for end in ("wrote", "died in")]
    one, other = tiny.probabilities([asked(text, triple("Ann", "birthPlace", "Rome")) for text in texts])
    assert one == pytest.approx(other, abs=1e-6)


def test_saved_equals_loaded(tiny: Scorer, tmp_path: Path) -> None:
    save(tiny, tmp_path)
    loaded = Scorer.load(tmp_path)
    assert loaded.vocabulary.words == tiny.vocabulary.words
    assert loaded.network.shape == tiny.network.shape
    before, after = (scorer.probabilities([SHORT, LONG, EMPTY]) for scorer in (tiny, loaded))
    assert np.allclose(before, after, atol=1e-2)


SAID = [
    ("Ann Orr was born in Rome.", triple("Ann Orr", "birthPlace", "Rome")),
    ("ann orr, born in rome, wrote the long road.", triple("The Long Road", "author", "Ann Orr")),
    ("The Long Road was written by Ann Orr.", triple("The Long Road", "author", "Ann Orr")),
    ("Norland's capital is Turku.", triple("Norland", "capital", "Turku")),
    ("Miro Tower has 20 floors.", triple("Miro Tower", "floorCount", Value("20", f"{XSD}integer"))),
]


@pytest.mark.parametrize(("text", "one"), SAID)
def test_the_shipped_scorer_takes_what_is_said(text: str, one: Triple) -> None:
    assert shipped(text, one) > 0.5


@pytest.mark.parametrize(
    ("text", "one"), [(text, one) for text, one in SAID if isinstance(one.object, Entity)]
)
def test_a_triple_turned_round_is_said_less(text: str, one: Triple) -> None:
    back = triple(one.object.label, one.predicate.label, one.subject.label)  # type: ignore[union-attr]
    assert shipped(text, back) < shipped(text, one)
    assert shipped(text, back) < 0.5


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Ann Orr was born in Rome.", triple("Ann Orr", "deathPlace", "Rome")),
        ("Ann Orr was not born in Rome.", triple("Ann Orr", "birthPlace", "Rome")),
        ("Ann Orr was born in Oslo.", triple("Ann Orr", "birthPlace", "Rome")),
        ("Miro Tower has 21 floors.", triple("Miro Tower", "floorCount", Value("20", f"{XSD}integer"))),
        ("The Long Road was burnt by Ann Orr.", triple("The Long Road", "author", "Ann Orr")),
        ("", triple("Ann Orr", "birthPlace", "Rome")),
    ],
)
def test_the_shipped_scorer_rejects_what_is_not_said(text: str, one: Triple) -> None:
    assert shipped(text, one) < 0.5


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Ann Orr was repaired by Tom Reed.", "repairer", "cook"),
        ("Tom Reed cooks for Ann Orr.", "cook", "rival"),
        ("Tom Reed is the rival of Ann Orr.", "rival", "cook"),
        ("Ann Orr keeps bees with Tom Reed.", "beekeeping partner", "tax adviser"),
    ],
)
def test_a_predicate_that_was_never_seen_is_told_by_its_words(text: str, right: str, wrong: str) -> None:
    assert shipped(text, triple("Ann Orr", right, "Tom Reed")) > shipped(
        text, triple("Ann Orr", wrong, "Tom Reed")
    )


def test_what_is_said_of_another_thing_of_the_text_is_not_said_of_this_one() -> None:
    text = "Ann Orr was born in Rome and Bo Ito was born in Oslo."
    right, wrong = (
        shipped(text, triple("Ann Orr", "birthPlace", city), [*{"Rome", "Oslo"} - {city}, "Bo Ito"])
        for city in ("Rome", "Oslo")
    )
    assert right > wrong
