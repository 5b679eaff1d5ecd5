"""Finds what looks like a name: capitalised words that go together, and titles in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from kgaigc.linking.words import (
    PARTICLES,
    TITLES,
    is_abbreviation,
    is_calendar,
    is_common,
    is_nationality,
    is_stop_word,
)

_Span = tuple[int, int]
_Kind = Literal["entity", "number", "capital", "particle", "other"]

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:(?:[-&.]|['’](?!s\b))[^\W_]+)*[+#]*")
# Of other scripts no lexicon says which words may begin a sentence.
_LATIN = "\u024f"
_NAMELIKE = frozenset({"capital", "entity"})
_INITIAL = re.compile(r"(?:.*\.)?\w")
_RESULT = re.compile(r"[-–:]\d")
_COUNTED = re.compile(r"\s+(?!was|has|is|his|its|as|does)[a-z]+(?:s|people|men|women)\b")
_QUOTED = re.compile(
    r"“([^”\n]{2,90})”|(?<!\w)\"([^\"\n]{2,90})\"(?!\w)|«\s?([^»\n]{2,90}?)\s?»|[「『]([^」』\n]{2,60})[」』]"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, or a mention that was found before."""

    start: int
    end: int
    text: str
    kind: _Kind
    opens: bool = False


def find_names(
    text: str,
    sentences: Sequence[_Span],
    *,
    entities: Collection[_Span],
    values: Collection[_Span],
    numbers: Collection[_Span],
) -> tuple[_Span, ...]:
    """Stretches that look like names and are more than the entities in them.

    "Charles Babbage Institute" is one where only Charles Babbage is known; "Apollo 18" where Apollo is. Months,
    nationalities and words that may begin a sentence are none, nor are titles before an entity.

    Args:
        text: the text.
        sentences: where its sentences are.
        entities: where entities were found.
        values: where dates and quantities were found; no name goes through them.
        numbers: those of them that are bare numbers, which may end a name.
    """
    spans: list[_Span] = []
    known = {
        **dict.fromkeys(values, "other"),
        **dict.fromkeys(numbers, "number"),
        **dict.fromkeys(entities, "entity"),
    }
    taken = sorted(known)
    for sentence in sentences:
        pieces = tuple(_pieces(text, sentence, taken, known))
        for run in _runs(text, pieces):
            trimmed = _trim(run)
            if trimmed and any(piece.kind != "entity" for piece in trimmed):
                spans.append((trimmed[0].start, trimmed[-1].end))
    return tuple(spans)


def find_titles(text: str) -> tuple[_Span, ...]:
    """What stands in quotation marks and is capitalised as a title is."""
    spans = [match.span(index) for match in _QUOTED.finditer(text) for index in range(1, 5) if match[index]]
    return tuple(
        (start, end - (text[end - 1] in ",.;")) for start, end in spans if _is_title(text[start:end])
    )


def _is_title(quoted: str) -> bool:
    words = re.findall(r"[^\W\d_]+(?:['’]\w+)?", quoted)
    weighty = [
        word for word in words if len(word) > 3 and not is_stop_word(word) and word.lower() not in PARTICLES
    ]
    first = next((char for char in quoted if char.isalnum()), "")
    return bool(first) and not first.islower() and not any(word[0].islower() for word in weighty)


def _pieces(text: str, sentence: _Span, taken: Sequence[_Span], known: dict[_Span, str]) -> Iterator[_Piece]:
    first, last = (bisect_left(taken, (edge,)) for edge in sentence)
    position, opens = sentence[0], True
    for match in _TOKEN.finditer(text, *sentence):
        while first < last and taken[first][1] <= match.start():
            first += 1
        if match.start() < position:
            if (
                match.end() > position and text[position] == "-"
            ):  # "Norton-Hale" after a known "Edward Norton"
                yield _Piece(
                    position + 1, match.end(), text[position + 1 : match.end()], _kind(text[position + 1 :])
                )
                position = match.end()
            continue
        if first < last and taken[first][0] < match.end():
            start, end = taken[first]
            position = end
            kept = known[start, end]
            start += 4 * text.startswith("the ", start, end)  # "the Blue" may be part of "the Blue Note"
            lower = text[start].islower() and kept == "entity"
            kind: _Kind = "other" if lower else kept  # type: ignore[assignment]
            yield _Piece(start, end, text[start:end], kind, opens)
        else:
            yield _Piece(match.start(), match.end(), match[0], _kind(match[0]), opens)
        opens = False


