"""What readers of a translated page meet: its language, its authors and categories, and links that stay in it."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from coprod_wagtail.comments.models import ReaderCommentSettings
from coprod_wagtail.pages.models import BlogPostAuthor, BlogPostPage
from tests.factories import BlogPostPageFactory
from tests.pages.factories import CategoryFactory, MemberProfilePageFactory, make_private

from .translating import translate


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def links_to_translations(page):
    return [(link.text, link["href"], link["lang"]) for link in page.select(".coprod-translations a")]


def head_links(page):
    return {link["hreflang"]: link["href"] for link in page.select('head link[rel="alternate"][hreflang]')}


# Which language, and where the others are


def test_each_page_says_its_language(client, post, welsh_post):
    assert welsh_post.url.startswith("/cy/")
    assert soup(client, post.url).html["lang"] == "en-gb"
    assert soup(client, welsh_post.url).html["lang"] == "cy"
    assert client.get(welsh_post.url).headers["Content-Language"] == "cy"


def test_each_page_links_straight_to_its_translation(client, post, welsh_post):
    assert links_to_translations(soup(client, post.url)) == [("Cymraeg", welsh_post.url, "cy")]
    assert links_to_translations(soup(client, welsh_post.url)) == [("English", post.url, "en-gb")]


@pytest.mark.parametrize("name", ["root_page", "blog", "question", "member"])
def test_so_does_every_other_kind_of_page(request, client, welsh_home, name):
    page = request.getfixturevalue(name)
    if name == "root_page":
        page = make_home(page)
    translation = translate(page)

    [(_name, address, _language)] = links_to_translations(soup(client, page.url))

    assert address == translation.url
    assert soup(client, address).html["lang"] == "cy"


def make_home(root_page):
    """Wagtail's first page has no template of the site; a page of the same kind as the example site's home has."""
    from tests.pages.factories import HomePageFactory

    return HomePageFactory(parent=root_page, title="Home", slug="home")


def test_the_head_names_every_language_and_where_to_send_the_rest(client, post, welsh_post):
    expected = {"en-gb": post.full_url, "cy": welsh_post.full_url, "x-default": post.full_url}

    assert head_links(soup(client, post.url)) == expected
    assert head_links(soup(client, welsh_post.url)) == expected


def test_a_page_in_one_language_names_no_other(client, post):
    page = soup(client, post.url)

    assert not links_to_translations(page)
    assert not page.select(".coprod-translations")
    assert not head_links(page)


def unpublish(page):
    page.unpublish()


def take_away(page):
    page.delete()


@pytest.mark.parametrize("hide", [unpublish, make_private, take_away])
def test_a_translation_that_not_everybody_can_read_is_not_linked_to(client, post, welsh_post, hide):
    hide(welsh_post)

    page = soup(client, post.url)
    assert not links_to_translations(page)
    assert not head_links(page)


def test_a_page_that_stands_in_for_a_translation_is_not_called_one(client, post, welsh_blog, welsh):
    alias = post.copy_for_translation(welsh, alias=True)

    assert not links_to_translations(soup(client, post.url))
    assert links_to_translations(soup(client, alias.url)) == [("English", post.url, "en-gb")]
    assert set(head_links(soup(client, alias.url))) == {"en-gb", "x-default"}


# Authors and categories


def test_a_category_is_shown_in_the_language_of_the_page(client, post, welsh_post, category):
    translate(category, {"Days out": "Diwrnodau allan", "days-out": "diwrnodau-allan"})

    link = soup(client, welsh_post.url).select_one(".coprod-about a")

    assert link.text == "Diwrnodau allan"
    assert link["href"].startswith("/cy/")
    listed = soup(client, link["href"])
    assert [post.text for post in listed.select(".coprod-post-summary__title")] == ["Wythnos dda"]
    assert "Diwrnodau allan" in listed.h2.text
    assert soup(client, post.url).select_one(".coprod-about a").text == "Days out"


def test_a_category_without_a_translation_is_shown_as_it_is(client, welsh_post):
    assert soup(client, welsh_post.url).select_one(".coprod-about a").text == "Days out"


def test_a_category_can_have_the_same_address_in_two_languages(client, welsh_post, category):
    translation = translate(category, {"Days out": "Diwrnodau allan"})

    assert translation.slug == category.slug == "days-out"
    assert "Diwrnodau allan" in soup(client, f"{welsh_post.index_url}?category=days-out").h2.text


def test_an_address_with_a_category_in_another_language_names_it_in_the_language_of_the_page(
    client, welsh_post, category
):
    translate(category, {"Days out": "Diwrnodau allan", "days-out": "diwrnodau-allan"})

    listed = soup(client, f"{welsh_post.index_url}?category=days-out")

    assert "Diwrnodau allan" in listed.h2.text
    assert len(listed.select(".coprod-post-summary")) == 1


def test_an_author_is_named_in_the_language_of_the_page(client, post, welsh_post, member):
    translation = translate(member)
    translation.display_name = "Mariam O."
    translation.save_revision().publish()

    link = soup(client, welsh_post.url).select_one(".coprod-byline a")

    assert (link.text, link["href"]) == ("Mariam O.", translation.url)
    assert soup(client, post.url).select_one(".coprod-byline a")["href"] == member.url


def test_a_profile_lists_the_posts_in_its_own_language(client, post, welsh_post, member):
    translation = translate(member)

    assert [title.text for title in soup(client, member.url).select(".coprod-post-summary__title")] == ["A good week"]
    assert [title.text for title in soup(client, translation.url).select(".coprod-post-summary__title")] == [
        "Wythnos dda"
    ]


def test_a_translated_post_is_found_under_the_name_in_its_own_language(
    welsh_post, member, django_capture_on_commit_callbacks
):
    translation = translate(member)
    translation.display_name = "Mariam"
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_revision().publish()
    assert [post.pk for post in BlogPostPage.objects.search("Mariam")] == [welsh_post.pk]

    with django_capture_on_commit_callbacks(execute=True):
        make_private(translation)
    assert not BlogPostPage.objects.search("Mariam")


# Links


def test_a_link_in_a_text_leads_to_the_page_in_the_same_language(client, post, welsh_post, question):
    translation = translate(question)

    assert soup(client, welsh_post.url).find("a", string="say it")["href"] == translation.url
    assert soup(client, post.url).find("a", string="say it")["href"] == question.url


def test_a_link_to_a_page_that_is_not_translated_leads_to_the_original(client, welsh_post, question):
    assert soup(client, welsh_post.url).find("a", string="say it")["href"] == question.url


def test_a_link_in_the_introduction_of_a_list_does_the_same(client, blog, welsh_home, question):
    blog.intro = f'<p><a linktype="page" id="{question.pk}">say it</a></p>'
    blog.save_revision().publish()
    translation = translate(question)

    assert soup(client, translate(blog).url).find("a", string="say it")["href"] == translation.url


def test_the_privacy_page_is_the_one_in_the_language_of_the_page(client, post, welsh_post, privacy):
    ReaderCommentSettings.objects.create(site=Site.objects.get(), privacy_page=privacy)
    translation = translate(privacy)
    words = "How we look after your information"

    assert soup(client, welsh_post.url).find("a", string=words)["href"] == translation.url
    assert soup(client, post.url).find("a", string=words)["href"] == privacy.url


def test_the_menu_is_the_one_of_the_language(client, welsh_post, welsh_blog, blog):
    Page.objects.filter(pk__in=[blog.pk, welsh_blog.pk]).update(show_in_menus=True)

    menu = [link["href"] for link in soup(client, welsh_post.url).select(".masthead__menu a")]

    assert menu[-1] == welsh_blog.url
    assert blog.url not in menu


# The JSON API


def test_the_api_says_a_page_in_its_own_language(client, post, welsh_post, question, category, member):
    question_in_welsh, member_in_welsh = translate(question), translate(member)
    translate(category, {"Days out": "Diwrnodau allan"})

    english, welsh = (client.get(f"/api/v2/pages/{page.pk}/").json() for page in (post, welsh_post))

    assert f'href="{question_in_welsh.url}"' in welsh["body"][1]["value"]
    assert f'href="{question.url}"' in english["body"][1]["value"]
    assert [category["name"] for category in welsh["categories"]] == ["Diwrnodau allan"]
    assert [author["profile"] for author in welsh["authors"]] == [member_in_welsh.pk]


# The number of queries


def test_the_number_of_queries_does_not_grow_with_the_translated_posts(monkeypatch, client, blog, welsh_blog, member):
    def add(count):
        for _number in range(count):
            profile = MemberProfilePageFactory(parent=member.get_parent())
            category = CategoryFactory()
            post = BlogPostPageFactory(parent=blog)
            post.authors = [BlogPostAuthor(profile=profile), BlogPostAuthor(profile=member)]
            post.categories = [category]
            post.save_revision().publish()
            translate(profile)
            translate(category, {category.name: f"{category.name} Cymraeg"})
            translate(post)

    def queries():
        client.get(welsh_blog.url)
        with CaptureQueriesContext(connection) as asked:
            client.get(welsh_blog.url)
        return len(asked)

    monkeypatch.setattr(type(welsh_blog), "POSTS_PER_PAGE", 50)
    add(5)
    few = queries()
    add(15)
    assert len(soup(client, welsh_blog.url).select(".coprod-post-summary__about")) == 20
    assert queries() == few


def test_the_other_language_shows_the_same_part_of_a_list(client, post, welsh_post, blog, welsh_blog, category):
    """The switch, and what search engines are told, lead to the same category or tag, not to the whole list."""
    welsh = translate(category, {"Days out": "Dyddiau allan", "days-out": "dyddiau-allan"})
    for one in (post, welsh_post):
        one.tags.add("garden")
        one.save_revision().publish()
    for asked, here, there in (
        ("topic/days-out/", "topic/days-out/", f"topic/{welsh.slug}/"),
        (f"?category={category.slug}", "topic/days-out/", f"topic/{welsh.slug}/"),
        ("?tag=garden", "tag/garden/", "tag/garden/"),
        ("?category=days-out&tag=garden", "?category=days-out&tag=garden", f"?category={welsh.slug}&tag=garden"),
        ("2026/03/", "2026/03/", "2026/03/"),
        ("", "", ""),
    ):
        page = BeautifulSoup(client.get(blog.url + asked).content, "html.parser")
        assert page.select_one(".coprod-translations a")["href"] == welsh_blog.url + there
        assert head_links(page) == {
            "en-gb": blog.full_url + here,
            "cy": welsh_blog.full_url + there,
            "x-default": blog.full_url + here,
        }
