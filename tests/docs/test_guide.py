"""The editors' guide names buttons and fields as the screens have them. Whoever looks for one that is not there is lost."""

import html
import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model

from coprod_wagtail.blog.admin.tags import tag_viewset, tags_of_posts
from coprod_wagtail.comments.cases.constants import HOLDS_COPY, CaseKind
from coprod_wagtail.comments.cases.rows import seal, store_case
from coprod_wagtail.comments.constants import Sign, Status
from coprod_wagtail.comments.mail.subscriptions import subscribe
from coprod_wagtail.comments.models import (
    Case,
    CoveredPart,
    DecisionReason,
    HandOver,
    ReaderComment,
    SavedFilter,
    Subscription,
)
from coprod_wagtail.comments.models.moderation.hold import Held
from coprod_wagtail.comments.moderation.holds.actions import HoldWriter
from coprod_wagtail.pages.models import (
    BlogIndexPage,
    BlogPostPage,
    ConversationPage,
    MemberIndexPage,
    MemberProfilePage,
)

from .blocks import DOCS, prose_of

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

GUIDE = DOCS / "editors/first-guide.md"
#: Set in bold, too, but words of the guide's own: they end like a sentence, or a heading before one.
_OWN = re.compile(r"[.:?!]\"?:?$")


def names():
    """What stands in bold: each button, field and menu that the guide speaks of."""
    bold = (" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", prose_of(GUIDE), re.DOTALL))
    return list(dict.fromkeys(words for words in bold if not _OWN.search(words)))


def spoken(response):
    """Everything that a screen says or holds ready for its scripts to say."""
    assert response.status_code == 200, response.request["PATH_INFO"]
    source = html.unescape(html.unescape(response.content.decode()))
    return " ".join(re.sub(r"<(?![^>]*(?:label|title|value|placeholder|content)=)[^>]+>", " ", source).split())


