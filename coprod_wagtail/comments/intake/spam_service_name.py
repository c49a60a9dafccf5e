from django.utils.module_loading import import_string

from coprod_wagtail.conf import conf


def spam_service_name() -> str:
    """What people know the service by that is asked about new comments; empty where none is. For models, which stand below the
    room of the service."""
    if not conf.SPAM_SERVICE:
        return ""
    found = import_string(conf.SPAM_SERVICE)
    return found.name if found.is_on else ""
