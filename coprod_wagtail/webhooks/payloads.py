"""What a message says: what happened, to which page, and which paths and cache tags a receiver may want to draw anew.

There are no titles, names or words in it: receivers ask the API for those, and the API says only what is public.
"""

from datetime import UTC, datetime

from coprod_wagtail.page_tree.paths import page_path

VERSION = 1


def about_page(event, page, *, old_path=None, whole_branch=False, tags=(), parent=None):
    """The payload of `event` for `page`; None for a page that is on no site.

    Paths begin with a slash and have no host. `whole_branch` says that the pages below are concerned, too. `tags` are
    cache tags that come before the page's own, and `parent` is the page above, where that is another by now.
    """
    place = page_path(page)
    if place is None and old_path is None:
        return None
    parent = parent or page.get_parent()
    above = page_path(parent) if parent is not None else None
    paths = [shown.path for shown in (place, above) if shown] + ([old_path.path] if old_path else [])
    place = place or old_path
    return _message(
        event,
        site={"id": place.site_id},
        page={
            "id": page.pk,
            "type": page.cached_content_type.model_class()._meta.label if page.cached_content_type else "",
            "locale": page.locale.language_code,
            "path": place.path,
            "url": place.url,
            **({"old_path": old_path.path, "old_url": old_path.url} if old_path else {}),
        },
        paths=list(dict.fromkeys(paths)),
        tags=[*tags, *tags_of(page, parent)],
        whole_branch=whole_branch,
    )


def tags_of(page, parent):
    """Names for what a receiver may have kept: the page itself, lists of its type, and what its parent lists."""
    parent_id = getattr(parent, "pk", None)
    kind = page.cached_content_type
    return [
        f"page-{page.pk}",
        *([f"type-{kind.app_label}.{kind.model}"] if kind else []),
        *([f"children-of-{parent_id}"] if parent_id else []),
    ]


def test_message(site_id):
    return _message("test", site={"id": site_id}, page=None, paths=[], tags=[], whole_branch=False)


def _message(event, **facts):
    return {
        "version": VERSION,
        "event": event,
        "created_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        **facts,
    }
