"""Units of measurement: their names and symbols as people write them, and what they measure.

The table holds simple units with their factor to SI; prefixes, squares, cubes and "per" are composed. Its
numbers are those of pint (a test compares them); pint itself takes more than half a second to load, so it is
asked only about a unit that the table lacks.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache

DATATYPES = "http://dbpedia.org/datatype/"

Dimension = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement.

    Attributes:
        name: as DBpedia's datatypes spell it: "kilometrePerSecond".
        dimension: powers of base quantities, sorted: (("length", 1), ("time", -1)).
        factor: how many SI units one of it is.
        offset: what to add after multiplying (temperatures).
        singular: "kilometre per second".
        plural: "kilometres per second".
    """

    name: str
    dimension: Dimension
    factor: float
    offset: float
    singular: str
    plural: str

    @property
    def datatype(self) -> str:
        """The IRI that types a number with this unit."""
        return DATATYPES + self.name

    def to_si(self, number: float) -> float:
        """The number in SI units."""
        return number * self.factor + self.offset


_PREFIXES = {
    "kilo": ("k", 1e3), "mega": ("M", 1e6), "giga": ("G", 1e9), "tera": ("T", 1e12), "peta": ("P", 1e15),
    "hecto": ("h", 1e2), "deci": ("d", 1e-1), "centi": ("c", 1e-2), "milli": ("m", 1e-3),
    "micro": ("µ", 1e-6), "nano": ("n", 1e-9), "pico": ("p", 1e-12),
}  # fmt: skip

_AREA, _VOLUME = "length^2", "length^3"
_ENERGY, _POWER = "length^2 mass time^-2", "length^2 mass time^-3"
_PRESSURE = "length^-1 mass time^-2"

# name (words with spaces), what it measures, factor, symbols, whether it takes prefixes.
_SIMPLE: tuple[tuple[str, str, float, str, bool], ...] = (
    ("metre", "length", 1.0, "m", True),
    ("gram", "mass", 1e-3, "g", True),
    ("second", "time", 1.0, "s sec secs", True),
    ("litre", _VOLUME, 1e-3, "l L", True),
    ("hertz", "time^-1", 1.0, "Hz", True),
    ("watt", _POWER, 1.0, "W", True),
    ("joule", _ENERGY, 1.0, "J", True),
    ("newton", "length mass time^-2", 1.0, "N", True),
    ("pascal", _PRESSURE, 1.0, "Pa", True),
    ("volt", "current^-1 length^2 mass time^-3", 1.0, "V", True),
    ("ampere", "current", 1.0, "", True),
    ("byte", "bit", 8.0, "B", True),
    ("bit", "bit", 1.0, "bit", True),
    ("kibibyte", "bit", 8.0 * 2**10, "KiB", False),
    ("mebibyte", "bit", 8.0 * 2**20, "MiB", False),
    ("gibibyte", "bit", 8.0 * 2**30, "GiB", False),
    ("tebibyte", "bit", 8.0 * 2**40, "TiB", False),
    ("watt hour", _ENERGY, 3600.0, "Wh", True),
    ("electronvolt", _ENERGY, 1.602176634e-19, "eV", True),
    ("calorie", _ENERGY, 4.184, "cal", True),
    ("ohm", "current^-2 length^2 mass time^-3", 1.0, "Ω", True),
    ("tesla", "current^-1 mass time^-2", 1.0, "", True),
    ("decibel", "loudness", 1.0, "dB", False),
    ("parsec", "length", 3.0856775814913674e16, "pc", True),
    ("mole", "substance", 1.0, "mol", True),
    ("kelvin", "temperature", 1.0, "K", False),
    ("minute", "time", 60.0, "min mins", False),
    ("hour", "time", 3600.0, "h hr hrs", False),
    ("day", "time", 86400.0, "d", False),
    ("week", "time", 604800.0, "", False),
    ("month", "time", 2629800.0, "", False),
    ("year", "time", 31557600.0, "yr yrs", False),
    ("tonne", "mass", 1e3, "t", False),
    ("metric ton", "mass", 1e3, "", False),
    ("pound", "mass", 0.45359237, "lb lbs", False),
    ("ounce", "mass", 0.028349523125, "oz", False),
    ("inch", "length", 0.0254, "", False),
    ("foot", "length", 0.3048, "ft", False),
    ("yard", "length", 0.9144, "yd", False),
    ("mile", "length", 1609.344, "mi", False),
    ("nautical mile", "length", 1852.0, "nmi", False),
    ("astronomical unit", "length", 149597870700.0, "AU au", False),
    ("light year", "length", 9.4607304725808e15, "ly", False),
    ("hectare", _AREA, 1e4, "ha", False),
    ("acre", _AREA, 4046.8726098742536, "", False),
    ("gallon", _VOLUME, 0.003785411784, "gal", False),
    ("bar", _PRESSURE, 1e5, "", False),
    ("standard atmosphere", _PRESSURE, 101325.0, "atm", False),
    ("horsepower", _POWER, 745.6998715822702, "hp", False),
    ("knot", "length time^-1", 1852 / 3600, "kn kt", False),
    ("degree", "angle", math.pi / 180, "°", False),
    ("arcminute", "angle", math.pi / 180 / 60, "", False),
    ("arcsecond", "angle", math.pi / 180 / 3600, "", False),
    ("percent", "share", 0.01, "%", False),
    ("inhabitant", "", 1.0, "", False),
    ("US dollar", "USD", 1.0, "$ US$ USD", False),
    ("Australian dollar", "AUD", 1.0, "A$ AUD", False),
    ("Canadian dollar", "CAD", 1.0, "C$ CAD", False),
    ("euro", "EUR", 1.0, "€ EUR", False),
    ("pound sterling", "GBP", 1.0, "£ GBP", False),
    ("Japanese yen", "JPY", 1.0, "¥ JPY", False),
    ("Indian rupee", "INR", 1.0, "₹ INR", False),
    ("Swiss franc", "CHF", 1.0, "CHF", False),
)  # fmt: skip

