"""The HTML of comments in a list.

Written in code, because a template takes three times as long for it, and this is most of what there is to draw; and without
spaces between elements, of which there would be more than of words.
"""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString

from .items import Item


def comments_in_html(
    items: Iterable[Item], *, page_url: str, around: str, send_url: str, reports_url: str, answering: bool
) -> SafeString:
    """What stands in the list of comments: each with its heading, its words and what can be done about it, and the replies to
    one in a list of their own.

    `around` stands between the URL of the page and a comment's number, where that is not on the first page. Comments are
    told us about at `reports_url` and their number. With `answering` each has a button of the form, so that it takes along
    what somebody wrote there, and is sent to `send_url`.
    """
    link = escape(f"{page_url}{around}")
    reply = (
        '<button class="coprod-link" type="submit" form="coprod-form" '
        f'formaction="{escape(send_url)}#form" name="reply" value="'
    )
    report = f'<a href="{escape(reports_url)}'
    drawn = []
    for item in items:
        anchor, level, number = item.anchor, item.level, item.number
        if item.opens:
            drawn.append('<ol class="coprod-replies">\n')
        drawn.append(
            f'<li><article class="coprod-comment{" coprod-comment--noted" if item.note else ""}" id="{anchor}" tabindex="-1" '
            f'aria-labelledby="{anchor}-title">\n'
            f'<h{level} class="coprod-comment__head" id="{anchor}-title">{item.byline} '
            f'<a class="coprod-comment__link" href="{link}{number if around else ""}#{anchor}">{item.link_words}</a></h{level}>\n'
        )
        if item.note:
            drawn.append(f'<p class="coprod-comment__when">{escape(item.note)}</p>\n')
        if item.body_html:
            drawn.append(_words(item))
        if item.report_words:
            drawn.append('<p class="coprod-comment__actions">')
            if answering and item.can_be_answered:
                drawn.append(f'{reply}{number}">{item.button_words}</button> ')
            drawn.append(f'{report}{number}/" rel="nofollow">{item.report_words}</a></p>\n')
        drawn.append("</article>")
        if item.closes:
            drawn.append("</li></ol></li>\n")
        elif not item.followed:
            drawn.append("</li>\n")
    return SafeString("".join(drawn))


def _words(item):
    language = f' lang="{escape(item.language)}"' if item.language else ""
    words = f'<div class="coprod-comment__body" dir="auto"{language}>{item.body_html}</div>\n'
    if not item.note_words:
        return words
    return f'<details class="coprod-comment__noted"><summary>{item.note_words}</summary>{words}</details>\n'
