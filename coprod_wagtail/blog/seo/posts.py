"""What a post says of itself to search engines."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.seo.seo import Seo
from coprod_wagtail.text.moments import aware


def seo_of_post(post: Any, usual: Seo, request: HttpRequest | None) -> Seo:
    """`usual`, as every page says it, with what a post has: who wrote it and when, and what it is about."""
    changed = post.last_published_at
    json_ld = {
        "@type": "BlogPosting",
        "headline": post.title,
        "author": [_person(author, request) for author in post.byline],
        "keywords": [tag.name for tag in post.shown_tags],
        "datePublished": post.date.isoformat() if post.date else None,
        "dateModified": aware(changed).isoformat() if changed else None,
        "publisher": usual.organisation(),
    }
    return replace(usual, kind="article", json_ld=json_ld)


def _person(author, request):
    place = author.profile and page_path(author.profile, request)
    return {"@type": "Person", "name": author.name, **({"url": place.url} if place else {})}
