"""The picture of an entity's facts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kgaigc.errors import ConfigError
from kgaigc.rendering.figure import draw
from kgaigc.values import Entity, Triple, Value

ADA = Entity("e:Ada", "Ada Lovelace")
FACTS = (
    Triple(ADA, Entity("e:birthPlace", "birth place"), Entity("e:London", "London")),
    Triple(ADA, Entity("e:deathPlace", "death place"), Entity("e:London", "London")),
    Triple(ADA, Entity("e:cost", "cost"), Value("$5 & $6 <now>")),
    Triple(Entity("e:Byron", "Lord Byron"), Entity("e:child", "child"), ADA),
)


def test_a_picture_names_the_entity_its_facts_and_what_they_link() -> None:
    svg = draw(ADA, FACTS).svg
    assert svg.startswith("<svg")
    for label in (
        "Ada Lovelace",
        "London",
        "birth place, death place",
        "Lord Byron",
        "child",
        "$5 &amp; $6 &lt;now&gt;",
    ):
        assert f">{label}</text>" in svg


def test_a_picture_is_the_same_each_time() -> None:
    assert draw(ADA, FACTS) == draw(ADA, FACTS)


def test_an_entity_without_facts_is_drawn_alone() -> None:
    assert "Ada Lovelace" in draw(ADA, ()).svg


def test_labels_in_any_script_are_drawn_without_warnings() -> None:
    other = Triple(ADA, Entity("e:n", "name"), Value("エイダ \u200fعدا\u200e Ада"))
    assert "エイダ" in draw(ADA, (other,)).svg


def test_a_picture_is_described_for_those_who_cannot_see_it() -> None:
    assert 'aria-label="Ada Lovelace · birth place · London;' in draw(ADA, FACTS)._repr_html_()


def test_a_picture_can_be_saved(tmp_path: Path) -> None:
    picture = draw(ADA, FACTS)
    picture.save(tmp_path / "ada.svg")
    assert (tmp_path / "ada.svg").read_text(encoding="utf-8") == picture.svg


def test_an_unwritable_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't write"):
        draw(ADA, FACTS).save(tmp_path / "missing" / "ada.svg")


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ConfigError, match=r"kgaigc\[notebook\]"):
        draw(ADA, FACTS)
