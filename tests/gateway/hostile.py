"""Requests that nobody's browser sends: each is a good one, of which one to four parts are not.

The same seed makes the same requests. They go straight to the WSGI application, because test clients mend what they send.
"""

import json
from io import BytesIO, StringIO
from random import Random
from urllib.parse import quote, quote_from_bytes, urlencode

#: Headers that the code reads, or that Django and Wagtail read for it, by their names in a WSGI environment.
HEADERS = [
    "CONTENT_LENGTH",
    "CONTENT_TYPE",
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_ACCESS_CONTROL_REQUEST_HEADERS",
    "HTTP_ACCESS_CONTROL_REQUEST_METHOD",
    "HTTP_AUTHORIZATION",
    "HTTP_COOKIE",
    "HTTP_COPROD_READER_ADDRESS",
    "HTTP_COPROD_SIGNATURE",
    "HTTP_HOST",
    "HTTP_IDEMPOTENCY_KEY",
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_ORIGIN",
    "HTTP_RANGE",
    "HTTP_REFERER",
    "HTTP_SEC_FETCH_SITE",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REQUESTED_WITH",
    "QUERY_STRING",
    "REMOTE_ADDR",
]
#: Parameters of pages. Those of the API are in its document.
PARAMETERS = [
    "category",
    "change",
    "comment",
    "comments",
    "language",
    "number",
    "page",
    "preview",
    "reply",
    "site",
    "step",
    "steps",
    "tag",
]
COOKIES = ["csrftoken", "django_language", "messages", "sessionid"]

_TEXTS = [
    "", " ", "0", "-0", "-1", "1.5", "1e400", "1_000", "0x10", "NaN", "Infinity", "null", "true", "٣", "²", "①", "Ⅷ", "९९", "+1",
    "1" * 400, "9" * 5000, "-" + "9" * 5000, "0" * 400 + "1", str(2**31), str(2**53), str(2**63 - 1), str(2**63),
    str(-(2**63) - 1), str(2**64), str(2**70), "x" * 70_000, "é", "ß", "İ", "日本", "😀", "\u202e", "\u200b", "\ufeff", "a\u0301" * 500,
    "\x00", "a\x00b", "\x01", "\x1b[31m", "\x7f", "\x85", "\u2028", "%", "%%", "%zz", "%00", "%ff", "%s%n{0}{x}", "{{ 7 }}", "${x}",
    "../../etc/passwd", "//", "///x", "\\", ".", "..", "?", "#", "&=&", "a=b&c", ",", ",,,", ";", ";;=", ":", "::", "'", '"', "`",
    "' OR 1=1 --", "<script>", "]]>", "*", "**", "(", ")" * 500, "[" * 500, "{" * 500, "\t", "a\tb",
    "t=1", "t=1,v1=x", "t=٣,v1=x", "t=1" + "0" * 400 + ",v1=x", "t=-9,v1=", "t=1,t=2,v1", "t=NaN,v1=é", "v1=1,t=", "=,=",
    "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "1969-12-31T23:59:59Z", "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sun, 99 Foo 99999 99:99:99 GMT", "Thu, 01 Jan 0000 00:00:00 GMT", "Thu, 01 Jan 9999 00:00:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
    '"', 'W/', 'W/"', 'W/"x"', '"x", "y', '"\\"', "bytes=0-0,1-1", "bytes=-9" + "9" * 400,
    "en", "cy;q=0.5", "cy;q=9", "en;q=" + "1" * 400, "x-" * 3000, "en-" + "a" * 2000, "*;q=0", "zh-Hans-CN@x", "en_GB.UTF-8",
    "192.0.2.1", "192.0.2.1, 198.51.100.1", "999.1.1.1", "1.2.3", "::1%eth0", "fe80::1%" + "x" * 2000, "[::1]", "::ffff:192.0.2.1",
    "2001:db8::" + ":" * 50, "unknown", "_hidden", ", " * 500, "1" + ",1" * 500,
    "http://", "https://testserver", "http://testserver:80", "null", "http://[", "http://[::1", "http://a:99999", "http://a:b", "http://@",
    "http://é.example", "data:,x", "javascript:1", "testserver", "testserver:80", "testserver:x", "testserver:99999999", "a b", "a/b", "[::1]:80",
    "same-origin", "SAME-ORIGIN", "cross-site", "none", "application/json", "application/json; charset=utf-16",
    "application/json; charset=nothing", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=é",
    "multipart/form-data; boundary=x", "multipart/form-data; boundary=" + "x" * 300, "application/x-www-form-urlencoded; charset=utf-7",
    "text/plain; charset=\"", "Basic é", "Basic Og==", "Bearer " + "x" * 3000, "Digest x=\"", "drawn-1.x", "1-1.x", "1-1", ".", ".....",
    "k" * 16, "k" * 200, "k" * 201, "é" * 20, "sessionid=" + "x" * 5000, "sessionid=\"\\000\"; csrftoken", "messages=W10:x", "=; ;=",
    "POST", "get", "GET, POST", "https", "on", "page=2&comments=3", "?reply=1", "__proto__", "a.b.c", "0.0", "1.2.3", "-9.9", "9" * 30 + ".1",
]  # fmt: skip
_BYTES = [
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xc0\xae",
    b"\x80" * 50,
    b"a\xe9b",
    b"\xfe\xff\x00x",
]
_JSON = [
    None, True, False, 0, -1, 1.5, 2**53, 2**63, 2**70, 10**400, 1e308, float("nan"), float("inf"), [], {}, [[]], [None] * 500,
    {"a": {"b": []}}, {"": ""}, "\ud800", "a\udfffb", "\x00", "𝟙",
]  # fmt: skip
_BODIES = [
    b"", b" ", b"null", b"[]", b"{", b"{}", b'"', b"\xff\xfe{", b"\xef\xbb\xbf{}", b"[" * 20_000, b'{"a":' * 5000, b'{"page": ' + b"9" * 6000 + b"}",
    b'{"page": 1, "page": 2}', b'{"page": 1e999}', b'{"body": "\\ud800"}', b'{"body": "\\u0000"}', b"a=%ff&b=%00", b"&" * 1500, b"=" * 3000,
    b"a[]=1&a[x]=2", b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\n\xff\r\n--x--",
    b"--x\r\nContent-Disposition: form-data; name=\"body\"; filename=\"\x00\"\r\nContent-Type: \xff\r\n\r\nx\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name*=utf-9''%ff\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--x--",
    b"--x\r\n" + b"A: " + b"b" * 9000 + b"\r\n\r\n", b"x" * 200_000,
]  # fmt: skip


