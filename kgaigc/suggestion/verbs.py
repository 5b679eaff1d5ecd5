"""Which words can be the verb of a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z]+(?:n't)?")


@lru_cache(maxsize=4096)
def is_verb(word: str) -> bool:
    """Whether a word in lower case can be a form of a verb that a subject takes.

    >>> is_verb("wrote"), is_verb("painter"), is_verb("Cologne")
    (True, False, False)
    """
    from lemminflect import getAllLemmas  # noqa: PLC0415  (loads spaCy)

    bare = word.removesuffix("n't")
    if not bare.islower() or not bare.isalpha():
        return False
    lemmas = getAllLemmas(bare)
    lemma = lemmas.get("AUX") or lemmas.get("VERB") or ()
    return bool(lemma) and bare not in lemma and not bare.endswith("ing")


def has_verb(words: str) -> bool:
    """Whether one of some words can be a verb."""
    return any(is_verb(found[0]) for found in _WORD.finditer(words))


def past(verb: str) -> str:
    """The past tense of a verb.

    >>> past("marry"), past("write")
    ('married', 'wrote')
    """
    from lemminflect import getInflection  # noqa: PLC0415  (loads spaCy)

    return next(iter(getInflection(verb.lower(), "VBD")), verb)
