"""The page about the embed says what the element does, and the element does what the page says."""

import re

from playwright.sync_api import expect

from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.comments.reading import threads
from tests.docs.blocks import DOCS, blocks_of, first_column, section_of
from tests.factories import ReaderCommentFactory

from .test_embed import conversation_with, every_state, front_end, later, sam, visitor, visitor_with

__all__ = ["front_end", "sam", "visitor", "visitor_with"]  # fixtures

PAGE = DOCS / "how-to/embed.md"
PARTS = "host => [...host.shadowRoot.querySelectorAll('[part]')].flatMap(one => [...one.part])"
#: Every colour, line and corner of every element, as a browser draws it.
DRAWN = """host => [...host.shadowRoot.querySelectorAll("*")].flatMap(one => ["", "::before"].map(pseudo => {
    const style = getComputedStyle(one, pseudo);
    return ["color", "backgroundColor", "borderColor", "borderRadius", "boxShadow", "outlineColor"].map(name => style[name]).join();
}))"""


def documented():
    """Each property with its default, and the parts."""
    section = section_of(PAGE, "How it looks")
    properties = dict(re.findall(r"^\| `(--[^`]+)` \| `([^`]+)` \|", section, re.MULTILINE))
    names = first_column(section)
    assert len(names) == len(set(names))
    return properties, {name for name in names if not name.startswith("--")}


def test_the_parts_are_all_there_and_no_others(visitor, post, sam, monkeypatch):
    monkeypatch.setattr(threads, "REPLIES_SHOWN", 2)
    ReaderCommentFactory(page=post, body="One word and another. " * 30, posted_at=None, posted_precision="unknown")
    ReaderCommentFactory(page=post, content_note="It is about a fall.", posted_at=None, posted_precision="unknown")
    post.closing_question = "And you?"
    post.save()
    seen = set()
    for _state in every_state(visitor, post, sam):
        seen |= set(visitor.page.locator("coprod-comments").evaluate(PARTS))
    visitor.visit()
    visitor.part("tell-us").first.click()
    visitor.part("report").wait_for()
    seen |= set(visitor.page.locator("coprod-comments").evaluate(PARTS))
    visitor.visit(f"#comment-{sam.pk}")
    visitor.part("target").wait_for()
    seen |= set(visitor.page.locator("coprod-comments").evaluate(PARTS))
    Conversation.objects.update(closes_at=later(-1))
    visitor.visit()
    visitor.part("note").wait_for()
    seen |= set(visitor.page.locator("coprod-comments").evaluate(PARTS))
    _properties, parts = documented()
    # An empty list draws no thread, and says so.
    assert seen | {"empty"} == parts
    for block in blocks_of(PAGE, "css"):
        assert set(re.findall(r"::part\(([a-z-]+)\)", block.code)) <= parts


def test_each_property_has_the_default_that_is_said_and_changes_something(visitor, post, sam):
    properties, _parts = documented()
    host = visitor.page.locator("coprod-comments")
    unused = set(properties)
    for _state in every_state(visitor, post, sam):
        visitor.page.keyboard.press("Tab")  # something has the focus
        before = host.evaluate(DRAWN)
        for name, default in properties.items():
            set_to = "(host, [name, value]) => host.style.setProperty(name, value)"
            host.evaluate(set_to, [name, default])
            assert host.evaluate(DRAWN) == before, f"{name} is not {default}"
            host.evaluate(set_to, [name, "7px" if name.endswith("radius") else "rgb(1, 2, 3)"])
            if host.evaluate(DRAWN) != before:
                unused.discard(name)
            host.evaluate("(host, name) => host.style.removeProperty(name)", name)
    assert unused == set()


def test_the_attributes_are_those_that_are_watched(visitor, post):
    visitor.visit()
    watched = visitor.page.evaluate("customElements.get('coprod-comments').observedAttributes")
    assert set(first_column(section_of(PAGE, "The attributes"))) == set(watched)


def test_it_looks_for_a_comment_as_far_as_is_said(visitor, post, sam):
    """The API says here that there is always more."""
    conversation_with(post, 2)
    asked, answers = [], []

    def always_more(route):
        limit = re.search(r"limit=(\d+)", route.request.url)
        asked.append(int(limit[1]) if limit else 0)
        answers.append(answers[-1] if "more" in route.request.url else route.fetch())
        route.fulfill(response=answers[-1], json=answers[-1].json() | {"next_cursor": "more"})

    visitor.page.route(re.compile(r"/v1/comments/\?"), always_more)
    visitor.visit("#comment-999999")
    expect(visitor.part("comment").first).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")
    threads_looked_through = sum(asked)
    assert f"first {threads_looked_through:,} threads" in section_of(PAGE, "What it says")
