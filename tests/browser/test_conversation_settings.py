"""Opening, closing and hiding a conversation from where an editor is, and nobody is led to believe what is not so."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import GroupApprovalTask, GroupPagePermission, Workflow, WorkflowTask

from coprod_wagtail.comments.actions import SetConversation
from coprod_wagtail.comments.constants import Access
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.pages.models import ConversationPage
from coprod_wagtail.swap import get_page_model
from tests.factories import BlogIndexPageFactory, UserFactory

from .measuring import OVER_THE_EDGE

TITLE = "Who can comment, and when"


def settings_of(page):
    return f"/admin/pages/{page.pk}/edit/#tab-settings"


def own_page(page):
    return f"/admin/reader-comments/conversation/{page.pk}/"


def write_title(editor, title):
    """When Wagtail has taken note of what was there first: that is what it goes by to save what is new."""
    editor.page.wait_for_timeout(2500)
    editor.page.locator("#id_title").press_sequentially(title)


class Panel:
    """The conversation in the page editor, of whoever has it on the screen."""

    def __init__(self, person):
        self.person = person
        self.shown = person.page.locator(".coprod-conversation")
        self.button = self.shown.get_by_role("button", name="Change…")
        self.said = self.shown.locator("[role=status]")
        self.dialog = person.page.get_by_role("dialog", name=TITLE)

    def fact(self, name):
        return self.shown.locator("dl > div", has=self.person.page.get_by_text(name, exact=True)).locator("dd").last

    def open(self):
        """With the keyboard."""
        self.person.press("Change…")
        expect(self.dialog.get_by_role("radio", checked=True).first).to_be_focused()
        return self.dialog

    def change_now(self):
        self.person.press("Change now")


@pytest.fixture
def panel_of(at_work):
    """`panel_of(user, page)`: the panel on that page's editor."""

    def open_editor(user, page, **options):
        person = at_work(user, **options)
        person.open(settings_of(page))
        return Panel(person)

    return open_editor


@pytest.fixture
def make_user():
    def make(name, page, *actions):
        group = Group.objects.create(name=name)
        group.permissions.set(Permission.objects.filter(codename="access_admin"))
        for action in actions:
            codename = get_permission_codename(action, get_page_model()._meta)
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
        user = UserFactory(username=name.lower(), first_name=name, last_name="")
        user.groups.add(group)
        return user

    return make


@pytest.fixture
def publisher(make_user, blog):
    return make_user("Robin", blog, "add", "change", "publish")


@pytest.fixture
def drafter(make_user, blog):
    return make_user("Dale", blog, "add", "change")


# What is so, and changing it


@pytest.mark.accessibility(
    "Opening and closing a conversation in the page editor", "With the keyboard alone", "gives the focus back"
)
def test_changing_it_in_the_dialog_with_the_keyboard(panel_of, admin_user, post, reader_with):
    """At once, without saving the page, and without touching its draft."""
    reader = reader_with()
    reader.open(post.url)
    expect(reader.send_button).to_be_visible()
    revisions = post.revisions.count()

    panel = panel_of(admin_user, post)
    expect(panel.fact("At the moment")).to_have_text("Open. People can write comments.")
    dialog = panel.open()
    panel.person.page.keyboard.press("ArrowDown")
    expect(dialog.get_by_label("Read only")).to_be_checked()
    panel.change_now()
    expect(panel.said).to_have_text("Saved. This applies now.")
    expect(dialog).to_be_hidden()
    expect(panel.button).to_be_focused()
    expect(panel.fact("At the moment")).to_contain_text("Read only.")

    reader.open(post.url)
    expect(reader.send_button).to_have_count(0)
    expect(reader.page.get_by_text("We are not taking comments on this page.")).to_be_visible()
    assert post.revisions.count() == revisions


def test_nothing_in_the_pages_own_form_looks_like_it(panel_of, admin_user, post):
    """So neither Save draft nor Publish can lose what somebody chose there."""
    panel = panel_of(admin_user, post)
    form = panel.person.page.locator("form[data-edit-form]")
    expect(panel.button).to_be_visible()
    expect(form.locator("[name^=reader_conversation]")).to_have_count(0)
    panel.open()
    expect(form.locator("[name^=reader_conversation]")).to_have_count(0)
    expect(panel.shown.get_by_text("Change this on a page of its own")).to_be_hidden()


