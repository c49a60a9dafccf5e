"""The page "Your front end in 15 minutes", followed with its own blocks, as they stand, from an empty folder."""

import os
import subprocess

import pytest
from playwright.sync_api import expect

from tests.docs.blocks import DOCS, blocks_of

from .servers import free_port, running
from .test_writing import publish

PAGE = DOCS / "how-to/your-front-end-in-15-minutes.md"
DEMO = "http://localhost:8000"
FILES = ["package.json", "tsconfig.json", "api.js", "html.js", "post.js", "conversation.js", "server.js"]


@pytest.fixture(scope="session")
def followed(packages, demo, tmp_path_factory):
    """What the page has made of an empty folder, what its commands said, and the environment they ran in. The one that
    serves is left to the test."""
    folder = tmp_path_factory.mktemp("fifteen")
    env = os.environ | {"API": f"{demo.url}/api/coprod/v1", "PORT": str(free_port())}
    said = {}
    for block in blocks_of(PAGE):
        if block.title:
            (folder / "my-front-end" / block.title).write_text(block.code)
        elif block.language == "sh":
            for command in block.code.replace(DEMO, demo.url).splitlines():
                if command == "cd my-front-end":
                    continue
                if command == "node server.js":
                    break
                where = folder if command.startswith("mkdir") else folder / "my-front-end"
                done = subprocess.run(command, shell=True, cwd=where, env=env, capture_output=True, text=True)
                assert done.returncode == 0, f"{block}: {command}\n{done.stdout}{done.stderr}"
                said[command.split(" ")[0]] = done.stdout
    return folder / "my-front-end", said, env


def test_every_file_is_there_and_the_types_are_right(followed):
    folder, said, _ = followed
    assert [block.title for block in blocks_of(PAGE) if block.title] == FILES
    assert "/blog/seven-seconds-on-quay-street/ Seven seconds on Quay Street" in said["node"]
    assert (folder / "coprod-api.d.ts").exists()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts-on", "scripts-off"])
def test_a_post_is_drawn_and_a_comment_sent_and_seen(followed, demo, new_context, tmp_path, scripts):
    folder, _, env = followed
    address = f"http://localhost:{env['PORT']}/"
    with running(["node", "server.js"], address, log=tmp_path / "server.log", cwd=folder, env=env):
        context = new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(address)
        page.get_by_role("link", name="Two hours on a Thursday").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Two hours on a Thursday")
        here = page.url
        words = f"Written in <fifteen> minutes, {scripts}."
        page.get_by_label("Your comment").fill(words)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_contain_text("Write a name to show.")
        expect(page.get_by_label("Your comment")).to_have_value(words)
        page.get_by_label("A name to show").fill("Sam")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
        publish(demo, page.url.split("#")[0].strip("/").split("/")[-1])
        page.goto(here)
        expect(page.locator("main")).to_contain_text(words)
        assert context.cookies() == []
