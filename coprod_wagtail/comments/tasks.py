"""Work for after the answer, when somebody's transaction is safely committed. Arguments are ids, never words."""

from datetime import timedelta

from django_tasks import task

from coprod_wagtail.outbox.tasks import has_worker
from coprod_wagtail.text.moments import aware

from .models import ReaderComment
from .store.forms_sent import forget_forms, window_of


@task()
def forget_old_forms():
    """Drop what tells a repeat of a form once its window is over: it has done its work."""
    forget_forms()


def forget_form_later(comment: ReaderComment) -> None:
    """Have that done when the window of the form is over with which `comment` came. Where no worker can wait that long, it is
    left to `send_pending` and `purge_comments`: nobody who sends another comment does it."""
    backend = forget_old_forms.get_backend()
    if has_worker() and backend.supports_defer and comment.repeat_key:
        over = comment.received_at + window_of(comment.repeat_key) + timedelta(seconds=1)
        forget_old_forms.using(run_after=aware(over)).enqueue()
