"""Which service the site has chosen."""

from typing import cast

from django.utils.module_loading import import_string

from coprod_wagtail.conf import conf

from .base import SpamService

NULL = "coprod_wagtail.comments.moderation.spam_service.null.NullService"


def service_class() -> type[SpamService]:
    """The class that the settings name."""
    return cast(type[SpamService], import_string(conf.SPAM_SERVICE or NULL))


def service() -> SpamService:
    """It, ready to be asked."""
    return service_class()(**conf.SPAM_SERVICE_OPTIONS)


def is_on() -> bool:
    """Whether a service is asked about new comments."""
    return bool(conf.SPAM_SERVICE) and service_class().is_on
