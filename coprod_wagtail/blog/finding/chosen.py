"""The posts that an editor chose to go with another."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import IntegerField, OuterRef, Q, Subquery, Value
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from coprod_wagtail.swap import PAGE_MODEL

#: So many related posts are shown.
MOST_RELATED = 3


class AbstractRelatedPost(Orderable):
    """One post that an editor chose to go with another.

    A concrete class adds ``page = ParentalKey(<post page>, related_name="related_posts")``, and a panel that chooses posts
    only.
    """

    makes_pages_stale = True
    post = models.ForeignKey(PAGE_MODEL, verbose_name=_("post"), on_delete=models.CASCADE, related_name="+")

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


@dataclass(frozen=True)
class Chosen:
    """How the pages that an editor chose are found in one query with others."""

    #: Which pages they are, in any language.
    condition: Q
    #: Of a page its place among them, for an annotation ``coprod_place``; null for others.
    place: Any

    def of(self, found: Sequence[Any], post: Any) -> list[Any]:
        """Those of the pages `found` that were chosen, in order: each in the language of `post` where there is a translation
        that everybody may see, else the one that was written first."""
        same: defaultdict[Any, list[Any]] = defaultdict(list)
        for page in sorted(found, key=lambda page: (page.locale_id != post.locale_id, page.pk)):
            if page.coprod_place is not None and page.translation_key != post.translation_key:
                same[page.translation_key].append(page)
        first = [pages[0] for pages in same.values()]
        return sorted(first, key=lambda page: (page.coprod_place, page.pk))


def chosen_posts(post: Any) -> Chosen:
    """What an editor chose to go with `post`; of a preview what its form says. No query, but for a preview."""
    nowhere = Value(None, IntegerField())
    relation = getattr(type(post), "related_posts", None)
    if relation is None:
        return Chosen(Q(pk__in=[]), nowhere)
    if not post.pk or "related_posts" in getattr(post, "_cluster_related_objects", {}):
        keys = [row.post.translation_key for row in post.related_posts.all()[:MOST_RELATED]]
        whens = [models.When(translation_key=key, then=place) for place, key in enumerate(keys)]
        place = models.Case(*whens, output_field=IntegerField()) if whens else nowhere
        return Chosen(Q(translation_key__in=keys), place)
    rows = relation.rel.related_model._default_manager.filter(page=post.pk).order_by("sort_order", "pk")
    # One by one: of a list that comes from a query, PostgreSQL looks at each page there is.
    condition = Q(pk__in=[])
    for number in range(MOST_RELATED):
        condition |= Q(translation_key=Subquery(rows.values("post__translation_key")[number : number + 1]))
    same = rows.filter(post__translation_key=OuterRef("translation_key"))
    return Chosen(condition, Subquery(same.values("sort_order")[:1], output_field=IntegerField()))
