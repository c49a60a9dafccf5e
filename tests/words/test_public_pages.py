"""No page that readers see has a word on it that a translator could not reach, whatever state it is in.

All content here is numbers, so every plain letter on a page is one that the package put there. What a site brings is no
part of this: its base.html, and its answer to an address that leads nowhere.

The words of the JSON API that are there to be shown count, too: a front end, or `<coprod-comments>`, has no others. So do
those of e-mails.
"""

import ast
import re
from datetime import time, timedelta
from itertools import chain, product
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree

import polib
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import OperationalError, connection
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Site

import coprod_wagtail
from coprod_wagtail.blog.models import Series
from coprod_wagtail.comments.actions import DeclineComment, HideComment
from coprod_wagtail.comments.cases.acknowledgement import AcknowledgedMail
from coprod_wagtail.comments.cases.constants import CaseKind
from coprod_wagtail.comments.cases.rows import seal, store_case
from coprod_wagtail.comments.constants import Access, AuthorKind, DatePrecision, Policy, Status
from coprod_wagtail.comments.correspondence.decisions import CloseAnswer, WriteToWriter
from coprod_wagtail.comments.covering.decisions import CoverPart
from coprod_wagtail.comments.covering.kinds import Kind
from coprod_wagtail.comments.grounds.starter import STARTER
from coprod_wagtail.comments.intake.forms import CommentForm
from coprod_wagtail.comments.mail.subscriptions import subscribe
from coprod_wagtail.comments.models import (
    CommentReport,
    Conversation,
    DecisionReason,
    ReaderComment,
    ReaderCommentSettings,
    Subscription,
)
from coprod_wagtail.comments.reports.constants import Outcome
from coprod_wagtail.comments.reports.letters import DecidedMail, WorriedMail
from coprod_wagtail.comments.slip import code, passphrase
from coprod_wagtail.comments.slip.verbs import hint_for_change, verbs_for
from coprod_wagtail.models import SiteHelp
from coprod_wagtail.outbox.letters import drawn
from coprod_wagtail.outbox.mail import all_mails
from coprod_wagtail.page_tree.languages import PageInLanguage
from tests.comments.sending import drawn_fields, send, soup
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
    MemberIndexPageFactory,
    MemberProfilePageFactory,
    make_private,
)

from .leftovers import english_in, texts_of
from .pseudo import CATALOGUE, KEPT, pseudo

pytestmark = pytest.mark.django_db

