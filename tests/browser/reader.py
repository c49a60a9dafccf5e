"""Somebody with a browser and a keyboard, and what their browser noticed on the way."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

# In a shadow root, too, of which the document itself knows nothing.
IS_FOCUSED = "element => element === element.getRootNode().activeElement"
WORDS = "The bus decides my whole day."


class Reader:
    """One browser window of its own, moved by keyboard only.

    Whatever a reader does here, the browser must have nothing to complain about at the end: no cookie, nothing kept,
    nobody else asked for anything, nothing blocked by the Content-Security-Policy, no server error and no dialog.
    """

    def __init__(self, context, *, scripts):
        self.context = context
        self.scripts = scripts
        self.page = context.new_page()
        self.noticed = []
        self.sent = []
        self.pages_seen = []
        self.page.on("request", self._on_request)
        self.page.on("response", self._on_response)
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.noticed.append(f"script error: {error}"))
        self.page.on("dialog", self._on_dialog)

    def _on_request(self, request):
        if request.method == "POST":
            self.sent.append(request.url)
        # A link to write an e-mail asks nobody: the reader's own programme opens.
        if not request.url.startswith(("data:", "mailto:")) and urlsplit(request.url).hostname != "localhost":
            self.noticed.append(f"asked somebody else: {request.url}")

    def _on_response(self, response):
        is_page = response.request.is_navigation_request()
        if response.status >= (500 if is_page else 400):
            self.noticed.append(f"{response.status} from {response.url}")
        if is_page:
            self.pages_seen.append(response.url)
        policy = response.headers.get("content-security-policy", "")
        if is_page and response.status not in range(300, 400) and ("'self'" not in policy or "unsafe" in policy):
            self.noticed.append(f"a weak Content-Security-Policy, {policy!r}, from {response.url}")

    def _on_console(self, message):
        # Chromium notes an answer such as 422 as an error of its own; what answered is looked at above.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.noticed.append(f"console: {message.text}")

    def _on_dialog(self, dialog):
        self.noticed.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def assert_nothing_noticed(self):
        assert self.noticed == [], self.noticed
        assert self.context.cookies() == []
        if self.page.url.startswith("http"):
            assert self.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]

    # What a reader does

    def open(self, address):
        return self.page.goto(address)

    def tab_to(self, target, *, at_most=80):
        """Press Tab until `target` has the focus, as somebody without a mouse has to."""
        for _ in range(at_most):
            self.page.keyboard.press("Tab")
            if target.evaluate(IS_FOCUSED):
                return target
        raise AssertionError(f"{at_most} times Tab, and the focus never came to {target}")

    def follow(self, name, **options):
        """Follow the link of this name by keyboard."""
        link = self.tab_to(self.page.get_by_role("link", name=name, **options))
        there = link.evaluate("link => link.href")
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: url == there)

    def type_into(self, label, words):
        """Tab to a field and write into it, over what is there."""
        self.tab_to(self.field(label))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def press(self, name):
        """Press the button whose name begins so by keyboard."""
        self.tab_to(self.page.get_by_role("button", name=name).first)
        self.page.keyboard.press("Enter")

    def press_send(self):
        self.tab_to(self.send_button)
        self.page.keyboard.press("Enter")

    def write(self, body=WORDS, name="Sam"):
        self.type_into("Your comment", body)
        self.type_into("A name to show", name)

    def fill_and_send(self, **fields):
        """The short way through the form, for tests that are about what comes after it."""
        for name, value in fields.items():
            self.page.locator(f".coprod-form [name={name}]").fill(value)
        self.send_button.click()

    # What a reader sees

    def field(self, label):
        return self.page.get_by_label(label)

    @property
    def send_button(self):
        return self.page.get_by_role("button", name="Send", exact=True)

    @property
    def problem(self):
        return self.page.locator("#problem")

    @property
    def thank_you(self):
        return self.page.locator("#thank-you")

    def expect_thanks(self):
        """They are on the private page, and what they hear first is the thank-you."""
        expect(self.thank_you).to_be_focused()
        assert "/comments/slips/" in self.page.url
        return self.page.url.split("#")[0]

    def expect_problem(self, words, *, body=WORDS, name="Sam"):
        """They are at the box that says what went wrong, and what they typed is still there."""
        expect(self.problem).to_be_focused()
        expect(self.problem).to_contain_text(words)
        assert self.page.title().startswith("Error: ")
        expect(self.field("Your comment")).to_have_value(body)
        expect(self.field("A name to show")).to_have_value(name)
