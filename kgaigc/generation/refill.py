"""Another filler for one slot of a written sentence, where the checker found it at fault.

The words around the slot stay as they are. A slot may get another form of its own term (the full name for a short
one or for a pronoun, a date written in full), a term of its kind and role that the sentence should name and does not,
or the term of another slot, which gets its term in turn. The checker judges what comes of it.

Subjects and objects never change places: that turns a relation round, where words are the hardest to judge. In a
trial "the largest moon of Jupiter is Saturn, and the largest moon is Ganymede, ..." came of it, and passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgaigc.generation.delexicalise import kind, typed
from kgaigc.generation.generator import Request
from kgaigc.generation.names import START, Names, demonyms, value_text
from kgaigc.generation.realise import PERIODS, indefinite
from kgaigc.quantities import compare, find_values
from kgaigc.values import XSD, Entity, Profile, Report, Sentence, Span, Term, Triple, Value, Verdict

MOST_FAULTS = (
    2  # claims that one wrong slot spoils: its own, and the one that its right filler would have made
)
PRONOUN = re.compile(r"\b(?:he|she|it|his|her|its)\b", re.IGNORECASE)
POSSESSIVES = frozenset({"his", "her", "its"})
FOREIGN = re.compile(r"\b[^\W\d_a-z]\w+(?: [^\W\d_a-z]\w+)*")  # capitalised: a name, whatever it names
ARTICLE = re.compile(r"\bthe $", re.IGNORECASE)
INDEFINITE = re.compile(r"an? ", re.IGNORECASE)
MOMENT = re.compile(r"\b(?:on|in) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A slot of a written sentence.

    Attributes:
        start: first character, the article of a name included.
        end: one past the last character.
        term: what stands there, among the terms of the request; None if it is none of them.
        kind: entity, date, number, quantity or string; "" where it is not known.
    """

    start: int
    end: int
    term: Term | None
    kind: str


Change = tuple[Place, Term]


def refilled(sentence: Sentence, request: Request, report: Report) -> Iterator[Sentence]:
    """The sentence with another filler in one slot, for each slot at fault and each filler that it may have.

    Args:
        sentence: one that the checker refused.
        request: what it is to say.
        report: what the checker found in it.
    """
    faults = [verdict for verdict in report.verdicts if _is_fault(verdict, request)]
    if len(faults) > MOST_FAULTS:
        return
    said = {triple for v in report.verdicts if v.status == "supported" for triple in v.support}
    unsaid = tuple(triple for triple in request.triples if triple not in said)
    places = places_of(sentence, request)
    for place in _at_fault(places, faults, unsaid):
        for changes in _changes(place, places, unsaid, request):
            mended = _changed(sentence, changes, request)
            if mended is not None:
                yield mended


def _is_fault(verdict: Verdict, request: Request) -> bool:
    """Whether a claim is not supported, or only by facts that were not asked for."""
    return verdict.status != "supported" or not set(verdict.support) & set(request.triples)


def places_of(sentence: Sentence, request: Request) -> tuple[Place, ...]:
    """The slots of a sentence, in its order: where its spans are, and names, values and pronouns beside them."""
    text = sentence.text
    found = [_place(text, s.start, s.end, sentence.triples[s.triples[0]].object) for s in sentence.spans]
    for term, name in _names(request):
        found += [
            _place(text, *m.span(), term) for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        ]
    values = [t.object for t in request.triples if isinstance(t.object, Value)]
    for mention in find_values(text):
        if mention.value is not None:
            meant = next((v for v in values if compare(mention.value, v) in {"same", "compatible"}), None)
            found.append(Place(mention.start, mention.end, meant, kind(meant or mention.value)))
    found += [Place(*m.span(), request.topic, "entity") for m in _pronouns(found, sentence, request)]
    found += [Place(*m.span(), None, "entity") for m in FOREIGN.finditer(text)]
    apart: list[Place] = []
    for place in found:
        if not any(place.start < other.end and other.start < place.end for other in apart):
            apart.append(place)
    return tuple(sorted(apart, key=lambda place: place.start))


def _pronouns(found: Sequence[Place], sentence: Sentence, request: Request) -> Iterator[re.Match[str]]:
    """The pronouns that stand for the topic: nothing else names it, and it is a subject."""
    named = any(place.term == request.topic for place in found)
    if not named and any(triple.subject == request.topic for triple in request.triples):
        yield from PRONOUN.finditer(sentence.text)


def _place(text: str, start: int, end: int, term: Term) -> Place:
    """The slot of a term; "the" before its name goes with it, "a" stays where it is."""
    some = INDEFINITE.match(text, start, end)
    article = ARTICLE.search(text, 0, start) if isinstance(term, Entity) else None
    begins = some.end() if some else article.start() if article else start
    return Place(begins, end, term, kind(term))


