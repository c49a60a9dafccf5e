"""No page that readers see has a word on it that a translator could not reach, whatever state it is in.

All content here is numbers, so every plain letter on a page is one that the package put there. What a site brings is no
part of this: its base.html, and its answer to an address that leads nowhere. The package sends no mail yet.
"""

import re
from datetime import timedelta
from itertools import chain, product
from xml.etree import ElementTree

import polib
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from coprod_wagtail.comments import tokens
from coprod_wagtail.comments.constants import Access, AuthorKind, DatePrecision, Policy, Status
from coprod_wagtail.comments.forms import CommentForm
from coprod_wagtail.comments.models import Conversation, ReaderComment, ReaderCommentSettings
from coprod_wagtail.languages import PageInLanguage
from coprod_wagtail.models import SiteHelp
from tests.comments.sending import drawn_fields, send
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ConversationPageFactory,
    ReaderCommentFactory,
    UserFactory,
)
from tests.pages.factories import (
    BlogPostAuthorFactory,
    CategoryFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
    make_private,
)

from .leftovers import english_in, texts_of
from .pseudo import CATALOGUE, KEPT, pseudo

pytestmark = pytest.mark.django_db

WORDS = {"body": "7 77", "author_name": "70"}
#: The files whose words readers see; those of moderators and editors have tests of their own.
READERS_FILES = (
    "comments/reading.py", "comments/forms.py", "comments/views.py", "comments/feeds.py",
    "comments/actions/submit.py", "words.py", "templates/", "blog/templates/", "members/templates/", "pages/templates/",
    "comments/templates/coprod_wagtail/comments/",
)  # fmt: skip


