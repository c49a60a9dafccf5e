"""Every state in which readers may meet a page of the package or of the example site, each a function that draws it.

    @state()
    def post_that_is_closed(site): ...

gives back a response, or a list of them, each with the status that `state` names. What it writes to the database is
taken back afterwards.
"""

from contextlib import ExitStack
from datetime import UTC, datetime, time, timedelta
from unittest.mock import patch

import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone
from django.views.defaults import server_error
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Site
from wagtail.search.backends import get_search_backend

from coprod_wagtail.blog.models import Series
from coprod_wagtail.comments.actions import DeclineComment, EditComment, TakeDownComment
from coprod_wagtail.comments.constants import Access, AuthorKind, DatePrecision, Policy, Status
from coprod_wagtail.comments.correspondence.answer import AnswerMessage
from coprod_wagtail.comments.covering.decisions import CoverPart
from coprod_wagtail.comments.mail.subscriptions import AskForMail, ConfirmMail
from coprod_wagtail.comments.models import Conversation, ReaderCommentSettings, Subscription
from coprod_wagtail.comments.notices.links import token_for
from coprod_wagtail.comments.slip import code
from coprod_wagtail.models import SiteHelp
from coprod_wagtail.outbox.letters import drawn as drawn_mail
from coprod_wagtail.outbox.mail import all_mails
from tests.comments.sending import SAME_ORIGIN, drawn_fields, words
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ConversationPageFactory,
    ModeratorFactory,
    ReaderCommentFactory,
    UserFactory,
)
from tests.pages.factories import (
    BlogPostAuthorFactory,
    CategoryFactory,
    HomePageFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
    TextPageFactory,
    make_private,
)
from tests.projects.bilingual import bilingual_middleware

MAY_4 = datetime(2026, 5, 4, 10, tzinfo=UTC)
LOST = {"author_name": "", "author_kind": AuthorKind.UNKNOWN}
UNDATED = {"posted_at": None, "posted_precision": DatePrecision.UNKNOWN}
SECRET = "c" * 22
HOSTILE = "\"><script>alert(1)</script> & ' <b>"
ARABIC = "أحمد بن محمد"

STATES = {}


def state(status=200):
    def note(draw):
        STATES[draw.__name__] = (draw, status)
        return draw

    return note


def a_table(caption, *rows, row_headings=False):
    columns = [{"type": "text", "heading": ""}, {"type": "rich_text", "heading": "<Where>"}]
    cells = [{"values": row} for row in rows]
    return {"table": {"columns": columns, "rows": cells, "caption": caption}, "row_headings": row_headings}


