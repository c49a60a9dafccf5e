"""The JSON API in a real browser: its own viewer, and pages of other origins, on ports of their own."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from coprod_wagtail.comments.models import ReaderComment
from tests.docs.blocks import DOCS, blocks_of
from tests.factories import ReaderCommentFactory

STATIC_SITES = DOCS / "how-to/static-sites.md"


class _BlankPage(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>A front end</title>")

    def log_message(self, *args):
        pass


@pytest.fixture
def front_end():
    """The origin of a server that knows nothing of ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _BlankPage)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def script(new_context, front_end, base_url):
    """`script(code)`: what that returns in a page of the front end; `api` is the API's root there."""
    context = new_context()
    page = context.new_page()
    page.goto(front_end)
    yield lambda code, argument=None: page.evaluate(
        f"async (argument) => {{ const api = '{base_url}/api/coprod/v1/'; {code} }}", argument
    )
    assert context.cookies() == []


SEND = """
    const {form} = await (await fetch(`${api}conversations/${argument.page}/`)).json();
    const hidden = Object.fromEntries(form.fields.filter(f => f.type == 'hidden').map(f => [f.name, f.value]));
    const body = {page: argument.page, body: 'Trams.', author_name: 'Ann', ...hidden, ...argument.fields};
    const headers = {'Content-Type': argument.type, 'Idempotency-Key': crypto.randomUUID?.() ?? '1234567890abcdef'};
    try {
        const sent = await fetch(`${api}comments/`, {
            method: 'POST', credentials: argument.credentials ?? 'omit', headers: argument.simple ? {'Content-Type': argument.type} : headers,
            body: JSON.stringify(body), mode: argument.mode ?? 'cors',
        });
        return [sent.status, sent.status ? await sent.json() : null];
    } catch (error) {
        return [error.name, null];
    }
"""


def attempt(script, page, **changes):
    return script(SEND, {"page": page.pk, "type": "application/json", "fields": {}} | changes)


def test_any_page_may_read_what_everybody_may(script, post):
    ReaderCommentFactory(page=post, body="Buses.")
    ReaderCommentFactory(page=post)
    found = script(
        """
        const answer = await fetch(`${api}comments/?page=${argument}&limit=1`);
        return [(await answer.json()).count, answer.headers.get('ETag'), answer.headers.get('Link')];
        """,
        post.pk,
    )
    assert found[0] == 2
    assert found[1].startswith('"') and 'rel="next"' in found[2]


def test_an_allowed_origin_may_send_and_follow_its_comment(script, post, front_end, settings):
    settings.COPROD_WAGTAIL = {"ALLOWED_ORIGINS": [front_end], "TOO_SOON_SECONDS": 0}
    status, sent = attempt(script, post)
    assert (status, sent["status"]) == (202, "pending")
    assert ReaderComment.objects.get().signs == []
    standing = script("return (await (await fetch(`${api}slips/${argument}/`)).json()).message", sent["secret"])
    assert standing == "Thank you. Your comment has been sent."


def test_a_page_that_was_built_long_ago_sends_with_the_code_of_its_how_to(script, post, front_end, settings):
    settings.COPROD_WAGTAIL = {"ALLOWED_ORIGINS": [front_end], "TOO_SOON_SECONDS": 0}
    (reading,) = blocks_of(STATIC_SITES, "js", "build.js")
    (sending,) = blocks_of(STATIC_SITES, "js", "send.js")
    code = "\n".join(block.code.replace("export ", "") for block in (reading, sending))
    found = script(
        code
        + """
        const [first] = await all(api.slice(0, -1), "/posts/");
        const comment = {page: first.id, body: "Trams.", author_name: "Ann", token: `${first.id}-1.of-long-ago`};
        return await send(api.slice(0, -1), comment);
        """
    )
    assert found["ok"] and found["told"]["status"] == "pending"
    comment = ReaderComment.objects.get()
    assert (comment.page_id, comment.body, comment.signs) == (post.pk, "Trams.", [])


def test_nobody_may_with_credentials(script, post, front_end, settings):
    settings.COPROD_WAGTAIL = {"ALLOWED_ORIGINS": [front_end]}
    assert attempt(script, post, credentials="include") == ["TypeError", None]
    assert not ReaderComment.objects.exists()


def test_another_origin_may_not_and_nothing_is_stored(script, post):
    assert attempt(script, post) == ["TypeError", None]
    assert not ReaderComment.objects.exists()


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_a_browser_sends_without_asking_is_refused(script, post, content_type):
    """A "simple" request needs no preflight: any page can have a browser send one, with the reader's cookies."""
    attempt(script, post, type=content_type, simple=True, mode="no-cors", credentials="include")
    assert not ReaderComment.objects.exists()


def test_a_megabyte_is_refused(script, post, front_end, settings):
    settings.COPROD_WAGTAIL = {"ALLOWED_ORIGINS": [front_end]}
    status, problem = attempt(script, post, fields={"body": "x" * 1_000_000})
    assert (status, problem["code"]) == (413, "too_large")
    assert not ReaderComment.objects.exists()


def test_the_viewer_works_under_a_strict_policy_and_asks_nobody_else(new_context, base_url):
    context = new_context()
    page = context.new_page()
    asked, errors = [], []
    context.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{base_url}/api/coprod/v1/docs/")
    expect(page.get_by_text("/conversations/{page_id}/", exact=True)).to_be_visible()
    assert all(url.startswith((base_url, "data:")) for url in asked), asked
    assert errors == []
    assert context.cookies() == []
