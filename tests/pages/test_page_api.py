"""Posts, members and questions to the readers as a front end reads them over JSON."""

import copy
import datetime
import uuid

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction, Site
from wagtail_factories import ImageFactory

from coprod_wagtail.api.pages import finding
from coprod_wagtail.comments.actions import SetConversation
from coprod_wagtail.comments.mixins import CommentableMixin
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.page_tree.languages import has_languages
from coprod_wagtail.swap import get_page_model
from tests.api.client import ApiClient
from tests.api.conforming import document
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ConversationPageFactory,
    ModeratorFactory,
    ReaderCommentFactory,
)
from tests.pages.factories import (
    BlogPostAuthorFactory,
    CategoryFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
    make_private,
)
from tests.searching import searches

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

ADDRESSES = {"post": "posts", "member": "members", "question": "conversation-pages"}
KINDS = sorted(ADDRESSES)


@pytest.fixture
def api():
    return ApiClient()


@pytest.fixture
def read(api):
    """What there is at an address below the API's root; fails where that is no 200."""

    def read(path, /, **query):
        response = api.read(path, **query)
        assert response.status_code == 200, response.content
        return response.json()

    return read


def titles(found):
    return [item["title"] for item in found["items"]]


# Posts


@pytest.mark.shape
def test_a_list_of_posts_has_all_that_an_index_shows(read, whole_site):
    post, member = whole_site["post"], whole_site["member"]
    post.date = datetime.date(2024, 3, 2)
    post.save()
    ReaderCommentFactory(page=post)
    (item,) = read("posts/")["items"]
    assert (item["id"], item["title"], item["summary"]) == (post.pk, "A good week", "Twelve people planned a week.")
    assert (item["path"], item["url"]) == ("/blog/a-good-week/", "http://localhost/blog/a-good-week/")
    assert (item["date"], item["date_precision"]) == ("2024-03-02", "day")
    assert item["authors"] == [
        {
            "name": "Maryam",
            "member": member.pk,
            "path": "/members/maryam/",
            "url": "http://localhost/members/maryam/",
            "picture": None,
        }
    ]
    spoken = {"language": "en-gb", "direction": "ltr"}
    assert item["categories"] == [{"name": "Food", "slug": "food", **spoken, "path": "/blog/topic/food/"}]
    assert item["tags"] == [{"name": "weeks", "slug": "weeks", **spoken, "path": "/blog/tag/weeks/"}]
    assert item["reading_minutes"] == 1
    assert item["conversation"]["comment_count"] == 1
    assert item["conversation"]["state"] == "open"
    assert (item["language"], item["direction"], item["translations"]) == ("en-gb", "ltr", [])


def test_a_post_without_a_date_says_so(read, blog):
    BlogPostPageFactory(parent=blog, date=None)
    (item,) = read("posts/")["items"]
    assert (item["date"], item["date_precision"]) == (None, "unknown")


@pytest.mark.shape
def test_a_post_has_its_text_by_parts_and_as_html(read, whole_site):
    post = whole_site["post"]
    post.body = [
        ("heading", {"text": "First & last", "level": "h2"}),
        ("text", f'<p>See <a linktype="page" id="{whole_site["question"].pk}">this</a></p>'),
        ("quote", {"text": "I said so", "source": "Sam", "source_url": "https://example.org/said"}),
    ]
    post.save()
    found = read(f"posts/{post.pk}/")
    assert [(part["type"], part["value"]) for part in found["body"]] == [
        ("heading", {"text": "First & last", "level": "h2"}),
        ("text", '<p>See <a href="/have-your-say/">this</a></p>'),
        ("quote", {"text": "I said so", "source": "Sam", "source_url": "https://example.org/said"}),
    ]
    assert len({part["id"] for part in found["body"]}) == 3
    assert "<h2>First &amp; last</h2>" in found["body_html"]
    assert '<a href="/have-your-say/">this</a>' in found["body_html"]
    assert 'cite="https://example.org/said"' in found["body_html"]
    assert found["closing_question"] == "And yours?"


def a_table(*cells):
    columns = [{"type": "text", "heading": ""}, {"type": "rich_text", "heading": "Where & how"}]
    rows = [{"values": ["Monday & Tuesday", cell]} for cell in cells]
    return ("table", {"table": {"columns": columns, "rows": rows, "caption": "When"}, "row_headings": True})