class Tour:
    """Visits every page in every state, and remembers what each answered by a name for the state."""

    def __init__(self, root, settings):
        self.client = Client()
        self.settings = settings
        self.answers = {}
        self.root = root
        self.now = timezone.now()

    def note(self, name, response, status=200):
        assert response.status_code == status, (name, response.status_code)
        self.answers[name] = response.content.decode()

    def see(self, name, address, status=200):
        self.note(name, self.client.get(address), status)

    def send(self, name, page, status, **fields):
        self.note(name, send(self.client, page, **WORDS | fields), status)

    def build(self):
        site = Site.objects.get(is_default_site=True)
        SiteHelp.objects.create(site=site, text="1 1", phone="2 2", email="3@3.3")
        self.members = MemberIndexPageFactory(parent=self.root, title="10", slug="10")
        self.member = MemberProfilePageFactory(
            parent=self.members, title="11", slug="11", role="12", short_text="13", long_text="<p>14</p>",
            links=[("link", {"label": "15", "url": "https://example.org/"})],
        )  # fmt: skip
        self.blog = BlogIndexPageFactory(parent=self.root, title="20", slug="20", intro="<p>21</p>")
        self.post = BlogPostPageFactory(
            parent=self.blog, title="22", slug="22", summary="23", closing_question="24",
            body=[("heading", {"text": "25", "level": "h2"}), ("text", "<p>26</p>")],
        )  # fmt: skip
        BlogPostAuthorFactory(page=self.post, profile=self.member, sort_order=0)
        BlogPostAuthorFactory(page=self.post, name="27", sort_order=1)
        BlogPostAuthorFactory(page=self.post, name="28", sort_order=2)
        self.post.categories.add(CategoryFactory(name="30", slug="30"))
        self.post.tags.add("31")
        self.post.save()
        self.question = ConversationPageFactory(
            parent=self.root, title="40", slug="40", question="41", what_happens_next="42"
        )

    def take(self):
        self.build()
        self.lists()
        self.conversations()
        self.errors()
        self.private_pages()
        self.elements()
        return self.answers

    def lists(self):
        self.see("a list of posts", self.blog.url)
        self.see("posts of a category", f"{self.blog.url}?category=30")
        self.see("posts with a tag", f"{self.blog.url}?tag=31")
        empty = BlogIndexPageFactory(parent=self.root, title="29", slug="29")
        self.see("a list without posts", empty.url)
        for number in range(100, 120):
            BlogPostPageFactory(parent=empty, title=str(number), slug=str(number))
        self.see("the first page of posts", empty.url)
        self.see("the second page of posts", f"{empty.url}?page=2")
        self.see("the list of members", self.members.url)
        self.see("a profile with posts", self.member.url)
        nobody = MemberIndexPageFactory(parent=self.root, title="16", slug="16")
        self.see("a list without members", nobody.url)
        for number in range(200, 260):
            MemberProfilePageFactory(parent=nobody, title=str(number), slug=str(number))
        self.see("the first page of members", nobody.url)
        self.see("the second page of members", f"{nobody.url}?page=2")
        self.see("a profile without anything", f"{nobody.url}200/")

    def conversation(self, page, **changes):
        Conversation.objects.update_or_create(page=page, defaults=changes)

    def conversations(self):
        post = self.post
        self.see("a post that nobody answered", post.url)
        first = ReaderCommentFactory(page=post, author_name="50", body="51")
        self.see("one comment", post.url)
        second = ReaderCommentFactory(page=post, author_name="52", body="53", reply_to=first)
        ReaderCommentFactory(page=post, author_name="54", body="55", reply_to=second)
        for precision, kind in product(DatePrecision, [AuthorKind.GUEST, AuthorKind.UNKNOWN]):
            is_lost = kind == AuthorKind.UNKNOWN
            moment = None if precision == DatePrecision.UNKNOWN else self.now
            facts = {"posted_at": moment, "posted_precision": precision, "author_kind": kind}
            old = ReaderCommentFactory(page=post, author_name="" if is_lost else "56", body="57", **facts)
            ReaderCommentFactory(page=post, author_name="58", body="59", reply_to=old, **facts)
        for status in [Status.HIDDEN, Status.TAKEN_BACK, Status.ERASED]:
            gone = ReaderCommentFactory(page=post, author_name="60", body="61")
            ReaderCommentFactory(page=post, author_name="62", body="63", reply_to=gone)
            ReaderComment.objects.filter(pk=gone.pk).update(status=status)
        lost = ReaderComment.objects.filter(author_kind=AuthorKind.UNKNOWN, thread=None).first()
        self.see("a post with every kind of comment", post.url)
        self.see("the feed", f"/comments/{post.pk}/feed/")
        self.see("an answer to somebody", f"{post.url}?reply={second.pk}")
        self.see("an answer to nobody known", f"{post.url}?reply={lost.pk}")
        self.see("an answer to what is gone", f"{post.url}?reply=99999")
        self.settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 2}
        self.see("a middle page of comments", f"{post.url}?comments=2")
        middle = ReaderComment.objects.filter(page=post, listed=True, thread=None).in_reading_order()[3]
        self.see("comments from one on", f"{post.url}?comment={middle.pk}")
        self.settings.COPROD_WAGTAIL = {}
        day = timedelta(days=1)
        for page in (post, self.question):
            self.conversation(page, closes_at=self.now + day)
            self.see(f"closes tomorrow, {page.title}", page.url)
            self.conversation(page, opens_at=self.now - 2 * day, closes_at=self.now - day)
            self.see(f"closed, {page.title}", page.url)
            self.conversation(page, opens_at=self.now + day, closes_at=None)
            self.see(f"not open yet, {page.title}", page.url)
            self.conversation(page, opens_at=None, access=Access.READ_ONLY)
            self.see(f"read only, {page.title}", page.url)
            self.conversation(page, access=Access.HIDDEN)
            self.see(f"hidden, {page.title}", page.url)
            self.conversation(page, access=Access.OPEN, policy=Policy.SHOW_FIRST)
            self.see(f"shows straight away, {page.title}", page.url)
            self.conversation(page, policy=Policy.INHERIT)
        self.settings.COPROD_WAGTAIL = {"MAX_WAITING": 0}
        self.see("full", post.url)
        self.settings.COPROD_WAGTAIL = {}
        for page in (post, self.question):
            preview = page.make_preview_request()
            preview.render()
            self.note(f"preview, {page.title}", preview)
        restriction = make_private(post)
        signed_in = Client()
        signed_in.force_login(UserFactory())
        self.note("not for everyone", signed_in.get(post.url))
        restriction.delete()
        privacy = BlogPostPageFactory(parent=self.blog, title="45", slug="45", body=[("text", "<p>" + "7 " * 400)])
        ReaderCommentSettings.objects.create(
            site=Site.objects.get(is_default_site=True), privacy_page=privacy, answer_days=1
        )
        self.see("with a privacy page", post.url)
        self.see("a long post", privacy.url)

    def errors(self):
        post = self.post
        self.send("nothing written", post, 422, body="", author_name="")
        self.settings.COPROD_WAGTAIL = {"MAX_COMMENT_LENGTH": 3, "MAX_NAME_LENGTH": 1}
        self.send("one character too many", post, 422, body="1234", author_email="7")
        self.send("many characters too many", post, 422, body="7" * 9, author_email="7@7.7" * 99)
        self.settings.COPROD_WAGTAIL = {"MAX_COMMENT_LENGTH": 1, "MAX_NAME_LENGTH": 3}
        self.send("a long name", post, 422, author_name="7777")
        self.settings.COPROD_WAGTAIL = {}
        # Only JSON can carry half a character; the form is the same.
        self.answers["broken characters"] = str(
            CommentForm(WORDS | {"body": "7\ud83d"}, page_id=post.pk).errors["body"]
        )
        self.send("an old form", post, 422, token="7")
        self.note("from another site", send(self.client, post, {"Sec-Fetch-Site": "cross-site"}, **WORDS), 403)
        self.send("an answer to what is gone meanwhile", post, 409, reply_to="99999")
        day = timedelta(days=1)
        for name, changes in {
            "closed meanwhile": {"opens_at": None, "closes_at": self.now - day},
            "not open meanwhile": {"opens_at": self.now + day, "closes_at": None},
            "read only meanwhile": {"opens_at": None, "access": Access.READ_ONLY},
            "hidden meanwhile": {"access": Access.HIDDEN},
        }.items():
            self.meanwhile(name, 409, lambda changes=changes: self.conversation(post, **changes))
            self.conversation(post, access=Access.OPEN, opens_at=None, closes_at=None)
        self.meanwhile("full meanwhile", 409, lambda: setattr(self.settings, "COPROD_WAGTAIL", {"MAX_WAITING": 0}))
        self.settings.COPROD_WAGTAIL = {"MAX_BODY_BYTES": 1}
        self.note("too large", self.client.post(f"/comments/{post.pk}/", WORDS), 413)
        self.settings.COPROD_WAGTAIL = {}
        self.meanwhile("private meanwhile", 404, lambda: make_private(post))
        post.get_view_restrictions().delete()

    def meanwhile(self, name, status, change):
        """Sends a form that was drawn before `change`."""
        data = drawn_fields(self.client, self.post.url) | WORDS
        change()
        address = data.pop("action")
        self.note(name, self.client.post(address, data, headers={"Sec-Fetch-Site": "same-origin"}), status)

    def private_pages(self):
        for number, status in enumerate(Status):
            secret = str(number) * 22
            comment = ReaderCommentFactory(
                page=self.post, author_name="80", body="81", body_html="<p>81</p>", status=status,
                slip_hash=tokens.slip_hash(secret),
            )  # fmt: skip
            self.see(f"the private page, {status}", f"/comments/slips/{secret}/")
        ReaderComment.objects.filter(pk=comment.pk).update(
            status=Status.PENDING, received_at=self.now - timedelta(days=30)
        )
        self.see("the private page, overdue", f"/comments/slips/{secret}/")

    def elements(self):
        other = PageInLanguage("cy", "90", "/", "/", False, False)
        self.answers["translations"] = render_to_string(
            "coprod_wagtail/elements/translations.html", {"translations": [other]}
        )