@pytest.fixture
def screens():
    """The text of every screen that the guide leads to, each as the person sees it who works there."""
    call_command("load_demo", verbosity=0)
    post, question = BlogPostPage.objects.live().first(), ConversationPage.objects.live().first()
    waiting = ReaderComment.objects.filter(status=Status.PENDING).first()
    ReaderComment.objects.filter(pk=waiting.pk).update(signs=[Sign.MANY_LINKS])
    published = ReaderComment.objects.filter(status=Status.PUBLISHED, page=post).first()
    tomorrow = BlogPostPage(title="Tomorrow", go_live_at=timezone.now() + timedelta(days=1), live=False)
    BlogIndexPage.objects.get().add_child(instance=tomorrow)
    tomorrow.save_revision().publish()
    editor = get_user_model().objects.get(username="editor")
    BlogPostPage.objects.filter(pk=tomorrow.pk).update(owner=editor)
    tomorrow.save_revision(user=editor)
    ReaderComment.objects.filter(pk=waiting.pk).update(body="Many words. " * 200)
    # One that is held, and one whose writer can be.
    held, theirs = ReaderComment.objects.filter(status=Status.PENDING).exclude(pk=waiting.pk).order_by("-pk")[:2]
    for comment in (held, theirs):
        Subscription.objects.filter(comment=comment).delete()
        subscribe(comment.conversation_id, f"{comment.pk}@example.org", comment=comment)
        Subscription.objects.filter(comment=comment).update(confirmed_at=timezone.now())
    until = timezone.now() + timedelta(days=7)
    admin = get_user_model().objects.get(username="admin")
    HoldWriter(held, Held.WRITER, reason="Names were called.", until=until, user=admin)()
    sealed = Case.objects.open().filter(kind__in=HOLDS_COPY).select_related("comment").first()
    seal(sealed, sealed.comment)
    store_case(CaseKind.UNTRUE, received=timezone.now(), site=sealed.site, comment=published.pk)
    tag, picture = tags_of_posts().first(), get_image_model().objects.first()
    pages, comments = "/admin/pages/", "/admin/reader-comments/"
    visits = {
        "editor": [
            "/admin/",
            f"{pages}{BlogIndexPage.objects.get().pk}/",
            f"{pages}add/coprod_pages/blogpostpage/{BlogIndexPage.objects.get().pk}/",
            f"{pages}{post.pk}/edit/",
            f"{pages}{question.pk}/edit/",
            f"{pages}add/coprod_pages/memberprofilepage/{MemberIndexPage.objects.get().pk}/",
            f"{pages}{MemberProfilePage.objects.live().first().pk}/edit/",
            f"{pages}{MemberProfilePage.objects.live().first().pk}/unpublish/",
            f"{pages}{post.pk}/delete/",
            "/admin/snippets/coprod_blog/category/",
            "/admin/snippets/coprod_blog/category/add/",
            "/admin/snippets/coprod_blog/series/",
            "/admin/snippets/coprod_blog/series/add/",
            reverse("coprod_comments_admin:set_conversation", args=[post.pk]),
        ],
        "admin": [
            "/admin/",
            reverse("wagtailadmin_explore", args=[post.get_parent().pk]),
            reverse("coprod_comments_admin:for_someone", args=[post.pk]),
            reverse("wagtailadmin_account"),
            reverse("coprod_comments_admin:person"),
            reverse("wagtailusers_groups:index"),
            reverse("wagtailusers_groups:add"),
            reverse("wagtailusers_users:index"),
            reverse("wagtailusers_users:add"),
            reverse("coprod_word_list:index"),
            reverse("coprod_cases:index"),
            reverse("coprod_cases:new"),
            *(reverse("coprod_cases:inspect", args=[case.pk]) for case in Case.objects.open()),
            reverse("coprod_word_list:add"),
            reverse("coprod_decision_reasons:edit", args=[DecisionReason.objects.first().pk]),
            reverse("wagtailsettings:edit", args=["coprod_comments", "readercommentsettings"]),
            reverse("wagtailsettings:edit", args=["coprod_wagtail", "searchandsharing"]),
            post.url,
            f"/admin/images/{picture.pk}/",
            reverse(tag_viewset.get_url_name("index")),
            reverse(tag_viewset.get_url_name("edit"), args=[tag.pk]),
            reverse(tag_viewset.get_url_name("merge"), args=[tag.pk]),
        ],
        "moderator": [
            "/admin/",
            comments,
            f"{comments}?status=published",
            f"{comments}?language=other",
            f"{comments}?language=cy",
            f"{comments}inspect/{ReaderComment.objects.get(edit_waits=True).pk}/",
            f"{comments}inspect/{waiting.pk}/",
            f"{comments}inspect/{published.pk}/",
            f"{reverse('coprod_comments_admin:answer', args=[post.pk])}?reply={published.pk}",
            f"{reverse('wagtail_bulk_action', args=['coprod_comments', 'readercomment', 'answer'])}?id={published.pk}",
            f"{comments}inspect/{theirs.pk}/",
            reverse("coprod_comments_admin:holds"),
            f"{comments}inspect/{CoveredPart.objects.first().comment_id}/",
        ],
    }
    moderator = get_user_model().objects.get(username="moderator")
    SavedFilter.objects.create(user=moderator, name="Welsh", query="language=cy")
    HandOver.objects.create(comment=waiting, to=moderator)
    ReaderComment.objects.filter(pk=waiting.pk).update(handed_since=timezone.now())
    found = []
    for username, paths in visits.items():
        client = Client()
        client.force_login(get_user_model().objects.get(username=username))
        found += [spoken(client.get(path, follow=True)) for path in paths]
        if username == "admin":
            typed = {"body": "Words.", "author_name": "Bet", "came_by": "phone", "consent": "spoken"}
            found.append(spoken(client.post(paths[2], typed, follow=True)))
        if username == "moderator":
            found.append(spoken(client.post(f"{comments}decide/{waiting.pk}/publish/", follow=True)))
            answer = reverse("coprod_comments_admin:answer", args=[post.pk])
            said = {"body": "Words.", "author_name": "Ruth", "role": "worker", "badge": "", "token": "t"}
            found.append(spoken(client.post(f"{answer}?next={comments}", said, follow=True)))
            pause = reverse("coprod_comments_admin:pause")
            found.append(spoken(client.get(pause)))
            found.append(spoken(client.post(pause, {"do": "pause", "pause_words": ""}, follow=True)))
    return " ".join(found)


def test_it_names_nothing_that_no_screen_has(screens):
    assert len(names()) > 40
    # Style sheets turn some small letters into capitals.
    missing = [name for name in names() if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", screens, re.IGNORECASE)]
    assert not missing, ", ".join(missing)