@pytest.mark.accessibility(
    "Opening and closing a conversation in the page editor", "mistakes are told beside their field"
)
def test_a_mistake_is_told_beside_the_field_and_what_was_typed_stays(panel_of, admin_user, post):
    panel = panel_of(admin_user, post)
    dialog = panel.open()
    closes = dialog.get_by_label("Closes")
    dialog.get_by_label("Opens").fill("2026-05-04 10:00")
    closes.fill("2026-05-03 10:00")
    panel.change_now()
    expect(dialog.get_by_text("Nothing was changed. Please look at what is marked.")).to_be_visible()
    expect(dialog.get_by_text("Choose a closing time after the opening time.")).to_be_visible()
    expect(closes).to_have_value("2026-05-03 10:00")
    expect(closes).to_have_accessible_description(re.compile("Choose a closing time after the opening time."))
    assert not Conversation.objects.filter(closes_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0001-01-01 00:00", "is too far away."),
        ("9999-12-31 23:59", "is too far away."),
        ("2027", "Write the date and the time like this"),
        ("next week", "Write the date and the time like this"),
    ],
)
def test_what_is_no_time_to_close_at_is_refused_in_words(panel_of, admin_user, post, typed, said):
    """And stays as it was typed: Wagtail's calendar would make the present moment of it, which closes at once."""
    panel = panel_of(admin_user, post)
    dialog = panel.open()
    dialog.get_by_label("Closes").fill(typed)
    panel.change_now()
    expect(dialog.get_by_text(said)).to_be_visible()
    expect(dialog.get_by_label("Closes")).to_have_value(typed)
    assert not Conversation.objects.exists()


def test_without_the_right_to_change_it_the_panel_says_so(panel_of, drafter, post):
    panel = panel_of(drafter, post)
    expect(panel.fact("At the moment")).to_have_text("Open. People can write comments.")
    expect(panel.shown.get_by_text("You cannot change this.")).to_be_visible()
    expect(panel.button).to_have_count(0)
    expect(panel.dialog).to_have_count(0)


# Somebody else has it open, too


def test_an_old_dialog_is_told_who_changed_what(panel_of, admin_user, publisher, post):
    panel = panel_of(admin_user, post)
    dialog = panel.open()
    dialog.get_by_label("Closes").fill("2040-05-04 10:00")
    SetConversation(post, {"access": Access.HIDDEN}, user=publisher)()
    panel.change_now()
    expect(dialog.get_by_text("was by Robin.")).to_contain_text("Who can join in: from Open to Hidden.")
    expect(dialog.get_by_label("Closes")).to_have_value("2040-05-04 10:00")  # as it was chosen
    expect(dialog.get_by_label("Hidden")).to_be_checked()  # as it is: nobody chose otherwise
    assert Conversation.objects.get().closes_at is None
    panel.change_now()
    expect(panel.said).to_have_text("Saved. This applies now.")
    conversation = Conversation.objects.get()
    assert (conversation.access, conversation.closes_at.year) == (Access.HIDDEN, 2040)


def test_a_dialog_opened_in_an_old_tab_shows_what_is_so_now(panel_of, admin_user, publisher, post):
    panel = panel_of(admin_user, post)
    SetConversation(post, {"access": Access.HIDDEN}, user=publisher)()
    expect(panel.open().get_by_label("Hidden")).to_be_checked()


def test_an_old_page_of_its_own_is_told_too(at_work, admin_user, publisher, post):
    editor = at_work(admin_user)
    editor.open(own_page(post))
    editor.page.get_by_label("Read only").check()
    SetConversation(post, {"access": Access.HIDDEN}, user=publisher)()
    editor.press("Change now")
    expect(editor.messages).to_contain_text("was by Robin.")
    expect(editor.page.get_by_label("Read only")).to_be_checked()
    expect(editor.page.get_by_text("It is now: Hidden")).to_be_visible()
    assert Conversation.objects.get().access == Access.HIDDEN
    editor.press("Change now")
    expect(editor.messages).to_contain_text("Saved. This applies now.")
    assert Conversation.objects.get().access == Access.READ_ONLY


# What was chosen and not sent


def test_closing_the_dialog_keeps_what_was_chosen_and_says_so(panel_of, admin_user, post):
    panel = panel_of(admin_user, post)
    page = panel.person.page
    panel.open().get_by_label("Hidden").check()
    page.keyboard.press("Escape")
    expect(panel.dialog).to_be_hidden()
    expect(panel.said).to_contain_text("You chose something and did not press “Change now”. Nothing has changed yet.")
    assert not Conversation.objects.exists()

    page.evaluate("setTimeout(() => location.reload())")  # leaving the page asks first
    with page.expect_event("dialog") as asked:
        pass
    assert asked.value.type == "beforeunload"
    panel.person.noticed = [line for line in panel.person.noticed if not line.startswith("a dialog")]

    panel.person.press("Change…")
    expect(panel.dialog.get_by_label("Hidden")).to_be_checked()
    panel.person.press("Cancel")
    expect(panel.said).to_be_empty()
    expect(panel.open().get_by_label("Open: people")).to_be_checked()
    page.keyboard.press("Escape")
    panel.person.open("/admin/")  # and now it does not ask
    assert not Conversation.objects.exists()


