"""Rich text as HTML that a front end can show: every link leads somewhere, from wherever it is read.

Links between pages of a site stay paths, because a front end serves its pages at the same ones; documents and pictures
get the address of the server that has them.
"""

import re
from functools import partial

from django.urls import NoReverseMatch
from django.utils.html import escape
from wagtail.models import Locale
from wagtail.rich_text import features
from wagtail.rich_text.rewriters import EmbedRewriter, LinkRewriter, MultiRuleRewriter

from coprod_wagtail.page_tree.languages import has_languages, in_languages
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.sites import absolute
from coprod_wagtail.swap import get_page_model

from ..kit.urls import with_absolute_files

#: No text has it, so several can be asked about at once.
_BETWEEN = "\0"
_EMPTY_LINK = "<a>"
_HREF = re.compile(r'href="([^"]*)"')


def displayed(texts, request, site_id=None) -> list[str]:
    """Each of the rich texts as HTML; the same few queries for any number of texts, links and documents.

    `site_id` is the site that the text is on: pages of another are linked to with their host.
    """
    texts = list(texts)
    if not any("<a" in text or "<embed" in text for text in texts):
        return texts
    found = _rewriter(request, site_id)(_BETWEEN.join(text.replace(_BETWEEN, "") for text in texts))
    return with_absolute_files(found, request).split(_BETWEEN)


def _rewriter(request, site_id):
    links = {name: handler.expand_db_attributes_many for name, handler in features.get_link_types().items()}
    if "page" in links:
        links["page"] = partial(_page_links, features.get_link_types()["page"], site_id)
    if "document" in links:
        links["document"] = partial(_document_links, links["document"], request)
    embeds = {name: handler.expand_db_attributes_many for name, handler in features.get_embed_types().items()}
    return MultiRuleRewriter([LinkRewriter(bulk_rules=links), EmbedRewriter(bulk_rules=embeds)])


def _page_links(handler, site_id, attributes):
    pages = in_language_spoken(handler.get_many(attributes))
    return [_link(page_url(page, site_id) if page else None) for page in pages]


def _document_links(expand, request, attributes):
    try:
        links = expand(attributes)
    except NoReverseMatch:  # a server without Wagtail's addresses for documents has none to give
        return [_EMPTY_LINK] * len(attributes)
    return [_HREF.sub(lambda match: f'href="{absolute(match[1], request)}"', link) for link in links]


def _link(url):
    return f'<a href="{escape(url)}">' if url else _EMPTY_LINK


def page_url(page, site_id=None) -> str | None:
    """Where a link from a text on the site `site_id` leads to: a path, or a whole address on another site; None for a
    page that is nowhere."""
    place = page_path(page)
    if place is None:
        return None
    return place.path if site_id is None or place.site_id == site_id else place.url


def in_language_spoken(pages):
    """Each of the pages in the language that is spoken now, where it is there in it; some may be None. One query."""
    if not has_languages():
        return pages
    locale = Locale.get_active()
    wanted = {(page.translation_key, locale.pk) for page in pages if page and page.locale_id != locale.pk}
    found = in_languages(get_page_model().objects.live(), wanted)
    return [page and found.get((page.translation_key, locale.pk), page) for page in pages]