PACKAGE = Path(coprod_wagtail.__file__).parent
API = "/api/coprod/v1/"
WORDS = {"body": "7 77", "author_name": "70"}
#: The files whose words readers see; each word of these is met on the tour.
READERS_FILES = (
    "comments/reading/", "comments/intake/", "comments/slip/", "comments/api/",
    "comments/mail/", "comments/exceptions.py", "comments/actions/submit.py", "comments/actions/take_back.py", "comments/actions/edit.py", "comments/texts.py",
    "comments/correspondence/", "comments/grounds/texts.py", "comments/grounds/starter.py", "comments/covering/texts.py", "comments/covering/kinds.py",
    "comments/reports/constants.py", "comments/reports/flow.py", "comments/reports/forms.py", "comments/reports/letters.py", "comments/cases/texts.py", "comments/cases/acknowledgement.py",
    "api/pages/contact.py", "api/kit/problems.py", "text/formats.py", "gateway/unavailable.py", "templates/", "blog/templates/", "members/templates/",
    "pages/templates/", "blog/bylines.py", "search/texts.py", "blog/searching/", "blog/api/found.py",
    "members/search_kind.py", "comments/searching/",
    "comments/templates/coprod_wagtail/comments/",
)  # fmt: skip
#: Words in these files that are for others, and for whom.
NOT_FOR_READERS = {
    "Write this as a date and a time with its zone, such as {example}.": "whoever writes a front end",
    "-": "translators",
    "Something else was sent under this key before.": "whoever writes a front end",
    "Somebody else has changed this meanwhile. You changed nothing.": "editors and moderators",
    "This page is not here any more. You changed nothing.": "editors and moderators",
    "Dublin": "readers of a site in Ireland",
    "Dated when it is published": "editors, who look at a draft",
    "There are no comments here, because this page is not open to everyone.": "readers of a site that draws a page past "
    "Wagtail's own restrictions",
    "The Idempotency-Key has from 16 to 200 letters, numbers and signs.": "whoever writes a front end",
    "This cannot be read.": "whoever writes a front end",
    "Write this as true or false.": "whoever writes a front end",
    "%(comment)s went with its page. You changed nothing.": "moderators",
    "You do not have the right to erase this reader comment.": "moderators",
    "The writer has changed %(comment)s since you opened it. You changed nothing. Please read it again.": "moderators",
    "We cannot send e-mails.": "whoever writes a front end: nobody is asked for an address then",
    "Asks whether somebody wants e-mails": "whoever looks after the site",
    "Gives writers the number and the words of their comment": "whoever looks after the site",
    "Write some words to the writer first.": "moderators",
    "Urgent": "moderators",
    "A reader told us something that only some of your team may read. Tell them now, if they do not know yet. You can still "
    "decide about the comment.": "moderators",
    "The writer’s answer": "moderators",
    "Your comment is taken down, so we send nothing about it.": "whoever writes a front end: the button is not there then",
    "Tells writers what became of their comment": "whoever looks after the site",
    "Tells followers what is new in a conversation": "whoever looks after the site",
    **dict.fromkeys((str(one.label) for one in STARTER.values()), "moderators"),
    "These words are not in the comment. Copy them from it, as they stand there.": "moderators",
    "Somebody else should read this answer: somebody who did not decide about the comment. It waits for them.": "moderators",
    "The comment stays": "moderators",
    "The comment is not shown any more": "moderators",
    "Its writer erased the comment": "moderators",
    "What was decided about a comment that somebody told us about": "whoever runs the site",
    "Somebody is worried about a person: to the safeguarding contact": "whoever runs the site",
    "That we have what somebody told us about personal information": "whoever runs the site",
    "We could not find this page.": "nobody: what readers are told then is in words_back.html and in api/kit/problems.py",
}
#: The files whose words are not for readers, and for whom they are. `ADMIN` is looked at in test_admin.py.
ADMIN, DEVELOPERS, OPERATORS = "moderators and editors", "whoever writes a front end", "whoever runs the site"
TRANSLATORS, IN_ADDRESSES = "translators: a code, and no words", "readers, in addresses only"
FILES_OF_OTHERS = {
    "api/kit/guard.py": DEVELOPERS,
    "api/kit/queries.py": DEVELOPERS,
    "api/pages/finding.py": DEVELOPERS,
    "apps.py": ADMIN,
    "content/blocks.py": ADMIN,
    "content/finished.py": ADMIN,
    "content/links.py": ADMIN,
    "content/pasting.py": ADMIN,
    "content/picture_blocks.py": ADMIN,
    "content/pictures/admin.py": ADMIN,
    "content/pictures/old_files.py": ADMIN,
    "content/pictures/problems.py": ADMIN,
    "content/table_blocks.py": ADMIN,
    "blog/apps.py": ADMIN,
    "blog/authors.py": ADMIN,
    "blog/finding/chosen.py": ADMIN,
    "blog/finding/forms.py": ADMIN,
    "blog/finding/post.py": ADMIN,
    "blog/finding/words.py": IN_ADDRESSES,
    "blog/dates.py": ADMIN,
    "blog/mixins.py": ADMIN,
    "blog/models.py": ADMIN,
    "blog/templatetags/": ADMIN,
    "caching/purge_kind.py": OPERATORS,
    "comments/actions/change_of_status.py": ADMIN,
    "comments/actions/decision.py": ADMIN,
    "comments/actions/for_someone/": ADMIN,
    "comments/actions/staff/answer_many.py": ADMIN,
    "comments/actions/set_conversation.py": ADMIN,
    "comments/admin/": ADMIN,
    "comments/actions/person.py": ADMIN,
    "comments/cases/actions.py": ADMIN,
    "comments/cases/constants.py": ADMIN,
    "comments/cases/forms.py": ADMIN,
    "comments/cases/steps.py": ADMIN,
    "comments/cases/letters.py": ADMIN,
    "comments/cases/words.py": ADMIN,
    "comments/export/": ADMIN,
    "comments/figures/": ADMIN,
    "comments/reports/worry.py": ADMIN,
    "comments/api/moderation/": DEVELOPERS,
    "comments/staff/": ADMIN,
    "comments/apps.py": ADMIN,
    "comments/constants.py": ADMIN,
    "comments/covering/decisions.py": ADMIN,
    "comments/covering/forms.py": ADMIN,
    "comments/grounds/decision_forms.py": ADMIN,
    "comments/grounds/forms.py": ADMIN,
    "comments/grounds/marking.py": ADMIN,
    "comments/moderation/": ADMIN,
    "comments/management/": OPERATORS,
    "comments/mixins.py": ADMIN,
    "comments/models/": ADMIN,
    "comments/notices/": ADMIN,
    "comments/panels.py": ADMIN,
    "comments/promise/": ADMIN,
    "comments/reports/decisions.py": ADMIN,
    "comments/rights/": ADMIN,
    "page_tree/own_texts.py": ADMIN,
    "text/moments.py": ADMIN,
    "text/spoken.py": TRANSLATORS,
    "content/images.py": ADMIN,
    "getting_ready.py": ADMIN,
    "importers/": OPERATORS,
    "mail_report.py": ADMIN,
    "management/": OPERATORS,
    "members/apps.py": ADMIN,
    "members/mixins.py": ADMIN,
    "models.py": ADMIN,
    "outbox/": ADMIN,
    "pages/apps.py": ADMIN,
    "pages/choosers.py": ADMIN,
    "pages/models.py": ADMIN,
    "syndication/hub.py": ADMIN,
    "webhooks/": ADMIN,
}
#: How those words begin that stand in a file of editors, and that readers see as long as editors write no others.
READERS_WORDS = (
    "Be kind. ", "Everyone can see your words", "They can see them", "If you give us an e-mail", "Ask us at any time",
    "We do not watch comments", "If you are under 16",
)  # fmt: skip

#: A table without a caption is called one.
NUMBERS = {
    "table": {
        "columns": [{"type": "text", "heading": "66"}],
        "rows": [{"values": ["67"]}],
        "caption": "",
    },
    "row_headings": True,
}


