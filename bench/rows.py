"""What is measured, against what, and how much it may be: the lines of the table, in their order."""

from dataclasses import dataclass, field

#: So many comments fill one page of a conversation.
BLOCK = 50

# What the client may ask for with a header, see `middleware.py`.
ANEW = "X-Bench-Anew"
QUERIES = "X-Bench-Queries"

FLOOR = "floor: a plain Wagtail page"
QUIET = "post without a conversation"
PLAIN_INDEX = "a plain Wagtail list of 10 posts"
INDEX = "the first page of a blog, with 10 posts"
ADMIN_PAGES = "admin: Wagtail's own list of pages"
ADMIN_COMMENTS = "admin: list of reader comments"
V2 = "API: Wagtail's own v2 detail of a post"
COMMENTS = "API: 50 threads of comments/ on that post"
UNCHANGED = "API: the same, unchanged (304)"
POSTS = "API: 20 posts of posts/"
V2_LIST = "API: 20 pages of Wagtail's own v2 list"
FEW_FIELDS = "API: three fields of 20 posts of posts/"
READY_MADE = "comments ready made, by bulk_create"
IMPORTED = "the same, brought in by ImportComments"

# Names of addresses in `content.make`.
V2_PAGE, COMMENTS_PAGE, POSTS_PAGE = "api-v2", "api-comments", "api-posts"
V2_LIST_PAGE, FEW_FIELDS_PAGE = "api-v2-list", "api-few-fields"

#: So many of them are asked for in the rows of the API; the post has as many threads from here on.
THREADS, POST_COUNT = 50, 20
ENOUGH_COMMENTS = 100
#: So many are brought in, or as many as the fullest post has where that is fewer.
BROUGHT_IN = 10_000

KEPT_ADDS = 0.5
ANEW_ADDS = 1.5
INDEX_TIMES = 1.6
SAME = 1.1


@dataclass(frozen=True)
class Row:
    """One request, again and again. `page` is a name from `content.make`, or an address.

    It may take `at_most` so many times what the row `base` takes; where there is a row `beyond`, that one is taken off
    first. Rows of other things bring a base of their own.
    """

    name: str
    page: str
    base: str = FLOOR
    beyond: str | None = None
    at_most: float | None = None
    headers: dict = field(default_factory=dict)
    signed_in: bool = False
    sends_comment: bool = False
    comments_shown: int = 0
    #: So many items are in the JSON that is answered; None for a page.
    items: int | None = None
    #: Asked by a client that has the answer already.
    unchanged: bool = False


@dataclass(frozen=True)
class SameRow:
    """That the rows named in `of` take the same: the slowest `at_most` so many times the quickest."""

    name: str
    of: tuple
    at_most: float = SAME


@dataclass(frozen=True)
class WriteRow:
    """What writes comments into the database without a client; measured where the database is filled (`writing.py`)."""

    name: str
    base: str = READY_MADE
    beyond: str | None = None
    at_most: float | None = None


def post_name(size):
    """The name of the post with so many comments."""
    return f"post-{size}"


def all_rows(sizes):
    rows = [Row(FLOOR, "plain"), Row(QUIET, "quiet", at_most=2.0)]
    for how, headers, at_most in (("drawn anew", {ANEW: "1"}, ANEW_ADDS), ("list cached", {}, KEPT_ADDS)):
        names = {size: f"post with {size:,} comments, {how}" for size in sizes}
        for size, name in names.items():
            shown = min(size, BLOCK)
            row = Row(name, post_name(size), beyond=QUIET, at_most=at_most, headers=headers, comments_shown=shown)
            rows.append(row)
        filled = tuple(name for size, name in names.items() if size)
        if len(filled) > 1:
            rows.append(SameRow(f"any number of comments the same, {how}", filled))
    rows.append(Row("send a comment", "sending", at_most=4.0, sends_comment=True))
    rows += [Row(PLAIN_INDEX, "plain-index"), Row(INDEX, "index", base=PLAIN_INDEX, at_most=INDEX_TIMES)]
    rows += [
        Row(ADMIN_PAGES, "admin-pages", signed_in=True),
        Row(ADMIN_COMMENTS, "/admin/reader-comments/", base=ADMIN_PAGES, at_most=1.5, signed_in=True),
    ]
    return rows + write_rows(sizes) + api_rows(sizes)


def write_rows(sizes):
    """Whole comments with answers, from an old site's words to the safe HTML, beside their mere rows."""
    return [WriteRow(READY_MADE), WriteRow(IMPORTED, at_most=2.0)] if size_to_bring_in(sizes) else []


def size_to_bring_in(sizes):
    return min(BROUGHT_IN, max(sizes, default=0))


def api_rows(sizes):
    """The JSON API is compared with Wagtail's own, which answers with less: one page, and no comments."""
    rows = [Row(V2, V2_PAGE, items=0)]
    if size_for_api(sizes) >= ENOUGH_COMMENTS:
        rows += [
            Row(COMMENTS, COMMENTS_PAGE, base=V2, at_most=0.5, items=THREADS),
            Row(UNCHANGED, COMMENTS_PAGE, base=V2, at_most=0.5, unchanged=True),
        ]
    return [
        *rows,
        Row(POSTS, POSTS_PAGE, base=V2, at_most=4.0, items=POST_COUNT),
        Row(V2_LIST, V2_LIST_PAGE, base=V2, items=POST_COUNT),
        Row(FEW_FIELDS, FEW_FIELDS_PAGE, base=V2_LIST, at_most=1.0, items=POST_COUNT),
    ]


def size_for_api(sizes):
    """How many comments the post has that the rows of the API are about: the fullest one."""
    return max(sizes, default=0)
