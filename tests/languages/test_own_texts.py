"""What editors write once a site, help, rules, privacy and emergencies, is said in the reader's language where they did."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale, Site

from coprod_wagtail.comments.models import ReaderCommentSettings, ReaderCommentTexts
from coprod_wagtail.models import SiteHelp, SiteHelpTexts
from tests.api.client import ApiClient
from tests.comments.sending import words

from .test_aliases import SAME_ORIGIN, form_of, soup
from .test_language_of_parts import in_welsh  # noqa: F401


@pytest.fixture(autouse=True)
def texts(db):
    site, welsh = Site.objects.get(), Locale.objects.get(language_code="cy")
    rules = ReaderCommentSettings(
        site=site, house_rules="Be kind.", urgent_help="Ring 999.", privacy_notice="We keep it."
    )
    rules.save()
    ReaderCommentTexts.objects.create(
        comment_settings=rules, locale=welsh, house_rules="Byddwch yn garedig.", urgent_help="Ffoniwch 999."
    )
    told = SiteHelp.objects.create(site=site, text="Ring us.")
    SiteHelpTexts.objects.create(site_help=told, locale=welsh, text="Ffoniwch ni.")


def test_a_page_says_them_in_its_language(client, post, welsh_post):
    for page, rules, told in ((post, "Be kind.", "Ring us."), (welsh_post, "Byddwch yn garedig.", "Ffoniwch ni.")):
        drawn = soup(client.get(page.url))
        assert [line.text for line in drawn.select("#form .coprod-house-rules li")][0] == rules
        assert told in drawn.select_one(".coprod-help").text
        assert "We keep it." in drawn.select_one(".coprod-promise").text  # in Welsh nobody wrote it


@pytest.mark.usefixtures("in_welsh")
def test_one_that_is_not_translated_says_which_language_it_is_in(client, welsh_post):
    drawn = soup(client.get(welsh_post.url))
    line = drawn.find("li", string="We keep it.")
    assert (line["lang"], line["dir"]) == ("en-gb", "ltr")
    assert "lang" not in drawn.find("li", string="Byddwch yn garedig.").attrs


def test_the_private_page_and_the_api_do_so(client, post, welsh_post):
    action, hidden = form_of(client, welsh_post)
    sent = client.post(action, hidden | words(), headers=SAME_ORIGIN)
    assert "Ffoniwch 999." in soup(client.get(sent.url)).text
    api = ApiClient()
    told = api.read(f"conversations/{welsh_post.pk}/").json()["form"]["texts"]
    assert told["house_rules"][0] == "Byddwch yn garedig."
    assert BeautifulSoup(told["house_rules_html"][0], "html.parser").bdi["lang"] == "cy"  # our words are English here
    assert api.read(f"conversations/{post.pk}/").json()["form"]["texts"]["house_rules_html"][0] == "Be kind."
    assert "Ffoniwch ni." in api.read("help/", headers={"Accept-Language": "cy"}).json()["text_html"]


def test_editors_write_them_where_the_settings_are(admin_client):
    address = f"/admin/settings/coprod_comments/readercommentsettings/{Site.objects.get().pk}/"
    form = BeautifulSoup(admin_client.get(address).content, "html.parser")
    fields = {
        field["name"]: field.get("value", "")
        for field in form.select("form [name][value]:not([type=radio], [type=checkbox])")
    }
    fields |= {area["name"]: area.text.strip("\n") for area in form.select("form textarea")}
    fields |= {"texts-0-locale": Locale.objects.get(language_code="cy").pk, "texts-0-house_rules": "Dim hysbysebion."}
    fields |= {"policy": "read_first", "answer_days": "2", "bank_holidays": "none", "reading_days": ["0", "1"]}
    saved = admin_client.post(address, {name: value for name, value in fields.items() if "__prefix__" not in name})
    assert saved.status_code == 302
    assert ReaderCommentSettings.objects.get().texts.get().house_rules == "Dim hysbysebion."
    assert ReaderCommentSettings.objects.get().house_rules == "Be kind."
