"""What wagtail-localize asks editors to translate, and what follows the original."""

import datetime

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail_factories import ImageFactory
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from coprod_wagtail.blog.models import Category
from coprod_wagtail.pages.models import BlogPostAuthor, BlogPostPage, ConversationPage, MemberProfilePage
from tests.pages.factories import CategoryFactory, MemberProfilePageFactory

from .translating import translate


def asked_for(instance):
    """The words that an editor is asked to translate."""
    source, _created = TranslationSource.update_or_create_from_instance(instance)
    return set(source.stringsegment_set.values_list("string__data", flat=True))


def follows(model, *names):
    fields = {field.field_name: field for field in get_translatable_fields(model)}
    return all(fields[name].is_synchronized(model()) and not fields[name].is_translated(model()) for name in names)


def test_of_a_post_the_words_are_translated_and_nothing_else(post):
    assert asked_for(post) == {
        "A good week",
        "a-good-week",
        "Twelve people planned a week.",
        "And yours?",
        "First",
        'Now <a id="a1">say it</a>',
    }
    assert follows(BlogPostPage, "date", "image", "image_decorative", "authors", "categories", "tagged_items")


def test_of_a_profile_the_name_is_not_asked_for(member):
    assert asked_for(member) == {"Maryam", "maryam", "Cook", "I cook."}
    assert follows(MemberProfilePage, "display_name", "photo")


def test_of_a_question_everything_is_asked_for(question):
    question.what_happens_next = "We read them."
    question.save_revision().publish()

    assert asked_for(question) == {"Have your say", "have-your-say", "What should we do next?", "We read them."}
    assert not {"reader_conversation", "reader_comments"} & {
        field.field_name for field in get_translatable_fields(ConversationPage)
    }


def test_of_a_category_the_name_and_its_address(category):
    assert asked_for(category) == {"Days out", "days-out"}


def names(post):
    post = BlogPostPage.objects.get(pk=post.pk)
    return [author.profile.title if author.profile else author.name for author in post.authors.all()]


def test_authors_follow_the_original_each_time(post, welsh_post, member):
    other = MemberProfilePageFactory(parent=member.get_parent(), title="Nia")
    assert names(welsh_post) == ["Maryam"]

    for authors in ([BlogPostAuthor(profile=other), BlogPostAuthor(name="Sam")], [BlogPostAuthor(profile=member)]):
        post.authors = authors
        post.save()
        post.save_revision().publish()
        translate(post, {"A good week": "Wythnos dda"})
        assert names(welsh_post) == names(post)

    assert names(welsh_post) == ["Maryam"]
    assert BlogPostAuthor.objects.count() == 2


def test_categories_and_the_date_follow_the_original(post, welsh_post, category):
    food = CategoryFactory(name="Food")
    post.categories = [category, food]
    post.date = datetime.date(2026, 4, 4)
    post.save_revision().publish()

    translate(post)
    post.categories = [food]
    post.save_revision().publish()
    translate(post)

    welsh_post = BlogPostPage.objects.get(pk=welsh_post.pk)
    assert [category.name for category in welsh_post.categories.all()] == ["Food"]
    assert welsh_post.date == datetime.date(2026, 4, 4)


def test_words_that_are_translated_stay_so_when_the_original_changes(post, welsh_post):
    post.summary = "Thirteen people."
    post.save_revision().publish()

    translate(post)

    welsh_post.refresh_from_db()
    assert (welsh_post.title, welsh_post.summary) == ("Wythnos dda", "Thirteen people.")


def test_a_picture_in_the_text_comes_along_and_its_words_are_asked_for(client, post, welsh_blog):
    image = ImageFactory(file__width=60, file__height=40)
    post.body = [
        (
            "picture",
            {
                "image": post.body.stream_block.child_blocks["picture"]
                .child_blocks["image"]
                .to_python({"image": image.pk, "alt_text": "A full table", "decorative": False}),
                "caption": "We ate",
            },
        )
    ]
    post.save()
    post.save_revision().publish()

    translation = translate(post, {"A full table": "Bwrdd llawn", "We ate": "Bwyta"})

    drawn = client.get(translation.url).text
    assert 'alt="Bwrdd llawn"' in drawn
    assert "Bwyta" in drawn


def test_the_words_of_a_table_are_translated_cell_by_cell(client, post, welsh_blog):
    columns = [{"type": "text", "heading": "Day"}, {"type": "rich_text", "heading": "Where"}]
    rows = [{"values": ["Monday", '<p>The <a href="https://example.org/">hall</a></p>']}, {"values": ["", ""]}]
    post.body = [("table", {"table": {"columns": columns, "rows": rows, "caption": "When"}, "row_headings": True})]
    post.save()
    post.save_revision().publish()

    words = {
        "Day": "Diwrnod",
        "Monday": "Dydd Llun",
        "When": "Pryd",
        'The <a id="a1">hall</a>': 'Y <a id="a1">neuadd</a>',
    }
    translation = translate(post, words)

    drawn = client.get(translation.url).text
    assert "<caption>Pryd</caption>" in drawn
    assert '<th scope="col">Diwrnod</th>' in drawn
    assert '<th scope="col">Where</th>' in drawn
    assert '<th scope="row">Dydd Llun</th>' in drawn
    assert 'Y <a href="https://example.org/">neuadd</a>' in drawn
    assert "Dydd Llun" not in client.get(post.url).text


def test_a_page_that_is_made_private_has_no_public_translation(client, post, welsh_post):
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)

    translate(post)

    assert client.get(welsh_post.url).status_code == 302


@pytest.fixture
def translation(post, welsh_blog, welsh):
    """A translation that an editor has just asked for, in draft."""
    source, _created = TranslationSource.update_or_create_from_instance(post)
    translation = Translation.objects.create(source=source, target_locale=welsh)
    translation.save_target(publish=False)
    return translation


def test_an_editor_translates_and_publishes_in_the_admin(
    client, admin_client, post, said, translation, django_capture_on_commit_callbacks
):
    page = translation.get_target_instance()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "A good week" in admin_client.get(address).text
    segment = translation.source.stringsegment_set.get(string__data="A good week")
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=translation.target_locale, data="Wythnos dda"
    )

    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(address, {"action": "publish"})

    page.refresh_from_db()
    assert page.live
    drawn = client.get(page.url).text
    assert "Wythnos dda" in drawn
    assert said[0].body not in drawn


def test_an_editor_brings_translations_up_to_date_in_the_admin(
    admin_client, post, said, welsh_post, member, django_capture_on_commit_callbacks
):
    post.authors = [BlogPostAuthor(profile=member), BlogPostAuthor(name="Sam")]
    post.save()
    post.save_revision().publish()
    source = TranslationSource.objects.get_for_instance(post)

    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            admin_client.post(
                reverse("wagtail_localize:update_translations", args=[source.pk]), {"publish_translations": "on"}
            )

    assert names(welsh_post) == ["Maryam", "Sam"]
    assert post.reader_comments.count() == 3
    assert not welsh_post.reader_comments.count()


def test_an_address_that_cannot_be_one_is_refused_and_the_category_stays(category):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        translate(category, {"days-out": "dim yn iawn!"})

    assert Category.objects.count() == 1
