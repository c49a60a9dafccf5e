"""The two servers, each as it is started in earnest, and what stands between them when something is to go wrong."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parents[2]
FRONT_END = ROOT / "example_site/frontend"
FRONTEND_SECRET = "for-the-tests-only-and-long-enough-to-be-one"
WEBHOOK_SECRET = "whsec_Zm9yLXRoZS10ZXN0cy1vZi13ZWJob29rcy1vbmx5"  # "for-the-tests-of-webhooks-only"
START_SECONDS = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command, address, *, log, **options):
    """`command`, until it answers at `address`, and then until the block ends."""
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, **options)
    try:
        end = time.monotonic() + START_SECONDS
        while not answers(address):
            assert process.poll() is None and time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(10)


def answers(address):
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


class Demo:
    """The demo on a port of its own, with a database of its own."""

    def __init__(self, directory, front_end):
        self.directory = directory
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.env = {
            name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "COPROD_"))
        } | {
            "DJANGO_SETTINGS_MODULE": "tests.frontend.site",
            "DJANGO_SQLITE": str(directory / "demo.sqlite3"),
            "DJANGO_MEDIA": str(directory / "media"),
            "WAGTAILADMIN_BASE_URL": self.url,
            "COPROD_FRONTEND_SECRETS": FRONTEND_SECRET,
            "FRONTEND_URL": front_end,
            "COPROD_WEBHOOK_NETWORKS": "127.0.0.0/8,::1/128",
            "WEBHOOK_SECRET": WEBHOOK_SECRET,
        }

    def manage(self, *arguments, **options):
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True, **options
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def do(self, code):
        """What `code` prints in a process of its own with the demo's database; for what editors and moderators do."""
        return self.manage("shell", "--no-imports", "-c", f"{SHORTHANDS}\n{code}")

    @contextmanager
    def served(self):
        command = [sys.executable, "-m", "gunicorn", "example_site.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--threads", "4", "--log-level", "warning"]
        address = f"{self.url}/api/coprod/v1/posts/"
        sender = [sys.executable, "manage.py", "send_pending", "--every", "1"]
        with (
            running(command, address, log=self.directory / "demo.log", cwd=ROOT, env=self.env),
            running(sender, address, log=self.directory / "sender.log", cwd=ROOT, env=self.env),
        ):
            yield self


SHORTHANDS = """
from django.utils import timezone
from wagtail.models import Locale, Page, Site
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.pages.models import BlogIndexPage, BlogPostPage, ConversationPage
from example_site.home.models import HomePage
"""


class FrontEnd:
    """The front end, built and started, asking `cms` for everything."""

    def __init__(self, cms, directory, port=None):
        self.cms = cms
        self.directory = directory
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"

    @contextmanager
    def served(self, **changes):
        env = os.environ | {
            "PORT": str(self.port),
            "CMS": self.cms,
            "CMS_LOCALE": "en-gb",
            "FRONTEND_SECRET": FRONTEND_SECRET,
            "WEBHOOK_SECRET": WEBHOOK_SECRET,
            **changes,
        }
        command = [shutil.which("node"), "start.mjs"]
        log = self.directory / f"front-end-{self.port}.log"
        with running(command, f"{self.url}/icon.svg", log=log, cwd=FRONT_END, env=env):
            yield self


class Between:
    """Passes everything on to the demo, unless it is told to answer in its place or to be gone."""

    def __init__(self, demo):
        self.demo = demo
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.asked = []
        self.come()

    def come(self):
        self.answer = None  # (status, headers, body) for everything from now on
        self.missing = set()  # paths at which there is nothing
        between = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                nothing = (404, {}, b"") if self.path in between.missing else None
                found = between.answer or nothing or self.passed_on()
                between.asked.append((self.command, self.path, found[0]))
                self.send_response(found[0])
                for name, value in found[1].items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(found[2])))
                self.end_headers()
                self.wfile.write(found[2])

            do_POST = do_GET

            def passed_on(self):
                length = int(self.headers.get("Content-Length") or 0)
                request = urllib.request.Request(
                    between.demo.url + self.path,
                    self.rfile.read(length) or None,
                    dict(self.headers),
                    method=self.command,
                )
                try:
                    answer = urllib.request.urlopen(request, timeout=30)
                except urllib.error.HTTPError as error:
                    answer = error
                with answer:
                    kept = {k: v for k, v in answer.headers.items() if k in {"Content-Type", "ETag", "Retry-After"}}
                    return answer.status, kept, answer.read()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    def go(self):
        self.server.shutdown()
        self.server.server_close()
