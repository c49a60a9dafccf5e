"""What search engines and other people's link previews want to know about a page, over JSON."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import to_locale

from coprod_wagtail.features import json_ld_of_facts
from coprod_wagtail.seo.head import seo_of


def seo(page: Any, told: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    """What `schemas.Seo` holds: what the page says of itself, as in the head of the page that is drawn here. `told` is what
    the answer says of it already, with the facts of other apps."""
    said = seo_of(page, request)
    picture = said.picture
    return {
        "title": said.title,
        "description": said.description,
        "canonical": said.canonical,
        "og": {
            "title": said.title,
            "description": said.description,
            "type": said.kind,
            "url": said.canonical,
            "site_name": said.site_name,
            "image": picture.url if picture else None,
            "image_width": picture.width if picture else None,
            "image_height": picture.height if picture else None,
            "image_alt": picture.alt if picture else "",
            "locale": to_locale(said.language),
        },
        "twitter_card": said.card,
        "json_ld": said.whole_json_ld(json_ld_of_facts(told)),
    }
