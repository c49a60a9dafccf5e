from types import SimpleNamespace

import pytest

from coprod_wagtail.content.pictures import names

pytestmark = pytest.mark.pure


def image(name, file_hash):
    return SimpleNamespace(file=SimpleNamespace(name=name), file_hash=file_hash)


def test_a_name_says_that_its_file_is_clean_until_the_file_changes():
    name = names.neutral_name("5d41", ".jpg")
    assert names.is_clean(image(f"original_images/{name}", "5d41"))
    assert not names.is_clean(image(f"original_images/{name}", "7d79"))
    assert not names.is_clean(image(f"original_images/{name}", ""))
    assert not names.is_clean(image("original_images/picture-of-a-pier.jpg", "5d41"))
    assert not names.is_clean(image(None, "5d41"))


def test_no_two_names_are_the_same():
    assert len({names.neutral_name("5d41", ".jpg") for _ in range(50)}) == 50


def test_a_name_that_a_storage_changed_still_says_it():
    name = names.neutral_name("5d41", ".jpg").replace(".jpg", "_x7KqP2a.jpg")
    assert names.is_clean(image(f"people/{name}", "5d41"))


@pytest.mark.parametrize(("rendition", "original", "made"), [
    ("images/pier.width-30.jpg", "original_images/pier.jpg", True),
    ("images/pier_x7KqP2a.width-30.jpg", "original_images/pier.png", True),
    ("images/pier_x7KqP2a.width-30.jpg", "original_images/pier_x7KqP2a.jpg", True),
    ("images/a-very-long-na.2e16d0ba.fill-480x320.format-webp.webp", "original_images/a-very-long-name.jpg", True),
    ("images/pier.width-30.jpg", "original_images/picture-k3v0x8m2q7ab-9f2c41d07b6e.jpg", False),
    ("images/pier_x7KqP2a.width-30.jpg", "original_images/beach.jpg", False),
])  # fmt: skip
def test_whether_a_size_was_made_from_a_file(rendition, original, made):
    assert names.is_made_from(rendition, original) is made
