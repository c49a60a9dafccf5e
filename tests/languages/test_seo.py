"""What search engines are told of a page in several languages."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site
from wagtail_factories import ImageFactory

from coprod_wagtail.models import SearchAndSharing, SearchAndSharingTexts
from tests.factories import BlogPostPageFactory
from tests.seo.heads import head_of
from tests.seo.test_sitemap import NAMES, entry, read

from .translating import translate, welsh

pytestmark = pytest.mark.django_db


def test_each_language_has_an_address_of_its_own(client, post, welsh_post):
    english, other = head_of(client, post.url), head_of(client, welsh_post.url)
    assert english.canonical == f"http://localhost{post.url}" and other.canonical == f"http://localhost{welsh_post.url}"
    assert (english.og("locale"), other.og("locale")) == ("en_GB", "cy")
    assert (english.json_ld["inLanguage"], other.json_ld["inLanguage"]) == ("en-gb", "cy")
    languages = {link["hreflang"]: link["href"] for link in other.soup.select("head link[hreflang]")}
    assert languages == {"cy": other.canonical, "en-gb": english.canonical, "x-default": english.canonical}


def test_so_has_a_list_for_a_category(client, post, blog, welsh_post, welsh_blog, category):
    other = translate(category, {"Days out": "Dyddiau allan", "days-out": "dyddiau-allan"})
    for page, one in ((blog, category), (welsh_blog, other)):
        head = head_of(client, f"{page.url}?category={one.slug}")
        assert head.canonical == f"http://localhost{page.url}topic/{one.slug}/"


def test_an_alias_in_another_language_names_its_source(client, post, welsh_blog):
    alias = post.copy_for_translation(welsh(), alias=True)
    assert head_of(client, alias.url).canonical == f"http://localhost{post.url}"


def test_breadcrumbs_stay_in_the_language(client, welsh_post, welsh_blog):
    steps = head_of(client, welsh_post.url).json_ld["mainEntityOfPage"]["breadcrumb"]["itemListElement"]
    assert [step["name"] for step in steps][1:] == ["Blog Cymraeg", "Wythnos dda"]
    assert all(step["item"].startswith("http://localhost/cy/") for step in steps)


def test_the_picture_of_the_site_is_described_in_each(client, post, welsh_post):
    sharing = SearchAndSharing.objects.create(site=Site.objects.get(), picture=ImageFactory(), picture_alt="A kettle")
    SearchAndSharingTexts.objects.create(search_and_sharing=sharing, locale=welsh(), picture_alt="Tegell")
    assert head_of(client, post.url).og("image:alt") == "A kettle"
    assert head_of(client, welsh_post.url).og("image:alt") == "Tegell"
    told = client.get(f"/api/coprod/v1/posts/{welsh_post.pk}/").json()["seo"]["og"]
    assert told["image_alt"] == "Tegell"


def languages_of(tree, page):
    links = entry(tree, page.full_url).findall("xhtml:link", NAMES)
    return {link.attrib["hreflang"]: link.attrib["href"] for link in links}


def test_the_sitemap_has_all_languages(client, post, welsh_post, member):
    tree = read(client)
    every = {"en-gb": post.full_url, "cy": welsh_post.full_url, "x-default": post.full_url}
    assert languages_of(tree, post) == languages_of(tree, welsh_post) == every
    assert languages_of(tree, member) == {}


def test_what_not_everybody_may_read_is_no_language_in_it(client, post, welsh_post):
    welsh_post.unpublish()
    tree = read(client)
    assert welsh_post.full_url.encode() not in ElementTree.tostring(tree)
    assert languages_of(tree, post) == {}


def test_it_costs_the_same_for_any_number_of_translations(client, blog, welsh_blog, post, welsh_post):
    def queries():
        client.get("/sitemap.xml")
        with CaptureQueriesContext(connection) as found:
            client.get("/sitemap.xml")
        return len(found)

    few = queries()
    for number in range(4):
        translate(BlogPostPageFactory(parent=blog, title=f"Post {number}", image=ImageFactory(), image_alt="A kettle"))
    assert queries() <= few + 2  # pictures, of which there were none
    more = queries()
    for number in range(4):
        translate(BlogPostPageFactory(parent=blog, title=f"And {number}", image=ImageFactory(), image_alt="A kettle"))
    assert queries() == more
