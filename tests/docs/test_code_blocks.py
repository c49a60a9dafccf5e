"""The documentation holds to the code, and the code to the documentation."""

import ast
import importlib
import re
import sys
import types
from dataclasses import fields
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, find_commands, load_command_class
from django.dispatch import Signal
from django.template import engines
from django.template.loader import get_template
from django.test import override_settings
from django.urls import get_resolver
from wagtail.log_actions import registry

import coprod_wagtail
from coprod_wagtail.checks import setting_names
from coprod_wagtail.comments import actions, constants, signals
from coprod_wagtail.comments.actions import Decision
from coprod_wagtail.comments.actions.change_of_status import what_happened
from coprod_wagtail.comments.intake.forms import CommentForm
from coprod_wagtail.comments.models import ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.moderation import pipeline
from coprod_wagtail.comments.moderation.pipeline import Context, Result
from coprod_wagtail.compat import WAGTAIL_8
from coprod_wagtail.conf import conf
from coprod_wagtail.features import FeatureConfig, Message, PageFact, Told
from coprod_wagtail.models import SiteHelp
from tests.comments.sending import send, words

from .blocks import DOCS, PAGES, all_blocks, blocks_of, first_column, prose_of, section_of

PACKAGE = Path(coprod_wagtail.__file__).parent
REFERENCE = DOCS / "reference"
SETTINGS = REFERENCE / "settings.md"
TAGS = REFERENCE / "template-tags.md"
STATUSES = REFERENCE / "statuses-and-signs.md"
COMMANDS = REFERENCE / "commands.md"
CHECKS = REFERENCE / "checks.md"
HTTP = REFERENCE / "http.md"
FEATURES = REFERENCE / "features.md"
OWN_BASE_PAGE = DOCS / "how-to/own-base-page.md"
PHASE = DOCS / "how-to/add-a-moderation-phase.md"

page_ids = {"argvalues": PAGES, "ids": [str(page.relative_to(DOCS)) for page in PAGES]}


def sources(pattern):
    return "\n".join(path.read_text() for path in PACKAGE.glob(pattern))


def rows(text):
    """The cells of the tables in `text`, without headings."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in cells if row[0].startswith("`")]


# Blocks


def can_be_imported(module, name):
    """Whether ``from module import name`` works: a name in the module, or a module below it."""
    if hasattr(importlib.import_module(module), name):
        return True
    try:
        importlib.import_module(f"{module}.{name}")
    except ModuleNotFoundError:
        return False
    return True


@pytest.mark.framework
@pytest.mark.parametrize("block", all_blocks("python"), ids=str)
def test_python_compiles_and_imports_what_is_there(block):
    tree = ast.parse(block.code)
    compile(tree, str(block), "exec")
    if block.page == OWN_BASE_PAGE and not WAGTAIL_8:
        pytest.skip("That page is about Wagtail 8.")
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] in {"coprod_wagtail", "wagtail", "django"}:
            missing = [name.name for name in node.names if not can_be_imported(node.module, name.name)]
            assert not missing, f"{node.module} has no {missing}"


@pytest.mark.parametrize("block", all_blocks("python"), ids=str)
def test_examples_of_settings_use_settings_that_exist(block):
    for node in ast.walk(ast.parse(block.code)):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "COPROD_WAGTAIL":
            assert {key.value for key in node.value.keys} <= setting_names()


@pytest.mark.framework
@pytest.mark.parametrize("block", all_blocks("html"), ids=str)
def test_templates_parse(block):
    engines["django"].from_string(block.code)


@pytest.mark.parametrize("block", all_blocks("html"), ids=str)
def test_templates_fill_blocks_that_exist(block):
    extends = re.search(r'{% extends "(coprod_wagtail/[^"]+)" %}', block.code)
    filled = set(re.findall(r"{% block (\w+) %}", block.code))
    if extends:
        assert filled <= blocks_in(extends[1])


@pytest.mark.parametrize("page", **page_ids)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)]+)\)", prose_of(page)):
        if target.startswith("http"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file), target


def anchors(page):
    """The ids that Markdown renderers give to headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", **page_ids)
def test_every_page_is_on_the_map(page):
    if page.name != "index.md":
        assert f"({page.relative_to(DOCS)})" in (DOCS / "index.md").read_text()


def test_no_machine_or_maker_is_named():
    for page in PAGES:
        assert not re.search(r"/tmp/|localhost:87", page.read_text()), page


# Settings


def test_documented_settings_are_the_settings():
    text = section_of(SETTINGS, "The developer's settings")
    assert set(first_column(text)) == setting_names()


