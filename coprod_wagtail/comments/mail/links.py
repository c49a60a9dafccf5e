"""Where the links in e-mails lead, in full."""

from django.urls import NoReverseMatch, reverse

from coprod_wagtail.conf import conf
from coprod_wagtail.outbox.addresses import mail_is_set_up
from coprod_wagtail.page_tree.wagtail_page import AnyPage

from ..slip.link import PLACE, named_for, own_url


def mail_is_offered() -> bool:
    """Whether people are asked for an address here: mail is set up, and there is a page on which they confirm and stop it."""
    return mail_is_set_up() and (bool(conf.FRONTEND_MAIL_URL) or _is_here())


def _is_here():
    try:
        reverse("coprod_comments:mail", args=["secret"])
    except NoReverseMatch:
        return False
    return True


def mail_url(page: AnyPage, secret: str) -> str:
    """The page on which one sees what was asked for, confirms and stops it. It is the front end's own where
    ``FRONTEND_MAIL_URL`` names one, else this server's."""
    if named := named_for(page, conf.FRONTEND_MAIL_URL):
        return named.replace(PLACE, secret)
    return own_url(page, reverse("coprod_comments:mail", args=[secret]))


def stop_url(page: AnyPage, secret: str) -> str:
    """What mail programs post to, and people open, to stop it: this server's page, for a front end may not take what comes
    from elsewhere; the front end's where this server has none."""
    try:
        return own_url(page, reverse("coprod_comments:stop_mail", args=[secret]))
    except NoReverseMatch:
        return mail_url(page, secret)
