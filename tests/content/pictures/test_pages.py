"""Pictures on pages: cleaned when a page goes live, and gone from where they were when no page shows them any more."""

import logging
from io import BytesIO

import PIL.Image
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import PageLogEntry

from coprod_wagtail.content.pictures import cleaning
from coprod_wagtail.content.pictures.mixins import REFUSED, PicturesRefused
from coprod_wagtail.content.pictures.names import is_clean
from coprod_wagtail.content.pictures.old_files import OldFilesKind
from coprod_wagtail.models import OutgoingMessage
from coprod_wagtail.outbox.kinds import Outcome
from coprod_wagtail.outbox.sending import send_due
from coprod_wagtail.pages.models import BlogPostPage, MemberProfilePage
from tests.pages.factories import make_private

from . import telling
from .conftest import NAME

pytestmark = pytest.mark.framework


def body_with(picture):
    value = {"image": {"image": picture.pk, "alt_text": "A pier", "decorative": False}, "caption": ""}
    return [{"type": "picture", "value": value, "id": "4a5b1a3f-8d3c-4a2a-9c3e-0f0f0f0f0f0f"}]


def fresh(picture):
    return get_image_model().objects.get(pk=picture.pk)


def everything_about(client, *pages):
    """Every page and every answer of the JSON API that shows something of them, as one text."""
    paths = {"/blog/", "/members/", "/api/coprod/v1/posts/", "/api/coprod/v1/members/"}
    for page in pages:
        kind = "posts" if isinstance(page, BlogPostPage) else "members"
        paths |= {page.url, f"/api/coprod/v1/{kind}/{page.pk}/"}
    answers = [client.get(path) for path in sorted(paths)]
    assert {answer.status_code for answer in answers} == {200}
    return b"\n".join(answer.content for answer in answers)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".avif", ".heic"])
def test_nothing_that_answers_tells_on_anybody(client, suffix, upload, media, members, posts, publish, post_with):
    photo, main, inside = upload(suffix), upload(suffix), upload(suffix)
    photo.get_rendition("fill-160x160")  # as a preview made it
    assert telling.MARK in b"".join(media.files().values())
    member = publish(MemberProfilePage(title="Curlew", photo=photo, photo_alt="Curlew on a pier"), members)
    post = post_with(main, body=body_with(inside), authors=[])
    seen = everything_about(client, member, post)
    assert media.telling() == []
    assert NAME.encode() not in seen and b"Jane" not in seen
    shown = [fresh(picture) for picture in (photo, main, inside)]
    assert all(picture.renditions.exists() and is_clean(picture) for picture in shown)
    assert {picture.title for picture in shown} == {NAME}  # for editors
    assert all(PIL.Image.open(BytesIO(content)).size for content in media.files().values())


def test_a_picture_in_a_block_or_text_of_the_sites_own_is_cleaned(home, upload, media, publish):
    """Whatever kind of block it is in: found as Wagtail finds what refers to what."""
    one, two = upload(), upload()
    page = BlogPostPage(title="Own")
    page.body = [
        {"type": "text", "value": f'<embed alt="x" embedtype="image" format="left" id="{one.pk}"/>'},
        *body_with(two),
    ]
    publish(page, home)
    assert media.telling() == []


@pytest.fixture
def home(posts):
    return posts


def test_the_way_up_and_the_size_stay(upload, post_with):
    picture = upload()
    before = picture.get_rendition("width-40")
    before = (before.width, before.height)
    post_with(picture)
    after = fresh(picture).get_rendition("width-40")
    assert (after.width, after.height) == before == (40, 60)


def test_what_is_in_the_database_goes_with_the_file(upload, post_with):
    picture = fresh(upload())
    post_with(picture)
    picture = fresh(picture)
    with picture.open_file() as file:
        content = file.read()
    assert picture.file_size == len(content)
    hashed = picture.file_hash
    picture._set_file_hash()
    assert picture.file_hash == hashed


def test_a_draft_changes_nothing(posts, upload, commit):
    picture = upload()
    with commit():
        page = posts.add_child(instance=BlogPostPage(title="Draft", live=False, image=picture, image_alt="A pier"))
        page.save_revision()
    assert fresh(picture).file.name == picture.file.name


def test_a_draft_of_a_live_page_changes_nothing(upload, post_with, commit):
    post, picture = post_with(None), upload()
    post.image = picture
    with commit():
        post.save_revision()
    assert fresh(picture).file.name == picture.file.name


def test_a_page_that_waits_for_its_time_is_cleaned_when_it_comes(posts, upload, media, commit):
    page = posts.add_child(instance=BlogPostPage(title="Later", live=False, image=upload(), image_alt="A pier"))
    page.go_live_at = timezone.now() + timezone.timedelta(hours=1)
    page.save_revision().publish()
    page.revisions.update(approved_go_live_at=timezone.now() - timezone.timedelta(minutes=1))
    revision = page.revisions.get()
    revision.content["go_live_at"] = None
    revision.save()
    with commit():
        call_command("publish_scheduled")
    assert BlogPostPage.objects.get().live and media.telling() == []


