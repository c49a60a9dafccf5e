"""What happens on the site, turned into messages of the outbox. Connected in `apps.py`.

A message is stored in the transaction of the change it tells of, so neither is there without the other.
"""

from coprod_wagtail.page_tree.paths import page_path, page_path_at

from .constants import Event
from .models import Webhook
from .payloads import about_page
from .sending import tell


def announce(event, payload):
    """Store one message for each webhook that listens, and have them sent after commit. One query where none does."""
    if payload is None:
        return
    for webhook in Webhook.objects.listening(event, payload["site"]["id"]):
        tell(webhook, payload)


def _anybody_listens():
    return Webhook.objects.filter(is_active=True).exists()


def page_published(instance, **kwargs):
    if _anybody_listens():
        announce(Event.PAGE_PUBLISHED, about_page(Event.PAGE_PUBLISHED, instance))


def page_unpublished(instance, **kwargs):
    if _anybody_listens():
        announce(Event.PAGE_UNPUBLISHED, about_page(Event.PAGE_UNPUBLISHED, instance))


def page_moved(instance, url_path_before, url_path_after, **kwargs):
    """A page went elsewhere in the tree. Moving it among its neighbours changes no address."""
    if url_path_before != url_path_after and _anybody_listens():
        _address_changed(instance, url_path_before)


def page_slug_changed(instance, instance_before, **kwargs):
    if _anybody_listens():
        _address_changed(instance, instance_before.url_path)


def _address_changed(page, url_path_before):
    if not page.live and not page.get_descendants().live().exists():
        return
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


def page_access_changed(instance, **kwargs):
    """`instance` is a PageViewRestriction, new, changed or about to be gone."""
    if _anybody_listens():
        page = instance.page
        announce(Event.PAGE_ACCESS_CHANGED, about_page(Event.PAGE_ACCESS_CHANGED, page, whole_branch=page.numchild > 0))


def announcer(name, told):
    """A receiver of a signal of some other app: what `told` makes of it is announced as the event `name` (see
    `features.Message`). One query where nobody listens, none where there is nothing to tell."""

    def receiver(**facts):
        found = told(**facts)
        if found is not None and _anybody_listens():
            announce(name, about_page(name, found.page(), tags=found.tags))

    return receiver
