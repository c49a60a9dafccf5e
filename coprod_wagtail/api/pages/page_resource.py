"""What operations about pages share: which pages there are, where they are, and what is said about every one."""

import re
from datetime import UTC, datetime
from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import DateTimeField, F, Q, Value
from django.db.models.functions import Cast, Left
from django.db.models.lookups import Exact
from django.http import Http404
from django.urls import reverse
from django.utils.module_loading import import_string
from wagtail.models import Site

from coprod_wagtail.caching.content_version import settled_version
from coprod_wagtail.conf import conf
from coprod_wagtail.page_tree.languages import has_languages, name_in_itself
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model

from ..kit.caching import unless_unchanged
from ..kit.languages import answer_in_language_of
from ..kit.pagination import link_slices
from ..kit.parameters import is_on_site

#: For `take`, in place of a moment that is not known: the earliest that every database can hold. Cast, because MariaDB
#: takes it for text.
LONG_AGO = Cast(Value(datetime(1000, 1, 1, tzinfo=UTC)), DateTimeField())

#: So many pages a search finds at most; who wants more says more.
MOST_FOUND = 500


def page_types(mixin) -> list[type]:
    """The page types of the site that are a `mixin`: the ready-made ones and its own."""
    page_model = get_page_model()
    return [
        model
        for model in apps.get_models()
        if issubclass(model, mixin) and issubclass(model, page_model) and not model._meta.proxy
    ]


def listed(mixin, site, locale="", narrow=None) -> dict:
    """For each page type that is a `mixin`, the queryset of those that everybody may read on `site`, in the language
    `locale` if one is named. `narrow` is a function that narrows such a queryset further."""
    under = reduce(or_, map(_is_under, _root_paths(site)), Q(pk__in=[]))
    found = {}
    for model in page_types(mixin):
        pages = for_everyone(model._default_manager.filter(under).exact_type(model)).order_by()
        if locale:
            pages = pages.filter(locale__language_code=locale)
        found[model] = narrow(pages) if narrow else pages
    return found


def _is_under(root_path):
    # The first condition is the one with an index, but minds no case on SQLite, and the second none on MariaDB.
    return Q(url_path__startswith=root_path) & Q(Exact(Left("url_path", len(root_path)), root_path))


def _root_paths(site):
    """The `url_path` of the root pages of `site`, one for each of its languages. Asks the database nothing once they are
    cached."""
    return [root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk]


def take(pages: dict, paging, sort: dict, order, *, search="") -> tuple[int, list[int]]:
    """How many there are in all of the querysets in `pages` (see `listed`), and the ids of those that `paging` asks for.

    `sort` has the expressions to order by, by the names that `order` uses, as ``["-date", "title"]``; none of them is
    ever null, because databases do not agree where to put those. Two queries, whatever the number of types; with
    `search` three for each type, and the best matches come first where `order` is empty.
    """
    if search:
        pages, ranks = _search(pages, search)
        if not order:
            ids = [pk for queryset in pages.values() for pk in queryset.values_list("pk", flat=True)]
            ids.sort(key=ranks.__getitem__)
            return len(ids), ids[paging.offset : paging.offset + paging.limit]
    columns = ["coprod_id", *sort]
    rows = [
        queryset.annotate(coprod_id=F("pk"), **sort).values_list(*columns, named=False) for queryset in pages.values()
    ]
    if not rows:
        return 0, []
    every = rows[0] if len(rows) == 1 else rows[0].union(*rows[1:], all=True)
    ordered = every.order_by(*order, "-coprod_id")
    return every.count(), [row[0] for row in ordered[paging.offset : paging.offset + paging.limit]]


def _search(pages, words):
    """The querysets narrowed to what Wagtail's search finds with all of the words, and the rank of each page found."""
    narrowed, ranks = {}, {}
    # Words only: some search backends fail on signs, such as a quotation mark without another.
    plain = " ".join(re.findall(r"\w+", words))
    for model in pages:
        results = model._default_manager.live().search(plain, operator="and")[:MOST_FOUND] if plain else []
        found = [page.pk for page in results]
        ranks |= {pk: (rank, pk) for rank, pk in enumerate(found)}
        narrowed[model] = pages[model].filter(pk__in=found)
    return narrowed, ranks


def load(ids, types, prepare) -> list:
    """The pages with these ids in their order, each as its own type. `prepare` is given a queryset of one type, and
    adds to it what is to be shown. One query for each type, and what `prepare` adds."""
    found = {}
    for model in types:
        own = model._default_manager.filter(pk__in=ids).exact_type(model).select_related("locale")
        found |= {page.pk: page for page in prepare(own)}
    return [found[pk] for pk in ids if pk in found]


def find(request, mixin, page_id, site, prepare):
    """The page with this id as its own type, if it is a `mixin` that everybody may read on `site`; else Http404. From
    here on the answer speaks the page's language. Stops here for a client that is known to have the answer already."""
    pages = get_page_model()._default_manager.filter(pk=page_id).select_related("locale")
    page = for_everyone(pages).order_by().first()
    model = page and page.specific_class
    if model is None or model not in page_types(mixin) or not is_on_site(page, site):
        raise Http404
    answer_in_language_of(request, page)
    unless_known(request, site, page=page.specific_deferred)
    found = load([page.pk], [model], prepare)
    if not found:
        raise Http404
    return found[0]