def test_saving_again_touches_no_file(profile, publish, media, django_assert_max_num_queries):
    before = sorted(media.files())
    publish(profile)
    assert sorted(media.files()) == before


def test_many_clean_pictures_cost_no_more_queries_than_one(upload, django_assert_num_queries):
    pictures = [upload().pk for _ in range(6)]
    assert cleaning.clean_pictures(pictures) == []
    with django_assert_num_queries(1):
        cleaning.sweep(pictures)
    for some in (pictures[:1], pictures):
        with django_assert_num_queries(1):
            cleaning.clean_pictures(some)


def test_a_size_drawn_while_its_picture_was_cleaned_is_swept_up(upload, media, post_with, publish, commit):
    picture = upload()
    before = fresh(picture)  # as another process has it
    with before.open_file() as file:
        content = file.read()
    post = post_with(picture)
    before.file.storage.save(before.file.name, ContentFile(content))
    before.get_rendition("width-50")
    before.file.storage.delete(before.file.name)
    assert media.telling()
    publish(post)
    assert media.telling() == []


# Gone from the page, gone from where it was


def addresses(client, profile):
    photo = fresh(profile.photo)
    photo.get_rendition("fill-160x160")
    names = [photo.file.name, *photo.renditions.values_list("file", flat=True)]
    assert len(names) > 1
    return names


def unpublish(page):
    page.unpublish()


def delete(page):
    page.delete()


def delete_all_above(page):
    page.get_parent().specific.delete()


def make_its_list_private(page):
    make_private(page.get_parent())


def take_the_photo_away(page):
    page.photo = None
    page.save_revision().publish()


def change_the_photo(page):
    other = get_image_model().objects.create(
        title="x", file=ContentFile(telling.png(), name="x.png"), width=96, height=64
    )
    page.photo = other
    page.save()


def move_to_where_it_is_private(page):
    closed = page.get_site().root_page.add_child(
        instance=type(page.get_parent().specific)(title="Closed", slug="closed")
    )
    make_private(closed)
    page.move(closed, pos="last-child")


each_way = pytest.mark.parametrize("go", [
    unpublish, delete, delete_all_above, make_private, make_its_list_private, take_the_photo_away, change_the_photo,
    move_to_where_it_is_private,
])  # fmt: skip


@each_way
def test_when_a_profile_goes_its_photo_answers_no_more(client, go, profile, media, commit):
    photo, names = profile.photo, addresses(client, profile)
    with commit():
        go(profile)
    assert not set(names) & set(media.files())
    photo = fresh(photo)  # is still in the library
    assert photo.file.name in media.files() and is_clean(photo)
    assert photo.get_rendition("width-40").file.name not in names


@each_way
def test_what_another_page_shows_stays(client, go, profile, post_with, media, commit):
    post = post_with(profile.photo)
    names = addresses(client, profile)
    with commit():
        go(profile)
    assert set(names) <= set(media.files())
    assert client.get(post.url).status_code == 200


def test_what_only_drafts_and_private_pages_show_does_not_stay(client, profile, post_with, commit, media):
    make_private(post_with(profile.photo, title="Closed"))
    draft = post_with(profile.photo, title="Draft")
    draft.unpublish()
    names = addresses(client, profile)
    with commit():
        profile.unpublish()
    assert not set(names) & set(media.files())


def test_a_file_that_two_pictures_have_stays_for_the_other(upload, post_with, media):
    """A storage may let a second file of a name take the first one's place."""
    picture = upload()
    other = fresh(upload())
    get_image_model().objects.filter(pk=other.pk).update(file=picture.file.name)
    post_with(picture)
    assert picture.file.name in media.files() and fresh(picture).file.name != picture.file.name


def test_whoever_read_a_picture_before_does_not_bring_its_old_name_back(upload, post_with, media):
    picture = upload()
    before = fresh(picture)
    post_with(picture)
    before.title = "A pier"
    before.save()
    after = fresh(picture)
    assert after.title == "A pier" and is_clean(after) and after.file.name in media.files()


def test_another_file_for_a_picture_that_a_page_shows_is_cleaned_at_once(profile, media, commit):
    photo = fresh(profile.photo)
    photo.file = ContentFile(telling.webp(), name=NAME + ".webp")
    with commit():
        photo.save()
    assert media.telling() == [] and fresh(photo).file.name.endswith(".webp")


def test_of_two_who_clean_at_once_one_wins(upload, media, commit):
    picture = upload()
    first, second = fresh(picture), fresh(picture)
    with commit():
        cleaning.clean(first)
        cleaning.clean(second)
    assert first.file.name == second.file.name == fresh(picture).file.name
    assert len(media.files()) == 1 and media.telling() == []


# What cannot be cleaned

