"""A cache in front of the site, for tests of what it is told to forget."""

import pytest


class Remembers:
    """As `wagtail.contrib.frontend_cache` knows it."""

    purged: list = []

    def __init__(self, params=None):
        pass

    def purge(self, url):
        self.purged.append(url)

    def purge_batch(self, urls):
        self.purged.extend(urls)

    def invalidates_hostname(self, hostname):
        return True


@pytest.fixture
def purged(settings):
    """What the cache in front of the site was told to forget, as paths."""

    settings.WAGTAILFRONTENDCACHE = {"test": {"BACKEND": f"{__name__}.Remembers"}}
    Remembers.purged = []
    return lambda: {url.removeprefix("http://localhost") for url in Remembers.purged}
