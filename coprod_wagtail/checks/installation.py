"""How the package is put into a site: its apps, its addresses, and the site's base template."""

from pathlib import Path

import wagtail
from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.template import Context, TemplateDoesNotExist, TemplateSyntaxError
from django.template.base import Template
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode
from django.urls import NoReverseMatch, reverse

from coprod_wagtail.compat import LOWEST_WAGTAIL
from coprod_wagtail.content.blocks import BodyField
from coprod_wagtail.content.table_blocks import EDITOR_APP, can_be_edited
from coprod_wagtail.layout import STAND_ALONE, layout_context

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
def check_tables(app_configs, **kwargs):
    """Only where pages have texts that could have tables."""
    fields = (field for model in apps.get_models() for field in model._meta.get_fields())
    if can_be_edited() or not any(isinstance(field, BodyField) for field in fields):
        return []
    return [
        Warning(
            f"{EDITOR_APP} is not in INSTALLED_APPS.",
            hint="Add it, so that editors can make tables. Those that were made before are not shown without it.",
            id="coprod_wagtail.W031",
        )
    ]


REDIRECTS = "wagtail.contrib.redirects.middleware.RedirectMiddleware"
KEEP_QUERY = "coprod_wagtail.middleware.KeepQueryMiddleware"


@register(Tags.compatibility)
def check_redirects_keep_queries(app_configs, **kwargs):
    """Wagtail sends readers on from where a page was, and forgets which comment they were looking for."""
    places = {name: place for place, name in enumerate(settings.MIDDLEWARE)}
    if REDIRECTS not in places or places.get(KEEP_QUERY, len(places)) < places[REDIRECTS]:
        return []
    return [
        Warning(
            "A link to a comment does not lead to it any more once its page was moved or renamed.",
            hint=f'Put "{KEEP_QUERY}" into MIDDLEWARE, above Wagtail\'s RedirectMiddleware.',
            id="coprod_wagtail.W032",
        )
    ]


@register(Tags.compatibility)
def check_old_addresses_lead_on(app_configs, **kwargs):
    """Search engines, other websites and readers' own lists of links know a page by an address that it had once."""
    if apps.is_installed("wagtail.contrib.redirects") and REDIRECTS in settings.MIDDLEWARE:
        return []
    return [
        Warning(
            "Where a page was before it was moved or renamed, nothing is found.",
            hint=f'Put "wagtail.contrib.redirects" into INSTALLED_APPS, and "{REDIRECTS}" into MIDDLEWARE.',
            id="coprod_wagtail.W100",
        )
    ]


@register(Tags.compatibility)
def check_wagtail_is_new_enough(app_configs, **kwargs):
    """Installers see to it, unless they are told to leave dependencies alone."""
    found, lowest = ".".join(map(str, wagtail.VERSION[:3])), ".".join(map(str, LOWEST_WAGTAIL))
    if wagtail.VERSION[:2] < LOWEST_WAGTAIL[:2]:
        return [
            Error(
                f"coprod_wagtail needs Wagtail {lowest} or newer, and this is Wagtail {found}.",
                hint="Upgrade Wagtail first: https://docs.wagtail.org/en/stable/releases/upgrading.html",
                id="coprod_wagtail.E024",
            )
        ]
    if wagtail.VERSION[:3] < LOWEST_WAGTAIL:
        return [
            Warning(
                f"Wagtail {found} has holes in what editors may see and do that Wagtail {lowest} closes.",
                hint="Ask for wagtail~=7.4.3: it has repairs only.",
                id="coprod_wagtail.W022",
            )
        ]
    return []


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
        parts, behind = blocks_that_are_filled(layout), templates_behind(layout)
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
    if any(template.name == STAND_ALONE for template in behind):
        return pages_that_stand_alone()
    missing = parts - blocks_in(behind) if parts else set()
    return [
        Warning(
            f"The package's pages fill a block that your base template does not have: {name}.",
            hint=f"Add {{% block {name} %}}{{% endblock %}} to it. If your block has another name, copy {LAYOUT} into "
            "your own templates and change the name there.",
            id="coprod_wagtail.W007",
        )
        for name in sorted(missing)
    ]


def pages_that_stand_alone():
    """Right on a server whose pages are drawn elsewhere; on another the base template has another name."""
    try:
        reverse("wagtail_serve", args=[""])
    except NoReverseMatch:
        return []
    return [
        Warning(
            "The site has no base.html, so the package's pages stand alone, without your header and your style.",
            hint=f"If your base template has another name, copy {LAYOUT} into your own templates and name it in the first "
            "line. If your pages are drawn elsewhere, put this id into SILENCED_SYSTEM_CHECKS.",
            id="coprod_wagtail.W006",
        )
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


def templates_behind(template):
    """The templates that `template` extends, directly or not, the nearest first."""
    found, seen, extends = [], [], extended_by(template)
    while extends:
        name = extends.parent_name.resolve(Context(layout_context()), ignore_failures=True)
        if not isinstance(name, str) or not name:
            raise NotLiteral
        # A template may extend one of its own name, which is then the next that the loaders find.
        seen.append(template.origin)
        template, _origin = template.engine.find_template(name, skip=seen)
        found.append(template)
        extends = extended_by(template)
    return found


def blocks_in(templates):
    """The names of all blocks in `templates`."""
    return {node.name for template in templates for node in template.nodelist.get_nodes_by_type(BlockNode)}


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
