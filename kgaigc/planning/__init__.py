"""Which facts, in which order, grouped into which sentences and sections."""

from kgaigc.planning.articles import plan_article

__all__ = ["plan_article"]
