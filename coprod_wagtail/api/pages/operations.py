"""The operations that every kind of page has, for a `PageResource`: what they are asked, what they answer, and who may keep
that. The resource is whatever has the attributes of that class."""

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
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
from ..kit.urls import is_plainly
from .facts import changes_of_facts, links_of_facts, version_of_facts
from .fields import EVERYTHING, Asked, FieldNames, as_far_as_told, asked_for, send
from .finding import find, id_at, listed, load, page_named, take
from .pictures import RenditionWidths, note_renditions


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
        fields: FieldNames = "",
        renditions: RenditionWidths = "",
    ):
        note_renditions(request, renditions)
        asked = asked_for(fields, resource.item_schema)
        return answer_with_list(resource, request, response, filters, paging, site_asked_for(request, site), asked)

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
        request: HttpRequest,
        response: HttpResponse,
        path: Annotated[PagePath, Query()],
        site: SiteName = "",
        locale: LanguageCode = "",
        fields: FieldNames = "",
        renditions: RenditionWidths = "",
    ):
        note_renditions(request, renditions)
        asked, page_site = asked_for(fields, resource.whole_schema), site_asked_for(request, site)
        page_id = id_at(path, page_site, language_named(locale))
        return answer_with_page(resource, request, response, page_id, page_site, asked)

    @router.get(
        "{int:page_id}/",
        response={200: resource.whole_schema, 304: None, **problems(404, 422)},
        operation_id=one_name,
        url_name=one_name,
        summary=resource.one_words.summary,
        description=resource.one_words.description,
        openapi_extra=one_leads_to,
    )
    def get_page(
        request: HttpRequest,
        response: HttpResponse,
        page_id: PageId,
        site: SiteName = "",
        fields: FieldNames = "",
        renditions: RenditionWidths = "",
    ):
        note_renditions(request, renditions)
        asked = asked_for(fields, resource.whole_schema)
        return answer_with_page(resource, request, response, page_id, site_asked_for(request, site), asked)

    return router


def answer_with_list(resource, request, response, filters, paging, site, asked=EVERYTHING):
    """What `paging` asks for of the pages on `site` that `filters` let through, with the header that leads to what
    follows; of each page what is `asked` for."""
    _unless_known(resource, request, site, asked=asked)
    language = language_named(filters.locale)
    top = page_named(getattr(filters, "under", ""), site)
    pages = listed(resource.mixin, site, language, lambda own: resource.narrow(own, filters), under=top)
    # A search without an order has the best matches first.
    usual = "" if filters.search else next(iter(resource.orders))
    order = resource.orders.get(getattr(filters, "order", None) or usual, [])
    count, ids = take(pages, paging, resource.sort, order, search=filters.search)
    in_list = Asked(resource.item_schema.model_fields) if asked is EVERYTHING else asked
    shown = load(ids, pages, lambda own: resource.with_everything(own, in_list))
    found = {"count": count, "items": resource.in_list(shown, request, in_list)}
    link_slices(request, response, paging, count)
    say_languages(request, {page.locale.language_code for page in shown} or {language or translation.get_language()})
    _keep(resource, request, found, shown, site)
    if asked is EVERYTHING:
        return found
    some = [as_far_as_told(resource.item_schema, told) for told in found["items"]]
    return send(request, response, {"count": count, "items": some})


def answer_with_page(resource, request, response, page_id, site, asked=EVERYTHING):
    """What is `asked` for of all that is told about the page with this id, if it is one of the resource's that everybody
    may read on `site`; else Http404. From here on the answer speaks the page's language."""
    found = page_told(resource, request, find(resource.mixin, page_id, site), site, asked)
    return found if asked is EVERYTHING else send(request, response, as_far_as_told(resource.whole_schema, found))


def page_told(resource, request, page, site, asked=EVERYTHING) -> dict:
    """What is `asked` for of all that is told about `page`, one of the resource's that `finding.find` gave, as it comes: to
    be part of an answer that says more. From here on the answer speaks its language, and is kept as long as it holds."""
    answer_in_language_of(request, page)
    _unless_known(resource, request, site, page.specific_deferred)
    loaded = load([page.pk], [page.specific_class], lambda own: resource.with_everything(own, asked))
    if not loaded:
        raise Http404
    found = resource.whole(loaded[0], request, asked)
    _keep(resource, request, found, loaded, site, loaded[0])
    return found


def _unless_known(resource, request, site, page=None, asked=EVERYTHING):
    """Stop here, before anything is drawn, if the client has the answer already; only where the site says
    ``ETAG_BEFORE_DRAWING`` (see `content_version`). `page` is the page that is asked for, None for the list. One query
    for each of the resource's facts that are `asked` for, none where the site does not say so."""
    version = settled_version() if conf.ETAG_BEFORE_DRAWING else None
    if version is None:
        return
    parts, changes = version_of_facts([fact for fact in resource.facts if fact in asked])
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
    if page is None:
        return is_plainly(request, site, _list_name(resource))
    return request.build_absolute_uri() in page.get_cached_urls()


def _list_name(resource):
    return f"list_{resource.many}"
