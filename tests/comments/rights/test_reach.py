"""Rights by site, section and language, without a class of the site's own: which comments are whose, and at what price."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.comments.actions import PublishComment, SetConversation, SetPause
from coprod_wagtail.comments.constants import Access, Status
from coprod_wagtail.comments.models import CommentRight, ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.moderation.counting import count_open
from coprod_wagtail.comments.moderation.queue import next_waiting
from coprod_wagtail.comments.permissions import (
    ReaderCommentPermissionPolicy,
    may_pause_any,
    may_set_conversation,
    policy,
    sites_to_pause,
)
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ModeratorFactory,
    ReaderCommentFactory,
    UserFactory,
    volunteer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


class OnlyEnglish(ReaderCommentPermissionPolicy):
    """A policy of a site's own, over the rows."""

    def comments_for(self, user):
        return super().comments_for(user).filter(language="en")


@pytest.fixture
def elsewhere(root):
    return BlogIndexPageFactory(parent=root, title="News", slug="news")


@pytest.fixture
def root():
    return Site.objects.get().root_page


@pytest.fixture
def here(post):
    return ReaderCommentFactory(page=post, language="en", status=Status.PENDING)


@pytest.fixture
def there(elsewhere):
    page = BlogPostPageFactory(parent=elsewhere, title="Elsewhere", slug="elsewhere")
    return ReaderCommentFactory(page=page, language="cy", status=Status.PENDING)


def afresh(user):
    """As the next request knows them."""
    return get_user_model().objects.get(pk=user.pk)


def theirs(user):
    return set(policy.comments_for(afresh(user)))


# Which comments


def test_a_section_is_a_page_and_all_below_it(blog, here, there):
    user = volunteer({"page": blog})
    assert theirs(user) == {here}
    assert policy.user_has_permission_for_instance(user, "moderate", here)
    assert not policy.user_has_permission_for_instance(user, "moderate", there)
    assert theirs(volunteer({"page": here.page})) == {here}


def test_a_language_is_that_of_the_words(here, there, post):
    assert theirs(volunteer({"language": "cy"})) == {there}
    regional = ReaderCommentFactory(page=post, language="en-gb")
    unknown = ReaderCommentFactory(page=post, language="")
    assert theirs(volunteer({"language": "en"})) == {here, regional}
    # What is guessed of somebody's words has no region.
    assert theirs(volunteer({"language": "en-gb"})) == {here, regional}
    assert theirs(volunteer({"language": "en-us"})) == {here}
    assert unknown not in theirs(volunteer({"language": "c"}, {"language": "en"}))


def test_a_site_is_all_below_its_root(root, here, there, elsewhere):
    own = Site.objects.create(hostname="news.example", port=80, root_page=elsewhere)
    assert theirs(volunteer({"site": own})) == {there}
    assert theirs(volunteer({"site": Site.objects.get(is_default_site=True)})) == {here, there}


def test_what_one_row_says_has_to_fit_and_of_several_rows_one(blog, elsewhere, here, there, post):
    welsh = ReaderCommentFactory(page=post, language="cy")
    assert theirs(volunteer({"page": blog, "language": "cy"})) == {welsh}
    assert theirs(volunteer({"page": blog, "language": "en"}, {"page": elsewhere})) == {here, there}
    assert theirs(volunteer({"page": blog, "site": Site.objects.get()})) == {here, welsh}
    apart = Site.objects.create(hostname="news.example", port=80, root_page=elsewhere)
    assert theirs(volunteer({"page": blog, "site": apart})) == set()


def test_rows_of_all_groups_count(blog, elsewhere, here, there):
    user = volunteer({"page": blog})
    other = Group.objects.create(name="More")
    CommentRight.objects.create(group=other, page=elsewhere)
    user.groups.add(other)
    assert theirs(user) == {here, there}


def test_sections_that_overlap_are_counted_once(blog, here):
    user = volunteer({"page": blog}, {"page": here.page}, {"page": blog, "language": "en"}, {"language": "en"})
    assert list(policy.comments_for(user)) == [here]
    assert count_open(user).waiting == 1


