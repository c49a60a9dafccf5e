"""A comment that was hidden is gone from the cache in front of the site, whatever else waits to be sent."""

import pytest

from .processes import START_SECONDS, LetsGo, NeverAnswers, Site, listening, within

pytestmark = [pytest.mark.pure, pytest.mark.django_db(transaction=True)]

MESSAGES = 1000

#: As it goes on a site: each message is stored with a change of its own.
THE_WEB_PROCESS = """
import sys, time
from django.core.management import call_command
from coprod_wagtail.comments.actions import HideComment
from coprod_wagtail.webhooks.models import Webhook
from coprod_wagtail.webhooks.payloads import about_page
from coprod_wagtail.webhooks.signal_handlers import announce
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory
from wagtail.models import Site

call_command("migrate", "django_tasks_database", verbosity=0)
blog = BlogIndexPageFactory(parent=Site.objects.get().root_page, title="Blog", slug="blog")
comment = ReaderCommentFactory(page=BlogPostPageFactory(parent=blog, slug="a-good-week"))
moderator = ModeratorFactory()
Webhook.objects.create(name="Never answers", url=sys.stdin.readline().strip(), events=["page.published"])
for number in range({messages}):
    announce("page.published", about_page("page.published", blog))
print("told", flush=True)
sys.stdin.readline()
now = time.time()
HideComment(comment, user=moderator)()
print("hidden", now, flush=True)
sys.stdin.readline()
"""


def test_a_hidden_comment_is_gone_within_five_seconds_however_many_messages_hang(tmp_path):
    with listening(LetsGo) as cache, listening(NeverAnswers) as receiver:
        site = Site(tmp_path, cache.url)
        with site.web(THE_WEB_PROCESS.format(messages=MESSAGES)) as web:
            print(f"{receiver.url}/hook", file=web.stdin, flush=True)
            site.hears(web, "told")
            with site.worker():
                assert within(START_SECONDS, lambda: receiver.seen), site.log.read_text()[-3000:]
                print("hide it", file=web.stdin, flush=True)
                hidden = float(site.hears(web, "hidden"))

                def gone():
                    return [moment for path, moment in cache.seen if path == "/blog/a-good-week/" and moment > hidden]

                assert within(60, gone), "Not gone after a minute."
                assert gone()[0] - hidden < 5
