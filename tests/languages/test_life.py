"""The whole life of posts, profiles, categories and authors in two languages: they are translated, copied, brought up
to date, reverted and deleted. After each step the tests read on the site what readers meet, in English and in Welsh."""

import datetime
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_factories import ImageFactory

from coprod_wagtail.blog.models import Category
from coprod_wagtail.pages.models import BlogPostAuthor, BlogPostPage
from coprod_wagtail.text.moments import today
from tests.pages.factories import CategoryFactory, MemberProfilePageFactory

from .translating import WITH_LOCALIZE, translate

IN_WELSH = {
    "A good week": "Wythnos dda",
    "Twelve people planned a week.": "Cynlluniodd deuddeg o bobl wythnos.",
    "First": "Cyntaf",
    "And yours?": "A chithau?",
    "A full table": "Bwrdd llawn",
    "Cook": "Cogydd",
    "I cook.": "Rwyf yn coginio.",
    "I like bread.": "Rwyf yn hoffi bara.",
    "<p>I like bread.</p>": "<p>Rwyf yn hoffi bara.</p>",
    "Maryam laughs": "Maryam yn chwerthin",
    "Days out": "Diwrnodau allan",
    "days-out": "diwrnodau-allan",
}


# The site


def picture():
    return ImageFactory(file__width=60, file__height=40)


@pytest.fixture
def editor(admin_client):
    return admin_client


@pytest.fixture
def member(member):
    member.photo = picture()
    member.photo_alt = "Maryam laughs"
    member.long_text = "<p>I like bread.</p>"
    member.save_revision().publish()
    return member


@pytest.fixture
def post(post, member):
    post.authors = [BlogPostAuthor(profile=member, sort_order=0), BlogPostAuthor(name="Sam", sort_order=1)]
    post.tags.add("garden")
    post.image = picture()
    post.image_alt = "A full table"
    post.save_revision().publish()
    return post


@pytest.fixture
def welsh_post(welsh_blog, post):
    welsh_post = translate(post, IN_WELSH)
    if not WITH_LOCALIZE:  # by hand, as editors do
        welsh_post.body[0].value["text"] = IN_WELSH["First"]
        welsh_post.save_revision().publish()
    return welsh_post


@pytest.fixture
def welsh_member(welsh_home, member):
    return translate(member, IN_WELSH)


@pytest.fixture
def welsh_category(category):
    return translate(category, IN_WELSH)


@pytest.fixture
def food():
    return CategoryFactory(name="Food", slug="food")


@pytest.fixture
def nia(member):
    return MemberProfilePageFactory(parent=member.get_parent(), title="Nia", slug="nia")


@pytest.fixture(params=["post", "member"])
def pair(request):
    """A post or a profile, in English and in Welsh."""
    return request.getfixturevalue(request.param), request.getfixturevalue(f"welsh_{request.param}")


in_each_language = pytest.mark.parametrize("place", [0, 1], ids=["en-gb", "cy"])


# What readers see


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(page, selector):
    found = page.select_one(selector)
    return found and found.get_text(" ", strip=True)


def people(page):
    """The names of a byline, each with where it leads."""
    names = page.select(".coprod-byline__names bdi")
    return [(name.text, name.parent["href"] if name.parent.name == "a" else None) for name in names]


def read_post(page):
    about = {
        kind: [link.text for link in page.select(f".coprod-about a[href*='/{kind}/']")] for kind in ("topic", "tag")
    }
    return {
        "title": page.h1.text,
        "authors": people(page),
        "date": page.select_one(".coprod-byline time")["datetime"],
        "summary": text(page, ".coprod-summary"),
        "picture": (shown := page.select_one(".coprod-picture img")) and shown["alt"],
        "text": text(page, ".coprod-body"),
        "question": text(page, ".coprod-closing h2"),
        "categories": about["topic"],
        "tags": about["tag"],
    }


def read_profile(page):
    return {
        "name": page.h1.text,
        "role": text(page, ".coprod-profile__role"),
        "photo": (shown := page.select_one("img.coprod-profile__photo")) and shown["alt"],
        "in a few words": text(page, ".coprod-summary"),
        "in their own words": text(page, ".coprod-profile .coprod-body"),
        "posts": [title.text for title in page.select(".coprod-post-summary__title")],
    }


