"""A site whose people sign in with their e-mail address and have no username, with image and document models of its own."""

PEOPLE = """
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models


class People(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save()
        return person

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(unique=True)
    called = models.CharField(max_length=100, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    objects = People()
    USERNAME_FIELD = "email"
"""

#: In an app of their own: images belong to a user, and users to groups that have collections.
LIBRARY = """
from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Photo(AbstractImage):
    credit = models.CharField(max_length=200, blank=True)
    admin_form_fields = (*Image.admin_form_fields, "credit")


class PhotoRendition(AbstractRendition):
    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class Paper(AbstractDocument):
    source = models.CharField(max_length=200, blank=True)
    admin_form_fields = (*Document.admin_form_fields, "source")
"""

SETTINGS = """
INSTALLED_APPS[:0] = ["people", "library"]
AUTH_USER_MODEL = "people.Person"
WAGTAILIMAGES_IMAGE_MODEL = "library.Photo"
WAGTAILDOCS_DOCUMENT_MODEL = "library.Paper"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
"""


def make(site):
    for app, models in [("people", PEOPLE), ("library", LIBRARY)]:
        folder = site.directory / app
        (folder / "migrations").mkdir(parents=True)
        for name in ("__init__.py", "migrations/__init__.py"):
            (folder / name).touch()
        (folder / "models.py").write_text(models)
    settings = site.directory / "mysite/settings/base.py"
    settings.write_text(settings.read_text() + SETTINGS)
