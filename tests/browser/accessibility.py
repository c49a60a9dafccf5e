"""axe-core on a page, and its findings in words one can act on."""

from axe_playwright_python.sync_playwright import Axe

# Without a list axe leaves out the rules of WCAG 2.2, such as the size of targets.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Half-way through fading in, nothing has the contrast that it will have.
SETTLED = """() => Promise.allSettled(document.getAnimations()
    .filter(animation => animation.effect.getComputedTiming().endTime !== Infinity)
    .map(animation => animation.finished)).then(() => null)"""


# Not all that was looked at and found well: bringing that out of the browser took longer than looking.
VIOLATIONS = "([context, options]) => axe.run(context ?? document, options).then(found => found.violations)"


class AxeCheck:
    def __init__(self):
        self._script = Axe().axe_script

    def findings(self, page, *, context=None):
        """Everything axe finds, one line each: rule, element, what to do."""
        # A press has begun to load the next page, of which only the first half may be there.
        page.wait_for_load_state()
        page.evaluate(SETTLED)
        if not page.evaluate("'axe' in window"):
            page.evaluate(self._script)
        options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
        violations = page.evaluate(VIOLATIONS, [context, options])
        found = []
        for violation in violations:
            for node in violation["nodes"]:
                selector = " ".join(str(part) for part in node["target"])
                found.append(f"{violation['id']}: {selector}: {node.get('failureSummary', violation['help'])}")
        return found

    def assert_clean(self, page, *, dark_width=1280, light_width=1280, **options):
        """Nothing found, in dark and in light, each at its width of the window."""
        for scheme, width in [("dark", dark_width), ("light", light_width)]:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 720})
            found = self.findings(page, **options)
            assert not found, f"axe on {page.url} ({page.title()}), {scheme}:\n" + "\n".join(found)
