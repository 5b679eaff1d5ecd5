"""Facts to text: a delexicalised LSTM, beam search, realisation, and templates as the last resort."""

from kgaigc.generation.generator import Alternatives, Generator, Request
from kgaigc.generation.refill import refilled
from kgaigc.generation.template import template

__all__ = ["Alternatives", "Generator", "Request", "refilled", "template"]
