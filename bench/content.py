"""What is measured: one article on pages of several types, and conversations of any size on it."""

import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.images import ImageFile
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client
from django.utils.text import slugify
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission, Page, Site

from coprod_wagtail.blog.models import Category
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import Conversation, ReaderComment, ReaderCommentSettings
from coprod_wagtail.models import SiteHelp
from coprod_wagtail.pages.models import (
    BlogIndexPage,
    BlogPostAuthor,
    BlogPostPage,
    MemberIndexPage,
    MemberProfilePage,
)
from example_site.home.models import TextPage

from .models import PlainIndex, PlainPage, QuietPost, QuietPostAuthor
from .rows import (
    BLOCK,
    COMMENTS_PAGE,
    FEW_FIELDS_PAGE,
    POST_COUNT,
    POSTS_PAGE,
    THREADS,
    V2_LIST_PAGE,
    V2_PAGE,
    post_name,
    size_for_api,
    size_to_bring_in,
)
from .writing import measure_writing

#: Of a block; of these ten are answered once.
FIRST_ONES = 40

_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
_SENTENCES = [
    "The bus comes once an hour, and the last one leaves before the meeting is over.",
    "We tried it on a Tuesday, and more people came than ever before.",
    "My neighbour would come along if somebody rang her the day before.",
    "Thank you for asking us first this time.",
    "I would rather have it in writing, in large print, so that I can read it twice.",
    "The room upstairs is too warm, and the lift was out of order again.",
    "Could the tea be at the start? Some of us have to leave early.",
]
_PARTS = ["heading", "text", "picture", "text", "heading", "text", "text"]


def make(sizes) -> dict:
    """Fill an empty, migrated database. Returns the addresses of the pages by name, a session of a moderator, and how
    long it took to write comments."""
    writing, brought_in = {}, size_to_bring_in(sizes)
    with transaction.atomic():
        paths, posts = _make_pages(sizes)
    if brought_in:
        writing = measure_writing(posts[max(posts)], _SENTENCES, brought_in)
    with transaction.atomic():
        for size, post in posts.items():
            if size:
                make_conversation(post, size)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as it does by itself before long
    return {"paths": paths, "session": _session_of_a_moderator(), "writing": writing}


def _make_pages(sizes):
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    home = site.root_page
    image = _image()
    privacy = _add(home, TextPage(title="Privacy", slug="privacy"))
    ReaderCommentSettings.objects.create(site=site, privacy_page=privacy)
    SiteHelp.objects.create(site=site, text="Would you rather say it? Ring us.", phone="01632 960 123")
    members = _add(home, MemberIndexPage(title="People", slug="people", show_in_menus=True))
    robin = MemberProfilePage(title="Robin", slug="robin", photo=image, photo_decorative=True)
    profile = _add(members, robin)
    blog = _add(home, BlogIndexPage(title="Blog", slug="blog", show_in_menus=True))
    categories = [Category.objects.create(name=name, slug=slugify(name)) for name in ("Getting about", "Meetings")]

    plain = PlainPage(**_article("plain", image), body=_body(image))
    paths = {"plain": _add(blog, plain).url, "plain-index": _add(home, PlainIndex(title="News", slug="news")).url}
    paths |= {"index": blog.url, "admin-pages": f"/admin/pages/{blog.pk}/"}
    posts = {}
    kinds = [("quiet", QuietPost, QuietPostAuthor), ("sending", BlogPostPage, BlogPostAuthor)]
    kinds += [(post_name(size), BlogPostPage, BlogPostAuthor) for size in sizes]
    kinds += [(f"listed-{number}", BlogPostPage, BlogPostAuthor) for number in range(POST_COUNT)]
    for name, post_type, author_type in kinds:
        post = post_type(
            **_article(name, image),
            body=_body(image, ours=True),
            image_alt="Two boats in a harbour.",
            closing_question="What would make it easier for you to come?",
        )
        post.categories = categories
        post.tags.add("buses", "tea")
        post.authors = [author_type(profile=profile)]
        posts[name] = _add(blog, post)
        paths[name] = posts[name].url
    paths |= _api_paths(posts[post_name(size_for_api(sizes)) if sizes else "sending"])
    return paths, {size: posts[post_name(size)] for size in sizes}


def _api_paths(post):
    return {
        V2_PAGE: f"/api/v2/pages/{post.pk}/",
        COMMENTS_PAGE: f"/api/coprod/v1/comments/?page={post.pk}&limit={THREADS}",
        POSTS_PAGE: f"/api/coprod/v1/posts/?limit={POST_COUNT}",
        V2_LIST_PAGE: f"/api/v2/pages/?type=coprod_pages.BlogPostPage&limit={POST_COUNT}",
        FEW_FIELDS_PAGE: f"/api/coprod/v1/posts/?limit={POST_COUNT}&fields=id,title,path",
    }


