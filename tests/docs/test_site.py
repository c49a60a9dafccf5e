"""The documentation as a site: what must not be built, and what it is when it is."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

import coprod_wagtail

from .blocks import DOCS, PAGES

ROOT = DOCS.parent
#: How `make docs` asks for it: a warning that it let pass would be let pass here, too.
OPTIONS = shlex.split(re.search(r"^SITE := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1])

WHOLE = """# A page

See [the other](another.md#what-for), [its picture](another.md) and [below](#below).

| sign | meaning |
| --- | --- |
| `a` | b \\| c |

```python title="urls.py"
urlpatterns = []
```

## Below

> ```sh
> make docs
> ```
"""
ANOTHER = "# Another\n\n## What for?\n\nFor links.\n"

#: What makes the page above a broken one, what is there in its place, the line that is at fault, and what is said of it.
FAULTS = {
    "link": ("another.md)", "gone.md)", 3, "'gone.md'"),
    "anchor": ("another.md#what-for", "another.md#what", 3, "'what'"),
    "anchor-on-the-page": ("#below", "#above", 3, "'above'"),
    "picture": ("[its picture](another.md)", "![A pond](images/pond.png)", 3, "images/pond.png"),
    "table-without-a-line": ("| --- | --- |\n", "", 5, "in no table"),
    "table-cut-in-two": ("| --- | --- |\n", "| --- | --- |\n| `0` | z |\n\n", 9, "in no table"),
    "lost-cell": ("| `a` | b \\| c |", "| `a` | b | c |", 7, "another number of cells"),
    "open-row": ("| `a` | b \\| c |", "| `a` | b", 7, "without a bar"),
    "open-fence": ("make docs\n> ```", "make docs", 15, "closes this code fence"),
    "open-fence-before-another": ("= []\n```", "= []\n\n```sh\nls\n```", 9, "closes this code fence"),
    "open-fence-to-the-end": ("= []\n```", "= []", 9, "closes this code fence"),
}


def build(source: Path, out: Path, builder: str = "html") -> subprocess.CompletedProcess:
    command = [sys.executable, *OPTIONS, "--builder", builder, "--doctree-dir", out / ".doctrees", source, out]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def build_pages(directory: Path, pages: dict[str, str]) -> subprocess.CompletedProcess:
    """How the building of a small site ends, and what it says."""
    links = "".join(f"- [A page]({name}.md)\n" for name in [*pages, "another"])
    pages = {"index": f"# Documentation\n\n## Pages\n\n{links}", "another": ANOTHER} | pages
    source = directory / "docs"
    source.mkdir()
    for name, text in pages.items():
        (source / f"{name}.md").write_text(text)
    return build(source, directory / "out", "dummy")


def test_what_is_whole_is_built(tmp_path):
    done = build_pages(tmp_path, {"page": WHOLE})
    assert (done.returncode, done.stderr) == (0, "")


def test_one_warning_is_enough_for_failing(tmp_path):
    done = build_pages(tmp_path, {"page": WHOLE.replace("#below", "#above")})
    assert done.returncode != 0
    assert done.stderr.count("WARNING") == 1


def test_a_page_that_is_not_on_the_map_is_not_built(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Documentation\n")
    (tmp_path / "docs/another.md").write_text(ANOTHER)
    done = build(tmp_path / "docs", tmp_path / "out", "dummy")
    assert done.returncode != 0
    assert "another.md: WARNING" in done.stderr


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """What is said of the pages with one fault each."""
    for old, *_rest in FAULTS.values():
        assert old in WHOLE
    pages = {name: WHOLE.replace(old, new, 1) for name, (old, new, *_rest) in FAULTS.items()}
    return build_pages(tmp_path_factory.mktemp("broken"), {"whole": WHOLE} | pages)


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_broken_is_not_built(broken, fault):
    assert broken.returncode != 0
    _old, _new, line, said = FAULTS[fault]
    of_it = [each for each in broken.stderr.splitlines() if f"/{fault}.md:" in each]
    assert [each for each in of_it if f"/{fault}.md:{line}: WARNING: " in each and said in each], broken.stderr
    assert "/whole.md" not in broken.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the whole site."""
    out = tmp_path_factory.mktemp("site")
    done = build(DOCS, out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def soups(site):
    """Every built page by its path."""
    return {
        str(path.relative_to(site)): BeautifulSoup(path.read_text(), "html.parser") for path in site.rglob("*.html")
    }


def test_every_page_is_built_and_says_its_version(soups):
    pages = {str(page.relative_to(DOCS).with_suffix(".html")) for page in PAGES}
    assert pages <= set(soups)
    for page in pages:
        soup = soups[page]
        assert f"coprod-wagtail {coprod_wagtail.__version__}" in soup.head.title.text
        assert coprod_wagtail.__version__ in soup.select_one(".sidebar-brand").text


def test_every_page_can_be_searched_and_leads_to_every_other(soups, site):
    index = (site / "searchindex.js").read_text()
    assert '"Add a moderation phase"' in index and re.search(r'\bworri"?:', index)
    pages = {str(page.relative_to(DOCS).with_suffix(".html")) for page in PAGES if page.name != "index.md"}
    for name, soup in soups.items():
        assert soup.select_one("form[role=search] input[name=q]"), name
    linked = {link["href"] for link in soups["index.html"].select(".sidebar-tree a[href]")}
    assert pages <= linked


def test_nobody_else_is_asked_for_anything(soups, site):
    loaded = [
        (name, tag.get("src") or tag["href"])
        for name, soup in soups.items()
        for tag in soup.select("[src], link[href]:not([rel=canonical])")
    ]
    assert len(loaded) > 100
    assert [(name, url) for name, url in loaded if urlsplit(url).netloc] == []
    for sheet in site.rglob("*.css"):
        assert re.findall(r"""(?:url\(|@import )["']?(?:https?:)?//[^"')]+""", sheet.read_text()) == [], sheet


def test_what_the_theme_leaves_out_is_there(soups):
    for name, soup in soups.items():
        assert len(soup.find_all("h1")) == 1, name
        assert soup.html["lang"] == "en"
        assert soup.select_one("script[src*='site.js']") and soup.select_one("link[href*='site.css']"), name
        assert {tag.get("aria-level") for tag in soup.select("[role=heading]")} == {"2"}, name
        labels = [tag.get("aria-label") for tag in soup.find_all("aside")]
        assert len(set(labels)) == len(labels) and None not in labels, name
        assert [table for table in soup.select(".table-wrapper") if table.get("tabindex") != "0"] == [], name


def test_a_block_is_headed_by_its_file(soups):
    heads = [block.text for block in soups["tutorial/install.html"].select(".code-file")]
    assert "mysite/settings/base.py" in heads
    assert soups["tutorial/install.html"].select_one(".code-file + .highlight-python")


def test_no_markdown_of_ours_loses_a_part():
    """The files that are no part of the site, too: README.md and its like."""
    files = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    code = (
        "import sys; sys.path.insert(0, 'docs/_site'); from pathlib import Path; from whole_markdown import faults_of\n"
        "print([(name, *fault) for name in sys.argv[1:] for fault in faults_of(Path(name).read_text())])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *files.split()], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert len(files.split()) > 30
    assert (done.stdout, done.stderr) == ("[]\n", "")
