"""A reader's browser is left as it was found: nothing kept in it, nobody else told."""

import pytest
from django.http import HttpResponse
from playwright.sync_api import expect

from coprod_wagtail.comments.models import ReaderComment
from tests.factories import ReaderCommentFactory

from .reader import Reader


def test_the_whole_way_leaves_nothing_behind(reader, full_post, question_page):
    """From the home page to the private page and back. The `reader` itself looks at every request and answer."""
    first = ReaderCommentFactory(page=full_post, author_name="Sam")
    reader.open("/")
    reader.follow("A good week", exact=True)
    reader.follow("Maryam")
    reader.page.go_back()
    reader.follow("Food")
    reader.follow("A good week", exact=True)
    reader.press("Reply to Sam")
    reader.type_into("Your comment", "Trams.")
    reader.press_send()
    reader.expect_problem("Write a name to show", body="Trams.", name="")
    reader.type_into("A name to show", "Ann")
    reader.press_send()
    reader.expect_thanks()
    assert ReaderComment.objects.get(author_name="Ann").reply_to_id == first.pk
    reader.open("/no-such-page/")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("We cannot find that page")
    assert len(reader.pages_seen) >= 8
    reader.assert_nothing_noticed()


@pytest.mark.parametrize(
    ("act", "noticed"),
    [
        ("location = 'https://elsewhere.example/'", "asked somebody else"),
        ("fetch('https://elsewhere.example/pixel').catch(() => null)", "Content Security Policy"),
        (
            "document.head.append(Object.assign(document.createElement('script'), {textContent: 'alert(1)'}))",
            "Content Security Policy",
        ),
        ("setTimeout(() => alert(1))", "a dialog: 1"),
        ("setTimeout(() => { throw new Error('Oh') })", "script error: Oh"),
        ("fetch('/no-such-thing.js')", "404 from"),
        ("localStorage.setItem('draft', 'words')", None),
        ("document.cookie = 'who=sam'", None),
    ],
)
def test_nothing_escapes_the_reader(new_context, post, act, noticed):
    """What is looked for above would be found."""
    reader = Reader(new_context(), scripts=True)
    reader.open(post.url)
    reader.assert_nothing_noticed()
    reader.context.route("https://elsewhere.example/**", lambda route: route.abort())
    reader.page.evaluate(f"() => {{ {act} }}")
    for _ in range(25):
        reader.page.wait_for_timeout(200)
        if not noticed or any(noticed in line for line in reader.noticed):
            break
    with pytest.raises(AssertionError):
        reader.assert_nothing_noticed()
    if noticed:
        assert any(noticed in line for line in reader.noticed), reader.noticed


def test_an_answer_without_a_strict_policy_is_noticed(new_context, post, monkeypatch):
    monkeypatch.setattr(type(post), "serve", lambda page, request: HttpResponse("<title>x</title>"))
    reader = Reader(new_context(), scripts=True)
    reader.open(post.url)
    assert reader.noticed == []
    monkeypatch.setattr(
        type(post),
        "serve",
        lambda page, request: HttpResponse(
            "<title>x</title>", headers={"Content-Security-Policy": "default-src 'self' 'unsafe-inline'"}
        ),
    )
    reader.open(post.url)
    assert any("a weak Content-Security-Policy" in line for line in reader.noticed)
