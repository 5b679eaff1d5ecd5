"""Where the things of a row's triples stand in its texts: training material for the checker's lexicon.

Names are found by their words, numbers by their value, dates by their parts; what is not found is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgaigc.checking.contexts import IMPLIED, Context, context, gaps_between
from kgaigc.checking.words import POSSESSIVES, PRONOUNS, Token, label_words, stem, tokens
from kgaigc.quantities.dates import MONTHS

Row = Sequence[str]  # subject, predicate, object
Names = Mapping[str, frozenset[tuple[str, ...]]]

_MONTHS = [month.lower() for month in MONTHS]
_DATE = re.compile(r"^\"?(\d{4})-(\d{2})-(\d{2})\"?$")
_NUMBER = re.compile(r"^\"?[+-]?\d[\d,]*(?:\.\d+)?(?:[eE]\d+)?\"?(?:\s*\(.*\))?(?:\^\^.*)?$")
_SENTENCE = re.compile(r"(?<=[a-z0-9)\"'][.!?])\s+(?=[A-Z\"0-9(])")
_DEMONYM = re.compile(r"(?:an|ish|ese|ic|ch|i)$")


@dataclass(frozen=True, slots=True)
class Place:
    """A mention found in a sentence: its tokens, and the term it stands for (None: a name not of the row)."""

    start: int
    end: int
    term: str | None


@dataclass(frozen=True, slots=True)
class Aligned:
    """A sentence with its mentions and the words between them."""

    gaps: tuple[tuple[str, ...], ...]
    terms: tuple[str | None, ...]

    def pairs(self, subject: str, obj: str, *, implied: bool) -> list[Context]:
        """The contexts of the mentions of two terms, the nearest first.

        Args:
            subject: one term.
            obj: the other.
            implied: whether the sentence may speak of the subject without naming it.
        """
        starts = [i for i, term in enumerate(self.terms) if term == subject]
        ends = [i for i, term in enumerate(self.terms) if term == obj]
        if not starts and implied:
            starts = [IMPLIED]
        found = [context(self.gaps, i, j) for i in starts for j in ends if i != j]
        return sorted(found, key=lambda c: c.distance)


def kind(term: str) -> str:
    """``date``, ``number`` or ``entity``."""
    if _DATE.match(term):
        return "date"
    return "number" if _NUMBER.match(term) else "entity"


def align(text: str, triples: Sequence[Row], names: Names) -> Iterator[Aligned]:
    """The sentences of a text with the mentions of the triples' terms.

    Args:
        text: the text.
        triples: what it says.
        names: further names of terms.
    """
    terms = list(dict.fromkeys(term for s, _, o in triples for term in (s, o)))
    variants = sorted(
        ((words, term) for term in terms for words in _variants(term, names)), key=lambda v: (-len(v[0]), v)
    )
    topic = Counter(s for s, _, _ in triples).most_common(1)[0][0]
    labels = {stem(word) for _, predicate, _ in triples for word in label_words(predicate)}
    for sentence in _SENTENCE.split(text):
        words = tokens(sentence)
        places = _find(words, variants)
        places = _add_pronouns(words, places, topic)
        places = sorted(places + _unknown(sentence, words, places, labels), key=lambda p: p.start)
        gaps = gaps_between(words, [(p.start, p.end) for p in places])
        yield Aligned(tuple(gaps), tuple(p.term for p in places))


def learnt_names(rows: Iterable[Mapping[str, object]]) -> dict[str, frozenset[tuple[str, ...]]]:
    """How the annotated texts name each term (the ``references`` of type ``name``)."""
    counts: dict[str, Counter[tuple[str, ...]]] = {}
    for row in rows:
        for text in row["texts"]:  # type: ignore[attr-defined]
            for reference in text["references"]:
                if reference["type"] == "name":
                    words = tuple(token.text for token in tokens(reference["text"]))
                    counts.setdefault(reference["entity"], Counter())[words] += 1
    return {
        term: frozenset(w for w, n in named.items() if n > 1 and 0 < len(w) <= 6 and len("".join(w)) > 1)
        for term, named in counts.items()
    }


def _variants(term: str, names: Names) -> set[tuple[str, ...]]:
    date = _DATE.match(term)
    if date:
        return _date_forms(*date.groups())
    if kind(term) == "number":
        return _number_forms(term)
    label = term.strip('"').replace("_", " ")
    forms = {label, re.sub(r"\s*\(.*?\)", "", label), label.split(",")[0], re.sub(r"^The ", "", label)}
    found = {tuple(token.text for token in tokens(form)) for form in forms}
    whole = tuple(token.text for token in tokens(re.sub(r"\s*\(.*?\)", "", label)))
    if 2 <= len(whole) <= 4 and whole[-1].isalpha() and len(whole[-1]) > 3 and "," not in whole:
        found.add(whole[-1:])
    return {form for form in found if form} | set(names.get(term, ()))


def _date_forms(year: str, month: str, day: str) -> set[tuple[str, ...]]:
    m, d = _MONTHS[int(month) - 1 if 0 < int(month) <= 12 else 0], str(int(day))
    forms: set[tuple[str, ...]] = {tuple(t.text for t in tokens(f"{year}-{month}-{day}"))}
    for name in (m, m[:3]):
        for ordinal in ((), ("th",), ("st",), ("nd",), ("rd",)):
            for comma in ((), (",",)):
                forms |= {
                    (name, d, *ordinal, *comma, year),
                    (d, *ordinal, name, *comma, year),
                    (d, *ordinal, "of", name, *comma, year),
                    ("the", d, *ordinal, "of", name, *comma, year),
                }
    forms |= {(f"{a}/{b}/{year}",) for a in (day, d) for b in (month, str(int(month)))}
    forms |= {(f"{b}/{a}/{year}",) for a in (day, d) for b in (month, str(int(month)))}
    return forms | {(year,)}


def _number_forms(term: str) -> set[tuple[str, ...]]:
    number = re.sub(r"[\"\s].*|\^\^.*", "", term.strip('"')).replace(",", "")
    try:
        value = float(number)
    except ValueError:
        return {tuple(t.text for t in tokens(number))}
    texts = {
        number,
        f"{value:g}",
        f"{value:,}",
        f"{value:.1f}",
        f"{value:.2f}",
        f"{value:.0f}",
        f"{value:,.0f}",
    }
    texts |= {f"{value / 1000:g}", f"{value / 1e6:g}"} if abs(value) >= 1000 else set()
    texts |= {f"{value * 1000:g}", f"{value * 1000:,.0f}"} if abs(value) < 10 else set()
    return {tuple(t.text for t in tokens(text)) for text in texts if text not in ("0", "-0")}


def _find(words: Sequence[Token], variants: Sequence[tuple[tuple[str, ...], str]]) -> list[Place]:
    plain = [token.text for token in words]
    taken: set[int] = set()
    places: list[Place] = []
    for form, term in variants:
        for start in range(len(plain) - len(form) + 1):
            span = range(start, start + len(form))
            if plain[start] == form[0] and tuple(plain[start : span.stop]) == form and taken.isdisjoint(span):
                taken.update(span)
                places.append(Place(start, span.stop, term))
    return sorted(places, key=lambda p: p.start)


def _add_pronouns(words: Sequence[Token], places: list[Place], topic: str) -> list[Place]:
    first = min((p.start for p in places if p.term == topic), default=len(words))
    for i, word in enumerate(words[:first]):
        if word.text in PRONOUNS or word.text in POSSESSIVES:
            return sorted([*places, Place(i, i + 1, topic)], key=lambda p: p.start)
    return places


def _unknown(sentence: str, words: Sequence[Token], places: Sequence[Place], labels: set[str]) -> list[Place]:
    taken = {i for p in places for i in range(p.start, p.end)}
    found: list[Place] = []
    for i, word in enumerate(words):
        name = i > 0 and sentence[word.start].isupper() and not _DEMONYM.search(word.text)
        if i in taken or stem(word.text) in labels or not (name or word.text[0].isdigit()):
            continue
        if found and found[-1].end == i:
            found[-1] = Place(found[-1].start, i + 1, None)
        else:
            found.append(Place(i, i + 1, None))
    return found
