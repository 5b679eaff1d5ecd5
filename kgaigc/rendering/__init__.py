"""Results as text, Markdown, HTML, JSON and JSON-LD, and pictures of a graph.

Nothing of a literal is lost or let loose: what a graph holds is escaped for the format that it goes into.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from kgaigc.errors import ConfigError
from kgaigc.rendering._html import html, page
from kgaigc.rendering._jsonld import jsonld
from kgaigc.rendering._markdown import markdown
from kgaigc.rendering._text import text
from kgaigc.values import Result

__all__ = ["FORMATS", "html", "jsonld", "markdown", "page", "render", "renderer", "text"]


def _json(result: Any) -> str:
    return json.dumps(result.to_dict(), ensure_ascii=False, indent=2) + "\n"


def _jsonld(result: Result) -> str:
    return json.dumps(jsonld(result), ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {"text": text, "markdown": markdown, "html": page, "json": _json, "jsonld": _jsonld}
)


def renderer(form: str) -> Callable[[Any], str]:
    """What writes a result in one of the ``FORMATS``.

    Raises:
        ConfigError: the format is not known.
    """
    if form not in FORMATS:
        raise ConfigError(f"unknown format {form!r}: choose one of {', '.join(FORMATS)}")
    return FORMATS[form]


def render(result: Result, form: str) -> str:
    """A result in one of the ``FORMATS``, ending in a newline; ``html`` gives a whole page.

    Raises:
        ConfigError: the format is not known, or the result has no form in it.
    """
    return renderer(form)(result)