@pytest.mark.parametrize("row", rows(section_of(SETTINGS, "The developer's settings")), ids=lambda row: row[0])
def test_documented_defaults_are_the_defaults(row):
    name, _kind, default, _what = row
    name = name.strip("`")
    with override_settings(COPROD_WAGTAIL={}):
        value = pipeline.phases() if name == "MODERATION_PHASES" else getattr(conf, name)
    if name == "SLIP_KEY":
        assert "SECRET_KEY" in default and value == settings.SECRET_KEY
    elif name == "MODERATION_PHASES":
        (block,) = [block for block in blocks_of(SETTINGS, "python") if name in block.code]
        assert ast.literal_eval(block.code.partition("=")[2].strip())[name] == value
    else:
        assert ast.literal_eval(default.strip("`")) == value


@pytest.mark.parametrize(
    ("model", "heading"),
    [(ReaderCommentSettings, "Settings → Settings for reader comments"), (SiteHelp, "Settings → Help for readers")],
)
def test_editors_settings_are_documented(model, heading):
    text = section_of(SETTINGS, heading)
    fields = {field.name: field for field in model._meta.fields if field.name not in {"id", "site"}}
    for name, field in fields.items():
        assert f"| {field.verbose_name} | `{name}` |" in text
    assert len(re.findall(r"^\| [^|]+ \| `\w+` \|", text, re.MULTILINE)) == len(fields)


# What apps declare


def test_all_that_an_app_may_declare_is_documented():
    declared = {name for name, kind in vars(FeatureConfig)["__annotations__"].items() if "ClassVar" in str(kind)}
    assert len(declared) > 5
    assert set(first_column(section_of(FEATURES, "The attributes of a FeatureConfig"))) == declared
    assert set(first_column(section_of(FEATURES, "A fact about pages"))) == names_of(PageFact)
    assert set(first_column(section_of(FEATURES, "A message to front ends"))) == names_of(Message) | names_of(Told)


def names_of(shape):
    return {each.name for each in fields(shape)}


# Templates


def libraries():
    return [importlib.import_module(f"coprod_wagtail.{name}") for name in library_names()]


