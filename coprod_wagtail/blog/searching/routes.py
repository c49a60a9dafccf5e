"""Where the search of a blog is: below its own address, unless a page is there."""

from typing import Any
from urllib.parse import unquote, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Locale

from coprod_wagtail.caching.responses import seal
from coprod_wagtail.page_tree.languages import language_code_of

from ..finding.words import search_path
from .results import Results, results_of


class SearchRoutesMixin(RoutablePageMixin):
    """For the index of a blog: ``search/?q=soup``, with the word in the page's language (`finding.words`). It stands before
    `ArchivesMixin` in a class."""

    #: What was looked for, where the page was drawn for that.
    shown_results: Results | None = None

    class Meta:
        abstract = True

    @path("<coprod_search:word>/", name="search_posts")
    def search_posts(self, request: HttpRequest, word: str) -> HttpResponse:
        below = search_path(language_code_of(self))
        if not request.path.endswith("/" + unquote(below)):
            # Not for ever: a word may change.
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(f"{self.get_url(request)}{below}" + (f"?{query}" if query else ""))
        request.coprod_shows_no_list = True  # type: ignore[attr-defined]  # a note of ours on Django's request
        request.is_preview = getattr(request, "is_preview", False)  # type: ignore[attr-defined]  # Wagtail's
        self.shown_results = results_of(self, request)
        response: HttpResponse = self.render(
            request,
            template=self.get_search_template(request),
            context_overrides={"results": self.shown_results},
        )
        # What somebody looks for is nobody else's business.
        response.headers["X-Robots-Tag"] = "noindex, follow"
        response.headers["Referrer-Policy"] = "same-origin"
        return seal(response)

    def get_search_template(self, request: HttpRequest) -> str:
        """The template of the results."""
        return "coprod_wagtail/blog/search.html"

    def part_in_language(self, locale_id: int) -> str | None:
        """Of the results: the same search in the other language."""
        if self.shown_results is None:
            before: Any = super()
            part: str | None = before.part_in_language(locale_id)
            return part
        words = urlencode({"q": self.shown_results.text}) if self.shown_results.text else ""
        below = search_path(Locale.objects.get(pk=locale_id).language_code)
        return f"{below}?{words}" if words else below
