import pytest
from django.core.exceptions import ValidationError
from wagtail.rich_text import RichText
from wagtail_factories import ImageFactory

from coprod_wagtail.content.blocks import BodyField, LinksField, body_blocks, count_words, link_blocks
from coprod_wagtail.pages.models import BlogPostPage

pytestmark = pytest.mark.framework


def body(*parts):
    return BlogPostPage(body=list(parts)).body


def heading(level):
    return ("heading", {"text": "A heading", "level": level})


@pytest.mark.smoke
@pytest.mark.parametrize("level", ["h2", "h3"])
def test_a_heading_has_the_level_that_was_chosen(level):
    part = body(("heading", {"text": "Who & when", "level": level}))[0]

    assert part.render().strip() == f"<{level}>Who &amp; when</{level}>"


def test_the_first_heading_must_be_a_main_one():
    block = BlogPostPage._meta.get_field("body").stream_block

    block.clean(body(heading("h2"), heading("h3"), heading("h2")))
    with pytest.raises(ValidationError) as caught:
        block.clean(body(("text", RichText("<p>Words</p>")), heading("h3")))

    assert list(caught.value.block_errors) == [1]


def test_a_quotation_says_who_said_it():
    html = body(("quote", {"text": "I had not been asked.", "source": "Joan", "source_url": ""}))[0].render()

    assert "<blockquote>" in html
    assert "Joan" in html
    assert "<a " not in html


def test_a_quotation_links_to_where_it_stands():
    value = {"text": "Asked.", "source": "", "source_url": "https://example.org/talk"}
    html = body(("quote", value))[0].render()

    assert 'cite="https://example.org/talk"' in html
    assert '<a href="https://example.org/talk" class="coprod-address">https://example.org/talk</a>' in html


def test_a_quotation_of_nobody_has_no_caption():
    assert "figcaption" not in body(("quote", {"text": "Asked.", "source": "", "source_url": ""}))[0].render()


@pytest.fixture
def picture(db):
    image = ImageFactory(title="private-file-name", file__width=900, file__height=600)

    def stored(**words):
        value = {"image": {"image": image.pk, **words}, "caption": "On Tuesday"}
        block = BlogPostPage._meta.get_field("body").stream_block
        return block.to_python([{"type": "picture", "value": value}])[0]

    return stored


@pytest.mark.shape
@pytest.mark.smoke
def test_a_picture_has_words_sizes_and_a_caption(picture):
    html = picture(alt_text="Four people at a stove", decorative=False).render()

    assert 'alt="Four people at a stove"' in html
    assert "srcset=" in html
    assert 'width="900"' in html
    assert 'height="600"' in html
    assert "<figcaption>On Tuesday</figcaption>" in html


def test_a_decoration_has_empty_words(picture):
    assert 'alt=""' in picture(alt_text="", decorative=True).render()


def test_the_api_shows_a_picture_without_the_name_of_its_file(picture):
    part = picture(alt_text="Four people", decorative=False)
    data = part.block.get_api_representation(part.value)

    assert data["caption"] == "On Tuesday"
    assert data["image"]["alt"] == "Four people"
    assert data["image"]["width"] == 900
    assert data["image"]["url"].startswith("http")
    assert set(data["image"]) == {"url", "width", "height", "alt"}


@pytest.mark.smoke
def test_the_api_gives_text_with_ordinary_links(blog):
    part = body(("text", RichText(f'<p><a linktype="page" id="{blog.pk}">here</a></p>')))[0]

    assert part.block.get_api_representation(part.value) == '<p><a href="/blog/">here</a></p>'


def test_words_are_counted_without_marks():
    # No database here: counting never asks it.
    parts = body(
        heading("h2"),
        ("text", RichText("<p>One <b>two</b></p><p>three</p>")),
        ("quote", {"text": "four five", "source": "Joan", "source_url": "https://example.org/"}),
    )

    assert count_words(parts) == 2 + 3 + 3


@pytest.mark.shape
def test_blocks_are_not_in_migrations():
    for field in (BodyField(blank=True), LinksField(blank=True)):
        _name, path, args, kwargs = field.deconstruct()

        assert path == f"coprod_wagtail.content.blocks.{type(field).__name__}"
        assert args == []
        assert kwargs == {"blank": True}


@pytest.mark.smoke
def test_a_site_may_add_blocks_of_its_own():
    field = BodyField([*body_blocks(), *link_blocks()])

    assert list(field.stream_block.child_blocks) == ["heading", "text", "quote", "picture", "table", "link"]
