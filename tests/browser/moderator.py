from .reader import Reader

# Wagtail's own screens still need inline styles and scripts and, of course, a session; the panel in the page editor is
# told with 422 what is wrong, and with 409 that somebody was quicker.
PUT_UP_WITH = ("a weak Content-Security-Policy", "console: ", "422 from ", "409 from ")


class Moderator(Reader):
    """Somebody at work in Wagtail's admin, by keyboard where it matters."""

    def __init__(self, context):
        super().__init__(context, scripts=True)

    def assert_nothing_noticed(self):
        noticed = [line for line in self.noticed if not line.startswith(PUT_UP_WITH)]
        assert noticed == [], noticed

    def sign_in(self, username, password):
        """Through the real form, wherever the admin sent them first."""
        self.page.get_by_label("Username").fill(username)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/admin/")

    def press(self, name):
        self.tab_to(self.page.get_by_role("button", name=name, exact=True))
        self.page.keyboard.press("Enter")

    @property
    def messages(self):
        return self.page.locator(".messages")
