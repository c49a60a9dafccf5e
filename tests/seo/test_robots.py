"""robots.txt, and what machines are told about using the words of readers."""

import re

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import Site

from coprod_wagtail.checks.search_engines import check_what_crawlers_are_told
from coprod_wagtail.comments.models import ReaderCommentSettings
from coprod_wagtail.models import SearchAndSharing
from tests.factories import ReaderCommentFactory

pytestmark = [pytest.mark.shape, pytest.mark.django_db]

API = "/api/coprod/v1/"


@pytest.fixture
def site(db):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def kept_from_training(site):
    return SearchAndSharing.objects.create(site=site, no_ai_training=True)


def robots(client):
    answer = client.get("/robots.txt")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    return answer.text.splitlines()


def is_disallowed(lines, path):
    """As RFC 9309 has it: the longest rule that matches counts."""
    rules = [line.split(": ", 1) for line in lines if line.startswith(("Allow", "Disallow"))]
    fits = [
        (len(rule), kind == "Allow")
        for kind, rule in rules
        if re.match(re.escape(rule).replace(r"\*", ".*").replace(r"\$", "$"), path)
    ]
    return not max(fits)[1]


def test_forms_and_what_is_for_one_person_is_left_alone(client, post):
    lines = robots(client)
    assert lines[0] == "User-agent: *"
    secret = "c" * 22
    private = [
        reverse("coprod_comments:slip", args=[secret]),
        reverse("coprod_comments:edit", args=[secret]),
        reverse("coprod_comments:mail", args=[secret]),
        reverse("coprod_comments:confirm_mail", args=[secret]),
        reverse("coprod_comments:decide", args=["token"]),
        reverse("coprod_comments:report", args=[7]),
        reverse("coprod_comments:reported", args=[7]),
        reverse("coprod_comments:find"),
        reverse("coprod_comments:steps", args=[post.pk]),
        reverse("coprod_comments:sheet", args=[post.pk]),
        reverse("coprod_comments:follow", args=[post.pk]),
        "/blog/a-good-week/?reply=7",
        "/blog/a-good-week/?comments=2&order=newest",
    ]
    assert [path for path in private if not is_disallowed(lines, path)] == []
    public = ["/", "/blog/a-good-week/", "/blog/?page=2", "/blog/a-good-week/?comments=2", "/media/a.jpg"]
    public += [reverse("coprod_comments:feed", args=[post.pk]), f"{API}posts/", "/comments-and-other-things/"]
    assert [path for path in public if is_disallowed(lines, path)] == []


def test_it_names_the_sitemap_of_the_site_that_was_asked(client, site):
    Site.objects.create(hostname="cy.example.org", port=443, root_page=site.root_page)
    lines = client.get("/robots.txt", HTTP_HOST="cy.example.org:443").text.splitlines()
    assert "Sitemap: https://cy.example.org/sitemap.xml" in lines
    assert "Sitemap: http://localhost/sitemap.xml" in robots(client)


def test_a_site_names_paths_of_its_own(client, settings):
    settings.COPROD_WAGTAIL = {"ROBOTS_DISALLOW": ["/search/"]}
    assert is_disallowed(robots(client), "/search/?query=soup")
    assert check_what_crawlers_are_told(None) == []


@pytest.mark.pure
@pytest.mark.parametrize("paths", ["/search/", ["search/"], ["/a b/"], ["/a\nAllow: /"], ["/a#b"], [7]])
def test_what_is_no_path_is_an_error(settings, paths):
    settings.COPROD_WAGTAIL = {"ROBOTS_DISALLOW": paths}
    assert [error.id for error in check_what_crawlers_are_told(None)] == ["coprod_wagtail.E101"]


def test_a_site_may_draw_the_lines_itself(client):
    template = engines["django"].from_string("{% load coprod_wagtail %}{% robots_lines %}\n")
    assert template.render({}, RequestFactory().get("/", SERVER_NAME="localhost")) == client.get("/robots.txt").text


def test_only_reading_is_answered(client):
    assert client.post("/robots.txt").status_code == client.post("/sitemap.xml").status_code == 405


# Training


