"""Where a link on a profile may lead."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from coprod_wagtail.content.blocks import LinkBlock
from coprod_wagtail.content.links import clean_link
from coprod_wagtail.pages.models import MemberProfilePage
from tests.pages.factories import MemberIndexPageFactory, MemberProfilePageFactory

pytestmark = pytest.mark.framework


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        (" http://example.org ", "http://example.org"),
        ("example.org/garden", "https://example.org/garden"),
        ("mailto:ann@example.org", "mailto:ann@example.org"),
        ("MAILTO:ann@example.org", "mailto:ann@example.org"),
        ("ann@example.org", "mailto:ann@example.org"),
        ("tel:+44 29 2000 1234", "tel:+442920001234"),
        ("029 2000 1234", "tel:02920001234"),
        ("(029) 2000-1234", "tel:02920001234"),
        ("+44 (29) 2000 1234", "tel:+442920001234"),
        ("116 123", "tel:116123"),
        ("999", "tel:999"),
    ],
)
def test_what_people_write_becomes_an_address(written, address):
    assert clean_link(written) == address
    assert clean_link(address) == address


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//@example.org",
        "data:text/html,<script>",
        "vbscript:x",
        "mailto:",
        "mailto:ann@example.org?bcc=eve@example.org",
        "mailto:ann@example.org,eve@example.org",
        "mailto:ann@example.org\r\nBcc: eve@example.org",
        "tel:",
        "tel:*123#",
        "tel:+44;phone-context=evil.example",
        "tel:12345678901234567",
        "ftp://example.org",
        "//example.org",
        "just words",
        "https://",
        "\0",
    ],
)
def test_what_is_neither_is_refused_in_words(written):
    with pytest.raises(ValidationError) as refusal:
        clean_link(written)
    assert refusal.value.messages == ["Write a web address, an e-mail address or a telephone number."]


@pytest.mark.pure
@given(st.text(max_size=60))
def test_whatever_is_written_nothing_else_comes_of_it(written):
    try:
        address = clean_link(written)
    except ValidationError:
        return
    assert address.startswith(("https://", "http://", "mailto:", "tel:"))
    assert not set(address) & set("\r\n\0")


def test_the_block_takes_what_an_editor_writes():
    block = LinkBlock()
    assert block.clean(block.to_python({"label": "Ring me", "url": "029 2000 1234"}))["url"] == "tel:02920001234"
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"label": "Ring me", "url": "javascript:x"}))
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"label": "Ring me", "url": ""}))


@pytest.mark.shape
def test_both_doors_give_such_links(client, root_page):
    urls = ["https://example.org/", "mailto:ann@example.org", "tel:02920001234"]
    links = [("link", {"label": f"Link {number}", "url": url}) for number, url in enumerate(urls)]
    member = MemberProfilePageFactory(parent=MemberIndexPageFactory(parent=root_page), links=links)
    assert MemberProfilePage.objects.get() == member

    soup = BeautifulSoup(client.get(member.url).content, "html.parser")
    told = client.get(f"/api/coprod/v1/members/{member.pk}/").json()

    assert [link["href"] for link in soup.select(".coprod-links a")] == urls
    assert [link["url"] for link in told["links"]] == urls
    assert told["seo"]["json_ld"]["mainEntity"]["sameAs"] == urls[:1]
