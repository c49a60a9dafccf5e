from django import template
from django.utils.html import format_html

from coprod_wagtail.blog.finding import counts
from coprod_wagtail.blog.finding.words import path_of, search_path
from coprod_wagtail.page_tree.languages import language_code_of
from coprod_wagtail.templatetags.coprod_wagtail import named
from coprod_wagtail.text.formats import in_a_row, month_in_words, set_apart, with_commas

register = template.Library()
register.filter(month_in_words)


@register.simple_tag(takes_context=True)
def archive_url(context, page, kind, slug):
    """Address of the list of the posts that have something in common, below `page`, a blog, or below the blog of `page`, a
    post: `kind` is "topic", "tag", "by" or "series". Empty for a post that is in no blog, and on a server that draws no pages."""
    blog = page if hasattr(page, "get_post_model") else page.blog_index
    url = blog and blog.live and blog.get_url(context.get("request"))
    return f"{url}{path_of(kind, slug, language_code_of(blog))}" if url else ""


@register.simple_tag(takes_context=True)
def linked_topics(context, post):
    """What a post is about, each a link to the other posts about it, with commas between."""
    return with_commas(_linked(context, post, "topic", topic) for topic in post.shown_categories)


@register.simple_tag(takes_context=True)
def linked_series(context, post):
    """The name of the series that a post is in, as a link to its posts; nothing where it is in none."""
    return _linked(context, post, "series", post.in_series.series) if post.in_series else ""


def _linked(context, post, kind, thing):
    url = archive_url(context, post, kind, thing.slug)
    return format_html('<a href="{}">{}</a>', url, named(thing)) if url else named(thing)


@register.inclusion_tag("coprod_wagtail/blog/_topics.html", takes_context=True)
def blog_topics(context, blog):
    """The topics of a blog's posts, each a link to them, with how many there are. One query."""
    return _below(context, blog) | {"topics": counts.topics(counts.under(blog))}


@register.inclusion_tag("coprod_wagtail/blog/_archive.html", takes_context=True)
def blog_years(context, blog):
    """The years of a blog's posts, each a link to them, with how many there are. One query."""
    return _below(context, blog) | {"years": counts.years(counts.under(blog))}


@register.inclusion_tag("coprod_wagtail/blog/_months.html", takes_context=True)
def blog_months(context, blog, archive):
    """The months of the year that the list `archive` is of, each a link to its posts, with how many there are. One query."""
    years = counts.years(counts.under(blog, archive.narrow(blog.get_posts())))
    return _below(context, blog) | {"months": [month for year in years for month in reversed(year.months)]}


@register.inclusion_tag("coprod_wagtail/blog/_search.html", takes_context=True)
def blog_search(context, blog, results=None, label=""):
    """The box in which readers look for words below `blog`; with `results`, those of a search, what was typed is in it, and what
    the results can be narrowed by stands below. `label` stands above the box. Asks the database nothing without results."""
    url = blog.get_url(context.get("request"))
    return {
        "url": f"{url}{search_path(language_code_of(blog))}" if url else "",
        "text": results.text if results else "",
        "filters": results.filters if results else [],
        "label": label,
    }


@register.filter
def names_in_a_row(names):
    """Names of people as one phrase, each kept from disturbing the words around it."""
    return in_a_row(map(set_apart, names))


def _below(context, blog):
    return {"url": blog.get_url(context.get("request")), "request": context.get("request")}