class Hostile:
    """`targets` are good requests: (method, path, parameters, body), the body as a dictionary of a form's fields or of
    JSON, by whether the path is the API's."""

    def __init__(self, seed, targets, parameters, api_root):
        self.chance, self.targets, self.api_root = Random(seed), targets, api_root
        self.parameters = sorted({*PARAMETERS, *parameters})

    def text(self):
        chance, text = self.chance, self.chance.choice(_TEXTS)
        if chance.random() < 0.2:
            other = chance.choice(_TEXTS)
            place = chance.randint(0, len(text))
            text = text[:place] + other + text[place:]
        return text

    def raw(self):
        """Bytes as they may stand in a path, a query or a header."""
        return self.chance.choice(_BYTES) if self.chance.random() < 0.15 else self.text().encode("utf-8", "replace")

    def environ(self):
        """The WSGI environment of the next request."""
        target = self.chance.choice(self.targets)
        parts = self._parts_of(target)
        for _ in range(self.chance.choice([1, 1, 2, 4])):
            self.chance.choice(self._changes(target[3]))(parts)
        return self._put_together(parts)

    def as_it_is(self, target):
        """The WSGI environment of a good request, with nothing changed."""
        return self._put_together(self._parts_of(target))

    def _parts_of(self, target):
        method, path, parameters, fields = target
        return {
            "method": method,
            "path": path.encode(),
            "query": dict(parameters),
            "more_query": b"",
            "fields": fields and dict(fields),
            "body": None,
            "headers": {"HTTP_HOST": "testserver", "HTTP_ORIGIN": "http://testserver", "REMOTE_ADDR": "192.0.2.1"},
        }

    def _changes(self, fields):
        some = [self._header, self._header, self._header, self._cookie, self._parameter, self._parameter, self._path]
        some += [self._query, self._method]
        return some if fields is None else [*some, self._field, self._field, self._field, self._body]

    def _header(self, parts):
        value = self.raw().decode("latin-1")
        # No server hands on what would be two lines.
        name = self.chance.choice(HEADERS)
        if name == "CONTENT_LENGTH":  # what is no number every server refuses, and Django relies on that
            value = self.chance.choice(["", "0", "7", str(2**31), str(2**70), "0" * 5000, "9" * 5000])
        parts["headers"][name] = "".join(char for char in value if char not in "\r\n\x00")

    def _cookie(self, parts):
        given = f"{self.chance.choice(COOKIES)}={self.raw().decode('latin-1')}"
        parts["headers"]["HTTP_COOKIE"] = "".join(char for char in given if char not in "\r\n\x00")

    def _parameter(self, parts):
        name = self.chance.choice([*self.parameters, *parts["query"]])
        parts["query"][name] = self.chance.choice([self.raw(), [self.raw(), self.raw()]])

    def _query(self, parts):
        parts["more_query"] = self.raw()[:5000]

    def _path(self, parts):
        segments = parts["path"].split(b"/")
        segments[self.chance.randrange(len(segments))] = self.raw()[:8000]
        parts["path"] = b"/" + b"/".join(segments).lstrip(b"/")

    def _method(self, parts):
        parts["method"] = self.chance.choice(
            ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "NOTHING"]
        )

    def _field(self, parts):
        name = self.chance.choice([*parts["fields"], "page", "reply", "step", "steps", "preview", "change", "unknown"])
        parts["fields"][name] = self.chance.choice(_JSON) if self.chance.random() < 0.5 else self.text()

    def _body(self, parts):
        parts["body"] = self.chance.choice(_BODIES)

    def _put_together(self, parts):
        body, kind = self._body_of(parts)
        query = urlencode(parts["query"], doseq=True, quote_via=_quote).encode() + b"&" * bool(parts["more_query"])
        headers = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)) if body else ""} | parts["headers"]
        return {
            "REQUEST_METHOD": parts["method"],
            "SCRIPT_NAME": "",
            "PATH_INFO": parts["path"].decode("latin-1"),
            "QUERY_STRING": (query + parts["more_query"]).decode("latin-1"),
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        } | headers

    def _body_of(self, parts):
        json_wanted = parts["path"].startswith(self.api_root.encode())
        kind = "application/json" if json_wanted else "application/x-www-form-urlencoded"
        if parts["fields"] is None:
            return b"", ""
        if parts["body"] is not None:
            return parts["body"], kind
        if json_wanted:
            return json.dumps(parts["fields"]).encode(), kind
        return urlencode({name: _said(value) for name, value in parts["fields"].items()}).encode(), kind


def _said(value):
    return str(value).encode("utf-8", "surrogatepass")


def _quote(value, safe="", encoding=None, errors=None):
    return quote_from_bytes(value, safe) if isinstance(value, bytes) else quote(value, safe)
