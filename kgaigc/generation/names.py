"""How a term is written in a sentence: names with or without "the", demonyms, short names, dates and numbers.

Rules come first for entities of a graph: their label is what the graph says. Names of the training corpora, which a
batch uses without a graph, are written as the corpora wrote them, by the word before.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from kgaigc import quantities
from kgaigc.generation.delexicalise import kind, typed
from kgaigc.values import NAME_SCHEME, XSD, XSD_STRING, Entity, Profile, Term, Value

START = "^"
PRONOUNS = frozenset(
    "he she it his her its him they their them this that these those who which there".split()
)
_NUMBER = re.compile(r"\d{4,}(?:\.\d+)?")
KEPT = 6  # Written forms of a name or value.
REMEMBERED = 50_000  # choices of a form after a word
USUAL = 0.04  # Share of the mentions from which on a form is worth a trial.

# English usage where a corpus is silent: names that end so (or "X of ..."), things of these classes, and two names.
ARTICLE_HEADS = frozenset(
    """academy act agency alliance alps army association award awards basilica belt bible canal cathedral center
    centre church city college committee commission confederation congress conservatory council crown
    department desert emirates empire engine expedition exhibition federation fellowship gallery games gulf
    hall house institute institution islands journal kingdom laboratory league library machine medal
    ministry monastery mountains movement museum navy netherlands observatory ocean opera order organization
    organisation palace parliament party peninsula plain pontificate presidency prize program programme
    project queen region renaissance republic revolution river school sea senate service society states
    strait summit system theatre times treaty tribunal union university valley war world""".split()
)
ARTICLE_LAST = ARTICLE_HEADS - frozenset(
    """bible church city college crown hall house journal opera order party plain queen school times university
    palace council cathedral summit valley league congress world theatre library center centre""".split()
)
ARTICLE_CLASSES = frozenset(
    """museum river ocean sea canal desert empire star award prize war battle archipelago newspaper
    treaty""".split()
) | frozenset({"art museum", "art gallery", "mountain range", "art movement period", "asteroid belt"})
ARTICLE_NAMES = frozenset(
    {"moon", "sun", "netherlands", "hague", "vatican", "philippines", "bahamas", "gambia"}
)


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
        forms: label of an entity, or ``value_key`` of a literal -> {written form: count}.
        contexts: label -> {word before: {written form: count}}, kept where it changes the choice.
        articles: noun before "of" or last word of a name -> share of such names that mostly have "the".
    """

    forms: dict[str, dict[str, int]] = field(default_factory=dict)
    contexts: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)
    articles: dict[str, float] = field(default_factory=dict)
    _written: dict[tuple[str, str], str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _small: frozenset[str] | None = field(default=None, init=False, repr=False, compare=False)
    _bare: bool | None = field(default=None, init=False, repr=False, compare=False)

    def write(
        self, term: Term, *, form: str, before: str, profile: Profile | None = None, learnt: bool = False
    ) -> str:
        """The written form of a term.

        Args:
            term: what is named.
            form: "" for the name, "adj" for the demonym, "short" for a short name.
            before: the word before, lower case; START at the start of a sentence.
            profile: what the graph tells of an entity: its classes and other names.
            learnt: write a literal as the corpora did, where they had it.
        """
        if isinstance(term, Entity):
            return self._entity(term, form, before, profile)
        key = value_key(term)
        if learnt and key in self.forms:
            return self._seen(key, before)
        text = value_text(term)
        return text.replace(",", "") if learnt and self._is_bare(term) else text

    def _is_bare(self, value: Value) -> bool:
        """Whether the corpora write such a number without commas, as they mostly do: "57059226" is no amount."""
        if not (value.datatype.startswith(XSD) and _NUMBER.fullmatch(value.text)):
            return False
        if self._bare is None:
            written = [form for key, forms in self.forms.items() if _NUMBER.fullmatch(key) for form in forms]
            self._bare = 2 * sum("," not in form for form in written) > len(written)
        return self._bare

    def _entity(self, entity: Entity, form: str, before: str, profile: Profile | None) -> str:
        if form == "adj":
            return demonyms().get(entity.label, entity.label)
        corpus = entity.iri.startswith(NAME_SCHEME)
        if corpus and form != "short" and entity.label in self.forms:
            return self._seen(entity.label, before)
        bare = re.sub(r"\s*\([^)]*\)$", "", entity.label) or entity.label
        if corpus and before != START and self._is_common(bare):
            bare = bare[0].lower() + bare[1:]
        if form == "short":
            last = bare.split()[-1]
            known = corpus or (profile is not None and last in profile.aliases)
            return last if known else self._plain(bare, before, profile)
        return self._plain(bare, before, profile)

    def _is_common(self, label: str) -> bool:
        """Whether a label is a common noun in several words, of which the corpora write the first small in texts."""
        words = label.split()
        if len(words) == 1 or not all(word.isalpha() and word.islower() for word in words[1:]):
            return False
        if self._small is None:
            written = {word for forms in self.forms.values() for form in forms for word in form.split()}
            self._small = frozenset(word for word in written if word.islower())
        return words[0].lower() in self._small

    def _seen(self, label: str, before: str) -> str:
        """The form that is usual after a word, worked out once: candidates of a text ask it a thousand times."""
        key = label, before
        if key not in self._written:
            if len(self._written) >= REMEMBERED:
                self._written.clear()
            self._written[key] = self._usual_after(label, before)
        return self._written[key]

    def _usual_after(self, label: str, before: str) -> str:
        near = self.contexts.get(label, {}).get(before, {})
        total = sum(self.forms[label].values())
        score = {form: near.get(form, 0) + count / total for form, count in self.forms[label].items()}
        return max(score, key=lambda form: (score[form], form))

    def _plain(self, label: str, before: str, profile: Profile | None) -> str:
        bare = before in {"the", "a", "an", "'s"}
        return label if bare or not self.takes_article(label, profile) else f"the {label}"

    def takes_article(self, label: str, profile: Profile | None = None) -> bool:
        """Whether running text writes "the" before a name: by usage, by its class, or as the corpus mostly did."""
        low = label.lower()
        if low.startswith(("the ", "a ")) or label == low:
            return False
        if low in ARTICLE_NAMES or (
            profile is not None and not ARTICLE_CLASSES.isdisjoint(profile.types[:1])
        ):
            return True
        key = article_key(label)
        place, _, head = key.partition(":")
        usual = head in (ARTICLE_HEADS if place == "of" else ARTICLE_LAST) and " " in label
        return usual or self.articles.get(key, 0) > 0.5

    def usual(self, term: Term) -> tuple[str, ...]:
        """The forms that the training texts use for a term more than once and not too rarely, commonest first."""
        forms = self.forms.get(term.label if isinstance(term, Entity) else value_key(term), {})
        total = sum(forms.values())
        return tuple(form for form, count in forms.items() if count > 1 and count >= USUAL * total)

    def to_dict(self) -> dict[str, Any]:
        """For the checkpoint."""
        return {"forms": self.forms, "contexts": self.contexts, "articles": self.articles}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Names:
        """From the checkpoint."""
        return cls(stored["forms"], stored["contexts"], stored["articles"])


def article_key(label: str) -> str:
    """What tells whether a name takes "the": the noun before "of" or "for", or else the last word."""
    words = label.lower().split()
    head = next((before for before, word in pairwise(words) if word in {"of", "for"}), "")
    return f"of:{head}" if head else f"last:{words[-1]}"


def value_key(value: Value) -> str:
    """What a literal's forms are kept under: 12 and 12 kilometres are two."""
    return (
        value.text if value.datatype.startswith(XSD) else f"{value.text} {value.datatype.rpartition('/')[2]}"
    )


def value_text(value: Value) -> str:
    """A literal in running text: dates and numbers as people write them, strings as they are."""
    if value.datatype == XSD_STRING and kind(value) != "date":
        return value.text
    return value.text if kind(value) == "string" else quantities.write(typed(value))


def learn_names(
    mentions: Counter[tuple[str, str, str]], *, values: Counter[tuple[str, str, str]], keep: int = KEPT
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
    """Share of the names with a key that mostly have "the"; names are counted, not mentions, and three are needed."""
    balance: Counter[str] = Counter()
    for (label, _, form), count in mentions.items():
        balance[label] += count if form.lower().startswith("the ") else -count
    names: dict[str, list[bool]] = {}
    for label, surplus in balance.items():
        if " " in label and not label.endswith(")"):
            names.setdefault(article_key(label), []).append(surplus > 0)
    return {
        key: round(sum(with_) / len(with_), 2)
        for key, with_ in sorted(names.items())
        if len(with_) >= 3 and any(with_)
    }


def _is_own(form: str, label: str, labels: Container[str]) -> bool:
    """Whether a form can be a name of its own: it is no pronoun, and not the name of something else."""
    bare = form.lower().removeprefix("the ")
    return bare not in PRONOUNS and (bare in label.lower() or bare not in labels)


def _prune(names: Names, keep: int) -> None:
    labels = {label.lower() for label in names.forms}
    for label, forms in names.forms.items():
        own = [form for form in forms if _is_own(form, label, labels)] or list(forms)
        best = sorted(own, key=lambda f: (-forms[f], f))[:keep]
        names.forms[label] = {form: forms[form] for form in best}
        top = best[0]
        kept = {}
        for before, counted in names.contexts[label].items():
            near = {form: n for form, n in counted.items() if form in best}
            if near and max(near, key=lambda f: (near[f], f)) != top:
                kept[before] = near
        names.contexts[label] = kept
    names.contexts = {label: near for label, near in names.contexts.items() if near}
