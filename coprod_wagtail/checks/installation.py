"""How the package is put into a site: its apps, its addresses, and the site's base template."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.base import Template
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode

PACKAGE = Path(__file__).resolve().parent.parent
LAYOUT = "coprod_wagtail/base.html"


@register(Tags.compatibility)
def check_installed_apps(app_configs, **kwargs):
    if apps.is_installed("wagtail.contrib.settings"):
        return []
    return [
        Error(
            "wagtail.contrib.settings is not in INSTALLED_APPS.",
            hint="The admin asks for it as soon as it draws its menu.",
            id="coprod_wagtail.E006",
        )
    ]


@register(Tags.compatibility)
def check_one_search(app_configs, **kwargs):
    """Tried: the second one makes the search index stay empty, without a word."""
    if not (apps.is_installed("modelsearch") and apps.is_installed("wagtail.search")):
        return []
    return [
        Error(
            "Both modelsearch and wagtail.search are in INSTALLED_APPS.",
            hint="Take modelsearch out: wagtail.search brings it. With both, nothing gets into the search.",
            id="coprod_wagtail.E012",
        )
    ]


@register(Tags.compatibility)
def check_time_zones(app_configs, **kwargs):
    if settings.USE_TZ:
        return []
    return [
        Error(
            "USE_TZ is off.",
            hint="Set USE_TZ = True. A comment's time has to be a moment in time: the private page and the opening "
            "times fail without it.",
            id="coprod_wagtail.E013",
        )
    ]


@register(Tags.compatibility)
def check_headless_preview(app_configs, **kwargs):
    """It is installed for previews on a front end, and editors would go on seeing templates without a word."""
    if not apps.is_installed("wagtail_headless_preview"):
        return []
    if getattr(settings, "WAGTAIL_HEADLESS_PREVIEW", {}).get("CLIENT_URLS"):
        return []
    return [
        Warning(
            "wagtail_headless_preview is installed, and its CLIENT_URLS name no front end.",
            hint='Set WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": "https://www.example.org/preview/"}}. '
            "Until then editors preview with templates.",
            id="coprod_wagtail.W021",
        )
    ]


@register(Tags.templates)
def check_base_template(app_configs, **kwargs):
    """What the package's pages fill has to be there to be filled, else they come out empty or without style."""
    try:
        layout = getattr(get_template(LAYOUT), "template", None)
        parts = blocks_that_are_filled(layout)
        missing = parts - blocks_to_fill(layout) if parts else set()
    except TemplateDoesNotExist as problem:
        return [
            Warning(
                f"The package's pages extend a template that is not there: {problem}.",
                hint=f"Make it, or write a {LAYOUT} of your own that extends the one you have.",
                id="coprod_wagtail.W006",
            )
        ]
    except (TemplateSyntaxError, NotLiteral):
        return []  # the one says itself what is wrong, and of the other nothing can be known
    return [
        Warning(
            f"The package's pages fill a block that your base template does not have: {name}.",
            hint=f"Add {{% block {name} %}}{{% endblock %}} to it. If your block has another name, copy {LAYOUT} into "
            "your own templates and change the name there.",
            id="coprod_wagtail.W007",
        )
        for name in sorted(missing)
    ]


class NotLiteral(Exception):
    """The name of the template that is extended is only known when a page is drawn."""


def extended_by(template):
    """The ExtendsNode of a template, or None. The tag is always the first one."""
    if not isinstance(template, Template):
        return None
    return next((node for node in template.nodelist if isinstance(node, ExtendsNode)), None)


def blocks_that_are_filled(layout):
    """The outer blocks of a template that extends another."""
    extends = extended_by(layout)
    return {node.name for node in extends.nodelist if isinstance(node, BlockNode)} if extends else set()


def blocks_to_fill(template):
    """The blocks in the templates that `template` extends, directly or not."""
    found, seen, extends = set(), [], extended_by(template)
    while extends:
        name = extends.parent_name.var
        if not isinstance(name, str):
            raise NotLiteral
        # A template may extend one of its own name, which is then the next that the loaders find.
        seen.append(template.origin)
        template, _origin = template.engine.find_template(name, skip=seen)
        found |= {node.name for node in template.nodelist.get_nodes_by_type(BlockNode)}
        extends = extended_by(template)
    return found


@register(Tags.templates)
def check_order_of_templates(app_configs, **kwargs):
    """A template of the site's for a page of ours is there to be used."""
    return [
        Warning(
            f"{app.name} has templates of its own for the package's pages, and they are not used: {', '.join(unused)}.",
            hint=f"Put {app.name} before the package's apps in INSTALLED_APPS.",
            id="coprod_wagtail.W008",
        )
        for app in apps.get_app_configs()
        if (unused := templates_not_used(Path(app.path)))
    ]


def templates_not_used(app_path):
    """Names of the app's templates in whose place the package's are found."""
    if PACKAGE in [app_path, *app_path.parents]:
        return []
    folder = app_path / "templates"
    names = [str(path.relative_to(folder)) for path in sorted(folder.glob("coprod_wagtail/**/*.html"))]
    return [name for name in names if PACKAGE in Path(origin_of(name)).parents]


def origin_of(name):
    """The file that a template comes from; empty if it cannot be had."""
    try:
        return get_template(name).origin.name
    except (TemplateDoesNotExist, TemplateSyntaxError):
        return ""
