"""The page "Your front end in 15 minutes", followed with its own blocks, as they stand, from an empty folder."""

import os
import re
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
def test_a_post_is_drawn_and_a_comment_sent_and_seen(followed, front_end, demo, new_context, tmp_path, scripts):
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


def expect_kept(page, words):
    """Sent in vain, the words are there to be sent again."""
    with page.expect_response(lambda response: response.request.method == "POST") as answer:
        page.get_by_role("button", name=re.compile("^Send")).click()
    assert answer.value.status == 503
    expect(page.get_by_label("Your comment")).to_have_value(words)


def test_the_words_are_kept_while_the_api_is_down_and_count_once(
    followed, front_end, demo, between, new_context, tmp_path
):
    folder, _, env = followed
    port = free_port()
    env = env | {"API": f"{between.url}/api/coprod/v1", "PORT": str(port)}
    address = f"http://localhost:{port}/"
    with running(["node", "server.js"], address, log=tmp_path / "server.log", cwd=folder, env=env):
        page = new_context(java_script_enabled=False).new_page()
        page.goto(address)
        page.get_by_role("link", name="Two hours on a Thursday").click()
        words = "<Do> not lose me."
        page.get_by_label("Your comment").fill(words)
        page.get_by_label("A name to show").fill("Sam")
        between.answer = (502, {"Content-Type": "text/html"}, b"<p>Bad gateway")
        expect_kept(page, words)
        between.go()
        expect_kept(page, words)
        between.come()
        page.get_by_role("button", name="Send again").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert demo.do(f"print(ReaderComment.objects.filter(body={words!r}, author_name='Sam').count())") == "1"


@pytest.fixture
def close(demo):
    """`close(minutes)`: the conversation closed so long ago."""

    def closes_at(moment):
        demo.do(
            f"""
post = BlogPostPage.objects.get(title="Two hours on a Thursday")
conversation, _ = Conversation.objects.get_or_create(page_id=post.pk)
Conversation.objects.filter(pk=conversation.pk).update(closes_at={moment})
"""
        )

    yield lambda minutes: closes_at(f"timezone.now() - timezone.timedelta(minutes={minutes})")
    closes_at("None")


def test_a_conversation_that_closed_meanwhile_gives_the_words_back(followed, close, new_context, tmp_path):
    folder, _, env = followed
    port = free_port()
    address = f"http://localhost:{port}/"
    with running(
        ["node", "server.js"], address, log=tmp_path / "server.log", cwd=folder, env=env | {"PORT": str(port)}
    ):
        page = new_context(java_script_enabled=False).new_page()
        page.goto(address)
        page.get_by_role("link", name="Two hours on a Thursday").click()
        page.get_by_label("Your comment").fill("Too late?")
        # First there are some minutes to finish it.
        close(2)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_contain_text("Write a name to show.")
        expect(page.get_by_label("Your comment")).to_have_value("Too late?")
        page.get_by_label("A name to show").fill("Sam")
        close(60)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_contain_text("closed")
        expect(page.get_by_label("Your words, to copy")).to_have_value("Too late?")
