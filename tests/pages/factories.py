"""What the page tests are made of, beside `tests.factories`."""

import factory
from django.apps import apps
from django.conf import settings
from factory.django import DjangoModelFactory
from wagtail.models import PageViewRestriction

from coprod_wagtail.blog.models import Category
from coprod_wagtail.pages.models import BlogPostAuthor, MemberIndexPage, MemberProfilePage
from tests.factories import PageFactory


class CategoryFactory(DjangoModelFactory):
    name = factory.Sequence("Category {}".format)
    slug = factory.Sequence("category-{}".format)

    class Meta:
        model = Category


class MemberIndexPageFactory(PageFactory):
    title = factory.Sequence("Members {}".format)

    class Meta:
        model = MemberIndexPage


class MemberProfilePageFactory(PageFactory):
    title = factory.Sequence("Member {}".format)

    class Meta:
        model = MemberProfilePage


class HomePageFactory(PageFactory):
    title = factory.Sequence("Home {}".format)

    class Meta:
        model = apps.get_model(settings.TEST_PAGES["home"])


class TextPageFactory(PageFactory):
    title = factory.Sequence("Text {}".format)

    class Meta:
        model = apps.get_model(settings.TEST_PAGES["text"])


class BlogPostAuthorFactory(DjangoModelFactory):
    # As the editor's form writes it: without one, each database has an order of its own.
    sort_order = factory.Sequence(int)

    class Meta:
        model = BlogPostAuthor


def make_private(page):
    """Only people who sign in may see `page` and what is below it."""
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
