"""Each sentence about comments stands once, in `comments/texts.py` where two doors show it: pages, the JSON API with the
element for other websites, and the admin. So no door can say something else than the others do."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from coprod_wagtail.comments import texts

ROOM = Path(texts.__file__).parent
MODULES = [path for path in ROOM.glob("**/*.py") if "migrations" not in path.parts]
TEMPLATES = list(ROOM.glob("templates/**/*.html"))
#: Functions of gettext as they are called in this package, with the places of what they translate; and of the context.
CALLS = {
    "_": ([0], None),
    "gettext": ([0], None),
    "gettext_lazy": ([0], None),
    "ngettext": ([0], None),
    "ngettext_lazy": ([0], None),
    "pgettext": ([1], 0),
    "pgettext_lazy": ([1], 0),
    "npgettext": ([1], 0),
    "npgettext_lazy": ([1], 0),
}
TRANSLATE = re.compile(r"""\{%\s*(?:translate|trans)\s+("[^"]*"|'[^']*')(.*?)%\}""")
BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b(.*?)%\}(.*?)\{%\s*(?:plural|endblocktrans(?:late)?)\b", re.DOTALL)
CONTEXT = re.compile(r"""\bcontext\s+("[^"]*"|'[^']*')""")
ARGUMENT = re.compile(r"""_\(("[^"]*"|'[^']*')\)""")

#: What stands twice all the same, and why.
TWICE = {
    "Status": "what a filter is called, and the fact on a comment's page",
    "page": "the name of a field that two models have",
    "conversation": "the name of a model, and of the field that leads to it",
    "when a comment shows": "the name of a field that two models have",
    "Reader comments": "apps.py names the app before anything of it is imported",
}


def plain(words):
    """A sentence with its places as in `texts.py`, however they are written, and white space as it is read."""
    words = re.sub(r"%\((\w+)\)[sd]|\{\{\s*(\w+)\s*\}\}", r"{\1\2}", words)
    return " ".join(words.split())


def said_in_code(text):
    """(context, sentence) of each call of gettext in Python code."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", None) not in CALLS:
            continue
        places, context = CALLS[node.func.id]
        for place in places:
            if isinstance(node.args[place], ast.Constant):
                yield context is not None and node.args[context].value, plain(node.args[place].value)


def said_in_template(text):
    """(context, sentence) of everything that a template translates."""
    for words, rest in TRANSLATE.findall(text):
        context = CONTEXT.search(rest)
        yield context is not None and context[1][1:-1], plain(words[1:-1])
    for options, words in BLOCK.findall(text):
        context = CONTEXT.search(options)
        yield context is not None and context[1][1:-1], plain(words)
    for words in ARGUMENT.findall(text):
        yield False, plain(words[1:-1])


def said_twice(modules, templates):
    """Sentences that stand in more than one place, with the places. A template may say one twice, as title and heading."""
    places = defaultdict(list)
    for path in modules:
        for said in said_in_code(path.read_text()):
            places[said].append(path.name)
    for path in templates:
        for said in set(said_in_template(path.read_text())):
            places[said].append(path.name)
    return {sentence: found for (_context, sentence), found in places.items() if len(found) > 1}


def test_each_sentence_stands_once():
    assert {words: found for words, found in said_twice(MODULES, TEMPLATES).items() if words not in TWICE} == {}


def test_the_exceptions_are_exceptions():
    assert set(TWICE) <= set(said_twice(MODULES, TEMPLATES))


@pytest.mark.parametrize(
    ("code", "template"),
    [
        ('_("House rules")', '{% translate "House rules" %}'),
        ('pgettext("button", "Send")', '{% translate "Send" context "button" %}'),
        ('_("Reply to %(name)s")', "{% blocktranslate with name=x %}Reply to {{ name }}{% endblocktranslate %}"),
        ('_("Reply to {name}")', "{% blocktranslate trimmed with name=x %}\n  Reply to {{ name }}\n{% endblocktranslate %}"),
        ('ngettext("%(n)s day", "%(n)s days", 3)', "{% blocktranslate count n=x %}{{ n }} day{% plural %}x{% endblocktranslate %}"),
        ('gettext_lazy("One " "sentence")', '{% panel heading=_("One sentence") %}'),
    ],
)  # fmt: skip
def test_a_second_one_is_found(tmp_path, code, template):
    module, page = tmp_path / "forms.py", tmp_path / "page.html"
    module.write_text(code)
    page.write_text(template)
    assert [*said_twice([module], [page]).values()] == [["forms.py", "page.html"]]
    assert [*said_twice([module, module], []).values()] == [["forms.py", "forms.py"]]


def test_what_only_looks_alike_is_not_a_second_one(tmp_path):
    module, page = tmp_path / "forms.py", tmp_path / "page.html"
    module.write_text('pgettext("button", "Send")\n_("Send it")')
    page.write_text('{% translate "Send" %}')
    assert said_twice([module], [page]) == {}


def test_every_sentence_of_the_list_is_used():
    everywhere = "".join(path.read_text() for path in [*MODULES, *TEMPLATES] if path.name != "texts.py")
    names = [name for name in vars(texts) if name.isupper()]
    assert len(names) > 15
    assert [name for name in names if not re.search(rf'texts\.{name}\b|"{name}"', everywhere)] == []
