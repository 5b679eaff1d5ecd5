"""What a sentence says that something is: "was a mathematician", "the mathematician Ada Lovelace"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgaigc.checking.contexts import COPULAS, IMPLIED, Words
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.negation import Negation, is_noun_denied
from kgaigc.checking.things import Reading, Thing
from kgaigc.checking.words import CONNECTIVES, label_words, stem
from kgaigc.values import TYPE, Entity, Triple

_COPULAS = COPULAS | frozenset(["am", "be", "been", "being", "became"])
_ARTICLES = frozenset(("a", "an", "the"))
_INTRODUCING = _COPULAS | frozenset((",", "and", "as", "(", "or", "also", "both", "either"))
_NAMING = frozenset(("of", ",", "called", "named", "the", '"', "known", "as"))
_MODIFIERS = 4
_AFTER_NOUN = frozenset(
    ("who", "that", "which", "and", "or", "from", "in", "by", "with", "of", "at", "on", "near", "than")
)
_PARTICIPLES = frozenset(
    ("born", "built", "drawn", "found", "held", "kept", "known", "made", "run", "set", "written")
)
_APPOSED = ((",", "a"), (",", "an"))
_OTHERWISE = frozenset(("of", "in", "by", "with", "who", "which", "that", "whose"))
_RANKS = frozenset(
    """
    first last only second third most least best worst sole main fourth fifth sixth seventh eighth ninth tenth
    """.split()
)
_NO_RANKS = frozenset(("forest", "honest", "modest", "priest", "interest", "southwest", "northwest"))


@dataclass(frozen=True, slots=True)
class ClassClaim:
    """A class name in a sentence, and what it is said of.

    Attributes:
        first: its first token.
        last: one past its last token.
        subject: the place of the thing that it is said of; ``IMPLIED`` if that is not named.
        triple: the statement as the graph has it; None if the graph does not say it.
        label: the class, as it is called.
        denied: whether the sentence denies it.
        excluded: the statement of the graph that rules it out, None if there is none.
        ranked: whether it is said to be the first or the most of its class, which no class tells.
    """

    first: int
    last: int
    subject: int
    triple: Triple | None
    label: str
    denied: bool
    excluded: Triple | None = None
    ranked: str = ""


def class_claims(reading: Reading, facts: KnownFacts, negations: Sequence[Negation] = ()) -> list[ClassClaim]:
    """The classes that the sentence states of its things, whether the graph has them so or not.

    Args:
        reading: the sentence, without its negations.
        facts: the graph.
        negations: the negations.
    """
    claims = [
        claim
        for first, last, label in _nouns(reading, _labels(reading, facts), loose=True)
        if (claim := _true_claim(reading, facts, first, last, label))
    ]
    words = {word.text for word in reading.words}
    if not _COPULAS.isdisjoint(words) or ("," in words and not words.isdisjoint(("a", "an"))):
        claims += _untrue_claims(reading, facts, {claim.first for claim in claims})
    return [
        replace(
            claim,
            denied=is_noun_denied(reading, negations, claim.subject, claim.first),
            ranked=_rank(reading, claim.first),
        )
        for claim in claims
    ]


def _untrue_claims(reading: Reading, facts: KnownFacts, known: set[int]) -> list[ClassClaim]:
    every = {cls for one, _ in facts.graph.classes() for cls in (one, *facts.graph.superclasses(one.iri))}
    classes = {_key(cls.label): cls for cls in sorted(every)}
    labels = {key: cls.label for key, cls in classes.items()}
    claims = []
    for first, last, label in _nouns(reading, labels, loose=True):
        subject = _previous(reading, first)
        if subject == IMPLIED or reading.things[subject].kind == "value":
            subject = next((i for i, t in enumerate(reading.things) if t.last <= first), IMPLIED)
        if _names_a_relation(reading, first, last, facts):
            continue
        if first not in known and subject != IMPLIED and _is_stated(reading, first, last):
            if _has(reading.things[subject], _key(label), facts):
                continue
            excluded = _excluded(reading.things[subject], classes[_key(label)], facts)
            claims.append(ClassClaim(first, last, subject, None, label, denied=False, excluded=excluded))
    return claims


def _has(thing: Thing, key: Words, facts: KnownFacts) -> bool:
    """Whether a thing is of a class, which a noun may name that says more ("the largest moon of Mars")."""
    return any(_key(cls.label) == key for iri in thing.iris for cls in facts.types(iri))


def _excluded(thing: Thing, cls: Entity, facts: KnownFacts) -> Triple | None:
    """The class of a thing that it can't have along with another one, as the graph states it."""
    for iri in thing.iris[:1]:
        own = facts.excluding(iri, cls.iri)
        if own:
            return Triple(facts.graph.entity(iri), TYPE, own)
    return None


def _rank(reading: Reading, first: int) -> str:
    """The superlative before a noun, "" if there is none."""
    words = [word.text for word in reading.words[max(0, first - _MODIFIERS) : first]]
    article = max((i for i, word in enumerate(words) if word in _ARTICLES | {"'s"}), default=-1)
    return next((word for word in words[article + 1 :] if article >= 0 and is_superlative(word)), "")


def is_superlative(word: str) -> bool:
    """Whether a word ranks what it goes with ("largest", "first", "main")."""
    return word in _RANKS or (len(word) > 5 and word.endswith("est") and word not in _NO_RANKS)


def _key(label: str) -> Words:
    return tuple(stem(word) for word in label_words(label))


def _labels(reading: Reading, facts: KnownFacts) -> dict[Words, str]:
    about = {iri for thing in reading.things for iri in thing.iris} | set(reading.focus)
    own = {_key(cls.label): cls.label for iri in sorted(about) for cls in facts.types(iri)}
    every = {_key(cls.label) for cls, _ in facts.graph.classes()}
    # "satellite" for an artificial satellite, where no class is called just that.
    short = {key[-1:]: label for key, label in own.items() if len(key) > 1 and key[-1:] not in every}
    return short | own


