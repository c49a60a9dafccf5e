"""axe finds nothing on any screen that the package brings into Wagtail's admin: wide and on a phone, light and dark.

The screens around ours are Wagtail's. Where axe has something to say about what is Wagtail's alone, that one element is
named in `WAGTAILS_OWN`; everything else on the screen counts.
"""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import GroupPagePermission

from coprod_wagtail.comments.actions import EditComment, PublishComment, SetConversation
from coprod_wagtail.comments.admin.bulk import BULK_DECISIONS, BulkHandOver
from coprod_wagtail.comments.constants import Access, Sign, Status
from coprod_wagtail.comments.correspondence.answer import AnswerMessage
from coprod_wagtail.comments.models import DecisionReason, SavedAnswer
from coprod_wagtail.outbox.constants import Problem, State
from coprod_wagtail.webhooks.constants import Event
from coprod_wagtail.webhooks.models import Webhook
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory
from tests.pages.factories import CategoryFactory
from tests.webhooks.messages import make_message

from .test_worn import TABLE

#: Elements of Wagtail's own, by selector, with what axe has to say about them.
WAGTAILS_OWN = {
    "#w-minimap-toggle": "target-size: 20 by 20 pixels",
    ".w-minimap__list": "scrollable-region-focusable: with more panels than fit, the way to the last is by the panels",
    ".public-DraftEditor-content": "aria-input-field-name: the box for text with bold and links has no name",
    ".tagit-new input": "label: the box for tags has no name",
    'main li > a[href$="/edit/"][target="_blank"]': "target-size: 17 pixels high where several pages are deleted",
    'main a[href$="/unpublish/"]': "link-in-text-block: not underlined where it offers to unpublish instead of to delete",
}
#: Of ours, and not mended: a limit that docs/accessibility-statement.md names.
KNOWN = {
    "section[id^='block-']": "landmark-unique: a picture in a text stands in two frames, and both are called Picture",
}
#: What is in such a frame: axe does look at that.
PARTS = "section[id^='block-'] > *"
LEFT_OUT = [[selector] for selector in {**WAGTAILS_OWN, **KNOWN}]


@pytest.fixture
def comments(post):
    """One of every status, the one that waits with everything that a comment may bring along."""
    parent = ReaderCommentFactory(page=post, author_name="Ann", body="Trams.")
    waiting = ReaderCommentFactory(
        page=post,
        author_name="Sam",
        body="Buses, see https://example.org/timetable",
        reply_to=parent,
        author_email="sam@example.org",
        status=Status.PENDING,
        signs=[Sign.MANY_LINKS, Sign.NO_ORIGIN],
        language="cy",
    )
    others = [
        ReaderCommentFactory(page=post, author_name="أحمد", body="الحافلة تقرر يومي كله.", language="ar", status=status)
        for status in (Status.DECLINED, Status.SPAM, Status.HIDDEN, Status.TAKEN_BACK)
    ]
    return [waiting, parent, *others]


@pytest.fixture
def editor(at_work, admin_user):
    return at_work(admin_user)


@pytest.fixture
def look(editor, axe):
    """`look(address)`: open it, or stay, and let axe look: narrow in dark, wide in light; also at what is `inside` of
    something that is left out itself."""

    def look(address=None, include="body", inside=()):
        if address:
            editor.open(address)
            assert editor.page.url.endswith(address)
        included = [[selector] for selector in (include, *inside)]
        context = {"include": included, "exclude": LEFT_OUT}
        axe.assert_clean(editor.page, dark_width=390, context=context)

    return look


@pytest.mark.accessibility("For moderators", "axe", "the number on the home page")
def test_the_home_page_of_the_admin(look, editor, comments):
    look("/admin/", include=".w-summary li:has(a[href*='reader-comments'])")


@pytest.mark.accessibility("For editors", "axe", "drafts and new comments on the home page")
def test_what_somebody_has_begun_and_what_is_new(look, editor, admin_user, post, comments):
    for page, live in ((post, True), (BlogPostPageFactory(parent=post.get_parent(), title="Trams", live=False), False)):
        page.owner, page.live = admin_user, live
        page.save()
        page.save_revision(user=admin_user)
    editor.open("/admin/")
    for panel in ("#coprod-new-comments-section", "#coprod-drafts-section"):
        expect(editor.page.locator(f"{panel} li").first).to_be_visible()
        look(include=panel)


@pytest.mark.accessibility("For moderators", "axe", "the list of comments")
def test_the_list_of_comments(look, editor, comments, settings):
    address = reverse("coprod_reader_comments:index")
    look(address)
    look(f"{address}?status=pending&language=cy")
    editor.page.get_by_role("row", name="Sam on").get_by_role("checkbox").check()
    expect(editor.page.get_by_role("link", name="Publish the selected reader comments")).to_be_visible()
    look()