def test_a_section_whose_path_begins_alike_is_another(root, here):
    """Of each, the path is as long as that of the others, and so are their titles."""
    indexes = [BlogIndexPageFactory(parent=root) for _number in range(3)]
    for index in indexes:
        ReaderCommentFactory(page=BlogPostPageFactory(parent=index))
    assert theirs(volunteer({"page": indexes[0]})) == set(
        ReaderComment.objects.filter(page__path__startswith=indexes[0].path)
    )
    assert len(theirs(volunteer({"page": indexes[0]}))) == 1


def test_who_may_read_all_is_not_narrowed_by_a_row(blog, here, there):
    user = volunteer({"page": blog})
    user.user_permissions.add(Permission.objects.get(codename="moderate_readercomment"))
    assert theirs(user) == {here, there}
    assert policy.comments_for(afresh(user)).leaves_nothing_out()


def test_nobody_else_reads_any(blog, here):
    user = volunteer({"page": blog})
    get_user_model().objects.filter(pk=user.pk).update(is_active=False)
    for stranger in (None, AnonymousUser(), UserFactory(), afresh(user)):
        assert not policy.user_has_permission(stranger, "moderate")
        assert not policy.comments_for(stranger).exists()
        assert not policy.user_has_permission_for_instance(stranger, "view", here)


# Pages that move or go


@pytest.mark.shape
def test_a_page_that_moves_takes_its_comments_along(blog, elsewhere, here, there):
    user = volunteer({"page": blog})
    there.page.move(blog, pos="last-child")
    assert theirs(user) == {here, there}
    for page in (here.page, elsewhere):
        page.refresh_from_db()
    here.page.move(elsewhere, pos="last-child")
    assert theirs(user) == {there}


@pytest.mark.shape
def test_a_section_that_moves_is_the_same_section(blog, elsewhere, here):
    user = volunteer({"page": blog})
    blog.move(elsewhere, pos="last-child")
    assert theirs(user) == {here}


@pytest.mark.shape
def test_with_its_page_a_row_goes_and_gives_nothing_more(blog, elsewhere, here, there):
    user = volunteer({"page": elsewhere}, {"page": elsewhere, "language": "en"}, {"page": blog})
    elsewhere.delete()
    assert CommentRight.objects.count() == 1
    assert theirs(user) == {here}


def test_with_its_site_too(elsewhere, here, there):
    own = Site.objects.create(hostname="news.example", port=80, root_page=elsewhere)
    user = volunteer({"site": own, "language": "cy"})
    own.delete()
    assert theirs(user) == set()
    assert not policy.user_has_permission(afresh(user), "moderate")


def test_a_row_without_a_limit_gives_nothing(blog, here, there):
    user = volunteer({})
    assert theirs(user) == set()
    assert not policy.user_has_permission(afresh(user), "moderate")
    assert not may_set_conversation(afresh(user), here.page)
    assert sites_to_pause(afresh(user)) == [] and not may_pause_any(afresh(user))
    assert theirs(volunteer({}, {"page": blog})) == {here}


def test_an_alias_in_somebodys_section_gives_nothing_of_its_source(blog, elsewhere, here, there):
    there.page.create_alias(parent=blog)
    assert theirs(volunteer({"page": blog})) == {here}


# What else goes by it


def test_an_action_asks_it(blog, here, there):
    user = volunteer({"page": blog})
    PublishComment(here, user=user)()
    with pytest.raises(NotAllowed):
        PublishComment(there, user=user)()


def test_counts_and_what_is_next(blog, elsewhere, here, there):
    user = volunteer({"page": blog})
    assert (count_open(user).waiting, count_open(user).told) == (1, 0)
    assert next_waiting(user) == here
    assert next_waiting(user, after=here) is None


