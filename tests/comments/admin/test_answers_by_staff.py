"""Answering readers under one's own name and role: who may, what readers see, and that nobody else can look like it."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.comments.actions import AnswerAsStaff, Submission
from coprod_wagtail.comments.constants import Access, AuthorKind, Badge, Policy, Sign, Status
from coprod_wagtail.comments.exceptions import ConversationClosed
from coprod_wagtail.comments.models import Conversation, ReaderComment, StaffName, WordListEntry
from coprod_wagtail.comments.moderation.holds.known import belongs_to
from coprod_wagtail.comments.moderation.known import forget
from coprod_wagtail.comments.moderation.official_names import looks_official
from coprod_wagtail.comments.moderation.word_lists.lists import look_in
from coprod_wagtail.comments.permissions import policy
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory, UserFactory

from ..sending import send, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

SAID = {
    "body": "The bus comes at nine now. Thank you for asking.",
    "author_name": "Ruth",
    "role": "Community worker",
    "badge": "works_here",
}
NOTE = "Works here: Community worker."


@pytest.fixture
def worker(db):
    """Somebody who answers, and decides about nothing."""
    user = UserFactory(is_staff=True, first_name="Ruth", last_name="Ames")
    for codename in ("access_admin", "answer_readercomment"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    return user


@pytest.fixture
def admin(client, worker):
    client.force_login(worker)
    return client


@pytest.fixture
def sam(post):
    return ReaderCommentFactory(page=post, author_name="Sam", body="When does the bus come?")


def where(page, comment=None):
    return reverse("coprod_comments_admin:answer", args=[page.pk]) + (f"?reply={comment.pk}" if comment else "")


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def form_of(response):
    form = soup(response).select_one("main form:has(textarea)")
    return {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}


def answer(admin, page, comment=None, **said):
    drawn = admin.get(where(page, comment))
    assert drawn.status_code == 200
    return admin.post(where(page, comment), form_of(drawn) | SAID | said)


def test_the_answer_shows_at_once_with_name_and_role_through_both_doors(admin, client, post, sam):
    response = answer(admin, post, sam)
    made = ReaderComment.objects.get(reply_to=sam)
    assert response["Location"].endswith(f"?comment={made.pk}#comment-{made.pk}")
    assert (made.status, made.author_kind, made.thread_id) == (Status.PUBLISHED, AuthorKind.STAFF, sam.pk)
    client.logout()
    article = soup(client.get(post.url)).select_one(f"#comment-{made.pk}")
    assert "Ruth" in article.select_one("h4").get_text()
    assert NOTE in article.get_text() and SAID["body"] in article.get_text()
    told = client.get(f"/api/coprod/v1/comments/?page={post.pk}").json()["items"][0]["replies"][0]
    assert told["author"] == {"name": "Ruth", "kind": "staff", "badge": "works_here", "role": "Community worker"}
    assert told["note"] == NOTE
    assert NOTE in client.get(reverse("coprod_comments:feed", args=[post.pk])).content.decode()


def test_readers_have_neither(client, post, sam):
    told = client.get(f"/api/coprod/v1/comments/?page={post.pk}").json()["items"][0]
    assert told["author"] == {"name": "Sam", "kind": "guest", "badge": None, "role": None}
    send(
        client, post, **words(), author_role="Community worker", author_badge="works_here", role="x", badge="works_here"
    )
    sent = ReaderComment.objects.get(status=Status.PENDING)
    assert (sent.author_kind, sent.author_role, sent.author_badge) == (AuthorKind.GUEST, "", "")


def test_a_comment_of_its_own_and_the_name_is_remembered(admin, worker, post):
    first = soup(admin.get(where(post)))
    assert first.select_one("[name=author_name]")["value"] == "Ruth Ames" and not first.select_one("[name=role]").get(
        "value"
    )
    answer(admin, post)
    made = ReaderComment.objects.get()
    assert (made.thread_id, made.reply_to_id) == (None, None)
    again = soup(admin.get(where(post)))
    assert [again.select_one(f"[name={name}]")["value"] for name in ("author_name", "role")] == [
        "Ruth",
        "Community worker",
    ]
    assert again.select_one("[name=badge][checked]")["value"] == "works_here"


def test_sent_twice_it_is_there_once(admin, post, sam):
    fields = form_of(admin.get(where(post, sam))) | SAID
    places = {admin.post(where(post, sam), fields)["Location"] for _click in range(2)}
    assert len(places) == 1 and ReaderComment.objects.filter(reply_to=sam).count() == 1
    assert ModelLogEntry.objects.filter(action="coprod_comments.answer_as_staff").count() == 1


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [("body", "Write your comment"), ("author_name", "Write your name"), ("role", "Say what you do here")],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(admin, post, sam, missing, sentence):
    response = answer(admin, post, sam, **{missing: ""})
    assert response.status_code == 200 and sentence in response.content.decode()
    assert soup(response).select_one("[name=reply_to]")["value"] == str(sam.pk)
    kept = soup(response).select_one("textarea").get_text().strip() if missing != "body" else SAID["body"]
    assert kept == SAID["body"] and not ReaderComment.objects.filter(reply_to=sam).exists()


def test_nobody_says_that_they_wrote_a_page_that_they_did_not_make(admin, worker, post, sam):
    assert "Wrote this page" not in admin.get(where(post, sam)).content.decode()
    assert answer(admin, post, sam, badge="wrote_this").status_code == 200
    assert not ReaderComment.objects.filter(reply_to=sam).exists()
    post.owner = worker
    post.save()
    assert answer(admin, post, sam, badge="wrote_this").status_code == 302
    assert StaffName.objects.get().badge == Badge.WORKS_HERE  # the next page may be somebody else's


def test_nothing_before_the_role_is_a_choice_too(admin, post, sam, client):
    answer(admin, post, sam, badge="")
    assert "Community worker." in soup(client.get(post.url)).select_one("#comments").get_text()


@pytest.mark.parametrize("who", ["nobody", "a moderator", "an editor"])
def test_it_is_a_right_of_its_own(client, post, sam, who, worker):
    if who != "nobody":
        client.force_login(ModeratorFactory() if who == "a moderator" else UserFactory(is_staff=True))
    assert client.get(where(post, sam)).status_code in (302, 403)
    assert client.post(where(post, sam), SAID).status_code in (302, 403)
    assert not ReaderComment.objects.filter(reply_to=sam).exists()
    assert list(policy.users_with_any_permission(["answer"])) == [worker]


def test_the_action_asks_for_the_right_and_for_a_role(post, worker):
    def act(user, role="Community worker"):
        submission = Submission(body="Words.", author_name="Ruth", origin="same")
        conversation = Conversation.for_page_id(post.pk)
        return AnswerAsStaff(conversation, submission, user=user, role=role, badge=Badge.WORKS_HERE)()

    for stranger in (None, ModeratorFactory()):
        with pytest.raises(NotAllowed):
            act(stranger)
    with pytest.raises(ValueError, match="role"):
        act(worker, role="")
    assert not ReaderComment.objects.exists()
    assert act(worker)


def test_where_readers_cannot_write_nobody_can(admin, post, sam, worker):
    fields = form_of(admin.get(where(post, sam))) | SAID
    Conversation.objects.update(access=Access.READ_ONLY)
    page = admin.get(where(post, sam))
    assert "Read only." in page.content.decode() and not soup(page).select("main form textarea")
    response = admin.post(where(post, sam), fields)
    assert response.status_code == 200 and not ReaderComment.objects.filter(reply_to=sam).exists()
    with pytest.raises(ConversationClosed):
        AnswerAsStaff(
            Conversation.for_page_id(post.pk),
            Submission(body="x", author_name="R"),
            user=worker,
            role="x",
            badge=Badge.NONE,
        )()


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "waiting", "foreign"])
def test_only_what_readers_read_is_answered(admin, blog, post, number):
    if number == "waiting":
        number = ReaderCommentFactory(page=post, status=Status.PENDING).pk
    elif number == "foreign":
        number = ReaderCommentFactory(page=BlogPostPageFactory(parent=blog)).pk
    assert admin.get(f"{where(post)}?reply={number}").status_code == 404
    response = admin.post(where(post), SAID | {"reply_to": number, "token": "x"})
    assert response.status_code == 200 and not ReaderComment.objects.filter(author_kind=AuthorKind.STAFF).exists()


def test_what_reads_first_and_rates_do_not_hold_it(admin, post, sam, settings):
    settings.COPROD_WAGTAIL = getattr(settings, "COPROD_WAGTAIL", {}) | {"MANY_FROM_CLIENT": 1}
    Conversation.objects.update(policy=Policy.READ_FIRST)
    for number in range(4):
        assert answer(admin, post, sam, body=f"Answer {number} https://a.example https://b.example").status_code == 302
    assert {made.status for made in ReaderComment.objects.filter(reply_to=sam)} == {Status.PUBLISHED}


def test_its_writer_changes_it_on_its_private_page_and_others_find_no_way(admin, worker, post, sam):
    answer(admin, post, sam)
    told = soup(admin.get("/admin/"))  # which says what was done before
    [way] = [link["href"] for link in told.select("a") if link.get_text(strip=True) == "Change it, or take it down"]
    assert SAID["body"] in admin.get(way).content.decode()
    worker.user_permissions.add(Permission.objects.get(codename="moderate_readercomment"))
    made = ReaderComment.objects.get(reply_to=sam)
    page = reverse("coprod_reader_comments:inspect", args=[made.pk])
    assert way in admin.get(page).content.decode()
    admin.force_login(ModeratorFactory())
    assert way not in admin.get(page).content.decode()


def test_the_ways_there(client, worker, post, sam):
    worker.user_permissions.add(Permission.objects.get(codename="moderate_readercomment"))
    client.force_login(worker)
    for url in (reverse("coprod_reader_comments:index"), reverse("coprod_reader_comments:inspect", args=[sam.pk])):
        assert soup(client.get(url)).select(f'main a[href^="{where(post, sam)}"]')
    client.force_login(ModeratorFactory())
    assert not soup(client.get(reverse("coprod_reader_comments:index"))).select(
        'main a[href*="/reader-comments/answer/"]'
    )


def test_who_comes_from_the_list_goes_back_there(admin, post, sam):
    back = f"{where(post, sam)}&next=/admin/reader-comments/%3Fstatus%3Dpublished"
    response = admin.post(back, form_of(admin.get(back)) | SAID)
    assert response["Location"] == "/admin/reader-comments/?status=published"
    elsewhere = f"{where(post, sam)}&next=https://evil.example/"
    assert "evil" not in admin.post(elsewhere, form_of(admin.get(elsewhere)) | SAID)["Location"]


def test_a_reader_under_their_name_carries_a_sign(admin, client, post, sam):
    answer(admin, post, sam)
    forget()
    assert looks_official("ruth")
    client.logout()
    send(client, post, **words(author_name="Ruth"))
    assert Sign.OFFICIAL_NAME in ReaderComment.objects.get(status=Status.PENDING).signs


def test_all_that_is_known_is_asked_in_one_query(worker, django_assert_num_queries):
    StaffName.objects.create(user=worker, name="Ruth", role="x")
    site = Site.objects.get()
    WordListEntry.objects.create(site=site, language="en", words="scam", key="scam", effect="first")
    forget()
    with django_assert_num_queries(1):
        assert looks_official("Ruth", "", site.pk)
        found = look_in(("A scam.",), site_id=site.pk, language="en-gb")
        assert found.entries and found.comes_first
        assert not belongs_to("sam@example.org", "", in_flood=False, site_id=site.pk).is_held


def test_the_log_holds_neither_words_nor_name(admin, post, sam):
    answer(admin, post, sam, author_name="marker-name", role="marker-role", body="marker-words")
    line = ModelLogEntry.objects.get(action="coprod_comments.answer_as_staff")
    assert "marker" not in f"{line.label} {line.data}" and line.user_id


def test_it_takes_the_same_few_queries_whatever_there_is(admin, post, sam):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            answer(admin, post, sam, body=f"Words {ReaderComment.objects.count()}.")
        return len(captured)

    queries()
    few = queries()
    ReaderCommentFactory.create_batch(30, page=post)
    assert queries() == few
