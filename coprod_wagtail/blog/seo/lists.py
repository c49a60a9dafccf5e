"""What a list of posts says of itself to search engines."""

from dataclasses import replace
from typing import Any

from coprod_wagtail.seo.seo import Seo


def seo_of_list(index: Any, usual: Seo, *archives: Any) -> Seo:
    """`usual`, as every page says it, with what the list is about, such as a topic or a year."""
    names = [archive.name for archive in archives]
    title = " – ".join([*names, usual.title])
    return replace(usual, title=title, json_ld={"@type": "CollectionPage", "name": " – ".join([*names, index.title])})
