"""What `coprod_wagtail/elements/head.html` draws."""

from typing import Any

from django.http import HttpRequest
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
        "locale": to_locale(seo.language) if seo.language else "",
        "json_ld": in_a_script(seo.whole_json_ld(facts)),
    }
