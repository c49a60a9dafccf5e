"""What other sites wear: style sheets to draw the package's pages in, and what a reader would trip over in them."""

import re
from dataclasses import dataclass, field
from pathlib import Path

PACKAGES = Path(__file__).parent / "node_modules"
NOT_INSTALLED = "The style sheets are not installed: make sheets"


@dataclass(frozen=True)
class Sheet:
    """One style sheet. `file` is in a package from npm; `classes` are what that sheet's own page template puts on elements."""

    css: str = ""
    file: str = ""
    classes: dict = field(default_factory=dict)
    layer: str = ""
    after: str = ""  # what a site puts behind it, and behind the package's own

    def read(self):
        if not self.file:
            return self.css
        css = (PACKAGES / self.file).read_text().removeprefix("\ufeff")
        # What Tailwind's build puts there for a site that has set nothing, and what would be fetched from elsewhere.
        css = re.sub(r"--theme\(\s*[^,]+,\s*([^)]*)\)", r"\1", css)
        css = re.sub(r"@charset[^;]*;|@font-face\s*{[^}]*}", "", css)
        return f"@layer {self.layer} {{ {css} }}" if self.layer else css


#: Written here, so that something is measured without npm, too.
OURS = {
    "none": Sheet(),
    "dark": Sheet("body { background: #111; color: #eee } a { color: #9cf }"),
    "dark scheme": Sheet("html { color-scheme: dark; background: Canvas; color: CanvasText }"),
    "small root": Sheet("html { font-size: 62.5% } body { font-size: 1.6rem }"),
    "everything reset": Sheet(
        "* { margin: 0; padding: 0; list-style: none; font: inherit; border: 0; background: none }"
        "a { color: inherit; text-decoration: none } summary { display: block }"
    ),
}

FROM_NPM = {
    "Bootstrap": Sheet(file="bootstrap/dist/css/bootstrap.css", classes={"main": "container"}),
    "Tailwind": Sheet(file="tailwindcss/preflight.css", layer="base"),
    # Before version 4 it stood in no layer, and beat every one.
    "Tailwind without layers": Sheet(file="tailwindcss/preflight.css"),
    "GOV.UK": Sheet(
        file="govuk-frontend/dist/govuk/govuk-frontend.min.css",
        classes={
            "html": "govuk-template",
            "body": "govuk-template__body",
            "main": "govuk-width-container govuk-main-wrapper",
        },
    ),
    "Pico": Sheet(file="@picocss/pico/css/pico.css", classes={"main": "container"}),
}


def installed():
    return all((PACKAGES / sheet.file).exists() for sheet in FROM_NPM.values())


# Off with the site's own; on with another, in front of the package's, as a site has it.
DRESS = """([css, classes, after]) => {
    for (const sheet of document.querySelectorAll('link[rel~="stylesheet"], link[rel~="preload"], style, [name="color-scheme"]')) {
        if (!sheet.href?.includes("/static/coprod_wagtail/")) {
            sheet.remove();
        }
    }
    document.head.prepend(Object.assign(document.createElement("style"), { textContent: css }));
    document.head.append(Object.assign(document.createElement("style"), { textContent: after }));
    for (const name of ["html", "body", "main"]) {
        document.querySelector(name).className = classes[name] ?? "";
    }
    document.querySelectorAll("img").forEach(image => (image.loading = "eager"));
    document.activeElement?.blur();
}"""

