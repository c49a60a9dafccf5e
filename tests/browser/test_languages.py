"""Other languages than English: words a third longer on a narrow screen, and pages that go from right to left."""

import pytest
from playwright.sync_api import expect
from wagtail.models import Locale, Site

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import ReaderCommentSettings
from coprod_wagtail.comments.slip import code
from coprod_wagtail.models import SiteHelp
from tests.factories import ReaderCommentFactory
from tests.words.pseudo import CODE, make_catalogue

from .measuring import OVER_THE_EDGE

PHONE = {"width": 320, "height": 640}
SECRET = "c" * 22
MIXED = "Dr أحمد (NHS)"


@pytest.fixture
def speak(settings, root_page):
    """`speak(code)`: the site speaks that language."""

    def speak(code, folder=None):
        settings.LOCALE_PATHS = [folder] if folder else []
        settings.LANGUAGES = [(code, code)]
        settings.LANGUAGE_CODE = code
        Locale.objects.update(language_code=code)

    return speak


@pytest.fixture
def talk(full_post):
    first = ReaderCommentFactory(page=full_post, author_name=MIXED, body="الحافلة تقرر يومي كله. The bus, too.")
    ReaderCommentFactory(page=full_post, author_name="Sam", body="Yes.", reply_to=first)
    ReaderCommentFactory(
        page=full_post, author_name=MIXED, body="نعم", status=Status.PENDING, slip_hash=code.slip_hash(SECRET)
    )
    return first


def visit_all(reader, talk):
    """The post with its form, an answer to somebody, a form in error, and the private page, one after the other."""
    reader.open(talk.page.url)
    yield
    reader.open(f"{talk.page.url}?reply={talk.pk}")
    yield
    reader.page.locator("#coprod-author_email").fill("7")
    reader.page.locator(".coprod-form .coprod-button:not([name])").click()  # whatever it is called in this language
    expect(reader.problem.get_by_role("link")).to_have_count(3)
    yield
    reader.open(f"/comments/slips/{SECRET}/")
    yield


@pytest.mark.accessibility("Words a third longer", "Nothing reaches over the edge at 320 pixels")
def test_long_words_fit_a_narrow_screen(reader_with, speak, talk, tmp_path):
    make_catalogue(tmp_path)
    speak(CODE, tmp_path)
    reader = reader_with(viewport=PHONE)
    for _ in visit_all(reader, talk):
        assert "⟦" in reader.page.locator(".coprod-page").inner_text()
        assert reader.page.evaluate(OVER_THE_EDGE, ".coprod-page") == []


@pytest.mark.accessibility("Words a third longer", "pages from right to left", "axe on pages in Arabic and Urdu")
@pytest.mark.parametrize("code", ["ar", "ur"])
def test_right_to_left(reader_with, axe, speak, talk, code):
    """With Django's and Wagtail's own words only: nobody has translated ours."""
    speak(code)
    reader = reader_with(viewport=PHONE)
    for _ in visit_all(reader, talk):
        assert reader.page.evaluate("getComputedStyle(document.querySelector('.coprod-page')).direction") == "rtl"
        assert reader.page.evaluate(OVER_THE_EDGE, ".coprod-page") == []
        axe.assert_clean(reader.page, dark_width=320, light_width=1280)
        reader.page.set_viewport_size(PHONE)


@pytest.mark.accessibility(
    "Languages of comments", "words from right to left", "Names and words run in their own direction"
)
def test_names_and_words_keep_their_own_direction(reader_with, speak, talk):
    speak("ar")
    reader = reader_with(viewport=PHONE)
    reader.open(talk.page.url)
    for name in [MIXED, "Sam"]:
        assert reader.page.locator(".coprod-comment__head bdi", has_text=name).count()
    direction = "element => getComputedStyle(element).direction"
    answer = reader.page.locator(".coprod-comment__body", has_text="Yes.")
    assert answer.evaluate(direction) == "ltr"
    assert reader.page.locator(f"#comment-{talk.pk} .coprod-comment__body").evaluate(direction) == "rtl"
    words = reader.page.locator("#coprod-body")
    words.fill("Hello")
    assert words.evaluate(direction) == "ltr"
    words.fill("مرحبا")
    assert words.evaluate(direction) == "rtl"


#: Of each of some numbers on the page, wherever it stands: whether its first digit is on the left of its last one.
READS_FROM_ITS_FIRST_DIGIT = """numbers => {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const left = (node, at) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getClientRects()[0]?.left;
    };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const number of numbers) {
            const at = node.data.indexOf(number);
            if (at >= 0 && left(node, at) !== undefined) {
                found.push([number, left(node, at) < left(node, at + number.length - 1)]);
            }
        }
    }
    return found;
}"""


@pytest.mark.accessibility("Words a third longer", "pages from right to left")
def test_numbers_to_ring_read_from_their_first_digit_in_arabic(reader_with, speak, talk):
    office, samaritans = "029 2000 1234", "116 123"
    site, words = Site.objects.get(), f"اتصل بنا على {office} أو {samaritans} في أي وقت"
    SiteHelp.objects.update_or_create(site=site, defaults={"text": words, "phone": office, "email": "we@example.org"})
    texts = {"privacy_notice": f"{words}\n{words}", "house_rules": words, "urgent_help": words}
    ReaderCommentSettings.objects.update_or_create(site=site, defaults=texts)
    speak("ar")
    reader = reader_with(viewport=PHONE)
    for address, at_least in ((talk.page.url, 9), (f"/comments/slips/{SECRET}/", 5)):
        reader.open(address)
        reader.page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        found = reader.page.evaluate(READS_FROM_ITS_FIRST_DIGIT, [office, samaritans])
        assert len(found) >= at_least and [number for number, is_so in found if not is_so] == []
