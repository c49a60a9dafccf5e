"""The moderators' queue with very many comments, on PostgreSQL: how long each list takes, and with how many queries, beside a
site that has few. In one process, without a server: what grows with the rows is what the database does."""

import json
from datetime import timedelta
from time import perf_counter
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from coprod_wagtail.comments.models import CommentRight, Conversation, ReaderComment
from coprod_wagtail.comments.moderation.search import index
from coprod_wagtail.pages.models import BlogIndexPage, BlogPostPage

#: With so few comments, and so few that wait, a site begins.
FEW, FEW_WAITING = 1_000, 20
#: A word that a hundred comments have, whatever there are.
RARE, HAVE_IT = "gravyboat", 100
_POSTS = 50
_ROUNDS = 5
_LIST = "/admin/reader-comments/"
FILL = """
INSERT INTO coprod_comments_readercomment
 (page_id, conversation_id, public_id, language, body, body_html, author_name, author_email, author_kind, author_badge,
  author_role, helped, content_note, status, status_since, queue_rank, words_version, edit_waits, listed, has_messages,
  has_grounds, has_covered, shown_unread, reply_count, posted_at, posted_precision, received_at, due_at,
  sort_key, signs, source, repeat_digest, slip_nonce)
SELECT page_id, id, gen_random_uuid(), CASE n %% 10 WHEN 0 THEN 'cy' ELSE 'en' END, words, '<p>' || words || '</p>',
  'Reader ' || n, '', 'guest', '', '', '', '', status, sent, 1 + (n %% 97 > 0)::int, 1, false, status = 'published', false, false,
  false, false, 0, sent, 'exact', sent, sent + interval '2 days', extract(epoch FROM sent) * 1000000, CASE n %% 20 WHEN 0 THEN '["many_links"]' ELSE '[]' END::jsonb,
  'site', '', ''
FROM (
 SELECT n, page_id, id, now() - n * interval '1 minute' AS sent,
  CASE WHEN n %% %(of)s < %(waiting)s THEN 'pending' WHEN n %% 10 = 7 THEN 'declined' WHEN n %% 50 = 8 THEN 'spam'
   WHEN n %% 50 = 9 THEN 'hidden' ELSE 'published' END AS status,
  'Number ' || n || ' says that the bus ' || md5(n::text) || ' comes late, and that ' || md5((n * 7)::text) || ' is too warm.'
   || CASE WHEN n %% %(rare)s = 0 THEN ' %(word)s' ELSE '' END AS words
 FROM generate_series(1, %(count)s) n
 JOIN (SELECT page_id, id, row_number() OVER (ORDER BY id) - 1 AS place FROM coprod_comments_conversation) c
  ON c.place = n %% %(posts)s
) made
"""
_COUNTERS = """
UPDATE coprod_comments_conversation SET published_count = p, waiting_count = w, thread_count = p FROM (
 SELECT conversation_id, count(*) FILTER (WHERE status = 'published') AS p, count(*) FILTER (WHERE status = 'pending') AS w
 FROM coprod_comments_readercomment GROUP BY 1) counted WHERE counted.conversation_id = id
"""


def make_site():
    """Pages in two sections, and who reads: the names of the people, with themselves."""
    root = Site.objects.get(is_default_site=True).root_page
    sections = [root.add_child(instance=BlogIndexPage(title=f"Section {number}")) for number in (1, 2)]
    for number in range(_POSTS):
        post = sections[number % 10 == 0].add_child(instance=BlogPostPage(title=f"Post {number}"))
        Conversation.objects.create(page=post)
    users, group = get_user_model().objects, Group.objects.create(name="Volunteers of section 2")
    group.permissions.set(Permission.objects.filter(codename="access_admin"))
    CommentRight.objects.create(group=group, page=sections[1])
    volunteer = users.create_user("volunteer", password=uuid4().hex)
    volunteer.groups.add(group)
    return {"superuser": users.create_superuser("superuser", password=uuid4().hex), "volunteer of a section": volunteer}


def fill(count, waiting):
    """So many comments, and so many of them that wait, in place of those that are there."""
    share = {"of": count // 10, "waiting": waiting // 10, "rare": count // HAVE_IT}
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE coprod_comments_readercomment CASCADE")
        index.drop(connection.alias)  # made anew it is quicker
        cursor.execute(FILL % {**share, "word": RARE, "count": count, "posts": _POSTS})
        cursor.execute(_COUNTERS)
        index.make(connection.alias)
        cursor.execute("VACUUM ANALYZE coprod_comments_readercomment")
        cursor.execute("ANALYZE")


def lists():
    """The lists that are asked for, by name, with what stands in their addresses."""
    page = BlogPostPage.objects.order_by("-pk").first().pk
    post = ReaderComment.objects.filter(page__in=_second_section()).values_list("page", flat=True).first() or page
    day = (timezone.now() - timedelta(days=1)).date().isoformat()
    tabs = ("pending", "published", "declined", "spam", "hidden", "reported", "answered", "changed")
    return {
        "first page": "",
        "page 3": "p=3",
        **{f"tab: {tab}": f"status={tab}" for tab in tabs},
        "filter: one page": f"page={post}",
        "filter: a section": f"section={BlogIndexPage.objects.get(title='Section 2').pk}",
        "filter: a sign": "sign=many_links",
        "filter: a sign, of what waits": "sign=many_links&status=pending",
        "filter: a language": "language=cy",
        "filter: a language, of what waits": "language=cy&status=pending",
        "filter: what was handed over": "mine=on",
        "filter: days": f"received_from={day}",
        "search": f"q={RARE}",
        "search among those that wait": f"q={RARE}&status=pending",
        "search for what is not there": "q=zyzzogeton",
    }


def _second_section():
    return BlogIndexPage.objects.get(title="Section 2").get_children()


def measure(users):
    """Of each list, for each of `users`: milliseconds of the quickest round, and queries."""
    found = {}
    for who, user in users.items():
        client = Client(headers={"host": "localhost"})
        client.force_login(user)
        for name, query in lists().items():
            found[f"{name}, {who}"] = _visit(client, f"{_LIST}?{query}")
    return found


def _visit(client, address):
    asked, seconds = [], []

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    client.get(address)
    with connection.execute_wrapper(note):
        response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code} from {address} is not what was to be measured")
    for _ in range(_ROUNDS):
        start = perf_counter()
        client.get(address)
        seconds.append(perf_counter() - start)
    return 1000 * min(seconds), len(asked)


def compare(count, waiting):
    """What each list took with few comments and with so many, as JSON can say it."""
    users = make_site()
    fill(FEW, FEW_WAITING)
    few = measure(users)
    fill(count, waiting)
    many = measure(users)
    return json.dumps([{"name": name, "few": few[name], "many": many[name]} for name in few])
