"""A fact left out of a text, or one put in that is none of its."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from kgaigc.evaluation.corruption.material import Material, Statement
from kgaigc.evaluation.corruption.names import is_there
from kgaigc.evaluation.corruption.reading import Reading, telling_stems
from kgaigc.generation.names import demonyms
from kgaigc.quantities import compare, find_values
from kgaigc.training.statements import key
from kgaigc.values import Entity, Term, Value

_CLAUSE = re.compile(
    r",? (?:(?:which|who|whose|where)\b"
    r"|(?:and|but|while) (?:(?:it|he|she) )?(?:also )?(?:is|was|has|had|were|are|have|plays|played|serves|served|died"
    r"|lives|comes|contains|includes|uses|belongs)\b)"
)
_VERB = re.compile(r"\b(?:is|are|was|were|has|had|have|[a-z]{2,}s|[a-z]{2,}ed|wrote|made|won|led)\b")
_SHORT = 160  # characters of a sentence that may become longer
_TWO = re.compile(r"\b(?:both|between|either|neither|not only)\b", re.IGNORECASE)


def omitted(reading: Reading, chance: Random) -> str | None:
    """The text without a sentence or clause that alone says a triple; None if there is none such."""
    parts = [(a, b) for a, b in _parts(reading) if _says_alone(reading, a, b)]
    if not parts:
        return None
    start, end = chance.choice(parts)
    rest = (reading.text[:start] + reading.text[end:]).strip()
    return re.sub(r"  +", " ", rest[:1].upper() + rest[1:])


def _parts(reading: Reading) -> Iterator[tuple[int, int]]:
    """Sentences but the first, and clauses at the end of a sentence that is whole without them."""
    yield from reading.sentences[1:]
    named = {hit.end for hit in reading.found}
    for start, end in reading.sentences:
        sentence = reading.text[start:end]
        if not sentence.endswith(".") or _TWO.search(sentence):
            continue
        for clause in _CLAUSE.finditer(sentence):
            cut = start + clause.start()
            if cut in named and _VERB.search(sentence[: clause.start()]) and _names(reading, start, cut):
                yield cut, end - 1


def _names(reading: Reading, start: int, end: int) -> set[Term]:
    return {hit.term for hit in reading.found if start <= hit.start < end}


def _says_alone(reading: Reading, start: int, end: int) -> bool:
    """Whether the object of a triple is in this part alone, and the rest says another triple."""
    rest = reading.text[:start] + " " + reading.text[end:]
    inside = _names(reading, start, end)
    outside = _names(reading, 0, start) | _names(reading, end, len(reading.text))
    lost = any(t.object in inside - outside and not _hinted(t.object, rest) for t in reading.triples)
    return lost and any({t.subject, t.object} <= outside for t in reading.triples)


def _hinted(term: Term, rest: str) -> bool:
    """Whether any telling word of a thing's, or its value, is in the rest."""
    if isinstance(term, Value) and any(
        m.value and compare(m.value, term) in ("same", "compatible") for m in find_values(rest)
    ):
        return True
    name = key(term)
    return not telling_stems(rest).isdisjoint(telling_stems(f"{name} {demonyms().get(name, '')}"))


def added(reading: Reading, material: Material, chance: Random) -> str | None:
    """The text with a statement that is none of its triples' about what most of it is about."""
    topic = _topic(reading)
    if topic is None or not reading.text.endswith("."):
        return None
    label, name = topic
    fits = [
        (_fit(s, reading, material), s)
        for s in material.statements
        if _is_foreign(s, label, reading, material)
    ]
    best = max((fit for fit, _ in fits), default=0)
    near = [s for fit, s in fits if fit == best]
    if not near:
        return None
    sentence = chance.choice(near).of(name)
    sentence = sentence[:1].upper() + sentence[1:]
    joined = (
        len(reading.sentences) == 1
        and not reading.text[-2:-1].isupper()
        and len(reading.text) < _SHORT
        and chance.random() < 0.5
    )
    return f"{reading.text[:-1]}, and {sentence}" if joined else f"{reading.text} {sentence}"


def _fit(statement: Statement, reading: Reading, material: Material) -> int:
    """How well what is stated can be said of what the text says most of."""
    mine = {t.predicate.label for t in reading.triples if t.subject == _subject(reading)}
    return max(material.suits(statement.triple.predicate.label, label) for label in mine)


def _topic(reading: Reading) -> tuple[str, str] | None:
    """What most triples are about: its label, and how the text writes it."""
    topic = _subject(reading)
    named = [reading.text[h.start : h.end] for h in reading.found if h.term == topic and not h.form]
    return (topic.label, max(named, key=len)) if named else None


def _subject(reading: Reading) -> Entity:
    subjects = [t.subject for t in reading.triples]
    return max(subjects, key=subjects.count)


def _is_foreign(statement: Statement, topic: str, reading: Reading, material: Material) -> bool:
    """Whether a statement about the topic would be none of what the triples say, nor of what is known of it."""
    triple = statement.triple
    mine = {t.predicate.label for t in reading.triples}
    if material.are_together(topic, key(triple.object)) or key(triple.subject) == topic:
        return False
    if isinstance(triple.object, Entity):
        return not is_there(key(triple.object), reading)
    said = any(m.text in statement.text for m in reading.values)
    return not said and not material.are_same(triple.predicate.label, mine)
