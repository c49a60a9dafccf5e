"""What is said about every page, whatever its kind."""

from coprod_wagtail.page_tree.languages import has_languages, name_in_itself
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model

from .fields import EVERYTHING


def describe(pages, request, asked=EVERYTHING) -> list[dict]:
    """What is said about every page, as `schemas.PageBase`; one query more for a site in several languages, where the
    translations are `asked` for."""
    translations = _translations(pages) if "translations" in asked else {}
    found = []
    for page in pages:
        place = page_path(page, request)
        found.append(
            {
                "id": page.pk or 0,
                "type": page._meta.label,
                **_in_language(page, place),
                "translations": [
                    {"id": other.pk, **_in_language(other, at), "name": name_in_itself(other.locale)}
                    for other in translations.get(page.translation_key, [])
                    if other.pk != page.pk and (at := page_path(other, request))
                ],
                "first_published_at": page.first_published_at,
                "last_published_at": page.last_published_at,
            }
        )
    return found


def site_id_of(page, request) -> int | None:
    """The site that `page` is on."""
    place = page_path(page, request)
    return place.site_id if place else None


def _in_language(page, place):
    return {
        "path": place.path,
        "url": place.url,
        "language": page.locale.language_code,
        "direction": "rtl" if page.locale.is_bidi else "ltr",
    }


def _translations(pages):
    """By translation key, the pages that everybody may read; an alias stands in for a page that is not translated."""
    if not has_languages() or not pages:
        return {}
    keys = {page.translation_key for page in pages}
    same = get_page_model()._default_manager.filter(translation_key__in=keys, alias_of__isnull=True)
    found = {}
    for other in sorted(for_everyone(same).select_related("locale"), key=lambda page: page.locale.language_code):
        found.setdefault(other.translation_key, []).append(other)
    return found
