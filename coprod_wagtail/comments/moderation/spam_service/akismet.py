"""Akismet (https://akismet.com), by the package `akismet`: ``pip install coprod-wagtail[akismet]``."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from coprod_wagtail.outbox.deadline import Deadline

from .base import Facts, Opinion, SpamService, SpamServiceDown

try:
    import akismet
    import httpx
except ImportError:
    akismet = httpx = None  # type: ignore[assignment]

#: Akismet asks for the network address of who wrote it, which is not kept here, and would be nobody's business. This one
#: is for examples, and belongs to nobody (RFC 5737).
_NOBODY = "192.0.2.1"


class AkismetService(SpamService):
    """`key` and `url` as Akismet knows the site; with `is_test`, it neither learns nor counts. Answers are less sure than
    elsewhere, because it gets neither the network address nor the e-mail address of whoever wrote it."""

    name = "Akismet"

    def __init__(self, *, key: str, url: str, is_test: bool = False) -> None:
        if akismet is None:
            raise ImproperlyConfigured("Akismet needs the package akismet: pip install coprod-wagtail[akismet]")
        if not key or not url.startswith(("http://", "https://")):
            raise ImproperlyConfigured("Akismet needs a key, and the url of the site that it is for.")
        self._config = akismet.Config(key=key, url=url)
        self._is_test = is_test

    def opinion_on(self, facts: Facts, deadline: Deadline) -> Opinion:
        said = self._ask("comment_check", facts, deadline)
        return Opinion.FINE if said == akismet.CheckResponse.HAM else Opinion.SPAM

    def tell(self, facts: Facts, opinion: Opinion, deadline: Deadline) -> None:
        self._ask("submit_spam" if opinion == Opinion.SPAM else "submit_ham", facts, deadline)

    def _ask(self, verb: str, facts: Facts, deadline: Deadline) -> Any:
        with self._http(deadline) as http:
            client = akismet.SyncClient(config=self._config, http_client=http)
            try:
                return getattr(client, verb)(user_ip=_NOBODY, **self._said(facts))
            except akismet.AkismetError as error:
                # Not what it says: that may hold what was sent.
                raise SpamServiceDown(type(error).__name__) from None

    def _http(self, deadline: Deadline) -> httpx.Client:
        # Neither a proxy nor a password is taken from the environment.
        return httpx.Client(headers={"User-Agent": akismet.USER_AGENT}, timeout=deadline.left(), trust_env=False)

    def _said(self, facts: Facts) -> dict[str, Any]:
        said: dict[str, Any] = {
            "comment_type": "comment",
            "comment_content": facts.words,
            "comment_author": facts.name,
            "blog_charset": "UTF-8",
            "blog_lang": facts.language.replace("-", "_"),
            "permalink": facts.page_url,
        }
        if self._is_test:
            said["is_test"] = 1
        return {name: value for name, value in said.items() if value}
