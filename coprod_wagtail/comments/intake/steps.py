"""The form one thing at a time, and the page on which a comment is looked at before it is sent.

Nothing is stored between the steps: each page carries what was typed so far, and all of them are sent to the same place as
the whole form. So every step can be left, and come back to, at any time.
"""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coprod_wagtail.caching.responses import seal_for_one_person
from coprod_wagtail.gateway.unavailable import even_without_database
from coprod_wagtail.layout import layout_context
from coprod_wagtail.page_tree.languages import say_language, speaking_language_of
from coprod_wagtail.text.numbers import whole_number

from .. import texts
from ..constants import ORDER
from ..models import ReaderCommentSettings
from ..reading.page import read
from ..reading.promise import promise_in_words
from .flow import is_commentable, meeting, shown
from .forms import CommentForm
from .questions import EMAIL_TYPO, PRIVATE_DETAILS

#: The fields that each step asks for, in the order of the steps.
STEPS = {"words": ["body"], "name": ["author_name"], "more": ["author_email", "content_note", "helped", "helped_shown"]}
CHECK = "check"
#: Where it goes on from each, and what is one of three; what may be left out is asked for from the last one only.
_NEXT = {"words": "name", "name": CHECK, "more": CHECK}
_BACK = {"name": "words", "more": CHECK}
_NUMBERS = {"words": 1, "name": 2}
#: In a form that is sent one thing at a time.
CHOSEN = "steps"


@require_safe
@even_without_database()
def first_step(request, page_id):
    """The first step of the form for the page with this id; where people cannot write, the page itself."""
    page, conversation = meeting(page_id, request)
    if not is_commentable(conversation, request) or page.get_url(request) is None:
        raise Http404
    if not conversation.takes_comments():
        return redirect(page.get_url(request) + "#comments")
    form = CommentForm.fresh(
        conversation.page_id, reply_to=whole_number(request.GET.get("reply")), order=request.GET.get(ORDER, "")
    )
    with speaking_language_of(page):
        return say_language(draw_step(request, page, form, "words"))


def is_chosen(request) -> bool:
    """Whether the form that was sent is one of these steps, the last one included."""
    return CHOSEN in request.POST


def to_mend(form, before: str = CHECK) -> str | None:
    """The first step before this one in whose fields something is to be mended."""
    for name, fields in STEPS.items():
        if name == before:
            return None
        if any(field in form.errors for field in fields):
            return name
    return None


def again(request, page, form, *, status):
    """The step that what is wrong belongs to, with every typed word; what belongs to none stands on the last."""
    step = to_mend(form)
    if step:
        return draw_step(request, page, form.redrawn(), step, status=status)
    return draw_check(request, page, form, None, [], status=status)


def draw_step(request, page, form, name, *, status=200):
    """One step: what it asks for, and the rest unseen."""
    name = name if name in STEPS else "words"
    for other in set(form.errors) - set(STEPS[name]):
        del form.errors[other]  # what is wrong elsewhere is told there
    fields = [form[field] for field in STEPS[name] if field in form.fields]
    title = fields[0].label if name in _NUMBERS else _more(form)
    context = {
        "form": form,
        "step": name,
        "fields": [field for field in fields if field.name not in {"helped", "helped_shown"}],
        "helped": name == "more",
        "number": _NUMBERS.get(name),
        "next": _NEXT[name],
        "back": _BACK.get(name),
        "chosen": True,
        "unseen": _unseen(form, but=STEPS[name]),
        "title": title,
    }
    return _draw(request, page, "step", context, status)


def draw_check(request, page, form, item, questions, *, status=200):
    """The comment as it will look, what its writer is asked, and Send. `item` is the comment as `flow.shown` gives it."""
    asked = {question.code: question for question in questions}
    email = asked.get(EMAIL_TYPO)
    form.redrawn()
    settings = ReaderCommentSettings.for_reading(request)
    said = {*form["confirm"].value().split()} if form["confirm"].value() else set()
    context = {
        "form": form,
        "item": item or shown(form),
        "private": asked.get(PRIVATE_DETAILS),
        "email": email,
        "keeps_typed": bool(email and email.typed),
        "confirm": " ".join(sorted(said | {question.answer for question in questions})),
        "chosen": is_chosen(request),
        "promise": promise_in_words(read(page.specific), settings),
        "unseen": _unseen(form, but=["author_email"] if email else []),
        "title": str(texts.CHECK_TITLE),
        "more": _more(form),
    }
    return _draw(request, page, "check", context, status)


def _more(form):
    """What the step is called in which nothing has to be answered."""
    return str(texts.MORE if "author_email" in form.fields else texts.MORE_HELP)


def _unseen(form, but):
    """Names and values of the fields that a page carries along, as a browser sends them."""
    found = []
    for name in form.fields:
        value = form[name].value()
        if name not in but and name != "confirm" and value:
            found.append((name, "on" if value is True else value))
    return found


def _draw(request, page, template, context, status):
    title = context["title"]
    words = str(texts.ERROR).format(title=title) if context["form"].errors else title
    context |= {
        "page_title": page.title,
        "page_url": page.get_url(request),
        "send_url": reverse("coprod_comments:send", args=[page.pk]),
        "window_title": words,
        **layout_context(),
    }
    response = render(request, f"coprod_wagtail/comments/{template}.html", context, status=status)
    seal_for_one_person(response)
    if context["chosen"]:
        # The reader's own browser may keep a step until it is come back to: without that its Back button, on a page that a
        # form led to, shows an error in place of the words.
        response.headers["Cache-Control"] = "private, no-cache"
    return response