def library_names():
    found = PACKAGE.glob("**/templatetags/[a-z]*.py")
    return [".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in found]


def test_tags_and_filters_are_documented():
    text = section_of(TAGS, "Tags and filters")
    tags = {tag for library in libraries() for tag in library.register.tags}
    filters = {name for library in libraries() for name in library.register.filters}
    assert set(re.findall(r"^#### `{% (\w+)", text, re.MULTILINE)) == tags
    assert set(re.findall(r"^#### `{{ \w+\|(\w+)", text, re.MULTILINE)) == filters


def template_names():
    paths = [path for path in PACKAGE.glob("**/templates/**/*.html") if "admin" not in path.parts]
    return {str(path).partition("/templates/")[2] for path in paths}


def blocks_in(name):
    """The blocks of the template and of those it extends, as far as they are the package's."""
    source = get_template(name).template.source
    parent = re.search(r'{% extends "(coprod_wagtail/[^"]+)" %}', source)
    found = set(re.findall(r"{% block (\w+) %}", source))
    return found | (blocks_in(parent[1]) if parent else set())


def test_templates_are_documented_with_their_blocks():
    documented = {
        row[0].strip("`"): set(re.findall(r"`(\w+)`", row[2]))
        for row in rows(TAGS.read_text())
        if "/" in row[0] and row[0].endswith(".html`")
    }
    assert set(documented) == template_names()
    for name, blocks in documented.items():
        assert blocks == set(re.findall(r"{% block (\w+) %}", get_template(name).template.source)), name


def test_style_sheets_properties_and_classes_are_documented():
    text = TAGS.read_text()
    css = sources("**/static/**/*.css")
    for path in PACKAGE.glob("**/static/**/*.css"):
        assert f"`coprod_wagtail/{path.name}`" in text
    properties = dict(re.findall(r"var\((--coprod-[a-z-]+), ([^()]+[()])", css))
    documented = {row[0].strip("`"): row[1] for row in rows(section_of(TAGS, "CSS properties"))}
    assert documented.keys() == properties.keys()
    # What is worked out from something else is said in words.
    worked_out = {name for name, default in properties.items() if "(" in default}
    assert {name for name, default in documented.items() if not re.fullmatch("`[^`]+`", default)} == worked_out
    for name in documented.keys() - worked_out:
        assert documented[name] == f"`{properties[name].removesuffix(')')}`"
    html = sources("**/templates/**/*.html")
    for name in re.findall(r"`(coprod-[a-z_-]+)`", text):
        assert re.search(rf"\b{name}\b", html + css), name


class _Ids(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids = set()

    def handle_starttag(self, tag, attrs):
        self.ids |= {value for name, value in attrs if name == "id"}


@pytest.mark.framework
@pytest.mark.django_db
def test_ids_named_in_the_reference_are_on_the_page(client, post):
    parser = _Ids()
    parser.feed(client.get(post.url).content.decode())
    assert {"comments", "form"} <= parser.ids


# Commands


def commands():
    found = {}
    ours = [app for app in coprod_wagtail.INSTALLED_APPS if app.startswith("coprod_wagtail")]
    for app in [*ours, "example_site.home"]:
        module = importlib.import_module(app)
        for name in find_commands(str(Path(module.__file__).parent / "management")):
            found[name] = load_command_class(app, name)
    return found


def test_commands_and_their_options_are_documented():
    found = commands()
    assert set(re.findall(r"^### `(\w+)`", COMMANDS.read_text(), re.MULTILINE)) == set(found)
    for name, command in found.items():
        own = command.create_parser("manage.py", name)._actions
        ours = {(a.option_strings or [a.dest])[-1] for a in own}
        common = {
            (a.option_strings or [a.dest])[-1]
            for a in load_command_class("django.core", "check").create_parser("manage.py", "check")._actions
        }
        common |= {"--skip-checks"}
        assert set(first_column(section_of(COMMANDS, f"`{name}`"))) == ours - common, name


@pytest.mark.django_db
def test_documented_formats_are_those_the_command_takes():
    with pytest.raises(CommandError) as refusal:
        commands()["import_content"].execute(
            file="no.html",
            source="nothing",
            under="/",
            commit=False,
            force_color=False,
            no_color=True,
            skip_checks=True,
            stdout=StringIO(),
            stderr=StringIO(),
        )
    formats = re.search(r"formats are: (.+)\.$", str(refusal.value))[1].split(", ")
    text = section_of(COMMANDS, "`import_content`")
    for name in formats:
        assert f"`{name}`" in text


# Checks, statuses, signs, verbs, log, signals


def test_checks_are_documented():
    raised = set(re.findall(r'id="(coprod_wagtail\.[EW]\d{3})"', sources("**/*.py")))
    assert set(first_column(CHECKS.read_text())) == raised
    for page in PAGES:
        assert set(re.findall(r"coprod_wagtail\.[EW]\d{3}", page.read_text())) <= raised


@pytest.mark.parametrize(
    ("choices", "heading", "in_words"),
    [
        (constants.Status, "Status", True),
        (constants.AuthorKind, "Who wrote it", True),
        (constants.DatePrecision, "How exact its date is", True),
        (constants.Sign, "Signs", True),
        (constants.State, "State", False),
    ],
)
def test_values_are_documented(choices, heading, in_words):
    text = section_of(STATUSES, heading)
    documented = {row[0].strip("`"): row[1] for row in rows(text)}
    for value, label in choices.choices:
        if value == constants.State.PREVIEW:
            assert "`preview`" in text
        else:
            assert value in documented
            assert not in_words or documented[value] == str(label)
    assert set(documented) <= set(choices.values)


@pytest.mark.parametrize("choices", [constants.Access, constants.Policy])
def test_what_an_editor_sets_is_documented(choices):
    text = section_of(STATUSES, "What an editor sets")
    for value, label in choices.choices:
        assert f"| `{value}` | {label} |" in text


def test_verbs_are_documented():
    documented = {row[0].strip("`"): row for row in rows(section_of(STATUSES, "Verbs"))}
    verbs = {
        name: verb for name, verb in vars(actions).items() if isinstance(verb, type) and issubclass(verb, Decision)
    }
    del verbs["Decision"]
    assert set(documented) == set(verbs)
    for name, verb in verbs.items():
        _name, _label, applies_to, status, log_action, told = documented[name]
        assert set(re.findall(r"`(\w+)`", applies_to)) == {str(one) for one in verb.applies_to}
        leads_to = getattr(verb, "status", None)
        assert status == (f"`{leads_to}`" if leads_to else "as it was")
        assert log_action == f"`{verb.log_action}`"
        sent = {what_happened(was, leads_to or was) for was in verb.applies_to} - {None}
        assert {getattr(signals, name) for name in re.findall(r"`(comment_\w+)`", told)} == sent


def test_log_actions_are_documented():
    ours = {action for action, _label in registry.get_choices() if action.startswith("coprod_")}
    assert set(first_column(section_of(STATUSES, "Log lines"))) == ours


def test_signals_are_documented():
    ours = {name for name, value in vars(signals).items() if isinstance(value, Signal)}
    assert set(first_column(section_of(STATUSES, "Signals"))) == ours


# HTTP


def test_addresses_are_documented():
    resolver = get_resolver("coprod_wagtail.comments.urls")
    names = {f"coprod_comments:{pattern.name}" for pattern in resolver.url_patterns}
    assert set(re.findall(r"`(coprod_comments:[\w-]+)`", section_of(HTTP, "The addresses"))) == names


def test_fields_of_the_form_are_documented():
    assert set(first_column(section_of(HTTP, "The fields of the form"))) == set(CommentForm(page_id=1).fields)


def test_everything_stored_is_documented():
    documented = set(
        re.findall(
            r"`(\w+)`",
            "".join(
                row for row in section_of(HTTP, "What is stored of a comment").splitlines(True) if row.startswith("| ")
            ),
        )
    )
    fields = {field.name for field in ReaderComment._meta.fields}
    others = {
        "TakenBackWords",
        "ProposedEdit",
        "Subscription",
        "MailAddress",
        "CommentReport",
        "TypedInForSomeone",
        "MessageToWriter",
        "DecisionGround",
        "CoveredPart",
        "Hold",
        "HandOver",
        "Case",
        "SealedCopy",
    }
    assert documented <= fields | others
    # Ids, what follows from other fields, and what only imports or later decisions fill in.
    others = {
        "id",
        "public_id",
        "conversation",
        "listed",
        "sort_key",
        "posted_precision",
        "author_kind",
        "author_badge",
        "author_role",
        "member",
        "reply_count",
        "queue_rank",
    }
    others |= {"source", "source_key", "import_batch", "position"}
    assert fields - documented == others


# The worked example


@pytest.fixture
def phase():
    """The phase of the how-to, under the dotted path the how-to gives it."""
    (code,) = blocks_of(PHASE, "python", "mysite/moderation.py")
    names = {"mysite": types.ModuleType("mysite"), "mysite.moderation": types.ModuleType("mysite.moderation")}
    names["mysite"].moderation = names["mysite.moderation"]
    exec(compile(code.code, str(code), "exec"), vars(names["mysite.moderation"]))
    sys.modules.update(names)
    yield
    for name in names:
        del sys.modules[name]


def phase_settings():
    (block,) = blocks_of(PHASE, "python", "mysite/settings/base.py")
    return ast.literal_eval(block.code.partition("=")[2].strip())


@pytest.mark.framework
@pytest.mark.django_db
def test_the_phase_of_the_how_to_leaves_its_sign(client, post, phase):
    with override_settings(COPROD_WAGTAIL=phase_settings() | {"TOO_SOON_SECONDS": 0}):
        assert send(client, post, **words(body="Mine is QQ 12 34 56 C")).status_code == 302
        assert send(client, post, **words(body="I was there in 2024.")).status_code == 302
    signs = dict(ReaderComment.objects.values_list("body", "signs"))
    assert signs == {"Mine is QQ 12 34 56 C": ["It may hold a National Insurance number."], "I was there in 2024.": []}
    assert ReaderComment.objects.get(body__startswith="Mine").sign_labels == [
        "It may hold a National Insurance number."
    ]
    assert "It may hold a National Insurance number." in PHASE.read_text()


@pytest.mark.framework
@pytest.mark.django_db
def test_the_sign_of_the_how_to_makes_a_comment_wait(client, post, phase):
    site_settings = ReaderCommentSettings.for_site(post.get_site())
    site_settings.policy = constants.Policy.SHOW_FIRST
    site_settings.save()
    with override_settings(COPROD_WAGTAIL=phase_settings() | {"TOO_SOON_SECONDS": 0}):
        send(client, post, **words(body="Mine is QQ 12 34 56 C", confirm="private_details"))
        send(client, post, **words(body="Nothing odd here."))
    assert dict(ReaderComment.objects.values_list("body", "status")) == {
        "Mine is QQ 12 34 56 C": "pending",
        "Nothing odd here.": "published",
    }


def test_the_how_to_says_what_a_phase_knows_and_says():
    assert first_column(section_of(PHASE, "What a phase knows")) == list(Context.__dataclass_fields__)
    assert first_column(section_of(PHASE, "What a `Result` can say")) == list(Result.__dataclass_fields__)
