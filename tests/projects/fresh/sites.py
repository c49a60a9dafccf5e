"""The kinds of site: what each has, beside what `wagtail start` makes, before the package comes."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.docs.blocks import DOCS, blocks_of
from tests.docs.tutorial import NewSite

from . import headless, own_models, sites_and_allauth, wagtails_tutorial

SETTINGS = "mysite/settings/base.py"
URLS = "mysite/urls.py"


@dataclass(frozen=True)
class Kind:
    #: What kind of site it is.
    words: str
    #: Makes a new site one of this kind, before the tutorial is followed.
    before: Callable[[NewSite], None] = lambda site: None
    #: What only then can be taken away.
    after: Callable[[NewSite], None] = lambda site: None
    #: Whether its templates are fitted, as in step 5.
    has_templates: bool = True
    #: Whether its database can begin with what `wagtail start` and the package make.
    same_users: bool = True
    #: Where the JSON API is served, too.
    api: bool = True


def with_settings(lines):
    """A site with these lines at the end of its settings."""

    def before(site):
        settings = site.directory / SETTINGS
        settings.write_text(f"{settings.read_text()}\n{lines}\n")

    return before


def with_the_package_last(site):
    """As on a site whose list begins with Wagtail's apps."""
    settings = site.directory / SETTINGS
    line = "    *coprod_wagtail.INSTALLED_APPS,  # new\n"
    text = settings.read_text()
    assert text.count(line) == 1
    settings.write_text(text.replace(line, "").replace("]\n\nMIDDLEWARE", f"{line}]\n\nMIDDLEWARE"))


def with_another_admin(site):
    urls = site.directory / URLS
    text = urls.read_text()
    urls.write_text(text.replace('path("admin/", include(', 'path("office/of-the-site/", include('))


KINDS = {
    "wagtail_start": Kind("what `wagtail start` makes", api=False),
    "wagtails_tutorial": Kind("what Wagtail's own tutorial ends with", before=wagtails_tutorial.make),
    "sites_and_allauth": Kind("django.contrib.sites and django-allauth", before=sites_and_allauth.make),
    "own_models": Kind(
        "users without a username, and images and documents of its own", before=own_models.make, same_users=False
    ),
    "headless": Kind("no base.html, no templates, no pages drawn", after=headless.draw_nothing, has_templates=False),
    "headless_with_previews": Kind(
        "no base.html and no templates, and pages drawn all the same", after=headless.no_templates, has_templates=False
    ),
    "no_time_zones": Kind("USE_TZ is off", before=with_settings("USE_TZ = False")),
    "no_translation": Kind("USE_I18N is off", before=with_settings("USE_I18N = False")),
    "package_last": Kind("Wagtail's apps first, the package's last", after=with_the_package_last),
    "another_admin": Kind("the admin somewhere else", before=with_another_admin),
    "below_a_path": Kind("FORCE_SCRIPT_NAME", before=with_settings('FORCE_SCRIPT_NAME = "/council"')),
    "no_slash_added": Kind(
        "APPEND_SLASH and WAGTAIL_APPEND_SLASH are off",
        before=with_settings("APPEND_SLASH = WAGTAIL_APPEND_SLASH = False"),
    ),
}


def serve_the_api(site):
    """As the reference says, before Wagtail's own line."""
    (block,) = blocks_of(DOCS / "reference/api.md", "python", "urls.py")
    the_import, line = (found.strip() for found in block.code.splitlines() if "coprod_wagtail.api" in found)
    urls = site.directory / URLS
    text = urls.read_text()
    before = 'path("comments/", include("coprod_wagtail.comments.urls")),'
    assert text.count(before) == 1
    urls.write_text(the_import + "\n" + text.replace(before, line + "\n    " + before))
