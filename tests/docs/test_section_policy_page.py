"""The how-to about moderating by section, followed with its own code."""

import pytest
from django.contrib.auth.models import Group, Permission

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.moderation.counting import count_open
from coprod_wagtail.comments.moderation.queue import next_waiting
from coprod_wagtail.comments.permissions import may_set_conversation, policy
from coprod_wagtail.comments.rights.panel import RightFormSet
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ReaderCommentFactory, UserFactory, volunteer

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


def test_the_page_names_what_stands_in_the_admin(root_page):
    words = PAGE.read_text()
    panel = str(RightFormSet(instance=Group.objects.create(name="Volunteers")).as_admin_panel())
    for said in ("Reader comments: only some of them", "Add a row", "Site", "Section", "Language"):
        assert said in words and said in panel
    for permission in Permission.objects.filter(
        content_type__app_label="coprod_comments", codename__endswith="_readercomment"
    ):
        assert permission.name in words
    assert "Can change settings for reader comments" in words


def test_the_pages_own_class_narrows_rights_and_rows(followed, root_page, moderator):
    blog = BlogIndexPageFactory(parent=root_page)
    gardening, staff = (
        ReaderCommentFactory(page=BlogPostPageFactory(parent=blog, title=title), status=Status.PENDING)
        for title in ("Gardening", "Staff: new rota")
    )
    for user in (moderator, volunteer({"page": blog})):
        assert count_open(user).waiting == 1
        assert next_waiting(user) == gardening
        assert policy.user_has_permission_for_instance(user, "moderate", gardening)
        assert not policy.user_has_permission_for_instance(user, "moderate", staff)
        assert may_set_conversation(user, gardening.page)
        assert not may_set_conversation(user, staff.page)
    assert count_open(UserFactory(is_superuser=True)).waiting == 2
    assert count_open(UserFactory()).waiting == 0
