"""The page on nginx and Caddy: its snippet runs in the real nginx, in front of the real Gunicorn."""

import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from contextlib import ExitStack, closing

import pytest

from .blocks import DOCS, blocks_of

PAGE = DOCS / "how-to/behind-nginx-or-caddy.md"
ROOT = DOCS.parent
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
MISSING = None if NGINX else "there is no nginx on this machine (Debian: apt install nginx)"
if not shutil.which("openssl"):
    MISSING = MISSING or "there is no openssl on this machine"

pytestmark = pytest.mark.pure
needs_nginx = pytest.mark.skipif(bool(MISSING), reason=str(MISSING))

MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def free_port():
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port):
    for _attempt in range(600):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"Nobody answers at {port}.")


def snippet(folder, http_port, https_port, behind):
    """As the page has it, with the ports and the certificate of the test."""
    (block,) = blocks_of(PAGE, "nginx")
    code = block.code
    for written, ours in [
        (r"listen 80;", f"listen 127.0.0.1:{http_port};"),
        (r"listen 443 ssl;", f"listen 127.0.0.1:{https_port} ssl;"),
        (r"/etc/letsencrypt/live/www\.example\.org/", f"{folder}/"),
        (r"127\.0\.0\.1:8000", f"127.0.0.1:{behind}"),
    ]:
        assert re.search(written, code)
        code = re.sub(written, ours, code)
    return code


def make_certificate(folder):
    wanted = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=www.example.org"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(["openssl", "req", *wanted, *files], check=True, capture_output=True)


class Site:
    def __init__(self, http_port, https_port, behind):
        self.http, self.https, self.behind = http_port, https_port, behind

    def connect(self, timeout=20):
        trusting = ssl._create_unverified_context()
        return http.client.HTTPSConnection("127.0.0.1", self.https, timeout=timeout, context=trusting)

    def ask(self, method="GET", path="/", body=None, timeout=20, **headers):
        with closing(self.connect(timeout)) as connection:
            connection.request(method, path, body, {"Host": "www.example.org"} | headers)
            answer = connection.getresponse()
            return answer.status, answer.read()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    ports = free_port(), free_port(), free_port()
    make_certificate(folder)
    (folder / "site.conf").write_text(snippet(folder, *ports))
    # Else its workers are somebody who may not write into the folders of the tests.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
    gunicorn = [sys.executable, "-m", "gunicorn", "tests.docs.proxied_app", "--bind", f"127.0.0.1:{ports[2]}"]
    commands = [
        [*gunicorn, "--workers", "1", "--threads", "2", "--log-level", "warning"],
        [NGINX, "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")],
    ]
    with ExitStack() as stack:
        for command in commands:
            running = subprocess.Popen(command, cwd=ROOT)
            stack.callback(running.wait)
            stack.callback(running.terminate)
        for port in ports:
            wait_for(port)
        yield Site(*ports)


@needs_nginx
def test_the_site_knows_who_asks_and_at_which_address(site):
    status, body = site.ask(path="/blog/?page=2")
    assert status == 200
    said = json.loads(body)
    assert (said["client"], said["url"]) == ("127.0.0.1", "https://www.example.org/blog/?page=2")


@needs_nginx
def test_what_a_client_says_of_itself_does_not_pass(site):
    forged = {
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Host": "elsewhere.example",
    }
    _status, body = site.ask(**forged)
    said = json.loads(body)
    assert (said["client"], said["forwarded"]) == ("127.0.0.1", "127.0.0.1")
    assert said["url"] == "https://www.example.org/"


def begin_and_never_end(connection):
    connection.putrequest("POST", "/comments/1/", skip_host=True)
    connection.putheader("Host", "www.example.org")
    connection.putheader("Content-Type", "application/x-www-form-urlencoded")
    connection.putheader("Content-Length", "1000")
    connection.endheaders()
    connection.send(b"body=")


@needs_nginx
def test_readers_are_served_while_others_never_finish_what_they_send(site):
    with ExitStack() as stack:
        for _client in range(20):
            begin_and_never_end(stack.enter_context(closing(site.connect())))
        time.sleep(0.5)
        status, _body = site.ask()
        assert status == 200
        status, body = site.ask("POST", "/comments/1/", b"x" * 70_000)
        assert (status, json.loads(body)["length"]) == (200, 70_000)


