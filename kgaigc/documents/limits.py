"""How much text is read at a time: a check has to end within a minute or so, and to say so at once if it can't."""

from __future__ import annotations

from kgaigc.errors import ConfigError

LONGEST = 500_000  # Characters: a book of 250 pages.
BYTES = 4 * LONGEST  # A file of more has more characters.


def readable(text: str, name: str = "the text") -> str:
    """The text itself.

    Args:
        text: what is to be read.
        name: what to call it where it is too long.

    Raises:
        ConfigError: it is longer than what is read at a time.
    """
    if len(text) > LONGEST:
        raise too_long(name, f"{len(text):,}")
    return text


def too_long(name: str, number: str) -> ConfigError:
    """What is wrong with a text of so many characters."""
    hint = "cut it, between chapters or sections, and give the pieces as files, or as lines of a --batch"
    return ConfigError(f"{name} has {number} characters, and at most {LONGEST:,} are read at a time: {hint}")
