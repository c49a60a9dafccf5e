"""A comment from the first word to the page, with scripts and without, and what makes a page fresh."""

import re
import time

import pytest
from playwright.sync_api import expect

from coprod_wagtail.webhooks.signing import make_secret, signed_headers
from tests.frontend.conftest import POST, open_until
from tests.frontend.servers import WEBHOOK_SECRET

WORDS = "Two of us could cross, if we ran."
PRIVATE = re.compile(r"/your-comment/([\w-]+)/")


def send(page):
    page.get_by_role("button", name="Send", exact=True).click()


def sent(page):
    """The secret of the comment whose private page is shown."""
    page.wait_for_url(PRIVATE)
    expect(page.locator("main")).to_contain_text("Your comment’s number")
    return PRIVATE.search(page.url)[1]


def publish(demo, secret):
    demo.do(
        f"""
from coprod_wagtail.comments.actions import PublishComment
from coprod_wagtail.comments.slip import code
from django.contrib.auth import get_user_model
comment = ReaderComment.objects.get(slip_hash=code.slip_hash("{secret}"))
PublishComment(comment, user=get_user_model().objects.get(username="moderator"))()
"""
    )


def test_a_comment_with_a_mistake_is_mended_sent_and_shown(reader, demo, request):
    words = f"{WORDS} {request.node.callspec.id}"
    reader.goto(POST)
    reader.get_by_label("Your comment").fill(words)
    send(reader)
    problem = reader.locator("#problem")
    expect(problem).to_contain_text("Write a name to show.")
    expect(reader).to_have_title(re.compile("^Error: "))
    expect(reader.locator("#problem")).to_be_focused()
    expect(reader.get_by_label("Your comment")).to_have_value(words)
    expect(reader.get_by_label("A name to show")).to_have_attribute("aria-invalid", "true")
    expect(reader.get_by_label("A name to show")).to_have_attribute(
        "aria-describedby", re.compile("form-author_name-error")
    )
    problem.get_by_role("link", name="Write a name to show.").click()
    expect(reader.get_by_label("A name to show")).to_be_focused()
    reader.get_by_label("A name to show").fill("Sam")
    send(reader)
    secret = sent(reader)
    expect(reader.locator("main")).to_contain_text("Waiting to be read.")
    publish(demo, secret)
    open_until(reader, POST, lambda: words in reader.locator("#comments").inner_text())
    expect(reader.locator("#comments")).to_contain_text(words)


def test_what_looks_private_is_asked_about_first(reader, request):
    reader.goto(POST)
    reader.get_by_label("Your comment").fill(f"Ring me on 07700 900123. {request.node.callspec.id}")
    reader.get_by_label("A name to show").fill("Sam")
    send(reader)
    expect(reader.get_by_role("heading", name="Everyone will be able to see this.")).to_be_visible()
    expect(reader.get_by_label("Your comment")).to_have_value(re.compile("07700 900123"))
    reader.get_by_role("button", name="Send it as it is").click()
    sent(reader)


def test_a_reply_and_its_writer_takes_it_back(reader, demo, request):
    words = f"Our dog does that too. {request.node.callspec.id}"
    reader.goto(POST)
    reader.locator("#comment-48").get_by_role("link", name="Reply to Bernie").click()
    expect(reader.locator(".coprod-answered")).to_contain_text("Station Road")
    reader.get_by_label("Your comment").fill(words)
    reader.get_by_label("A name to show").fill("Pat")
    send(reader)
    secret = sent(reader)
    publish(demo, secret)
    shown = reader.locator(".coprod-replies .coprod-comment").filter(has_text=words)
    open_until(reader, POST, lambda: shown.count() == 1)
    expect(shown.get_by_role("heading")).to_contain_text("Pat, to Bernie")
    reader.goto(f"/your-comment/{secret}/")
    reader.get_by_role("button", name="Take it down").click()
    expect(reader.get_by_role("heading", name="You have taken your comment down.")).to_be_visible()
    open_until(reader, POST, lambda: shown.count() == 0)
    expect(shown).to_have_count(0)


def test_an_old_token_is_no_hindrance_and_the_reader_is_known_to_wagtail(page, demo):
    page.goto(POST)
    page.locator("input[name=token]").evaluate("field => field.value = '12-1.of-long-ago'")
    page.get_by_label("Your comment").fill("From where?")
    page.get_by_label("A name to show").fill("Sam")
    send(page)
    sent(page)
    assert demo.do('print(ReaderComment.objects.get(body="From where?").signs)') == "[]"


def test_words_are_kept_where_our_own_server_cannot_be_reached(page):
    page.goto(POST)
    page.get_by_label("Your comment").fill("Through the tunnel.")
    page.get_by_label("A name to show").fill("Sam")
    page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    send(page)
    expect(page.locator("#problem")).to_contain_text("We could not send your comment.")
    expect(page.get_by_label("Your comment")).to_have_value("Through the tunnel.")
    page.unroute("**/*")
    send(page)
    sent(page)


def test_a_form_of_another_website_is_not_taken(page, base_url, demo):
    page.goto(POST)
    fields = page.locator("#coprod-form input[type=hidden]").evaluate_all(
        "fields => Object.fromEntries(fields.map(field => [field.name, field.value]))"
    )
    answer = page.request.post(
        base_url + POST,
        multipart=fields | {"body": "Mine.", "author_name": "Eve"},
        headers={"Origin": "https://elsewhere.example"},
        max_redirects=0,
    )
    assert answer.status >= 400
    assert demo.do('print(ReaderComment.objects.filter(body="Mine.").count())') == "0"


@pytest.fixture
def tell(page, base_url):
    def tell(*, secret=WEBHOOK_SECRET, at=0):
        body = '{"version": 1, "event": "page.published", "page": null}'
        headers = signed_headers(secret, "1", body.encode(), int(time.time() + at))
        headers["Content-Type"] = "application/json"
        return page.request.post(f"{base_url}/webhook/", data=body, headers=headers).status

    return tell


def test_only_wagtail_is_believed_and_only_just_now(tell, page, base_url):
    assert tell() == 204
    assert tell(secret=make_secret()) == 403
    assert tell(at=-400) == 403
    assert page.request.post(f"{base_url}/webhook/", data="{}").status == 403


def test_what_an_editor_publishes_shows_at_once_where_nothing_was_before(page, demo, base_url):
    assert page.goto("/blog/made-just-now/").status == 404
    page.goto("/blog/")
    expect(page.get_by_role("link", name="Made just now")).to_have_count(0)
    demo.do(
        """
blog = BlogIndexPage.objects.get(locale__language_code="en-gb")
post = blog.add_child(instance=BlogPostPage(title="Made just now", slug="made-just-now", locale=blog.locale))
post.save_revision().publish()
"""
    )
    open_until(page, "/blog/made-just-now/", lambda: page.get_by_role("heading", name="Made just now").count() == 1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Made just now")
    page.goto("/blog/")
    expect(page.get_by_role("link", name="Made just now")).to_be_visible()