def test_the_shortcut_for_saving_the_page_does_not_save_it_from_the_dialog(panel_of, admin_user, post):
    panel = panel_of(admin_user, post)
    revisions = post.revisions.count()
    panel.open().get_by_label("Hidden").check()
    panel.person.page.keyboard.press("Control+s")
    expect(panel.said).to_have_text("Saved. This applies now.")
    assert Conversation.objects.get().access == Access.HIDDEN
    assert post.revisions.count() == revisions


def test_a_lost_network_loses_nothing(panel_of, admin_user, post):
    panel = panel_of(admin_user, post)
    panel.person.page.route("**/reader-comments/conversation/**", lambda route: route.abort())
    panel.person.press("Change…")
    expect(panel.dialog.get_by_text("We could not find out how it stands.")).to_be_visible()
    panel.person.page.keyboard.press("Escape")
    panel.person.page.unroute_all()
    panel.open().get_by_label("Hidden").check()
    panel.person.page.route("**/reader-comments/conversation/**", lambda route: route.abort())
    panel.change_now()
    expect(panel.dialog.get_by_text("That did not work, and nothing was changed.")).to_be_visible()
    expect(panel.dialog.get_by_label("Hidden")).to_be_checked()
    panel.person.page.unroute_all()
    panel.change_now()
    expect(panel.said).to_have_text("Saved. This applies now.")


# Wherever the page is


def lock(page, by):
    page.locked, page.locked_by, page.locked_at = True, by, timezone.now()
    page.save()


def start_workflow(page, by, *reviewers):
    group = Group.objects.create(name="Reviewers")
    for reviewer in reviewers:
        reviewer.groups.add(group)
    task = GroupApprovalTask.objects.create(name="Read it")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Read it")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    page.save_revision(user=by)
    workflow.start(page, by)


def hide_with_the_mouse(panel):
    panel.button.click()
    panel.dialog.get_by_label("Hidden").check()
    panel.dialog.get_by_role("button", name="Change now").click()
    expect(panel.said).to_have_text("Saved. This applies now.")
    assert Conversation.objects.get().access == Access.HIDDEN


def test_on_a_locked_page_with_the_mouse(panel_of, admin_user, publisher, post):
    lock(post, admin_user)
    panel = panel_of(publisher, post)
    expect(panel.person.page.locator(".content-locked")).to_have_count(1)
    expect(panel.shown.get_by_text("The page is locked, but this is no part of it.")).to_be_visible()
    hide_with_the_mouse(panel)


def test_on_a_locked_page_without_the_right(panel_of, admin_user, drafter, post):
    lock(post, admin_user)
    panel = panel_of(drafter, post)
    expect(panel.person.page.locator(".content-locked")).to_have_count(1)
    expect(panel.shown.get_by_text("You cannot change this.")).to_be_visible()
    expect(panel.button).to_have_count(0)


def test_in_a_workflow_with_the_mouse(panel_of, admin_user, publisher, drafter, post):
    """Who publishes the page and waits for a reviewer, too."""
    start_workflow(post, drafter, admin_user)
    panel = panel_of(publisher, post)
    expect(panel.person.page.locator(".content-locked")).to_have_count(1)
    hide_with_the_mouse(panel)


def test_in_a_workflow_without_the_right(panel_of, admin_user, drafter, post):
    start_workflow(post, drafter, admin_user)
    panel = panel_of(drafter, post)
    expect(panel.shown.get_by_text("You cannot change this.")).to_be_visible()
    expect(panel.button).to_have_count(0)


def test_a_page_that_saved_itself_can_have_times_before_it_is_published(at_work, admin_user, root_page, reader_with):
    editor = at_work(admin_user)
    editor.open(f"/admin/pages/add/coprod_pages/conversationpage/{root_page.pk}/")
    panel = Panel(editor)
    editor.page.get_by_role("tab", name="Settings").click()
    expect(panel.shown).to_contain_text("As soon as the page is saved for the first time")
    expect(panel.button).to_have_count(0)
    editor.page.get_by_role("tab", name="Content").click()
    write_title(editor, "Where should the bus stop?")
    editor.page.get_by_role("tab", name="Settings").click()
    expect(panel.button).to_be_visible()
    expect(panel.fact("At the moment")).to_contain_text("The page is not published")
    panel.open().get_by_label("Closes").fill("2040-05-04 10:00")
    panel.change_now()
    expect(panel.said).to_have_text("Saved. This applies now.")
    expect(panel.fact("Closes")).to_have_text("4 May 2040 at 10 a.m., London time")

    page = ConversationPage.objects.get()
    assert not page.live
    page.get_latest_revision().publish()
    reader = reader_with()
    reader.open(page.url)
    expect(reader.page.locator(".coprod-ask__until")).to_contain_text("4 May 2040 at 10 a.m., London time")


