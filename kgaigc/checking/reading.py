"""Sentences with what they speak of: names, values, strings of the graph, what stands for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from kgaigc.checking.anaphora import add_anaphors, next_focus
from kgaigc.checking.contexts import Words, gaps_between
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.nationality import people
from kgaigc.checking.phrases import Phrases
from kgaigc.checking.things import Reading, Thing
from kgaigc.checking.words import FUNCTION_WORDS, Token, label_words, plain, stem, tokens
from kgaigc.quantities import beginning
from kgaigc.values import Entity, Links, Mention, Value

# A candidate with less than this share of the best one's score is not what a name means.
_PLAUSIBLE = 0.1
_MENTIONS, _LONGEST = 24, 4000  # So many mentions and characters are read as one sentence.
_CALLING = frozenset(
    ("called", "known", "named", "name", "nicknamed", "nickname", "dubbed", "alias", "titled", "born")
)
_SHORTEST = 3  # Letters of a name that is looked for beside what the linker found.


def read(
    text: str,
    *,
    facts: KnownFacts,
    link: Callable[[str], Links],
    sentences: Callable[[str], tuple[tuple[int, int], ...]],
    topic: Entity | None,
) -> list[Reading]:
    """The sentences of a text, each with its mentions; pronouns stand for what was spoken of before."""
    mentions = link(text).mentions
    about = {iri for mention in mentions for iri in _meanings(mention)} | _given(facts)
    about |= {topic.iri} if topic else set()
    strings, names = _Strings(_strings(facts, about)), _names(facts, about)
    phrases, parts = (
        Phrases(sorted(names.items(), key=lambda item: (-len(item[0]), item))),
        _parts(facts, about),
    )
    known = {word for iri in names.values() for word in label_words(facts.graph.entity(iri).label)}
    labels = {label_words(t.predicate.label) for iri in about for t in facts.of(iri)}
    stems = {stem(word) for label in labels for word in label}
    long = Phrases((label, None) for label in labels if len(label) > 1)
    starts = [mention.start for mention in mentions]
    readings: list[Reading] = []
    focus: Words = (topic.iri,) if topic else ()
    spoken: set[str] = set(focus)
    whole = _unbroken(text, sentences(text), _broken(facts, about))
    for start, end in _pieces(text, whole, mentions):
        words = [Token(t.text, t.start + start, t.end + start) for t in tokens(text[start:end])]
        inside = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        things = [_named(words, m, beginning(text, m)) for m in inside]
        said = _labels_said(words, long)
        things = [t for t in things if t.last > t.first and not _is_label(words, t, stems, said)]
        things = _with_strings(text, words, things, strings, facts)
        things = _with_names(text, words, things, phrases, said, known)
        things = [_in_full(words, thing, parts) for thing in things]
        things = add_anaphors(text, words, things, focus=focus, spoken=spoken, facts=facts)
        gaps = gaps_between(words, [(t.first, t.last) for t in things])
        reading = Reading(start, end, tuple(words), tuple(things), tuple(gaps), focus)
        reading = without(reading, people(reading))
        things = list(reading.things)
        readings.append(reading)
        topic = topic or _speaks_of(things, facts)
        focus = next_focus(things, focus, topic)
        spoken.update(iri for thing in things for iri in thing.iris)
    return readings


def _speaks_of(things: Sequence[Thing], facts: KnownFacts) -> Entity | None:
    """What a text is about, if it does not tell otherwise: the first that it names."""
    named = next((t for t in things if t.kind == "entity" and t.iris and not t.text.islower()), None)
    return facts.graph.entity(named.iris[0]) if named else None


def _broken(facts: KnownFacts, about: set[str]) -> set[str]:
    """Names and strings that look like the end of a sentence within ("1. FC Köln", "Am. J. Math.")."""
    names = {facts.graph.entity(iri).label for iri in about}
    names |= {value.text for iri in about for value in facts.strings(iri)}
    return {plain(name).removesuffix(".") for name in names if ". " in name}


def _unbroken(
    text: str, sentences: Sequence[tuple[int, int]], names: Collection[str]
) -> list[tuple[int, int]]:
    """The sentences, those joined that a name was cut into."""
    if not names or len(sentences) < 2:
        return list(sentences)
    low = plain(text)
    if len(low) != len(text):
        return list(sentences)
    inside = [(m.start(), m.end()) for name in names for m in re.finditer(re.escape(name), low)]
    joined = [sentences[0]]
    for start, end in sentences[1:]:
        if any(first < start < last for first, last in inside):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _pieces(
    text: str, sentences: Sequence[tuple[int, int]], mentions: Sequence[Mention]
) -> Iterator[tuple[int, int]]:
    """The sentences, those cut that no one writes: the time of a sentence grows with the square of its mentions."""
    starts = [mention.start for mention in mentions]
    for start, end in sentences:
        begin = start
        while begin < end:
            reached = bisect_left(starts, begin) + _MENTIONS
            cut = starts[reached] if reached < len(starts) and starts[reached] < end else end
            if cut - begin > _LONGEST:
                space = text.rfind(" ", begin + 1, begin + _LONGEST)
                cut = space if space > begin else begin + _LONGEST
            yield begin, cut
            begin = cut


def without(reading: Reading, places: Collection[int]) -> Reading:
    """The sentence with some of its things taken for words."""
    things = tuple(thing for place, thing in enumerate(reading.things) if place not in places)
    gaps = gaps_between(reading.words, [(t.first, t.last) for t in things])
    return replace(reading, things=things, gaps=tuple(gaps))


def with_nouns_apart(reading: Reading, nouns: Collection[tuple[int, int]]) -> Reading:
    """The sentence with the words of some nouns left out between its things: they say something of their own."""
    apart = {i for first, last in nouns for i in range(first, last)}
    gaps = gaps_between(reading.words, [(t.first, t.last) for t in reading.things], apart=apart)
    return replace(reading, gaps=tuple(gaps))


def _given(facts: KnownFacts) -> set[str]:
    ends = {t.object.iri for t in facts.given if isinstance(t.object, Entity)}
    return ends | {t.subject.iri for t in facts.given}


def _meanings(mention: Mention) -> tuple[str, ...]:
    if mention.entity is None:
        return ()
    name = mention.text.casefold()
    near = [
        c.entity.iri
        for c in mention.candidates
        if c.score >= _PLAUSIBLE * mention.score or c.entity.label.casefold() == name
    ]
    return tuple(dict.fromkeys((mention.entity.iri, *near)))


def _strings(facts: KnownFacts, about: set[str]) -> dict[Words, Value]:
    """The texts that are told of the entities, by their words."""
    return {
        tuple(token.text for token in tokens(value.text)): value
        for iri in sorted(about)
        for value in facts.strings(iri)
    }


def _names(facts: KnownFacts, about: set[str]) -> dict[Words, str]:
    """Short forms of what the entities are related to ("Austin" for Austin, Texas)."""
    names: dict[Words, str] = {}
    given = _given(facts)
    for iri in sorted(about):
        if iri in given:
            names |= dict.fromkeys(_forms(facts.graph.entity(iri).label, ()), iri)
        for triple in facts.of(iri):
            if isinstance(triple.object, Entity):
                own = label_words(triple.predicate.label)
                names |= dict.fromkeys(_forms(triple.object.label, own), triple.object.iri)
    return names


def _parts(facts: KnownFacts, about: set[str]) -> dict[Words, str]:
    """The beginnings of names of what the entities are related to, each of one thing only ("Purdue")."""
    meant: dict[Words, set[str]] = {}
    for iri in {t.object.iri for one in about for t in facts.of(one) if isinstance(t.object, Entity)}:
        profile = facts.graph.profile(iri)
        for name in (profile.entity.label, *profile.aliases):
            whole = tuple(token.text for token in tokens(name))
            for size in range(1, len(whole)):
                if len("".join(whole[:size])) > _SHORTEST and whole[size - 1] not in FUNCTION_WORDS:
                    meant.setdefault(whole[:size], set()).add(iri)
    return {form: next(iter(iris)) for form, iris in meant.items() if len(iris) == 1}


def _in_full(words: Sequence[Token], thing: Thing, parts: Mapping[Words, str]) -> Thing:
    """What the beginning of a name stands for, where the linker found nothing."""
    written = tuple(word.text for word in words[thing.first : thing.last])
    if thing.kind != "unknown" or written not in parts:
        return thing
    return replace(thing, kind="entity", iris=(parts[written],))


def _forms(label: str, predicate: Words) -> set[Words]:
    whole = tuple(stem(token.text) for token in tokens(label.partition(" (")[0]))
    head = whole[: whole.index(",")] if "," in whole else whole
    bare = tuple(word for word in whole if word not in {stem(w) for w in predicate})
    return {form for form in (whole, head, bare) if len("".join(form)) >= _SHORTEST}


def _labels_said(words: Sequence[Token], labels: Phrases[None]) -> set[int]:
    """The tokens of predicates' labels of several words that stand in the sentence ("selected by NASA")."""
    found = labels.within([word.text for word in words])
    return {place for one in found for first, last in one.places for place in range(first, last)}