@needs_nginx
def test_without_nginx_in_front_they_would_wait(site):
    """What this is about: two threads, two such clients, and nobody else is answered."""
    with ExitStack() as stack:
        for _client in range(2):
            connection = http.client.HTTPConnection("127.0.0.1", site.behind, timeout=20)
            begin_and_never_end(stack.enter_context(closing(connection)))
        time.sleep(0.5)
        alone = stack.enter_context(closing(http.client.HTTPConnection("127.0.0.1", site.behind, timeout=2)))
        alone.request("GET", "/", headers={"Host": "www.example.org"})
        with pytest.raises(TimeoutError):
            alone.getresponse()


@needs_nginx
@pytest.mark.parametrize(
    ("path", "size", "status"),
    [("/comments/1/", 2_000_000, 413), ("/admin/images/add/", 2_000_000, 200), ("/admin/images/add/", 13_000_000, 413)],
)
def test_pictures_may_be_larger_than_comments(site, path, size, status):
    assert site.ask("POST", path, b"x" * size)[0] == status


@needs_nginx
def test_plain_http_leads_to_https(site):
    with closing(http.client.HTTPConnection("127.0.0.1", site.http, timeout=20)) as connection:
        connection.request("GET", "/blog/?page=2", headers={"Host": "www.example.org"})
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (301, "https://www.example.org/blog/?page=2")


class PlainSite(Site):
    def connect(self, timeout=20):
        return http.client.HTTPConnection("127.0.0.1", self.http, timeout=timeout)


@pytest.fixture(scope="module")
def behind_caddy(tmp_path_factory):
    if not shutil.which("caddy"):
        pytest.skip("there is no caddy on this machine (Debian: apt install caddy)")
    folder = tmp_path_factory.mktemp("caddy")
    front, behind = free_port(), free_port()
    code = blocks_of(PAGE, "caddy")[0].code
    for written, ours in [
        ("{\n    servers", "{\n    admin off\n    servers"),
        ("www.example.org {", f"http://www.example.org:{front} {{"),
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
    ]:
        assert code.count(written) == 1
        code = code.replace(written, ours)
    said = subprocess.run(["caddy", "version"], capture_output=True, text=True, check=True).stdout
    if tuple(map(int, re.findall(r"\d+", said)[:2])) < (2, 7):
        code = code.replace("request_buffers 12MB", "buffer_requests")  # as the page says
    (folder / "Caddyfile").write_text(code)
    gunicorn = [sys.executable, "-m", "gunicorn", "tests.docs.proxied_app", "--bind", f"127.0.0.1:{behind}"]
    commands = [
        [*gunicorn, "--workers", "1", "--threads", "2", "--log-level", "warning"],
        ["caddy", "run", "--config", str(folder / "Caddyfile")],
    ]
    env = os.environ | {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with ExitStack() as stack:
        for command in commands:
            running = subprocess.Popen(command, cwd=ROOT, env=env)
            stack.callback(running.wait)
            stack.callback(running.terminate)
        for port in (front, behind):
            wait_for(port)
        yield PlainSite(front, None, behind)


def test_caddy_serves_readers_while_others_never_finish_what_they_send(behind_caddy):
    with ExitStack() as stack:
        for _client in range(20):
            begin_and_never_end(stack.enter_context(closing(behind_caddy.connect())))
        time.sleep(0.5)
        assert behind_caddy.ask()[0] == 200
        status, body = behind_caddy.ask("POST", "/comments/1/", b"x" * 70_000)
        assert (status, json.loads(body)["length"]) == (200, 70_000)


def test_caddy_tells_who_asks_and_drops_what_a_client_says_of_itself(behind_caddy):
    forged = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Host": "elsewhere.example"}
    said = json.loads(behind_caddy.ask(path="/blog/?page=2", **forged)[1])
    assert (said["client"], said["forwarded"]) == ("127.0.0.1", "127.0.0.1")
    assert "elsewhere.example" not in said["url"]


def test_caddy_takes_no_more_than_the_page_says(behind_caddy):
    assert behind_caddy.ask("POST", "/admin/images/add/", b"x" * 2_000_000)[0] == 200
    # 2.6 breaks it off, so Gunicorn or Caddy says that something went wrong; later ones answer themselves (413).
    assert behind_caddy.ask("POST", "/admin/images/add/", b"x" * 13_000_000)[0] in (413, 500, 502)


def test_nowhere_is_gunicorn_bound_to_every_address():
    for path in [*DOCS.glob("**/*.md"), ROOT / "scripts/demo_deployed.py"]:
        assert not re.search(r"bind[\"', =f]+0\.0\.0\.0", path.read_text()), path


def test_the_deployed_demo_answers_this_machine_only():
    said = (ROOT / "scripts/demo_deployed.py").read_text()
    assert '"BIND": "127.0.0.1"' in said and "{env['BIND']}:{env['PORT']}" in said