class KettleLane:
    """The example site with a page of every kind, filled in as far as it can be."""

    def __init__(self):
        site = Site.objects.get(is_default_site=True)
        self.picture = get_image_model().objects.create(title="A table", file=get_test_image_file(size=(1600, 1000)))
        self.home = HomePageFactory(parent=site.root_page, title="Kettle Lane", slug="kettle-lane", welcome="Come in.")
        site.root_page, site.site_name = self.home, "Kettle Lane & friends"
        site.save()
        self.privacy = TextPageFactory(parent=self.home, title="Privacy", slug="privacy", body=self.every_part())
        self.members = MemberIndexPageFactory(
            parent=self.home, title="Our members", slug="members", show_in_menus=True, intro="<p>Meet us.</p>"
        )
        self.member = MemberProfilePageFactory(
            parent=self.members,
            title="Maryam",
            slug="maryam",
            role="Member since 2014",
            photo=self.picture,
            photo_alt=f"Maryam {HOSTILE}",
            short_text="I like buses that come.",
            long_text="<p>I came for the <b>soup</b>.</p><ul><li>And stayed</li></ul>",
            links=[("link", {"label": "My garden", "url": "https://example.org/?a=1&b=2"})],
        )
        self.blog = BlogIndexPageFactory(
            parent=self.home, title="Blog", slug="blog", intro="<p>Read us.</p>", show_in_menus=True
        )
        self.post = BlogPostPageFactory(
            parent=self.blog,
            title="A good week",
            slug="a-good-week",
            date=MAY_4.date(),
            summary="Twelve people planned a week & a half.",
            search_description=f"A week {HOSTILE}",
            closing_question="What makes a good week for you?",
            image=self.picture,
            image_alt=f"A table {HOSTILE}",
            body=self.every_part(),
        )
        for author in ({"profile": self.member}, {"name": "Sam"}, {"name": ARABIC}):
            BlogPostAuthorFactory(page=self.post, **author)
        for name in ("Food", "Days & nights"):
            self.post.categories.add(CategoryFactory(name=name, slug=name.split()[0].lower()))
        self.post.tags.add("weeks", "bus & tram")
        self.post.save()
        self.question = ConversationPageFactory(
            parent=self.home,
            title="Have your say",
            slug="have-your-say",
            body=self.every_part(),
            what_happens_next="Two of us read every answer.\n\nThen we meet.",
            show_in_menus=True,
        )
        SiteHelp.objects.create(
            site=site, text="Ring us.\nWe write it down.", phone="+44 20 7946 0000", email="a@b.org"
        )
        ReaderCommentSettings.objects.create(site=site, privacy_page=self.privacy)

    @property
    def client(self):
        """A new one each time: nobody here has a session, and one that was used keeps its middleware."""
        return Client()

    def as_somebody(self, user):
        """The same, of somebody who has signed in."""
        client = self.client
        client.force_login(user)
        return client

    def every_part(self):
        """A text of every part that an editor can use, and of everything inside running text."""
        text = (
            "<p>Words, <b>bold</b> and <i>leaning</i>, <a href='https://example.org/?a=1&amp;b=2'>a link</a>.</p>"
            "<ul><li>One<ul><li>Inside</li></ul></li></ul><ol><li>First</li></ol><hr/>"
            f'<p>See <a linktype="page" id="{self.home.pk}">the first page</a>.<br/>And <code>x &lt; y</code>.</p>'
        )
        return [
            ("heading", {"text": "Monday", "level": "h2"}),
            ("text", text),
            ("heading", {"text": "And <Tuesday>", "level": "h3"}),
            ("quote", {"text": "We knew.\n\nAll along.", "source": "Bo", "source_url": "https://example.org/?a=1&b=2"}),
            ("quote", {"text": "We did.", "source": "", "source_url": "https://example.org/"}),
            ("quote", {"text": "Nobody asked.", "source": "Bo", "source_url": ""}),
            ("quote", {"text": "No one said who.", "source": "", "source_url": ""}),
            ("picture", {"image": self._in_text(f"A table {HOSTILE}"), "caption": "Our table"}),
            ("picture", {"image": self._in_text("", decorative=True), "caption": ""}),
            (
                "table",
                a_table("Who & when", [f"Mon {HOSTILE}", "<p><a href='tel:+4420700'>ring</a></p>"], ["", "<p></p>"]),
            ),
            ("table", a_table("", ["Tuesday\nto Friday", "<p>Two</p><p>paragraphs</p>"], row_headings=True)),
        ]

    def _in_text(self, alt, decorative=False):
        picture = get_image_model().objects.get(pk=self.picture.pk)
        picture.contextual_alt_text, picture.decorative = alt, decorative
        return picture

    def say(self, body="Words.", page=None, **options):
        return ReaderCommentFactory(page=page or self.post, body=body, **{"posted_at": MAY_4} | options)

    def talk(self):
        """A conversation with everything that may stand in one; a comment in the middle of it."""
        self.say("Old, and nobody knows whose.", **LOST, **UNDATED)
        self.say("Old, of Wednesday.", author_name="Del", **UNDATED)
        self.say("Some day in May.", author_name="Di", posted_precision=DatePrecision.MONTH)
        self.say("Some month of 2009.", **LOST, posted_precision=DatePrecision.YEAR)
        sam = self.say(f"Buses, see https://example.org/?a=1&b=2\nor ask.\n\n{HOSTILE}", author_name="Sam")
        ann = self.say("Yes.", author_name="Ann", reply_to=sam)
        self.say("And trams.", author_name=HOSTILE, reply_to=ann)
        self.say("Nobody knows who answered.", reply_to=sam, **LOST, **UNDATED)
        self.say("Gone, too.", author_name="Al", reply_to=sam)
        for number, status in enumerate([Status.HIDDEN, Status.COVERED, Status.TAKEN_BACK, Status.ERASED]):
            gone = self.say("Something else.", author_name=f"Max {number}", status=status)
            self.say("Let us be kind.", author_name="Jo", reply_to=gone)
        self.say("الحافلة تقرر يومي كله.", author_name=ARABIC, language="ar")
        self.say("Mae'r bws yn penderfynu fy niwrnod.", author_name="Carys", language="cy")
        self.say("Llanfair" * 60, author_name="Llanfair" * 20)
        return sam

    def get(self, address, **query):
        return self.client.get(address, query)

    def send(self, page=None, query="", headers=SAME_ORIGIN, before_sending=None, **fields):
        """Fill in the form of `page` and send it; `before_sending` is done when it has been drawn."""
        data = drawn_fields(self.client, (page or self.post).url + query) | words() | fields
        if before_sending:
            before_sending()
        return self.client.post(data.pop("action"), data, headers=headers)


