"""The dictionary of names: every label and alias by its words, and the first and last words of names."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from kgaigc.linking import forms
from kgaigc.linking.folding import Folded, fold_name
from kgaigc.linking.unspaced import Unspaced
from kgaigc.linking.wordforms import Words, is_spaced, key, name_words, read_words, singular
from kgaigc.values import Entity

# A first or last word that so many names share tells nothing by itself.
_SHARED_BY_MANY = 200
HOMONYMS = 500  # Things of one name that are told apart; of more, by IRI, the rest is left aside.
_OTHERWISE = 0.95  # the share of its quality that a name keeps when it is punctuated otherwise
_HARD = re.compile(r"[.!?;:()\[\]\n]")
_ABBREVIATED = 3  # letters of a word after which a stop ends no sentence
_singular = lru_cache(maxsize=65_536)(singular)


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


class NameIndex:
    """Finds the names of entities in text.

    Names are compared by their words (see ``wordforms``), or character by character in scripts without spaces (see
    ``unspaced``). Names shortened by a leading "the", a trailing bracket or what follows a comma count too, as do
    acronyms, and the last and the first word of a name as its parts. A name takes about 300 bytes, its entity included.

    Args:
        names: (name, entity, whether it is the preferred label), as a graph gives them.

    Attributes:
        shown: every name as the graph writes it, and its shortened forms; a name's number is its place here.
        longest: the most words of a name, by its first word, where that is more than one.
    """

    def __init__(self, names: Iterable[tuple[str, Entity, bool]]) -> None:
        self._entities: list[Entity] = []
        self.shown: list[str] = []
        self._of: array[int] = array("L")
        self._quality: array[float] = array("f")
        self._keys: dict[str, int | list[int]] = {}
        self.longest: dict[str, int] = {}
        self._parts: dict[str, int | list[int]] = {}
        self._joined: dict[str, list[int]] = {}
        for name, entity, preferred in names:
            if not self._entities or self._entities[-1].iri != entity.iri:
                self._entities.append(entity)
            self._add(name, preferred=preferred)

    def _add(self, name: str, *, preferred: bool) -> None:
        quality = forms.PREFERRED if preferred else forms.ALIAS
        if not self._enter(name, _folded(name), quality):
            return
        for shorter, share in self._shortened(name, preferred=preferred):
            self._enter(shorter, _folded(shorter), share if share < forms.TRIMMED else quality * share)
        if preferred and (ends := forms.parts(name)):
            number = len(self._entities) - 1
            for end in ends:
                word = _part_word(end)
                known = self._parts.setdefault(word, number)
                if known is number:
                    continue
                if isinstance(known, int):
                    self._parts[word] = [known, number]
                elif known[-1] is not number:
                    known.append(number)

    def _shortened(self, name: str, *, preferred: bool) -> Iterator[tuple[str, float]]:
        """The other ways to write a name, but no surname that has been put before a comma: "Jones, Reginald"."""
        found = forms.shortened(name)
        if preferred or "," not in name:
            return found
        label = self._entities[-1].label
        return (pair for pair in found if " " in pair[0] or pair[0].isupper() or pair[0] in label)

    def _enter(self, shown: str, folded: str, quality: float) -> bool:
        """Take a written form in; False if it has no letter or digit."""
        words = name_words(folded)
        if not words:
            return False
        entry = len(self.shown)
        self.shown.append(shown)
        self._of.append(len(self._entities) - 1)
        self._quality.append(quality)
        if not is_spaced(folded):
            self._joined.setdefault(folded, []).append(entry)
            return True
        words[-1] = singular(words[-1])
        form = " ".join(words)
        known = self._keys.setdefault(form, entry)
        if isinstance(known, list):
            known.append(entry)
        elif known is not entry:
            self._keys[form] = [known, entry]
        if len(words) > 1 and self.longest.get(words[0], 1) < len(words):
            self.longest[words[0]] = len(words)
        return True

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """The entities by IRI."""
        return {entity.iri: entity for entity in self._entities}

    @cached_property
    def _unspaced(self) -> Unspaced | None:
        return Unspaced(list(self._joined)) if self._joined else None

    def written(self, folded: str) -> tuple[int, ...]:
        """The numbers of the names that a whole folded string may be, however it is punctuated."""
        return (*self.entries(key(name_words(folded))), *self._joined.get(folded, ())[:HOMONYMS])

    def exact(self, name: str) -> tuple[Name, ...]:
        """What a whole string names, the best first; names that are only punctuated otherwise score a little less."""
        folded = fold_name(name)
        found: dict[str, Name] = {}
        for entry in self.written(folded):
            shown = self.name(entry)
            like = 1.0 if fold_name(shown.shown) == folded else _OTHERWISE
            best = found.get(shown.entity.iri)
            if best is None or best.quality < shown.quality * like:
                found[shown.entity.iri] = replace(shown, quality=shown.quality * like)
        return tuple(sorted(found.values(), key=_ranked)) or self.parts(folded)

    def parts(self, word: str, talked: Collection[str] = ()) -> tuple[Name, ...]:
        """What has a word as its first or last; of what many share only those that are talked of.

        Args:
            word: folded, as ``wordforms`` reads it.
            talked: IRIs of what is talked of.
        """
        known = self._parts.get(word, ())
        numbers = [known] if isinstance(known, int) else known
        if len(numbers) > _SHARED_BY_MANY:
            numbers = [number for number in numbers if self._entities[number].iri in talked]
        return tuple(sorted((self._part(number, word) for number in numbers), key=_ranked))

    def _part(self, number: int, word: str) -> Name:
        entity = self._entities[number]
        first, last = forms.parts(entity.label) or (word, word)
        if word == _part_word(last):
            return Name(entity, last, forms.PART, part=True)
        return Name(entity, first, forms.FIRST, part=True)

    def entries(self, form: str) -> Sequence[int]:
        """The numbers of the names with a key; of very many the first ``HOMONYMS``."""
        entry = self._keys.get(form, ())
        return (entry,) if isinstance(entry, int) else entry[:HOMONYMS]

    def name(self, entry: int) -> Name:
        """The name with a number."""
        return Name(self._entities[self._of[entry]], self.shown[entry], round(self._quality[entry], 6))

    def matches(self, folded: Folded, words: Words) -> Iterator[Match]:
        """Every stretch of a text that is a whole name, overlapping ones too.

        Args:
            folded: the text.
            words: its words.
        """
        for first, last, form in self.windows(words.words):
            if not form.isdigit():
                yield from self._placed(folded, words, first, last, self.entries(form))
        for start, end, form in self._unspaced.matches(folded) if self._unspaced else ():
            yield Match(start, end, tuple(map(self.name, self._joined[form][:HOMONYMS])))

    def windows(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """First word, one past the last, and key of every stretch of words that is a name written with spaces."""
        keys, longest, count = self._keys, self.longest, len(words)
        singles = list(map(_singular, words))
        for first, word in enumerate(words):
            if (single := singles[first]) in keys:
                yield first, first + 1, single
            if word in longest:
                form = word + " "
                for last in range(first + 1, min(first + longest[word], count)):
                    if (full := form + singles[last]) in keys:
                        yield first, last + 1, full
                    form += words[last] + " "

    def _placed(
        self, folded: Folded, words: Words, first: int, last: int, entries: Iterable[int]
    ) -> Iterator[Match]:
        """The names of a stretch of words, each with the punctuation that belongs to it."""
        start, end = words.starts[first], words.ends[last - 1]
        for entry in entries:
            name = self.name(entry)
            soft = _joins(folded.text, words, first, last, brackets="," in name.shown)
            before, after = _edges(name.shown)
            begin = start - len(before) if before and folded.text[:start].endswith(before) else start
            stop = end + len(after) if after and folded.text.startswith(after, end) else end
            stop += "(" in folded.text[begin:stop] and folded.text.startswith(")", stop)
            if soft or fold_name(name.shown) == folded.text[begin:stop]:
                yield Match(*folded.span(begin, stop), (name,))


def _folded(name: str) -> str:
    return name.lower() if name.isascii() and "\n" not in name and "  " not in name else fold_name(name)


def _ranked(name: Name) -> tuple[float, str]:
    return -name.quality, name.entity.iri


def _part_word(end: str) -> str:
    """The first or last word of a name as it is looked up."""
    if end.isalnum():
        return end.lower() if end.isascii() else fold_name(end)
    words = name_words(fold_name(end))
    return words[-1] if words else ""


def _edges(shown: str) -> tuple[str, str]:
    """The punctuation, folded, before the first word of a name and after its last."""
    if shown[0].isalnum() and shown[-1].isalnum():
        return "", ""
    folded = fold_name(shown)
    words = read_words(folded)
    return folded[: words.starts[0]], folded[words.ends[-1] :]


def _joins(text: str, words: Words, first: int, last: int, *, brackets: bool) -> bool:
    """Whether nothing that ends a sentence or, if it says so, opens a bracket stands between the words of a stretch."""
    for number in range(first, last - 1):
        gap = text[words.ends[number] : words.starts[number + 1]]
        if gap == " " or not _HARD.search(gap) or (brackets and gap in {" (", "("}):
            continue
        if len(words.words[number]) > _ABBREVIATED or gap not in {". ", "."}:
            return False
    return True
