"""What the results page of a blog's search shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Site

from coprod_wagtail.api.site.kinds import titles_of
from coprod_wagtail.page_tree.languages import has_languages, language_code_of
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.search.finding import Found, Hit, search
from coprod_wagtail.search.kinds import Narrowed
from coprod_wagtail.search.texts import what_was_found
from coprod_wagtail.text.collation import collation_key
from coprod_wagtail.text.plain_text import clean_line

from ..finding import counts
from ..lists import former_categories

#: Characters of what somebody looks for; more is cut.
LONGEST = 200
HITS_PER_PAGE = 10
#: So many of the newest posts are shown where nothing was found.
_NEWEST = 5
#: What the API calls posts: of these only those below the blog are found.
_POST = "post"


@dataclass(frozen=True)
class Choice:
    """Something that the results can be narrowed to."""

    value: str
    name: str
    is_chosen: bool
    #: The code of the language of the name, where that is another one than the page's.
    language: str = ""


@dataclass(frozen=True)
class Filter:
    """A list of choices in the form."""

    name: str
    label: str
    #: What stands for not being narrowed.
    any_label: str
    choices: Sequence[Choice]

    @property
    def chosen(self) -> str:
        """The value of the choice that was made; empty for none."""
        return next((choice.value for choice in self.choices if choice.is_chosen), "")


@dataclass(frozen=True)
class Tab:
    """A kind of page of which something was found, or all kinds."""

    label: str
    count: int
    query: str
    is_current: bool


class Results:
    """What was looked for below `blog`, and what there is of it. Everything is asked for when it is first read."""

    def __init__(self, blog: Any, request: HttpRequest) -> None:
        self.blog = blog
        self._asked = request.GET
        self._site = _site_of(blog, request)
        #: What was typed, in one line.
        self.text = clean_line(self._asked.get("q", ""))[:LONGEST]

    @cached_property
    def filters(self) -> list[Filter]:
        """Those of which there is anything to choose. Four queries, and one for each type of members' pages."""
        scope = counts.under(self.blog)
        topics = [(one.thing.slug, one.thing.name, one.thing.language) for one in counts.topics(scope)]
        years = [(str(one.year), str(one.year), "") for one in counts.years(scope)]
        wanted = {"topic": _slug_now(self._wanted("topic"), topics)}
        found = [
            self._filter("topic", _("Topic"), _("All topics"), topics, wanted),
            self._filter("year", _("Year"), _("All years"), years),
            self._filter("by", _("Written by"), _("Everybody"), _people(scope)),
        ]
        return [one for one in found if one.choices]

    def _filter(self, name, label, any_label, rows, wanted=None):
        value = (wanted or {}).get(name, self._wanted(name))
        return Filter(name, label, any_label, [Choice(slug, said, slug == value, code) for slug, said, code in rows])

    def _wanted(self, name):
        return self._asked.get(name, "")

    @cached_property
    def narrowed(self) -> Narrowed:
        """What the posts are narrowed to; what nothing can be chosen by counts for nothing."""
        chosen = {one.name: one.chosen for one in self.filters}
        year = chosen.get("year", "")
        return Narrowed(chosen.get("topic", ""), int(year) if year else None, chosen.get("by", ""))

    @cached_property
    def found(self) -> Found:
        return search(
            self.text,
            self._site,
            narrowed=self.narrowed,
            below={_POST: self.blog},
            first_locale=language_code_of(self.blog) if has_languages() else "",
        )

    @cached_property
    def kind(self) -> str:
        """The kind of page that is shown alone; empty for all kinds."""
        wanted = self._wanted("kind")
        return wanted if wanted and self.found.of(wanted) else ""

    @cached_property
    def page(self) -> Any:
        """The part of what was found that is shown, as Django's Paginator gives it."""
        return Paginator(self.found.of(self.kind), HITS_PER_PAGE).get_page(self._asked.get("page"))

    @cached_property
    def hits(self) -> list[Hit]:
        return self.found.hits(self.page.object_list)

    @property
    def said(self) -> str:
        """How much was found, in a sentence."""
        return what_was_found(self.found, self.page.paginator.count)

    @cached_property
    def tabs(self) -> list[Tab]:
        """All kinds together, and each by itself; none where there is one kind only."""
        kinds = [(kind.name, str(kind.label), count) for kind, count in self.found.counts.items()]
        there = [row for row in kinds if row[2]]
        if len(there) < 2:
            return []
        every = ("", _("Everything"), len(self.found.places))
        return [Tab(label, count, self._query(name), name == self.kind) for name, label, count in [every, *there]]

    def _query(self, kind):
        asked = {"q": self.text, **{one.name: one.chosen for one in self.filters}, "kind": kind}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    @property
    def query_without_filters(self) -> str:
        """The query of the same search, not narrowed."""
        return "?" + urlencode({"q": self.text})

    @cached_property
    def newest(self) -> list[Any]:
        """The newest posts of the blog, for when nothing was found."""
        return list(self.blog.get_posts()[:_NEWEST])


def results_of(blog: Any, request: HttpRequest) -> Results:
    """What `request` looks for below `blog`."""
    return Results(blog, request)


def _site_of(blog: Any, request: HttpRequest) -> Site:
    asked, place = Site.find_for_request(request), page_path(blog, request)
    if asked is not None and (place is None or asked.pk == place.site_id):
        return asked
    return Site.objects.get(pk=place.site_id)  # type: ignore[union-attr]  # a page that is drawn has a place


def _slug_now(slug: str, topics: Iterable[tuple[str, str, str]]) -> str:
    """The slug that a topic has now."""
    if not slug or "\0" in slug or any(slug == one for one, _name, _language in topics):
        return slug
    return next((category.slug for category in former_categories(slug)), slug)


def _people(scope):
    """Who wrote posts, by name: the slug and the name of each."""
    pages = [counted.thing.specific_deferred for counted in counts.authors(scope)]
    names = titles_of(pages)
    return sorted(((page.slug, names[page.pk], "") for page in pages), key=lambda row: (collation_key(row[1]), row[0]))
