"""The how-to about moderating by section, followed with its own code."""

import pytest
from django.contrib.auth.models import Group

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.moderation.queue import count_waiting, next_waiting
from coprod_wagtail.comments.permissions import may_set_conversation, policy
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ReaderCommentFactory, UserFactory

from .blocks import DOCS, blocks_of

pytestmark = pytest.mark.django_db

PAGE = DOCS / "how-to/moderate-by-section.md"


@pytest.fixture
def followed(settings, tmp_path, monkeypatch):
    """The page's own policy in a module of its own, and the page's own settings."""
    (code,) = blocks_of(PAGE, title="mysite/permissions.py")
    (configuration,) = blocks_of(PAGE, title="mysite/settings/base.py")
    (tmp_path / "by_section.py").write_text(code.code)
    monkeypatch.syspath_prepend(tmp_path)
    names = {}
    exec(configuration.code.replace("mysite.permissions", "by_section"), names)
    settings.COPROD_WAGTAIL = getattr(settings, "COPROD_WAGTAIL", {}) | names["COPROD_WAGTAIL"]


def test_each_team_has_its_own_section(followed, root_page, moderator):
    comments = []
    for title in ("Gardening", "Cooking"):
        blog = BlogIndexPageFactory(parent=root_page, title=title)
        comments.append(ReaderCommentFactory(page=BlogPostPageFactory(parent=blog), status=Status.PENDING))
    gardening, cooking = comments
    assert count_waiting(moderator) == 0
    moderator.groups.add(Group.objects.create(name="Gardening"))
    assert count_waiting(moderator) == 1
    assert next_waiting(moderator) == gardening
    assert policy.user_has_permission_for_instance(moderator, "moderate", gardening)
    assert not policy.user_has_permission_for_instance(moderator, "moderate", cooking)
    assert may_set_conversation(moderator, gardening.page)
    assert not may_set_conversation(moderator, cooking.page)
    assert count_waiting(UserFactory(is_superuser=True)) == 2
    stranger = UserFactory()
    stranger.groups.add(Group.objects.get(name="Gardening"))
    assert count_waiting(stranger) == 0
