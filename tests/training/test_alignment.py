"""Where the things of triples stand in texts."""

from __future__ import annotations

from kgaigc.training.alignment import align, kind
from kgaigc.training.predicate_lexicon import aligned_pairs, count

TRIPLES = [("Ada_Lovelace", "birthPlace", "London"), ("Ada_Lovelace", "birthDate", "1815-12-10")]


def test_names_and_dates_are_found() -> None:
    (sentence,) = align("Ada Lovelace was born in London on December 10, 1815.", TRIPLES, {})
    assert sentence.terms == ("Ada_Lovelace", "London", "1815-12-10")
    assert sentence.gaps[1] == ("was", "born", "in")


def test_a_pronoun_stands_for_what_most_triples_are_about() -> None:
    (sentence,) = align("She was born in London.", TRIPLES, {})
    assert sentence.terms == ("Ada_Lovelace", "London")


def test_other_capitalised_words_are_mentions_of_nothing() -> None:
    (sentence,) = align("Ada Lovelace met Babbage in London.", TRIPLES, {})
    assert sentence.terms == ("Ada_Lovelace", None, "London")


def test_terms_are_dates_numbers_or_entities() -> None:
    assert [kind(term) for term in ("1815-12-10", "2702.0", "London")] == ["date", "number", "entity"]


def test_words_are_counted_for_the_predicate_they_stand_with() -> None:
    rows = [
        {"category": "Person", "triples": TRIPLES[:1], "texts": [f"Ada Lovelace was born in London{end}"]}
        for end in (".", "!")
    ]
    data = count(aligned_pairs(rows, {}), None)
    assert data["predicates"] == ["birthPlace"]
    assert {"was", "born", "in"} <= set(data["words"])
