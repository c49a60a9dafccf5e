"""The command, from the file to the page that a reader sees."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import PageLogEntry

from coprod_wagtail.comments.actions import HideComment
from coprod_wagtail.comments.constants import AuthorKind, DatePrecision, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.signals import comment_published, comment_submitted, conversation_changed
from coprod_wagtail.importers.models import ImportBatch, ImportedPage
from coprod_wagtail.pages.models import BlogPostPage
from tests import migrated
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory

from .samples import DATA, REAL_PAGE, TUESDAYS, needs_real_page

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

NOTHING_CHANGED = "Nothing was changed. Run the same command with --commit to do it."


@pytest.fixture
def run(capsys):
    """Run the command on a file, and get what it prints."""

    def run(file=TUESDAYS, *arguments, under="/blog/", source="saved-page"):
        call_command("import_content", str(file), "--from", source, "--under", under, *arguments)
        return capsys.readouterr().out

    return run


@pytest.fixture
def imported(blog, run):
    run(TUESDAYS, "--commit")
    return BlogPostPage.objects.get()


def counts():
    return [
        model.objects.count()
        for model in (BlogPostPage, ReaderComment, Conversation, ImportBatch, ImportedPage, PageLogEntry)
    ]


# Without --commit


def test_a_dry_run_says_everything_and_changes_nothing(blog, run):
    before = counts()
    said = run()
    assert counts() == before
    for words in (
        "Title: Why we meet on Tuesdays",
        "Heading in the text: What did we change first?",
        "Closing question: What would you change?",
        "1. Name not known, date not known: “We did the same in our town",
        "published, at http://localhost/blog/why-we-meet-on-tuesdays/",
        "“Posted on by Old Site User”: The old site wrote this where it had lost the name.",
        "“Add your comment”: It belongs to the old site's comment form.",
        "“Leave this field empty”: It belongs to the old site's comment form.",
    ):
        assert words in said
    assert said.strip().endswith(NOTHING_CHANGED)


# With --commit


def test_the_post_is_published_with_its_parts_in_their_places(imported):
    assert imported.live
    assert not imported.has_unpublished_changes
    assert imported.latest_revision.as_object().title == imported.title == "Why we meet on Tuesdays"
    assert imported.slug == "why-we-meet-on-tuesdays"
    assert imported.closing_question == "What would you change?"
    assert [part.block_type for part in imported.body] == ["text", "heading", "text"]
    assert imported.body[1].value["text"] == "What did we change first?"
    assert imported.body[1].value["level"] == "h2"
    assert "<p>I was asked to say - in my own words - how that changed.</p>" in imported.body[0].value.source
    assert imported.date is None
    assert list(imported.authors.all()) == []


def test_the_body_is_one_that_an_editor_can_save(imported):
    imported.body.stream_block.clean(imported.body)


TABLE = (
    "<!doctype html><html><head><title>Ramps</title></head><body><article><h1>Ramps</h1><p>A ramp is not a slide.</p>"
    "<table><tr><th>Day</th><th>Ramp</th></tr><tr><td>Monday &amp; Tuesday</td>"
    '<td>wet, <a href="mailto:us@example.org">ask</a></td></tr></table><p>Mind your step.</p></article></body></html>'
)


@pytest.mark.parametrize("has_tables", [True, False])
def test_a_table_comes_as_one_where_there_are_any(blog, run, tmp_path, monkeypatch, has_tables):
    monkeypatch.setattr("coprod_wagtail.importers.apply.can_be_edited", lambda: has_tables)
    file = tmp_path / "page.html"
    file.write_text(TABLE)
    assert "1 table" in run(file, "--commit")
    post = BlogPostPage.objects.get()

    post.body.stream_block.clean(post.body)
    html = "".join(part.render() for part in post.body)
    assert "Monday &amp; Tuesday" in html
    if has_tables:
        assert [part.block_type for part in post.body] == ["text", "table", "text"]
        columns = post.body[1].value["table"].columns
        assert [(column["heading"], column["block"].name) for column in columns] == [
            ("Day", "text"),
            ("Ramp", "rich_text"),
        ]
        assert '<a href="mailto:us@example.org">ask</a>' in html
    else:
        assert [part.block_type for part in post.body] == ["text"]
        assert "<p>Monday &amp; Tuesday | wet, ask</p>" in html


def test_a_known_date_is_kept_and_the_post_is_not_new(blog, run):
    run(DATA / "wordpress.html", "--commit")
    post = BlogPostPage.objects.get()
    assert post.date.isoformat() == "2014-03-07"
    assert post.first_published_at.date().isoformat() == "2014-03-07"
    assert [author.name for author in post.authors.all()] == ["Grace Okoro"]
    assert [part.block_type for part in post.body] == ["text", "heading", "text", "heading", "quote", "text"]


def test_the_comment_is_published_and_says_what_is_lost(imported):
    comment = ReaderComment.objects.get()
    assert comment.page_id == imported.pk
    assert comment.status == Status.PUBLISHED
    assert comment.body == "We did the same in our town, and moved the bus stop as well. Keep going!"
    assert (comment.author_kind, comment.author_name) == (AuthorKind.UNKNOWN, "")
    assert (comment.posted_at, comment.posted_precision) == (None, DatePrecision.UNKNOWN)
    assert (comment.source, comment.position, comment.signs) == ("saved-page", 1, [])
    assert comment.import_batch == ImportBatch.objects.get().pk
    assert len(comment.source_key) == 64
    assert ReaderComment.objects.visible().count() == 1


def test_the_conversation_is_counted(imported):
    conversation = Conversation.objects.get()
    assert (conversation.published_count, conversation.thread_count, conversation.waiting_count) == (1, 1, 0)
    assert conversation.version > 0


def test_answers_stay_answers(blog, run):
    run(DATA / "wordpress.html", "--commit")
    first, second = ReaderComment.objects.order_by("position")
    assert second.reply_to == second.thread == first
    assert Conversation.objects.get().thread_count == 1


def test_one_log_line_without_words_or_names(imported):
    [entry] = PageLogEntry.objects.filter(action="coprod_comments.import")
    assert entry.object_id == str(imported.pk) or entry.page_id == imported.pk
    assert entry.data["comments"] == 1
    assert "bus stop" not in str(entry.data)
    assert entry.message == "Brought in 1 reader comment from another website"


def test_nobody_is_told_that_there_is_something_new(blog, run, django_capture_on_commit_callbacks):
    told = []

    def tell(sender, signal, **kwargs):
        told.append(signal)

    for signal in (comment_published, comment_submitted, conversation_changed):
        signal.connect(tell)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            run(TUESDAYS, "--commit")
    finally:
        for signal in (comment_published, comment_submitted, conversation_changed):
            signal.disconnect(tell)
    assert told == [conversation_changed]  # caches
    assert mail.outbox == []


def test_it_says_what_it_made_and_where(blog, run):
    said = run(TUESDAYS, "--commit")
    assert "What we made" in said
    assert "The page is here: http://localhost/blog/why-we-meet-on-tuesdays/" in said
    assert "Nothing was changed" not in said


def test_all_or_nothing(blog, run, monkeypatch):
    def break_off(self):
        raise RuntimeError

    monkeypatch.setattr("coprod_wagtail.importers.apply.ImportComments.__call__", break_off)
    before = counts()
    with pytest.raises(RuntimeError):
        run(TUESDAYS, "--commit")
    assert counts() == before


# Again


def test_a_second_run_changes_nothing_and_says_so(imported, run):
    before = counts()
    for arguments in (["--commit"], []):
        said = run(TUESDAYS, *arguments)
        assert "This page and its 1 comment are here already" in said
        assert "Nothing was changed." in said
        assert "--commit" not in said
    assert counts() == before


def test_it_is_known_again_after_editors_changed_and_moved_it(imported, run, root_page):
    other = BlogIndexPageFactory(parent=root_page, title="Archive", slug="archive")
    imported.title, imported.slug, imported.closing_question = "Tuesdays", "tuesdays", ""
    imported.save_revision().publish()
    imported.move(other, pos="last-child")
    said = run(TUESDAYS, "--commit")
    assert "/archive/tuesdays/" in said
    post = BlogPostPage.objects.get()
    assert (post.title, post.closing_question) == ("Tuesdays", "")


def test_it_says_when_the_page_is_not_published(imported, run):
    imported.unpublish()
    assert "It is not published at the moment." in run(TUESDAYS, "--commit")
    assert not BlogPostPage.objects.get().live


def test_a_comment_that_was_hidden_since_stays_hidden(imported, run, admin_user):
    HideComment(ReaderComment.objects.get(), user=admin_user)()
    run(TUESDAYS, "--commit")
    assert ReaderComment.objects.get().status == Status.HIDDEN


def test_a_page_that_was_deleted_is_made_again(imported, run):
    imported.delete()
    assert ReaderComment.objects.count() == 0
    run(TUESDAYS, "--commit")
    assert BlogPostPage.objects.get().live
    assert ReaderComment.objects.count() == 1


def test_a_page_saved_again_with_one_more_comment_gets_that_one(imported, run, tmp_path):
    words = TUESDAYS.read_text().replace(
        "Posted on by Old Site User", "Posted by Ann on 4 May 2012\n\nTea!\n\nPosted on by Old Site User"
    )
    later = tmp_path / "later.txt"
    later.write_text(words)
    said = run(later)
    assert "This page and its 1 comment are here already" in said
    assert "Its 1 comment, published straight away" in said
    run(later, "--commit")
    assert BlogPostPage.objects.count() == 1
    assert sorted(ReaderComment.objects.values_list("author_name", flat=True)) == ["", "Ann"]
    assert Conversation.objects.get().published_count == 2
    assert "its 2 comments are here already" in run(later, "--commit")


def test_a_mended_text_is_not_a_new_post_and_the_report_says_so(imported, run, tmp_path):
    mended = tmp_path / "mended.txt"
    mended.write_text(TUESDAYS.read_text().replace("It wasn't.", "It was not."))
    said = run(mended, "--commit")
    assert "is not the same as the one we brought in then" in said
    assert "It wasn't." in BlogPostPage.objects.get().body[2].value.source


def test_two_people_with_the_same_words_stay_two(blog, run, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("Ramps\n\nA ramp.\n\nPosted by Guest\n\nYes.\n\nPosted by Guest\n\nYes.")
    run(page, "--commit")
    assert ReaderComment.objects.count() == 2
    run(page, "--commit")
    assert ReaderComment.objects.count() == 2


def test_another_page_with_the_address_keeps_it(blog, run):
    BlogPostPageFactory(parent=blog, title="Older", slug="why-we-meet-on-tuesdays")
    said = run(TUESDAYS, "--commit")
    assert "The address ends in “why-we-meet-on-tuesdays-2”, because the page “Older” has the shorter one." in said
    assert BlogPostPage.objects.get(title="Why we meet on Tuesdays").slug == "why-we-meet-on-tuesdays-2"


def test_a_title_without_a_letter_for_an_address_has_one(blog, run, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("___\n\nA ramp.")
    run(page, "--commit")
    assert BlogPostPage.objects.get().slug == "post"


# Where to


@pytest.mark.sampled
@pytest.mark.parametrize("under", ["/blog/", "blog", "/blog", "blog/"])
def test_the_place_with_and_without_slashes(blog, run, under):
    assert "under “Blog”" in run(under=under)


def test_a_place_that_is_not_there(blog, run):
    with pytest.raises(CommandError, match="There is no page at /nowhere"):
        run(under="/nowhere/")


def test_a_place_that_takes_no_posts(post, run):
    for under in ("/", "/blog/a-good-week/"):
        with pytest.raises(CommandError, match="Posts cannot go under"):
            run(under=under)


# What will not do


def test_a_format_that_does_not_exist(blog, run):
    with pytest.raises(CommandError, match="“telegram”. The formats are: saved-page"):
        run(source="telegram")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(500), "PNG"),
        ("zeros.txt", b"Title\n\nwords" + bytes(5000), "not a text or HTML file"),
        ("paper.html", b"%PDF-1.4\n...", "PDF"),
        ("form.txt", b"Add your comment\n\nLeave this field empty", "no page"),
        ("title.txt", b"What is co-production?\n", "no text under its title"),
        ("empty.html", b"<html><body></body></html>", "no title"),
        ("large.txt", b"words " * 1_000_000, "larger than 5 MB"),
    ],
)
@pytest.mark.parametrize("arguments", [[], ["--commit"]])
def test_a_file_that_will_not_do(blog, run, tmp_path, name, data, says, arguments):
    (tmp_path / name).write_bytes(data)
    before = counts()
    with pytest.raises(CommandError, match=says) as refusal:
        run(tmp_path / name, *arguments)
    assert "\n" not in str(refusal.value)
    assert counts() == before


def test_a_file_that_is_not_there_or_a_folder(blog, run, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "nowhere.txt")
    with pytest.raises(CommandError, match="is a folder"):
        run(tmp_path)


@pytest.mark.django_db(transaction=True)
def test_from_the_command_line_a_refusal_is_one_sentence(blog, tmp_path):
    """In a process of its own, as a person runs it: no traceback, exit status 1; and a good file is 0."""
    migrated.copy(connection, tmp_path / "site.sqlite3")  # with the blog
    root = Path(__file__).parents[2]
    environment = {
        **os.environ,
        "DJANGO_SQLITE": str(tmp_path / "site.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "example_site.settings",
    }

    def manage(*arguments):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    picture = tmp_path / "page.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    refused = manage("import_content", "--from", "saved-page", str(picture), "--under", "/blog/", "--commit")
    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: “page.txt” is a PNG file.")
    assert len(refused.stderr.strip().splitlines()) == 1
    shutil.copy(TUESDAYS, picture)
    done = manage("import_content", "--from", "saved-page", str(picture), "--under", "/blog/", "--commit")
    assert done.returncode == 0, done.stderr
    assert "What we made" in done.stdout


# What a reader sees


@pytest.fixture
def seen(client):
    def see(post):
        response = client.get(post.url)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return see


def assert_shown_as_an_old_page(page, post):
    """As the article and its one comment stand on the page: the form for new comments below has fields of its own."""
    article, comment = page.select_one("article.coprod-post"), page.select_one("article.coprod-comment")
    for boilerplate in ("Add your comment", "Leave this field empty", "Posted on", "Old Site User"):
        assert boilerplate not in article.get_text()
        assert boilerplate not in comment.get_text()
    assert comment.find("time") is None
    assert article.find("time") is None
    said = " ".join(comment.get_text(" ").split())
    assert "Written by a reader on our old website. We no longer have their name or the date." in said
    headings = [heading.get_text() for heading in article.select(".coprod-body :is(h2, h3)")]
    assert headings == [part.value["text"] for part in post.body if part.block_type == "heading"] != []
    assert post.closing_question not in article.get_text()
    assert page.find(id="closing-question").get_text() == post.closing_question


def test_the_page_as_a_reader_sees_it(imported, seen):
    page = seen(imported)
    assert_shown_as_an_old_page(page, imported)
    assert "moved the bus stop" in page.select_one("article.coprod-comment").get_text()


@needs_real_page
def test_the_real_page_as_a_reader_sees_it(blog, run, seen):
    run(REAL_PAGE, "--commit")
    post = BlogPostPage.objects.get()
    assert post.slug == "what-is-co-production"
    page = seen(post)
    assert page.h1.get_text() == "What is co-production?"
    assert_shown_as_an_old_page(page, post)
    assert "A shout out from the Republic of Ireland" in page.select_one("article.coprod-comment").get_text()


def test_undated_comments_come_first_in_the_order_of_the_old_page(blog, run, seen, tmp_path):
    file = tmp_path / "page.txt"
    file.write_text(
        "Ramps\n\nA ramp.\n\nPosted on 4 May 2012 by Sam\n\nThird.\n\nPosted on by Guest\n\nFirst.\n\nPosted on by Ann\n\nSecond."
    )
    run(file, "--commit")
    bodies = [part.get_text().strip() for part in seen(BlogPostPage.objects.get()).select(".coprod-comment__body")]
    assert bodies == ["First.", "Second.", "Third."]