@pytest.mark.accessibility("For moderators", "axe", "the list of comments")
def test_the_list_after_a_decision_in_it_and_what_was_said_around_a_comment(look, editor, comments):
    address = reverse("coprod_reader_comments:index")
    long = ReaderCommentFactory(page=comments[0].page, author_name="Bo", body="The bus. " * 200, status=Status.PENDING)
    editor.open(f"{address}?status=pending")
    editor.page.get_by_role("row", name="Bo on").get_by_text("Read the rest").click()
    look()
    editor.page.get_by_role("row", name="Sam on").get_by_role("button", name="Decline").click()
    look()
    editor.press("An advert")
    expect(editor.messages).to_contain_text("will not be published")
    look()
    look(f"{address}?around={comments[0].pk}")
    look(f"{address}?q={'w' * 101}")
    look(reverse("coprod_reader_comments:inspect", args=[long.pk]) + "?status=pending")


@pytest.mark.accessibility("For moderators", "axe", "its filters")
def test_the_filters_of_the_list(look, editor, comments):
    editor.open(reverse("coprod_reader_comments:index"))
    editor.page.get_by_role("button", name="Show filters").click()
    editor.page.get_by_role("button", name="Status").click()
    expect(editor.page.get_by_label("Waiting to be read")).to_be_visible()
    look(include=".w-slim-header")  # they lie over the list


@pytest.mark.accessibility("For moderators", "axe", "the list of comments")
def test_a_list_without_comments(look, root_page):
    look(reverse("coprod_reader_comments:index"))
    look(f"{reverse('coprod_reader_comments:index')}?q=nothing-like-it")


@pytest.mark.accessibility("For moderators", "axe", "the page for reading one")
def test_reading_one_comment(look, comments):
    for comment in comments:
        look(reverse("coprod_reader_comments:inspect", args=[comment.pk]))


@pytest.mark.accessibility("For moderators", "axe", "decisions about one and many")
@pytest.mark.parametrize(
    "decision", [*BULK_DECISIONS.values(), BulkHandOver], ids=lambda decision: decision.action_type
)
def test_the_question_before_a_decision_about_many(look, comments, decision):
    address = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", decision.action_type])
    ids = "&".join(f"id={comment.pk}" for comment in comments)
    look(f"{address}?{ids}&next={reverse('coprod_reader_comments:index')}")


@pytest.mark.accessibility("For moderators", "axe", "decisions about one and many")
def test_what_is_said_after_a_decision(look, editor, comments):
    editor.open(reverse("coprod_reader_comments:inspect", args=[comments[0].pk]))
    editor.press("Decline")
    editor.press("An advert")
    expect(editor.messages).to_contain_text("will not be published")
    look()


@pytest.mark.accessibility("For moderators", "axe", "adding one for somebody")
def test_adding_a_comment_for_somebody(look, editor, post):
    look(reverse("coprod_comments_admin:choose_page"))
    look(reverse("coprod_comments_admin:for_someone", args=[post.pk]))
    page = editor.page
    page.get_by_role("button", name="Add this comment").click()
    expect(page.get_by_text("Say how the person agreed.").first).to_be_visible()
    look()
    page.locator("[name=body]").fill("A lift.")
    page.locator("[name=author_name]").fill("Bet")
    page.get_by_label("By phone").check()
    page.get_by_label("The person told us that we may").check()
    page.get_by_role("button", name="Add this comment").click()
    page.wait_for_url("**/given/**")
    look()


@pytest.mark.accessibility("For moderators", "axe", "new words beside the old")
def test_new_words_beside_the_old(look, editor, comments):
    comment = comments[0]
    EditComment(comment, body="A lift, and a ramp.", author_name="Bet")()
    if not comment.edit_waits:  # nobody had published it
        PublishComment(comment, user=ModeratorFactory())()
        EditComment(comment, body="A lift, a ramp and a bench.", author_name="Bet")()
    look(reverse("coprod_reader_comments:inspect", args=[comment.pk]))
    editor.page.get_by_role("button", name="Take the new words").focus()
    editor.page.keyboard.press("Enter")
    expect(editor.messages).to_contain_text("shows the new words")
    look(f"{reverse('coprod_reader_comments:index')}?status=changed")


@pytest.mark.accessibility("For moderators", "axe", "the lists of reasons and saved answers")
@pytest.mark.parametrize("name", ["coprod_decision_reasons", "coprod_saved_answers"])
def test_the_lists_that_moderators_choose_from(look, name, root_page):
    answer = SavedAnswer.objects.create(title="Thanks", body="Thank you.")
    # The package's own reasons go with what a test before this one wrote.
    reason = DecisionReason.objects.get_or_create(key="unkind")[0]
    look(reverse(f"{name}:index"))
    look(reverse(f"{name}:add"))
    look(reverse(f"{name}:edit", args=[(reason if "reasons" in name else answer).pk]))


