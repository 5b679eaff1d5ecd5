"""Examples for the checker's scorer: what is made false is false, and nothing is made with what is held out."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from kgaigc.checking.likeness import Passage
from kgaigc.checking.scorer import NAMED
from kgaigc.training import statements
from kgaigc.training.falsehoods import denied, follows, nudged, renamed
from kgaigc.training.statements import (
    Corpus,
    Example,
    Said,
    is_held_out,
    is_unseen,
    key,
    plainly_said,
    said_by,
    said_in_answers,
    seen,
)
from kgaigc.values import XSD, Entity, Term, Triple, Value

PEOPLE = ("Ann Orr", "Bo Ito", "Cleo Dane", "Dan Ursu", "Eve Zorn", "Sam Vance", "Gus Pell", "Ida Quist")
TOWNS = ("Rome", "Oslo", "Kyiv", "Lima", "Graz", "Bern", "Turku", "Vaasa")
LANDS = ("Norland", "Sudria")
ASKED_OF_THE_TEXT = {
    *(
        "predicate",
        "direction",
        "object inside",
        "subject inside",
        "object foreign",
        "fact foreign",
        "value",
        "omitted",
    ),
}
FALSE_IN_THE_TEXT = {"negation", "name in text", "joined"}
WAYS = {
    "birthPlace": "was born in",
    "deathPlace": "died in",
    "mayor of": "is the mayor of",
    "employer": "works for",
}


def row(
    text: str | dict[str, Any], *triples: tuple[str, str, str], category: str = "Person"
) -> dict[str, Any]:
    return {"category": category, "triples": [list(one) for one in triples], "texts": [text]}


def rows() -> list[dict[str, Any]]:
    made = []
    for number, name in enumerate(PEOPLE):
        town, other, land = TOWNS[number], TOWNS[(number + 3) % 8], LANDS[number % 2]
        born, died = (name, "birthPlace", town), (name, "deathPlace", other)
        made.append(row(f"{name} was born in {town} and died in {other}.", born, died))
        made.append(row(f"{name} was born in {town}, {land}.", born, (town, "country", land)))
        made.append(
            row(f"{name} was born on {number + 1} May 1901.", (name, "birthDate", f"1901-05-0{number + 1}"))
        )
        made.append(row(f"{town} has {number + 3}00 inhabitants.", (town, "population", f"{number + 3}00")))
        made += [row(f"{name} {words} {town}.", (name, p, town)) for p, words in WAYS.items()]
    return made


class Made(NamedTuple):
    """An example with the triple that was asked of its text."""

    said: Said
    triple: Triple
    kind: str
    answer: float
    passage: Passage

    @property
    def words(self) -> list[str]:
        return self.passage.words

    def names(self, term: Term) -> bool:
        return self.passage.likeness(term).found >= NAMED


@pytest.fixture(scope="module")
def made() -> list[Made]:
    """The examples of some seeds; also of texts whose sentences are known, with sentences left out."""
    found: list[Made] = []
    example = statements._example

    def kept(passage: Passage, said: Said, triple: Triple, kind: str, *, answer: float = 0.0) -> Example:
        found.append(Made(said, triple, kind, answer, passage))
        return example(passage, said, triple, kind, answer=answer)

    corpus = Corpus(said_by([*rows(), *annotated()]))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(statements, "_example", kept)
        for seed in range(4):
            assert sum(map(len, corpus.examples(seed=seed))) > 0
    return found


def annotated() -> list[dict[str, Any]]:
    """Texts of two sentences that tell which triple each says."""
    texts = []
    for number, name in enumerate(PEOPLE):
        town, boss = TOWNS[number], PEOPLE[number - 1]
        order = [(name, "birthPlace", town), (name, "employer", boss)]
        text = {
            "text": f"{name} was born in {town}. {name} works for {boss}.",
            "order": order,
            "sentences": [[0], [1]],
        }
        texts.append(row(text, *order))
    return texts


def is_stated(one: Made) -> bool:
    """Whether the row has the very triple."""
    return any(
        (key(t.subject), t.predicate.label, key(t.object))
        == (key(one.triple.subject), one.triple.predicate.label, key(one.triple.object))
        for t in one.said.triples
    )


def test_every_kind_of_falsehood_is_made_and_only_what_is_said_is_true(made: list[Made]) -> None:
    assert {one.kind for one in made} == {"true", *ASKED_OF_THE_TEXT, *FALSE_IN_THE_TEXT}
    assert all((one.answer == 1) == (one.kind == "true") for one in made)
    assert all(is_stated(one) for one in made if one.kind == "true")


def test_what_is_asked_falsely_of_an_untouched_text_is_not_stated(made: list[Made]) -> None:
    asked = [one for one in made if one.kind in ASKED_OF_THE_TEXT]
    assert all(one.passage.words == Passage(one.said.text).words for one in asked)
    assert not any(is_stated(one) for one in asked)


def test_two_predicates_that_are_said_of_one_pair_are_not_exchanged(made: list[Made]) -> None:
    # Somebody was born, has died, works and is mayor in one town each: all may be said of one pair, none is made.
    pairs = {"birth place", "death place", "mayor of", "employer"}
    others = {
        one.triple.predicate.label
        for one in made
        if one.kind == "predicate" and isinstance(one.triple.object, Entity)
    }
    assert not any(
        one.triple.predicate.label in pairs and t.predicate.label in pairs
        for one in made
        if one.kind == "predicate"
        for t in one.said.triples
        if key(t.object) == key(one.triple.object) and key(t.subject) == key(one.triple.subject)
    )
    assert others


def test_an_end_that_is_exchanged_within_a_text_is_named_there_and_gives_no_consequence(
    made: list[Made],
) -> None:
    inside = [one for one in made if one.kind in ("object inside", "subject inside")]
    assert all(one.names(one.triple.subject) and one.names(one.triple.object) for one in inside)
    # Who was born in a town of Norland was born in Norland.
    assert not any(
        one.triple.predicate.label == "birth place" and key(one.triple.object) in LANDS for one in inside
    )


def test_what_is_brought_in_from_elsewhere_is_not_named_in_the_text(made: list[Made]) -> None:
    foreign = [one for one in made if one.kind in ("object foreign", "fact foreign", "value")]
    assert foreign
    assert not any(one.names(one.triple.object) for one in foreign)


def test_a_sentence_that_is_left_out_takes_its_triple_with_it(made: list[Made]) -> None:
    omitted = [one for one in made if one.kind == "omitted"]
    assert omitted
    for one in omitted:
        assert one.triple in one.said.unsaid
        assert not (one.names(one.triple.subject) and one.names(one.triple.object))


def test_a_text_made_false_denies_or_does_not_name_what_it_is_asked(made: list[Made]) -> None:
    for one in made:
        if one.kind == "negation":
            assert {"not", "never", "no"} & set(one.words)
        if one.kind == "name in text":
            assert not (one.names(one.triple.subject) and one.names(one.triple.object))


def test_a_name_that_is_listed_beside_another_brings_no_relation_of_its_own(made: list[Made]) -> None:
    joined = [one for one in made if one.kind == "joined"]
    assert joined
    for one in joined:
        assert one.names(one.triple.object)
        assert one.triple.predicate.label not in {t.predicate.label for t in one.said.triples}


def test_no_name_that_is_held_out_is_put_in_the_place_of_another(made: list[Made]) -> None:
    names = {key(end) for one in made for t in one.said.triples for end in (t.subject, t.object)}
    held_names = {name for name in names if is_held_out(name)}
    assert held_names
    for one in made:
        if one.kind in ("object foreign", "fact foreign", "joined"):
            assert key(one.triple.object) not in held_names
        if one.kind in ("name in text", "joined"):
            brought = " ".join(one.words)
            assert not any(name.lower() in brought and name not in one.said.text for name in held_names)


def test_texts_with_a_predicate_that_stays_unseen_are_left_out() -> None:
    texts = list(said_by(rows()))
    label = next(f"word{n}" for n in range(1000) if is_unseen(f"word{n}"))
    told = replace(texts[0].triples[0], predicate=replace(texts[0].triples[0].predicate, label=label))
    unseen = replace(texts[0], triples=(told,))
    assert [*seen([unseen, *texts])] == [said for said in texts if said in [*seen(texts)]]
    assert unseen not in [*seen([unseen, *texts])]
    assert any(said in [*seen(texts)] for said in texts)


def test_the_same_seed_gives_the_same_examples() -> None:
    corpus = Corpus(said_by(rows()))
    shown = [
        [
            (e.kind, e.question.predicate, *e.question.words)
            for of_text in corpus.examples(seed=seed)
            for e in of_text
        ]
        for seed in (0, 0, 1)
    ]
    assert shown[0] == shown[1] != shown[2]


def test_what_stands_instead_of_a_triple_is_not_said() -> None:
    corpus = Corpus(said_by(rows()))
    for said in corpus.texts:
        other = corpus.instead(said, said.triples[0], random.Random(0))
        assert other is None or other not in said.triples
    assert any(corpus.instead(said, said.triples[0], random.Random(0)) for said in corpus.texts)


def test_a_text_of_two_rows_is_taken_once_and_rows_that_cannot_be_read_are_left_out() -> None:
    one = row("Ann Orr works for Bo Ito.", ("Ann_Orr", "employer", "Bo_Ito"))
    broken = row("Nothing.", ("", "employer", "Bo_Ito"))
    assert [said.text for said in said_by([one, broken, one])] == ["Ann Orr works for Bo Ito."]


def test_answers_say_the_pattern_of_their_query() -> None:
    query = "SELECT ?uri WHERE { <http://made.up/Ann_Orr> <http://made.up/employer> ?uri }"
    answer = {
        "sparql": query,
        "answer_plain": "Bo Ito employs Ann Orr.",
        "answer_spans": ["Bo Ito"],
        "form": "select",
    }
    (said,) = said_in_answers([answer])
    ((subject, predicate, obj),) = [(t.subject.label, t.predicate.label, key(t.object)) for t in said.triples]
    assert (subject, predicate, obj) == ("Ann Orr", "employer", "Bo Ito")
    assert not list(said_in_answers([answer | {"form": "count"}]))
    assert not list(said_in_answers([answer | {"answer_spans": ["Bo Ito", "Eve"]}]))
    open_ends = "SELECT ?uri WHERE { ?x <http://made.up/employer> ?uri }"
    assert not list(said_in_answers([answer | {"sparql": open_ends}]))


def test_plain_sentences_name_the_words_of_their_predicate() -> None:
    plain = list(plainly_said(rows(), ["lighthouse", "violin", "gate"], count=30, seed=0))
    assert len(plain) > 20
    assert all(said.triples[0].predicate.label in said.text for said in plain)
    assert plain == list(plainly_said(rows(), ["lighthouse", "violin", "gate"], count=30, seed=0))


def triple(subject: str, predicate: str, obj: str) -> Triple:
    return Triple(*(Entity(f"urn:made-up:{name}", name) for name in (subject, predicate, obj)))


def test_what_is_in_a_town_is_in_the_towns_country() -> None:
    facts = [
        triple("Ann", "birth place", "Rome"),
        triple("Rome", "country", "Norland"),
        triple("Rome", "mayor", "Bo"),
    ]
    assert follows(triple("Ann", "birth place", "Norland"), facts)
    assert not follows(triple("Ann", "birth place", "Bo"), facts)
    assert not follows(triple("Norland", "birth place", "Ann"), facts)


@pytest.mark.parametrize("text", ["1901-05-01", "300", "7"])
def test_a_value_that_is_changed_a_little_is_another_of_its_kind(text: str) -> None:
    value = Value(text, f"{XSD}integer")
    for seed in range(20):
        changed = nudged(value, random.Random(seed))
        assert changed is not None
        assert (changed.text != text, len(changed.text), changed.datatype) == (
            True,
            len(text),
            value.datatype,
        )
    assert nudged(Value("none"), random.Random(0)) is None


def test_only_what_has_a_verb_to_deny_is_denied() -> None:
    assert denied("Ann was born.", random.Random(0)) in {
        "Ann was not born.",
        "Ann was never born.",
        "Ann was no longer born.",
    }
    assert denied("Ann sleeps.", random.Random(0)) is None


def test_a_name_is_replaced_only_where_it_stands_and_only_by_another() -> None:
    ann = Entity("urn:made-up:Ann", "Ann Orr")
    passage = renamed("Ann Orr sings.", ann, "Bo Ito")
    assert passage is not None
    assert passage.words == ["bo", "ito", "sings", "."]
    assert renamed("Nobody sings.", ann, "Bo Ito") is None
    assert renamed("Ann Orr sings.", ann, "Ann Orr the Younger") is None
