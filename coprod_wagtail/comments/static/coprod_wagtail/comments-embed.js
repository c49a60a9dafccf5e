/* <coprod-comments api="https://site.example/api/coprod/v1/" page="12">: the conversation on a page of a coprod_wagtail
   site, to be read and written in on a page of any origin. Every word comes from the site's API. See docs/how-to/embed.md.

   It is drawn as the templates draw it, in one shadow root: ids that are tied together have to stand in the same one.
   Nothing is parsed as HTML and no style stands in an attribute, so it works under a strict Content-Security-Policy. */

// Sizes are in em: the font size of the page's root element is the page's own affair.
const STYLE = `
:host {
  --_blue: LinkText;
  --_strong: currentColor;
  --_red: light-dark(#a4161a, #ffa39b);
  --_button: ButtonText;
  --_on-button: ButtonFace;
  --_link: var(--coprod-link, var(--_blue));
  --_line: var(--coprod-line, color-mix(in srgb, currentColor 55%, transparent));
  --_between: var(--coprod-between, color-mix(in srgb, currentColor 25%, transparent));
  --_soft: var(--coprod-soft, inherit);
  --_raised: var(--coprod-raised, transparent);
  --_radius: var(--coprod-radius, 4px);
  --_error: var(--coprod-error, var(--_red));
  --_accent: var(--coprod-accent, var(--_strong));
  display: block;
  overflow-wrap: anywhere;
  text-align: start;
}
:host([hidden]) { display: none; }
/* Dark where the text is dark, and light where it is light: a page can be dark without saying so. */
@supports (color: oklch(from currentColor l c h)) {
  :host {
    --_blue: oklch(from currentColor clamp(0.45, (l - 0.62) * 99, 0.82) 0.13 255);
    --_strong: oklch(from currentColor clamp(0.4, (l - 0.62) * 99, 0.85) 0.07 250);
    --_red: oklch(from currentColor clamp(0.45, (l - 0.62) * 99, 0.82) 0.14 25);
    --_button: oklch(from currentColor clamp(0.36, (0.5 - l) * 99, 0.88) 0.06 250);
    --_on-button: oklch(from currentColor clamp(0, (0.62 - l) * 99, 1) 0 0);
  }
}
*, ::before { box-sizing: border-box; }
/* Inside, because what a page says of all its elements is stronger than what :host says of this one. */
:host > :not(.unseen, script, style) {
  box-sizing: content-box;
  max-inline-size: var(--coprod-measure, min(56ch, 32em));
  padding-inline: var(--coprod-gutter, clamp(0px, (100% - 100vw + 20px) * 999, 20px));
}
h1, h2, h3, h4, h5, h6 { margin-block: 0 0.5em; font-size: 1.15em; line-height: 1.25; text-wrap: balance; }
p, ul, ol { margin-block: 0 1.1em; }
ul, ol { padding: 0; list-style: none; }
a, .link { color: var(--_link); text-decoration: underline; text-underline-offset: 0.17em; }
.link { display: inline-block; min-block-size: max(2.75em, 44px); padding: 0; border: 0; background: none; font: inherit; text-align: start; cursor: pointer; }
a:hover, .link:hover { text-decoration-thickness: 0.16em; }
:focus-visible { outline: 3px solid var(--coprod-focus, #ffcf3f); outline-offset: 0; border-radius: 2px; box-shadow: 0 0 0 6px var(--coprod-focus-edge, #14181d); }
[id], [part~="field"] { scroll-margin-block: 2.5em; }

[part~="title"] { font-size: 1.4em; }
[part~="say"], [part~="thanks"] { margin-block: 3em; }
[part~="note"], [part~="ticket"] { padding: 0.9em 1.1em; background: var(--_raised); border-radius: var(--_radius); }
[part~="note"] { border-inline-start: 0.25em solid var(--_line); }
[part~="note"] > :last-child, [part~="ticket"] > :last-child { margin-block-end: 0; }

[part~="thread"] > li + li { border-block-start: 1px solid var(--_between); }
[part~="comment"] { padding-block: 1.25em 0.75em; }
[part~="comment-head"] { font-size: 1em; margin-block-end: 0.35em; }
[part~="comment-head"] time { font-weight: 400; }
[part~="comment-head"] a { padding-block: 0.4em; }
[part~="comment-link"] { margin-inline-start: 0.35em; font-weight: 400; }
[part~="comment-note"], [part~="comment-actions"] { margin-block: 0 0.35em; font-size: 0.9em; color: var(--_soft); }
[part~="answered"] { margin: 0 0 0.5em; padding-inline-start: 1em; border-inline-start: 3px solid var(--_line); }
[part~="count"]:empty { display: none; }
[part~="keep"] { display: grid; grid-template-columns: auto 1fr; column-gap: 0.6em; align-items: center; margin-block-end: 1.75em; }
[part~="keep"] [part~="hint"] { grid-column: 2; }
[part~="keep"] label { padding-block: 0.6em; }
[part~="keep"] input { appearance: none; display: grid; place-content: center; inline-size: 44px; block-size: 44px; margin: 0; border: 2px solid; border-radius: var(--_radius); color: inherit; }
[part~="keep"] input::before { content: ""; inline-size: 24px; block-size: 24px; clip-path: polygon(14% 44%, 0 65%, 50% 100%, 100% 16%, 80% 0%, 43% 62%); }
[part~="keep"] input:checked::before { background: currentColor; }
[part~="comment-body"] > :last-child { margin-block-end: 0.4em; }
[part~="target"] { background: var(--_raised); box-shadow: 0 0 0 0.6em var(--_raised); outline: 2px solid var(--_accent); outline-offset: 0.6em; }
[part~="replies"] { margin-inline-start: clamp(0.25em, 3vw, 1.5em); padding-inline-start: clamp(0.75em, 3vw, 1.5em); border-inline-start: 3px solid var(--_line); }
[part~="more"] p { margin: 0; }
[part~="order"] { display: flex; flex-wrap: wrap; gap: 0 1.5em; align-items: center; font-size: 0.9em; }

[part~="question"] { margin-block: 0 0.5em; font-size: 1.3em; font-weight: 700; line-height: 1.3; }
[part~="promise"] li { position: relative; padding-block: 0.3em; padding-inline-start: 1.5em; }
[part~="promise"] li::before { content: "–" / ""; position: absolute; inset-inline-start: 0.25em; }
[part~="rules"] { margin-block: 0.5em 1.75em; }
[part~="rules"] li { padding-block: 0.15em; padding-inline-start: 1.5em; }
summary { padding-block: 0.6em; min-block-size: max(2.75em, 44px); color: var(--_link); font-weight: 700; cursor: pointer; }
[part~="follow"] { margin-block: 0.5em 1.75em; }
[part~="field"], [part~="follow-field"] { margin-block-end: 1.75em; }
[part~="label"] { display: block; font-weight: 700; }
[part~="hint"], [part~="error"] { margin-block: 0.25em 0.5em; }
[part~="hint"] { color: var(--_soft); font-size: 0.95em; }
[part~="error"], [part~="problem"] a { color: var(--_error); font-weight: 700; }
[part~="input"] { inline-size: 100%; min-block-size: max(2.75em, 44px); padding: 0.6em 0.75em; border: 2px solid; border-radius: var(--_radius); background: transparent; color: inherit; font: inherit; }
input[part~="input"] { max-inline-size: 26em; }
textarea[part~="input"] { min-block-size: 11em; resize: vertical; }
[part~="field-error"] { padding-inline-start: 1em; border-inline-start: 5px solid var(--_error); }
[part~="problem"] { margin-block-end: 2em; padding: 1.25em 1.25em 0.5em; border: 5px solid var(--_error); }
[part~="problem"] a, .alone > a { display: inline-block; min-block-size: 44px; padding-block: 0.5em; }
[part$="button"] { min-block-size: max(3em, 48px); padding: 0.6em 1.6em; border: 2px solid transparent; border-radius: var(--_radius); background: var(--coprod-button, var(--coprod-accent, var(--_button))); color: var(--coprod-button-text, var(--_on-button)); font: inherit; font-weight: 700; cursor: pointer; }
[part$="button"]:hover { text-decoration: underline; }
[part~="second"] { min-block-size: max(3em, 48px); padding: 0.6em 1.6em; border: 2px solid; border-radius: var(--_radius); background: transparent; color: inherit; font: inherit; font-weight: 700; cursor: pointer; }
[part~="second"]:hover { text-decoration: underline; }
[part~="buttons"], [part~="ways"] { display: flex; flex-wrap: wrap; gap: 0.75em 1.25em; align-items: center; }
[part~="ways"] { gap: 0 1.5em; margin-block: 1.25em 0; }
[part~="ways"] a, [part~="find"] a { display: inline-block; min-block-size: 44px; line-height: 44px; }
[part~="choices"] { min-inline-size: 0; margin: 0 0 1.75em; padding: 0; border: 0; }
[part~="choices"] legend { padding: 0; font-weight: 700; }
[part~="choices"] [part~="keep"] { margin-block-end: 0.25em; }
[part~="keep"] input[type="radio"] { appearance: auto; inline-size: 24px; block-size: 24px; margin: 10px; accent-color: currentColor; }
[part~="keep"] .link { grid-column: 2; justify-self: start; }
[part~="found"] { padding-inline-start: 1.25em; font-weight: 700; list-style: disc; }
[part~="preview"] { margin-block-end: 1.25em; padding: 1em 1.25em; border: 2px dashed var(--_line); border-radius: var(--_radius); }
[hidden] { display: none !important; }
[part~="field-error"] [part~="input"] { border-color: var(--_error); }
[part~="ticket"] { max-inline-size: 34em; margin-block: 1.75em; border: 2px dashed var(--_line); }
[part~="ticket-label"] { margin: 0; color: var(--_soft); font-size: 0.95em; }
[part~="ticket-number"] { margin-block: 0 0.35em; font-size: 2em; font-weight: 700; line-height: 1.3; }
[part~="ticket-words"] { margin-block: 0 0.6em; font-size: 1.5em; font-weight: 700; line-height: 1.3; overflow-wrap: anywhere; }
[part~="ticket-address"] { display: none; }
[part~="another"] { margin-block: 1em 0; }
[part~="status"] { margin: 0; }
[part~="comment-actions"] { display: flex; flex-wrap: wrap; gap: 0 1.5em; }
[part~="comment-actions"] a { display: inline-block; min-block-size: max(2.75em, 44px); line-height: max(2.75em, 44px); }
[part~="report"] { margin-block: 1.5em; padding-inline-start: 1em; border-inline-start: 0.25em solid var(--_line); }
[part~="choice"] { min-inline-size: 0; margin: 0 0 1.75em; padding: 0; border: 0; }
[part~="choice"] legend { padding: 0; font-weight: 700; }
[part~="option"] { display: grid; grid-template-columns: 44px 1fr; gap: 0 0.6em; align-items: center; margin-block: 0.25em; }
[part~="option"] label { padding-block: 0.6em; }
[part~="option"] input { appearance: none; display: grid; place-content: center; inline-size: 44px; block-size: 44px; margin: 0; border: 2px solid; border-radius: 50%; background: transparent; color: inherit; }
[part~="option"] input::before { content: ""; inline-size: 22px; block-size: 22px; border-radius: 50%; }
[part~="option"] input:checked::before { background: currentColor; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

@media (forced-colors: active) {
  :focus-visible { outline-color: Highlight; }
  .link, summary { color: LinkText; }
  [part$="button"] { background: ButtonFace; color: ButtonText; border-color: currentColor; }
  [part~="note"] { border: 1px solid; }
  [part~="keep"] input:checked::before, [part~="option"] input:checked::before { background: CanvasText; forced-color-adjust: none; }
}
@media print {
  [part~="say"], [part~="report"], [part~="follow"], [part~="find"], [part~="comment-actions"], [part~="order"], [part~="more"], [part~="another"] { display: none; }
  [part~="comment"], [part~="ticket"] { break-inside: avoid; }
  [part~="ticket-address"] { display: block; }
}
`;

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