def later(days):
    return timezone.now() + timedelta(days=days)


# The home page, plain pages and pages that say no


@state()
def home(site):
    return site.get("/")


@state()
def home_with_nothing_in_it(site):
    for page in site.home.get_children():
        page.delete()
    return site.get("/")


@state()
def home_with_a_question_that_is_over(site):
    Conversation.objects.create(page=site.question, closes_at=later(-1))
    return site.get("/")


@state()
def text_page(site):
    return site.get(site.privacy.url)


@state()
def text_page_without_help_for_readers(site):
    SiteHelp.objects.all().delete()
    return site.get(site.privacy.url)


@state(status=404)
def not_found(site):
    return site.get("/nobody-lives-here/")


@state(status=500)
def server_fault(site):
    return server_error(RequestFactory().get("/"))


# The blog


@state()
def blog(site):
    return site.get(site.blog.url)


@state()
def blog_without_posts(site):
    site.post.delete()
    return site.get(site.blog.url)


@state()
def blog_about_a_category(site):
    return site.get(site.blog.url, category="food")


@state()
def blog_with_a_tag(site):
    return site.get(site.blog.url, tag="bus-tram")


@state()
def blog_in_its_lists(site):
    """Of a topic, a tag, a person, a series with a description, a year with months, and a month."""
    series = Series.objects.create(name=f"Weeks {HOSTILE}", slug="weeks", description=f"How they went.\n{HOSTILE}")
    type(site.post).objects.filter(pk=site.post.pk).update(series=series)
    BlogPostPageFactory(parent=site.blog, title="In April", date=MAY_4.date().replace(month=4))
    BlogPostPageFactory(parent=site.blog, title="Last year", date=MAY_4.date().replace(year=2025), series=series)
    lists = ["", "topic/food/", "tag/bus-tram/", "by/maryam/", "series/weeks/", "2026/", "2026/05/"]
    return [site.get(f"{site.blog.url}{below}") for below in lists]


@state()
def what_a_search_found(site):
    """Nothing asked, something found and narrowed, words that nothing has, and pages of it."""
    # The pages of these tests are in no index.
    posts = [
        BlogPostPageFactory(parent=site.blog, title=f"Kettle {n} {HOSTILE}", summary="A kettle.") for n in range(11)
    ]
    get_search_backend().add_bulk(type(posts[0]), posts)
    queries = [{}, {"q": "kettle"}, {"q": "kettle", "page": 2}, {"q": f"kettle {HOSTILE}", "topic": "food"}]
    return [site.get(f"{site.blog.url}search/", **query) for query in queries]


@state()
def post_that_leads_on(site):
    """Parts of a series, the posts before and after it, and others to read next."""
    series = Series.objects.create(name="Weeks", slug="weeks")
    for day in (3, 4, 5):
        part = BlogPostPageFactory(
            parent=site.blog, title=f"Part {day} {HOSTILE}", date=MAY_4.date().replace(day=day), series=series
        )
        part.tags.add("weeks")
        part.save()
    type(site.post).objects.filter(pk=site.post.pk).update(series=series)
    return site.get(site.post.url)


