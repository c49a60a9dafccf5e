"""What a list of posts says of itself to search engines."""

from dataclasses import replace
from typing import Any

from coprod_wagtail.seo.seo import Seo


def seo_of_list(index: Any, usual: Seo, *chosen: Any) -> Seo:
    """`usual`, as every page says it, with what the list is about: those of a category and a tag that are no None."""
    names = [one.name for one in chosen if one]
    title = " – ".join([*names, usual.title])
    return replace(usual, title=title, json_ld={"@type": "CollectionPage", "name": " – ".join([*names, index.title])})