class Tour:
    """Visits every page in every state, and remembers what each answered by a name for the state."""

    def __init__(self, root, settings):
        self.client = Client()
        self.settings = settings
        self.answers = {}
        self.root = root
        # The way to a page names it.
        root.title = root.draft_title = "1"
        root.save()
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
        self.root.title = "19"  # it stands on every page below, on the way back
        self.root.save()
        SiteHelp.objects.create(site=site, text="1 1", phone="2 2", email="3@3.3")
        self.members = MemberIndexPageFactory(parent=self.root, title="10", slug="10")
        self.member = MemberProfilePageFactory(
            parent=self.members, title="11", slug="11", role="12", short_text="13", long_text="<p>14</p>",
            links=[("link", {"label": "15", "url": "https://example.org/"})],
        )  # fmt: skip
        self.blog = BlogIndexPageFactory(parent=self.root, title="20", slug="20", intro="<p>21</p>")
        self.post = BlogPostPageFactory(
            parent=self.blog, title="22", slug="22", summary="23", closing_question="24",
            body=[("heading", {"text": "25", "level": "h2"}), ("text", "<p>26</p>"), ("table", NUMBERS)],
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
        self.promises()
        self.before_sending()
        self.errors()
        self.without_database()
        self.private_pages()
        self.mails()
        self.json()
        self.reports()
        self.searches()
        self.elements()
        return self.answers

    def searches(self):
        """The pages of these tests are in no index, and similar words are found on one database only."""

        def look(state, query):
            # The word in the address is the pseudo-language's.
            self.note(state, self.client.get(f"{self.blog.url}search/?{query}", follow=True))

        words = ["40", "41"]
        posts = [
            BlogPostPageFactory(parent=self.blog, title=str(number), summary=" ".join(words))
            for number in range(500, 521)
        ]
        for number, post in enumerate(posts[:2]):
            post.categories.add(CategoryFactory(name=f"4{number}", slug=f"4{number}"))
            post.save()
        found = {
            "ranked": lambda pages, words, most: [one.pk for one in pages],
            "found_for": lambda wanted, words: set(wanted),
        }
        look("a search for nothing", "")
        look("a search for signs", "q=%22-%22")
        look("words that nothing has", "q=99 98&topic=40")
        look("a word that nothing has", "q=99")
        with patch.multiple("coprod_wagtail.search.finding", **found):
            for page in (1, 2):
                look(f"page {page} of what was found", f"q=40 41&page={page}")
            look("what one word found", "q=40")
            ReaderCommentSettings.objects.update_or_create(
                site=self.post.get_site(), defaults={"search_comments": True}
            )
            ReaderCommentFactory(page=posts[0], author_name="42", body="40 41")
            look("what readers wrote", "q=40")
            ReaderCommentSettings.objects.update(search_comments=False)
        with patch("coprod_wagtail.search.similar.ranks", lambda models, words: {type(posts[0]): [posts[0].pk]}):
            look("what is like a word", "q=99")
            look("what is like some words", "q=99 98")
        with patch.multiple(
            "coprod_wagtail.search.finding",
            ranked=lambda pages, words, most: [one.pk for one in pages if one.pk == posts[0].pk],
            found_for=found["found_for"],
        ):
            look("one page that a word found", "q=40")
            look("one page that words found", "q=40 41")

    def lists(self):
        self.see("a list of posts", self.blog.url)
        self.see("posts of a category", f"{self.blog.url}?category=30")
        self.see("posts with a tag", f"{self.blog.url}?tag=31")
        series = Series.objects.create(name="32", slug="32", description="33")
        for number in range(34, 37):
            part = BlogPostPageFactory(
                parent=self.blog, title=f"{number}", date=f"20{number}-0{number - 33}-01", series=series
            )
            part.categories.add(CategoryFactory(name=f"{number}", slug=f"{number}"))
            part.tags.add("31")
            part.save()
            self.see(f"part {number} of a series", part.url)
            self.see("the part before", f"{self.blog.url}34/")
        alone = Series.objects.create(name="37", slug="37")
        self.see("the only part of a series", BlogPostPageFactory(parent=self.blog, title="38", series=alone).url)
        BlogPostPageFactory(parent=self.blog, title="39", date="2034-02-01", series=series)
        self.see("the first part, with the next", self.blog.get_posts().get(title="34").url)
        for name, below in {"series": "32", "by": "11"}.items():
            # The word in the address is the pseudo-language's.
            self.note(f"posts: {name}", self.client.get(f"{self.blog.url}{name}/{below}/", follow=True))
        for below in ("2034", "2034/02"):
            self.see(f"posts of {below}", f"{self.blog.url}{below}/")
        many = [BlogPostPageFactory(parent=self.blog, title=f"300{number}", series=series) for number in range(12)]
        for number in (1, 2):
            address = f"{self.blog.url}series/32/?page={number}"
            self.note(f"page {number} of a series", self.client.get(address, follow=True))
        for post in many:
            post.delete()
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
        lost = ReaderComment.objects.filter(author_kind=AuthorKind.UNKNOWN, thread=None).first()
        named = ReaderCommentFactory(page=post, author_name="66", body="67")
        ReaderCommentFactory(page=post, author_name="68", body="69", reply_to=lost)
        for answered, moment in ((named, self.now), (named, None)):
            exact = DatePrecision.EXACT if moment else DatePrecision.UNKNOWN
            facts = {"posted_at": moment, "posted_precision": exact, "author_kind": AuthorKind.UNKNOWN}
            ReaderCommentFactory(page=post, author_name="", body="70", reply_to=answered, **facts)
        for status in [Status.HIDDEN, Status.COVERED, Status.TAKEN_BACK, Status.ERASED]:
            gone = ReaderCommentFactory(page=post, author_name="60", body="61")
            ReaderCommentFactory(page=post, author_name="62", body="63", reply_to=gone)
            ReaderCommentFactory(page=post, author_name="", body="63", reply_to=gone, author_kind=AuthorKind.UNKNOWN)
            ReaderComment.objects.filter(pk=gone.pk).update(status=status)
        lost = ReaderComment.objects.filter(author_kind=AuthorKind.UNKNOWN, thread=None).first()
        self.see("a post with every kind of comment", post.url)
        self.see("the feed", f"/comments/{post.pk}/feed/")
        Site.objects.update(site_name="29")
        self.see("the feed of a site", "/comments/feed/")
        self.see("an answer to somebody", f"{post.url}?reply={second.pk}")
        self.see("an answer to nobody known", f"{post.url}?reply={lost.pk}")
        self.see("an answer to what is gone", f"{post.url}?reply=99999")
        self.settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 2}
        self.see("a middle page of comments", f"{post.url}?comments=2")
        oldest, *_some, middle = ReaderComment.objects.filter(page=post, listed=True, thread=None).in_reading_order()[
            :4
        ]
        self.see("comments from one on", f"{post.url}?comment={middle.pk}")
        self.see("comments from one on, the newest first", f"{post.url}?comment={oldest.pk}&order=newest")
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
        secret = "m" * 22
        ReaderCommentFactory(page=post, author_name="80", body="81", slip_hash=code.slip_hash(secret))
        self.see("the private page, outside", f"/comments/slips/{secret}/")
        self.note("the private page, inside", signed_in.get(f"/comments/slips/{secret}/"))
        ReaderComment.objects.filter(slip_hash=code.slip_hash(secret)).delete()
        restriction.delete()
        privacy = BlogPostPageFactory(parent=self.blog, title="45", slug="45", body=[("text", "<p>" + "7 " * 400)])
        ReaderCommentSettings.objects.create(
            site=Site.objects.get(is_default_site=True), privacy_page=privacy, answer_days=1
        )
        self.see("with a privacy page", post.url)
        self.see("a long post", privacy.url)
        gone = MemberProfilePageFactory(
            parent=self.members, title="90", slug="90", live=False, first_published_at=self.now
        )
        hidden = MemberProfilePageFactory(parent=self.members, title="91", slug="91")
        make_private(hidden)
        for profile in (gone, hidden):
            BlogPostAuthorFactory(page=privacy, profile=profile)
        self.see("a post by somebody who took the profile away", privacy.url)

    def promises(self):
        """When comments are read, how else people can comment, and why nobody can write on the whole site."""
        post, site = self.post, Site.objects.get(is_default_site=True)
        before, _created = ReaderCommentSettings.objects.get_or_create(site=site)
        day = timedelta(days=1)
        away = f"{self.now + 3 * day:%d/%m/%Y}"
        for name, decided in {
            "every day": {"reading_days": list(range(7)), "bank_holidays": "england_and_wales", "days_off": away},
            "on some days": {"reading_days": [0, 3], "bank_holidays": "scotland", "answer_days": 0},
            "away": {"days_off": f"{away} to {self.now + 9 * day:%d/%m/%Y}", "bank_holidays": "northern_ireland"},
            "at hours": {"reading_from": time(9), "reading_until": time(17), "post_to": "7"},
        }.items():
            ReaderCommentSettings.objects.update(**decided)
            self.see(f"read {name}", post.url)
        secret = "n" * 22
        comment = ReaderCommentFactory(
            page=post, author_name="80", body="81", slip_hash=code.slip_hash(secret), status=Status.PENDING
        )
        night = self.now.replace(hour=2)
        with time_machine.travel(night + 30 * day, tick=False):
            self.see("the private page at night", f"/comments/slips/{secret}/")
            self.see("late with reading", post.url)
        comment.delete()
        for own in ("", "7"):
            words = {"pause_words": own, "freeze_words": own}
            for page in (post, self.question):
                for name, stop in {
                    "paused": {"paused": True},
                    "frozen": {"paused": False, "frozen_from": self.now - day, "frozen_until": self.now + day},
                }.items():
                    ReaderCommentSettings.objects.update(**words, **stop)
                    self.see(f"{name}, {page.title}, {own}", page.url)
                ReaderCommentSettings.objects.update(paused=False, frozen_from=None, frozen_until=None)
        ReaderCommentSettings.objects.all().delete()
        before.save(force_insert=True)

    def before_sending(self):
        post = self.post
        place = f"/comments/{post.pk}/"
        help_shown = {"helped": "on", "helped_shown": "on"}
        self.send("a look at it", post, 200, preview="1", **help_shown)
        private = {"body": "07700 900123", "author_email": "7@hotmial.com"}
        self.send("what looks private", post, 200, **private)
        self.send("no address at all", post, 200, author_email="7@gmail,com")
        self.see("the first step", f"{place}steps/")
        for step in ("words", "name", "more", "check"):
            self.send(f"the step {step}", post, 200, step=step, steps="1")
        self.send("a step in error", post, 422, step="name", body="")
        self.send("an old form, in steps", post, 422, steps="1", token="7")
        helped = ReaderCommentFactory(page=post, author_name="82", body="83", helped="shown")
        self.see("a comment with help", post.url)
        helped.delete()
        noted = ReaderCommentFactory(page=post, author_name="84", body="85", content_note="86")
        self.see("a comment under a note", post.url)
        self.see("the newest first", f"{post.url}?order=newest")
        self.see("a form for a reply to what is under a note", f"{post.url}?reply={noted.pk}")
        self.send("a look at what is under a note", post, 200, preview="1", content_note="87")
        self.send("a note that is too long", post, 422, content_note="8" * 101)
        with patch("coprod_wagtail.comments.intake.forms.CONTENT_NOTE_LENGTH", 1):
            self.send("a note where hardly any may be", post, 422, content_note="88")
        self.see("lists with counts", self.blog.url)
        noted.delete()
        self.see("a sheet without an address", f"{place}sheet/")
        site = Site.objects.get(is_default_site=True)
        SiteHelp.objects.update_or_create(site=site, defaults={"phone": "01632", "email": "7@7.7"})
        ReaderCommentSettings.objects.update(post_to="7")
        self.see("a sheet with an address", f"{place}sheet/")

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
        self.settings.COPROD_WAGTAIL = {"FLOOD_PER_MINUTE": 1}
        with time_machine.travel(self.now + timedelta(hours=1), tick=False):  # a minute with nothing else in it
            self.send("one at a time", post, 422, body="")
            self.send("too many at once", post, 429)
        self.settings.COPROD_WAGTAIL = {}
        day = timedelta(days=1)
        for name, changes in {
            "closed meanwhile": {"opens_at": None, "closes_at": self.now - day},
            "not open meanwhile": {"opens_at": self.now + day, "closes_at": None},
            "read only meanwhile": {"opens_at": None, "access": Access.READ_ONLY},
            "hidden meanwhile": {"access": Access.HIDDEN},
        }.items():
            self.meanwhile(name, 409, lambda changes=changes: self.conversation(post, **changes))
            self.conversation(post, access=Access.OPEN, opens_at=None, closes_at=None)
        closes = {"closes_at": self.now - timedelta(seconds=1)}
        self.meanwhile("a mistake when it has just closed", 422, lambda: self.conversation(post, **closes), body="")
        self.conversation(post, closes_at=None)
        self.meanwhile("full meanwhile", 409, lambda: setattr(self.settings, "COPROD_WAGTAIL", {"MAX_WAITING": 0}))
        self.settings.COPROD_WAGTAIL = {"MAX_BODY_BYTES": 1}
        self.send("too large", post, 413)
        with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1):
            self.note("too large to be read", self.client.post(f"/comments/{post.pk}/", WORDS), 413)
        self.settings.COPROD_WAGTAIL = {}
        self.meanwhile("private meanwhile", 404, lambda: make_private(post))
        post.get_view_restrictions().delete()

    def meanwhile(self, name, status, change, **fields):
        """Sends a form that was drawn before `change`."""
        data = drawn_fields(self.client, self.post.url) | WORDS | fields
        change()
        address = data.pop("action")
        self.note(name, self.client.post(address, data, headers={"Sec-Fetch-Site": "same-origin"}), status)

    def without_database(self):
        def fail(*asked):
            raise OperationalError

        data = drawn_fields(self.client, self.post.url) | WORDS
        action, client = data.pop("action"), Client(raise_request_exception=False)
        with connection.execute_wrapper(fail), override_settings(WAGTAIL_SITE_NAME="9"):
            self.note("no database", client.get(self.blog.url), 503)
            self.note("no database for a comment", client.post(action, data), 503)
            self.note("no database for another form", client.post("/admin/login/", {"username": "1"}), 503)

    def answering(self):
        secret = "a" * 22
        comment = ReaderCommentFactory(
            page=self.post, author_name="80", body="81", status=Status.PENDING, slip_hash=code.slip_hash(secret)
        )
        self.note("nothing to answer", self.client.post(f"/comments/slips/{secret}/answer/", {"answer": "85"}), 409)
        WriteToWriter(comment, user=ModeratorFactory(), message="84")()
        self.see("the private page with words of a moderator", f"/comments/slips/{secret}/")
        self.see("where a moderator is answered", f"/comments/slips/{secret}/answer/")
        url = f"/comments/slips/{secret}/answer/"
        self.note("nothing is answered", self.client.post(url, {"answer": ""}), 422)
        for over in (1, 2):
            too_long = self.client.post(url, {"answer": "8" * (5000 + over)})
            self.note(f"an answer that is too long by {over}", too_long, 422)
        self.note("an answer to another message", self.client.post(url, {"answer": "85", "message": "99999"}), 409)
        assert self.client.post(url, {"answer": "85"}).status_code == 303
        self.see("the private page with an answer", f"/comments/slips/{secret}/")
        self.note("a second answer", self.client.post(url, {"answer": "86"}), 409)
        CloseAnswer(ReaderComment.objects.get(pk=comment.pk), user=ModeratorFactory())()
        self.see("the private page with an answer that was read", f"/comments/slips/{secret}/")
        long_since = {"status": Status.HIDDEN, "status_since": self.now - timedelta(days=9)}
        ReaderComment.objects.filter(pk=comment.pk).update(**long_since)
        self.see("the private page, hidden, with words of a moderator", f"/comments/slips/{secret}/")

    def explained(self):
        """Declined for each reason of the package's, with words that are marked; and with each kind of words covered."""
        secret, user = "e" * 22, ModeratorFactory()
        for reason in DecisionReason.objects.all():
            ReaderComment.objects.filter(slip_hash=code.slip_hash(secret)).delete()
            comment = ReaderCommentFactory(
                page=self.post, author_name="80", body="81 82", status=Status.PENDING, slip_hash=code.slip_hash(secret)
            )
            DeclineComment(comment, user=user, reason=reason.key, marked="82", mend="83")()
            self.see(f"the private page says why: {reason.key}", f"/comments/slips/{secret}/")
        for verb in ("take-down", "bring-back"):
            self.client.post(f"/comments/slips/{secret}/{verb}/")
        self.see("the private page says why, and was taken down meanwhile", f"/comments/slips/{secret}/")
        for kind in Kind:
            ReaderComment.objects.filter(slip_hash=code.slip_hash(secret)).delete()
            comment = ReaderCommentFactory(
                page=self.post, author_name="80", body="81 82", slip_hash=code.slip_hash(secret)
            )
            CoverPart(comment, covered="82", kind=kind, user=user)()
            self.see(f"the private page with a covered part: {kind}", f"/comments/slips/{secret}/")
        changes = {"body": "82", "author_name": "83", "version": "1"}
        changed = self.client.post(f"/comments/slips/{secret}/edit/", changes)
        self.note("covered since the page was opened", changed, 409)
        HideComment(comment, user=user, reason="other")()
        self.see("the private page, hidden, says why", f"/comments/slips/{secret}/")
        ReaderComment.objects.filter(slip_hash=code.slip_hash(secret)).delete()

    def private_pages(self):
        for number, status in enumerate(Status):
            secret = str(number) * 22
            comment = ReaderCommentFactory(
                page=self.post, author_name="80", body="81", body_html="<p>81</p>", status=status,
                slip_hash=code.slip_hash(secret),
            )  # fmt: skip
            self.see(f"the private page, {status}", f"/comments/slips/{secret}/")
            if hint_for_change(comment):
                self.see(f"changing the comment, {status}", f"/comments/slips/{secret}/edit/")
            for verb in verbs_for(comment):
                self.see(f"the private page, {status}, {verb.name}", f"/comments/slips/{secret}/{verb.name}/")
        self.see("the private page that is gone", "/comments/slips/erased/")
        waiting = str(list(Status).index(Status.PENDING)) * 22
        ReaderComment.objects.filter(slip_hash=code.slip_hash(waiting)).update(words_version=2)
        self.see("the private page after a change", f"/comments/slips/{waiting}/")
        shown = str(list(Status).index(Status.PUBLISHED)) * 22
        changes = {"body": "82", "author_name": "83", "version": "9"}
        self.note("changed in another window", self.client.post(f"/comments/slips/{shown}/edit/", changes), 409)
        changes["version"] = ""
        private = changes | {"body": "07700 900123"}
        self.note("asked about a change", self.client.post(f"/comments/slips/{shown}/edit/", private), 200)
        assert self.client.post(f"/comments/slips/{shown}/edit/", changes).status_code == 303
        self.see("the private page with new words", f"/comments/slips/{shown}/")
        ReaderComment.objects.filter(slip_hash=code.slip_hash(shown)).update(edited_at=self.now)
        self.see("a post with a comment that was changed", self.post.url)
        self.answering()
        self.explained()
        self.see("where a comment is found", "/comments/find/")
        for name, number, status in (("nothing", "", 422), ("nobody", "7", 404)):
            found = self.client.post("/comments/find/", {"number": number, "words": "a b c d" if number else ""})
            self.note(f"{name} is found", found, status)
        for _ in range(10):
            found = self.client.post("/comments/find/", {"number": "7", "words": "a b c d"})
        self.note("too many tries", found, 429)
        taken_down = f"{API}slips/{'1' * 22}/take-down/"
        self.note_words("taken down", self.client.post(taken_down, {}, content_type="application/json"))
        self.note_words("taken down before", self.client.post(taken_down, {}, content_type="application/json"), 409)
        ReaderComment.objects.filter(pk=comment.pk).update(
            status=Status.PENDING, received_at=self.now - timedelta(days=30)
        )
        self.see("the private page, overdue", f"/comments/slips/{secret}/")

    def mails(self):
        """Asked for, confirmed and stopped on pages and over JSON; and what is sent."""
        post, address = self.post, {"author_email": "7@[7.7.7.7]"}
        follow = f"/comments/{post.pk}/follow/"
        self.see("to follow", follow)
        token = soup(self.client.get(follow)).select_one("[name=token]")["value"]
        origin = {"Sec-Fetch-Site": "same-origin"}
        for name, sent in [
            ("nothing", {}),
            ("no address", {"author_email": "7"}),
            ("too long", {"author_email": "7" * 300}),
        ]:
            self.note(f"{name} to follow", self.client.post(follow, {"token": token, **sent}, headers=origin), 422)
        self.note("an old form to follow", self.client.post(follow, address, headers=origin), 422)
        self.note("followed", self.client.post(follow, {"token": token, **address}, headers=origin, follow=True))
        following = Subscription.objects.get()
        place = send(self.client, post, **WORDS, author_email="70@[7.7.7.7]")["Location"].split("#")[0]
        own = Subscription.objects.get(email="70@[7.7.7.7]")
        comment = own.comment
        self.see("the private page, asked for mail", place)
        self.note("no address at the private page", self.client.post(f"{place}mail/", {}), 422)
        for one in (following, own):
            self.note_mail(f"asks {one.pk}", "comments-confirm", one)
            self.see(f"to confirm {one.pk}", self.mail_of(one))
            self.note_words(f"to confirm {one.pk}, in JSON", self.client.get(f"{API}{self.mail_of(one)[10:]}"))
            self.client.post(f"{self.mail_of(one)}confirm/")
            one.refresh_from_db()
            self.see(f"confirmed {one.pk}", self.mail_of(one))
        self.see("the private page, with mail", place)
        self.note_mail("number and words", "comments-slip", own)
        self.client.post(f"{place}mail/slip/")
        self.see("the private page, words sent", place)
        self.see("to stop", f"{self.mail_of(own)}stop/")
        for status in (Status.DECLINED, Status.PUBLISHED):
            ReaderComment.objects.filter(pk=comment.pk).update(status=status)
            self.note_mail(f"a comment is {status}", "comments-own", own)
        Subscription.objects.update(told_status=Status.PUBLISHED)
        HideComment(ReaderComment.objects.get(pk=comment.pk), user=ModeratorFactory(), reason="other")()
        self.note_mail("hidden, with a reason", "comments-own", own)
        ReaderComment.objects.filter(pk=comment.pk).update(status=Status.PUBLISHED)
        WriteToWriter(ReaderComment.objects.get(pk=comment.pk), user=ModeratorFactory(), message="86")()
        self.note_mail("written to", "comments-own", own)
        for number in (1, 11):
            for _each in range(number):
                shown = self.now + timedelta(hours=1)
                ReaderCommentFactory(page=post, reply_to=comment, author_name="84", body="85", shown_at=shown)
            self.note_mail(f"answers: {number}", "comments-own", own)
            self.note_mail(f"new comments: {number}", "comments-daily", following)
        Subscription.objects.update(told_until=self.now + timedelta(days=1))
        ReaderCommentFactory(page=post, author_name="84", body="85", shown_at=self.now + timedelta(days=2))
        self.note_mail("one new comment", "comments-daily", following)
        restriction = make_private(post)
        Subscription.objects.filter(pk=following.pk).update(confirmed_at=None)
        self.see("to confirm what is not public any more", self.mail_of(following))
        restriction.delete()
        self.note("stopped", self.client.post(f"{self.mail_of(own)}stop/"))
        with override_settings(COPROD_WAGTAIL={"MAIL": False}):
            self.see("where there is no mail", post.url)
            self.send("the last step, no mail", post, 200, steps="1", step="check")

        self.trusted()

    def trusted(self):
        """Where the number of a comment is asked for, and what is said then."""
        ReaderCommentSettings.objects.update_or_create(site=self.post.get_site(), defaults={"trust_after": 1})
        for name, number in (("named", True), ("not named", False)):
            before, comment = (
                ReaderCommentFactory(page=self.post, author_name="84", body="85", status=status)
                for status in (Status.PUBLISHED, Status.PENDING)
            )
            for one in (before, comment):
                subscribe(one.conversation_id, f"{one.pk}@[7.7.7.7]", comment=one)
            Subscription.objects.filter(comment=before).update(confirmed_at=self.now)
            asked = Subscription.objects.get(comment=comment)
            Subscription.objects.filter(comment__in=[before, comment]).update(email=asked.email)
            self.see(f"to confirm, with a number to be {name}", self.mail_of(asked))
            self.note_words(f"the number to be {name}, in JSON", self.client.get(f"{API}{self.mail_of(asked)[10:]}"))
            self.client.post(f"{self.mail_of(asked)}confirm/", {"number": comment.pk if number else ""})
            self.see(f"the number was {name}", self.mail_of(asked))

    def mail_of(self, subscription):
        return f"/comments/mail/{code.secret_of(subscription.nonce, subscription.found_by)}/"

    def note_mail(self, name, mail, subscription):
        letter = all_mails()[mail].letter({"subscription": subscription.pk})
        self.answers[f"mail: {name}"] = drawn(letter, "7@[7.7.7.7]", "1").alternatives[0][0]

    def reports(self):
        comment = ReaderCommentFactory(page=self.post, author_name="70", body="71 " * 60)
        ReaderCommentFactory(page=self.post, author_name="72", body="73", reply_to=comment)
        url = f"/comments/reports/{comment.pk}/"
        self.settings.DEFAULT_FROM_EMAIL = "7@7.7"
        for name, mail in {"with mail": True, "without mail": False}.items():
            self.settings.COPROD_WAGTAIL = {"MAIL": mail}
            self.see(f"telling us, {name}", url)
            ReaderCommentSettings.objects.update(answer_days=2 if mail else 1)
            self.see(f"told us, {name}", f"{url}sent/")
        self.settings.COPROD_WAGTAIL = {"MAIL": True, "TOO_SOON_SECONDS": 0}
        with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1, COPROD_WAGTAIL={"MAX_BODY_BYTES": 1}):
            self.note("far too much", self.client.post(url, {"reason": "7"}), 413)
        page = BeautifulSoup(self.client.get(url).content, "html.parser")
        hidden = {field["name"]: field["value"] for field in page.select("form.coprod-form input[type=hidden]")}
        headers = {"Sec-Fetch-Site": "same-origin"}
        wrong = {
            "nothing": {},
            "no such reason": {"reason": "7"},
            "something else": {"reason": "other"},
            "untrue": {"reason": "untrue", "knows_writer": "7"},
            "untrue, and no more": {"reason": "untrue"},
            "one too long": {"reason": "spam", "body": "7" * 2001},
            "too long": {"reason": "spam", "body": "7" * 2009, "email": "7"},
            "a long address": {"reason": "spam", "email": f"{'7' * 60}@{'7.' * 150}7"},
            "old": {"reason": "spam", "token": "7"},
        }
        for name, fields in wrong.items():
            self.note(f"telling us, {name}", self.client.post(url, hidden | fields, headers=headers), 422)
        foreign = self.client.post(url, hidden, headers={"Sec-Fetch-Site": "cross-site"})
        self.note("telling us from elsewhere", foreign, 403)
        self.note("telling us of nothing", self.client.post("/comments/reports/99999/", {"body": "7"}), 404)
        api = f"{API}comments/{comment.pk}/reports/"
        self.note_words("the form for telling us, in JSON", self.client.get(api))
        sent = hidden | {"reason": "about_me"}
        answer = self.client.post(api, sent, content_type="application/json", headers=headers)
        self.note_words("told us, in JSON", answer, 202)
        self.see("telling us of a covered one", url)
        self.see("a covered one", self.post.url)
        report = CommentReport.objects.get()
        for outcome in Outcome.values:
            CommentReport.objects.filter(pk=report.pk).update(outcome=outcome, decided_at=self.now)
            self.note_letter(f"decided, {outcome}", DecidedMail().letter({"report": report.pk}))
        ReaderCommentSettings.objects.update_or_create(
            site=Site.objects.get(is_default_site=True), defaults={"safeguarding_email": "7@7.7"}
        )
        self.note_letter("worried", WorriedMail().letter({"report": report.pk}))
        CommentReport.objects.filter(pk=report.pk).update(by_staff=True)
        self.note_letter("a moderator is worried", WorriedMail().letter({"report": report.pk}))
        self.cases()
        ReaderComment.objects.filter(pk=comment.pk).delete()
        self.settings.COPROD_WAGTAIL = {}

    def cases(self):
        """Somebody looks into a comment, of which a copy is kept for that."""
        for letter, kind in (("u", CaseKind.UNTRUE), ("w", CaseKind.WORRIED)):
            secret = letter * 22
            comment = ReaderCommentFactory(
                page=self.post, author_name="70", body="71", slip_hash=code.slip_hash(secret)
            )
            case = store_case(kind, received=self.now, site=Site.objects.get(is_default_site=True), comment=comment.pk)
            self.see(f"a case: {kind}", f"/comments/slips/{secret}/")
            self.see(f"erasing with a case: {kind}", f"/comments/slips/{secret}/erase/")
            seal(case, comment)
            self.see(f"a copy for a case: {kind}", f"/comments/slips/{secret}/")
            self.note(f"erased, with a case: {kind}", self.client.post(f"/comments/slips/{secret}/erase/", follow=True))
        case = store_case(CaseKind.PERSONAL, received=self.now, site=None, comment=None)
        self.note_letter("we have it", AcknowledgedMail().letter({"case": case.pk}))

    def note_letter(self, name, letter):
        said = [letter.subject, *letter.lines, letter.button[0] if letter.button else "", *letter.more, letter.reason]
        self.answers[f"a mail, {name}"] = "".join(f"<p>{escape(words)}</p>" for words in said)

    def json(self):
        """What a front end has to say comes from here."""
        self.note_words("the newest comments", self.client.get(f"{API}comments/recent/"))
        comments = f"{API}comments/"
        conversation = self.client.get(f"{API}conversations/{self.post.pk}/")
        self.note_words("the words around comments and form", conversation)
        token = {field["name"]: field["value"] for field in conversation.json()["form"]["fields"]}["token"]
        whole = {"page": self.post.pk, "token": token, **WORDS}
        for name, status, sent in [
            ("sent", 202, {}),
            ("nothing written", 422, {"body": ""}),
            ("no text", 422, {"body": 7}),
            ("broken characters", 422, {"body": "7\ud83d"}),
            ("what one answers is gone", 409, {"reply_to": 99999}),
            ("no number", 422, {"page": "7x"}),
            ("a large number", 422, {"page": 2**70}),
            ("a list", 422, {"reply_to": []}),
            ("nowhere", 404, {"page": 99999}),
        ]:
            answer = self.client.post(comments, whole | sent, content_type="application/json")
            self.note_words(f"{name}, in JSON", answer, status)
        for name, status, query in [
            ("comments", 200, ""),
            ("no whole number", 422, "&limit=7x"),
            ("too small a number", 422, "&limit=-7"),
        ]:
            self.note_words(f"{name}, in JSON", self.client.get(f"{comments}?page={self.post.pk}{query}"), status)
        self.note_words("no such order, in JSON", self.client.get(f"{API}posts/?order=7"), 422)
        self.note_words("too long, in JSON", self.client.get(f"{API}posts/?search={'7' * 201}"), 422)
        self.note_words("a bell, in JSON", self.client.get(f"{API}posts/?search=%07"), 422)
        self.note_words("no page, in JSON", self.client.post(comments, WORDS, content_type="application/json"), 422)
        self.note_words("no JSON", self.client.post(comments, "7x", content_type="application/json"), 400)
        self.settings.COPROD_WAGTAIL = {"MAX_BODY_BYTES": 1}
        self.note_words("too much, in JSON", self.client.post(comments, whole, content_type="application/json"), 413)
        self.settings.COPROD_WAGTAIL = {}
        self.note_words("help, in JSON", self.client.get(f"{API}help/"))
        with patch.object(SiteHelp, "for_site", side_effect=ValueError):
            failing = Client(raise_request_exception=False)
            self.note_words("a fault of ours, in JSON", failing.get(f"{API}help/"), 500)

    def note_words(self, name, response, status=200):
        assert response.status_code == status, (name, response.status_code, response.content.decode())
        self.answers[name] = "".join(f"<p>{escape(words)}</p>" for words in shown_words(response.json()))

    def elements(self):
        other = PageInLanguage("cy", "90", "/", "/", False, False)
        self.answers["translations"] = render_to_string(
            "coprod_wagtail/elements/translations.html", {"translations": [other]}
        )