def _is_label(words: Sequence[Token], thing: Thing, stems: set[str], said: set[int]) -> bool:
    """Whether what looks like a name is only part of a predicate's label ("ISBN", "selected by NASA")."""
    inside = range(thing.first, thing.last)
    if thing.kind == "unknown":
        return all(stem(words[i].text) in stems for i in inside)
    return said.issuperset(inside)


def _named(words: Sequence[Token], mention: Mention, begins: int) -> Thing:
    """A mention with its tokens; "more than" is of the number, and no word that relates it to something."""
    inside = [i for i, word in enumerate(words) if word.start < mention.end and word.end > begins]
    first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
    return Thing(
        mention.kind, _meanings(mention), mention.value, mention.start, mention.end, first, last, mention.text
    )


class _Strings:
    """Texts that may stand in a sentence, as they are or in other forms: "jam, butter and eggs" for "Jam, butter, egg".

    Args:
        strings: the texts, by their words.
    """

    def __init__(self, strings: Mapping[Words, Value]) -> None:
        self._strings = sorted(strings.items(), key=lambda item: (-len(item[0]), item[0]))
        self._exact = Phrases((form, number) for number, (form, _) in enumerate(self._strings))
        loose = [tuple(stem(word) for word in form if _is_telling(word)) for form, _ in self._strings]
        self._loose = Phrases((form, number) for number, form in enumerate(loose) if len(form) > 1)

    def within(self, words: Sequence[Token]) -> Iterator[tuple[Words, Value, list[tuple[int, int]]]]:
        """The texts that stand in a sentence, the longest first, and where."""
        plain = [word.text for word in words]
        places = {found.meaning: found.places for found in self._exact.within(plain)}
        telling = [i for i, word in enumerate(plain) if _is_telling(word)]
        for found in self._loose.within([stem(plain[i]) for i in telling]):
            spans = [(telling[first], telling[last - 1] + 1) for first, last in found.places]
            places.setdefault(found.meaning, spans)
        yield from ((*self._strings[number], places[number]) for number in sorted(places))


