"""How to reach a person, as a front end asks for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from coprod_wagtail.models import SiteHelp

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

PATH = "/api/coprod/v1/help/"


@pytest.fixture
def site(root_page):
    return Site.objects.get(is_default_site=True)


@pytest.mark.shape
def test_everything_with_the_words_around_it(client, site):
    SiteHelp.objects.create(
        site=site, text="Ring us.\n\nWe write it <down>.", phone="+44 (0)1632 960 001", email="us@example.org"
    )
    assert client.get(PATH).json() == {
        "label": "Help",
        "text": "Ring us.\n\nWe write it <down>.",
        "text_html": "<p>Ring us.</p>\n\n<p>We write it &lt;down&gt;.</p>",
        "ways": [
            {"kind": "phone", "label": "Phone:", "words": "+44 (0)1632 960 001", "url": "tel:+441632960001"},
            {"kind": "email", "label": "E-mail:", "words": "us@example.org", "url": "mailto:us@example.org"},
        ],
    }


def test_nothing_is_filled_in(client, site):
    assert client.get(PATH).json() == {"label": "Help", "text": "", "text_html": "", "ways": []}
    assert not SiteHelp.objects.exists(), "looking writes nothing"


def test_each_site_has_its_own(client, site, blog):
    other = Site.objects.create(hostname="other.example", root_page=blog)
    SiteHelp.objects.create(site=other, phone="01632 960 002")
    assert client.get(PATH).json()["ways"] == []
    assert client.get(PATH, {"site": "other.example"}).json()["ways"][0]["words"] == "01632 960 002"
    assert client.get(PATH, {"site": "nowhere.example"}).status_code == 404


def test_who_has_it_already_is_told_so_until_it_changes(client, site):
    found = SiteHelp.objects.create(site=site, phone="01632 960 001")
    known = {"If-None-Match": client.get(PATH).headers["ETag"]}
    assert client.get(PATH, headers=known).status_code == 304
    found.phone = "01632 960 003"
    found.save()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PATH, headers=known).json()["ways"][0]["url"] == "tel:01632960003"
    assert len(queries) <= 5
