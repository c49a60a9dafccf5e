"""The embed as a file: how large it is, and what must not be in it. What it does is tried in a browser."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.pure

NAME = "coprod_wagtail/comments-embed.js"
#: A regular expression, which may have quotes in it.
PATTERN = re.compile(r"(?<=[(=,] )/(?:[^/\\\n\[]|\\.|\[[^\]]*\])+/[gi]*|(?<=\()/(?:[^/\\\n\[]|\\.|\[[^\]]*\])+/[gi]*")
LITERAL = re.compile(r"""'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`""")
PHYSICAL = re.compile(
    r"[;{]\s*(?:(?:margin|padding|border|inset)-)?(?:left|right|top|bottom|(?:(?:min|max)-)?(?:width|height))\b[\w-]*:"
    r"|text-align: (?:left|right)|float:"
)


@pytest.fixture(scope="module")
def script():
    with open(finders.find(NAME), encoding="utf-8") as file:
        return file.read()


@pytest.fixture(scope="module")
def code(script):
    """The script without its comments and its style sheet."""
    code = re.sub(r"const STYLE = `.*?`;", "", script, flags=re.DOTALL)
    code = re.sub(r"/\*.*?\*/", "", code, flags=re.DOTALL)
    return re.sub(r"(^|\s)//.*", "", code)


def test_it_is_small(script):
    assert len(gzip.compress(script.encode(), 9)) < 15_000


@pytest.mark.parametrize(
    "sink",
    [
        "innerHTML", "outerHTML", "insertAdjacentHTML", "setHTML", "document.write", "DOMParser", "createContextualFragment",
        "srcdoc", "eval(", "Function(", "setTimeout", ".style", "cssText", "import", "localStorage", "sessionStorage", "indexedDB",
        "document.cookie", "WebSocket", "sendBeacon", "XMLHttpRequest",
    ],
)  # fmt: skip
def test_nothing_in_it_makes_html_or_code_of_text_or_keeps_or_tells_anything(code, sink):
    assert sink not in code


def test_it_asks_in_one_place_and_without_credentials(code):
    assert len(re.findall(r"(?<!#)\bfetch\(", code)) == 1
    assert 'credentials: "omit"' in code


def test_its_style_knows_no_left_and_right(script):
    (style,) = re.findall(r"const STYLE = `(.*?)`;", script, re.DOTALL)
    assert not PHYSICAL.findall(style)
    assert "url(" not in style and "@import" not in style


def test_it_has_no_words_of_its_own(code):
    """Words of a language have spaces between them. What has one here is a list of parts, the separator of such a list, or
    a phrase of the web platform."""
    platform = {"comment comment-noted", "link reply"}
    written = {re.sub(r"\$\{[^}]*\}+", "", literal[1:-1]) for literal in LITERAL.findall(PATTERN.sub("", code))}
    assert len(written) > 100
    with_spaces = {text for text in written if re.search(r"[^\W\d_] +[^\W\d_]", text)}
    assert with_spaces == platform
    # One word alone is a name: of an element, an attribute, a part, a field. Those begin small, but for headers.
    capitals = {text for text in written if re.match(r"[^\w]*[A-Z]", text)}
    assert capitals == {"Accept-Language", "Content-Language", "Content-Type", "Idempotency-Key", "Retry-After", "POST"}
