"""Pages that would keep a careless reader busy: each grows with `size`, and twice as much should take twice as long."""

SP = "\u2003"  # a space that no pattern of ASCII knows


def html(body, head=""):
    return f"<!doctype html><html><head><title>A week</title>{head}</head><body><h1>A week</h1><p>Words of the week.</p>{body}</body></html>"


def text(body):
    return f"A week\n\nWords of the week, which are long enough to be a paragraph of their own.\n\n{body}"


def lines(line):
    return lambda size: text((line + "\n") * (size // len(line)))


def paragraphs(line):
    return lambda size: text((line + "\n\n") * (size // len(line)))


def one(start, fill, end="", make=text):
    return lambda size: make(start + fill * (size // max(len(fill), 1)) + end)


def page(start, fill, end=""):
    return one(start, fill, end, html)


def around(opening, closing, words="x"):
    return lambda size: html(opening * (size // len(opening)) + words + closing * (size // len(opening)))


#: Saved as text.
TEXT = {
    "wide spaces": one("Word", SP, "word"),
    "wide spaces in a name": one("Posted by Sam", SP, "on 4 May 2012"),
    "spaces": one("Posted on", " ", "by Sam"),
    "tabs": one("By", "\t", "Sam"),
    "line ends": one("Word", "\n", "word"),
    "no-break spaces": one("Sam", "\xa0", "says:"),
    "one long word": one("", "x"),
    "digits": one("", "1"),
    "digits with slashes": one("", "1/"),
    "dots": one("Sam", "."),
    "dashes": one("Sam ", "-", " 4 May 2012"),
    "commas": one("on", ",", "by"),
    "by": one("Posted ", "by "),
    "on": one("Posted ", "on "),
    "says": one("Sam ", "says "),
    "at signs": one("", "a@"),
    "brackets": one("", "("),
    "quotes": one("", "’"),
    "misread": one("don", "â€™"),
    "misread spaces": one("", "Â "),
    "accents": one("e", "\u0301"),
    "links": one("", "http://a.example/ "),
    "dates in a line": one("", "4 May 2012 "),
    "dates": lines("4 May 2012"),
    "dates in paragraphs": paragraphs("04/05/2012"),
    "dates with words": paragraphs("Posted on 4th of May, 2012 at 10:15 by Sam"),
    "dates that are none": paragraphs("Posted on 99 Foo 2012 by Sam"),
    "dates of other languages": paragraphs("le 4 août 2012 à 10:15"),
    "comments": lambda size: text("Posted by Sam on 4 May 2012\n\nSome words.\n\n" * (size // 44)),
    "comments without words": paragraphs("Posted by Sam on 4 May 2012"),
    "questions": paragraphs("What did the bus do?"),
    "fixed words": paragraphs("Share this page"),
    "comments said": paragraphs("3 comments"),
    "points": lines("* a point"),
    "points with gaps": paragraphs("* a point"),
    "reply": lines("Reply"),
    "small lines": lines("a"),
    "small paragraphs": paragraphs("a"),
}  # fmt: skip

#: Saved as HTML.
HTML = {
    "wide spaces": page("<p>Word", SP, "word</p>"),
    "wide spaces at the end": page("<p>Word", SP, "</p>"),
    "spaces and breaks": page("<p>Word", " <br> ", "word</p>"),
    "breaks": page("<p>", "<br>", "x</p>"),
    "wide spaces and breaks": page("<p>x", f"{SP}<br>", "x</p>"),
    "text without an element": page("", "x "),
    "entities": page("<p>", "&amp;", "</p>"),
    "open brackets": page("<p>", "<", "</p>"),
    "open comments": page("", "<!--"),
    "broken tags": page("", "<p "),
    "broken attributes": page("<p ", 'a="'),
    "long attribute": page('<p class="', "x", '">x</p>'),
    "many classes": page('<p class="', "comment ", '">x</p>'),
    "long address": page('<p><a href="http://a.example/', "x", '">x</a></p>'),
    "paragraphs": page("", "<p>Some words.</p>"),
    "open paragraphs": page("", "<p>x"),
    "spans": page("<p>", "<span>x</span>", "</p>"),
    "links": page("<p>", '<a href="/x">x</a> ', "</p>"),
    "bold": page("<p>", "<b>x</b> ", "</p>"),
    "open bold": page("<p>", "<b>x "),
    "points": page("<ul>", "<li>x</li>", "</ul>"),
    "open points": page("<ul>", "<li>x"),
    "rows": page("<table>", "<tr><td>x</td><td>y</td></tr>", "</table>"),
    "rows with headings": page("<table><tr><th>x</th><th>y</th></tr>", "<tr><th>x</th><td>y</td></tr>", "</table>"),
    "cells": page("<table><tr>", "<td>x</td>", "</tr></table>"),
    "quotes": page("", "<blockquote>x<cite>y</cite></blockquote>"),
    "headings": page("", "<h2>x</h2>"),
    "top headings": page("", "<h1>x</h1>"),
    "comments": page('<div id="comments">', '<div class="comment"><p>Sam says: on 4 May 2012</p><p>x</p></div>', "</div>"),
    "comments by name": page("", '<div class="comment"><cite>Sam</cite><time>4 May 2012</time><p>x</p></div>'),
    "comments as points": page('<ol class="commentlist">', "<li>Sam says: x</li>", "</ol>"),
    "comments in comments": around('<div class="comment"><p>Sam says: x</p>', "</div>"),
    "answers": around('<ul class="children"><li class="comment">Sam says: x', "</li></ul>"),
    "areas": page("", '<div class="comments">x</div>'),
    "areas in areas": around('<div class="comments">', "</div>"),
    "forms": page('<div class="comments">', "<form><textarea></textarea>x</form>", "</div>"),
    "pingbacks": page("", '<li class="pingback">x</li>'),
    "bylines": page("", '<p class="byline">By Sam on 4 May 2012</p>'),
    "times": page("<p>", "<time>4 May 2012</time> ", "</p>"),
    "deep divs": around("<div>", "</div>"),
    "deep spans": around("<p><span>", "</span></p>"),
    "deep lists": around("<ul><li>x", "</li></ul>"),
    "deep quotes": around("<blockquote>x", "</blockquote>"),
    "deep tables": around("<table><tr><td>", "</td></tr></table>"),
    "deep bold": around("<b>", "</b>"),
    "navigation": page("", "<nav><a href='/x'>x</a></nav>"),
    "scripts": page("", "<script>x</script>"),
    "pictures": page("", '<img src="x.jpg" alt="x">'),
    "footers": page("", "<footer>x</footer>"),
    "meta": lambda size: html("<p>x</p>", '<meta name="x" content="y">' * (size // 28)),
}  # fmt: skip
