"""Turns of phrase tell of birth, death, makers and parents; other words tell nothing."""

from __future__ import annotations

import pytest

from kgaigc.checking.idioms import by_idiom


def told(label: str, gap: str, *, fits: bool = True, dated: bool = False, near: bool = True) -> float | None:
    return by_idiom(label, (), tuple(gap.split()), fits=fits, dated=dated, near=near)


@pytest.mark.parametrize(
    ("label", "gap"),
    [
        ("death place", "breathed her last in"),
        ("birth date", "'s life began in"),
        ("creator", "is the work of"),
        ("architect", ", by"),
        ("father", "was the daughter of"),
        ("award", "was never a"),
    ],
)
def test_a_turn_of_phrase_says_its_relation(label: str, gap: str) -> None:
    assert (told(label, gap) or 0) > 0.9


def test_a_turn_of_phrase_says_no_other_relation() -> None:
    assert (told("birth place", "breathed her last in") or 0) < 0.1
    assert told("owner", "is the work of") is None
    assert told("child", "was the daughter of") != told("father", "was the daughter of")


def test_other_words_tell_nothing() -> None:
    assert told("creator", "was stolen by") is None
    assert told("creator", "by", near=False) is None
    assert told("birth date", "moved in", dated=True) is None
    assert told("father", "was the son of", fits=False) is None