def test_a_table_is_told_cell_by_cell_and_drawn(read, whole_site):
    post = whole_site["post"]
    link = f'<p><a linktype="page" id="{whole_site["question"].pk}">here</a> <a href="tel:+4420">ring</a></p>'
    post.body = [a_table(link, "")]
    post.save()
    found = read(f"posts/{post.pk}/")
    (part,) = found["body"]
    shown = '<p><a href="/have-your-say/">here</a> <a href="tel:+4420">ring</a></p>'
    assert part["type"] == "table"
    assert part["value"] == {
        "caption": "When",
        "headings": ["", "Where & how"],
        "row_headings": True,
        "rows": [["Monday &amp; Tuesday", shown], ["Monday &amp; Tuesday", ""]],
    }
    assert "<caption>When</caption>" in found["body_html"]
    assert '<th scope="row">Monday &amp; Tuesday</th>' in found["body_html"]
    assert shown in found["body_html"]


def test_links_in_tables_cost_the_same_for_any_number(read, whole_site):
    post = whole_site["post"]
    link = f'<p><a linktype="page" id="{whole_site["question"].pk}">here</a></p>'
    counts = []
    for tables, rows in [(1, 1), (4, 12)]:
        post.body = [a_table(*[link] * rows)] * tables
        post.save()
        read(f"posts/{post.pk}/")
        with CaptureQueriesContext(connection) as queries:
            read(f"posts/{post.pk}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_part_of_the_sites_own_is_drawn_by_its_own_template(read, whole_site, monkeypatch):
    from wagtail import blocks

    class MapBlock(blocks.StructBlock):
        place = blocks.CharBlock()

    post = whole_site["post"]
    block = type(post)._meta.get_field("body").stream_block
    own = MapBlock()
    own.set_name("map")
    monkeypatch.setitem(block.child_blocks, "map", own)
    post.body = [("map", {"place": "Leeds"})]
    post.save()
    (part,) = read(f"posts/{post.pk}/")["body"]
    assert (part["type"], part["name"], part["value"]) == ("other", "map", {"place": "Leeds"})
    assert "Leeds" in part["html"]


def test_a_head_for_search_engines(read, whole_site):
    post = whole_site["post"]
    post.date, post.image = datetime.date(2024, 3, 2), ImageFactory(file__width=60, file__height=40)
    post.image_alt = "A full table"
    post.save()
    seo = read(f"posts/{post.pk}/")["seo"]
    assert (seo["title"], seo["description"]) == ("A good week", "Twelve people planned a week.")
    assert seo["canonical"] == seo["og"]["url"] == seo["json_ld"]["url"] == "http://localhost/blog/a-good-week/"
    assert (seo["og"]["image_alt"], seo["og"]["locale"]) == ("A full table", "en_GB")
    assert seo["og"]["image"].startswith("http")
    assert (seo["json_ld"]["@type"], seo["json_ld"]["datePublished"]) == ("BlogPosting", "2024-03-02")
    assert [author["name"] for author in seo["json_ld"]["author"]] == ["Maryam"]


@pytest.fixture
def several(blog):
    """Posts of three years, one of them undated."""
    dates = {"Old": datetime.date(2019, 5, 1), "New": datetime.date(2024, 5, 1), "Middle": datetime.date(2021, 5, 1)}
    posts = {title: BlogPostPageFactory(parent=blog, title=title, date=date) for title, date in dates.items()}
    return posts | {"Undated": BlogPostPageFactory(parent=blog, title="Undated", date=None)}


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (None, ["New", "Middle", "Old", "Undated"]),
        ("newest", ["New", "Middle", "Old", "Undated"]),
        ("oldest", ["Old", "Middle", "New", "Undated"]),
        ("title", ["Middle", "New", "Old", "Undated"]),
    ],
)
def test_the_order(read, several, order, found):
    assert titles(read("posts/", **({"order": order} if order else {}))) == found


def test_accents_and_capitals_do_not_count_in_it_on_any_database(read, blog):
    ordered = ["afternoon tea", "Éclairs", "ending", "Łódź by tram", "Öl und Brot", "Zoo"]
    for title in reversed(ordered):
        BlogPostPageFactory(parent=blog, title=title)
    assert titles(read("posts/", order="title")) == ordered


