"""Words and slots to text: names put in, marks set, sentences begun with a capital, pronouns that fit the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from inflection import pluralize, singularize

from kgaigc.generation.delexicalise import PLURAL, SENTENCE_BREAK, Source, kind, slot_index, typed
from kgaigc.generation.names import START, Names
from kgaigc.graph.vocabulary import PERSONS
from kgaigc.values import NAME_SCHEME, XSD, Entity, Profile, Sentence, Span, Term, Triple, Value

CLOSING = frozenset(".,;:!?)]%")
OPENING = frozenset("([$£€#")
# Words that a text may put after a number with a unit, which the value itself already has.
UNITS = frozenset(
    """metres meters metre meter m km kms kilometres kilometers kilometre kilometer square sq cubic kg kilograms
    kilogram grams gram g mg days day minutes minute mins hours hour seconds second years year miles mile feet foot ft
    inches inch cm mm centimetres centimeters millimetres millimeters kgs litres liters kelvins kelvin k degrees celsius
    fahrenheit dollars dollar euros euro pounds tonnes tons per squared million billion trillion australian us usd
    inhabitants km/h mph kmh s h sec secs kelvins""".split()
)
_SINGULAR = frozenset({"is", "was", "has", "campus"})  # For inflection these are plurals.
AGREEING = {"is": "are", "was": "were"}
COPULAS = frozenset({"is", "was", "as"})
RELATIVES = frozenset({"who", "which"})
CLASS_WORDS = frozenset({"type", "occupation", "profession"})
# A sentence that begins with "it" speaks of the topic, and the graph may know better.
IMPERSONAL = {"it": ("he", "she"), "its": ("his", "her")}
PERIODS = frozenset(XSD + name for name in ("date", "gYearMonth", "gYear"))
PRONOUNS = {
    "he": ("he", "she"), "she": ("he", "she"),
    "his": ("his", "her"), "him": ("him", "her"), "himself": ("himself", "herself"), "herself": ("himself", "herself"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence's text and where its slots stand: (start, end, slot)."""

    text: str
    places: tuple[tuple[int, int, int], ...]


class _Writer:
    """Builds one sentence, piece by piece."""

    def __init__(self) -> None:
        self.text = ""
        self.places: list[tuple[int, int, int]] = []
        self._quoted = False
        self._glue = True

    @property
    def before(self) -> str:
        last = self.text.rsplit(None, 1)[-1:]
        return last[0].lower() if last else START

    def add(self, piece: str, slot: int | None = None) -> None:
        if piece == '"':
            self._quote()
            return
        if piece == "." and self.text.endswith("."):  # of a name: "Edwin E. Aldrin, Jr."
            return
        closes = slot is None and (piece[:1] in CLOSING or piece in {"'s", "'", "-"})
        space = "" if self._glue or closes or not self.text else " "
        start = len(self.text) + len(space)
        self.text += space + piece
        if slot is not None:
            self.places.append((start, len(self.text), slot))
        self._glue = piece in OPENING or piece == "-"

    def shorten(self, piece: str) -> None:
        """Take from the name just written, and a comma after it, an end that the next name says: "Ghent, Belgium"."""
        end = f", {piece}"
        if self.text.endswith(end + ",") and self.places and self.places[-1][1] == len(self.text) - 1:
            start, _, slot = self.places.pop()
            self.text = self.text.removesuffix(end + ",")
            self.places.append((start, len(self.text), slot))
            self.text += ","

    def pluralise(self) -> None:
        """Put the last word into the plural."""
        head, _, last = self.text.rpartition(" ")
        self.text = f"{head} {pluralize(last)}" if head else pluralize(last)

    def prepare(self, term: Term, *, person: bool) -> None:
        """Make the words before a date fit its precision: on a day (not "on the day"), in a month or a year.

        Nothing is in or at a person: "a notable work in Raphael" is one of his.
        """
        if person and self.before in {"in", "at"}:
            self.text = self.text[:-2] + "of"
        period = typed(term).datatype if isinstance(term, Value) else ""
        if period in PERIODS and self.text.endswith(" the"):
            self.text = self.text.removesuffix(" the")
        if period in PERIODS and self.before in {"on", "in"}:
            self.text = self.text[:-2] + ("on" if period.endswith("#date") else "in")

    def _quote(self) -> None:
        self.text += '"' if self._quoted or not self.text or self._glue else ' "'
        self._quoted = not self._quoted
        self._glue = self._quoted

    def finish(self) -> Written:
        text = self.text
        # A name such as "iPhone" keeps its small letter.
        if text[:1].islower() and text.split()[0] == text.split()[0].lower():
            text = text[0].upper() + text[1:]
        return Written(text, tuple(self.places))


