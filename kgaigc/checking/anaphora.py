"""Pronouns and definite descriptions: what they may stand for."""

from __future__ import annotations

from collections.abc import Sequence

from kgaigc.checking.contexts import COPULAS, Words
from kgaigc.checking.facts import KnownFacts
from kgaigc.checking.nationality import is_from
from kgaigc.checking.relations import told
from kgaigc.checking.things import Thing
from kgaigc.checking.words import POSSESSIVES, PRONOUNS, Token, label_words
from kgaigc.values import Entity

_FEMALE = frozenset(("she", "her"))
_MALE = frozenset(("he", "him", "his"))
_NEUTER = frozenset(("it", "its"))
_POINTING = frozenset(("the", "this", "that", "these", "our"))
# Common words for members of classes.
_ALSO = {
    "company": ("firm", "corporation", "business", "manufacturer"), "vehicle": ("rocket", "launcher"),
    "probe": ("spacecraft", "craft"), "mission": ("flight", "spacecraft", "craft"),
    "satellite": ("spacecraft", "craft"),
    "painting": ("canvas", "picture", "work"), "sculpture": ("statue", "figure", "work"), "print": ("picture", "work"),
    "site": ("cosmodrome", "spaceport"), "agency": ("organisation",), "university": ("school", "institution"),
    "college": ("school", "institution"), "museum": ("gallery", "institution"), "computer": ("machine",),
    "language": ("tongue",), "planet": ("world", "body"), "moon": ("satellite", "world", "body"),
    "asteroid": ("body", "rock"), "person": ("man", "woman"), "book": ("work", "volume"), "paper": ("article", "work"),
    "church": ("building",), "city": ("town",), "institute": ("laboratory", "institution"),
}  # fmt: skip
_LIVES = frozenset(
    ("birth", "born", "death", "died", "spouse", "nationality")
)  # Told of people, whatever their class.
_PLACES = frozenset(
    """
    place city town village country region district island settlement state county province building museum
    church university college school
    """.split()
)
_LONGEST = 4  # Words of a relation's name.
_REMEMBERED = 4  # So many things of the sentence before may be meant by a pronoun.


def add_anaphors(
    text: str,
    words: Sequence[Token],
    things: list[Thing],
    *,
    focus: tuple[str, ...],
    spoken: set[str],
    facts: KnownFacts,
) -> list[Thing]:
    """The things of a sentence with its pronouns and definite descriptions among them.

    A pronoun whose antecedent is in the sentence is left to the words.

    Args:
        text: the whole text.
        words: the tokens of the sentence.
        things: what it names.
        focus: what was spoken of just before, the likeliest first.
        spoken: everything that the text has mentioned.
        facts: the graph.
    """
    nouns = _nouns(focus, spoken, facts)
    if words and words[0].text in _POINTING:  # "The mathematician was trained at ..." tells of someone
        length, meant = _anaphor(words, 0, focus, nouns, facts)
        things = [
            t
            for t in things
            if not (meant and t.first < length and (t.text.islower() or t.kind == "unknown"))
        ]
    taken = {i for thing in things for i in range(thing.first, thing.last)}
    for i, word in enumerate(words):
        if i in taken:
            continue
        length, meant = _anaphor(words, i, focus, nouns, facts)
        if _is_there(words, i):
            length, meant = 1, _places(things, i, focus, facts)
            things = [*things, *_pointing(text, word, i, meant)]
            things.sort(key=lambda t: t.first)
            continue
        after = range(i, i + length + (not _owns_a_role(words, things, i, meant, facts)))
        if length and taken.isdisjoint(after) and not _has_antecedent(things, i, meant):
            end = words[i + length - 1].end
            found = Thing("anaphor", meant, None, word.start, end, i, i + length, text[word.start : end])
            things = sorted([*things, found], key=lambda t: t.first)
            taken.update(range(i, i + length))
    return things


def _owns_a_role(
    words: Sequence[Token], things: Sequence[Thing], place: int, meant: tuple[str, ...], facts: KnownFacts
) -> bool:
    """Whether a noun after "its" names what it belongs to by a relation ("its painter"), though it is a thing too."""
    noun = next((t for t in things if t.first == place + 1 and t.kind == "entity" and t.text.islower()), None)
    if noun is None or words[place].text not in POSSESSIVES:
        return False
    return told(meant, [word.text for word in words[noun.first : noun.last]], facts) is not None


def _is_there(words: Sequence[Token], place: int) -> bool:
    """Whether a word is "there" for a place ("was born there"), not for nothing ("there were two")."""
    following = words[place + 1].text if place + 1 < len(words) else "."
    return place > 0 and words[place].text == "there" and following not in COPULAS | {"has", "had"}


