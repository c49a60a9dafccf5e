"""What the documentation says of databases, caches, media and processes holds to what is started and tested."""

import ast
import re
import tomllib

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from .blocks import DOCS, PAGES, all_blocks, blocks_of, first_column

ROOT = DOCS.parent
ENVIRONMENT = DOCS / "reference/environment.md"
SEVERAL = DOCS / "how-to/several-processes.md"
DATABASES = DOCS / "how-to/postgresql-and-redis.md"
MEDIA = DOCS / "how-to/media-on-an-object-store.md"


def text_of(name):
    return (ROOT / name).read_text()


def setting(page, name, number=0):
    """The value that a block on the page gives to a setting."""
    found = [
        ast.literal_eval(node.value)
        for block in blocks_of(page, "python", "settings.py")
        for node in ast.parse(block.code).body
        if isinstance(node, ast.Assign) and node.targets[0].id == name
    ]
    return found[number]


def read_by_the_example_site():
    """Names that its settings take from the environment, whichever way."""
    names = set()
    for node in ast.walk(ast.parse(text_of("example_site/settings.py"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"os.environ.get", "_is_on", "_listed"}:
            names.add(node.args[0])
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            names.add(node.slice)
        elif isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) == "os.environ":
            names.add(node.left)
    return {name.value for name in names if isinstance(name, ast.Constant)}


def test_the_environment_of_the_example_site_is_documented():
    assert set(first_column(ENVIRONMENT.read_text())) == read_by_the_example_site()


def test_make_has_every_target_that_is_named():
    targets = {name for line in re.findall(r"^([\w -]+):", text_of("Makefile"), re.MULTILINE) for name in line.split()}
    for page in PAGES:
        named = set(re.findall(r"(?:^|[ `])make ([a-z][\w-]+)(?=`|$)", page.read_text(), re.MULTILINE))
        assert named <= targets, page


def test_extras_that_are_named_exist_and_bring_what_the_pages_install():
    extras = tomllib.loads(text_of("pyproject.toml"))["project"]["optional-dependencies"]
    named = {name for page in PAGES for name in re.findall(r"coprod-wagtail\[(\w+)\]", page.read_text())}
    assert "deploy" in named and named <= set(extras)
    brought = " ".join(extras["deploy"] + extras["databases"])
    for page in (SEVERAL, DATABASES, MEDIA):
        for block in blocks_of(page, "sh"):
            for package in re.findall(r"pip install \"?([\w-]+(?:\[\w+\])?)", block.code):
                assert package in brought, package


@pytest.mark.parametrize("page", [DATABASES, MEDIA, SEVERAL], ids=lambda page: page.stem)
def test_backends_that_are_named_can_be_imported(page):
    for block in blocks_of(page, "python"):
        for path in re.findall(r'"BACKEND": "([\w.]+)"', block.code):
            assert import_string(path)


def test_documented_settings_are_those_of_the_example_site():
    source = text_of("example_site/settings.py")
    for path in (
        setting(DATABASES, "CACHES")["default"]["BACKEND"],
        setting(MEDIA, "STORAGES")["default"]["BACKEND"],
        setting(SEVERAL, "TASKS")["default"]["BACKEND"],
    ):
        assert f'"{path}"' in source
    options = setting(MEDIA, "STORAGES")["default"]["OPTIONS"]
    for name in ("default_acl", "file_overwrite", "querystring_auth"):
        assert f'"{name}": {options[name]}' in source
    # How the staticfiles stay where they are.
    assert setting(MEDIA, "STORAGES")["staticfiles"] == settings.STORAGES["staticfiles"]


def test_the_documented_collation_is_said_to_both_the_server_and_django():
    options = setting(DATABASES, "DATABASES", 1)["default"]["OPTIONS"]
    (made,) = [block for block in blocks_of(DATABASES, "sql") if "CREATE DATABASE" in block.code]
    assert f"CHARACTER SET {options['charset']} COLLATE {options['collation']}" in made.code


def test_the_documented_command_is_the_one_that_is_started():
    commands = [block.code for block in all_blocks("sh") if "gunicorn" in block.code]
    (command,) = {command.replace("mysite", "example_site") for command in commands}
    started = text_of("scripts/demo_deployed.py")
    (web,) = re.findall(r"web = (\[.*\])", started)
    words = re.findall(r'"([^"]+)"|\b(address)\b', web)
    words = ["127.0.0.1:8000" if name else word for word, name in words]
    assert command.strip() == "python -m " + " ".join(words)
    assert "'db_worker'" in started


def test_the_database_of_the_demo_has_the_name_that_is_documented():
    (name,) = re.findall(r"postgres://postgres@127.0.0.1:5432/(\w+)", text_of("scripts/demo_deployed.py"))
    assert f"`{name}`" in SEVERAL.read_text()
