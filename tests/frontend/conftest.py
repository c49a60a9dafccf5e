"""The front end of the example site against the demo, in a real browser.

A run of its own (`make test-frontend`): it builds the front end and starts both servers. Nothing of Django is touched in
this process.
"""

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import AxeCheck
from tests.browser.conftest import (  # noqa: F401
    browser_context_args,
    browser_type_launch_args,
    launch_browser,
    passed,
)
from tests.browser.reader import Reader

from .servers import FRONT_END, Between, Demo, FrontEnd, free_port

HERE = Path(__file__).parent
POST = "/blog/seven-seconds-on-quay-street/"
ARABIC_POST = "/ar/blog/half-a-bed-of-beans/"

TRANSLATE = """
arabic = Locale.objects.create(language_code="ar")
home = HomePage.objects.get(slug="kettle-lane")
blog, post = BlogIndexPage.objects.get(), BlogPostPage.objects.get(slug="half-a-bed-of-beans")
for page in (home, blog, post):
    copy = page.copy_for_translation(arabic)
    if page == post:
        copy.title = "نصف حوض من الفاصوليا"
        copy.summary = "زرعنا حوضا كاملا."
        copy.closing_question = "ماذا زرعتم؟"
    copy.save_revision().publish()
print(copy.url)
"""


def open_until(page, path, shows, *, seconds=20):
    """Opens `path` until `shows()`. The front end keeps its answers for a minute, which nobody waits for: a webhook tells
    it of a change, as soon as the sender that runs beside the demo has looked."""
    end = time.monotonic() + seconds
    page.goto(path)
    while not shows() and time.monotonic() < end:
        page.wait_for_timeout(500)
        page.goto(path)


def pytest_collection_modifyitems(items):
    ours = [item for item in items if HERE in item.path.parents]
    if len(ours) < len(items):
        for item in ours:
            item.add_marker(pytest.mark.skip("The front end is tested by itself: make test-frontend"))
        return
    expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def packages():
    """The folder with the npm packages."""
    if not shutil.which("node") or not (FRONT_END / "node_modules/astro").exists():
        pytest.fail("The packages of the front end are missing: make frontend-packages")
    return FRONT_END / "node_modules"


@pytest.fixture(scope="session")
def built(packages):
    done = subprocess.run(["npm", "run", "--silent", "build"], cwd=FRONT_END, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def front_end_port():
    return free_port()


@pytest.fixture(scope="session")
def demo(front_end_port, tmp_path_factory):
    demo = Demo(tmp_path_factory.mktemp("demo"), f"http://localhost:{front_end_port}")
    demo.manage("migrate", "--verbosity", "0")
    demo.manage("load_demo")
    # Before it is served, because Wagtail remembers in each process where the sites begin.
    assert demo.do(TRANSLATE) == ARABIC_POST
    demo.manage("demo_site_address", f"http://localhost:{front_end_port}")  # as `make frontend` does
    with demo.served():
        yield demo


@pytest.fixture(scope="session")
def front_end(built, demo, front_end_port, tmp_path_factory):
    """The front end, which a webhook tells of every change."""
    front_end = FrontEnd(demo.url, tmp_path_factory.mktemp("front-end"), front_end_port)
    demo.manage("demo_webhook", f"{front_end.url}/webhook")
    with front_end.served():
        yield front_end


@pytest.fixture(scope="session")
def base_url(front_end):
    return front_end.url


@pytest.fixture
def between(demo):
    between = Between(demo)
    yield between
    between.go()


@pytest.fixture
def doubtful(built, between, tmp_path):
    """A front end whose way to the demo can be cut; it knows nothing yet."""
    with FrontEnd(between.url, tmp_path).served() as front_end:
        yield front_end


@pytest.fixture(params=[True, False], ids=["scripts-on", "scripts-off"])
def reader(request, new_context):
    """A reader with a keyboard, once with scripts and once without."""
    reader = Reader(new_context(java_script_enabled=request.param), scripts=request.param)
    yield reader
    if passed(request):
        reader.assert_nothing_noticed()


@pytest.fixture(scope="session")
def axe():
    return AxeCheck()
