"""Makes right texts wrong in one place, to see whether a checker notices.

Five kinds: an entity swapped for another of its class, a number or date changed, the words of a predicate
replaced, a sentence dropped, a foreign sentence added. The same text and seed always give the same one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Literal, get_args

from kgaigc.graph import KnowledgeGraph
from kgaigc.quantities import compare, find_values
from kgaigc.values import Entity, Links, Mention, Value

Kind = Literal["entity", "value", "predicate", "dropped", "foreign"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_WORD = re.compile(r"[^\W\d_]{3,}")
_TRIES = 40
_LIGHT_WORDS = """
    the and was were has have had are its his her which who that with from for also been where whose
    into
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())


@dataclass(frozen=True, slots=True)
class Material:
    """What corruptions are made of.

    Attributes:
        graph: the graph that the texts speak of; swapped entities come from it.
        link: finds the mentions of a text.
        sentences: finds the sentences of a text, as character offsets.
        phrases: words that stand between two mentions in other texts ("was destroyed by").
        foreign: sentences that are not of the text.
    """

    graph: KnowledgeGraph
    link: Callable[[str], Links]
    sentences: Callable[[str], tuple[tuple[int, int], ...]]
    phrases: Sequence[str] = ()
    foreign: Sequence[str] = ()


def corrupt(text: str, kind: Kind, material: Material, *, seed: int = 0) -> str | None:
    """The text with one thing wrong; None if there is nothing of the kind to make wrong.

    Args:
        text: a right text.
        kind: what to do to it.
        material: what to do it with.
        seed: another one, another corruption.
    """
    chance = Random(f"{seed} {kind} {text}")
    made = _MAKERS[kind](text, material, chance)
    return made if made != text else None


def phrases_of(texts: Sequence[str], link: Callable[[str], Links]) -> tuple[str, ...]:
    """The words between two neighbouring mentions that carry meaning and hold no mark, sorted."""
    found: set[str] = set()
    for text in texts:
        for start, end in _gaps(link(text).mentions):
            phrase = text[start:end]
            if _WORD.search(phrase) and re.fullmatch(r"[\w ]{4,40}", phrase) and _content(phrase):
                found.add(phrase.strip())
    return tuple(sorted(found))


def _swap_entity(text: str, material: Material, chance: Random) -> str | None:
    mentions = list(material.link(text).mentions)
    there = {m.entity.iri for m in mentions if m.entity}
    chance.shuffle(mentions)
    for mention in mentions:
        if mention.entity is None or not material.graph.types(mention.entity.iri):
            continue
        others = _peers(mention.entity, there, material.graph)
        if others:
            return text[: mention.start] + chance.choice(others).label + text[mention.end :]
    return None


def _peers(entity: Entity, there: set[str], graph: KnowledgeGraph) -> list[Entity]:
    """Entities of the same class that have nothing to do with what the text speaks of."""
    own = graph.types(entity.iri)[0]
    members = (e for e in graph.entities() if own in graph.types(e.iri)[:1])
    return [
        e
        for e in members
        if e.iri not in there and e.label != entity.label and not _touches(e.iri, there, graph)
    ]


def _touches(iri: str, there: set[str], graph: KnowledgeGraph) -> bool:
    linked = {t.object.iri for t in graph.facts(iri) if isinstance(t.object, Entity)}
    linked |= {t.subject.iri for t in graph.incoming(iri)}
    return not linked.isdisjoint(there)


def _change_value(text: str, material: Material, chance: Random) -> str | None:
    values = [m for m in material.link(text).mentions if m.value and any(c.isdigit() for c in m.text)]
    chance.shuffle(values)
    for mention in values:
        changed = _changed(mention, chance)
        if changed:
            return text[: mention.start] + changed + text[mention.end :]
    return None


def _changed(mention: Mention, chance: Random) -> str | None:
    """Other digits in the same form that mean a clearly different value of the same kind."""
    digits = [i for i, c in enumerate(mention.text) if c.isdigit()]
    for _ in range(_TRIES):
        place = chance.choice(digits)
        digit = chance.choice([d for d in "123456789" if d != mention.text[place]])
        changed = mention.text[:place] + digit + mention.text[place + 1 :]
        found = find_values(changed)
        if len(found) == 1 and found[0].text == changed and _differ(found[0].value, mention.value):
            return changed
    return None


def _differ(one: Value | None, other: Value | None) -> bool:
    return one is not None and other is not None and compare(one, other) == "different"


def _replace_predicate(text: str, material: Material, chance: Random) -> str | None:
    gaps = [(a, b) for a, b in _gaps(material.link(text).mentions) if _content(text[a:b])]
    gaps = [(a, b) for a, b in gaps if not re.search(r"[.!?;]", text[a:b])]
    if not gaps or not material.phrases:
        return None
    start, end = chance.choice(gaps)
    mine = {word[:4] for word in _content(text[start:end])}
    for _ in range(_TRIES):
        phrase = chance.choice(material.phrases)
        if mine.isdisjoint(word[:4] for word in _content(phrase)):
            return f"{text[:start]} {phrase} {text[end:]}"
    return None


def _content(phrase: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(phrase) if word.lower() not in _LIGHT]


def _gaps(mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    return [(one.end, other.start) for one, other in pairwise(mentions)]


def _drop_sentence(text: str, material: Material, chance: Random) -> str | None:
    spans = material.sentences(text)
    if len(spans) < 2:
        return None
    start, end = chance.choice(spans)
    return re.sub(r"  +", " ", text[:start] + text[end:]).strip()


def _add_sentence(text: str, material: Material, chance: Random) -> str | None:
    others = [sentence for sentence in material.foreign if sentence not in text]
    if not others:
        return None
    end = chance.choice(material.sentences(text) or ((0, len(text)),))[1]
    return f"{text[:end]} {chance.choice(others)}{text[end:]}"


_MAKERS: dict[Kind, Callable[[str, Material, Random], str | None]] = {
    "entity": _swap_entity,
    "value": _change_value,
    "predicate": _replace_predicate,
    "dropped": _drop_sentence,
    "foreign": _add_sentence,
}
