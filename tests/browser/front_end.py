"""A website of another origin with the embed on it, served by a server that knows nothing of ours."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from .reader import WORDS, Reader

SCRIPT = "/static/coprod_wagtail/comments-embed.js"

#: Nothing inline, and nothing from anywhere but the script and what it asks. Not one string may become HTML or code.
POLICY = (
    "default-src 'none'; script-src {site}; connect-src {site}; style-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)

PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>A front end</title>
    <link rel="stylesheet" href="/style.css">
    <script type="module" src="{script}"></script>
  </head>
  <body>
    <main>
      <h1>The page of another website</h1>
      <p>Words of that website.</p>
      {content}
    </main>
  </body>
</html>
"""

STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; background: Canvas; color: CanvasText; font: 100%/1.5 sans-serif; }
main { max-inline-size: 45rem; margin: auto; padding: 1rem; }
"""


class FrontEnd:
    """``with FrontEnd(site) as front_end``: runs at `front_end.origin`, and serves `front_end.content` on every page."""

    def __init__(self, site):
        self.site = site
        self.content = ""
        front_end = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                kind, text = front_end.answer(self.path)
                self.send_response(200)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Security-Policy", POLICY.format(site=front_end.site))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://localhost:{self._server.server_port}"

    def answer(self, path):
        if path == "/style.css":
            return "text/css", STYLE
        return "text/html", PAGE.format(script=self.site + SCRIPT, content=self.content)

    def embed(self, page, attributes=""):
        """Put the conversation on `page` on the website's pages, as the documentation says."""
        self.content = (
            f'<coprod-comments api="{self.site}/api/coprod/v1/" page="{page.pk}" {attributes}>'
            f'<a href="{self.site}{page.url}#comments">Read and write comments</a></coprod-comments>'
        )

    def __enter__(self):
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self._server.shutdown()
        self._server.server_close()


class Visitor(Reader):
    """A reader on the other website. Their browser asks that one and ours, and nobody else."""

    def __init__(self, context, front_end, *, scripts):
        self.front_end = front_end
        super().__init__(context, scripts=scripts)
        # As a server of static files lets scripts of other origins have them; Django's own for tests does not.
        context.route("**" + SCRIPT, self._with_cors)

    def _with_cors(self, route):
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "access-control-allow-origin": "*"})

    def _on_request(self, request):
        if request.method == "POST":
            self.sent.append(request)
        if not request.url.startswith((self.front_end.origin + "/", self.front_end.site + "/")):
            self.noticed.append(f"asked somebody else: {request.url}")

    def _on_response(self, response):
        if "set-cookie" in response.headers:
            self.noticed.append(f"a cookie from {response.url}")

    def visit(self, fragment=""):
        """Open the page with the embed, and wait until it is drawn."""
        self.open(f"{self.front_end.origin}/page{fragment}")
        self.page.locator("[part=conversation]").wait_for()

    def wait_until(self, holds):
        """For what the browser tells a moment later than what it shows."""
        for _ in range(500):
            if holds():
                return
            self.page.wait_for_timeout(20)
        raise AssertionError("It never came.")

    def part(self, name):
        return self.page.locator(f"[part~={name}]")

    def field(self, label):
        return self.page.get_by_role("textbox", name=label, exact=True)

    def heading(self, name, **options):
        return self.page.get_by_role("heading", name=name, **options)

    def press(self, name):
        """Press the button of this name by keyboard."""
        self.tab_to(self.page.get_by_role("button", name=name))
        self.page.keyboard.press("Enter")

    def fill_in(self, **fields):
        """The short way to a filled-in form, for tests that are about what comes after it."""
        for name, value in ({"body": WORDS, "author_name": "Sam"} | fields).items():
            self.page.locator(f"[part=form] [name={name}]").fill(value)

    @property
    def thank_you(self):
        return self.heading("Thank you. Your comment has been sent.")
