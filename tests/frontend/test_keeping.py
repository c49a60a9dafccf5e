"""What the front end keeps of the API's answers, and what makes it ask again."""

import time

from coprod_wagtail.webhooks.signing import make_secret, signed_headers

from .conftest import POST, open_until
from .servers import WEBHOOK_SECRET

BODY = '{"version": 1, "event": "page.published"}'


def tell(page, front_end, body=BODY, *, secret=WEBHOOK_SECRET, at=None, signed=None):
    at = int(time.time() if at is None else at)
    headers = {"Content-Type": "application/json", **signed_headers(secret, "1", (signed or body).encode(), at)}
    return page.request.post(f"{front_end.url}/webhook", data=body, headers=headers).status


def test_only_wagtail_is_believed_and_only_just_now(page, front_end):
    assert tell(page, front_end) == 204
    assert tell(page, front_end, secret=make_secret()) == 403
    assert tell(page, front_end, signed="another body") == 403
    assert tell(page, front_end, at=time.time() - 400) == 403
    assert tell(page, front_end, at=time.time() + 400) == 403
    assert page.request.post(f"{front_end.url}/webhook", data=BODY).status == 403
    unsigned = {"webhook-id": "1", "webhook-timestamp": "1" + "0" * 400, "webhook-signature": "v1,nonsense"}
    unsigned["Content-Type"] = "application/json"
    assert page.request.post(f"{front_end.url}/webhook", data=BODY, headers=unsigned).status == 403
    assert page.request.get(f"{front_end.url}/webhook").status == 404


def test_the_api_is_asked_once_and_after_a_change_only_whether_it_is_the_same(page, doubtful, between):
    address = doubtful.url + POST
    first = page.request.get(address).text()
    asked = len(between.asked)
    assert asked >= 3
    page.request.get(address)
    assert len(between.asked) == asked
    assert tell(page, doubtful) == 204
    again = page.request.get(address).text()
    later = between.asked[asked:]
    assert len(later) == asked and {status for _, _, status in later} == {304}
    without_key = lambda html: html.split('name="key"')[0]  # noqa: E731
    assert without_key(again) == without_key(first)


def test_what_is_for_one_reader_is_asked_each_time(page, doubtful, between):
    for _ in range(2):
        assert page.request.get(f"{doubtful.url}/your-comment/nobodys/").status == 404
    assert len([path for _, path, _ in between.asked if "slips" in path]) == 2


def test_a_page_that_is_published_shows_within_seconds(page, demo, front_end):
    page.goto(POST)
    demo.do(
        f"""
post = BlogPostPage.objects.get(slug="{POST.split("/")[2]}")
post.summary = "Changed just now."
post.save_revision().publish()
"""
    )
    summary = page.locator(".coprod-summary")
    open_until(page, POST, lambda: summary.inner_text() == "Changed just now.")
    assert summary.inner_text() == "Changed just now."
