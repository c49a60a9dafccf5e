"""As much of a browser as it takes to send a form, on a connection that is kept."""

from http.client import HTTPConnection, RemoteDisconnected
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()

    @property
    def soup(self):
        return BeautifulSoup(self.text, "html.parser")

    def form(self, selector):
        """Where a form leads, and its fields as they are drawn."""
        form = self.soup.select_one(selector)
        fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
        return urlsplit(form.get("action", "")).path, fields


class Connection:
    def __init__(self, port, cookies=None, host=None):
        self.http = HTTPConnection("127.0.0.1", port, timeout=60)
        self.host = host or f"127.0.0.1:{port}"
        self.origin = f"http://{self.host}"
        self.cookies = cookies if cookies is not None else {}

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, fields):
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.origin + path}
        return self._ask("POST", path, urlencode(fields), kind | {"Sec-Fetch-Site": "same-origin"})

    def close(self):
        self.http.close()

    def _ask(self, method, path, body=None, headers=None):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = (
            {"Host": self.host, "Origin": self.origin} | (headers or {}) | ({"Cookie": cookies} if cookies else {})
        )
        try:
            self.http.request(method, path, body, headers)
            answer = Answer(self.http.getresponse())
        except RemoteDisconnected:
            if method != "GET":
                raise
            # A server ends a connection on which it has heard nothing for some seconds.
            self.http.close()
            self.http.request(method, path, body, headers)
            answer = Answer(self.http.getresponse())
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer
