from __future__ import annotations

from pathlib import Path

import pytest

from kgaigc.errors import ConfigError
from kgaigc.generation.delexicalise import slot_index
from kgaigc.training.phrasebook import Relation, are_different, read_phrase_book
from kgaigc.training.phrases import PhraseBook, words_of
from kgaigc.training.statements import is_unseen
from kgaigc.training.synthetic import worded

ROWS = [
    {"triples": [[f"{first}_Marrow", "likes", f"{second}_Tindle"]], "texts": [], "category": "x"}
    for first in ("Orla", "Bryn", "Cassia", "Dovid", "Enzo", "Fenna")
    for second in ("Great", "Little", "Upper", "Lower", "Outer", "Inner")
]


def relation(name: str, ways: tuple[str, ...], **changes: object) -> Relation:
    given: dict[str, object] = {
        "id": name,
        "labels": (name,),
        "inverse": (),
        "object": "entity",
        "subject_type": "person",
        "object_type": "place",
        "also": frozenset(),
        "symmetric": False,
        "says": ways,
        "ways": ways,
    }
    return Relation(**{**given, **changes})  # type: ignore[arg-type]


BORN = relation("birth place", ("{s} was born in {o}.",), inverse=("birthplace of",))
DIED = relation("death place", ("{s} died in {o}.", "{o} is where {s}'s life ended."))
HOME = relation("residence", ("{s} lived in {o}.",), also=frozenset({"birth place"}))
TALL = relation("height", ("{s} is {o} metres tall.",), object="number", object_type="length")


def book(*relations: Relation) -> PhraseBook:
    return PhraseBook(relations, ROWS, unseen=lambda label: False)


def asked(relations: PhraseBook, count: int) -> list[tuple[str, str, float, str]]:
    return [
        (" ".join(one.question.words), one.question.predicate, one.answer, one.kind)
        for of_text in relations.examples(count=count, seed=3)
        for one in of_text
    ]


def test_the_phrase_book_that_ships_is_whole_and_its_relations_are_of_the_four_kinds() -> None:
    relations = read_phrase_book()
    assert len(relations) > 300
    assert {one.object for one in relations} == {"entity", "number", "date", "text"}
    assert all(len(one.ways) >= 8 and len(one.says) >= 2 and one.labels for one in relations)


def test_a_damaged_phrase_book_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text('[[relation]]\nid = "x"\nlabels = "no list"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"bad\.toml"):
        read_phrase_book(tmp_path)


def test_what_is_said_is_true_by_the_labels_and_by_the_inverse_with_the_ends_exchanged() -> None:
    found = asked(book(BORN), 8)
    assert {(predicate, answer) for _, predicate, answer, _ in found if answer} == {
        ("birth place", 1.0),
        ("birthplace of", 1.0),
    }


def test_relations_that_may_hold_together_are_never_false_examples_of_one_another() -> None:
    false = {
        (text, predicate) for text, predicate, answer, _ in asked(book(BORN, DIED, HOME), 60) if not answer
    }
    assert any(" born " in f" {text} " and predicate == "death place" for text, predicate in false)
    alone = [predicate for text, predicate in false if not {"lived", "died", "ended"} & set(text.split())]
    assert "residence" not in alone


def test_objects_of_another_kind_are_not_asked_for() -> None:
    kinds = {(predicate, kind) for _, predicate, answer, kind in asked(book(BORN, TALL), 40) if not answer}
    assert not any(kind == "phrase predicate" for _, kind in kinds)


def test_labels_that_are_to_stay_unseen_are_in_no_example() -> None:
    unseen = PhraseBook([BORN, DIED], ROWS, unseen=lambda label: label.startswith("birth"))
    assert {predicate for _, predicate, *_ in asked(unseen, 20)} == {"death place"}


def test_relations_are_different_unless_they_share_a_label_or_name_one_another() -> None:
    assert are_different(BORN, DIED)
    assert not are_different(BORN, HOME)
    assert not are_different(BORN, relation("other", ("{s} {o}",), labels=("place of birth", "birth place")))


def test_the_words_of_sentences_and_labels_are_told() -> None:
    assert {"born", "died", "birthplace", "residence"} <= words_of([BORN, DIED, HOME])


def test_a_generators_texts_say_each_fact_once_and_end_in_a_full_stop() -> None:
    examples = list(worded([BORN, DIED, HOME, TALL], times=20, seed=1))
    assert len(examples) == 80
    for example in examples:
        said = [slot_index(token) for token in example.target if slot_index(token)]
        assert sorted(said) == list(range(1, len(example.source.slots)))
        assert example.target[-1] == "."
    assert any(" and " in " ".join(example.target) for example in examples)


def test_one_sentence_goes_on_about_its_subject_only_if_it_began_with_it() -> None:
    for example in worded([DIED, HOME], times=30, seed=2):
        text = " ".join(example.target)
        assert "life ended and" not in text
        assert "life ended , lived" not in text


def test_the_labels_that_the_benchmark_holds_out_are_told_by_their_letters_alone() -> None:
    labels = {label for one in read_phrase_book() for label in one.labels}
    share = sum(map(is_unseen, labels)) / len(labels)
    assert 0.01 < share < 0.08
    assert is_unseen(next(filter(is_unseen, sorted(labels))).upper())


def test_the_same_seed_gives_the_same_texts() -> None:
    one, other = (list(book(BORN, DIED, HOME).texts(count=10, seed=5)) for _ in range(2))
    assert [told.text for told in one] == [told.text for told in other]