def test_a_page_that_saved_itself_for_who_may_not_publish(at_work, drafter, blog):
    editor = at_work(drafter)
    editor.open(f"/admin/pages/add/coprod_pages/blogpostpage/{blog.pk}/")
    write_title(editor, "A week of buses")
    editor.page.get_by_role("tab", name="Settings").click()
    panel = Panel(editor)
    expect(panel.shown.get_by_text("You cannot change this.")).to_be_visible()
    expect(panel.button).to_have_count(0)


def test_from_the_explorer(at_work, publisher, blog, post):
    """Aliases show no panels, and editors of other packages neither. An alias leads to its source."""
    alias = post.create_alias(update_slug="alias")
    editor = at_work(publisher)
    for page in (alias, post):
        editor.open(f"/admin/pages/{blog.pk}/")
        row = editor.page.get_by_role("row").filter(has=editor.page.locator(f"a[href='/admin/pages/{page.pk}/edit/']"))
        row.get_by_role("button", name=re.compile("More options")).first.click()
        row.get_by_role("link", name="Reader comments").click()
        editor.page.wait_for_url(f"**{own_page(post)}")
    editor.open(f"/admin/pages/{alias.pk}/edit/")
    wagtails_own = (
        "script error: Cannot read properties of null (reading 'innerHTML')"  # its editor of an alias has no form
    )
    editor.noticed = [line for line in editor.noticed if line != wagtails_own]
    editor.page.get_by_role("button", name="Actions").first.click()
    editor.page.get_by_role("link", name="Reader comments", exact=True).last.click()
    editor.page.wait_for_url(f"**{own_page(post)}")
    editor.page.get_by_label("Hidden").check()
    editor.press("Change now")
    expect(editor.messages).to_contain_text("Saved. This applies now.")
    assert Conversation.objects.get().page_id == post.pk


def test_an_alias_of_a_page_that_is_not_theirs(at_work, make_user, root_page, post):
    elsewhere = BlogIndexPageFactory(parent=root_page, title="News", slug="news")
    alias = post.create_alias(parent=elsewhere, update_slug="alias")
    editor = at_work(make_user("Kit", elsewhere, "add", "change", "publish"))
    editor.open(own_page(alias))
    expect(editor.page.locator("main").get_by_text("You cannot change them here.")).to_be_visible()
    expect(editor.page.get_by_role("button", name="Change now")).to_have_count(0)


@pytest.mark.accessibility("Opening and closing a conversation in the page editor", "without scripts")
def test_without_scripts(at_work, publisher, drafter, post):
    editor = at_work(publisher, java_script_enabled=False)
    editor.open(settings_of(post))
    editor.page.get_by_role("link", name="Change this on a page of its own").click()
    editor.page.get_by_label("Hidden").check()
    editor.page.get_by_role("button", name="Change now").click()
    expect(editor.messages).to_contain_text("Saved. This applies now.")
    assert Conversation.objects.get().access == Access.HIDDEN

    without_right = at_work(drafter, java_script_enabled=False)
    without_right.open(settings_of(post))
    expect(without_right.page.get_by_text("You cannot change this.")).to_be_visible()
    expect(without_right.page.get_by_role("link", name="Change this on a page of its own")).to_have_count(0)


@pytest.mark.accessibility("Opening and closing a conversation in the page editor", "at 320 and 360 pixels")
@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone(panel_of, at_work, admin_user, post, width):
    Conversation.objects.create(page=post, closes_at=timezone.now() + timedelta(days=9))
    panel = panel_of(admin_user, post, viewport={"width": width, "height": 740})
    page = panel.person.page
    assert page.evaluate(OVER_THE_EDGE, ".coprod-conversation") == []
    panel.open()
    assert page.evaluate(OVER_THE_EDGE, ".coprod-conversation-form") == []
    panel.person.tab_to(panel.dialog.get_by_role("button", name="Cancel"))
    expect(panel.dialog.get_by_role("button", name="Cancel")).to_be_in_viewport()
    editor = at_work(admin_user, viewport={"width": width, "height": 740})
    editor.open(own_page(post))
    assert editor.page.evaluate(OVER_THE_EDGE, ".coprod-conversation") == []
    words, button = editor.page.get_by_role("button", name="Change now").evaluate(
        """(button) => {
                const range = document.createRange();
                range.selectNodeContents(button);
                const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2].map(Math.round);
                return [middle(range.getBoundingClientRect()), middle(button.getBoundingClientRect())];
            }"""
    )
    assert [abs(one - other) <= 2 for one, other in zip(words, button, strict=True)] == [True, True]
