"""The client: every row in every round, in an order of its own each time, so that noise meets all alike."""

import gc
import json
import re
from http.client import HTTPConnection
from itertools import count
from random import Random
from time import perf_counter
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from .rows import QUERIES, Row

WARM_UP = 3
#: After so many seconds no round is begun any more, if there were enough.
LONG_ENOUGH = 75
FEW_ROUNDS = 25
PATIENCE = 120


class Measured:
    """What one row took."""

    def __init__(self, seconds=None, queries=None):
        self.seconds = seconds or []
        self.queries = queries

    @property
    def milliseconds(self):
        """What only a tenth of the rounds were quicker than: how long it takes where nothing comes between. The middle
        of all rounds says as much about what else the machine does."""
        return 1000 * sorted(self.seconds)[len(self.seconds) // 10]


def measure(rows, port, made, rounds) -> dict:
    """`Measured` by the name of the row, for the rows that are requests and what was measured already while filling."""
    rows = [row for row in rows if isinstance(row, Row)]
    client = Client(port, made)
    measured = {row.name: Measured() for row in rows}
    written = {name: Measured(**one) for name, one in made["writing"].items()}
    for row in rows:
        for _ in range(WARM_UP):
            client.visit(row)
        measured[row.name].queries = client.visit(row, count_queries=True)[1]
    order, chance = list(rows), Random(1)
    gc.disable()
    try:
        end = perf_counter() + LONG_ENOUGH
        for number in range(rounds):
            if number >= FEW_ROUNDS and perf_counter() > end:
                break
            chance.shuffle(order)
            for row in order:
                measured[row.name].seconds.append(client.visit(row)[0])
    finally:
        gc.enable()
    return measured | written


class Client:
    def __init__(self, port, made):
        self.port = port
        self.paths = made["paths"]
        self.cookies = "; ".join(f"{name}={value}" for name, value in made["session"].items())
        self.form = None
        self.etags = {}
        self.numbers = count()

    def visit(self, row, count_queries=False):
        """The seconds that one request took, and its queries if they are counted. Raises if the answer is not as it
        should be."""
        path = self.paths.get(row.page, row.page)
        headers = {**row.headers, **({"Cookie": self.cookies} if row.signed_in else {})}
        if count_queries:
            headers[QUERIES] = "1"
        if row.unchanged:
            headers["If-None-Match"] = self._etag(path)
        if row.sends_comment:
            path, body = self._comment(path)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
            seconds, response, text = self._ask("POST", path, headers, body)
            good = response.status == 302 and "#thank-you" in response.headers["Location"]
        else:
            seconds, response, text = self._ask("GET", path, headers)
            good = response.status == (304 if row.unchanged else 200) and _is_whole(row, text)
        if not good:
            raise RuntimeError(f"{row.name}: {response.status} from {path} is not what was to be measured")
        return seconds, response.headers[QUERIES] and int(response.headers[QUERIES])

    def _etag(self, path):
        if path not in self.etags:
            self.etags[path] = self._ask("GET", path, {})[1].headers["ETag"]
        return self.etags[path]

    def _ask(self, method, path, headers, body=None):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            start = perf_counter()
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read()
            return perf_counter() - start, response, text
        finally:
            connection.close()

    def _comment(self, path):
        """Where to send the next comment, and the filled-in form: each with other words, or it would be one click too
        many."""
        if self.form is None:
            page = BeautifulSoup(self._ask("GET", path, {})[2], "html.parser")
            form = page.select_one("form.coprod-form")
            fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
            self.form = form["action"].split("#")[0], fields
        action, fields = self.form
        words = {"body": f"Number {next(self.numbers)}. The bus decides my day.", "author_name": "Robin"}
        return action, urlencode(fields | words)


def _is_whole(row, text):
    """Whether the answer has in it what is to be measured."""
    if row.unchanged:
        return not text
    if row.items is not None:
        return len(json.loads(text).get("items", ())) == row.items
    return len(re.findall(rb'<article class="coprod-comment', text)) == row.comments_shown
