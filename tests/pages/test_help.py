import pytest
from wagtail.models import Site

from coprod_wagtail.models import SiteHelp

pytestmark = pytest.mark.framework

ADDRESSES = ["/", "/blog/", "/blog/a-good-week/", "/members/", "/members/maryam/", "/have-your-say/"]


@pytest.fixture
def site_help(whole_site):
    return SiteHelp.objects.create(
        site=Site.objects.get(), text="Ring us.", phone="+44 1632 960147", email="us@example.org"
    )


def assert_help_is_in(html):
    assert html.count('class="coprod-help"') == 1
    assert "Ring us." in html
    assert 'href="tel:+441632960147"' in html
    assert 'href="mailto:us@example.org"' in html


@pytest.mark.shape
@pytest.mark.sampled
@pytest.mark.parametrize("address", ADDRESSES)
def test_help_is_on_every_page_of_the_package(client, site_help, address):
    assert_help_is_in(client.get(address).text)


def test_help_is_where_the_site_says_that_there_is_no_such_page(client, site_help):
    assert_help_is_in(client.get("/nowhere/").text)


def test_nothing_filled_in_draws_nothing(client, whole_site):
    SiteHelp.objects.create(site=Site.objects.get())

    assert "coprod-help" not in client.get("/blog/").text


@pytest.mark.shape
def test_looking_at_a_page_makes_no_row(client, whole_site):
    client.get("/blog/")

    assert not SiteHelp.objects.exists()


def test_an_editor_fills_it_in_and_changes_it(client, admin_user, whole_site):
    client.force_login(admin_user)
    address = f"/admin/settings/coprod_wagtail/sitehelp/{Site.objects.get().pk}/"
    for phone in ("01632 960 001", "01632 960 002"):
        assert client.post(address, {"text": "Ring us.", "phone": phone, "email": ""}).status_code == 302
    assert SiteHelp.objects.get().phone == "01632 960 002"


def test_a_national_number_keeps_its_leading_nought():
    assert SiteHelp(phone="(01632) 960 147").phone_link == "01632960147"
    assert SiteHelp(phone="+44 (0)1632 960147").phone_link == "+441632960147"


def test_its_name_is_a_piece_of_text():
    assert str(SiteHelp()) == "help for readers"
