/** Every page, with its languages, for search engines. */

import type { MetadataRoute } from "next";

import { allPages } from "@/api";

export const revalidate = 60;

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const found: NonNullable<Awaited<ReturnType<typeof allPages>>>["items"] = [];
  for (let count = 1; found.length < count; ) {
    const part = await allPages(found.length);
    if (!part?.items.length) break;
    found.push(...part.items);
    count = part.count;
  }
  const byKey = new Map<string, typeof found>();
  for (const page of found) byKey.set(page.translation_key, [...(byKey.get(page.translation_key) ?? []), page]);
  return found.map((page) => {
    const languages = byKey.get(page.translation_key) ?? [];
    return {
      url: page.url,
      ...(page.last_published_at ? { lastModified: page.last_published_at } : {}),
      ...(languages.length > 1 ? { alternates: { languages: Object.fromEntries(languages.map((one) => [one.language, one.url])) } } : {}),
    };
  });
}
