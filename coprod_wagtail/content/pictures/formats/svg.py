"""SVG: a text of XML. Comments, descriptions, and what drawing programs write into it for themselves are left behind."""

import base64
from collections.abc import Callable
from xml.etree.ElementTree import Element, register_namespace, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from .problems import Damaged, Unsupported

_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_NAMES = """
    a animate animateMotion animateTransform circle clipPath defs ellipse feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
    feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g image line
    linearGradient marker mask mpath path pattern polygon polyline radialGradient rect set stop style svg
    switch symbol text textPath tspan use view
"""
_KEPT = {f"{{{_SVG}}}{name}" for name in _NAMES.split()}
#: What is written in the others is seen by nobody.
_WRITTEN = {f"{{{_SVG}}}{name}" for name in ("style", "text", "textPath", "tspan")}
_ROOT = f"{{{_SVG}}}svg"
_EMBEDDED = "data:image/"


def cleaned(data: bytes, embedded: Callable[[bytes], bytes]) -> bytes:
    """A clean copy of the file `data`; `embedded` makes one of a picture that stands in it. Raises `Damaged`, or
    `Unsupported`."""
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise Damaged("This is no XML.") from error
    if root.tag != _ROOT:
        raise Damaged("This is no SVG.")
    waiting = [root]
    while waiting:
        waiting += _clean(waiting.pop(), embedded)
    register_namespace("", _SVG)
    register_namespace("xlink", _XLINK)
    return tostring(root, encoding="utf-8")


def _clean(element: Element, embedded):
    if element.tag not in _WRITTEN:
        element.text = None
    for child in list(element):
        if element.tag not in _WRITTEN:
            child.tail = None
        if child.tag not in _KEPT:
            element.remove(child)
    for name, value in list(element.attrib.items()):
        plain = name.removeprefix(f"{{{_XLINK}}}")
        if plain == "href":
            element.set(name, _link(value, embedded))
        elif "{" in plain and not name.startswith(f"{{{_XML}}}") or plain.startswith("data-"):
            del element.attrib[name]
    return list(element)


def _link(value, embedded):
    """A link to something in the drawing, or a picture in it. One that leads elsewhere may tell from where it came."""
    if not value.startswith(_EMBEDDED):
        return value if value.startswith("#") else "#"
    kind, found, content = value.partition(";base64,")
    if not found:
        raise Unsupported("SVG")
    try:
        picture = base64.b64decode(content)
    except ValueError as error:
        raise Damaged("A picture in the drawing is damaged.") from error
    return f"{kind};base64,{base64.b64encode(embedded(picture)).decode()}"
