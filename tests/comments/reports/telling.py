"""What a browser does with the form for telling us about a comment, and what a program does over JSON."""

from ..sending import SAME_ORIGIN, soup

NOTICE = {
    "reason": "untrue",
    "statement": "The cook steals the soup.",
    "meaning": "People think that I am a thief.",
    "untrue": "I have never taken any.",
    "knows_writer": "no",
    "may_share": "yes",
    "name": "Ada Cook",
    "email": "ada@example.org",
}


def form_of(client, comment):
    """The fields of the form as it is drawn, hidden ones included, and where it is sent."""
    page = client.get(f"/comments/reports/{comment.pk}/")
    form = soup(page).select_one("form.coprod-form")
    hidden = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
    return f"/comments/reports/{comment.pk}/", hidden


def tell(client, comment, headers=SAME_ORIGIN, **fields):
    """Open the page, fill in the form and send it."""
    url, hidden = form_of(client, comment)
    return client.post(url, hidden | {"reason": "about_me"} | fields, headers=headers)


def tell_json(client, comment, **fields):
    """The same from a front end."""
    url = f"/api/coprod/v1/comments/{comment.pk}/reports/"
    described = client.get(url).json()
    hidden = {field["name"]: field["value"] for field in described["fields"] if field["type"] == "hidden"}
    sent = hidden | {"reason": "about_me"} | fields
    return client.post(url, sent, content_type="application/json", headers=SAME_ORIGIN)
