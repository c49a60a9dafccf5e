/** A further part of a list: `/blog/?page=2` leads here (next.config.ts). */

import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { pageAt } from "@/api";
import { drawnAt, pathOf } from "@/at";
import { pagesOf } from "@/components/Kinds";
import { Page } from "@/components/Page";
import { headOf } from "@/head";

type Props = { params: Promise<{ page: string; path?: string[] }> };

/** None when the site is built: each is drawn when somebody asks for it, and then kept. */
export const generateStaticParams = () => [];

async function wanted({ params }: Props) {
  const { page, path } = await params;
  const found = await drawnAt(pathOf(path));
  const number = Number(page);
  if (number < 1 || (number > 1 && number > pagesOf(found))) notFound();
  return { found, number };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { page, path } = await params;
  return headOf(await pageAt(pathOf(path)), Number(page));
}

export default async function Part(props: Props) {
  return <Page {...await wanted(props)} />;
}