def test_nothing_is_said_unless_editors_say_so(client, post):
    assert "Content-Signal" not in "".join(robots(client))
    for address in (post.url, f"{API}comments/?page={post.pk}"):
        assert not {"Content-Usage", "TDM-Reservation"} & set(client.get(address).headers)


@pytest.mark.usefixtures("kept_from_training")
def test_robots_txt_says_so_in_the_group_for_all(client):
    lines = robots(client)
    group = lines[: lines.index("")]
    assert "Content-Signal: ai-train=no" in group


@pytest.mark.usefixtures("kept_from_training")
@pytest.mark.parametrize("kept", [0, 300])
def test_so_does_every_answer_with_readers_words(client, post, settings, kept):
    settings.COPROD_WAGTAIL = {"PAGE_CACHE_SECONDS": kept, "API_CACHE_SECONDS": kept}
    ReaderCommentFactory(page=post)
    addresses = [f"{API}comments/?page={post.pk}", f"{API}conversations/{post.pk}/", f"{API}comments/recent/"]
    if post.url:
        addresses += [post.url, reverse("coprod_comments:feed", args=[post.pk])]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        said = (answer.headers.get("Content-Usage"), answer.headers.get("TDM-Reservation"))
        assert said == ("train-ai=n", "1"), address


def test_caches_hear_of_a_change(client, post, settings, site, purged, django_capture_on_commit_callbacks):
    settings.COPROD_WAGTAIL = {"PAGE_CACHE_SECONDS": 300, "API_CACHE_SECONDS": 300}
    ReaderCommentFactory(page=post)  # without any, a feed is as old as the moment
    addresses = [f"{API}comments/?page={post.pk}", "/robots.txt"]
    addresses += [post.url, reverse("coprod_comments:feed", args=[post.pk])] if post.url else []
    before = {address: client.get(address).headers["ETag"] for address in addresses}
    for address, etag in before.items():
        assert client.get(address, HTTP_IF_NONE_MATCH=etag).status_code == 304, address
    with django_capture_on_commit_callbacks(execute=True):
        SearchAndSharing.objects.create(site=site, no_ai_training=True)
    for address, etag in before.items():
        answer = client.get(address, HTTP_IF_NONE_MATCH=etag)
        assert answer.status_code == 200, address
        said = f"{answer.headers}{answer.text}"
        assert "train-ai=n" in said or "ai-train=no" in said
    if post.url:
        assert post.url in purged()


def test_a_page_that_is_known_before_it_is_drawn_is_drawn_anew(client, post, settings, site):
    settings.COPROD_WAGTAIL = {"PAGE_CACHE_SECONDS": 300, "ETAG_BEFORE_DRAWING": True}
    etag = client.get(post.url).headers["ETag"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("coprod_wagtail.caching.content_version.SETTLED", 0)
        SearchAndSharing.objects.create(site=site, no_ai_training=True)
        answer = client.get(post.url, HTTP_IF_NONE_MATCH=etag)
    assert answer.status_code == 200 and answer.headers["Content-Usage"] == "train-ai=n"


@pytest.mark.usefixtures("kept_from_training")
def test_a_header_of_the_sites_own_stays(rf, post):
    from django.http import HttpResponse

    from coprod_wagtail.caching.content_usage import say_usage

    answer = say_usage(rf.get("/"), HttpResponse(headers={"Content-Usage": "train-ai=y"}))
    assert answer.headers["Content-Usage"] == "train-ai=y"


def test_writers_are_told_so_beside_the_form(client, site, post, django_assert_num_queries):
    def last_line():
        return ReaderCommentSettings.for_site(site).privacy_lines()[-1]

    assert "intelligence" not in last_line()
    SearchAndSharing.objects.create(site=site, no_ai_training=True)
    assert last_line().startswith("We ask the makers of artificial intelligence (AI) not to train it with your words.")
    ReaderCommentSettings.objects.create(site=site, privacy_notice="Ours.")
    assert ReaderCommentSettings.for_site(site).privacy_lines()[0] == "Ours."
    assert "intelligence" in last_line()
    assert "intelligence" in client.get(f"{API}conversations/{post.pk}/").text


def test_reading_the_setting_writes_nothing(client, post):
    client.get("/robots.txt")
    client.get(f"{API}conversations/{post.pk}/")
    assert not SearchAndSharing.objects.exists()
