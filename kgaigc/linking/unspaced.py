"""Names in scripts whose words have no spaces around them, found by an Aho-Corasick automaton over characters."""

from __future__ import annotations

from collections.abc import Iterator

import daachorse

from kgaigc.linking.folding import Folded, begins_word, ends_word


class Unspaced:
    """Finds names wherever a word may begin and end.

    Args:
        forms: the names, folded.
    """

    def __init__(self, forms: list[str]) -> None:
        self._forms = forms
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(forms, daachorse.MATCH_KIND_STANDARD)

    def matches(self, folded: Folded) -> Iterator[tuple[int, int, str]]:
        """Where each name stands in the original text, and the name folded; overlapping ones too."""
        for first, last, number in self._automaton.find_overlapping(folded.text):
            start, end = folded.span(first, last)
            if begins_word(folded.source, start) and ends_word(folded.source, end):
                yield start, end, self._forms[number]
