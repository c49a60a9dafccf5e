"""How many posts there are about each topic, with each tag, in each series, by each person, of each year and month: for one
blog, or for a whole site. Each is one query for each page type, and one more where names have to be found in another
language."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from wagtail.models import Locale

from coprod_wagtail.page_tree.languages import has_languages, language_code_of
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.text.collation import collation_key

from ..models import Category, Series
from ..tags import say_languages
from .words import path_of


@dataclass(frozen=True)
class Scope:
    """Which posts are counted, and in which language names and addresses are said."""

    #: One queryset for each page type.
    posts: Sequence[QuerySet[Any]]
    #: Id of the locale; None for whichever each thing has.
    locale_id: int | None = None
    #: The code of the language of addresses.
    language: str = "en"


@dataclass(frozen=True)
class Counted:
    """Something that posts have in common, and how many there are."""

    #: A `Category`, `Series` or `Tag`, with its `language` where that is not the one that was asked for; of people their page.
    thing: Any
    posts: int
    #: Its list's address below a blog, encoded for a URL: ``topic/food/``.
    path: str


@dataclass
class CountedMonth:
    """How many posts there are of a month."""

    first_day: date
    posts: int
    path: str


@dataclass
class CountedYear:
    """How many posts there are of a year."""

    year: int
    posts: int
    path: str
    #: Those with posts, the newest first.
    months: list[CountedMonth] = field(default_factory=list)


def under(index: Any, posts: QuerySet[Any] | None = None) -> Scope:
    """The posts below the blog `index` that everybody may read; or just `posts`, in its language."""
    return Scope([index.get_posts() if posts is None else posts], index.locale_id, language_code_of(index))


def on_site(posts: Iterable[QuerySet[Any]], locale: Locale) -> Scope:
    """The posts in these querysets, one for each page type (such as those of `api.pages.finding.listed`), in the language of
    `locale`."""
    return Scope([*posts], locale.pk, locale.language_code)


def topics(scope: Scope) -> list[Counted]:
    """The categories of the posts, by name."""
    return _by_name(_counted(scope, "topic", "categories", Category))


def series(scope: Scope) -> list[Counted]:
    """The series of the posts, by name."""
    return _by_name(_counted(scope, "series", "series", Series))


def tags(scope: Scope, *, languages: bool = False) -> list[Counted]:
    """The tags of the posts, by name; with `languages` each has its `language`, as far as one can know (see `say_languages`)."""
    numbers: Counter[int] = Counter()
    found: dict[int, Any] = {}
    for posts in scope.posts:
        through, own = posts.model.tags.through, {}  # type: ignore[attr-defined]  # a post's
        rows = _grouped(posts, "tags").values_list("tags", "tags__name", "tags__slug", "coprod_posts")
        for pk, name, slug, number in rows:
            numbers[pk] += number
            if pk not in found:
                own[pk] = through.tag_model()(pk=pk, name=name, slug=slug)
        if languages:
            say_languages(through, [*own.values()])
        found |= own
    return _by_name(Counted(tag, numbers[pk], path_of("tag", tag.slug, scope.language)) for pk, tag in found.items())


def authors(scope: Scope, *, public: bool = True) -> list[Counted]:
    """The members' pages that the posts name, in the language of the scope as far as there are translations, by id; with
    `public` only those that everybody may see. One query more."""
    numbers: Counter[Any] = Counter()
    for posts in scope.posts:
        path = "authors__profile__translation_key"
        numbers.update(dict(_grouped(posts, path).values_list(path, "coprod_posts")))
    pages = get_page_model()._default_manager.filter(translation_key__in=[*numbers])
    found: dict[Any, Any] = {}
    for page in sorted(for_everyone(pages) if public else pages, key=lambda page: page.pk):
        if page.translation_key not in found or page.locale_id == scope.locale_id:
            found[page.translation_key] = page
    return [Counted(page, numbers[key], path_of("by", page.slug, scope.language)) for key, page in found.items()]


def years(scope: Scope) -> list[CountedYear]:
    """The years with posts, the newest first, each with its months. Posts without a date count nowhere."""
    return years_and_undated(scope)[0]


def years_and_undated(scope: Scope) -> tuple[list[CountedYear], int]:
    """The years with posts, the newest first, each with its months; and how many posts there are of which nobody knows the
    date."""
    numbers: Counter[tuple[int, int]] = Counter()
    undated = 0
    for posts in scope.posts:
        # By day: SQLite takes longer to find the month of each post than to give the days.
        rows = posts.order_by().values("date").annotate(coprod_posts=Count("pk")).order_by()
        for day, number in rows.values_list("date", "coprod_posts"):
            if day is None:
                undated += number
            else:
                numbers[day.year, day.month] += number
    found: dict[int, CountedYear] = {}
    for (year, month), number in sorted(numbers.items(), reverse=True):
        counted = found.setdefault(year, CountedYear(year, 0, path_of("date", f"{year:04}", scope.language)))
        counted.posts += number
        path = path_of("date", f"{year:04}/{month:02}", scope.language)
        counted.months.append(CountedMonth(date(year, month, 1), number, path))
    return list(found.values()), undated


def _grouped(posts, name):
    """Rows for each value of the field `name`, with how many posts have it as `coprod_posts`; of `posts` in no order."""
    rows = posts.order_by().filter(**{f"{name}__isnull": False})
    # Only of people may a post name one twice.
    return rows.values(name).annotate(coprod_posts=Count("pk", distinct=name.startswith("authors"))).order_by()


def _counted(scope, kind, name, model):
    """Of things that can be translated: the translation in the scope's language counts for all of them."""
    by_id: Counter[int] = Counter()
    for posts in scope.posts:
        by_id.update(dict(_grouped(posts, name).values_list(name, "coprod_posts")))
    numbers: Counter[Any] = Counter()
    variants: defaultdict[Any, dict[int, Any]] = defaultdict(dict)
    for thing in model.objects.filter(pk__in=by_id) if by_id else ():
        numbers[thing.translation_key] += by_id[thing.pk]
        variants[thing.translation_key][thing.locale_id] = thing
    chosen = {
        key: of_key.get(scope.locale_id) or min(of_key.values(), key=lambda one: one.pk)
        for key, of_key in variants.items()
    }
    if scope.locale_id and has_languages():
        _translate(chosen, model, scope)
    return [Counted(thing, numbers[key], path_of(kind, thing.slug, scope.language)) for key, thing in chosen.items()]


def _translate(chosen, model, scope):
    foreign = [key for key, thing in chosen.items() if thing.locale_id != scope.locale_id]
    if not foreign:
        return
    for thing in model.objects.filter(translation_key__in=foreign, locale=scope.locale_id):
        chosen[thing.translation_key] = thing
    still = [chosen[key] for key in foreign if chosen[key].locale_id != scope.locale_id]
    codes = dict(Locale.objects.values_list("pk", "language_code")) if still else {}
    for thing in still:
        thing.language = codes.get(thing.locale_id, "")


def _by_name(counted):
    return sorted(counted, key=lambda one: (collation_key(one.thing.name), one.thing.pk))
