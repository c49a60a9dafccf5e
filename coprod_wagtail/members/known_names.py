"""The names of members, for whoever has to know that somebody else writes under one of them."""

from collections.abc import Iterator

from wagtail.models import get_page_models

from coprod_wagtail.page_tree.visibility import for_everyone

from .mixins import MemberProfileMixin


def known_names() -> Iterator[str]:
    """What the profiles that everybody may read are called: their titles, and the names that they show. One query for each
    page type of profiles, and a site has one."""
    for model in get_page_models():
        if issubclass(model, MemberProfileMixin):
            for names in for_everyone(model.objects.all()).values_list("title", "display_name"):
                yield from filter(None, names)
