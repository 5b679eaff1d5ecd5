"""A dictionary of a million made-up labels: how fast it is built, how large it is, how fast it reads text.

``linking.py`` runs this in a process of its own, whose size is then the dictionary's; it prints rows as JSON. The names
are made before the clock starts, with their entities, which the dictionary keeps and which count as its size. The
PhraseMatcher takes minutes and gigabytes for a million, so both also read with a tenth of the labels; rates are those
of finding where a name stands, tokenisation included, as PhraseMatcher does.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

from kgaigc.linking.folding import fold
from kgaigc.linking.names import NameIndex
from kgaigc.linking.wordforms import read_words
from kgaigc.values import Entity

MILLION, FEWER = 1_000_000, 100_000
SEED = 13
FILLERS = "the of and in was is a which then near after before built made known old new great small".split()
STARTS = "b c d f g h k l m n p r s t v z br cl dr st tr".split()
ENDS = "a e i o u an er in ol".split()

Row = tuple[str, str, str, str]


def made_up(count: int, chance: random.Random) -> list[tuple[str, Entity, bool]]:
    """Labels of one to three words from 150,000, each of an entity of its own."""
    syllables = [start + end for start in STARTS for end in ENDS]
    words = ["".join(chance.choices(syllables, k=chance.choice((2, 3)))).capitalize() for _ in range(150_000)]
    labels = (" ".join(chance.choices(words, k=chance.choice((1, 2, 2, 3, 3)))) for _ in range(count))
    return [(label, Entity(f"http://example.org/entity/{n}", label), True) for n, label in enumerate(labels)]


def texts(names: list[tuple[str, Entity, bool]], chance: random.Random) -> list[str]:
    """A hundred texts of 400 words or names, one in seven a name, one in six before a comma or a stop."""
    return [" ".join(_word(names, chance) for _ in range(400)) for _ in range(100)]


def _word(names: list[tuple[str, Entity, bool]], chance: random.Random) -> str:
    said = chance.choice(names)[0] if chance.random() < 1 / 7 else chance.choice(FILLERS)
    return said + chance.choices(("", ",", "."), weights=(10, 1, 1))[0]


def size() -> float:
    """Megabytes of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def rate(found: list[str], read: object) -> float:
    """Megabytes of text a second of the processor, the best of three."""
    best = 0.0
    for _ in range(3):
        began = time.process_time()
        for text in found:
            read(text)
        best = max(best, sum(map(len, found)) / 1e6 / (time.process_time() - began))
    return best


def reader(index: NameIndex) -> object:
    """What finds the places of names."""
    return lambda text: list(index.windows(read_words(fold(text).text).words))


def measured() -> list[Row]:
    """All figures."""
    chance, before = random.Random(SEED), size()
    names = made_up(MILLION, chance)
    began = time.process_time()
    index = NameIndex(names)
    built = MILLION / (time.process_time() - began)
    large = size() - before
    million = rate(texts(names, chance), reader(index))
    fewer = names[:FEWER]
    del index, names
    said = texts(fewer, chance)
    ours, other, built_other = rate(said, reader(NameIndex(fewer))), *phrase_matcher(fewer, said)
    return [
        ("a million labels, built a second", f"{built:,.0f}", "", "60,000"),
        ("a million labels, megabytes with their entities", f"{large:.0f}", "", "600"),
        ("a million labels, megabytes of text a second", f"{million:.2f}", "", ""),
        ("100,000 labels, megabytes of text a second", f"{ours:.2f}", f"{other:.2f}", f"{5 * other:.2f}"),
        ("100,000 labels, built a second", "", f"{built_other:,.0f}", ""),
    ]


def phrase_matcher(names: list[tuple[str, Entity, bool]], said: list[str]) -> tuple[float, float]:
    """The same by spaCy: text a second and labels a second."""
    import spacy  # noqa: PLC0415  (its size is not the dictionary's)
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    began = time.process_time()
    matcher.add("NAME", [nlp.make_doc(label) for label, _, _ in names])
    built = len(names) / (time.process_time() - began)
    return rate(said, lambda text: matcher(nlp.make_doc(text))), built


if __name__ == "__main__":
    json.dump(measured(), sys.stdout)
