"""What the shapes have in common that are not the example site: its settings, without its pages and templates."""

from pathlib import Path

from tests import settings as regular

TEMPLATE_DIR = Path(__file__).parent / "templates"


def apps_around(*own_apps):
    """INSTALLED_APPS with `own_apps` in the place of the example site's and the package's."""
    return [
        *own_apps,
        *[
            app
            for app in regular.INSTALLED_APPS
            if app not in own_apps and not app.startswith(("coprod_wagtail", "example_site"))
        ],
    ]


def own_templates():
    """TEMPLATES with a `base.html` that knows nothing of the package."""
    [engine] = regular.TEMPLATES
    options = engine["OPTIONS"]
    processors = [path for path in options["context_processors"] if not path.startswith("example_site")]
    return [engine | {"DIRS": [TEMPLATE_DIR], "OPTIONS": options | {"context_processors": processors}}]