def test_neither_do_they_for_what_a_post_is_about(read, blog):
    ordered = ["art", "Éducation", "elders", "Zoo"]
    post = BlogPostPageFactory(parent=blog)
    for number, name in enumerate(reversed(ordered)):
        post.categories.add(CategoryFactory(name=name, slug=f"about-{number}"))
    post.save()
    assert [category["name"] for category in read(f"posts/{post.pk}/")["categories"]] == ordered


def test_an_order_that_there_is_not(api, several):
    response = api.read("posts/", order="random")
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, "order")


def test_of_one_year(read, several):
    assert titles(read("posts/", year=2021)) == ["Middle"]


def test_of_one_category_or_tag(read, several):
    several["Old"].categories.add(CategoryFactory(slug="food"))
    several["Old"].save()
    several["New"].tags.add("weeks")
    several["New"].save()
    assert titles(read("posts/", category="food")) == ["Old"]
    assert titles(read("posts/", tag="weeks")) == ["New"]
    assert read("posts/", category="food", tag="weeks") == {"count": 0, "items": []}


@pytest.mark.parametrize("parameter", ["category", "tag"])
def test_a_name_that_nothing_has_finds_nothing(read, several, parameter):
    several["Old"].tags.add("weeks")
    several["Old"].save()
    assert read("posts/", **{parameter: "WEEKS"}) == {"count": 0, "items": []}


def test_of_one_author(read, several, root_page):
    member = MemberProfilePageFactory(parent=MemberIndexPageFactory(parent=root_page))
    BlogPostAuthorFactory(page=several["Old"], profile=member)
    assert titles(read("posts/", author=member.pk)) == ["Old"]


@pytest.mark.shape
def test_who_took_their_profile_away_is_not_found_out_by_asking(read, several, root_page):
    member = MemberProfilePageFactory(parent=MemberIndexPageFactory(parent=root_page))
    BlogPostAuthorFactory(page=several["Old"], profile=member)
    make_private(member)
    assert read("posts/", author=member.pk) == {"count": 0, "items": []}


@searches
def test_a_search_finds_words_and_is_narrowed_like_everything(read, several):
    several["Old"].summary = "About marmalade"
    several["Old"].save()
    several["New"].summary = "Marmalade again"
    several["New"].save()
    assert sorted(titles(read("posts/", search="marmalade"))) == ["New", "Old"]
    assert titles(read("posts/", search="marmalade", order="oldest")) == ["Old", "New"]
    assert titles(read("posts/", search="marmalade", year=2019)) == ["Old"]
    assert read("posts/", search="nowhere") == {"count": 0, "items": []}


@pytest.mark.parametrize("words", ['"', "'", "a AND", "*", "(", "%", "\\", "-", "NEAR(", "a:b", "😀"])
def test_a_search_takes_any_signs(read, several, words):
    read("posts/", search=words)


@searches
def test_a_search_finds_nothing_that_is_not_for_everyone(read, several):
    several["Old"].summary = "About marmalade"
    several["Old"].save()
    make_private(several["Old"])
    assert read("posts/", search="marmalade") == {"count": 0, "items": []}


def test_a_list_has_pages(api, several):
    first = api.read("posts/", limit=2, order="title")
    assert first.json()["count"] == 4
    assert titles(first.json()) == ["Middle", "New"]
    assert first.headers["Link"] == '<?limit=2&order=title&offset=2>; rel="next"'
    second = api.read("posts/", limit=2, order="title", offset=2)
    assert titles(second.json()) == ["Old", "Undated"]
    assert second.headers["Link"] == '<?limit=2&order=title>; rel="prev"'


# Members and questions


def test_members_by_the_name_they_show(read, whole_site):
    members = whole_site["members"]
    MemberProfilePageFactory(parent=members, title="Zed", display_name="Aled")
    MemberProfilePageFactory(parent=members, title="bea")
    assert [item["name"] for item in read("members/")["items"]] == ["Aled", "bea", "Maryam"]


