"""System checks: what an installer gets wrong is said at start-up, with an id that stays."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from .conf import Conf, conf

#: Settings that count something.
WHOLE_NUMBERS = {
    "MAX_COMMENT_LENGTH",
    "MAX_NAME_LENGTH",
    "MAX_BODY_BYTES",
    "MAX_WAITING",
    "THREADS_PER_PAGE",
    "TOKEN_HOURS",
    "REPEAT_SECONDS",
    "MANY_LINKS",
    "TRUSTED_PROXIES",
    "PAGE_CACHE_SECONDS",
}


def setting_names():
    """Every name that `COPROD_WAGTAIL` may hold."""
    return {name for name, value in vars(Conf).items() if isinstance(value, property)}


@register(Tags.compatibility)
def check_setting_names(app_configs, **kwargs):
    unknown = sorted(set(getattr(settings, "COPROD_WAGTAIL", {})) - setting_names())
    return [
        Error(
            f"COPROD_WAGTAIL has a setting that does not exist: {name}.",
            hint=f"Settings are: {', '.join(sorted(setting_names()))}.",
            id="coprod_wagtail.E001",
        )
        for name in unknown
    ]


@register(Tags.compatibility)
def check_setting_values(app_configs, **kwargs):
    given = getattr(settings, "COPROD_WAGTAIL", {})
    wrong = [name for name in sorted(WHOLE_NUMBERS & set(given)) if type(given[name]) is not int or given[name] < 0]
    errors = [
        Error(f"COPROD_WAGTAIL['{name}'] must be a whole number, 0 or more.", id="coprod_wagtail.E004")
        for name in wrong
    ]
    if "MAX_NAME_LENGTH" not in wrong and not 1 <= conf.MAX_NAME_LENGTH <= 200:
        errors.append(
            Error("COPROD_WAGTAIL['MAX_NAME_LENGTH'] must be from 1 to 200.", id="coprod_wagtail.E002"),
        )
    if "TOKEN_HOURS" not in wrong and conf.TOKEN_HOURS < 20:
        errors.append(
            Error(
                "COPROD_WAGTAIL['TOKEN_HOURS'] must be 20 or more.",
                hint="WCAG 2.2.1: nobody may lose what they wrote because they took their time.",
                id="coprod_wagtail.E003",
            )
        )
    return errors


@register(Tags.compatibility)
def check_moderation_phases(app_configs, **kwargs):
    """A phase that cannot be found would otherwise be noticed by the first reader who sends something."""
    errors = []
    for path in conf.MODERATION_PHASES:
        try:
            import_string(path)
        except ImportError as error:
            errors.append(
                Error(
                    f"COPROD_WAGTAIL['MODERATION_PHASES'] names a phase that cannot be found: {path}.",
                    hint=str(error),
                    id="coprod_wagtail.E005",
                )
            )
    return errors


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


@register(Tags.urls)
def check_urls(app_configs, **kwargs):
    if not apps.is_installed("coprod_wagtail.comments"):
        return []
    try:
        reverse("coprod_comments:send", args=[1])
    except NoReverseMatch:
        return [
            Error(
                "The addresses of readers' comments are not in the URLconf.",
                hint='Add path("comments/", include("coprod_wagtail.comments.urls")) before Wagtail\'s own.',
                id="coprod_wagtail.E007",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_slip_key(app_configs, **kwargs):
    if getattr(settings, "COPROD_WAGTAIL", {}).get("SLIP_KEY"):
        return []
    return [
        Warning(
            "COPROD_WAGTAIL['SLIP_KEY'] is not set, so SECRET_KEY stands in.",
            hint="When SECRET_KEY is changed, every private page that readers were given stops working. "
            "Give SLIP_KEY a long random value of its own and keep it.",
            id="coprod_wagtail.W001",
        )
    ]
