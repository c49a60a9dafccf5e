from wagtail import hooks

from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.pages.models import BlogPostPage, ConversationPage


@hooks.register("coprod_cached_urls")
def front_door(page):
    """The home page lists what is new, so a cache in front of the site forgets it along with that."""
    place = page_path(page) if isinstance(page, BlogPostPage | ConversationPage) else None
    return [place.url.removesuffix(place.path) + "/"] if place else []
