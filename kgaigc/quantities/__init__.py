"""Dates, numbers and units: read from text, compare, write.

>>> from kgaigc.quantities import compare, find_values, read_literal, write
>>> write(read_literal("1815-12-10"))
'December 10, 1815'
>>> compare(find_values("12,742 km")[0].value, read_literal("12742.0 (kilometres)"))
'same'
"""

from __future__ import annotations

from kgaigc.quantities.comparing import Comparison, compare, finer, is_text
from kgaigc.quantities.finding import find_values
from kgaigc.quantities.literals import read_literal
from kgaigc.quantities.qualifying import beginning
from kgaigc.quantities.writing import write

__all__ = ["Comparison", "beginning", "compare", "find_values", "finer", "is_text", "read_literal", "write"]