/** How long an answer may take, in milliseconds, before it counts as none. */
const PATIENCE = 60_000;
/** To look for a comment that somebody has the address of: so many threads at a time, and so many times at most. */
const THREADS = 100;
const TRIES = 10;
/** After so many seconds a conversation that did not come is asked for again, and then no more. */
const AGAIN = [2, 6, 20];
/** A site that says when to ask again is heeded up to so many seconds. */
const LONGEST_WAIT = 60;
/** How long to wait after a key before somebody who hears the page is told how much room is left, in milliseconds. */
const PAUSE = 1000;
/** So many of a comment's first words, and so many characters, stand above a form that answers it. */
const WORDS_QUOTED = 30;
const CHARACTERS_QUOTED = 240;

/** An element with these attributes, as far as they have a value, and with these children, as far as they are any. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value || value === 0) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter(Boolean));
  return element;
}

function button(part, children, press) {
  const element = make("button", { type: "button", part, class: "link" }, children);
  element.addEventListener("click", press);
  return element;
}

/** How many characters the site will count: a line end is one, as is a letter with its accent, and spaces around are none. */
function count(text) {
  const space = "\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
  const around = new RegExp(`^[${space}]+|[${space}]+$`, "g");
  return Array.from(text.replace(/\r\n/g, "\n").normalize("NFC").replace(around, "")).length;
}

/** What is typed, for somebody who asked for it, until the page is closed. Storage may be forbidden, or full: then nothing is kept. */
const kept = {
  read(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  },
  write(key, typed) {
    try {
      sessionStorage.setItem(key, JSON.stringify(typed));
    } catch { /* see above */ }
  },
  forget(key) {
    try {
      sessionStorage.removeItem(key);
    } catch { /* see above */ }
  },
};

/** The first words of a comment on one line, and whether there are more. */
function excerpt(text) {
  const words = text.trim().split(/\s+/);
  const line = Array.from(words.slice(0, WORDS_QUOTED).join(" "));
  const more = words.length > WORDS_QUOTED || line.length > CHARACTERS_QUOTED;
  return [line.slice(0, CHARACTERS_QUOTED).join("") + (more ? "…" : ""), more];
}

/** Words with something in the place that braces keep for it. */
function fill(words, place, ...nodes) {
  const [before, after] = words.split(`{${place}}`);
  return [before, ...nodes, after];
}

// What the site's safe HTML is made of: these elements with these attributes, and text. It is not handed to the browser's
// parser, which would trust it with everything, and which a policy of Trusted Types forbids.
const KNOWN = { p: [], br: [], a: ["href", "rel", "dir"], bdi: ["lang", "dir"], time: ["datetime", "lang", "dir"] };
const TOKEN = /<(\/?)([a-z]+)((?:[^>"]|"[^"]*")*)>|[^<]+|</g;
const CHARACTERS = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

function characters(text) {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) =>
    name ? (CHARACTERS[name] ?? whole) : String.fromCodePoint(hex ? parseInt(hex, 16) : decimal),
  );
}

