"""Who gets what at every door: each address of ours in the admin, each of Wagtail's that shows something of ours, each act about
many, and each of the API's doors for moderators, against seven kinds of people.

Doors are found by walking the addresses of the site. One that has no row here fails.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Site

from coprod_wagtail.api.kit.assembly import build
from coprod_wagtail.comments.cases.rows import seal, store_case
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import DecisionReason, Hold, ReaderComment, SavedAnswer, WordListEntry
from coprod_wagtail.comments.models.moderation.hold import Held
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ModeratorFactory,
    ReaderCommentFactory,
    UserFactory,
    volunteer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

WORDS = "A heron stood in the ford."
#: In the order of the columns below.
PEOPLE = ("anonymous", "section", "elsewhere", "language", "editor", "manager", "superuser")

# What somebody gets.
READS = "words"  #: 200, and the words of the comment
PAGE = "page"  #: 200, and not a word of it
SIGN = "sign in"  #: led to the page for signing in
HOME = "home"  #: led to the admin's home page, which says that they may not
GONE = "404"
SHUT = "403"
ASKS = "401"
LATE = "409"
DONE = "done"  #: the comment is published
LEFT = "left"  #: it went through, and the comment is as it was


@dataclass
class Scene:
    comment: Any
    people: dict[str, Any]

    @property
    def page(self):
        return self.comment.page

    @property
    def reason(self):
        return DecisionReason.objects.first()

    @property
    def entry(self):
        site = Site.objects.get()
        return WordListEntry.objects.first() or WordListEntry.objects.create(
            site=site, language="en", words="heron", key="heron"
        )

    @property
    def hold(self):
        number = uuid4()
        ReaderComment.objects.filter(pk=self.comment.pk).update(hold_number=number)
        return Hold.objects.create(
            number=number, kind=Held.WRITER, reason="Harm.", until=timezone.now() + timedelta(days=1)
        )

    @property
    def case(self):
        """With a copy of the comment."""
        case = store_case("untrue", received=timezone.now(), site=Site.objects.get(), comment=self.comment.pk)
        seal(case, self.comment)
        return case

    @property
    def answer(self):
        return SavedAnswer.objects.first() or SavedAnswer.objects.create(title="Thanks", body="Thank you.")


@pytest.fixture
def scene(blog, post):
    """A comment in English in one section, and nothing in the other."""
    other = BlogIndexPageFactory(parent=Site.objects.get().root_page, title="News")
    BlogPostPageFactory(parent=other)
    editor = UserFactory()
    editor.groups.add(Group.objects.get(name="Editors"))
    everything = Permission.objects.filter(content_type__app_label="coprod_comments")
    manager = ModeratorFactory()
    manager.user_permissions.add(*everything)
    people = {
        "anonymous": None,
        "section": volunteer({"page": blog}),
        "elsewhere": volunteer({"page": other}),
        "language": volunteer({"language": "cy"}),
        "editor": editor,
        "manager": manager,
        "superuser": UserFactory(is_superuser=True, is_staff=True),
    }
    comment = ReaderCommentFactory(
        page=post, body=WORDS, body_html=f"<p>{WORDS}</p>", language="en", status=Status.PENDING, slip_hash="0" * 64
    )
    return Scene(comment, people)


def got(response, comment):
    """What somebody got, in the words above."""
    if response.status_code == 302:
        where = response.headers["Location"]
        if where.startswith("/admin/login/"):
            return SIGN
        if where == "/admin/":
            return HOME
        return DONE if ReaderComment.objects.get(pk=comment.pk).status == Status.PUBLISHED else LEFT
    if response.status_code == 200:
        if response.wsgi_request.method != "GET":
            return DONE if ReaderComment.objects.get(pk=comment.pk).status == Status.PUBLISHED else LEFT
        return READS if WORDS in response.getvalue().decode() else PAGE
    return str(response.status_code)


# How each door is opened


def get(name, *args, query="", **kwargs):
    def opened(client, scene):
        found = [getattr(scene, arg).pk if isinstance(arg, str) and hasattr(scene, arg) else arg for arg in args]
        return client.get(reverse(name, args=found) + query.format(comment=scene.comment.pk, page=scene.page.pk))

    return opened


def post(name, *args, **data):
    def opened(client, scene):
        found = [getattr(scene, arg).pk if isinstance(arg, str) and hasattr(scene, arg) else arg for arg in args]
        return client.post(reverse(name, args=found), data)

    return opened


def bulk(verb, method):
    def opened(client, scene):
        url = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", verb])
        return getattr(client, method)(f"{url}?id={scene.comment.pk}")

    return opened


def person(client, scene):
    """Everything that is held of one person: found by the number of the comment."""
    sent = {"numbers": str(scene.comment.pk), "asked_on": "2026-05-04", "email": "", "name": ""}
    response = client.post(reverse("coprod_comments_admin:person"), sent)
    return _as_read(response)


def file_of_person(client, scene):
    sent = {"numbers": str(scene.comment.pk), "asked_on": "2026-05-04", "email": "", "name": "", "do": "json"}
    sent["comment"] = scene.comment.pk
    return _as_read(client.post(reverse("coprod_comments_admin:person"), sent))


def file_of_days(client, scene):
    """With words, for who may have them in a file."""
    return _as_read(client.post(reverse("coprod_comments_admin:export"), {"words": "on", "names": "on", "do": "csv"}))


def _as_read(response):
    """Of a form that only finds something, what stands in the answer counts."""
    response.wsgi_request.method = "GET"
    return response


def look(client, scene):
    return _as_read(client.post(reverse("coprod_cases:act", args=[scene.case.pk, "look"])))


#: For each door, what each of `PEOPLE` gets.
OURS = {
    "coprod_reader_comments:index": [
        (get("coprod_reader_comments:index"), (SIGN, READS, PAGE, PAGE, HOME, READS, READS)),
        (
            get("coprod_reader_comments:index", query="?around={comment}"),
            (SIGN, READS, PAGE, PAGE, HOME, READS, READS),
        ),
        (get("coprod_reader_comments:index", query="?page={page}"), (SIGN, READS, PAGE, PAGE, HOME, READS, READS)),
        (get("coprod_reader_comments:index", query="?q=heron"), (SIGN, READS, PAGE, PAGE, HOME, READS, READS)),
        (get("coprod_reader_comments:index", query="?export=csv"), (SIGN, PAGE, PAGE, PAGE, HOME, PAGE, PAGE)),
    ],
    "coprod_reader_comments:index_results": [
        (get("coprod_reader_comments:index_results"), (SIGN, READS, PAGE, PAGE, HOME, READS, READS)),
    ],
    "coprod_reader_comments:inspect": [
        (get("coprod_reader_comments:inspect", "comment"), (SIGN, READS, GONE, GONE, HOME, READS, READS)),
    ],
    "coprod_reader_comments:decide": [
        (
            post("coprod_reader_comments:decide", "comment", "publish"),
            (SIGN, DONE, GONE, GONE, HOME, DONE, DONE),
        ),
        (
            post("coprod_reader_comments:decide", "comment", "write", message="Hello"),
            (SIGN, LEFT, GONE, GONE, HOME, LEFT, LEFT),
        ),
    ],
    "coprod_reader_comments:hand_over": [
        (get("coprod_reader_comments:hand_over", "comment"), (SIGN, PAGE, GONE, GONE, HOME, PAGE, PAGE)),
        (
            post("coprod_reader_comments:hand_over", "comment", to=""),
            (SIGN, LEFT, GONE, GONE, HOME, LEFT, LEFT),
        ),
    ],
    "coprod_reader_comments:give_back": [
        (post("coprod_reader_comments:give_back", "comment"), (SIGN, LEFT, GONE, GONE, HOME, LEFT, LEFT)),
    ],
    "coprod_reader_comments:worried": [
        (post("coprod_reader_comments:worried", "comment"), (SIGN, LEFT, GONE, GONE, HOME, LEFT, LEFT)),
    ],
    # Each person's own, about nobody's comment.
    "coprod_reader_comments:save_filter": [
        (
            post("coprod_reader_comments:save_filter", query="status=pending"),
            (SIGN, LEFT, LEFT, LEFT, HOME, LEFT, LEFT),
        ),
    ],
    "coprod_reader_comments:delete_filter": [
        (post("coprod_reader_comments:delete_filter", 1), (SIGN, GONE, GONE, GONE, HOME, GONE, GONE)),
    ],
    "coprod_reader_comments:content_note": [
        (
            post("coprod_reader_comments:content_note", "comment", content_note="Birds"),
            (SIGN, LEFT, GONE, GONE, HOME, LEFT, LEFT),
        ),
    ],
    "coprod_reader_comments:cover": [
        (
            post("coprod_reader_comments:cover", "comment", covered="heron", kind="other"),
            (SIGN, LEFT, GONE, GONE, HOME, LEFT, LEFT),
        ),
    ],
    "coprod_reader_comments:uncover": [
        # Nothing is covered in it.
        (post("coprod_reader_comments:uncover", "comment", 1), (SIGN, LEFT, GONE, GONE, HOME, LEFT, LEFT)),
    ],
    "coprod_reader_comments:undo": [
        (
            post("coprod_reader_comments:undo", batch="7a1c1c1c-7a1c-4a1c-8a1c-7a1c1c1c1c1c", first="1", last="9"),
            (SIGN, LEFT, LEFT, LEFT, HOME, LEFT, LEFT),
        ),
    ],
    "coprod_comments_admin:set_conversation": [
        # How many there are, and not a word.
        (get("coprod_comments_admin:set_conversation", "page"), (SIGN, PAGE, HOME, HOME, PAGE, PAGE, PAGE)),
    ],
    # Numbers, and of what they may read only.
    "coprod_comments_admin:figures": [
        (get("coprod_comments_admin:figures"), (SIGN, PAGE, PAGE, PAGE, HOME, PAGE, PAGE)),
        (get("coprod_comments_admin:figures", query="?export=csv"), (SIGN, PAGE, PAGE, PAGE, HOME, PAGE, PAGE)),
    ],
    "coprod_comments_admin:export": [
        (get("coprod_comments_admin:export"), (SIGN, PAGE, PAGE, PAGE, HOME, PAGE, PAGE)),
        (file_of_days, (SIGN, PAGE, PAGE, PAGE, HOME, READS, READS)),
    ],
    "coprod_comments_admin:figures_results": [
        (get("coprod_comments_admin:figures_results"), (SIGN, PAGE, PAGE, PAGE, HOME, PAGE, PAGE)),
    ],
    "coprod_comments_admin:pause": [
        (get("coprod_comments_admin:pause"), (SIGN, HOME, HOME, HOME, HOME, PAGE, PAGE)),
    ],
    "coprod_comments_admin:person": [
        (person, (SIGN, HOME, HOME, HOME, HOME, PAGE, PAGE)),
        (file_of_person, (SIGN, HOME, HOME, HOME, HOME, READS, READS)),
    ],
    "coprod_comments_admin:choose_page": [
        (get("coprod_comments_admin:choose_page"), (SIGN, HOME, HOME, HOME, HOME, PAGE, PAGE)),
    ],
    "coprod_comments_admin:for_someone": [
        (get("coprod_comments_admin:for_someone", "page"), (SIGN, HOME, HOME, HOME, HOME, PAGE, PAGE)),
    ],
    "coprod_comments_admin:answer": [
        (get("coprod_comments_admin:answer", "page"), (SIGN, HOME, HOME, HOME, HOME, PAGE, PAGE)),
        # Nobody answers what readers do not read.
        (
            get("coprod_comments_admin:answer", "page", query="?reply={comment}"),
            (SIGN, HOME, HOME, HOME, HOME, GONE, GONE),
        ),
    ],
    "coprod_comments_admin:hand_over": [
        # Only who typed it in, and only just now.
        (get("coprod_comments_admin:hand_over", "comment"), (SIGN, HOME, HOME, HOME, HOME, GONE, GONE)),
    ],
}
#: What editors keep for those who decide, with Wagtail's own screens: for who may change the settings.
OURS |= {
    "coprod_comments_admin:holds": [
        (get("coprod_comments_admin:holds"), (SIGN, PAGE, PAGE, PAGE, HOME, PAGE, PAGE)),
    ],
    "coprod_comments_admin:hold": [
        # It belongs to no others, so there is nothing to hold.
        (get("coprod_comments_admin:hold", "comment"), (SIGN, LEFT, GONE, GONE, HOME, LEFT, LEFT)),
    ],
    "coprod_comments_admin:end_hold": [
        (post("coprod_comments_admin:end_hold", "hold"), (SIGN, LEFT, GONE, GONE, HOME, LEFT, LEFT)),
    ],
    "coprod_cases:index": [(get("coprod_cases:index"), (SIGN, HOME, HOME, HOME, HOME, PAGE, PAGE))],
    "coprod_cases:index_results": [(get("coprod_cases:index_results"), (SIGN, HOME, HOME, HOME, HOME, PAGE, PAGE))],
    "coprod_cases:new": [(get("coprod_cases:new"), (SIGN, HOME, HOME, HOME, HOME, PAGE, PAGE))],
    # Not even with the right a word of the copy, unless the button is pressed; who may see only other comments, and those
    # that somebody is worried about, is tested with the cases.
    "coprod_cases:inspect": [(get("coprod_cases:inspect", "case"), (SIGN, HOME, HOME, HOME, HOME, PAGE, PAGE))],
    "coprod_cases:act": [
        (post("coprod_cases:act", "case", "acknowledge"), (SIGN, HOME, HOME, HOME, HOME, LEFT, LEFT)),
        (look, (SIGN, HOME, HOME, HOME, HOME, READS, READS)),
    ],
    "coprod_word_list:import": [(get("coprod_word_list:import"), (SIGN, HOME, HOME, HOME, HOME, PAGE, PAGE))],
}
OURS |= {
    f"{lists}:{screen}": [(get(f"{lists}:{screen}", *args), (SIGN, HOME, HOME, HOME, HOME, found, found))]
    for lists, row in (
        ("coprod_decision_reasons", "reason"),
        ("coprod_saved_answers", "answer"),
        ("coprod_word_list", "entry"),
    )
    for screen, args, found in (
        ("index", (), PAGE),
        ("index_results", (), PAGE),
        ("add", (), PAGE),
        ("edit", (row,), PAGE),
        ("delete", (row,), PAGE),
        ("history", (row,), PAGE),
        ("history_results", (row,), PAGE),
        ("usage", (row,), PAGE),
        ("reorder", (row,), "405"),  # by POST only
    )
    if (lists, screen) != ("coprod_word_list", "reorder")
}
#: What Wagtail draws, and has something of ours in it.
WAGTAILS = {
    "home": (get("wagtailadmin_home"), (SIGN, PAGE, PAGE, PAGE, PAGE, PAGE, PAGE)),
    "editor": (get("wagtailadmin_pages:edit", "page"), (SIGN, HOME, HOME, HOME, PAGE, HOME, PAGE)),
    "history": (get("wagtailadmin_reports:site_history"), (SIGN, PAGE, PAGE, PAGE, PAGE, PAGE, PAGE)),
    "groups": (get("wagtailusers_groups:index"), (SIGN, HOME, HOME, HOME, HOME, HOME, PAGE)),
    "settings": (
        get("wagtailsettings:edit", "coprod_comments", "readercommentsettings", 1),
        (SIGN, HOME, HOME, HOME, HOME, PAGE, PAGE),
    ),
    "account": (get("wagtailadmin_account"), (SIGN, PAGE, PAGE, PAGE, PAGE, PAGE, PAGE)),
}
BULK = (SIGN, READS, PAGE, PAGE, HOME, READS, READS)
PUBLISHED = (SIGN, DONE, LEFT, LEFT, HOME, DONE, DONE)
DECLINED = (SIGN, LEFT, LEFT, LEFT, HOME, LEFT, LEFT)


CASES = (ASKS, SHUT, SHUT, SHUT, SHUT, PAGE, PAGE)
CASE_STEP = (ASKS, SHUT, SHUT, SHUT, SHUT, LEFT, LEFT)
#: The doors of the JSON API for moderators: for each method and path, below its root.
API = {
    ("get", "/moderation/comments/"): ({}, (ASKS, READS, PAGE, PAGE, SHUT, READS, READS)),
    ("get", "/moderation/comments/{comment_id}/"): ({}, (ASKS, READS, GONE, GONE, SHUT, READS, READS)),
    ("post", "/moderation/comments/{comment_id}/decisions/"): (
        {"verb": "publish", "version": 1},
        (ASKS, DONE, GONE, GONE, SHUT, DONE, DONE),
    ),
    ("get", "/moderation/comments/{comment_id}/colleagues/"): ({}, (ASKS, PAGE, GONE, GONE, SHUT, PAGE, PAGE)),
    # To nobody, and it is with nobody.
    ("post", "/moderation/comments/{comment_id}/hand-over/"): ({}, (ASKS, "422", GONE, GONE, SHUT, "422", "422")),
    ("post", "/moderation/comments/{comment_id}/give-back/"): ({}, (ASKS, LATE, GONE, GONE, SHUT, LATE, LATE)),
    ("post", "/moderation/comments/{comment_id}/worried/"): ({}, (ASKS, LEFT, GONE, GONE, SHUT, LEFT, LEFT)),
    # Nobody has decided anything yet.
    ("post", "/moderation/comments/{comment_id}/undo/"): ({}, (ASKS, LATE, GONE, GONE, SHUT, LATE, LATE)),
    # A right of its own, which no volunteer here has.
    ("get", "/moderation/answers/"): ({}, (ASKS, SHUT, SHUT, SHUT, SHUT, PAGE, PAGE)),
    ("post", "/moderation/answers/"): ({}, (ASKS, SHUT, SHUT, SHUT, SHUT, "422", "422")),
    # So are cases. Not a word of the copy but from looking at it; who may see only other comments, and those that somebody is
    # worried about, is tested with the cases.
    ("get", "/moderation/cases/"): ({}, CASES),
    ("post", "/moderation/cases/"): ({}, (ASKS, SHUT, SHUT, SHUT, SHUT, "422", "422")),
    ("get", "/moderation/cases/{case_id}/"): ({}, CASES),
    ("get", "/moderation/cases/{case_id}/people/"): ({}, CASES),
    ("post", "/moderation/cases/{case_id}/acknowledge/"): ({}, CASE_STEP),
    # It is with nobody.
    ("post", "/moderation/cases/{case_id}/assign/"): ({"to": ""}, (ASKS, SHUT, SHUT, SHUT, SHUT, LATE, LATE)),
    # The law gives no more time for what is untrue, and a copy is kept already.
    ("post", "/moderation/cases/{case_id}/extend/"): ({"note": "Why"}, (ASKS, SHUT, SHUT, SHUT, SHUT, LATE, LATE)),
    ("post", "/moderation/cases/{case_id}/close/"): ({"outcome": "nothing"}, CASE_STEP),
    ("post", "/moderation/cases/{case_id}/keep/"): ({}, (ASKS, SHUT, SHUT, SHUT, SHUT, LATE, LATE)),
    ("post", "/moderation/cases/{case_id}/look/"): ({}, (ASKS, SHUT, SHUT, SHUT, SHUT, READS, READS)),
}


def api(method, path, data):
    def opened(client, scene):
        case = scene.case.pk if "/cases/" in path else None
        url = reverse("coprod_api:api-root") + path.lstrip("/").format(comment_id=scene.comment.pk, case_id=case)
        page = {"page": scene.page.pk} if path == "/moderation/answers/" else {}
        if method == "get":
            return client.get(url, page)
        response = client.post(url, data | page, content_type="application/json")
        return _as_read(response) if path.endswith("/look/") else response

    return opened


def our_api_doors():
    paths = build().get_openapi_schema(path_prefix="")["paths"]
    return {(method, path) for path, found in paths.items() if "/moderation/" in path for method in found}


def our_bulk_actions():
    found = bulk_action_registry.get_bulk_actions_for_model("coprod_comments", "readercomment")
    return {action.action_type for action in found}


OF_THE_FEATURE = {
    "coprod_reader_comments",
    "coprod_comments_admin",
    "coprod_decision_reasons",
    "coprod_saved_answers",
    "coprod_word_list",
    "coprod_cases",
}


def our_addresses(resolver=None, spaces=()):
    """The names of all addresses in the admin that this feature answers."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from our_addresses(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif OF_THE_FEATURE & set(spaces) or _is_ours(pattern.callback):
            yield ":".join((*spaces, pattern.name or "?"))


