"""What is no name although it begins with a capital: common words, months, nationalities, titles."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kgaigc.quantities.dates import MONTHS

STOP_WORDS = frozenset(
    """
    a about above across after afterwards again against all almost alone along already also although always am among
    amongst an and another any anybody anyone anything are around as at away back be became because become been before
    beforehand behind being below beneath beside besides between beyond both but by can could despite did do does
    doing done down due during each either else elsewhere enough even ever every everyone everything except few first
    for former from further furthermore had has have having he hence her here hers herself him himself his how however
    i if in indeed inside instead into is it its itself just last later latter least less like likewise located many
    may me meanwhile might mine more moreover most much must my myself near nearly neither never nevertheless next no
    nobody none nor not nothing now of off often on once one only onto or other others our ours out outside over own
    part per perhaps please rather same second several shall she should since so some someone something sometimes
    somewhere still such than that the their theirs them themselves then there thereafter therefore these they third
    this those though through throughout thus to today together too toward towards under unless unlike until up upon us
    very via was we well were what whatever when whenever where whereas wherever whether which while who whoever whom
    whose why will with within without would yes yet you your yours according born
    """.split()
)
DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_CALENDAR = DAYS | frozenset(month.lower() for month in MONTHS)

_NUMERALS = frozenset(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
    """.split()
)

# Before a name they are no part of it.
TITLES = frozenset(
    """
    sir lord lady dr mr mrs ms miss dame prof professor president king queen prince princess emperor empress duke
    duchess count countess baron baroness earl saint st captain general colonel admiral senator governor mayor
    minister chancellor pope bishop reverend father mother brother sister director planet mission spacecraft
    detective inspector constable sergeant officer judge justice coach councillor congressman congresswoman
    """.split()
)
# They join the words of a name.
PARTICLES = frozenset("of de la le les van von der den del della da di du dos das al el bin ibn y".split())

# Written in capitals, and yet words as others are.
_ABBREVIATIONS = frozenset("tv hq aka inc ltd co corp llc plc gmbh".split())

_NATIONALITIES = (
    "american british scottish african asian european swiss belgian brazilian argentine argentinian canadian mexican "
    "austrian egyptian israeli iraqi cypriot moroccan peruvian chilean cuban jewish christian muslim catholic "
    "protestant roman victorian western eastern northern southern soviet prussian byzantine ottoman african-american"
)


def is_stop_word(word: str) -> bool:
    """Whether a word is of the grammar, not a name."""
    return word.lower() in STOP_WORDS


def is_common(word: str) -> bool:
    """Whether a word stands in an English lexicon in lower case: it may begin a sentence with a capital."""
    lower = word.lower()
    return lower in STOP_WORDS or lower in _NUMERALS or lower in _lexicon()


def is_abbreviation(word: str) -> bool:
    """Whether it is short for a common word or marks a company, and names nothing alone: "TV", "Inc"."""
    return word.lower() in _ABBREVIATIONS


def is_calendar(word: str) -> bool:
    """Whether it is a month or a day of the week."""
    return word.lower().rstrip(".") in _CALENDAR


def is_nationality(word: str) -> bool:
    """Whether it is an adjective of nationality or a language: "English", "Canadian", "Americans"."""
    lower = word.lower()
    return lower in _nationalities() or (lower.endswith("s") and lower[:-1] in _nationalities())


@cache
def _lexicon() -> frozenset[str]:
    """The lower-case words of lemminflect's lexicon, read without loading lemminflect, which would load spaCy."""
    spec = find_spec("lemminflect")
    path = Path(spec.origin).parent / "resources" / "lemma_lu.csv.gz" if spec and spec.origin else None
    if path is None or not path.exists():
        return frozenset()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        words = (line.partition(",")[0] for line in lines)
        return frozenset(word for word in words if word.islower())


@cache
def _nationalities() -> frozenset[str]:
    """Names of languages and what English makes of names of countries; that some forms are no words does no harm."""
    from babel import Locale  # noqa: PLC0415  (on the first capitalised unknown)

    locale = Locale("en")
    words = {str(name).lower() for name in locale.languages.values() if " " not in str(name)}
    for territory in (str(name).lower() for name in locale.territories.values()):
        if territory.isalpha():
            stem = territory[:-1]
            words |= {territory + ending for ending in ("n", "an", "ian", "i", "ese", "ish")}
            words |= {stem + ending for ending in ("ian", "ese", "ish", "an", "ean")}
    return frozenset(words | set(_NATIONALITIES.split()))
