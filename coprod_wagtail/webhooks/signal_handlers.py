"""What happens on the site, turned into messages of the outbox. Connected in `apps.py`.

A message is stored in the transaction of the change it tells of, so neither is there without the other.

Of a page that is not for everyone nothing is told, neither that it is there nor where: a receiver may keep addresses, or
show them. That a page is no longer for everyone, or is now, is told once.
"""

from wagtail.models import PageViewRestriction

from coprod_wagtail.features import Told
from coprod_wagtail.page_tree.paths import page_path, page_path_at, placed_at
from coprod_wagtail.page_tree.visibility import for_everyone, is_private
from coprod_wagtail.portions import portions
from coprod_wagtail.swap import get_page_model

from .constants import Event
from .models import Webhook
from .payloads import about_page
from .sending import tell, tell_all


def announce(event, payload):
    """Store one message for each webhook that listens, and have them sent after commit. One query where none does."""
    if payload is None:
        return
    for webhook in Webhook.objects.listening(event, payload["site"]["id"]):
        tell(webhook, payload)


def _anybody_listens():
    return Webhook.objects.filter(is_active=True).exists()


def page_published(instance, **kwargs):
    if _anybody_listens() and not is_private(instance):
        announce(Event.PAGE_PUBLISHED, about_page(Event.PAGE_PUBLISHED, instance))


def page_unpublished(instance, **kwargs):
    if _anybody_listens() and not is_private(instance):
        announce(Event.PAGE_UNPUBLISHED, about_page(Event.PAGE_UNPUBLISHED, instance))


def page_moved(instance, url_path_before, url_path_after, parent_page_before, **kwargs):
    """A page went elsewhere in the tree. Moving it among its neighbours changes no address."""
    if url_path_before == url_path_after or not _anybody_listens() or not _has_live_pages(instance):
        return
    parent_before = get_page_model().objects.get(pk=parent_page_before.pk)
    was_private, private = is_private(parent_before) or _own_restriction(instance), is_private(instance)
    if was_private and private:
        return
    if private:
        gone = placed_at(instance, url_path_before)
        _tell_of_access(gone, parent=parent_before)
    elif was_private:
        _tell_of_access(instance)
    else:
        _path_changed(instance, url_path_before)


def _own_restriction(page):
    return PageViewRestriction.objects.filter(page=page.alias_of_id or page.pk).exists()


def page_slug_changed(instance, instance_before, **kwargs):
    if _anybody_listens() and _has_live_pages(instance) and not is_private(instance):
        _path_changed(instance, instance_before.url_path)


def _has_live_pages(page):
    return page.live or page.get_descendants().live().exists()


def _path_changed(page, url_path_before):
    old, new = page_path_at(page, url_path_before), page_path(page)
    whole_branch = page.numchild > 0
    payload = about_page(Event.PAGE_MOVED, page, old_path=old, whole_branch=whole_branch)
    announce(Event.PAGE_MOVED, payload)
    if old and new and old.site_id != new.site_id:
        # Those who are told of the site it left only.
        told = {webhook.pk for webhook in Webhook.objects.listening(Event.PAGE_MOVED, new.site_id)}
        for webhook in Webhook.objects.listening(Event.PAGE_MOVED, old.site_id):
            if webhook.pk not in told:
                tell(webhook, payload)


def page_access_changed(instance, created=True, origin=None, **kwargs):
    """`instance` is a PageViewRestriction, new, changed or about to be gone.

    Whoever may read the page changes for everyone only with the first and the last restriction on it and the pages above. A
    restriction that goes with its page (`origin`) tells nothing.
    """
    with_its_page = origin is not None and not _is_of_restrictions(origin)
    if not created or with_its_page or not _anybody_listens():
        return
    page = instance.page
    branch = page.get_descendants(inclusive=True)
    aliases = get_page_model().objects.filter(alias_of__in=branch.values("pk"))
    for changed in [page, *aliases.exclude(pk__in=branch.values("pk"))]:
        if _has_live_pages(changed) and not changed.get_view_restrictions().exclude(pk=instance.pk).exists():
            _tell_of_access(changed)


def _is_of_restrictions(origin):
    return issubclass(getattr(origin, "model", type(origin)), PageViewRestriction)


def _tell_of_access(page, **where):
    whole_branch = page.numchild > 0
    announce(Event.PAGE_ACCESS_CHANGED, about_page(Event.PAGE_ACCESS_CHANGED, page, whole_branch=whole_branch, **where))


def announcer(name, told):
    """A receiver of a signal of some other app: what `told` makes of it is announced as the event `name` (see
    `features.Message`), if it is about a page that everybody may read. One query where nobody listens, none where there is
    nothing to tell."""

    def receiver(**facts):
        found = told(**facts)
        every = [found] if isinstance(found, Told) else list(found or ())
        if every and (listening := _listening_to(name)):
            tell_all(_told(name, every, listening))

    return receiver


def _listening_to(event):
    """The webhooks that are told of `event` on any site. One query."""
    # In Python: SQLite cannot ask what a JSON list holds, and nobody has many.
    return [hook for hook in Webhook.objects.filter(is_active=True).order_by("pk") if event in hook.events]


def _told(event, every, listening):
    """Which webhook is told what, of `every` message in their order: of what happened at one moment, nobody is told the same
    twice. Two queries for five hundred pages."""
    wanted = dict.fromkeys((one.page().pk if one.page else one.page_id, tuple(one.tags)) for one in every)
    pages = _pages_for_everyone({pk for pk, _tags in wanted})
    for pk, tags in wanted:
        payload = about_page(event, pages[pk], tags=tags) if pk in pages else None
        if payload:
            site = payload["site"]["id"]
            yield from ((hook, payload) for hook in listening if hook.site_id in (None, site))


def _pages_for_everyone(pks):
    """Those of the pages with these ids that everybody may read, by their ids, each with its language and the page above."""
    found = {}
    for some in portions(sorted(pks)):
        pages = get_page_model().objects.filter(pk__in=some).select_related("locale")
        found |= {page.pk: page for page in for_everyone(pages)}
    above = {page.pk: page.path[: -page.steplen] for page in found.values() if page.depth > 1}
    parents = {}
    for some in portions(sorted(set(above.values()))):
        parents |= {page.path: page for page in get_page_model().objects.filter(path__in=some)}
    for pk, path in above.items():
        found[pk]._cached_parent_obj = parents.get(path)  # where treebeard keeps it
    return found