def _kind(word: str) -> _Kind:
    if word.lower() in PARTICLES and word[0].islower():
        return "particle"
    capital = word[0].isupper() or (len(word) > 2 and any(map(str.isupper, word)) and word[0].isalpha())
    acronym = len(word) > 1 and word.isupper()
    return "capital" if capital and (acronym or not is_stop_word(word)) else "other"


def _runs(text: str, pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    index = 0
    while index < len(pieces):
        if pieces[index].kind not in _NAMELIKE:
            index += 1
            continue
        run = [pieces[index]]
        index += 1
        while step := _step(text, run[-1], pieces[index : index + 3]):
            run.extend(pieces[index : index + step])
            index += step
        yield run


def _step(text: str, last: _Piece, ahead: Sequence[_Piece]) -> int:
    """How many of the next pieces belong to the same name."""
    if not ahead or not _adjoins(text, last, ahead[0]):
        return 0
    following = ahead[0]
    if following.kind == "number":
        return int(not (_COUNTED.match(text, following.end) or _RESULT.match(text, following.end)))
    if following.kind in _NAMELIKE:
        return 1
    common = is_common(last.text)
    if following.kind != "particle" or not (last.kind == "capital" or (last.kind == "entity" and common)):
        return 0
    step = _step_over(text, ahead)
    # "Otto Lund of Ohio" ends before "of" where Ohio is known, and so does a known "Moon of Jupiter".
    ends = following.text == "of" and not common if last.kind == "capital" else True
    return 0 if step and ends and ahead[step - 1].kind == "entity" else step


def _step_over(text: str, ahead: Sequence[_Piece]) -> int:
    """The same where a particle comes next: the particle, perhaps an article, and what is like a name."""
    for step, (first, second) in enumerate(pairwise(ahead), start=2):
        if not _adjoins(text, first, second):
            return 0
        if second.kind in _NAMELIKE:
            return step
        if second.text not in {"the", "la", "der"}:
            return 0
    return 0


def _adjoins(text: str, first: _Piece, second: _Piece) -> bool:
    gap = text[first.end : second.start]
    if gap in {". ", "."}:
        return bool(_INITIAL.fullmatch(first.text)) or first.text.lower() in TITLES
    return gap in {" ", "\u00a0", "-"}


def _trim(run: list[_Piece]) -> list[_Piece]:
    """A run without the words around it that are no part of the name; empty if it is none."""
    first, last = 0, len(run)
    while last - first > 1 and _drops(run[first], run[first + 1]):
        first += 1
        while first < last and run[first].kind in {"particle", "number"}:
            first += 1
    while last - first > 1 and _ends(run[last - 1]):
        last -= 1
    return [] if last - first == 1 and _is_plain(run[first]) else run[first:last]


def _ends(last: _Piece) -> bool:
    """Whether the last word of a run is no part of the name before it."""
    return last.kind == "capital" and (is_calendar(last.text) or is_nationality(last.text))


def _drops(first: _Piece, following: _Piece) -> bool:
    """Whether the first word of a run is no part of the name that follows."""
    if first.kind != "capital":
        return False
    if is_calendar(first.text):
        return True
    if first.opens and first.text[0] > _LATIN:
        return following.kind == "entity"
    apart = (
        first.text.lower() in TITLES or is_nationality(first.text) or (first.opens and is_common(first.text))
    )
    return apart and following.kind in {"entity", "particle"}


def _is_plain(piece: _Piece) -> bool:
    """Whether a lone word is no name."""
    word = piece.text
    if piece.kind != "capital":
        return piece.kind != "entity"
    if len(word) == 1 or is_calendar(word) or is_nationality(word) or word.lower() in TITLES:
        return True
    if is_abbreviation(word):
        return True
    return piece.opens and is_common(word) and not (len(word) > 1 and word.isupper())
