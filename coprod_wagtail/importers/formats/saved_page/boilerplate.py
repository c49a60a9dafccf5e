"""Knows the fixed words of old websites: what stands around an article and its comments and is nobody's text."""

import re

from django.utils.translation import gettext_lazy as _

#: Ends the article: from here on there are comments, or the form for them.
ENDS_ARTICLE = "ends_article"
#: Cannot be anything else, wherever it stands.
CERTAIN = "certain"
#: Only boilerplate above the title or below the text; inside a text it could be a word of it.
LIKELY = "likely"
#: Says that the comment it belongs to was never public.
HELD = "held"

FORM = _("It belongs to the old site's comment form.")
OTHER_FORM = _("It is a form of the old site.")
HEADING = _("It is the old site's heading for the comments.")
BUTTON = _("It is a link or a button of the old site.")
ABOUT = _("The old site wrote it beside the text or the comment.")
AROUND = _("It belongs to the old site's menus, header or footer.")
NO_DATE = _("We cannot read the date in it. We say that it is not known.")
NOT_PUBLIC = _("The old site had not published this comment.")

_PHRASES = {
    (ENDS_ARTICLE, FORM): """
        add a comment|add a new comment|add comment|add comments|add new comment|add your comment|add your comments
        comment on this|comment on this article|comment on this page|comment on this post|have your say
        leave a comment|leave a reply|leave comment|leave your comment|leave your reply|make a comment
        post a comment|post a new comment|post comment|post new comment|post your comment|submit a comment
        submit your comment|write a comment|write your comment|your comment""",
    (ENDS_ARTICLE, HEADING): """
        all comments|comments|latest comments|no comments|no comments yet|reader comments|readers comments
        recent comments on this page|responses|user comments|visitor comments|your comments
        be the first to comment|be the first to comment on this|be the first to leave a comment
        there are no comments|there are no comments yet|comments are closed|comments are now closed
        comments have been closed""",
    (CERTAIN, FORM): """
        leave this field blank|leave this field empty|do not fill in this field|your email address will not be published
        your email address will not be shown|your email will not be published|required fields are marked
        required fields are marked with|required fields|the content of this field is kept private and will not be shown publicly
        more information about formatting options|more information about text formats|no html tags allowed
        lines and paragraphs break automatically|notify me of follow up comments by email
        notify me of followup comments via e mail|notify me of new posts by email|notify me of new comments
        notify me when new comments are posted|log in or register to post comments|log in to post comments
        login or register to post comments|login to post comments|sign in to comment|you must be logged in to comment
        you must be logged in to post a comment|enter the characters shown in the image|cancel reply
        click here to cancel reply|submit comment|send comment|preview comment""",
    (CERTAIN, BUTTON): """
        share this|share this page|share this post|share this article|share this story|share on facebook
        share on twitter|share on linkedin|share via email|click to share on facebook|click to share on twitter
        tweet this|email this|email this page|email this to a friend|email to a friend|e mail this page
        send this page to a friend|send to a friend|send to friend|tell a friend|bookmark this page
        print this|print this page|print page|print this article|print this post|printer friendly version
        printer friendly page|add to favourites|add this|report this comment|flag as inappropriate
        report as inappropriate|log in to reply|login to reply|reply to this comment|jump to comments
        back to top|top of page|go to top|return to top|skip to content|skip to main content|skip to navigation
        skip navigation|jump to content|jump to main content|back to blog|back to the blog|back to blogs|back to news""",
    (LIKELY, FORM): """
        name|your name|full name|email|e mail|your email|your e mail|email address|your email address|e mail address
        website|your website|web site|homepage|home page|url|subject|title|comment|message|your message|submit|send
        save|preview|cancel|reset|required|optional|captcha|plain text|filtered html|text format|i am not a robot
        security code|post|go|ok""",
    (LIKELY, BUTTON): """
        reply|quote|report|edit|delete|permalink|link|like|unlike|dislike|flag|share|share this on|tweet|print|email page
        facebook|twitter|linkedin|google|pinterest|whatsapp|delicious|digg|reddit|stumbleupon|rss|rss feed|subscribe
        previous|next|previous post|next post|previous article|next article|older|newer|older posts|newer posts
        older comments|newer comments|older entries|newer entries|read more|more|show more|close|x|thanks|like loading""",
    (LIKELY, AROUND): """
        home|menu|main menu|navigation|main navigation|search|search this site|search form|you are here|about|about us
        contact|contact us|news|blog|blogs|events|publications|resources|log in|login|log out|logout|register|sign in
        sign up|my account|privacy|privacy policy|privacy notice|cookies|cookie policy|accept cookies|terms
        terms of use|terms and conditions|disclaimer|accessibility|accessibility statement|site map|sitemap|help
        jobs|vacancies|donate|get involved|join us|follow us|follow us on twitter|find us on facebook|newsletter
        recent posts|recent comments|archives|archive|categories|tags|meta|related|related posts|related articles
        related content|related pages|you may also like|powered by wordpress|powered by drupal|all rights reserved""",
    (HELD, NOT_PUBLIC): """
        your comment is awaiting moderation|your comment is awaiting approval|this comment is awaiting moderation
        comment awaiting moderation|your comment has been queued for review""",
}
_KNOWN = {
    phrase.strip(): (kind, why)
    for (kind, why), phrases in _PHRASES.items()
    for line in phrases.strip().splitlines()
    for phrase in line.split("|")
}
_PATTERNS = [
    (ENDS_ARTICLE, HEADING, r"(?:\d+|one|no) (?:reader |user )?(?:comments?|replies|reply|responses?)"),
    (ENDS_ARTICLE, HEADING, r"\d+ (?:comments?|replies|responses?|thoughts?) (?:on|to|about) .+"),
    (ENDS_ARTICLE, HEADING, r"(?:one|no) (?:comments?|replies|responses?|thoughts?) (?:on|to|about) [“‘\"].+"),
    (ENDS_ARTICLE, HEADING, r"(?:comments?|responses?) \d+"),
    (CERTAIN, FORM, r"save my name email and website in this browser.*"),
    (CERTAIN, FORM, r"you may use these html tags.*|allowed html tags.*"),
    (CERTAIN, FORM, r"web page addresses and e ?mail addresses turn into links automatically"),
    (CERTAIN, FORM, r"this question is for testing whether .* human visitor.*"),
    (CERTAIN, FORM, r"this site uses akismet.*"),
    (CERTAIN, BUTTON, r"\d+ (?:tweets?|shares?|likes?|retweets?)"),
    (
        LIKELY,
        ABOUT,
        r"(?:posted in|filed under|tags?|tagged|categor(?:y|ies)|topics?|last updated|last modified|updated) .{1,80}",
    ),
    (LIKELY, BUTTON, r"(?:reply|respond) to [^.]{1,60}"),
    (LIKELY, AROUND, r"(?:copyright|©) .{0,120}|.{0,80}all rights reserved.{0,40}|powered by .{1,60}"),
    (LIKELY, AROUND, r"(?:registered )?charity (?:number|no|registration number) .{1,60}"),
    (LIKELY, AROUND, r"home ?[>»/›|] ?.+"),
]
_COMPILED = [(kind, why, re.compile(f"^(?:{pattern})$")) for kind, why, pattern in _PATTERNS]
_MARKS = re.compile(r"[^\w\s>»/›|©“‘\"]+")
_EDGES = re.compile(r"^[\s>»/›|]+|[\s>»/›|]+$")
_LEGAL = re.compile(
    "copyright|©|all rights reserved|charity|akismet|html tags|save my name|turn into links|human visitor"
)
MAX_LENGTH = 200
_COUNT = re.compile(r"\d+")


def recognise(line: str):
    """(kind, reason) if `line` is an old site's boilerplate, or None."""
    if len(line) > MAX_LENGTH:
        return None
    plain = _MARKS.sub(" ", line.casefold().replace("'", "").replace("’", ""))
    plain = _EDGES.sub("", " ".join(plain.split()))
    if plain.strip('“‘" ') in _KNOWN:
        return _KNOWN[plain.strip('“‘" ')]
    if line.rstrip().endswith((".", "!")) and len(plain.split()) > 3 and not _LEGAL.search(plain):
        return None  # a sentence
    for kind, why, pattern in _COMPILED:
        if pattern.match(plain):
            return kind, why
    return None


def comments_said(line: str) -> int | None:
    """How many comments there are, if `line` is an old site's heading over them that says so."""
    found = recognise(line)
    number = _COUNT.search(line) if found and found[1] == HEADING else None
    return int(number.group()) if number else None
