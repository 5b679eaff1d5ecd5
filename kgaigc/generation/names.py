"""How a term is written in a sentence: names with or without "the", demonyms, short names, dates and numbers.

Rules come first for entities of a graph: their label is what the graph says. Names of the training corpora, which a
batch uses without a graph, are written as the corpora wrote them, by the word before.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from kgaigc import quantities
from kgaigc.generation.delexicalise import kind
from kgaigc.values import NAME_SCHEME, Entity, Term, Value

START = "^"


@cache
def demonyms() -> Mapping[str, str]:
    """Country (or a people, an empire) -> its adjective."""
    table = resources.files("kgaigc.generation") / "data" / "demonyms.json"
    loaded: dict[str, str] = json.loads(table.read_text(encoding="utf-8"))
    return loaded


@dataclass(slots=True)
class Names:
    """Written forms learnt from texts, and which names take "the".

    Attributes:
        forms: label (or lexical form of a value) -> {written form: count}.
        contexts: label -> {word before: {written form: count}}, kept where it changes the choice.
        articles: last or first word of a name -> share of its mentions with "the" (names not in ``forms``).
    """

    forms: dict[str, dict[str, int]] = field(default_factory=dict)
    contexts: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)
    articles: dict[str, float] = field(default_factory=dict)

    def write(self, term: Term, *, form: str, before: str, aliases: tuple[str, ...] = ()) -> str:
        """The written form of a term.

        Args:
            term: what is named.
            form: "" for the name, "adj" for the demonym, "short" for a short name.
            before: the word before, lower case; START at the start of a sentence.
            aliases: unused names of the entity in its graph, from which a short name may be taken.
        """
        if isinstance(term, Entity):
            return self._entity(term, form, before, aliases)
        key = term.text
        if key in self.forms:
            return self._seen(key, before)
        return value_text(term)

    def _entity(self, entity: Entity, form: str, before: str, aliases: tuple[str, ...]) -> str:
        if form == "adj":
            return demonyms().get(entity.label, entity.label)
        bare = re.sub(r"\s*\([^)]*\)$", "", entity.label) or entity.label
        if form == "short":
            last = bare.split()[-1]
            return last if entity.iri.startswith(NAME_SCHEME) or last in aliases else self._plain(bare, before)
        if entity.iri.startswith(NAME_SCHEME) and entity.label in self.forms:
            return self._seen(entity.label, before)
        return self._plain(bare, before)

    def _seen(self, label: str, before: str) -> str:
        near = self.contexts.get(label, {}).get(before, {})
        total = sum(self.forms[label].values())
        score = {form: near.get(form, 0) + count / total for form, count in self.forms[label].items()}
        return max(score, key=lambda form: (score[form], form))

    def _plain(self, label: str, before: str) -> str:
        return f"the {label}" if before not in {"the", "a", "an", "'s"} and self.takes_article(label) else label

    def takes_article(self, label: str) -> bool:
        """Whether running text writes "the" before a name, by its first and last words."""
        keys = article_keys(label)
        if label.lower().startswith("the "):
            return False
        known = [self.articles[key] for key in keys if key in self.articles]
        return bool(known) and known[0] > 0.5

    def to_dict(self) -> dict[str, Any]:
        """For the checkpoint."""
        return {"forms": self.forms, "contexts": self.contexts, "articles": self.articles}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Names:
        """From the checkpoint."""
        return cls(stored["forms"], stored["contexts"], stored["articles"])


def article_keys(label: str) -> tuple[str, ...]:
    """What tells whether a name takes "the", the most telling first."""
    words = label.lower().split()
    if len(words) < 2:
        return (f"={words[0]}",) if words else ()
    of = ("of:" + words[words.index("of") - 1],) if "of" in words[1:] else ()
    return (*of, f"last:{words[-1]}") if not of else of


def value_text(value: Value) -> str:
    """A literal in running text: dates and numbers as people write them, strings as they are."""
    return value.text if kind(value) == "string" else quantities.write(value)


def learn_names(
    mentions: Counter[tuple[str, str, str]], *, values: Counter[tuple[str, str, str]], keep: int = 3
) -> Names:
    """Learn from (label, word before, written form) counts of entities and of values."""
    names = Names()
    for counts in (mentions, values):
        for (label, before, form), count in counts.items():
            forms = names.forms.setdefault(label, {})
            forms[form] = forms.get(form, 0) + count
            near = names.contexts.setdefault(label, {}).setdefault(before, {})
            near[form] = near.get(form, 0) + count
    names.articles = _articles(mentions)
    _prune(names, keep)
    return names


def _articles(mentions: Counter[tuple[str, str, str]]) -> dict[str, float]:
    with_article: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for (label, _, form), count in mentions.items():
        for key in article_keys(label):
            total[key] += count
            with_article[key] += count * form.lower().startswith("the ")
    return {key: round(with_article[key] / n, 2) for key, n in sorted(total.items()) if n >= 3 and with_article[key] > 0}


def _prune(names: Names, keep: int) -> None:
    for label, forms in names.forms.items():
        best = sorted(forms, key=lambda f: (-forms[f], f))[:keep]
        names.forms[label] = {form: forms[form] for form in best}
        top = best[0]
        kept = {}
        for before, near in names.contexts[label].items():
            near = {form: n for form, n in near.items() if form in best}
            if near and max(near, key=lambda f: (near[f], f)) != top:
                kept[before] = near
        if kept:
            names.contexts[label] = kept
        else:
            names.contexts[label] = {}
    names.contexts = {label: near for label, near in names.contexts.items() if near}
