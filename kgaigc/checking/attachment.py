"""What the build of a sentence rules out, whatever its words: the wrong subject, the name of another relation."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kgaigc.checking.contexts import ARTICLES, COPULAS, IMPLIED, Context, Words
from kgaigc.checking.things import Reading
from kgaigc.checking.words import CONNECTIVES, POSSESSIVES, PRONOUNS, label_words, stem

_RELATIVES = frozenset(("who", "which", "whose", "that", "where", "whom", "when"))
_POINTING_BACK = PRONOUNS | POSSESSIVES | _RELATIVES
_MOMENTS = frozenset(("on", "in"))
FILLERS = (
    ARTICLES | COPULAS | frozenset((",", "and", "'s", "its", "his", "her", "their", "whose", "has", "had"))
)


def is_misattached(reading: Reading, subject: int, around: Context, objects: Collection[int]) -> bool:
    """Whether what is said of the object is said of another subject.

    In "A was designed by B and has won C" it is A that has won; in "A was designed by B, and the owner is C" it is
    A that C owns. "A was designed by B, who has won C" is about B.

    Args:
        reading: the sentence.
        subject: the place of the subject.
        around: the words around subject and object.
        objects: the places of those things that are objects of triples that the sentence says.
    """
    if (
        subject == IMPLIED
        or not around.forward
        or subject not in objects
        or subject == _main_subject(reading)
    ):
        return False
    if not _RELATIVES.isdisjoint(
        reading.gaps[subject + 1][:2]
    ):  # "by B, which opened in 1990 and is made of C"
        return False
    words = around.near[1:] if around.near[0] == "," else around.near
    if words[:1] != ("and",) or len(words) < 2 or words[1] in _POINTING_BACK:
        return False
    # "The father of A is B and died in C": B may be meant, being the same as the father.
    identified = COPULAS.issuperset(w for w in reading.gaps[subject] if w not in ARTICLES)
    return words[1] in ARTICLES or not identified


def _main_subject(reading: Reading) -> int:
    return next((place for place, thing in enumerate(reading.things) if thing.iris), IMPLIED)


def is_of_another(reading: Reading, subject: int, obj: int) -> bool:
    """Whether the sentence speaks of something of the subject's when it comes to the object.

    "The mother of S is M and died on D", "Her mother is M and died on D": it is M who died.
    """
    if subject == IMPLIED or obj < subject + 2:
        return False
    before, after = reading.gaps[subject], [w for w in reading.gaps[subject + 1] if w not in ARTICLES]
    owned = after[:1] == ["'s"] or before[-1:] == ("of",)
    if not (owned and after and after[-1] in COPULAS):
        return False
    for gap in reading.gaps[subject + 2 : obj + 1]:
        words = gap[1:] if gap[:1] == (",",) else gap
        if words[:1] == ("and",) and not CONNECTIVES.issuperset(words):
            return words[1] not in ARTICLES | POSSESSIVES | PRONOUNS
    return False


def trails(reading: Reading, subject: int, obj: int) -> bool:
    """Whether a subject hangs on its object by a comma alone, with nothing said of it ("A is in the O, S.")."""
    if subject != obj + 1 or obj == 0:
        return False
    after = [word for word in reading.gaps[subject + 1] if word.isalpha() and word not in ARTICLES]
    return not after and CONNECTIVES.issuperset(w for w in reading.gaps[subject] if w not in ARTICLES)


def is_second_moment(reading: Reading, obj: int, around: Context) -> bool:
    """Whether a date follows another one without a word of its own ("born on D, on E")."""
    if not around.forward or obj == 0:
        return False
    both = reading.things[obj - 1].value, reading.things[obj].value
    words = {word for word in reading.gaps[obj] if word not in ARTICLES and word != ","}
    return None not in both and bool(words) and words <= _MOMENTS


def is_reversed(around: Context, label: str) -> bool:
    """Whether the subject is called what the object ought to be ("S is the capital of O")."""
    named = [word for word in label_words(label) if word not in ARTICLES]
    if not around.forward:
        return False
    if named[-1] in CONNECTIVES or "by" in named:  # "was selected by NASA in" is no noun
        return False
    words = [word for word in around.gap if word not in ARTICLES and word not in (",", "and", "which", "who")]
    stems = [stem(word) for word in words[1:-1]]
    is_noun = words[:1] and words[0] in COPULAS and words[-1] in ("of", "in", "for", "to")
    return bool(is_noun) and not words[-2].endswith("ed") and stems == [stem(word) for word in named]


def is_called(reading: Reading, subject: int, label: str) -> bool:
    """Whether the words before the subject give it the object's part ("O, and the capital is S")."""
    if subject == IMPLIED:
        return False
    words = [word for word in reading.gaps[subject] if word not in ARTICLES | _POINTING_BACK | {",", "and"}]
    named = [word for word in label_words(label) if word not in ARTICLES]
    return bool(words) and words[-1] in COPULAS and _stems(words[:-1]) == _stems(named)


def names_another(around: Context, label: str, labels: Collection[Words]) -> bool:
    """Whether the words beside the object are just the name of another relation ("and the owner is").

    Args:
        around: the words around subject and object.
        label: the label of the predicate in question.
        labels: the labels of all predicates, as words.
    """
    named = tuple(word for word in around.gap if word not in FILLERS)
    if not named or named not in labels:
        return False
    return _stems(named).isdisjoint(_stems(label_words(label)))


def _stems(words: Sequence[str]) -> set[str]:
    return {stem(word) for word in words}
