"""A site with something of everything, on a server of its own."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.servers.basehttp import WSGIRequestHandler
from django.utils import timezone
from wagtail.models import Site

from coprod_wagtail.comments.actions import HideComment
from coprod_wagtail.comments.cases.constants import HOLDS_COPY, CaseKind
from coprod_wagtail.comments.cases.rows import seal, store_case
from coprod_wagtail.comments.intake.tokens import REPORT, make_token
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.reports.constants import Reason
from coprod_wagtail.compat import WAGTAIL_8
from coprod_wagtail.page_tree.paths import page_path
from tests.comments.writers import be_asked, number_and_words, want_mail, write
from tests.factories import ConversationPageFactory, ModeratorFactory, ReaderCommentFactory

OLD_PATH = "/where-it-was"


@pytest.fixture(scope="session")
def live_server(django_db_modify_db_settings, _send_at_once, live_server):
    """Started once it is known where the database is: the server decides by that whether to share a connection."""
    return live_server


@pytest.fixture(scope="session")
def _send_at_once():
    """The test server sends an answer in several pieces, and would wait 40 ms with the second one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)
        yield


@pytest.fixture
def pages(blog, post):
    """Pages of every kind that the site has, with comments in every state."""
    found = [blog, post, *(ConversationPageFactory(parent=blog) for _ in range(3))]
    if apps.is_installed("coprod_wagtail.pages"):
        found += _ready_made(blog, post)
    if apps.is_installed("wagtail.contrib.redirects"):
        from wagtail.contrib.redirects.models import Redirect

        Redirect.add_redirect(OLD_PATH, post)
    closed, hidden = found[2], found[3]
    Conversation.objects.create(page=closed, access="read_only")
    Conversation.objects.create(page=hidden, access="hidden")
    for page in (post, closed, hidden):
        first = ReaderCommentFactory(page=page)
        for _ in range(3):
            ReaderCommentFactory(page=page, reply_to=first)
        gone = ReaderCommentFactory(page=page)
        ReaderCommentFactory(page=page, reply_to=gone)
        HideComment(gone, user=ModeratorFactory())()
        for status in ("pending", "declined", "spam"):
            ReaderCommentFactory(page=page, status=status)
        ReaderCommentFactory(
            page=page, author_name="", author_kind="unknown", posted_at=None, posted_precision="unknown"
        )
    return found


def _ready_made(blog, post):
    from tests.pages import factories

    people = factories.MemberIndexPageFactory(parent=blog, title="People")
    members = [factories.MemberProfilePageFactory(parent=people, title=f"Member {number}") for number in range(3)]
    factories.BlogPostAuthorFactory(page=post, profile=members[0], sort_order=0)
    post.categories.add(factories.CategoryFactory(name="Food", slug="food"))
    post.tags.add("weeks")
    post.date = date(2026, 5, 17)
    post.body = [("heading", {"text": "First", "level": "h2"}), ("text", "<p>Words</p>")]
    post.save()
    return [people, *members]


def token_of_a_draft(post):
    """As the front end is given it while an editor looks at a preview."""
    if not apps.is_installed("wagtail_headless_preview"):
        return "none"
    from wagtail_headless_preview.models import HeadlessPreviewMixin, PagePreview

    token = HeadlessPreviewMixin.get_preview_signer().sign(f"id={post.pk}")
    PagePreview.objects.create(token=token, content_type=post.content_type, content_json=post.to_json())
    return token


@pytest.fixture
def token():
    """Of somebody who reads all comments and looks after all cases; empty on Wagtail 7.4, which has none."""
    if not WAGTAIL_8:
        return ""
    from wagtail.models import APIToken

    token, user = APIToken.generate_token(), ModeratorFactory()
    user.user_permissions.add(Permission.objects.get(codename="handle_cases_readercomment"))
    APIToken.objects.create(user=user, name="Tests", key_hash=APIToken.hash_token(token), prefix=token[:12])
    return token


@pytest.fixture
def cases(pages, post):
    """Of every kind, some with a copy, and one about no comment."""
    comment = ReaderComment.objects.filter(page=post).order_by("pk").first()
    found = []
    for kind in CaseKind.values:
        case = store_case(kind, received=timezone.now(), site=Site.objects.first(), comment=comment.pk)
        if kind in HOLDS_COPY:
            seal(case, comment)
        found.append(case.pk)
    nobodys = store_case("personal", received=timezone.now(), site=None, comment=None)
    return [*found, nobodys.pk]


@pytest.fixture
def known(pages, post, cases):
    """What to ask for more often than chance would, by the place where it is sent: what really is on the site, and what
    leaves a list as long as it is. Else nearly everything would be missing."""
    ids = [page.pk for page in pages]
    comments = list(ReaderComment.objects.values_list("pk", flat=True))
    members = [page.pk for page in pages if hasattr(page, "display_name")]
    secret, (asked, message) = write(post), be_asked(post)
    row = number_and_words(secret)
    return {
        "path.page_id": ids,
        "path.comment_id": comments,
        "path.case_id": cases,
        "path.secret": [secret, asked, want_mail(secret)],
        "query.page": ids,
        "query.path": [*(place.path for page in pages if (place := page_path(page))), OLD_PATH],
        "query.content_type": [post._meta.label_lower],
        "query.token": [token_of_a_draft(post)],
        "query.site": ["", *(str(site.pk) for site in Site.objects.all()), "localhost"],
        "query.locale": ["", post.locale.language_code],
        "query.author": members or ids,
        "query.category": ["", "food"],
        "query.tag": ["", "weeks"],
        "query.year": [post.date.year if getattr(post, "date", None) else 2026],
        "query.search": ["", "week"],
        # With some fields the answer has not the whole shape: tests/api/conforming.py looks at those.
        "query.fields": ["", "nothing"],
        "query.renditions": ["", "none", "400,800", "7"],
        "query.under": ["", *(str(pk) for pk in ids[:2]), "/blog/", "/nothing/"],
        "query.modified_since": ["2026-05-17T08:30:00Z", "2026-05-17T08:30:00+01:00"],
        "query.offset": [0, 1],
        "body.page": [post.pk],
        "body.token": [make_token(post.pk), *(make_token(pk, REPORT) for pk in comments[:3])],
        "body.body": ["Buses.", "x" * 6000],
        "body.author_name": ["Sam", "\u200b"],
        "body.author_email": ["", "sam@example.org"],
        "body.reason": list(Reason),
        "body.answer": ["They are mine."],
        "body.message": [message],
        "body.verb": ["publish", "decline", "hide", "keep", "mark-spam", "put-back", "write"],
        "body.status": ["", "pending", "published"],
        "query.status": ["", "pending"],
        "query.state": ["open", "late", "closed"],
        "query.kind": ["", "untrue", "post", "other"],
        "body.kind": list(CaseKind),
        "body.outcome": ["nothing", "withdrawn", "done"],
        "body.received": [timezone.now().date().isoformat()],
        "query.language": ["", "en-gb"],
        "query.sign": ["", "many_links"],
        "body.number": [row["number"]],
        "body.words": [row["words"]],
        "body.version": [1],
        "body.reply_to": ["", *ReaderComment.objects.values_list("pk", flat=True)[:3]],
    }