@pytest.mark.shape
def test_a_member(read, whole_site):
    member = whole_site["member"]
    member.display_name, member.short_text = "Maryam O.", "I cook."
    member.long_text = f'<p><a linktype="page" id="{whole_site["blog"].pk}">We write</a></p>'
    member.links = [("link", {"label": "Elsewhere", "url": "https://example.org/me"})]
    member.save()
    found = read(f"members/{member.pk}/")
    assert (found["name"], found["role"], found["short_text"]) == ("Maryam O.", "Member since 2014", "I cook.")
    assert found["long_text_html"] == '<p><a href="/blog/">We write</a></p>'
    assert found["links"] == [{"label": "Elsewhere", "url": "https://example.org/me"}]
    assert (found["seo"]["title"], found["seo"]["json_ld"]["mainEntity"]["name"]) == ("Maryam O.", "Maryam O.")
    assert "title" not in found, "the person chose another name to be shown"


@pytest.mark.shape
def test_a_question(read, whole_site):
    question = whole_site["question"]
    question.body = [("text", "<p>Before you answer.</p>")]
    question.what_happens_next = "We read it."
    question.save()
    closes = datetime.datetime(2040, 1, 1, tzinfo=datetime.UTC)
    SetConversation(question, {"closes_at": closes}, user=ModeratorFactory())()
    found = read(f"conversation-pages/{question.pk}/")
    assert (found["question"], found["what_happens_next"]) == ("What should we do next?", "We read it.")
    assert found["body"][0]["value"] == found["body_html"] == "<p>Before you answer.</p>"
    assert found["conversation"]["closes_at"] == "2040-01-01T00:00:00Z"
    assert [item["id"] for item in read("conversation-pages/")["items"]] == [question.pk]


def test_a_question_of_no_words_of_its_own_is_its_title(read, root_page):
    page = ConversationPageFactory(parent=root_page, title="And you?", question="")
    assert read(f"conversation-pages/{page.pk}/")["question"] == "And you?"


@pytest.mark.shape
@pytest.mark.parametrize("kind", KINDS)
def test_each_is_found_by_its_path(read, whole_site, kind):
    found = read(f"{ADDRESSES[kind]}/{whole_site[kind].pk}/")
    for path in (found["path"], found["path"].strip("/"), found["path"].rstrip("/")):
        assert read(f"{ADDRESSES[kind]}/by-path/", path=path) == found


@pytest.mark.sampled
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", ["", "/", "/nothing/", "/blog/", "/BLOG/A-GOOD-WEEK/", "//", "/blog//a-good-week/"])
def test_where_nothing_of_its_kind_is(api, whole_site, kind, path):
    assert api.read(f"{ADDRESSES[kind]}/by-path/", path=path).status_code == 404


# What is not for everyone


def draft(page):
    page.live = False
    page.save()


def under_a_private_page(page):
    make_private(page.get_parent())


def on_another_site(page):
    root = get_page_model().objects.filter(depth=1).first()
    elsewhere = BlogIndexPageFactory(parent=root, title="Elsewhere", slug="elsewhere")
    Site.objects.create(hostname="other.example", port=80, root_page=elsewhere)
    page.move(elsewhere, pos="last-child")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("change", [draft, make_private, under_a_private_page, on_another_site])
def test_what_is_not_public_is_not_there(api, whole_site, kind, change):
    page = whole_site[kind]
    path = api.read(f"{ADDRESSES[kind]}/{page.pk}/").json()["path"]
    etag = api.read(f"{ADDRESSES[kind]}/{page.pk}/").headers["ETag"]
    change(get_page_model().objects.get(pk=page.pk).specific)
    assert api.read(f"{ADDRESSES[kind]}/").json() == {"count": 0, "items": []}
    assert api.read(f"{ADDRESSES[kind]}/{page.pk}/").status_code == 404
    assert api.read(f"{ADDRESSES[kind]}/{page.pk}/", headers={"If-None-Match": etag}).status_code == 404
    assert api.read(f"{ADDRESSES[kind]}/by-path/", path=path).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_another_kind_is_not_there(api, whole_site, kind):
    for other in ("home", "blog", "members", "privacy", *KINDS):
        if other != kind:
            assert api.read(f"{ADDRESSES[kind]}/{whole_site[other].pk}/").status_code == 404


@pytest.mark.shape
def test_each_site_has_its_own_whatever_host_is_asked(api, whole_site):
    on_another_site(get_page_model().objects.get(pk=whole_site["post"].pk).specific)
    for host in ("localhost", "other.example"):
        asked = {"headers": {"Host": host}}
        assert api.read("posts/", site="localhost", **asked).json()["count"] == 0
        there = api.read("posts/", site="other.example", **asked).json()
        assert [item["url"] for item in there["items"]] == ["http://other.example/a-good-week/"]


