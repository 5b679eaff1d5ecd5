"""Makes right texts wrong in one place, to see whether a checker notices.

Seven kinds: another name, number, date or predicate, the ends of a statement exchanged, a fact left out, a foreign
one added. It starts from a text with the triples that it says, and leaves a text alone where it isn't sure of the
place. The same text and seed always give the same corruption.
"""

from __future__ import annotations

from random import Random
from typing import Literal, get_args

from kgaigc.evaluation.corruption.facts import added, omitted
from kgaigc.evaluation.corruption.literals import other_value
from kgaigc.evaluation.corruption.material import Material
from kgaigc.evaluation.corruption.names import other_name
from kgaigc.evaluation.corruption.reading import Reading, read
from kgaigc.evaluation.corruption.relations import exchanged, other_predicate

__all__ = ["KINDS", "Kind", "Material", "Reading", "corrupt", "read"]

Kind = Literal["name", "number", "date", "predicate", "direction", "omission", "addition"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def corrupt(reading: Reading, kind: Kind, material: Material, *, seed: int = 0) -> str | None:
    """The text with one thing wrong; None if there is nothing of the kind that surely can be made wrong.

    Args:
        reading: a right text, as ``read`` gives it.
        kind: what to do to it.
        material: what to do it with.
        seed: another one, another corruption.
    """
    chance = Random(f"{seed} {kind} {reading.text}")
    made = _made(reading, kind, material, chance)
    return made if made != reading.text else None


def _made(reading: Reading, kind: Kind, material: Material, chance: Random) -> str | None:
    match kind:
        case "name":
            return other_name(reading, material, chance)
        case "number" | "date":
            return other_value(reading, chance, kind=kind)
        case "predicate":
            return other_predicate(reading, material, chance)
        case "direction":
            return exchanged(reading, material, chance)
        case "omission":
            return omitted(reading, chance)
        case "addition":
            return added(reading, material, chance)