@pytest.fixture(scope="module")
def taken():
    return {}


@pytest.fixture
def answers(taken, request):
    """What was met on the tour, which is taken once: it is long, and the same for every test."""
    if not taken:
        request.getfixturevalue("in_pseudo")
        # These words are nobody's sentence.
        request.getfixturevalue("monkeypatch").setattr(passphrase, "wordlist", lambda: ("9",))
        taken.update(Tour(request.getfixturevalue("root_page"), request.getfixturevalue("settings")).take())
    return taken


#: The parts of an answer of the JSON API that hold words to be shown, at any depth.
SHOWN = {"texts", "heading", "message", "lines", "note", "label", "hint", "detail", "urgent_help"}
#: Where a front end puts in what is another each time.
PLACE = re.compile(r"\{\w+\}")


def shown_words(answer, shown=False):
    """The words in an answer of the JSON API that are there to be shown."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            if not name.endswith("_html"):  # the same words, with what HTML needs around them
                yield from shown_words(value, shown or name in SHOWN)
    elif isinstance(answer, list):
        for value in answer:
            yield from shown_words(value, shown)
    elif isinstance(answer, str) and shown:
        yield PLACE.sub("", answer)


def spoken(name, markup):
    """What people read or hear; a feed is read by a program, which shows titles and descriptions."""
    if not name.startswith("the feed"):
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


@pytest.fixture
def seen(answers):
    """Everything that was read or heard on the way."""
    return "\n".join("".join(spoken(name, markup)) for name, markup in answers.items())


@pytest.fixture(scope="module")
def words():
    return [entry for entry in polib.pofile(str(CATALOGUE)) if entry.msgctxt != "date format"]


def test_the_tour_meets_every_word_there_is_for_readers(seen, words):
    """Or else a state is missing above, and the words of that state were never looked at."""
    unseen = [form for entry in words if is_for_readers(entry) for form in forms(entry) if not is_in(seen, form)]
    assert not unseen, "\n".join(unseen)


def test_readers_meet_no_word_that_is_said_to_be_for_others(seen, words):
    """Whose file it is was said by a person; the pages themselves say whether that was right.

    Of messages with something else in them each time one cannot tell: "By %(name)s" and "By %(byline)s" look alike.
    """
    theirs = {form for entry in words if is_for_readers(entry) for form in forms(entry)}
    others = {form for entry in words if not is_for_readers(entry) for form in forms(entry)}
    assert sorted(form for form in others - theirs if not KEPT.search(form) and is_in(seen, form)) == []


def test_of_every_file_with_words_it_is_known_who_reads_them(words):
    """Whoever adds one says here whose it is, and takes its words along on the tour if they are for readers."""
    files = {name for entry in words for name, _line in entry.occurrences}
    unknown = [name for name in files if not is_readers_file(name) and not name.startswith(tuple(FILES_OF_OTHERS))]
    left = sorted(name for name in unknown if "/admin/" not in name)
    assert not left, "\n".join(left)
    # Nobody's any more, or of both.
    known = [*READERS_FILES, *FILES_OF_OTHERS]
    assert [prefix for prefix in known if not any(name.startswith(prefix) for name in files)] == []
    assert [name for name in files if is_readers_file(name) and name.startswith(tuple(FILES_OF_OTHERS))] == []
    assert NOT_FOR_READERS.keys() - {entry.msgid for entry in words} == set()
    assert [start for start in READERS_WORDS if not any(entry.msgid.startswith(start) for entry in words)] == []


MAIL = ("django.core.mail", "wagtail.admin.mail", "smtplib", "email.message", "email.mime")


def what_sends_mail(source):
    """The names in Python code with which it could send one."""
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Attribute) and node.attr in {"email_user", "mail_admins", "mail_managers"}:
            yield node.attr
        yield from (name for name in names if f"{name}.".startswith(tuple(f"{module}." for module in MAIL)))


def test_no_mail_is_sent_that_the_tour_does_not_read():
    """All mail is drawn and sent by the outbox, and what it says comes on the tour."""
    planted = (
        "from django.core import mail\nfrom django.core.mail import send_mail\nimport smtplib\nuser.email_user('')"
    )
    assert len(list(what_sends_mail(planted))) == 4
    files = [path for path in PACKAGE.rglob("*.py") if list(what_sends_mail(path.read_text()))]
    assert {str(path.relative_to(PACKAGE)) for path in files} == {"outbox/letters.py", "outbox/mailer.py"}
    assert {mail.name for mail in all_mails().values()} == {
        "comments-alarm", "comments-on-posts", "comments-reminder", "comments-waiting",  # for staff: test_admin.py
        "comments-confirm", "comments-daily", "comments-own", "comments-slip", "coprod-comments-report-decided", "coprod-comments-worried",
        "coprod-comments-case-received", "coprod-comments-case-due", "coprod-comments-case-late",  # the last two for staff
    }  # fmt: skip


def forms(entry):
    return [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]


def is_in(seen, form):
    """Whether the pseudo-translation of `form` is there, with something in the place of its placeholders."""
    pieces = (r"\s*".join(map(re.escape, piece.split())) for piece in KEPT.split(pseudo(form)))
    return re.search(r"\s*.*?\s*".join(pieces), seen) is not None


def is_for_readers(entry):
    if entry.msgid in NOT_FOR_READERS:
        return False
    return entry.msgid.startswith(READERS_WORDS) or any(is_readers_file(name) for name, _line in entry.occurrences)


def is_readers_file(name):
    return name.startswith(READERS_FILES) and "/admin/" not in name and not name.startswith("comments/api/moderation/")
