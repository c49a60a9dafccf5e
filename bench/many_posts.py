"""What finding one's way in a blog takes with very many posts, beside what it takes with few."""

import copy
import json
import time
import uuid
from datetime import timedelta

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from coprod_wagtail.blog.models import Category
from coprod_wagtail.pages.models import BlogPostAuthor, BlogPostPage

from .content import make

ROUNDS = 7
#: Of these many words each post has three, so that a search finds a part of them.
_WORDS = ["bus", "kettle", "garden", "letter", "lift", "tea", "choir", "bench", "ramp", "soup", "radio", "quilt"]


def compare(few: int, many: int) -> str:
    """Fills an empty, migrated database with `few` posts, and then to `many`; says as JSON what each list took: milliseconds and
    queries."""
    make([])
    blog = Page.objects.get(slug="blog", depth=3)
    post = BlogPostPage.objects.child_of(blog).get(slug="listed-0")
    categories = [Category.objects.create(name=f"Topic {number}", slug=f"topic-{number}") for number in range(20)]
    rows = [{"name": name} for name in _pages(blog)]
    for column, size in (("few", few), ("many", many)):
        _fill(blog, post, categories, size)
        for row, path in zip(rows, _pages(blog).values(), strict=True):
            row[column] = _took(path)
    return json.dumps(rows)


def _pages(blog):
    return {
        "a blog's first page": blog.url,
        "its last page but ten": f"{blog.url}?page=10",
        "the posts about a topic": f"{blog.url}topic/topic-3/",
        "the posts of a year": f"{blog.url}2025/",
        "a post in the middle": f"{blog.url}copy-150/",
        "the feed": f"{blog.url}feed/",
        "the sitemap": "/sitemap.xml",
        "API: 20 posts": "/api/coprod/v1/posts/?limit=20",
        "API: the topics": "/api/coprod/v1/categories/",
        "API: 100 pages of all kinds": "/api/coprod/v1/pages/?limit=100",
    }


@transaction.atomic
def _fill(blog, original, categories, size):
    """Copies of `original` below `blog` until there are `size` of them, each with a date, a topic and a name of its own; the rows
    themselves, because Wagtail would take a minute for a thousand."""
    blog.refresh_from_db()
    there = BlogPostPage.objects.child_of(blog).filter(slug__startswith="copy-").count()
    numbers = range(there, size)
    pages = []
    base = Page.objects.get(pk=original.pk)
    for number in numbers:
        page = copy.copy(base)
        page.pk = page.id = None
        page.title = f"{' '.join(_WORDS[(number * step) % len(_WORDS)] for step in (1, 5, 7)).capitalize()} {number}"
        page.slug, page.translation_key = f"copy-{number}", uuid.uuid4()
        page.path, page.url_path = Page._get_path(blog.path, base.depth, 1000 + number), f"{blog.url_path}{page.slug}/"
        pages.append(page)
    ids = [page.pk for page in Page.objects.bulk_create(pages, batch_size=500)]
    blog.numchild += len(ids)
    blog.save(update_fields=["numchild"])
    _copy_posts(original, dict(zip(ids, numbers, strict=True)))
    topics = BlogPostPage.categories.through
    topics.objects.bulk_create(
        (topics(blogpostpage_id=pk, category=categories[pk % len(categories)]) for pk in ids), batch_size=500
    )
    (author,) = original.authors.all()
    authors = (BlogPostAuthor(page_id=pk, profile_id=author.profile_id, sort_order=0) for pk in ids)
    BlogPostAuthor.objects.bulk_create(authors, batch_size=500)
    tags = BlogPostPage.tags.through
    tag = original.tags.first()
    tags.objects.bulk_create((tags(content_object_id=pk, tag=tag) for pk in ids), batch_size=500)


def _copy_posts(original, numbers):
    fields = BlogPostPage._meta.local_concrete_fields
    columns = [field.column for field in fields]
    values = {field.column: field.get_db_prep_save(field.pre_save(original, False), connection) for field in fields}
    rows = []
    for pk, number in numbers.items():
        day = original.date - timedelta(days=number % 5000)
        rows.append([*({**values, "page_ptr_id": pk, "date": day}[column] for column in columns)])
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {BlogPostPage._meta.db_table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _took(path):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as it does by itself before long
    browser, taken = Client(), []
    for _round in range(ROUNDS):
        # Nobody asked before, as after each change.
        cache.clear()
        began = time.perf_counter()
        answer = browser.get(path)
        taken.append(time.perf_counter() - began)
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.status_code} from {path} is not what was to be measured")
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        browser.get(path)
    return 1000 * min(taken), len(queries)
