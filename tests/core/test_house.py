"""The house's own rules, held by tests: arrows, rooms, portable migrations, documented settings."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

import coprod_wagtail
from coprod_wagtail.checks import setting_names

pytestmark = pytest.mark.pure

PACKAGE = Path(coprod_wagtail.__file__).parent
ROOT = PACKAGE.parent
MIGRATIONS = sorted(PACKAGE.glob("**/migrations/[0-9]*.py"))


def test_imports_follow_the_arrows():
    # In a Python of its own: it sets up logging anew, and every logger that is there already would fall silent.
    call = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    run = subprocess.run([sys.executable, "-c", call], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


#: Longer than a reader takes in at once, each with the reason why it is one file all the same.
LONG_FILES: dict[str, str] = {"conf.py": "every setting has its property here, where one looks for it"}
MODULES = [path for path in PACKAGE.glob("**/*.py") if "migrations" not in path.parts]


def test_no_folder_holds_more_than_fifteen_modules():
    rooms = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    assert {str(room.relative_to(ROOT)): count for room, count in rooms.items() if count > 15} == {}


def test_no_file_is_longer_than_three_hundred_lines():
    long = {str(path.relative_to(PACKAGE)) for path in MODULES if len(path.read_text().splitlines()) > 300}
    assert long == set(LONG_FILES)


def test_docstrings_stand_alone():
    """None leans on the one before it, and none names papers that whoever reads it does not have."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for path in MODULES:
        docstrings = [
            ast.get_docstring(node) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds)
        ]
        for words in filter(None, docstrings):
            assert not re.match(r"The same\s(as|for|in|of|on|where|with|without)\b", words), (path, words)
            assert not re.search(r"ARCHITECTURE|\([AEFHILMNP]\d+[,:)]", words), (path, words)


#: What only `comments/store` may write: two who write it differently would count each without the other.
KEPT = {"listed", "reply_count", "published_count", "waiting_count", "flood_count", "thread_count"}
_WRITERS = {"update", "create", "get_or_create", "update_or_create", "ReaderComment", "Conversation"}


def written_names(tree):
    """What `tree` sets on any object, or hands by name to what writes rows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            yield node.attr
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in _WRITERS:
                yield from (keyword.arg for keyword in node.keywords)
            elif called == "setattr" and isinstance(node.args[1], ast.Constant):
                yield node.args[1].value
            elif called == "add":
                dicts = (argument for argument in node.args if isinstance(argument, ast.Dict))
                yield from (key.value for each in dicts for key in each.keys if isinstance(key, ast.Constant))
            elif called == "bulk_update":
                yield from (name.value for name in ast.walk(node) if isinstance(name, ast.Constant))


def test_only_the_store_writes_what_conversations_list_and_count():
    found = {}
    for path in MODULES:
        names = KEPT | ({"version"} if "comments" in path.parts else set())
        written = names & set(written_names(ast.parse(path.read_text())))
        if written:
            found.setdefault(path.parent.relative_to(PACKAGE).as_posix(), set()).update(written)
    assert found == {"comments/store": KEPT | {"version"}}


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_migrations_run_on_every_supported_wagtail(path):
    text = path.read_text()
    assert "0098" not in text and "settings.WAGTAIL_PAGE_MODEL" not in text
    assert 'to="wagtailcore.page"' not in text.lower()
    if "swapper" in text:
        assert 'swapper.set_app_prefix("wagtailcore", "wagtail")' in text


@pytest.mark.shape
@pytest.mark.smoke
@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.framework
def test_the_package_can_be_imported_in_a_settings_file():
    text = (PACKAGE / "__init__.py").read_text()
    assert not re.search(r"^(import|from) ", text, re.MULTILINE)
    assert set(coprod_wagtail.FEATURE_APPS) < set(coprod_wagtail.INSTALLED_APPS)
    assert "coprod_wagtail.pages" not in coprod_wagtail.FEATURE_APPS


@pytest.mark.parametrize("name", sorted(setting_names()))
def test_every_setting_is_documented(name):
    assert f"`{name}`" in (ROOT / "docs/reference/settings.md").read_text()


def test_reader_templates_ask_for_no_cookie():
    for path in PACKAGE.glob("**/templates/**/*.html"):
        if "admin" not in path.parts:
            assert not re.search(r"{%\s*csrf_token", path.read_text()), path


def test_style_sheets_work_from_right_to_left():
    physical = re.compile(
        r"(?<![-\w])(margin|padding|border)-(left|right)\b|^\s*(left|right)\s*:|text-align:\s*(left|right)", re.M
    )
    for path in [*PACKAGE.glob("**/static/**/*.css"), *(ROOT / "example_site/static").glob("**/*.css")]:
        assert not physical.search(path.read_text()), path


#: What a page's conversation is called from the page (docs/how-to/own-page-type.md).
FROM_THE_PAGE = {"reader_comments", "reader_conversation"}


def test_no_name_is_taken_from_a_sites_own_models():
    """A relation to somebody else's model gives that model a name, in Python and in queries. A site's own models may be
    called what ours are called."""

    def is_ours(model):
        return model.__module__.startswith("coprod_wagtail.")

    found = {
        name
        for model in apps.get_models()
        if not is_ours(model)
        for relation in model._meta.related_objects
        if is_ours(relation.related_model) and not relation.hidden
        for name in (relation.name, relation.get_accessor_name())
    }
    assert {name for name in found if not name.startswith("coprod_")} == FROM_THE_PAGE
