"""Which pages there are: of one kind on one site, those with an id or at a path, and what a search finds."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.db.models import Count, DateTimeField, F, Value, Window
from django.db.models.functions import Cast
from django.http import Http404
from django.utils.translation import gettext as _

from coprod_wagtail.page_tree.full_text import ranked, words_in
from coprod_wagtail.page_tree.paths import page_path, spellings, without_query
from coprod_wagtail.page_tree.sites import is_under_site, root_paths
from coprod_wagtail.page_tree.visibility import for_everyone, open_to_everyone
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.text.moments import storable

from ..kit.parameters import is_on_site
from ..kit.problems import invalid

#: For `take`, in place of a moment that is not known: the earliest that every database can hold. Cast, because MariaDB
#: takes it for text.
LONG_AGO = Cast(Value(storable(datetime(1000, 1, 1, tzinfo=UTC))), DateTimeField())

#: So many pages a search finds at most; who wants more says more.
MOST_FOUND = 500


def page_types(mixin) -> list[Any]:
    """The page types of the site that are a `mixin`: the ready-made ones and its own."""
    page_model = get_page_model()
    return [
        model
        for model in apps.get_models()
        if issubclass(model, mixin) and issubclass(model, page_model) and not model._meta.proxy
    ]


def listed(mixin, site, locale="", narrow=None, *, under=None) -> dict:
    """For each page type that is a `mixin`, the queryset of those that everybody may read on `site`, in the language
    `locale` if one is named, and below the page `under` if one is. `narrow` is a function that narrows such a queryset
    further."""
    shown = is_under_site(site) & open_to_everyone()
    found = {}
    for model in page_types(mixin):
        pages = model._default_manager.filter(shown).exact_type(model).order_by()
        if locale:
            pages = pages.filter(locale__language_code=locale)
        if under is not None:
            pages = pages.descendant_of(under)
        found[model] = narrow(pages) if narrow else pages
    return found


def take(pages: dict, paging, sort: dict, order, *, search="") -> tuple[int, list[int]]:
    """How many there are in all of the querysets in `pages` (see `listed`), and the ids of those that `paging` asks for.

    `sort` has the expressions to order by, by the names that `order` uses, as ``["-date", "title"]``; none of them is
    ever null, because databases do not agree where to put those. Two queries at most, whatever the number of types; with
    `search` three for each type, and the best matches come first where `order` is empty.
    """
    if search:
        pages, ranks = _search(pages, search)
        if not order:
            ids = [pk for queryset in pages.values() for pk in queryset.values_list("pk", flat=True)]
            ids.sort(key=ranks.__getitem__)
            return len(ids), ids[paging.offset : paging.offset + paging.limit]
    used = {name: expression for name, expression in sort.items() if {name, f"-{name}"} & set(order)}
    rows = [queryset.annotate(coprod_id=F("pk"), **used) for queryset in pages.values()]
    if not rows:
        return 0, []
    part, order = slice(paging.offset, paging.offset + paging.limit), [*order, "-coprod_id"]
    if len(rows) == 1:
        # How many there are comes with each: to ask for that by itself takes as long again.
        counted = rows[0].annotate(coprod_count=Window(Count("*"))).order_by(*order)
        found = list(counted.values_list("coprod_id", "coprod_count")[part])
        return found[0][1] if found else rows[0].count(), [row[0] for row in found]
    columns = ["coprod_id", *used]
    first, *others = (queryset.values_list(*columns) for queryset in rows)
    every = first.union(*others, all=True)
    return every.count(), [row[0] for row in every.order_by(*order)[part]]


def _search(pages, words):
    """The querysets narrowed to what Wagtail's search finds with all of the words, and the rank of each page found."""
    narrowed, ranks, wanted = {}, {}, words_in(words)
    for model in pages:
        found = ranked(model._default_manager.live(), wanted, MOST_FOUND)
        ranks |= {pk: (rank, pk) for rank, pk in enumerate(found)}
        narrowed[model] = pages[model].filter(pk__in=found)
    return narrowed, ranks


def load(ids, types, prepare) -> list:
    """The pages with these ids in their order, each as its own type. `prepare` is given a queryset of one type, and
    adds to it what is to be shown. One query for each type at most, and what `prepare` adds."""
    found: dict[int, Any] = {}
    for model in types:
        if len(found) == len(ids):
            break
        own = model._default_manager.filter(pk__in=ids).exact_type(model).select_related("locale")
        found |= {page.pk: page for page in prepare(own)}
    return [found[pk] for pk in ids if pk in found]


def find(mixin, page_id, site):
    """The page with this id, as the base model, if it is a `mixin` that everybody may read on `site`; else Http404. One
    query."""
    page = find_any(page_id, site)
    if page.specific_class not in page_types(mixin):
        raise Http404
    return page


def find_any(page_id, site):
    """The page with this id, of any type, as the base model, if everybody may read it on `site`; else Http404. One query."""
    pages = get_page_model()._default_manager.filter(pk=page_id).select_related("locale")
    page = for_everyone(pages).order_by().first()
    if page is None or page.specific_class is None or not is_on_site(page, site):
        raise Http404
    return page


def page_named(name: str, site):
    """The page that ``?under=`` names by its id or its path, of any type, if everybody may read it on `site`; None where it
    names none. Raises `Refused` (422) where there is no such page."""
    if not name:
        return None
    try:
        return find_any(int(name) if name.isascii() and name.isdigit() else id_at(name, site), site)
    except (Http404, OverflowError):
        raise invalid([("under", "not_found", _("There is no such page here."))]) from None


def id_at(path: str, site, locale="") -> int:
    """The id of the page that is at `path` of `site`, as `page_path` says it, in any spelling and with any query; Http404
    where there is none. Two pages may be at the same path on a server that draws no pages and has several languages:
    `locale` then says which is meant."""
    path = without_query(path).strip("/")
    paths = spellings(f"/{path}/" if path else "/")
    wanted: dict[str, int] = {}
    roots = root_paths(site)
    for root in get_page_model()._default_manager.filter(url_path__in=roots):
        place = page_path(root)
        if place is None:  # its site went at this moment
            continue
        before = unquote(place.path).rstrip("/") + "/"
        for likely, way in enumerate(paths):
            if way.startswith(before):
                wanted.setdefault(root.url_path + way.removeprefix(before), likely)
    pages = get_page_model()._default_manager.filter(url_path__in=list(wanted)).select_related("locale").order_by("pk")
    if locale:
        pages = pages.filter(locale__language_code=locale)
    # Some databases mind neither case nor accents.
    found = [page for page in pages if page.url_path in wanted]
    if not found:
        raise Http404
    return min(found, key=lambda page: (wanted[page.url_path], not page.locale.is_default, page.pk)).pk
