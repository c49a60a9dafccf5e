"""What an installer, a reader and a moderator do on a new site, in the site's own process: `python journey.py` in its directory.

Prints what was seen, a word each. Needs the package and what it installs, and nothing else of this repository.
"""

import json
import os
import sys
from datetime import datetime
from urllib.parse import urlsplit

sys.path[0] = os.getcwd()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.dev")

import django  # noqa: E402

django.setup()

from bs4 import BeautifulSoup  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group, Permission  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import NoReverseMatch, get_script_prefix, reverse  # noqa: E402
from wagtail.models import Site  # noqa: E402

from coprod_wagtail.comments.models import ReaderComment, ReaderCommentSettings  # noqa: E402
from coprod_wagtail.models import SiteHelp  # noqa: E402
from coprod_wagtail.pages.models import BlogIndexPage, BlogPostPage  # noqa: E402

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
HOST = "www.kettle.example"
WORDS = "Thank you for this."


class Browser(Client):
    """Django's client, which follows whole addresses and what is in front of the site's own (FORCE_SCRIPT_NAME)."""

    def __init__(self):
        super().__init__(SERVER_NAME=HOST)

    def request(self, **request):
        request["PATH_INFO"] = "/" + request["PATH_INFO"].removeprefix(get_script_prefix()).removeprefix("/")
        return super().request(**request)

    def generic(self, method, path, *args, **kwargs):
        parts = urlsplit(path)
        assert parts.hostname in (None, HOST), f"{path} is not on this site"
        return super().generic(method, parts._replace(scheme="", netloc="").geturl(), *args, **kwargs)

    def read(self, url):
        response = self.get(url)
        assert response.status_code == 200, f"{url}: {response.status_code}"
        return response

    def soup(self, url):
        return BeautifulSoup(self.read(url).content, "html.parser")


def install():
    """What the tutorial has the installer type in, after the site's own migrations."""
    own = [app.label for app in django.apps.apps.get_app_configs() if app.path.startswith(os.getcwd() + os.sep)]
    call_command("makemigrations", *own, verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True)


def somebody(name, **fields):
    users = get_user_model()
    name = name if users.USERNAME_FIELD == "username" else f"{name}@example.org"
    return users.objects.create(**{users.USERNAME_FIELD: name}, is_active=True, **fields)


def signed_in(user):
    browser = Browser()
    browser.force_login(user)
    return browser


def moderator():
    group = Group.objects.create(name="Comment moderators")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", "moderate_readercomment"]))
    person = somebody("mo")
    person.groups.add(group)
    return signed_in(person)


def sent_from_page(reader, page):
    """The address of the private page, after the form on `page` was sent, first with a mistake."""
    drawn = reader.read(page.full_url)
    assert "Cookie" not in drawn.get("Vary", ""), "Vary: Cookie"
    soup = BeautifulSoup(drawn.content, "html.parser")
    assert soup.select_one(".coprod-page h1").text == page.title
    form = soup.select_one("main form.coprod-form")
    data = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    data |= {"body": WORDS, "author_name": "Sam"}
    action = form["action"].split("#")[0]
    again = reader.post(action, data | {"author_name": "S" * 300}, headers=SAME_ORIGIN)
    assert again.status_code == 422, again.status_code
    again = BeautifulSoup(again.content, "html.parser")
    assert again.select_one("main textarea").text.strip() == WORDS
    sent = reader.post(action, data, headers=SAME_ORIGIN)
    assert sent.status_code == 302, sent.content.decode()
    return sent.url.split("#")[0]


def sent_over_the_api(reader, page):
    """The address of the private page, after a comment was sent as a front end sends it."""
    form = reader.read(reverse("coprod_api:get_conversation", args=[page.pk])).json()["form"]
    data = {field["name"]: field["value"] for field in form["fields"] if field["type"] == "hidden"}
    data |= {"page": page.pk, form["trap"]: "", "body": WORDS, "author_name": "Sam"}
    url = reverse("coprod_api:send_comment")
    sent = reader.post(url, json.dumps(data), content_type="application/json", headers=SAME_ORIGIN)
    assert sent.status_code == 202, sent.content.decode()
    return sent.json()["url"]


def publish(moderator, comment):
    assert moderator.read(reverse("wagtailadmin_home"))
    assert WORDS in moderator.read(reverse("coprod_reader_comments:index")).content.decode()
    reading = moderator.soup(reverse("coprod_reader_comments:inspect", args=[comment.pk]))
    button = next(button for button in reading.select("main form button") if "Publish" in button.text)
    action = button.get("formaction") or button.find_parent("form")["action"]
    moderator.post(action)


def over_the_api(reader, page):
    """What the API lists on `page`; None on a site without it."""
    try:
        url = f"{reverse('coprod_api:list_comments')}?page={page.pk}"
    except NoReverseMatch:
        return None
    return reader.read(url).json()["items"]


def is_whole(document):
    """A page that stands by itself, whatever it stands in."""
    assert document.html and document.html.get("lang") and document.title.text.strip()
    assert len(document.select("main")) == 1 and len(document.select("main h1")) == 1


def journey(page, moderator, send):
    reader = Browser()
    private = send(reader, page)
    is_whole(reader.soup(private))
    assert "Waiting to be read" in reader.soup(private).get_text()
    assert not over_the_api(reader, page)
    comment = ReaderComment.objects.get(page=page)
    publish(moderator, comment)
    assert "Everybody can read it now" in reader.soup(private).get_text()
    listed = over_the_api(reader, page)
    assert listed is None or all(datetime.fromisoformat(item["posted_at"]).tzinfo for item in listed)
    assert listed is None or [item["body"] for item in listed] == [WORDS]
    if page.url:
        assert WORDS in reader.soup(page.full_url).get_text()
        feed = reader.read(reverse("coprod_comments:feed", args=[page.pk])).content.decode()
        assert f"<link>{page.full_url}</link>" in feed and WORDS in feed and "example.com" not in feed
    assert not reader.cookies, reader.cookies
    print("published:", page._meta.label, "api" if listed else "")


def administer(pages):
    """The screens that an administrator opens first."""
    administrator = signed_in(somebody("ann", is_superuser=True))
    administrator.read(reverse("wagtailadmin_home"))
    for setting in (ReaderCommentSettings, SiteHelp):
        url = reverse("wagtailsettings:edit", args=[setting._meta.app_label, setting._meta.model_name])
        assert administrator.get(url, follow=True).status_code == 200
    for page in pages:
        administrator.read(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        administrator.read(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


def main():
    install()
    site = Site.objects.get()
    site.hostname, site.site_name = HOST, "Kettle Lane"
    site.save()
    home = site.root_page.specific
    blog = home.add_child(instance=BlogIndexPage(title="Our blog", slug="our-blog"))
    pages = [blog.add_child(instance=BlogPostPage(title="A good week", slug="a-good-week"))]
    own = getattr(sys.modules["home.models"], "ArticlePage", None)
    if own:
        pages.append(home.add_child(instance=own(title="An article", slug="an-article", body="<p>Words.</p>")))
    reading = moderator()
    for page in pages:
        journey(page, reading, sent_from_page if page.url else sent_over_the_api)
    if blog.url:
        assert "A good week" in Browser().soup(blog.full_url).get_text()
    administer(pages)
    print("administered")


if __name__ == "__main__":
    main()