function nodes(html) {
  const root = document.createDocumentFragment();
  let within = root;
  for (const [text, closing, tag, attributes] of html.matchAll(TOKEN)) {
    if (!tag) {
      within.append(characters(text));
    } else if (closing) {
      within = within.localName === tag ? within.parentNode : within;
    } else if (Object.hasOwn(KNOWN, tag)) {
      const element = make(tag, {});
      for (const [, name, value] of attributes.matchAll(/([a-z]+)="([^"]*)"/g)) {
        if (KNOWN[tag].includes(name) && (name !== "href" || /^(https?:|mailto:|tel:|#comment-\d+$)/i.test(value))) {
          element.setAttribute(name, characters(value));
        }
      }
      within.append(element);
      within = tag === "br" ? within : element;
    }
  }
  return root;
}

/** Here is where reading goes on: for the eyes, and for whoever hears the page. */
function moveTo(element) {
  const field = element.closest("[part~=field]"); // with its label
  if (!field) {
    element.tabIndex = -1;
  }
  (field ?? element).scrollIntoView();
  element.focus({ preventScroll: true });
}

/** Why there is no answer to be used: see `detail` of the event `error` in comments-embed.d.ts. */
class Failure extends Error {
  constructor(reason, status = null, wait = 0) {
    super(reason);
    Object.assign(this, { reason, status, wait });
  }

  /** Whether the same may go well a little later. */
  get mayPass() {
    return this.status ? this.status >= 500 || [200, 408, 429].includes(this.status) : this.reason !== "address";
  }
}

/** The form for telling the site about a comment, and what is said afterwards. Drawn as the site's own page draws it. */
class Telling {
  constructor(form, { article, heading, send, inWords, close }) {
    Object.assign(this, { form, article, heading, send, inWords, close, inputs: new Map(), busy: false });
    const { texts, fields, trap } = form;
    this.hidden = Object.fromEntries(fields.filter(({ type }) => type === "hidden").map(({ name, value }) => [name, value]));
    this.title = heading(0, { part: "report-title" }, texts.title);
    const bait = make("input", {
      id: `coprod-report-${trap}`, name: trap, type: "text", autocomplete: "off", tabindex: "-1",
      "data-1p-ignore": "true", "data-lpignore": "true", "data-bwignore": "true", "data-form-type": "other",
    });
    this.inputs.set(trap, bait);
    const shown = fields.filter(({ type }) => type !== "hidden");
    const some = shown.filter(({ only_for: reasons }) => reasons.length);
    this.only = make(
      "div",
      { part: "notice", role: "group", "aria-labelledby": "coprod-report-notice" },
      heading(1, { part: "report-title", id: "coprod-report-notice" }, texts.notice_title),
      make("p", { part: "hint" }, texts.notice_hint),
      some.map((field) => this.field(field)),
    );
    this.reasons = some[0]?.only_for ?? [];
    const [first, ...rest] = shown.filter((field) => !some.includes(field));
    this.status = make("p", { part: "status", role: "status" });
    this.button = make("button", { part: "button", type: "button" }, texts.button);
    this.button.addEventListener("click", () => this.press());
    const back = button("link", texts.back, () => {
      this.section.remove();
      this.close();
    });
    this.body = make(
      "form",
      { part: "form", novalidate: "novalidate" },
      this.field(first),
      this.only,
      rest.map((field) => this.field(field)),
      make("div", { class: "unseen", "aria-hidden": "true" }, make("label", { for: bait.id }, texts.trap_label), bait),
      this.button,
      this.status,
      make("p", { part: "another" }, back),
    );
    this.body.addEventListener("submit", (event) => event.preventDefault());
    this.body.addEventListener("change", () => this.showNotice());
    this.showNotice();
    this.section = make(
      "section",
      { part: "report" },
      this.title,
      make("ul", { part: "promise" }, texts.lines.map((line) => make("li", {}, line))),
      make("div", { part: "note" }, make("p", {}, nodes(texts.urgent_help_html))),
      this.body,
    );
  }

  /** What is asked for some reasons only is seen by those alone. */
  showNotice() {
    this.only.hidden = !this.reasons.includes(this.value("reason"));
  }

  /** Whether somebody has chosen or typed something, or is sending it. */
  get isBegun() {
    return this.busy || [...this.inputs.keys()].some((name) => this.value(name).trim());
  }

  value(name) {
    const input = this.inputs.get(name);
    return input.localName === "fieldset" ? (input.querySelector("input:checked")?.value ?? "") : input.value;
  }

  field({ name, label, hint, type, autocomplete, options }) {
    const id = `coprod-report-${name}`;
    const tip = `${id}_helptext`;
    const hinted = hint && make("p", { part: "hint", id: tip }, hint);
    if (type === "radio") {
      const answers = options.map((option, number) =>
        make(
          "div",
          { part: "option" },
          make("input", { type: "radio", id: `${id}_${number}`, name: id, value: option.value }),
          make("label", { for: `${id}_${number}` }, option.label),
        ),
      );
      const set = make("fieldset", { part: "choice", id, "aria-describedby": hint && tip }, make("legend", {}, label), hinted, answers);
      this.inputs.set(name, set);
      return set;
    }
    const isText = type === "textarea";
    const input = make(isText ? "textarea" : "input", {
      part: "input", id, name, autocomplete,
      type: !isText && type,
      rows: isText && 4,
      dir: type !== "email" && "auto",
      spellcheck: type === "email" && "false",
      "aria-describedby": hint && tip,
    });
    this.inputs.set(name, input);
    return make("div", { part: "field" }, make("label", { part: "label", for: id }, label), hinted, input);
  }

  async press() {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.button.setAttribute("aria-disabled", "true");
    this.status.textContent = this.form.texts.sending;
    await this.tell(true);
    this.busy = false;
    this.button.removeAttribute("aria-disabled");
    this.status.textContent = "";
  }

  async tell(again) {
    const { texts } = this.form;
    const typed = Object.fromEntries([...this.inputs.keys()].map((name) => [name, this.value(name)]));
    let answer;
    let data;
    try {
      answer = await this.send(JSON.stringify({ ...this.hidden, ...typed }));
      data = await answer.json();
    } catch {
      data = null; // no network, or something on the way that is not ours
    }
    if (answer?.ok && data) {
      this.thank(data);
      return;
    }
    if (again && data?.token) {
      // The form was open for long: the error has a token that is good.
      this.hidden.token = data.token.value;
      await this.tell(false);
      return;
    }
    const known = answer?.status < 500 && data?.detail;
    const errors = known ? (data.errors?.length ? data.errors : [{ message: data.detail }]) : [{ message: texts.not_sent }];
    this.problems(errors, parseInt(answer?.headers.get("Retry-After")));
  }

  problems(errors, seconds) {
    const { texts } = this.form;
    this.section.querySelector("[part=problem]")?.remove();
    for (const [name, input] of this.inputs) {
      const id = `${input.id}_error`;
      const box = input.localName === "fieldset" ? input : input.parentNode;
      const lines = errors.filter(({ field }) => field === name).map(({ message }) => make("p", { part: "error" }, message));
      const described = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
      box.querySelector(`[id="${id}"]`)?.remove();
      box.part.toggle("field-error", lines.length > 0);
      input.removeAttribute("aria-invalid");
      if (lines.length) {
        const before = box === input ? box.querySelector("[part=option]") : input;
        before.before(make("div", { id }, lines));
        described.push(id);
        if (box !== input) {
          input.setAttribute("aria-invalid", "true");
        }
      }
      if (described.length) {
        input.setAttribute("aria-describedby", described.join(" "));
      } else {
        input.removeAttribute("aria-describedby");
      }
    }
    const items = errors.map(({ field, message }) => {
      const input = this.inputs.get(field) ?? this.inputs.get("reason");
      const target = input.querySelector("input") ?? input;
      const link = make("a", { href: `#${target.id}` }, message);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        target.scrollIntoView();
        target.focus({ preventScroll: true });
      });
      return make("li", {}, link);
    });
    const wait = seconds > 0 && make("p", {}, fill(texts.try_again_in, "time", this.inWords(seconds)));
    const title = this.heading(1, { part: "problem-title" }, texts.error_title);
    const problem = make("div", { part: "problem" }, make("div", { role: "alert" }, title, make("ul", {}, items), wait));
    this.body.before(problem);
    moveTo(problem);
  }

  /** In place of the form. The words of a comment that is covered go from here, too. */
  thank({ message, lines, covered, urgent_help_html: help }) {
    if (covered) {
      this.article.querySelector("[part=comment-body]")?.remove();
      this.article.querySelector("[part=comment-actions]")?.remove();
    }
    const title = this.heading(0, { part: "report-title" }, message);
    this.section.replaceChildren(
      title,
      ...lines.map((line) => make("p", {}, line)),
      make("div", { part: "note" }, make("p", {}, nodes(help))),
    );
    this.close();
    moveTo(title);
  }
}

