/** The newest posts, for feed readers (RSS 2.0). */

import type { APIRoute } from "astro";

import { posts } from "../../api";
import { SITE_NAME } from "../../words";

// XML 1.0 has no way to write most control characters, and Word pastes one of them for a line break.
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const escaped = (text: string) =>
  text.replace(NOT_IN_XML, "").replace(/[<>&"]/g, (character) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" })[character] ?? "");

export const GET: APIRoute = async () => {
  const found = await posts({ limit: 20 });
  const items = (found?.items ?? []).map((post) => {
    const published = post.date ?? post.first_published_at;
    return `<item><title>${escaped(post.title)}</title><link>${escaped(post.url)}</link><guid>${escaped(post.url)}</guid>
<description>${escaped(post.summary)}</description>${published ? `<pubDate>${new Date(published).toUTCString()}</pubDate>` : ""}</item>`;
  });
  const home = escaped(found?.items[0]?.url ? new URL("/blog/", found.items[0].url).href : "");
  return new Response(
    `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>${escaped(SITE_NAME)}</title><link>${home}</link><description>${escaped(SITE_NAME)}</description>
${items.join("\n")}
</channel></rss>
`,
    { headers: { "Content-Type": "application/rss+xml; charset=utf-8", "Cache-Control": "no-cache" } },
  );
};
