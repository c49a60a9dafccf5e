"""What a page looks like while it comes, and where things stand on a narrow screen."""

import pytest
from wagtail_factories import ImageFactory

from tests.factories import ReaderCommentFactory

# By how much everything that is seen has moved (Cumulative Layout Shift).
SHIFTED = """() => new Promise(done => {
    let whole = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => (whole += entry.value)))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(whole), 700);  // later than whatever is late
})"""

TOPS = """selectors => selectors.map(selector => document.querySelector(selector).getBoundingClientRect().top)"""


# A font that takes the place of another moves every line. (Here both are one and the same, so that is not measured.)
WHEN_LATE = "() => [...new Set([...document.fonts].map(font => font.display))]"


@pytest.fixture
def pictures(full_post):
    """A post with pictures of many shapes."""
    full_post.body = [
        ("picture", {"image": ImageFactory(file__width=300, file__height=900), "caption": "The queue"}),
        ("text", "<p>Words.</p>" * 9),
        ("picture", {"image": ImageFactory(file__width=900, file__height=100), "caption": ""}),
    ]
    full_post.save_revision().publish()
    ReaderCommentFactory(page=full_post)
    return full_post


@pytest.mark.accessibility("While a page loads", "Nothing jumps when fonts and pictures come late")
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_fonts_and_pictures_come_late(reader_with, pictures, width):
    reader = reader_with(viewport={"width": width, "height": 900})

    def late(route):
        reader.page.wait_for_timeout(300)
        route.continue_()

    reader.page.route("**/*.woff2", late)
    reader.page.route("**/media/**", late)
    for address in ("/", pictures.get_parent().url, pictures.url):
        reader.open(address)
        assert reader.page.evaluate(SHIFTED) < 0.05, address
        assert reader.page.evaluate(WHEN_LATE) == ["optional"]
    reader.page.unroute_all(behavior="wait")


def test_the_measuring_of_what_moves_itself(reader_with, pictures):
    page = reader_with().page
    page.goto(pictures.url)
    page.evaluate(
        "document.querySelector('h1').before(Object.assign(document.createElement('p'), {style: 'block-size: 300px'}))"
    )
    assert page.evaluate(SHIFTED) > 0.05


def test_on_a_phone_the_picture_of_a_post_is_above_its_summary(reader_with, pictures):
    """Below it, it reads as the next post's."""
    parts = [".coprod-post-summary__picture", ".coprod-post-summary__title"]
    reader = reader_with(viewport={"width": 360, "height": 900})
    reader.open(pictures.get_parent().url)
    picture, title = reader.page.evaluate(TOPS, parts)
    assert picture < title
    reader.page.set_viewport_size({"width": 1280, "height": 900})
    picture, title = reader.page.evaluate(TOPS, parts)
    assert abs(picture - title) < 20  # beside it
