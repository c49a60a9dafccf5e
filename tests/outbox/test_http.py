"""What goes over the wire, and where it may not go."""

import socket
from functools import partial

import pytest

from coprod_wagtail.outbox import http
from coprod_wagtail.outbox.constants import Problem
from coprod_wagtail.outbox.deadline import Deadline, within
from coprod_wagtail.outbox.http import post
from coprod_wagtail.outbox.networks import is_allowed
from tests.webhooks.receiver import receiver


def send(url, body=b"{}"):
    return within(Deadline(10), partial(post, url, body, {"Content-Type": "application/json"}))


@pytest.mark.smoke
def test_what_is_sent_arrives(server, allowed):
    assert send(f"{server.url}/hook?a=b", b"caff\xc3\xa8") == (204, Problem.NONE)
    [got] = server.received
    assert (got.path, got.body) == ("/hook?a=b", b"caff\xc3\xa8")
    assert got.headers["Content-Type"] == "application/json"


def test_letters_of_every_alphabet_may_be_in_the_address(server, allowed):
    assert send(f"{server.url}/caffè/?è=%C3%A8") == (204, Problem.NONE)
    assert server.received[0].path == "/caff%C3%A8/?%C3%A8=%C3%A8"


@pytest.mark.sampled
@pytest.mark.smoke
@pytest.mark.parametrize("status", [400, 404, 410, 500, 503])
def test_an_error_is_refused(allowed, status):
    with receiver({"/hook": status}) as server:
        assert send(f"{server.url}/hook") == (status, Problem.REFUSED)


@pytest.mark.sampled
@pytest.mark.smoke
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_a_problem_and_not_followed(allowed, status):
    with receiver({"/hook": (status, "/there")}) as server:
        assert send(f"{server.url}/hook") == (status, Problem.REDIRECTED)
        assert [got.path for got in server.received] == ["/hook"]


@pytest.mark.smoke
@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "fec0::1",
        "64:ff9b:1::7f00:1",
        "64:ff9b:1::5db8:d70e",
        "::127.0.0.1",
        "::93.184.215.14",
        "::ffff:0:127.0.0.1",
    ],
)
def test_private_addresses_are_not_allowed(address):
    assert not is_allowed(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_public_addresses_are(address):
    assert is_allowed(address)


@pytest.mark.parametrize("address", ["10.1.2.3", "::ffff:10.1.2.3", "fd00::7"])
def test_networks_that_the_site_names_are(settings, address):
    settings.COPROD_WAGTAIL = {"WEBHOOK_NETWORKS": ["10.0.0.0/8", "fd00::/8"]}
    assert is_allowed(address)
    assert not is_allowed("192.168.1.1")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_nothing_reaches_this_machine_by_whatever_name(server, host):
    answer = send(f"http://{host}:{server.server_port}/hook")
    assert answer[0] is None
    assert answer[1] in {Problem.PRIVATE_ADDRESS, Problem.NO_ANSWER}
    assert not server.received


def test_a_redirect_into_a_private_network_is_not_followed(settings):
    with receiver() as inside, receiver({"/hook": (307, f"http://127.0.0.2:{inside.server_port}/")}) as outside:
        settings.COPROD_WAGTAIL = {"WEBHOOK_NETWORKS": ["127.0.0.1/32"]}
        assert send(f"{outside.url}/hook") == (307, Problem.REDIRECTED)
        assert len(outside.received) == 1
        assert not inside.received


def test_a_name_is_looked_up_once_and_connected_to_as_it_was_looked_at(monkeypatch, server):
    """A name server that answers "public" first and "private" a moment later gains nothing."""
    asked = []
    real = socket.getaddrinfo

    def changing(host, port, *args, **kwargs):
        if host != "rebind.example":
            return real(host, port, *args, **kwargs)
        asked.append(host)
        address = "192.0.2.1" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    connected = []

    def connect(address, *args, **kwargs):
        connected.append(address[0])
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr(http, "is_allowed", lambda address: address == "192.0.2.1")
    answer = send(f"http://rebind.example:{server.server_port}/")
    assert answer == (None, Problem.NO_ANSWER)
    assert asked == ["rebind.example"] and connected == ["192.0.2.1"]


def test_one_private_address_among_public_ones_is_enough(monkeypatch):
    def both(host, port, *args, **kwargs):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("93.184.215.14", "127.0.0.1")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    assert send("http://mixed.example/") == (None, Problem.PRIVATE_ADDRESS)


def test_a_proxy_in_the_environment_is_no_way_round(monkeypatch, server):
    monkeypatch.setenv("HTTP_PROXY", server.url)
    monkeypatch.setenv("http_proxy", server.url)
    assert send("http://127.0.0.1:9/hook") == (None, Problem.PRIVATE_ADDRESS)
    assert not server.received


def test_nobody_there_is_no_answer(allowed):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert send(f"http://127.0.0.1:{port}/") == (None, Problem.NO_ANSWER)


@pytest.mark.smoke
def test_plain_http_on_a_tls_address_is_said_to_be_that(server, allowed):
    url = server.url.replace("http://", "https://")
    assert send(f"{url}/hook") == (None, Problem.TLS)


@pytest.mark.sampled
@pytest.mark.parametrize("url", ["http://", "http://[", "http://a b/", "nonsense", "http://xn--a-ecp.ru:99999/"])
def test_an_address_that_is_none_is_no_answer(url):
    assert send(url) == (None, Problem.NO_ANSWER)
