"""Which pages are open to everybody: asked about one, or about thousands at once, the answer is the same."""

import pytest
from wagtail.models import PageViewRestriction

from coprod_wagtail.page_tree import visibility
from coprod_wagtail.page_tree.visibility import for_everyone, open_to_everyone
from coprod_wagtail.swap import get_page_model
from tests.factories import BlogPostPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.shape]


@pytest.fixture
def tree(blog):
    """Posts below posts, a draft, and what stands in for a post elsewhere, and for that again."""
    above = BlogPostPageFactory(parent=blog)
    below = BlogPostPageFactory(parent=above)
    beside = BlogPostPageFactory(parent=blog)
    draft = BlogPostPageFactory(parent=blog, live=False)
    alias = below.create_alias(parent=beside, update_slug="alias")
    again = alias.create_alias(parent=blog, update_slug="again")
    return {"above": above, "below": below, "beside": beside, "draft": draft, "alias": alias, "again": again}


def many():
    return set(get_page_model()._default_manager.filter(open_to_everyone()).values_list("pk", flat=True))


def one_by_one():
    return {
        page.pk
        for page in get_page_model()._default_manager.all()
        if for_everyone(type(page)._default_manager.filter(pk=page.pk))
    }


@pytest.mark.parametrize("most", [visibility.MOST_PRIVATE, 0], ids=["by their paths", "row by row"])
@pytest.mark.parametrize("private", [[], ["above"], ["below"], ["beside"], ["alias"], ["above", "below", "again"]])
def test_it_is_the_same_for_many_as_for_one(tree, private, most, monkeypatch):
    monkeypatch.setattr(visibility, "MOST_PRIVATE", most)
    for name in private:
        PageViewRestriction.objects.create(page_id=tree[name].pk, restriction_type="login")
    assert many() == one_by_one()
    assert tree["draft"].pk not in many() and all(tree[name].pk not in many() for name in private)


def test_it_takes_one_query_and_names_no_branch_twice(tree, django_assert_num_queries):
    for name in ("above", "below"):
        PageViewRestriction.objects.create(page_id=tree[name].pk, restriction_type="login")
    with django_assert_num_queries(1):
        open_to_everyone()
    assert str(open_to_everyone()).count(tree["below"].path) == 0


def test_the_pages_of_other_rows(tree):
    PageViewRestriction.objects.create(page_id=tree["above"].pk, restriction_type="login")
    restrictions = PageViewRestriction.objects.all()
    assert not restrictions.filter(open_to_everyone("page__")).exists()
    PageViewRestriction.objects.update(page_id=tree["beside"].pk)
    assert not restrictions.filter(open_to_everyone("page__")).exists()
    assert restrictions.filter(page__live=True).exists()
