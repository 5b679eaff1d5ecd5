"""Linking: mentions of the graph's entities, of values and of unknown names in text. The only home of spaCy.

A plain text is linked without loading spaCy; ``Linker.nlp`` is the same as a spaCy pipeline.
"""

from __future__ import annotations

from kgaigc.linking.linker import Linker

__all__ = ["Linker"]
