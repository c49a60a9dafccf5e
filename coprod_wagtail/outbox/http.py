"""One HTTP request to somebody else's address, which must not become a way into our own network, nor take for ever."""

import socket
import ssl
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

import certifi
from django.utils.encoding import iri_to_uri

from .constants import Problem
from .deadline import Deadline
from .networks import is_allowed

#: Seconds for one address of several that a name may have.
CONNECT_SECONDS = 3.05


class PrivateAddress(Exception):
    """The name leads into a private network."""


def post(url: str, body: bytes, headers: dict[str, str], deadline: Deadline) -> tuple[int | None, Problem]:
    """The status that came back, if any, and the problem, if there was one. Never raises for what the other side does.

    Nothing but the status and the headers is read, however much comes, and no redirect is followed: it would lead
    somewhere that nobody entered. Neither a proxy nor a password is taken from the environment.
    """
    try:
        parts = urlsplit(iri_to_uri(url))
        kinds: dict[str, type[_HTTP] | type[_HTTPS]] = {"http": _HTTP, "https": _HTTPS}
        kind = kinds.get(parts.scheme)
        if kind is None or not parts.hostname:
            return None, Problem.NO_ANSWER
        connection = kind(parts.hostname, parts.port or kind.default_port)
        connection.deadline = deadline
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request("POST", target, body, headers)
            status = connection.getresponse().status
        finally:
            connection.close()
    except PrivateAddress:
        return None, Problem.PRIVATE_ADDRESS
    except ssl.SSLError:
        return None, Problem.TLS
    except (HTTPException, OSError, ValueError):
        return None, Problem.NO_ANSWER
    if 300 <= status < 400:
        return status, Problem.REDIRECTED
    return status, Problem.NONE if 200 <= status < 300 else Problem.REFUSED


class _HTTP(HTTPConnection):
    deadline: Deadline

    def connect(self):
        self.sock = _connect(self.host, self.port, self.deadline)


class _HTTPS(HTTPSConnection):
    deadline: Deadline

    def __init__(self, host, port):
        super().__init__(host, port, context=_trust())

    def connect(self):
        sock = _connect(self.host, self.port, self.deadline)
        self.sock = _trust().wrap_socket(sock, server_hostname=self.host)


def _connect(host, port, deadline):
    """A socket to an address that was looked at, not to a name that may lead somewhere else a moment later."""
    addresses = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not all(map(is_allowed, addresses)):
        raise PrivateAddress
    for address in dict.fromkeys(addresses):
        try:
            found = socket.create_connection((address, port), min(CONNECT_SECONDS, deadline.left()))
        except OSError:
            continue
        found.settimeout(deadline.left())
        deadline.keep(found)
        return found
    raise OSError("Nobody answers.")


@cache
def _trust():
    """Certificates that the machine trusts, and those that every browser does."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context
