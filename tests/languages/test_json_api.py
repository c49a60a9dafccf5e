"""What the JSON API says about a page is in the page's language, as the page itself is."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coprod_wagtail.comments.models import ReaderComment
from tests.api.client import ApiClient
from tests.comments.sending import SAME_ORIGIN, words

from .translating import translate

WELSH_READER = {"Accept-Language": "cy"}
ENGLISH_READER = {"Accept-Language": "en-GB"}


@pytest.fixture
def addresses(welsh_post):
    return [
        reverse("coprod_api:get_conversation", args=[welsh_post.pk]),
        f"{reverse('coprod_api:list_comments')}?page={welsh_post.pk}",
    ]


@pytest.mark.parametrize("reader", [WELSH_READER, ENGLISH_READER, {}])
def test_about_a_page_it_speaks_the_language_of_the_page(client, addresses, reader):
    for address in addresses:
        assert client.get(address, headers=reader).headers["Content-Language"] == "cy"


@pytest.mark.parametrize(("reader", "language"), [(WELSH_READER, "cy"), (ENGLISH_READER, "en-gb"), ({}, "en-gb")])
def test_elsewhere_it_speaks_the_language_of_the_reader(client, db, reader, language):
    answer = client.get(reverse("coprod_api:get_conversation", args=[10**9]), headers=reader)

    assert (answer.status_code, answer.headers["Content-Language"]) == (404, language)


def test_a_comment_and_what_is_wrong_with_it_are_in_the_language_of_the_page(client, welsh_post, addresses):
    token = {field["name"]: field["value"] for field in client.get(addresses[0]).json()["form"]["fields"]}["token"]

    def send(**changes):
        data = {"page": welsh_post.pk, "token": token} | words(**changes)
        headers = SAME_ORIGIN | ENGLISH_READER
        return client.post(reverse("coprod_api:send_comment"), data, content_type="application/json", headers=headers)

    refused, taken = send(body=""), send()

    assert (refused.status_code, refused.headers["Content-Language"]) == (422, "cy")
    assert (taken.status_code, taken.headers["Content-Language"]) == (202, "cy")
    assert ReaderComment.objects.get().language == "cy"


@pytest.fixture
def api():
    return ApiClient()


@pytest.fixture
def welsh_question(question, welsh_home):
    return translate(question, {"Have your say": "Dweud eich dweud"})


@pytest.fixture
def welsh_category(category):
    return translate(category, {"Days out": "Dyddiau allan"})


def test_a_list_is_of_one_language_where_one_is_asked_for(api, post, welsh_post):
    assert api.read("posts/").json()["count"] == 2
    for code, page in (("en-gb", post), ("cy", welsh_post)):
        (item,) = api.read("posts/", locale=code).json()["items"]
        assert (item["id"], item["language"]) == (page.pk, code)


@pytest.mark.parametrize("code", ["CY", "en_GB", "EN-gb"])
def test_a_language_may_be_written_in_capitals_and_as_programs_write_it(api, post, welsh_post, code):
    (item,) = api.read("posts/", locale=code).json()["items"]
    assert item["language"] == code.lower().replace("_", "-")
    assert api.read("posts/by-path/", path=item["path"], locale=code).json()["id"] == item["id"]


@pytest.mark.parametrize("code", ["cy-XX", "tlh", "fr"])
def test_a_language_that_the_site_has_not_is_refused_with_what_there_is(api, post, welsh_post, code):
    for response in (
        api.read("posts/", locale=code),
        api.read("posts/by-path/", path="/blog/a-good-week/", locale=code),
    ):
        assert response.status_code == 422
        (error,) = response.json()["errors"]
        assert (error["field"], error["code"]) == ("locale", "not_a_choice")
        assert "cy" in error["message"] and "en-gb" in error["message"]


@pytest.mark.parametrize("reader", [WELSH_READER, ENGLISH_READER, {}])
def test_a_list_says_the_languages_of_what_is_in_it(api, post, welsh_post, reader):
    for asked, said in (({"locale": "cy"}, "cy"), ({"locale": "en-gb"}, "en-gb"), ({}, "cy, en-gb")):
        assert api.read("posts/", headers=reader, **asked).headers["Content-Language"] == said
    assert api.read("posts/", search="xyzzy", headers=WELSH_READER).headers["Content-Language"] == "cy"


def test_that_a_list_is_still_the_same_is_said_in_its_languages(api, post, welsh_post):
    first = api.read("posts/", headers=WELSH_READER)
    again = api.read("posts/", headers=WELSH_READER | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.headers["Content-Language"]) == (304, "cy, en-gb")


def test_each_page_says_where_it_can_be_read_in_another_language(api, post, welsh_post):
    found = api.read(f"posts/{post.pk}/").json()
    there = api.read(f"posts/{welsh_post.pk}/").json()
    (translation,) = found["translations"]
    assert (translation["language"], translation["name"], translation["id"]) == ("cy", "Cymraeg", welsh_post.pk)
    assert (translation["path"], translation["url"]) == (there["path"], there["url"])
    assert [one["id"] for one in there["translations"]] == [post.pk]


def test_a_draft_is_no_translation(api, post, welsh_post):
    welsh_post.unpublish()
    assert api.read(f"posts/{post.pk}/").json()["translations"] == []


def test_each_is_found_by_its_own_path(api, post, welsh_post):
    for page in (post, welsh_post):
        path = api.read(f"posts/{page.pk}/").json()["path"]
        assert api.read("posts/by-path/", path=path, locale=page.locale.language_code).json()["id"] == page.pk


def test_a_link_leads_to_the_page_in_the_language_of_the_text(api, welsh_question, welsh_post):
    found = api.read(f"posts/{welsh_post.pk}/").json()
    there = api.read(f"conversation-pages/{welsh_question.pk}/").json()
    assert f'href="{there["path"]}"' in found["body"][1]["value"]
    assert f'href="{there["path"]}"' in found["body_html"]


def test_a_category_has_its_name_in_the_language_of_the_post(api, welsh_category, welsh_post):
    (item,) = api.read("posts/", locale="cy").json()["items"]
    there = {"name": "Dyddiau allan", "slug": welsh_category.slug, "language": "cy", "direction": "ltr"}
    path = item["categories"][0].pop("path")
    assert item["categories"] == [there]
    found = api.read("pages/by-path/", path=path, locale="cy").json()
    assert (found["kind"], found["list"]["name"], found["list"]["language"]) == ("list", "Dyddiau allan", "cy")
    for slug in {"days-out", welsh_category.slug}:
        assert api.read("posts/", locale="cy", category=slug).json()["count"] == 1


def test_posts_of_a_member_are_found_in_every_language(api, member, post, welsh_post):
    assert api.read("posts/", author=member.pk).json()["count"] == 2


def test_a_list_in_several_languages_costs_no_more_than_any(api, post, welsh_post, welsh_category):
    api.read("posts/")
    with CaptureQueriesContext(connection) as captured:
        api.read("posts/")
    assert len(captured) <= 15, [query["sql"][:90] for query in captured.captured_queries]


def test_a_draft_on_a_front_end_is_told_in_its_language(api, post, welsh_post, settings):
    settings.WAGTAIL_HEADLESS_PREVIEW = {
        "CLIENT_URLS": {"default": "https://front.example/preview/"},
        "REDIRECT_ON_PREVIEW": True,
    }
    draft = type(welsh_post).objects.get(pk=welsh_post.pk)
    draft.title = "Wythnos well"
    asked = parse_qs(urlsplit(draft.make_preview_request().url).query)

    response = api.read("previews/", **asked, headers=ENGLISH_READER)

    page = response.json()["page"]
    assert (page["title"], page["language"], response.headers["Content-Language"]) == ("Wythnos well", "cy", "cy")
    assert [(one["id"], one["language"]) for one in page["translations"]] == [(post.pk, "en-gb")]