def read(client, page):
    """What `page` says to readers; None if it is not there."""
    page = Page.objects.filter(pk=page.pk, live=True).first()
    if page is None:
        return None
    drawn = soup(client, page.url)
    assert drawn.html["lang"] == page.locale.language_code
    return read_post(drawn) if page.specific_class is BlogPostPage else read_profile(drawn)


def read_both(client, pair):
    return [read(client, page) for page in pair]


def listed(client, address):
    """Of each post in a list: its title, its authors and what it is about."""
    return [
        (
            text(post, ".coprod-post-summary__title"),
            [name.text for name in post.select(".coprod-byline__names bdi")],
            text(post, ".coprod-post-summary__about"),
        )
        for post in soup(client, address).select(".coprod-post-summary")
    ]


# What editors do


def post_form(editor, address, data):
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = editor.post(address, data)
    assert answer.status_code == 302, answer.text
    return answer


def write(page, **values):
    """Change a page and publish it."""
    page = type(page).objects.get(pk=page.pk)
    tags = values.pop("tags", None)
    for name, value in values.items():
        setattr(page, name, value)
    if tags is not None:
        page.tags.set(tags)
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()
    return page


def bring_up_to_date(editor, original):
    """Press the button that brings changes of the original to its translations. Wagtail's own tool has none."""
    if WITH_LOCALIZE:
        from wagtail_localize.models import TranslationSource

        source = TranslationSource.objects.get_for_instance(original)
        address = reverse("wagtail_localize:update_translations", args=[source.pk])
        post_form(editor, address, {"publish_translations": "on"})


def say_otherwise(editor, original, translation, name, value):
    """Give a translation a value of its own where it would otherwise have that of the original."""
    if not WITH_LOCALIZE:
        return write(translation, **{f"{name}_id" if name in ("photo", "image") else name: value})
    address = override_address(original, name)
    editor.put(address, urlencode({"value": value}), content_type="application/x-www-form-urlencoded")
    return publish_translation(editor, translation)


def override_address(original, name):
    from wagtail_localize.models import Translation

    translation = Translation.objects.get(source__object_id=original.translation_key)
    segment = translation.source.overridablesegment_set.get(context__path=name)
    return reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])


def publish_translation(editor, translation):
    post_form(editor, reverse("wagtailadmin_pages:edit", args=[translation.pk]), {"action": "publish"})


def revert(page, number):
    """Publish an earlier revision again, as saving its form does."""
    revision = page.revisions.order_by("pk")[number]
    with TestCase.captureOnCommitCallbacks(execute=True):
        revision.as_object().save_revision().publish()


def delete(editor, one):
    if isinstance(one, Category):
        return post_form(editor, reverse("wagtailsnippets_coprod_blog_category:delete", args=[one.pk]), {})
    return post_form(editor, reverse("wagtailadmin_pages:delete", args=[one.pk]), {})


# Translated


def test_a_translated_post_says_the_same_in_its_language(client, post, welsh_post, member):
    assert read_both(client, (post, welsh_post)) == [
        {
            "title": "A good week",
            "authors": [("Maryam O.", member.url), ("Sam", None)],
            "date": "2026-03-02",
            "summary": "Twelve people planned a week.",
            "picture": "A full table",
            "text": "First Now say it",
            "question": "And yours?",
            "categories": ["Days out"],
            "tags": ["garden"],
        },
        {
            "title": "Wythnos dda",
            "authors": [("Maryam O.", member.url), ("Sam", None)],
            "date": "2026-03-02",
            "summary": "Cynlluniodd deuddeg o bobl wythnos.",
            "picture": "Bwrdd llawn",
            "text": "Cyntaf Now say it",
            "question": "A chithau?",
            "categories": ["Days out"],
            "tags": ["garden"],
        },
    ]


def test_a_translated_profile_says_the_same_in_its_language(client, post, welsh_post, member, welsh_member):
    assert read_both(client, (member, welsh_member)) == [
        {
            "name": "Maryam O.",
            "role": "Cook",
            "photo": "Maryam laughs",
            "in a few words": "I cook.",
            "in their own words": "I like bread.",
            "posts": ["A good week"],
        },
        {
            "name": "Maryam O.",
            "role": "Cogydd",
            "photo": "Maryam yn chwerthin",
            "in a few words": "Rwyf yn coginio.",
            "in their own words": "Rwyf yn hoffi bara.",
            "posts": ["Wythnos dda"],
        },
    ]


