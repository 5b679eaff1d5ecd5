"""The vocabulary of RDF that a reader of graphs has to know: labels, schema, and what is no fact to tell."""

from __future__ import annotations

from functools import lru_cache

from kgaigc.values import NAME_SCHEME, RDF_TYPE, Entity, Triple

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
FOAF = "http://xmlns.com/foaf/0.1/"
DCTERMS = "http://purl.org/dc/terms/"
DC = "http://purl.org/dc/elements/1.1/"
SCHEMA = ("http://schema.org/", "https://schema.org/")
DBO = "http://dbpedia.org/ontology/"
WIKIDATA = "http://www.wikidata.org/"

RDFS_LABEL = RDFS + "label"
SUBCLASS = RDFS + "subClassOf"
SAME_AS = OWL + "sameAs"
SOURCE = DCTERMS + "source"
SUBPROPERTY = RDFS + "subPropertyOf"
RANGE = RDFS + "range"
THING = OWL + "Thing"
INVERSE = OWL + "inverseOf"
EQUIVALENT_PROPERTY = OWL + "equivalentProperty"
# SKOS says so of its own properties; graphs that use them seldom repeat it.
INVERSES = {SKOS + "broader": SKOS + "narrower", SKOS + "narrower": SKOS + "broader"}
SYMMETRIC_ONES = frozenset((SKOS + "related",))
FUNCTIONAL = OWL + "FunctionalProperty"
INVERSE_FUNCTIONAL = OWL + "InverseFunctionalProperty"
SYMMETRIC = OWL + "SymmetricProperty"
# Our own, for want of a word in OWL, whose world is always open.
CLOSED = "urn:kgaigc:schema:ClosedProperty"

DISJOINT = (OWL + "disjointWith", OWL + "complementOf")
ALL_DISJOINT = OWL + "AllDisjointClasses"
MEMBERS = OWL + "members"
DISJOINT_UNION = OWL + "disjointUnionOf"
EQUIVALENT_CLASS = OWL + "equivalentClass"
ON_PROPERTY = OWL + "onProperty"
ON_VALUES = (OWL + "onClass", OWL + "onDataRange")
CARDINALITIES = (OWL + "maxCardinality", OWL + "cardinality")
QUALIFIED_CARDINALITIES = (OWL + "maxQualifiedCardinality", OWL + "qualifiedCardinality")
FIRST, REST = RDF + "first", RDF + "rest"

# Preferred names, the most binding first.
LABELS = (
    RDFS_LABEL,
    SKOS + "prefLabel",
    FOAF + "name",
    *(scheme + "name" for scheme in SCHEMA),
    DCTERMS + "title",
    DC + "title",
)
ALIASES = (
    SKOS + "altLabel",
    *(scheme + "alternateName" for scheme in SCHEMA),
    FOAF + "nick",
    DBO + "alias",
    SKOS + "hiddenLabel",
)

CLASSES = (OWL + "Class", RDFS + "Class", RDFS + "Datatype", OWL + "Restriction")
PROPERTIES = (
    RDF + "Property",
    OWL + "ObjectProperty",
    OWL + "DatatypeProperty",
    OWL + "AnnotationProperty",
    FUNCTIONAL,
    INVERSE_FUNCTIONAL,
    SYMMETRIC,
    CLOSED,
    OWL + "TransitiveProperty",
)
SCHEMA_TYPES = frozenset(
    (
        *(*CLASSES, *PROPERTIES, ALL_DISJOINT, OWL + "AllDisjointProperties", OWL + "AllDifferent"),
        *(OWL + "Ontology", SKOS + "ConceptScheme", "http://www.w3.org/ns/shacl#NodeShape"),
    )
)
DECLARING = frozenset(
    (
        *(SUBPROPERTY, RANGE, RDFS + "domain", INVERSE, EQUIVALENT_PROPERTY, EQUIVALENT_CLASS),
        *(*DISJOINT, MEMBERS, DISJOINT_UNION, FIRST, REST),
        *(ON_PROPERTY, *ON_VALUES, *CARDINALITIES, *QUALIFIED_CARDINALITIES),
    )
)
# Classes that say nothing of what a thing is.
EMPTY_CLASSES = frozenset(
    (
        *(OWL + "NamedIndividual", THING, RDFS + "Resource", *(scheme + "Thing" for scheme in SCHEMA)),
        *(RDF + name for name in ("Statement", "List", "Seq", "Bag", "Alt")),
        *("http://wikiba.se/ontology#" + name for name in ("Item", "Property", "Statement", "BestRank")),
    )
)

