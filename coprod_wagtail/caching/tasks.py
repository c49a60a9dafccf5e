"""Work of the core for after the answer. Arguments are ids, and addresses of what may be gone by then."""

from django.db.models import F
from django_tasks import task

from coprod_wagtail.swap import get_page_model

from .addresses import cached_addresses
from .responses import CacheablePageMixin

#: A change that shows on every page throws this many out, the newest first. For the rest the clock runs out.
MOST_PAGES = 1000


@task()
def purge_pages(page_ids, with_what_shows_them=False):
    """Have the cache in front of the site forget these pages, and what else shows the same at other addresses.

    Wagtail logs what a cache does not take, with the address and nobody's words.
    """
    pages = get_page_model()._default_manager.filter(pk__in=page_ids)
    _purge(_with_what_shows_them(pages.specific()) if with_what_shows_them else pages.specific())


@task()
def purge_branch(page_id):
    """Have it forget a page and all pages below it that the package has told it to keep, with all that shows them."""
    _purge(_with_what_shows_them(_branch(page_id).specific().iterator()))


@task()
def purge_newest(page_ids):
    """Have it forget the newest of these pages and of all below them."""
    newest_first = F("last_published_at").desc(nulls_last=True)
    for page_id in page_ids:
        _purge(_branch(page_id).order_by(newest_first)[:MOST_PAGES].specific())


@task()
def purge_addresses(urls):
    """Have it forget whole addresses."""
    from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache

    purge_urls_from_cache(urls)


def _branch(page_id):
    pages = get_page_model()._default_manager
    top = pages.filter(pk=page_id).first()
    return top.get_descendants(inclusive=True).live().type(CacheablePageMixin) if top else pages.none()


def _with_what_shows_them(pages):
    """The specific pages, each once, and those that say they change when one of these does."""
    seen, showing = set(), set()
    for page in pages:
        seen.add(page.pk)
        if isinstance(page, CacheablePageMixin):
            showing |= {shown.pk for shown in page.get_pages_that_show_it()}
        yield page
    yield from get_page_model()._default_manager.filter(pk__in=showing - seen).specific()


def _purge(pages):
    from wagtail.contrib.frontend_cache.utils import PurgeBatch

    batch = PurgeBatch()
    for page in pages:
        batch.add_urls(cached_addresses(page))
    batch.purge()
