"""What whoever copies the database finds in it: a logical dump, made by the database's own program, before a comment is erased
and afterwards."""

import logging
import os
import shutil
import subprocess

import pytest
from django.db import connection

from coprod_wagtail.comments.actions import EraseComment, PublishComment, TakeDownComment
from coprod_wagtail.comments.correspondence.answer import AnswerMessage
from coprod_wagtail.comments.correspondence.decisions import WriteToWriter
from coprod_wagtail.comments.models import ReaderComment

from ..reports.telling import tell
from ..sending import send, words

MARK = "zqdumpzq"

pytestmark = [pytest.mark.framework, pytest.mark.django_db(transaction=True)]


def dump():
    """Everything in the database, as text. Skips where the program for that is missing, or not made for this server."""
    return {"sqlite": _sqlite, "postgresql": _postgresql, "mysql": _mariadb}[connection.vendor]()


def _sqlite():
    connection.ensure_connection()
    return "\n".join(connection.connection.iterdump())


def _postgresql():
    at = connection.settings_dict
    command = ["pg_dump", "--data-only", "--inserts", "--no-password", *_option("--host", at["HOST"])]
    command += [*_option("--port", at["PORT"]), *_option("--username", at["USER"]), at["NAME"]]
    return _said_by(command, PGPASSWORD=at["PASSWORD"])


def _mariadb():
    at = connection.settings_dict
    program = "mariadb-dump" if shutil.which("mariadb-dump") else "mysqldump"
    # Not hexadecimal: a word in a column that holds bytes is to be found, too.
    command = [program, "--no-create-info", "--skip-lock-tables", "--single-transaction"]
    socket = at["HOST"].startswith("/")
    command += _option("--socket" if socket else "--host", at["HOST"])
    command += [*_option("--port", at["PORT"]), *_option("--user", at["USER"]), at["NAME"]]
    return _said_by(command, MYSQL_PWD=at["PASSWORD"])


def _option(name, value):
    return [f"{name}={value}"] if value else []


def _said_by(command, **environment):
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed here.")
    run = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, timeout=60)
    complaint = run.stderr.decode(errors="replace")
    if run.returncode and "version" in complaint:
        pytest.skip(f"{command[0]} is not made for this server: {complaint}")
    assert run.returncode == 0, complaint
    return run.stdout.decode(errors="replace")


def test_no_word_is_left_in_a_dump(client, post, moderator, caplog):
    caplog.set_level(logging.INFO)
    sent = words(body=f"Body {MARK}1", author_name=f"Name {MARK}2", author_email=f"{MARK}3@example.org")
    place = send(client, post, **sent)["Location"].split("#")[0]
    comment = ReaderComment.objects.select_related("conversation").get()
    PublishComment(comment, user=moderator)()
    assert tell(client, comment, reason="unkind", body=f"It says {MARK}4").status_code == 302
    edited = {"body": f"New {MARK}5", "author_name": f"New {MARK}6"}
    assert client.post(f"{place}edit/", edited).status_code == 303
    comment.refresh_from_db()
    WriteToWriter(comment, user=moderator, message=f"You wrote {MARK}7")()
    AnswerMessage(comment, f"Yes, {MARK}8")()
    before = dump()
    assert [number for number in range(1, 9) if f"{MARK}{number}" not in before] == []

    TakeDownComment(ReaderComment.objects.select_related("conversation").get())()
    EraseComment(ReaderComment.objects.select_related("conversation").get())()

    assert MARK not in dump()
    assert MARK not in caplog.text
