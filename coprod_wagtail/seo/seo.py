"""What a page says of itself to search engines, and to whoever shows a link to it: the same on pages and over the JSON API."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Site

from coprod_wagtail.models import SearchAndSharing
from coprod_wagtail.page_tree.ancestors import trail_to
from coprod_wagtail.page_tree.languages import language_code_of
from coprod_wagtail.page_tree.paths import page_path

from .descriptions import description_of
from .pictures import SharedPicture, picture_of_site

#: Of the types of schema.org's that a page may say it is, those that are a web page, and not something on it.
WEB_PAGES = {"WebPage", "AboutPage", "CollectionPage", "ContactPage", "FAQPage", "ProfilePage", "QAPage"}


@dataclass(frozen=True)
class Crumb:
    """A page on the way to another."""

    name: str
    #: With its host.
    url: str


@dataclass(frozen=True, kw_only=True)
class Seo:
    """What a page says of itself."""

    #: For the window, without the site's name.
    title: str
    #: Plain text in one line; may be empty.
    description: str = ""
    #: Its one address, with the host; empty for a page that has none.
    canonical: str = ""
    #: The code of the language that it is in, such as "en-gb".
    language: str = ""
    #: What it is in the words of Open Graph, such as "article", "profile" or "website".
    kind: str = "website"
    picture: SharedPicture | None = None
    #: What the site is called, and its address; may be empty.
    site_name: str = ""
    site_url: str = ""
    #: The way to it, from the home page down, itself the last; empty for the home page.
    breadcrumbs: Sequence[Crumb] = ()
    #: What it is in the words of schema.org: ``@type``, and what only this type has.
    json_ld: Mapping[str, Any] = field(default_factory=dict)

    @property
    def card(self) -> str:
        """How a link to it is shown: "summary_large_image" with a picture, else "summary"."""
        return "summary_large_image" if self.picture else "summary"

    def whole_json_ld(self, facts: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """All that is said in the words of schema.org, with what other apps know of the page (`features.json_ld_of_facts`)."""
        kind = self.json_ld.get("@type", "WebPage")
        own: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": kind,
            "url": self.canonical,
            "inLanguage": self.language,
            "description": self.description,
            "image": [self.picture.url] if self.picture else None,
            **self.json_ld,
        }
        if self.breadcrumbs and kind in WEB_PAGES:
            own["breadcrumb"] = self._breadcrumb_list()
        elif self.breadcrumbs:
            page = {"@type": "WebPage", "@id": self.canonical, "breadcrumb": self._breadcrumb_list()}
            own["mainEntityOfPage"] = page
        return {name: value for name, value in {**own, **(facts or {})}.items() if value not in (None, "")}

    def organisation(self) -> dict[str, Any] | None:
        """Whose site it is on, in the words of schema.org; None where the site has no name."""
        if not self.site_name:
            return None
        return {"@type": "Organization", "name": self.site_name, "url": self.site_url}

    def _breadcrumb_list(self):
        steps = [
            {"@type": "ListItem", "position": position, "name": crumb.name, "item": crumb.url}
            for position, crumb in enumerate(self.breadcrumbs, 1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": steps}


def usual_seo(
    page: Any,
    request: HttpRequest | None,
    *,
    canonical: str | None = None,
    name: str = "",
    picture: SharedPicture | None = None,
) -> Seo:
    """What can be said of a page of any type: its one address is `canonical`, or else the usual one, its heading is `name`, or
    else its title, and its own picture is `picture`, or else that of the site is shown.

    One query for the site's setting, and one for the pages above where Wagtail has not come that way; none for what is known
    already.
    """
    place = page_path(page, request)
    sharing = SearchAndSharing.for_reading(request, place and place.site_id)
    site = _site(place, request)
    if canonical is None:
        canonical = usual_canonical_url(page, request)
    name = name or page.title
    title = getattr(page, "seo_title", "") or name
    above = [Crumb(one.title, at.url) for one in trail_to(page, request) if (at := page_path(one, request))]
    return Seo(
        title=title,
        description=description_of(page),
        canonical=canonical,
        language=language_code_of(page),
        picture=picture or picture_of_site(sharing, request),
        site_name=site.site_name if site else "",
        site_url=site.root_url if site else "",
        breadcrumbs=[*above, Crumb(name, canonical)] if above else [],
        json_ld={"@type": "WebPage", "name": name},
    )


def usual_canonical_url(page: Any, request: HttpRequest | None) -> str:
    """Where `page` is, with the host; of an alias, where its source is. Empty for a page without an address. One query for an
    alias, else none."""
    shown = page.alias_of if getattr(page, "alias_of_id", None) else page
    place = page_path(shown, request)
    return place.url if place else ""


def with_query(url: str, **query: int | str) -> str:
    """The address of a part of the page at `url`, such as ``with_query(url, page=2)``; what is empty, 0 or the first page is
    left out."""
    wanted = {name: value for name, value in query.items() if value and value != 1}
    return f"{url}{'&' if '?' in url else '?'}{urlencode(wanted)}" if url and wanted else url


#: As in Django's `json_script`: nothing in it ends the element that it stands in.
_IN_A_SCRIPT = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def in_a_script(data: Mapping[str, Any]) -> SafeString:
    """`data` as JSON that can stand in a ``<script>`` element, whatever words are in it."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)
    return mark_safe(text.translate(_IN_A_SCRIPT))  # noqa: S308 - no sign of HTML's is left


def _site(place, request):
    """The site that a page is on."""
    asked = Site.find_for_request(request)
    if place is None or (asked and asked.pk == place.site_id):
        return asked
    return Site.objects.filter(pk=place.site_id).first()
