"""On a site that has no base.html, what the package has to show itself is a whole page."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Site

from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.models import SiteHelp
from tests.comments.sending import SAME_ORIGIN, drawn_fields, send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def site(settings, tmp_path):
    """Neither a base.html nor any template of the site's own; a name, and somebody to ring."""
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path]}]
    site = Site.objects.get(is_default_site=True)
    site.site_name = "Kettle Lane"
    site.save()
    SiteHelp.objects.create(site=site, phone="01632 960123")
    return site


def is_a_whole_page(response, heading):
    text = response.text.strip()
    assert text.startswith("<!doctype html>") and text.endswith("</html>")
    page = soup(response)
    assert page.html["lang"] == "en-gb" and page.html["dir"] == "ltr"
    assert page.title.text.endswith(" – Kettle Lane") and len(page.title.text) > len(" – Kettle Lane")
    assert page.select_one("meta[name=viewport]")
    assert [h1.get_text(strip=True) for h1 in page.select("main h1")] == [heading]
    assert page.select_one("main .coprod-help a[href='tel:01632960123']")
    styles = [link["href"].rpartition("/")[2] for link in page.select("head link[rel=stylesheet]")]
    assert styles[:2] == ["stand_alone.css", "base.css"]
    return page


@pytest.mark.shape
def test_the_page_of_a_post(client, site, post):
    is_a_whole_page(client.get(post.url), "A good week")


@pytest.mark.parametrize("own", ["Said by an editor.", ""])
def test_there_is_one_description(client, site, post, own):
    if not hasattr(post, "search_description"):
        pytest.skip("this site's base page knows of no descriptions")
    post.search_description, post.summary = own, "What we did."
    post.save()
    (description,) = soup(client.get(post.url)).select("head meta[name=description]")
    assert description["content"] == (own or "What we did.")


def test_the_private_page(client, site, post):
    response = client.get(send(client, post, **words()).url)
    page = is_a_whole_page(response, "Thank you. Your comment has been sent.")
    assert "Waiting to be read" in page.get_text()


@pytest.mark.shape
def test_a_form_with_an_error(client, site, post):
    response = send(client, post, **words(body=""))
    assert response.status_code == 422
    page = is_a_whole_page(response, "A good week")
    assert page.title.text.startswith("Error: ")
    assert page.select_one(".coprod-errors, [role=alert]")


def test_too_many_in_a_minute(client, site, post, settings):
    settings.COPROD_WAGTAIL = {"FLOOD_PER_MINUTE": 1}
    send(client, post, **words())
    response = send(client, post, **words(body="And one more thing."))
    assert response.status_code == 429
    assert "And one more thing." in is_a_whole_page(response, "A good week").select_one("textarea").text


def test_a_comment_that_is_too_long_to_be_read(client, site, post, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = send(client, post, **words(body="long " * 20_000))
    assert response.status_code == 413
    is_a_whole_page(response, "Your comment is too long")


def test_a_page_that_is_gone_gives_the_words_back(client, site, post):
    data = drawn_fields(client, post.url) | words()
    post.unpublish()
    response = client.post(reverse("coprod_comments:send", args=[post.pk]), data, headers=SAME_ORIGIN)
    assert response.status_code == 404
    page = is_a_whole_page(response, "We could not find this page")
    assert page.select_one("textarea").text.strip() == words()["body"]


def test_a_form_with_an_error_for_a_page_that_has_no_template(client, site, post, monkeypatch, caplog):
    """As page types of a site's own have none where a front end draws them."""
    data = drawn_fields(client, post.url) | words() | {"author_name": "S" * 200}
    monkeypatch.setattr(type(post), "get_template", lambda self, request, *args, **kwargs: "blog/no_such.html")
    cache.clear()
    response = client.post(reverse("coprod_comments:send", args=[post.pk]), data, headers=SAME_ORIGIN)
    assert response.status_code == 422
    page = is_a_whole_page(response, "A good week")
    assert page.select_one("textarea[name=body]").text.strip() == words()["body"]
    assert "blog/no_such.html" in caplog.text
    assert not ReaderComment.objects.exists()
