"""No screen that moderators and editors see has a word of ours on it that a translator could not reach.

All content is numbers, and Wagtail's own words are in the pseudo-language, too: what is left over is ours.
"""

import json
from datetime import timedelta
from itertools import zip_longest

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Site, Task, Workflow
from wagtail.users.models import UserProfile

from coprod_wagtail.blog.models import Category
from coprod_wagtail.comments.actions import EditComment, PublishComment, SetConversation
from coprod_wagtail.comments.admin.bulk import chosen
from coprod_wagtail.comments.constants import Access, AuthorKind, DatePrecision, Policy, Sign, Status
from coprod_wagtail.comments.correspondence.answer import AnswerMessage
from coprod_wagtail.comments.models import (
    Conversation,
    CoveredPart,
    DecisionGround,
    DecisionReason,
    MessageToWriter,
    ProposedEdit,
    ReaderComment,
    ReaderCommentSettings,
    SavedAnswer,
)
from coprod_wagtail.comments.notices.links import token_for
from coprod_wagtail.outbox.constants import Problem, State
from coprod_wagtail.outbox.letters import drawn as drawn_mail
from coprod_wagtail.outbox.mail import all_mails
from coprod_wagtail.pages.models import (
    BlogIndexPage,
    BlogPostPage,
    ConversationPage,
    MemberIndexPage,
    MemberProfilePage,
)
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.webhooks.constants import Event
from coprod_wagtail.webhooks.models import Webhook
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ModeratorFactory,
    ReaderCommentFactory,
    UserFactory,
)
from tests.pages.factories import MemberIndexPageFactory
from tests.webhooks.messages import make_message

from .leftovers import english_in, texts_of

pytestmark = pytest.mark.django_db

#: What Wagtail has not made translatable, or says for good in the language of whoever asked first.
WAGTAILS_OWN = {"Actions", "True", "False", "Home", "Snippets"}
#: And Django, of the languages that it knows.
WAGTAILS_OWN |= {"Norwegian", "Norwegian Bokmal"}
INDEX = "/admin/reader-comments/"


@pytest.fixture
def user(in_pseudo, settings):
    """With everything that Wagtail's migrations and the example site's settings named in English given a number."""
    settings.WAGTAIL_SITE_NAME = "5"
    get_page_model().objects.update(title="6", draft_title="6")
    Workflow.objects.update(name="7")
    Task.objects.update(name="8")
    for number, group in enumerate(Group.objects.all(), start=90):
        Group.objects.filter(pk=group.pk).update(name=str(number))
    return UserFactory(username="1", first_name="1", last_name="2", email="3@3.3", is_superuser=True, is_staff=True)