def id_at(path: str, site, locale="") -> int:
    """The id of the page that is at `path` of `site`, as `page_path` says it; Http404 where there is none. Two pages may
    be at the same path on a server that draws no pages and has several languages: `locale` then says which is meant."""
    path = "/" + path.strip("/") + "/" if path.strip("/") else "/"
    wanted = {}
    roots = _root_paths(site)
    for root in get_page_model()._default_manager.filter(url_path__in=roots):
        before = page_path(root).path.rstrip("/")
        if path.startswith(before + "/"):
            wanted[root.url_path + path[len(before) + 1 :]] = root
    pages = get_page_model()._default_manager.filter(url_path__in=list(wanted)).select_related("locale").order_by("pk")
    if locale:
        pages = pages.filter(locale__language_code=locale)
    # Some databases mind neither case nor accents.
    found = [page for page in pages if page.url_path in wanted]
    if not found:
        raise Http404
    return min(found, key=lambda page: (not page.locale.is_default, page.pk)).pk


def describe(pages, request) -> list[dict]:
    """What is said about every page, as `page_schemas.PageBase`; one query more for a site in several languages."""
    translations = _translations(pages)
    found = []
    for page in pages:
        place = page_path(page, request)
        found.append(
            {
                "id": page.pk or 0,
                "type": page._meta.label,
                **_in_language(page, place),
                "translations": [
                    {"id": other.pk, **_in_language(other, at), "name": name_in_itself(other.locale)}
                    for other in translations.get(page.translation_key, [])
                    if other.pk != page.pk and (at := page_path(other, request))
                ],
                "first_published_at": page.first_published_at,
                "last_published_at": page.last_published_at,
            }
        )
    return found


def site_id_of(page, request) -> int | None:
    """The site that `page` is on."""
    place = page_path(page, request)
    return place and place.site_id


def _in_language(page, place):
    return {
        "path": place.path,
        "url": place.url,
        "language": page.locale.language_code,
        "direction": "rtl" if page.locale.is_bidi else "ltr",
    }


def _translations(pages):
    """By translation key, the pages that everybody may read; an alias stands in for a page that is not translated."""
    if not has_languages() or not pages:
        return {}
    keys = {page.translation_key for page in pages}
    same = get_page_model()._default_manager.filter(translation_key__in=keys, alias_of__isnull=True)
    found = {}
    for other in sorted(for_everyone(same).select_related("locale"), key=lambda page: page.locale.language_code):
        found.setdefault(other.translation_key, []).append(other)
    return found


def conversations_in_short(pages, request) -> list[dict | None]:
    """What readers say about each of the pages, as `page_schemas.ConversationInShort`; None where they cannot, and where
    the feature of comments is not installed."""
    return _from_comments("api_conversations", pages, request) or [None] * len(pages)


def _from_comments(name, *arguments):
    """What the app says that has a function under this name (see `CommentsConfig`); None where no app has."""
    for config in apps.get_app_configs():
        if path := getattr(config, name, None):
            return import_string(path)(*arguments)
    return None


def unless_known(request, site, *, name="", page=None):
    """Stop here, before anything is drawn, if the client has the answer already; only where the site says
    ``ETAG_BEFORE_DRAWING`` (see `content_version`). `name` is the list's operation, or `page` the page that everybody
    may read. One query, none where the site does not say so."""
    version = settled_version() if conf.ETAG_BEFORE_DRAWING else None
    if version is None:
        return
    conversations, changes = _from_comments("api_conversations_version") or ({}, [])
    # Whoever gets it drawn is told the same ETag.
    request.coprod_known_parts = {"content": version, "conversations": conversations}
    unless_unchanged(
        request, request.coprod_known_parts, changes=changes, purgeable=_is_purged(request, site, name, page)
    )


def keep(request, data, pages, site, *, name="", page=None):
    """Let caches keep `data`, an answer about these pages, and stop here for a client that has it already. `name` and
    `page` are as for `unless_known`."""
    changes = [moment for page in pages for moment in (page.expire_at, page.go_live_at)]
    shorts = [short for item in data.get("items", [data]) if (short := item.get("conversation"))]
    changes += [moment for short in shorts for moment in (short["opens_at"], short["closes_at"])]
    parts = getattr(request, "coprod_known_parts", None) or {"drawn": data}
    unless_unchanged(request, parts, changes=changes, purgeable=_is_purged(request, site, name, page))


def _is_purged(request, site, name, page):
    """Whether a purge reaches the whole address that was asked: a shared cache may keep only that."""
    whole = request.build_absolute_uri()
    return whole == site.root_url + reverse(f"coprod_api:{name}") if name else whole in page.get_cached_urls()


def list_answer(request, response, paging, site, count, pages, items, name):
    """A list of pages as JSON, with the header that leads to what follows."""
    link_slices(request, response, paging, count)
    found = {"count": count, "items": items}
    keep(request, found, pages, site, name=name)
    return found
