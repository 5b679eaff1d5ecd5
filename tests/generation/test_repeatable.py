"""The shipped model writes the same text whatever stands beside a request, and on one or two threads."""

import pytest
import torch

from kgaigc.generation import Alternatives, Generator
from kgaigc.generation.checkpoint import shipped
from kgaigc.graph.terms import read_terms
from kgaigc.planning.order import OrderModel

PLACES = ("Turku", "Kyoto", "Cusco", "Adis Qual", "Zanvor", "Orléans", "Łódź", "New Vale")
ROWS = [
    [["Mara Olin", "birthPlace", "{}"], ["Mara Olin", "birthDate", "1931-07-04"]],
    [["{} Airport", "cityServed", "{}"]],
    [["{} FC", "ground", "{}"], ["{} FC", "league", "Northern League"], ["{} FC", "manager", "Ivo Brandt"]],
    [["Hall of {}", "architect", "Ivo Brandt"], ["Hall of {}", "location", "{}"]],
    [["{}", "country", "Peru"], ["Peru", "leader", "Mara Olin"], ["{}", "populationTotal", "48211"]],
    [["{} stew", "unheardOfRelation", "lemon"]],
    [["{}", "elevationAboveTheSeaLevel", "412.5"], ["{}", "isPartOf", "Vale County"]],
    [["{} University", "city", "{}"], ["{} University", "established", "1902"]],
]
SETS = [
    read_terms([[term.format(place) for term in triple] for triple in row])
    for place in PLACES
    for row in ROWS
]


@pytest.fixture(scope="module")
def generator():
    return Generator.from_pretrained()


@pytest.fixture(scope="module")
def items():
    planner = OrderModel.load(shipped())
    return [Alternatives(planner.propose(triples, count=3)) for triples in SETS]


@pytest.fixture
def threads():
    before = torch.get_num_threads()
    yield torch.set_num_threads
    torch.set_num_threads(before)


def written(generator, items, size):
    return [
        generated
        for first in range(0, len(items), size)
        for generated in generator.compose(items[first : first + size])
    ]


def test_batches_of_any_size_give_the_same_texts(generator, items):
    alone = written(generator, items, 1)
    assert len({generated.text for generated in alone}) == len(items)
    assert written(generator, items, 8) == alone
    assert written(generator, items, 64) == alone


def test_one_thread_and_two_give_the_same_texts(generator, items, threads):
    threads(1)
    one = written(generator, items, 64)
    threads(2)
    assert written(generator, items, 64) == one
