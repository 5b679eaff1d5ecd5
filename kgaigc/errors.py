"""The exceptions that kgaigc raises on purpose.

KgaigcError                 anything a user can mend: a file, a topic, a checkpoint, an option
  x GraphError              a graph that can't be read, is not RDF, or is empty
  x LinkError               a topic or mention that links to nothing, or has no facts
  x CheckpointError         a model directory that is missing, damaged or of another kind
  x ConfigError             an option, a format or a batch line that is not understood; an output that can't be written
  x QueryError              a question or query that can't be run

A message says what is wrong, where (file, line, key) and what to do about it.
"""


class KgaigcError(Exception):
    """Anything that went wrong and that a user can mend."""


class GraphError(KgaigcError):
    """A graph can't be read, is not RDF, or is empty."""


class LinkError(KgaigcError):
    """A topic links to nothing in the graph, or has no facts.

    Attributes:
        nearest: labels of the graph that come near, best first.
    """

    def __init__(self, message: str, *, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest


class CheckpointError(KgaigcError):
    """A model directory is missing, damaged, or not one of kgaigc."""


class ConfigError(KgaigcError):
    """An option, a format or a line of a batch can't be understood, or an output can't be written."""


class QueryError(KgaigcError):
    """A question or query can't be run."""
