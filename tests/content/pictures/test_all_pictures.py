"""The command that cleans what is there already, and who is told that it has to run."""

import io

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from wagtail.images import get_image_model

from coprod_wagtail.content.pictures import all_pictures
from coprod_wagtail.content.pictures.names import is_clean
from coprod_wagtail.pages.models import BlogPostPage

from .test_pages import DAMAGED, fresh

pytestmark = pytest.mark.framework


@pytest.fixture
def all_of_them(settings):
    settings.COPROD_WAGTAIL = {"CLEAN_ALL_PICTURES": True}


@pytest.fixture
def shown(upload, posts, monkeypatch):
    """A picture on a page from before the package cleaned any."""
    picture = upload()
    with monkeypatch.context() as patch:
        patch.setattr("coprod_wagtail.content.pictures.signal_handlers.clean_pictures", lambda pictures: [])
        posts.add_child(instance=BlogPostPage(title="Old", image=picture, image_alt="A pier"))
    assert not is_clean(fresh(picture))
    return picture


def run(commit, *options):
    said = io.StringIO()
    with commit():
        call_command("clean_pictures", *options, stdout=said)
    return said.getvalue()


def test_without_commit_it_only_looks(shown, media, commit):
    before = media.files()
    assert "1 picture would be cleaned.\nNothing was changed." in run(commit)
    assert media.files() == before


def test_it_cleans_what_pages_of_the_package_show(shown, upload, media, commit):
    left = upload()
    assert run(commit, "--commit") == "1 picture was cleaned.\n"
    assert media.telling() == [left.file.name]
    assert run(commit, "--commit") == "0 pictures were cleaned.\n"


def test_it_cleans_the_whole_library_where_the_site_says_so(all_of_them, media, commit, settings, upload):
    settings.COPROD_WAGTAIL = {}
    for suffix in (".jpg", ".png", ".webp"):
        upload(suffix).get_rendition("width-30")
    settings.COPROD_WAGTAIL = {"CLEAN_ALL_PICTURES": True}
    assert run(commit, "--commit") == "3 pictures were cleaned.\n"
    assert media.telling() == [] and len(media.files()) == 3


def test_it_says_how_far_it_has_come_and_holds_few_at_once(upload, settings, monkeypatch, commit):
    for _picture in range(5):
        upload(".gif")
    settings.COPROD_WAGTAIL = {"CLEAN_ALL_PICTURES": True}
    monkeypatch.setattr(all_pictures, "AT_ONCE", 2)
    monkeypatch.setattr("coprod_wagtail.management.commands.clean_pictures.SOMETIMES", 2)
    assert [len(some) for some in all_pictures.Library()] == [2, 2, 1]
    assert run(commit, "--commit").splitlines() == [
        "2 of 5 looked at", "4 of 5 looked at", "5 pictures were cleaned.",
    ]  # fmt: skip


def test_one_that_cannot_be_cleaned_stops_no_other(upload, media, settings, commit, capsys):
    broken, other = upload(), upload()
    (media.root / broken.file.name).write_bytes(DAMAGED)
    settings.COPROD_WAGTAIL = {"CLEAN_ALL_PICTURES": True}
    for options in ([], ["--commit"]):
        with pytest.raises(CommandError, match="1 picture cannot be cleaned"):
            run(commit, *options)
        assert f"Picture {broken.pk}: " in capsys.readouterr().err
    assert is_clean(fresh(other)) and fresh(broken).file.name == broken.file.name


def test_it_sweeps_up_sizes_of_files_that_are_gone(profile, media, commit):
    photo = fresh(profile.photo)
    size = photo.get_rendition("width-30")
    type(size).objects.filter(pk=size.pk).update(file="images/Jane.width-30.jpg")
    (media.root / "images/Jane.width-30.jpg").write_bytes(b"x")
    assert "1 size of a picture was made from an old file." in run(commit)
    assert "1 size of a picture was made from an old file." in run(commit, "--commit")
    assert media.telling() == [] and not type(size).objects.filter(pk=size.pk).exists()


def ids():
    return [message.id for message in run_checks(databases=["default"])]


def test_whoever_looks_after_the_server_is_told(shown, commit):
    assert "coprod_wagtail.W030" in ids()
    run(commit, "--commit")
    assert "coprod_wagtail.W030" not in ids()


def test_administrators_are_told_in_the_admin(shown, admin_client, commit):
    assert "clean_pictures" in admin_client.get("/admin/").content.decode()
    run(commit, "--commit")
    assert "clean_pictures" not in admin_client.get("/admin/").content.decode()


def test_the_setting_is_true_or_false(settings, db):
    settings.COPROD_WAGTAIL = {"CLEAN_ALL_PICTURES": "yes"}
    assert "coprod_wagtail.E030" in ids()


def test_a_library_without_pictures_is_clean(db):
    assert not all_pictures.Library().has_unclean() and not get_image_model().objects.exists()
