"""A format may hold thousands of posts and millions of comments: they come in as they are read."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from coprod_wagtail.comments.constants import DatePrecision
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.store import bulk
from coprod_wagtail.importers.content import PARAGRAPH, Block, ImportedComment, ImportedPost
from coprod_wagtail.importers.exceptions import CannotImport
from coprod_wagtail.importers.formats import READERS
from coprod_wagtail.importers.models import ImportBatch
from coprod_wagtail.pages.models import BlogPostPage
from tests.example_site.recounting import as_stored, recount

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


class ReadAnew:
    """Comments that are made each time they are gone through, of which every third answers the first; remembers how many
    were stored when each was read."""

    def __init__(self, count):
        self.count = count
        self.passes = []

    def __iter__(self):
        stored = []
        self.passes.append(stored)
        for position in range(1, self.count + 1):
            stored.append(ReaderComment.objects.count())
            yield ImportedComment(
                body=f"Number {position}",
                author_name="Sam",
                posted_at=datetime(2012, 5, 4, tzinfo=UTC),
                precision=DatePrecision.DAY,
                position=position,
                reply_to=1 if position % 3 == 0 else None,
            )


def post(title, comments=()):
    return ImportedPost(title=title, blocks=[Block(PARAGRAPH, "Words.", html="<p>Words.</p>")], comments=comments)


@pytest.fixture
def run(blog, monkeypatch, capsys):
    def run(reader, *arguments):
        monkeypatch.setitem(READERS, "test", reader)
        call_command("import_content", "old.xml", "--from", "test", "--under", "/blog/", *arguments)
        return capsys.readouterr().out

    return run


def test_a_post_is_made_before_the_next_is_read(run):
    there = []

    def read(path):
        assert path.name == "old.xml"
        for number in range(3):
            there.append(BlogPostPage.objects.count())
            yield post(f"Post {number}")

    run(read, "--commit")
    assert there == [0, 1, 2]


def test_what_will_not_do_at_the_end_leaves_nothing(run):
    def read(path):
        yield post("Ramps", ReadAnew(3))
        raise CannotImport("The file ends in the middle.")

    with pytest.raises(CommandError, match="ends in the middle"):
        run(read, "--commit")
    for model in (BlogPostPage, ReaderComment, Conversation, ImportBatch):
        assert not model.objects.exists()


def test_comments_are_stored_while_they_are_read(run, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 10)
    comments = ReadAnew(35)
    said = run(lambda path: iter([post("Ramps", comments)]), "--commit")
    assert [position // 10 * 10 for position in range(35)] in comments.passes
    assert "Comments: 35" in said
    assert "35. By Sam" in said
    assert "Its 35 comments, published straight away" in said
    conversation = Conversation.objects.get()
    assert conversation.published_count == 35
    assert as_stored(conversation) == recount(conversation)


def test_again_they_are_known_and_one_more_finds_what_it_answers(run, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 10)
    run(lambda path: iter([post("Ramps", ReadAnew(35))]), "--commit")
    said = run(lambda path: iter([post("Ramps", ReadAnew(35))]), "--commit")
    assert "its 35 comments are here already" in said
    run(lambda path: iter([post("Ramps", ReadAnew(36))]), "--commit")
    assert ReaderComment.objects.get(position=36).reply_to == ReaderComment.objects.get(position=1)
    assert as_stored(Conversation.objects.get()) == recount(Conversation.objects.get())


def test_a_dry_run_goes_through_everything_and_stores_nothing(run):
    said = run(lambda path: iter([post("Ramps", ReadAnew(3)), post("Rain")]))
    assert said.count("Nothing was changed.") == 2
    assert not ReaderComment.objects.exists()
