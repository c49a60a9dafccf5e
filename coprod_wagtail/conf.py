"""The developer's settings: one typed property each, read from `settings.COPROD_WAGTAIL` whenever it is used.

What editors decide is not here but in the per-site settings of the Wagtail admin; nothing is in both.
"""

from typing import TypeVar

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
        """Comments that may wait to be read on one page before the form asks people to come back."""
        return self._get("MAX_WAITING", 200)

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
        """Secret under which private addresses are hashed. Long-lived: changing it ends every private page."""
        return self._get("SLIP_KEY", "") or settings.SECRET_KEY

    @property
    def TOKEN_HOURS(self) -> int:
        """Hours for which a drawn form is taken without asking again (WCAG 2.2.1: at least 20)."""
        return self._get("TOKEN_HOURS", 24)

    @property
    def REPEAT_SECONDS(self) -> int:
        """Seconds in which the same form from the same address counts as one click too many."""
        return self._get("REPEAT_SECONDS", 120)

    @property
    def TOO_SOON_SECONDS(self) -> float:
        """A comment sent sooner than this after its form was drawn gets a sign for the moderator."""
        return self._get("TOO_SOON_SECONDS", 2)

    @property
    def MANY_LINKS(self) -> int:
        """This many links in one comment, or more, give a sign for the moderator."""
        return self._get("MANY_LINKS", 3)

    @property
    def MANY_FROM_ADDRESS(self) -> int:
        """More comments than this from one address within `MANY_SECONDS` give a sign for the moderator; 0 for never."""
        return self._get("MANY_FROM_ADDRESS", 10)

    @property
    def MANY_ON_PAGE(self) -> int:
        """More comments than this on one page within `MANY_SECONDS` give a sign for the moderator; 0 for never."""
        return self._get("MANY_ON_PAGE", 50)

    @property
    def MANY_SECONDS(self) -> int:
        """The time in which comments are counted for those signs."""
        return self._get("MANY_SECONDS", 600)

    @property
    def SAME_WORDS_SECONDS(self) -> int:
        """A long comment whose words came before within this time gets a sign for the moderator; 0 for never."""
        return self._get("SAME_WORDS_SECONDS", 86_400)

    @property
    def FLOOD_PER_MINUTE(self) -> int:
        """More attempts than this from one address within a minute are refused, no person being that quick; 0 for
        never."""
        return self._get("FLOOD_PER_MINUTE", 120)

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
    def TRUSTED_PROXIES(self) -> int:
        """How many of the site's own proxies add to X-Forwarded-For; 0 takes the connection's address."""
        return self._get("TRUSTED_PROXIES", 0)

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
    def WEBHOOK_NETWORKS(self) -> list[str]:
        """Private networks that webhooks may be sent to, such as ``10.0.0.0/8``; others are refused when connecting."""
        return self._get("WEBHOOK_NETWORKS", [])


conf = Conf()