def test_a_post_takes_up_the_translations_of_its_author_and_its_category_once_there_are_any(
    client, post, welsh_post, welsh_member, welsh_category
):
    english, welsh = read_both(client, (post, welsh_post))

    assert english["categories"] == ["Days out"]
    assert english["authors"] == [("Maryam O.", post.authors.first().profile.url), ("Sam", None)]
    assert welsh["categories"] == ["Diwrnodau allan"]
    assert welsh["authors"] == [("Maryam O.", welsh_member.url), ("Sam", None)]
    assert welsh_member.url.startswith("/cy/")


def test_the_list_in_each_language_has_its_own_posts_with_categories_and_authors(
    client, blog, welsh_blog, post, welsh_post, welsh_category
):
    for index, slug, expected in (
        (blog, "days-out", ("A good week", ["Maryam O.", "Sam"], "Days out")),
        (welsh_blog, "diwrnodau-allan", ("Wythnos dda", ["Maryam O.", "Sam"], "Diwrnodau allan")),
    ):
        assert listed(client, index.url) == [expected]
        assert listed(client, f"{index.url}?category={slug}") == [expected]
        assert listed(client, f"{index.url}?tag=garden") == [expected]


# Copied


def copy(editor, page):
    parent = page.get_parent()
    fields = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": parent.pk, "publish_copies": "on"}
    post_form(editor, reverse("wagtailadmin_pages:copy", args=[page.pk]), fields)
    return parent.get_children().get(slug="copy").specific


@in_each_language
def test_a_copy_says_what_the_page_says_in_the_same_language_and_changes_neither(client, editor, pair, place):
    before = read_both(client, pair)

    copied = copy(editor, pair[place])

    # A copy is a new post, of today.
    own = {"title": "Copy", "date": today().isoformat()} if isinstance(copied, BlogPostPage) else {"posts": []}
    assert read(client, copied) == before[place] | own
    assert copied.locale_id == pair[place].locale_id
    assert read_both(client, pair) == before


@in_each_language
def test_a_copy_is_no_translation(client, editor, pair, place):
    copied = copy(editor, pair[place])

    assert not soup(client, copied.url).select(".coprod-translations a")
    for page, other in (pair, pair[::-1]):
        assert [link["href"] for link in soup(client, page.url).select(".coprod-translations a")] == [other.url]


def test_a_copy_has_authors_categories_and_tags_of_its_own(client, editor, post, food, nia):
    before = read(client, post)

    write(copy(editor, post), authors=[BlogPostAuthor(profile=nia)], categories=[food], tags=["cakes"])

    assert read(client, post) == before


@in_each_language
def test_a_copied_post_stands_in_the_list_and_on_the_profile_of_its_language_only(
    client, editor, post, welsh_post, member, welsh_member, place
):
    copy(editor, (post, welsh_post)[place])

    for page, title, own in ((member, "A good week", place == 0), (welsh_member, "Wythnos dda", place == 1)):
        assert set(read(client, page)["posts"]) == ({"Copy", title} if own else {title})
    for page, own in ((post, place == 0), (welsh_post, place == 1)):
        assert ("Copy" in [title for title, *_rest in listed(client, page.get_parent().url)]) == own


def test_a_copied_profile_takes_no_post_from_the_first(client, editor, post, welsh_post, member, welsh_member):
    before = read_both(client, (post, welsh_post))

    copy(editor, welsh_member)

    assert read_both(client, (post, welsh_post)) == before
    assert read(client, welsh_member)["posts"] == ["Wythnos dda"]


@in_each_language
def test_a_copied_category_is_another_one_of_the_same_language(
    client, editor, post, welsh_post, category, welsh_category, place
):
    before = read_both(client, (post, welsh_post))
    copied_from = (category, welsh_category)[place]
    address = reverse("wagtailsnippets_coprod_blog_category:copy", args=[copied_from.pk])
    form = soup(editor, address).find("input", attrs={"name": "name", "value": copied_from.name}).find_parent("form")

    post_form(editor, form["action"], {"name": "Copy", "slug": "copy"})

    copied = Category.objects.get(slug="copy")
    assert copied.locale_id == copied_from.locale_id
    assert copied.translation_key != copied_from.translation_key
    assert read_both(client, (post, welsh_post)) == before


# Brought up to date, twice