@state()
def blog_in_pages(site):
    BlogPostPageFactory.create_batch(25, parent=site.blog)
    return [site.get(site.blog.url, page=number) for number in (1, 2, 3)]


@state()
def post(site):
    return site.get(site.post.url)


@state()
def post_with_nothing_in_it(site):
    return site.get(BlogPostPageFactory(parent=site.blog, title="Bare").url)


@state()
def post_in_another_language_from_right_to_left(site):
    middleware = bilingual_middleware()
    with override_settings(
        WAGTAIL_I18N_ENABLED=True,
        LANGUAGES=[("en-gb", "English"), ("ar", "Arabic")],
        WAGTAIL_CONTENT_LANGUAGES=[("en-gb", "English"), ("ar", "Arabic")],
        ROOT_URLCONF="tests.projects.bilingual_urls",
        MIDDLEWARE=middleware,
    ):
        arabic, _ = Locale.objects.get_or_create(language_code="ar")
        translation = site.post.copy_for_translation(arabic, copy_parents=True)
        translation.get_ancestors().update(live=True)
        translation.save_revision().publish()
        site.say("Words.", page=translation, author_name=ARABIC, language="ar")
        return [site.get(site.post.url), site.get(translation.url), site.get(translation.get_parent().url)]


# Members


@state()
def members(site):
    return site.get(site.members.url)


@state()
def members_without_anybody(site):
    site.member.delete()
    return site.get(site.members.url)


@state()
def members_in_pages(site):
    MemberProfilePageFactory.create_batch(60, parent=site.members)
    return [site.get(site.members.url, page=number) for number in (1, 2)]


@state()
def profile(site):
    return site.get(site.member.url)


@state()
def profile_with_nothing_in_it(site):
    return site.get(MemberProfilePageFactory(parent=site.members, title=ARABIC, slug="ahmad").url)


@state()
def profile_with_many_posts(site):
    for post in BlogPostPageFactory.create_batch(25, parent=site.blog):
        BlogPostAuthorFactory(page=post, profile=site.member)
    return site.get(site.member.url, page=2)


# Telling us about a comment


@state()
def report(site):
    sam = site.talk()
    return [site.get(f"/comments/reports/{sam.pk}/"), site.get(f"/comments/reports/{sam.pk}/sent/")]


@state()
def report_of_a_long_one_and_of_a_covered_one(site):
    long, covered = site.say("Llanfair " * 60), site.say("Words.", status=Status.COVERED)
    return [site.get(f"/comments/reports/{comment.pk}/") for comment in (long, covered)]


@state(status=422)
def report_with_mistakes(site):
    return _tell(
        site, reason="untrue", body=HOSTILE, statement=HOSTILE, name=HOSTILE, knows_writer="perhaps", email="x"
    )


@state(status=422)
def report_that_was_open_for_long(site):
    return _tell(site, reason="spam", token="x")


@state(status=404)
def report_of_what_is_gone(site):
    return site.client.post("/comments/reports/99999/", {"body": HOSTILE, "meaning": HOSTILE}, headers=SAME_ORIGIN)


def _tell(site, **fields):
    url = f"/comments/reports/{site.say('Words.').pk}/"
    form = BeautifulSoup(site.get(url).content, "html.parser").select_one("form.coprod-form")
    hidden = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    return site.client.post(url, hidden | fields, headers=SAME_ORIGIN)


# A conversation


@state()
def conversation(site):
    site.talk()
    return site.get(site.post.url)


@state()
def conversation_in_pages(site):
    with override_settings(COPROD_WAGTAIL={"THREADS_PER_PAGE": 2}):
        sam = site.talk()
        return [site.get(site.post.url, comments=number) for number in (1, 2, 5)] + [
            site.get(site.post.url, comment=sam.pk)
        ]


@state()
def conversation_that_is_closed(site):
    return _talk_with(site, closes_at=later(-1))


@state()
def conversation_that_closes(site):
    return _talk_with(site, closes_at=later(9))


@state()
def conversation_that_is_not_open_yet(site):
    return _talk_with(site, opens_at=later(9))


@state()
def conversation_to_read_only(site):
    return _talk_with(site, access=Access.READ_ONLY)