def _places(
    things: Sequence[Thing], token: int, focus: tuple[str, ...], facts: KnownFacts
) -> tuple[str, ...]:
    """The places that "there" may stand for, the last that was named first."""
    named = [iri for t in reversed(things) if t.last <= token and t.kind == "entity" for iri in t.iris[:1]]
    classes = {
        iri: {word for cls in facts.types(iri) for word in label_words(cls.label)} for iri in (*named, *focus)
    }
    return tuple(iri for iri, words in classes.items() if not _PLACES.isdisjoint(words))


def _pointing(text: str, word: Token, place: int, meant: tuple[str, ...]) -> list[Thing]:
    if not meant:
        return []
    return [
        Thing("anaphor", meant, None, word.start, word.end, place, place + 1, text[word.start : word.end])
    ]


def next_focus(things: Sequence[Thing], focus: tuple[str, ...], topic: Entity | None) -> tuple[str, ...]:
    """What the next sentence's pronouns may stand for: this one's subject, the topic, then the rest."""
    named = [
        t for t in things if t.iris and (t.kind == "anaphor" or (t.kind == "entity" and not t.text.islower()))
    ]
    subject = named[0].iris[:1] if named else focus[:1]
    main = (topic.iri,) if topic else ()
    rest = [iri for t in named[1:] for iri in t.iris[:1]][:_REMEMBERED]
    return tuple(dict.fromkeys((*main, *subject, *rest)))


def _nouns(focus: tuple[str, ...], spoken: set[str], facts: KnownFacts) -> dict[Words, Words]:
    """Nouns that may stand for what was mentioned: its class, or what it is to others ("the country")."""
    nouns: dict[Words, Words] = {}
    for iri in focus:
        named = [(name, iri) for cls in facts.types(iri) for name in _names(cls.label)]
        named += [
            (t.predicate.label, t.object.iri)
            for t in facts.of(iri)
            if isinstance(t.object, Entity) and t.object.iri in spoken
        ]
        for label, meant in named:
            key = label_words(label)
            nouns[key] = tuple(dict.fromkeys((*nouns.get(key, ()), meant)))
    return nouns


def _names(label: str) -> tuple[str, ...]:
    """What a member of a class may be called: by the class, by its last word, or by a word for the same."""
    last = label.rpartition(" ")[2]
    return tuple(dict.fromkeys((label, last, *_ALSO.get(label, ()), *_ALSO.get(last, ()))))


def _anaphor(
    words: Sequence[Token],
    place: int,
    focus: tuple[str, ...],
    nouns: dict[Words, Words],
    facts: KnownFacts,
) -> tuple[int, tuple[str, ...]]:
    """How many tokens the anaphor at this place has, 0 for none, and what it may stand for."""
    word = words[place].text
    if word in PRONOUNS or word in POSSESSIVES:
        meant = tuple(iri for iri in focus if _agrees(word, iri, facts))
        if word in _FEMALE and not meant:  # Ships, statues and countries, where there is no woman.
            meant = tuple(iri for iri in focus if not _is_person(iri, facts))
        return 1, meant
    if word in _POINTING:
        noun_after = words[place + 1].text if place + 1 < len(words) else ""
        from_there = tuple(iri for iri in focus if _is_person(iri, facts) and is_from(iri, noun_after, facts))
        if from_there:
            return 2, from_there
        said = tuple(w.text for w in words[place + 1 : place + 1 + _LONGEST])
        if any(len(label) > 1 and said[: len(label)] == label for label in _relations(focus, facts)):
            return 0, ()  # "the art movement is" speaks of a movement, not of a piece of art
        for noun, meant in nouns.items():
            after = place + 1 + len(noun)
            following = words[after].text if after < len(words) else ""
            if tuple(w.text for w in words[place + 1 : after]) == noun and following != "of":
                return 1 + len(noun), meant
    return 0, ()


def _relations(focus: tuple[str, ...], facts: KnownFacts) -> set[Words]:
    """What the relations of some things are called."""
    return {label_words(t.predicate.label) for iri in focus for t in facts.of(iri)}


def _has_antecedent(things: Sequence[Thing], place: int, meant: tuple[str, ...]) -> bool:
    before = [t for t in things if t.first < place and t.kind != "value"]
    return any(t.kind == "anaphor" or not set(meant).isdisjoint(t.iris) for t in before) or bool(
        before and not meant
    )


def _agrees(pronoun: str, iri: str, facts: KnownFacts) -> bool:
    gender, person = facts.graph.profile(iri).gender, _is_person(iri, facts)
    if (person and pronoun in _NEUTER) or (not person and facts.types(iri) and pronoun in _FEMALE | _MALE):
        return False
    unlike = {"female": _MALE | _NEUTER, "male": _FEMALE | _NEUTER}.get(gender, frozenset())
    return pronoun not in unlike


def _is_person(iri: str, facts: KnownFacts) -> bool:
    return facts.graph.is_person(iri) or any(
        not _LIVES.isdisjoint(label_words(triple.predicate.label)) for triple in facts.of(iri)
    )
