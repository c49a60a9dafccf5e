"""What a database has to be able to store. Django asks before it migrates, and with ``check --database default``."""

import time

from django.core.checks import Error, Tags, Warning, register
from django.db import connections

#: How each asks what time it is, in seconds since 1970.
NOW = {"postgresql": "SELECT extract(epoch FROM clock_timestamp())", "mysql": "SELECT UNIX_TIMESTAMP(SYSDATE(6))"}
#: Seconds by which clocks may differ before it is worth a word. A machine that keeps its time is right to the hundredth.
CLOCKS_APART = 30

DOCS = "docs/how-to/postgresql-and-redis.md says how."


@register(Tags.database)
def check_databases(app_configs, databases=None, **kwargs):
    return [message for alias in databases or [] for message in problems_of(connections[alias])]


@register(Tags.database)
def check_clock(app_configs, databases=None, **kwargs):
    """Whatever machines a site runs on, they share a database, so its clock is the one to compare with."""
    return [message for alias in databases or [] for message in clock_problems(connections[alias], alias)]


def clock_problems(connection, alias):
    question = NOW.get(connection.vendor)
    if question is None:  # the database is a file of this machine's
        return []
    with connection.cursor() as cursor:
        before = time.time()
        cursor.execute(question)
        (there,) = cursor.fetchone()
        here = (before + time.time()) / 2
    apart = round(abs(here - float(there)))
    if apart <= CLOCKS_APART:
        return []
    return [
        Warning(
            f"The clock of this machine and that of the database {alias!r} are {apart} seconds apart.",
            hint="A form that is sent twice is then two comments, conversations open and close at different moments, and "
            "comments stand in the wrong order. Have each machine keep its time, with chrony or systemd-timesyncd.",
            id="coprod_wagtail.W042",
        )
    ]


def problems_of(connection):
    """MariaDB and MySQL keep text in the letters their database was made for; the others keep all there are."""
    if connection.vendor != "mysql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT @@character_set_database, @@character_set_connection, @@collation_database, @@collation_connection"
        )
        made, spoken, collation, spoken_collation = cursor.fetchone()
        cursor.execute(
            "SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = DATABASE()"
            " AND table_name LIKE 'coprod\\_%' AND character_set_name <> 'utf8mb4' ORDER BY table_name"
        )
        tables = [name for (name,) in cursor.fetchall()]
    places = [
        *([f"the database ({made})"] if made != "utf8mb4" else []),
        *([f"the connection ({spoken})"] if spoken != "utf8mb4" else []),
        *[f"the table {table}" for table in tables],
    ]
    if places:
        return [
            Error(
                f"Four-byte letters, such as emoji, cannot be stored. Not utf8mb4: {', '.join(places)}.",
                hint=f"A reader who writes one could not send their comment. Change it to utf8mb4; {DOCS}",
                id="coprod_wagtail.E014",
            )
        ]
    if collation != spoken_collation:
        return [
            Warning(
                f"The database compares text by {collation}, and the connection by {spoken_collation}.",
                hint="Wagtail's own migrations can then fail with “Illegal mix of collations”. Add the collation of "
                f"the database to OPTIONS; {DOCS}",
                id="coprod_wagtail.W009",
            )
        ]
    return []
