import pytest
from django.core.cache import cache
from wagtail.models import Site

from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ModeratorFactory


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Wagtail keeps site root paths in the cache; no test may see another's."""
    cache.clear()


@pytest.fixture
def root_page(db):
    """The home page of the default site."""
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def blog(root_page):
    return BlogIndexPageFactory(parent=root_page, title="Blog", slug="blog")


@pytest.fixture
def post(blog):
    """A published post that readers can answer."""
    return BlogPostPageFactory(parent=blog, title="A good week", slug="a-good-week")


@pytest.fixture
def moderator(db):
    """May read and decide about comments, and nothing else in the admin."""
    return ModeratorFactory()