@state()
def conversation_that_is_hidden(site):
    return _talk_with(site, access=Access.HIDDEN)


@state()
def conversation_that_is_full(site):
    return _talk_with(site, waiting_count=200)


@state()
def conversation_while_all_are_paused(site):
    return _all_stopped(site, paused=True)


@state()
def conversation_before_an_election(site):
    return _all_stopped(site, frozen_from=later(-9), frozen_until=later(9))


def _all_stopped(site, **stops):
    """In our words and in the site's own, on a page with comments and one without any."""
    site.talk()
    decided, _created = ReaderCommentSettings.objects.get_or_create(site=Site.objects.get())
    answers = []
    for own in ("", "We are at a funeral.\n\nRing 020 7946 0000 if it cannot wait."):
        type(decided).objects.update(**stops, pause_words=own, freeze_words=own)
        answers += [site.get(page.url) for page in (site.post, site.question)]
    return answers


@state()
def form_while_reading_takes_longer(site):
    site.say(status=Status.PENDING, received_at=later(-30))
    decided, _created = ReaderCommentSettings.objects.get_or_create(site=Site.objects.get())
    decided.bank_holidays, decided.days_off = "scotland", f"{later(3):%d/%m/%Y} to {later(9):%d/%m/%Y}"
    decided.reading_from, decided.reading_until = time(9), time(17)
    decided.safeguarding_contact = "Worried about somebody? Ring Ann on 020 7946 0001."
    decided.other_ways, decided.other_formats, decided.post_to = "Ring 020 7946 0000.", "Ask Ann.", "1 Lane\nTown"
    decided.save()
    return site.get(site.post.url)


def _talk_with(site, **changes):
    site.talk()
    Conversation.objects.update(**changes)
    return site.get(site.post.url)


@state()
def conversation_in_which_comments_show_first(site):
    Conversation.objects.create(page=site.question, policy=Policy.SHOW_FIRST)
    return [_talk_with(site, policy=Policy.SHOW_FIRST), site.get(site.question.url)]


@state()
def conversation_of_a_page_that_is_not_for_everybody(site):
    """A reader with an account reads and writes there, as does a moderator, who has Wagtail's bar, too."""
    site.talk()
    make_private(site.post)
    make_private(site.question)
    return [
        site.as_somebody(user).get(page.url)
        for user in (UserFactory(), ModeratorFactory())
        for page in (site.post, site.question)
    ]


@state()
def conversation_in_a_preview(site):
    site.talk()
    return [site.post.make_preview_request(), site.question.make_preview_request()]


@state()
def question(site):
    site.say(page=site.question)
    return site.get(site.question.url)


@state()
def question_until_a_day(site):
    Conversation.objects.create(page=site.question, closes_at=later(9))
    return site.get(site.question.url)


@state()
def question_that_is_over(site):
    Conversation.objects.create(page=site.question, closes_at=later(-9))
    return site.get(site.question.url)


# The form


@state()
def form_for_a_reply(site):
    sam = site.talk()
    return [
        site.get(site.post.url, reply=comment.pk)
        for comment in site.post.reader_comments.filter(status=Status.PUBLISHED)
        if comment.thread_start_id == sam.pk
    ]


@state()
def form_for_a_reply_to_what_is_gone(site):
    site.talk()
    return site.get(site.post.url, reply=2**40)


@state(status=422)
def form_in_error(site):
    sam = site.talk()
    reply = f"?reply={sam.pk}"
    return [
        site.send(body="", author_name="", author_email="sam at example"),
        site.send(query=reply, body="", author_name=HOSTILE * 20),
        site.send(query=reply, body=HOSTILE + "x" * 10_001, author_name=ARABIC),
    ]


@state()
def check_before_sending(site):
    """A look at it, what looks private, an address that was mistyped, all with and without the steps."""
    sam = site.talk()
    return [
        site.send(query=f"?reply={sam.pk}", body=HOSTILE, author_name=ARABIC, preview="1"),
        site.send(body=f"07700 900123 {HOSTILE}", author_email="sam@gmail,com", helped="on", helped_shown="on"),
        site.send(body="CF10 3AT", author_email="sam@hotmial.com", step="check", steps="1"),
    ]


