"""What an editor writes is shown by the front end, inside Wagtail's preview, before anybody else can see it."""

import json

import pytest
from playwright.sync_api import expect

DRAFTS = {
    "post": 'BlogPostPage.objects.get(slug="half-a-bed-of-beans", locale__language_code="en-gb")',
    "member": 'MemberProfilePage.objects.get(slug="tern")',
    "question": 'ConversationPage.objects.get(slug="the-front-room")',
}


def preview_of(demo, found):
    """The query of the preview of `found`, a page with another title, as Wagtail makes it."""
    return json.loads(
        demo.do(
            f"""
import json
from coprod_wagtail.page_tree.preview import _as_the_library_wants_it, site_with_front_end
from coprod_wagtail.pages.models import MemberProfilePage
page = {found}
page.title = page.question = "Not yet"
previewed = _as_the_library_wants_it(page, site_with_front_end(page))
kept = previewed.create_page_preview()
print(json.dumps({{"content_type": page._meta.label_lower, "token": kept.token}}))
"""
        )
    )


@pytest.mark.parametrize("kind", DRAFTS)
def test_a_draft_is_drawn_as_it_will_be(page, demo, front_end, kind):
    query = preview_of(demo, DRAFTS[kind])
    answer = page.goto("/preview/?content_type={content_type}&token={token}".format(**query))
    assert answer.status == 200
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert f"frame-ancestors {demo.url}" in answer.headers["content-security-policy"]
    expect(page.locator("main")).to_contain_text("This is a preview.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not yet")
    expect(page.locator("form.coprod-form")).to_have_count(0)


def test_without_a_token_there_is_nothing(page, front_end):
    assert page.goto("/preview/?content_type=coprod_pages.blogpostpage&token=made-up").status == 404
    assert page.goto("/preview/").status == 404
