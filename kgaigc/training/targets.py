"""Reference texts to delexicalised targets: find where a text names each term of its triples.

A term is searched by its written forms (labels without brackets, dates and numbers in their many forms, demonyms,
forms known from annotated corpora), the longest first, then by a near match of words. A text in which a subject or
an object is nowhere to be found gives no example: it would teach to leave facts out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from unidecode import unidecode

from kgaigc.generation.delexicalise import kind, slot_token, typed
from kgaigc.generation.names import demonyms
from kgaigc.generation.realise import UNITS
from kgaigc.values import Entity, Term, Triple, Value

WORDS = re.compile(r"'s\b|[^\W\d_]+(?:['-][^\W\d_]+)*|\d+(?:[.,:]\d+)*\w*|\S")
MONTHS = "January February March April May June July August September October November December".split()
FUZZY = 82.0


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the text that names a term; ``form`` is "", "adj" or "short"."""

    start: int
    end: int
    term: Term
    form: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """A text with the names taken out.

    Attributes:
        sentences: the facts of each sentence, in the order of the text.
        pieces: for each sentence its words, and Found where a term is named.
        text: the text.
    """

    sentences: tuple[tuple[Triple, ...], ...]
    pieces: tuple[tuple[str | Found, ...], ...]
    text: str


def fold(text: str) -> str:
    """Lower case without accents, character for character, so that offsets stay."""
    return "".join(_fold_character(c) for c in text)


def _fold_character(character: str) -> str:
    plain = unidecode(character).lower()
    return plain if len(plain) == 1 else character.lower()[:1]


