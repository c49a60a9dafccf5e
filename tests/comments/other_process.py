"""A process of the site's own, as a web server starts several: does what `test_two_processes.py` tells it over a pipe.

Started as ``python -m tests.comments.other_process``, with the number of its end of the pipe and the name of the tests'
database in the environment. Each order is answered with HERE, when all that it needs has been looked up and nothing has
been written yet, and after a word from the other end with what came of it.
"""

import os
from multiprocessing.connection import Connection

import django

HERE = "here"


class Waiting:
    """Says that this process has come so far, and goes on when it is told to. Once for each order: whoever is sent back
    and tries again is not waited for."""

    def __init__(self, pipe):
        self.pipe = pipe
        self.waited = False

    def before(self, owner, name):
        original = getattr(owner, name)

        def after_waiting(*args, **kwargs):
            if not self.waited:
                self.waited = True
                self.pipe.send(HERE)
                self.pipe.recv()
            return original(*args, **kwargs)

        setattr(owner, name, after_waiting)


def submit(page, **sent):
    from coprod_wagtail.comments.actions import Submission, SubmitComment
    from coprod_wagtail.comments.models import Conversation

    return SubmitComment(Conversation.for_page_id(page), Submission(**sent))()


def click(address, fields):
    from django.test import Client

    from .sending import SAME_ORIGIN

    return Client().post(address, fields, headers=SAME_ORIGIN).headers["Location"]


def decide(verb, comment, user):
    from django.contrib.auth import get_user_model

    from coprod_wagtail.comments import actions
    from coprod_wagtail.comments.models import ReaderComment

    comment = ReaderComment.objects.select_related("conversation").get(pk=comment)
    return str(getattr(actions, verb)(comment, user=get_user_model().objects.get(pk=user))().status)


def main():
    pipe = Connection(int(os.environ["COPROD_TEST_PIPE"]))
    django.setup()

    from django.db import connection, connections

    from coprod_wagtail.comments.actions import Decision, SubmitComment

    waiting = Waiting(pipe)
    for action in (SubmitComment, Decision):
        waiting.before(action, "execute")
    while True:
        try:
            order, arguments = pipe.recv()
        except EOFError:  # the tests are done
            return
        waiting.waited = False
        try:
            outcome = {"gave": globals()[order](**arguments)}
        except Exception as error:
            outcome = {"raised": type(error).__name__, "words": str(error)}
        outcome |= {"process": os.getpid(), "database": connection.settings_dict["NAME"]}
        connections.close_all()  # before the answer, after which the tests empty the database
        pipe.send(outcome)


if __name__ == "__main__":
    main()
