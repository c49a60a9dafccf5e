"""What `coprod_wagtail/elements/head.html` draws."""

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import to_locale

from coprod_wagtail.features import facts_for_json_ld, json_ld_of_facts

from .mixins import SeoMixin
from .seo import Seo, in_a_script, usual_seo


def seo_of(page: Any, request: HttpRequest | None) -> Seo:
    """What `page`, of any type, says of itself to search engines, and where somebody shares a link to it."""
    return page.get_seo(request) if isinstance(page, SeoMixin) else usual_seo(page, request)


def head_of(page: Any, request: HttpRequest | None) -> dict[str, Any]:
    """What the element for the head of `page` is drawn with."""
    seo = seo_of(page, request)
    facts = json_ld_of_facts(facts_for_json_ld(page, request))
    return {
        "seo": seo,
        # An editor's own is said by the site's base template, as Wagtail's project template does it.
        "description": "" if getattr(page, "search_description", "") else seo.description,
        "open_graph": open_graph(seo),
        "json_ld": in_a_script(seo.whole_json_ld(facts)),
    }


def open_graph(seo: Seo) -> SafeString:
    """The elements for what is said in the words of Open Graph (https://ogp.me/). Made here, because a template takes several
    times as long for so many small ones."""
    said = {
        "title": seo.title,
        "type": seo.kind,
        "url": seo.canonical,
        "description": seo.description,
        "site_name": seo.site_name,
        "locale": to_locale(seo.language),
    }
    if seo.picture:
        said |= {
            "image": seo.picture.url,
            "image:width": str(seo.picture.width),
            "image:height": str(seo.picture.height),
            "image:alt": seo.picture.alt,
        }
    named = ((name, value) for name, value in said.items() if value)
    return format_html_join("\n", '<meta property="og:{}" content="{}">', named)