@pytest.fixture
def client(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def post(user, root_page):
    blog = BlogIndexPageFactory(parent=root_page, title="10", slug="10")
    return BlogPostPageFactory(parent=blog, title="11", slug="11")


@pytest.fixture
def comments(post):
    signs = [sign.value for sign in Sign]
    return [
        ReaderCommentFactory(page=post, author_name="20", body="21", status=status, signs=signs, author_email="4@4.4")
        for status in Status
    ]


def assert_no_english(response, within="main", status=200):
    assert response.status_code == status
    texts = list(texts_of(response.content.decode(), within))
    assert any("⟦" in text for text in texts)
    assert [text for text in english_in(texts) if text not in WAGTAILS_OWN] == []


def bulk(verb, *comments):
    address = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", verb])
    return address + "?" + "&".join(f"id={comment.pk}" for comment in comments)


@pytest.mark.parametrize("query", ["", "?status=pending", "?q=21", "?q=9999"])
def test_the_list(client, comments, query):
    assert_no_english(client.get(INDEX + query))


def test_the_list_without_comments(client):
    assert_no_english(client.get(INDEX))


def test_a_comment_in_every_status(client, comments):
    for comment in comments:
        assert_no_english(client.get(f"{INDEX}inspect/{comment.pk}/"))


def test_a_comment_with_a_past(client, post, user, comments):
    answer = ReaderCommentFactory(
        page=post, author_name="", body="22", author_kind=AuthorKind.UNKNOWN, posted_at=None, posted_precision=DatePrecision.UNKNOWN,
        reply_to=comments[1], status=Status.PENDING,
    )  # fmt: skip
    PublishComment(answer, user=user)()
    assert_no_english(client.get(f"{INDEX}inspect/{answer.pk}/"))


def test_what_is_said_after_a_decision(client, comments):
    for verb in ("decline", "publish", "hide", "mark-spam", "put-back"):
        comment = ReaderComment.objects.get(pk=comments[0].pk)
        decided = client.post(
            f"{INDEX}decide/{comment.pk}/{verb}/", {"seen": comment.status, "reason": "unkind"}, follow=True
        )
        assert_no_english(decided, within="main, .messages")
    assert_no_english(
        client.post(f"{INDEX}decide/{comment.pk}/publish/", {"seen": "hidden"}, follow=True), within="main, .messages"
    )


@pytest.mark.parametrize("verb", ["publish", "decline", "hide", "mark-spam", "hand-over"])
def test_many_at_once(client, comments, verb, monkeypatch):
    assert_no_english(client.get(bulk(verb, *comments)))
    assert_no_english(client.post(bulk(verb, *comments), {"reason": "unkind"}, follow=True), within="main, .messages")
    assert_no_english(client.get(bulk(verb, comments[-1])))
    monkeypatch.setattr(chosen, "LIMIT", 4)
    monkeypatch.setattr(chosen, "SHOWN", 1)
    assert_no_english(client.get(bulk(verb, *comments)))


def test_a_conversation_on_a_page_of_its_own(client, user, post):
    address = reverse("coprod_comments_admin:set_conversation", args=[post.pk])
    seen = {"reader_conversation-seen": json.dumps(Conversation().settings())}
    form = {"reader_conversation-access": "open", "reader_conversation-policy": "inherit"} | seen
    times = {"reader_conversation-opens_at": "2026-05-05", "reader_conversation-closes_at": "2026-05-04"}
    wrong = {"reader_conversation-opens_at": "9999-05-05", "reader_conversation-closes_at": "26 / 10"}
    UserProfile.objects.update_or_create(user=user, defaults={"current_time_zone": "Europe/Dublin"})
    assert_no_english(client.get(address))
    assert_no_english(client.post(address, form, follow=True), within="main, .messages")
    for refused in (times, wrong):
        assert_no_english(client.post(address, form | refused), within="main, .messages")
    changed = client.post(address, form | {"reader_conversation-access": "read_only"}, follow=True)
    assert_no_english(changed, within="main, .messages")
    old_tab = client.post(address, form | {"reader_conversation-access": "hidden"})
    assert_no_english(old_tab, within="main, .messages", status=409)
    for values in (
        {"access": Access.HIDDEN},
        {"access": Access.OPEN, "closes_at": timezone.now()},
        {"opens_at": timezone.now() + timedelta(days=1), "closes_at": timezone.now() + timedelta(days=2)},
    ):
        SetConversation(post, values, user=user)()
        assert_no_english(client.get(address))
    post.unpublish()
    assert_no_english(client.get(address))
    copy = post.create_alias(update_slug="12", parent=post.get_parent())
    assert_no_english(client.get(address.replace(str(post.pk), str(copy.pk)), follow=True))


def test_the_history_of_a_page(client, post, user):
    values = {"access": Access.READ_ONLY, "opens_at": None, "closes_at": timezone.now(), "policy": Policy.SHOW_FIRST}
    SetConversation(post, values, user=user)()
    assert_no_english(client.get(reverse("wagtailadmin_pages:history", args=[post.pk])))


def test_the_page_editor(client, post, comments):
    Conversation.objects.filter(page=post).update(access=Access.READ_ONLY)
    assert_no_english(client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])))
    copy = post.create_alias(update_slug="12", parent=post.get_parent())
    assert_no_english(
        client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])), within=".coprod-conversation, body"
    )


@pytest.mark.parametrize("kind", [BlogIndexPage, BlogPostPage, MemberIndexPage, MemberProfilePage, ConversationPage])
def test_a_new_page_of_every_kind(client, root_page, post, kind):
    parents = {BlogPostPage: post.get_parent(), MemberProfilePage: MemberIndexPageFactory(parent=root_page, title="12")}
    parent = parents.get(kind, root_page)
    assert_no_english(client.get(f"/admin/pages/add/coprod_pages/{kind._meta.model_name}/{parent.pk}/"))


def test_what_goes_when_a_page_is_deleted(client, post, comments):
    for page in (post, post.get_parent()):
        assert_no_english(client.get(reverse("wagtailadmin_pages:delete", args=[page.pk])), within="main, .messages")


@pytest.mark.parametrize("comments_are_there", [True, False])
def test_the_summary_on_the_home_page(client, request, comments_are_there):
    if comments_are_there:
        request.getfixturevalue("comments")
    assert_no_english(client.get("/admin/"), within=".w-summary")


@pytest.mark.parametrize("model", ["coprod_comments/readercommentsettings", "coprod_wagtail/sitehelp"])
def test_the_settings(client, model):
    assert_no_english(client.get(f"/admin/settings/{model}/", follow=True))


def test_why_and_whether_one_is_sure(client, comments, user):
    comment = comments[0]
    reading = f"{INDEX}inspect/{comment.pk}/"
    decline = f"{INDEX}decide/{comment.pk}/decline/"
    ReaderComment.objects.filter(pk=comment.pk).update(slip_hash="1" * 64)
    SavedAnswer.objects.create(title="50", body="51")
    assert_no_english(client.get(reading))
    assert_no_english(client.post(decline, {"seen": "pending"}))
    assert_no_english(client.post(decline, {"marked": "99", "mend": "9" * 501, "reason": "none"}), status=422)
    assert_no_english(client.post(f"{INDEX}cover/{comment.pk}/", {"covered": "99"}), status=422)
    given = {"covered": "21", "kind": "phone", "publish": "1"}
    assert_no_english(client.post(f"{INDEX}cover/{comment.pk}/", given, follow=True), within="main, .messages")
    part = CoveredPart.objects.get()
    undo = f"{INDEX}cover/{comment.pk}/{part.pk}/undo/"
    for _time in range(2):
        assert_no_english(client.post(undo, follow=True), within="main, .messages")
    hidden = {"reason": "unkind", "marked": "21", "mend": "52", "message": "53"}
    client.post(f"{INDEX}decide/{comment.pk}/hide/", hidden, follow=True)
    assert_no_english(client.get(reading))
    AnswerMessage(ReaderComment.objects.get(pk=comment.pk), "54")()
    message = MessageToWriter.objects.get()
    close = f"{INDEX}decide/{comment.pk}/close-answer/"
    assert_no_english(client.post(close, {"answers": str(message.pk)}))
    assert_no_english(client.get(f"{INDEX}?status=answered"))
    ModeratorFactory()
    assert_no_english(client.post(close, {"answers": str(message.pk)}, follow=True), within="main, .messages")