def test_changes_of_a_post_reach_its_translation_each_time(
    client, editor, post, welsh_post, member, nia, category, food
):
    welsh = read(client, welsh_post)
    steps = [
        {
            "authors": [BlogPostAuthor(profile=nia, sort_order=0), BlogPostAuthor(profile=member, sort_order=1)],
            "categories": [category, food],
            "tags": ["garden", "cakes"],
            "date": datetime.date(2026, 4, 4),
            "summary": "Thirteen people.",
            "image_alt": "A table",
        },
        {
            "authors": [BlogPostAuthor(name="Ali", sort_order=0), BlogPostAuthor(profile=nia, sort_order=1)],
            "categories": [food],
            "tags": ["cakes"],
            "date": datetime.date(2026, 5, 5),
            "summary": "Fourteen people.",
            "image_alt": "Two tables",
        },
    ]
    seen = [
        {
            "authors": [("Nia", nia.url), ("Maryam O.", member.url)],
            "categories": ["Days out", "Food"],
            "tags": ["cakes", "garden"],
            "date": "2026-04-04",
            "summary": "Thirteen people.",
            "picture": "A table",
        },
        {
            "authors": [("Ali", None), ("Nia", nia.url)],
            "categories": ["Food"],
            "tags": ["cakes"],
            "date": "2026-05-05",
            "summary": "Fourteen people.",
            "picture": "Two tables",
        },
    ]
    for changes, expected in zip(steps, seen, strict=True):
        english = read(client, post)
        write(post, **changes)
        bring_up_to_date(editor, post)
        found = read_both(client, (post, welsh_post))
        for one in found:
            one["tags"].sort()
        # Words that nobody has translated yet are in English; those that somebody has stay in Welsh.
        assert found == [english | expected, welsh | expected if WITH_LOCALIZE else welsh]


def test_changes_of_a_profile_reach_its_translation_and_the_posts_in_both_languages_each_time(
    client, editor, post, welsh_post, member, welsh_member
):
    welsh = read(client, welsh_member)
    for name, role, photo_words in (("Maryam Osman", "Baker", "Maryam bakes"), ("Mari", "Gardener", "Maryam digs")):
        english = read(client, member)
        write(member, display_name=name, role=role, photo=picture(), photo_alt=photo_words)
        bring_up_to_date(editor, member)

        expected = {"name": name, "role": role, "photo": photo_words}
        in_welsh = welsh | expected if WITH_LOCALIZE else welsh
        assert read_both(client, (member, welsh_member)) == [english | expected, in_welsh]
        assert read(client, post)["authors"][0] == (name, member.url)
        assert read(client, welsh_post)["authors"][0] == (in_welsh["name"], welsh_member.url)

    translate(member, {"Gardener": "Garddwr", "Maryam digs": "Maryam yn palu"})
    assert read(client, welsh_member) == in_welsh | {"role": "Garddwr", "photo": "Maryam yn palu"}


def test_a_profile_loses_its_name_and_its_photo_in_both_languages(client, editor, member, welsh_member):
    welsh = read(client, welsh_member)

    write(member, display_name="", photo=None)
    bring_up_to_date(editor, member)

    assert read(client, member) | {"name": "Maryam", "photo": None} == read(client, member)
    assert read(client, welsh_member) == (welsh | {"name": "Maryam", "photo": None} if WITH_LOCALIZE else welsh)


def test_a_category_with_another_name_is_translated_anew(client, editor, post, welsh_post, category, welsh_category):
    for name in ("Day trips", "Trips"):
        category.name = name
        category.save()
        bring_up_to_date(editor, category)

        english, welsh = read_both(client, (post, welsh_post))
        assert english["categories"] == [name]
        assert welsh["categories"] == ([name] if WITH_LOCALIZE else ["Diwrnodau allan"])

    translate(category, {"Trips": "Teithiau"})
    assert read(client, post)["categories"] == ["Trips"]
    assert read(client, welsh_post)["categories"] == ["Teithiau"]


def test_a_translation_keeps_the_last_category_of_the_original_until_there_is_another(
    client, editor, post, welsh_post, food
):
    for categories, english, welsh in (([], [], ["Days out"]), ([food], ["Food"], ["Food"])):
        write(post, categories=categories)
        bring_up_to_date(editor, post)

        assert read(client, post)["categories"] == english
        assert read(client, welsh_post)["categories"] == (welsh if WITH_LOCALIZE else ["Days out"])