def _is_ours(callback):
    view = getattr(callback, "view_class", callback)
    return getattr(view, "__module__", "").startswith(
        ("coprod_wagtail.comments.admin", "coprod_wagtail.comments.rights")
    )


DOORS = {f"{name} {place}": row for name, rows in OURS.items() for place, row in enumerate(rows)}
DOORS |= WAGTAILS
DOORS |= {f"bulk {verb}": (bulk(verb, "get"), BULK) for verb in ("publish", "decline", "mark-spam", "hand-over")}
DOORS |= {
    "bulk publish, agreed": (bulk("publish", "post"), PUBLISHED),
    "bulk decline, agreed": (bulk("decline", "post"), DECLINED),
}
DOORS |= {f"{method} {path}": (api(method, path, data), row) for (method, path), (data, row) in API.items()}


def test_every_address_of_ours_has_a_row():
    assert set(our_addresses()) == set(OURS)


def test_every_door_of_the_api_has_a_row():
    assert our_api_doors() == set(API)


def test_every_act_about_many_has_a_row():
    # Nothing that waits can be hidden, or answered, so there is no comment to ask about.
    assert our_bulk_actions() - {"hide", "answer"} == {
        name.split()[1] for name in DOORS if name.startswith("bulk ") and "," not in name
    }


@pytest.mark.sampled
@pytest.mark.parametrize("door", DOORS)
def test_who_gets_what(door, scene):
    opened, expected = DOORS[door]
    found = []
    for name in PEOPLE:
        client = Client()
        if scene.people[name]:
            client.force_login(scene.people[name])
        with transaction.atomic():
            found.append((name, got(opened(client, scene), scene.comment)))
            transaction.set_rollback(True)
    assert found == list(zip(PEOPLE, expected, strict=True))
