"""Compares what a file holds with what the site has: what is to be made, and where. Changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.apps import apps
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Site

from coprod_wagtail.comments.actions import OldComment
from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.page_tree.wagtail_page import AnyPage
from coprod_wagtail.swap import get_page_model

from .content import ImportedPost
from .exceptions import CannotImport
from .fingerprints import keyed_comments, post_key, text_key
from .models import ImportedPage

#: Room for "-2" and its like below the 255 characters of the field.
_MAX_SLUG = 240
#: A database takes only so many values in one question.
_KEYS_AT_ONCE = 500


def post_model():
    """The page type that posts become: the ready-made one, asked for by name."""
    return apps.get_model("coprod_pages", "BlogPostPage")


@dataclass(slots=True, kw_only=True)
class Plan:
    """What to do with one post. `existing` is the page it was made into before, or None; then `slug` is the address to
    give it, and `slug_taken_by` the title of the page that has the obvious one. `new_comments` and `known_comments` say
    how many are to be made, and how many were before."""

    source: str
    post: ImportedPost
    parent: AnyPage
    source_key: str
    text_key: str
    existing: AnyPage | None
    wording_changed: bool
    slug: str
    slug_taken_by: str
    new_comments: int
    known_comments: int

    @property
    def nothing_to_do(self) -> bool:
        return self.existing is not None and not self.new_comments


def make_plan(post, *, source, parent) -> Plan:
    """What to do with `post`, read from the format `source`, for the page `parent`."""
    new, known = _count_comments(source, post)
    record = ImportedPage.objects.filter(source_key=post_key(source, post)).select_related("page").first()
    slug, taken_by = ("", "") if record else _free_slug(post.title, parent)
    return Plan(
        source=source,
        post=post,
        parent=parent,
        source_key=post_key(source, post),
        text_key=text_key(post),
        existing=record.page if record else None,
        wording_changed=record is not None and record.text_key != text_key(post),
        slug=slug,
        slug_taken_by=taken_by,
        new_comments=new,
        known_comments=known,
    )


def find_parent(path):
    """The page at `path`, an address on the site such as ``/blog/``. Raises `CannotImport` if posts cannot go there."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        raise CannotImport(_("This site has no pages yet. Make a blog page first."))
    path = "/".join(part for part in path.split("/") if part)
    url_path = site.root_page.url_path + (f"{path}/" if path else "")
    parent = get_page_model().objects.filter(url_path=url_path).first()
    if parent is None:
        raise CannotImport(
            _("There is no page at /%(path)s. Give the address of a blog with --under.") % {"path": path}
        )
    parent = parent.specific
    if not post_model().can_create_at(parent):
        raise CannotImport(
            _("Posts cannot go under “%(title)s”: it is not a blog. Give the address of a blog with --under.")
            % {"title": parent.title}
        )
    return parent


def _free_slug(title, parent):
    """(a slug nobody has under `parent`, the title of the page with the obvious one or "")."""
    base = slugify(title, allow_unicode=getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True)) or "post"
    if len(base) > _MAX_SLUG:
        base = base[:_MAX_SLUG].rsplit("-", 1)[0]
    taken = dict(parent.get_children().filter(slug__startswith=base).values_list("slug", "title"))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug, taken.get(base, "")


def old_comments(plan) -> Iterator[OldComment]:
    """Every comment of the plan's post as `ImportComments` takes it, which leaves those alone that are here already."""
    keys: dict[int | None, bytes] = {}
    for key, comment in keyed_comments(plan.source, plan.post):
        keys[comment.position] = bytes.fromhex(key)
        answered = keys.get(comment.reply_to)
        yield OldComment(
            source_key=key,
            body=comment.body,
            author_name=comment.author_name or "",
            posted_at=comment.posted_at,
            posted_precision=comment.precision,
            position=comment.position,
            reply_to_key=answered.hex() if answered else "",
        )


def _count_comments(source, post):
    """(how many comments of `post` are not here yet, how many are)."""
    keys, total, known = (key for key, _comment in keyed_comments(source, post)), 0, 0
    while some := list(islice(keys, _KEYS_AT_ONCE)):
        total += len(some)
        known += ReaderComment.objects.filter(source_key__in=some).count()
    return total - known, known
