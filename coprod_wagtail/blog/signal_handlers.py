"""What follows when something happened; connected in `apps.py`."""

from wagtail.signal_handlers import update_reference_index_on_save

from coprod_wagtail.api.pages.finding import page_types
from coprod_wagtail.caching.cached_urls import cached_urls
from coprod_wagtail.caching.purging import never_fatal, purge_soon, purge_urls_soon
from coprod_wagtail.page_tree.paths import pages_above
from coprod_wagtail.swap import get_page_model

from .authors import AbstractPostAuthor, author_models
from .mixins import BlogPostMixin
from .models import FormerTagSlug


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


@never_fatal
def tag_changed(instance, **kwargs):
    """A tag has another name: the posts with it say so, and so do the lists of such posts."""
    ids = set()
    for model in page_types(BlogPostMixin):
        posts = model._default_manager.filter(tags=instance).live()
        ids.update(posts.values_list("pk", flat=True))
        ids.update(pages_above(posts).values_list("pk", flat=True))
    purge_soon(ids)


def tag_changes(instance, **kwargs):
    """A tag is about to be saved: the name that it has in addresses until now goes on leading to it."""
    before = type(instance)._default_manager.filter(pk=instance.pk).values_list("slug", flat=True).first()
    if before and before != instance.slug:
        FormerTagSlug.objects.create(slug=before, tag=instance)


def author_changes(sender, instance, **kwargs):
    """A row of a post's authors is about to be saved or deleted: the profile it named until now lists the post no more."""
    if issubclass(sender, AbstractPostAuthor) and instance.pk:
        _author_changes(sender=sender, instance=instance)


@never_fatal
def _author_changes(sender, instance):
    before = sender._default_manager.filter(pk=instance.pk).values("profile__translation_key")
    for profile in get_page_model()._default_manager.filter(translation_key__in=before).live().specific():
        # Found now, because the last page of its list may be gone when a task runs.
        purge_urls_soon(cached_urls(profile))


def categories_changed(instance, action, **kwargs):
    """A post has other categories: Wagtail looks again at what refers to what. It does when a post is saved, but the
    categories are written only after that."""
    if isinstance(instance, BlogPostMixin) and action.startswith("post_"):
        update_reference_index_on_save(instance)


def name_is_kept(instance, **kwargs):
    """A profile is about to be deleted: the posts by that person say what it said for that case. Not swallowed, because
    the wish of who leaves would be lost with it."""
    if name := getattr(instance, "name_when_gone", "").strip():
        for model in author_models():
            model._default_manager.filter(profile=instance.pk, name="").update(name=name)