def test_two_sites_that_differ_in_case_alone_are_two(api, whole_site):
    post = get_page_model().objects.get(pk=whole_site["post"].pk)
    on_another_site(post.specific)
    here, there = Site.objects.order_by("pk")
    shouted = here.root_page.url_path.upper()
    assert shouted != here.root_page.url_path
    pages = get_page_model().objects
    pages.filter(pk=there.root_page_id).update(url_path=shouted)
    pages.filter(pk=post.pk).update(url_path=f"{shouted}a-good-week/")
    Site.clear_site_root_paths_cache()
    assert api.read("posts/", site="localhost").json()["count"] == 0
    assert api.read("posts/", site="other.example").json()["count"] == 1


def test_a_conversation_that_is_hidden_tells_no_number(read, whole_site):
    post = whole_site["post"]
    ReaderCommentFactory(page=post)
    SetConversation(post, {"access": "hidden"}, user=ModeratorFactory())()
    conversation = read(f"posts/{post.pk}/")["conversation"]
    assert (conversation["state"], conversation["comment_count"]) == ("hidden", 0)


# Pictures and files


@pytest.fixture
def picture():
    return ImageFactory(title="private-file-name", file__width=1600, file__height=1000)


@pytest.fixture
def pictured(whole_site, picture):
    """A post with a picture at its head, in its text, and of its author."""
    post, member = whole_site["post"], whole_site["member"]
    post.image, post.image_alt = picture, "A full table"
    part = {"image": {"image": picture, "alt_text": "The same table", "decorative": False}, "caption": "Ours"}
    stream = type(post)._meta.get_field("body").stream_block
    post.body = stream.to_python(
        [
            {
                "type": "picture",
                "id": "1",
                "value": {**part, "image": {"image": picture.pk, "alt_text": "The same table", "decorative": False}},
            }
        ]
    )
    post.save()
    member.photo, member.photo_decorative = picture, True
    member.save()
    return post


def test_a_picture_comes_in_several_sizes_and_formats(read, pictured):
    found = read(f"posts/{pictured.pk}/")["picture"]
    assert (found["width"], found["height"], found["alt"]) == (1200, 750, "A full table")
    assert [one["width"] for one in found["renditions"]] == [1200, 800, 400, 1200, 800, 400]
    assert [one["type"] for one in found["renditions"]] == ["image/jpeg"] * 3 + ["image/webp"] * 3
    assert found["srcset"].count(" 800w") == found["webp_srcset"].count(" 800w") == 1
    for one in found["renditions"]:
        assert one["url"].startswith("http") and "private-file-name" not in one["url"]
    assert found["focal_point"] is None


def test_the_part_that_matters_is_told_as_fractions(read, pictured, picture):
    picture.focal_point_x, picture.focal_point_y = 400, 750
    picture.focal_point_width, picture.focal_point_height = 160, 100
    picture.save()
    found = read(f"posts/{pictured.pk}/")["picture"]
    assert found["focal_point"] == {"x": 0.25, "y": 0.75, "width": 0.1, "height": 0.1}


def test_a_small_picture_is_not_blown_up(read, pictured):
    pictured.image = ImageFactory(file__width=60, file__height=40)
    pictured.save()
    found = read(f"posts/{pictured.pk}/")["picture"]
    assert [(one["width"], one["type"]) for one in found["renditions"]] == [(60, "image/jpeg"), (60, "image/webp")]


def test_pictures_in_the_text_and_of_people(read, pictured):
    found = read(f"posts/{pictured.pk}/")
    (part,) = found["body"]
    assert (part["type"], part["value"]["caption"], part["value"]["picture"]["alt"]) == (
        "picture",
        "Ours",
        "The same table",
    )
    assert 'src="http' in found["body_html"] and 'alt="The same table"' in found["body_html"]
    assert found["authors"][0]["picture"]["alt"] == ""


