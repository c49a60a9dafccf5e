"""What a browser does with the reader's form, for tests that need no browser."""

from bs4 import BeautifulSoup

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def drawn_fields(client, url):
    """The fields of the form as it is drawn at `url`, hidden ones included."""
    form = soup(client.get(url)).select_one("form.coprod-form")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    return fields | {"body": "", "action": form["action"].split("#")[0]}


def send(client, page, headers=SAME_ORIGIN, query="", **fields):
    """Open the page, fill in the form and send it."""
    data = drawn_fields(client, f"{page.url}{query}") | fields
    return client.post(data.pop("action"), data, headers=headers)


def words(**changes):
    return {"body": "The bus decides my whole day.", "author_name": "Sam"} | changes