@pytest.mark.parametrize("name", ["coprod_decision_reasons", "coprod_saved_answers"])
def test_the_lists_that_moderators_choose_from(client, comments, name):
    SavedAnswer.objects.create(title="50", body="51")
    # The words that the package brings are in the language of whoever reads them.
    assert_no_english(client.get(reverse(f"{name}:index")))
    assert_no_english(client.get(reverse(f"{name}:add")))
    used = (DecisionReason if "reasons" in name else SavedAnswer).objects.last()
    # Wagtail counts nothing behind a button of its own as "None".
    assert_no_english(client.get(reverse(f"{name}:edit", args=[used.pk])), within="main form")
    DecisionGround.objects.create(comment=comments[0], reason="other", decided_at=timezone.now())
    assert_no_english(client.get(reverse(f"{name}:delete", args=[used.pk]), follow=True), within="main form, .messages")


def test_the_categories(client):
    category = Category.objects.create(name="30", slug="30")
    assert_no_english(client.get(reverse("wagtailsnippets_coprod_blog_category:list")))
    assert_no_english(client.get(reverse("wagtailsnippets_coprod_blog_category:edit", args=[category.pk])))


def test_webhooks(client, post):
    webhook = Webhook.objects.create(name="40", url="41", secret="42")
    address = reverse("coprod_webhooks:inspect", args=[webhook.pk])
    assert_no_english(client.get(address))
    for event, state, problem in zip_longest(Event, State, Problem):
        make_message(
            webhook, event or "test", payload={"paths": ["/10/"]}, state=state or State.GAVE_UP,
            problem=problem or "", tries=2, answer=500,
        )  # fmt: skip
    assert_no_english(client.get(address))
    Webhook.objects.update(is_active=False, site=Site.objects.get())
    Site.objects.update(site_name="5", hostname="6")
    assert_no_english(client.get(address))
    assert_no_english(client.get(reverse("coprod_webhooks:index")))
    assert_no_english(client.get(reverse("coprod_webhooks:new_secret", args=[webhook.pk])))
    assert_no_english(client.post(reverse("coprod_webhooks:new_secret", args=[webhook.pk]), follow=True))
    webhook.delete()
    assert_no_english(client.get(reverse("coprod_webhooks:index")))
    assert_no_english(client.get(reverse("coprod_webhooks:add")))
    assert_no_english(client.post(reverse("coprod_webhooks:add"), {"name": "1", "url": "1"}), within="main, .messages")


def as_read(message):
    """A mail, as an answer with what stands in its HTML."""
    return HttpResponse(drawn_mail(message, "3@3.3", "1").alternatives[0][0])


def test_mails_to_moderators_and_what_is_behind_their_links(client, user, post, comments):
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": translation.get_language()})
    long_ago = timezone.now() - timedelta(days=30)
    waits, shown = comments[0], comments[1]
    ReaderComment.objects.filter(pk=waits.pk).update(status_since=long_ago, received_at=long_ago, content_note="23")
    EditComment(shown, body="24", author_name="25")()
    ProposedEdit.objects.update(proposed_at=long_ago)
    shown.reports.create(reason="unkind", created_at=long_ago)
    site = Site.objects.get()
    things = {"things": [f"comment-{waits.pk}", f"edit-{shown.pk}", f"report-{shown.reports.get().pk}"]}
    person = {"user": str(user.pk)}
    for without_words in (False, True):
        ReaderCommentSettings.objects.update_or_create(site=site, defaults={"mails_without_words": without_words})
        for name, facts in (("waiting", person), ("reminder", person | things), ("alarm", things | {"site": site.pk})):
            assert_no_english(as_read(all_mails()[f"comments-{name}"].letter(facts)), within="main")
        answer = Client().get(f"/comments/decide/{token_for(user, user.email, waits.pk, 'publish')}/")
        assert_no_english(answer)
    ReaderCommentSettings.objects.update(mails_without_words=False)
    url = f"/comments/decide/{token_for(user, user.email, shown.pk, 'accept-edit')}/"
    assert_no_english(Client().get(url))
    assert_no_english(Client().post(url), status=409)


def test_how_somebody_hears(client, user):
    answer = client.get(reverse("wagtailadmin_account"))
    assert_no_english(answer, within="#coprod_notices-section")
