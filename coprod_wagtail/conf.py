"""The developer's settings: one typed property each, read from `settings.COPROD_WAGTAIL` whenever it is used.

What editors decide is not here but in the per-site settings of the Wagtail admin; nothing is in both.
"""

from typing import Any, TypeVar

from django.conf import settings

ValueT = TypeVar("ValueT")


class Conf:
    """Access to ``COPROD_WAGTAIL``; every property has a default, so an empty dict is a complete configuration."""

    def _get(self, name: str, default: ValueT) -> ValueT:
        # Of the right type, because checks/ looked at it.
        value: ValueT = getattr(settings, "COPROD_WAGTAIL", {}).get(name, default)
        return value

    @property
    def MAX_COMMENT_LENGTH(self) -> int:
        """Characters (Unicode code points, a line break counting as one) that a comment may have."""
        return self._get("MAX_COMMENT_LENGTH", 5000)

    @property
    def MAX_NAME_LENGTH(self) -> int:
        """Characters a display name may have; at most 200, the width of the column."""
        return self._get("MAX_NAME_LENGTH", 80)

    @property
    def MAX_BODY_BYTES(self) -> int:
        """Bytes of a request that are taken in; anything larger is refused before it is parsed."""
        return self._get("MAX_BODY_BYTES", 64 * 1024)

    @property
    def MAX_WAITING(self) -> int:
        """Comments that may wait to be read on one page before the form asks people to come back, not counting those that
        came in a flood."""
        return self._get("MAX_WAITING", 200)

    @property
    def MAX_FLOOD_WAITING(self) -> int:
        """Comments that came in a flood (`Sign.MANY_AT_ONCE`) and may wait to be read on one page, beside `MAX_WAITING`
        others; half of them from one address."""
        return self._get("MAX_FLOOD_WAITING", 400)

    @property
    def CLOSING_GRACE_SECONDS(self) -> int:
        """Seconds after a conversation closed in which what somebody began before is still taken; 0 for none."""
        return self._get("CLOSING_GRACE_SECONDS", 300)

    @property
    def THREADS_PER_PAGE(self) -> int:
        """First comments, each with its replies, shown on one page of a conversation."""
        return self._get("THREADS_PER_PAGE", 20)

    @property
    def ALLOWED_ORIGINS(self) -> list[str] | dict[str, list[str]]:
        """Other origins (``https://www.example.org``) whose pages may send comments here; or such a list for each site,
        by the site's host name."""
        return self._get("ALLOWED_ORIGINS", [])

    @property
    def SLIP_KEY(self) -> str:
        """Secret under which private addresses are hashed. Long-lived: what a key made that is neither this one nor one of
        `SLIP_KEY_FALLBACKS` opens nothing any more."""
        return self._get("SLIP_KEY", "") or settings.SECRET_KEY

    @property
    def SLIP_KEY_FALLBACKS(self) -> list[str]:
        """Keys that were `SLIP_KEY` before: what they made goes on working, and they make nothing new."""
        return self._get("SLIP_KEY_FALLBACKS", [])

    def slip_keys(self) -> list[str]:
        """`SLIP_KEY` and those that were it before; of a site whose `SECRET_KEY` stands in, Django's
        ``SECRET_KEY_FALLBACKS``, too."""
        before: list[Any] = [] if self._get("SLIP_KEY", "") else settings.SECRET_KEY_FALLBACKS
        return list(dict.fromkeys([self.SLIP_KEY, *self.SLIP_KEY_FALLBACKS, *before]))

    @property
    def TOKEN_HOURS(self) -> int:
        """Hours for which a drawn form is taken without asking again (WCAG 2.2.1: at least 20)."""
        return self._get("TOKEN_HOURS", 24)

    @property
    def REPEAT_SECONDS(self) -> int:
        """Seconds in which the same form from the same address counts as one click too many."""
        return self._get("REPEAT_SECONDS", 120)

    @property
    def KEEP_TAKEN_DOWN_DAYS(self) -> int:
        """Days in which readers can bring back a comment that they took down. Then `purge_comments` erases it."""
        return self._get("KEEP_TAKEN_DOWN_DAYS", 14)

    @property
    def KEEP_REFUSED_DAYS(self) -> int:
        """Days after which `purge_comments` erases what was declined, hidden or marked as spam; 0 for never."""
        return self._get("KEEP_REFUSED_DAYS", 30)

    @property
    def KEEP_COVERED_DAYS(self) -> int:
        """Days for which the words that a moderator covered in a comment are kept, so that they can be put back. Then
        `purge_comments` erases them."""
        return self._get("KEEP_COVERED_DAYS", 30)

    @property
    def CASE_COPY_DAYS(self) -> int:
        """Days for which the copy of a comment is kept after the case was closed that it was kept for. Then `purge_comments`
        erases it."""
        return self._get("CASE_COPY_DAYS", 30)

    @property
    def CASE_CALENDAR(self) -> str | None:
        """Dotted path of the function that says which days are working days for cases; None for the usual one
        (`comments.cases.clock`)."""
        return self._get("CASE_CALENDAR", None)

    @property
    def KEEP_EMAIL_DAYS(self) -> int:
        """Days after which `purge_comments` removes the e-mail address from a comment that was published; 0 for never."""
        return self._get("KEEP_EMAIL_DAYS", 365)

    @property
    def TOO_SOON_SECONDS(self) -> float:
        """A comment sent sooner than this after its form was drawn gets a sign for the moderator."""
        return self._get("TOO_SOON_SECONDS", 2)

    @property
    def MANY_LINKS(self) -> int:
        """This many links in one comment, or more, give a sign for the moderator."""
        return self._get("MANY_LINKS", 3)

    @property
    def MANY_FROM_CLIENT(self) -> int:
        """More comments than this from one address within `MANY_SECONDS` give a sign for the moderator; 0 for never."""
        return self._get("MANY_FROM_CLIENT", 10)

    @property
    def MANY_ON_PAGE(self) -> int:
        """More comments than this on one page within `MANY_SECONDS` give a sign for the moderator; 0 for never."""
        return self._get("MANY_ON_PAGE", 50)

    @property
    def MANY_SECONDS(self) -> int:
        """The time in which comments are counted for those signs."""
        return self._get("MANY_SECONDS", 600)

    @property
    def BUSY_PAGE(self) -> int:
        """More comments than this on one page within an hour give a sign for the moderator; 0 for never."""
        return self._get("BUSY_PAGE", 120)

    @property
    def BUSY_SITE(self) -> int:
        """More comments than this on all pages of one website within an hour give a sign for the moderator; 0 for never."""
        return self._get("BUSY_SITE", 400)

    @property
    def SAME_WORDS_SECONDS(self) -> int:
        """A long comment whose words, or nearly the same ones, came before within this time gets a sign for the moderator; 0
        for never."""
        return self._get("SAME_WORDS_SECONDS", 86_400)

    @property
    def FLOOD_PER_MINUTE(self) -> int:
        """More attempts than this from one address within a minute are refused, no person being that quick; 0 for
        never."""
        return self._get("FLOOD_PER_MINUTE", 120)

    @property
    def MODERATION_PER_MINUTE(self) -> int:
        """More requests than this to the JSON API's doors for moderators, by one person within a minute, are refused; 0 for
        never."""
        return self._get("MODERATION_PER_MINUTE", 300)

    @property
    def MODERATION_API_ORIGINS(self) -> list[str]:
        """Other origins (``https://tools.example.org``) whose pages may use those doors, with a token. Nobody's may use them
        with the session of whoever is signed in."""
        return self._get("MODERATION_API_ORIGINS", [])

    @property
    def LOG_CLIENT_ADDRESSES(self) -> bool:
        """Whether the line about something that was refused says from which address it came (`gateway.refusals`)."""
        return self._get("LOG_CLIENT_ADDRESSES", False)

    @property
    def FRONTEND_SLIP_URL(self) -> str | dict[str, str]:
        """Where a front end shows a comment's private page, with ``{secret}`` in the place of its secret; or one for
        each site, by the site's host name. Empty: this server's own page."""
        return self._get("FRONTEND_SLIP_URL", "")

    @property
    def FRONTEND_MAIL_URL(self) -> str | dict[str, str]:
        """Where a front end shows what an e-mail is about, with ``{secret}`` in the place of its secret, and lets people
        confirm and stop it; or one for each site, by the site's host name. Empty: this server's own page."""
        return self._get("FRONTEND_MAIL_URL", "")

    @property
    def FRONTEND_SECRETS(self) -> list[str]:
        """What trusted front ends, which send comments for their readers, sign the readers' addresses with."""
        return self._get("FRONTEND_SECRETS", [])

    @property
    def COMMENT_PERMISSION_POLICY(self) -> str | None:
        """Dotted path of the policy that says who may read and decide about which comments; None for the usual one
        (`comments.permissions`)."""
        return self._get("COMMENT_PERMISSION_POLICY", None)

    @property
    def MODERATION_PHASES(self) -> list[str] | None:
        """Dotted paths of the moderation phases, in order; None for the usual ones."""
        return self._get("MODERATION_PHASES", None)

    @property
    def SPAM_SERVICE(self) -> str | None:
        """Dotted path of the service outside that is asked about new comments; None for none
        (`comments.moderation.spam_service`)."""
        return self._get("SPAM_SERVICE", None)

    @property
    def SPAM_SERVICE_OPTIONS(self) -> dict[str, Any]:
        """What that service is made with, such as its key."""
        return self._get("SPAM_SERVICE_OPTIONS", {})

    @property
    def SPAM_SERVICE_WAIT_SECONDS(self) -> int:
        """Seconds for which a comment waits for its answer where comments show straight away."""
        return self._get("SPAM_SERVICE_WAIT_SECONDS", 600)

    @property
    def SPAM_SERVICE_FEEDBACK(self) -> bool:
        """Whether it is told what moderators decide, so that it learns."""
        return self._get("SPAM_SERVICE_FEEDBACK", False)

    @property
    def TRUSTED_PROXIES(self) -> int:
        """How many of the site's own proxies add to X-Forwarded-For; 0 takes the connection's address."""
        return self._get("TRUSTED_PROXIES", 0)

    @property
    def FORMER_LIST_WORDS(self) -> dict[str, list[str]]:
        """What the words in addresses of lists of posts were before, by what they are in English ("topic", "tag", "by",
        "series", "search"): addresses with them lead to the new ones."""
        return self._get("FORMER_LIST_WORDS", {})

    @property
    def CACHE(self) -> str:
        """Which of Django's CACHES keeps the lists of comments that are drawn already."""
        return self._get("CACHE", "default")

    @property
    def PAGE_CACHE_SECONDS(self) -> int:
        """Seconds for which a cache in front of the site may keep a page (s-maxage); 0 says nothing to it."""
        return self._get("PAGE_CACHE_SECONDS", 0)

    @property
    def API_CACHE_SECONDS(self) -> int:
        """Seconds for which a cache in front of the site may keep an answer of the JSON API; 0 says nothing to it."""
        return self._get("API_CACHE_SECONDS", 0)

    @property
    def STALE_WHILE_REVALIDATE(self) -> int:
        """Seconds for which such a cache may still give an older answer away while it asks for a new one."""
        return self._get("STALE_WHILE_REVALIDATE", 0)

    @property
    def ETAG_BEFORE_DRAWING(self) -> bool:
        """Whether a page that has not changed is answered with 304 before it is drawn: only where the site's templates
        draw nothing that changes without a row in the database being saved."""
        return self._get("ETAG_BEFORE_DRAWING", False)

    @property
    def COMMENTS_IN_STRUCTURED_DATA(self) -> bool:
        """Whether search engines are told the newest comments on a page in the words of schema.org, and not only how many
        there are."""
        return self._get("COMMENTS_IN_STRUCTURED_DATA", False)

    @property
    def ROBOTS_DISALLOW(self) -> list[str]:
        """Paths of the site's own that robots.txt asks crawlers to leave alone, such as ``/search/``."""
        return self._get("ROBOTS_DISALLOW", [])

    @property
    def FEED_WHOLE_TEXTS(self) -> bool:
        """Whether feeds have the whole text of each post; else its summary only."""
        return self._get("FEED_WHOLE_TEXTS", True)

    @property
    def WEBSUB_HUB(self) -> str:
        """The WebSub hub that tells readers of feeds when there is something new; empty for none."""
        return self._get("WEBSUB_HUB", "")

    @property
    def WEBHOOK_NETWORKS(self) -> list[str]:
        """Private networks that webhooks may be sent to, such as ``10.0.0.0/8``; others are refused when connecting."""
        return self._get("WEBHOOK_NETWORKS", [])

    @property
    def MAIL(self) -> bool | None:
        """Whether mail reaches people, so that they are asked for an address; None to find that out from Django's settings
        (`outbox.addresses.mail_is_set_up`)."""
        return self._get("MAIL", None)

    @property
    def CLEAN_ALL_PICTURES(self) -> bool:
        """Whether every picture of the site's library is cleaned of what it tells beside the picture when it is uploaded;
        else those that pages of the package show are, when they go live."""
        return self._get("CLEAN_ALL_PICTURES", False)


conf = Conf()
