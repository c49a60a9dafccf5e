import pytest
from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from coprod_wagtail.pages.models import BlogIndexPage, BlogPostPage, MemberIndexPage, MemberProfilePage

from . import telling

#: A name that a phone's owner gave to a file.
NAME = "Jane-Smith-14-Quay-Street"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Everything that is stored, and so answers to whoever knows where."""
    settings.MEDIA_ROOT = tmp_path
    return Media(tmp_path)


class Media:
    def __init__(self, root):
        self.root = root

    def files(self):
        return {str(path.relative_to(self.root)): path.read_bytes() for path in self.root.rglob("*") if path.is_file()}

    def telling(self):
        """The names of files that tell on somebody, by what is in them or by what they are called."""
        return [name for name, content in self.files().items() if telling.MARK in content or "Jane" in name]


@pytest.fixture
def upload(db):
    def upload(suffix=".jpg", content=None, title=NAME):
        content = telling.FILES[suffix]() if content is None else content
        file = ContentFile(content, name=NAME + suffix)
        return get_image_model().objects.create(title=title, file=file, width=telling.SIZE[0], height=telling.SIZE[1])

    return upload


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """``with commit():`` what follows after commit is done at the end, too."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def posts(root_page):
    return root_page.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))


@pytest.fixture
def members(root_page):
    return root_page.add_child(instance=MemberIndexPage(title="Members", slug="members"))


@pytest.fixture
def publish(commit):
    """Add a page below another, or save one that is there, as an editor who presses Publish does."""

    def publish(page, parent=None):
        with commit():
            if parent is not None:
                page.live = False
                parent.add_child(instance=page)
            page.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return publish


@pytest.fixture
def profile(members, publish, upload):
    return publish(
        MemberProfilePage(title="Curlew", slug="curlew", photo=upload(), photo_alt="Curlew on a pier"), members
    )


@pytest.fixture
def post_with(posts, publish):
    def post_with(picture, title="A day out", **fields):
        return publish(BlogPostPage(title=title, image=picture, image_alt="A pier", **fields), posts)

    return post_with
