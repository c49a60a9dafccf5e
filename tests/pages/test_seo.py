"""What the package's pages and the JSON API say to search engines, and to whoever shows a link to a page: the same."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site
from wagtail_factories import ImageFactory

from coprod_wagtail.blog.mixins import BlogPostMixin
from coprod_wagtail.models import SearchAndSharing
from coprod_wagtail.seo.head import head_of as parts_of_head
from coprod_wagtail.text.shortening import shortened
from tests.factories import BlogPostPageFactory, ConversationPageFactory, ReaderCommentFactory
from tests.pages.factories import MemberProfilePageFactory
from tests.seo.heads import head_of
from tests.seo.vocabulary import problems

pytestmark = [pytest.mark.framework, pytest.mark.django_db]

API = {"post": "posts", "member": "members", "question": "conversation-pages"}
HOSTILE = '</script><script>alert(1)</script> & "quoted" <!-- '


@pytest.fixture
def site(whole_site):
    """With a name, as readers know it."""
    found = Site.objects.get()
    found.site_name = "The kitchen"
    found.save()
    return found


def told(client, kind, page):
    return client.get(f"/api/coprod/v1/{API[kind]}/{page.pk}/").json()["seo"]


@pytest.fixture
def pages(whole_site, site):
    post = whole_site["post"]
    post.image, post.image_alt = ImageFactory(file__width=1600, file__height=1000), "A kettle & two cups"
    post.last_published_at = datetime(2026, 5, 6, 10, tzinfo=UTC)
    post.save()
    member = whole_site["member"]
    member.short_text, member.links = "I cook.", [("link", {"label": "Mine", "url": "https://maryam.example/"})]
    member.save()
    question = whole_site["question"]
    question.question, question.body = "When should we open?", [("text", "<p>We can open on one more day.</p>")]
    question.first_published_at = datetime(2026, 5, 5, 10, tzinfo=UTC)
    question.save()
    ReaderCommentFactory(page=post)
    return whole_site


# Both doors


@pytest.mark.shape
@pytest.mark.parametrize("kind", API)
def test_pages_and_the_api_say_the_same(client, pages, kind):
    page = pages[kind]
    seo, head = told(client, kind, page), head_of(client, page.url)
    assert head.canonical == seo["canonical"] == seo["og"]["url"] == f"http://localhost{page.url}"
    assert head.description == head.og("description") == seo["description"] != ""
    assert (head.og("title"), head.og("type")) == (seo["og"]["title"], seo["og"]["type"])
    assert (head.og("image"), head.og("image:alt") or "") == (seo["og"]["image"], seo["og"]["image_alt"])
    assert head.og("site_name") == seo["og"]["site_name"] == "The kitchen"
    assert head.only('meta[name="twitter:card"]', "content") == seo["twitter_card"]
    assert head.json_ld == seo["json_ld"]


def test_the_picture_of_a_post_is_the_one_that_is_shown(client, pages):
    head = head_of(client, pages["post"].url)
    shown = head.soup.select_one(".coprod-picture img")
    assert head.og("image") and head.og("image").endswith(shown["src"])
    assert (head.og("image:width"), head.og("image:height")) == ("1200", "750")
    assert head.og("image:alt") == "A kettle & two cups"
    assert head.only('meta[name="twitter:card"]', "content") == "summary_large_image"


# JSON-LD


@pytest.mark.shape
@pytest.mark.parametrize("kind", ["home", "blog", "post", "members", "member", "question", "privacy"])
def test_the_words_are_those_of_schema_org(client, pages, kind):
    json_ld = head_of(client, pages[kind].url).json_ld
    assert json_ld["@context"] == "https://schema.org"
    assert list(problems(json_ld)) == []


def test_with_comments_they_are_too(client, pages, settings):
    settings.COPROD_WAGTAIL = {"COMMENTS_IN_STRUCTURED_DATA": True}
    ReaderCommentFactory(page=pages["post"], body="Soup & <bread>", author_name="Tern")
    ReaderCommentFactory(page=pages["post"], body="Not at once", content_note="About a war")
    json_ld = head_of(client, pages["post"].url).json_ld
    assert list(problems(json_ld)) == []
    assert json_ld["commentCount"] == 3 and len(json_ld["comment"]) == 2
    tern = next(comment for comment in json_ld["comment"] if comment["author"]["name"] == "Tern")
    assert tern["text"] == "Soup & <bread>"
    assert told(client, "post", pages["post"])["json_ld"]["comment"] == json_ld["comment"]


def test_comments_themselves_are_not_told_unless_the_site_says_so(client, pages):
    json_ld = head_of(client, pages["post"].url).json_ld
    assert json_ld["commentCount"] == 1 and "comment" not in json_ld


def test_what_a_post_says(client, pages):
    json_ld = head_of(client, pages["post"].url).json_ld
    assert (json_ld["@type"], json_ld["headline"]) == ("BlogPosting", "A good week")
    assert (json_ld["datePublished"], json_ld["dateModified"][:10]) == ("2026-05-04", "2026-05-06")
    assert json_ld["author"] == [{"@type": "Person", "name": "Maryam", "url": f"http://localhost{pages['member'].url}"}]
    assert json_ld["keywords"] == ["weeks"]
    assert json_ld["publisher"]["name"] == "The kitchen"


def test_a_profile_is_about_a_person(client, pages):
    json_ld = head_of(client, pages["member"].url).json_ld
    assert json_ld["@type"] == "ProfilePage"
    person = json_ld["mainEntity"]
    assert (person["@type"], person["name"]) == ("Person", "Maryam")
    assert person["sameAs"] == ["https://maryam.example/"]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("post", ["Welcome", "Blog", "A good week"]),
        ("member", ["Welcome", "Our members", "Maryam"]),
        ("question", ["Welcome", "When should we open?"]),
        ("privacy", ["Welcome", "Privacy"]),
    ],
)
def test_breadcrumbs_lead_from_the_home_page(client, pages, kind, names):
    pages["home"].title = "Welcome"
    pages["home"].save()
    json_ld = head_of(client, pages[kind].url).json_ld
    crumbs = json_ld.get("breadcrumb") or json_ld["mainEntityOfPage"]["breadcrumb"]
    steps = crumbs["itemListElement"]
    assert [step["name"] for step in steps] == names
    assert [step["position"] for step in steps] == list(range(1, len(names) + 1))
    assert (steps[0]["item"], steps[-1]["item"]) == ("http://localhost/", f"http://localhost{pages[kind].url}")


def test_the_home_page_has_no_breadcrumbs(client, pages):
    assert not {"breadcrumb", "mainEntityOfPage"} & set(head_of(client, pages["home"].url).json_ld)


def test_a_page_above_that_is_off_the_site_is_no_step(client, pages):
    pages["blog"].live = False
    pages["blog"].save()
    crumbs = told(client, "post", pages["post"])["json_ld"]["mainEntityOfPage"]["breadcrumb"]["itemListElement"]
    assert [step["name"] for step in crumbs][1:] == ["A good week"]


def test_no_words_end_the_script(client, pages):
    post = pages["post"]
    post.title, post.summary, post.image_alt = f"A {HOSTILE}"[:250], HOSTILE, HOSTILE
    post.save()
    post.tags.add(HOSTILE[:90])
    post.save()
    answer = client.get(post.url)
    assert answer.text.count("alert(1)</script>") == 0
    head = head_of(client, post.url)
    assert head.json_ld["headline"] == post.title
    assert head.description == head.og("description") == " ".join(HOSTILE.split())


# Addresses


def test_each_page_of_a_list_has_an_address_of_its_own(client, pages):
    blog = pages["blog"]
    for number in range(12):
        BlogPostPageFactory(parent=blog, title=f"Post {number}", date=date(2026, 1, 1))
    canonical = f"http://localhost{blog.url}"
    assert head_of(client, blog.url).canonical == canonical
    assert head_of(client, f"{blog.url}?page=1&utm_source=x").canonical == canonical
    assert head_of(client, f"{blog.url}?page=2").canonical == f"{canonical}?page=2"
    assert head_of(client, f"{blog.url}?page=99").canonical == f"{canonical}?page=2"
    assert head_of(client, f"{blog.url}?page=x").canonical == canonical


def test_a_list_for_a_category_or_a_tag_has_one_too(client, pages):
    blog = f"http://localhost{pages['blog'].url}"
    food = head_of(client, f"{pages['blog'].url}?category=food&page=1")
    assert food.canonical == f"{blog}topic/food/"
    assert food.og("title") == food.json_ld["name"] == "Food – Blog"
    assert head_of(client, f"{pages['blog'].url}?tag=weeks").canonical == f"{blog}tag/weeks/"


def test_pages_of_members_have(client, pages):
    for number in range(26):
        MemberProfilePageFactory(parent=pages["members"], title=f"Member {number}")
    assert head_of(client, f"{pages['members'].url}?page=2").canonical.endswith("/members/?page=2")
    assert head_of(client, pages["members"].url).canonical.endswith("/members/")


def test_a_conversation_is_found_by_its_pages(client, pages, settings):
    settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 2}
    post = pages["post"]
    comments = [ReaderCommentFactory(page=post) for _ in range(4)]
    canonical = f"http://localhost{post.url}"
    assert head_of(client, f"{post.url}?comments=2").canonical == f"{canonical}?comments=2"
    assert head_of(client, f"{post.url}?comments=99999999999").canonical == f"{canonical}?comments=3"
    for query in ("comments=1", "comments=-1", "comments=x", f"comment={comments[3].pk}", f"reply={comments[0].pk}"):
        assert head_of(client, f"{post.url}?{query}").canonical == canonical
    newest = client.get(f"{post.url}?order=newest&comments=2")
    assert newest.headers["Link"] == f'<{canonical}>; rel="canonical"'


def test_an_alias_names_its_source(client, pages):
    alias = pages["question"].create_alias(update_slug="ask-again")
    head = head_of(client, alias.url)
    assert head.canonical == f"http://localhost{pages['question'].url}"
    assert told(client, "question", alias)["canonical"] == head.canonical


def test_a_page_type_may_say_another(client, pages, monkeypatch):
    monkeypatch.setattr(BlogPostMixin, "get_canonical_url", lambda self, request: "https://www.example.org/there/")
    head = head_of(client, pages["post"].url)
    assert head.canonical == head.og("url") == head.json_ld["url"] == "https://www.example.org/there/"
    assert told(client, "post", pages["post"])["canonical"] == "https://www.example.org/there/"


def test_what_is_beside_a_page_is_not_that_page(client, pages):
    soup = head_of(client, f"/comments/{pages['post'].pk}/steps/").soup
    assert not soup.select("link[rel=canonical], meta[property], script[type='application/ld+json']")


def test_a_site_may_leave_a_part_out(client, pages, settings, tmp_path):
    element = tmp_path / "coprod_wagtail/elements/head.html"
    element.parent.mkdir(parents=True)
    element.write_text(
        '{% extends "coprod_wagtail/elements/head.html" %}{% block head_canonical %}{% endblock head_canonical %}'
    )
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]
    head = head_of(client, pages["post"].url)
    assert head.canonical is None and head.og("url")


def test_a_template_of_a_sites_own_names_the_page(rf, pages):
    template = engines["django"].from_string("{% load coprod_wagtail %}{% coprod_head news %}")
    html = template.render({"news": pages["privacy"]}, rf.get("/"))
    assert f'<link rel="canonical" href="http://localhost{pages["privacy"].url}">' in html
    assert engines["django"].from_string("{% load coprod_wagtail %}{% coprod_head %}").render({}).strip() == ""


# Words


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("post", {"summary": "", "body": [("text", "<p>It <b>rained</b> &amp; rained.</p>")]}, "It rained & rained."),
        ("post", {"summary": "Two\n lines. " * 5}, "Two lines. " * 4 + "Two lines."),
        ("member", {"short_text": "", "long_text": "<p>I came for the soup.</p>"}, "I came for the soup."),
        ("blog", {"intro": "<p>Read <i>us</i>.</p>"}, "Read us."),
        ("members", {"intro": "<p>Meet us.</p>"}, "Meet us."),
        ("privacy", {"body": [("text", "<p>We keep little.</p>")]}, "We keep little."),
    ],
)
def test_there_is_a_description_where_there_are_words(client, pages, kind, fields, words):
    page = pages[kind]
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()
    head = head_of(client, page.url)
    assert head.description == head.og("description") == head.json_ld["description"] == words


def test_a_long_text_is_cut_at_the_end_of_a_word(client, pages):
    post = pages["post"]
    post.summary, post.body = (
        "",
        [("heading", {"text": "First", "level": "h2"}), ("text", f"<p>{'Kettles boil ' * 900}</p>")],
    )
    post.save()
    words = head_of(client, post.url).description
    assert 140 < len(words) <= 155
    assert set(words.removesuffix("…").split()) == {"Kettles", "boil"} and words.endswith("…")


@pytest.mark.parametrize(
    ("text", "length", "words"),
    [
        ("One two three", 13, "One two three"),
        ("One two three", 12, "One two…"),
        ("One, two three", 8, "One…"),
        ("  One \n two ", 20, "One two"),
        ("日本語の文章には空白がない", 6, "日本語の文…"),
        ("", 5, ""),
    ],
)
def test_shortening(text, length, words):
    assert shortened(text, length) == words
    assert len(words) <= length


@pytest.mark.shape
def test_every_page_has_a_title_and_a_language(client, pages):
    for page in pages.values():
        soup = head_of(client, page.url).soup
        assert soup.title.string.strip() and soup.html["lang"]
        assert all(link.get("href") for link in soup.find_all("a"))


def test_an_editors_own_title_wins(client, pages):
    if not hasattr(pages["member"], "seo_title"):
        pytest.skip("this site's base page knows of no titles for search engines")
    pages["member"].seo_title = "Maryam, our cook"
    pages["member"].save()
    head = head_of(client, pages["member"].url)
    assert head.og("title") == told(client, "member", pages["member"])["title"] == "Maryam, our cook"
    assert head.json_ld["mainEntity"]["name"] == "Maryam"


# What it costs


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("kind", ["blog", "post", "members", "member", "question", "privacy"])
def test_the_head_costs_one_query_at_most(client, pages, kind, settings, tmp_path):
    """The site's setting: all else is known by then, or asked for anyway."""
    SearchAndSharing.objects.create(site=Site.objects.get(), picture=ImageFactory(), picture_alt="Us")
    address = pages[kind].url
    client.get(address)  # sizes of pictures are made, and site roots kept
    with_head = queries_of(client, address)
    element = tmp_path / "coprod_wagtail/base.html"
    element.parent.mkdir(parents=True)
    element.write_text('{% extends "coprod_wagtail/base.html" %}{% block coprod_head %}{% endblock coprod_head %}')
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]
    # A page of the package asks for the setting anyway, for what machines are told of its words.
    assert with_head - queries_of(client, address) <= (1 if kind == "privacy" else 0)


def test_a_head_by_itself_asks_for_the_setting_and_the_pages_above(rf, pages, django_assert_num_queries):
    question = ConversationPageFactory(parent=pages["home"], question="And now?")
    fresh = type(question).objects.get(pk=question.pk)
    request = rf.get("/")
    Site.find_for_request(request)
    Site.get_site_root_paths()
    with django_assert_num_queries(3):  # and its conversation, which the page shows anyway
        parts_of_head(fresh, request)


def test_json_is_what_stands_in_the_script(rf, pages):
    parts = parts_of_head(pages["privacy"], rf.get("/"))
    assert json.loads(parts["json_ld"])["@type"] == "WebPage"