@pytest.mark.accessibility("For moderators", "axe", "words for the writer and the answer")
def test_words_for_the_writer_and_the_answer(look, editor, comments):
    comment = comments[0]
    type(comment).objects.filter(pk=comment.pk).update(slip_hash="1" * 64)  # there is a private page
    reading = reverse("coprod_reader_comments:inspect", args=[comment.pk])
    look(reading)
    page = editor.page
    page.get_by_text("Write to the person who wrote it").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Words for the person who wrote it").fill("Which bus is it?")
    look()
    page.get_by_role("button", name="Decline", exact=True).focus()
    page.keyboard.press("Enter")
    editor.press("An advert")
    expect(editor.messages).to_contain_text("will not be published")
    comment.refresh_from_db()
    AnswerMessage(comment, "The number 9.")()
    look(f"{reverse('coprod_reader_comments:index')}?status=answered")
    look(reading)
    page.get_by_role("button", name="I have read the answer").focus()
    page.keyboard.press("Enter")
    # Whoever decided is asked, as long as nobody else can read it.
    expect(page.get_by_role("button", name="Yes, I am sure")).to_be_visible()
    look()
    editor.press("Yes, I am sure")
    expect(editor.messages).to_contain_text("You have read what the writer of")


@pytest.mark.accessibility("For moderators", "axe", "what is held of a person")
def test_what_is_held_of_a_person(look, editor, comments):
    look(f"{reverse('coprod_comments_admin:person')}?comment={comments[0].pk}")
    page = editor.page
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_role("heading", name="What we hold")).to_be_visible()
    look()
    page.get_by_role("button", name="Erase it…").click()
    expect(page.get_by_role("button", name="Erase for ever")).to_be_visible()
    look()


@pytest.mark.accessibility("For editors", "axe", "the conversation of a page")
def test_the_conversation_of_a_page(look, editor, post, comments, admin_user):
    """The panel in the page editor, which is the rest of that screen, its dialog, and the same as a page of its own."""
    own_page = reverse("coprod_comments_admin:set_conversation", args=[post.pk])
    look(own_page)
    editor.page.get_by_label("Closes").fill("2026")
    editor.page.get_by_label("Closes").press("Tab")
    editor.press("Change now")
    expect(editor.page.get_by_text("Write the date and the time like this")).to_be_visible()
    look()
    editor.open(f"/admin/pages/{post.pk}/edit/#tab-settings")
    panel = editor.page.locator(".coprod-conversation")
    dialog = editor.page.get_by_role("dialog", name="Who can comment, and when")
    expect(panel.get_by_role("button", name="Change…")).to_be_visible()
    look(include=".coprod-conversation")
    editor.press("Change…")
    expect(dialog.get_by_label("Read only")).to_be_visible()
    look(include="#coprod-conversation-dialog")
    dialog.get_by_label("Opens").fill("2026-05-04 10:00")
    dialog.get_by_label("Opens").press("Tab")
    dialog.get_by_label("Closes").fill("2026-05-03 10:00")
    dialog.get_by_label("Closes").press("Tab")
    editor.press("Change now")
    expect(dialog.get_by_text("Nothing was changed.")).to_be_visible()
    look(include="#coprod-conversation-dialog")
    dialog.get_by_label("Opens").fill("")
    dialog.get_by_label("Opens").press("Tab")
    SetConversation(post, {"closes_at": None, "access": Access.HIDDEN}, user=admin_user)()
    editor.press("Change now")
    expect(dialog.get_by_text("It is now: no time set")).to_be_visible()
    look(include="#coprod-conversation-dialog")
    editor.page.keyboard.press("Escape")
    expect(panel.get_by_text("Nothing has changed yet.")).to_be_visible()
    look(include=".coprod-conversation")


@pytest.mark.accessibility("For editors", "axe", "the conversation of a page")
def test_the_conversation_of_a_page_for_who_may_not_change_it(look, editor, post, admin_user):
    admin_user.is_superuser = False
    admin_user.save()
    admin_user.groups.set(Group.objects.filter(name="Editors"))
    GroupPagePermission.objects.filter(group__name="Editors").exclude(permission__codename="change_page").delete()
    look(reverse("coprod_comments_admin:set_conversation", args=[post.pk]))
    expect(editor.page.get_by_text("You cannot change this.")).to_be_visible()
    editor.open(f"/admin/pages/{post.pk}/edit/#tab-settings")
    look(include=".coprod-conversation")


