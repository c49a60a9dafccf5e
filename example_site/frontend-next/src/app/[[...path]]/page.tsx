/** Any page that has an address of its own in Wagtail. Editors decide the addresses, so Wagtail is asked what is there. */

import type { Metadata } from "next";

import { allPages, pageAt } from "@/api";
import { drawnAt, pathOf, type Params } from "@/at";
import { Page } from "@/components/Page";
import { headOf } from "@/head";

/** What is drawn when the site is built; a page that comes later is drawn when somebody asks for it, and then kept. */
export async function generateStaticParams(): Promise<{ path: string[] }[]> {
  const pages: { path: string[] }[] = [];
  for (let count = 1; pages.length < count; ) {
    const found = await allPages(pages.length);
    if (!found?.items.length) break;
    pages.push(...found.items.map(({ path }) => ({ path: path.split("/").filter(Boolean) })));
    count = found.count;
  }
  return pages;
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return headOf(await pageAt(pathOf((await params).path)));
}

export default async function At({ params }: Params) {
  return <Page found={await drawnAt(pathOf((await params).path))} />;
}
