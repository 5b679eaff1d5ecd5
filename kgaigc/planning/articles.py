"""The plan of an article: retrieved facts become sections of sentences of facts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from kgaigc.graph import KnowledgeGraph
from kgaigc.planning.themes import TITLES, TITLES_OF_PERSONS, Theme, is_date, theme_and_stage
from kgaigc.values import RDF_TYPE, Entity, Facts, Plan, PlannedSection, Triple, Value

_WHOLE = 8  # an article of no more facts needs no headings
_SENTENCE = 3  # facts that clusters are packed to; one cluster alone may have one more
_LARGEST = 4
_SMALLEST_SECTION = 2

_MOMENTS = frozenset((10, 12, 14, 16, 18, 90))  # stages whose date, place and people are told together
_YEAR = re.compile(r"(-?\d+)(.*)")

Cluster = tuple[Triple, ...]


def plan_article(graph: KnowledgeGraph, topic: Entity, facts: Facts) -> Plan:
    """What an article on a topic says, in a reader's order.

    First what the topic is; then its place or life, its work, its figures, and what other things tell of it.
    Within a theme facts of the same moment or predicate stay together, birth comes before death, and dates in
    their order; a fact about a thing follows the fact that names the thing. More than eight get headings.

    Args:
        graph: tells what kind of thing the topic is.
        topic: the thing.
        facts: what ``retrieve`` found; each is planned once.
    """
    triples = tuple(dict.fromkeys(evidence.triple for evidence in facts.evidence))
    direct = [t for t in triples if topic.iri in _ends(t)]
    close = [t for t in triples if topic.iri not in _ends(t)]
    themes = _themes(topic, direct)
    titles = TITLES_OF_PERSONS if graph.is_person(topic.iri) else TITLES
    sections = _titled(themes, titles) if len(triples) > _WHOLE else [("", _flat(themes))]
    planned = [(title, _packed(_with_close(clusters, close))) for title, clusters in sections]
    rest: list[Cluster] = [(t,) for t in close]  # those that no planned fact leads to
    if rest:
        planned = [*planned[:-1], (planned[-1][0], planned[-1][1] + rest)] if planned else [("", rest)]
    return Plan(tuple(PlannedSection(title, tuple(said)) for title, said in planned if said))


def _ends(triple: Triple) -> tuple[str, ...]:
    subject, object_ = triple.subject, triple.object
    return (subject.iri, object_.iri) if isinstance(object_, Entity) else (subject.iri,)


def _themes(topic: Entity, triples: Iterable[Triple]) -> dict[Theme, list[Cluster]]:
    """The clusters of each theme, in order: facts of one stage of life, or of one predicate."""
    groups: defaultdict[tuple[Theme, int, str], list[Triple]] = defaultdict(list)
    for triple in triples:
        theme, stage = theme_and_stage(triple, topic)
        same = "" if theme is Theme.LIFE and stage in _MOMENTS else triple.predicate.iri
        groups[theme, stage, same].append(triple)
    themes: dict[Theme, list[Cluster]] = {}
    for (theme, _, _), group in sorted(groups.items()):
        themes.setdefault(theme, []).extend(_dated_apart(tuple(group)))
    return _opened({theme: _in_time(clusters) for theme, clusters in themes.items()})


def _dated_apart(group: Cluster) -> list[Cluster]:
    """Facts of one moment with the date first; two dates are two moments, the first has the facts without."""
    dated = sorted((t for t in group if is_date(t)), key=lambda t: _date((t,)) or (0, ""))
    undated = sorted((t for t in group if not is_date(t)), key=lambda t: t.predicate.iri)
    first, later = dated[:1], dated[1:]
    return [(*first, *undated), *((date,) for date in later)]


def _in_time(clusters: list[Cluster]) -> list[Cluster]:
    """The clusters with dates, put in the order of those dates; the others keep their places."""
    dates = [_date(cluster) for cluster in clusters]
    dated = sorted((date, i) for i, date in enumerate(dates) if date is not None)
    waiting = iter(clusters[i] for _, i in dated)
    return [next(waiting) if date is not None else c for c, date in zip(clusters, dates, strict=True)]


def _date(cluster: Cluster) -> tuple[int, str] | None:
    """The earliest date, as a year and the rest of the text."""
    found = [
        (int(match[1]), match[2])
        for triple in cluster
        if isinstance(triple.object, Value) and is_date(triple)
        for match in [_YEAR.match(triple.object.text)]
        if match
    ]
    return min(found, default=None)


def _opened(themes: dict[Theme, list[Cluster]]) -> dict[Theme, list[Cluster]]:
    """A lead of one fact or none takes the first cluster of what follows."""
    lead = themes.pop(Theme.LEAD, [])
    ordered = dict(sorted(themes.items()))
    if sum(map(len, lead)) < 2 and ordered:
        following = ordered[min(ordered)]
        lead = [*lead, following.pop(0)]
        ordered = {theme: clusters for theme, clusters in ordered.items() if clusters}
    return {Theme.LEAD: lead} | ordered


def _flat(themes: dict[Theme, list[Cluster]]) -> list[Cluster]:
    return [cluster for clusters in themes.values() for cluster in clusters]


def _titled(themes: dict[Theme, list[Cluster]], titles: dict[Theme, str]) -> list[tuple[str, list[Cluster]]]:
    """Themes by title, in order; one too small for a heading joins the section before it."""
    sections: list[tuple[str, list[Cluster]]] = []
    by_title: dict[str, list[Cluster]] = {}
    for theme, clusters in themes.items():
        by_title.setdefault(titles[theme], []).extend(clusters)
    for title, clusters in by_title.items():
        if sections and sum(map(len, clusters)) < _SMALLEST_SECTION:
            sections[-1][1].extend(clusters)
        else:
            sections.append((title, clusters))
    return sections


def _with_close(clusters: list[Cluster], close: list[Triple]) -> list[Cluster]:
    """The clusters, each with the facts about things that it names; those are taken off ``close``.

    A cluster that fills a sentence by itself has them after it, in one of their own.
    """
    grown: list[Cluster] = []
    for cluster in clusters:
        named = {iri for triple in cluster for iri in _ends(triple)}
        about = [t for t in close if t.subject.iri in named and t.predicate.iri != RDF_TYPE]
        for triple in about:
            close.remove(triple)
        if len(cluster) < _SENTENCE:
            grown.append((*cluster, *about))
        else:
            grown += [cluster, *([tuple(about)] if about else [])]
    return grown


def _packed(clusters: list[Cluster]) -> list[Cluster]:
    """Sentences of one to four facts: neighbouring clusters share one while it stays small.

    Facts told of the topic and facts told of others don't share a sentence, unless they are of one cluster.
    """
    sentences: list[Cluster] = []
    for part in (part for cluster in clusters for part in _parts(cluster)):
        if sentences and _fits(sentences[-1], part):
            sentences[-1] = (*sentences[-1], *part)
        else:
            sentences.append(part)
    return _evened(sentences)


def _fits(last: Cluster, part: Cluster) -> bool:
    """Whether a cluster may join the sentence before it; what the topic is always has company."""
    room = _LARGEST if last[-1].predicate.iri == RDF_TYPE else _SENTENCE
    return len(last) + len(part) <= room and _alike(last, part)


def _alike(last: Cluster, part: Cluster) -> bool:
    return last[0].subject.iri == last[-1].subject.iri == part[0].subject.iri


def _evened(sentences: list[Cluster]) -> list[Cluster]:
    """Two and two facts rather than three and one, where that parts no predicate."""
    for i in range(len(sentences) - 1, 0, -1):
        before, alone = sentences[i - 1], sentences[i]
        parted = len(before) == _SENTENCE and before[-1].predicate != before[-2].predicate
        if parted and len(alone) == 1 and _alike(before, alone):
            sentences[i - 1], sentences[i] = before[:-1], (before[-1], *alone)
    return sentences


def _parts(cluster: Cluster) -> list[Cluster]:
    """A cluster too large for a sentence in parts of nearly equal size."""
    count = -(-len(cluster) // _LARGEST)
    size, longer = divmod(len(cluster), count)
    parts, start = [], 0
    for number in range(count):
        end = start + size + (number < longer)
        parts.append(cluster[start:end])
        start = end
    return parts