def _is_common(thing: Thing) -> bool:
    """Whether it may be a common noun: a profession is an entity in one place and a class in another."""
    return thing.kind == "anaphor" or (thing.kind == "entity" and thing.text.islower())


def _nouns(reading: Reading, labels: dict[Words, str], *, loose: bool) -> list[tuple[int, int, str]]:
    taken = {i for t in reading.things if not (loose and _is_common(t)) for i in range(t.first, t.last)}
    stems = [stem(word.text) for word in reading.words]
    longest = max((len(label) for label in labels), default=0)
    found: list[tuple[int, int, str]] = []
    for i in range(len(stems)):
        for length in range(min(longest, len(stems) - i), 0, -1):
            label = labels.get(tuple(stems[i : i + length]))
            if label and taken.isdisjoint(range(i, i + length)) and _is_noun(reading, i, i + length, label):
                found.append((i, i + length, label))
                taken.update(range(i, i + length))
                break
    return found


def _is_noun(reading: Reading, first: int, last: int, label: str) -> bool:
    """Whether the words name the class and are no verb of the same stem ("was awarded the ...")."""
    words, named = {word.text for word in reading.words[first:last]}, label_words(label)
    return not any(word.endswith(("ed", "ing")) for word in words.difference(named))


def _true_claim(reading: Reading, facts: KnownFacts, first: int, last: int, label: str) -> ClassClaim | None:
    """The nearest thing that is of the class, if any: before the noun, after it, or what is spoken of."""
    key = _key(label)
    before = _previous(reading, first)
    after = next((i for i, t in enumerate(reading.things) if t.first >= last), IMPLIED)
    subject = next((i for i, t in enumerate(reading.things) if t.iris), IMPLIED)
    if _names_a_relation(reading, first, last, facts):
        return None
    states = _is_predicated(reading, first) and not _is_role(reading, first, last)
    named = subject != IMPLIED and reading.things[subject].first < first
    places = ((before, subject) if named else (before, subject, IMPLIED)) if states else ()
    if after != IMPLIED and _NAMING.issuperset(
        w.text for w in reading.words[last : reading.things[after].first]
    ):
        places = (after, *places)
    for place in dict.fromkeys(places):
        for iri in reading.things[place].iris if place != IMPLIED else reading.focus:
            for cls in facts.types(iri):
                if _key(cls.label) == key or cls.label == label:
                    triple = Triple(facts.graph.entity(iri), TYPE, cls)
                    return ClassClaim(first, last, place, triple, label, denied=False)
    return None


def _names_a_relation(reading: Reading, first: int, last: int, facts: KnownFacts) -> bool:
    """Whether a noun ends the name of a relation ("is the significant building of Y", "and the art movement is Y")."""
    following = reading.words[last].text if last < len(reading.words) else ""
    if following != "of" and following not in COPULAS:
        return False
    words = tuple(stem(word.text) for word in reading.words[max(0, first - _MODIFIERS) : last])
    article = max((i for i, word in enumerate(words) if word in _ARTICLES), default=-1)
    named = words[article + 1 :]
    if following == "of" and len(named) == last - first:  # "the city of Paris"
        return False
    about = {*reading.focus, *(iri for thing in reading.things for iri in thing.iris)}
    labels = {t.predicate.label for iri in about for t in facts.of(iri)}
    return article >= 0 and named in {_key(label) for label in labels}


def _is_role(reading: Reading, first: int, last: int) -> bool:
    """Whether a noun says what something is to another rather than what it is ("the moon of Mars")."""
    following = reading.words[last].text if last < len(reading.words) else ""
    return following == "of" or "'s" in [word.text for word in reading.words[max(0, first - 2) : first]]


def _is_predicated(reading: Reading, first: int) -> bool:
    """Whether a noun stands where it says what something is ("is a N", ", an English N", "served as a N")."""
    begin = max(0, first - _MODIFIERS - 2)
    words = [word.text for word in reading.words[begin:first]]
    while words and words[-1] in _ARTICLES:
        words.pop()
    if not words or words[-1] in _INTRODUCING:
        return True
    article = max((i for i, word in enumerate(words) if word in _ARTICLES), default=-1)
    modifiers = words[article + 1 :]
    lead = words[article - 1] if article > 0 else ","
    return article >= 0 and lead in _INTRODUCING and CONNECTIVES.isdisjoint(modifiers)


def _previous(reading: Reading, token: int) -> int:
    return max((i for i, t in enumerate(reading.things) if t.last <= token), default=IMPLIED)


def _is_stated(reading: Reading, first: int, last: int) -> bool:
    """Whether the noun is the head of "is a ...", or of a further one beside it ("is a N and a ...")."""
    subject = _previous(reading, first)
    begin = reading.things[subject].last if subject != IMPLIED else 0
    words: Sequence[str] = [w.text for w in reading.words[begin:first]]
    after = reading.words[last].text if last < len(reading.words) else "."
    heads = not after.isalpha() or after in _AFTER_NOUN or after.endswith("ed") or after in _PARTICIPLES
    if heads and tuple(words[:2]) in _APPOSED and words.count(",") == 1 and _COPULAS.isdisjoint(words):
        return len(words) <= _MODIFIERS
    if not heads or not words or words[0] not in _COPULAS or _OTHERWISE.intersection(words):
        return False
    article = max((i for i, word in enumerate(words) if word in _ARTICLES), default=0)
    return article > 0 and len(words) - article <= _MODIFIERS and words[article - 1] in _INTRODUCING
