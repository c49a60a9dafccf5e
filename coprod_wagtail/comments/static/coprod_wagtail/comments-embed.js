/* <coprod-comments api="https://site.example/api/coprod/v1/" page="12">: the conversation on a page of a coprod_wagtail
   site, to be read and written in on a page of any origin. Every word comes from the site's API. See docs/how-to/embed.md.

   It is drawn as the templates draw it, in one shadow root: ids that are tied together have to stand in the same one.
   Nothing is parsed as HTML and no style stands in an attribute, so it works under a strict Content-Security-Policy. */

// Sizes are in em: the font size of the page's root element is the page's own affair.
const STYLE = `
:host { display: block; overflow-wrap: anywhere; text-align: start; }
:host([hidden]) { display: none; }
*, ::before { box-sizing: border-box; }
h1, h2, h3, h4, h5, h6 { margin-block: 0 0.5em; font-size: 1.15em; line-height: 1.25; text-wrap: balance; }
p, ul, ol { margin-block: 0 1.1em; }
ul, ol { padding: 0; list-style: none; }
a, .link { color: var(--coprod-link, LinkText); text-decoration: underline; text-underline-offset: 0.17em; }
.link { display: inline-block; min-block-size: max(2.75em, 44px); padding: 0; border: 0; background: none; font: inherit; text-align: start; cursor: pointer; }
a:hover, .link:hover { text-decoration-thickness: 0.16em; }
:focus-visible { outline: 3px solid var(--coprod-focus, #ffcf3f); outline-offset: 0; border-radius: 2px; box-shadow: 0 0 0 6px var(--coprod-focus-edge, #14181d); }
[id], [part~="field"] { scroll-margin-block: 2.5em; }

[part~="title"] { font-size: 1.4em; }
[part~="say"], [part~="thanks"] { margin-block: 3em; }
[part~="note"], [part~="ticket"] { padding: 0.9em 1.1em; background: var(--coprod-raised, transparent); border-radius: var(--coprod-radius, 0); }
[part~="note"] { border-inline-start: 0.25em solid var(--coprod-line, currentColor); }
[part~="note"] > :last-child, [part~="ticket"] > :last-child { margin-block-end: 0; }

[part~="thread"] > li + li { border-block-start: 1px solid var(--coprod-between, transparent); }
[part~="comment"] { padding-block: 1.25em 0.75em; }
[part~="comment-head"] { font-size: 1em; margin-block-end: 0.35em; }
[part~="comment-head"] time { font-weight: 400; }
[part~="comment-note"], [part~="comment-answers"], [part~="comment-actions"] { margin-block: 0 0.35em; font-size: 0.9em; color: var(--coprod-soft, inherit); }
[part~="comment-answers"] a { display: inline-block; padding-block: 0.65em; }
[part~="comment-body"] > :last-child { margin-block-end: 0.4em; }
[part~="target"] { background: var(--coprod-raised, transparent); box-shadow: 0 0 0 0.75em var(--coprod-raised, transparent); }
[part~="replies"] { margin-inline-start: clamp(0.25em, 3vw, 1.5em); padding-inline-start: clamp(0.75em, 3vw, 1.5em); border-inline-start: 3px solid var(--coprod-line, currentColor); }
[part~="more"] p { margin: 0; }

[part~="question"] { margin-block: 0 0.5em; font-size: 1.3em; font-weight: 700; line-height: 1.3; }
[part~="promise"] li { position: relative; padding-block: 0.3em; padding-inline-start: 1.5em; }
[part~="promise"] li::before { content: "–" / ""; position: absolute; inset-inline-start: 0.25em; }
[part~="rules"] { margin-block: 0.5em 1.75em; }
[part~="rules"] li { padding-block: 0.15em; padding-inline-start: 1.5em; }
summary { padding-block: 0.6em; color: var(--coprod-link, LinkText); font-weight: 700; cursor: pointer; }
[part~="field"] { margin-block-end: 1.75em; }
[part~="label"] { display: block; font-weight: 700; }
[part~="hint"], [part~="error"] { margin-block: 0.25em 0.5em; }
[part~="hint"] { color: var(--coprod-soft, inherit); font-size: 0.95em; }
[part~="error"], [part~="problem"] a { color: var(--coprod-error, light-dark(#a4161a, #ffa39b)); font-weight: 700; }
[part~="input"] { inline-size: 100%; min-block-size: max(2.75em, 44px); padding: 0.6em 0.75em; border: 2px solid; border-radius: var(--coprod-radius, 0); background: transparent; color: inherit; font: inherit; }
input[part~="input"] { max-inline-size: 26em; }
textarea[part~="input"] { min-block-size: 11em; resize: vertical; }
[part~="field-error"] { padding-inline-start: 1em; border-inline-start: 5px solid var(--coprod-error, light-dark(#a4161a, #ffa39b)); }
[part~="problem"] { margin-block-end: 2em; padding: 1.25em 1.25em 0.5em; border: 5px solid var(--coprod-error, light-dark(#a4161a, #ffa39b)); }
[part~="problem"] a { display: inline-block; padding-block: 0.4em; }
[part~="button"] { min-block-size: max(3em, 48px); padding: 0.6em 1.6em; border: 2px solid transparent; border-radius: var(--coprod-radius, 0); background: var(--coprod-button, ButtonText); color: var(--coprod-button-text, ButtonFace); font: inherit; font-weight: 700; cursor: pointer; }
[part~="button"]:hover { text-decoration: underline; }
[part~="field-error"] [part~="input"] { border-color: var(--coprod-error, light-dark(#a4161a, #ffa39b)); }
[part~="ticket"] { max-inline-size: 34em; margin-block: 1.75em; border: 2px dashed var(--coprod-line, currentColor); }
[part~="ticket-label"] { margin: 0; color: var(--coprod-soft, inherit); font-size: 0.95em; }
[part~="ticket-number"] { margin-block: 0 0.35em; font-size: 2em; font-weight: 700; line-height: 1.3; }
[part~="ticket-address"] { display: none; }
[part~="another"] { margin-block: 1em 0; }
[part~="status"] { margin: 0; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

@media (forced-colors: active) {
  :focus-visible { outline-color: Highlight; }
  .link, summary { color: LinkText; }
  [part~="button"] { background: ButtonFace; color: ButtonText; border-color: currentColor; }
  [part~="note"] { border: 1px solid; }
}
@media print {
  [part~="say"], [part~="comment-actions"], [part~="more"], [part~="another"] { display: none; }
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

/** Words with something in the place that braces keep for it. */
function fill(words, place, ...nodes) {
  const [before, after] = words.split(`{${place}}`);
  return [before, ...nodes, after];
}

// What the site's safe HTML is made of: these elements with these attributes, and text. It is not handed to the browser's
// parser, which would trust it with everything, and which a policy of Trusted Types forbids.
const KNOWN = { p: [], br: [], a: ["href", "rel"], bdi: [], time: ["datetime"] };
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
        if (KNOWN[tag].includes(name) && (name !== "href" || /^(https?|mailto):/i.test(value))) {
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

class CoprodComments extends HTMLElement {
  static observedAttributes = ["api", "page", "site", "lang", "heading-level"];

  #root = this.attachShadow({ mode: "open" });
  #drawn = ""; // what attributes
  #conversation;
  #comments = new Map(); // those drawn, by id
  #all;
  #list;
  #say; // the section with the form
  #parts; // what is in it whomever it answers
  #form;
  #inputs; // by name
  #hidden;
  #answered = null; // the comment that the form answers
  #sent = {}; // the words that were sent last, and their key
  #busy = false;

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

  #fetch(path, options = {}) {
    const url = new URL(path, new URL(this.#get("api").replace(/\/?$/, "/"), document.baseURI));
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
    const answer = await this.#fetch(path, options);
    if (!answer.ok) {
      throw new Error(answer.status);
    }
    return { language: answer.headers.get("Content-Language"), found: await answer.json() };
  }

  get #address() {
    return `conversations/${encodeURIComponent(this.#get("page"))}/`;
  }

  #listAddress(query) {
    return `comments/?${new URLSearchParams({ page: this.#get("page"), ...query })}`;
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
    const asked = Promise.all([this.#ask(this.#address), this.#ask(this.#listAddress({}))]);
    const answers = await asked.catch(() => null);
    if (wanted !== this.#drawn) {
      return; // something else is to be shown by now
    }
    if (!answers) {
      this.#drawn = "";
      this.dispatchEvent(new Event("error"));
      return;
    }
    const [{ found: conversation, language }, { found: list }] = answers;
    this.#draw(conversation, list, language);
    this.dispatchEvent(new Event("load"));
    this.#followAddress();
  }

  #heading(depth, attributes, ...children) {
    const top = Math.max(1, parseInt(this.#get("heading-level")) || 2);
    return make(`h${Math.min(6, top + depth)}`, attributes, ...children);
  }

  #draw(conversation, list, language) {
    const { heading, message, form, full } = conversation;
    const wasHere = this.contains(document.activeElement);
    this.#conversation = conversation;
    this.#sent = {};
    this.#answered = null;
    this.#list = make("div", {});
    this.#all = make(
      "div",
      { lang: language ?? conversation.language, dir: conversation.direction },
      make(
        "section",
        { part: "conversation", id: "comments", "aria-labelledby": "comments-title" },
        this.#heading(0, { part: "title", id: "comments-title" }, heading),
        message && make("p", { part: form && !full ? "empty" : "note" }, message),
        this.#list,
      ),
    );
    this.#drawList(list);
    if (form) {
      this.#makeForm(form);
      this.#answer(null);
    }
    this.#root.replaceChildren(this.#all);
    if (wasHere) {
      moveTo(this.#title("comments"));
    }
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
    this.#list.append(this.#more(this.#conversation.texts.later, cursor, (cursor) => this.#listAddress({ cursor }), add));
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
    const answered = comment.depth && this.#comments.get(comment.parent_id);
    const { language } = comment;
    this.#comments.set(comment.id, comment);
    return make(
      "article",
      { part: comment.note ? "comment comment-noted" : "comment", id: anchor, "aria-labelledby": title },
      this.#heading(1 + comment.depth, { part: "comment-head", id: title }, nodes(comment.heading_html)),
      answered &&
        make("p", { part: "comment-answers" }, this.#link(answered, fill(texts.in_answer_to, "comment", nodes(answered.heading_html)))),
      comment.note && make("p", { part: "comment-note" }, comment.note),
      comment.body_html &&
        make("div", { part: "comment-body", dir: "auto", lang: language }, nodes(comment.body_html)),
      form &&
        comment.can_be_answered &&
        make(
          "p",
          { part: "comment-actions" },
          button(
            "link reply",
            [...this.#replyWords(comment), make("span", { class: "unseen" }, " (", nodes(comment.heading_html), ")")],
            () => this.#answer(comment),
          ),
        ),
    );
  }

  #replyWords({ author }) {
    const { reply, reply_nameless: nameless } = this.#conversation.texts;
    return author?.name ? fill(reply, "name", make("bdi", {}, author.name)) : [nameless];
  }

  /** A link to a comment, with an address that can be handed on. */
  #link({ id }, words) {
    const address = () => `${location.pathname}${location.search}#comment-${id}`;
    const link = make("a", { href: address() }, words);
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
    this.#all.append(...this.#list.querySelectorAll("[part=say], [part=thanks]"));
    this.#drawList(whole);
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
    this.#form = make(
      "form",
      { part: "form", novalidate: "novalidate" },
      shown.map((field) => this.#field(field)),
      make("div", { class: "unseen", "aria-hidden": "true" }, make("label", { for: bait.id }, texts.trap_label), bait),
      send,
      status,
    );
    this.#inputs.set(trap, bait);
    this.#form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (this.#busy) {
        return;
      }
      this.#busy = true;
      send.setAttribute("aria-disabled", "true");
      status.textContent = texts.sending;
      await this.#send(true);
      this.#busy = false;
      send.removeAttribute("aria-disabled");
      status.textContent = "";
    });
    const { privacy_lines: lines, privacy_url: url, promise, closes } = texts;
    this.#parts = [
      make(
        "ul",
        { part: "promise" },
        [promise, ...lines, url && make("a", { href: url }, texts.privacy_title), closes]
          .filter(Boolean)
          .map((line) => make("li", {}, line)),
      ),
      make(
        "details",
        { part: "rules" },
        make("summary", {}, texts.house_rules_title),
        make("ul", {}, texts.house_rules.map((line) => make("li", {}, line))),
      ),
      this.#form,
    ];
    this.#say = make("section", { part: "say", id: "form", "aria-labelledby": "form-title" });
  }

  #keepHidden(fields) {
    for (const { name, type, value } of fields) {
      if (type === "hidden") {
        this.#hidden[name] = value;
      }
    }
  }

  #field({ name, label, hint, type, autocomplete }) {
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
    );
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
        comment && make("p", {}, this.#link(comment, fill(texts.read_again, "comment", nodes(comment.heading_html)))),
        comment && make("p", {}, button("link", texts.own_comment, () => this.#answer(null))),
        ...this.#parts,
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

  async #send(again) {
    const conversation = this.#conversation;
    const { texts } = conversation.form;
    const typed = Object.fromEntries([...this.#inputs].map(([name, input]) => [name, input.value]));
    const body = JSON.stringify({
      page: conversation.page, ...this.#hidden, ...typed, reply_to: this.#answered?.id ?? "",
    });
    if (this.#sent.body !== body) {
      // The same words have the same key, however often the network fails: they make one comment.
      const random = crypto.getRandomValues(new Uint8Array(16));
      this.#sent = { body, key: Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("") };
    }
    let answer;
    let data;
    try {
      const headers = { "Content-Type": "application/json", "Idempotency-Key": this.#sent.key };
      answer = await this.#fetch("comments/", { method: "POST", headers, body });
      data = await answer.json();
    } catch {
      data = null; // no network, or something on the way that is not ours
    }
    if (conversation !== this.#conversation) {
      return; // the element shows another page by now
    }
    if (answer?.ok && data) {
      this.#thank(data);
      return;
    }
    let errors = [{ message: texts.not_sent }];
    if (answer?.status < 500 && data?.detail) {
      errors = data.errors?.length ? data.errors : [{ message: data.detail }];
    }
    if (again && errors.some(({ code }) => code === "token")) {
      const message = await this.#askForToken();
      if (message === "") {
        await this.#send(false);
        return;
      }
      errors = [{ message: message ?? texts.not_sent }];
    }
    if (data?.code === "reply_gone") {
      this.#answer(null, false);
    }
    this.#problems(errors, parseInt(answer?.headers.get("Retry-After")));
    moveTo(this.#root.getElementById("problem"));
  }

  /** A new token for a form that was open for long. Empty if it came, null if not; or why there is no form any more. */
  async #askForToken() {
    try {
      const { found } = await this.#ask(this.#address, { cache: "no-cache" });
      this.#keepHidden(found.form?.fields ?? []);
      return found.form ? "" : found.message;
    } catch {
      return null;
    }
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
    this.#parts[0].before(
      make("div", { part: "problem", id: "problem" }, make("div", { role: "alert" }, title, make("ul", {}, items), wait)),
    );
  }

  #inWords(seconds) {
    const [language] = this.#all.lang.split("@"); // "ca@valencia" is a language to Django only
    const [number, unit] = seconds > 90 ? [Math.ceil(seconds / 60), "minute"] : [seconds, "second"];
    return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(number);
  }

  #thank({ id, message, lines, visible, url, urgent_help: help }) {
    const { thanks } = this.#conversation.form.texts;
    const depth = this.#answered ? 2 + this.#answered.depth : 0;
    const title = `thank-you-${id}`;
    const found = make(
      "section",
      { part: "thanks", "aria-labelledby": title },
      this.#heading(depth, { part: "title", id: title }, message),
      this.#heading(depth + 1, { part: "thanks-title" }, thanks.standing_title),
      lines.map((line) => make("p", {}, line)),
      visible && make("p", {}, this.#link({ id }, thanks.see_it)),
      make(
        "div",
        { part: "ticket" },
        make("p", { part: "ticket-label" }, thanks.number),
        make("p", { part: "ticket-number" }, String(id)),
        make("p", {}, thanks.keep),
        make("p", {}, make("a", { href: url }, thanks.private_page)),
        make("p", { part: "ticket-address", dir: "ltr" }, url), // for who prints it
      ),
      make("div", { part: "note" }, make("p", {}, help), make("p", {}, thanks.shared_computer)),
      make("p", { part: "another" }, button("link", thanks.another, () => this.#answer(null))),
    );
    this.#say.replaceWith(found);
    this.#form.reset();
    this.#sent = {};
    this.#problems([]);
    moveTo(this.#root.getElementById(title));
  }
}

if (!customElements.get("coprod-comments")) {
  customElements.define("coprod-comments", CoprodComments);
}
