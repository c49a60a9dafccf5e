/** A list of posts for feed readers (RSS 2.0), for a Wagtail that draws no pages and so has no feeds of its own. */

import { posts, type Index, type ListOfPages } from "./api";

// XML 1.0 has no way to write most control characters, and Word pastes one of them for a line break.
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const escaped = (text: string) =>
  text.replace(NOT_IN_XML, "").replace(/[<>&"]/g, (character) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" })[character] ?? "");

/** The newest posts of a blog, or of a list below one. */
export async function rssOf(about: Index | ListOfPages): Promise<Response> {
  const part = "filters" in about ? { ...about.filters, under: String(about.index) } : { under: String(about.id) };
  const found = await posts({ ...part, limit: 20 });
  const items = (found?.items ?? []).map((post) => {
    const published = post.date ?? post.first_published_at;
    return `<item><title>${escaped(post.title)}</title><link>${escaped(post.url)}</link><guid>${escaped(post.url)}</guid>
<description>${escaped(post.summary)}</description>${published ? `<pubDate>${new Date(published).toUTCString()}</pubDate>` : ""}</item>`;
  });
  const title = escaped(about.seo.title);
  return new Response(
    `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>${title}</title><link>${escaped(about.url)}</link><description>${title}</description>
${items.join("\n")}
</channel></rss>
`,
    { headers: { "Content-Type": "application/rss+xml; charset=utf-8", "Cache-Control": "no-cache" } },
  );
}
