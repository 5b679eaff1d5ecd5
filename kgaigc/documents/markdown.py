"""Markdown: its sentences, and where in the file each of their characters stands.

Code blocks, front matter, addresses, comments, images, text struck out and the rules of tables say nothing.
Headings are no sentences. A row of a table is read as "first cell: heading: cell; heading: cell."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from kgaigc.documents.limits import readable
from kgaigc.documents.lines import Lines, runs
from kgaigc.documents.markup import said
from kgaigc.documents.passages import Document, Part, Piece, telling

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n(?:.*\r?\n)*?(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_APART = Piece("\n\n")

# For each list of tokens inside a block, by its id: the place of each token in the block's content.
Places: TypeAlias = dict[int, dict[int, int]]


def from_markdown(source: str) -> Document:
    """A document of CommonMark with tables; each heading begins a part.

    Raises:
        ConfigError: the text is too long.
    """
    front = _FRONT.match(readable(source))
    body = front.end() if front else int(source.startswith("\ufeff"))
    parser, places = _parser()
    blocks = _blocks(parser.parse(source[body:]), Lines(source, body), places)
    parts: list[tuple[str, int, list[Piece]]] = [("", 0, [])]
    for depth, title, pieces in blocks:
        if depth:
            parts.append((title, depth, []))
        parts[-1][2].extend(pieces)
    found = tuple(Part(title, depth, tuple(pieces)) for title, depth, pieces in parts)
    return Document(source, found, from_markdown)


def _parser() -> tuple[MarkdownIt, Places]:
    """A parser that notes where the tokens inside a block begin, which markdown-it does not."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  (loads when a file is read)

    places: Places = {}

    def note(state: Any, silent: bool) -> bool:
        if not silent:
            # What is pending becomes a token of its own before the next one.
            index = len(state.tokens) + bool(state.pending)
            places.setdefault(id(state.tokens), {})[index] = state.pos
        return False

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    # These join neighbours, whose places would be lost.
    parser.disable(["fragments_join", "text_join"], ignoreInvalid=True)
    parser.inline.ruler.before("text", "note", note)
    return parser, places


def _blocks(tokens: Sequence[Token], lines: Lines, places: Places) -> Iterator[tuple[int, str, list[Piece]]]:
    """The blocks of text: the depth and words of a heading, or 0 and the pieces of a text."""
    in_table: list[Token] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if in_table or token.type == "table_open":
            in_table.append(token)
            if token.type == "table_close":
                yield from ((0, "", row) for row in _rows(in_table, lines, places))
                in_table = []
        elif token.type == "html_block" and token.map:
            yield 0, "", [*said(lines.source, *lines.span(*token.map)), _APART]
        elif token.type == "inline" and token.map:
            pieces = telling(_inline(token, lines.places(token.content, token.map[0]), places))
            if before is not None and before.type == "heading_open":
                yield int(before.tag[1:]), "".join(piece.text for piece in pieces).strip(), []
            else:
                yield 0, "", [*pieces, _APART]


def _rows(tokens: Sequence[Token], lines: Lines, places: Places) -> Iterator[list[Piece]]:
    """The rows of a table but for the first, each cell with the heading of its column."""
    rows: list[list[list[Piece]]] = []
    at = 0
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
            at = 0
        elif token.type == "inline" and token.map:
            where = lines.cell(token.content, token.map[0], at)
            at = where[-1]
            rows[-1].append(telling(_inline(token, where, places)))
    heads = ["".join(piece.text for piece in cell) for cell in rows[0]]
    for row in rows[1:]:
        told = [(head, cell) for head, cell in zip(heads, row, strict=False) if cell]
        if told:
            yield [*told[0][1], *(piece for pair in told[1:] for piece in _column(*pair)), Piece("."), _APART]


def _column(head: str, cell: Sequence[Piece]) -> Iterator[Piece]:
    yield Piece(f"; {head}: " if head else "; ")
    yield from cell


def _inline(token: Token, where: Sequence[int], places: Places) -> Iterator[Piece]:
    """What the content of a block says; ``where`` has the place in the file of each of its characters."""
    noted = places.get(id(token.children), {})
    at = struck = 0
    for index, child in enumerate(token.children or []):
        at = noted.get(index, at)
        struck += child.nesting if child.tag == "s" else 0
        if not struck and not _is_address(token.children or [], index):
            yield from _words(child, token.content, where, at)
        at += len(child.markup if child.type == "text_special" else child.content)


def _is_address(children: Sequence[Token], index: int) -> bool:
    """Whether it is the text of an autolink, which is where it leads."""
    before = children[index - 1] if index else None
    return before is not None and before.type == "link_open" and before.info == "auto"


def _words(child: Token, content: str, where: Sequence[int], at: int) -> Iterator[Piece]:
    if child.type == "text":
        yield from runs(child.content, where[at : at + len(child.content)])
    elif child.type == "text_special":
        yield Piece(child.content, where[at], where[at + len(child.markup) - 1] + 1)
    elif child.type == "code_inline":
        start = content.replace("\n", " ").find(child.content, at + len(child.markup))
        yield from runs(child.content, where[start : start + len(child.content)])
    elif child.type == "softbreak":
        yield Piece(" ")
    elif child.type == "hardbreak" or _BREAK.match(child.content):
        yield Piece("\n")
