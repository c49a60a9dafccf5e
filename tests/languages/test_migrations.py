from importlib import import_module

from django.apps import apps

from coprod_wagtail.blog.models import Category
from tests.pages.factories import CategoryFactory


def test_on_the_way_back_to_one_language_no_two_categories_keep_one_address(welsh):
    migration = import_module("coprod_wagtail.blog.migrations.0003_one_slug_a_language")
    long = "a" * 80
    english = [CategoryFactory(slug=slug) for slug in ("food", "cafe", long)]
    welsh_ones = [CategoryFactory(slug=slug, locale=welsh) for slug in ("food", "café", long)]

    migration.one_address_each(apps, None)

    for category in [*english, *welsh_ones]:
        category.refresh_from_db()
    assert [category.slug for category in english] == ["food", "cafe", long]
    assert [category.slug for category in welsh_ones[:2]] == [
        f"food-cy-{welsh_ones[0].pk}",
        f"café-cy-{welsh_ones[1].pk}",
    ]
    assert len(set(Category.objects.values_list("slug", flat=True))) == 6
    assert all(len(category.slug) <= 80 for category in Category.objects.all())
