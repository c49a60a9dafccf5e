"""Which pages are for everyone, said without a query of its own."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction


def private_page(path="page__path"):
    """A condition for querysets: the page whose tree path is at `path`, or a page above it, is not for everyone.

    One correlated query, the same on SQLite, PostgreSQL and MariaDB, instead of one per ancestor.
    """
    outer = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return Exists(PageViewRestriction.objects.annotate(of=outer).filter(of__startswith=F("page__path")))


def is_for_everyone(page) -> bool:
    """Whether anybody may read `page` now. One query, none where it is not live."""
    return page.live and for_everyone(type(page)._default_manager.filter(pk=page.pk)).exists()


def for_everyone(pages):
    """`pages` that are live, and not private by themselves or by a page above."""
    return pages.live().filter(~private_page("path"))
