/** What is at an address, as every page here asks for it. */

import { notFound, permanentRedirect, redirect } from "next/navigation";

import { pageAt, type Found } from "./api";

export type Params = { params: Promise<{ path?: string[] }> };
export type Drawn = Exclude<Found, { kind: "redirect" }>;

/** The path as Wagtail has it. */
export const pathOf = (segments: string[] = []) => `/${segments.map((one) => `${one}/`).join("")}`;

/** What is said of a page, and of a list below one: its path, address, language and translations. */
export const said = (found: Drawn) => (found.kind === "list" ? found.list : found.page);

/** What is to be drawn at a path; a page that moved leads there. */
export async function drawnAt(path: string): Promise<Drawn> {
  const found = await pageAt(path);
  if (!found) notFound();
  if (found.kind === "redirect") return found.redirect.permanent ? permanentRedirect(found.redirect.target) : redirect(found.redirect.target);
  const own = said(found).path;
  if (decodeURI(own) !== decodeURI(path)) permanentRedirect(own);
  return found;
}

/** The language and direction of the document. Where no page is, those of the site. */
export async function spokenAt(path: string): Promise<{ language?: string | undefined; direction?: string | undefined }> {
  const found = await pageAt(path);
  if (!found || found.kind === "redirect") return {};
  const { language, direction } = said(found);
  return { language, direction };
}