# What of the package's a reader would trip over: a list of sentences.
STUMBLES = r"""() => {
    const host = document.querySelector("coprod-comments");
    const tops = host ? [...host.shadowRoot.children] : [...document.querySelectorAll(".coprod-page, .coprod-conversation")]
        .filter(element => !element.parentElement.closest(".coprod-page"));
    const style = (element, pseudo) => getComputedStyle(element, pseudo);
    const unseen = element => element.closest(".coprod-visually-hidden, .coprod-trap, .unseen, script, style, template");
    const all = tops.flatMap(top => [top, ...top.querySelectorAll("*")])
        .filter(element => element.checkVisibility() && !unseen(element));
    const parent = element => element.parentElement ?? element.getRootNode().host;
    const found = [];
    const say = (what, element) => found.push(`${what}: ${element.localName}`
        + `${element.className ? "." + element.className : ""} "${(element.textContent || element.name || "").trim().slice(0, 30)}"`);

    const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const pixel = colour => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data];
    };
    const over = (top, ground) => [0, 1, 2].map(i => (top[i] * top[3] + ground[i] * (255 - top[3])) / 255);
    const ground = element => element ? over(pixel(style(element).backgroundColor), ground(parent(element))) : [255, 255, 255];
    const light = colour => colour.slice(0, 3).map(value => value / 255)
        .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
    const contrast = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };

    const range = document.createRange();
    const boxes = node => {
        range.selectNodeContents(node);
        return [...range.getClientRects()].filter(box => box.width);
    };
    const edge = document.documentElement.clientWidth;
    const scrolls = element => element.closest(".coprod-table") && !element.matches(".coprod-table");
    for (const element of all) {
        const texts = [...element.childNodes].filter(node => node.nodeType === 3 && node.data.trim());
        const lines = texts.flatMap(boxes);
        if (!scrolls(element) && lines.some(box => box.left < 8 || edge - box.right < 8)) {
            say("words at the edge of the window", element);
        }
        if (!scrolls(element) && element.getBoundingClientRect().right > edge + 1) {
            say("over the edge of the window", element);
        }
        if (!lines.length) {
            continue;
        }
        const faint = contrast(over(pixel(style(element).color), ground(element)), ground(element));
        if (faint < 4.5) {
            say(`words too faint (${faint.toFixed(1)})`, element);
        }
        if (parseFloat(style(element).fontSize) < 14) {
            say("small letters", element);
        }
        // Letters a line, by how wide the text is and how wide its letters are on the whole.
        const letters = texts.map(node => node.data.trim().replace(/\s+/g, " ")).join(" ").length;
        const whole = lines.reduce((sum, box) => sum + box.width, 0);
        const room = Math.max(...lines.map(box => box.width));
        if (element.matches("p, li, dd, figcaption") && letters > 120 && room / (whole / letters) > 80) {
            say("long lines", element);
        }
    }

    for (const field of all.filter(element => element.matches("form :is(input, textarea, button)"))) {
        const around = ground(parent(field));
        const edges = ["Top", "Right", "Bottom", "Left"].filter(side => parseFloat(style(field)[`border${side}Width`]) >= 1)
            .map(side => over(pixel(style(field)[`border${side}Color`]), ground(field)));
        if (Math.max(contrast(ground(field), around), ...edges.map(colour => contrast(colour, around))) < 3) {
            say("no edge to be seen", field);
        }
    }

    for (const link of all.filter(element => element.matches("a[href]"))) {
        const lines = [link, ...link.querySelectorAll("*")].some(one => style(one).textDecorationLine.includes("underline"));
        if (link.textContent.trim() && !lines && !link.querySelector("img")) {
            say("a link like other words", link);
        }
    }
    const alone = link => [...parent(link).childNodes].every(node => node === link || !node.textContent.trim());
    for (const target of all.filter(element => element.matches("button, input, textarea, summary") || (element.matches("a[href]") && alone(element)))) {
        if (target.getBoundingClientRect().height < 24) {
            say("too low to press", target);
        }
    }
    const ours = element => element.getRootNode() !== document || element.closest(".coprod-conversation, .coprod-slip, .coprod-find, .coprod-jump");
    const inWords = ".coprod-comment__body *, .coprod-note *, .coprod-rules li *, [part~='comment-body'] *, [part~='rules'] li *";
    const pressed = element => element.matches("form input, form textarea, form button") || (ours(element) &&
        (element.matches("summary") || (element.matches("a[href]") && alone(element) && !element.matches(inWords))));
    for (const button of all.filter(pressed)) {
        if (button.getBoundingClientRect().height < 43.5) {
            say("under 44 pixels", button);
        }
    }

    for (const summary of all.filter(element => element.matches("summary"))) {
        if (style(summary).display !== "list-item" || style(summary).listStyleType === "none") {
            say("nothing says that it opens", summary);
        }
    }
    const bullets = item => style(item).display === "list-item" && style(item).listStyleType !== "none";
    for (const item of all.filter(element => element.matches("li"))) {
        // The parts of a page are lists for whoever hears it; lists in texts are for everybody.
        const inText = item.closest(".coprod-body, .coprod-intro, .coprod-comment__body, details, [part~='rules'], .coprod-links");
        if (!inText && bullets(item)) {
            say("a bullet", item);
        } else if (inText && !host && !bullets(item)) {
            say("no bullet", item);
        }
    }
    const plain = all.filter(element => element.matches("p + p:not([class]):not([part])") && all.includes(element.previousElementSibling));
    for (const words of plain) {
        if (words.getBoundingClientRect().top - words.previousElementSibling.getBoundingClientRect().bottom < 4) {
            say("paragraphs run together", words);
        }
    }
    return [...new Set(found)];
}"""
