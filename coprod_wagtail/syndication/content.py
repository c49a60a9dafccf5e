"""HTML for feeds: what every reader shows, with addresses that lead somewhere from anywhere."""

from urllib.parse import urljoin

import nh3
from bs4 import BeautifulSoup

#: What readers of feeds show. Boxes of a site's layout are left out, and what is in them stays.
_TAGS = {
    *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp"),
    *("rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
    *("blockquote", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"),
    *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    *("audio", "figcaption", "figure", "img", "source", "video"),
}
_ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href", "hreflang", "rel"},
    "abbr": {"title"},
    "audio": {"controls", "src"},
    "blockquote": {"cite"},
    "del": {"cite", "datetime"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"cite", "datetime"},
    "ol": {"reversed", "start"},
    "q": {"cite"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "video": {"controls", "height", "poster", "src", "width"},
}
_ADDRESSES = {"cite", "href", "poster", "src"}
_SCHEMES = {"http", "https", "mailto", "tel"}


def feed_html(html: str, base: str) -> str:
    """`html` without scripts, frames, styles and layout, its relative addresses made whole: it was written for a page at
    `base`. A frame, such as a film that is played from elsewhere, becomes a link to what is in it."""

    def whole(tag: str, attribute: str, value: str) -> str | None:
        return _whole(base, value) if attribute in _ADDRESSES else value

    return nh3.clean(
        _frames_as_links(html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=whole,
        url_schemes=_SCHEMES,
        link_rel=None,
    ).strip()


def _whole(base, value):
    try:
        url = urljoin(base, value.strip())
        return url if url.partition(":")[0].lower() in _SCHEMES else None
    except ValueError:  # no address at all, such as "//["
        return None


def _frames_as_links(html):
    # To take HTML apart costs more than all the rest, and hardly any has a frame.
    if "<iframe" not in html.lower():
        return html
    soup = BeautifulSoup(html, "html.parser")
    for frame in soup.find_all("iframe"):
        url = str(frame.get("src") or "")
        link = soup.new_tag("a", href=url)
        link.string = str(frame.get("title") or url)
        frame.replace_with(link if url else "")
    return str(soup)
