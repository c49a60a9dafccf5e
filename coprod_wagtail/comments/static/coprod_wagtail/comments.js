/* Makes the form a little kinder. Everything works without it. */

// The page already says where to look (fragment, autofocus); browsers that heed neither are helped here.
const first = document.querySelector("#problem, #thank-you");
if (first && document.activeElement !== first) {
  first.focus();
}

/** How long to wait after a key before somebody who hears the page is told how much room is left, in milliseconds. */
const PAUSE = 1000;
const TYPED = ["body", "author_name", "author_email", "content_note"];

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** How many characters the site will count: a line end is one, as is a letter with its accent, and spaces around are none. */
export function count(text) {
  const space = "\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
  const around = new RegExp(`^[${space}]+|[${space}]+$`, "g");
  return Array.from(text.replace(/\r\n/g, "\n").normalize("NFC").replace(around, "")).length;
}

function showCount(box, { coprodLeft: left, coprodOver: over }) {
  const limit = Number(box.dataset.coprodLimit);
  const numbers = new Intl.NumberFormat(document.documentElement.lang || undefined);
  // What is seen changes with each key, and what is heard after a pause: nobody can listen and type.
  const seen = make("p", { class: "coprod-hint coprod-count", "aria-hidden": "true" });
  const heard = make("p", { class: "coprod-visually-hidden", role: "status" });
  box.after(seen, heard);
  let timer;
  const update = () => {
    const rest = limit - count(box.value);
    // Far from the end it would only be in the way.
    const words = rest * 2 > limit ? "" : (rest < 0 ? over : left).replace("#", numbers.format(Math.abs(rest)));
    seen.textContent = words;
    seen.classList.toggle("coprod-error", rest < 0);
    clearTimeout(timer);
    timer = setTimeout(() => { heard.textContent = words; }, PAUSE);
  };
  box.addEventListener("input", update);
  update();
}

/** What the browser forgets when the page is closed. It may be forbidden, or full: then nothing is kept, as if nobody had asked. */
const store = {
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

const keyOf = (page) => `coprod-words-${page}`;

/** Offers to keep what is typed on this device. Nothing is kept before somebody asks, nor once it is sent. */
function offerToKeep(form, fields) {
  const { coprodForm: page, coprodKeep: words, coprodKeepHint: hint, coprodKeepClear: clear, coprodKeepCleared: cleared } = form.dataset;
  const key = keyOf(page);
  const box = make("input", { type: "checkbox", id: "coprod-keep", "aria-describedby": "coprod-keep-hint" });
  const label = make("label", { for: "coprod-keep" }, words);
  const about = make("p", { class: "coprod-hint", id: "coprod-keep-hint" }, hint);
  const button = make("button", { type: "button", class: "coprod-link" }, clear);
  const status = make("p", { class: "coprod-hint", role: "status" });
  const last = form.querySelector("[type=submit]");
  (last.closest(".coprod-buttons") ?? last).before(make("div", { class: "coprod-keep" }, box, label, about, button, status));
  const keep = () => {
    button.hidden = !box.checked;
    if (box.checked) {
      store.write(key, fields.map((field) => field.value));
      status.textContent = "";
    } else {
      store.forget(key);
    }
  };
  button.addEventListener("click", () => {
    box.checked = false;
    box.focus();
    keep();
    status.textContent = cleared;
  });
  const kept = store.read(key);
  if (kept) {
    box.checked = true;
    fields.forEach((field, index) => {
      // What the page brings along, such as words that could not be sent, is newer.
      field.value ||= kept[index] ?? "";
    });
  }
  button.hidden = !box.checked;
  box.addEventListener("change", keep);
  form.addEventListener("input", keep);
}

for (const form of document.querySelectorAll("[data-coprod-form]")) {
  const fields = TYPED.map((name) => form.elements[name]).filter(Boolean);
  offerToKeep(form, fields);
  const box = form.querySelector("[data-coprod-limit]");
  if (box) {
    showCount(box, form.dataset);
  }
  // A second press of Send before the answer comes is dropped here; the server would know it, too.
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
    }
    sent = true;
    // Only for a moment: somebody who stopped the loading stays on this page and has to be able to send again.
    setTimeout(() => { sent = false; }, 3000);
  });
  // Coming back with the Back button, the same form may be sent again.
  window.addEventListener("pageshow", () => {
    sent = false;
  });
  // Links to other comments take along what somebody wrote, by the button that is there for browsers without scripts.
  for (const link of document.querySelectorAll("[data-coprod-carry]")) {
    link.addEventListener("click", (event) => {
      const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      if (!elsewhere && fields.some((field) => field.value.trim())) {
        event.preventDefault();
        form.requestSubmit(link.nextElementSibling);
      }
    });
  }
}

// Where a redirect lost which comment was meant, or other comments came before it: what stands behind # still says it.
const [, sought] = /^#comment-(\d+)$/.exec(location.hash) ?? [];
const here = new URLSearchParams(location.search);
const others = document.querySelector('#comments :not(.coprod-order) > a[href$="#comments"]');
if (sought && others && !document.getElementById(`comment-${sought}`) && !here.has("comment")) {
  const order = here.get("order");
  location.replace(`?comment=${sought}${order ? `&order=${encodeURIComponent(order)}` : ""}#comment-${sought}`);
}

// A comment's link to itself, where it is in sight already: no need to load the page anew, and to lose what was typed.
for (const link of document.querySelectorAll(".coprod-comment__link")) {
  link.addEventListener("click", (event) => {
    const comment = document.getElementById(link.hash.slice(1));
    if (comment && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      location.hash = link.hash;
      history.replaceState(history.state, "", link.href);
      comment.focus();
    }
  });
}

// The private page: its words have arrived, so nothing of them stays on the device; and its address can be copied.
for (const slip of document.querySelectorAll("[data-coprod-sent]")) {
  store.forget(keyOf(slip.dataset.coprodSent));
}

for (const box of document.querySelectorAll("[data-coprod-copy]")) {
  box.addEventListener("focus", () => box.select());
  if (!navigator.clipboard) {
    continue;
  }
  const { coprodCopy: words, coprodCopied: done } = box.dataset;
  const status = make("span", { role: "status" });
  const button = make("button", { type: "button", class: "coprod-button" }, words);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(box.value);
      status.textContent = done;
    } catch {
      box.focus();
    }
  });
  box.after(button, status);
}

// The sheet to write on by hand.
for (const words of document.querySelectorAll("[data-coprod-print]")) {
  const button = make("button", { type: "button", class: "coprod-button" }, words.dataset.coprodPrint);
  button.addEventListener("click", () => print());
  words.after(make("p", { class: "coprod-sheet__how" }, button));
}
