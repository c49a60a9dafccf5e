"""What is still English on a page in the pseudo-language."""

import re

from bs4 import BeautifulSoup, NavigableString

#: Attributes that people read or hear.
_SPOKEN = ["alt", "title", "aria-label", "aria-description", "placeholder", "data-coprod-conversation-failed-value"]
#: What scripts say.
_SPOKEN += [
    f"data-coprod-{name}"
    for name in ("left", "over", "keep", "keep-hint", "keep-clear", "keep-cleared", "copy", "copied", "print")
]
_SPOKEN += [f"data-coprod-share-{name}" for name in ("copy", "copied", "failed", "print")]
_BUTTONS = {"submit", "button", "reset"}
_UNSEEN = ["script", "style", "template"]
_PLAIN = re.compile(r"[A-Za-z]")
#: Paper says where a link leads; an address is in no language.
_ADDRESS = re.compile(r"https?://\S+|\S+@[\w.]+")


def texts_of(markup, within=None):
    """Everything people read or hear of a page, or of the parts of it that `within` selects."""
    page = BeautifulSoup(markup, "html.parser")
    for tag in page(_UNSEEN):
        tag.decompose()
    for root in page.select(within) if within else [page]:
        yield from (str(text) for text in root.find_all(string=True) if type(text) is NavigableString)
        for tag in [root, *root.find_all(True)]:
            yield from (tag[name] for name in _SPOKEN if tag.get(name))
            if tag.name == "input" and tag.get("type") in _BUTTONS:
                yield tag.get("value", "")


def english_in(texts):
    """The texts that have a letter without a mark in them."""
    return [" ".join(text.split()) for text in texts if _PLAIN.search(_ADDRESS.sub("", text))]
