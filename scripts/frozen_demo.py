"""The demo made from nothing, on a day that is always the same, and served to a browser under a name of its own.

What somebody sees of it then is the same today and next year, on this machine and on another: the days in it, the secrets
in its addresses, its host name, its fonts.
"""

import datetime
import os
import random
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "tests/browser/fonts/fonts.conf"
#: What the browser calls it. No such name can belong to anybody (RFC 2606).
ORIGIN = "http://kettlelane.example"
#: A Tuesday in term time, in the morning.
TODAY = datetime.datetime(2026, 6, 16, 9, 30, tzinfo=datetime.UTC)


@dataclass
class FrozenDemo:
    """A running demo: `port` on this machine, and what a browser has to know to see it as somebody.

    `sessions` are signed in already, by username; `pages` are ids by slug; `comments` are ids by the name that readers see.
    """

    port: int = 0
    cookie: str = ""
    sessions: dict[str, str] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    comments: dict[str, int] = field(default_factory=dict)

    def browser_options(self, executable_path: str | None) -> dict:
        """What Playwright's `launch` takes for a Chromium that finds the demo, and no other fonts than the tests'."""
        return {
            "executable_path": executable_path,
            "env": {**os.environ, "FONTCONFIG_FILE": str(FONTS)},
            "args": [
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                "--font-render-hinting=none",
                # And nobody else.
                f"--host-resolver-rules=MAP kettlelane.example 127.0.0.1:{self.port}, MAP * ~NOTFOUND",
                # As the site would be over HTTPS: some buttons are only there then.
                f"--unsafely-treat-insecure-origin-as-secure={ORIGIN}",
            ],
        }


@contextmanager
def frozen_demo() -> Iterator[FrozenDemo]:
    """Make the demo in a folder that is gone afterwards, and serve it meanwhile.

    Only one for each process: Django is set up for it.
    """
    import time_machine  # noqa: PLC0415 - it comes with the tests' packages

    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="frozen-demo-")))
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "example_site.settings",
            "DJANGO_SQLITE": str(directory / "demo.sqlite3"),
            "DJANGO_MEDIA": str(directory / "media"),
            "DJANGO_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "WAGTAILADMIN_BASE_URL": ORIGIN,
        }
        stack.enter_context(time_machine.travel(TODAY))
        dice = random.Random(1)
        stack.enter_context(mock.patch("secrets.token_hex", lambda size=16: dice.randbytes(size).hex()))
        demo = _set_up()
        stack.callback(_serve(demo))
        yield demo


def _set_up() -> FrozenDemo:
    # Not before the environment above is what the settings read.
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from wagtail.models import Page  # noqa: PLC0415

    from coprod_wagtail.comments.models import ReaderComment  # noqa: PLC0415

    # By the browser's clock its sessions may be over.
    settings.SESSION_EXPIRE_AT_BROWSER_CLOSE = True
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=open(os.devnull, "w"))  # noqa: SIM115
    demo = FrozenDemo(
        cookie=settings.SESSION_COOKIE_NAME,
        pages=dict(Page.objects.values_list("slug", "pk")),
        comments=dict(ReaderComment.objects.order_by("pk").values_list("author_name", "pk")),
    )
    for user in get_user_model().objects.all():
        client = Client()
        client.force_login(user)
        demo.sessions[user.get_username()] = client.cookies[demo.cookie].value
    connections.close_all()
    return demo


def _serve(demo: FrozenDemo):
    """Serve it in a thread, and return what ends that."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: PLC0415

    from example_site.wsgi import application  # noqa: PLC0415

    class Quiet(WSGIRequestHandler):
        def log_message(self, *args):
            """What goes wrong is to be seen in the picture."""

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads = True
    server.set_app(application)
    demo.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def stop():
        server.shutdown()
        server.server_close()

    return stop
