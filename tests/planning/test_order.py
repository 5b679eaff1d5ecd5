import math

import pytest

from kgaigc.errors import CheckpointError
from kgaigc.graph.terms import read_terms
from kgaigc.planning.order import OrderModel


def facts(*rows):
    return read_terms([row.split() for row in rows])


BORN, DIED, CLUB = facts("Ann born Rome", "Ann died Oslo", "Ann club Ajax")
PLANS = [((BORN, DIED), (CLUB,))] * 8


def test_the_order_and_split_of_the_references_are_learnt():
    best, _ = OrderModel.learn(PLANS).propose((CLUB, DIED, BORN), count=1)[0]
    assert best == ((BORN, DIED), (CLUB,))


def test_every_plan_says_each_fact_once():
    for plan, _ in OrderModel.learn(PLANS).propose((CLUB, DIED, BORN), count=6):
        assert sorted(str(f) for s in plan for f in s) == sorted(map(str, (BORN, DIED, CLUB)))


def test_plans_differ_and_come_best_first():
    plans = OrderModel.learn(PLANS).propose((CLUB, DIED, BORN), count=6, within=math.inf)
    assert len({plan for plan, _ in plans}) == 6
    assert [score for _, score in plans] == sorted((score for _, score in plans), reverse=True)


def test_plans_that_are_much_less_probable_than_the_best_are_left_out():
    model = OrderModel.learn(PLANS)
    plans = model.propose((CLUB, DIED, BORN), count=6, within=math.inf)
    gap = plans[0][1] - plans[2][1]
    assert model.propose((CLUB, DIED, BORN), count=6, within=gap) == plans[:3]


def test_without_anything_learnt_there_are_plans_still():
    assert OrderModel().propose((BORN,), count=3)[0][0] == ((BORN,),)


def test_a_repeated_fact_is_planned_once():
    assert OrderModel().propose((BORN, BORN), count=1)[0][0] == ((BORN,),)


def test_saved_equals_loaded(tmp_path):
    model = OrderModel.learn(PLANS)
    model.save(tmp_path)
    assert OrderModel.load(tmp_path).propose((CLUB, DIED, BORN), count=4) == model.propose(
        (CLUB, DIED, BORN), count=4
    )


@pytest.mark.parametrize(
    ("content", "message"), [(None, "missing"), ("{", "damaged"), ("[]", "damaged"), ("{}", "damaged")]
)
def test_a_missing_or_damaged_planner_is_named(tmp_path, content, message):
    if content is not None:
        (tmp_path / "planner.json").write_text(content)
    with pytest.raises(CheckpointError, match=message):
        OrderModel.load(tmp_path)
