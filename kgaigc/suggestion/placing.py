"""Where the changes of a passage stand in its file, so that the file reads as the passage does after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from kgaigc.documents.passages import Passage
from kgaigc.suggestion.edits import Edit

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_CLOSING = re.compile(r"(?:\]\([^()\n]*\)|[*_~`]+|</\w+>)+")
_OPENING = re.compile(r"(?:!?\[|[*_~`]+|<\w+[^<>]*>)+\Z")
_MARKER = re.compile(r"^[ \t]*(?:[-*+>]|\d+[.)])?[ \t]*\r?\n?\Z")


@dataclass(frozen=True, slots=True)
class Change:
    """Other words for a sentence of a passage.

    Attributes:
        start: where the sentence begins.
        end: one past where it ends.
        new: how it should read; "" if it is left out.
    """

    start: int
    end: int
    new: str


def ways(source: str, place: Passage, change: Change) -> Iterator[tuple[int, int, str]]:
    """Ways to make a change in the file, the least first: characters from one on to another, and what they become.

    Markup that stands around words that are left out can go with them, and the sentence can lose all of it.
    """
    first, last = place.place(change.start, change.end)
    if not change.new:
        yield _removed(source, *_widened(source, first, last, True, True))
        yield _removed(source, first, last)
        return
    edits = [
        Edit(*_in_file(place, edit, change), edit.new)
        for edit in _differences(place.text[change.start : change.end], change)
    ]
    for before, after in ((False, False), (False, True), (True, False), (True, True)):
        wide = [Edit(*_widened(source, *edit[:2], before, after), edit.new) for edit in edits]
        yield _joined(source, wide, first, last)
    yield first, last, change.new
    yield (*_widened(source, first, last, True, True), change.new)


def _differences(old: str, change: Change) -> Iterator[Edit]:
    """The words that differ, as characters of the passage."""
    one, other = _TOKEN.findall(old), _TOKEN.findall(change.new)
    offsets = [change.start]
    for token in one:
        offsets.append(offsets[-1] + len(token))
    for kind, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Edit(offsets[i], offsets[j], "".join(other[k:m]))


def _in_file(place: Passage, edit: Edit, change: Change) -> tuple[int, int]:
    if edit.start < edit.end:
        return place.place(edit.start, edit.end)
    # Nothing goes: what comes stands right after the character before it.
    at = place.place(edit.start - 1, edit.start)[1] if edit.start > change.start else None
    at = place.place(edit.start, edit.start + 1)[0] if at is None else at
    return at, at


def _widened(source: str, start: int, end: int, before: bool, after: bool) -> tuple[int, int]:
    """The characters, with the markup that opens before them and the markup that closes after them."""
    opening = _OPENING.search(source, max(start - 200, 0), start) if before else None
    closing = _CLOSING.match(source, end) if after else None
    return opening.start() if opening else start, closing.end() if closing else end


def _joined(source: str, edits: list[Edit], first: int, last: int) -> tuple[int, int, str]:
    """Several changes as one, of the whole sentence."""
    first, last = min([first, *(e.start for e in edits)]), max([last, *(e.end for e in edits)])
    shown = source[first:last]
    for edit in sorted(edits, reverse=True):
        shown = shown[: edit.start - first] + edit.new + shown[edit.end - first :]
    return first, last, shown


def _removed(source: str, start: int, end: int) -> tuple[int, int, str]:
    """A sentence with the blanks that only it needs, and with its line if nothing else is on it."""
    line = source.rfind("\n", 0, start) + 1
    stop = source.find("\n", end)
    stop = len(source) if stop < 0 else stop + 1
    if _MARKER.match(source[line:start]) and not source[end:stop].strip():
        following = re.compile(r"(?:[ \t]*\r?\n)+").match(source, stop)
        apart = re.search(r"\n[ \t]*\r?\n\Z", source[:line]) or not line
        return line, following.end() if following and apart else stop, ""
    after = re.compile(r"[ \t]+|[ \t]*\r?\n(?=[^\s])").match(source, end)
    if after and after.end() < len(source) and source[end : after.end()].strip(" \t") == "":
        return start, after.end(), ""
    before = re.search(r"[ \t]+\Z|(?<=\S)\r?\n\Z", source[:start])
    return before.start() if before else start, end, ""