@pytest.mark.parametrize("times", [1, 2])
def test_a_post_without_its_last_author_names_nobody(client, editor, post, welsh_post, times):
    welsh = read(client, welsh_post)
    write(post, authors=[])
    for _time in range(times):
        bring_up_to_date(editor, post)

    assert read(client, post)["authors"] == []
    assert read(client, welsh_post) == (welsh | {"authors": []} if WITH_LOCALIZE else welsh)


def test_a_translation_keeps_the_name_and_the_photo_that_its_editor_gave_it(
    client, editor, post, welsh_post, member, welsh_member
):
    own = picture()
    say_otherwise(editor, member, welsh_member, "display_name", "Mariam")
    say_otherwise(editor, member, welsh_member, "photo", own.pk)

    for name in ("Maryam Osman", "Mari"):
        write(member, display_name=name, photo=picture())
        bring_up_to_date(editor, member)

        assert read(client, member)["name"] == name
        assert read(client, welsh_member)["name"] == "Mariam"
        assert read(client, post)["authors"][0] == (name, member.url)
        assert read(client, welsh_post)["authors"][0] == ("Mariam", welsh_member.url)
        welsh_member.refresh_from_db()
        assert welsh_member.photo_id == own.pk

    if WITH_LOCALIZE:
        editor.delete(override_address(member, "display_name"))
        publish_translation(editor, welsh_member)
        assert read(client, welsh_member)["name"] == "Mari"


def test_a_translated_post_keeps_the_picture_that_its_editor_gave_it(client, editor, post, welsh_post):
    own = picture()
    say_otherwise(editor, post, welsh_post, "image", own.pk)

    for _time in range(2):
        write(post, image=picture())
        bring_up_to_date(editor, post)
        welsh_post.refresh_from_db()
        assert welsh_post.image_id == own.pk


# A page that stands in for a translation


@pytest.fixture
def alike(settings, welsh, post, welsh_home):
    """A site on which every new English page stands in the Welsh half at once."""
    settings.WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = True
    if WITH_LOCALIZE:
        from wagtail_localize.models import LocaleSynchronization

        LocaleSynchronization.objects.create(locale=welsh, sync_from=Locale.objects.get(language_code="en-gb"))


def write_new_post(editor, blog, member, category):
    """In the form of the admin."""
    fields = nested_form_data(
        {
            "title": "A walk",
            "slug": "a-walk",
            "date": "2026-05-01",
            "summary": "We went out.",
            "body": streamfield([("text", rich_text("<p>Far.</p>"))]),
            "authors": inline_formset([{"profile": member.pk, "name": ""}, {"profile": "", "name": "Sam"}]),
            "tags": "garden",
            "related_posts": inline_formset([]),
            "comments": inline_formset([]),
        }
    )
    address = reverse("wagtailadmin_pages:add", args=["coprod_pages", "blogpostpage", blog.pk])
    post_form(editor, address, fields | {"categories": [category.pk], "action-publish": "action-publish"})
    return BlogPostPage.objects.get(slug="a-walk", locale=blog.locale_id)


def make_translation_of(editor, original, alias):
    """Turn a page that only stands in for a translation into one, as either tool does."""
    if WITH_LOCALIZE:
        address = reverse("wagtail_localize:submit_page_translation", args=[original.pk])
        post_form(editor, address, {"locales": [alias.locale_id], "include_subtree": ""})
    else:
        post_form(editor, reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]), {})


def test_a_new_post_stands_in_for_its_translation_until_it_is_translated(
    client, editor, alike, blog, member, welsh_member, category, welsh_category, nia, food, welsh
):
    english = write_new_post(editor, blog, member, category)
    alias = english.get_translation(welsh)
    assert alias.alias_of_id == english.pk

    in_english = {
        "title": "A walk",
        "authors": [("Maryam O.", member.url), ("Sam", None)],
        "date": "2026-05-01",
        "summary": "We went out.",
        "picture": None,
        "text": "Far.",
        "question": None,
        "categories": ["Days out"],
        "tags": ["garden"],
    }
    in_welsh = {"authors": [("Maryam O.", welsh_member.url), ("Sam", None)], "categories": ["Diwrnodau allan"]}
    assert read_both(client, (english, alias)) == [in_english, in_english | in_welsh]

    write(english, title="A long walk", authors=[BlogPostAuthor(profile=member)], tags=["garden"])
    in_english |= {"title": "A long walk", "authors": [("Maryam O.", member.url)]}
    in_welsh["authors"] = [("Maryam O.", welsh_member.url)]
    assert read_both(client, (english, alias)) == [in_english, in_english | in_welsh]

    make_translation_of(editor, english, alias)
    alias.refresh_from_db()
    assert alias.alias_of_id is None
    assert read_both(client, (english, alias)) == [in_english, in_english | in_welsh]

    write(english, title="A short walk", authors=[BlogPostAuthor(profile=nia)], categories=[food], tags=["cakes"])
    assert read(client, alias) == in_english | in_welsh
    assert read(client, english)["title"] == "A short walk"
    assert "A long walk" in read(client, welsh_member)["posts"]


