"""What follows when something happened; connected in `apps.py`."""

from coprod_wagtail.api.pages.finding import page_types
from coprod_wagtail.caching.addresses import cached_addresses
from coprod_wagtail.caching.purging import never_fatal, purge_soon, purge_urls_soon
from coprod_wagtail.page_tree.paths import pages_above
from coprod_wagtail.swap import get_page_model

from .mixins import AbstractPostAuthor, BlogPostMixin


@never_fatal
def category_changed(instance, **kwargs):
    """A category has another name, or is about to be gone: the posts about it say so, and so do the lists they stand in."""
    ids = set()
    for model in page_types(BlogPostMixin):
        # A translated post may still have the category in the language it was written in.
        posts = model._default_manager.filter(categories__translation_key=instance.translation_key).live()
        ids.update(posts.values_list("pk", flat=True))
        ids.update(pages_above(posts).values_list("pk", flat=True))
    purge_soon(ids)


def author_changes(sender, instance, **kwargs):
    """A row of a post's authors is about to be saved or deleted: the profile it named until now lists the post no more."""
    if issubclass(sender, AbstractPostAuthor) and instance.pk:
        _author_changes(sender=sender, instance=instance)


@never_fatal
def _author_changes(sender, instance):
    before = sender._default_manager.filter(pk=instance.pk).values("profile__translation_key")
    for profile in get_page_model()._default_manager.filter(translation_key__in=before).live().specific():
        # Found now, because the last page of its list may be gone when a task runs.
        purge_urls_soon(cached_addresses(profile))
