"""Work of the core for after the answer. Arguments are ids."""

from django.db.models import F
from django_tasks import task

from .cached_addresses import cached_addresses
from .http_cache import CacheablePageMixin
from .swap import get_page_model

#: A change that shows on every page throws this many out, the newest first. For the rest the clock runs out.
MOST_PAGES = 1000


@task()
def purge_pages(page_ids):
    """Have the cache in front of the site forget these pages, and what else shows the same at other addresses.

    Wagtail logs what a cache does not take, with the address and nobody's words.
    """
    _purge(get_page_model()._default_manager.filter(pk__in=page_ids))


@task()
def purge_branch(page_id):
    """Have it forget a page and all pages below it that the package has told it to keep."""
    top = get_page_model()._default_manager.filter(pk=page_id).first()
    if top is not None:
        newest_first = F("last_published_at").desc(nulls_last=True)
        _purge(top.get_descendants(inclusive=True).live().type(CacheablePageMixin).order_by(newest_first)[:MOST_PAGES])


def _purge(pages):
    from wagtail.contrib.frontend_cache.utils import PurgeBatch

    batch = PurgeBatch()
    for page in pages.specific():
        batch.add_urls(cached_addresses(page))
    batch.purge()
