"""Pausing the comments on a whole site, from the screens of those who read them."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.comments.actions import SetPause
from coprod_wagtail.comments.models import ReaderCommentSettings
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

ADDRESS = "/admin/reader-comments/pause/"


def with_rights(*codenames):
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return user


def page(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("right", ["moderate_readercomment", "change_readercommentsettings"])
def test_who_reads_all_comments_or_changes_the_settings_pauses_and_ends_it(client, right):
    client.force_login(with_rights(right))
    assert "People can write comments on this site now." in page(client.get(ADDRESS)).get_text()
    done = client.post(ADDRESS, {"do": "pause", "pause_words": "Ann is ill."}, follow=True)
    assert "Comments are paused. Nobody can write on" in page(done).get_text()
    found = ReaderCommentSettings.objects.get()
    assert (found.paused, found.pause_words) == (True, "Ann is ill.")
    assert "Take comments again" in page(client.get(ADDRESS)).get_text()
    client.post(ADDRESS, {"do": "end", "pause_words": "Ann is ill."})
    assert not ReaderCommentSettings.objects.get().paused
    entries = ModelLogEntry.objects.order_by("pk")
    assert [entry.action for entry in entries] == ["coprod_comments.pause", "coprod_comments.end_pause"]
    assert "Ann" not in str([entry.data for entry in entries])


def test_others_may_not(client):
    client.force_login(with_rights())
    assert client.get(ADDRESS).status_code == 302
    client.post(ADDRESS, {"do": "pause", "pause_words": ""})
    assert not ReaderCommentSettings.objects.exists()
    with pytest.raises(NotAllowed):
        SetPause(Site.objects.get(), paused=True, user=None)()


def test_who_reads_some_comments_only_may_not(client, settings):
    settings.COPROD_WAGTAIL = {"COMMENT_PERMISSION_POLICY": "tests.comments.admin.test_narrowed_policy.RowsOfOnePage"}
    client.force_login(with_rights("moderate_readercomment"))
    assert client.get(ADDRESS).status_code == 302


def test_the_list_leads_there_and_the_home_page_says_so(client):
    client.force_login(with_rights("moderate_readercomment"))
    listing = page(client.get("/admin/reader-comments/"))
    assert listing.find("a", href=ADDRESS) is not None
    assert page(client.get("/admin/")).find("a", string="Comments are paused") is None
    client.post(ADDRESS, {"do": "pause", "pause_words": ""})
    assert page(client.get("/admin/")).find("a", string="Comments are paused")["href"] == ADDRESS


def test_another_site_is_paused_by_itself(client, root_page):
    other = Site.objects.create(hostname="other.example", root_page=root_page)
    client.force_login(with_rights("moderate_readercomment"))
    assert "other.example" in page(client.get(ADDRESS)).get_text()
    client.post(f"{ADDRESS}?site={other.pk}", {"do": "pause", "pause_words": ""})
    assert ReaderCommentSettings.objects.get().site == other
    assert client.get(f"{ADDRESS}?site=0").status_code == 404


def test_the_settings_are_kept_from_what_cannot_be(admin_client):
    site = Site.objects.get()
    address = f"/admin/settings/coprod_comments/readercommentsettings/{site.pk}/"
    form = page(admin_client.get(address))
    assert [box["value"] for box in form.select("[name=reading_days][checked]")] == ["0", "1", "2", "3", "4"]
    sent = {"policy": "read_first", "answer_days": "2", "bank_holidays": "none", "days_off": "24/12/2026\nChristmas"}
    refused = page(admin_client.post(address, sent))
    assert "Choose at least one day." in refused.get_text()
    assert "Line 2, “Christmas”: write a day like" in refused.get_text()
    assert not ReaderCommentSettings.objects.filter(days_off__contains="Christmas").exists()
    good = sent | {"reading_days": ["0", "3"], "days_off": "24/12/2026 to 03/01/2027", "cover_reported": "on"}
    assert admin_client.post(address, good).status_code == 302
    assert ReaderCommentSettings.objects.get().reading_days == [0, 3]
