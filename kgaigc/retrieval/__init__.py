"""Which facts of a graph bear on a topic: ranked, each with the reason."""

from kgaigc.retrieval.topic import retrieve

__all__ = ["retrieve"]