@dataclass(frozen=True, slots=True)
class Voice:
    """What the realiser knows of a source's names.

    Attributes:
        source: the slots' terms.
        names: how terms are written.
        profiles: by IRI, what the graph tells of the entities.
        gender: of the topic, whom "he" and "she" stand for, by the graph; "" where it is silent.
        forms: forms to write, by the place of the slot among the tokens; the others are written by rule.
    """

    source: Source
    names: Names
    profiles: Mapping[str, Profile]
    gender: str = ""
    forms: Mapping[int, str] = field(default_factory=dict)

    def name(self, token: str, before: str, place: int) -> str:
        """The written form of a slot, which stands at a place among the tokens, after a word.

        Raises:
            ValueError: the form to be written there is none of the term's.
        """
        index = slot_index(token)
        if index is None:
            return token
        term = self.source.slots[index]
        profile = self.profiles.get(term.iri) if isinstance(term, Entity) else None
        form = token.partition("~")[2]
        written = self._chosen(term, place) or self.names.write(
            term, form=form, before=before, profile=profile, learnt=from_corpus(self.source)
        )
        if before in COPULAS and written == written.lower() and is_class(index, self.source):
            return f"{indefinite(written)} {written}"
        return written

    def _chosen(self, term: Term, place: int) -> str:
        form = self.forms.get(place, "")
        if form and form not in self.names.usual(term):
            raise ValueError(f"{form!r} is no written form of {term}")
        return form

    def relative(self, token: str, named: Term | None) -> str:
        """The relative pronoun for a person or for a thing, as far as the graph tells which it is."""
        if not isinstance(named, Entity) or named.iri not in self.profiles:
            return token
        if self.is_person(named):
            return "who"
        types = self.profiles[named.iri].types
        return "which" if types and PERSONS.isdisjoint(types) else token

    def is_person(self, term: Term) -> bool:
        """Whether the graph gives the term a gender."""
        return isinstance(term, Entity) and term.iri in self.profiles and bool(self.profiles[term.iri].gender)

    def word(self, token: str, following: str, before: str, named: Term | None, place: int) -> str:
        """A word as it fits what follows it, what was just named, and the graph's gender."""
        if token in RELATIVES:
            return self.relative(token, named)
        if token in {"a", "an"}:
            return indefinite(self.name(following, "a", place + 1))
        low = token.lower()
        if self.gender not in {"female", "male"}:
            return token
        if before == START and low in IMPERSONAL:
            return IMPERSONAL[low][self.gender == "female"]
        if low in PRONOUNS or low == "her":
            male, female = PRONOUNS.get(low, ("his" if following[:1].islower() else "him", "her"))
            return male if self.gender == "male" else female
        return token


def is_class(index: int, source: Source) -> bool:
    """Whether a slot says what something is, or does for a living: "was a mathematician"."""
    return any(
        role.startswith("object")
        and slot_index(source.tokens[i]) == index
        and source.tokens[i - 1] in CLASS_WORDS
        for i, role in enumerate(source.roles)
    )


def from_corpus(source: Source) -> bool:
    """Whether the terms are bare names of a batch, which a training corpus may have had, and not a graph's."""
    return any(isinstance(term, Entity) and term.iri.startswith(NAME_SCHEME) for term in source.slots)


