"""The other ways to write a name: shortened, as an acronym, by its first or last word."""

from __future__ import annotations

import re
from collections.abc import Iterator

PREFERRED, ALIAS, TRIMMED, ACRONYM, HEAD, PART = 1.0, 0.97, 0.92, 0.8, 0.78, 0.75
FIRST = PART * 0.8
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_PERSONAL = re.compile(r"[^\W\d_][\w'’.-]*(?:\s[^\W\d_][\w'’.-]*){1,4}")
# What comes before a preposition or the lower-case words at the end: "Native Americans in the United States".
_HEAD = re.compile(
    r"(?P<of>[A-Z]\S*(?: (?!of |in |at |from )\S+)+) (?:of|in|at|from) \S|(?P<low>[A-Z]\S*(?: [A-Z]\S*)*)(?: [a-z]+)+$"
)
_GENERIC = (" language", " people")


def shortened(name: str) -> Iterator[tuple[str, float]]:
    """A name without "the", brackets, what follows a comma, "language"; and its acronyms; with a share of its quality.

    >>> list(shortened("Springfield (Ohio)"))
    [('Springfield', 0.92)]
    """
    bare = name
    if name[-1:] == ")" and (bare := _BRACKETS.sub("", name)):
        yield bare, TRIMMED
    if name[:4].lower() == "the " and name[4:].strip():
        yield name[4:].strip(), TRIMMED
    if "," in name:
        yield from _without_comma(name)
    if name.endswith(_GENERIC) and name[0].isupper():
        yield name.rpartition(" ")[0], TRIMMED
    if " " in bare:
        yield from ((acronym, ACRONYM) for acronym in _acronyms(bare))
        if head := _HEAD.match(bare):
            yield head["of"] or head["low"], HEAD


def _acronyms(name: str) -> tuple[str, ...]:
    """The initials of a name of three words or more; of two only where it is "United ..."."""
    if name.count(" ") < 2 and not name.startswith("United "):
        return ()
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    if len(initials) >= 3:
        return (initials,)
    if not name.startswith("United "):
        return ()
    return (initials, "USA") if initials == "US" else (initials,)


def _without_comma(name: str) -> Iterator[tuple[str, float]]:
    """What stands before a comma, and "in" in its place: "Albuquerque in New Mexico"."""
    head, _, _ = name.partition(",")
    if head:
        yield head, TRIMMED
    if ", " in name and name[0].isupper():
        yield name.replace(", ", " in ", 1), TRIMMED
        before, _, last = name.rpartition(", ")
        if "," in before:
            yield f"{before} in {last}", TRIMMED


def parts(name: str) -> tuple[str, str] | None:
    """The first and the last word of a name that could be a person's."""
    if name[-1:] == ")":
        name = _BRACKETS.sub("", name)
    if " " not in name or not name[0].isupper() or not _PERSONAL.fullmatch(name):
        return None
    words = name.split()
    return (words[0], words[-1]) if words[-1][0].isupper() else None
