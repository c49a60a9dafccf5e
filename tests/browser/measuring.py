"""Measurements that only the browser can make: functions in its own language, for `page.evaluate`."""

# Everything that reaches over the edge, and not only whether the page scrolls: a cut-off word is no better.
OVER_THE_EDGE = """within => {
    const edge = document.documentElement.clientWidth;
    const seen = [...document.querySelectorAll(`${within} *`)].filter(element =>
        !element.closest(".coprod-visually-hidden, .coprod-trap, .skip, template, script"));
    const over = seen.filter(element => {
        const box = element.getBoundingClientRect();
        return box.width && (box.right > edge + 1 || box.left < -1);
    });
    const cut = seen.filter(element =>
        element.matches("a, button, label, h1, h2, h3, h4, p, li, summary, main, article, section")
        && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline"
        && getComputedStyle(element).overflowX !== "visible");
    const scrolls = document.documentElement.scrollWidth > edge ? [document.documentElement] : [];
    return [...new Set([...scrolls, ...over, ...cut])].map(element =>
        `${element.tagName.toLowerCase()}.${element.className}: ${element.textContent.trim().slice(0, 60)}`);
}"""

# The same inside `<coprod-comments>`.
EMBED_OVER_THE_EDGE = """() => {
    const edge = document.documentElement.clientWidth;
    const seen = [...document.querySelector("coprod-comments").shadowRoot.querySelectorAll("*")]
        .filter(element => !element.closest(".unseen"));
    const over = seen.filter(element => {
        const box = element.getBoundingClientRect();
        return box.width && (box.right > edge + 1 || box.left < -1);
    });
    const scrolls = document.documentElement.scrollWidth > edge ? [document.documentElement] : [];
    return [...scrolls, ...over].map(element => `${element.localName}: ${element.textContent.trim().slice(0, 60)}`);
}"""

# Words on top of other words, or cut off below: what fixed heights do to large or loosely set text.
COVERED = """() => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const parent = node.parentElement;
        if (!node.data.trim() || !parent.checkVisibility() || parent.closest(".coprod-visually-hidden, .coprod-trap, .skip, script, textarea")) {
            continue;
        }
        const range = document.createRange();
        range.selectNodeContents(node);
        texts.push(...[...range.getClientRects()].filter(box => box.width).map(box => ({ node, box })));
    }
    const words = ({ node }) => node.data.trim().slice(0, 40);
    const covered = [];
    texts.forEach((one, index) => texts.slice(index + 1).forEach(other => {
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // The boxes of two lines of one text always touch a little.
        if (across > 2 && down > 0.4 * Math.min(one.box.height, other.box.height)) {
            covered.push(`${words(one)} / ${words(other)}`);
        }
    }));
    const cut = [...document.querySelectorAll("body *")].filter(element =>
        !element.closest(".coprod-visually-hidden, .coprod-trap, textarea")
        && getComputedStyle(element).overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1);
    return [...covered, ...cut.map(element => `cut: ${element.className}`)];
}"""

CONTROLS = """() => [...document.querySelectorAll(
    ":is(.coprod-conversation, .coprod-slip, .coprod-answer-link, .coprod-find) :is(a[href], button, input, textarea, summary)"
)].filter(element => element.checkVisibility() && !element.closest(".coprod-trap, .coprod-default, .coprod-comment__body"))
.map(element => {
    const { width, height } = element.getBoundingClientRect();
    return { what: element.textContent.trim() || element.name, width, height, kind: element.matches(
        ".coprod-button, .coprod-comment__actions > *, .coprod-pagination :is(a, button), input, textarea, summary, "
        + ".coprod-link, .coprod-alone > a, .coprod-find > a, .coprod-ways > *, .coprod-problem a") ? "main" : "other" };
})"""

# What has the focus: is it on top where it is, and does it look any different?
FOCUSED = """() => {
    const element = document.activeElement;
    const box = element.getClientRects()[0];
    const middle = (from, to, limit) => (Math.max(from, 0) + Math.min(to, limit)) / 2;
    const x = middle(box.left, box.right, innerWidth);
    const y = middle(box.top, box.bottom, innerHeight);
    const top = document.elementFromPoint(x, y);
    const style = getComputedStyle(element);
    return {
        what: element.textContent.trim() || element.name,
        onTop: element === top || element.contains(top),
        ring: style.outlineStyle !== "none" ? parseFloat(style.outlineWidth) : 0,
    };
}"""

# Contrast of two properties of an element, by the formula of WCAG. `ground` looks for the first opaque background.
CONTRAST = """(element, property) => {
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => numbers(colour).slice(0, 3).map(value => value / 255)
        .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
    let ground = property === "color" ? element : element.parentElement;
    while (numbers(getComputedStyle(ground).backgroundColor)[3] === 0) {
        ground = ground.parentElement;
    }
    const [one, two] = [getComputedStyle(element)[property], getComputedStyle(ground).backgroundColor].map(light);
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}"""

# Everything that would move by itself or take its time, with what makes it do so.
MOVING = """() => [...document.querySelectorAll("*")].map(element => {
    const style = getComputedStyle(element);
    const moves = [style.transitionDuration, style.animationDuration].join().split(",").some(time => parseFloat(time) > 0);
    return moves || style.scrollBehavior === "smooth" ? `${element.tagName.toLowerCase()}.${element.className}` : "";
}).filter(Boolean)"""

# The words that a style sheet puts after an element, as they are shown.
WRITTEN_AFTER = """element => {
    const words = getComputedStyle(element, "::after").content;
    return words === "none" || words === "normal" ? "" : words.replaceAll('"', "");
}"""
