"""How the words of a question fit a predicate's label, and which end of its triples the topic is."""

from __future__ import annotations

from dataclasses import dataclass

from kgaigc.answering.lexicon import EXPECTED, SILENT, Polarity, polarity, senses
from kgaigc.answering.questions import Question
from kgaigc.answering.roles import Role
from kgaigc.answering.stems import split, stem
from kgaigc.values import Entity

# Which end the topic is at (the subject's, the object's), and how sure that is.
_FIT: dict[tuple[Polarity, Role], tuple[float, float]] = {
    ("who", "agent"): (0.0, 1.0),
    ("who", "by"): (0.0, 1.0),
    ("who", "passive"): (1.0, 0.0),
    ("who", "object"): (1.0, 0.0),
    ("who", "of"): (1.0, 0.0),
    ("who", "either"): (1.0, 0.5),
    ("who", "whose"): (0.0, 1.0),
    ("what", "agent"): (1.0, 0.0),
    ("what", "by"): (1.0, 0.5),
    ("what", "passive"): (1.0, 0.0),
    ("what", "object"): (0.0, 1.0),
    ("what", "of"): (1.0, 0.0),
    ("what", "either"): (0.6, 1.0),
    ("what", "whose"): (0.3, 1.0),
    ("of", "agent"): (1.0, 0.0),
    ("of", "by"): (0.0, 1.0),
    ("of", "passive"): (1.0, 0.0),
    ("of", "object"): (0.0, 1.0),
    ("of", "of"): (0.0, 1.0),
    ("of", "either"): (0.0, 1.0),
    ("of", "whose"): (1.0, 0.0),
    ("noun", "agent"): (1.0, 0.0),
    ("noun", "by"): (0.3, 1.0),
    ("noun", "passive"): (1.0, 0.3),
    ("noun", "object"): (0.5, 1.0),
    ("noun", "of"): (1.0, 0.0),
    ("noun", "either"): (1.0, 0.5),
    ("noun", "whose"): (0.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class Match:
    """How the words of a question fit the label of a predicate."""

    explained: frozenset[str]
    label: float
    polarity: Polarity


def match(cues: tuple[str, ...], predicate: Entity, expected: str) -> Match:
    """How well words of a question (stems) fit a predicate; see ``lexicon`` for what they may mean."""
    words = split(predicate.label)
    stems = [stem(word) for word in words if word not in SILENT] or [stem(word) for word in words]
    hoped = {stem(word): weight for word, weight in EXPECTED[expected].items()}
    explained: set[str] = set()
    told: list[tuple[float, Polarity]] = []
    best = dict.fromkeys(stems, 0.0)
    for said in stems:
        best[said] = 0.8 * hoped.get(said, 0.0)
        for cue in cues:
            weight, way = _meaning(cue, said, words)
            if weight:
                explained.add(cue)
                told.append((weight, way))
                best[said] = max(best[said], weight)
    way = max(told, key=lambda sense: sense[0])[1] if told else "what"
    return Match(frozenset(explained), sum(best.values()) / max(len(best), 1), way)


def _meaning(cue: str, said: str, words: tuple[str, ...]) -> tuple[float, Polarity]:
    if cue == said:
        return 1.0, polarity(words)
    found = senses().get(cue, {}).get(said, ())
    if not found:
        return 0.0, "what"
    sense = max(found, key=lambda sense: (sense.polarity == polarity(words), sense.weight))
    # A stem can't tell a builder from a building.
    sound = sense.polarity == "what" or polarity(words) != "what"
    # The label's own words come before what they might mean.
    return (0.95 * sense.weight if sound else 0.0), sense.polarity


def directions(matched: Match, predicate: Entity, role: Role, question: Question) -> tuple[float, float]:
    """How well it fits that the topic is the subject of the triples, and that it is the object."""
    if not matched.explained:
        return 1.0, 1.0
    # "Which architect designed X": the noun is what is asked for.
    if role == "object" and set(question.nouns()) & matched.explained:
        return 1.0, 0.5
    return _FIT["noun" if is_named(predicate, question) else matched.polarity, role]


def is_named(predicate: Entity, question: Question) -> bool:
    """Whether the question has the label's last word as it stands: "designers", not "designed"."""
    words = split(predicate.label)
    said = {word for token in question.tokens if token.mention is None for word in split(token.word)}
    return bool(words) and bool({words[-1], words[-1] + "s"} & said) and words[-1] not in {"by", "of"}