_PLURALS = {
    "foot": "feet", "inch": "inches", "hertz": "hertz", "horsepower": "horsepower", "percent": "percent",
    "pound sterling": "pounds sterling", "Japanese yen": "Japanese yen",
}  # fmt: skip
_OTHER_WORDS = {
    "dollars": "US dollar", "dollar": "US dollar", "per cent": "percent", "light-year": "light year",
    "light-years": "light year", "person": "inhabitant", "people": "inhabitant", "persons": "inhabitant",
    "residents": "inhabitant", "lightyear": "light year", "lightyears": "light year", "yen": "Japanese yen",
    "metric tonne": "metric ton", "metric tonnes": "metric ton", "atmospheres": "standard atmosphere",
    "centigrade": "degree celsius", "celsius": "degree celsius", "fahrenheit": "degree fahrenheit",
    "degrees centigrade": "degree celsius", "rupees": "Indian rupee", "pounds": "pound",
    "american dollars": "US dollar", "degree kelvin": "kelvin", "degrees kelvin": "kelvin",
}  # fmt: skip
_COMPOUND_SYMBOLS = {
    "mph": "mile per hour", "kph": "kilometre per hour", "km/h": "kilometre per hour",
    "kbps": "kilobit per second", "Mbps": "megabit per second", "Gbps": "gigabit per second",
}  # fmt: skip
_DEGREES = (
    ("degree Celsius", "°C", 1.0, 273.15),
    ("degree Fahrenheit", "°F", 5 / 9, 459.67 * 5 / 9),
)


def _dimension(measures: str) -> Dimension:
    powers = (part.partition("^") for part in measures.split())
    return tuple(sorted((base, int(power or 1)) for base, _, power in powers))


def _camel(words: str) -> str:
    first, *rest = words.split()
    first = first.lower() if first == "US" else first[0].lower() + first[1:]
    return first + "".join(word[0].upper() + word[1:] for word in rest)


def _simple(words: str, measures: str, factor: float, *, offset: float = 0.0) -> Unit:
    plural = _PLURALS.get(words) or words + "s"
    if words.startswith("degree "):
        plural = words.replace("degree", "degrees")
    return Unit(_camel(words), _dimension(measures), factor, offset, words, plural)


