"""Adjectives of countries: "a British mathematician", "was French", "a Soviet mission"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgaigc.checking.clauses import main_subject
from kgaigc.checking.contexts import ARTICLES, COPULAS, IMPLIED
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.negation import Negation, is_noun_denied
from kgaigc.checking.things import Reading
from kgaigc.values import Entity, Status, Triple

_COUNTRIES = """
american: united states, united states of america, usa; argentine: argentina; argentinian: argentina
australian: australia; austrian: austria; belgian: belgium; brazilian: brazil; bulgarian: bulgaria; chilean: chile
canadian: canada; chinese: china, people's republic of china; croatian: croatia; cuban: cuba; czech: czech republic
danish: denmark; dutch: netherlands, dutch republic; egyptian: egypt; estonian: estonia; finnish: finland
british: united kingdom, great britain; english: england, united kingdom; scottish: scotland, united kingdom
welsh: wales, united kingdom; french: france; german: germany, west germany; greek: greece; hungarian: hungary
icelandic: iceland; indian: india; indonesian: indonesia; iranian: iran; iraqi: iraq; irish: ireland
israeli: israel; italian: italy; jamaican: jamaica; japanese: japan; kenyan: kenya; korean: korea, south korea
latvian: latvia; lithuanian: lithuania; malaysian: malaysia; mexican: mexico; moroccan: morocco
norwegian: norway; pakistani: pakistan; peruvian: peru; polish: poland; portuguese: portugal; romanian: romania
russian: russia; serbian: serbia; slovak: slovakia; slovenian: slovenia; soviet: soviet union; spanish: spain
swedish: sweden; swiss: switzerland; thai: thailand; turkish: turkey; ukrainian: ukraine; venezuelan: venezuela
vietnamese: vietnam; briton: united kingdom, great britain; englishman: england, united kingdom
englishwoman: england, united kingdom; scotsman: scotland, united kingdom; scot: scotland, united kingdom
welshman: wales, united kingdom; frenchman: france; frenchwoman: france; irishman: ireland; irishwoman: ireland
dutchman: netherlands, dutch republic; dutchwoman: netherlands, dutch republic; spaniard: spain; dane: denmark
swede: sweden; finn: finland; pole: poland; turk: turkey; icelander: iceland; croat: croatia
serb: serbia; slovak: slovakia; slovene: slovenia
"""
_PEOPLE = ("man", "woman", "spaniard", "dane", "swede", "finn", "pole", "turk", "briton", "scot", "icelander")
_WITHIN = 3  # Words between an article and an adjective, or an adjective and a name.


@dataclass(frozen=True, slots=True)
class Nationality:
    """An adjective of a country, and what it is said of.

    Attributes:
        token: the adjective.
        subject: the place of the thing that it is said of, ``IMPLIED`` if that is not named.
        iri: that thing.
        triples: what the graph has of it; the first by which it is so, if it is.
        holds: whether it is so; None if the graph is silent.
        denied: whether the sentence denies it.
    """

    token: int
    subject: int
    iri: str
    triples: tuple[Triple, ...]
    holds: bool | None
    denied: bool

    @property
    def verdict(self) -> tuple[Status, str]:
        """What the graph says of it, and why."""
        if self.holds is None:
            return "unverifiable", "the graph does not tell that of it"
        known = "; ".join(str(triple) for triple in self.triples)
        return ("supported" if self.holds != self.denied else "contradicted"), f"the graph has {known}"


def countries(word: str) -> Sequence[str]:
    """The labels of the countries that an adjective or a noun for their people stands for, in lower case."""
    return _TABLE.get(word, ())


def is_from(iri: str, word: str, facts: KnownFacts) -> bool:
    """Whether the graph has anything by which a noun for the people of a country fits a thing ("the Spaniard")."""
    told = (*facts.of(iri), *facts.placed(iri)) if word in _TABLE and word.endswith(_PEOPLE) else ()
    return any(_label(triple) in _TABLE[word] for triple in told)


def people(reading: Reading) -> list[int]:
    """The places of what looks like a name and is a word for people of a country ("a Spaniard", "Soviet Ann Orr")."""
    return [
        place
        for place, thing in enumerate(reading.things)
        if (thing.kind == "unknown" or _goes_with_next(reading, place))
        and thing.last - thing.first == 1
        and reading.words[thing.first].text in _TABLE
    ]


def _goes_with_next(reading: Reading, place: int) -> bool:
    """Whether a thing stands right before another name."""
    return reading.gaps[place + 1] == () and place + 1 < len(reading.things)


def nationalities(
    reading: Reading, facts: KnownFacts, negations: Sequence[Negation], text: str
) -> list[Nationality]:
    """The adjectives of countries that a sentence states of its things.

    Args:
        reading: the sentence, without its negations.
        facts: the graph.
        negations: the negations.
        text: the whole text.
    """
    taken = {i for thing in reading.things for i in range(thing.first, thing.last)}
    found = []
    for i, word in enumerate(reading.words):
        if word.text in _TABLE and i not in taken and text[word.start].isupper():
            subject = _subject(reading, i)
            if subject is None:
                continue
            iris = reading.focus[:1] if subject == IMPLIED else reading.things[subject].iris[:1]
            if iris:
                triples, holds = _held(iris[0], _TABLE[word.text], facts)
                denied = is_noun_denied(reading, negations, subject, i)
                found.append(Nationality(i, subject, iris[0], triples, holds, denied))
    return found


def _subject(reading: Reading, token: int) -> int | None:
    """The place of what the adjective is said of, None if it is said of nothing in particular."""
    place = token - 1
    while (
        place >= 0
        and token - place <= _WITHIN
        and reading.words[place].text not in ARTICLES | COPULAS | {","}
    ):
        place -= 1
    before = reading.words[place].text if place >= 0 else ""
    lead = reading.words[place - 1].text if place > 0 and before in ARTICLES else before
    ended = [i for i, thing in enumerate(reading.things) if thing.last <= place]
    if lead in COPULAS:
        return main_subject(reading) if ended else IMPLIED
    if lead == "," and before in ("a", "an") and ended and reading.things[ended[-1]].last == place - 1:
        return ended[-1]
    after = next((i for i, thing in enumerate(reading.things) if thing.first > token), None)
    if after is None or reading.things[after].value is not None:
        return None
    between = [word.text for word in reading.words[token + 1 : reading.things[after].first]]
    return after if len(between) < _WITHIN and all(word.isalpha() for word in between) else None


def _held(iri: str, countries: Sequence[str], facts: KnownFacts) -> tuple[tuple[Triple, ...], bool | None]:
    """Whether a thing is of a country: by a fact of its own, or of what runs or holds it."""
    own = [triple for triple in facts.of(iri) if isinstance(triple.object, Entity)]
    for triple in own:
        if _label(triple) in countries:
            return (triple,), True
    for triple in own:
        if not facts.graph.is_person(iri) and isinstance(triple.object, Entity):
            for further in facts.of(triple.object.iri):
                if isinstance(further.object, Entity) and _label(further) in countries:
                    return (triple, further), True
    told = tuple(triple for triple in own if triple.predicate.label in ("nationality", "citizenship"))
    closed = bool(told) and facts.is_complete(told[0].predicate.iri, iri)
    return (told, False) if closed else ((), None)


def _label(triple: Triple) -> str:
    return triple.object.label.casefold().removeprefix("the ") if isinstance(triple.object, Entity) else ""


def _entries() -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in _COUNTRIES.replace("\n", ";").split(";"):
        adjective, _, countries = entry.strip().partition(": ")
        if countries:
            yield adjective, tuple(countries.split(", "))


_TABLE = dict(_entries())