@state()
def one_thing_at_a_time(site):
    return [
        site.get(f"/comments/{site.post.pk}/steps/"),
        *(site.send(body=HOSTILE, author_name=ARABIC, step=step, steps="1") for step in ("words", "name", "more")),
    ]


@state(status=422)
def step_in_error(site):
    return [
        site.send(body="", step="name"),
        site.send(author_name="", step="check", steps="1"),
        site.send(author_email="sam at example", step="check", steps="1"),
        site.send(token="", steps="1"),
    ]


@state()
def sheet_to_write_on(site):
    ReaderCommentSettings.objects.update(post_to=f"Kettle Lane\n{HOSTILE}")
    return [site.get(f"/comments/{page.pk}/sheet/") for page in (site.post, site.question)]


@state()
def comment_under_a_note(site):
    noted = site.say("Words.", content_note=HOSTILE, language="cy")
    return [
        site.get(site.post.url),
        site.get(site.post.url, reply=noted.pk),
        site.get(f"/comments/reports/{noted.pk}/"),
        site.send(content_note="A note", preview="1"),
    ]


@state(status=422)
def note_that_is_too_long(site):
    return site.send(content_note="x" * 101)


@state()
def conversation_with_the_newest_first(site):
    with override_settings(COPROD_WAGTAIL={"THREADS_PER_PAGE": 2}):
        sam = site.talk()
        pages = [site.get(site.post.url, order="newest", comments=number) for number in (1, 2)]
        return [*pages, site.get(site.post.url, order="newest", comment=sam.pk)]


@state()
def lists_that_say_how_many_comments_there_are(site):
    site.talk()
    return [site.get(address) for address in (site.blog.url, "/")]


@state()
def comment_with_help(site):
    site.say("Words.", helped="shown")
    return site.get(site.post.url)


