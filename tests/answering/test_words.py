"""The parts of answering that know English: stems, roles, how words fit labels, how answers are worded."""

from __future__ import annotations

import pytest

from kgaigc.answering.lexicon import polarity
from kgaigc.answering.matching import match
from kgaigc.answering.roles import role
from kgaigc.answering.stems import split, stem
from kgaigc.answering.wording import say
from kgaigc.values import Entity, Report, Triple, Verdict


@pytest.mark.parametrize(
    "family",
    [
        "design designs designed designer designing",
        "discover discovers discovered discoverer discovery",
        "operate operated operator operation",
        "complete completed completion",
        "paint painted painter painting",
        "moon moons",
        "program programs programmed programming",
        "write wrote written writer",
    ],
)
def test_words_of_a_family_share_a_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


def test_different_words_keep_different_stems() -> None:
    names = [
        "mass",
        "material",
        "moon",
        "mission",
        "mouth",
        "birth",
        "death",
        "place",
        "date",
        "designer",
        "developer",
        "director",
        "diameter",
    ]
    assert len({stem(name) for name in names}) == len(names)


def test_a_stem_is_its_own_stem() -> None:
    assert all(
        stem(stem(word)) == stem(word) for word in ["designer", "discovery", "operated", "moons", "species"]
    )


def test_camel_case_is_parted() -> None:
    assert split("birthPlace of_X") == ("birth", "place", "of", "x")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who designed X", "object"),
        ("what did X design", "agent"),
        ("what did the planet X do", "agent"),
        ("where was X born", "passive"),
        ("tell me where X was born", "passive"),
        ("tell me where X died", "agent"),
        ("who was born in X", "object"),
        ("what was designed by X", "by"),
        ("what is the capital of X", "of"),
        ("what is X 's capital", "of"),
        ("what is X the capital of", "whose"),
        ("whose capital is X", "whose"),
        ("X is the capital of which country", "whose"),
        ("who was married to X", "either"),
        ("name the machines that X designed", "agent"),
    ],
)
def test_the_role_of_a_thing_is_read_from_the_words_around_it(question: str, expected: str) -> None:
    words = question.split()
    place = words.index("X")
    before = [word for word in words[:place] if word not in {"the", "a"}]
    assert role(before, words[place + 1 :]) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("designer", "who"),
        ("influenced by", "who"),
        ("crew members", "who"),
        ("alma mater", "what"),
        ("birth place", "what"),
        ("award", "what"),
        ("diameter", "what"),
    ],
)
def test_a_label_tells_who_acts(label: str, expected: str) -> None:
    assert polarity(split(label)) == expected


def test_where_and_when_choose_between_places_and_dates() -> None:
    place, date = Entity("e:p", "birth place"), Entity("e:d", "birth date")
    born = (stem("born"),)
    assert match(born, place, "place").label > match(born, date, "place").label
    assert match(born, date, "date").label > match(born, place, "date").label


def test_many_facts_are_said_in_portions_with_one_report() -> None:
    triples = tuple(
        Triple(Entity("e:s", "S"), Entity("e:p", "p"), Entity(f"e:{n}", f"O{n}")) for n in range(20)
    )
    portions: list[int] = []

    def phrase(given: tuple[Triple, ...]) -> tuple[str, Report]:
        portions.append(len(given))
        text = f"{len(given)} facts."
        return text, Report((Verdict("c", 0, 1, "supported", given, ""),), 1.0, 1.0, 0.9, text)

    text, report = say(triples, phrase, lead="Yes.")
    assert max(portions) <= 4
    assert sum(portions) == 12
    assert text.startswith("Yes. 3 facts. 3 facts.")
    assert all(text[verdict.start] == "3" for verdict in report.verdicts)
    assert (report.precision, report.coverage, report.source) == (1.0, 1.0, text)
