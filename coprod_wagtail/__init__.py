"""Blog posts, member profiles and readers' comments for Wagtail.

Safe to import in a settings file: nothing here touches Django.

* ``INSTALLED_APPS``: every app of the package, for a site to splice into its own list, after its own apps.
* ``FEATURE_APPS``: the same without ``coprod_wagtail.pages``, for a site that brings its own page types.
"""

__version__ = "0.1.0"

# "ninja" brings the scripts of the API's docs, which would otherwise come from somebody else's server.
FEATURE_APPS = [
    "coprod_wagtail",
    "ninja",
    "coprod_wagtail.blog",
    "coprod_wagtail.members",
    "coprod_wagtail.comments",
    "coprod_wagtail.webhooks",
]

# The importers make the ready-made page types, so they come and go with them.
INSTALLED_APPS = [
    *FEATURE_APPS,
    "coprod_wagtail.pages",
    "coprod_wagtail.importers",
]