def _article(name, image):
    return {
        "title": "How we found a better hour",
        "slug": name,
        "summary": "We asked when people can come. This is what they said, and what we changed.",
        "date": date(2026, 3, 2),
        "image": image,
    }


def _body(image, ours=False):
    picture = {"image": image.pk, "decorative": False, "alt_text": "Two boats in a harbour."}
    values = {
        "heading": {"text": "What we changed", "level": "h2"} if ours else "What we changed",
        "text": "".join(f"<p>{' '.join(_SENTENCES)}</p>" for _ in range(3)),
        "picture": {"image": picture, "caption": ""} if ours else picture,
    }
    return json.dumps([{"type": part, "value": values[part]} for part in _PARTS])


def _add(parent, page):
    return parent.add_child(instance=page)


def _image():
    drawn = BytesIO()
    Picture.new("RGB", (1600, 900), (30, 90, 110)).save(drawn, "JPEG")
    return get_image_model().objects.create(title="Two boats", file=ImageFile(drawn, name="boats.jpg"))


def _session_of_a_moderator():
    moderator = get_user_model().objects.create(username="moderator", email="moderator@example.org")
    may = Permission.objects.filter(codename__in=["access_admin", "moderate_readercomment"])
    moderator.user_permissions.set(may)
    # Who may change pages sees the list of them that the moderators' own is measured against.
    editors = Group.objects.create(name="Editors of everything")
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=editors, page=Page.get_first_root_node(), permission=change)
    moderator.groups.add(editors)
    browser = Client()
    browser.force_login(moderator)
    return {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value}


def make_conversation(page, size):
    """`size` comments, a multiple of `BLOCK`. The last of each block is still waiting, but not in the first block."""
    blocks, rest = divmod(size, BLOCK)
    if rest:
        raise ValueError(f"Choose a number of comments that can be divided by {BLOCK}.")
    conversation = Conversation.objects.create(
        page_id=page.pk,
        published_count=size - (blocks - 1),
        waiting_count=blocks - 1,
        thread_count=blocks * FIRST_ONES,
        version=size,
    )
    first_id = (ReaderComment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    rows = [_row(conversation, number, first_id) for number in range(BLOCK)]
    ReaderComment.objects.bulk_create(rows)
    _copy(rows, blocks - 1)


def _row(conversation, number, first_id):
    moment = _BEGAN + timedelta(minutes=number)
    answers = first_id + number % FIRST_ONES * 4 if number >= FIRST_ONES else None
    row = ReaderComment(
        pk=first_id + number,
        page_id=conversation.page_id,
        conversation=conversation,
        public_id=UUID(int=first_id + number),
        language=settings.LANGUAGE_CODE,
        body="\n\n".join(" ".join(_SENTENCES[(number + part) % 3 :][:3]) for part in range(1 + number % 3)),
        author_name=f"Reader {number}",
        thread_id=answers,
        reply_to_id=answers,
        reply_count=int(number < FIRST_ONES and number % 4 == 0),
        status=Status.PUBLISHED,
        listed=True,
        posted_at=moment,
        received_at=moment,
    )
    row.prepare()
    return row


def _copy(rows, times):
    """The same block again, each an hour after the one before, inside the database: a million would take Django minutes."""
    if not times:
        return
    hours_later = {
        "sqlite": "strftime('%%Y-%%m-%%d %%H:%%M:%%S', {}, '+' || n || ' hours')",
        "postgresql": "{} + n * interval '1 hour'",
    }[connection.vendor]
    number = f"id + n * {BLOCK}"
    is_last = f"id = {rows[-1].pk}"
    changed = {
        "id": number,
        "thread_id": f"thread_id + n * {BLOCK}",
        "reply_to_id": f"reply_to_id + n * {BLOCK}",
        "public_id": {
            "sqlite": f"printf('%%032x', {number})",
            "postgresql": f"lpad(to_hex({number}), 32, '0')::uuid",
        }[connection.vendor],
        "posted_at": hours_later.format("posted_at"),
        "received_at": hours_later.format("received_at"),
        "due_at": hours_later.format("due_at"),
        "sort_key": "sort_key + n * 3600000000",
        "status": f"CASE WHEN {is_last} THEN '{Status.PENDING}' ELSE status END",
        "listed": f"CASE WHEN {is_last} THEN FALSE ELSE listed END",
        "reply_count": f"CASE WHEN id = {rows[-1].thread_id} THEN 0 ELSE reply_count END",
    }
    table = ReaderComment._meta.db_table
    columns = [field.column for field in ReaderComment._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) "
            "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < %s) "
            f"SELECT {', '.join(changed.get(column, column) for column in columns)} FROM {table}, copies "
            "WHERE id BETWEEN %s AND %s ORDER BY n",
            [times, rows[0].pk, rows[-1].pk],
        )
        for statement in connection.ops.sequence_reset_sql(no_style(), [ReaderComment]):
            cursor.execute(statement)
