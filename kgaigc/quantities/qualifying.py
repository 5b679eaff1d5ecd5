"""The words around a value that tell how it is meant: "about", "more than", "early", "or so"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgaigc.quantities.amounts import NUMBERS
from kgaigc.quantities.dates import DATES, EDTF, YEAR
from kgaigc.quantities.said import How, Said, said_as
from kgaigc.quantities.units import DATATYPES
from kgaigc.values import XSD, Mention, Value

_NUMBERS: tuple[tuple[How, str], ...] = (
    ("at most", r"(?:no|not) (?:more|greater|larger|higher|longer) than|at (?:the )?most|up to|a maximum of"
                r"|as (?:many|much) as|not (?:above|over|exceeding)|≤"),
    ("at least", r"(?:no|not) (?:less|fewer|lower|smaller|shorter) than|at (?:the very )?least|a minimum of"
                 r"|upwards of|not (?:below|under)|≥"),
    ("nearly", r"(?:just|slightly|a (?:little|bit)|somewhat) (?:under|below|less than|fewer than|short of)"
               r"|nearly|almost|not quite|close on"),
    ("slightly more", r"(?:just|slightly|a (?:little|bit)|somewhat) (?:over|above|more than|greater than)"),
    ("more", r"(?:more|greater|larger|higher|longer|older|heavier|bigger|taller) than|above|in excess of|exceeding"
             r"|exceeds|exceeded|surpass(?:es|ed|ing)|>"),
    ("over", r"over"),
    ("less", r"(?:less|fewer|smaller|lower|shorter|younger|lighter) than|under|below|<"),
    ("about", r"about|around|approximately|approx\.?|roughly|some|circa|ca?\.|(?:an )?estimated(?: at)?|close to"
              r"|in the (?:region|order|neighbou?rhood) of|~|≈|∼"),
    ("exactly", r"exactly|precisely"),
)  # fmt: skip
_DATES: tuple[tuple[How, str], ...] = (
    ("not after", r"(?:no|not) later than"),
    ("not before", r"(?:no|not) (?:earlier|sooner) than"),
    ("before", r"(?:before|prior to|earlier than)(?: the)?"),
    ("after", r"(?:after|later than)(?: the)?"),
    ("about", r"about|around|approximately|approx\.?|roughly|circa|ca?\.|~|≈|∼"),
    ("start", r"(?:start|beginning) of(?: the)?"),
    ("end", r"(?:end|close) of(?: the)?"),
    ("first half", r"first half of(?: the)?"),
    ("second half", r"(?:second|latter) half of(?: the)?"),
    ("early", r"early(?: in)?(?: the)?"),
    ("middle", r"(?:mid|middle of)(?: the)?"),
    ("late", r"late(?: in)?(?: the)?"),
    ("spring", r"spring(?: of)?"),
    ("summer", r"summer(?: of)?"),
    ("autumn", r"(?:autumn|fall)(?: of)?"),
    ("winter", r"winter(?: of)?"),
)
_AFTER: tuple[tuple[How, str], ...] = (
    ("at least", r"(?:\s[a-z]+)?\sor\s(?:more|over|above|greater)\b|-?\s?\+(?!\w)|-plus\b"),
    ("at most", r"(?:\s[a-z]+)?\sor\s(?:less|fewer|under|below)\b"),
    ("about", r"\sor\sso\b|-odd\b"),
)


def _before(table: tuple[tuple[How, str], ...]) -> tuple[re.Pattern[str], list[How]]:
    ways = "|".join(f"({words})" for _, words in table)
    return re.compile(rf"(?<![\w-])(?:{ways})(?:\s+an?)?[\s-]*$", re.IGNORECASE), [how for how, _ in table]


_BEFORE_NUMBER, _BEFORE_DATE = _before(_NUMBERS), _before(_DATES)
_AFTER_NUMBER = re.compile("|".join(f"({words})" for _, words in _AFTER), re.IGNORECASE)
_REACH = 32  # Characters before a value; the longest of the phrases has fewer.
_LAST_WORDS = frozenset(
    "than most to of as many much above over exceeding least below under nearly almost quite on short exceeds"
    " exceeded surpasses surpassed surpassing less fewer more greater about around approximately approx approx."
    " roughly some circa ca. c. estimated at exactly precisely the before after early in mid middle late spring"
    " summer autumn fall winter a an ≤ ≥ < > ~ ≈ ∼".split()
)
_LAST_WORD = re.compile(r"([^\s-]+)[\s-]*$")
_SIGNS = re.compile(r"[≤≥<>~≈∼]\s?$")


def qualified(found: Iterable[Mention], text: str) -> Iterator[Mention]:
    """The mentions with what the words before and after them make of their values."""
    for mention in found:
        value = mention.value
        plain = not isinstance(value, Said) or value.how == "plain"
        how = _qualified(value, mention, text) if value and plain else value
        yield mention if how is value else replace(mention, target=how)


def beginning(text: str, mention: Mention) -> int:
    """Where the words begin that belong to a value: those before it that tell how it is meant, if there are any.

    >>> from kgaigc.quantities import find_values
    >>> text = "It has more than 400 parts."
    >>> text[beginning(text, find_values(text)[0]):]
    'more than 400 parts.'
    """
    if not isinstance(mention.value, Said):
        return mention.start
    around = text[max(0, mention.start - _REACH) : mention.start]
    for pattern, ways in (_BEFORE_NUMBER, _BEFORE_DATE):
        match = pattern.search(around)
        if match and match.lastindex and ways[match.lastindex - 1] == mention.value.how:
            return mention.start - len(around) + match.start()
    return mention.start


def _qualified(value: Value, mention: Mention, text: str) -> Value:
    number = value.datatype in NUMBERS or value.datatype.startswith(DATATYPES)
    dated = value.datatype in DATES or value.datatype == EDTF
    how = _how(text, mention.start, _BEFORE_DATE) if dated else None
    if how is None and value.datatype == YEAR and mention.text == value.text:
        how = _how(text, mention.start, _BEFORE_NUMBER)
        number, value = bool(how), Value(value.text, XSD + "integer") if how else value
    elif number:
        how = _how(text, mention.start, _BEFORE_NUMBER) or _how_after(text, mention.end)
    return said_as(value, how=how) if how else value


def _how(text: str, start: int, table: tuple[re.Pattern[str], list[How]]) -> How | None:
    around = text[max(0, start - _REACH) : start]
    last = _LAST_WORD.search(around, max(0, len(around) - 16))
    if not (last and last[1].lower() in _LAST_WORDS) and not _SIGNS.search(around):
        return None
    match = table[0].search(around)
    return table[1][match.lastindex - 1] if match and match.lastindex else None


def _how_after(text: str, end: int) -> How | None:
    match = _AFTER_NUMBER.match(text, end)
    return _AFTER[match.lastindex - 1][0] if match and match.lastindex else None