DAMAGED = telling.jpeg()[: len(telling.jpeg()) // 2]


@pytest.fixture
def broken(upload, media):
    """Its file was damaged after it was uploaded: a damaged one is refused then by Wagtail itself."""
    picture = upload(title="Pier")
    (media.root / picture.file.name).write_bytes(DAMAGED)
    return fresh(picture)


def test_a_page_does_not_go_live_with_a_picture_that_cannot_be_cleaned(posts, broken):
    page = posts.add_child(instance=BlogPostPage(title="New", live=False, image=broken, image_alt="A pier"))
    page.live = True
    with pytest.raises(PicturesRefused, match="The file of the picture “Pier” is damaged"):
        page.save()
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    entry = PageLogEntry.objects.get(page=page.pk, action=REFUSED)
    assert "This file is damaged" in entry.formatter.format_message(entry)


def test_a_live_page_keeps_what_it_had(post_with, broken, upload):
    post = post_with(upload())
    shown = post.image_id
    post.image = broken
    post.save_revision().publish()
    post.refresh_from_db()
    assert (post.live, post.image_id, post.has_unpublished_changes) == (True, shown, True)


def test_others_are_published_when_their_time_comes(posts, broken, upload, commit):
    pages = [
        posts.add_child(instance=BlogPostPage(title=title, live=False, image=picture, image_alt="A pier"))
        for title, picture in (("First", broken), ("Second", upload()))
    ]
    for minutes, page in enumerate(pages):
        page.save_revision()
        page.revisions.update(approved_go_live_at=timezone.now() - timezone.timedelta(minutes=9 - minutes))
    with commit():
        call_command("publish_scheduled")
    assert [BlogPostPage.objects.get(pk=page.pk).live for page in pages] == [False, True]
    assert pages[0].revisions.get().approved_go_live_at  # and is tried again


@pytest.mark.parametrize(("error", "said"), [(FileNotFoundError, "is missing"), (TimeoutError, "could not be read")])
def test_a_storage_that_does_not_answer_is_said_in_words(posts, upload, monkeypatch, caplog, error, said):
    picture = upload(title="Pier")
    page = posts.add_child(instance=BlogPostPage(title="New", live=False, image=picture, image_alt="A pier"))
    page.live = True

    def fails(*args, **kwargs):
        raise error

    monkeypatch.setattr(type(picture), "open_file", fails)
    with pytest.raises(PicturesRefused, match=said):
        page.save()


def test_a_file_that_cannot_be_deleted_fails_nobody_and_is_tried_again(profile, media, monkeypatch, caplog, commit):
    before = fresh(profile.photo).file.name
    with monkeypatch.context() as patch, commit(), caplog.at_level(logging.ERROR):
        patch.setattr(FileSystemStorage, "delete", fail)
        profile.unpublish()
    assert "can still be read" in caplog.text
    assert before != fresh(profile.photo).file.name and before in media.files()
    waiting = OutgoingMessage.objects.get(kind="old_files")
    with monkeypatch.context() as patch, commit():
        patch.setattr(FileSystemStorage, "delete", fail)
        OutgoingMessage.objects.update(due_at=timezone.now())
        send_due(5)
        waiting.refresh_from_db()
        assert (waiting.state, waiting.payload["files"]) == ("waiting", [before])
    with commit():
        OutgoingMessage.objects.update(due_at=timezone.now())
        send_due(5)
    assert before not in media.files() and not OutgoingMessage.objects.filter(kind="old_files").exists()


def fail(*args):
    raise TimeoutError


def test_a_file_that_is_in_use_again_is_not_deleted_later(profile, media):
    name = fresh(profile.photo).file.name
    message = OutgoingMessage(kind="old_files", destination="originals", payload={"files": [name]})
    assert isinstance(OldFilesKind().prepare(message), Outcome)


def test_what_cannot_be_cleaned_is_put_away_all_the_same(profile, media, commit):
    photo = fresh(profile.photo)
    (media.root / photo.file.name).write_bytes(DAMAGED)
    with commit():
        profile.unpublish()
    after = fresh(photo)
    assert photo.file.name not in media.files() and after.file.name in media.files()
    assert not is_clean(after)


def test_a_picture_that_cannot_be_read_keeps_no_other_where_it_is(
    members, upload, media, publish, commit, monkeypatch, caplog
):
    pages = [
        publish(MemberProfilePage(title=title, photo=upload(), photo_decorative=True), members)
        for title in ("One", "Two", "Three")
    ]
    names = [fresh(page.photo).file.name for page in pages]
    (media.root / names[0]).unlink()
    usual = get_image_model().open_file

    def open_file(image):
        if image.pk == pages[1].photo_id:
            raise TimeoutError
        return usual(image)

    monkeypatch.setattr(get_image_model(), "open_file", open_file)
    with commit(), caplog.at_level(logging.ERROR):
        make_private(members)
    assert names[1] in media.files() and names[2] not in media.files()
    assert f"Picture {pages[1].photo_id} is shown no more" in caplog.text