@pytest.fixture
def answers(in_pseudo, root_page, settings):
    return Tour(root_page, settings).take()


def spoken(name, markup):
    """What people read or hear; a feed is read by a program, which shows titles and descriptions."""
    if name != "the feed":
        return list(texts_of(markup))
    feed = ElementTree.fromstring(markup)
    titles = [tag.text for tag in feed.iter("title")]
    return titles + list(chain.from_iterable(texts_of(tag.text) for tag in feed.iter("description")))


def test_the_measuring_itself():
    page = '<p>⟦Ńóó⟧ <b>1</b> Buses</p><img alt="A bus"><input type="submit" value="Go"><script>let x</script><a href="/x">2</a>'
    assert english_in(texts_of(page)) == ["Buses", "A bus", "Go"]
    assert (
        english_in(
            texts_of(
                f"<p>{pseudo('The quick brown Fox: <b>%(jumps)s</b> over 12 LAZY dogs, jazzy')}</p>" % {"jumps": 3}
            )
        )
        == []
    )


def test_no_english_is_left_on_any_page_in_any_state(answers):
    left = {name: english_in(spoken(name, markup)) for name, markup in answers.items()}
    assert {name: texts for name, texts in left.items() if texts} == {}


def test_the_tour_meets_every_word_there_is_for_readers(answers):
    """Or else a state is missing above, and the words of that state were never looked at."""
    seen = "\n".join("".join(spoken(name, markup)) for name, markup in answers.items())
    unseen = []
    for entry in polib.pofile(str(CATALOGUE)):
        if entry.msgctxt == "date format" or not any(is_for_readers(name) for name, _line in entry.occurrences):
            continue
        forms = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
        unseen += [form for form in forms if not as_drawn(form).search(seen)]
    assert unseen == []


def as_drawn(form):
    """A pattern that finds the pseudo-translation of `form` with something in the place of its placeholders."""
    pieces = (r"\s*".join(map(re.escape, piece.split())) for piece in KEPT.split(pseudo(form)))
    return re.compile(r"\s*.*?\s*".join(pieces))


def is_for_readers(name):
    return name.startswith(READERS_FILES) and "/admin/" not in name
