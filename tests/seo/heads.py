"""What stands in the head of a page, as search engines read it."""

import json

from bs4 import BeautifulSoup


class Head:
    def __init__(self, html):
        self.soup = BeautifulSoup(html, "html.parser")

    def only(self, selector, attribute):
        """The attribute of the one element that `selector` finds in the head; None where there is none."""
        found = self.soup.select(f"head {selector}")
        assert len(found) < 2, selector
        return found[0][attribute] if found else None

    @property
    def canonical(self):
        return self.only("link[rel=canonical]", "href")

    @property
    def description(self):
        return self.only("meta[name=description]", "content")

    def og(self, name):
        return self.only(f'meta[property="og:{name}"]', "content")

    @property
    def json_ld(self):
        (script,) = self.soup.select('head script[type="application/ld+json"]')
        return json.loads(script.string)


def head_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return Head(answer.text)
