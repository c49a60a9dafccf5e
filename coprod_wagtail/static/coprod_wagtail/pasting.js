/*
 * Pasting into Wagtail's editor for running text: headings and tables become parts of their own, where the text is made of
 * parts; lists and links stay; and it is said in words what was left out.
 */
(() => {
  const { DraftJS, draftail } = window;
  const TYPE = "COPROD_PASTING";
  const fill = (words, values) => words.replace(/%\((\w+)\)s/g, (_whole, name) => values[name]);
  const newId = () => (crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`.replace("0.", ""));

  // From paragraphs to what the editor keeps

  const ADDRESS = /https?:\/\/[^\s<>"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

  /** Addresses that were only written are links, too, as they are when Wagtail pastes. */
  function linked(run) {
    if (run.url || run.text === "\n") return [run];
    const parts = [];
    let from = 0;
    for (const match of run.text.matchAll(ADDRESS)) {
      const words = match[0].replace(/[.,;:!?)\]'’”]+$/, "");
      parts.push({ ...run, text: run.text.slice(from, match.index) });
      parts.push({ ...run, text: words, url: words.includes("://") ? words : `mailto:${words}` });
      from = match.index + words.length;
    }
    return [...parts, { ...run, text: run.text.slice(from) }].filter((part) => part.text);
  }

  /** Draft.js's raw content of the paragraphs, with what `allowed` says the editor knows. */
  function rawOf(paragraphs, allowed) {
    const entityMap = {};
    const entity = (type, mutability, data) => {
      const key = Object.keys(entityMap).length;
      entityMap[key] = { type, mutability, data };
      return key;
    };
    const blocks = paragraphs.flatMap(({ type, depth, runs }) => {
      if (type === "rule") {
        if (!allowed.rule) return [];
        const key = entity("HORIZONTAL_RULE", "IMMUTABLE", {});
        return [block("atomic", 0, " ", [], [{ offset: 0, length: 1, key }])];
      }
      let text = "";
      const styles = [];
      const entities = [];
      runs.flatMap(linked).forEach((run) => {
        const range = { offset: text.length, length: run.text.length };
        if (run.bold && allowed.styles.has("BOLD")) styles.push({ ...range, style: "BOLD" });
        if (run.italic && allowed.styles.has("ITALIC")) styles.push({ ...range, style: "ITALIC" });
        if (run.url && allowed.link) entities.push({ ...range, key: entity("LINK", "MUTABLE", { url: run.url }) });
        text += run.text;
      });
      return [block(allowed.blocks.has(type) ? type : "unstyled", allowed.blocks.has(type) ? depth : 0, text, styles, entities)];
    });
    return { blocks: blocks.length ? blocks : [block("unstyled", 0, "", [], [])], entityMap };
  }

  function block(type, depth, text, inlineStyleRanges, entityRanges) {
    return { key: DraftJS.genKey(), type, depth, text, inlineStyleRanges, entityRanges, data: {} };
  }

  function allowedIn({ blockTypes, inlineStyles, entityTypes, enableHorizontalRule }) {
    return {
      blocks: new Set((blockTypes || []).map(({ type }) => type)),
      styles: new Set((inlineStyles || []).map(({ type }) => type)),
      link: (entityTypes || []).some(({ type }) => type === "LINK"),
      rule: !!enableHorizontalRule,
    };
  }

  const ALL = { blocks: new Set(), styles: new Set(["BOLD", "ITALIC"]), link: true, rule: false };
  const plain = (paragraphs) => paragraphs.map(({ runs }) => runs.map(({ text }) => text).join("")).join("\n");

  // Where the text is

  /** The part of a text that the editor's input belongs to, with the parts around it; null where it stands alone. */
  function partOf(input) {
    let root = input.closest("[id$='-root']");
    while (root && !root.rootBlock) root = root.parentElement?.closest("[id$='-root']");
    const search = (block) => {
      if (!block) return null;
      for (const child of block.children || []) {
        if (child.block?.widget?.input === input) return child.sequence?.insert && child.split ? child : null;
        const found = search(child.block);
        if (found) return found;
      }
      for (const child of Object.values(block.childBlocks || {})) {
        const found = search(child);
        if (found) return found;
      }
      return null;
    };
    return search(root?.rootBlock);
  }

  /** The names of our kinds of parts in a stream, as far as it has them, and as far as there is room for `more`. */
  function kindsIn(sequence, more) {
    const kinds = {};
    const { maxNum } = sequence ? sequence.blockDef.meta : {};
    if (!sequence || (typeof maxNum === "number" && maxNum < sequence.children.length + more)) return kinds;
    Object.entries(sequence.blockDef.childBlockDefsByName).forEach(([name, definition]) => {
      const kind = definition.meta.attrs?.["data-coprod-part"];
      const most = sequence.blockDef.meta.blockCounts?.[name]?.max_num;
      if (kind && typeof most !== "number") kinds[kind] = name;
    });
    return kinds;
  }

  // Headings: two sizes, and the first of a text is a main one

  function sized(pieces, part) {
    const headings = pieces.filter(({ kind }) => kind === "heading");
    if (!headings.length) return;
    const levels = [...new Set(headings.map(({ level }) => level))].sort((a, b) => a - b);
    const before = part ? part.sequence.children.slice(0, part.index) : [];
    const isUnderOne = before.some((child) => child.blockDef.meta.attrs?.["data-coprod-part"] === "heading");
    // A document's own title is one more main heading, as the page has a title already.
    const hasTitle = levels.length > 1 && headings[0].level === levels[0] && headings.filter(({ level }) => level === levels[0]).length === 1;
    const last = hasTitle ? levels[1] : levels[0];
    headings.forEach((heading) => {
      heading.size = heading.level <= last ? "h2" : "h3";
    });
    if (!isUnderOne) headings[0].size = "h2";
    else if (levels.length === 1 && levels[0] > 2) headings.forEach((heading) => (heading.size = "h3"));
  }

  /** Parts that the text cannot have, as running text. */
  function flattened(pieces, kinds) {
    const flat = [];
    const add = (paragraphs) => {
      if (flat.at(-1)?.kind === "text") flat.at(-1).paragraphs.push(...paragraphs);
      else if (paragraphs.length) flat.push({ kind: "text", paragraphs: [...paragraphs] });
    };
    pieces.forEach((piece) => {
      if (piece.kind === "text") add(piece.paragraphs);
      else if (kinds[piece.kind]) flat.push(piece);
      else if (piece.kind === "heading") add([{ type: "unstyled", depth: 0, runs: [{ text: piece.text, bold: true }] }]);
      else add(linesOf(piece));
    });
    return flat;
  }

  function linesOf(table) {
    const between = (runs) => runs.flatMap((run, index) => (index ? [{ text: " | " }, ...run] : run));
    const cellRuns = (cell) => cell.flatMap(({ runs }, index) => (index ? [{ text: " " }, ...runs] : runs)).map((run) => (run.text === "\n" ? { text: " " } : run));
    const head = between(table.headings.map((text) => [{ text, bold: true }]));
    const caption = table.caption ? [[{ text: table.caption }]] : [];
    const rows = table.rows.map((row) => between(row.map(cellRuns)));
    return [...caption, head, ...rows]
      .map((runs) => runs.filter(({ text }) => text))
      .filter((runs) => runs.some(({ text }) => text.trim()))
      .map((runs) => ({ type: "unstyled", depth: 0, runs }));
  }

  function stateOf(piece, kinds, allowed, textName) {
    if (piece.kind === "text") return { type: textName, value: JSON.stringify(rawOf(piece.paragraphs, allowed)) };
    if (piece.kind === "heading") return { type: kinds.heading, value: { text: piece.text, level: piece.size } };
    const isLinked = (column) =>
      piece.rows.some((row) => (row[column] || []).some(({ runs }) => runs.flatMap(linked).some(({ url }) => url)));
    const columns = piece.headings.map((heading, index) => ({ heading, type: isLinked(index) ? "rich_text" : "text" }));
    const cell = (paragraphs, { type }) => (type === "text" ? plain(paragraphs) : JSON.stringify(rawOf(paragraphs, ALL)));
    const rows = piece.rows.map((row) => ({ values: row.map((paragraphs, index) => cell(paragraphs, columns[index])) }));
    const table = { columns, rows, caption: piece.caption };
    return { type: kinds.table, value: { table, row_headings: piece.rowHeadings } };
  }

  // Into the editor

  const { EditorState, Modifier } = DraftJS;

  function withoutSelection(state) {
    if (state.getSelection().isCollapsed()) return state;
    const content = Modifier.removeRange(state.getCurrentContent(), state.getSelection(), "forward");
    const emptied = EditorState.push(state, content, "remove-range");
    return EditorState.forceSelection(emptied, content.getSelectionAfter());
  }

  function withText(state, paragraphs, allowed) {
    const fragment = DraftJS.convertFromRaw(rawOf(paragraphs, allowed)).getBlockMap();
    const content = Modifier.replaceWithFragment(state.getCurrentContent(), state.getSelection(), fragment);
    return EditorState.push(state, content, "insert-fragment");
  }

  const isEmpty = (state) => {
    const content = state.getCurrentContent();
    return !content.hasText() && !content.getBlocksAsArray().some((one) => one.getType() === "atomic");
  };

  /** Puts the pieces around and into the part; returns what takes it all back. */
  function split(part, state, pieces, kinds, allowed) {
    const { sequence } = part;
    const widget = part.block.widget;
    const before = state;
    const added = [];
    const halves = draftail.splitState(withoutSelection(state));
    const rest = [...pieces];
    let home = halves.stateBefore;
    let tail = null;
    if (!isEmpty(halves.stateAfter)) {
      const end = rest.at(-1).kind === "text" && rest.length > 1 ? rest.pop() : null;
      tail = end ? withText(atStart(halves.stateAfter), end.paragraphs, allowed) : halves.stateAfter;
    }
    const homeIsEmpty = isEmpty(home);
    const firstText = rest.findIndex(({ kind }) => kind === "text");
    let ahead = [];
    if (!homeIsEmpty && rest[0]?.kind === "text") {
      home = withText(EditorState.moveSelectionToEnd(home), rest.shift().paragraphs, allowed);
    } else if (homeIsEmpty && firstText >= 0) {
      ahead = rest.splice(0, firstText);
      home = withText(EditorState.moveSelectionToEnd(home), rest.shift().paragraphs, allowed);
    }
    const insert = (piece, index) => {
      const child = sequence.insert({ ...stateOf(piece, kinds, allowed, part.type), id: newId() }, index, {});
      added.push(child);
      return child;
    };
    if (tail) {
      sequence.splitBlock(part.index, home, tail, halves.shouldMoveCommentFn, {});
      added.push(sequence.children[part.index + 1]);
    } else {
      widget.setState(home);
    }
    ahead.forEach((piece) => insert(piece, part.index));
    let at = part.index;
    rest.forEach((piece) => {
      at += 1;
      insert(piece, at);
    });
    const last = sequence.children[at];
    // A part without a word in it could not be published.
    const gone = homeIsEmpty && firstText < 0;
    if (gone) sequence.deleteBlock(part.index, {});
    return {
      last,
      undo() {
        const place = gone ? sequence.children.indexOf(added[0]) : part.index;
        added.forEach((child) => sequence.children.includes(child) && sequence.deleteBlock(child.index, {}));
        if (gone) sequence.insert({ type: part.type, value: before, id: part.id }, Math.max(place, 0), { focus: true });
        else {
          widget.setState(before);
          part.focus({});
        }
      },
    };
  }

  function atStart(state) {
    const first = state.getCurrentContent().getFirstBlock().getKey();
    return EditorState.acceptSelection(state, DraftJS.SelectionState.createEmpty(first));
  }

  // What is said

  let status = null;
  let shown = null;

  function announce(words) {
    status.textContent = "";
    setTimeout(() => (status.textContent = words), 100);
  }

  function say(texts, sentences, place, undo) {
    shown?.remove();
    shown = null;
    if (!sentences.length) return;
    const words = sentences.join(" ");
    shown = document.createElement("div");
    shown.dataset.coprodPasted = "";
    const text = document.createElement("p");
    text.className = "help-block help-info";
    text.textContent = words;
    shown.append(text);
    const button = (label, pressed) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "button button-small button-secondary";
      made.textContent = label;
      made.addEventListener("click", () => {
        shown?.remove();
        shown = null;
        pressed();
      });
      shown.append(made, " ");
    };
    if (undo) button(texts.UNDO, () => (undo(), announce(texts.UNDONE)));
    button(texts.CLOSE, () => {});
    place.append(shown);
    announce(words);
  }

  function sentencesOf(texts, left, wanted, kinds) {
    const has = (kind) => wanted.some((piece) => piece.kind === kind);
    const sentences = [];
    if ((has("heading") && kinds.heading) || (has("table") && kinds.table)) sentences.push(texts.PARTS);
    if (has("heading") && !kinds.heading) sentences.push(texts.HEADINGS);
    if (has("table") && !kinds.table) sentences.push(texts.TABLES);
    const out = [
      left.pictures && fill(texts.PICTURES, { number: left.pictures }),
      left.films && fill(texts.FILMS, { number: left.films }),
      left.comments && fill(texts.COMMENTS, { number: left.comments }),
      left.links && fill(texts.LINKS, { number: left.links }),
      left.looks && texts.LOOKS,
    ].filter(Boolean);
    if (out.length) sentences.push(fill(texts.LEFT_OUT, { things: out.join("; ") }));
    if (left.pictures) sentences.push(texts.ADD_PICTURES);
    return sentences;
  }

  // The editor's own extension point

  const wrapperOf = () => document.activeElement?.closest("[data-draftail-editor-wrapper]");
  const isOurs = (html) => /data-draftjs-conductor-fragment|data-editor(?:-key)?=/.test(html || "");

  function onPaste(text, html, state, { setEditorState }, { texts }) {
    const wrapper = wrapperOf();
    const input = wrapper?.parentNode.querySelector("input[data-draftail-input], input[type=hidden]");
    if (!input || !input.draftailEditor || isOurs(html)) return "not-handled";
    if (!/\n/.test((text || "").trim()) && (!html || /^\S+$/.test((text || "").trim()))) return "not-handled";
    const { pieces: wanted, left } = window.coprodPasted(html, text);
    const place = wrapper.parentNode;
    if (!wanted.length) {
      const sentences = sentencesOf(texts, left, wanted, {});
      if (!sentences.length || (text || "").trim()) return "not-handled";
      say(texts, sentences, place);
      return "handled";
    }
    const part = partOf(input);
    const kinds = kindsIn(part?.sequence, wanted.length + 1);
    const pieces = flattened(wanted, kinds);
    const allowed = allowedIn(input.draftailEditor.props);
    const sentences = sentencesOf(texts, left, wanted, kinds);
    sized(pieces, part);
    if (pieces.every(({ kind }) => kind === "text")) {
      setEditorState(withText(withoutSelection(state), pieces[0].paragraphs, allowed));
      say(texts, sentences, place);
    } else {
      // The editor still has this event in its hands.
      setTimeout(() => {
        const { last, undo } = split(part, state, pieces, kinds, allowed);
        last.focus({});
        say(texts, sentences, last.element, undo);
      }, 50);
    }
    return "handled";
  }

  draftail.registerPlugin({ type: TYPE, onPaste }, "entityTypes");

  // A picture alone, such as one of the screen, reaches no editor; so nothing would be said.
  document.addEventListener(
    "paste",
    ({ clipboardData, target }) => {
      const wrapper = target.closest?.("[data-draftail-editor-wrapper]");
      const input = wrapper?.parentNode.querySelector("input[type=hidden]");
      const ours = input?.draftailEditor?.props.entityTypes.find(({ type }) => type === TYPE);
      const isText = [...clipboardData.types].some((type) => /^text\//.test(type));
      const pictures = [...clipboardData.files].filter(({ type }) => type.startsWith("image/")).length;
      if (ours && !isText && pictures) say(ours.texts, sentencesOf(ours.texts, { pictures }, [], {}), wrapper.parentNode);
    },
    true,
  );

  const ready = () => {
    status = document.createElement("div");
    status.className = "w-sr-only";
    status.setAttribute("role", "status");
    document.body.append(status);
  };
  if (document.body) ready();
  else document.addEventListener("DOMContentLoaded", ready);
})();
