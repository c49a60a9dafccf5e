"""The second front end of the example site, in Next.js, against the demo, in a real browser.

A run of its own (`make test-frontend-next`), as the one for the first is. Nothing of Django is touched in this process.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import AxeCheck
from tests.browser.conftest import browser_context_args, browser_type_launch_args, launch_browser  # noqa: F401
from tests.frontend.conftest import ARABIC_POST, TRANSLATE
from tests.frontend.servers import FRONTEND_SECRET, ROOT, WEBHOOK_SECRET, Demo, free_port, running

HERE = Path(__file__).parent
FRONT_END = ROOT / "example_site/frontend-next"


def pytest_collection_modifyitems(items):
    ours = [item for item in items if HERE in item.path.parents]
    if len(ours) < len(items):
        for item in ours:
            item.add_marker(pytest.mark.skip("This front end is tested by itself: make test-frontend-next"))
        return
    expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def front_end_url():
    return f"http://localhost:{free_port()}"


@pytest.fixture(scope="session")
def demo(front_end_url, tmp_path_factory):
    demo = Demo(tmp_path_factory.mktemp("demo"), front_end_url)
    demo.manage("migrate", "--verbosity", "0")
    demo.manage("load_demo")
    # Before it is served, because Wagtail remembers in each process where the sites begin.
    assert demo.do(TRANSLATE) == ARABIC_POST
    demo.manage("demo_site_address", front_end_url)
    # A webhook is not led on, so its address ends with a slash, as all do here.
    demo.manage("demo_webhook", f"{front_end_url}/webhook/")
    with demo.served():
        yield demo


@pytest.fixture(scope="session")
def base_url(demo, front_end_url, tmp_path_factory):
    """The address of the front end, built and started: its pages are drawn from the demo before anybody asks."""
    if not (FRONT_END / "node_modules/next").exists():
        pytest.fail("The packages of the front end are missing: make frontend-next-packages")
    env = os.environ | {
        "PORT": front_end_url.rpartition(":")[2],
        "CMS": demo.url,
        "CMS_LOCALE": "en-gb",
        "FRONTEND_SECRET": FRONTEND_SECRET,
        "WEBHOOK_SECRET": WEBHOOK_SECRET,
        "NEXT_TELEMETRY_DISABLED": "1",
    }
    shutil.rmtree(FRONT_END / ".next", ignore_errors=True)  # what was kept of another demo
    built = subprocess.run(
        ["npm", "run", "--silent", "build"], cwd=FRONT_END, env=env, capture_output=True, text=True, timeout=300
    )
    assert built.returncode == 0, built.stdout + built.stderr
    log = tmp_path_factory.mktemp("front-end") / "front-end.log"
    with running([shutil.which("node"), "start.mjs"], f"{front_end_url}/icon.svg", log=log, cwd=FRONT_END, env=env):
        yield front_end_url


@pytest.fixture(params=[True, False], ids=["scripts-on", "scripts-off"])
def reader(request, new_context):
    """A page of a reader, once with scripts and once without; the browser has nothing to complain about in the end."""
    context = new_context(java_script_enabled=request.param)
    page, noticed = context.new_page(), []
    page.on("pageerror", lambda error: noticed.append(str(error)))
    page.on("request", lambda asked: "//localhost:" in asked.url or noticed.append(f"asked somebody else: {asked.url}"))
    yield page
    assert noticed == []
    assert context.cookies() == []


@pytest.fixture(scope="session")
def axe():
    return AxeCheck()
