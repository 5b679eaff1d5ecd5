"""Another name in the place of one: of a thing that somewhere stands in the same role."""

from __future__ import annotations

import re
from random import Random

from kgaigc.checking.words import plain
from kgaigc.evaluation.corruption.material import Material
from kgaigc.evaluation.corruption.reading import Reading, bare_name, telling_stems, with_changes
from kgaigc.generation.names import ARTICLE_HEADS
from kgaigc.training.statements import key
from kgaigc.values import Entity


def other_name(reading: Reading, material: Material, chance: Random) -> str | None:
    """The text with one name replaced; None if none can be."""
    things = [term for term in reading.terms() if isinstance(term, Entity)]
    chance.shuffle(things)
    for thing in things:
        hit = reading.only(thing)
        name = hit and _instead(thing, reading.text[hit.start : hit.end], reading, material, chance)
        if hit and name:
            return with_changes(
                reading.text, [(_without_article(reading.text, hit.start, hit.end, name), hit.end, name)]
            )
    return None


def _without_article(text: str, start: int, end: int, name: str) -> int:
    """Where the old name begins, with a "the" that the new one does not have; "the X area" keeps it."""
    goes_on = re.match(r" (?!is|was|has|and|which|who|in|on|at|of|with|by)[a-z]", text[end:])
    article = re.search(r"\bthe $", text[:start], re.IGNORECASE)
    common = name.islower() or name.rsplit(maxsplit=1)[-1].lower() in ARTICLE_HEADS
    return article.start() if article and not common and not goes_on else start


def _instead(thing: Entity, said: str, reading: Reading, material: Material, chance: Random) -> str | None:
    """A name for the place of another, written with capitals or without as that is."""
    beside = {
        key(end) for t in reading.triples if thing in (t.subject, t.object) for end in (t.subject, t.object)
    }
    mine = telling_stems(f"{said} {thing.label}")
    names = []
    for label in material.peers(thing, reading.triples, reading.category):
        name = bare_name(label)
        common = len(name) == 1 or name[1:].islower()
        if any(material.are_together(label, other) for other in beside) or is_there(name, reading):
            continue
        if (telling_stems(name) <= mine or mine <= telling_stems(name)) or (said.islower() and not common):
            continue
        names.append(name.lower() if said.islower() else name)
    return chance.choice(names) if names else None


def is_there(name: str, reading: Reading) -> bool:
    """Whether the text, or a triple of it, has the telling words of a name already."""
    wanted = telling_stems(name)
    labels = " ".join(key(term) for term in reading.terms())
    return (
        not wanted
        or wanted <= telling_stems(f"{reading.text} {labels}")
        or plain(name) in plain(reading.text)
    )
