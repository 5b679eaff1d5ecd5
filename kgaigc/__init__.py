"""kgaigc: grounded articles and answers from any RDF knowledge graph, each sentence with its triples, checked."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgaigc.errors import (
        CheckpointError,
        ConfigError,
        GraphError,
        KgaigcError,
        LinkError,
        QueryError,
    )
    from kgaigc.graph import KnowledgeGraph
    from kgaigc.pipeline import ContentGenerator

__version__ = "0.1.0"

# Loaded on first use: `import kgaigc` brings in no torch, spaCy or rdflib.
_HOMES = {
    "CheckpointError": "kgaigc.errors",
    "ConfigError": "kgaigc.errors",
    "ContentGenerator": "kgaigc.pipeline",
    "GraphError": "kgaigc.errors",
    "KgaigcError": "kgaigc.errors",
    "KnowledgeGraph": "kgaigc.graph",
    "LinkError": "kgaigc.errors",
    "QueryError": "kgaigc.errors",
}

__all__ = [
    "CheckpointError",
    "ConfigError",
    "ContentGenerator",
    "GraphError",
    "KgaigcError",
    "KnowledgeGraph",
    "LinkError",
    "QueryError",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kgaigc' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
