"""Posts among what a search finds."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coprod_wagtail.content.blocks import shown_texts
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.search.kinds import Narrowed, SearchKind
from coprod_wagtail.swap import get_page_model

from ..bylines import add_bylines
from ..lists import former_categories
from ..mixins import BlogPostMixin
from ..models import Category


class Posts(SearchKind):
    name, mixin = "post", BlogPostMixin
    label = _("Posts")
    # Translators: what kind of page something is that was found.
    one = pgettext_lazy("kind of page", "Post")

    def narrow(self, pages, narrowed: Narrowed):
        if narrowed.topic:
            # By translation key: a translated post may still have the category in the language it was written in.
            named = [one for one in Category.objects.filter(slug=narrowed.topic) if one.slug == narrowed.topic]
            keys = {category.translation_key for category in named or former_categories(narrowed.topic)}
            about = pages.model._default_manager.filter(categories__translation_key__in=keys)
            pages = pages.filter(pk__in=about.values("pk"))
        if narrowed.year:
            pages = pages.filter(date__year=narrowed.year)
        if narrowed.by:
            written = pages.model._default_manager.filter(authors__profile__translation_key__in=_people(narrowed.by))
            pages = pages.filter(pk__in=written.values("pk"))
        return pages

    def with_everything(self, pages):
        return pages.prefetch_related("authors")

    def gather(self, pages):
        add_bylines(pages)

    def texts(self, page: Any):
        return [page.summary, *shown_texts(page.body), page.closing_question]

    def date(self, page):
        return page.date

    def authors(self, page):
        return [author.name for author in page.byline]


posts = Posts()


def _people(slug):
    """The translation keys of the members' pages of this name that everybody may see."""
    pages = for_everyone(get_page_model()._default_manager.filter(slug=slug))
    # Some databases mind neither case nor accents.
    return {page.translation_key for page in pages if page.slug == slug}
