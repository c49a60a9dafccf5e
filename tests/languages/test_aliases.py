"""A page that stands in for a translation that is still to come (an alias): who answers there is spoken to in its language,
from the form to the private page."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import ReaderComment
from tests.api.client import ApiClient
from tests.comments.sending import SAME_ORIGIN, words
from tests.factories import ReaderCommentFactory

from .translating import WITH_LOCALIZE


@pytest.fixture
def alias(post, welsh_blog):
    """The English post, in the Welsh part of the site."""
    alias = post.create_alias(parent=welsh_blog, update_slug="a-good-week")
    alias.locale, alias.translation_key = welsh_blog.locale, post.translation_key
    alias.save(clean=False)
    return type(post).objects.get(pk=alias.pk)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def form_of(client, page):
    form = soup(client.get(page.url)).select_one("#coprod-form")
    hidden = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
    return form["action"].partition("#")[0], hidden


def test_an_error_brings_back_the_page_that_somebody_was_on(client, post, alias):
    action, hidden = form_of(client, alias)
    refused = client.post(action, hidden | {"body": "", "author_name": "Nia"}, headers=SAME_ORIGIN)
    assert (refused.status_code, refused.headers["Content-Language"]) == (422, "cy")
    assert soup(refused).html["lang"] == "cy"
    assert soup(refused).select_one("#coprod-author_name")["value"] == "Nia"


def test_the_private_page_and_the_comment_are_in_its_language_and_lead_back_to_it(client, post, alias):
    action, hidden = form_of(client, alias)
    sent = client.post(action, hidden | words(token=hidden["token"]), headers=SAME_ORIGIN)
    private = client.get(sent.url)
    comment = ReaderComment.objects.get()

    assert (comment.page_id, comment.language) == (post.pk, "cy")
    assert (private.headers["Content-Language"], soup(private).html["lang"]) == ("cy", "cy")
    assert soup(private).select_one(f'main a[href="{alias.url}"]')
    ReaderComment.objects.update(status=Status.PUBLISHED)
    assert soup(client.get(sent.url)).select_one(f'main a[href^="{alias.url}?comment="]')


def test_so_does_the_api(alias, post):
    api = ApiClient()
    told = api.read(f"conversations/{alias.pk}/")
    assert told.headers["Content-Language"] == "cy"
    token = {field["name"]: field["value"] for field in told.json()["form"]["fields"]}["token"]
    sent = api.write("comments/", {"page": alias.pk} | words(token=token), headers=SAME_ORIGIN)
    assert (sent.status_code, sent.headers["Content-Language"]) == (202, "cy")
    slip = api.read(f"slips/{sent.json()['secret']}/")
    assert slip.headers["Content-Language"] == "cy"
    assert slip.json()["page_url"].endswith(alias.url)


def test_another_language_does_not_change_where_it_stands(client, post):
    action, hidden = form_of(client, post)
    sent = client.post(action, hidden | words(token=hidden["token"]), headers=SAME_ORIGIN)
    page = soup(client.get(sent.url))
    assert page.html["lang"] == "en-gb"
    link = page.select_one(".coprod-translations a")
    assert (link["hreflang"], link["lang"], link.text) == ("cy", "cy", "Cymraeg")

    welsh = soup(client.get(sent.url.partition("#")[0] + link["href"]))
    assert welsh.html["lang"] == "cy"
    assert welsh.select_one(".coprod-ticket__number") == page.select_one(".coprod-ticket__number")
    assert [link["hreflang"] for link in welsh.select(".coprod-translations a")] == ["en-gb"]
    assert welsh.select_one(f'main a[href="{post.url}"] bdi')["lang"] == "en-gb"
    assert soup(client.get(sent.url.partition("#")[0] + "?language=tlh")).html["lang"] == "en-gb"


def test_a_page_in_one_language_only_has_no_switch(client, post, settings):
    settings.WAGTAIL_I18N_ENABLED = False
    action, hidden = form_of(client, post)
    sent = client.post(action, hidden | words(token=hidden["token"]), headers=SAME_ORIGIN)
    assert not soup(client.get(sent.url)).select(".coprod-translations a")


# A page that becomes an alias


@pytest.fixture
def converted(admin_client, post, welsh_post):
    """What wagtail-localize's "Convert to alias page" makes of a translation with a conversation of its own."""
    first = ReaderCommentFactory(page=welsh_post, body="Diolch")
    ReaderCommentFactory(page=welsh_post, reply_to=first)
    ReaderCommentFactory(page=welsh_post, status=Status.PENDING)
    if not WITH_LOCALIZE:
        type(welsh_post).objects.filter(pk=welsh_post.pk).update(alias_of=post.pk)
        return admin_client.get(reverse("wagtailadmin_pages:edit", args=[welsh_post.pk]))
    address = reverse("wagtail_localize:convert_to_alias", args=[welsh_post.pk])
    return admin_client.post(address, follow=True)


def test_its_editor_is_told_how_many_comments_are_not_shown_and_what_to_do(converted):
    told = " ".join(soup(converted).select_one(".messages").text.split())
    assert "readers see the conversation of “A good week” on it" in told
    assert "2 comments that everybody could read here are not shown any more." in told
    assert "1 comment waits to be read, and will not show here when it is published." in told
    assert "when you translate this page again" in told


def test_no_door_leads_to_what_is_not_shown(converted, admin_client, welsh_post):
    assert not ReaderComment.objects.filter(page=welsh_post).visible().exists()
    comment = ReaderComment.objects.get(body="Diolch")
    inspected = soup(admin_client.get(f"/admin/reader-comments/inspect/{comment.pk}/"))
    assert not inspected.select(f'main a[href^="{welsh_post.url}"]')


def test_once_it_is_translated_again_they_show_again(converted, client, welsh_post):
    type(welsh_post).objects.filter(pk=welsh_post.pk).update(alias_of=None)
    assert "Diolch" in soup(client.get(welsh_post.url)).select_one("#comments").text


def test_an_alias_that_nobody_wrote_on_says_nothing(admin_client, alias):
    shown = soup(admin_client.get(reverse("wagtailadmin_pages:edit", args=[alias.pk])))
    assert "not shown any more" not in shown.text and "wait" not in shown.select_one(".messages").text
