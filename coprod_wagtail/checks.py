"""System checks: what an installer gets wrong is said at start-up, with an id that stays."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from .conf import Conf, conf


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
    errors = []
    if not 1 <= conf.MAX_NAME_LENGTH <= 200:
        errors.append(
            Error("COPROD_WAGTAIL['MAX_NAME_LENGTH'] must be from 1 to 200.", id="coprod_wagtail.E002"),
        )
    if conf.TOKEN_HOURS < 20:
        errors.append(
            Error(
                "COPROD_WAGTAIL['TOKEN_HOURS'] must be 20 or more.",
                hint="WCAG 2.2.1: nobody may lose what they wrote because they took their time.",
                id="coprod_wagtail.E003",
            )
        )
    return errors


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
