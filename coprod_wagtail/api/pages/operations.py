"""The operations that every kind of page has, for a `PageResource`: what they are asked, what they answer, and who may keep
that. The resource is whatever has the attributes of that class."""

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from ninja import Query, Router

from coprod_wagtail.caching.content_version import settled_version
from coprod_wagtail.caching.responses import CacheablePageMixin
from coprod_wagtail.conf import conf

from ..kit.caching import unless_unchanged
from ..kit.document import leads_to
from ..kit.languages import answer_in_language_of, say_languages
from ..kit.pagination import Slice, link_slices
from ..kit.parameters import LanguageCode, PageId, PagePath, SiteName, site_asked_for
from ..kit.problems import problems
from ..kit.queries import language_named
from .facts import changes_of_facts, links_of_facts, version_of_facts
from .finding import find, id_at, listed, load, take


def router_of(resource) -> Router:
    """A router with the list, the page at a path and the page with an id."""
    router = Router(tags=[resource.tag])
    list_name, one_name, path_name = _list_name(resource), f"get_{resource.one}", f"get_{resource.one}_by_path"
    one_leads_to = leads_to(200, **links_of_facts(resource.facts), **resource.one_leads_to)

    @router.get(
        "",
        response={200: resource.list_schema, 304: None, **problems(404, 422)},
        operation_id=list_name,
        url_name=list_name,
        summary=resource.list_words.summary,
        description=resource.list_words.description,
        openapi_extra=leads_to(
            200,
            **{
                one_name: {"page_id": "$response.body#/items/0/id"},
                path_name: {"path": "$response.body#/items/0/path"},
                **resource.list_leads_to,
            },
        ),
    )
    def list_pages(
        request: HttpRequest,
        response: HttpResponse,
        filters: Query[resource.filters],
        paging: Query[Slice],
        site: SiteName = "",
    ):
        return answer_with_list(resource, request, response, filters, paging, site_asked_for(request, site))

    @router.get(
        "by-path/",
        response={200: resource.whole_schema, 304: None, **problems(404, 422)},
        operation_id=path_name,
        url_name=path_name,
        summary=resource.path_words.summary,
        description=resource.path_words.description,
        openapi_extra=one_leads_to,
    )
    def get_page_by_path(
        request: HttpRequest, path: Annotated[PagePath, Query()], site: SiteName = "", locale: LanguageCode = ""
    ):
        page_site = site_asked_for(request, site)
        return answer_with_page(resource, request, id_at(path, page_site, language_named(locale)), page_site)

    @router.get(
        "{int:page_id}/",
        response={200: resource.whole_schema, 304: None, **problems(404, 422)},
        operation_id=one_name,
        url_name=one_name,
        summary=resource.one_words.summary,
        description=resource.one_words.description,
        openapi_extra=one_leads_to,
    )
    def get_page(request: HttpRequest, page_id: PageId, site: SiteName = ""):
        return answer_with_page(resource, request, page_id, site_asked_for(request, site))

    return router


def answer_with_list(resource, request, response, filters, paging, site) -> dict:
    """What `paging` asks for of the pages on `site` that `filters` let through, with the header that leads to what
    follows."""
    _unless_known(resource, request, site)
    language = language_named(filters.locale)
    pages = listed(resource.mixin, site, language, lambda own: resource.narrow(own, filters))
    # A search without an order has the best matches first.
    usual = "" if filters.search else next(iter(resource.orders))
    order = resource.orders.get(getattr(filters, "order", None) or usual, [])
    count, ids = take(pages, paging, resource.sort, order, search=filters.search)
    shown = load(ids, pages, resource.with_everything)
    found = {"count": count, "items": resource.in_list(shown, request)}
    link_slices(request, response, paging, count)
    say_languages(request, {page.locale.language_code for page in shown} or {language or translation.get_language()})
    _keep(resource, request, found, shown, site)
    return found


def answer_with_page(resource, request, page_id, site) -> dict:
    """All that is told about the page with this id, if it is one of the resource's that everybody may read on `site`; else
    Http404. From here on the answer speaks the page's language."""
    page = find(resource.mixin, page_id, site)
    answer_in_language_of(request, page)
    _unless_known(resource, request, site, page.specific_deferred)
    loaded = load([page.pk], [page.specific_class], resource.with_everything)
    if not loaded:
        raise Http404
    found = resource.whole(loaded[0], request)
    _keep(resource, request, found, loaded, site, loaded[0])
    return found


def _unless_known(resource, request, site, page=None):
    """Stop here, before anything is drawn, if the client has the answer already; only where the site says
    ``ETAG_BEFORE_DRAWING`` (see `content_version`). `page` is the page that is asked for, None for the list. One query
    for each of the resource's facts, none where the site does not say so."""
    version = settled_version() if conf.ETAG_BEFORE_DRAWING else None
    if version is None:
        return
    parts, changes = version_of_facts(resource.facts)
    # Whoever gets it drawn is told the same ETag.
    request.coprod_known_parts = {"content": version, "facts": parts}
    unless_unchanged(
        request, request.coprod_known_parts, changes=changes, purgeable=_is_purged(resource, request, site, page)
    )


def _keep(resource, request, found, pages, site, page=None):
    """Let caches keep `found`, an answer about these pages, and stop here for a client that has it already. `page` is as
    for `_unless_known`."""
    changes = [moment for one in pages for moment in (one.expire_at, one.go_live_at)]
    changes += changes_of_facts(found.get("items", [found]))
    parts = getattr(request, "coprod_known_parts", None) or {"drawn": found}
    unless_unchanged(request, parts, changes=changes, purgeable=_is_purged(resource, request, site, page))


def _is_purged(resource, request, site, page):
    """Whether a purge reaches the whole address that was asked: a shared cache may keep only that."""
    if not issubclass(resource.mixin, CacheablePageMixin):
        return False
    asked = request.build_absolute_uri()
    if page is None:
        return asked == site.root_url + reverse(f"coprod_api:{_list_name(resource)}")
    return asked in page.get_cached_urls()


def _list_name(resource):
    return f"list_{resource.many}"
