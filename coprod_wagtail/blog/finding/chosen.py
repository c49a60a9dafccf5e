"""The posts that an editor chose to go with another."""

from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from coprod_wagtail.page_tree.languages import in_languages
from coprod_wagtail.page_tree.prepared import Prepared
from coprod_wagtail.page_tree.preview import is_as_stored
from coprod_wagtail.page_tree.visibility import for_everyone, private_page
from coprod_wagtail.swap import PAGE_MODEL, get_page_model

#: So many related posts are shown.
MOST_RELATED = 3


class AbstractRelatedPost(Orderable):
    """One post that an editor chose to go with another.

    A concrete class adds ``page = ParentalKey(<post page>, related_name="related_posts")``, and a panel that chooses posts
    only.
    """

    makes_pages_stale = True
    post = models.ForeignKey(
        PAGE_MODEL, verbose_name=pgettext_lazy("to read next", "post"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("post")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("related post")
        verbose_name_plural = _("related posts")


def related_models() -> list[Any]:
    """The site's tables of related posts, each a concrete `AbstractRelatedPost`."""
    return [model for model in apps.get_models() if issubclass(model, AbstractRelatedPost)]


class RelatedPanel(InlinePanel):
    """The related posts of a post, in the editor: ``RelatedPanel("related_posts")``, where there is such a table."""

    def __init__(self, relation_name: str = "related_posts", **kwargs: Any) -> None:
        usual = {
            "heading": _("Related posts"),
            "label": _("Related post"),
            "help_text": _(
                "Posts to read next. Choose up to three, or none: then the website finds posts with the same tags and "
                "categories by itself."
            ),
            "max_num": MOST_RELATED,
        }
        super().__init__(relation_name, **usual | kwargs)


def chosen_posts(post: Any) -> list[Any]:
    """The pages that an editor chose to go with `post` and that everybody may see, in order: each in the language of `post` where
    there is a translation, else the one that was chosen. One query, and one more where some are in another language; of a
    preview, what its form says, in as many."""
    relation = getattr(type(post), "related_posts", None)
    if relation is None:
        return []
    if not is_as_stored(post, "related_posts"):
        ids = [row.post_id for row in post.related_posts.all()]
        pages = for_everyone(get_page_model()._default_manager.filter(pk__in=ids))
        chosen = sorted(pages.order_by(), key=lambda page: ids.index(page.pk))
    else:
        chosen = [row.post for row in _public_rows(relation.rel.related_model)(post.pk)]
    wanted = {(page.translation_key, post.locale_id) for page in chosen if page.locale_id != post.locale_id}
    if wanted:
        own = in_languages(for_everyone(get_page_model()._default_manager.all()), wanted)
        chosen = [own.get((page.translation_key, post.locale_id), page) for page in chosen]
    return [page for page in chosen if page.pk != post.pk][:MOST_RELATED]


@cache
def _public_rows(model):
    rows = model._default_manager.filter(~private_page("post__path"), post__live=True).select_related("post")
    return Prepared(lambda pk: rows.filter(page=pk).order_by("sort_order", "pk"))
