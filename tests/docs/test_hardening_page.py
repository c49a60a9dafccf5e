"""What the page on hardening says to paste does what it says."""

import ast
import os
import re

import pytest
from django.conf import settings
from django.core.checks import Tags, run_checks
from django.http import HttpResponse
from django.test import override_settings

from example_site.middleware import READERS_STYLES_POLICY, STRICT_POLICY

from .blocks import DOCS, blocks_of

PAGE = DOCS / "how-to/hardening.md"
SITE = DOCS.parent / "example_site"
SECRET = "Zm9yIHlvdXIgZXllcyBvbmx5"


def settings_in(holding):
    """What the settings block that holds this says, with `os` at hand."""
    (block,) = [block for block in blocks_of(PAGE, title="settings.py") if holding in block.code]
    namespace = {"os": os}
    exec(compile(block.code, str(block), "exec"), namespace)
    return {name: value for name, value in namespace.items() if name.isupper()}


def test_the_policy_is_the_one_that_the_suite_runs_under():
    (policy,) = blocks_of(PAGE, "text")
    assert policy.code.strip() == STRICT_POLICY
    extra = READERS_STYLES_POLICY.removeprefix(f"{STRICT_POLICY}; ")
    assert f"`{extra}`" in PAGE.read_text()


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/blog/", STRICT_POLICY),
        ("/comments/slips/x/", STRICT_POLICY),
        ("/admin/pages/", None),
        ("/django-admin/", None),
    ],
)
def test_the_middleware_sends_it_to_readers_and_leaves_the_admin_out(rf, path, policy):
    (block,) = blocks_of(PAGE, title="mysite/middleware.py")
    namespace = {}
    exec(compile(block.code, str(block), "exec"), namespace)
    answer = namespace["content_security_policy"](lambda request: HttpResponse())(rf.get(path))
    assert answer.headers.get("Content-Security-Policy") == policy


@pytest.mark.framework
def test_the_settings_leave_nothing_to_say_but_what_the_page_explains(monkeypatch):
    monkeypatch.setenv("DJANGO_SECRET_KEY", "Long, random and nobody's: 0123456789 abcdefghijklmnopqrstuvwxyz ABCDEF")
    monkeypatch.setenv("COPROD_SLIP_KEY", "long-lived-0123456789abcdefghijklmnop")
    with override_settings(**settings_in("SECURE_HSTS_SECONDS")):
        said = {message.id for message in run_checks(tags=[Tags.security], include_deployment_checks=True)}
    # Of HSTS there is more, for sites that want it for all their hosts: the page has none of that.
    assert said - {"security.W005", "security.W021"} == set()


@pytest.mark.parametrize("name", ["quiet_logs.py", "gunicorn_log.py"])
def test_the_quiet_logs_are_those_of_the_example_site(name):
    (block,) = blocks_of(PAGE, title=f"mysite/{name}")
    assert block.code.replace("mysite", "example_site") == (SITE / name).read_text()


def test_the_logging_is_that_of_the_example_site():
    documented = repr(settings_in("WithoutPrivateAddresses")["LOGGING"]).replace("mysite", "example_site")
    assert ast.literal_eval(documented) == settings.LOGGING


@pytest.mark.parametrize("address", [f"/comments/slips/{SECRET}/", f"/api/coprod/v1/slips/{SECRET}/erase/?a=1"])
def test_servers_are_told_to_leave_out_what_makes_an_address_private(address):
    nginx, _server = blocks_of(PAGE, "nginx")
    for pattern, first, last in re.findall(r'"~(\S+)" \$(\w+)-\$(\w+);', nginx.code):
        found = re.search(pattern.replace("(?<", "(?P<"), address)
        logged = f"{found[first]}-{found[last]}"
        assert "/slips/-/" in logged and SECRET not in logged
    (caddy,) = blocks_of(PAGE, "caddy")
    for pattern, instead in re.findall(r"regexp (\S+) (\S+)", caddy.code):
        logged = re.sub(pattern, instead, address)
        assert "/slips/-/" in logged and SECRET not in logged


def test_both_ways_into_the_log_are_closed_in_nginx():
    nginx, _server = blocks_of(PAGE, "nginx")
    (line,) = [line for line in nginx.code.splitlines() if line.startswith("log_format")]
    assert "$logged_uri" in line and "$logged_referer" in line
    assert not re.search(r"\$(request|request_uri|uri|http_referer|args)\b", line)
