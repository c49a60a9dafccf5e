/*
 * What was pasted, as the parts that a text is made of. Nothing here knows the editor.
 *
 * `window.coprodPasted(html, text)` is `{ pieces, left }`. A piece is a heading `{ kind, text, level }`, a table
 * `{ kind, caption, headings, rows, rowHeadings }` whose cells are lists of paragraphs, or a text `{ kind, paragraphs }`. A
 * paragraph is `{ type, depth, runs }`, and a run `{ text, bold, italic, url }`. `left` counts what was left out.
 *
 * Programs put their own HTML on the clipboard: Word's lists are paragraphs, Google's bold is a style, mails have tables for
 * layout. What is said of each below was seen there.
 */
(() => {
  const HEADING = /^H[1-6]$/;
  const BLOCK =
    /^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BODY|CENTER|DD|DIV|DL|DT|FIGCAPTION|FIGURE|FOOTER|FORM|H[1-6]|HEADER|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|TABLE|TBODY|TD|TFOOT|TH|THEAD|TR|UL)$/;
  const SILENT = "head, style, script, meta, link, title, template, noscript, xml, del, [hidden]";
  const PICTURES = "img, picture, svg, canvas, v\\:shape";
  const FILMS = "video, audio, iframe, object, embed";
  const LOOKS = /(?:^|[;\s])(?:color|background|background-color|font-family|font-size|font|mso-fareast-font-family)\s*:/i;
  const DEEPEST = 4; // as Wagtail's editor has it

  const styleOf = (node) => node.getAttribute("style") || "";
  const isBlock = (node) => BLOCK.test(node.nodeName);
  const hasBlocks = (node) => [...node.querySelectorAll("*")].some(isBlock);
  const spaced = (words) => words.replace(/[\s\u00a0]+/g, " ");

  // What is left out

  function leaveOut(body) {
    const left = { pictures: 0, films: 0, comments: 0, links: 0, looks: false };
    left.looks = [...body.querySelectorAll("*")].some(
      (node) => node.nodeName === "FONT" || node.hasAttribute("bgcolor") || LOOKS.test(styleOf(node)),
    );
    body.querySelectorAll(SILENT).forEach((node) => node.remove());
    body.querySelectorAll("[style]").forEach((node) => {
      if (/display\s*:\s*none|mso-hide\s*:\s*all/i.test(styleOf(node))) node.remove();
    });
    takeComments(body, left);
    body.querySelectorAll(PICTURES).forEach((node) => {
      if (!body.contains(node)) return; // inside one that is counted
      const tiny = ["width", "height"].some((side) => Number(node.getAttribute(side) || 99) <= 2);
      if (!tiny) left.pictures += 1;
      node.remove();
    });
    body.querySelectorAll(FILMS).forEach((node) => {
      left.films += 1;
      node.remove();
    });
    return left;
  }

  // Word marks where a comment belongs and adds the comments at the end; Google's exports do it with addresses.
  function takeComments(body, left) {
    const marks = body.querySelectorAll(".msocomanchor, .MsoCommentReference a, a[href^='#cmnt']:not([href^='#cmnt_ref'])");
    left.comments = new Set([...marks].map((mark) => mark.getAttribute("href") || mark)).size;
    body.querySelectorAll("[style*='mso-element:comment'], .MsoCommentReference, .msocomanchor").forEach((node) => node.remove());
    body.querySelectorAll("a[href^='#cmnt_ref']").forEach((node) => (node.closest("div, p") || node).remove());
    marks.forEach((mark) => (mark.closest("sup") || mark).remove());
  }

  // Links

  const REDIRECTS = [
    [/^https:\/\/(?:www\.)?google\.[a-z.]+\/url\?/, "q"],
    [/^https:\/\/[a-z0-9.-]+\.safelinks\.protection\.outlook\.com\//, "url"],
  ];

  function addressOf(link, left) {
    const href = (link.getAttribute("href") || "").trim();
    if (!href || href.startsWith("#")) return null; // a place in the old text, such as a footnote
    const redirect = REDIRECTS.find(([pattern]) => pattern.test(href));
    const url = (redirect && new URL(href).searchParams.get(redirect[1])) || href;
    if (/^(?:https?:\/\/[^\s/]|mailto:[^\s@]+@|tel:[+\d])/i.test(url)) return /^tel:/i.test(url) ? url.replace(/\s/g, "") : url;
    left.links += 1;
    return null;
  }

  // Running text

  function lookOf(node, look) {
    const style = styleOf(node);
    const weight = /(?:^|;)\s*font-weight\s*:\s*(\w+)/i.exec(style); // Word has an `mso-bidi-font-weight`, too
    const slant = /(?:^|;)\s*font-style\s*:\s*(\w+)/i.exec(style);
    return {
      ...look,
      bold: weight ? /bold|[6-9]00/i.test(weight[1]) : look.bold || /^(B|STRONG)$/.test(node.nodeName),
      italic: slant ? /italic|oblique/i.test(slant[1]) : look.italic || /^(I|EM|CITE)$/.test(node.nodeName),
    };
  }

  function runsOf(node, look, left) {
    if (node.nodeType === Node.TEXT_NODE) return [{ ...look, text: spaced(node.data) }];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    if (node.nodeName === "BR") return [{ ...look, text: "\n" }];
    const inside = lookOf(node, look);
    if (node.nodeName === "A" && node.hasAttribute("href")) inside.url = addressOf(node, left) || undefined;
    return [...node.childNodes].flatMap((child) => runsOf(child, inside, left));
  }

  /** Runs as lines: without spaces at either end, and with one space where there were several. */
  function tidy(runs) {
    const kept = [];
    let before = "\n";
    runs.forEach((run) => {
      let { text } = run;
      if (text !== "\n" && /\s$/.test(before)) text = text.replace(/^ +/, "");
      if (text === "\n" && kept.length) kept.at(-1).text = kept.at(-1).text.replace(/ +$/, "");
      if (!text) return;
      before = text;
      kept.push({ ...run, text });
    });
    const trim = (at, pattern) => {
      while (kept.length) {
        const run = kept.at(at);
        run.text = run.text.replace(pattern, "");
        if (run.text) return;
        kept.splice(at, 1);
      }
    };
    trim(0, /^\s+/);
    trim(-1, /\s+$/);
    return kept;
  }

  /** An empty line ends a paragraph, however it was made. */
  function paragraphsOf(runs, type = "unstyled", depth = 0) {
    const groups = [[]];
    let broken = false;
    runs.forEach((run) => {
      const isBreak = run.text === "\n";
      if (isBreak && broken) groups.push([]);
      else groups.at(-1).push(run);
      if (isBreak || run.text.trim()) broken = isBreak;
    });
    return groups
      .map(tidy)
      .filter((group) => group.length)
      .map((group) => ({ type, depth, runs: group }));
  }

  const wordsOf = (runs) => runs.map((run) => run.text).join("");

  // Lists of Word's: paragraphs with a mark in front

  function wordsList(node) {
    const list = /mso-list\s*:\s*(?!none|skip|ignore)\S+(?:\s+level(\d))?/i.exec(styleOf(node));
    const mark = node.querySelector("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']");
    if (!mark || (!list && !/^MsoListParagraph/.test(node.className))) return null;
    const sign = mark.textContent;
    mark.remove();
    return {
      type: /^[\s\u00a0(]*(?:\d+|[a-z]+)[.)]/i.test(sign) ? "ordered-list-item" : "unordered-list-item",
      depth: Math.min(Number(list?.[1] || 1), DEEPEST + 1) - 1,
    };
  }

  function headingLevel(node) {
    if (/^MsoTitle/.test(node.className)) return 0;
    if (node.getAttribute("role") === "heading") return Number(node.getAttribute("aria-level")) || 2;
    return HEADING.test(node.nodeName) ? Number(node.nodeName[1]) : null;
  }

  // Tables

  const rowsOf = (table) => [...table.querySelectorAll("tr")].filter((row) => row.closest("table") === table);
  const cellsOf = (row) => [...row.children].filter((cell) => /^T[DH]$/.test(cell.nodeName));

  /** Whether a table has rows and columns that say something. Mails are laid out in tables, too. */
  function isTable(table) {
    if (/^(presentation|none)$/.test(table.getAttribute("role") || "")) return false;
    if (table.querySelector("table, h1, h2, h3, h4, h5, h6")) return false;
    const rows = rowsOf(table);
    return rows.length > 1 && rows.some((row) => cellsOf(row).length > 1);
  }

  const isStrong = (cell) =>
    cell.nodeName === "TH" ||
    (cell.textContent.trim() !== "" &&
      runsOf(cell, {}, { links: 0 })
        .filter((run) => run.text.trim())
        .every((run) => run.bold));

  /** The cells of each row; where one reaches over several places, the others stay empty. */
  function grid(table) {
    const places = rowsOf(table).map(() => []);
    rowsOf(table).forEach((row, y) => {
      let x = 0;
      cellsOf(row).forEach((cell) => {
        while (places[y][x] !== undefined) x += 1;
        for (let down = 0; down < Math.min(cell.rowSpan || 1, places.length - y); down += 1) {
          for (let along = 0; along < Math.min(cell.colSpan || 1, 50); along += 1) {
            places[y + down][x + along] = down || along ? null : cell;
          }
        }
      });
    });
    const width = Math.max(...places.map((row) => row.length));
    return places.map((row) => Array.from({ length: width }, (_none, x) => row[x] || null));
  }

  function readTable(table, caption, left) {
    const named = table.querySelector("caption");
    if (named) named.remove();
    const [first, ...rest] = grid(table);
    const column = rest.map((row) => row[0]).filter(Boolean);
    const rowHeadings = column.length > 0 && column.every(isStrong) && !rest.every((row) => row.every((cell) => !cell || isStrong(cell)));
    const read = (cell) => (cell ? readBlocks(cell, {}, left).flatMap((piece) => piece.paragraphs || []) : []);
    return {
      kind: "table",
      caption: named ? spaced(named.textContent).trim() : caption,
      headings: first.map((cell) => spaced(cell ? cell.textContent : "").trim()),
      rows: rest.map((row) => row.map(read)),
      rowHeadings,
    };
  }

  // Parts, in order

  function readBlocks(body, look, left) {
    const pieces = [];
    let line = [];
    const add = (paragraphs) => {
      if (!paragraphs.length) return;
      if (pieces.at(-1)?.kind !== "text") pieces.push({ kind: "text", paragraphs: [] });
      pieces.at(-1).paragraphs.push(...paragraphs);
    };
    const flush = (type, depth) => {
      add(paragraphsOf(line, type, depth));
      line = [];
    };
    const walk = (node, inside, item) => {
      if (node.nodeType !== Node.ELEMENT_NODE || (!isBlock(node) && !hasBlocks(node))) {
        line.push(...runsOf(node, inside, left));
        return;
      }
      const level = headingLevel(node);
      const list = wordsList(node);
      flush(item?.type, item?.depth);
      if (level !== null && !item) {
        const text = spaced(wordsOf(runsOf(node, {}, left))).trim();
        if (text) pieces.push({ kind: "heading", text, level });
      } else if (node.nodeName === "TABLE" && !item && isTable(node)) {
        pieces.push(readTable(node, captionBefore(pieces), left));
      } else if (node.nodeName === "HR") {
        add([{ type: "rule", depth: 0, runs: [] }]);
      } else if (list) {
        node.childNodes.forEach((child) => line.push(...runsOf(child, inside, left)));
        flush(list.type, list.depth);
      } else {
        const own = node.nodeName === "LI" ? itemOf(node) : item;
        if (node.nodeName === "LI") add([{ type: "item" }]);
        node.childNodes.forEach((child) => walk(child, lookOf(node, inside), own));
        flush(own?.type, own?.depth);
        if (/^MsoCaption/.test(node.className)) markCaption(pieces);
      }
    };
    body.childNodes.forEach((child) => walk(child, look, null));
    flush();
    pieces.forEach((piece) => piece.paragraphs && (piece.paragraphs = joinItems(piece.paragraphs)));
    return pieces.filter((piece) => !piece.paragraphs || piece.paragraphs.length);
  }

  function itemOf(node) {
    const list = node.parentElement && node.parentElement.closest("ul, ol");
    let depth = -1;
    for (let outer = list; outer; outer = outer.parentElement.closest("ul, ol")) depth += 1;
    const type = list && list.nodeName === "OL" ? "ordered-list-item" : "unordered-list-item";
    return { type, depth: Math.min(Math.max(depth, 0), DEEPEST) };
  }

  /** The paragraphs of one point of a list are one point, with breaks between them. */
  function joinItems(paragraphs) {
    const joined = [];
    let begun = false;
    paragraphs.forEach((paragraph) => {
      const last = joined.at(-1);
      if (paragraph.type === "item") {
        begun = true;
      } else if (!begun && last && last.inItem && last.type === paragraph.type && last.depth === paragraph.depth) {
        last.runs.push({ text: "\n" }, ...paragraph.runs);
      } else {
        joined.push({ ...paragraph, inItem: begun });
        begun = false;
      }
    });
    return joined.map(({ type, depth, runs }) => ({ type, depth, runs }));
  }

  function markCaption(pieces) {
    const last = pieces.at(-1)?.paragraphs?.at(-1);
    if (last) last.isCaption = true;
  }

  function captionBefore(pieces) {
    const paragraphs = pieces.at(-1)?.paragraphs;
    if (!paragraphs || !paragraphs.at(-1)?.isCaption) return "";
    const caption = wordsOf(paragraphs.pop().runs);
    if (!paragraphs.length) pieces.pop();
    return caption;
  }

  // Plain text, such as a PDF's

  const POINT = /^(?:[•◦▪‣·*–-]|\(?(?:\d{1,2}|[a-z])[.)])\s+/i;
  const SHORTEST = 35; // shorter lines are meant: an address, a poem
  const LONGEST = 160; // and longer ones were never broken

  /** Whether the line was broken because the next word had no room. */
  function goesOn(line, next, width) {
    if (!next || POINT.test(next)) return false;
    if (/\p{L}-$/u.test(line) && /^\p{Ll}/u.test(next)) return true;
    const word = next.split(/\s/, 1)[0];
    return line.length + 1 + word.length > width * 0.88;
  }

  /** The lines of a paragraph that a PDF or a mail broke are one line again. */
  function unbroken(text) {
    const words = new Set(text.match(/[\p{L}\p{N}]+/gu) || []);
    return text
      .replace(/\r\n?|[\u2028\u2029]/g, "\n")
      .replace(/\u00ad\n?/g, "")
      .split(/\n[ \t]*\n+/)
      .flatMap((block) => {
        const lines = block.split("\n").map((line) => spaced(line).trim()).filter(Boolean);
        const width = Math.max(0, ...lines.map((line) => line.length));
        if (width < SHORTEST || width > LONGEST) return [lines];
        const paragraphs = [];
        let open = false;
        lines.forEach((line, index) => {
          if (open) paragraphs.at(-1)[0] = join(paragraphs.at(-1)[0], line, words);
          else paragraphs.push([line]);
          open = goesOn(line, lines[index + 1], width);
        });
        return paragraphs;
      })
      .filter((lines) => lines.length);
  }

  /** A hyphen at the end of a line goes if the whole word stands elsewhere; else nobody can tell. */
  function join(before, line, words) {
    const half = /([\p{L}]+)-$/u.exec(before);
    const other = /^([\p{L}]+)/u.exec(line);
    if (!half || !other) return `${before} ${line}`;
    return words.has(half[1] + other[1]) ? before.slice(0, -1) + line : before + line;
  }

  function readText(text) {
    const paragraphs = unbroken(text).map((lines) => ({
      type: "unstyled",
      depth: 0,
      runs: lines.flatMap((line, index) => (index ? [{ text: "\n" }, { text: line }] : [{ text: line }])),
    }));
    const points = paragraphs.filter((one) => POINT.test(one.runs[0].text));
    if (points.length > 1) {
      points.forEach((point) => {
        const [mark] = POINT.exec(point.runs[0].text);
        point.type = /[\da-z]/i.test(mark) ? "ordered-list-item" : "unordered-list-item";
        point.runs[0].text = point.runs[0].text.slice(mark.length);
      });
    }
    return paragraphs.length ? [{ kind: "text", paragraphs }] : [];
  }

  /** Firefox's viewer for PDFs copies a span a line. */
  const isAPdf = (body) =>
    !!body.querySelector("br[role=presentation], span[role=presentation]") && ![...body.querySelectorAll("*")].some((one) => isBlock(one));

  window.coprodPasted = (html, text) => {
    const body = html ? new DOMParser().parseFromString(html, "text/html").body : null;
    if (!body || isAPdf(body)) {
      return { pieces: readText(text || ""), left: { pictures: 0, films: 0, comments: 0, links: 0, looks: false } };
    }
    const left = leaveOut(body);
    return { pieces: readBlocks(body, {}, left), left };
  };
})();
