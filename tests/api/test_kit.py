"""What holds for every address of the JSON API, whatever stands there."""

import json
import subprocess
import sys

import pytest
from django.urls import reverse

from coprod_wagtail.comments.models import Conversation

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def root():
    return reverse("coprod_api:api-root")


@pytest.fixture
def address(root, post):
    return f"{root}conversations/{post.pk}/"


def problem(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert body["detail"] and body["title"]
    return body


# Problems


@pytest.mark.sampled
@pytest.mark.parametrize(
    "path", ["nothing/", "conversations/", "conversations/1", "conversations/1/more/", "conversations/x/", "%00/"]
)
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_address_that_nothing_has_is_a_problem(client, root, path, method):
    body = problem(getattr(client, method)(root + path))
    assert (body["status"], body["code"]) == (404, "not_found")


@pytest.mark.sampled
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("name", ["conversation", "document", "viewer"])
def test_another_method_is_a_problem_that_says_which_there_are(client, root, address, method, name):
    path = {"conversation": address, "document": f"{root}openapi.json", "viewer": f"{root}docs/"}[name]
    response = getattr(client, method)(path)
    assert (problem(response)["code"], response.headers["Allow"]) == ("method_not_allowed", "GET, HEAD, OPTIONS")


def test_a_number_that_no_database_holds_is_a_problem_that_names_the_field(client, root):
    for value in ("0", str(2**63), "9" * 99):
        body = problem(client.get(f"{root}conversations/{value}/"))
        assert body["status"] == 422
        assert [(error["field"], error["code"]) for error in body["errors"]] == [("page_id", "out_of_range")]
        assert "input" not in body["errors"][0]["message"].lower(), "pydantic's own words"


@pytest.mark.parametrize("name", ["%00", "a%0Ab", "x" * 300])
def test_what_cannot_be_a_site_is_a_problem(client, address, name):
    (error,) = problem(client.get(f"{address}?site={name}"))["errors"]
    assert error["field"] == "site"


@pytest.mark.sampled
@pytest.mark.parametrize("name", ["%ff", "nowhere.example", "9" * 9, "9" * 99])
def test_on_a_site_that_there_is_not_nothing_is_found(client, address, name):
    assert problem(client.get(f"{address}?site={name}"))["code"] == "not_found"


def test_an_error_that_nobody_foresaw_says_nothing_of_itself(client, address, monkeypatch, settings):
    def fails(*args, **kwargs):
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(Conversation, "for_page_id", fails)
    settings.DEBUG = True
    client.raise_request_exception = False
    response = client.get(address)
    assert problem(response)["code"] == "error"
    assert b"secret" not in response.content and b"Traceback" not in response.content


def test_it_is_reported_like_every_other_error(client, address, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(Conversation, "for_page_id", fails)
    with pytest.raises(RuntimeError):
        client.get(address)


# Methods


def test_options_says_which_methods_there_are(client, address):
    response = client.options(address)
    assert (response.status_code, response.headers["Allow"], response.content) == (204, "GET, HEAD, OPTIONS", b"")


def test_head_is_get_without_a_body(client, address):
    got, headed = client.get(address), client.head(address)
    assert headed.status_code == 200
    assert {**headed.headers} == {**got.headers}


# Languages


@pytest.fixture
def several_languages(settings):
    settings.LANGUAGES = [("en-gb", "English"), ("de", "German"), ("cy", "Welsh")]


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("de", "de"),
        ("de-AT,en;q=0.5", "de"),
        ("fr,cy;q=0.9,de;q=0.8", "cy"),
        ("fr", "en-gb"),
        ("*", "en-gb"),
        ("", "en-gb"),
        (";;;=", "en-gb"),
        ("de" * 400, "en-gb"),
    ],
)
def test_the_answer_is_in_a_language_the_reader_asks_for(client, root, several_languages, asked, answered):
    response = client.get(f"{root}nothing/", headers={"Accept-Language": asked})
    assert response.headers["Content-Language"] == answered
    assert response.headers["Vary"] == "Accept-Language"


def test_a_site_with_one_language_varies_by_nothing(client, address):
    response = client.get(address, headers={"Accept-Language": "de"})
    assert response.headers["Content-Language"] == "en-gb"
    assert not response.has_header("Vary")


# Cookies


def test_a_session_changes_nothing(client, address, moderator):
    anonymous = client.get(address)
    client.force_login(moderator)
    signed_in = client.get(address)
    assert (signed_in.content, {**signed_in.headers}) == (anonymous.content, {**anonymous.headers})


# The document and its viewer


def test_the_document_is_openapi_3_1_and_says_what_a_problem_is(client, root):
    document = client.get(f"{root}openapi.json").json()
    assert document["openapi"] == "3.1.0"
    refused = document["paths"]["/conversations/{page_id}/"]["get"]["responses"]["404"]
    assert list(refused["content"]) == ["application/problem+json"]


def test_the_viewer_loads_nothing_from_anybody_else(client, root):
    html = client.get(f"{root}docs/").content.decode()
    assert "//" not in html.replace("http://www.w3.org/", "")
    assert '"validatorUrl": null' in html


# Start-up


def test_the_module_is_safe_before_the_apps_are_ready():
    code = "import coprod_wagtail, coprod_wagtail.api"
    subprocess.run([sys.executable, "-c", code], check=True, env={"PATH": "", "PYTHONPATH": "."})


def test_it_takes_its_routers_from_all_apps_also_when_an_app_reads_the_addresses_early():
    code = "\n".join(
        [
            "import coprod_wagtail.api",
            "from coprod_wagtail.apps import CoprodWagtailConfig",
            "ready = CoprodWagtailConfig.ready",
            "def early(self):",
            "    coprod_wagtail.api.urls",
            "    ready(self)",
            "CoprodWagtailConfig.ready = early",
            "import django",
            "django.setup()",
            "import json",
            "from coprod_wagtail.api.kit.assembly import build",
            "print(json.dumps(sorted(build().get_openapi_schema()['paths'])))",
        ]
    )
    env = {"PATH": "", "PYTHONPATH": ".", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", code], check=True, env=env, capture_output=True, text=True)
    assert "/conversations/{page_id}/" in json.loads(done.stdout)
