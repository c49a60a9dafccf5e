"""A site with a base page of its own, and every page type made from the mixins: they do there what the ready-made do."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail_factories import ImageFactory

from coprod_wagtail.blog.models import Category, Series
from coprod_wagtail.comments.actions import PublishComment
from coprod_wagtail.comments.models import ReaderComment
from tests.comments.sending import send, words
from tests.factories import BlogPostPageFactory
from tests.searching import searches

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(settings.PROJECT != "custom_base_page", reason="About a site with page types of its own."),
]


@pytest.fixture
def people(root_page):
    return root_page.add_child(instance=apps.get_model("news.PeoplePage")(title="People", slug="people"))


@pytest.fixture
def person(people):
    kind = apps.get_model("news.PersonPage")
    return people.add_child(instance=kind(title="Maryam Otieno", slug="maryam", display_name="Maryam O.", role="Cook"))


@pytest.fixture
def read(client):
    return lambda address: BeautifulSoup(client.get(address).content, "html.parser")


def authored(post, person):
    apps.get_model("news.NewsAuthor").objects.create(page=post, profile=person, sort_order=1)
    return post


def test_a_post_is_drawn_with_who_wrote_it(read, post, person):
    byline = read(authored(post, person).url).find(class_="coprod-byline")
    assert "By Maryam O." in " ".join(byline.text.split())
    assert byline.find("a")["href"] == "/people/maryam/"


def test_a_person_is_drawn_by_the_name_they_want(read, person):
    assert read(person.url).h1.text == "Maryam O."


def test_people_are_listed_with_what_they_do(read, people, person):
    page = read(people.url)
    assert [name.text.strip() for name in page.select(".coprod-member__name")] == ["Maryam O."]
    assert "Cook" in page.text


def test_the_list_of_posts_is_narrowed_down_by_category_and_by_tag(read, blog, post):
    BlogPostPageFactory(parent=blog, title="Another")
    post.categories.add(Category.objects.create(name="Food", slug="food"))
    post.tags.add("tea")
    post.save()
    for query in ("category=food", "tag=tea"):
        page = read(f"{blog.url}?{query}")
        assert [title.text.strip() for title in page.select(".coprod-post-summary__title")] == ["A good week"]


@searches
def test_posts_and_people_are_found_by_their_words(read, blog, person):
    BlogPostPageFactory(parent=blog, title="Soup", summary="Maryam cooked.", date=None)
    page = read(f"{blog.url}search/?q=maryam")
    assert {title.text for title in page.select(".coprod-hit__title")} == {"Soup", "Maryam O."}
    assert page.mark.text == "Maryam"
    assert not read(f"{blog.url}search/?q=bread").select(".coprod-hit")


def test_a_draft_is_not_listed(read, blog, post):
    post.unpublish()
    assert not read(blog.url).select(".coprod-post-summary__title")


def test_a_picture_needs_words_there_too(blog):
    kind = apps.get_model(settings.TEST_PAGES["post"])
    with pytest.raises(ValidationError) as refusal:
        kind(title="Post", slug="post", image=ImageFactory()).clean()
    assert "image_alt" in refusal.value.message_dict


def test_readers_answer_a_post_and_see_the_answer(client, post, moderator):
    assert send(client, post, **words()).status_code == 302
    PublishComment(ReaderComment.objects.get(page=post), user=moderator)()
    assert words()["body"] in client.get(post.url).text


def test_wagtails_api_gives_what_the_mixins_declare(client, post, person):
    post.categories.add(Category.objects.create(name="Food", slug="food"))
    post.summary = "Twelve people planned a week."
    post.save()
    data = client.get(f"/api/v2/pages/{authored(post, person).pk}/").json()
    assert data["summary"] == "Twelve people planned a week."
    assert data["categories"] == [{"name": "Food", "slug": "food"}]
    assert [author["name"] for author in data["authors"]] == ["Maryam O."]


@pytest.mark.parametrize(
    ("kind", "parent"), [("newspage", "blog"), ("newsindexpage", "root_page"), ("personpage", "people")]
)
def test_the_editor_has_a_form_for_it_with_what_the_site_added(client, request, kind, parent):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    address = reverse("wagtailadmin_pages:add", args=["news", kind, request.getfixturevalue(parent).pk])
    assert "reviewed_on" in client.get(address).text


def test_a_blog_has_its_lists_and_a_post_leads_on(client, read, blog, person):
    series = Series.objects.create(name="A year", slug="a-year")
    posts = [
        authored(BlogPostPageFactory(parent=blog, title=f"Part {day}", date=f"2026-05-0{day}", series=series), person)
        for day in (1, 2, 3)
    ]
    apps.get_model("news.RelatedNews").objects.create(page=posts[1], post=posts[0], sort_order=0)
    for below in ("2026/", "2026/05/", "by/maryam/", "series/a-year/"):
        assert len(read(f"{blog.url}{below}").select(".coprod-post-summary")) == 3, below
    page = read(posts[1].url)
    assert [link["href"] for link in page.select(".coprod-neighbours a[rel]")] == [posts[0].url, posts[2].url]
    assert [link.text for link in page.find(id="coprod-related").parent.select("a")] == ["Part 1"]
    assert "Part 2 of 3 of A year" in " ".join(page.text.split())
    told = client.get(f"/api/coprod/v1/posts/{posts[1].pk}/").json()
    assert (told["previous"]["id"], told["series"]["part"]) == (posts[0].pk, 2)


def test_a_post_is_not_put_where_a_list_is(admin_client, blog):
    data = {"title": "Topic", "slug": "topic", "body-count": "0"}
    for name in ("authors", "related_posts", "comments"):
        data |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
    answer = admin_client.post(reverse("wagtailadmin_pages:add", args=["news", "newspage", blog.pk]), data)
    assert "The blog needs this web address itself." in answer.text
