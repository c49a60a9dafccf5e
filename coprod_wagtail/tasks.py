"""Work of the core for after the answer. Arguments are ids."""

from django_tasks import task

from .http_cache import CacheablePageMixin
from .swap import get_page_model


@task()
def purge_pages(page_ids):
    """Have the cache in front of the site forget these pages, and what else shows the same at other addresses.

    Wagtail logs what a cache does not take, with the address and nobody's words.
    """
    from wagtail.contrib.frontend_cache.utils import PurgeBatch

    batch = PurgeBatch()
    for page in get_page_model()._default_manager.filter(pk__in=page_ids).specific():
        batch.add_page(page)
        if isinstance(page, CacheablePageMixin):
            batch.add_urls(page.get_cached_urls())
    batch.purge()
