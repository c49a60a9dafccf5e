"""The part of schema.org's vocabulary that we use: types with those above them, and properties with the types that may have
them and what a value may be. Facts from the release 30.0 of schema.org, `schemaorg-current-https-types.csv` and
`-properties.csv` (https://schema.org/docs/developers.html), with what the rows say of other types left out.
"""

from datetime import date, datetime

TYPES = {
    "Thing": (),
    "CreativeWork": ("Thing",),
    "Article": ("CreativeWork",),
    "SocialMediaPosting": ("Article",),
    "BlogPosting": ("SocialMediaPosting",),
    "DiscussionForumPosting": ("SocialMediaPosting",),
    "Comment": ("CreativeWork",),
    "WebPage": ("CreativeWork",),
    "CollectionPage": ("WebPage",),
    "ProfilePage": ("WebPage",),
    "Person": ("Thing",),
    "Organization": ("Thing",),
    "Intangible": ("Thing",),
    "ItemList": ("Intangible",),
    "BreadcrumbList": ("ItemList",),
    "ListItem": ("Intangible",),
}
#: Of each property the types that have it, and the types of its values.
PROPERTIES = {
    "name": ({"Thing"}, {"Text"}),
    "url": ({"Thing"}, {"URL"}),
    "description": ({"Thing"}, {"Text"}),
    "image": ({"Thing"}, {"URL"}),
    "inLanguage": ({"CreativeWork"}, {"Text"}),
    "headline": ({"CreativeWork"}, {"Text"}),
    "author": ({"CreativeWork"}, {"Organization", "Person"}),
    "keywords": ({"CreativeWork"}, {"Text"}),
    "datePublished": ({"CreativeWork"}, {"Date", "DateTime"}),
    "dateModified": ({"CreativeWork"}, {"Date", "DateTime"}),
    "dateCreated": ({"CreativeWork"}, {"Date", "DateTime"}),
    "publisher": ({"CreativeWork"}, {"Organization", "Person"}),
    "mainEntity": ({"CreativeWork"}, {"Thing"}),
    "mainEntityOfPage": ({"Thing"}, {"CreativeWork", "URL"}),
    "breadcrumb": ({"WebPage"}, {"BreadcrumbList"}),
    "itemListElement": ({"ItemList"}, {"ListItem"}),
    "position": ({"CreativeWork", "ListItem"}, {"Integer"}),
    # What it names by its address is a thing (JSON-LD 1.1, 4.2.1).
    "item": ({"ListItem"}, {"Thing", "URL"}),
    "sameAs": ({"Thing"}, {"URL"}),
    "commentCount": ({"CreativeWork"}, {"Integer"}),
    "comment": ({"CreativeWork"}, {"Comment"}),
    "text": ({"CreativeWork"}, {"Text"}),
}
#: What JSON-LD itself has.
KEYWORDS = {"@context", "@type", "@id"}


def lineage(kind):
    """A type and all above it."""
    return {kind}.union(*(lineage(above) for above in TYPES[kind]))


def problems(node, at=""):
    """What is wrong with a node of a JSON-LD document, each as a sentence with its place."""
    kind = node.get("@type")
    if kind not in TYPES:
        yield f"{at or 'document'}: no such type: {kind}"
        return
    for name, value in node.items():
        place = f"{at}/{name}"
        if name in KEYWORDS:
            continue
        if name not in PROPERTIES:
            yield f"{place}: no such property"
            continue
        owners, values = PROPERTIES[name]
        if not owners & lineage(kind):
            yield f"{place}: {kind} has no such property"
        for one in value if isinstance(value, list) else [value]:
            yield from _problems_with_value(one, values, place)


def _problems_with_value(value, values, place):
    if isinstance(value, dict):
        yield from problems(value, place)
        if value.get("@type") in TYPES and not lineage(value["@type"]) & values:
            yield f"{place}: is a {value['@type']}"
    elif isinstance(value, str):
        if not any(fits(value) for name, fits in _TEXTS.items() if name in values):
            yield f"{place}: is {value!r}"
    elif not (type(value) is int and "Integer" in values):
        yield f"{place}: is {value!r}"


def _is_moment(text, read):
    try:
        read(text)
    except ValueError:
        return False
    return True


_TEXTS = {
    "Text": lambda text: bool(text.strip()),
    "URL": lambda text: text.startswith(("http://", "https://")),
    "Date": lambda text: _is_moment(text, date.fromisoformat),
    "DateTime": lambda text: (
        _is_moment(text, datetime.fromisoformat) and datetime.fromisoformat(text).tzinfo is not None
    ),
}
