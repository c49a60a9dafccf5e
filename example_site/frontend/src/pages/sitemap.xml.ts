/** Every page, with its languages, for search engines. */

import type { APIRoute } from "astro";

import { pages } from "../api";

const escaped = (text: string) => text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);

export const GET: APIRoute = async () => {
  const all: NonNullable<Awaited<ReturnType<typeof pages>>>["items"] = [];
  for (let count = 1; all.length < count; ) {
    const part = await pages(all.length);
    if (!part?.items.length) break;
    all.push(...part.items);
    count = part.count;
  }
  const languages = new Map<string, typeof all>();
  for (const page of all) languages.set(page.translation_key, [...(languages.get(page.translation_key) ?? []), page]);
  const entries = all.map(({ url, last_published_at, translation_key }) => {
    const same = languages.get(translation_key) ?? [];
    const links = same.length > 1 ? same.map((one) => `<xhtml:link rel="alternate" hreflang="${one.language}" href="${escaped(one.url)}"/>`) : [];
    return `<url><loc>${escaped(url)}</loc>${last_published_at ? `<lastmod>${last_published_at}</lastmod>` : ""}${links.join("")}</url>`;
  });
  return new Response(
    `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join("\n")}
</urlset>
`,
    { headers: { "Content-Type": "application/xml; charset=utf-8", "Cache-Control": "no-cache" } },
  );
};