def test_a_picture_whose_file_is_missing_is_null(read, pictured, picture):
    picture.refresh_from_db()
    picture.file.storage.delete(picture.file.name)
    found = read(f"posts/{pictured.pk}/")
    assert found["picture"] is None and found["seo"]["og"]["image"] is None
    assert found["authors"][0]["picture"] is None
    assert found["body"][0]["value"] == {"picture": None, "caption": "Ours"}
    assert read("posts/")["items"][0]["picture"] is None


def test_a_document_has_the_address_of_the_server_that_has_it(read, whole_site, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example"
    document = get_document_model().objects.create(title="A", file=ContentFile(b"x", name="a.txt"))
    post = whole_site["post"]
    post.body = [("text", f'<p><a linktype="document" id="{document.pk}">A</a> <a linktype="page" id="999">B</a></p>')]
    post.save()
    value = read(f"posts/{post.pk}/")["body"][0]["value"]
    assert value == f'<p><a href="https://cms.example{document.url}">A</a> <a>B</a></p>'


def test_without_an_address_of_the_server_files_are_where_the_site_is(read, whole_site, settings):
    del settings.WAGTAILADMIN_BASE_URL
    Site.objects.update(hostname="www.kettle.example", port=443)
    document = get_document_model().objects.create(title="A", file=ContentFile(b"x", name="a.txt"))
    post = whole_site["post"]
    post.body = [("text", f'<p><a linktype="document" id="{document.pk}">A</a></p>')]
    post.save()
    value = read(f"posts/{post.pk}/")["body"][0]["value"]
    assert value == f'<p><a href="https://www.kettle.example{document.url}">A</a></p>'


# How much it costs


def queries(api, path, /, **query):
    api.read(path, **query)  # what is cached for good
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert api.read(path, **query).status_code == 200
    return len(captured)


@pytest.mark.shape
def test_a_list_of_posts_costs_the_same_however_long_it_is(api, blog, root_page):
    members = MemberIndexPageFactory(parent=root_page)

    def add(number):
        for _one in range(number):
            image = ImageFactory(file__width=60, file__height=40)
            member = MemberProfilePageFactory(parent=members, photo=image, photo_decorative=True)
            post = BlogPostPageFactory(parent=blog, image=image, image_decorative=True)
            BlogPostAuthorFactory(page=post, profile=member)
            post.categories.add(CategoryFactory())
            post.tags.add(f"tag {post.pk}")
            post.save()
            ReaderCommentFactory(page=post)

    add(2)
    few = queries(api, "posts/", limit=100)
    add(10)
    assert queries(api, "posts/", limit=100) == few <= 15


def add_posts_like(post, number):
    """So many copies beside `post`, in a few seconds less than Wagtail takes for them."""
    page_model, model, parent = get_page_model(), type(post), post.get_parent()
    original, rows = page_model.objects.get(pk=post.pk), []
    for place in range(1000, 1000 + number):
        row = copy.copy(original)
        row.pk = row.id = None
        row.slug, row.translation_key = f"copy-{place}", uuid.uuid4()
        row.path, row.url_path = page_model._get_path(parent.path, post.depth, place), f"{parent.url_path}copy-{place}/"
        rows.append(row)
    for row in page_model.objects.bulk_create(rows):
        like_it = model(**{model._meta.pk.attname: row.pk}, date=post.date)
        like_it.save_base(raw=True)  # its own table only


def test_500_posts_cost_no_more(api, blog):
    for _one in range(5):
        BlogPostPageFactory(parent=blog)
    few = queries(api, "posts/", limit=100)
    add_posts_like(blog.get_first_child().specific, 495)
    assert api.read("posts/").json()["count"] == 500
    assert queries(api, "posts/", limit=100) == few <= 15


@pytest.mark.shape
@pytest.mark.parametrize("kind", KINDS)
def test_one_page_costs_little(api, whole_site, kind):
    in_languages = 2 if has_languages() else 0  # its translations, and what its tags are called in
    assert queries(api, f"{ADDRESSES[kind]}/{whole_site[kind].pk}/") <= 15 + in_languages


def test_links_and_pictures_in_a_text_cost_the_same_however_many(api, pictured, whole_site):
    def text(times):
        words = ("text", f'<p><a linktype="page" id="{whole_site["question"].pk}">this</a></p>')
        pictures = list(pictured.body) or []
        pictured.body = [*((part.block_type, part.value) for part in pictures), *[words] * times]
        pictured.save()

    text(1)
    few = queries(api, f"posts/{pictured.pk}/")
    text(5)
    assert queries(api, f"posts/{pictured.pk}/") == few


# Caches


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_it_already_is_told_so(api, whole_site, kind):
    for path in (f"{ADDRESSES[kind]}/", f"{ADDRESSES[kind]}/{whole_site[kind].pk}/"):
        etag = api.read(path).headers["ETag"]
        assert etag.startswith('"')
        again = api.read(path, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")


def test_it_changes_with_all_that_it_shows(api, whole_site):
    post, member = whole_site["post"], whole_site["member"]

    def etags():
        return api.read("posts/").headers["ETag"], api.read(f"posts/{post.pk}/").headers["ETag"]

    def rename():
        member.display_name = "Somebody"
        member.save()

    def answer():
        ReaderCommentFactory(page=post)

    def recategorise():
        category = post.categories.get()
        category.name = "Eating"
        category.save()

    seen = etags()
    for change in (rename, answer, recategorise):
        change()
        now = etags()
        assert now[0] != seen[0] and now[1] != seen[1], change.__name__
        seen = now


def test_a_comment_that_waits_changes_nothing(api, whole_site):
    before = api.read("posts/").headers["ETag"]
    ReaderCommentFactory(page=whole_site["post"], status="pending")
    assert api.read("posts/").headers["ETag"] == before


@pytest.mark.shape
@pytest.mark.parametrize("kind", KINDS)
def test_a_shared_cache_may_keep_what_a_purge_reaches(api, whole_site, kind, settings):
    settings.COPROD_WAGTAIL = {"API_CACHE_SECONDS": 60}
    page = get_page_model().objects.get(pk=whole_site[kind].pk).specific
    path = api.read(f"{ADDRESSES[kind]}/{page.pk}/").json()["path"]
    root, host = f"/api/coprod/v1/{ADDRESSES[kind]}/", {"Host": "localhost"}
    kept = [api.get(root + below, headers=host) for below in ("", f"{page.pk}/", f"by-path/?path={path}")]
    purged = page.get_cached_urls()
    for response in kept:
        assert "s-maxage=60" in response.headers["Cache-Control"]
        assert response.wsgi_request.build_absolute_uri() in purged
    for query in ({"limit": 5}, {"site": "localhost"}):
        assert api.read(f"{ADDRESSES[kind]}/", headers=host, **query).headers["Cache-Control"] == "no-cache"


def test_it_is_not_kept_past_the_moment_a_conversation_closes(api, whole_site, settings):
    settings.COPROD_WAGTAIL = {"API_CACHE_SECONDS": 600}
    closes = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=100)
    SetConversation(whole_site["post"], {"closes_at": closes}, user=ModeratorFactory())()
    control = api.read("posts/", headers={"Host": "localhost"}).headers["Cache-Control"]
    assert 0 < int(control.partition("s-maxage=")[2].partition(",")[0]) <= 100


@pytest.fixture
def before_drawing(settings, time_machine):
    """A site that allows a 304 before anything is drawn, some time after the last change."""
    settings.COPROD_WAGTAIL = {"ETAG_BEFORE_DRAWING": True}

    def settle():
        time_machine.shift(60)

    time_machine.move_to("2026-05-04 09:01:00+01:00", tick=False)
    return settle


@pytest.mark.parametrize("kind", KINDS)
def test_where_the_site_allows_it_a_304_takes_at_most_six_queries(api, whole_site, kind, before_drawing):
    path = api.read(f"{ADDRESSES[kind]}/{whole_site[kind].pk}/").json()["path"]
    before_drawing()
    for below, query in (("", {}), (f"{whole_site[kind].pk}/", {}), ("by-path/", {"path": path})):
        api.read(f"{ADDRESSES[kind]}/{below}", **query)
        etag = api.read(f"{ADDRESSES[kind]}/{below}", **query).headers["ETag"]
        with CaptureQueriesContext(connection) as captured:
            again = api.read(f"{ADDRESSES[kind]}/{below}", headers={"If-None-Match": etag}, **query)
        assert again.status_code == 304
        assert len(captured) <= 6


def test_such_an_etag_changes_with_everything_as_well(
    api, whole_site, before_drawing, time_machine, django_capture_on_commit_callbacks
):
    post = get_page_model().objects.get(pk=whole_site["post"].pk).specific

    def rename():
        whole_site["member"].display_name = "Somebody"
        whole_site["member"].save()

    def answer():
        ReaderCommentFactory(page=post)
        Conversation.objects.update(version=F("version") + 1)

    def open_until_soon():
        closes = timezone.now() + datetime.timedelta(seconds=200)
        SetConversation(post, {"closes_at": closes}, user=ModeratorFactory())()

    def wait():
        time_machine.shift(120)

    seen = set()
    for change in (lambda: None, rename, answer, open_until_soon, wait):
        with django_capture_on_commit_callbacks(execute=True):
            change()
        before_drawing()
        api.read(f"posts/{post.pk}/")
        before_drawing()
        now = (api.read("posts/").headers["ETag"], api.read(f"posts/{post.pk}/").headers["ETag"])
        assert not seen & set(now), change.__name__
        seen |= set(now)


def test_a_page_that_was_taken_off_is_no_304(api, whole_site, before_drawing):
    api.read(f"posts/{whole_site['post'].pk}/")
    before_drawing()
    etag = api.read(f"posts/{whole_site['post'].pk}/").headers["ETag"]
    make_private(whole_site["blog"])
    assert api.read(f"posts/{whole_site['post'].pk}/", headers={"If-None-Match": etag}).status_code == 404


# Types of pages


@pytest.mark.shape
def test_pages_of_several_types_are_one_list(whole_site, rf):
    site = Site.objects.get(is_default_site=True)
    found = finding.listed(CommentableMixin, site)
    assert {model.__name__ for model in found} >= {"BlogPostPage", "ConversationPage"}

    class Paging:
        limit, offset = 1, 1

    from django.db.models.functions import Lower

    count, ids = finding.take(found, Paging, {"coprod_title": Lower("title")}, ["coprod_title"])
    assert (count, ids) == (2, [whole_site["question"].pk])
    (page,) = finding.load(ids, found, lambda pages: pages)
    assert type(page) is type(whole_site["question"])


def test_a_restriction_by_password_or_group_counts(api, whole_site):
    PageViewRestriction.objects.create(
        page=whole_site["blog"], restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert api.read("posts/").json()["count"] == 0


# What is nobody's business


PLANTED = ["planted", "linktype=", "embedtype=", "private.example", "display_name", "draft_title", "owner"]


@pytest.mark.shape
def test_nothing_planted_where_readers_must_not_see_it_is_in_any_answer(api, whole_site, moderator):
    post, member = whole_site["post"], whole_site["member"]
    hidden = MemberProfilePageFactory(parent=whole_site["members"], title="Planted", slug="planted")
    BlogPostAuthorFactory(page=post, profile=hidden)
    make_private(hidden)
    moderator.email = "planted@private.example"
    moderator.save()
    link = f'<a linktype="page" id="{whole_site["blog"].pk}">us</a><embed embedtype="planted" url="https://x.example"/>'
    post.image, post.image_alt = ImageFactory(title="planted", file__filename="planted.jpg"), "A table"
    member.long_text = link
    for page in (post, whole_site["question"]):
        page.owner = moderator
        page.body = [("text", f"<p>{link}</p>")]
        ReaderCommentFactory(page=page, status="pending", body="planted", author_name="planted")
    for page in (post, member, whole_site["question"]):
        page.save()
        page.title = "Planted draft"
        page.save_revision(user=moderator)

    answers = {}
    for kind, below in ADDRESSES.items():
        path = api.read(f"{below}/{whole_site[kind].pk}/").json()["path"]
        answers[f"/{below}/"] = api.read(f"{below}/")
        answers[f"/{below}/{{page_id}}/"] = api.read(f"{below}/{whole_site[kind].pk}/")
        answers[f"/{below}/by-path/"] = api.read(f"{below}/by-path/", path=path)

    assert {path for path in document()["paths"] if path.split("/")[1] in ADDRESSES.values()} == set(answers)
    for address, response in answers.items():
        assert response.status_code == 200
        told = response.content.decode().lower() + str(response.headers).lower()
        # The file keeps its name, as in Wagtail; its title is what people write.
        found = [word for word in PLANTED if word in told.replace("planted.", "").replace("planted_", "")]
        assert found == [], address
