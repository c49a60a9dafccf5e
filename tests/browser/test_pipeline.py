"""Word lists, writers who are held, and trusted ones: on a phone, by the keyboard, and with and without scripts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import Site

from coprod_wagtail.comments.constants import QueueRank, Status
from coprod_wagtail.comments.mail.subscriptions import subscribe
from coprod_wagtail.comments.models import (
    Hold,
    ReaderComment,
    ReaderCommentSettings,
    Subscription,
    WordListEntry,
)
from coprod_wagtail.comments.moderation.word_lists.matching import key_of
from coprod_wagtail.comments.slip.code import secret_of
from tests.factories import ReaderCommentFactory

from .measuring import OVER_THE_EDGE
from .test_axe_admin import LEFT_OUT

SAM = "sam@example.org"


@pytest.fixture
def site():
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def look(axe):
    """Narrow in dark and wide in light; nothing of ours reaches over the edge of a phone."""

    def look(person, within=""):
        person.page.set_viewport_size({"width": 360, "height": 700})
        assert not within or person.page.evaluate(OVER_THE_EDGE, within) == []
        axe.assert_clean(person.page, dark_width=390, context={"include": [["body"]], "exclude": LEFT_OUT})
        person.page.set_viewport_size({"width": 360, "height": 700})

    return look


@pytest.mark.accessibility(
    "Word lists, writers who are held, and trusted ones", "With the keyboard alone", "axe", "at 360 pixels", "1.4.10"
)
def test_an_entry_is_tried_and_kept_and_a_table_brought_in(at_work, admin_user, post, site, look, tmp_path):
    ReaderCommentFactory(page=post, author_name="Ann", body="What a scam this is.", language="en-gb")
    person = at_work(admin_user, viewport={"width": 360, "height": 700})
    page = person.page
    person.open(reverse("coprod_word_list:add"))
    look(person, "#w-editor-form")
    person.tab_to(page.get_by_label("Word, or words in a row"))
    page.keyboard.type("scam")
    person.press("Try it, and save nothing")
    expect(page.locator(".coprod-tried")).to_contain_text("1 comment has these words.")
    expect(page.get_by_label("Word, or words in a row")).to_have_value("scam")
    look(person, ".coprod-tried")
    assert not WordListEntry.objects.exists()
    person.press("Create")
    expect(person.messages).to_contain_text("created")
    assert WordListEntry.objects.get().words == "scam"
    look(person)
    table = tmp_path / "list.csv"
    table.write_text("words,language,effect\nscam,en-gb,first\nbetter off,en-gb,first\n...,en-gb,hold\n")
    person.open(reverse("coprod_word_list:import"))
    look(person, ".coprod-conversation")
    page.get_by_label("Table (CSV)").set_input_files(table)
    person.press("Look at what would change")
    expect(page.locator("[aria-labelledby=coprod-plan]")).to_contain_text("Nothing is changed yet.")
    look(person, ".coprod-conversation > section > ul")
    person.press("Bring it in")
    expect(person.messages).to_contain_text("2 lines were brought in.")
    assert dict(WordListEntry.objects.values_list("words", "effect")) == {"scam": "first", "better off": "first"}


@pytest.mark.accessibility(
    "Word lists, writers who are held, and trusted ones", "With the keyboard alone", "axe", "at 360 pixels", "1.4.10"
)
def test_a_moderator_holds_a_writer_and_lets_go_of_them(at_work, moderator, post, site, look):
    entry = WordListEntry.objects.create(site=site, language="en", words="cook", key=key_of("cook"))
    comment = ReaderCommentFactory(
        page=post,
        author_name="Sam",
        body="The cook again.",
        status=Status.PENDING,
        signs=[f"word_list:{entry.pk}"],
        queue_rank=QueueRank.FIRST,
    )
    subscribe(comment.conversation_id, SAM, comment=comment)
    Subscription.objects.update(confirmed_at=timezone.now())
    person = at_work(moderator, viewport={"width": 360, "height": 700})
    page = person.page
    person.open(reverse("coprod_reader_comments:inspect", args=[comment.pk]))
    expect(page.locator(".coprod-signs")).to_contain_text("It has words from your word list: “cook”.")
    look(person, ".coprod-signs")
    person.tab_to(page.get_by_role("link", name="Hold what comes from here for a while"))
    page.keyboard.press("Enter")
    person.tab_to(page.get_by_label("Why"))
    page.keyboard.type("Called the cook names.")
    look(person, ".coprod-conversation")
    person.press("Hold it")
    expect(person.messages).to_contain_text("From now on it waits")
    hold = Hold.objects.get()
    assert hold.until - timezone.now() > timedelta(days=13)
    expect(page.locator(".coprod-hold")).to_contain_text("Called the cook names.")
    look(person, ".coprod-hold")
    person.tab_to(page.get_by_role("link", name="All that is held"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_count(1)
    look(person, ".coprod-hold")
    person.press("End it now")
    expect(person.messages).to_contain_text("It is held no more.")
    hold.refresh_from_db()
    assert not hold.is_in_force
    look(person, ".coprod-hold")


@pytest.mark.accessibility("Word lists, writers who are held, and trusted ones", "with and without scripts")
def test_a_trusted_writer_names_the_number(reader, axe, post, site):
    ReaderCommentSettings.objects.create(site=site, trust_after=1)
    before, comment = (
        ReaderCommentFactory(page=post, author_name="Sam", status=status)
        for status in (Status.PUBLISHED, Status.PENDING)
    )
    for one in (before, comment):
        subscribe(one.conversation_id, SAM, comment=one)
    Subscription.objects.filter(comment=before).update(confirmed_at=timezone.now())
    asked = Subscription.objects.get(comment=comment)
    page = reader.page
    reader.open(f"/comments/mail/{secret_of(asked.nonce, asked.found_by)}/")
    if reader.scripts:
        axe.assert_clean(page, dark_width=320)
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate(OVER_THE_EDGE, "main") == []
    reader.tab_to(page.get_by_label("The number of your comment"))
    page.keyboard.type(f"#{comment.pk}")
    reader.tab_to(page.get_by_role("button", name="Yes, e-mail me"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Your comment shows on the page now.")
    assert ReaderComment.objects.get(pk=comment.pk).status == Status.PUBLISHED