_PLUMBING_NAMESPACES = (
    RDF,
    RDFS,
    OWL,
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/ns/shacl#",
    "http://www.w3.org/ns/dcat#",
    "http://rdfs.org/ns/void#",
    "http://purl.org/vocab/vann/",
    "http://www.georss.org/georss/",
    "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "http://creativecommons.org/ns#",
    "http://wikiba.se/ontology#",
    DBO + "wikiPage",
)
# Of SKOS and Dublin Core only some terms speak of the thing itself.
_SKOS_FACTS = frozenset(SKOS + name for name in ("broader", "narrower", "related"))
_PLUMBING_LOCAL_NAMES = {
    DCTERMS: "source license rights modified issued identifier title description abstract subject provenance "
    "bibliographicCitation conformsTo format language publisher",
    DC: "source rights date identifier title description subject format language",
    FOAF: "name nick page homepage depiction isPrimaryTopicOf primaryTopic img thumbnail gender mbox",
    SCHEMA[0]: "name alternateName description image url sameAs gender identifier mainEntityOfPage "
    "disambiguatingDescription subjectOf license",
    DBO: "abstract thumbnail alias gender",
}
_PLUMBING = frozenset(
    namespace + local for namespace, names in _PLUMBING_LOCAL_NAMES.items() for local in names.split()
) | frozenset(SCHEMA[1] + local for local in _PLUMBING_LOCAL_NAMES[SCHEMA[0]].split())
# Ontologies of all kinds use these for the same purposes.
_PLUMBING_EVERYWHERE = frozenset(
    (
        *("gender", "sex", "sexOrGender", "sameAs", "seeAlso", "comment", "abstract"),
        *("thumbnail", "depiction", "image", "wikiPageID", "wikidataId"),
    )
)
PERSONS = frozenset(("person", "human", "human being", "people", "q5"))
GENDERS = frozenset(("gender", "sex", "sexOrGender", "P21"))


def local_name(iri: str) -> str:
    """What follows the last ``#``, ``/`` or ``:`` of an IRI.

    >>> local_name("http://example.org/ns#birthPlace")
    'birthPlace'
    """
    rest = iri.rstrip("/#")
    for mark in "#/:":
        if mark in rest:
            return rest.rpartition(mark)[2]
    return rest


def is_person_class(cls: Entity) -> bool:
    """Whether a class is one of persons, by its label or the name in its IRI.

    >>> is_person_class(Entity("http://example.org/Mensch", "human being"))
    True
    """
    return cls.label.lower() in PERSONS or local_name(cls.iri).lower() in PERSONS


def is_declaration(triple: Triple) -> bool:
    """Whether a triple declares a term of the schema, rather than says anything.

    What is a subclass of what counts as said: "a poet is a writer".

    >>> closed = Triple(Entity("urn:x:author", "author"), Entity(RDF_TYPE, "type"), Entity(CLOSED, "closed"))
    >>> is_declaration(closed)
    True
    """
    if triple.predicate.iri == RDF_TYPE:
        return isinstance(triple.object, Entity) and triple.object.iri in SCHEMA_TYPES
    return triple.predicate.iri in DECLARING


def described_at(predicate: str) -> str:
    """The IRI that carries a predicate's label: Wikidata labels the property's page, not its uses.

    >>> described_at("http://www.wikidata.org/prop/direct/P19")
    'http://www.wikidata.org/entity/P19'
    """
    if predicate.startswith(WIKIDATA + "prop/"):
        return f"{WIKIDATA}entity/{local_name(predicate)}"
    return predicate


@lru_cache(maxsize=20_000)
def is_plumbing(predicate: str) -> bool:
    """Whether a predicate serves the graph (type, label, source, link) rather than tells a fact.

    >>> is_plumbing(RDFS_LABEL), is_plumbing("http://example.org/birthPlace")
    (True, False)
    """
    if predicate.startswith(NAME_SCHEME):
        return False
    if predicate.startswith(SKOS):
        return predicate not in _SKOS_FACTS
    return (
        predicate in _PLUMBING
        or predicate.startswith(_PLUMBING_NAMESPACES)
        or local_name(predicate) in _PLUMBING_EVERYWHERE
    )