def test_who_has_a_right_is_found(blog, elsewhere, here, there):
    ours, other, manager = volunteer({"page": blog}), volunteer({"page": elsewhere}), ModeratorFactory()
    UserFactory()
    assert set(policy.users_with_any_permission(["moderate"])) == {ours, other, manager}
    assert set(policy.users_with_any_permission_for_instance(["moderate"], here)) == {ours, manager}
    assert list(policy.users_with_any_permission(["erase"])) == []
    assert policy.somebody_else_moderates()


@pytest.mark.shape
def test_a_conversation_in_their_section_is_theirs_to_close_also_before_anybody_wrote(blog, post, there):
    user = volunteer({"page": blog})
    assert may_set_conversation(user, post)
    assert not may_set_conversation(user, there.page)
    SetConversation(post, {"access": Access.HIDDEN}, user=user)()
    draft = BlogPostPageFactory(parent=blog, live=False)
    assert not may_set_conversation(user, draft)


def test_a_language_is_not_enough_to_close_what_others_read_too(here, there, post):
    user = volunteer({"language": "en"})
    assert may_set_conversation(user, post)  # all that stands there is theirs
    ReaderCommentFactory(page=post, language="cy")
    assert not may_set_conversation(afresh(user), post)


def test_a_site_is_paused_by_who_reads_all_of_it(blog, elsewhere, here):
    whole, own = Site.objects.get(), Site.objects.create(hostname="news.example", port=80, root_page=elsewhere)
    user = volunteer({"site": own})
    assert may_pause_any(user) and sites_to_pause(user) == [own]
    SetPause(own, paused=True, user=user)()
    with pytest.raises(NotAllowed):
        SetPause(whole, paused=True, user=user)()
    assert list(ReaderCommentSettings.objects.filter(paused=True).values_list("site", flat=True)) == [own.pk]
    # A row for the page that it begins with is as much.
    assert sites_to_pause(volunteer({"page": elsewhere})) == [own]
    for less in ({"page": blog}, {"site": own, "language": "cy"}, {"language": "cy"}):
        user = volunteer(less)
        assert not may_pause_any(user) and sites_to_pause(user) == []


def test_a_policy_of_the_site_narrows_the_rows_further(blog, here, there, settings):
    settings.COPROD_WAGTAIL = {"COMMENT_PERMISSION_POLICY": f"{__name__}.OnlyEnglish"}
    ReaderCommentFactory(page=here.page, language="cy")
    user = volunteer({"page": blog}, {"site": Site.objects.get()})
    assert theirs(user) == {here}
    assert not may_set_conversation(user, here.page)
    assert not may_pause_any(user)


# What it costs


def test_it_costs_one_query_however_many_rows_there_are(blog, elsewhere, here, there, django_assert_num_queries):
    Site.get_site_root_paths()
    rows = [{"page": page} for page in (blog, elsewhere, here.page, there.page)]
    languages = [{"language": code} for code in ("cy", "en", "pl")]
    for several in (rows[:1], [*rows, *languages, {"site": Site.objects.get()}]):
        user = afresh(volunteer(*several))
        user.has_perm("x.y")  # what a request has asked already
        with django_assert_num_queries(1):
            assert policy.user_has_permission(user, "view")
            assert not policy.comments_for(user).leaves_nothing_out()
            policy.user_has_permission(user, "moderate")
            may_pause_any(user)
        with django_assert_num_queries(1):
            count_open(user)


def test_who_may_read_all_pays_nothing(here, django_assert_num_queries):
    user = ModeratorFactory()
    user.has_perm("x.y")
    with django_assert_num_queries(0):
        assert policy.user_has_permission(user, "view")
        assert policy.comments_for(user).leaves_nothing_out()
        assert policy.user_has_permission_for_instance(user, "moderate", here)
        assert may_pause_any(user)


def test_sections_inside_others_do_not_make_the_query_longer(blog, here):
    pages = [BlogPostPageFactory(parent=blog) for _number in range(5)]
    user = volunteer({"page": blog}, *({"page": page} for page in pages))
    with CaptureQueriesContext(connection) as queries:
        list(policy.comments_for(user))
    assert queries[-1]["sql"].count("LIKE") == 1
