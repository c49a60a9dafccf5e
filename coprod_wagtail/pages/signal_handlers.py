"""Keeps search in step with bylines: a post is found under its authors' names for as long as everybody may see them."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.search import index
from wagtail.signals import page_published, page_unpublished

from coprod_wagtail.swap import get_page_model

from .models import BlogPostAuthor, BlogPostPage, MemberProfilePage


def update_posts_of_profile(instance, **kwargs):
    update_posts_by_profiles_under(instance)


def update_posts_of_private_profiles(instance, **kwargs):
    update_posts_by_profiles_under(instance.page)


def update_posts_by_profiles_under(page):
    """Index again what was written by the profile `page`, or by those below it, once the change is in the database. A post
    names one of a profile's translations and may show another, so all of them count."""
    profiles = get_page_model()._default_manager.filter(path__startswith=page.path)
    written = BlogPostAuthor.objects.filter(profile__translation_key__in=profiles.values("translation_key"))
    transaction.on_commit(partial(update_posts, set(written.values_list("page_id", flat=True))))


def update_posts(ids):
    for post in BlogPostPage.objects.filter(pk__in=ids):
        index.insert_or_update_object(post)


def connect():
    # Deleting a page unpublishes it first, so that needs no signal of its own.
    page_published.connect(update_posts_of_profile, sender=MemberProfilePage)
    page_unpublished.connect(update_posts_of_profile, sender=MemberProfilePage)
    post_save.connect(update_posts_of_private_profiles, sender=PageViewRestriction)
    post_delete.connect(update_posts_of_private_profiles, sender=PageViewRestriction)
