"""A right text with what it says, and the places where it surely names each thing.

A corruption is only as good as the place it is made at: a thing that is named twice, in part, or inside of a longer
name is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kgaigc.checking.words import FUNCTION_WORDS, stem, tokens
from kgaigc.quantities import find_values
from kgaigc.training.statements import Said, key
from kgaigc.training.targets import Found, find_terms, fold, sentence_bounds, written_forms
from kgaigc.values import Entity, Mention, Term, Triple

Forms = Mapping[str, Sequence[str]]

_NAME_BEFORE = re.compile(r"(?:[A-Z][\w.'’&-]*|\d[\w.,]*|[-–&/])\s?$")
_NAME_AFTER = re.compile(r"(?:[-–/&]|\s[A-Z0-9(&]|\s?[-–]\s?\w|['’](?!s\b)\w|\w|,? [JS]r\b)")
_LATE = re.compile(r"[\s.,;:]+$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, its triples, and what it names where.

    Attributes:
        text: the characters.
        triples: what it says.
        category: of what it is about.
        found: every mention of a term of the triples, in the order of the text.
        values: every date, number and quantity in it.
        sentences: where each sentence begins and ends.
    """

    text: str
    triples: tuple[Triple, ...]
    category: str
    found: tuple[Found, ...]
    values: tuple[Mention, ...]
    sentences: tuple[tuple[int, int], ...]

    def terms(self) -> tuple[Term, ...]:
        """Everything that its triples are about, once each."""
        return terms_of(self.triples)

    def only(self, term: Term) -> Found | None:
        """Where it names a thing; None unless that is sure, whole and just once."""
        hits = [hit for hit in self.found if hit.term == term]
        return self.whole(term)[0] if len(hits) == len(self.whole(term)) == 1 else None

    def whole(self, term: Term) -> list[Found]:
        """Where it surely names a thing by a whole name."""
        return [hit for hit in self.found if hit.term == term and not hit.form and self._is_whole(hit)]

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The sentence that a character is in."""
        return next((s for s in self.sentences if s[0] <= place < s[1]), (0, len(self.text)))

    def _is_whole(self, hit: Found) -> bool:
        starts = hit.start == self.sentence_at(hit.start)[0]
        before = _NAME_BEFORE.search(self.text[: hit.start])
        alone = starts or not before or before[0].strip().lower() in FUNCTION_WORDS
        return alone and not _NAME_AFTER.match(self.text, hit.end)


def read(said: Said, forms: Forms | None = None) -> Reading:
    """Find what a text names.

    Args:
        said: a text with its triples.
        forms: written forms by label, as ``known_forms`` gives them.
    """
    text = " ".join(said.text.split())
    known = forms or {}
    hits = [_trimmed(text, hit) for hit in find_terms(text, terms_of(said.triples), known)]
    found = tuple(hit for hit in hits if hit.end > hit.start and _is_like(text, hit, known))
    bounds = tuple((a, a + len(text[a:b].rstrip())) for a, b in sentence_bounds(text, found))
    return Reading(text, said.triples, said.category, found, find_values(text), bounds)


def terms_of(triples: Iterable[Triple]) -> tuple[Term, ...]:
    """Subjects and objects, once each."""
    return tuple(dict.fromkeys(term for triple in triples for term in (triple.subject, triple.object)))


def _trimmed(text: str, hit: Found) -> Found:
    """The mention without an article or a stop that is none of the name's."""
    said, label = text[hit.start : hit.end], key(hit.term)
    if re.match("the ", said, re.IGNORECASE) and not label.lower().startswith("the "):
        hit = replace(hit, start=hit.start + 4)
    late = _LATE.search(text[hit.start : hit.end])
    if late and not label.endswith(late[0].strip() or " "):
        hit = replace(hit, end=hit.start + late.start())
    return hit


def _is_like(text: str, hit: Found, known: Forms) -> bool:
    """Whether a mention is a form of the name, or ends as the name does."""
    if not isinstance(hit.term, Entity):
        return True
    said = fold(text[hit.start : hit.end])
    bare = fold(bare_name(hit.term.label))
    return said in written_forms(hit.term, known) or said.split()[-1] in bare.replace(",", "").split()


def bare_name(label: str) -> str:
    """A label without what stands in brackets."""
    return re.sub(r"\s*\([^)]*\)", "", label).replace("_", " ").strip("\"' ")


def telling_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    words = (token.text for token in tokens(text))
    return frozenset(stem(w) for w in words if w not in FUNCTION_WORDS and any(c.isalnum() for c in w))


def with_changes(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """The text with other characters at some places: "a" or "an" before, and capitals, are put right.

    A word that follows already is not said twice: "rock music" in the place of "funk" before "music".
    """
    for start, end, new in sorted(changes, reverse=True):
        before, after = text[:start], text[end:]
        begins = not before or re.search(r"[.!?]\s$", before)
        written = new[:1].upper() + new[1:] if begins else new
        article = re.search(r"\b([Aa])n? $", before)
        if article:
            before = before[: article.start()] + article[1] + ("n " if new[:1].lower() in "aeiou" else " ")
        if written.startswith("The ") and before.lower().endswith("the "):
            before = before[:-4]
        text = before + _without_repeated(written, after) + after
    return text


def _without_repeated(written: str, after: str) -> str:
    """A name without its last word where that comes next."""
    head, space, last = written.rpartition(" ")
    goes_on = re.match(r" (\w+)", after)
    return head if space and goes_on and goes_on[1].lower() == last.lower() else written
