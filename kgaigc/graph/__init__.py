"""The graph: open it, look things up in it, measure it. The only home of rdflib, pyoxigraph and networkx."""

from kgaigc.graph.info import GraphInfo
from kgaigc.graph.knowledge import KnowledgeGraph
from kgaigc.graph.terms import read_terms

__all__ = ["GraphInfo", "KnowledgeGraph", "read_terms"]