def _names(request: Request) -> list[tuple[Entity, str]]:
    """The names by which the request's entities may stand in a text, the longest first."""
    terms = [term for triple in request.triples for term in (triple.subject, triple.object)]
    names = [(term, term.label) for term in dict.fromkeys(terms) if isinstance(term, Entity)]
    names += [(profile.entity, alias) for profile in request.profiles for alias in profile.aliases]
    return sorted(names, key=lambda pair: -len(pair[1]))


def _at_fault(
    places: Sequence[Place], faults: Sequence[Verdict], unsaid: Sequence[Triple]
) -> tuple[Place, ...]:
    """The slots in which the fault may lie, the likeliest first."""
    found = [place for fault in faults for place in _within(places, fault)]
    terms = {term for triple in unsaid for term in (triple.subject, triple.object)}
    found += [place for place in places if place.term is None or place.term in terms]
    return tuple(dict.fromkeys(found))


def _within(places: Sequence[Place], fault: Verdict) -> list[Place]:
    """The slots of a claim: those where the fault is focussed, else the last first, as claims end with objects."""
    start, end = fault.focus or (fault.start, fault.end)
    found = [place for place in reversed(places) if place.start < end and start < place.end]
    if fault.focus and not found:
        return [Place(start, end, None, "")]
    return found


def _changes(
    place: Place, places: Sequence[Place], unsaid: Sequence[Triple], request: Request
) -> Iterator[list[Change]]:
    """What may be put into a slot: its own term in another form, a term that is missing, another slot's term."""
    if place.term is not None:
        yield [(place, place.term)]
    named = {other.term for other in places if other != place}
    missing = [term for triple in unsaid for term in (triple.object, triple.subject) if term not in named]
    for term in dict.fromkeys(missing):
        if term != place.term and _fits(term, place, request):
            yield [(place, term)]
    if place.term is not None:
        for other in places:
            if other.term not in {None, place.term} and _fits(other.term, place, request):
                yield [(place, other.term), (other, place.term)]


def _fits(term: Term, place: Place, request: Request) -> bool:
    """Whether a term may stand where another one does: of its kind (and class, for things), in its role."""
    if place.term is None or not place.kind:
        return kind(term) == place.kind or not place.kind
    if kind(term) != place.kind or _roles(term, request) != _roles(place.term, request):
        return False
    types = [{*profile.types} for profile in request.profiles if profile.entity in {term, place.term}]
    return len(types) < 2 or not all(types) or not types[0].isdisjoint(types[1])


def _roles(term: Term, request: Request) -> tuple[bool, bool]:
    """Whether facts are about a term, and whether facts name it of something else."""
    return any(t.subject == term for t in request.triples), any(t.object == term for t in request.triples)


def _changed(sentence: Sentence, changes: Sequence[Change], request: Request) -> Sentence | None:
    """The sentence with the changes made, its spans moved along; None if nothing changes or it can't be."""
    text, spans = sentence.text, sentence.spans
    if any(_is_adjective(text[place.start : place.end], place.term) for place, _ in changes):
        return None
    for place, term in sorted(changes, key=lambda change: -change[0].start):
        before, filler = _before(text[: place.start], term), _filler(text, place, term, request.profiles)
        if before.lower().endswith((" a ", " an ")) and not before.endswith(f" {indefinite(filler)} "):
            return None
        start, end = len(before), len(before) + len(filler)
        tail = "'s" if text[place.start : place.end].lower() in POSSESSIVES else ""
        moved = end + len(tail) - place.end
        which = tuple(i for i, triple in enumerate(sentence.triples) if triple.object == term)
        spans = (
            *(span for span in spans if span.end <= place.start),
            *([Span(start, end, which)] if which else []),
            *(replace(s, start=s.start + moved, end=s.end + moved) for s in spans if s.start >= place.end),
        )
        text = before + filler + tail + text[place.end :]
    return None if text == sentence.text else replace(sentence, text=text, spans=spans)


def _is_adjective(words: str, term: Term | None) -> bool:
    """Whether the words are a people's for its country ("Dutch"), where no name can stand."""
    return isinstance(term, Entity) and words == demonyms().get(term.label)


def _before(text: str, term: Term) -> str:
    """The text before a term, with the preposition that a date asks for: on a day, in a month or a year."""
    moment = MOMENT.search(text)
    if moment is None or not isinstance(term, Value) or typed(term).datatype not in PERIODS:
        return text
    fitting = "on" if typed(term).datatype == XSD + "date" else "in"
    begins = moment.group()[0].isupper()
    return text[: moment.start()] + (fitting.capitalize() if begins else fitting) + " "


def _filler(text: str, place: Place, term: Term, profiles: Sequence[Profile]) -> str:
    """How a term is written in a place; its own term keeps the article that it has."""
    if isinstance(term, Value):
        return value_text(term)
    before = text[: place.start].split()
    profile = next((profile for profile in profiles if profile.entity == term), None)
    written = Names().write(term, form="", before=before[-1].lower() if before else START, profile=profile)
    has_article = text[place.start : place.end].lower().startswith("the ")
    if term == place.term and has_article and not written.lower().startswith("the "):
        written = f"the {written}"
    return written if before else written[:1].upper() + written[1:]