class CoprodComments extends HTMLElement {
  static observedAttributes = ["api", "page", "site", "lang", "heading-level"];

  #root = this.attachShadow({ mode: "open" });
  #drawn = ""; // what attributes
  #conversation;
  #comments = new Map(); // those drawn, by id
  #all;
  #list;
  #newest = false; // whether the newest threads come first
  #say; // the section with the form
  #parts; // what is in it whomever it answers
  #form;
  #inputs; // by name
  #hidden;
  #answered = null; // the comment that the form answers
  #ticks; // tick boxes by name
  #confirmed = []; // what was answered with yes
  #sent = {}; // the words that were sent last, and their key
  #busy = false;
  #maySendFromHere = false;
  #telling = null; // the form for telling the site about a comment, while it is open

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
    // The element's own content, until there is something better.
    this.#root.append(make("slot", {}));
  }

  connectedCallback() {
    addEventListener("hashchange", this.#followAddress);
    this.#start();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.#followAddress);
  }

  attributeChangedCallback() {
    // Several may change at once.
    queueMicrotask(() => this.isConnected && this.#start());
  }

  // The API

  #get(name) {
    return this.getAttribute(name) ?? "";
  }

  #url(path) {
    return new URL(path, new URL(this.#get("api").replace(/\/?$/, "/"), document.baseURI));
  }

  #fetch(path, options = {}) {
    const url = this.#url(path);
    if (this.#get("site")) {
      url.searchParams.set("site", this.#get("site"));
    }
    const language = this.lang && { "Accept-Language": this.lang };
    return fetch(url, {
      ...options,
      headers: { ...language, ...options.headers },
      credentials: "omit",
      signal: AbortSignal.timeout(PATIENCE),
    });
  }

  async #ask(path, options) {
    if (!URL.canParse(this.#get("api"), document.baseURI)) {
      throw new Failure("address");
    }
    try {
      const answer = await this.#fetch(path, options);
      if (!answer.ok) {
        throw new Failure("status", answer.status, parseInt(answer.headers.get("Retry-After")) || 0);
      }
      const found = await answer.json().catch(() => {
        throw new Failure("answer", answer.status); // something on the way that is not ours
      });
      return { language: answer.headers.get("Content-Language"), found };
    } catch (error) {
      throw error instanceof Failure ? error : new Failure(error.name === "TimeoutError" ? "timeout" : "network");
    }
  }

  /** Whether the site takes a comment from here: the browser asks it in the very way it does before it sends one (CORS). */
  async #maySend() {
    if (self.origin === "null") {
      return false; // a frame in a sandbox, or a file: nobody can tell whose page it is
    }
    if (this.#url("").origin === self.origin) {
      return true;
    }
    const headers = { "Content-Type": "application/json", "Idempotency-Key": "0".repeat(16) };
    const ask = () => this.#fetch("comments/", { method: "OPTIONS", headers }).then(() => true);
    return ask().catch(ask).catch(() => false); // a network may break once
  }

  /** The conversation, its comments, and whether they may be answered from here; asked for again while that may help. */
  async #load(isWanted) {
    for (let tries = 1; ; tries++) {
      try {
        return await Promise.all([this.#ask(this.#address), this.#ask(this.#listAddress({})), this.#maySend()]);
      } catch ({ reason, status, wait, mayPass }) {
        if (!isWanted()) {
          return null;
        }
        const again = (mayPass && wait <= LONGEST_WAIT && AGAIN[tries - 1] && Math.max(AGAIN[tries - 1], wait)) || null;
        this.#tell("error", { reason, status, tries, again });
        if (!again) {
          return null;
        }
        await new Promise((resolve) => setTimeout(resolve, again * 1000));
      }
      if (!isWanted()) {
        return null;
      }
    }
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  get #address() {
    return `conversations/${encodeURIComponent(this.#get("page"))}/`;
  }

  #listAddress(query) {
    const order = this.#newest && { order: "newest" };
    return `comments/?${new URLSearchParams({ page: this.#get("page"), ...order, ...query })}`;
  }

  // The conversation

  async #start() {
    const wanted = CoprodComments.observedAttributes.map((name) => this.#get(name)).join("\n");
    if (wanted === this.#drawn || !this.#get("api") || !this.#get("page")) {
      return; // only moved about in the page, or not told yet what to show
    }
    this.#drawn = wanted;
    if (this.#all) {
      this.#all = this.#conversation = null;
      this.#root.replaceChildren(make("slot", {}));
    }
    const answers = await this.#load(() => wanted === this.#drawn);
    if (wanted !== this.#drawn) {
      return; // something else is to be shown by now
    }
    if (!answers) {
      this.#drawn = "";
      return;
    }
    const [{ found: conversation, language }, { found: list }, maySend] = answers;
    this.#draw(conversation, list, language, maySend);
    this.dispatchEvent(new Event("load"));
    this.#followAddress();
  }

  #heading(depth, attributes, ...children) {
    const top = Math.max(1, parseInt(this.#get("heading-level")) || 2);
    return make(`h${Math.min(6, top + depth)}`, attributes, ...children);
  }

  #draw(conversation, list, language, maySend) {
    const { heading, message, form, full } = conversation;
    const wasHere = this.contains(document.activeElement);
    this.#maySendFromHere = maySend;
    this.#telling = null;
    this.#conversation = maySend ? conversation : { ...conversation, form: null };
    this.#sent = {};
    this.#answered = null;
    this.#list = make("div", {});
    this.#newest = false;
    this.#all = make(
      "div",
      { lang: conversation.words_language ?? language ?? conversation.language, dir: conversation.direction },
      make(
        "section",
        { part: "conversation", id: "comments", "aria-labelledby": "comments-title" },
        this.#heading(0, { part: "title", id: "comments-title" }, heading),
        message && make("p", { part: form && !full ? "empty" : "note" }, message),
        list.count > 1 && this.#makeOrder(conversation),
        this.#list,
        form && maySend && this.#makeFollow(conversation),
      ),
    );
    this.#drawList(list);
    if (form && maySend) {
      this.#makeForm(form);
      this.#answer(null);
    } else if (form) {
      this.#all.append(this.#sendElsewhere(conversation));
    }
    if (conversation.find_url) {
      const find = make("a", { href: conversation.find_url }, conversation.texts.find);
      this.#all.append(make("p", { part: "find" }, find));
    }
    this.#root.replaceChildren(this.#all);
    if (wasHere) {
      moveTo(this.#title("comments"));
    }
  }

  /** Which threads come first, and a button for the other way round. */
  #makeOrder({ texts }) {
    const said = make("span", { "aria-current": "true" });
    const status = make("p", { part: "status", role: "status" });
    const conversation = this.#conversation;
    let waiting = false;
    const other = button("link", "", async () => {
      if (waiting) {
        return;
      }
      waiting = true;
      status.textContent = texts.loading;
      this.#newest = !this.#newest;
      try {
        const { found } = await this.#ask(this.#listAddress({}), { cache: "no-cache" });
        if (conversation === this.#conversation) {
          this.#redrawList(found);
          say();
          moveTo(this.#title("comments"));
        }
        status.textContent = "";
      } catch {
        this.#newest = !this.#newest;
        status.textContent = texts.not_loaded;
      }
      waiting = false;
    });
    const say = () => {
      said.textContent = this.#newest ? texts.newest_first : texts.oldest_first;
      other.textContent = this.#newest ? texts.oldest_first : texts.newest_first;
    };
    say();
    return make("div", { part: "order" }, said, " ", other, status);
  }

  #title(id) {
    return this.#root.getElementById(`${id}-title`);
  }

  #drawList(list) {
    this.#comments.clear();
    const thread = make("ol", { part: "thread" });
    const add = ({ items, next_cursor: cursor }) => {
      thread.append(...items.map((item) => this.#thread(item)));
      return [items[0], cursor];
    };
    const [, cursor] = add(list);
    this.#list.replaceChildren();
    if (list.items.length) {
      this.#list.append(thread);
    }
    const { earlier, later } = this.#conversation.texts;
    this.#list.append(this.#more(this.#newest ? earlier : later, cursor, (cursor) => this.#listAddress({ cursor }), add));
  }

  /** A button for more of a list, if there is more. `add` puts it there, and gives back its first comment and a cursor. */
  #more(words, cursor, address, add) {
    const { texts } = this.#conversation;
    if (!cursor) {
      return "";
    }
    let waiting = false;
    const status = make("p", { part: "status", role: "status" });
    const press = async () => {
      if (waiting) {
        return;
      }
      waiting = true;
      status.textContent = texts.loading;
      try {
        const { found } = await this.#ask(address(cursor));
        const [first, next] = add(found);
        cursor = next;
        status.textContent = "";
        moveTo(this.#title(first ? `comment-${first.id}` : "comments"));
        if (!cursor) {
          box.remove();
        }
      } catch {
        status.textContent = texts.not_loaded;
      }
      waiting = false;
    };
    const box = make("div", { part: "more" }, make("p", {}, button("link", words, press)), status);
    return box;
  }

  #thread(first) {
    const item = make("li", {}, this.#comment(first));
    const replies = make("ol", { part: "replies" });
    const add = ({ items, next_cursor: cursor }) => {
      replies.append(...items.map((reply) => make("li", {}, this.#comment(reply))));
      return [items[0], cursor];
    };
    if (first.replies.length) {
      add({ items: first.replies });
      item.append(replies);
    }
    const address = (cursor) => `comments/${first.id}/replies/?${new URLSearchParams({ cursor })}`;
    item.append(this.#more(this.#conversation.texts.more_replies, first.replies_cursor, address, add));
    return item;
  }

  #comment(comment) {
    const { texts, form } = this.#conversation;
    const anchor = `comment-${comment.id}`;
    const title = `${anchor}-title`;
    const { language } = comment;
    this.#comments.set(comment.id, comment);
    return make(
      "article",
      { part: comment.note ? "comment comment-noted" : "comment", id: anchor, tabindex: "-1", "aria-labelledby": title },
      this.#heading(
        1 + comment.depth,
        { part: "comment-head", id: title },
        this.#byline(comment),
        " ",
        this.#link(comment, comment.when_html ? nodes(comment.when_html) : texts.link_here, "comment-link"),
      ),
      comment.note && make("p", { part: "comment-note" }, comment.note),
      comment.body_html && this.#words(comment, language),
      comment.kind !== "gone" &&
        make(
          "p",
          { part: "comment-actions" },
          form &&
            comment.can_be_answered &&
            button(
              "link reply",
              [
                ...this.#replyWords(comment),
                comment.when_html && make("span", { class: "unseen" }, ", ", nodes(comment.when_html)),
              ],
              () => this.#answer(comment),
            ),
          form && comment.can_be_answered && " ",
          this.#tellUs(comment),
        ),
    );
  }

  /** The words of a comment, folded where they have a note. */
  #words({ body_html: html, content_note_html: note }, language, open = false) {
    const body = make("div", { part: "comment-body", dir: "auto", lang: language }, nodes(html));
    return note ? make("details", { part: "comment-folded", open: open && "open" }, make("summary", {}, nodes(note)), body) : body;
  }

  /** The way to tell the site about a comment: here, or on its own page where nothing can be sent from here. */
  #tellUs(comment) {
    const { texts, url } = this.#conversation;
    const words = [texts.report, make("span", { class: "unseen" }, ": ", comment.heading)];
    if (this.#maySendFromHere) {
      return button("link tell-us", words, () => this.#openTelling(comment));
    }
    const address = `${url}?comment=${comment.id}#comment-${comment.id}`;
    return make("a", { part: "link tell-us", href: address, target: self !== top && "_blank", rel: "noopener" }, words);
  }

  /** Draw the form under the comment; one at a time, and none in place of one in which something is typed. */
  async #openTelling(comment) {
    const conversation = this.#conversation;
    const { texts } = conversation;
    const anchor = `comment-${comment.id}`;
    if (this.#staysWithTelling(anchor)) {
      return;
    }
    const opener = this.#root.activeElement;
    const asked = this.#root.getElementById(anchor);
    const status = asked.querySelector(":scope > [part=status]") ?? make("p", { part: "status", role: "status" });
    asked.append(status);
    status.textContent = texts.loading;
    let form;
    try {
      ({ found: form } = await this.#ask(`comments/${comment.id}/reports/`, { cache: "no-store" }));
    } catch {
      status.textContent = texts.report_not_loaded;
      return;
    }
    status.remove();
    const article = this.#root.getElementById(anchor); // the list may have been drawn anew
    if (conversation !== this.#conversation || !article || this.#staysWithTelling(anchor)) {
      return;
    }
    this.#telling?.section.remove();
    this.#telling = new Telling(form, {
      article,
      heading: (depth, ...rest) => this.#heading(2 + comment.depth + depth, ...rest),
      send: (body) => this.#fetch(`comments/${comment.id}/reports/`, {
        method: "POST", headers: { "Content-Type": "application/json" }, body,
      }),
      inWords: (seconds) => this.#inWords(seconds),
      close: () => {
        this.#telling = null;
        opener?.focus();
      },
    });
    article.append(this.#telling.section);
    moveTo(this.#telling.title);
  }

  /** Whether the form that is open stays: it is this comment's, or something is typed in it. Then its reader is led there. */
  #staysWithTelling(anchor) {
    const telling = this.#telling;
    const isThis = telling?.article.id === anchor;
    if (!isThis && !telling?.isBegun) {
      return false;
    }
    moveTo(telling.title);
    if (!isThis && !telling.busy) {
      telling.status.textContent = this.#conversation.texts.report_unfinished;
    }
    return true;
  }

  #replyWords({ author }) {
    const { reply, reply_nameless: nameless } = this.#conversation.texts;
    return author?.name ? fill(reply, "name", make("bdi", {}, author.name)) : [nameless];
  }

  /** Who wrote it and, with a link, whom it answers. */
  #byline(comment) {
    const byline = nodes(comment.byline_html);
    for (const link of byline.querySelectorAll("a")) {
      link.replaceWith(this.#link({ id: link.getAttribute("href").slice("#comment-".length) }, [...link.childNodes]));
    }
    return byline;
  }

  /** A link to a comment, with an address that can be handed on. */
  #link({ id }, words, part = "") {
    const address = () => `${location.pathname}${location.search}#comment-${id}`;
    const link = make("a", { href: address(), part }, words);
    link.addEventListener("click", () => {
      link.href = address(); // a router may have changed it meanwhile
      if (link.hash === location.hash) {
        this.#followAddress(); // no change, no event
      }
    });
    return link;
  }

  /** Go to what the page's address points to, if that is in here. Ids in a shadow root are nothing to browsers. */
  #followAddress = async (event) => {
    const id = location.hash.slice(1);
    if (!this.#all || !/^(comments|form|comment-\d+)$/.test(id)) {
      return;
    }
    // Whoever has begun to read or write elsewhere while this was loading stays there.
    if (!event && document.activeElement !== document.body && !this.contains(document.activeElement)) {
      return;
    }
    if (!this.#title(id) && id.startsWith("comment-")) {
      await this.#find(Number(id.slice(8)));
    }
    this.#root.querySelector("[part~=target]")?.part.remove("target");
    const title = this.#title(id);
    if (title) {
      title.closest("article")?.part.add("target");
      moveTo(title);
    }
  };

  /** Load anew, as far as the thread in which this comment stands, or as far as is reasonable. */
  async #find(id) {
    const conversation = this.#conversation;
    const whole = { items: [] };
    try {
      for (let tries = 0; tries < TRIES; tries++) {
        const query = { limit: THREADS, ...(whole.next_cursor && { cursor: whole.next_cursor }) };
        const { found } = await this.#ask(this.#listAddress(query), { cache: "no-cache" });
        whole.items.push(...found.items);
        whole.next_cursor = found.next_cursor;
        if (!found.next_cursor || found.items.some((first) => first.id === id || first.replies.some((one) => one.id === id))) {
          break;
        }
      }
    } catch {
      return; // what is there stays
    }
    if (conversation === this.#conversation) {
      this.#redrawList(whole);
    }
  }

  /** Draw other comments in place of those there are. What somebody is writing stays, and so does the form for telling us. */
  #redrawList(list) {
    const written = [...this.#list.querySelectorAll("[part=say], [part=thanks]")];
    this.#all.append(...written);
    this.#drawList(list);
    const answered = this.#answered && this.#root.getElementById(`comment-${this.#answered.id}`);
    if (answered) {
      answered.after(...written);
    }
    if (this.#telling) { // with what was typed
      this.#telling.article = this.#root.getElementById(this.#telling.article.id) ?? this.#list;
      this.#telling.article.append(this.#telling.section);
    }
  }

  /** What opens for who wants an e-mail when there is something new. Nothing where the site sends none. */
  #makeFollow({ page, follow, form }) {
    if (!follow) {
      return null;
    }
    const [tip, wrong] = ["coprod-follow-hint", "coprod-follow-error"];
    const input = make("input", {
      part: "input", id: "coprod-follow", name: "author_email", type: "email", autocomplete: "email", spellcheck: "false",
      "aria-describedby": tip,
    });
    const error = make("div", { id: wrong, role: "alert" });
    const send = make("button", { part: "follow-button", type: "submit" }, follow.button);
    const status = make("p", { part: "status", role: "status" });
    const field = make(
      "div",
      { part: "follow-field" },
      make("label", { part: "label", for: input.id }, follow.label),
      make("p", { part: "hint", id: tip }, follow.lines.join(" ")),
      error,
      input,
    );
    const box = make(
      "details",
      { part: "follow" },
      make("summary", {}, follow.title),
      make("form", { novalidate: "novalidate" }, field, send, status),
    );
    let busy = false;
    // As of the other form: a frame in a sandbox may not submit.
    send.addEventListener("click", async (event) => {
      event.preventDefault();
      if (busy) {
        return;
      }
      busy = true;
      status.textContent = form.texts.sending;
      const { told, errors } = await this.#askToFollow(page, input.value, form, true);
      busy = false;
      status.textContent = "";
      if (told) {
        const title = this.#heading(1, { part: "thanks-title" }, told.message);
        box.replaceWith(make("div", { part: "note" }, title, told.lines.map((line) => make("p", {}, line))));
        moveTo(title);
        return;
      }
      field.part.add("field-error");
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", `${tip} ${wrong}`);
      error.replaceChildren(...errors.map(({ message }) => make("p", { part: "error" }, message)));
      input.focus();
    });
    return box;
  }

  /** What the site says to that, or what is wrong. A token that is too old is asked for anew, once. */
  async #askToFollow(page, address, { texts }, again) {
    try {
      const answer = await this.#fetch(`conversations/${page}/follow/`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ author_email: address, token: this.#hidden.token }),
      });
      const data = await answer.json();
      if (answer.ok) {
        return { told: data };
      }
      if (again && data.token) {
        this.#hidden.token = data.token.value;
        return await this.#askToFollow(page, address, { texts }, false);
      }
      if (answer.status < 500 && data.detail) {
        return { errors: data.errors?.length ? data.errors : [{ message: data.detail }] };
      }
    } catch { /* no network, or something on the way that is not ours */ }
    return { errors: [{ message: texts.follow_not_sent }] };
  }

  /** In place of a form that could never be sent: the way to where one can write. */
  #sendElsewhere({ form: { texts }, url }) {
    // A frame would stay in its own sandbox; and where no other window may be opened, there is the address to copy.
    const link = make("a", { href: `${url}#form`, target: self !== top && "_blank", rel: "noopener" }, texts.write_there);
    return make(
      "section",
      { part: "say", id: "form", tabindex: "-1", "aria-labelledby": "form-title" },
      this.#heading(0, { part: "title", id: "form-title" }, texts.title),
      make(
        "div",
        { part: "note" },
        make("p", {}, texts.cannot_send),
        make("p", { class: "alone" }, link),
        self.origin === "null" && make("p", { dir: "ltr" }, url),
      ),
    );
  }

  // The form

  #makeForm({ fields, trap, texts }) {
    this.#inputs = new Map();
    this.#hidden = {};
    this.#keepHidden(fields);
    const shown = fields.filter(({ type }) => type !== "hidden");
    const bait = make("input", {
      id: `coprod-${trap}`, name: trap, type: "text", autocomplete: "off", tabindex: "-1",
      "data-1p-ignore": "true", "data-lpignore": "true", "data-bwignore": "true", "data-form-type": "other",
    });
    const status = make("p", { part: "status", role: "status" });
    const send = make("button", { part: "button", type: "submit" }, texts.button);
    const look = make("button", { part: "second", type: "submit" }, texts.preview);
    this.#ticks = new Map();
    this.#form = make(
      "form",
      { part: "form", novalidate: "novalidate" },
      shown.filter((field) => !field.folded_under).map((field) => this.#field(field)),
      make("div", { class: "unseen", "aria-hidden": "true" }, make("label", { for: bait.id }, texts.trap_label), bait),
      shown.filter((field) => field.folded_under).map((field) => this.#folded(field)),
      this.#helped(texts),
      this.#keep(texts),
      make("div", { part: "buttons" }, send, look),
      status,
    );
    this.#inputs.set(trap, bait);
    // Not when the form is submitted: a frame in a sandbox may not do that, and the browser says nothing. Enter presses it, too.
    const pressed = (one, path) => one.addEventListener("click", async (event) => {
      event.preventDefault();
      if (this.#busy) {
        return;
      }
      this.#busy = true;
      this.#confirmed = [];
      one.setAttribute("aria-disabled", "true");
      status.textContent = texts.sending;
      await this.#send(true, path);
      this.#busy = false;
      one.removeAttribute("aria-disabled");
      status.textContent = "";
    });
    pressed(send, "");
    pressed(look, "preview/");
    const [inSight, ...rest] = texts.privacy_html.map(nodes);
    const folded = [...texts.reading_times, ...rest];
    const { privacy_url: url, promise, closes } = texts;
    if (url) {
      folded.push(make("a", { href: url }, texts.privacy_title));
    }
    const list = (part, lines) => make("ul", { part }, lines.filter(Boolean).map((line) => make("li", {}, line)));
    const fold = (title, lines) => make("details", { part: "rules" }, make("summary", {}, title), list("", lines));
    this.#parts = [
      list("promise", [promise, inSight, closes]),
      fold(texts.what_happens_title, folded),
      fold(texts.house_rules_title, texts.house_rules_html.map(nodes)),
      this.#form,
      fold(texts.help_title, texts.help_html.map(nodes)),
    ];
    this.#say = make("section", { part: "say", id: "form", tabindex: "-1", "aria-labelledby": "form-title" });
  }

  #keepHidden(fields) {
    for (const { name, type, value } of fields) {
      if (type === "hidden") {
        this.#hidden[name] = value;
      }
    }
  }

  #field({ name, label, hint, type, autocomplete, max_length: limit }) {
    const id = `coprod-${name}`;
    const tip = `${id}_helptext`;
    const isText = type === "textarea";
    const input = make(isText ? "textarea" : "input", {
      part: "input", id, name, autocomplete,
      type: !isText && type,
      rows: isText && 8,
      dir: type !== "email" && "auto",
      spellcheck: type === "email" && "false",
      "aria-describedby": hint && tip,
    });
    this.#inputs.set(name, input);
    return make(
      "div",
      { part: "field" },
      make("label", { part: "label", for: id }, label),
      hint && make("p", { part: "hint", id: tip }, hint),
      input,
      isText && limit && this.#count(input, limit),
    );
  }

  #folded(field) {
    return make("details", { part: "rules" }, make("summary", {}, field.folded_under), this.#field(field));
  }

  get #key() {
    return `coprod-words-${this.#get("api")}-${this.#conversation.page}`;
  }

  /** The offer to keep what is typed on this device. Nothing is kept before somebody asks, nor once it is sent. */
  #keep({ keep_words: words, keep_words_hint: hint, keep_clear: clear, keep_cleared: cleared }) {
    const inputs = [...this.#inputs.values()].filter((input) => input.part.contains("input"));
    const box = make("input", { type: "checkbox", id: "coprod-keep", "aria-describedby": "coprod-keep-hint" });
    const typed = kept.read(this.#key);
    box.checked = Boolean(typed);
    inputs.forEach((input, index) => (input.value = typed?.[index] ?? ""));
    const status = make("p", { part: "hint", role: "status" });
    const empty = button("link", clear, () => {
      box.checked = false;
      moveTo(box);
      keep();
      status.textContent = cleared;
    });
    empty.hidden = !box.checked;
    const keep = () => {
      empty.hidden = !box.checked;
      if (box.checked) {
        status.textContent = "";
        kept.write(this.#key, inputs.map(({ value }) => value));
      } else {
        kept.forget(this.#key);
      }
    };
    for (const input of [box, ...inputs]) {
      input.addEventListener("input", keep);
    }
    return make(
      "div",
      { part: "keep" },
      box,
      make("label", { for: box.id }, words),
      make("p", { part: "hint", id: "coprod-keep-hint" }, hint),
      empty,
      status,
    );
  }

  /** Whether somebody helped, and whether that is to be shown: folded, because most people wrote alone. */
  #helped({ helped_title: title, helped, helped_hint: hint, helped_shown: shown }) {
    const tick = (name, words, ...more) => {
      const id = `coprod-${name}`;
      this.#ticks.set(name, make("input", { type: "checkbox", id, name }));
      return make("div", { part: "keep" }, this.#ticks.get(name), make("label", { for: id }, words), ...more);
    };
    return make(
      "details",
      { part: "rules" },
      make("summary", {}, title),
      tick("helped", helped, make("p", { part: "hint" }, hint)),
      tick("helped_shown", shown),
    );
  }

  /** Other ways to comment: pages of the site's own. In a tab of their own, so that what is typed here stays. */
  #ways(comment) {
    const { one_thing: steps, steps_url: stepsUrl, sheet, sheet_url: sheetUrl, new_tab: newTab } = this.#conversation.form.texts;
    const way = (href, words) => href && make("a", { href, target: "_blank", rel: "noopener" }, words, " ", newTab);
    const found = [way(stepsUrl && stepsUrl + (comment ? `?reply=${comment.id}` : ""), steps), way(sheetUrl, sheet)];
    return found.some(Boolean) && make("p", { part: "ways" }, found);
  }

  /** How much room is left. What is seen changes with each key, and what is heard after a pause. */
  #count(input, limit) {
    const seen = make("p", { part: "hint count", "aria-hidden": "true" });
    const heard = make("p", { class: "unseen", role: "status" });
    let timer;
    input.addEventListener("input", () => {
      const { characters_left: left, characters_over: over } = this.#conversation.form.texts;
      const rest = limit - count(input.value);
      const [language] = this.#all.lang.split("@");
      const number = new Intl.NumberFormat(language).format(Math.abs(rest));
      // Far from the end it would only be in the way.
      const words = rest * 2 > limit ? "" : (rest < 0 ? over : left).replace("{count}", () => number);
      seen.textContent = words;
      seen.part.toggle("error", rest < 0);
      clearTimeout(timer);
      timer = setTimeout(() => (heard.textContent = words), PAUSE);
    });
    return [seen, heard];
  }

  /** Put the form under the comment that it answers, or at the foot where it answers nobody. Typed words stay in it. */
  #answer(comment, isHeard = true) {
    const { texts } = this.#conversation.form;
    const wasDrawn = this.#say.hasChildNodes();
    const article = comment && this.#root.getElementById(`comment-${comment.id}`);
    const depth = comment ? 2 + comment.depth : 0;
    this.#answered = comment;
    this.#problems([]);
    this.#say.replaceChildren(
      ...[
        !comment && texts.question && make("p", { part: "question" }, texts.question),
        this.#heading(depth, { part: comment ? "reply-title" : "title", id: "form-title" }, comment ? this.#replyWords(comment) : texts.title),
        ...(comment ? this.#quote(comment) : []),
        ...this.#parts,
        this.#ways(comment),
      ].filter(Boolean),
    );
    if (article) {
      article.after(this.#say);
    } else {
      this.#all.append(this.#say);
    }
    if (wasDrawn && isHeard) {
      moveTo(this.#title("form"));
    }
  }

  /** The comment that is answered, shortened, and the way out. */
  #quote(comment) {
    const { texts } = this.#conversation.form;
    const { content_note: note } = comment;
    const { before_you_read: before } = this.#conversation.texts;
    const [words, isShortened] = note ? [before.replace("{note}", () => note), true] : excerpt(comment.body ?? "");
    return [
      make("blockquote", { part: "answered", dir: "auto", lang: comment.language }, words),
      make(
        "p",
        { part: "comment-actions" },
        isShortened && this.#link(comment, texts.read_whole),
        isShortened && " ",
        button("link", texts.own_comment, () => this.#answer(null)),
      ),
    ];
  }

  /** Sends what is typed, or with the path of the preview asks how it will look. */
  async #send(again, path = "") {
    const conversation = this.#conversation;
    const { texts } = conversation.form;
    const typed = Object.fromEntries([...this.#inputs].map(([name, input]) => [name, input.value]));
    const words = {
      page: conversation.page, ...this.#hidden, ...typed, reply_to: this.#answered?.id ?? "",
      ...Object.fromEntries([...this.#ticks].map(([name, box]) => [name, box.checked])),
    };
    const written = JSON.stringify(words);
    const body = JSON.stringify({ ...words, confirm: this.#confirmed });
    if (this.#sent.written !== written) {
      // The same words have the same key, however often the network fails: they make one comment.
      const random = crypto.getRandomValues(new Uint8Array(16));
      this.#sent = { written, key: Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("") };
    }
    let answer;
    let data;
    try {
      const headers = { "Content-Type": "application/json", "Idempotency-Key": this.#sent.key };
      answer = await this.#fetch(`comments/${path}`, { method: "POST", headers, body });
      data = await answer.json();
    } catch {
      data = null; // no network, or something on the way that is not ours
    }
    if (conversation !== this.#conversation) {
      return; // the element shows another page by now
    }
    if (answer?.ok && data) {
      if (path) {
        this.#check(data, data.questions);
      } else {
        this.#thank(data);
      }
      return;
    }
    if (data?.questions) {
      this.#check(null, data.questions);
      return;
    }
    let errors = [{ message: texts.not_sent }];
    if (answer?.status < 500 && data?.detail) {
      errors = data.errors?.length ? data.errors : [{ message: data.detail }];
    }
    if (again && data?.token) {
      // The form was open for long, or was built long ago: the error has a token that is good.
      this.#hidden.token = data.token.value;
      await this.#send(false, path);
      return;
    }
    if (data?.code === "reply_gone") {
      this.#answer(null, false);
    }
    if (!this.#form.isConnected) {
      this.#answer(this.#answered, false); // back from the look at it, with the words
    }
    this.#problems(errors, parseInt(answer?.headers.get("Retry-After")));
    moveTo(this.#root.getElementById("problem"));
  }

  /** In place of the form: how the comment will look, and what its writer is asked before it is sent. */
  #check(preview, questions) {
    const { texts } = this.#conversation.form;
    const depth = this.#answered ? 2 + this.#answered.depth : 0;
    const title = this.#heading(depth, { part: this.#answered ? "reply-title" : "title", id: "form-title" }, texts.check_title);
    const meant = new Map(); // by the name of a field, what goes into it on Send
    const asked = questions.map((question) => (question.suggestion ? this.#askEmail(question, meant) : this.#askPrivate(question, depth)));
    const status = make("p", { part: "status", role: "status" });
    const isPrivate = questions.some(({ suggestion }) => !suggestion);
    const send = make("button", { part: "button", type: "button" }, isPrivate ? texts.send_as_it_is : texts.button);
    send.addEventListener("click", async () => {
      if (this.#busy) {
        return;
      }
      this.#busy = true;
      send.setAttribute("aria-disabled", "true");
      status.textContent = texts.sending;
      this.#confirmed = questions.map((question) => question.confirm ?? question.code);
      for (const [field, value] of meant) {
        this.#inputs.get(field).value = value;
      }
      await this.#send(true);
      this.#busy = false;
      status.textContent = "";
      send.removeAttribute("aria-disabled");
    });
    const change = make("button", { part: "second", type: "button" }, texts.change_it);
    change.addEventListener("click", () => this.#answer(this.#answered));
    this.#problems([]);
    this.#say.replaceChildren(
      title,
      ...asked,
      ...(preview ? this.#preview(preview, depth) : []),
      make("div", { part: "buttons" }, send, change),
      status,
    );
    moveTo(title);
  }

  #askPrivate({ message, found }, depth) {
    const { texts } = this.#conversation.form;
    return make(
      "div",
      { part: "note" },
      this.#heading(depth + 1, { part: "ask-title" }, message),
      make("p", {}, texts.looks_private),
      make("ul", { part: "found" }, found.map(({ words }) => make("li", { dir: "auto" }, words))),
    );
  }

  /** Which e-mail address was meant. What is chosen goes into `meant`: who goes back finds what they typed. */
  #askEmail({ field, message, suggestion, use_label: use, keep_label: keep }, meant) {
    const input = this.#inputs.get(field);
    const typed = input.value;
    const cannotBe = !input.validity.valid;
    const choice = (value, words, checked) => {
      const id = `coprod-${field}-${value === suggestion ? "meant" : "typed"}`;
      const box = make("input", { type: "radio", name: "coprod-meant", id });
      box.checked = checked;
      box.addEventListener("change", () => meant.set(field, value));
      return make("div", { part: "keep" }, box, make("label", { for: id }, words));
    };
    meant.set(field, cannotBe ? suggestion : typed);
    return make(
      "fieldset",
      { part: "choices" },
      make("legend", {}, message),
      choice(suggestion, use, cannotBe),
      choice(cannotBe ? "" : typed, keep, !cannotBe),
    );
  }

  #preview(preview, depth) {
    const { heading_html: heading, note } = preview;
    const { texts } = this.#conversation.form;
    const id = "coprod-preview";
    return [
      this.#heading(depth + 1, { part: "preview-title" }, texts.how_it_looks),
      make(
        "article",
        { part: "comment preview", "aria-labelledby": id },
        this.#heading(depth + 2, { part: "comment-head", id }, nodes(heading)),
        note && make("p", { part: "comment-note" }, note),
        this.#words(preview, "", true),
      ),
    ];
  }

  /** Show what is wrong, above the form with a link to each field, and beside each; or take it all away again. */
  #problems(errors, seconds) {
    const { texts } = this.#conversation.form;
    const first = this.#inputs.values().next().value;
    // Not in the shadow root: the form may be out of it just now.
    this.#say.querySelector("#problem")?.remove();
    for (const [name, input] of this.#inputs) {
      const field = input.parentNode;
      const id = `${input.id}_error`;
      const lines = errors.filter((error) => error.field === name).map(({ message }) => make("p", { part: "error" }, message));
      const described = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
      this.#say.querySelector(`#${id}`)?.remove();
      field.part.toggle("field-error", lines.length > 0);
      input.removeAttribute("aria-invalid");
      if (lines.length) {
        const fold = field.closest("details");
        if (fold) {
          fold.open = true;
        }
        input.before(make("div", { id }, lines));
        input.setAttribute("aria-invalid", "true");
        described.push(id);
      }
      if (described.length) {
        input.setAttribute("aria-describedby", described.join(" "));
      }
    }
    if (!errors.length) {
      return;
    }
    const items = errors.map(({ field, message }) => {
      const input = this.#inputs.get(field) ?? first;
      const link = make("a", { href: `#${input.id}` }, message);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        moveTo(input);
      });
      return make("li", {}, link);
    });
    const wait = seconds > 0 && make("p", {}, fill(texts.try_again_in, "time", this.#inWords(seconds)));
    const title = this.#heading(this.#answered ? 3 + this.#answered.depth : 1, { part: "problem-title" }, texts.error_title);
    // The alert is inside the box that takes the focus, because some screen readers read it twice otherwise.
    // Straight above the fields: nothing is read twice between what is wrong and where it is mended.
    this.#form.before(
      make("div", { part: "problem", id: "problem" }, make("div", { role: "alert" }, title, make("ul", {}, items), wait)),
    );
  }

  #inWords(seconds) {
    const [language] = this.#all.lang.split("@"); // "ca@valencia" is a language to Django only
    const [number, unit] = seconds > 90 ? [Math.ceil(seconds / 60), "minute"] : [seconds, "second"];
    return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(number);
  }

  #thank({ id, passphrase, message, lines, visible, url, urgent_help_html: help }) {
    const { thanks } = this.#conversation.form.texts;
    const depth = this.#answered ? 2 + this.#answered.depth : 0;
    const title = `thank-you-${id}`;
    const found = make(
      "section",
      { part: "thanks", "aria-labelledby": title },
      this.#heading(depth, { part: "title", id: title }, message),
      this.#heading(depth + 1, { part: "thanks-title" }, thanks.standing_title),
      lines.map((line) => make("p", {}, line)),
      visible && make("p", { class: "alone" }, this.#link({ id }, thanks.see_it)),
      make(
        "div",
        { part: "ticket" },
        make("p", { part: "ticket-label" }, thanks.number),
        make("p", { part: "ticket-number" }, String(id)),
        make("p", { part: "ticket-label" }, thanks.passphrase),
        make("p", { part: "ticket-words", lang: "en", dir: "ltr" }, passphrase),
        make("p", {}, thanks.keep_passphrase),
        make("p", {}, thanks.keep),
        make("p", { class: "alone" }, make("a", { href: url }, thanks.private_page)),
        make("p", { part: "ticket-address", dir: "ltr" }, url), // for who prints it
      ),
      make("div", { part: "note" }, make("p", {}, nodes(help)), make("p", {}, thanks.shared_computer)),
      make("p", { part: "another" }, button("link", thanks.another, () => this.#answer(null))),
    );
    this.#say.replaceWith(found);
    this.#form.reset();
    this.#confirmed = [];
    for (const input of this.#inputs.values()) {
      input.dispatchEvent(new Event("input")); // the count begins anew
    }
    kept.forget(this.#key);
    this.#sent = {};
    this.#problems([]);
    moveTo(this.#root.getElementById(title));
    this.#tell("sent", { id, visible });
  }
}

if (!customElements.get("coprod-comments")) {
  customElements.define("coprod-comments", CoprodComments);
}
