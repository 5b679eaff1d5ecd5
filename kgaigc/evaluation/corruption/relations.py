"""Another relation between two names: other words between them, or the names exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from kgaigc.checking.likeness import kind_of
from kgaigc.checking.words import label_words, stem
from kgaigc.evaluation.corruption.material import Material, Phrase
from kgaigc.evaluation.corruption.reading import Reading, telling_stems, with_changes
from kgaigc.training.falsehoods import may_mean_alike
from kgaigc.training.targets import Found
from kgaigc.values import Entity, Triple

_GAP = re.compile(r"(?:['’]s )?[a-z][a-z' -]*")
_BROKEN = re.compile(
    r"\b(?:and|or|but|which|who|whose|whom|where|that|not|never|no|also|both|between|while|as)\b"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|had|have|[a-z]{2,}s|[a-z]{2,}ed|wrote|made|won|led|took|held)\b"
)
_AFTER = re.compile(r"[.,;]|\s(?:and|which|who|where|whose)\b|$")
# Predicates that hold both ways round, by a part of their label.
_MUTUAL = tuple(
    """spouse associat partner relat twin sibling variation compar similar adjacent border collaborat colleague friend
    married opponent rival near same""".split()
)
# "A is a B", "B born A" and "A was awarded B" may be read both ways round.
_TELLS_NOTHING = re.compile(
    r",? ?(?:(?:which|who|that) )?(?:is|was|are|were)(?: an?| the| one of the)?|[a-z]+ed,?"
    r"|.*\b(?:born|based|called|named|known as|awarded),?(?: the)?"
)
_PLACED = re.compile(r"\b(?:in|at|from)(?: the)?$")
_LONGEST = 60  # characters between two names that are exchanged
# Too general to be another statement: what is led, played or made somewhere is also there.
_GENERAL = frozenset(
    stem(word)
    for word in """
    located situated found placed is be part includes included contains contained belongs related associated
    known called named type kind used member members politician considered music home affiliated
""".split()
)


def other_predicate(reading: Reading, material: Material, chance: Random) -> str | None:
    """The text with the words of one predicate replaced; None if they can't be."""
    places = [place for place in _between_names(reading) if _GAP.fullmatch(place[3])]
    chance.shuffle(places)
    for triple, first, last, gap in places:
        if not _stands_alone(reading, first, last, gap):
            continue
        phrases = [
            p
            for p in material.phrases
            if _is_other(p, triple, gap, first.term == triple.subject, reading, material)
        ]
        fits = {p: material.fit(p.predicate, triple.predicate.label) for p in phrases}
        best = [p for p in phrases if fits[p] == max(fits.values()) > 0]
        if best:
            the = "the " if gap.endswith(" the") else ""
            predicate = chance.choice(sorted({p.predicate for p in best}))
            words = chance.choice([p.words for p in best if p.predicate == predicate])
            space = "" if words[0] in "'’" else " "
            return with_changes(reading.text, [(first.end, last.start, f"{space}{words} {the}")])
    return None


def _between_names(reading: Reading) -> Iterator[tuple[Triple, Found, Found, str]]:
    """Triples whose two ends are next to one another in a sentence, with the words between them."""
    for triple in reading.triples:
        obj = reading.only(triple.object)
        pairs = (
            [sorted((subject, obj), key=lambda hit: hit.start) for subject in reading.whole(triple.subject)]
            if obj
            else []
        )
        for first, last in pairs:
            beside = not any(first.end <= hit.start < last.start for hit in reading.found)
            if beside and reading.sentence_at(first.start) == reading.sentence_at(last.start):
                yield triple, first, last, reading.text[first.end : last.start].strip()
                break


def _stands_alone(reading: Reading, first: Found, last: Found, gap: str) -> bool:
    """Whether the sentence begins "FIRST gap LAST", and what comes after is another clause."""
    start = reading.sentence_at(first.start)[0]
    begins = reading.text[start : first.start] in ("", "The ")
    verb = bool(_VERB.search(gap)) and not _BROKEN.search(gap)
    only = sum({t.subject, t.object} == {first.term, last.term} for t in reading.triples) == 1
    return begins and verb and only and bool(_AFTER.match(reading.text, last.end))


def _is_other(
    phrase: Phrase, triple: Triple, gap: str, forward: bool, reading: Reading, material: Material
) -> bool:
    mine = {t.predicate.label for t in reading.triples}
    if (
        phrase.forward != forward
        or phrase.kind != kind_of(triple.object)
        or material.are_same(phrase.predicate, mine)
    ):
        return False
    if may_mean_alike(phrase.predicate, mine):
        return False
    if _PLACED.search(phrase.words) and _PLACED.search(gap):  # a company in a town is in that town
        return False
    said = telling_stems(gap) | {s for label in mine for s in telling_stems(" ".join(label_words(label)))}
    telling = telling_stems(phrase.words) - _GENERAL
    return bool(telling) and telling.isdisjoint(said)


def exchanged(reading: Reading, material: Material, chance: Random) -> str | None:
    """The text with subject and object of a triple exchanged; None if there are none to exchange."""
    places = [place for place in _between_names(reading) if _can_turn(*place, reading)]
    chance.shuffle(places)
    places.sort(key=lambda place: not material.allowed(place[0].predicate.label))
    for _, first, last, _ in places[:1]:
        changes = [
            (first.start, first.end, reading.text[last.start : last.end]),
            (last.start, last.end, reading.text[first.start : first.end]),
        ]
        return with_changes(reading.text, changes)
    return None


def _can_turn(triple: Triple, first: Found, last: Found, gap: str, reading: Reading) -> bool:
    if not isinstance(triple.object, Entity) or any(m in triple.predicate.label.lower() for m in _MUTUAL):
        return False
    ends = {triple.subject, triple.object}
    back = any({t.subject, t.object} == ends and t != triple for t in reading.triples)
    names = [telling_stems(reading.text[hit.start : hit.end]) for hit in (first, last)]
    nested = names[0] <= names[1] or names[1] <= names[0]
    relates = bool(_VERB.search(gap) or telling_stems(gap)) and not _TELLS_NOTHING.fullmatch(gap)
    return not back and not nested and len(gap) <= _LONGEST and relates
