"""What a fact is about, told by the words of its predicate and by what its object is.

The words are English, read from the predicate's label and from its IRI, which most ontologies write in
English too. A predicate that none of them fits goes by its object alone.
"""

from __future__ import annotations

import re
from enum import IntEnum

from kgaigc.graph.labels import label_from_iri
from kgaigc.quantities.dates import DATES
from kgaigc.values import RDF_TYPE, XSD, Entity, Triple, Value


class Theme(IntEnum):
    """The themes of an article, in its order."""

    LEAD = 0
    PLACE = 1
    LIFE = 2
    WORK = 3
    FIGURES = 4
    LINKS = 5


TITLES = {
    Theme.LEAD: "",
    Theme.PLACE: "Place",
    Theme.LIFE: "History",
    Theme.WORK: "Details",
    Theme.FIGURES: "Figures",
    Theme.LINKS: "Connections",
}
TITLES_OF_PERSONS = TITLES | {
    Theme.LIFE: "Life",
    Theme.WORK: "Work",
    Theme.PLACE: "Life",
    Theme.LINKS: "Work",
}

# Stems of words, the theme they tell, and when in the story their fact comes. The first that fits counts.
Lexicon = tuple[tuple[str, Theme, int], ...]
_STORY: Lexicon = (
    (
        r"(full|birth|alternative|native|long|former|official|latin|nick)\s?names?|nickname|demonym",
        Theme.LEAD,
        2,
    ),
    (r"nationality|citizenship", Theme.LEAD, 3),
    (r"occupation|profession|genre|known for|species|material|medium", Theme.LEAD, 4),
    (r"birth|born", Theme.LIFE, 10),
    (
        r"alma mater|educat|school|universit\w* attended|doctoral|thesis|student|teacher|advisor",
        Theme.LIFE,
        20,
    ),
    (r"marri|spouse|child|parents?(?= /|$)|father|mother|sibling|relative", Theme.LIFE, 30),
    (r"residence|home ?town|religion", Theme.LIFE, 35),
    (r"death|died|burial|buried|resting", Theme.LIFE, 90),
    (
        r"discover|invent|design|architect|author|creator|painter|sculptor|compos|found|establish",
        Theme.LIFE,
        12,
    ),
    (r"commission|construct|manufactur|builder|build|developer|develop|publish|release|writ", Theme.LIFE, 14),
    (r"launch|maiden|introduc|open|inaugurat|start|begin|first", Theme.LIFE, 16),
    (r"complet|finish|arriv|landing|orbit insertion", Theme.LIFE, 18),
    (r"retire|dissol|demolish|destr|decommission|final|last|\bend|disband|closed|successor", Theme.LIFE, 80),
    (r"field|disciplin|employ|work|office|position|crew|mission|instrument|programming", Theme.WORK, 40),
    (r"influenc|movement|style|subject|depict", Theme.WORK, 50),
    (r"award|prize|honou?r|medal|distinction", Theme.WORK, 60),
    (r"capital|located|location|country|city|region|state|part|river|place|headquarter|site", Theme.PLACE, 8),
)
_FIGURES: Lexicon = (
    (r"diameter|radius|length|height|width|size|elevation|depth|wingspan", Theme.FIGURES, 41),
    (r"area|floor|volume|capacity", Theme.FIGURES, 42),
    (r"mass|weight|density|gravity", Theme.FIGURES, 43),
    (r"speed|velocity|frequency|rate", Theme.FIGURES, 44),
    (r"period|duration|time|axis|apoapsis|periapsis|inclination|distance", Theme.FIGURES, 46),
    (r"temperature|pressure|magnitude|albedo", Theme.FIGURES, 47),
    (r"number|population|count|total", Theme.FIGURES, 48),
)
_NO_STAGE = 45
_TEXTS = frozenset((XSD + "string", XSD + "anyURI", XSD + "boolean"))


def is_date(fact: Triple) -> bool:
    """Whether the fact ends in a date or year."""
    return isinstance(fact.object, Value) and fact.object.datatype in DATES


def is_figure(fact: Triple) -> bool:
    """Whether the fact ends in a number, with a unit or without."""
    value = fact.object
    if not isinstance(value, Value) or value.language:
        return False
    return (
        value.datatype not in _TEXTS and value.datatype not in DATES and any(c.isdigit() for c in value.text)
    )


def theme_and_stage(fact: Triple, topic: Entity) -> tuple[Theme, int]:
    """The theme of a fact and its place in the story: small numbers come first.

    >>> from kgaigc.values import named
    >>> ada = named("Ada")
    >>> theme_and_stage(Triple(ada, named("birthPlace"), named("London")), ada)
    (<Theme.LIFE: 2>, 10)
    """
    if fact.predicate.iri == RDF_TYPE:
        return Theme.LEAD, 0
    if fact.subject.iri != topic.iri:
        return Theme.LINKS, _NO_STAGE
    theme, stage = _by_words(fact)
    if is_figure(fact) and not (theme is Theme.LIFE and "year" in _words(fact)):
        return _first(_FIGURES, _words(fact)) or (Theme.FIGURES, _NO_STAGE)
    if is_date(fact) and theme is not Theme.LIFE:
        return Theme.LIFE, _NO_STAGE
    return theme, stage


def _by_words(fact: Triple) -> tuple[Theme, int]:
    return _first(_STORY, _words(fact)) or (Theme.WORK, _NO_STAGE)


def _first(lexicon: Lexicon, words: str) -> tuple[Theme, int] | None:
    for stems, theme, stage in lexicon:
        if re.search(rf"\b(?:{stems})", words):
            return theme, stage
    return None


def _words(fact: Triple) -> str:
    return f"{fact.predicate.label.lower()} / {label_from_iri(fact.predicate.iri, term=True).lower()}"
