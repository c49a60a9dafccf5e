"""The JSON API: one Ninja API for all features, with the same errors, languages and rules everywhere. `kit` is how it
works, `pages` what every page type says of itself.

    path("api/coprod/v1/", coprod_wagtail.api.urls)

A feature names its routers in its AppConfig (see `coprod_wagtail.features`), and the kit mounts them when `urls` is first
read: not earlier, because another app may read the URLconf before all apps are ready.
"""


def __getattr__(name):
    if name == "urls":
        # Ninja reads settings and models when it is imported, and this package is imported by settings files.
        from .kit.assembly import urls  # noqa: PLC0415

        return urls()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