@state(status=403)
def form_from_another_site(site):
    return site.send(headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://example.org"})


@state(status=422)
def form_that_is_too_old(site):
    return site.send(token="1:" + "x" * 20)


@state(status=409)
def form_sent_too_late(site):
    sam = site.talk()

    def close():
        Conversation.objects.update(access=Access.READ_ONLY)

    def take_away():
        type(sam).objects.filter(pk=sam.pk).update(status=Status.HIDDEN)

    def pause():
        ReaderCommentSettings.objects.update_or_create(site=Site.objects.get(), defaults={"paused": True})

    answers = [site.send(query=f"?reply={sam.pk}", before_sending=take_away), site.send(before_sending=close)]
    Conversation.objects.update(access=Access.OPEN)
    return [*answers, site.send(before_sending=pause)]


@state(status=429)
def form_sent_too_often(site):
    # Both in the same minute: what was sent in the one before does not count.
    with override_settings(COPROD_WAGTAIL={"FLOOD_PER_MINUTE": 1}), time_machine.travel(timezone.now(), tick=False):
        site.send()
        return site.send(query=f"?reply={site.talk().pk}", author_name=ARABIC)


@state(status=404)
def words_back(site):
    return [site.send(before_sending=site.post.unpublish, author_name=ARABIC), site.client.post("/comments/0/")]


@state(status=503)
def database_away(site):
    def fail(*asked):
        raise OperationalError

    fields = drawn_fields(site.client, site.post.url) | words(author_name=ARABIC, body="First.\n\nSecond.")
    client = Client(raise_request_exception=False)  # as a browser: an error is an answer
    with connection.execute_wrapper(fail):
        return [
            client.get("/blog/"),
            client.post(fields.pop("action"), fields, headers=SAME_ORIGIN),
            client.post("/admin/login/", {"username": "jo"}),
        ]


@state(status=413)
def too_large(site):
    return site.send(body="x " * 40_000)


@state(status=413)
def too_large_to_be_read(site):
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        return site.send(body="x " * 40_000)


@state()
def other_comments_with_words_half_written(site):
    sam = site.talk()
    return [site.send(reply=str(sam.pk), body=HOSTILE), site.send(reply="", author_name=ARABIC)]


# Where the site has no base.html


def _without_templates():
    [engine] = settings.TEMPLATES
    return override_settings(TEMPLATES=[engine | {"DIRS": []}])


@state()
def standing_alone(site):
    site.say("Words.", author_name=ARABIC, slip_hash=code.slip_hash(SECRET), status=Status.PENDING)
    with _without_templates():
        return [site.get(site.post.url), site.get(f"/comments/slips/{SECRET}/")]


@state(status=422)
def form_alone(site):
    """As page types of a site's own have no template where a front end draws them."""
    gone = patch.object(type(site.post), "get_template", lambda *args, **kwargs: "no/such.html")
    with _without_templates(), ExitStack() as stack:
        return site.send(body="", before_sending=lambda: stack.enter_context(gone))


# The private page


@state()
def private_page(site):
    comment = site.say("Words.\n\nMore.", author_name=ARABIC, slip_hash=code.slip_hash(SECRET), status=Status.PENDING)
    answers = []
    for status in Status:
        type(comment).objects.update(status=status)
        answers.append(site.get(f"/comments/slips/{SECRET}/"))
    type(comment).objects.update(status=Status.PENDING, words_version=2)
    return [*answers, site.get(f"/comments/slips/{SECRET}/")]


@state()
def private_page_that_asks(site):
    comment = site.say("Words.", slip_hash=code.slip_hash(SECRET), status=Status.PUBLISHED)
    questions = [site.get(f"/comments/slips/{SECRET}/{verb}/") for verb in ("take-down", "erase")]
    TakeDownComment(comment)()
    return [*questions, site.get(f"/comments/slips/{SECRET}/"), site.get(f"/comments/slips/{SECRET}/bring-back/")]


@state()
def comment_that_its_writer_changes(site):
    site.say("Words.", slip_hash=code.slip_hash(SECRET), status=Status.PUBLISHED)
    return site.get(f"/comments/slips/{SECRET}/edit/")


@state()
def comment_whose_change_is_asked_about(site):
    site.say("Words.", slip_hash=code.slip_hash(SECRET), status=Status.PUBLISHED)
    private = {"body": "Ring 07700 900123.", "author_name": "Sam"}
    return site.client.post(f"/comments/slips/{SECRET}/edit/", private)


@state(422)
def comment_that_its_writer_changes_with_a_mistake(site):
    site.say("Words.", slip_hash=code.slip_hash(SECRET), status=Status.PUBLISHED)
    return site.client.post(f"/comments/slips/{SECRET}/edit/", {"body": "", "author_name": ""})


@state()
def private_page_with_new_words(site):
    comment = site.say("Words.", slip_hash=code.slip_hash(SECRET), status=Status.PUBLISHED)
    EditComment(comment, body="New words.", author_name="Sam")()
    return site.get(f"/comments/slips/{SECRET}/")


def told(site):
    """A comment that was declined, and whose writer was told why."""
    comment = site.say("Words.", slip_hash=code.slip_hash(SECRET), status=Status.PENDING)
    return DeclineComment(comment, user=ModeratorFactory(), message="Leave out the name.\n\nPlease.")()


@state()
def private_page_with_words_of_a_moderator(site):
    comment = told(site)
    before = site.get(f"/comments/slips/{SECRET}/"), site.get(f"/comments/slips/{SECRET}/answer/")
    AnswerMessage(comment, "I will.")()
    return [*before, site.get(f"/comments/slips/{SECRET}/")]


@state()
def private_page_that_says_why(site):
    """With words that are marked over two paragraphs, and what would make it fine; and then with a part that is covered."""
    comment = site.say(f"Ring {HOSTILE}\n\n07700 900123.", slip_hash=code.slip_hash(SECRET), status=Status.PENDING)
    marked, user = f"{HOSTILE}\n07700", ModeratorFactory()
    DeclineComment(comment, user=user, reason="private-details", marked=marked, mend=f"Leave out {HOSTILE}")()
    why = site.get(f"/comments/slips/{SECRET}/")
    CoverPart(comment, covered=HOSTILE, kind="other", user=user)()
    CoverPart(comment, covered="07700 900123", kind="phone", user=user)()
    return [why, site.get(f"/comments/slips/{SECRET}/")]


@state(422)
def answer_with_a_mistake(site):
    told(site)
    return site.client.post(f"/comments/slips/{SECRET}/answer/", {"answer": ""})


@state(409)
def answer_from_another_window(site):
    AnswerMessage(told(site), "I will.")()
    return site.client.post(f"/comments/slips/{SECRET}/answer/", {"answer": "I will not."})


@state()
def comment_to_be_found(site):
    return site.get("/comments/find/")


@state(422)
def comment_to_be_found_with_a_mistake(site):
    return site.client.post("/comments/find/", {"number": "12", "words": "three of them"})


@state()
def private_page_that_is_gone(site):
    return site.get("/comments/slips/erased/")


@state()
def private_page_that_waits_too_long(site):
    site.say(slip_hash=code.slip_hash(SECRET), status=Status.PENDING, received_at=later(-30))
    site.post.unpublish()
    return site.get(f"/comments/slips/{SECRET}/")


@state()
def e_mails(site):
    comment = site.say("Words.", slip_hash=code.slip_hash(SECRET), status=Status.PUBLISHED)
    slip, follow = f"/comments/slips/{SECRET}/", f"/comments/{site.post.pk}/follow/"
    conversation = Conversation.for_page_id(site.post.pk)
    answers = [site.get(slip), site.get(follow), site.get(f"{follow}sent/")]
    AskForMail(conversation, "sam@example.org", comment=comment)()
    AskForMail(conversation, "sam@example.org")()
    own, whole = Subscription.objects.order_by("pk")
    links = [f"/comments/mail/{code.secret_of(one.nonce, one.found_by)}/" for one in (own, whole)]
    answers += [site.get(slip), site.get(links[0]), site.get(f"{links[1]}stop/")]
    ConfirmMail(own)()
    comment.subscription.refresh_from_db()
    answers += [site.get(slip), site.get(links[0])]
    site.say("An answer.", reply_to=comment, shown_at=later(1))
    letters = [
        all_mails()[name].letter({"subscription": one.pk})
        for name, one in (("comments-own", own), ("comments-daily", whole))
    ]
    answers += [HttpResponse(drawn_mail(letter, "sam@example.org", "1").alternatives[0][0]) for letter in letters]
    return [*answers, site.client.post(f"{links[0]}stop/")]


@state()
def e_mails_to_moderators(site):
    user = ModeratorFactory(first_name="Ada", last_name=HOSTILE)
    long_ago = {"status_since": later(-60), "received_at": later(-60)}
    parent = site.say(HOSTILE)
    waits = site.say(HOSTILE, status=Status.PENDING, reply_to=parent, signs=["many_links"], **long_ago)
    folded = site.say(HOSTILE, status=Status.PENDING, content_note=HOSTILE, **long_ago)
    changed = site.say("Old words.")
    EditComment(changed, body=HOSTILE, author_name=HOSTILE)()
    answers = [
        site.get(f"/comments/decide/{token_for(user, user.email, one.pk, verb)}/")
        for one, verb in ((waits, "publish"), (folded, "decline"), (changed, "accept-edit"), (changed, "publish"))
    ]
    ReaderCommentSettings.objects.update(manager_email="boss@example.org")
    things = {"things": [f"comment-{waits.pk}", f"comment-{folded.pk}"]}
    facts = [("waiting", {}), ("reminder", things), ("alarm", {"site": site.home.get_site().pk, **things})]
    for name, more in facts:
        letter = all_mails()[f"comments-{name}"].letter({**more, **({} if name == "alarm" else {"user": str(user.pk)})})
        answers.append(HttpResponse(drawn_mail(letter, "sam@example.org", "1").alternatives[0][0]))
    return answers


@state(422)
def e_mails_to_no_address(site):
    follow = f"/comments/{site.post.pk}/follow/"
    return [site.client.post(follow, {"author_email": "sam"}, headers=SAME_ORIGIN)]


def drawn(name, site) -> list[HttpResponse]:
    """The documents of one state."""
    draw, status = STATES[name]
    answers = draw(site)
    answers = answers if isinstance(answers, list) else [answers]
    assert {answer.status_code for answer in answers} == {status}, name
    assert {answer.headers["Content-Type"] for answer in answers} <= {"text/html", "text/html; charset=utf-8"}, name
    return answers
