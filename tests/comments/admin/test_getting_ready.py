"""The admin's home page says what is still to be done before readers come, to those who can do it, until it is done."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.comments.models import NoticeSettings, ReaderComment, ReaderCommentSettings
from coprod_wagtail.models import SiteHelp
from coprod_wagtail.outbox.addresses import refuse
from coprod_wagtail.swap import get_page_model
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ModeratorFactory,
    ReaderCommentFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

PRIVACY = "/admin/settings/coprod_comments/readercommentsettings/"
HELP = "/admin/settings/coprod_wagtail/sitehelp/"


@pytest.fixture
def site(root_page):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def privacy_page(blog):
    settings = ReaderCommentSettings.for_site(blog.get_site())
    settings.privacy_page, settings.safeguarding_email = blog, "safe@example.org"
    settings.save()
    return blog


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def somebody_who_may(*codenames):
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return browser_of(user)


@pytest.fixture
def administrator(db):
    return browser_of(UserFactory(is_superuser=True))


def panel_of(client):
    return BeautifulSoup(client.get("/admin/").content, "html.parser").select_one("#coprod-getting-ready-section")


def lines(client):
    """The lines of the list, in its order; nothing if it is not there."""
    panel = panel_of(client)
    return [" ".join(item.get_text().split()) for item in panel.select("li")] if panel else []


def links(client):
    panel = panel_of(client)
    return [link["href"] for link in panel.select("li a")] if panel else []


def ids():
    found = {message.id or "" for message in run_checks(databases=["default"], include_deployment_checks=True)}
    return {name for name in found if name.startswith("coprod_wagtail")}


@pytest.fixture
def everything_done(site, privacy_page, settings):
    """A site whose installer has done all there is to do."""
    SiteHelp.objects.create(site=site, phone="01632 960123")
    Site.objects.update(hostname="www.kettle.example")
    ModeratorFactory()
    page = BlogPostPageFactory(parent=privacy_page)
    page.get_latest_revision() or page.save_revision()
    page.get_latest_revision().publish(log_action="wagtail.publish.scheduled")
    settings.COPROD_WAGTAIL = {"SLIP_KEY": "x" * 40}
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    if not hasattr(settings, "MAILERS"):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.WAGTAILADMIN_BASE_URL = "https://www.kettle.example"
    return page


# What it says, and until when


def test_a_missing_privacy_page_is_said_with_the_place_to_choose_it(site):
    client = somebody_who_may("change_readercommentsettings")
    assert links(client) == [f"{PRIVACY}{site.pk}/"] * 2
    assert "safeguarding contact" in lines(client)[1]
    form = BeautifulSoup(client.get(links(client)[0]).content, "html.parser")
    assert form.select_one("input[name=privacy_page]")


def test_it_is_said_until_there_is_one_that_readers_can_open(privacy_page):
    client = somebody_who_may("change_readercommentsettings")
    assert links(client) == []
    restriction = PageViewRestriction.objects.create(page=privacy_page, restriction_type="login")
    assert len(links(client)) == 1
    restriction.delete()
    assert links(client) == []
    privacy_page.unpublish()
    assert len(links(client)) == 1


def test_each_site_is_named(site, root_page, privacy_page):
    client = somebody_who_may("change_readercommentsettings")
    other_root = BlogIndexPageFactory(parent=root_page.get_parent(), slug="other")
    first, second = (
        Site.objects.create(hostname=f"{name}.example.org", port=80, root_page=other_root) for name in ("a", "b")
    )
    assert links(client) == [f"{PRIVACY}{first.pk}/", f"{PRIVACY}{second.pk}/"] * 2
    assert "a.example.org" in lines(client)[0]


def test_all_is_said_to_an_administrator_and_nothing_when_it_is_done(administrator, site, request):
    said = links(administrator)
    assert {f"{PRIVACY}{site.pk}/", f"{HELP}{site.pk}/", f"/admin/sites/edit/{site.pk}/", "/admin/groups/"} <= set(said)
    assert any("publish-scheduled" in link for link in said)
    assert any("SLIP_KEY" in line for line in lines(administrator))
    for link in said:
        assert link.startswith("https://") or administrator.get(link).status_code == 200
    request.getfixturevalue("everything_done")
    assert lines(administrator) == []
    assert panel_of(administrator) is None


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("undo", "link", "check"),
    [
        (lambda page, settings: SiteHelp.objects.update(phone=""), HELP, "W013"),
        (lambda page, settings: ReaderCommentSettings.objects.update(safeguarding_email=""), PRIVACY, "W070"),
        (lambda page, settings: get_page_model().objects.update(live=False), PRIVACY, "W011"),
        (
            lambda page, settings: ModeratorFactory._meta.model.objects.filter(is_superuser=False).delete(),
            "/groups/",
            "W014",
        ),
        (lambda page, settings: Site.objects.update(hostname="localhost"), "/sites/edit/", "W015"),
        (lambda page, settings: late(page), "publish-scheduled", "W016"),
        (lambda page, settings: setattr(settings, "WAGTAILADMIN_BASE_URL", "http://example.com"), "base-url", "W017"),
        (lambda page, settings: setattr(settings, "TASKS", {}), "topics/tasks", "W003"),
        (lambda page, settings: name_a_front_end(settings), "/sites/edit/", "W033"),
    ],
)
def test_check_and_the_list_say_the_same(administrator, everything_done, settings, undo, link, check):
    before = ids()
    assert f"coprod_wagtail.{check}" not in before
    undo(everything_done, settings)
    assert f"coprod_wagtail.{check}" in ids()
    [said] = links(administrator)
    assert link in said
    settings.SILENCED_SYSTEM_CHECKS = [f"coprod_wagtail.{check}"]
    assert lines(administrator) == []


def name_a_front_end(settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"FRONTEND_SLIP_URL": "https://front.example/mine/{secret}"}


def late(page):
    """It should have been published yesterday, by a command that nobody runs."""
    page.revisions.update(approved_go_live_at=timezone.now() - timedelta(days=1))


def test_a_page_that_should_be_gone_is_late_too(administrator, everything_done):
    type(everything_done).objects.update(expire_at=timezone.now() - timedelta(minutes=30))
    assert lines(administrator) == []
    type(everything_done).objects.update(expire_at=timezone.now() - timedelta(hours=2))
    assert len(lines(administrator)) == 1


@pytest.mark.parametrize(
    "overdue",
    [
        {"status": "taken_back", "status_since": timezone.now() - timedelta(days=16)},
        {"status": "declined", "status_since": timezone.now() - timedelta(days=32)},
        {
            "status": "published",
            "status_since": timezone.now() - timedelta(days=367),
            "author_email": "ada@example.org",
        },
    ],
    ids=lambda overdue: overdue["status"],
)
def test_it_says_so_when_nobody_has_erased_for_a_day(administrator, everything_done, overdue):
    comment = ReaderCommentFactory(page=everything_done, author_email="")
    assert lines(administrator) == [] and "coprod_wagtail.W071" not in ids()
    ReaderComment.objects.filter(pk=comment.pk).update(**overdue)
    (line,) = lines(administrator)
    assert "purge_comments" in line and "coprod_wagtail.W071" in ids()
    call_command("purge_comments")
    assert lines(administrator) == [] and "coprod_wagtail.W071" not in ids()


# To whom


def test_people_who_can_do_nothing_about_it_are_not_bothered_and_cost_nothing(site):
    client = somebody_who_may("moderate_readercomment")
    assert panel_of(client) is None
    with CaptureQueriesContext(connection) as captured:
        client.get("/admin/")
    asked = [
        query["sql"] for query in captured if "coprod_wagtail_sitehelp" in query["sql"] or "privacy" in query["sql"]
    ]
    assert asked == []


def test_what_is_done_on_the_server_is_said_to_superusers_only(site):
    client = somebody_who_may("change_sitehelp", "change_site", "change_group", "change_readercommentsettings")
    said = lines(client)
    assert len(said) == 5
    assert not any("SLIP_KEY" in line or "publish_scheduled" in line for line in said)


def test_it_costs_the_same_for_any_number_of_sites(administrator, root_page):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            administrator.get("/admin/")
        return len(captured)

    administrator.get("/admin/")
    few = queries()
    for number in range(6):
        Site.objects.create(hostname=f"{number}.example.org", port=80, root_page=root_page)
    assert len(lines(administrator)) > 12
    assert queries() <= few


# Closing it


def close(client):
    """What the button does."""
    panel = panel_of(client)
    button, frame = panel.select_one("button[data-w-dismissible-value-param]"), panel.parent
    assert frame["data-controller"] == "w-dismissible"
    value = {frame["data-w-dismissible-id-value"]: button["data-w-dismissible-value-param"]}
    assert client.patch("/admin/dismissibles/", value, content_type="application/json").status_code == 200


def test_who_closes_it_sees_it_again_when_something_is_new(administrator, site, everything_done):
    SiteHelp.objects.update(phone="")
    other = browser_of(UserFactory(is_superuser=True))
    close(administrator)
    assert lines(administrator) == []
    assert len(lines(other)) == 1
    Site.objects.update(hostname="localhost")
    assert len(lines(administrator)) == 2
    close(administrator)
    SiteHelp.objects.update(phone="01632 960123")
    assert lines(administrator) == []
    SiteHelp.objects.update(phone="")
    assert lines(administrator) == []


def test_nobody_is_told_that_a_comment_waits(site, settings):
    client, line = somebody_who_may("change_group"), "Nobody is told that a comment waits."
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "MAIL": True}
    moderator = ModeratorFactory(email="")

    def is_said():
        assert ("coprod_wagtail.W072" in ids()) == any(line in said for said in lines(client))
        return "coprod_wagtail.W072" in ids()

    assert is_said()
    moderator.email = "sam@example.org"
    moderator.save()
    assert not is_said()
    refuse("sam@example.org")
    assert is_said()
    other = ModeratorFactory()
    assert not is_said()
    NoticeSettings.objects.create(user=other, how="never")
    assert is_said()
    NoticeSettings.objects.all().delete()
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "MAIL": False}
    # That there is no mail is said already.
    assert "coprod_wagtail.W072" in ids() and not any(line in said for said in lines(client))
