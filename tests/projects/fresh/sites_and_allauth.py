"""A site with accounts for readers by django-allauth, which wants django.contrib.sites. That calls the site example.com."""

SETTINGS = """
INSTALLED_APPS += ["django.contrib.sites", "allauth", "allauth.account"]
MIDDLEWARE += ["allauth.account.middleware.AccountMiddleware"]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
SITE_ID = 1
"""


def make(site):
    settings, urls = site.directory / "mysite/settings/base.py", site.directory / "mysite/urls.py"
    settings.write_text(settings.read_text() + SETTINGS)
    documents = '    path("documents/", include(wagtaildocs_urls)),\n'
    text = urls.read_text()
    assert documents in text
    urls.write_text(text.replace(documents, documents + '    path("accounts/", include("allauth.urls")),\n'))
