"""The dictionary of names: an Aho-Corasick automaton over every label and alias, and near misses."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import daachorse
from rapidfuzz import fuzz, process

from kgaigc.linking.folding import Folded, begins_word, ends_word, fold_name
from kgaigc.values import Entity

_PREFERRED, _ALIAS, _TRIMMED, _ACRONYM, _PART = 1.0, 0.97, 0.92, 0.8, 0.75
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_PERSONAL = re.compile(r"[^\W\d_][\w'’.-]*(?:\s[^\W\d_][\w'’.-]*){1,4}")
_PLURAL = re.compile(r"(?:es|s)(?!\w)", re.IGNORECASE)
# Above so many names, those that share no letters with the sought one are not compared.
_MANY = 20_000
_INDEXED_AT_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write an entity.

    Attributes:
        entity: what it names.
        shown: as the graph writes it.
        quality: 1 for the preferred label, less for aliases and shortened forms.
        part: it is the last or first word of a longer name, and means the entity only in context.
    """

    entity: Entity
    shown: str
    quality: float
    part: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a text that is a name, with everything that it could name."""

    start: int
    end: int
    names: tuple[Name, ...]
    plural: bool = False


class NameIndex:
    """Finds the names of entities in text.

    Labels are matched folded (see ``folding``), at word boundaries; a regular plural is tolerated. Names shortened
    by a leading "the", a trailing bracket or what follows a comma count too, as do acronyms, and the last and the
    first word of a name as its parts.

    Args:
        names: (name, entity, whether it is the preferred label), as a graph gives them.
    """

    def __init__(self, names: Iterable[tuple[str, Entity, bool]]) -> None:
        forms: dict[str, dict[str, Name]] = {}
        self.entities: dict[str, Entity] = {}
        for name, entity, preferred in names:
            self.entities[entity.iri] = entity
            for form, entry in _forms(name, entity, preferred=preferred):
                known = forms.setdefault(form, {})
                if entity.iri not in known or known[entity.iri].quality < entry.quality:
                    known[entity.iri] = entry
        self._forms = {
            form: tuple(sorted(found.values(), key=lambda entry: (-entry.quality, entry.entity.iri)))
            for form, found in forms.items()
        }
        self._patterns = [form for form in self._forms if form and not form.isdigit()]

    @cached_property
    def _automaton(self) -> daachorse.CharwiseDoubleArrayAhoCorasick | None:
        if not self._patterns:
            return None
        return daachorse.CharwiseDoubleArrayAhoCorasick(self._patterns, daachorse.MATCH_KIND_STANDARD)

    def exact(self, name: str) -> tuple[Name, ...]:
        """What a whole string names, the best first."""
        return self._forms.get(fold_name(name), ())

    def matches(self, folded: Folded) -> Iterator[Match]:
        """Every stretch of a text that is a name, overlapping ones too."""
        if self._automaton is None:
            return
        source = folded.source
        for first, last, index in self._automaton.find_overlapping(folded.text):
            start, end = folded.span(first, last)
            if not begins_word(source, start):
                continue
            form = self._patterns[index]
            if ends_word(source, end):
                yield Match(start, end, self._forms[form])
            elif len(form) > 3 and form.isascii() and (plural := _PLURAL.match(source, end)):
                yield Match(start, plural.end(), self._forms[form], plural=True)

    @cached_property
    def _whole(self) -> tuple[str, ...]:
        """The forms that are no mere parts of a name."""
        return tuple(form for form, names in self._forms.items() if not names[0].part)

    @cached_property
    def _trigrams(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for number, form in enumerate(self._whole):
            for gram in _grams(form):
                index[gram].append(number)
        return index

    def near(self, name: str, *, top_k: int = 5, at_least: float = 0.85) -> tuple[tuple[Name, float], ...]:
        """Names spelled almost like a string, with their likeness in [0, 1]; digits must agree.

        Args:
            name: what is sought.
            top_k: how many entities at most.
            at_least: the least likeness.
        """
        sought = fold_name(name)
        found: dict[str, tuple[Name, float]] = {}
        pool = self._pool(sought)
        for form, score, _ in process.extract(
            sought, pool, scorer=fuzz.ratio, score_cutoff=100 * at_least, limit=4 * top_k
        ):
            if re.findall(r"\d+", form) == re.findall(r"\d+", sought):
                for entry in self._forms[form]:
                    found.setdefault(entry.entity.iri, (entry, score / 100))
        return tuple(sorted(found.values(), key=lambda pair: (-pair[1], pair[0].entity.iri))[:top_k])

    def nearest(self, name: str, *, top_k: int = 5) -> tuple[Entity, ...]:
        """The entities whose names come nearest to a string, however far."""
        sought = fold_name(name)
        ranked = process.extract(
            sought, self._pool(sought), scorer=fuzz.WRatio, score_cutoff=45, limit=4 * top_k
        )
        entities = {entry.entity: None for form, _, _ in ranked for entry in self._forms[form]}
        return tuple(entities)[:top_k]

    def _pool(self, sought: str) -> Sequence[str]:
        if len(self._whole) <= _MANY:
            return self._whole
        counts = Counter(number for gram in _grams(sought) for number in self._trigrams.get(gram, ()))
        return [self._whole[number] for number, _ in counts.most_common(_INDEXED_AT_MOST)]


def _grams(form: str) -> set[str]:
    padded = f" {form} "
    return {padded[index : index + 3] for index in range(len(padded) - 2)}


def _forms(name: str, entity: Entity, *, preferred: bool) -> Iterator[tuple[str, Name]]:
    """A name as it is and without leading "the", trailing bracket or what follows a comma; acronym; end words."""
    quality = _PREFERRED if preferred else _ALIAS
    folded = fold_name(name)
    if not any(map(str.isalnum, folded)):
        return
    yield folded, Name(entity, name, quality)
    shorter = _BRACKETS.sub("", name)
    for trimmed in (shorter, re.sub(r"(?i)^the\s+", "", name), name.partition(",")[0]):
        if trimmed and trimmed != name:
            yield fold_name(trimmed), Name(entity, trimmed, quality * _TRIMMED)
    for acronym in _acronyms(shorter):
        yield fold_name(acronym), Name(entity, acronym, _ACRONYM)
    if preferred and _PERSONAL.fullmatch(shorter) and shorter[0].isupper():
        yield from _parts(shorter.split(), entity)


def _acronyms(name: str) -> tuple[str, ...]:
    """The initials of a name of three words or more, with and without dots; of two only where it is "United ..."."""
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    if len(initials) >= 3 or (len(initials) == 2 and name.startswith("United ")):
        return initials, ".".join(initials) + "."
    return ()


def _parts(words: list[str], entity: Entity) -> Iterator[tuple[str, Name]]:
    if words[-1][0].isupper():
        yield fold_name(words[-1]), Name(entity, words[-1], _PART, part=True)
        yield fold_name(words[0]), Name(entity, words[0], _PART * 0.8, part=True)