@cache
def _tables() -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Simple units by their words (lower case, with American spellings), and by symbol."""
    words: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}

    def enter(unit: Unit, signs: list[str]) -> None:
        for form in (unit.singular.lower(), unit.plural.lower()):
            words[form] = words[re.sub(r"(met|lit)re", r"\1er", form)] = unit
        symbols.update(dict.fromkeys(signs, unit))

    for name, measures, factor, signs, prefixed in _SIMPLE:
        enter(_simple(name, measures, factor), signs.split())
        for prefix, (sign, scale) in _PREFIXES.items() if prefixed else ():
            enter(_simple(prefix + name, measures, factor * scale), [sign + s for s in signs.split()])
    for name, sign, factor, offset in _DEGREES:
        enter(_simple(name, "temperature", factor, offset=offset), [sign])
    words.update({other: words[name.lower()] for other, name in _OTHER_WORDS.items()})
    symbols.update({sign.replace("µ", "u"): unit for sign, unit in symbols.items() if sign[0] == "µ"})
    symbols |= {"KB": words["kilobyte"], "℃": symbols["°C"], "sec": words["second"], "°K": symbols["K"]}
    return words, symbols


_NO_CODES = frozenset("ALL BAD CUP MOP PEN SOS TOP TRY".split())  # words in capitals sooner than currencies
_MONEY = re.compile(r"[A-Z]{3}|[A-Za-z][a-z]+(?:\s?[A-Z]?[a-z]+){1,3}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PER = re.compile(r"\s+per\s+|^per\s+|\s*/\s*|\s+an?\s+(?=(?:second|minute|hour|day|week|month|year)$)")
_POWER_BEFORE = re.compile(r"((?:square|cubic|cu\.?)(?=\s)|sq\.?)\s*(.+)", re.IGNORECASE)
_SEVERAL = re.compile(r"(?<=[kmc][gm])s$")  # "5 kgs"
_POWER_AFTER = re.compile(r"(.+?)\s*(?:(squared|²|\^?2)|(cubed|³|\^?3))")


@lru_cache(maxsize=4096)
def unit(words: str) -> Unit | None:
    """The unit that words or a symbol name: "kilometres", "km/s", "squareKilometre", "grams per litre".

    >>> unit("km/s").plural
    'kilometres per second'
    """
    words = " ".join(words.split())
    found = _factor(words) or _currency(words)
    if found or not words:
        return found
    if words in _COMPOUND_SYMBOLS:
        return unit(_COMPOUND_SYMBOLS[words])
    spaced = words if " " in words else _CAMEL.sub(" ", words)
    over, *under = _PER.split(spaced.replace(" Per ", " per "))
    parts = [_factor(part) for part in ([over] if over else []) + under]
    if not under or any(part is None for part in parts):
        return _factor(spaced)
    known = [part for part in parts if part is not None]
    return _quotient(known[0], known[1:]) if over else _quotient(_simple("inhabitant", "", 1.0), known)


def _factor(words: str) -> Unit | None:
    """A simple unit, or its square or cube."""
    names, symbols = _tables()
    simple = symbols.get(words) or names.get(words.lower()) or symbols.get(_SEVERAL.sub("", words))
    if simple:
        return simple
    if before := _POWER_BEFORE.fullmatch(words):
        base = symbols.get(before[2]) or names.get(before[2].lower()) or symbols.get(before[2].lower())
        return _power(base, 2 if before[1].lower().startswith("s") else 3) if base else None
    if after := _POWER_AFTER.fullmatch(words):
        base = symbols.get(after[1]) or names.get(after[1].lower())
        return _power(base, 2 if after[2] else 3) if base else None
    return None


def _currency(words: str) -> Unit | None:
    """A currency that the table lacks, by its code or its English name in full: "SEK", "Swedish kronor"."""
    if not any(map(str.isupper, words)) or words in _NO_CODES or not _MONEY.fullmatch(words):
        return None
    return _currencies().get(words if words.isupper() else _CAMEL.sub(" ", words).lower())


def is_currency(measure: Unit) -> bool:
    """Whether a unit is money."""
    return len(measure.dimension) == 1 and measure.dimension[0][0].isupper()


@cache
def _currencies() -> dict[str, Unit]:
    from babel import Locale, numbers  # noqa: PLC0415  (a twentieth of a second, for rare units only)

    known: dict[str, Unit] = {}
    for code in sorted(Locale("en").currencies):
        singular, plural = (numbers.get_currency_name(code, count=n, locale="en") for n in (1, 2))
        unit = Unit(_camel(singular), ((code, 1),), 1.0, 0.0, singular, plural)
        for form in (code, singular.lower(), plural.lower()):
            known.setdefault(form, unit)
    return known


def _power(base: Unit, power: int) -> Unit:
    word = "square" if power == 2 else "cubic"
    dimension = tuple((name, exponent * power) for name, exponent in base.dimension)
    factor = base.factor**power
    singular = f"{word} {base.singular}"
    return Unit(_camel(singular), dimension, factor, 0.0, singular, f"{word} {base.plural}")


def _quotient(over: Unit, under: list[Unit]) -> Unit:
    powers = dict(over.dimension)
    factor, tail = over.factor, ""
    for divisor in under:
        factor /= divisor.factor
        tail += f" per {divisor.singular}"
        for base, exponent in divisor.dimension:
            powers[base] = powers.get(base, 0) - exponent
    dimension = tuple(sorted((base, exponent) for base, exponent in powers.items() if exponent))
    name = "inhabitants" if over.name == "inhabitant" else over.singular
    return Unit(_camel(name + tail), dimension, factor, 0.0, over.singular + tail, over.plural + tail)


_UNIT_DATATYPES = re.compile(r".*(?:dbpedia\.org/datatype/|qudt\.org/vocab/unit[/#]|/unit[/#])(\w+)")


@lru_cache(maxsize=1024)
def unit_of(datatype: str) -> Unit | None:
    """The unit that a datatype IRI stands for; None for datatypes that are no units."""
    match = _UNIT_DATATYPES.fullmatch(datatype)
    return (unit(match[1]) or _from_pint(match[1])) if match else None


def _from_pint(name: str) -> Unit | None:
    from pint import UndefinedUnitError, UnitRegistry  # noqa: PLC0415  (half a second, for rare units only)

    words = _CAMEL.sub(" ", name).lower()
    try:
        quantity = UnitRegistry().Quantity(1.0, words.replace(" ", "_")).to_base_units()
    except (UndefinedUnitError, ValueError, AttributeError):
        return None
    powers = {str(base).strip("[]"): int(power) for base, power in dict(quantity.dimensionality).items()}
    return Unit(name, tuple(sorted(powers.items())), float(quantity.magnitude), 0.0, words, words + "s")
