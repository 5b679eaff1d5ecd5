"""Results as text, Markdown, HTML, JSON and JSON-LD, and pictures of a graph.

Nothing of a literal is lost or let loose: what a graph holds is escaped for the format that it goes into.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal, get_args

from kgaigc.errors import ConfigError
from kgaigc.findings import FileResults
from kgaigc.rendering import _html_checks as _html_checks  # it adds its results to those that HTML knows
from kgaigc.rendering._html import html, page
from kgaigc.rendering._jsonld import jsonld
from kgaigc.rendering._markdown import markdown
from kgaigc.rendering._refchecker import refchecker
from kgaigc.rendering._text import text, visible
from kgaigc.values import Result

Colours = Literal["standard", "256", "truecolor"]
COLOURS: tuple[Colours, ...] = get_args(Colours)

__all__ = [
    "CHECK_FORMATS",
    "COLOURS",
    "FORMATS",
    "SUGGEST_FORMATS",
    "VERIFY_FORMATS",
    "html",
    "jsonld",
    "markdown",
    "page",
    "refchecker",
    "render",
    "renderer",
    "terminal",
    "text",
    "visible",
]


def _json(result: Any) -> str:
    shown = result.to_dict()
    shown = shown["files"] if isinstance(result, FileResults) else shown
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def _jsonld(result: Result) -> str:
    return json.dumps(jsonld(result), ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {"text": text, "markdown": markdown, "html": page, "json": _json, "jsonld": _jsonld}
)


CHECK_FORMATS: Mapping[str, Callable[[Any], str]] = MappingProxyType({**FORMATS, "refchecker": refchecker})
# A diff is one text, whatever was found.
SUGGEST_FORMATS = VERIFY_FORMATS = MappingProxyType(
    {form: FORMATS[form] for form in FORMATS if form != "jsonld"}
)


def renderer(form: str, *, formats: Mapping[str, Callable[[Any], str]] = FORMATS) -> Callable[[Any], str]:
    """What writes a result in one of some formats.

    Raises:
        ConfigError: the format is not among them.
    """
    if form not in formats:
        raise ConfigError(f"unknown format {form!r}: choose one of {', '.join(formats)}")
    return formats[form]


def terminal(result: Result, *, width: int = 80, colours: Colours = "standard") -> str:
    """The result with the codes that colour a terminal, if it is a check or a verification.

    Args:
        result: the result.
        width: the columns of the terminal.
        colours: what it can show, in rich's words.
    """
    from kgaigc.rendering import _terminal  # noqa: PLC0415  (loads rich)

    return _terminal.terminal(result, width=width, colours=colours)


def render(result: Result, form: str) -> str:
    """A result in one of the ``FORMATS``, ending in a newline; ``html`` gives a whole page.

    Raises:
        ConfigError: the format is not known, or the result has no form in it.
    """
    return renderer(form)(result)
