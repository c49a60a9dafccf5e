"""What holds on a site from which the package was taken: `python after.py` in its directory. Prints what was seen."""

import os
import sys

sys.path[0] = os.getcwd()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.dev")

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import Group, Permission, User  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from home.models import ArticlePage, HomePage  # noqa: E402
from wagtail.models import Page, PageLogEntry, Site  # noqa: E402

call_command("check", fail_level="WARNING")
call_command("makemigrations", check=True, dry_run=True)
call_command("migrate", check_unapplied=True)
assert not [name for name in sys.modules if name.startswith("coprod_wagtail")], "the package is still in use"
assert not [name for name in connection.introspection.table_names() if "coprod" in name]
assert not ContentType.objects.filter(app_label__startswith="coprod").exists()
assert not Permission.objects.filter(codename__contains="readercomment").exists()

browser = Client(SERVER_NAME=Site.objects.get().hostname)
article = ArticlePage.objects.get()
for page in (HomePage.objects.get(), article):
    assert browser.get(page.url).status_code == 200, page.url
assert browser.get("/our-blog/").status_code == 404

browser.force_login(User.objects.get(username="ann"))
assert PageLogEntry.objects.filter(action__startswith="coprod").exists(), "the history is kept"
group = Group.objects.get(name="Comment moderators")
urls = [
    reverse("wagtailadmin_home"),
    reverse("wagtailadmin_reports:site_history"),
    reverse("wagtailusers_groups:edit", args=[group.pk]),
    reverse("wagtailadmin_pages:history", args=[article.pk]),
    reverse("wagtailadmin_pages:delete", args=[article.pk]),
]
for page in Page.objects.filter(depth__gt=1):
    urls += [reverse(f"wagtailadmin_{name}", args=[page.pk]) for name in ("explore", "pages:edit")]
for url in urls:
    assert browser.get(url).status_code == 200, url
# It had a comment, and was a foreign key of the package's.
browser.post(reverse("wagtailadmin_pages:delete", args=[article.pk]))
assert not ArticlePage.objects.exists()
print("nothing is broken")