def test_what_was_there_before_stands_in_for_its_translation_with_wagtail_localize(client, alike, post, welsh):
    alias = post.get_translation_or_none(welsh)

    assert bool(alias) == WITH_LOCALIZE
    if alias:
        # The profile has one, too, and that is where the name leads.
        authors = [("Maryam O.", post.authors.first().profile.get_translation(welsh).url), ("Sam", None)]
        assert read(client, alias) == read(client, post) | {"authors": authors}


def test_a_profile_that_stands_in_for_its_translation_lists_the_posts_of_its_language(
    client, editor, post, welsh_post, member, welsh
):
    alias = member.copy_for_translation(welsh, copy_parents=True, alias=True)
    english, welsh_words = read_both(client, (member, welsh_post))
    in_welsh = english | {"posts": ["Wythnos dda"]}
    assert read(client, alias) == in_welsh
    assert welsh_words["authors"] == [("Maryam O.", alias.url), ("Sam", None)]

    write(member, display_name="Mari", role="Baker")
    assert read(client, alias) == in_welsh | {"name": "Mari", "role": "Baker"}
    assert read(client, welsh_post)["authors"][0] == ("Mari", alias.url)

    make_translation_of(editor, member, alias)
    write(member, display_name="Maryam", role="Gardener")
    assert read(client, alias) == in_welsh | {"name": "Mari", "role": "Baker"}
    assert read(client, welsh_post)["authors"][0] == ("Mari", alias.url)


# Reverted


@in_each_language
def test_a_reverted_page_says_again_what_it_said_and_the_other_language_is_untouched(client, pair, place, nia, food):
    page = pair[place]
    before = read_both(client, pair)
    page.save_revision()
    then = page.revisions.count() - 1
    if isinstance(page, BlogPostPage):
        changes = {
            "title": "Another",
            "authors": [BlogPostAuthor(name="Ali"), BlogPostAuthor(profile=nia)],
            "categories": [food],
            "tags": ["cakes"],
            "summary": "Another",
            "date": datetime.date(2020, 1, 1),
            "image": None,
            "body": [("text", "<p>Another</p>")],
        }
    else:
        changes = {"display_name": "Another", "role": "", "photo": None, "short_text": "", "long_text": "<p>Other</p>"}
    write(page, **changes)
    after = read_both(client, pair)
    assert all(after[place][key] != before[place][key] for key in after[place] if key not in ("posts", "question"))
    assert after[1 - place] == before[1 - place]

    revert(page, then)

    assert read_both(client, pair) == before


def test_a_post_reverted_to_what_is_gone_since_does_without_it(client, editor, post, welsh_post, member, category):
    then = post.revisions.count() - 1
    english, welsh = read_both(client, (post, welsh_post))
    write(post, authors=[BlogPostAuthor(name="Ali")], categories=[])
    delete(editor, member)
    delete(editor, category)

    revert(post, then)

    # The row that came back with the revision names nobody, and does not know that it ever did.
    gone = {"authors": [("Sam", None)], "categories": []}
    former = {"authors": [("A former member", None), ("Sam", None)], "categories": []}
    assert read_both(client, (post, welsh_post)) == [english | gone, welsh | former]


# Deleted


@in_each_language
def test_a_page_deleted_in_one_language_stays_as_it_is_in_the_other(client, editor, pair, place):
    before = read_both(client, pair)

    delete(editor, pair[place])

    assert read(client, pair[place]) is None
    assert read(client, pair[1 - place]) == before[1 - place]


@pytest.mark.parametrize("written", ["", "M. from the kitchen"])
def test_without_the_translated_profile_a_translated_post_names_the_original_one(
    client, editor, post, welsh_post, member, welsh_member, written
):
    BlogPostAuthor.objects.filter(profile=member).update(name=written)
    english, welsh = read_both(client, (post, welsh_post))
    assert welsh["authors"][0] == ("Maryam O.", welsh_member.url)

    delete(editor, welsh_member)

    authors = [("Maryam O.", member.url), ("Sam", None)]
    assert read_both(client, (post, welsh_post)) == [english, welsh | {"authors": authors}]
    assert read(client, member)["posts"] == ["A good week"]


