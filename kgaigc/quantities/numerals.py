"""Numbers as people write them: digits with separators, powers of ten, scale words, words."""

from __future__ import annotations

import re
from decimal import Decimal, DecimalException

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
CARDINALS = {word: number for number, word in enumerate(_ONES)}
CARDINALS |= {word: 10 * number for number, word in enumerate(_TENS, start=2)} | {"dozen": 12}
SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9,
    "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
_IRREGULAR = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
}  # fmt: skip
ORDINALS = {word + "th": CARDINALS[word] for word in _ONES[4:]} | _IRREGULAR
ORDINALS |= {word[:-1] + "ieth": CARDINALS[word] for word in _TENS} | {"hundredth": 100, "thousandth": 1000}
for _wrong in ("fiveth", "eightth", "nineth", "twelveth"):
    del ORDINALS[_wrong]

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
FRACTIONS = {
    "½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625",
    "⅞": "0.875",
}  # fmt: skip
_GROUP = r"[,\u00a0\u202f\u2009 '’]"
_POWER = r"(?:\s*[×x*·]\s*10\s*(?:(?:\^|\*\*)\s*\{?(?P<power>[-−+]?\d+)\}?|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)))"
_SCALE = r"(?:[\s-]+(?P<scale>" + "|".join(SCALES) + r"))(?!\w)"
_ENDS = r"(?![\d,]*\d|-[a-z])"  # of a decimal comma: "1,5", and not "1,5,7" or "1,2-dioxane"

# Digits, with an optional sign, power of ten or scale word. Grouping is consistent: 1,790,658 or 1 790 658 or
# 1.790.658 or, in India, 17,90,658. A comma before one or two last digits is a decimal one.
DIGITS = (
    r"(?P<sign>[-−+]|minus\s+)?(?P<digits>\d{1,3}(?:(?P<comma>"
    + _GROUP
    + r")\d{3}(?:(?P=comma)\d{3})*(?!\d))"
    rf"|\d{{1,3}}(?:\.\d{{3}})++(?=,\d\d?{_ENDS})|\d{{1,3}}(?:\.\d{{3}}){{2,}}+(?![.\d])"
    r"|\d{1,2}(?:,\d\d(?=,))++,\d{3}(?![,\d])|\d+)"
    rf"(?P<fraction>\.\d+|(?<!,\d{{3}}),\d\d?{_ENDS}|\s?[{''.join(FRACTIONS)}])?"
    r"(?P<exponent>[eE][-+−]?\d+(?!\w)|\^[-−]?\d{1,2}(?!\w))?" + _POWER + "?" + f"(?:{_SCALE})?"
)

_DIGITS = re.compile(DIGITS, re.IGNORECASE)


_LARGEST_POWER = 280  # of ten: beyond it, and far beyond what anyone measures, a double gives out


def fits(number: Decimal) -> bool:
    """Whether it is a number that can be reckoned with: finite, and neither too large nor too small."""
    return number.is_finite() and (not number or abs(number.adjusted()) <= _LARGEST_POWER)


def read_digits(match: re.Match[str]) -> Decimal | None:
    """The number that a match of ``DIGITS`` stands for; None if it is beyond all measure."""
    try:
        number = _read_digits(match)
    except (DecimalException, ValueError):
        return None
    return number if fits(number) else None


def _read_digits(match: re.Match[str]) -> Decimal:
    whole, fraction = re.sub(r"\D", "", match["digits"]), (match["fraction"] or "").strip()
    exponent = (match["exponent"] or "").replace("−", "-")
    base = whole + FRACTIONS.get(fraction, fraction.replace(",", ".")).removeprefix("0")
    number = Decimal(base) ** int(exponent[1:]) if exponent.startswith("^") else Decimal(base + exponent)
    power = match["power"] or (match["raised"] or "").translate(_SUPERSCRIPTS)
    if power:
        number = number.scaleb(int(power.replace("−", "-")))
    if match["scale"]:
        number = scaled(number, match["scale"].lower())
    return -number if (match["sign"] or "+")[0] in "-−mM" else number


def scaled(number: Decimal, scale: str) -> Decimal:
    """So many hundreds, millions and so on; the digits stay those that are said."""
    return number.scaleb(len(str(SCALES[scale])) - 1)


def parse(text: str) -> Decimal | None:
    """The number that a whole string of digits stands for; None if it is something else."""
    match = _DIGITS.fullmatch(text.strip())
    return read_digits(match) if match else None


def lexical(number: Decimal) -> str:
    """A canonical lexical form: plain digits, or an exponent beyond twenty digits and below ten decimals."""
    number = number.normalize()
    exponent = number.adjusted() if number else 0
    if exponent > 20 or exponent < -9:
        return str(f"{number:E}").replace("+", "")
    return f"{number:f}"
