from datetime import UTC

import factory
import wagtail_factories
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from factory.django import DjangoModelFactory
from wagtail.signal_handlers import disable_reference_index_auto_update

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import CommentRight, Conversation, ReaderComment
from coprod_wagtail.comments.store.listing import settle
from tests.searching import left_out_of_the_index

IndexPage, PostPage, QuestionPage = (
    apps.get_model(settings.TEST_PAGES[kind]) for kind in ("index", "post", "question")
)


class PageFactory(wagtail_factories.PageFactory):
    """Leaves out what takes time: what refers to what, which no test about such pages asks for, and the search index,
    which tests ask for by the fixture `searchable`."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, *args, **kwargs):
        with disable_reference_index_auto_update(), left_out_of_the_index():
            return super()._create(*args, **kwargs)


class BlogIndexPageFactory(PageFactory):
    title = factory.Sequence("Blog {}".format)

    class Meta:
        model = IndexPage


class BlogPostPageFactory(PageFactory):
    title = factory.Sequence("Post {}".format)

    class Meta:
        model = PostPage


class ConversationPageFactory(PageFactory):
    title = factory.Sequence("Question {}".format)
    question = "What should we do next?"

    class Meta:
        model = QuestionPage


class ReaderCommentFactory(DjangoModelFactory):
    """A comment on `page`, in its conversation, with listing and counters in step; published unless said otherwise."""

    author_name = factory.Sequence("Reader {}".format)
    body = factory.Sequence("Words number {}".format)
    status = Status.PUBLISHED
    posted_at = factory.Faker("past_datetime", tzinfo=UTC)

    class Meta:
        model = ReaderComment

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        page = kwargs["page"]
        kwargs.setdefault("conversation", Conversation.objects.get_or_create(page=page)[0])
        parent = kwargs.get("reply_to")
        if parent:
            kwargs.setdefault("thread_id", parent.thread_start_id)
        comment = super()._create(model_class, *args, **kwargs)
        settle(comment, None)
        comment.refresh_from_db()
        return comment


class UserFactory(DjangoModelFactory):
    username = factory.Sequence("user{}".format)
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")

    class Meta:
        model = get_user_model()


class ModeratorFactory(UserFactory):
    """Reads everything, as Wagtail's own group Moderators does."""

    CODENAMES = ("access_admin", "moderate_readercomment", "see_safeguarding_readercomment")

    @factory.post_generation
    def permissions(self, create, extracted, **kwargs):
        self.user_permissions.set(Permission.objects.filter(codename__in=ModeratorFactory.CODENAMES))

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True
        exclude = ["CODENAMES"]


def volunteer(*rows, codenames=("access_admin",), **kwargs):
    """Somebody in a group with these rows, each the values of a `CommentRight`, and nothing else."""
    user = UserFactory(**kwargs)
    group = Group.objects.create(name=f"Volunteers {user.pk}")
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    CommentRight.objects.bulk_create(CommentRight(group=group, **row) for row in rows)
    user.groups.add(group)
    return user