@pytest.mark.parametrize(
    ("written", "first"),
    [("", [("A former member", None)]), ("M. from the kitchen", [("M. from the kitchen", None)])],
    ids=["no name", "a name"],
)
def test_without_the_profile_both_posts_say_the_name_that_was_written_or_that_it_was_a_member(
    client, editor, blog, welsh_blog, post, welsh_post, member, written, first
):
    BlogPostAuthor.objects.filter(profile=member).update(name=written)
    before = read_both(client, (post, welsh_post))

    delete(editor, member)

    authors = {"authors": [*first, ("Sam", None)]}
    assert read_both(client, (post, welsh_post)) == [one | authors for one in before]
    for index in (blog, welsh_blog):
        assert listed(client, index.url)[0][1] == [name for name, _address in authors["authors"]]


def test_without_the_profile_in_either_language_both_posts_still_say_the_name_that_was_written(
    client, editor, post, welsh_post, member, welsh_member
):
    BlogPostAuthor.objects.filter(profile=member).update(name="M.")

    delete(editor, welsh_member)
    delete(editor, member)

    for one in read_both(client, (post, welsh_post)):
        assert one["authors"] == [("M.", None), ("Sam", None)]


@in_each_language
def test_an_author_taken_off_a_post_in_one_language_is_still_named_in_the_other(
    client, post, welsh_post, member, welsh_member, place
):
    posts, profiles = (post, welsh_post), (member, welsh_member)
    before = read_both(client, posts)

    write(posts[place], authors=[])

    assert read(client, posts[place]) == before[place] | {"authors": []}
    assert read(client, posts[1 - place]) == before[1 - place]
    assert read(client, profiles[place])["posts"] == []
    assert len(read(client, profiles[1 - place])["posts"]) == 1


def test_without_the_translated_category_a_translated_post_says_the_original_one(
    client, editor, welsh_blog, post, welsh_post, category, welsh_category
):
    english, welsh = read_both(client, (post, welsh_post))
    assert welsh["categories"] == ["Diwrnodau allan"]

    delete(editor, welsh_category)

    assert read_both(client, (post, welsh_post)) == [english, welsh | {"categories": ["Days out"]}]
    assert [title for title, *_rest in listed(client, f"{welsh_blog.url}?category=days-out")] == ["Wythnos dda"]
    assert client.get(f"{welsh_blog.url}?category=diwrnodau-allan").status_code == 404


def test_a_category_deleted_in_both_languages_is_on_no_post_and_in_no_list(
    client, editor, blog, welsh_blog, post, welsh_post, category, welsh_category
):
    before = read_both(client, (post, welsh_post))

    delete(editor, welsh_category)
    delete(editor, category)

    assert read_both(client, (post, welsh_post)) == [one | {"categories": []} for one in before]
    for index in (blog, welsh_blog):
        assert [about for *_rest, about in listed(client, index.url)] == [None]
        assert client.get(f"{index.url}?category=days-out").status_code == 404


def test_a_category_that_a_translated_post_was_given_itself_stays_without_the_original_one(
    client, editor, post, welsh_post, category, welsh_category
):
    write(welsh_post, categories=[welsh_category])
    english, welsh = read_both(client, (post, welsh_post))
    assert welsh["categories"] == ["Diwrnodau allan"]

    delete(editor, category)

    assert read_both(client, (post, welsh_post)) == [english | {"categories": []}, welsh]


@in_each_language
def test_a_post_deleted_in_one_language_leaves_the_lists_and_the_profile_of_that_language_only(
    client, editor, post, welsh_post, member, welsh_member, place
):
    posts, profiles = (post, welsh_post), (member, welsh_member)
    indexes = [Page.objects.parent_of(one).get() for one in posts]
    tagged = [listed(client, f"{index.url}?tag=garden") for index in indexes]

    delete(editor, posts[place])

    assert read(client, profiles[place])["posts"] == []
    assert len(read(client, profiles[1 - place])["posts"]) == 1
    assert listed(client, indexes[place].url) == []
    assert listed(client, f"{indexes[1 - place].url}?tag=garden") == tagged[1 - place]
