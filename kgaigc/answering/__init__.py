"""Direct questions about one fact of one thing: question -> query -> answer, or why there is none."""

from kgaigc.answering.answers import answer

__all__ = ["answer"]
