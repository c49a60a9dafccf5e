"""One HTTP request to somebody else's address, which must not become a way into our own network."""

import ipaddress
import json
import socket
from urllib.parse import urljoin

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

import coprod_wagtail
from coprod_wagtail.conf import conf

from .constants import Problem
from .signing import signature

#: Seconds to connect, and seconds to wait for the answer.
TIMEOUT = (3.05, 7)
REDIRECTS = 3


class PrivateAddress(Exception):
    """The name leads into a private network."""


def is_allowed(address: str) -> bool:
    """Whether something may be sent to this IP address: it is public, or in one of `conf.WEBHOOK_NETWORKS`."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    networks = map(ipaddress.ip_network, conf.WEBHOOK_NETWORKS)
    if any(ip in network for network in networks if network.version == ip.version):
        return True
    # What carries an IPv4 address inside is as public as that one.
    for inside in (getattr(ip, "sixtofour", None), _nat64(ip)):
        if inside is not None and not inside.is_global:
            return False
    return ip.is_global and not ip.is_multicast


def _nat64(ip):
    if ip.version == 6 and ip in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def _connect(connection):
    """A socket to an address that was looked at, not to a name that may lead somewhere else a moment later."""
    try:
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NewConnectionError(connection, "The name is not known.") from error
    addresses = [info[4][0] for info in found]
    if not all(map(is_allowed, addresses)):
        raise PrivateAddress
    last = None
    for address in dict.fromkeys(addresses):
        try:
            return socket.create_connection((address, connection.port), TIMEOUT[0])
        except OSError as error:
            last = error
    raise NewConnectionError(connection, "Nobody answers.") from last


class _GuardedHTTP(HTTPConnection):
    def _new_conn(self):
        return _connect(self)


class _GuardedHTTPS(HTTPSConnection):
    def _new_conn(self):
        return _connect(self)


class _GuardedHTTPPool(HTTPConnectionPool):
    ConnectionCls = _GuardedHTTP


class _GuardedHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedHTTPS


class GuardedAdapter(HTTPAdapter):
    """Connects to addresses that `is_allowed` says may be connected to, and to no others."""

    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _GuardedHTTPPool, "https": _GuardedHTTPSPool}


def send(url: str, secret: str, payload: dict, delivery_id) -> tuple[int | None, Problem]:
    """Send the signed message; the status that came back, if any, and the problem, if there was one. Never raises for
    what the other side does.

    The same method and body are sent on for 307 and 308, each time to an address looked at anew; every other redirect
    would turn the message into a plain request, and is a problem.
    """
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"coprod-wagtail/{coprod_wagtail.__version__}",
        "Coprod-Event": payload["event"],
        "Coprod-Delivery": str(delivery_id),
        "Coprod-Signature": signature(secret, body),
    }
    with requests.Session() as session:
        # Neither a proxy nor a password from the environment: both would lead past the guard.
        session.trust_env = False
        session.mount("http://", GuardedAdapter())
        session.mount("https://", GuardedAdapter())
        try:
            return _post(session, url, body, headers)
        except PrivateAddress:
            return None, Problem.PRIVATE_ADDRESS
        except requests.exceptions.SSLError:
            return None, Problem.TLS
        except (requests.RequestException, OSError, ValueError):
            return None, Problem.NO_ANSWER


def _post(session, url, body, headers):
    for _hop in range(REDIRECTS + 1):
        # Streamed and closed: what the other side writes is nobody's business here, however much it is.
        with session.post(
            url, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True
        ) as response:
            status, place = response.status_code, response.headers.get("Location", "")
        if status in {307, 308} and place:
            url = urljoin(url, place)
            continue
        if 300 <= status < 400:
            return status, Problem.REDIRECTED
        return status, Problem.NONE if status < 300 else Problem.REFUSED
    return status, Problem.REDIRECTED
