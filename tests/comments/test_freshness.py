"""Answers whose every part is known, as in the JSON API: what makes them another, and who may keep them."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.http import HttpResponse
from wagtail.models import Site

from coprod_wagtail.comments.freshness import conversation_parts, settings_parts
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.http_cache import answer, etag_of
from coprod_wagtail.models import SiteHelp

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def told(response):
    """The directives of Cache-Control."""
    return set(response.get("Cache-Control", "").replace(" ", "").split(",")) - {""}


class TestAnswersWithKnownParts:
    def ask(self, rf, parts, drawn, tag=None, seconds=60, **more):
        request = rf.get("/api/", headers={"If-None-Match": tag} if tag else {})
        return answer(request, parts, lambda: drawn.append(1) or HttpResponse("words"), seconds=seconds, **more)

    def test_who_has_it_gets_it_once(self, rf, post):
        drawn, parts = [], conversation_parts(Conversation.for_page_id(post.pk))
        first = self.ask(rf, parts, drawn)
        assert first["ETag"].startswith('"')
        again = self.ask(rf, parts, drawn, first["ETag"])
        assert (again.status_code, again["ETag"], told(again)) == (304, first["ETag"], told(first))
        assert drawn == [1]
        assert "s-maxage=60" in told(first)

    def test_a_change_in_any_part_is_another_answer(self, rf, post):
        drawn, conversation = [], Conversation.for_page_id(post.pk)
        help_for_readers = SiteHelp(site=Site.objects.get())
        parts = conversation_parts(conversation) | settings_parts(help_for_readers)
        tag = self.ask(rf, parts, drawn)["ETag"]
        conversation.version += 1
        assert self.ask(rf, parts | conversation_parts(conversation), drawn, tag).status_code == 200
        help_for_readers.phone = "020 7946 0000"
        assert self.ask(rf, parts | settings_parts(help_for_readers), drawn, tag).status_code == 200
        assert self.ask(rf, parts | {"revision": NOON}, drawn, tag).status_code == 200

    def test_without_seconds_nothing_is_said_to_shared_caches(self, rf, db):
        response = self.ask(rf, {}, [], seconds=0)
        assert response.has_header("ETag") and not response.has_header("Cache-Control")

    def test_what_no_purge_reaches_is_asked_about_each_time(self, rf, db):
        assert told(self.ask(rf, {}, [], purgeable=False)) == {"no-cache"}

    def test_a_session_gets_its_own(self, rf, db):
        request = rf.get("/api/", headers={"If-None-Match": self.ask(rf, {}, [])["ETag"]})
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
        response = answer(request, {}, lambda: HttpResponse("words"), seconds=60)
        assert (response.status_code, told(response)) == (200, {"private", "no-store"})
        assert not response.has_header("ETag")

    def test_an_error_is_not_kept(self, rf, db):
        response = answer(rf.get("/api/"), {}, lambda: HttpResponse(status=409), seconds=60)
        assert response.status_code == 409
        assert not response.has_header("ETag") and not response.has_header("Cache-Control")

    def test_what_is_no_part_is_refused(self):
        with pytest.raises(TypeError):
            etag_of({"thing": object()})
