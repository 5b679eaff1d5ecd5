"""Lemmas of irregular verbs, for the checker's families of words."""

from __future__ import annotations

from collections.abc import Iterable

from kgaigc.checking.words import stem


def irregular_lemmas(words: Iterable[str]) -> dict[str, str]:
    """Lemmas of those words whose stem does not show them ("wrote", "taught")."""
    from lemminflect import getAllLemmas, getInflection  # noqa: PLC0415  (takes seconds to load)

    lemmas: dict[str, str] = {}
    for word in sorted(set(words)):
        for lemma in getAllLemmas(word, upos="VERB").get("VERB", ()) if word.isalpha() else ():
            forms = {f for tag in ("VBD", "VBN") for f in getInflection(lemma, tag)}
            lemmas |= {
                form: lemma for form in forms if stem(form) != stem(lemma) and form not in ("found", "born")
            }
    return dict(sorted(lemmas.items()))
