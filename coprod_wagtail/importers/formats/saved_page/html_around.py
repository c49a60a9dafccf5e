"""Takes out of a saved page what is not its article: menus, forms, hidden parts, pictures."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.text.plain_text import clean_line

from ...content import LeftOut
from . import boilerplate
from .article import quoted
from .html_tags import has_class, holds, words_in

_NO_WORDS = ["script", "style", "noscript", "template", "svg", "math", "canvas"]
_HEAD = ["title", "meta", "link", "base"]
_CONTROLS = ["input", "button", "select", "textarea", "datalist", "output", "meter", "progress"]
_PICTURES = ["img", "picture"]
_MEDIA = ["video", "audio", "iframe", "object", "embed"]
_AROUND = ["nav", "header", "footer", "aside", "dialog", "menu", "form"]
_AROUND_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menubar"}
_AROUND_CLASS = re.compile(
    r"(?:site|page|main|global)-?(?:header|footer|nav|navigation)|masthead|breadcrumbs?|sidebar|widget(?:-area|s)?|menu|nav"
    r"|navbar|navigation|post-navigation|nav-links|pager|pagination|related(?:-posts|-articles|-content)?|jp-relatedposts"
    r"|shar(?:e|ing)(?:-?(?:this|links|buttons|bar))?|sharedaddy|addtoany\S*|addthis\S*|social(?:-\S+)?|print-link"
    r"|skip-?(?:link|nav|to-content)|cookie\S*|newsletter\S*|advert\S*|search-?form|comment-respond|respond",
    re.IGNORECASE,
)
_HIDDEN_CLASS = re.compile(
    r"hidden|visually-?hidden|sr-only|screen-reader-text|element-invisible|offscreen", re.IGNORECASE
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
META_CLASS = re.compile(
    r"byline|(?:entry|post|article)-(?:meta|info|byline|date|footer|author)|submitted|posted-on|meta|date|published|author"
    r"|entry-utility",
    re.IGNORECASE,
)


class Surroundings:
    """What stands around the article in `soup`. Every step takes something out of the tree, and adds to `left_out`."""

    def __init__(self, soup, left_out):
        self.soup = soup
        self.left_out = left_out

    def drop_hidden(self):
        for tag in self.soup.find_all(_NO_WORDS + _HEAD):
            if not tag.decomposed:
                tag.decompose()
        for words, _why in self._drop(self._hidden_tags()):
            self._leave(quoted(words), _("The old page did not show it."))

    def _hidden_tags(self):
        for tag in self.soup.find_all(True):
            if (
                tag.has_attr("hidden")
                or tag.get("aria-hidden") == "true"
                or _HIDDEN_STYLE.search(tag.get("style") or "")
                or has_class(tag, _HIDDEN_CLASS)
            ):
                yield tag

    def drop_around(self, heading):
        tags = [
            tag
            for tag in self.soup.find_all(True)
            if tag.name in _AROUND or tag.get("role") in _AROUND_ROLES or has_class(tag, _AROUND_CLASS)
        ]
        tags = [tag for tag in tags if not tag.find_parent("blockquote")]
        for words, why in self._drop(tags, keep=heading):
            self._leave(quoted(words), str(why))
        for tag in self.soup.find_all(_CONTROLS):
            if not tag.decomposed:
                tag.decompose()

    def _drop(self, tags, keep=None):
        """Take `tags` out of the tree, and yield the words of each with what it is; never the title, nor what holds
        most of the words: some sites put their whole page into a form."""
        most = len(words_in(self.soup)) / 2
        for tag in list(tags):
            if tag.decomposed or tag is keep or holds(tag, keep) or len(words_in(tag)) > most:
                continue
            if keep is None and tag.find("article"):
                continue
            if tag.name in {"header", "footer"} and tag.find_parent("article") and has_class(tag, META_CLASS):
                continue  # who and when
            why = boilerplate.AROUND
            if tag.find(["input", "textarea"]):
                why = boilerplate.FORM if tag.find("textarea") else boilerplate.OTHER_FORM
            words = words_in(tag)
            tag.decompose()
            if words:
                yield words, why

    def drop_above(self, root, heading):
        """What stands above the title, and the title itself."""
        if heading is None:
            return
        above = [text for text in heading.find_all_previous(string=True) if any(tag is root for tag in text.parents)]
        words = clean_line(" ".join(reversed(above)))
        for text in above:
            text.extract()
        if words:
            self._leave(quoted(words), str(boilerplate.AROUND))
        heading.extract()

    def drop_media(self, root):
        pictures = [tag for tag in root.find_all(_PICTURES) if not tag.find_parent("picture")]
        if pictures:
            shown = [clean_line(tag.get("alt") or "") for tag in root.find_all("img")]
            shown = ", ".join(quoted(alt) for alt in shown if alt)
            what = ngettext("%(count)s picture", "%(count)s pictures", len(pictures)) % {"count": len(pictures)}
            why = _("Pictures are not in the file. Add them in the editor, with words for people who cannot see them.")
            self._leave(f"{what} ({shown})" if shown else what, why)
        media = [tag for tag in root.find_all(_MEDIA) if not tag.find_parent(_MEDIA)]
        if media:
            count = {"count": len(media)}
            what = ngettext("%(count)s film, sound or other part", "%(count)s films, sounds or other parts", len(media))
            self._leave(what % count, _("It came from somewhere else and is not in the file."))
        for caption in root.find_all("figcaption"):
            self._leave(quoted(words_in(caption)), _("It belongs to a picture that is not in the file."))
            caption.decompose()
        for tag in media:
            tag.decompose()

    def _leave(self, what, why):
        self.left_out.append(LeftOut(what, why))
