"""What search engines and other crawlers are told by the site's settings."""

from django.core.checks import Error, Tags, register

from coprod_wagtail.conf import conf

from .configuration import is_url


@register(Tags.compatibility)
def check_what_crawlers_are_told(app_configs, **kwargs):
    errors = []
    if type(conf.COMMENTS_IN_STRUCTURED_DATA) is not bool:
        errors.append(
            Error("COPROD_WAGTAIL['COMMENTS_IN_STRUCTURED_DATA'] must be True or False.", id="coprod_wagtail.E100")
        )
    paths = conf.ROBOTS_DISALLOW
    if not isinstance(paths, list | tuple) or not all(isinstance(path, str) and _is_a_path(path) for path in paths):
        errors.append(
            Error(
                "COPROD_WAGTAIL['ROBOTS_DISALLOW'] must be a list of paths.",
                hint="Each begins with a slash and has no spaces, such as ['/search/'].",
                id="coprod_wagtail.E101",
            )
        )
    return errors


def _is_a_path(text):
    return text.startswith("/") and not any(character.isspace() or character == "#" for character in text)


@register(Tags.compatibility)
def check_feeds(app_configs, **kwargs):
    errors = []
    if type(conf.FEED_WHOLE_TEXTS) is not bool:
        errors.append(Error("COPROD_WAGTAIL['FEED_WHOLE_TEXTS'] must be True or False.", id="coprod_wagtail.E090"))
    if conf.WEBSUB_HUB and not is_url(conf.WEBSUB_HUB):
        words = f"COPROD_WAGTAIL['WEBSUB_HUB'] is no address: {conf.WEBSUB_HUB!r}."
        hint = "Write it as https://hub.example.org/, or leave it empty for no hub."
        errors.append(Error(words, hint=hint, id="coprod_wagtail.E091"))
    return errors
