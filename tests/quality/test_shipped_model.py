"""A small quality floor on the shipped model, so that a worse one does not ship unseen."""

import pytest

from kgaigc.evaluation.metrics import bleu
from kgaigc.evaluation.webnlg import write
from kgaigc.generation import Generator
from kgaigc.generation.checkpoint import shipped
from kgaigc.graph.terms import read_terms
from kgaigc.planning.order import OrderModel
from kgaigc.values import Entity

from .pairs import PAIRS


@pytest.fixture(scope="module")
def texts():
    rows = [{"triples": triples} for triples, _ in PAIRS]
    return write(rows, Generator.from_pretrained(), OrderModel.load(shipped()))


def test_the_shipped_model_writes_about_as_people_do(texts):
    assert bleu(texts, [references for _, references in PAIRS]) >= 45


def test_nearly_every_name_is_said(texts):
    names = [
        (term.label, text)
        for (triples, _), text in zip(PAIRS, texts, strict=True)
        for fact in read_terms(triples)
        for term in (fact.subject, fact.object)
        if isinstance(term, Entity)
    ]
    said = [name.lower() in text.lower() for name, text in names]
    assert sum(said) / len(said) >= 0.9


def test_the_shipped_model_is_small_and_says_where_it_comes_from():
    folder = shipped()
    assert sum(f.stat().st_size for f in folder.iterdir()) < 20e6
    card = (folder / "README.md").read_text(encoding="utf-8")
    for word in ("Data", "Licence", "Recipe", "Seed", "Scores", "CC BY-NC-SA"):
        assert word in card