@pytest.mark.accessibility("For editors", "axe", "the conversation of a page")
def test_the_conversation_of_a_page_that_is_not_saved(look, editor, root_page):
    editor.open(f"/admin/pages/add/coprod_pages/conversationpage/{root_page.pk}/#tab-settings")
    expect(editor.page.locator(".coprod-conversation")).to_contain_text("As soon as the page is saved")
    look(include=".coprod-conversation")


@pytest.mark.accessibility("For editors", "axe", "the fields of a post")
def test_writing_a_post(look, editor, full_post):
    """With an author of each kind, a picture, a category, and a part of every kind in its text."""
    full_post.body = [
        ("heading", {"text": "Monday", "level": "h2"}),
        ("text", "<p>The kettle goes on at <b>nine</b>.</p>"),
        ("quote", {"text": "We knew.", "source": "Bo", "source_url": "https://example.org/"}),
        ("picture", {"image": full_post.image, "caption": "Our table"}),
        ("table", TABLE),
    ]
    full_post.save_revision().publish()
    editor.open(f"/admin/pages/{full_post.pk}/edit/#tab-content")
    for label in ("Name", "What the picture shows", "Who said it", "Caption", "Day, row 2"):
        expect(editor.page.get_by_role("textbox", name=label).first).to_be_visible()
    expect(editor.page.get_by_role("group", name="Categories").get_by_role("checkbox").first).to_be_checked()
    expect(editor.page.locator(".public-DraftEditor-content").first).to_be_visible()
    look(inside=[PARTS])


@pytest.mark.accessibility("For editors", "axe", "the fields of a post")
def test_axe_looks_into_the_parts_of_a_text(editor, axe, full_post):
    editor.open(f"/admin/pages/{full_post.pk}/edit/#tab-content")
    heading = editor.page.locator("section[id^='block-'] input[type=text]").first
    heading.evaluate("field => field.labels.forEach(label => label.remove())")
    context = {"include": [["body"], [PARTS]], "exclude": LEFT_OUT}
    assert [finding.split(":")[0] for finding in axe.findings(editor.page, context=context)] == ["label"]


@pytest.mark.accessibility("For editors", "axe", "of a profile")
def test_writing_a_profile(look, editor, full_post):
    profile = full_post.authors.first().profile.specific
    profile.links = [("link", {"label": "My garden", "url": "https://example.org/"})]
    profile.save_revision().publish()
    editor.open(f"/admin/pages/{profile.pk}/edit/#tab-content")
    for label in ("What the photo shows", "In a few words", "Words to show"):
        expect(editor.page.get_by_role("textbox", name=label)).to_be_visible()
    look(inside=[PARTS])


@pytest.mark.accessibility("For editors", "axe", "deleting a page with comments")
def test_deleting_a_page_with_comments(look, post, comments):
    look(reverse("wagtailadmin_pages:delete", args=[post.pk]))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    look(f"{address}?id={post.pk}&next=/admin/")


@pytest.mark.accessibility("For editors", "axe", "settings")
@pytest.mark.parametrize("name", ["coprod_comments/readercommentsettings", "coprod_wagtail/sitehelp"])
def test_settings(look, editor, root_page, name):
    site = root_page.get_site()
    look(f"/admin/settings/{name}/{site.pk}/")


@pytest.mark.accessibility("For editors", "axe", "categories")
def test_categories(look, root_page):
    category = CategoryFactory(name="Food", slug="food")
    look(reverse("wagtailsnippets_coprod_blog_category:list"))
    look(reverse("wagtailsnippets_coprod_blog_category:add"))
    look(reverse("wagtailsnippets_coprod_blog_category:edit", args=[category.pk]))


@pytest.mark.accessibility("For editors", "axe", "webhooks")
def test_webhooks(look, editor, root_page):
    webhook = Webhook.objects.create(name="Our front end", url="https://front.example.org/hooks/")
    for state, problem in [
        (State.DELIVERED, Problem.NONE),
        (State.WAITING, Problem.NO_ANSWER),
        (State.GAVE_UP, Problem.REFUSED),
    ]:
        make_message(
            webhook, Event.values[0], payload={"paths": ["/blog/"]}, state=state, problem=problem, tries=3, answer=500
        )
    look(reverse("coprod_webhooks:index"))
    look(reverse("coprod_webhooks:add"))
    look(reverse("coprod_webhooks:edit", args=[webhook.pk]))
    look(reverse("coprod_webhooks:inspect", args=[webhook.pk]))
    look(reverse("coprod_webhooks:new_secret", args=[webhook.pk]))
    editor.page.click("main form button[type=submit]")
    editor.page.wait_for_selector("#coprod-secret")
    look()
    look(reverse("coprod_webhooks:delete", args=[webhook.pk]))


@pytest.mark.accessibility("For moderators", "axe", "how are we doing")
def test_how_are_we_doing(look, editor, comments):
    look("/admin/reader-comments/figures/")
    look("/admin/reader-comments/export/")