def write_sentences(
    tokens: Sequence[str],
    source: Source,
    *,
    names: Names,
    profiles: Mapping[str, Profile],
    topic: Entity | None = None,
    forms: Mapping[int, str] | None = None,
) -> tuple[Written, ...]:
    """The sentences that decoder output stands for.

    Args:
        tokens: words, slots and sentence breaks.
        source: the slots' terms.
        names: how terms are written.
        profiles: by IRI, what the graph tells of the entities.
        topic: whom a pronoun "he" or "she" stands for; its gender is the graph's.
        forms: which of its usual forms a term is written in, by the place of its slot among the tokens.

    Raises:
        ValueError: a form is none of the term's.
    """
    gender = profiles[topic.iri].gender if topic and topic.iri in profiles else ""
    voice = Voice(source, names, profiles, gender, forms or {})
    sentences, writer, unit = [], _Writer(), False
    named: Term | None = None  # what was just named, a comma aside
    for number, token in enumerate(tokens):
        following = (*tokens, "")[number + 1]
        index = slot_index(token)
        if token == SENTENCE_BREAK:
            sentences.append(writer.finish())
            writer, unit = _Writer(), False
        elif token == PLURAL:
            writer.pluralise()
        elif index is not None:
            term = source.slots[index]
            writer.prepare(term, person=voice.is_person(term))
            piece = voice.name(token, writer.before, number)
            writer.shorten(piece)
            writer.add(piece, index)
            unit = kind(term) == "quantity"
            # "a mathematician who": what someone is tells of someone, not of a thing.
            named = term if profiles and not is_class(index, source) else None
        elif not unit or not _is_unit(token, following):
            # "12 kilometres" and then "kilometres" once more, or "( km )", is one unit said twice.
            agrees = token in AGREEING and _has_many(tokens[:number], source)
            word = AGREEING[token] if agrees else token
            writer.add(voice.word(word, following, writer.before, named, number))
            unit = False
            named = named if token in {","} else None
    return _with_text([*sentences, writer.finish()])


def _has_many(before: Sequence[str], source: Source) -> bool:
    """Whether words end with the name of a relation in the plural, which a verb then has to agree with.

    "The main ingredients" and "the main ingredients of S0" are; "A and the main ingredients" are anyhow.
    """
    words = before[:-2] if len(before) > 1 and before[-2] == "of" else before
    return any(
        tuple(word.lower() for word in words[-len(label) :]) == label for label in _plural_labels(source)
    )


@lru_cache(maxsize=64)  # the plans of a text or a few
def _plural_labels(source: Source) -> tuple[tuple[str, ...], ...]:
    """The words of each predicate of a source whose name is in the plural."""
    return tuple(tuple(label) for label in _labels(source) if is_plural(label[-1]))


def _labels(source: Source) -> Iterator[list[str]]:
    """The words of each predicate of a source."""
    told = iter(zip(source.tokens, source.roles, strict=True))
    label: list[str] = []
    for token, role in told:
        if role == "word":
            label.append(token)
        elif label:
            yield label
            label = []


@lru_cache(maxsize=1_000)
def is_plural(noun: str) -> bool:
    """Whether a noun in lower case is in the plural, and has a singular of its own."""
    one = singularize(noun)
    return noun not in _SINGULAR and bool(one != noun == pluralize(one))


def _with_text(sentences: Iterable[Written]) -> tuple[Written, ...]:
    return tuple(sentence for sentence in sentences if sentence.text.strip())


def _is_unit(token: str, following: str) -> bool:
    opens = token in {"("} and following.lower() in UNITS
    return opens or token.lower() in UNITS or token in {"/", ")"}


def indefinite(word: str) -> str:
    """The indefinite article that fits the sound of a word."""
    return "an" if _vowel_sound(word) else "a"


def _vowel_sound(word: str) -> bool:
    low = word.lower()
    if low.startswith(("uni", "use", "eu", "one", "uk", "u.s", "us ", "ut")):
        return False
    return low[:1] in "aeiou" or low.startswith(("hour", "honor", "honour", "8", "11", "18"))


def sentences_of(
    written: Sequence[Written], source: Source, triples: Sequence[Triple]
) -> tuple[Sentence, ...]:
    """Each written sentence with the facts that it says: it names their object, and their subject if any does."""
    said: list[list[Triple]] = [[] for _ in written]
    for triple in triples:
        scores = [_fit(sentence, source, triple) for sentence in written]
        if scores:
            said[scores.index(max(scores))].append(triple)
    return tuple(
        Sentence(sentence.text, tuple(facts), spans_of(sentence, source, facts), "neural")
        for sentence, facts in zip(written, said, strict=True)
    )


def _fit(sentence: Written, source: Source, triple: Triple) -> int:
    named = {source.slots[slot] for _, _, slot in sentence.places}
    return 2 * (triple.object in named) + (triple.subject in named)


def spans_of(sentence: Written, source: Source, facts: Iterable[Triple]) -> tuple[Span, ...]:
    """Where the objects of the facts stand in the sentence (a subject, where its object is not named)."""
    facts = tuple(facts)
    spans = []
    for start, end, slot in sentence.places:
        term = source.slots[slot]
        which = tuple(i for i, fact in enumerate(facts) if fact.object == term)
        if which:
            spans.append(Span(start, end, which))
    return tuple(spans)