def written_forms(term: Term, known: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """How a term may be written: folded form -> "" or "adj"."""
    if isinstance(term, Value):
        learnt = known.get(term.text, ()) if kind(term) == "string" else ()
        return {form: "" for form in map(fold, (*_value_forms(term), *learnt)) if form}
    forms = {fold(form): "" for form in (*_label_forms(term.label), *known.get(term.label, ()))}
    demonym = demonyms().get(term.label)
    if demonym:
        forms[fold(demonym)] = "adj"
    return {form: how for form, how in forms.items() if form}


def _label_forms(label: str) -> list[str]:
    bare = re.sub(r"\s*\([^)]*\)", "", label).strip()
    forms = [label, bare]
    if "," in bare:
        forms.append(bare.split(",")[0].strip())
    return [form.strip("\"' ") for form in forms if len(form) > 1]


def _value_forms(value: Value) -> list[str]:
    name = kind(value)
    if name == "date":
        return _date_forms(typed(value).text)
    if name in {"number", "quantity"}:
        return number_forms(value.text)
    bare = value.text.strip("\"' ")
    return [bare, re.sub(r"\s*\([^)]*\)", "", bare).strip(), *number_forms(bare)]


def _date_forms(text: str) -> list[str]:
    parts = [int(part) for part in re.findall(r"\d+", text)[:3]]
    if len(parts) < 3 or not 1 <= parts[1] <= 12:
        return [text]
    year, month, day = parts
    suffix = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    name = MONTHS[month - 1]
    forms = [text, f"{day}/{month}/{year}", f"{month}/{day}/{year}", f"{day:02}/{month:02}/{year}"]
    for spelled in (name, name[:3], name[:3] + ".", name[:4]):
        for number in (str(day), f"{day}{suffix}", f"{day:02}"):
            forms += [
                f"{number} {spelled} {year}", f"{number} {spelled}, {year}", f"{number} of {spelled} {year}",
                f"{number} of {spelled}, {year}", f"{spelled} {number}, {year}", f"{spelled} {number} {year}",
                f"{spelled} {number},{year}", f"{spelled}, {number}, {year}", f"{year} {spelled} {number}",
            ]  # fmt: skip
    return forms


def number_forms(text: str) -> list[str]:
    """A number as written: as it stands, without ".0", with thousands separators, rounded."""
    match = re.match(r"-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?", text.strip('" '), re.IGNORECASE)
    if not match:
        return []
    raw = match.group()
    try:
        number = float(raw.replace(",", ""))
    except ValueError:
        return [raw]
    if number == int(number) and abs(number) < 1e15:
        return [raw, f"{int(number)}.0", f"{int(number)}", f"{int(number):,}", f"{int(number):,}.0"]
    rounded = [f"{number:.{digits}f}" for digits in (2, 1, 0)]
    return [raw, f"{number:,}", *rounded, f"{number:,.1f}", f"{number:,.0f}"]


def find_terms(text: str, terms: Sequence[Term], known: Mapping[str, Iterable[str]]) -> tuple[Found, ...]:
    """Where a text names the terms, without overlaps, in the order of the text."""
    folded = fold(text)
    hits = [hit for term in terms for hit in _exact(folded, term, written_forms(term, known))]
    chosen: list[Found] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        if _free(hit.start, hit.end, chosen):
            chosen.append(hit)
    for term in terms:
        if all(hit.term != term for hit in chosen):
            near = _near(folded, term, chosen)
            chosen += [near] if near else []
    chosen += _short_names(text, terms, chosen)
    return tuple(_with_article(text, hit) for hit in sorted(chosen, key=lambda h: h.start))


def _free(start: int, end: int, chosen: Iterable[Found]) -> bool:
    return all(end <= other.start or start >= other.end for other in chosen)


def _exact(folded: str, term: Term, forms: Mapping[str, str]) -> list[Found]:
    hits = []
    for form, how in forms.items():
        for match in re.finditer(rf"(?<![\w]){re.escape(form)}(?![\w])", folded):
            end = match.end()
            if kind(term) in {"quantity", "string"} and form[-1:].isdigit():
                end = _after_units(folded, end)
            if kind(term) == "number" and re.match(r"[.,]\d", folded[end:]):
                continue
            hits.append(Found(match.start(), end, term, how))
    return hits


def _after_units(folded: str, end: int) -> int:
    while True:
        match = re.match(r"[\s-]*([a-z/]+)\b\.?", folded[end:])
        if not match or match.group(1) not in UNITS:
            return end
        end += match.end(1)


def _near(folded: str, term: Term, chosen: Sequence[Found]) -> Found | None:
    wanted = max(written_forms(term, {}), key=len, default="")
    if len(wanted) < 5 or kind(term) in {"date", "number", "quantity"}:
        return None
    spots = [(m.start(), m.end()) for m in re.finditer(r"\w[\w'.-]*", folded)]
    size = len(wanted.split())
    best: tuple[float, Found] | None = None
    for length in range(max(1, size - 1), size + 2):
        for first in range(len(spots) - length + 1):
            start, end = spots[first][0], spots[first + length - 1][1]
            if not _free(start, end, chosen):
                continue
            score = fuzz.ratio(folded[start:end], wanted)
            if score >= FUZZY and (best is None or score > best[0]):
                best = (score, Found(start, end, term, ""))
    return best[1] if best else None


def _short_names(text: str, terms: Sequence[Term], chosen: Sequence[Found]) -> list[Found]:
    hits = []
    for term in terms:
        if not isinstance(term, Entity) or not re.fullmatch(r"[^\W\d]+( [^\W\d]+\.?){1,2}", term.label):
            continue
        first = min((hit.end for hit in chosen if hit.term == term), default=None)
        last = term.label.split()[-1]
        if first is None or len(last) < 4 or not last[0].isupper():
            continue
        for match in re.finditer(rf"\b{re.escape(last)}\b", text):
            if match.start() > first and _free(match.start(), match.end(), chosen):
                hits.append(Found(match.start(), match.end(), term, "short"))
    return hits


def _with_article(text: str, hit: Found) -> Found:
    if isinstance(hit.term, Entity) and not hit.form and text[: hit.start].lower().endswith("the "):
        before = text[: hit.start - 4]
        if not before or not before[-1].isalnum():
            return Found(hit.start - 4, hit.end, hit.term, hit.form)
    return hit


def align(triples: Sequence[Triple], text: str, known: Mapping[str, Iterable[str]]) -> Aligned | None:
    """Take the names out of a text and say which of its sentences says which fact.

    Args:
        triples: the facts of the text.
        text: the reference.
        known: label -> forms seen in annotated corpora.

    Returns:
        None where a subject or an object is not to be found in the text.
    """
    terms = list(dict.fromkeys(term for t in triples for term in (t.subject, t.object)))
    text = " ".join(text.split())
    found = find_terms(text, terms, known)
    first = {hit.term: hit.start for hit in reversed(found)}
    if len(first) < len(terms):
        return None
    bounds = sentence_bounds(text, found)

    def place(triple: Triple) -> tuple[int, int]:
        spots = first[triple.subject], first[triple.object]
        return max(spots), min(spots)

    sentences: list[list[Triple]] = [[] for _ in bounds]
    for triple in sorted(triples, key=place):
        said = place(triple)[0]
        sentences[next(i for i, (start, end) in enumerate(bounds) if start <= said < end)].append(triple)
    pieces = tuple(tuple(_pieces(text, start, end, found)) for start, end in bounds)
    return Aligned(tuple(tuple(s) for s in sentences), pieces, text)


def sentence_bounds(text: str, found: Sequence[Found]) -> list[tuple[int, int]]:
    """Start and end of each sentence: a stop and a space before a capital, outside of names."""
    bounds, start = [], 0
    for match in re.finditer(r"(?<=[.!?])[\"']?\s+(?=[\"'(]?[A-Z0-9])", text):
        inside = any(hit.start < match.start() < hit.end for hit in found)
        word = text[: match.start()].rpartition(" ")[2]
        if inside or re.fullmatch(r"(?:[A-Z]|St|Dr|Mr|Mrs|No|vs|Jr|Sr)\.", word):
            continue
        bounds.append((start, match.end()))
        start = match.end()
    return [*bounds, (start, len(text))] if start < len(text) else bounds


def _pieces(text: str, start: int, end: int, found: Sequence[Found]) -> Iterable[str | Found]:
    position = start
    for hit in found:
        if start <= hit.start < end:
            yield from words(text[position : hit.start])
            yield hit
            position = hit.end
    yield from words(text[position:end])


def words(text: str) -> list[str]:
    """The words and marks of a text, one by one."""
    return WORDS.findall(text.replace("’", "'").replace("–", "-"))


def target_tokens(pieces: Iterable[str | Found], slots: Sequence[Term]) -> tuple[str, ...]:
    """Words and slot tokens of a target; a sentence's first word is in lower case."""
    tokens: list[str] = []
    for piece in pieces:
        if isinstance(piece, Found):
            how = f"~{piece.form}" if piece.form else ""
            tokens.append(slot_token(slots.index(piece.term)) + how)
        else:
            tokens.append(_uncapitalised(piece) if not tokens or tokens[-1] in {".", "!", "?"} else piece)
    return tuple(tokens)


def _uncapitalised(word: str) -> str:
    return word[:1].lower() + word[1:] if word[1:].islower() or len(word) == 1 else word
