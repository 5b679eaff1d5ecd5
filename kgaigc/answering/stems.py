"""Stems that bring a verb and the nouns made from it together: design, designed, designer, designs."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Longest first; what is left must keep three letters, so that "used" is not "us" and "string" not "str".
_ENDINGS = (
    "ings",
    "ing",
    "ions",
    "ion",
    "ers",
    "ors",
    "er",
    "or",
    "ed",
    "es",
    "als",
    "al",
    "ly",
    "s",
    "e",
    "y",
)
_IRREGULAR = {
    "wrote": "write",
    "written": "write",
    "won": "win",
    "built": "build",
    "made": "make",
    "led": "lead",
    "taught": "teach",
    "found": "found",
    "flew": "fly",
    "flown": "fly",
    "began": "begin",
    "spoken": "speak",
    "spoke": "speak",
    "children": "child",
    "wives": "wife",
    "used": "use",
    "begun": "begin",
    "biggest": "largest",
    "greatest": "largest",
    "tallest": "highest",
    "died": "die",
    "dead": "die",
    "held": "hold",
    "given": "give",
    "gave": "give",
    "took": "take",
    "went": "go",
    "came": "come",
    "got": "get",
    "lay": "lie",
    "stood": "stand",
    "people": "person",
    "hung": "hang",
    "kept": "keep",
    "bore": "bear",
}


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a word; derived words share it.

    >>> stem("designer") == stem("designed") == stem("Designs"), stem("location") == stem("located")
    (True, True)
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _IRREGULAR.get(plain, plain)
    if plain.endswith(("ied", "ies")) and len(plain) > 4:
        plain = plain[:-3] + "y"
    while (shorter := _shortened(plain)) != plain:
        plain = shorter
    return plain


def _shortened(word: str) -> str:
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and not (ending == "s" and rest.endswith(("s", "u", "i"))):
            return _undoubled(rest) if ending in {"ing", "ings", "ed", "er", "ers"} else rest
    return word


def _undoubled(word: str) -> str:
    doubled = len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls"
    return word[:-1] if doubled else word


def singular(word: str) -> str:
    """A noun without its plural ending; unlike stems it keeps a painter and a painting apart.

    >>> singular("paintings"), singular("cities"), singular("glass")
    ('painting', 'city', 'glass')
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def split(text: str) -> tuple[str, ...]:
    """The words of a text, in lower case, camelCase parted."""
    return tuple(re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold()))


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as one string."""
    return frozenset(text.split())


def stems(text: str) -> frozenset[str]:
    """Their stems."""
    return frozenset(stem(word) for word in text.split())