def _with_strings(
    text: str, words: Sequence[Token], things: list[Thing], strings: _Strings, facts: KnownFacts
) -> list[Thing]:
    """Strings of the graph that stand in the sentence take the place of what was found inside them."""
    for form, value, spans in strings.within(words):
        for first, last in spans:
            over = [t for t in things if t.first < last and t.last > first]
            if any(t.first < first or t.last > last or (t.kind == "entity" and len(form) == 1) for t in over):
                continue
            iris = tuple(iri for t in over if (t.first, t.last) == (first, last) for iri in t.iris)
            if any(value in facts.strings(iri) for iri in iris) and not _names_are_told(words[:first]):
                continue  # "The Iron Lady stands in Paris" speaks of it by its nickname
            found = _placed(text, words, (first, last), Thing(kind="value", iris=iris, value=value))
            things = [*(t for t in things if t not in over), found]
    return sorted(things, key=lambda t: t.first)


def _names_are_told(words: Sequence[Token]) -> bool:
    """Whether the words before a name tell that something is called so."""
    return any(word.text in _CALLING for word in words)


def _is_telling(word: str) -> bool:
    return word.isalnum() and word not in ("and", "the", "or")


def _with_names(
    text: str,
    words: Sequence[Token],
    things: list[Thing],
    names: Phrases[str],
    said: Collection[int],
    known: Set[str],
) -> list[Thing]:
    """Short names where the linker found nothing, or only something unknown of the same extent.

    Words of a label are none: "the largest moon of" does not name the Moon.
    """
    for form, iri, places in names.within([stem(word.text) for word in words]):
        for first, last in places:
            over = [t for t in things if t.first < last and t.last > first]
            if len(form) == 1 and not _is_noun(words[first].text, known):
                continue
            free = all(t.kind == "unknown" and first <= t.first and t.last <= last for t in over)
            if free and not all(place in said for place in range(first, last)):
                found = _placed(text, words, (first, last), Thing(kind="entity", iris=(iri,)))
                things = [*(t for t in things if t not in over), found]
    return sorted(things, key=lambda t: t.first)


def _is_noun(word: str, known: Set[str]) -> bool:
    """Whether a word is a name, or its plural or singular, rather than a verb of the same stem ("painted")."""
    return not known.isdisjoint((word, word + "s", word.removesuffix("s"), word.removesuffix("es")))


def _placed(text: str, words: Sequence[Token], span: tuple[int, int], found: Thing) -> Thing:
    """What was found, with its place."""
    start, end = words[span[0]].start, words[span[1] - 1].end
    return replace(found, start=start, end=end, first=span[0], last=span[1], text=text[start:end])
