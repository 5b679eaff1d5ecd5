"""Results as JSON-LD: PROV-O ties each sentence to the statements that it was written from.

The statements are reified (``rdf:Statement``), not asserted: an article quotes its graph. Source: PROV-O,
https://www.w3.org/TR/prov-o/, ``prov:wasDerivedFrom`` and ``prov:wasGeneratedBy``; terms of https://schema.org/.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import singledispatch
from hashlib import sha256
from typing import Any

from kgaigc.errors import ConfigError
from kgaigc.findings import FileResults
from kgaigc.rendering._parts import words
from kgaigc.values import (
    XSD_STRING,
    Answer,
    Article,
    Entity,
    Facts,
    Generated,
    Report,
    Result,
    Sentence,
    Term,
    Triple,
    Verdict,
    sentence_places,
)

_CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LANG_STRING = _CONTEXT["rdf"] + "langString"


def jsonld(result: Result) -> dict[str, Any]:
    """The result as JSON-LD, its context written out in it.

    Raises:
        ConfigError: the result has no form in JSON-LD.
    """
    # The name is made from what is said, so that equal articles are one resource.
    digest = sha256(json.dumps(result.to_dict(), sort_keys=True).encode()).hexdigest()  # type: ignore[attr-defined]
    name = f"urn:kgaigc:result:{digest[:32]}"
    return {"@context": _CONTEXT, "@id": name, **_jsonld(result, name)}


@singledispatch
def _jsonld(result: Result, name: str) -> dict[str, Any]:
    del name
    raise ConfigError(
        "jsonld is for articles, answers, reports, facts and generated text, "
        f"not for {type(result).__name__}: choose json"
    )


@_jsonld.register
def _article(article: Article, name: str) -> dict[str, Any]:
    places = sentence_places(article.sections)
    sentences = _sentences(article.sentences, name)
    for (start, end), node in zip(places, sentences, strict=True):
        verdicts = [v for v in article.report.verdicts if start <= v.start < max(end, start + 1)]
        node["schema:review"] = [_verdict(verdict) for verdict in verdicts]
    manifest = article.manifest
    agent = {
        "@type": "prov:SoftwareAgent",
        "schema:name": "kgaigc",
        "schema:softwareVersion": manifest.version,
    }
    return {
        "@type": ["prov:Entity", "schema:Article"],
        "schema:headline": article.title,
        "schema:articleBody": article.text,
        "schema:articleSection": [section.title for section in article.sections if section.title],
        "prov:wasGeneratedBy": {
            "@type": "prov:Activity",
            "prov:wasAssociatedWith": agent,
            "prov:used": [
                {"@type": "prov:Entity", "schema:name": "graph", "schema:identifier": manifest.graph},
                {"@type": "prov:Entity", "schema:name": "model", "schema:identifier": manifest.model},
            ],
            "schema:additionalProperty": [
                _property("seed", manifest.seed),
                *(_property(key, value) for key, value in manifest.options),
            ],
        },
        "schema:additionalProperty": _figures(article.report),
        "schema:hasPart": sentences,
    }


@_jsonld.register
def _generated(generated: Generated, name: str) -> dict[str, Any]:
    parts = _sentences(generated.sentences, name)
    return {
        "@type": ["prov:Entity", "schema:CreativeWork"],
        "schema:text": generated.text,
        "schema:hasPart": parts,
    }


@_jsonld.register
def _answer(answer: Answer, name: str) -> dict[str, Any]:
    del name
    return {
        "@type": ["prov:Entity", "schema:Answer"],
        "schema:text": answer.text,
        "rdf:value": [_term(result) for result in answer.results],
        "schema:additionalProperty": [
            _property("confidence", answer.confidence),
            *([_property("query", answer.query)] if answer.query else []),
        ],
        "prov:wasDerivedFrom": _statements(evidence.triple for evidence in answer.evidence),
    }


@_jsonld.register
def _report(report: Report, name: str) -> dict[str, Any]:
    del name
    return {
        "@type": ["prov:Entity", "schema:CreativeWork"],
        "schema:text": report.source,
        "schema:additionalProperty": _figures(report),
        "schema:review": [_verdict(verdict) for verdict in report.verdicts],
    }


@_jsonld.register
def _files(results: FileResults, name: str) -> dict[str, Any]:
    members = [
        {"@id": f"{name}#file-{number}", "schema:name": one.file}
        | ({"schema:description": one.error} if one.result is None else _jsonld(one.result, name))
        for number, one in enumerate(results.files, start=1)
    ]
    return {"@type": "prov:Collection", "prov:hadMember": members}


@_jsonld.register
def _facts(facts: Facts, name: str) -> dict[str, Any]:
    del name
    return {
        "@type": "prov:Collection",
        "prov:hadMember": _statements(evidence.triple for evidence in facts.evidence),
    }


def _sentences(sentences: Iterable[Sentence], name: str) -> list[dict[str, Any]]:
    return [
        {
            "@id": f"{name}#sentence-{position}",
            "@type": ["prov:Entity", "schema:CreativeWork"],
            "schema:position": position,
            "schema:text": sentence.text,
            "schema:creditText": sentence.origin,
            "prov:wasDerivedFrom": _statements(sentence.triples),
        }
        for position, sentence in enumerate(sentences, start=1)
    ]


def _statements(triples: Iterable[Triple]) -> list[dict[str, Any]]:
    return [
        {
            # The name comes from the triple: a fact that two sentences say is one statement.
            "@id": f"urn:kgaigc:statement:{sha256(' '.join(triple.to_dict()).encode()).hexdigest()[:32]}",
            "@type": ["rdf:Statement", "prov:Entity"],
            "rdfs:label": " · ".join(
                words(term) for term in (triple.subject, triple.predicate, triple.object)
            ),
            "rdf:subject": _term(triple.subject),
            "rdf:predicate": _term(triple.predicate),
            "rdf:object": _term(triple.object),
        }
        for triple in dict.fromkeys(triples)
    ]


def _term(term: Term) -> dict[str, Any]:
    if isinstance(term, Entity):
        return {"@id": term.iri}
    if term.language:
        return {"@value": term.text, "@language": term.language}
    if term.datatype in {XSD_STRING, _LANG_STRING}:
        return {"@value": term.text}
    return {"@value": term.text, "@type": term.datatype}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "@type": "schema:ClaimReview",
        "schema:claimReviewed": verdict.claim,
        "schema:reviewBody": verdict.reason,
        "schema:reviewRating": {"@type": "schema:Rating", "schema:alternateName": verdict.status},
        "prov:wasDerivedFrom": _statements(verdict.support),
    }


def _figures(report: Report) -> list[dict[str, Any]]:
    figures = {"precision": report.precision, "coverage": report.coverage, "score": report.score}
    return [_property(name, value) for name, value in figures.items() if value is not None]


def _property(name: str, value: str | float) -> dict[str, Any]:
    return {"@type": "schema:PropertyValue", "schema:name": name, "schema:value": value}
