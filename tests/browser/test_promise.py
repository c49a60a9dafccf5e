"""What is promised beside the form, that it takes longer now, and a site that stops for a while: readers and moderators."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import Site

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import ReaderComment, ReaderCommentSettings
from tests.factories import ReaderCommentFactory

from .measuring import OVER_THE_EDGE
from .reader import WORDS
from .test_axe_admin import LEFT_OUT


@pytest.fixture
def decided(post):
    """A site that says all it can, and is behind with reading."""
    long_ago = timezone.now() - timedelta(days=60)
    ReaderCommentFactory(page=post, author_name="Ann", body="Trams.")
    ReaderCommentFactory(page=post, status=Status.PENDING, received_at=long_ago)
    return ReaderCommentSettings.objects.create(
        site=Site.objects.get(),
        bank_holidays="scotland",
        reading_from=time(9),
        reading_until=time(17),
        other_ways="Ring 01632 960 114, and we write it down.",
        other_formats="Ask Ann for large print.",
    )


@pytest.fixture
def look(axe):
    def look(reader):
        if not reader.scripts:  # axe is one
            return
        axe.assert_clean(reader.page, dark_width=320, light_width=1280)
        reader.page.set_viewport_size({"width": 320, "height": 800})
        assert reader.page.evaluate(OVER_THE_EDGE, "main") == []
        reader.page.set_viewport_size({"width": 1280, "height": 800})

    return look


@pytest.mark.accessibility(
    "The promise beside the form, help, and a site that stops for a while",
    "With the keyboard alone",
    "with and without scripts",
    "axe",
    "320 pixels",
    "1.4.10",
)
def test_help_a_pause_while_one_writes_and_its_end(reader, look, post, decided):
    page = reader.page
    reader.open(post.url)
    expect(page.locator(".coprod-promise")).to_contain_text("At the moment this takes longer than usual.")
    for fold, line in [
        ("What happens to my words", "We read comments Monday to Friday, from 9 a.m. to 5 p.m."),
        ("House rules", "If you are under 16"),
        ("Help, and other ways to comment", "Ring 01632 960 114, and we write it down."),
    ]:
        expect(page.get_by_text(line)).not_to_be_visible()
        reader.tab_to(page.locator("summary", has_text=fold))
        page.keyboard.press("Enter")
        expect(page.get_by_text(line)).to_be_visible()
    look(reader)
    page.mouse.click(0, 0)  # Tab begins at the top again
    reader.write()
    ReaderCommentSettings.objects.update(paused=True, pause_words="Ann is ill. We are back on Monday.")
    reader.press_send()
    reader.expect_problem("Ann is ill. We are back on Monday.")
    look(reader)
    assert not ReaderComment.objects.filter(body=WORDS).exists()
    # Others are told before they write, and can read.
    elsewhere = page.context.new_page()
    elsewhere.goto(post.url)
    expect(elsewhere.locator(".coprod-note")).to_have_text("Ann is ill. We are back on Monday.")
    expect(elsewhere.get_by_text("Trams.")).to_be_visible()
    expect(elsewhere.locator("form.coprod-form")).to_have_count(0)
    elsewhere.close()
    ReaderCommentSettings.objects.update(paused=False)
    reader.press_send()
    reader.expect_thanks()
    assert ReaderComment.objects.filter(body=WORDS).count() == 1


@pytest.mark.accessibility(
    "The promise beside the form, help, and a site that stops for a while", "a moderator pauses it on a phone"
)
def test_a_moderator_pauses_all_comments_on_a_phone(at_work, moderator, axe, post):
    person = at_work(moderator, viewport={"width": 320, "height": 700})
    page = person.page
    person.open(reverse("coprod_reader_comments:index"))
    page.locator(".w-slim-header [data-controller='w-dropdown'] button").first.click()
    page.get_by_role("link", name="Pause all comments").click()
    page.get_by_label("What readers are told while you pause").fill("Back on Monday.")
    person.press("Pause all comments now")
    expect(person.messages).to_contain_text("Comments are paused.")
    assert ReaderCommentSettings.objects.get().paused
    assert page.evaluate(OVER_THE_EDGE, ".coprod-conversation") == []
    heights = [button.bounding_box()["height"] for button in page.locator("main form .button").all()]
    assert len(heights) == 2 and min(heights) >= 44
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        assert axe.findings(page, context={"include": [["body"]], "exclude": LEFT_OUT}) == []
    page.set_viewport_size({"width": 320, "height": 700})
    person.press("Take comments again")
    expect(person.messages).to_contain_text("People can write comments")
    assert not ReaderCommentSettings.objects.get().paused
