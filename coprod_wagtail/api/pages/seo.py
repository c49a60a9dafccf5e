"""What search engines and other people's link previews want to know about a page."""

from django.utils.translation import to_locale

from .facts import json_ld_of_facts


def seo(page, described, *, title, description="", picture=None, kind="article", json_ld=None) -> dict:
    """What `schemas.Seo` holds. `described` is what is told about the page already, as by `describe`; `json_ld` is what to
    say beside what is the same for all pages.

    A base page of a site's own may know of no words for search engines.
    """
    shown_title = getattr(page, "seo_title", "") or title
    shown_description = getattr(page, "search_description", "") or description
    return {
        "title": shown_title,
        "description": shown_description,
        "canonical": described["url"],
        "og": {
            "title": shown_title,
            "description": shown_description,
            "type": kind,
            "url": described["url"],
            "image": picture and picture["url"],
            "image_alt": picture["alt"] if picture else "",
            "locale": to_locale(described["language"]),
        },
        "json_ld": {
            "@context": "https://schema.org",
            "url": described["url"],
            "inLanguage": described["language"],
            **({"description": shown_description} if shown_description else {}),
            **({"image": [picture["url"]]} if picture else {}),
            **(json_ld or {}),
            **json_ld_of_facts(described),
        },
    }
