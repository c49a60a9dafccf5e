"""What editors see: pictures that are cleaned without a word, and a sentence where one cannot be."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape
from wagtail.images import get_image_model
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from coprod_wagtail.content.pictures.mixins import REFUSED
from coprod_wagtail.content.pictures.names import is_clean
from coprod_wagtail.pages.models import BlogPostPage
from coprod_wagtail.swap import get_page_model

from . import telling
from .conftest import NAME
from .test_pages import DAMAGED, fresh

pytestmark = pytest.mark.framework


@pytest.fixture
def editor(admin_client):
    return admin_client


@pytest.fixture
def broken(upload, media):
    picture = upload(title="Pier")
    picture.get_rendition("max-165x165")  # as the library and the editor show it
    (media.root / picture.file.name).write_bytes(DAMAGED)
    return picture


def post_data(**fields):
    data = {
        "title": "A day out", "slug": "a-day-out", "summary": "", "date": "", "closing_question": "", "image_alt": "A pier",
        "authors": inline_formset([]), "body": streamfield([]), "comments": inline_formset([]), "related_posts": inline_formset([]), "tags": "", **fields,
    }  # fmt: skip
    return nested_form_data(data)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


SENTENCE = "The file of the picture “Pier” is damaged. Upload it again, or choose another picture."


def test_publishing_with_a_picture_that_cannot_be_cleaned_keeps_a_draft_and_says_why(editor, posts, broken):
    url = reverse("wagtailadmin_pages:add", args=["coprod_pages", "blogpostpage", posts.pk])
    response = editor.post(url, post_data(image=broken.pk, **{"action-publish": "1"}), follow=True)
    page = BlogPostPage.objects.get()
    assert not page.live and page.get_latest_revision_as_object().image_id == broken.pk
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert escape(SENTENCE) in response.content.decode() and "It was not published." in response.content.decode()


def test_a_live_page_stays_as_it_was(editor, post_with, upload, broken):
    post = post_with(upload())
    shown = post.image_id
    url = reverse("wagtailadmin_pages:edit", args=[post.pk])
    response = editor.post(url, post_data(image=broken.pk, **{"action-publish": "1"}), follow=True)
    assert escape(SENTENCE) in response.content.decode()
    post.refresh_from_db()
    assert (post.live, post.image_id) == (True, shown)


def test_a_draft_may_have_any_picture(editor, posts, broken):
    url = reverse("wagtailadmin_pages:add", args=["coprod_pages", "blogpostpage", posts.pk])
    response = editor.post(url, post_data(image=broken.pk), follow=True)
    assert response.status_code == 200 and SENTENCE not in response.content.decode()
    assert BlogPostPage.objects.get().image_id == broken.pk


def test_publishing_cleans_without_a_word(editor, posts, upload, media, commit):
    url = reverse("wagtailadmin_pages:add", args=["coprod_pages", "blogpostpage", posts.pk])
    with commit():
        editor.post(url, post_data(image=upload().pk, **{"action-publish": "1"}))
    assert BlogPostPage.objects.get().live and media.telling() == []


def bulk_publish(editor, pages, **data):
    model = get_page_model()._meta
    url = reverse("wagtail_bulk_action", args=[model.app_label, model.model_name, "publish"])
    query = "&".join(f"id={page.pk}" for page in pages)
    return editor.post(f"{url}?{query}&next=/admin/", data, follow=True)


def test_many_at_once_are_published_together_or_not_at_all(editor, posts, upload, broken, commit):
    good, bad = (
        posts.add_child(instance=BlogPostPage(title=title, live=False, image=picture, image_alt="A pier"))
        for title, picture in (("Good", upload()), ("Bad", broken))
    )
    for page in (good, bad):
        page.save_revision()
    answer = bulk_publish(editor, [good, bad]).content.decode()
    assert "“Bad” cannot be published. Nothing was published." in answer and escape(SENTENCE) in answer
    assert not BlogPostPage.objects.filter(live=True).exists()
    with commit():
        bulk_publish(editor, [good])
    assert BlogPostPage.objects.filter(live=True).get() == good


def test_pages_below_count_where_they_are_published_too(editor, posts, broken):
    page = posts.add_child(instance=BlogPostPage(title="Bad", live=False, image=broken, image_alt="A pier"))
    page.save_revision()
    assert "Nothing was published" in bulk_publish(editor, [posts], include_descendants="on").content.decode()
    assert "Nothing was published" not in bulk_publish(editor, [posts]).content.decode()


def test_the_history_says_why(editor, posts, broken):
    page = posts.add_child(instance=BlogPostPage(title="Bad", live=False, image=broken, image_alt="A pier"))
    page.save_revision().publish()  # as the last step of a workflow does
    assert PageLogEntry.objects.filter(page=page.pk, action=REFUSED).exists()
    answer = editor.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    assert "Not published, because of a picture in it: This file is damaged." in answer.content.decode()


# Uploading, where all pictures are cleaned


@pytest.fixture
def all_cleaned(settings):
    settings.COPROD_WAGTAIL = {"CLEAN_ALL_PICTURES": True}
    settings.WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "heic", "svg", "ico", "bmp"]


def add_in_library(editor, file):
    return editor.post(reverse("wagtailimages:add"), {"title": NAME, "file": file}, follow=True)


def add_several(editor, file):
    return editor.post(reverse("wagtailimages:add_multiple"), {"title": NAME, "files[]": file})


def add_in_chooser(editor, file):
    return editor.post(reverse("wagtailimages_chooser:create"), {
        "image-chooser-upload-title": NAME, "image-chooser-upload-file": file,
    })  # fmt: skip


each_door = pytest.mark.parametrize("add", [add_in_library, add_several, add_in_chooser])


@each_door
@pytest.mark.parametrize("suffix", [*telling.FILES, ".svg"])
def test_a_picture_is_clean_as_soon_as_it_is_in_the_library(all_cleaned, editor, add, suffix, media, commit):
    content = telling.svg() if suffix == ".svg" else telling.FILES[suffix]()
    with commit():
        response = add(editor, SimpleUploadedFile(NAME + suffix, content))
    assert response.status_code == 200
    picture = get_image_model().objects.get()
    assert is_clean(picture) and picture.title == NAME and picture.file.name in media.files()
    assert media.telling() == []


@pytest.mark.parametrize("add", [add_several, add_in_chooser])
def test_the_same_picture_twice_is_noticed(all_cleaned, editor, add, upload, commit):
    with commit():
        upload()
        response = add(editor, SimpleUploadedFile("again.jpg", telling.jpeg()))
    assert "duplicate" in response.content.decode().lower()
    assert len(set(get_image_model().objects.values_list("file_hash", flat=True))) == 1


@each_door
@pytest.mark.parametrize(("name", "content", "said"), [
    ("a.bmp", None, "Save it as a JPEG or PNG file"),
    ("a.gif", telling.gif()[: len(telling.gif()) // 2], "This file is damaged."),
])  # fmt: skip
def test_what_cannot_be_cleaned_is_refused_with_one_sentence(all_cleaned, editor, add, name, content, said, media):
    file = SimpleUploadedFile(name, content or telling.plain("BMP"))
    response = add(editor, file)
    answer = response.content.decode()
    if response.headers["Content-Type"].startswith("application/json") and "error_message" in answer:
        answer = json.loads(answer)["error_message"]
    assert said in answer
    assert not get_image_model().objects.exists() and media.files() == {}


def test_without_the_setting_the_library_is_left_alone(editor, media, commit):
    with commit():
        add_in_library(editor, SimpleUploadedFile(NAME + ".jpg", telling.jpeg()))
    assert media.telling()


def test_a_new_file_in_place_of_one_that_readers_see_is_refused_where_it_cannot_be_cleaned(editor, profile, settings):
    settings.WAGTAILIMAGES_EXTENSIONS = ["jpg", "bmp"]
    photo = fresh(profile.photo)
    data = {"title": NAME, "file": SimpleUploadedFile("b.bmp", telling.plain("BMP")), "description": "", "tags": ""}
    answer = editor.post(reverse("wagtailimages:edit", args=[photo.pk]), data)
    assert "Save it as a JPEG or PNG file" in answer.content.decode()
    assert fresh(photo).file.name == photo.file.name


def test_a_new_file_in_place_of_one_that_readers_see_is_cleaned(editor, profile, media, commit):
    photo = fresh(profile.photo)
    data = {"title": NAME, "file": SimpleUploadedFile(NAME + ".png", telling.png()), "description": "", "tags": ""}
    with commit():
        editor.post(reverse("wagtailimages:edit", args=[photo.pk]), data)
    assert fresh(photo).file.name.endswith(".png") and media.telling() == []
    assert photo.file.name not in media.files()


def test_another_title_for_a_picture_that_cannot_be_cleaned_can_be_saved(editor, upload, settings, commit):
    """It came before the setting did, and breaks off where nobody sees it."""
    old = upload(".gif", telling.plain("GIF")[:-1])
    settings.COPROD_WAGTAIL = {"CLEAN_ALL_PICTURES": True}
    with commit():
        editor.post(reverse("wagtailimages:edit", args=[old.pk]), {"title": "Old pier", "description": "", "tags": ""})
    assert (fresh(old).title, fresh(old).file.name) == ("Old pier", old.file.name)
