"""A phrase book of common relations: how graphs call them, and how people word them; written for this project.

The corpora know the relations of some thirty categories. The phrase book teaches that the words of a label and the
words of a text can be quite different and mean the same ("record label": "was signed to"), on relations that the
corpora lack, and which relations are told apart although they are worded alike.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from kgaigc.errors import ConfigError
from kgaigc.training.falsehoods import have_one_label

FOLDER = Path(__file__).parent / "data" / "phrasebook"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between a subject {s} and an object {o}.

    Attributes:
        id: its name in the phrase book.
        labels: what graphs call it, from subject to object.
        inverse: what they call it from object to subject.
        object: "entity", "number", "date" or "text".
        subject_type: what the subject is.
        object_type: what the object is.
        also: relations that may hold of the same two things, or mean nearly the same.
        symmetric: whether it holds both ways.
        says: sentences that say it and nothing else.
        ways: sentences that say it, many of them with more around it.
    """

    id: str
    labels: tuple[str, ...]
    inverse: tuple[str, ...]
    object: str
    subject_type: str
    object_type: str
    also: frozenset[str]
    symmetric: bool
    says: tuple[str, ...]
    ways: tuple[str, ...]


def read_phrase_book(folder: Path = FOLDER) -> tuple[Relation, ...]:
    """The relations of all files of a folder.

    Raises:
        ConfigError: a file can't be read, or a relation lacks something.
    """
    found: dict[str, Relation] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))["relation"]
            for table in tables:
                relation = _relation(table)
                found[relation.id] = _joined(found.get(relation.id, relation), relation)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfigError(f"{path}: not a phrase book ({error!r}); see its other files") from error
    return tuple(found.values())


def are_different(one: Relation, other: Relation) -> bool:
    """Whether who says the one never says the other with it."""
    related = one.id == other.id or one.id in other.also or other.id in one.also
    return not related and not any(have_one_label(a, b) for a in one.labels for b in other.labels)


def _relation(table: dict[str, object]) -> Relation:
    def words(name: str) -> tuple[str, ...]:
        found = table[name]
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise ValueError(f"{table.get('id')}: {name} should be a list of strings")
        return tuple(found)

    if any(way.count("{s}") != 1 or way.count("{o}") != 1 for way in words("ways") + words("says")):
        raise ValueError(f"{table.get('id')}: each sentence names {{s}} and {{o}} once")
    also, symmetric = frozenset(words("also")), bool(table["symmetric"])
    return Relation(
        str(table["id"]),
        words("labels"),
        words("inverse"),
        str(table["object"]),
        str(table["subject_type"]),
        str(table["object_type"]),
        also,
        symmetric,
        words("says"),
        words("ways"),
    )


def _joined(one: Relation, other: Relation) -> Relation:
    """A relation that two files have."""
    return replace(
        one,
        labels=tuple(dict.fromkeys(one.labels + other.labels)),
        inverse=tuple(dict.fromkeys(one.inverse + other.inverse)),
        also=one.also | other.also,
        says=tuple(dict.fromkeys(one.says + other.says)),
        ways=tuple(dict.fromkeys(one.ways + other.ways)),
    )
