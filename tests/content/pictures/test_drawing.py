"""A file that is damaged or missing breaks no page, whatever shows it; and no picture says the name that it came with."""

import logging

import pytest
from django.db import connection
from django.template import Context, Template, TemplateSyntaxError
from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError

from coprod_wagtail.content.images import PictureField
from coprod_wagtail.content.pictures import drawing
from coprod_wagtail.pages.models import MemberProfilePage
from tests.pages.factories import BlogPostAuthorFactory

from . import telling
from .conftest import NAME
from .test_pages import body_with, everything_about, fresh

pytestmark = pytest.mark.framework

HALF = telling.jpeg()[: len(telling.jpeg()) // 2]


@pytest.fixture(params=["damaged", "empty", "missing", "no picture", "png that breaks off", "huge"])
def break_files(request, media):
    """Every original of the site, as a disk or a person can leave it, and no sizes."""

    def break_files():
        for picture in get_image_model().objects.all():
            picture.renditions.all().delete()
            path = media.root / picture.file.name
            content = {
                "damaged": HALF,
                "empty": b"",
                "no picture": b"Not found.",
                "png that breaks off": telling.png()[:-80],
                "huge": telling.chunk(b"IHDR", b"\0\1\0\0\0\1\0\0\x08\2\0\0\0"),
            }.get(request.param)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(telling.png()[:8] + content if request.param == "huge" else content)

    return break_files


def test_pages_and_the_api_do_without_a_picture_that_cannot_be_drawn(
    client, upload, profile, post_with, break_files, commit
):
    post = post_with(upload(), body=[*body_with(upload()), {"type": "text", "value": "<p>We went out.</p>"}])
    BlogPostAuthorFactory(page=post, profile=profile)
    break_files()
    seen = everything_about(client, post, profile)
    assert b"We went out." in seen and b"not-found" not in seen
    told = client.get(f"/api/coprod/v1/posts/{post.pk}/").json()
    assert told["picture"] is None and told["body"][0]["value"]["picture"] is None
    assert b"coprod-avatar--letters" in client.get("/members/").content


@pytest.mark.sampled
def test_wagtails_own_api_does_without_it(upload, profile, break_files):
    break_files()
    assert PictureField("photo").to_representation(MemberProfilePage.objects.get(pk=profile.pk)) is None


@pytest.mark.sampled
def test_a_block_or_text_of_the_sites_own_is_left_out(client, upload, post_with, break_files):
    text = f'<p>Look</p><embed alt="x" embedtype="image" format="left" id="{upload().pk}"/>'
    post = post_with(None, body=[{"type": "text", "value": text}, {"type": "text", "value": "<p>We went out.</p>"}])
    break_files()
    assert b"We went out." in client.get(post.url).content
    assert "We went out." in client.get(f"/api/coprod/v1/posts/{post.pk}/").json()["body_html"]


def test_the_log_says_which_picture(upload, media, caplog):
    picture = upload()
    (media.root / picture.file.name).write_bytes(HALF)
    with caplog.at_level(logging.WARNING):
        assert drawing.rendition(fresh(picture), "width-20") is None
    assert f"Picture {picture.pk} cannot be drawn" in caplog.text and NAME not in caplog.text


def test_mistakes_of_developers_are_not_hidden(upload):
    with pytest.raises(InvalidFilterSpecError):
        drawing.rendition(upload(), "no-such-thing")
    with pytest.raises(TemplateSyntaxError):
        Template("{% load coprod_pictures %}{% image picture %}")


def drawn(template, **context):
    return Template("{% load coprod_pictures %}" + template).render(Context(context)).strip()


@pytest.mark.parametrize(
    "tag",
    ["image picture width-20", "srcset_image picture width-{20,40}", "picture picture format-{webp,jpeg} width-20"],
)
def test_without_alt_a_picture_says_its_description_and_never_its_title(upload, tag, media):
    picture = upload()
    cleaned = drawn("{% " + tag + " %}", picture=picture)
    assert 'alt=""' in cleaned and f'alt="{NAME}"' not in cleaned
    assert 'alt=""' in drawn("{% " + tag + " alt=words %}", picture=picture, words=None)
    assert 'alt="Words"' in drawn("{% " + tag + ' alt="Words" %}', picture=picture)
    picture.description = "A pier"
    assert 'alt="A pier"' in drawn("{% " + tag + " %}", picture=picture)
    (media.root / picture.file.name).write_bytes(HALF)
    picture.renditions.all().delete()
    assert drawn("{% " + tag + " %}", picture=fresh(picture)) == ""


@pytest.mark.parametrize(
    "tag",
    ["image picture width-20", "srcset_image picture width-{20,40}", "picture picture format-{webp,jpeg} width-20"],
)
def test_what_was_found_can_be_drawn_later(upload, tag):
    words = "{% " + tag + ' as found %}{% if found %}{% shown found class="face" alt="" %}{% endif %}'
    shown = drawn(words, picture=upload())
    assert 'class="face"' in shown and 'alt=""' in shown and ("srcset" in shown) is (not tag.startswith("image"))
    assert drawn(words, picture=None) == ""


def test_they_are_written_like_wagtails_own(upload):
    picture = upload()
    for tag in (
        "image picture width-20",
        "srcset_image picture width-{20,40}",
        "picture picture format-{webp,jpeg} width-20",
    ):
        tag = "{% " + tag + ' alt="A pier" class="wide" %}'
        wagtails = Template("{% load wagtailimages_tags %}" + tag).render(Context({"picture": picture}))
        assert drawn(tag, picture=picture) == wagtails


def test_a_list_of_faces_costs_the_same_for_any_number(client, profile, members, publish, upload):
    def queries():
        from django.test.utils import CaptureQueriesContext

        client.get("/members/")
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get("/members/")
        return len(found)

    before = queries()
    for number in range(4):
        publish(MemberProfilePage(title=f"Member {number}", photo=upload(), photo_decorative=True), members)
    assert queries() == before
