"""What caches forget when a post changes, beside itself and the blog's own list: the lists that it leaves, and the posts that
lead on to it."""

from typing import Any

from wagtail.models import PageViewRestriction

from coprod_wagtail.api.pages.finding import page_types
from coprod_wagtail.caching.cached_urls import cached_list_paths, cached_urls
from coprod_wagtail.caching.purging import never_fatal, purge_soon, purge_urls_soon
from coprod_wagtail.page_tree.languages import language_code_of
from coprod_wagtail.page_tree.paths import pages_above

from ..models import Category, Series
from .archives import Archive, archive_of_date
from .chosen import related_models
from .post import LeadsOnMixin

#: What of a post its own row says of it elsewhere. Drafts are saved without any of these.
_SHOWN = {"title", "slug", "live", "date", "first_published_at", "series", "series_part"}


def post_changes(instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """A post that readers see is about to be saved, or moved: it may leave lists, and its place between others."""
    if isinstance(instance, LeadsOnMixin) and instance.pk and (update_fields is None or _SHOWN & set(update_fields)):
        _post_changes(instance=instance)


def page_moves(instance: Any, **kwargs: Any) -> None:
    """A page is about to be moved; if it is a post, from its place between others."""
    post_changes(instance.specific)


@never_fatal
def _post_changes(instance):
    before = type(instance)._default_manager.filter(pk=instance.pk, live=True).first()
    if before is None:
        return
    purge_soon(_pages_that_lead_to(before))
    if blog := before.blog_index and before.blog_index.specific:
        purge_urls_soon(_urls_of(blog, _archives_of(before)))


def post_changed(instance: Any, **kwargs: Any) -> None:
    """A post was published or unpublished, or moved to here."""
    post = instance.specific
    if isinstance(post, LeadsOnMixin):
        _post_changed(instance=post)


@never_fatal
def _post_changed(instance):
    # As it is now: what it leads to may have been asked for before.
    now = type(instance)._default_manager.filter(pk=instance.pk).first()
    if now is not None:
        purge_soon(_pages_that_lead_to(now))


@never_fatal
def access_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A post was made private or public again, alone."""
    page = instance.page.specific
    if isinstance(page, LeadsOnMixin):
        purge_soon(_pages_that_lead_to(page))


def _pages_that_lead_to(post):
    """The ids of the pages that may name `post` as the one before or after it, as related, or as a part of their series."""
    around = post.neighbours
    ids = {*around.alike} | {page.pk for page in (around.older, around.newer) if page}
    if post.series_id:
        ids |= {part.pk for part in post.in_series.parts}
    for model in related_models():
        rows = model._default_manager.filter(post__translation_key=post.translation_key)
        ids |= set(rows.values_list("page", flat=True))
    return ids - {post.pk}


def _archives_of(post):
    """The lists below its blog that `post` is in."""
    yield from (Archive("topic", one.slug, one) for one in post.shown_categories)
    yield from (Archive("tag", one.slug, one) for one in post.shown_tags)
    if post.in_series:
        yield Archive("series", post.in_series.series.slug, post.series)
    yield from (Archive("by", author.profile.slug, author.profile) for author in post.byline if author.profile)
    if post.date:
        yield from filter(None, [archive_of_date(post.date.year), archive_of_date(post.date.year, post.date.month)])


def _urls_of(blog, archives):
    """Where caches may keep these lists below `blog`, with all their pages."""
    language, posts = language_code_of(blog), blog.get_post_model().objects.descendant_of(blog)
    paths = []
    for archive in archives:
        first = "/" + archive.path(language)
        more = cached_list_paths(archive.narrow(posts), blog.POSTS_PER_PAGE)
        paths += [first, *(first.rstrip("/") + path for path in more)]
    return cached_urls(blog, paths=paths)


@never_fatal
def series_changed(instance: Series, **kwargs: Any) -> None:
    """A series has another name, or is about to be gone: its posts say so, and so do the lists they stand in."""
    ids: set[int] = set()
    for model in page_types(LeadsOnMixin):
        posts = model._default_manager.filter(series__translation_key=instance.translation_key).live()
        ids.update(posts.values_list("pk", flat=True))
        ids.update(pages_above(posts).values_list("pk", flat=True))
    purge_soon(ids)


@never_fatal
def name_in_addresses_changes(instance: Any, **kwargs: Any) -> None:
    """A category, a series or a tag is about to be saved or deleted: its lists may not be where they were any more."""
    before = type(instance)._default_manager.filter(pk=instance.pk).first()
    if isinstance(before, Category):
        _leave(Archive("topic", before.slug, before), {"categories__translation_key": before.translation_key})
    elif isinstance(before, Series):
        _leave(Archive("series", before.slug, before), {"series__translation_key": before.translation_key})
    elif before is not None:
        _leave(Archive("tag", before.slug, before), {"tags": before})


@never_fatal
def profile_leaves(instance: Any, instance_before: Any = None, **kwargs: Any) -> None:
    """A page is unpublished, or has another slug and was as `instance_before`. If it is a member's, so are the lists of what they
    wrote."""
    before = instance_before or instance
    _leave(Archive("by", before.slug, before), {"authors__profile__translation_key": before.translation_key})


def _leave(archive, same):
    """Forget `archive` below each blog with posts that have this in common."""
    for model in page_types(LeadsOnMixin):
        above = pages_above(model._default_manager.filter(**same))
        for blog in above.specific():
            if hasattr(blog, "get_post_model"):
                purge_urls_soon(_urls_of(blog, [archive]))
