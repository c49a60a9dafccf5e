"""Whatever an anonymous request holds, nothing of it raises: no answer is a 500.

A few hundred requests here; `make test-fuzz` sends 50,000, other ones each time.
"""

import ast
import logging
import os
import sys
import traceback
from collections import Counter

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from coprod_wagtail.api.kit.assembly import build
from coprod_wagtail.comments.actions import TakeDownComment
from coprod_wagtail.comments.intake.forms import CommentForm
from coprod_wagtail.comments.intake.tokens import REPORT, make_drawn_stamp, make_token
from coprod_wagtail.comments.slip.lookup import comment_by_secret
from coprod_wagtail.gateway.signatures import signature
from tests.api.client import ROOT
from tests.comments.writers import be_asked, number_and_words, want_mail, write
from tests.contract.conftest import OLD_PATH, token_of_a_draft
from tests.core.test_house import MODULES
from tests.factories import ConversationPageFactory, ReaderCommentFactory

from .hostile import COOKIES, HEADERS, PARAMETERS, Hostile

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

CASES = int(os.environ.get("FUZZ_CASES", "250"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
#: So many at most go to one database, which keeps what is taken in.
PART = 2500
SECRET = "a secret of the front end's own, long enough"


@pytest.fixture(autouse=True)
def open_wide(settings):
    """What is refused early would go no further."""
    settings.COPROD_WAGTAIL = {
        "FLOOD_PER_MINUTE": 0,
        "MAX_WAITING": 10**9,
        "MAX_FLOOD_WAITING": 10**9,
        "TRUSTED_PROXIES": 1,
        "FRONTEND_SECRETS": [SECRET],
        "ALLOWED_ORIGINS": ["https://front.example"],
        "PAGE_CACHE_SECONDS": 60,
        "API_CACHE_SECONDS": 60,
    }


@pytest.fixture(autouse=True)
def one_connection():
    """What the handler says at both ends of a request would close the connection that the test's transaction is on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def targets(root_page, blog, post):
    """A good request to every address that anybody may ask for."""
    # Not every kind of site that this file is read on has them.
    from tests.pages.factories import MemberIndexPageFactory, MemberProfilePageFactory

    question = ConversationPageFactory(parent=blog)
    pages = [root_page, blog, post, question]
    for page in (post, question):
        first = ReaderCommentFactory(page=page)
        ReaderCommentFactory(page=page, reply_to=first)
    found = [("GET", page.get_url() or "/", {}, None) for page in pages]
    found += [("GET", post.url, {"reply": str(first.pk), "comments": "1"}, None)]
    Redirect.add_redirect(OLD_PATH, post)
    members = MemberIndexPageFactory(parent=root_page)
    kinds = {
        "indexes": blog,
        "posts": post,
        "conversation-pages": question,
        "members": MemberProfilePageFactory(parent=members),
    }
    doors = [*_pages_doors(post, first), *_operations(post, first, kinds)]
    # Where words are taken in, there is most to break.
    return found + [door for door in doors for _ in range(4 if door[3] else 1)]


def _what_is_sent(post, comment):
    """Good words for the doors of both kinds, and for those of the API beside them."""
    form = {"token": make_token(post.pk), "drawn": make_drawn_stamp(), "body": "Words", "author_name": "Sam"}
    form |= {"author_email": "", "reply_to": ""}
    report = {"reason": "unkind", "body": "Words", "email": "", "drawn": make_drawn_stamp()}
    report |= {"token": make_token(comment.pk, REPORT)}
    follow = {"author_email": "sam@example.org", "token": make_token(post.pk)}
    return form, report, follow


def _secrets_doors(post):
    """What is sent where a secret stands in the address, with a new one for each: some of them lead nowhere afterwards."""
    asked, message = be_asked(post)
    yield "answer", asked, {"answer": "Mine.", "message": message}
    taken_down = write(post)
    TakeDownComment(comment_by_secret(taken_down))()
    yield "bring-back", taken_down, {}
    for name in ("take-down", "erase", "mail/stop", "mail/slip"):
        yield name, write(post), {}
    yield "mail", write(post), {"author_email": "sam@example.org"}


def _pages_doors(post, comment):
    form, report, follow = _what_is_sent(post, comment)
    secret = write(post)
    edit = {"body": "Others", "author_name": "Sam", "content_note": "", "version": "1"}
    for name, at, body in [
        ("send", post.pk, form),
        ("steps", post.pk, None),
        ("sheet", post.pk, None),
        ("feed", post.pk, None),
        ("feed_json", post.pk, None),
        ("report", comment.pk, None),
        ("report", comment.pk, report),
        ("reported", comment.pk, None),
        ("follow", post.pk, follow),
        ("follow_sent", post.pk, None),
        ("slip", secret, None),
        ("edit", secret, None),
        ("edit", secret, edit),
        ("answer", be_asked(post)[0], None),
        ("mail", want_mail(write(post)), None),
        ("confirm_mail", want_mail(write(post)), {}),
        ("stop_mail", want_mail(write(post)), {}),
    ]:
        yield "GET" if body is None else "POST", reverse(f"coprod_comments:{name}", args=[at]), {}, body
    yield "GET", reverse("coprod_comments:find"), {}, None
    yield "GET", reverse("coprod_comments:site_feed_atom"), {}, None
    yield "GET", f"{post.get_parent().url}feed/", {}, None
    yield "POST", reverse("coprod_comments:find"), {}, number_and_words(secret)
    yield "GET", reverse("coprod_comments:erased"), {}, None
    for name, own, body in _secrets_doors(post):
        yield "POST", f"{reverse('coprod_comments:slip', args=[own])}{name}/", {}, body


def _operations(post, comment, kinds):
    form, report, follow = _what_is_sent(post, comment)
    secret = write(post)
    sent = {
        "comments": form | {"page": post.pk},
        "comments/preview": form | {"page": post.pk},
        "comments/{comment_id}/reports": report,
        "conversations/{page_id}/follow": follow,
        "slips/lookup": number_and_words(secret),
    }
    known = {"page": str(post.pk), "limit": "2", "locale": post.locale.language_code, "search": "week"}
    known |= {"content_type": post._meta.label_lower, "token": token_of_a_draft(post)}
    own = {f"slips/{{secret}}/{name}": (secret, body) for name, secret, body in _secrets_doors(post)}
    for path, operations in build().get_openapi_schema()["paths"].items():
        door = path.strip("/")
        if door.startswith("moderation/"):
            # Nobody gets past these without a session or a token: `tests/contract` sends the rest to them, with one.
            continue
        at, its_own = own.get(door, (secret, {}))
        if door.startswith("mail/"):
            at = want_mail(write(post))
        page = kinds.get(door.partition("/")[0], post)
        names = {"{page_id}": page.pk, "{comment_id}": comment.pk, "{secret}": at}
        for name, value in names.items():
            path = path.replace(name, str(value))  # the document's paths begin behind the API's root
        for method, operation in operations.items():
            wanted = [each["name"] for each in operation.get("parameters", []) if each.get("in") == "query"]
            known["path"] = OLD_PATH if door.startswith("redirects") else page.url
            parameters = {name: value for name, value in known.items() if name in wanted}
            body = {"post": sent.get(door, its_own), "patch": {"body": "Others", "author_name": "Sam"}}.get(method)
            yield method.upper(), ROOT + path.removeprefix("/"), parameters, body


def parameters_of_the_document():
    operations = [one for path in build().get_openapi_schema()["paths"].values() for one in path.values()]
    return {
        each["name"]
        for operation in operations
        for each in operation.get("parameters", [])
        if each.get("in") == "query"
    }


def send(application, environ):
    """The status of the answer to a request, read to its end, as a server does."""
    statuses = []
    answer = application(environ, lambda status, headers, exc_info=None: statuses.append(status))
    for _part in answer:
        pass
    answer.close()
    return int(statuses[-1].split()[0])


def vouch(environ):
    """Signed as the site's own front end signs, whatever the address is."""
    address = environ.get("HTTP_COPROD_READER_ADDRESS", "")
    environ["HTTP_COPROD_SIGNATURE"] = signature(SECRET, address.encode("latin-1", "replace"))


def test_what_is_made_hostile_is_good_before(targets):
    """Or else all of it would be turned away at the door, whatever it holds."""
    hostile, application = Hostile(SEED, targets, [], ROOT), WSGIHandler()
    answers = {}
    for target in targets:
        answers[target[:2]] = min(answers.get(target[:2], 999), send(application, hostile.as_it_is(target)))
    assert {door: status for door, status in answers.items() if status >= 400} == {}


@pytest.mark.parametrize("first", range(0, CASES, PART))
def test_nothing_that_a_request_holds_raises(targets, first):
    raised = []

    def remember(**kwargs):
        raised.append(traceback.format_exc(limit=-4))

    got_request_exception.connect(remember)
    logging.disable()
    hostile, application = Hostile(SEED + first, targets, parameters_of_the_document(), ROOT), WSGIHandler()
    found, statuses = {}, Counter()
    cases = min(PART, CASES - first)
    for number in range(cases):
        environ = hostile.environ()
        if number % 5 == 0:
            vouch(environ)
        raised.clear()
        try:
            status = send(application, environ)
        except Exception:
            status, raised[:] = 500, [traceback.format_exc(limit=-4)]
        statuses[status] += 1
        if status >= 500:
            found.setdefault(
                (raised or ["?"])[0].splitlines()[-1][:200], (number, (raised or ["?"])[0], repr(environ)[:3000])
            )
    logging.disable(logging.NOTSET)
    got_request_exception.disconnect(remember)
    print(f"{cases} requests from seed {SEED + first}: {dict(sorted(statuses.items()))}", file=sys.stderr)
    assert not found, "\n\n".join(f"{error}\n{details}" for error, details in found.items())
    assert statuses[200] > cases / 10 and statuses[202] + statuses[302] > cases / 20, f"too few get through: {statuses}"


def read_names():
    """What the package's own code reads of requests: (`META`, `HTTP_X`), (`GET`, `page`) and so on."""
    for path in MODULES:
        if {"admin", "management", "checks"} & set(path.parts) or path.name in {"admin_views.py", "wagtail_hooks.py"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            source = key = None
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"get", "getlist"}
            ):
                source, key = node.func.value, node.args[0] if node.args else None
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
                source, key = node.value, node.slice
            elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
                source, key = node.comparators[0], node.left
            if not isinstance(source, ast.Attribute | ast.Name) or not isinstance(key, ast.Constant):
                continue
            name = source.attr if isinstance(source, ast.Attribute) else source.id
            of_request = isinstance(source, ast.Name) or (
                isinstance(source.value, ast.Name) and source.value.id == "request"
            )
            if (
                of_request
                and name in {"META", "headers", "GET", "POST", "COOKIES", "query"}
                and isinstance(key.value, str)
            ):
                yield name, key.value


@pytest.mark.pure
def test_everything_that_the_code_reads_is_among_what_is_sent():
    found = set(read_names())
    assert len(found) > 15
    headers = set(HEADERS)
    fields = {*PARAMETERS, *CommentForm(page_id=1).fields}
    for kind, name in found:
        if kind == "headers":
            assert f"HTTP_{name.upper().replace('-', '_')}" in headers, name
        elif kind == "META":
            assert name in headers or name == "CSRF_COOKIE_NEEDS_UPDATE", name
        elif kind == "COOKIES":
            assert name in COOKIES
        else:
            assert name in fields | {"path"}, name
