/** What a page's head says, as the API says it (`seo`): for search engines, for who shares it, for feed readers. */

import type { Metadata } from "next";

import { site as aboutSite, textOf, type Feed, type Found, type Seo, type Translation } from "./api";
import { said, type Drawn } from "./at";
import { words } from "./words";

/** All but the title, which says so when something is wrong with a form on the page: see components/Page.tsx. */
export async function headOf(found: Found | null, number = 1): Promise<Metadata> {
  if (!found || found.kind === "redirect") return {};
  const page = said(found);
  const site = await aboutSite();
  const { language, translations } = page;
  if (found.kind === "other") {
    const text = await textOf(found.page.id);
    return {
      description: text?.description || null,
      alternates: { canonical: page.url, languages: inLanguages(language, page.url, translations), types: feeds(site.feeds) },
    };
  }
  const { seo } = found.kind === "list" ? found.list : found.page;
  const canonical = number > 1 ? `${seo.canonical}?page=${number}` : seo.canonical;
  return {
    description: seo.description || null,
    alternates: {
      canonical,
      languages: inLanguages(language, seo.canonical, translations),
      types: feeds([...("feeds" in page ? (page as { feeds: Feed[] }).feeds : []), ...site.feeds]),
    },
    openGraph: openGraph(seo),
    twitter: { card: seo.twitter_card === "summary_large_image" ? "summary_large_image" : "summary" },
  };
}

export async function titleOf(found: Drawn, number = 1): Promise<string> {
  const { name } = await aboutSite();
  const title = found.kind === "other" ? found.page.title : found.kind === "list" ? found.list.seo.title : found.page.seo.title;
  return [title, number > 1 && words.pageNumber(number), title !== name && name].filter(Boolean).join(" – ");
}

/** For a page that is nobody else's business. */
export const hidden = async (title: string): Promise<Metadata> => ({
  title: `${title} – ${(await aboutSite()).name}`,
  robots: { index: false },
});

/** JSON-LD for a `script` element: nothing in it can end that. */
export const jsonLd = (seo: Seo) => JSON.stringify(seo.json_ld).replaceAll("<", "\\u003c");

function openGraph({ og }: Seo): NonNullable<Metadata["openGraph"]> {
  const picture = og.image && {
    url: og.image,
    ...(og.image_width && og.image_height ? { width: og.image_width, height: og.image_height } : {}),
    ...(og.image_alt ? { alt: og.image_alt } : {}),
  };
  const type = og.type === "article" || og.type === "profile" ? og.type : "website";
  return { type, title: og.title, description: og.description, url: og.url, siteName: og.site_name, locale: og.locale, ...(picture ? { images: [picture] } : {}) };
}

const inLanguages = (language: string, url: string, others: Translation[]) =>
  others.length > 0 ? Object.fromEntries([[language, url], ...others.map((one) => [one.language, one.url])]) : {};

function feeds(all: Feed[]): Record<string, { url: string; title: string }[]> {
  const byType: Record<string, { url: string; title: string }[]> = {};
  for (const { type, title, url } of all) (byType[type] ??= []).push({ url, title });
  return byType;
}
